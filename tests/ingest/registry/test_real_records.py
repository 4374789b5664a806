"""Over real records, in the folder that PIPELINE_TRACKER_REGISTRY names: NDJSON files, and versions of single studies below it.

What milestones a record tells is counted a second time by a function of its own, from plain JSON and the published mapping.
"""

import calendar
import datetime as dt
import json
import os
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline_tracker.ingest.readers.studies import RawStudy, read_studies
from pipeline_tracker.ingest.registry.mapping import fingerprint, nct_id_of, read_study
from pipeline_tracker.ingest.registry.stored import read_stored
from pipeline_tracker.vocabulary.names import name_key

from .test_mapping import assert_faithful

FOLDER = os.environ.get("PIPELINE_TRACKER_REGISTRY", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="PIPELINE_TRACKER_REGISTRY names no folder")


def records():
    """Every record below the folder, as bytes."""
    for path in sorted(Path(FOLDER).rglob("*")):
        if path.is_file():
            for found in read_studies(path):
                assert isinstance(found, RawStudy), found
                yield found.data


def days_of(date):
    year, month, *day = map(int, date.split("-"))
    return (
        (dt.date(year, month, day[0]),) * 2 if day else (dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
    )


def milestones(record):
    """(kind, status) of each milestone that a record tells, straight from its JSON."""
    status = record["protocolSection"]["statusModule"]
    overall = status["overallStatus"]
    updated = dt.date.fromisoformat(status["lastUpdatePostDateStruct"]["date"])
    if "studyFirstPostDateStruct" in status:
        yield "trial_registered", "occurred"
    if "resultsFirstPostDateStruct" in status:
        yield "results_posted", "occurred"
    if overall in ("TERMINATED", "WITHDRAWN", "SUSPENDED"):
        yield "trial_stopped", "occurred"
    for field, kind in (("start", "trial_initiated"), ("primaryCompletion", "primary_completion"), ("completion", "trial_completed")):
        found = status.get(f"{field}DateStruct")
        if found is None:
            continue
        first, last = days_of(found["date"])
        is_over = overall in ("TERMINATED", "WITHDRAWN")
        if found.get("type") == "ACTUAL":
            yield kind, "occurred"
        elif found.get("type") == "ESTIMATED":
            yield kind, "dropped" if is_over else "expected"
        elif overall == "WITHDRAWN":
            yield kind, "dropped"
        elif last <= updated:
            yield kind, "occurred"
        elif first > updated:
            yield kind, "dropped" if is_over else "expected"


def test_all_records_are_read_and_their_milestones_agree_with_a_count_of_the_json():
    read, counted, number = Counter(), Counter(), 0
    for raw in records():
        source = json.loads(raw)
        document, reading = read_study(raw, every_sponsor=True)
        read.update((claim.kind, claim.status) for claim in reading.claims)
        counted.update(milestones(source))
        number += 1
        if unicodedata.is_normalized("NFC", json.dumps(source, ensure_ascii=False)):
            assert_faithful(document, reading, source)
        assert read_stored(document.text, every_sponsor=True) == replace(reading, seen=None)
        assert document.text == unicodedata.normalize("NFC", document.text)
        assert nct_id_of(raw) == source["protocolSection"]["identificationModule"]["nctId"] == reading.trials[0].identifier
        keys = [name_key(program.name) for program in reading.programs]
        aliases = [name_key(alias) for program in reading.programs for alias in program.aliases]
        assert len({*keys, *aliases}) == len(keys) + len(aliases)
    assert number > 0
    assert read == counted


def test_only_the_day_of_the_datas_release_leaves_the_fingerprint_alone():
    seen = {}
    for raw in records():
        source = json.loads(raw)
        source["derivedSection"]["miscInfoModule"].pop("versionHolder", None)
        rest = json.dumps(source)
        assert seen.setdefault(fingerprint(raw), rest) == rest
