"""Registry records and rows of tables in the database: versions, joining, arrival in any order."""

import itertools
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from pipeline_tracker.ingest.tables import template
from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    Document,
    Indication,
    IndicationAlias,
    Milestone,
    Program,
    RunNote,
    Standing,
    Trial,
)

from .registry.records import ARMS, CONDITIONS, DESIGN, IDENTIFICATION, RELEASE, SPONSORS, STATUS, data, trial

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "samples"


def posted(on: str, **changes) -> bytes:
    """The base record as posted on that day and released ten days later or on ``released``."""
    released = changes.pop("released", on)
    return data({f"{STATUS}/lastUpdatePostDateStruct/date": on, RELEASE: released, **changes})


def ingest(folder: Path, *records: bytes, **options) -> None:
    for number, record in enumerate(records):
        path = folder / f"{number}.json"
        path.write_bytes(record)
        call_command("ingest", str(path), verbosity=0, **options)


def samples(*names: str) -> None:
    call_command("ingest", *(str(SAMPLES / name) for name in names), verbosity=0)


def shown() -> list[tuple]:
    """Every milestone with what was said of it, oldest first."""
    return [
        (
            m.slug,
            m.status,
            str(m.window),
            m.conflict,
            [
                (str(c.asserted_on), c.status, str(c.window))
                for c in m.claims.filter(retracted_at=None).order_by("asserted_on", "document__sha256")
            ],
        )
        for m in Milestone.objects.order_by("slug")
    ]


def everything() -> str:
    """The content of the database that does not depend on when it was written."""
    tables = {
        "milestones": shown(),
        "attributes": sorted(
            AttributeClaim.objects.filter(retracted_at=None).values_list("subject", "field", "value", "asserted_on", "trial__identifier")
        ),
        "companies": sorted(Company.objects.values_list("key", "name", "sponsor_class", "stale")),
        "programs": sorted(Program.objects.values_list("name", "source", "doubt", "aliases__name")),
        "trials": sorted(
            Trial.objects.values_list(
                "identifier", "company__key", "title", "status", "phase", "enrollment", "programs__name", "indications__name"
            )
        ),
        "standings": sorted(map(str, Standing.objects.values_list("program__name", "indication__name", "territory", "phase", "activity"))),
        "indications": sorted(Indication.objects.values_list("name", "normal", "area")),
    }
    return json.dumps(tables, default=str, indent=1)


# --- versions -------------------------------------------------------------------------------------


def test_a_record_becomes_a_trial_with_its_milestones(tmp_path):
    ingest(tmp_path, data())
    (row,) = Trial.objects.all()
    assert (row.identifier, row.company.name, row.sponsor, row.phase, row.status, row.enrollment) == (
        "NCT90000001",
        "Quillon Bio, Inc.",
        "Quillon Bio, Inc.",
        "phase_2",
        "RECRUITING",
        120,
    )
    assert [(i.scheme, i.value) for i in row.identifiers.all()] == [("protocol", "QX-101-02")]
    assert [(p.name, p.source, [(a.name, a.source) for a in p.aliases.all()]) for p in row.programs.all()] == [
        ("QX-101", "registry", [("quillotinib", "registry")])
    ]
    assert [(i.name, i.normal, i.area) for i in row.indications.all()] == [("Asthma", "Asthma", "Respiratory Tract Diseases")]
    assert [(slug, status, window) for slug, status, window, *_ in shown()] == [
        ("qx-101-primary-completion-phase-2-asthma-nct90000001", "expected", "Jul 2026"),
        ("qx-101-trial-completed-phase-2-asthma-nct90000001", "expected", "31 Dec 2026"),
        ("qx-101-trial-initiated-phase-2-asthma-nct90000001", "occurred", "4 Mar 2025"),
        ("qx-101-trial-registered-phase-2-asthma-nct90000001", "occurred", "20 Jan 2025"),
    ]
    assert Standing.objects.get().phase == "phase_2"


def test_every_claim_of_a_record_quotes_its_document(tmp_path):
    ingest(tmp_path, data())
    told = [*Claim.objects.select_related("document"), *AttributeClaim.objects.select_related("document")]
    assert len(told) == 8
    assert all(c.document.text[c.start : c.end] == c.quote for c in told)


