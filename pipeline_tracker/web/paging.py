"""Pages of a list. Near the start they have numbers; deeper in, a page is told by the row beside it, so that none takes longer to find
than the first. Either way the address alone tells the page: ``page=3``, ``page=after:[…]``, ``page=before:[…]``, ``page=last``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline_tracker.queries.batches import sizes
from pipeline_tracker.queries.counts import Total
from pipeline_tracker.queries.sorting import Place, Sorted, told

SIZES = (25, 50, 100, 200)
NUMBERED = 10_000  # rows that are counted and have numbered pages
_LONGEST = 2000  # characters of a place in an address
_AROUND = 2  # numbers to either side of the page's own


@dataclass(frozen=True)
class Page:
    """``places`` are the rows of the page. ``number`` is None beyond the numbered pages; ``numbers`` are those to link to, with None
    for a gap. ``previous``, ``next`` and ``last`` are values of the parameter ``page``, "" where there is no such page."""

    places: list[Place]
    size: int
    number: int | None
    numbers: tuple[int | None, ...]
    previous: str
    next: str
    last: str


def size_of(asked: str | None) -> int:
    """Rows of a page: one of SIZES, the smallest for anything else."""
    return next((size for size in SIZES if str(size) == asked), SIZES[0])


def turn(rows: Sorted, asked: str, size: int, count: Total) -> Page:
    """The page that is asked for; where there is no such page, the nearest; where the words mean none, the first."""
    way, _, words = asked.partition(":")
    beyond = count.more or count.number > NUMBERED
    place = _place(rows, words) if way in ("after", "before") else None
    if way == "last" and beyond:
        return _deep(rows.before(None, size + 1), size, forwards=False, at_end=True)
    if way == "after" and place:
        return _deep(rows.after(place, size + 1), size, forwards=True)
    if way == "before" and place:
        found = rows.before(place, size + 1)
        if len(found) > size:
            return _deep(found, size, forwards=False)
    pages = max(-(-min(count.number, NUMBERED) // size), 1)
    number = pages if way == "last" else min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) <= 9 else 1
    found = rows.first(size + 1, offset=(number - 1) * size)
    more = len(found) > size
    found = found[:size]
    following = "" if not more else str(number + 1) if number < pages else _after(found)
    return Page(found, size, number, _numbers(number, pages), str(number - 1) if number > 1 else "", following, "last" if beyond else "")


def _deep(found: list[Place], size: int, *, forwards: bool, at_end: bool = False) -> Page:
    """A page without a number; ``found`` holds one row more than it where the list goes on in the direction that it was read."""
    further = len(found) > size
    found = found[:size] if forwards else found[-size:]
    before = _before(found) if forwards or further else ""
    after = _after(found) if not at_end and (not forwards or further) else ""
    return Page(found, size, None, (1,), before, after, "last" if after else "")


def _after(places: list[Place]) -> str:
    return f"after:{_written(places[-1])}" if places else ""


def _before(places: list[Place]) -> str:
    return f"before:{_written(places[0])}" if places else ""


def _written(place: Place) -> str:
    return json.dumps(told(place), ensure_ascii=False, separators=(",", ":"))


def _place(rows: Sorted, words: str) -> Place | None:
    try:
        found: Any = json.loads(words) if len(words) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
    return rows.place(found) if isinstance(found, list) else None


def _numbers(number: int, pages: int) -> tuple[int | None, ...]:
    """The first and the last page and those around the present one, None where some are left out."""
    near = sorted({1, pages, *range(max(number - _AROUND, 1), min(number + _AROUND, pages) + 1)})
    shown: list[int | None] = []
    for page in near if pages > 1 else []:
        gap = page - (shown[-1] or 0) if shown else 1
        shown += [page - 1, page] if gap == 2 else [None, page] if gap > 2 else [page]
    return tuple(shown)


def batches(rows: Sorted, most: int) -> Iterator[list[Place]]:
    """All rows of the list in its order, ``most`` at a time, and fewer to begin with, however many there are."""
    last = None
    for size in sizes(most):
        found = rows.after(last, size) if last else rows.first(size)
        if found:
            yield found
        if len(found) < size:
            return
        last = found[-1]
