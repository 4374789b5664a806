"""Short texts about milestones, standings, regulators and figures, in the words that every page uses."""

import datetime as dt
import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models import AttributeClaim, Claim, Milestone, Presentation, Regulator, Standing
from pipeline_tracker.vocabulary.phases import CLINICAL_PHASES, is_reached
from pipeline_tracker.vocabulary.regulators import UNSTATED
from pipeline_tracker.web import dates
from pipeline_tracker.web.labels import (
    DESIGNATION_LABELS,
    KIND_LABELS,
    MODALITY_LABELS,
    ORIGIN_LABELS,
    PHASE_LABELS,
    READOUT_LABELS,
    TERRITORY_LABELS,
)

from . import trials

# The details that have words of their own, by kind; all others are names, shown as they are.
_DETAILS: Mapping[str, Mapping[str, str]] = {"designation": DESIGNATION_LABELS, "data_readout": READOUT_LABELS}

# What a flag of a claim asks a person to look at (the codes are those of extraction and merging).
FLAGS = {
    "ambiguous_verb": _lazy("the source's verb may mean accepted for review or permitted to start; acceptance alone starts no trial"),
    "unnamed_congress": _lazy("the source does not name the congress"),
    "conflict": _lazy("sources disagree"),
    "unconfirmed": _lazy("read automatically, not yet confirmed by a person"),
    "described_program": _lazy("the source describes the product without naming it"),
    "inferred_year": _lazy("the year was inferred from the publication date"),
    "fiscal_period": _lazy("the period is a fiscal one and may differ from the calendar"),
    "guidance_withdrawn": _lazy("the promised date was withdrawn; the event itself is still planned"),
    "plan_revised": _lazy("the source calls the plan revised; what was planned in another setting of the disease counts as dropped"),
    "date_ahead": _lazy("told as past, though its date lies after publication"),
    "inferred_status": _lazy("the record does not say whether the date is actual or estimated; the day of its last update decided"),
    "contradicted_by_status": _lazy("the record calls the date actual, but says that the trial was withdrawn before anybody took part"),
}


# Where the day of publication was found (ingest/documents.py).
_FOUND_IN = {
    "dateline": _lazy("the dateline"),
    "header": _lazy("the header"),
    "file name": _lazy("the name of the file"),
    "option": _lazy("an option of the command"),
    "record": _lazy("the record"),
    "as_of": _lazy("the row itself"),
}


def found_in(place: str) -> str:
    return str(_FOUND_IN.get(place, place))


def flag_words(flag: str) -> str:
    return str(FLAGS.get(flag, flag.replace("_", " ")))


def what(milestone: Milestone | Claim) -> str:
    """The event in a few words: "Trial initiated · Phase 2", "Designation · Orphan Drug"."""
    phase = PHASE_LABELS.get(milestone.phase, "")
    return " · ".join(part for part in (KIND_LABELS[milestone.kind], phase, detail(milestone)) if part)


def detail(milestone: Milestone | Claim) -> str:
    """What tells it from others of its kind, in words."""
    return _DETAILS.get(milestone.kind, {}).get(milestone.detail, milestone.detail)


def detail_code(milestone: Milestone | Claim) -> str:
    """The code of a detail from a closed list, "" for a name."""
    return milestone.detail if milestone.detail in _DETAILS.get(milestone.kind, {}) else ""


def where(milestone: Milestone) -> str:
    """What it is for and where: "knee osteoarthritis (KOA), China"; "" where neither is stated."""
    parts = [str(milestone.indication) if milestone.indication else "", territory(milestone.territory)]
    return ", ".join(part for part in parts if part)


def territory(code: str) -> str:
    return "" if code == UNSTATED else TERRITORY_LABELS.get(code, code)


def said_on(milestone: Milestone) -> dt.date:
    """The date of the statement that decides: under which name a regulator is shown depends on it."""
    return milestone.decided_by.asserted_on if milestone.decided_by else milestone.asserted_on


