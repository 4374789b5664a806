"""Real releases, where the environment names a folder of them: the reference release exactly, and of all others the invariants.

PIPELINE_TRACKER_CORPUS is a folder with releases as .txt (labels beside them are not read). Without it these tests skip.
"""

import os
from pathlib import Path

import pytest

from pipeline_tracker.ingest.extract import extract
from pipeline_tracker.ingest.readers import find_files, read_release
from tests.ingest.extract.releases import label

FOLDER = os.environ.get("PIPELINE_TRACKER_CORPUS", "")
REFERENCE = "2019-11-06-cellular-biomedicine-group-q3.txt"

pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not FOLDER, reason="PIPELINE_TRACKER_CORPUS names no folder")]


def read(path):
    document = read_release(path.read_bytes(), address=str(path), file_name=path.name, published=None)
    return document, extract(document)


@pytest.fixture(scope="module")
def reference():
    found = [path for path in find_files([Path(FOLDER)]) if path.name == REFERENCE]
    if not found:
        pytest.skip(f"no {REFERENCE} in {FOLDER}")
    return read(found[0])


def test_the_reference_names_its_issuer(reference):
    document, reading = reference
    assert (document.published.isoformat(), document.published_from) == ("2019-11-06", "dateline")
    assert document.title.startswith("Cellular Biomedicine Group Reports")
    company = reading.company
    assert (company.name, company.exchange, company.ticker, company.aliases) == (
        "Cellular Biomedicine Group Inc.", "NASDAQ", "CBMG", ("CBMG",)
    )  # fmt: skip


def test_the_reference_reports_on_four_programs(reference):
    _, reading = reference
    assert {(program.name, program.aliases, program.indications, program.modality, program.origin) for program in reading.programs} >= {
        ("ReJoin", (), ("knee osteoarthritis (KOA)",), "cell_therapy", "autologous"),
        ("Universal CAR", (), (), "cell_therapy", "allogeneic"),
        ("Anti-BCMA CAR-T", ("Anti-BCMACAR-T",), ("relapsed or refractory multiple myeloma",), "cell_therapy", ""),
    }
    assert [program.name for program in reading.programs if program.name == "AlloJoin"] == ["AlloJoin"]
    assert len(reading.programs) == 4


def test_the_reference_claims_five_events_and_nothing_else(reference):
    _, reading = reference
    told = [
        (claim.kind, claim.status, claim.programs, claim.phase, claim.indication, claim.regulator, claim.territory, label(claim.window))
        for claim in reading.claims
    ]
    knee = "knee osteoarthritis (KOA)"
    assert told == [
        ("facility", "occurred", (), "", "", "", "unstated", "2019-10"),
        ("trial_initiated", "occurred", ("AlloJoin",), "phase_2", knee, "", "CN", None),
        ("ind_accepted", "occurred", ("ReJoin",), "phase_2", knee, "NMPA", "CN", None),
        ("presentation", "expected", ("Universal CAR",), "", "", "", "unstated", "2019-11-08"),
        ("presentation", "expected", ("Anti-BCMA CAR-T",), "", "relapsed or refractory multiple myeloma", "", "unstated", "2019-12-07"),
    ]


def test_the_reference_folds_and_flags(reference):
    _, reading = reference
    facility, started, accepted, _, unnamed = reading.claims
    assert facility.detail == "22,000 square foot facility in Rockville, Maryland"
    assert len(started.repeats) == 1
    assert (accepted.verb, accepted.flags) == ("accepted", ("ambiguous_verb",))
    assert "unnamed_congress" in unnamed.flags


def test_the_reference_announces_two_talks(reference):
    _, reading = reference
    talks = [claim.talk for claim in reading.claims if claim.talk]
    told = [
        (talk.congress, talk.abstract_id, talk.starts.isoformat(), talk.ends.isoformat(), talk.zone, talk.zone_words, talk.place)
        for talk in talks
    ]
    assert told == [
        (
            "Society of Immunotherapy in Cancer (SITC) 34th Annual Meeting", "P229", "2019-11-08T07:00:00", "2019-11-08T08:00:00",
            "America/New_York", "ET", "Gaylord National Hotel & Convention Center, National Harbor, MD",
        ),
        (
            "", "125372", "2019-12-07T07:45:00", "2019-12-07T08:00:00",
            "America/New_York", "ET", "Orange County Convention Center (OCCC), Orlando, FL",
        ),
    ]  # fmt: skip


def test_the_reference_states_four_net_losses(reference):
    _, reading = reference
    assert [(figure.metric, figure.period, figure.amount, figure.currency) for figure in reading.figures] == [
        ("net_loss", "2019-Q3", 15_900_000, "USD"),
        ("net_loss", "2019-9M", 37_300_000, "USD"),
        ("net_loss", "2018-Q3", 12_700_000, "USD"),
        ("net_loss", "2018-9M", 30_400_000, "USD"),
    ]


def test_every_release_is_read_and_every_place_lies_in_its_text():
    for path in find_files([Path(FOLDER)]):
        document, reading = read(path)
        spans = [claim.span for claim in reading.claims] + [span for claim in reading.claims for span in claim.repeats]
        spans += [program.span for program in reading.programs] + [figure.span for figure in reading.figures]
        spans += [line.span for line in reading.ledger]
        assert all(0 <= span.start < span.end <= len(document.text) for span in spans), path
        assert not any(document.text[span.start].isspace() or document.text[span.end - 1].isspace() for span in spans), path
