"""Trials in words: the registry's codes of status, type and role as people say them, and what a trial's page shows of them.

A code that is not known here is shown as it is: the registry's own word is better than none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models import AttributeClaim, Trial
from pipeline_tracker.vocabulary.phases import phase_of_set
from pipeline_tracker.web.labels import PHASE_LABELS, SPONSOR_CLASS_LABELS

Words = Mapping[str, str | Promise]

# In the order of a trial's life, as ClinicalTrials.gov's glossary defines them; the last five are those of expanded access.
STATUSES: Words = {
    "NOT_YET_RECRUITING": _lazy("Not yet recruiting"),
    "RECRUITING": _lazy("Recruiting"),
    "ENROLLING_BY_INVITATION": _lazy("Enrolling by invitation"),
    "ACTIVE_NOT_RECRUITING": _lazy("Active, not recruiting"),
    "COMPLETED": _lazy("Completed"),
    "SUSPENDED": _lazy("Suspended"),
    "TERMINATED": _lazy("Terminated"),
    "WITHDRAWN": _lazy("Withdrawn"),
    "UNKNOWN": _lazy("Unknown status"),
    "AVAILABLE": _lazy("Expanded access available"),
    "TEMPORARILY_NOT_AVAILABLE": _lazy("Expanded access temporarily not available"),
    "NO_LONGER_AVAILABLE": _lazy("Expanded access no longer available"),
    "APPROVED_FOR_MARKETING": _lazy("Approved for marketing"),
    "WITHHELD": _lazy("Withheld"),
}
DATE_TYPES: Words = {"ACTUAL": _lazy("actual"), "ESTIMATED": _lazy("estimated")}
INTERVENTION_TYPES: Words = {
    "BEHAVIORAL": _lazy("Behavioural"),
    "BIOLOGICAL": _lazy("Biological"),
    "COMBINATION_PRODUCT": _lazy("Combination product"),
    "DEVICE": _lazy("Device"),
    "DIAGNOSTIC_TEST": _lazy("Diagnostic test"),
    "DIETARY_SUPPLEMENT": _lazy("Dietary supplement"),
    "DRUG": _lazy("Drug"),
    "GENETIC": _lazy("Genetic"),
    "OTHER": _lazy("Other"),
    "PROCEDURE": _lazy("Procedure"),
    "RADIATION": _lazy("Radiation"),
}
ARM_TYPES: Words = {
    "ACTIVE_COMPARATOR": _lazy("active comparator"),
    "EXPERIMENTAL": _lazy("experimental"),
    "NO_INTERVENTION": _lazy("no intervention"),
    "OTHER": _lazy("other"),
    "PLACEBO_COMPARATOR": _lazy("placebo comparator"),
    "SHAM_COMPARATOR": _lazy("sham comparator"),
}
ROLES: Words = {
    "experimental": _lazy("experimental"),
    "comparator": _lazy("comparator"),
    "background": _lazy("background, given in experimental and control arms"),
    "": _lazy("role not stated"),
}
SCHEMES: Words = {
    "protocol": _lazy("Sponsor's protocol"),
    "eudract": _lazy("EudraCT"),
    "ctis": _lazy("EU trial number (CTIS)"),
    "registry": _lazy("Other registry"),
    "nct_alias": _lazy("Former NCT number"),
}
NUMBER_TYPES: Words = {
    "CTIS": _lazy("EU trial number (CTIS)"),
    "EUDRACT_NUMBER": _lazy("EudraCT"),
    "OTHER": _lazy("other"),
    "OTHER_GRANT": _lazy("grant"),
    "REGISTRY": _lazy("other registry"),
}
CLASSES: Words = SPONSOR_CLASS_LABELS


def word(words: Words, code: str) -> str:
    return str(words.get(code, code))


def phase(words: str) -> str:
    """A phase as its source writes it ("PHASE1/PHASE2"), in the tracker's words; "NA" says that phases do not apply."""
    code = phase_of_set(words)
    if code:
        return PHASE_LABELS[code]
    return _("Not applicable") if words == "NA" else words


def counted(words: str) -> str:
    """An enrolment as a claim has it: "120 estimated" is "120 (estimated)"."""
    count, _space, kind = words.partition(" ")
    return f"{count} ({word(DATE_TYPES, kind.upper())})" if kind else count


@dataclass(frozen=True)
class Intervention:
    """What is given in a trial, with its type and role in words."""

    name: str
    kind: str
    role: str


def interventions(trial: Trial) -> list[Intervention]:
    """Those that are tested first."""
    order = list(ROLES)
    found = [(role, Intervention(name, word(INTERVENTION_TYPES, kind), word(ROLES, role))) for kind, name, role in trial.interventions]
    return [given for role, given in sorted(found, key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))]


def collaborators(trial: Trial) -> list[tuple[str, list[str]]]:
    """Names by their class in words, "" for those that no registry classes, in the order of the record."""
    found: dict[str, list[str]] = {}
    for name, kind in trial.collaborators:
        found.setdefault(word(CLASSES, kind), []).append(name)
    return list(found.items())


def numbers(trial: Trial) -> list[tuple[str, str]]:
    """(kind of number in words, number) of all but its own; identifiers are prefetched."""
    order = list(SCHEMES)
    rows = sorted(trial.identifiers.all(), key=lambda row: (order.index(row.scheme) if row.scheme in order else len(order), row.value))
    return [(word(SCHEMES, row.scheme), row.value) for row in rows]


def enrolment(trial: Trial, attributes: Iterable[AttributeClaim]) -> str:
    """The number of participants; that it is actual or estimated only where a claim of this very number says so."""
    if trial.enrollment is None:
        return ""
    told = [claim.value for claim in attributes if claim.field == "trial.enrollment" and claim.value.split(" ")[0] == str(trial.enrollment)]
    return counted(told[-1]) if told else str(trial.enrollment)


def phase_of(trial: Trial, attributes: Iterable[AttributeClaim]) -> str:
    """The phase in words; "not applicable" only where a source says so, "" where none says anything."""
    if trial.phase:
        return str(trial.get_phase_display())
    told = [claim.value for claim in attributes if claim.field == "trial.phase"]
    return phase(told[-1]) if told else ""
