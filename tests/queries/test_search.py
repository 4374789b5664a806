"""Which rows a text belongs to, and what the databases keep to tell it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pipeline_tracker.models import Company, CompanyAlias, Document, Indication, IndicationAlias, Milestone, Program, Regulator, Trial
from pipeline_tracker.models import search as kept
from pipeline_tracker.queries import fulltext, spelling
from pipeline_tracker.queries import matching as matching_module
from pipeline_tracker.queries.fulltext import any_of, question, words_of
from pipeline_tracker.queries.matching import Meant, matching
from pipeline_tracker.queries.search import straight_to
from tests.world import make_company, make_document, make_program

LISTED = (Company, Document, Indication, Milestone, Program, Regulator, Trial)


@pytest.fixture(params=["indexed", "read from end to end", "many", "row by row"])
def either_way(request, monkeypatch):
    """As the database is, as if it had neither FTS5 nor trigrams, and as if every text meant many or very many rows."""
    if request.param == "read from end to end":
        monkeypatch.setattr(fulltext, "has_fts5", lambda: False)
        monkeypatch.setattr(spelling, "has_trigrams", lambda connection: False)
    if request.param in ("many", "row by row"):
        monkeypatch.setattr(matching_module, "SOME", 0)
        monkeypatch.setattr(matching_module, "LONG", 1)
    if request.param == "row by row":
        monkeypatch.setattr(matching_module, "MANY", 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("AST-1", ["ast", "1"]),
        ("C_CAR 088®", ["c", "car", "088"]),
        ("AlloJoin™ works", ["allojoin", "works"]),
        ("Zürich's 12.5%", ["zurich", "s", "12", "5"]),
        ("Cedar细胞bio", ["cedar", "细", "胞", "bio"]),
        ("' OR 1=1 --", ["or", "1", "1"]),
        ("💊", []),
    ],
)
def test_a_text_is_its_words_without_accents_and_signs(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("", []),
        ("first patient", [[("first",), ("patient",)]]),
        ('"first patient" dosed', [[("first", "patient"), ("dosed",)]]),
        ("AST-1 OR BIR-9", [[("ast", "1")], [("bir", "9")]]),
        ("approval -orphan", [[("approval",), "not", ("orphan",)]]),
        ('approval -"orphan drug"', [[("approval",), "not", ("orphan", "drug")]]),
        ("-orphan", []),
        ("OR OR", []),
        ('"unclosed quote', [[("unclosed",), ("quote",)]]),
        ("or", [[("or",)]]),
        ('- " "" ---', []),
    ],
)
def test_questions_are_read_as_people_type_them(text, alternatives):
    read = [[part for term in terms for part in (("not",) * term.refused + (term.words,))] for terms in question(text).alternatives]
    assert read == alternatives


def matched(text):
    """By model the rows, as words; only their number where they are many."""
    found = {model.__name__: sorted(map(str, model.objects.filter(Meant(model, text).rows))) for model in LISTED}
    for model in (Company, Indication, Program, Regulator):
        assert sorted(map(str, model.objects.filter(pk__in=matching(model, text)))) == found[model.__name__]
    return {name: rows if len(rows) < 4 else len(rows) for name, rows in found.items() if rows}


ASTER = {"Company": ["Aster Bio, Inc."], "Milestone": 8}
AST_1 = {"Program": ["AST-1"], "Milestone": 8}
KOA = {"Indication": ["knee osteoarthritis (KOA)"], "Milestone": 6}
CEDAR = {"Company": ["Cedar 细胞生物"], "Document": ["Cedar 细胞生物 opens <b>its</b> office"]}
BIR_TRIAL = {"Trial": ["NCT01234567"], "Milestone": ["First patient dosed (Birch Therapeutics plc)"]}
MATCHED = {
    "kneera": AST_1,
    "neer": AST_1,
    "ir": {},
    "wrongmab": {},
    "aster cells": ASTER,
    "Aster Bio Inc.": ASTER,
    "nasdaq: astr": ASTER,
    "细胞": CEDAR,
    "ced": CEDAR,
    "gonarthrosis": KOA,
    "KOA": KOA,
    "2024-000001": BIR_TRIAL,
    "nct0123": BIR_TRIAL,
    "in MELANOMAS": {"Trial": ["NCT01234567"]},
    "CFDA": {"Regulator": ["NMPA"]},
    "Aster's quarters": {"Document": ["Aster reports its quarter"]},
    "releases aster starts": {"Document": ["Aster starts Phase II & more"]},
    "%": {},
    "_": {},
    "💊": {},
    "' \" ( * :": {},
}
READ = {"Aster's quarters": {}, "in MELANOMAS": {}, "ir": {"Document": ["Birch put on hold"], "Trial": ["NCT01234567"]}}


@pytest.mark.slow
def test_rows_are_found_by_names_numbers_and_the_words_of_titles(world, either_way):
    IndicationAlias.objects.create(indication=world.koa, name="gonarthrosis", key="gonarthrosis")
    read = connection.vendor == "sqlite" and not fulltext.has_fts5()  # parts of words count then, and their stems do not
    expected = MATCHED | READ if read else MATCHED
    assert {text: matched(text) for text in MATCHED} == expected


def test_a_registry_record_is_found_through_its_trial(registered, either_way):
    records = {registered.documents["record"], registered.documents["newer record"]}
    for text in ("NCT07654321", "depot knee"):
        assert records <= set(Document.objects.filter(Meant(Document, text).rows)), text


def test_of_a_text_that_means_very_many_rows_a_part_is_found_at_once(world, monkeypatch):
    for bound in ("MANY", "SOME", "LONG"):
        monkeypatch.setattr(matching_module, bound, 2)
    few, many = Meant(Program, "AST-1"), Meant(Milestone, "aster")
    assert few.some is None
    part = set(Milestone.objects.filter(many.some))
    assert len(part) == 3
    assert part < set(Milestone.objects.filter(many.rows)) == set(world.aster.milestones.all())
    assert set(Milestone.objects.filter(many.near)) == set(world.aster.milestones.all())


@pytest.mark.parametrize("model", [Document, Milestone])
def test_of_a_text_that_most_rows_have_no_key_is_looked_up(world, monkeypatch, model):
    whole = set(model.objects.filter(Meant(model, "aster").rows))
    for bound, number in (("SAMPLE", 2), ("PROVEN", 2), ("LONG", 2)):
        monkeypatch.setattr(matching_module, bound, number)
    most = Meant(model, "aster")
    assert most.least == 2
    assert set(model.objects.filter(most.some)) == whole == set(model.objects.filter(most.near)) == set(model.objects.filter(most.rows))
    assert Meant(model, "birch").least < 10


def test_where_few_programs_have_a_text_as_another_name_those_of_all_others_are_asked_alone(world, monkeypatch):
    for number in range(4):
        make_program(world.birch, f"AST-{number}0")
    world.bir9.aliases.create(name="AST-99", key="ast99")
    whole = set(Program.objects.filter(Meant(Program, "ast").rows))
    assert world.bir9 in whole
    monkeypatch.setattr(matching_module, "SOME", 3)
    asked = Program.objects.filter(Meant(Program, "ast").rows)
    assert set(asked) == whole
    assert "programalias" not in str(asked.query)
    monkeypatch.setattr(matching_module, "SOME", 0)
    asked = Program.objects.filter(Meant(Program, "ast").rows)
    assert set(asked) == whole
    assert "programalias" in str(asked.query)


def answering(asked):
    return sorted(Document.objects.filter(fulltext.documents(asked)).values_list("title", flat=True))


ANSWERED = {
    'bla OR "placed a hold"': ["Aster reports its quarter", "Birch put on hold"],
    "hold -bla phase": ["Birch put on hold"],
    "hold -phase": [],
    '"approved AST-1"': ["AST-1 approved"],
    '"office 上海"': [],
    "上海": ["Cedar 细胞生物 opens <b>its</b> office"],
    "海办": ["Cedar 细胞生物 opens <b>its</b> office"],
    "海公": [],
    "started knees": ["Aster starts Phase III"],
    "milestones csv": ["milestones.csv row 2"],
    "depot": [],
    "NEAR(a b) AND * ^x {title}:": [],
}


def test_documents_answer_by_title_address_and_text_but_records_and_rows_not_by_their_text(registered, either_way):
    assert {text: answering(question(text)) for text in ANSWERED} == ANSWERED
    assert answering(any_of(["Kneera", "BIR-9"])) == ["Aster starts Phase II & more", "Birch put on hold"]
    assert answering(any_of(["%", ""])) == []


def test_words_are_compared_by_their_stems_and_without_accents_and_trade_marks(world):
    make_document(world.run, world.birch, "News", world.documents["held"].published, "Zürich studies of Kneera™ were approved.")
    for text in ("zurich", "ZÜRICH study", "kneera approve", "Study of Kneera"):
        assert "News" in answering(question(text)), text


WRITES = ("CREATE", "DROP", "INSERT", "ALTER", "COMMENT")


def written_by_install():
    with CaptureQueriesContext(connection) as queries:
        kept.install(connection)
    return [query["sql"] for query in queries if query["sql"].strip().startswith(WRITES)]


def test_what_is_kept_follows_every_change(world):
    held = Document.objects.filter(pk=world.documents["held"].pk)
    assert answering(question("dosed")) == ["Birch put on hold"]
    held.update(text="Another text about zebrafish.")
    assert (answering(question("dosed")), answering(question("zebrafish"))) == ([], ["Birch put on hold"])
    held.update(kind="registry_record")
    assert answering(question("zebrafish")) == []
    held.update(kind="filing", ledger=[])
    assert answering(question("zebrafish")) == ["Birch put on hold"]
    Trial.objects.filter(pk=world.trial.pk).update(title="A zebrafish study")
    assert matched("zebrafish") == {"Trial": ["NCT01234567"]}
    world.documents["cedar"].delete()
    assert answering(question("tea")) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_trial (search_trial, rank) VALUES ('integrity-check', 1)")


def test_what_is_kept_is_made_anew_where_it_is_missing_and_left_alone_where_it_is_not(world):
    assert written_by_install() == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER search_document_put")
        else:
            cursor.execute("DROP INDEX search_trial")
            cursor.execute("COMMENT ON FUNCTION search_words(text) IS 'an older version'")
    make_document(world.run, world.birch, "Missed", world.documents["held"].published, "Zebrafish.")
    connection.check_constraints()  # PostgreSQL alters no table with checks that still wait
    assert written_by_install() != []
    assert answering(question("zebrafish")) == ["Missed"]
    assert written_by_install() == []


def test_a_huge_document_is_kept_as_far_as_it_fits(world):
    text = " ".join(f"w{number:x}" for number in range(100_000))
    make_document(world.run, world.birch, "Huge", world.documents["held"].published, f"zebrafish {text}")
    assert answering(question("zebrafish")) == ["Huge"]


@pytest.mark.parametrize(
    ("one", "other", "far"), [("", "", 0), ("abc", "", 3), ("allojion", "allojoin", 1), ("abcd", "abdc", 1), ("kitten", "sitting", 3)]
)
def test_the_distance_of_two_words_is_the_number_of_slips(one, other, far):
    assert (spelling.distance(one, other), spelling.distance(other, one)) == (far, far)


SPELLED = {
    "allojion": ["AlloJoin"],
    "alojoin": ["AlloJoin"],
    "allojion phase 3": ["AlloJoin"],
    "Novarits": ["Novartis Pharmaceuticals AG"],
    "cedar biomedcine": ["Cedar Biomedicine Group"],
    "Kneeera": ["Kneera"],
    "wrongmap": [],
    "AST-3": [],
    "BIR-99": [],
    "xyz": [],
    "x" * 200: [],
    "%_%_%": [],
}


def test_misspelled_names_are_recognised_but_another_number_is_another_product(world, either_way):
    make_program(world.birch, "AlloJoin")
    make_company("Novartis Pharmaceuticals AG")
    CompanyAlias.objects.create(company=world.cedar, name="Cedar Biomedicine Group", key="cedarbiomedicinegroup")
    assert {text: spelling.names_like(text) for text in SPELLED} == SPELLED


def test_a_number_leads_straight_to_its_trial_unless_it_is_also_a_name(registered):
    trial, knees = registered.trial, registered.registered
    straight = {
        "NCT01234567": trial,
        "nct01234567": trial,
        "2024-000001-11": trial,
        "2024-000001-1": None,
        "ast1-301": knees,
        "NCT07000001": knees,
        "NCT99999999": None,
        "KNEES": None,
        "AST-1": None,
        "": None,
    }
    assert {text: straight_to(text) for text in straight} == straight
    make_program(registered.birch, "AST1-301")
    assert straight_to("AST1-301") is None
