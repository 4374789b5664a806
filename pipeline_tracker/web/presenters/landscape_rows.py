"""Lines of the landscape as rows of HTML.

A page has five hundred cells, and a template takes more time for them than all else of it. So what the cells of a column have in common is
put into words once. All texts and addresses are escaped here, where a line becomes a row and its columns are prepared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.web.landscape import told, told_phases

from .landscape import CODES, COLUMNS, Block, Line

_AT = tuple(quote_plus(told_phases(codes)) for codes in (*CODES, ()))
_IS_PHASE = (*(True for _codes in CODES), False)
_NOTHING = '<span aria-hidden="true">·</span><span class="visually-hidden">0</span>'
_DASHES = '<svg viewBox="0 0 12 12" width="9" height="9" aria-hidden="true"><circle class="dashes" cx="6" cy="6" r="4.5"/></svg>'


@dataclass(frozen=True)
class Drawn:
    """A block as rows of HTML; ``href`` leads to the landscape of its area alone, which has the ``more`` lines that are left out."""

    heading: SafeString
    rows: tuple[SafeString, ...]
    more: int
    area: str
    href: str


class Drawing:
    """``lists`` is the beginning of addresses of program lists, up to "at", ``narrowed`` gives the address of the landscape of one area."""

    def __init__(self, lists: str, narrowed: Callable[[str], str], limits: Sequence[int]):
        self._narrowed, self._limits = narrowed, limits
        programs, waits = escape(_("programs")), escape(_("of these not started:"))
        self._read = f'<span class="visually-hidden"> {programs}, '
        self._waits = f'<span class="waiting"><span class="visually-hidden">{waits} </span>{_DASHES} '
        # Of each column the cell without programs; of one with programs what stands before the shade, before the scope, and at the end.
        self._columns = []
        for at, phase, column in zip(_AT, _IS_PHASE, map(escape, COLUMNS), strict=True):
            kind = "number" if phase else "number sum"
            nothing = f'<td class="{kind} nothing" data-label="{column}">{_NOTHING}</td>'
            opened = f'" data-label="{column}"><a href="{escape(lists)}at={at}'
            self._columns.append((phase, nothing, f'<td class="{kind}', opened, f", {column}</span></a>"))

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
        scope, name = escape(quote_plus(told(one.scope))), escape(one.name)
        cells: list[str] = []
        for number, (phase, nothing, before, opened, closed) in zip(one.numbers, self._columns, strict=True):
            if not number.programs:
                cells.append(nothing)
                continue
            shade = f" shade-{1 + sum(limit < number.programs for limit in self._limits)}" if shaded and phase else ""
            waiting = f"{self._waits}{number.waiting:,}</span>" if phase and number.waiting else ""
            cells.append(f'{before}{shade}{opened}{scope}" rel="nofollow">{number.programs:,}{self._read}{name}{closed}{waiting}</td>')
        kind = ' class="area"' if heads else ""
        named = f'<a href="{escape(self._narrowed(one.code))}">{name}</a>' if one.grouping == "area" else name
        return SafeString(f'<tr{kind}><th scope="row">{named}</th>{"".join(cells)}</tr>')
