"""How a company's pipeline moved over some time: what entered a phase, what left, what was held, which dates moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.queries.changes import Change

from .changes import Line, line

SHOWN = 8  # of each sort; the page of changes has them all

# What stands together, under which heading. What is only planned for the first time or made more precise moves no pipeline.
SORTS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("entered", _("New to a phase"), ("phase_advanced", "new_program")),
    ("left", _("Left the pipeline"), ("discontinued",)),
    ("held", _("Holds"), ("on_hold", "resumed")),
    ("moved", _("Plans that moved"), ("moved_later", "moved_earlier", "dropped", "planned_again", "corrected")),
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
    """Changes come newest first. Sorts of which nothing is told are left out, and so is a new program that its first phase tells."""
    told = list(changes)
    entered = {change.program.pk for change in told if change.program and change.kind == "phase_advanced"}
    told = [change for change in told if not (change.kind == "new_program" and change.program and change.program.pk in entered)]
    found = [(code, name, [change for change in told if change.kind in kinds]) for code, name, kinds in SORTS]
    return [Sort(code, name, tuple(map(line, of[:SHOWN])), len(of)) for code, name, of in found if of]
