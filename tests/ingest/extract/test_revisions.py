"""Plans that a new one replaces: which words say so, and which do not."""

import pytest

from .releases import read

PLAN = (
    "Quillon Bio to Start Phase 2 Trial of QLN-101\n\n"
    "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB), a developer of medicines, writes today.\n\n{}\n\n"
    "The Phase 2 trial of QLN-101 in {} is expected to begin in 2026.\n"
)


def revisions(sentence: str, disease: str = "first-line lung cancer") -> list[tuple]:
    claims = read(PLAN.format(sentence, disease)).claims
    return [(c.kind, c.status, c.programs, c.phase, c.indication, c.verb) for c in claims if c.flags == ("plan_revised",)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Quillon has revised its development strategy for QLN-101.", "revised its development strategy"),
        ("This is a strategic shift for QLN-101.", "strategic shift"),
        ("The Board approved a change in the clinical plan for QLN-101.", "change in the clinical plan"),
        ("Quillon is refocusing the QLN-101 program on patients who were never treated.", "refocusing the QLN-101 program"),
        ("The new trial replaces the former plan for QLN-101.", "replaces the former plan"),
        ("Quillon moves QLN-101 ahead in untreated patients instead of relapsed patients.", "instead of relapsed"),
        ("Quillon redirects QLN-101 towards first-line disease.", "redirects QLN-101 towards first-line"),
    ],
)
def test_a_revised_plan_is_told_as_the_end_of_what_was_planned_before(sentence, words):
    assert revisions(sentence) == [("trial_initiated", "dropped", ("QLN-101",), "phase_2", "", words)]


@pytest.mark.parametrize(
    ("sentence", "disease"),
    [
        ("Quillon has revised its development strategy for QLN-101.", "lung cancer"),  # no setting that could replace another
        ("Quillon expands its development strategy for QLN-101.", "first-line lung cancer"),
        ("There is no change in the clinical plan for QLN-101.", "first-line lung cancer"),
        ("Quillon has revised its development strategy for QLN-202, an antibody for gout.", "first-line lung cancer"),
        ("Quillon has revised its hiring plans.", "first-line lung cancer"),
        ("QLN-101 shifts the ratio of T cells.", "first-line lung cancer"),
    ],
)
def test_what_revises_no_plan_of_the_product_in_another_setting_ends_none(sentence, disease):
    assert revisions(sentence, disease) == []
