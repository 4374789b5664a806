"""Many companies and records at once: a fixed number of statements, nothing written where nothing changed, the same rows as one by one."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.studies import write_studies
from pipeline_tracker.ingest import bulk, load, pipeline, stored
from pipeline_tracker.ingest.load.rows import insert, insert_rows, new, new_keys, update
from pipeline_tracker.ingest.readers.sources import sources
from pipeline_tracker.management.progress import Bars
from pipeline_tracker.models import Claim, Company, Document, Indication, Milestone, Program, Standing, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "studies.ndjson"
    write_studies(path, range(60))
    return path


def ingest(path) -> None:
    call_command("ingest", str(path), verbosity=0)


def computed() -> dict[str, list]:
    return {
        "programs": list(Program.objects.order_by("company__key", "key").values_list("company__key", "name", "slug", "source", "doubt")),
        "trials": list(Trial.objects.order_by("slug").values_list("slug", "company__key", "title", "phase", "status", "enrollment")),
        "milestones": list(
            Milestone.objects.order_by("company__key", "slug", "programs__key").values_list(
                "company__key", "slug", "status", "earliest", "latest", "decided_by__uid", "programs__key"
            )
        ),
        "standings": list(
            Standing.objects.order_by("program__slug", "indication__key", "territory").values_list(
                "program__slug", "indication__key", "phase", "milestone__slug"
            )
        ),
        "claims": list(Claim.objects.order_by("uid").values_list("uid", "milestone__slug")),
    }


def forget_what_is_computed() -> None:
    Standing.objects.all().delete()
    Milestone.objects.all().delete()
    Program.objects.all().delete()
    Trial.objects.all().delete()


def test_companies_refreshed_together_come_to_the_same_as_one_by_one(records):
    ingest(records)
    loaded = computed()
    assert all(loaded.values())
    for refresh in (load.refresh_all, lambda companies: [load.refresh(company) for company in companies]):
        forget_what_is_computed()
        with transaction.atomic():
            assert any(refresh(list(Company.objects.order_by("key"))))
        assert computed() == loaded


def statements(companies: list[Company]) -> int:
    with (
        CaptureQueriesContext(
            connection,
        ) as context,
        transaction.atomic(),
    ):
        load.refresh_all(companies)
    return len(context)


def test_the_number_of_statements_does_not_depend_on_the_number_of_companies(records):
    ingest(records)
    companies = list(Company.objects.filter(programs__isnull=False).distinct().order_by("key"))
    forget_what_is_computed()
    few = statements(companies[:5])
    assert len(companies) > 20
    assert statements(companies[5:]) <= few + 10, "some tables more may be concerned, and keys are drawn in portions"


def test_the_same_records_again_write_no_row(records):
    ingest(records)
    with CaptureQueriesContext(connection) as context:
        ingest(records)
    written = [query["sql"] for query in context if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))]
    assert [sql for sql in written if "pipeline_tracker_run" not in sql.split("WHERE")[0]] == []


def test_progress_is_told_in_bytes_of_the_files_and_then_in_companies(records, monkeypatch):
    write_studies(records, range(300))  # more than is read at once
    monkeypatch.setattr(bulk, "BATCH", 20)
    told: list[tuple[str, int, int]] = []
    pipeline.ingest(sources([str(records)], pipeline.SUFFIXES), pipeline.Options(), lambda result: None, lambda *far: told.append(far))
    size, companies = records.stat().st_size, Company.objects.count()
    reading = [(done, total) for stage, done, total in told if stage == "reading"]
    assert (reading, reading[-1]) == (sorted(reading), (size, size))
    assert len({done for done, _ in reading}) > 1, "also while a file is read"
    assert [far for far in told if far[0] == "computing"] == [("computing", number, companies) for number in range(1, companies + 1)]


def test_without_a_terminal_progress_is_silent(capsys):
    with Bars(shown=True) as progress:
        progress("reading", 5, 10)
        progress("computing", 1, 1)
    assert capsys.readouterr() == ("", "")


def test_size_of_the_batches_changes_nothing(records, monkeypatch):
    sid = transaction.savepoint()
    ingest(records)
    whole = computed()
    transaction.savepoint_rollback(sid)
    monkeypatch.setattr(bulk, "BATCH", 7)
    monkeypatch.setattr(bulk, "GROUP", 5)
    monkeypatch.setattr(stored, "BATCH", 3)
    ingest(records)
    assert computed() == whole


def test_rows_are_found_by_many_values_whatever_stands_in_them():
    values = ["plain", 'a "quote"', "back\\slash", "\\", '\\"', "{a,b}", "NULL", "a, b", "ünï ✓", "it's", "%s", " ", "line\nmore"]
    rows = [Indication.objects.create(name=value, key=value, slug=f"i{place}") for place, value in enumerate(values)]
    Indication.objects.create(name="other", key="other", slug="other")
    assert set(Indication.objects.filter(key__anyof=[*values, "unknown"])) == set(rows)
    assert set(Indication.objects.filter(pk__anyof={row.pk for row in rows})) == set(rows)
    assert list(Indication.objects.filter(pk__anyof=[])) == []
    with pytest.raises(TypeError):
        list(Indication.objects.filter(pk__anyof=[dt.date(2025, 1, 1)]))


def test_keys_are_never_given_twice():
    keys = new_keys(Indication)
    drawn = [next(keys) for _ in range(700)]
    other = new_keys(Indication)
    saved = Indication.objects.create(name="Asthma", key="asthma", slug="asthma")
    assert len({*drawn, next(other), saved.pk}) == 702


def test_rows_are_stored_as_the_model_would_store_them():
    values = {
        "sha256": "a" * 64,
        "public_id": "2024-01-01-aaaaaaaaaa",
        "kind": "table",
        "title": 'Tab\tand "quotes", \\ and a line\nmore',
        "text": "ünïcödé ✓",
        "published": dt.date(2024, 1, 31),
        "published_from": "record",
        "retrieved_at": dt.datetime(2024, 1, 31, 12, 30, 15, 250000, tzinfo=dt.UTC),
        "address": "x.csv, row 2",
        "issuer_aliases": ["Example", "ünï"],
    }
    row = new(Document, **values)
    row.pk = next(new_keys(Document))
    insert_rows(Document, [row])
    found, usual = Document.objects.get(), Document(pk=row.pk, **values)
    columns = [field.attname for field in Document._meta.concrete_fields]
    assert [getattr(found, name) for name in columns] == [getattr(usual, name) for name in columns]
    update(Document, ["seen", "title", "issuer_aliases"], [(row.pk, dt.date(2024, 2, 1), "Other", [])])
    assert list(Document.objects.values_list("seen", "title", "issuer_aliases", "text")) == [
        (dt.date(2024, 2, 1), "Other", [], "ünïcödé ✓")
    ]


def test_a_new_row_with_a_column_that_does_not_exist_is_a_mistake():
    with pytest.raises(TypeError, match="no column"):
        new(Indication, nmae="Asthma")


def test_defaults_that_are_made_for_each_row_are_not_shared():
    one, other = new(Document), new(Document)
    one.issuer_aliases.append("Example")
    assert other.issuer_aliases == []


def test_constraints_hold_for_rows_written_together():
    rows = [("Asthma", "asthma", "asthma", "", "", "", False)] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Indication, ["name", "key", "slug", "abbreviation", "normal", "area", "confirmed"], rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Indication, ["name", "key", "slug", "abbreviation", "normal", "area", "confirmed"], [("", "", "a", "", "", "", False)])
