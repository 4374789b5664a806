"""The landscape as a table: lines of cells, each a number, how dark it is drawn, and the list of the programs that it counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.queries.landscape import Landscape, Row, Scope
from pipeline_tracker.vocabulary.phases import CHART_COLUMNS
from pipeline_tracker.web.landscape import label

COLUMNS = tuple(_lazy(name) for name, _codes in CHART_COLUMNS)
_CODES = tuple(codes for _name, codes in CHART_COLUMNS)
SHADES = 5

_NOT_STATED = {
    "indication": _lazy("Indication not stated"),
    "area": _lazy("Area not stated"),
    "modality": _lazy("Modality not stated"),
    "target": _lazy("Target not stated"),
}

# The address of the program list with the programs whose furthest standing in the scope is at one of the phases; none means any.
Address = Callable[[Scope, Iterable[str]], str]


@dataclass(frozen=True)
class Cell:
    """``waiting`` of the ``count`` programs have an application accepted or cleared and no trial started. ``shade`` is 0 to SHADES."""

    column: str
    count: int
    waiting: int
    href: str
    shade: int = 0


@dataclass(frozen=True)
class Line:
    """One row: ``name`` in words, ``cells`` for each column and a last one for all, ``href`` what narrows the landscape to it;
    ``stated`` is false for the row of what is not stated, which is drawn plain: it says how much is known, not what is developed."""

    name: str | Promise
    cells: tuple[Cell, ...]
    href: str = ""
    stated: bool = True


@dataclass(frozen=True)
class Block:
    """Lines under a heading line of their own (an area), or without one. ``more`` counts lines that are left out."""

    heading: Line | None
    lines: tuple[Line, ...]
    more: int = 0
    more_href: str = ""


@dataclass(frozen=True)
class Shade:
    """What a shade stands for: numbers from ``low`` to ``high``."""

    number: int
    low: int
    high: int


def line(name: str | Promise, row: Row, scope: Scope, address: Address, href: str = "") -> Line:
    """A row of the matrix, whose programs are those of the scope."""
    cells = []
    for column, codes in zip(COLUMNS, _CODES, strict=True):
        waiting = sum(row.waiting.get(code, 0) for code in codes)
        count = waiting + sum(row.started.get(code, 0) for code in codes)
        cells.append(Cell(str(column), count, waiting, address(scope, codes) if count else ""))
    cells.append(Cell(_("All phases"), row.total, sum(row.waiting.values()), address(scope, ()) if row.total else ""))
    return Line(name, tuple(cells), href, row.code != NONE)


def blocks(found: Landscape, grouping: str, scope: Scope, address: Address, narrowed: Callable[[str], str]) -> list[Block]:
    """The rows of each area under its own, or all rows in one block. ``narrowed`` gives the address of the landscape of one area."""

    def drawn(rows: Iterable[Row], field: str, within: Scope) -> tuple[Line, ...]:
        return tuple(
            line(
                _name(found, field, row.code),
                row,
                replace(within, **{field: (row.code,)}),
                address,
                narrowed(row.code) if field == "area" else "",
            )
            for row in rows
        )

    if not found.areas:
        return [Block(None, drawn(found.rows, grouping, scope))] if found.rows else []
    of_area: dict[str, list[Row]] = {}
    for row in found.rows:
        of_area.setdefault(row.family, []).append(row)
    return [
        Block(
            heading=drawn([area], "area", scope)[0],
            lines=drawn(of_area[area.code], "indication", replace(scope, area=(area.code,))),
            more=found.count[area.code] - len(of_area[area.code]),
            more_href=narrowed(area.code),
        )
        for area in found.areas
    ]


def _name(found: Landscape, field: str, code: str) -> str | Promise:
    if code == NONE:
        return _NOT_STATED[field]
    return str(found.named[code]) if field == "indication" and code in found.named else label(field, code)


def shaded(blocks: Iterable[Block]) -> tuple[list[Block], list[Shade]]:
    """With cells in classes by the largest number of a line: each class reaches to twice the one before. Headings stay plain."""
    blocks = list(blocks)
    limits = _limits(max((cell.count for block in blocks for one in block.lines if one.stated for cell in one.cells[:-1]), default=0))
    drawn = [replace(block, lines=tuple(_shade(one, limits) if one.stated else one for one in block.lines)) for block in blocks]
    lows = [1, *(limit + 1 for limit in limits[:-1])]
    return drawn, [Shade(number, low, high) for number, (low, high) in enumerate(zip(lows, limits, strict=True), start=1) if low <= high]


def _limits(largest: int) -> list[int]:
    """The largest number of each shade, the lightest first: 5 of 80 are 5, 10, 20, 40 and 80."""
    return [largest >> (SHADES - number) for number in range(1, SHADES + 1)]


def _shade(one: Line, limits: Sequence[int]) -> Line:
    *cells, total = one.cells
    shades = (sum(limit < cell.count for limit in limits) + 1 for cell in cells)
    return replace(
        one, cells=(*(replace(cell, shade=shade) if cell.count else cell for cell, shade in zip(cells, shades, strict=True)), total)
    )