def present_name(regulator: Regulator) -> str:
    """The short name in force today; names are prefetched, the present one last."""
    names = list(regulator.names.all())
    return names[-1].short if names else regulator.code


def name_then_and_now(regulator: Regulator, date: dt.date) -> str:
    """The name in force on the date with the present one beside it: "CFDA (now NMPA)"."""
    then, now = regulator.name_on(date), present_name(regulator)
    if then is None or then.short == now:
        return now
    return _("%(then)s (now %(now)s)") % {"then": then.short, "now": now}


def is_running(standing: Standing) -> bool:
    """Whether the phase is under way or done. An accepted or cleared application for a trial is neither."""
    return is_reached(standing.phase, standing.basis)


def basis_words(standing: Standing) -> str:
    """How the phase is known, so that an application never reads as a trial that runs."""
    if standing.phase in CLINICAL_PHASES:
        return {
            "accepted": _("application accepted, trial not started"),
            "cleared": _("cleared to start, trial not started"),
            "started": _("trial started"),
        }.get(standing.basis, _("as stated"))
    if standing.phase == "ind_enabling" and standing.basis == "accepted":
        return _("application accepted, not cleared")
    return {"filed": _("application filed"), "approved": _("approved"), "marketed": _("launched"), "ind_cleared": _("cleared")}.get(
        standing.phase, _("as stated")
    )


_CODES: dict[str, trials.Words] = {
    "program.modality": MODALITY_LABELS,
    "program.origin": ORIGIN_LABELS,
    "trial.status": trials.STATUSES,
}


def attribute_value(claim: AttributeClaim) -> str:
    """The value in words: codes of the vocabulary and of registries by their labels."""
    if claim.field == "trial.phase":
        return trials.phase(claim.value)
    if claim.field == "trial.enrollment":
        return trials.counted(claim.value)
    return trials.word(_CODES.get(claim.field, {}), claim.value)


def talk_time(talk: Presentation) -> str:
    """Wall-clock time at the venue with the zone in the source's words: "8 Nov 2019, 07:00 to 08:00 ET"."""
    if talk.day is None:
        return ""
    text = dates.day(talk.day)
    if talk.starts:
        text += f", {talk.starts:%H:%M}"
    if talk.ends:
        text += " " + _("to") + f" {talk.ends:%H:%M}"
    return f"{text} {talk.zone_words}".strip()


_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{1,2})M|(\d\d)-(\d\d)))?", re.ASCII)


def period_label(period: str) -> str:
    """A reporting period in words: "Q3 2019", "first 9 months of 2019", "30 Jun 2022"."""
    match = _PERIOD.fullmatch(period)
    if not match:
        return period
    year, quarter, half, months, month, day = match.groups()
    if quarter or half:
        return dates.quarter(int(year), int(quarter)) if quarter else dates.half(int(year), int(half))
    if months:
        return _("first %(months)s months of %(year)s") % {"months": months, "year": year}
    if not month:
        return dates.year(int(year))
    try:
        return dates.day(dt.date(int(year), int(month), int(day)))
    except ValueError:
        return period


def period_end(period: str) -> tuple[int, int, int, int]:
    """Sorts periods by their end, the shorter before the longer."""
    match = _PERIOD.fullmatch(period)
    if not match:
        return (0, 0, 0, 0)
    year, quarter, half, months, month, day = (int(part) if part else 0 for part in match.groups())
    if quarter:
        return (year, 3 * quarter, 31, 3)
    if half:
        return (year, 6 * half, 31, 6)
    if months:
        return (year, months, 31, months)
    return (year, month, day, 0) if month else (year, 12, 31, 12)


def money(amount: int, currency: str) -> str:
    """ "15.9 million USD": as precise as the amount itself, never rounded."""
    for unit, words in ((10**9, _lazy("%(number)s billion %(currency)s")), (10**6, _lazy("%(number)s million %(currency)s"))):
        if abs(amount) >= unit and amount % (unit // 1000) == 0:
            return str(words) % {"number": f"{amount / unit:,.3f}".rstrip("0").rstrip("."), "currency": currency}
    return f"{amount:,} {currency}"
