"""The landscape as a table: lines of numbers, how dark each is drawn, and the list of the programs that it counts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import quote_plus

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.queries.landscape import Landscape, Row, Scope
from pipeline_tracker.vocabulary.phases import CHART_COLUMNS
from pipeline_tracker.web.landscape import label, told, told_phases

COLUMNS = (*(_lazy(name) for name, _codes in CHART_COLUMNS), _lazy("All phases"))
_CODES = tuple(codes for _name, codes in CHART_COLUMNS)
_COLUMN = {code: number for number, codes in enumerate(_CODES) for code in codes}
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


# --- drawing ----------------------------------------------------------------------------------------------------------

_AT = tuple(quote_plus(told_phases(codes)) for codes in (*_CODES, ()))
_IS_PHASE = (*(True for _codes in _CODES), False)
_NOTHING = SafeString('<span aria-hidden="true">·</span><span class="visually-hidden">0</span>')
_DASHES = SafeString(
    '<svg viewBox="0 0 12 12" width="9" height="9" aria-hidden="true"><circle class="dashes" cx="6" cy="6" r="4.5"/></svg>'
)


@dataclass(frozen=True)
class Drawn:
    """A block as rows of HTML; ``href`` leads to the landscape of its area alone, which has the ``more`` lines that are left out."""

    heading: SafeString
    rows: tuple[SafeString, ...]
    more: int
    area: str
    href: str


class Drawing:
    """Lines as rows of HTML. A page has five hundred cells, so what all lines have in common is put into words once, and not by a
    template for each cell.

    ``lists`` is the beginning of addresses of program lists, up to "at", ``narrowed`` gives the address of the landscape of one area.
    """

    def __init__(self, lists: str, narrowed: Callable[[str], str], limits: Sequence[int]):
        self._narrowed, self._limits = narrowed, limits
        # Of each column the cell without programs, and what stands before, between and after what is told of a cell with programs.
        self._columns = []
        for at, column in zip(_AT, COLUMNS, strict=True):
            kind = SafeString("number" if column is not COLUMNS[-1] else "number sum")
            nothing = format_html('<td class="{} nothing" data-label="{}">{}</td>', kind, column, _NOTHING)
            opened = format_html('" data-label="{}"><a href="{}at={}', column, lists, SafeString(at))
            read = format_html('<span class="visually-hidden"> {}, ', _("programs"))
            self._columns.append((nothing, f'<td class="{kind}', opened, read, format_html(", {}</span></a>", column)))
        self._waits = format_html('<span class="waiting"><span class="visually-hidden">{} </span>{} ', _("of these not started:"), _DASHES)

    def block(self, of: Block) -> Drawn:
        return Drawn(
            heading=self.row(of.heading, heads=True) if of.heading else SafeString(),
            rows=tuple(self.row(one, shaded=one.code != NONE) for one in of.lines),
            more=of.more,
            area=of.heading.name if of.heading else "",
            href=self._narrowed(of.heading.code) if of.heading else "",
        )

    def row(self, one: Line, *, heads: bool = False, shaded: bool = False) -> SafeString:
        """``heads`` the lines of its area."""
        scope, name = quote_plus(told(one.scope)), escape(one.name)
        cells: list[str] = []
        for number, phase, (nothing, before, opened, read, closed) in zip(one.numbers, _IS_PHASE, self._columns, strict=True):
            if not number.programs:
                cells.append(nothing)
                continue
            shade = f" shade-{1 + sum(limit < number.programs for limit in self._limits)}" if shaded and phase else ""
            waiting = f"{self._waits}{number.waiting}</span>" if phase and number.waiting else ""
            cells.append(f'{before}{shade}{opened}{scope}" rel="nofollow">{number.programs}{read}{name}{closed}{waiting}</td>')
        named = format_html('<a href="{}">{}</a>', self._narrowed(one.code), one.name) if one.grouping == "area" else name
        kind = ' class="area"' if heads else ""
        return SafeString(f'<tr{kind}><th scope="row">{named}</th>{"".join(cells)}</tr>')
