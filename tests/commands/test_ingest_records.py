"""Damaged and hostile registry files: each bad record is refused by file, record and field, the rest is taken, exit status 3."""

import gzip
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from pipeline_tracker.models import RunNote, Trial
from tests.ingest.registry.records import ARMS, GONE, IDENTIFICATION, STATUS, data, record

pytestmark = pytest.mark.django_db

GOOD = data()


def bad(**changes) -> bytes:
    return data({f"{IDENTIFICATION}/nctId": "NCT90000002", **changes})


RECORDS = {
    "deep nesting": (b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"," + bad()[1:], "too-deep", ""),
    "NaN": (bad().replace(b"120", b"NaN"), "not-json", ""),
    "a key twice": (bad().replace(b'"overallStatus"', b'"overallStatus":"RECRUITING","overallStatus"'), "duplicate-key", "overallStatus"),
    "no number": (bad(**{f"{IDENTIFICATION}/nctId": GONE}), "missing-field", "/protocolSection/identificationModule/nctId"),
    "an unknown type of intervention": (bad(**{f"{ARMS}/interventions/0/type": "POTION"}), "unknown-value", "interventions"),
    "an unknown status": (bad(**{f"{STATUS}/overallStatus": "PAUSED"}), "unknown-value", "/protocolSection/statusModule/overallStatus"),
    "30 February": (
        bad(**{f"{STATUS}/startDateStruct/date": "2025-02-30"}),
        "bad-date",
        "/protocolSection/statusModule/startDateStruct/date",
    ),
    "a year of five digits": (bad(**{f"{STATUS}/completionDateStruct/date": "20199"}), "bad-date", "completionDateStruct/date"),
    "a string of 100 MB": (b'{"x":"' + b"a" * 100_000_000 + b'"}', "too-large", ""),
}


def ingest(path) -> list[RunNote]:
    """The notes of a run that refuses something and takes the good record."""
    with pytest.raises(CommandError) as refused:
        call_command("ingest", str(path), verbosity=0)
    assert refused.value.returncode == 3
    assert [trial.identifier for trial in Trial.objects.all()] == ["NCT90000001"]
    return list(RunNote.objects.all())


@pytest.mark.parametrize("what", RECORDS)
def test_a_bad_line_costs_only_itself(tmp_path, what):
    line, code, field = RECORDS[what]
    (tmp_path / "studies.ndjson").write_bytes(line + b"\n" + GOOD + b"\n")
    (note,) = ingest(tmp_path / "studies.ndjson")
    assert note.source.endswith("studies.ndjson, record 1")
    assert not code or note.code == code
    assert field in note.message


@pytest.mark.slow
def test_a_gzip_file_that_is_cut_off_gives_what_came_before(tmp_path):
    whole = gzip.compress(GOOD + b"\n" + b"".join(bad(**{f"{IDENTIFICATION}/nctId": f"NCT8{n:07}"}) + b"\n" for n in range(2000)))
    path = tmp_path / "studies.ndjson.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError) as refused:
        call_command("ingest", str(path), verbosity=0)
    assert refused.value.returncode == 3
    assert Trial.objects.filter(identifier="NCT90000001").exists()
    assert Trial.objects.count() > 100
    assert "studies.ndjson.gz" in RunNote.objects.get().source


def test_a_zip_member_that_leads_outside_is_refused_and_the_others_are_read(tmp_path):
    path = tmp_path / "studies.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../NCT90000002.json", bad())
        archive.writestr("NCT90000001.json", GOOD)
    (note,) = ingest(path)
    assert "../../NCT90000002.json" in note.source + note.message
    assert not (tmp_path.parent / "NCT90000002.json").exists()


def test_an_array_and_pages_are_read_study_by_study(tmp_path):
    pages = {"nextPageToken": "abc", "studies": [record(), record({f"{IDENTIFICATION}/nctId": "NCT90000003"})]}
    (tmp_path / "page.json").write_text(json.dumps(pages), encoding="utf-8")
    (tmp_path / "array.json").write_text(json.dumps([record({f"{IDENTIFICATION}/nctId": "NCT90000004"})]), encoding="utf-8")
    call_command("ingest", str(tmp_path), verbosity=0)
    assert sorted(Trial.objects.values_list("identifier", flat=True)) == ["NCT90000001", "NCT90000003", "NCT90000004"]


def test_legacy_xml_is_refused_with_a_word_on_where_to_go(tmp_path):
    (tmp_path / "NCT90000002.xml").write_text("<clinical_study/>", encoding="utf-8")
    (tmp_path / "one.json").write_bytes(GOOD)
    (note,) = ingest(tmp_path)
    assert "API" in note.message
