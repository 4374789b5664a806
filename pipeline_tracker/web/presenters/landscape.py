"""The landscape as a table: lines of numbers, how dark each is drawn, and the list of the programs that it counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.queries.landscape import Landscape, Row, Scope
from pipeline_tracker.vocabulary.phases import CHART_COLUMNS
from pipeline_tracker.web.landscape import label

COLUMNS = (*(_lazy(name) for name, _codes in CHART_COLUMNS), _lazy("All phases"))
CODES = tuple(codes for _name, codes in CHART_COLUMNS)
_COLUMN = {code: number for number, codes in enumerate(CODES) for code in codes}
SHADES = 5

_NOT_STATED = {
    "indication": _lazy("Indication not stated"),
    "area": _lazy("Area not stated"),
    "modality": _lazy("Modality not stated"),
    "target": _lazy("Target not stated"),
}


class Number(NamedTuple):
    """``waiting`` of the ``programs`` have an application accepted or cleared and no trial started."""

    programs: int
    waiting: int


@dataclass(frozen=True)
class Line:
    """One row: ``name`` in words, a number for each of COLUMNS, the last one for all; its programs are those of the scope. ``grouping`` and
    ``code`` say what it is of, both "" where it is of all; ``area`` is the code of an area or of that of an indication, else ""."""

    name: str
    numbers: tuple[Number, ...]
    scope: Scope
    grouping: str = ""
    code: str = ""
    area: str = ""


@dataclass(frozen=True)
class Block:
    """Lines under a heading line of their own (an area), or without one. ``more`` counts lines that are left out."""

    heading: Line | None
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True)
class Shade:
    """What a shade stands for: numbers from ``low`` to ``high``."""

    number: int
    low: int
    high: int


def whole(found: Landscape, scope: Scope) -> Line:
    """The first row, which counts every program once."""
    return Line(_("All programs"), _numbers(found.whole), scope)


def blocks(found: Landscape, grouping: str, scope: Scope) -> Iterator[Block]:
    """The rows of each area under its own, or all rows in one block."""

    def lines(rows: Iterable[Row], field: str, within: Scope) -> tuple[Line, ...]:
        return tuple(
            Line(
                _name(found, field, row.code),
                _numbers(row),
                replace(within, **{field: (row.code,)}),
                field,
                row.code,
                _area(found, field, row),
            )
            for row in rows
        )

    if not found.areas:
        if found.rows:
            yield Block(None, lines(found.rows, grouping, scope))
        return
    of_area: dict[str, list[Row]] = {}
    for row in found.rows:
        of_area.setdefault(row.family, []).append(row)
    for area in found.areas:
        yield Block(
            heading=lines([area], "area", scope)[0],
            lines=lines(of_area[area.code], "indication", replace(scope, area=(area.code,))),
            more=found.count[area.code] - len(of_area[area.code]),
        )


def name(grouping: str, code: str) -> str:
    """A value of a grouping in words, as far as its code has them."""
    return str(_NOT_STATED[grouping] if code == NONE else label(grouping, code))


def _numbers(row: Row) -> tuple[Number, ...]:
    counts, waiting = [0] * len(COLUMNS), [0] * len(COLUMNS)
    for phase, number in row.started.items():
        counts[_COLUMN[phase]] += number
    for phase, number in row.waiting.items():
        counts[_COLUMN[phase]] += number
        waiting[_COLUMN[phase]] += number
    counts[-1], waiting[-1] = sum(counts), sum(waiting)
    return tuple(map(Number, counts, waiting))


def _name(found: Landscape, field: str, code: str) -> str:
    return str(found.named[code]) if field == "indication" and code in found.named else name(field, code)


def _area(found: Landscape, field: str, row: Row) -> str:
    if field == "indication":
        return (found.named[row.code].area if row.code in found.named else "") or NONE
    return row.code if field == "area" else ""


# --- shades -----------------------------------------------------------------------------------------------------------


def limits(blocks: Iterable[Block]) -> list[int]:
    """The largest number of each shade, the lightest first: 5 of 80 are 5, 10, 20, 40 and 80. Each class reaches to twice the one before,
    the last to the largest number of a line; headings and what is not stated stay plain."""
    largest = max(
        (number.programs for block in blocks for one in block.lines if one.code != NONE for number in one.numbers[:-1]),
        default=0,
    )
    return [largest >> (SHADES - number) for number in range(1, SHADES + 1)]


def shades(limits: Sequence[int]) -> list[Shade]:
    lows = [1, *(limit + 1 for limit in limits[:-1])]
    return [Shade(number, low, high) for number, (low, high) in enumerate(zip(lows, limits, strict=True), start=1) if low <= high]
