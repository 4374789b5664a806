"""Milestone kinds in the order of development, and what a claim may say of one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of milestone.

    ``area`` groups kinds on pages. ``repeats`` is true where a program meets many such events with the
    same phase and indication (readouts, talks), so that their dates are part of what tells them apart.
    """

    code: str
    label: str
    area: str
    repeats: bool = False


KINDS = (
    Kind("preclinical", "Preclinical milestone", "preclinical", repeats=True),
    Kind("ind_submitted", "IND or CTA submitted", "regulatory"),
    Kind("ind_accepted", "IND or CTA accepted", "regulatory"),
    Kind("ind_cleared", "IND or CTA cleared", "regulatory"),
    Kind("clinical_hold", "Clinical hold", "regulatory"),
    Kind("hold_lifted", "Clinical hold lifted", "regulatory"),
    Kind("trial_registered", "Trial registered", "trial"),
    Kind("trial_initiated", "Trial initiated", "trial"),
    Kind("first_patient_dosed", "First patient dosed", "trial"),
    Kind("enrollment_completed", "Enrolment completed", "trial"),
    Kind("primary_completion", "Primary completion", "trial"),
    Kind("trial_completed", "Trial completed", "trial"),
    Kind("trial_stopped", "Trial stopped", "trial"),
    Kind("data_readout", "Data readout", "data", repeats=True),
    Kind("presentation", "Presentation", "data", repeats=True),
    Kind("publication", "Publication", "data", repeats=True),
    Kind("results_posted", "Results posted in registry", "data"),
    Kind("regulatory_meeting", "Regulatory meeting", "regulatory", repeats=True),
    Kind("designation", "Designation", "regulatory"),
    Kind("marketing_submitted", "Marketing application submitted", "regulatory"),
    Kind("marketing_accepted", "Marketing application accepted", "regulatory"),
    Kind("advisory_committee", "Advisory committee", "regulatory"),
    Kind("decision_due", "Decision due", "regulatory"),
    Kind("approved", "Approved", "regulatory"),
    Kind("complete_response", "Complete response letter", "regulatory"),
    Kind("launched", "Launched", "commercial"),
    Kind("marketing_withdrawn", "Marketing withdrawn", "commercial"),
    Kind("discontinued", "Discontinued", "commercial"),
    Kind("partnership", "Partnership", "company", repeats=True),
    Kind("acquisition", "Acquisition", "company", repeats=True),
    Kind("financing", "Financing", "company", repeats=True),
    Kind("facility", "Facility", "company", repeats=True),
)

KIND = {kind.code: kind for kind in KINDS}
KIND_LABELS = {kind.code: kind.label for kind in KINDS}
KIND_ORDER = {kind.code: number for number, kind in enumerate(KINDS)}

STATUSES = (("occurred", "Occurred"), ("expected", "Expected"), ("dropped", "Dropped"))
STATUS_LABELS = dict(STATUSES)

# Costly to get wrong: shown as soon as they are read, and always queued for a person.
ALWAYS_REVIEWED = frozenset({"approved", "complete_response", "clinical_hold", "hold_lifted", "discontinued"})

# One event answers the expectation of another (architecture, rule 3), as its outcome or because it presupposes it:
# what was accepted had been submitted, and who was dosed was dosed in a trial that had begun.
ANSWERED_BY = {
    "ind_submitted": ("ind_accepted", "ind_cleared"),
    "trial_initiated": ("first_patient_dosed", "enrollment_completed", "trial_completed"),
    "data_readout": ("presentation", "publication"),
    "marketing_submitted": ("marketing_accepted", "approved", "complete_response"),
    "decision_due": ("approved", "complete_response"),
}