def test_a_newer_version_claims_only_what_changed_and_the_old_claim_stays(tmp_path):
    ingest(tmp_path, posted("2025-06-11"), posted("2026-01-15", **{f"{STATUS}/primaryCompletionDateStruct/date": "2027-03"}))
    (row,) = [m for m in shown() if "primary" in m[0]]
    assert row[1:] == ("expected", "Mar 2027", "", [("2025-06-11", "expected", "Jul 2026"), ("2026-01-15", "expected", "Mar 2027")])
    assert Claim.objects.count() == 5
    assert AttributeClaim.objects.count() == 4


def test_the_same_version_twice_does_nothing(tmp_path):
    ingest(tmp_path, posted("2025-06-11"))
    before = everything(), Document.objects.count(), Claim.objects.count()
    ingest(tmp_path, posted("2025-06-11", released="2026-11-01"))
    assert (everything(), Document.objects.count(), Claim.objects.count()) == before


def test_an_actual_date_that_is_rewritten_is_a_conflict(tmp_path):
    rewritten = [
        posted("2026-02-09", **{f"{STATUS}/primaryCompletionDateStruct": {"date": "2025-11-02", "type": "ACTUAL"}}),
        posted("2026-02-10", **{f"{STATUS}/primaryCompletionDateStruct": {"date": "2024-11-11", "type": "ACTUAL"}}),
    ]
    ingest(tmp_path, *rewritten)
    (row,) = [m for m in shown() if "primary" in m[0]]
    assert row[1:4] == ("occurred", "11 Nov 2024", "Sources date it differently: 11 Nov 2024 and 2 Nov 2025.")


def test_a_change_that_the_registry_does_not_date_counts_from_the_day_it_was_seen(tmp_path):
    ingest(
        tmp_path,
        posted("2024-03-08", released="2026-02-03"),
        posted("2024-03-08", released="2026-03-03", **{f"{STATUS}/overallStatus": "UNKNOWN"}),
    )
    told = AttributeClaim.objects.filter(field="trial.status").order_by("asserted_on")
    assert [(str(c.asserted_on), c.value) for c in told] == [("2024-03-08", "RECRUITING"), ("2026-03-03", "UNKNOWN")]
    assert Trial.objects.get().status == "UNKNOWN"


def test_a_stopped_trial_stopped_by_the_day_of_the_first_version_that_says_so(tmp_path):
    stopped = {f"{STATUS}/overallStatus": "TERMINATED", f"{STATUS}/whyStopped": "Sponsor's decision"}
    ingest(tmp_path, posted("2025-06-11"), posted("2025-09-01", **stopped), posted("2025-10-01", **stopped))
    (row,) = [m for m in shown() if "stopped" in m[0]]
    assert row[1:] == ("occurred", "reported by 1 Sep 2025", "", [("2025-09-01", "occurred", "reported by 1 Sep 2025")])
    assert "Sponsor's decision" in Claim.objects.get(kind="trial_stopped").quote


def test_versions_in_any_order_give_one_content(tmp_path):
    primary = f"{STATUS}/primaryCompletionDateStruct/date"
    versions = [
        posted("2025-06-11"),
        posted("2025-09-01", **{primary: "2027-01"}),
        posted("2026-01-15", **{f"{DESIGN}/enrollmentInfo/count": 150}),  # and the date as at first
        posted("2026-02-15", **{primary: "2027-03", f"{STATUS}/overallStatus": "SUSPENDED"}),
    ]
    contents = set()
    for order in itertools.islice(itertools.permutations(versions), 0, None, 4):
        with transaction.atomic():
            ingest(tmp_path, *order)
            contents.add(everything())
            transaction.set_rollback(True)
    (content,) = contents
    (row,) = [m for m in json.loads(content)["milestones"] if "primary" in m[0]]
    assert [window for _, _, window in row[4]] == ["Jul 2026", "Jan 2027", "Jul 2026", "Mar 2027"]


# --- joining --------------------------------------------------------------------------------------

RELEASE_TEXT = """Quillon Bio Starts Trial

March 10, 2025 - Quillon Bio, Inc. today announced that it has initiated a Phase 2 trial (NCT90000001) of QX-101, an oral inhibitor, in
asthma.

About Quillon Bio
Quillon Bio, Inc. develops QX-101.
"""


