"""Trials that a document gives by name and by number."""

import pytest

from .releases import read

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
