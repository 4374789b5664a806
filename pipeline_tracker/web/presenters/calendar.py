"""The calendar as a page draws it: a strip with counts as wide as the windows they count, and an agenda by year, quarter and month."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from pipeline_tracker.models import Milestone
from pipeline_tracker.queries.calendar import Agenda, Group, Place
from pipeline_tracker.vocabulary.windows import Window, month_end
from pipeline_tracker.web import dates

from . import words
from .guidance import guidance
from .milestones import age

Link = Callable[[dt.date, dt.date], str]  # the address of the list of what may happen between two days


@dataclass(frozen=True)
class Entry:
    """One milestone in words: what it is, what for and where, its state, and when it was expected before."""

    milestone: Milestone
    what: str
    where: str
    state: str
    earlier: tuple[Window, ...]


@dataclass(frozen=True)
class Part:
    """Milestones of one precision: ``exact`` those with a day. ``url`` lists all of the period, "" where none is left out."""

    title: str
    exact: bool
    count: int
    lines: tuple[Entry, ...]
    url: str

    @property
    def left_out(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Section:
    """A ``period`` ("Q4 2026") with its heading, which may say more; ``depth`` is that of the heading, below the year's. A quarter
    may have nothing but months below it."""

    anchor: str
    title: str
    period: str
    depth: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Year:
    number: int
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Cell:
    """``span`` months wide; ``title`` is the period within its year, ``anchor`` its section, "" where it has none."""

    title: str
    span: int
    count: int
    anchor: str
    outside: bool = False


@dataclass(frozen=True)
class Row:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Strip:
    """Twelve columns of one year: a row for each precision that occurs, months first."""

    year: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Late:
    """An overdue milestone and for how long, as an interval."""

    line: Entry
    age: str


def years(agenda: Agenda, link: Link) -> list[Year]:
    """The agenda in the order of time; within a year what is known least precisely comes first."""
    return [Year(number, tuple(_sections(number, agenda, link))) for number in _numbers(agenda)]


def _numbers(agenda: Agenda) -> list[int]:
    return sorted({place.year for place in agenda.groups})


def _sections(year: int, agenda: Agenda, link: Link) -> Iterator[Section]:
    def parts(first: dt.date, last: dt.date, *places: Place) -> tuple[Part, ...]:
        found = [agenda.groups[place] for place in places if place in agenda.groups]
        return tuple(_part(group, partial(link, first, last)) for group in found)

    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    for level in ("longer", "year"):
        if told := parts(start, end, Place(year, level, 0)):
            yield Section(_anchor(year, level, 0), _title(year, level, 0), dates.year(year), 3, told)
    for quarter in (1, 2, 3, 4):
        half = (quarter + 1) // 2
        if quarter in (1, 3) and (told := parts(*_days(year, 6, half), Place(year, "half", half))):
            yield Section(_anchor(year, "half", half), _title(year, "half", half), dates.half(year, half), 3, told)
        months = [
            Section(_anchor(year, "month", month), _title(year, "month", month), dates.month(dt.date(year, month, 1)), 4, told)
            for month in range(3 * quarter - 2, 3 * quarter + 1)
            if (told := parts(*_days(year, 1, month), *(Place(year, level, month) for level in ("day", "month", "by"))))
        ]
        told = parts(*_days(year, 3, quarter), Place(year, "quarter", quarter))
        if told or months:
            name = dates.quarter(year, quarter)
            yield Section(_anchor(year, "quarter", quarter), name, name, 3, told)
            yield from months


def _part(group: Group, url: Callable[[], str]) -> Part:
    exact = group.place.level == "day"
    title = _("On a day") if exact else _title(*group.place)
    if group.place.level == "month":
        title = _("Some day in %(period)s") % {"period": title}
    all_of_them = url() if group.count > len(group.milestones) else ""
    return Part(title, exact, group.count, tuple(map(_entry, group.milestones)), all_of_them)


def _entry(milestone: Milestone) -> Entry:
    """Of a milestone with its expectations in ``spoken`` and its ``state``."""
    earlier = guidance(milestone, milestone.spoken).earlier  # type: ignore[attr-defined]
    return Entry(milestone, words.what(milestone), words.where(milestone), milestone.state, earlier)  # type: ignore[attr-defined]


def _title(year: int, level: str, number: int) -> str:
    """The heading of a period; of those that are no month it says that the day may be any of it."""
    match level:
        case "longer":
            return _("From %(period)s into a later year") % {"period": dates.year(year)}
        case "by":
            return _("By a day in %(period)s, or earlier") % {"period": dates.month(dt.date(year, number, 1))}
        case "month" | "day":
            return dates.month(dt.date(year, number, 1))
        case "quarter":
            return _("Sometime in %(period)s") % {"period": dates.quarter(year, number)}
        case "half":
            return _("Sometime in %(period)s") % {"period": dates.half(year, number)}
    return _("Sometime in %(period)s") % {"period": dates.year(year)}


def _anchor(year: int, level: str, number: int) -> str:
    return f"{level}-{year}-{number}" if number else f"{level}-{year}"


def _days(year: int, months: int, number: int) -> tuple[dt.date, dt.date]:
    """First and last day of the period of so many months with this number in its year."""
    return dt.date(year, months * (number - 1) + 1, 1), month_end(year, months * number)


def strips(agenda: Agenda, since: dt.date, until: dt.date) -> list[Strip]:
    """One strip for each year of the span or with anything in it."""
    numbers = sorted({*_numbers(agenda), *range(since.year, until.year + 1)})
    return [Strip(year, tuple(_rows(year, agenda, since, until))) for year in numbers]


def _rows(year: int, agenda: Agenda, since: dt.date, until: dt.date) -> Iterator[Row]:
    def cell(level: str, number: int, months: int) -> Cell:
        levels = ("day", "month") if level == "month" else (level,)
        count = sum(agenda.groups[place].count for name in levels if (place := Place(year, name, number)) in agenda.groups)
        first, last = _days(year, months, number or 1)
        outside = last < since or first > until
        anchor = _anchor(year, "month" if level == "by" else level, number) if count else ""
        return Cell(_period(year, level, number), months, count, anchor, outside)

    yield Row(_("month or day"), tuple(cell("month", number, 1) for number in range(1, 13)))
    for level, months, title in (
        ("quarter", 3, _("quarter")),
        ("half", 6, _("half-year")),
        ("year", 12, _("year")),
        ("longer", 12, _("longer")),
        ("by", 1, _("by a day")),
    ):
        numbers = range(1, 12 // months + 1) if months < 12 else (0,)
        cells = tuple(cell(level, number, months) for number in numbers)
        if any(found.count for found in cells):
            yield Row(title, cells)


def _period(year: int, level: str, number: int) -> str:
    """A period within its year: "Jan", "Q1", "H1", or the year."""
    match level:
        case "month" | "by":
            return str(dates.MONTHS[number - 1])
        case "quarter":
            return str(dates.QUARTER_NAMES[number - 1])
        case "half":
            return str(dates.HALF_NAMES[number - 1])
    return dates.year(year)


def late(agenda: Agenda, today: dt.date) -> list[Late]:
    """What is overdue, and for how long by what its window and the day of its last statement allow."""
    return [Late(_entry(milestone), age(milestone, today)) for milestone in agenda.overdue]
