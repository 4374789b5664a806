"""Regulatory steps of a program by territory: a row for each step, a column for each territory, in a cell what is told of it there.

Tables of results of large companies are laid out like this; a cell is a date of some precision, or a status.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline_tracker.vocabulary.milestones import KIND, KIND_ORDER
from pipeline_tracker.vocabulary.regulators import TERRITORIES, TERRITORY_OF, UNSTATED
from pipeline_tracker.web.labels import DESIGNATION_LABELS, KIND_LABELS

from . import words
from .milestones import Line

# Steps with a regulator, and what follows from its consent.
STEPS = frozenset(code for code, kind in KIND.items() if kind.area == "regulatory") | {"launched", "marketing_withdrawn"}

_TERRITORY_ORDER = {code: number for number, (code, _name) in enumerate(TERRITORIES)}


@dataclass(frozen=True)
class Column:
    """A territory with the present names of the regulators that are told for it."""

    territory: str
    name: str
    regulators: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    column: Column
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """``several`` is true where steps of several indications stand in it, so that each has to be named."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    several: bool


def matrix(lines: Sequence[Line]) -> Matrix | None:
    """Lines come in the order of their dates. None where no regulatory step is told."""
    steps = [line for line in lines if line.milestone.kind in STEPS]
    if not steps:
        return None
    columns = tuple(_column(code, steps) for code in sorted({_territory(line) for line in steps}, key=_TERRITORY_ORDER.__getitem__))
    names = sorted({_step(line) for line in steps})
    rows = tuple(
        Row(name, tuple(Cell(column, tuple(_of(steps, (place, name), column.territory))) for column in columns)) for place, name in names
    )
    return Matrix(columns, rows, len({line.milestone.indication_id for line in steps}) > 1)


def _of(steps: Iterable[Line], step: tuple[int, str], territory: str) -> Iterable[Line]:
    return (line for line in steps if _step(line) == step and _territory(line) == territory)


def _step(line: Line) -> tuple[int, str]:
    """Place in the order of development, and name: each designation is a step of its own."""
    kind = line.milestone.kind
    name = DESIGNATION_LABELS.get(line.milestone.detail, line.milestone.detail) if kind == "designation" else ""
    return KIND_ORDER[kind], name or KIND_LABELS[kind]


def _territory(line: Line) -> str:
    """As told, or that of the regulator: what a regulator does it does in its own territory."""
    milestone = line.milestone
    if milestone.territory != UNSTATED or not milestone.regulator:
        return milestone.territory
    return TERRITORY_OF.get(milestone.regulator.code, milestone.regulator.territory)


def _column(territory: str, steps: Iterable[Line]) -> Column:
    told = {words.present_name(line.milestone.regulator) for line in steps if line.milestone.regulator and _territory(line) == territory}
    return Column(territory, words.territory(territory), tuple(sorted(told)))
