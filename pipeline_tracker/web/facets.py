"""The filter panel: every facet value as a link that switches it on or off and starts again at the first page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from zlib import crc32

from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise

from pipeline_tracker.queries.facets import NONE, OFFERED, Answer

from .filters import Facet, Filters, OfProgram
from .query import carried, without

SHOWN = 10  # values of a facet before "more"
SPARED = 3  # so many more are not worth a click
LONGEST = 80  # characters of a value that nobody knows


@dataclass(frozen=True)
class Value:
    label: str
    count: str
    url: str
    chosen: bool

    @property
    def key(self) -> str:
        """Tells it from the other values of its facet, for the focus that stays on it when the list changes in place."""
        return f"{crc32(self.label.encode()):08x}"


@dataclass(frozen=True)
class Group:
    """``more`` are shown on demand, as is the whole group if ``folded``; ``left_out`` counts rarer values, which links elsewhere
    may still choose."""

    name: str
    title: str | Promise
    values: tuple[Value, ...]
    more: tuple[Value, ...]
    left_out: int
    folded: bool


@dataclass(frozen=True)
class Panel:
    """``chosen`` are the values in force, each with the link that drops it; ``fields`` are those of the form of texts and days,
    ``carried`` what it must keep."""

    groups: tuple[Group, ...]
    chosen: tuple[tuple[str | Promise, Value], ...]
    fields: tuple[BoundField, ...]
    carried: tuple[tuple[str, str], ...]
    clear: str


def panel(filters: Filters, query: QueryDict) -> Panel:
    """Runs the statements that count all facets."""
    counts = filters.counted.answers
    groups, chosen = [], []
    for name, facet in filters.facets.items():
        picked = filters.chosen.get(name, [])
        told = counts[name]
        found = {answer.code for answer in told.values}
        # Of what was not read to its end nobody knows which values are missing.
        missing = [*picked, *(facet.labels or ())] if told.cut else picked
        unfound = [Answer(code, "", 0, "" if told.cut else "0") for code in dict.fromkeys(missing) if code not in found]
        answers = _ordered(facet, told.values) + unfound if not told.cut else _ordered(facet, [*told.values, *unfound])
        most = SHOWN if len(answers) > SHOWN + SPARED else len(answers)
        first = [answer for number, answer in enumerate(answers) if number < most or answer.code in picked]
        rest = [answer for number, answer in enumerate(answers) if not (number < most or answer.code in picked)]
        room = max(OFFERED - len(first), 0)
        # Links are made for the values that are drawn alone: hundreds may have been found.
        switched = _switch(query, name)
        shown, more = (
            tuple(Value(_label(facet, answer), answer.words, switched(answer.code), answer.code in picked) for answer in part)
            for part in (first, rest[:room])
        )
        chosen += [(facet.title, value) for value in shown if value.chosen]
        groups.append(Group(name, facet.title, shown, more, told.left_out + len(rest[room:]), facet.folded and not picked))
    fields = set(filters.filters) - set(filters.facets)
    for name in sorted(fields):
        entered = filters.form.cleaned_data.get(name) if filters.is_bound else None
        if entered:
            item = filters.filters[name]
            words = item.told(entered, filters.chosen["company"]) if isinstance(item, OfProgram) else str(entered)
            chosen.append((item.label, Value(words, "", without(query, name), True)))
    return Panel(
        groups=tuple(group for group in groups if len(group.values) > 1 or any(value.chosen for value in group.values)),
        chosen=tuple(chosen),
        fields=tuple(filters.form[name] for name in filters.filters if name in fields),
        carried=carried(query, *fields),
        clear=without(query, *filters.filters),
    )


def _ordered(facet: Facet, answers: Iterable[Answer]) -> list[Answer]:
    if facet.labels is not None:
        order = {code: number for number, code in enumerate(facet.labels)}
        return sorted(answers, key=lambda answer: (order.get(answer.code, len(order)), answer.code))
    if facet.pattern:
        return sorted(answers, key=lambda answer: answer.code, reverse=True)
    return sorted(answers, key=lambda answer: (answer.code == NONE, -answer.count, answer.label.lower(), answer.code))


def _label(facet: Facet, answer: Answer) -> str:
    if answer.code == NONE:
        return str(facet.none)
    if facet.labels is not None:
        return str(facet.labels.get(answer.code, answer.code[:LONGEST]))
    return answer.label or facet.words.get(answer.code, answer.code[:LONGEST])


def _switch(query: QueryDict, name: str) -> Callable[[str], str]:
    """The address of the list with a value switched on or off, by the value."""
    values = query.getlist(name)
    others = without(query, name).removeprefix(".")  # "" where there are none

    def switched(code: str) -> str:
        left = [value for value in values if value != code] if code in values else [*values, code]
        own = urlencode([(name, value) for value in left])
        return (f"{others}&{own}" if others else f"?{own}") if own else others or "."

    return switched
