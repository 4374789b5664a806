"""Trials that a document gives by name and by number."""

import pytest

from .releases import read, read_sentence, told_by

HEAD = "Example Bio Reports Progress\n\nMarch 10, 2025 - Example Bio, Inc. (NASDAQ: EXBI) today reported progress of EX-101.\n\n"


def numbered(text: str) -> list[tuple[str, str, str]]:
    """(name, number, passage) of each trial."""
    text = HEAD + text
    return [(t.acronym, t.identifier, text[t.span.start : t.span.end]) for t in read(text).trials]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Enrollment in the BRIGHT-1 trial (NCT01234567) of EX-101 is complete.", "BRIGHT-1 trial (NCT01234567"),
        ("Enrollment in the BRIGHT-1 Phase 2b study of EX-101 (NCT01234567) goes on.", "BRIGHT-1 Phase 2b study of EX-101 (NCT01234567"),
        ("EX-101 is in a Phase 2 study (BRIGHT-1; NCT01234567).", "BRIGHT-1; NCT01234567"),
        (
            "The BRIGHT-1 trial (ClinicalTrials.gov Identifier: NCT01234567) tests EX-101.",
            "BRIGHT-1 trial (ClinicalTrials.gov Identifier: NCT01234567",
        ),
    ],
)
def test_a_name_beside_a_number_is_one_trial(text, passage):
    assert numbered(text) == [("BRIGHT-1", "NCT01234567", passage)]


@pytest.mark.parametrize(
    "text",
    [
        "EX-101 is in a Phase 2 study (NCT01234567).",  # a product is no trial
        "The BRIGHT-1 trial (NCT01234567) and its extension, the BRIGHT-1 trial (NCT07654321), test EX-101.",  # one name, two numbers
        "The BRIGHT-1 trial (NCT01234567) goes on. The DAWN-2 trial (NCT01234567) does, too.",  # one number, two names
        "An IND (NCT01234567) is open.",
    ],
)
def test_what_is_not_clear_is_not_joined(text):
    assert numbered(text) == []


@pytest.mark.parametrize(
    ("sentence", "trials"),
    [
        ("Topline data from the BRIGHT-1 trial of QLN-101 are expected in 2026.", ["BRIGHT-1"]),
        ("Quillon Completes Enrollment in Pivotal Bright-HTN Trial of QLN-101.", ["Bright-HTN"]),
        # Each trial has the date that follows it.
        (
            "Topline data of QLN-101 are expected from the BRIGHT-1 trial in Q4 2025 and the DAWN-2 trial in 1H 2026.",
            ["BRIGHT-1 2025-Q4", "DAWN-2 2026-H1"],
        ),
        # What is no trial: who runs it, who pays for it, the disease that it is in.
        ("QuillonBio anticipates initiating trials of QLN-101 in 2026.", [""]),
        ("Quillon initiated the Project NextStep Phase 2 trial of QLN-101 in January 2025.", [""]),
        (
            "Quillon treats nonalcoholic steatohepatitis (NASH). Quillon initiated a Phase 2 NASH trial of QLN-101 in January 2025.",
            [""],
        ),
    ],
)
def test_a_claim_is_about_the_trial_that_its_sentence_names_or_goes_on_about(sentence, trials):
    claims = read_sentence(sentence).claims
    told = [f"{claim.trial} {told_by(claim)[3]}" if len(claims) > 1 else claim.trial for claim in claims]
    assert told == trials


def test_a_line_below_a_headline_is_about_the_one_trial_that_the_headline_names():
    reading = read("Quillon Bio Completes Enrollment in BRIGHT-1 Trial of QLN-101\n\n- On track to announce topline data in Q3 2025 -\n")
    assert [(claim.kind, claim.trial) for claim in reading.claims] == [("enrollment_completed", "BRIGHT-1"), ("data_readout", "BRIGHT-1")]
