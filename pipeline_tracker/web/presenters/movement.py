"""How a company's pipeline moved over some time: what entered a phase, what left, what was held, which dates moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.queries.changes import Change

from .changes import Line, line

SHOWN = 8  # of each sort; the page of changes has them all

# What stands together, under which heading. Dates that became more precise, or less, move no pipeline.
SORTS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("entered", _("New to a phase"), ("phase_advanced", "new_program")),
    ("left", _("Left the pipeline"), ("discontinued",)),
    ("held", _("Holds"), ("on_hold", "resumed")),
    ("happened", _("What happened"), ("occurred",)),
    ("moved", _("Plans that moved"), ("moved_later", "moved_earlier", "withdrawn", "dropped", "planned_again", "corrected")),
    ("planned", _("New plans"), ("new_milestone",)),
)


@dataclass(frozen=True)
class Sort:
    """``count`` changes, of which the newest are ``lines``."""

    code: str
    name: str | Promise
    lines: tuple[Line, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def movement(changes: Iterable[Change]) -> list[Sort]:
    """Changes come newest first. Sorts of which nothing is told are left out."""
    told = list(changes)
    phased = {change.program.pk for change in told if change.program and change.kind == "phase_advanced"}
    told = [change for change in told if not _goes_without_saying(change, phased)]
    found = [(code, name, [change for change in told if change.kind in kinds]) for code, name, kinds in SORTS]
    return [Sort(code, name, tuple(map(line, of[:SHOWN])), len(of)) for code, name, of in found if of]


def _goes_without_saying(change: Change, phased: set[int]) -> bool:
    """A program that its first phase tells, what happened of no consequence, and the plans that every registry record brings."""
    match change.kind:
        case "new_program":
            return bool(change.program and change.program.pk in phased)
        case "occurred":
            return change.severity == "minor"
        case "new_milestone":
            return bool(change.claim.document and change.claim.document.kind == "registry_record")
    return False


def columns(sorts: Sequence[Sort]) -> list[list[Sort]]:
    """The sorts in one or two columns of about the same length, in their order."""
    whole = sum(len(sort.lines) for sort in sorts)
    left: list[Sort] = []
    for sort in sorts:
        if left and 2 * (sum(len(s.lines) for s in left) + len(sort.lines) / 2) > whole:
            break
        left.append(sort)
    return [column for column in (left, list(sorts[len(left) :])) if column]
