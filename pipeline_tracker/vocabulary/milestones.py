"""Milestone kinds in the order of development, and what a claim may say of one."""

from dataclasses import dataclass

from .marking import gettext_noop as _


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
    Kind("preclinical", _("Preclinical milestone"), "preclinical", repeats=True),
    Kind("ind_submitted", _("IND or CTA submitted"), "regulatory"),
    Kind("ind_accepted", _("IND or CTA accepted"), "regulatory"),
    Kind("ind_cleared", _("IND or CTA cleared"), "regulatory"),
    Kind("clinical_hold", _("Clinical hold"), "regulatory"),
    Kind("hold_lifted", _("Clinical hold lifted"), "regulatory"),
    Kind("trial_registered", _("Trial registered"), "trial"),
    Kind("trial_initiated", _("Trial initiated"), "trial"),
    Kind("first_patient_dosed", _("First patient dosed"), "trial"),
    Kind("enrollment_completed", _("Enrolment completed"), "trial"),
    Kind("primary_completion", _("Primary completion"), "trial"),
    Kind("trial_completed", _("Trial completed"), "trial"),
    Kind("trial_stopped", _("Trial stopped"), "trial"),
    Kind("data_readout", _("Data readout"), "data", repeats=True),
    Kind("presentation", _("Presentation"), "data", repeats=True),
    Kind("publication", _("Publication"), "data", repeats=True),
    Kind("results_posted", _("Results posted in registry"), "data"),
    Kind("regulatory_meeting", _("Regulatory meeting"), "regulatory", repeats=True),
    Kind("designation", _("Designation"), "regulatory"),
    Kind("marketing_submitted", _("Marketing application submitted"), "regulatory"),
    Kind("marketing_accepted", _("Marketing application accepted"), "regulatory"),
    Kind("advisory_committee", _("Advisory committee"), "regulatory"),
    Kind("decision_due", _("Decision due"), "regulatory"),
    Kind("approved", _("Approved"), "regulatory"),
    Kind("complete_response", _("Complete response letter"), "regulatory"),
    Kind("launched", _("Launched"), "commercial"),
    Kind("marketing_withdrawn", _("Marketing withdrawn"), "commercial"),
    Kind("discontinued", _("Discontinued"), "commercial"),
    Kind("partnership", _("Partnership"), "company", repeats=True),
    Kind("acquisition", _("Acquisition"), "company", repeats=True),
    Kind("financing", _("Financing"), "company", repeats=True),
    Kind("facility", _("Facility"), "company", repeats=True),
)

KIND = {kind.code: kind for kind in KINDS}
KIND_LABELS = {kind.code: kind.label for kind in KINDS}
KIND_ORDER = {kind.code: number for number, kind in enumerate(KINDS)}

STATUSES = (("occurred", _("Occurred")), ("expected", _("Expected")), ("dropped", _("Dropped")))
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
