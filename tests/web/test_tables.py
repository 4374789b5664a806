"""Tables that exports write and ``manage.py ingest`` reads back: the same again, or nothing new."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from pipeline_tracker.ingest.tables import TABLES as INGESTED
from pipeline_tracker.models import Claim, Company, Document, Indication, IndicationAlias, Milestone, Program, Standing, Trial
from pipeline_tracker.vocabulary.cells import COPY_MARK, copy_mark, guarded, join, without_guard
from pipeline_tracker.web.exports.tables import TABLES
from pipeline_tracker.web.views.exports import TABLE_FORMS
from tests.world import make_company

SAMPLES = Path(__file__).parents[2] / "samples"
ALL = {"companies": "?kind=pipeline&kind=sponsor", "aliases": "?kind=pipeline&kind=sponsor"}  # the lists leave out who only sponsors
ORDER = ("indications", "companies", "programs", "aliases", "trials", "milestones")


def export(client, folder, form="csv"):
    """All tables as files; the content of each by table."""
    folder.mkdir(exist_ok=True)
    written = {}
    for table in ORDER:
        response = client.get(f"/tables/{table}.{form}{ALL.get(table, '')}")
        assert response.status_code == 200, table
        written[table] = b"".join(response)
        (folder / f"{table}.{form}").write_bytes(written[table])
    return written


def rows(content):
    """The rows of a CSV file, in the order of the alphabet."""
    return sorted(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def ingest(*paths):
    call_command("ingest", *map(str, paths), verbosity=0)


def held():
    """Everything that is so, and by which claim."""
    return {
        model.__name__: sorted(
            model.objects.values_list(*(field.name for field in model._meta.concrete_fields if field.name != "search")), key=str
        )
        for model in (Company, Program, Trial, Milestone, Standing, Claim, Document, Indication)
    }


def files_of(folder, form):
    return [folder / f"{table}.{form}" for table in ORDER]


FEW = [
    "2019-01-08-cbmg-ccar088-recruitment.txt",
    "2019-01-17-cbmg-allojoin-phase-2-ind.txt",
    "2019-09-27-cbmg-rejoin-application-accepted.txt",
]


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_an_export_read_back_tells_nothing_new(client, db, today, tmp_path, form):
    ingest(*(SAMPLES / name for name in FEW))
    assert Milestone.objects.count() > 5
    export(client, tmp_path / "once", form)
    before = held()
    ingest(*files_of(tmp_path / "once", form))
    assert held() == before


@pytest.mark.slow
@pytest.mark.parametrize("form", TABLE_FORMS)
def test_an_export_read_into_an_empty_database_gives_the_same_tables_again(client, db, today, tmp_path, form):
    with transaction.atomic():
        ingest(*(SAMPLES / name for name in FEW))
        export(client, tmp_path / "once", form)
        first = export(client, tmp_path / "compared")
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    ingest(*files_of(tmp_path / "once", form))
    again = export(client, tmp_path / "again")
    assert {table: rows(content) for table, content in again.items()} == {table: rows(content) for table, content in first.items()}
    assert len(rows(first["milestones"])) == 7


@pytest.mark.slow
@pytest.mark.parametrize("form", TABLE_FORMS)
def test_so_it_is_with_all_samples(client, db, today, tmp_path, form):
    with transaction.atomic():
        ingest(SAMPLES)
        first = export(client, tmp_path / "compared")
        export(client, tmp_path / "once", form)
        before = held()
        ingest(*files_of(tmp_path / "once", form))
        assert held() == before
        transaction.set_rollback(True)
    ingest(*files_of(tmp_path / "once", form))
    again = export(client, tmp_path / "again")
    assert {table: rows(content) for table, content in again.items()} == {table: rows(content) for table, content in first.items()}


def test_a_row_that_somebody_edited_is_a_statement_of_its_own(client, db, today, tmp_path):
    ingest(*(SAMPLES / name for name in FEW))
    content = export(client, tmp_path / "once")["programs"].decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(content, newline=""))
    allojoin = next(line for line in lines if line[header.index("name")] == "AlloJoin")
    allojoin[header.index("target")] = "cartilage"
    edited = tmp_path / "programs-edited.csv"
    with edited.open("w", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    documents = Document.objects.count()
    ingest(edited)
    assert Document.objects.count() == documents + 1
    assert Program.objects.get(name="AlloJoin").target == "cartilage"


def test_an_old_export_does_not_bring_back_what_staff_have_rejected(client, db, today, tmp_path):
    ingest(*(SAMPLES / name for name in FEW))
    export(client, tmp_path / "once")
    Claim.objects.filter(kind="designation").update(review="rejected")
    documents = Document.objects.count()
    ingest(*files_of(tmp_path / "once", "csv"))
    assert Document.objects.count() == documents


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_are_those_of_the_table_that_is_read_in(name):
    assert TABLES[name].header == [*(column.name for column in INGESTED[name].columns), COPY_MARK]


def test_the_tables_take_the_filters_of_their_lists(client, registered):
    def names(address):
        header, *lines = csv.reader(io.StringIO(b"".join(client.get(address)).decode("utf-8-sig"), newline=""))
        return [dict(zip(header, line, strict=True)) for line in lines]

    assert [row["name"] for row in names("/tables/programs.csv?modality=small_molecule")] == ["BIR-9"]
    assert [row["identifier"] for row in names("/tables/trials.csv?status=RECRUITING&phase=phase_3")] == ["NCT07654321"]
    assert {row["company"] for row in names("/tables/milestones.csv?company=birch-therapeutics")} == {"Birch Therapeutics plc"}
    assert [row["alias"] for row in names("/tables/aliases.csv?q=aster")] == ["Aster Cells", "Kneera"]


def test_what_no_source_tells_of_has_no_row(client, db, today):
    make_company("Elm Bio")
    Indication.objects.create(name="gout", key="gout", slug="gout")
    for table in ("companies", "indications"):
        assert len(rows(b"".join(client.get(f"/tables/{table}.csv")))) == 1


def test_a_statement_keeps_its_words_its_sentence_and_the_day_it_was_made(client, world):
    header, *lines = csv.reader(
        io.StringIO(b"".join(client.get("/tables/milestones.csv?kind=trial_initiated&company=aster-bio")).decode("utf-8-sig"), newline="")
    )
    found = [{column: cell for column, cell in zip(header, line, strict=True) if cell and column != COPY_MARK} for line in lines]
    assert [(row["as_of"], row["status"], row["when"]) for row in found] == [
        ("2022-08-09", "expected", "2023-H1"),
        ("2023-05-09", "expected", "2023-H2"),
        ("2023-11-06", "occurred", "2023-10"),
    ]
    assert found[-1] == {
        "company": "Aster Bio, Inc.",
        "programs": "AST-1",
        "kind": "trial_initiated",
        "status": "occurred",
        "when": "2023-10",
        "when_words": "in October 2023",
        "phase": "phase_2",
        "phase_words": "Phase II",
        "verb": "entered",
        "source_quote": found[-1]["source_quote"],
        "source_address": world.documents["start"].address,
        "as_of": "2023-11-06",
    }
    assert found[-1]["source_quote"] in world.documents["start"].text


def test_names_that_would_be_formulas_come_back_as_they_are(client, db, today, tmp_path):
    (tmp_path / "indications.csv").write_text("name,aliases,as_of\n'=A1 disease,'+x; -y,2024-01-01\n")
    ingest(tmp_path / "indications.csv")
    assert list(Indication.objects.values_list("name")) == [("=A1 disease",)]
    assert sorted(IndicationAlias.objects.values_list("name", flat=True)) == ["+x", "-y"]
    for form in TABLE_FORMS:
        with transaction.atomic():
            export(client, tmp_path / form, form)
            Indication.objects.all().delete()
            Document.objects.all().delete()
            ingest(tmp_path / form / f"indications.{form}")
            assert list(Indication.objects.values_list("name")) == [("=A1 disease",)]
            assert sorted(IndicationAlias.objects.values_list("name", flat=True)) == ["+x", "-y"]
            transaction.set_rollback(True)


MARKED = {"name": "ABX-101", "company": "Example Bio", "target": "", "aliases": "a; b"}
EDITS = {
    "white space": ({**MARKED, "name": "  ABX-101\n"}, True),
    "an empty cell more": ({**MARKED, "origin": " "}, True),
    "the mark itself": ({**MARKED, COPY_MARK: "x"}, True),
    "a letter": ({**MARKED, "name": "ABX-102"}, False),
    "a cell less": ({**MARKED, "aliases": ""}, False),
    "a cell moved": ({**MARKED, "aliases": "", "target": "a; b"}, False),
}


@pytest.mark.parametrize(("cells", "same"), EDITS.values(), ids=EDITS)
def test_the_mark_of_a_row_changes_with_what_it_says(cells, same):
    assert (copy_mark("programs", cells) == copy_mark("programs", MARKED)) is same
    assert copy_mark("aliases", cells) != copy_mark("programs", cells)


@pytest.mark.parametrize("text", ["=1", "'=1", "''+1", "'t", "a", "", "\t=", "-"])
def test_a_guard_comes_off_as_it_went_on(text):
    assert without_guard(guarded(text)) == text


def test_several_values_are_joined_so_that_each_can_be_told(db):
    assert join(["a;b", "c\\", "d"]) == "a\\;b; c\\\\; d"
