"""How the expected date of a milestone moved, in short for a line of a list, and step by step in words for its own page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.vocabulary.guidance import WITHDRAWN, Days, Step
from pipeline_tracker.vocabulary.windows import Window


@dataclass(frozen=True)
class Guidance:
    """``latest`` is the newest expectation (None where none has a date, or its date was withdrawn), ``earlier`` those before it,
    oldest first."""

    latest: Window | None
    earlier: tuple[Window, ...] = ()


def guidance(milestone: Milestone, claims: Iterable[Claim]) -> Guidance:
    """Of claims oldest first. Where the milestone is still expected, its own window is the newest expectation: staff outrank documents."""
    windows: list[Window] = []
    withdrawn = False
    for claim in claims:
        window = claim.window
        if WITHDRAWN in claim.flags:
            withdrawn = True
        elif claim.status == "expected" and window:
            withdrawn = False
        if claim.status == "expected" and window and not (windows and _same(windows[-1], window)):
            windows.append(window)
    if milestone.status == "expected" and milestone.window:
        latest: Window | None = milestone.window
    else:
        latest = windows[-1] if windows and not withdrawn else None
    while latest and windows and _same(windows[-1], latest):
        windows.pop()
    return Guidance(latest, _once(windows, latest))


def _once(windows: Sequence[Window], latest: Window | None) -> tuple[Window, ...]:
    kept: list[Window] = []
    for window in windows:
        if not any(_same(window, other) for other in kept) and not (latest and _same(window, latest)):
            kept.append(window)
    return tuple(kept)


def _same(one: Window, other: Window) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


# --- a ladder in words ----------------------------------------------------------------------------------------------------

VERDICTS = {
    "first_stated": _lazy("First stated"),
    "reaffirmed": _lazy("Reaffirmed"),
    "moved_later": _lazy("Moved later"),
    "moved_earlier": _lazy("Moved earlier"),
    "more_precise": _lazy("More precise"),
    "vaguer": _lazy("Less precise"),
    "withdrawn": _lazy("Guidance withdrawn"),
    "dropped": _lazy("No longer planned"),
    "planned_again": _lazy("Planned again"),
    "corrected": _lazy("Corrected by staff"),
    "met": _lazy("Met"),
    "met_early": _lazy("Met early"),
    "met_late": _lazy("Met late"),
    "occurred": _lazy("Occurred"),
    "answered": _lazy("Answered by another event"),
    "missed": _lazy("Missed"),
    "conflict": _lazy("Sources disagree"),
}


@dataclass(frozen=True)
class Rung:
    """A step in words. ``tone`` groups verdicts by shape and colour: later, sooner, met, open, ended, doubt, same."""

    step: Step[Claim]
    verdict: str
    tone: str
    slip: str
    shift: str

    @property
    def claim(self) -> Claim | None:
        return self.step.stated.said if self.step.stated else None


_TONES = {
    "moved_later": "later",
    "met_late": "later",
    "missed": "later",
    "withdrawn": "ended",
    "moved_earlier": "sooner",
    "met_early": "sooner",
    "met": "met",
    "occurred": "met",
    "answered": "met",
    "dropped": "ended",
    "conflict": "doubt",
    "corrected": "doubt",
    "reaffirmed": "same",
}


def rungs(ladder: Iterable[Step[Claim]]) -> list[Rung]:
    return [
        Rung(step, str(VERDICTS[step.verdict]), _TONES.get(step.verdict, "open"), slip_words(step), shift_words(step)) for step in ladder
    ]


def slip_words(step: Step[Claim]) -> str:
    """By how much a step moved the event, as an interval: "1 to 364 days later"; "" where it did not, or nothing tells."""
    if step.slip is None:
        return ""
    return _("overdue %(days)s") % {"days": overdue_words(step.slip)} if step.verdict == "missed" else days_words(step.slip)


def shift_words(step: Step[Claim]) -> str:
    """By how much the window itself moved: "181 to 184 days later"; "" where that says no more than the slip."""
    return days_words(step.shift) if step.shift and step.shift != step.slip else ""


def days_words(days: Days) -> str:
    """ "365 days later", "1 to 364 days later", "29 days earlier", "between 61 days earlier and 152 days later"."""
    if days.least == days.most == 0:
        return _("on the same day")
    if days.least >= 0:
        return _later(days.least, days.most)
    if days.most <= 0:
        return _earlier(-days.most, -days.least)
    return _("between %(earlier)s and %(later)s") % {
        "earlier": _earlier(-days.least, -days.least),
        "later": _later(days.most, days.most),
    }


def overdue_words(days: Days) -> str:
    """For how long an event is overdue: "for 53 to 82 days"."""
    if days.least == days.most:
        return ngettext("for %(days)s day", "for %(days)s days", days.most) % {"days": days.most}
    return _("for %(least)s to %(most)s days") % {"least": days.least, "most": days.most}


def _later(least: int, most: int) -> str:
    if least == most:
        return ngettext("%(days)s day later", "%(days)s days later", most) % {"days": most}
    return _("%(least)s to %(most)s days later") % {"least": least, "most": most}


def _earlier(least: int, most: int) -> str:
    if least == most:
        return ngettext("%(days)s day earlier", "%(days)s days earlier", most) % {"days": most}
    return _("%(least)s to %(most)s days earlier") % {"least": least, "most": most}