def release(folder: Path, text: str = RELEASE_TEXT, name: str = "2025-03-10-release.txt") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    call_command("ingest", str(folder / name), verbosity=0)


def test_a_release_that_gives_the_number_meets_the_record_in_one_milestone_in_either_order(tmp_path):
    contents = set()
    for first, second in itertools.permutations((lambda: release(tmp_path), lambda: ingest(tmp_path, data()))):
        with transaction.atomic():
            first()
            second()
            contents.add(everything())
            transaction.set_rollback(True)
    (content,) = contents
    (row,) = [m for m in json.loads(content)["milestones"] if "initiated" in m[0]]
    assert row[1:] == [
        "occurred",
        "4 Mar 2025",
        "",
        [["2025-03-10", "occurred", "reported by 10 Mar 2025"], ["2025-06-11", "occurred", "4 Mar 2025"]],
    ]


def test_a_release_that_uses_an_alias_of_the_record_speaks_of_its_program(tmp_path):
    ingest(tmp_path, data())
    release(tmp_path, RELEASE_TEXT.replace("QX-101", "quillotinib").replace(" (NCT90000001)", ""))
    assert [p.name for p in Program.objects.all()] == ["QX-101"]
    # Without the number the two starts may be of two trials, so they stand side by side.
    assert [slug for slug, *_ in shown() if "initiated" in slug] == [
        "qx-101-trial-initiated-phase-2-asthma",
        "qx-101-trial-initiated-phase-2-asthma-nct90000001",
    ]


def test_a_name_that_adds_words_to_a_known_one_is_not_joined_but_doubted():
    samples("registry/NCT02641860.json", "2019-11-06-cbmg-third-quarter-2019.txt")
    doubts = {p.name: p.doubt for p in Program.objects.filter(company__key="cellularbiomedicinegroup").exclude(doubt="")}
    assert doubts["Allogenic ReJoin"] == "Its name adds words to that of ReJoin: it may be the same product."
    (row,) = Trial.objects.filter(identifier="NCT02641860")
    assert [p.name for p in row.programs.all()] == ["Allogenic ReJoin"]


def test_what_releases_registries_and_tables_say_of_a_start_stands_side_by_side():
    samples("registry", "2019-09-27-cbmg-rejoin-application-accepted.txt", "2019-11-06-cbmg-third-quarter-2019.txt")
    told = Milestone.objects.filter(
        company__key="cellularbiomedicinegroup", kind__in=("trial_initiated", "trial_registered"), phase="phase_2"
    )
    told = told.filter(indication__name__icontains="knee", status="occurred")
    assert [(m.kind, m.status, str(m.window), m.trial and m.trial.identifier, m.conflict) for m in told.order_by("latest", "kind")] == [
        ("trial_initiated", "occurred", "reported by 27 Sep 2019", None, ""),
        ("trial_registered", "occurred", "19 Nov 2019", None, ""),
        ("trial_registered", "occurred", "23 Dec 2019", "NCT04208646", ""),
        ("trial_initiated", "occurred", "16 May 2020", "NCT04208646", ""),
    ]


def test_a_trial_that_one_release_gives_by_name_and_number_is_the_same_in_others_that_give_one_of_them(tmp_path):
    release(tmp_path, RELEASE_TEXT.replace("a Phase 2 trial (NCT90000001) of QX-101", "the Phase 2 BREEZE-1 trial (NCT90000001) of QX-101"))
    later = RELEASE_TEXT.replace("a Phase 2 trial (NCT90000001) of QX-101", "the Phase 2 BREEZE-1 trial of QX-101").replace(
        "March 10", "May 5"
    )
    release(tmp_path, later, "2025-05-05-later.txt")
    assert [t.identifier for t in Trial.objects.all()] == ["NCT90000001"]
    assert Milestone.objects.get(kind="trial_initiated").claims.count() == 2


def test_a_name_that_meets_its_number_later_leads_to_the_trial_of_that_number(tmp_path, client):
    named = RELEASE_TEXT.replace("a Phase 2 trial (NCT90000001) of QX-101", "the Phase 2 BREEZE-1 trial of QX-101")
    release(tmp_path, named)
    old = Trial.objects.get().get_absolute_url()
    release(tmp_path, named.replace("BREEZE-1 trial", "BREEZE-1 trial (NCT90000001)").replace("March 10", "May 5"), "2025-05-05-later.txt")
    assert [t.identifier for t in Trial.objects.all()] == ["NCT90000001"]
    assert client.get(old, follow=True).redirect_chain == [("/trials/nct90000001/", 301)]


