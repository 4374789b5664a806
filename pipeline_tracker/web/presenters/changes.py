"""Changes in words: the same for the page, the feeds and the command."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.queries.changes import KINDS_OF_CHANGE, SEVERITIES, Change
from pipeline_tracker.vocabulary.windows import Window, edtf
from pipeline_tracker.web import dates
from pipeline_tracker.web.labels import PHASE_LABELS

from . import words
from .guidance import VERDICTS, slip_words

KIND_LABELS = dict(KINDS_OF_CHANGE)
SEVERITY_LABELS = dict(SEVERITIES)


@dataclass(frozen=True)
class Line:
    """A change in words: who ``subject``, what ``event``, and what ``happened`` to it ("H1 2023 → H2 2023, 1 to 364 days later")."""

    change: Change
    kind: str
    severity: str
    subject: str
    event: str
    happened: str

    @property
    def title(self) -> str:
        """ "AST-1: Moved later: Trial initiated · Phase 2"."""
        return ": ".join(part for part in (self.subject, self.kind, self.event) if part)

    @property
    def source(self) -> str:
        """ "Aster reports its quarter, 9 May 2023"."""
        claim = self.change.claim
        who = claim.document.title if claim.document else _("Staff")
        return f"{who}, {dates.day(claim.asserted_on)}"

    @property
    def said(self) -> str:
        """The sentence of the document, or the reason that staff gave."""
        claim = self.change.claim
        return claim.quote if claim.document else claim.reason


def line(change: Change) -> Line:
    milestone = change.milestone
    where = words.where(milestone)
    event = words.what(milestone) + (f", {where}" if where else "")
    return Line(
        change=change,
        kind=str(KIND_LABELS[change.kind]),
        severity=str(SEVERITY_LABELS[change.severity]),
        subject=change.program.name if change.program else subject(milestone),
        event=event,
        happened=_happened(change),
    )


def subject(milestone: Milestone) -> str:
    """The programs by name, or their company."""
    return ", ".join(program.name for program in milestone.programs.all()) or milestone.company.name


def passage(claim: Claim, milestone: Milestone) -> str:
    """Where the claim is shown: its place in its document; what staff said is on the page of the milestone."""
    return claim.get_absolute_url() if claim.document else milestone.get_absolute_url()


def _happened(change: Change) -> str:
    step = change.step
    window = dates.label(step.window) if step.window else ""
    before = dates.label(step.before) if step.before else ""
    match change.kind:
        case "phase_advanced":
            after = PHASE_LABELS[change.after]
            return f"{PHASE_LABELS[change.before]} → {after}" if change.before else _("%(phase)s, no phase told before") % {"phase": after}
        case "new_program":
            return _("first told of here")
        case "moved_later" | "moved_earlier" | "more_precise" | "vaguer":
            return ", ".join(part for part in (f"{before or _('no date given')} → {window}", slip_words(step)) if part)
        case "occurred" | "discontinued" | "on_hold" | "resumed":
            return _occurred(change, window, before)
        case "withdrawn":
            return f"{before} → {_('no date given')}" if before else _("no date given")
        case "conflict":
            return _("%(said)s, against %(force)s") % {"said": _said(change), "force": before or _("what was said before")}
        case "corrected":
            return _said(change)
    return window or _("no date given")


def _occurred(change: Change, window: str, before: str) -> str:
    step = change.step
    parts = [window]
    if before:
        parts.append(_("expected %(window)s") % {"window": before})
        parts.append(str(VERDICTS[step.verdict]).lower() if step.verdict != "occurred" else _("whether in time cannot be told"))
        parts.append(slip_words(step))
    return ", ".join(part for part in parts if part)


def _said(change: Change) -> str:
    claim = change.claim
    status = str(claim.get_status_display()).lower()
    return f"{status} {dates.label(claim.window)}" if claim.window else status


def as_data(change: Change) -> dict[str, object]:
    """A change for machines: codes, natural keys, windows as EDTF with their first and last day, the slip as an interval of days."""
    step, claim, milestone = change.step, change.claim, change.milestone
    return {
        "uid": change.uid,
        "kind": change.kind,
        "severity": change.severity,
        "day": change.day.isoformat(),
        "company": milestone.company.slug,
        "programs": [change.program.slug] if change.program else [program.slug for program in milestone.programs.all()],
        "indication": milestone.indication.slug if milestone.indication else None,
        "milestone": {"slug": milestone.slug, "kind": milestone.kind, "phase": milestone.phase or None, "detail": milestone.detail or None},
        "phase": {"before": change.before or None, "after": change.after} if change.after else None,
        "step": {
            "verdict": step.verdict,
            "before": window_data(step.before),
            "after": window_data(step.window),
            "slip_days": [step.slip.least, step.slip.most] if step.slip else None,
            "shift_days": [step.shift.least, step.shift.most] if step.shift else None,
        },
        "source": {
            "document": claim.document.public_id if claim.document else None,
            "title": claim.document.title if claim.document else None,
            "quote": claim.quote if claim.document else None,
            "start": claim.start,
            "end": claim.end,
            "staff": None if claim.document else claim.reason,
        },
    }


def window_data(window: Window | None) -> dict[str, object] | None:
    if window is None:
        return None
    return {
        "earliest": window.earliest.isoformat() if window.earliest else None,
        "latest": window.latest.isoformat(),
        "precision": window.precision,
        "edtf": edtf(window),
        "words": window.words or None,
    }
