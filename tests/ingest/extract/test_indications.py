"""Which of the diseases that a release names a claim is about."""

import pytest

from tests.ingest.extract.releases import read

TWO = (
    "Quillon Bio Writes to Its Shareholders\n\n"
    "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB), a clinical-stage company devoted to people with kidney disease, "
    "writes about its programs today.\n\n"
)


def told(text):
    return [(claim.kind, *claim.programs, claim.indication) for claim in read(text).claims]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "The first patient was dosed in the Phase 2 trial of QLN-101 in celiac disease, and QLN-202 is studied in asthma.",
            [("first_patient_dosed", "QLN-101", "celiac disease")],
        ),
        (
            "Having completed a study in eczema patients, QLN-101 is scheduled to begin a trial for patients with asthma in 2026.",
            [("trial_completed", "QLN-101", "eczema"), ("trial_initiated", "QLN-101", "asthma")],
        ),
        (
            "Quillon plans a Phase 2 trial of QLN-101 as a first-line therapy for lung cancer in 2026.",
            [("trial_initiated", "QLN-101", "first-line lung cancer")],
        ),
        (
            "QLN-101 is for asthma. QLN-101 is studied in eczema. Topline data of QLN-101 in healthy adults are expected in 2026.",
            [("data_readout", "QLN-101", "")],
        ),
        ("The MVA-based mpox/smallpox vaccine QLN-101 is expected to enter Phase 1 in 2026.", [("trial_initiated", "QLN-101", "mpox")]),
        ("The QLN-101 mpox trial is expected to start in 2026.", [("trial_initiated", "QLN-101", "mpox")]),
        (
            "Progress towards initiation of the QLN-101 trial highlights our work in infectious disease preparedness.",
            [("trial_initiated", "QLN-101", "")],
        ),
        (
            "QLN-101 is a Modified Vaccinia vector. Quillon initiated a trial of QLN-101 in January 2025.",
            [("trial_initiated", "QLN-101", "")],
        ),
        (
            "After the success of QLN-202 in asthma, the first patient was dosed in the Phase 2 trial of QLN-101.",
            [("first_patient_dosed", "QLN-101", "")],
        ),
        (
            "QLN-101 is developed for celiac disease. "
            "Topline data of the Phase 2 trial of QLN-101 are expected in the fourth quarter of 2025.",
            [("data_readout", "QLN-101", "celiac disease")],
        ),
        (
            "QLN-101 is developed for celiac disease.\n\nQLN-202 is developed for asthma.\n\n"
            "Topline data of the Phase 2 trial of QLN-202 are expected in the fourth quarter of 2025.",
            [("data_readout", "QLN-202", "asthma")],
        ),
        (
            "QLN-101 is developed for celiac disease.\n\n"
            "Enrollment in the Phase 2 trial of QLN-202 was completed in January 2025, later than planned because of COVID-19.",
            [("enrollment_completed", "QLN-202", "")],
        ),
    ],
    ids=[
        "its sentence",
        "not what is told before its subject",
        "with the line of therapy",
        "of healthy people none",
        "the first of a list",
        "without the product's name",
        "not a field of work",
        "not a vector",
        "not another program's of its sentence",
        "the sentence before",
        "all sentences on the program",
        "no other program's, no cause of delay",
    ],
)
def test_the_nearest_words_on_the_program_tell_the_indication(body, expected):
    assert told(TWO + body + "\n") == expected


def test_what_the_company_works_on_is_no_claims_indication():
    body = "Topline data of the Phase 2 trial of QLN-101 are expected in the fourth quarter of 2025.\n"
    assert told(TWO + body) == [("data_readout", "QLN-101", "")]


def test_the_head_tells_the_indication_of_the_only_program():
    text = (
        "Quillon Bio Doses First Patient in Phase 2 Trial of QLN-101 in Celiac Disease\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today announced that the first patient was dosed.\n\n"
        "Topline data are expected in the fourth quarter of 2025.\n"
    )
    assert told(text) == [("first_patient_dosed", "QLN-101", "celiac disease"), ("data_readout", "QLN-101", "celiac disease")]
