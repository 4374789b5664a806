"""A company's pipeline chart: one row for each program and standing, one cell for each phase."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pipeline_tracker.models import Program, Standing
from pipeline_tracker.vocabulary.phases import CHART_COLUMNS

from . import words

COLUMNS = tuple(gettext_lazy(name) for name, _codes in CHART_COLUMNS)
_COLUMN_OF = {code: number for number, (_name, codes) in enumerate(CHART_COLUMNS) for code in codes}


@dataclass(frozen=True)
class Cell:
    """``state`` is reached, current, waiting (applied for or cleared, not started) or ahead; ``words`` are read aloud."""

    state: str
    words: str


@dataclass(frozen=True)
class Row:
    """``first`` is true for a program's first row, which names it for ``rows`` rows."""

    program: Program
    standing: Standing | None
    cells: tuple[Cell, ...]
    first: bool
    rows: int
    basis: str = ""


def pipeline(programs: Iterable[Program]) -> list[Row]:
    """Programs with the furthest standing first; those that left development last. Standings come furthest first."""
    ordered = sorted(programs, key=_place)
    return [row for program in ordered for row in _rows(program)]


def _place(program: Program) -> tuple[bool, int]:
    stands: list[Standing] = program.stands  # type: ignore[attr-defined]
    if not stands:
        return (False, 0)
    active = [stand for stand in stands if stand.activity not in ("discontinued", "withdrawn")]
    return (not active, -max(_COLUMN_OF[stand.phase] + 1 for stand in active or stands))


def _rows(program: Program) -> list[Row]:
    stands: list[Standing] = program.stands  # type: ignore[attr-defined]
    if not stands:
        return [Row(program, None, tuple(Cell("ahead", _("not known")) for _name in COLUMNS), True, 1)]
    return [Row(program, stand, _cells(stand), number == 0, len(stands), words.basis_words(stand)) for number, stand in enumerate(stands)]


def _cells(standing: Standing) -> tuple[Cell, ...]:
    here = _COLUMN_OF[standing.phase]
    current = Cell("current", _("current")) if words.is_running(standing) else Cell("waiting", words.basis_words(standing))
    return tuple(
        Cell("reached", _("reached")) if number < here else current if number == here else Cell("ahead", _("not reached"))
        for number in range(len(COLUMNS))
    )