def test_a_number_that_two_companies_name_belongs_to_neither_until_its_record_comes(tmp_path):
    release(tmp_path)
    assert Trial.objects.get().company.name == "Quillon Bio, Inc."
    release(tmp_path, RELEASE_TEXT.replace("Quillon Bio", "Rivenhall Pharma"), "2025-03-11-other.txt")
    assert Trial.objects.get().company is None
    ingest(tmp_path, data())
    assert Trial.objects.get().company.name == "Quillon Bio, Inc."


def test_programs_are_read_of_industry_sponsors_unless_all_are_asked_for(tmp_path):
    public = data({f"{SPONSORS}/leadSponsor": {"name": "Quillon University", "class": "OTHER"}})
    ingest(tmp_path, public)
    assert (Trial.objects.count(), Program.objects.count()) == (1, 0)
    assert Company.objects.get().sponsor_class == "OTHER"
    ingest(tmp_path, public, every_sponsor=True)
    assert (Trial.objects.count(), [p.name for p in Program.objects.all()], Document.objects.count()) == (1, ["QX-101"], 1)


# --- runs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [(f"{STATUS}/startDateStruct/date", "2025-02-30", "bad-date"), (f"{SPONSORS}/leadSponsor/name", "***", "missing-field")],
)
def test_a_bad_record_costs_only_itself_and_is_told_by_file_record_and_field(tmp_path, field, value, code):
    good, bad = data(), data({f"{IDENTIFICATION}/nctId": "NCT90000002", field: value})
    (tmp_path / "two.ndjson").write_bytes(bad + b"\n" + good + b"\n")
    with pytest.raises(CommandError) as refused:
        call_command("ingest", str(tmp_path / "two.ndjson"), verbosity=0)
    assert refused.value.returncode == 3
    assert [t.identifier for t in Trial.objects.all()] == ["NCT90000001"]
    note = RunNote.objects.get()
    assert (note.code, note.source.endswith("two.ndjson, record 1"), field in note.message) == (code, True, True)


def test_records_that_are_not_asked_for_are_left_out_without_an_error(tmp_path, capsys):
    path = tmp_path / "one.json"
    path.write_bytes(data())
    call_command("ingest", str(path), sponsor="Somebody Else")
    assert "1 not among those asked for" in capsys.readouterr().out
    assert not Trial.objects.exists()
    path.write_bytes(data().replace(b'"briefTitle"', b'"briefTitle": "Another", "briefTitle"'))  # refused if it is asked for
    call_command("ingest", str(path), sponsor="Somebody Else")
    assert "1 not among those asked for" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("ingest", str(path), verbosity=0)
    assert RunNote.objects.get().code == "duplicate-key"


@pytest.mark.parametrize(
    ("name", "content", "step", "stopped", "whole"),
    [
        pytest.param("one.json", data(), "bulk.store", [], (1, 4, [False]), id="records are stored with what they come to"),
        pytest.param("milestones.csv", template("milestones", "csv"), "pipeline.refresh_stale", [True], (1, 1, [False]), id="rows before"),
    ],
)
def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path, monkeypatch, name, content, step, stopped, whole):
    def interrupted(*_):
        raise KeyboardInterrupt

    def stored() -> tuple:
        return Document.objects.count(), Milestone.objects.count(), list(Company.objects.values_list("stale", flat=True))

    (tmp_path / name).write_bytes(content)
    with monkeypatch.context() as patched:
        patched.setattr(f"pipeline_tracker.ingest.{step}", interrupted)
        with pytest.raises(SystemExit):
            call_command("ingest", str(tmp_path / name), verbosity=0)
    assert stored() == (len(stopped), 0, stopped)
    call_command("ingest", str(tmp_path / name), verbosity=0)
    assert stored() == whole


