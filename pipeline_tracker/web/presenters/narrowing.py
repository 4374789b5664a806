"""Filters of a page without counts: closed lists as boxes to tick, and every value in force with the address that drops it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

from pipeline_tracker.queries.facets import NONE
from pipeline_tracker.web.filters import Facet, Filters


@dataclass(frozen=True)
class Box:
    value: str
    label: str | Promise
    ticked: bool


@dataclass(frozen=True)
class Boxes:
    name: str
    title: str | Promise
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Chip:
    """A value in force; ``href`` is the same page without it."""

    title: str | Promise
    label: str
    href: str


def boxes(filters: Filters, besides: Mapping[str, Collection[str]]) -> list[Boxes]:
    """The facets whose values are a closed list; ``besides`` are values that mean nothing here, by facet."""
    return [
        Boxes(
            name,
            facet.title,
            tuple(
                Box(code, label, code in filters.chosen.get(name, ()))
                for code, label in _values(facet)
                if code not in besides.get(name, ())
            ),
        )
        for name, facet in filters.facets.items()
        if facet.labels is not None
    ]


def chips(filters: Filters, query: QueryDict, named: Mapping[tuple[str, str], str], without: Callable[[str, str], str]) -> list[Chip]:
    """What the query string asks for; ``named`` has the names of open lists by facet and code."""
    found: list[Chip] = []
    for name, one in filters.filters.items():
        if isinstance(one, Facet):
            found += [Chip(one.title, _label(name, one, code, named), without(name, code)) for code in filters.chosen.get(name, ())]
        elif entered := filters.form.cleaned_data.get(name):
            found.append(Chip(one.label, str(entered), without(name, query.get(name, ""))))
    return found


def _values(facet: Facet) -> list[tuple[str, str | Promise]]:
    return [*(facet.labels or {}).items(), *([(NONE, facet.none)] if facet.nullable else [])]


def _label(name: str, facet: Facet, code: str, named: Mapping[tuple[str, str], str]) -> str:
    if code == NONE:
        return str(facet.none)
    return str((facet.labels or facet.words).get(code, "")) or named.get((name, code), code)
