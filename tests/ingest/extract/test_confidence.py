"""Confidence: which cues a claim shows, and what they make of it."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline_tracker.ingest.documents import Claim, Program, Span
from pipeline_tracker.ingest.extract import confidence
from pipeline_tracker.ingest.extract.layout import Passage
from pipeline_tracker.vocabulary.windows import parse_label
from tests.ingest.extract.releases import read

ZERO = dict.fromkeys(("start", *confidence.CUES), 0.0)


def passages(*texts: str, parents: dict[int, tuple[int, ...]] | None = None) -> list[Passage]:
    """One passage a text, one character apart; the first is the title."""
    found: list[Passage] = []
    for index, text in enumerate(texts):
        start = found[-1].end + 1 if found else 0
        section = "body" if index else "title"
        found.append(Passage(index, start, start + len(text), text, block=index, section=section, parents=(parents or {}).get(index, ())))
    return found


PROGRAMS = {"QLN-101": Program("QLN-101", Span(0, 1), ("Quillostat",))}
BODY = passages("A title", "Dosing began.", "More.", "More.", "More.", "More.", "QLN-101 is new.")


def stated(where: Passage, *repeats: Passage, **fields) -> Claim:
    values = {"kind": "first_patient_dosed", "status": "occurred", "programs": ("QLN-101",)}
    return Claim(
        **{**values, "span": Span(where.start, where.end), "repeats": tuple(Span(p.start, p.end) for p in repeats), **fields},
    )


def shown(claim: Claim, document: list[Passage]) -> set[str]:
    return set(confidence.cues(claim, PROGRAMS, document))


def test_a_claim_whose_sentence_names_its_program_shows_no_cue():
    assert shown(stated(BODY[6]), BODY) == set()


@pytest.mark.parametrize(
    ("fields", "cue"),
    [
        ({"regulator": "FDA"}, {"regulator"}),
        ({"flags": ("inferred_year",)}, {"flagged"}),
        ({"status": "expected"}, {"undated"}),
        ({"status": "expected", "window": parse_label("2025-H1")}, set()),
        ({"status": "dropped"}, set()),
    ],
)
def test_what_a_claim_says_is_a_cue(fields, cue):
    assert shown(stated(BODY[6], **fields), BODY) == cue


def test_a_claim_stated_twice_is_repeated_and_once_in_the_title_is_enough_for_the_headline():
    assert shown(stated(BODY[6], BODY[5]), BODY) == {"repeated"}
    assert shown(stated(BODY[6], BODY[0]), BODY) == {"headline", "repeated"}


@pytest.mark.parametrize(
    ("texts", "parents", "cue"),
    [
        (("Title", "Dosing of quillostat began."), {}, set()),
        (("Title", "Dosing of QLN-1012 began."), {}, {"program far"}),
        (("Title", "QLN-101 is new.", "More.", "More.", "Dosing began."), {}, {"program nearby"}),
        (("Title", "QLN-101 is new.", "More.", "More.", "More.", "Dosing began."), {}, {"program far"}),
        (("Title", "QLN-101 is new.", "More.", "More.", "More.", "Dosing began."), {5: (1,)}, {"program nearby"}),
    ],
    ids=["by an alias", "only part of another name", "three passages before", "four passages before", "in its heading"],
)
def test_how_near_a_claim_its_program_is_named_is_a_cue(texts, parents, cue):
    document = passages(*texts, parents=parents)
    assert shown(stated(document[-1]), document) == cue


def test_a_repeat_that_names_the_program_is_enough():
    assert shown(stated(BODY[1], BODY[6]), BODY) == {"repeated"}


def test_an_event_of_the_company_asks_for_no_program():
    assert shown(stated(BODY[1], kind="financing", programs=()), BODY) == set()


def test_cues_add_their_log_odds():
    table = {**ZERO, "start": 1.0, "regulator": 1.0, "program far": -2.0}
    probabilities = [confidence.probability(cues, table) for cues in ((), ("regulator",), ("regulator", "program far"))]
    assert probabilities == [pytest.approx(0.7311, abs=1e-4), pytest.approx(0.8808, abs=1e-4), pytest.approx(0.5)]


def test_the_table_in_force_makes_a_claim_told_twice_surer_and_one_far_from_its_program_less_sure():
    plain, twice, far = stated(BODY[6]), stated(BODY[6], BODY[5]), stated(BODY[1])
    rated = [claim.confidence for claim in confidence.rated([plain, twice, far], PROGRAMS.values(), BODY)]
    assert 0 < rated[2] < rated[0] < rated[1] < 1
    assert confidence.rated([plain], PROGRAMS.values(), BODY) == [replace(plain, confidence=rated[0])]


def test_claims_of_a_release_are_rated():
    title = "FDA Grants Fast Track Designation to QLN-101 for Asthma"
    lead = (
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today announced that the FDA granted QLN-101 Fast Track designation."
    )
    (claim,) = read(f"{title}\n\n{lead}\n").claims
    table = confidence.read_table((Path(confidence.__file__).with_name("data") / "confidence.tsv").read_text(encoding="utf-8"))
    assert claim.confidence == round(confidence.probability(("headline", "repeated", "regulator"), table), 2)


@pytest.mark.parametrize(
    "wrong", ["", "start\t1\n", "\n".join(f"{cue}\t0" for cue in ("start", "start", *confidence.CUES)), "start\tmuch"], ids=repr
)
def test_a_table_that_does_not_weigh_every_cue_once_is_refused(wrong):
    with pytest.raises(ValueError, match=re.compile("confidence.tsv|could not convert")):
        confidence.read_table(wrong)