def test_a_combination_is_a_milestone_of_both_products(tmp_path):
    ingest(tmp_path, data(trial(("EXPERIMENTAL", "QX-101", "QX-202")) | {f"{CONDITIONS}": ["Asthma", "Eczema"], f"{ARMS}/note": "x"}))
    assert {p.name for p in Milestone.objects.first().programs.all()} == {"QX-101", "QX-202"}
    assert {i.name for i in Program.objects.get(name="QX-202").indications.all()} == {"Asthma", "Eczema"}


# --- tables ---------------------------------------------------------------------------------------


def test_tables_of_one_company_fit_together_and_come_twice_without_a_change(tmp_path):
    for table in ("companies", "programs", "aliases", "indications", "trials", "milestones"):
        (tmp_path / f"{table}.csv").write_bytes(template(table, "csv"))
    call_command("ingest", str(tmp_path), verbosity=0)
    company = Company.objects.get()
    assert (company.listing, company.cik, company.country) == ("NASDAQ: EXBI", "0001234567", "US")
    assert list(CompanyAlias.objects.values_list("name", "source", "former")) == [
        ("EXB", "table", False),
        ("Sample Cell Works Ltd", "table", True),
    ]
    assert list(Program.objects.values_list("name", "source", "target", "aliases__name")) == [("ABX-101", "table", "BCMA", "examplinib")]
    assert list(Indication.objects.values_list("name", "abbreviation", "normal", "area")) == [
        ("multiple myeloma", "MM", "Multiple Myeloma", "Neoplasms")
    ]
    assert list(IndicationAlias.objects.values_list("name", flat=True)) == ["plasma cell myeloma"]
    before = everything(), Document.objects.count()
    call_command("ingest", str(tmp_path), verbosity=0)
    assert (everything(), Document.objects.count()) == before


BAD_TABLE = (
    "company,programs,kind,status,as_of\nExample Bio,EX-1,approved,occurred,2026-01-15\nExample Bio,EX-1,aproved,occurred,2026-01-15\n"
)


def test_a_table_with_an_error_is_taken_not_at_all_unless_a_part_is_asked_for(tmp_path):
    path = tmp_path / "milestones.csv"
    path.write_text(BAD_TABLE, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("ingest", str(path), verbosity=0)
    assert (refused.value.returncode, Milestone.objects.count()) == (3, 0)
    assert sorted(RunNote.objects.values_list("code", flat=True)) == ["bad-value", "table-with-errors"]
    with pytest.raises(CommandError):
        call_command("ingest", str(path), partial=True, verbosity=0)
    assert Milestone.objects.count() == 1


def test_a_template_is_printed_and_an_unknown_one_names_those_there_are(capfdbinary):
    call_command("ingest", template="milestones.csv")
    assert capfdbinary.readouterr().out == template("milestones", "csv")
    with pytest.raises(CommandError, match="companies, programs, aliases") as refused:
        call_command("ingest", template="letters.csv")
    assert refused.value.returncode == 2


def test_a_record_that_the_database_does_not_take_costs_only_itself(tmp_path):
    table = Trial._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT odd CHECK (title <> 'Odd')")
        else:
            cursor.execute(
                f"CREATE TRIGGER odd BEFORE INSERT ON {table} WHEN NEW.title = 'Odd' BEGIN SELECT RAISE(ABORT, 'violates \"odd\"'); END"
            )
    number, title, sponsor = f"{IDENTIFICATION}/nctId", f"{IDENTIFICATION}/briefTitle", f"{SPONSORS}/leadSponsor/name"
    records = [
        data({number: f"NCT0000000{n}", title: "Odd" if n == 4 else "Even", sponsor: "One Bio" if n > 2 else "Two Bio"})
        for n in range(1, 8)
    ]
    path = tmp_path / "studies.ndjson"
    path.write_bytes(b"\n".join(json.dumps(json.loads(record)).encode() for record in records))
    with pytest.raises(CommandError, match="1 of 7 documents were refused; the others are in") as caught:
        call_command("ingest", str(path), verbosity=0)
    assert caught.value.returncode == 3
    assert sorted(Trial.objects.values_list("identifier", "company__name")) == [
        (f"NCT0000000{n}", "One Bio" if n > 2 else "Two Bio") for n in (1, 2, 3, 5, 6, 7)
    ]
    note = RunNote.objects.get(level="error")
    assert (note.code, note.source) == ("database-refused", f"{path}, record 4")
    assert '"odd"' in note.message
