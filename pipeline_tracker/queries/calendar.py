"""Milestones as a calendar shows them: each under the smallest period that surely holds its whole window, never smeared over several.

A window within one month stands under its month, exact days apart from the others; one within a quarter, a half-year or a year under
that; one that spans several years under the year in which it begins; one without a first day ("by the end of 2025") under the month
of its last, apart from the others.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Count, Exists, F, Min, OuterRef, Prefetch, QuerySet, Subquery, Sum, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler

from pipeline_tracker.models import Claim, Milestone, Program, WindowCount
from pipeline_tracker.models.ordering import first_day
from pipeline_tracker.vocabulary.windows import Window as Span

from .claims import COUNTED
from .counts import Total, total, totals
from .guidance import Ladder, ladder_of, said_of
from .milestones import programs, states, with_state

LEVELS = ("day", "month", "quarter", "half", "year", "longer", "by")
ROWS = 40  # of one page, all groups together, as far as each has its FEWEST
MOST, FEWEST = 25, 2  # rows of one group
OVERDUE = 6
COUNTED_TO = 1_000  # what is overdue and what has no date: beyond that, more
EVENTS = 1_000  # of one calendar file


class Place(NamedTuple):
    """Where a window belongs: a year, one of LEVELS, and the number of the month, quarter or half in it (0 for longer ones)."""

    year: int
    level: str
    number: int


@dataclass(frozen=True)
class Group:
    """The milestones of one place, those that end first before others; ``count`` are all, ``milestones`` as many as fit."""

    place: Place
    count: int
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class Agenda:
    """What a span holds by place, what is overdue (the newest OVERDUE of ``overdue_count``), and how much is expected without a date."""

    groups: dict[Place, Group]
    overdue: tuple[Milestone, ...]
    overdue_count: Total
    undated_count: Total

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups.values())


def place(earliest: dt.date | None, latest: dt.date) -> Place:
    """The smallest period that surely holds a window, given by its first and last possible day."""
    if earliest is None:
        return Place(latest.year, "by", latest.month)
    if earliest.year != latest.year:
        return Place(earliest.year, "longer", 0)
    if earliest == latest:
        return Place(latest.year, "day", latest.month)
    for level, months in (("month", 1), ("quarter", 3), ("half", 6)):
        if (earliest.month - 1) // months == (latest.month - 1) // months:
            return Place(latest.year, level, (latest.month - 1) // months + 1)
    return Place(latest.year, "year", 0)


@dataclass(frozen=True)
class _Days:
    """The days of a window, and how many milestones have it; ``row`` is the key of a row with this window."""

    latest: dt.date
    earliest: dt.date | None
    count: int
    row: int = 0

    @property
    def place(self) -> Place:
        return place(self.earliest, self.latest)


def agenda(
    inside: QuerySet[Milestone], whatever: QuerySet[Milestone], today: dt.date, ahead: QuerySet[WindowCount] | None = None
) -> Agenda:
    """The agenda of the milestones ``inside`` a span, with what is overdue and undated of ``whatever`` the span. ``ahead`` are the windows
    of the former as far as they were counted ahead.

    Eight queries at most, however many milestones there are; about ROWS milestones are read.
    """
    dated = inside.filter(latest__isnull=False).order_by()
    windows = list(_counted(ahead, Sum("number"))) if ahead is not None else []
    first = _first_of_each if windows else _first
    placed: dict[Place, list[_Days]] = defaultdict(list)
    for days in windows or _counted(dated, Count("pk")):
        placed[days.place].append(days)
    counts = {where: sum(days.count for days in found) for where, found in placed.items()}
    room = _room(counts.values())
    keys: dict[Place, list[int]] = defaultdict(list)
    for days, key in sorted(first(dated, _wanted(placed.values(), room), room), key=lambda row: (_ends(row[0]), row[1])):
        if len(keys[days.place]) < room:
            keys[days.place].append(key)

    late = whatever.filter(states(today)["overdue"]).order_by("-latest", "-pk")
    overdue = list(late.values_list("pk", flat=True)[:OVERDUE])
    overdue_count, undated_count = totals([late, whatever.filter(states(today)["undated"])], COUNTED_TO)
    shown = [key for group in keys.values() for key in group] + overdue
    rows = {row.pk: row for row in _entries(with_state(Milestone.objects.filter(pk__in=shown), today))}
    return Agenda(
        groups={where: Group(where, count, tuple(rows[key] for key in keys[where] if key in rows)) for where, count in counts.items()},
        overdue=tuple(rows[key] for key in overdue if key in rows),
        overdue_count=overdue_count,
        undated_count=undated_count,
    )


# What an entry shows: of hundreds of rows no more is read.
_OF_ENTRY = (
    *("earliest", "latest", "precision", "window_words", "slug", "kind", "phase", "territory", "detail"),
    *("status", "asserted_on", "unconfirmed", "conflict", "company__name", "company__slug", "indication__name", "indication__abbreviation"),
    *("decided_by__asserted_on", "decided_by__start", "decided_by__end", "decided_by__document__public_id"),
)
_PROGRAMS = Program.objects.select_related("company").only("name", "slug", "company__slug")
_EXPECTATIONS = Claim.objects.filter(COUNTED, status="expected", latest__isnull=False).order_by("asserted_on", "created_at", "pk")
_OF_EXPECTATION = ("milestone", "status", "earliest", "latest", "precision", "window_words", "flags")


def _entries(milestones: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """With what an entry of the agenda shows, earlier expectations in ``spoken``: three queries however many rows."""
    return (
        milestones.order_by()
        .select_related("company", "indication", "decided_by__document")
        .only(*_OF_ENTRY)
        .prefetch_related(
            Prefetch("programs", queryset=_PROGRAMS), Prefetch("claims", queryset=_EXPECTATIONS.only(*_OF_EXPECTATION), to_attr="spoken")
        )
    )


def _counted(rows: QuerySet, number: Aggregate) -> Iterator[_Days]:
    """The windows of the rows, each once."""
    found = rows.order_by().values_list("earliest", "latest").annotate(days_count=number, days_row=Min("pk"))
    return (_Days(latest, earliest, count, row) for earliest, latest, count, row in found)


def _wanted(places: Iterable[list[_Days]], room: int) -> list[_Days]:
    """The windows that have the first milestones of each place, as many as there is room for."""
    wanted = []
    for found in places:
        left = room
        for days in sorted(found, key=_ends):
            if left <= 0:
                break
            wanted.append(days)
            left -= days.count
    return wanted


def _first(milestones: QuerySet[Milestone], wanted: Iterable[_Days], room: int) -> Iterator[tuple[_Days, int]]:
    """The keys of the first milestones of each of these windows, and maybe of others that end on the same days."""
    of_one_window = Window(RowNumber(), partition_by=[F("earliest"), F("latest")], order_by=F("pk").asc())
    rows = milestones.filter(latest__in={days.latest for days in wanted}).annotate(place_row=of_one_window).filter(place_row__lte=room)
    for earliest, latest, key in rows.values_list("earliest", "latest", "pk"):
        if latest:  # as in all of ``milestones``
            yield _Days(latest, earliest, 0), key


class _Keys(Subquery):
    """The keys that a statement finds, as a list."""

    template = "ARRAY(%(subquery)s)"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Sequence[Any]]:
        return self.as_sql(compiler, connection, template="(SELECT JSON_GROUP_ARRAY(pk) FROM (%(subquery)s) AS keys)", **context)

    def convert_value(self, value: list[int] | str, *_: Any) -> list[int]:
        return json.loads(value) if isinstance(value, str) else value


def _first_of_each(milestones: QuerySet[Milestone], wanted: Iterable[_Days], room: int) -> Iterator[tuple[_Days, int]]:
    """As ``_first``, of windows counted ahead: each is looked up along its index, and no more of it is read than there is room for."""
    same = Exact(first_day(), first_day(OuterRef("earliest")))
    of_window = milestones.filter(same, latest=OuterRef("latest")).order_by("pk").values("pk")[:room]
    rows = WindowCount.objects.filter(pk__in=[days.row for days in wanted]).order_by()
    for earliest, latest, keys in rows.values_list("earliest", "latest", _Keys(of_window)):
        yield from ((_Days(latest, earliest, 0), key) for key in keys)


def _ends(days: _Days) -> tuple[dt.date, dt.date]:
    return (days.latest, days.earliest or dt.date.min)


def _room(counts: Collection[int]) -> int:
    """How many rows each group may have so that all fit, between FEWEST and MOST."""
    return next((room for room in range(MOST, FEWEST, -1) if sum(min(count, room) for count in counts) <= ROWS), FEWEST)


@dataclass(frozen=True)
class Dated:
    """A milestone with its ladder and the window to enter in a calendar: its own, or what was promised before that was withdrawn or the
    event dropped."""

    milestone: Milestone
    ladder: Ladder
    window: Span

    @property
    def recorded(self) -> dt.datetime:
        """When anything that counts was last recorded of it."""
        return max(step.stated.said.created_at for step in self.ladder if step.stated)

    @property
    def key(self) -> str:
        """The natural key of the claim that was recorded first. It stays when the milestone becomes better known or its date moves."""
        return min((step.stated.said for step in self.ladder if step.stated), key=lambda claim: claim.pk).uid


@dataclass(frozen=True)
class Events:
    """Milestones for a calendar file; ``of`` is how many there are where these are not all, None where they are."""

    dated: tuple[Dated, ...]
    of: Total | None = None


def events(milestones: QuerySet[Milestone], today: dt.date) -> Events:
    """The milestones with a window, and those that had one which was withdrawn or dropped, newest first: at most EVENTS, those that come
    next before the latest of those that are over. Seven queries at most, however many milestones there are."""
    rows = milestones.order_by()
    found: list[int] = []
    for part in (
        rows.filter(latest__gte=today).order_by("latest", "pk"),
        rows.filter(latest__lt=today).order_by("-latest", "-pk"),
        rows.filter(Exists(_promised), latest=None).order_by("-asserted_on", "-pk"),
    ):
        found += part.values_list("pk", flat=True)[: EVENTS + 1]
    keys = found[:EVENTS]
    named = Milestone.objects.order_by().select_related("company", "indication", "decided_by__document", "decided_by__author")
    of_key = named.defer("decided_by__document__text", "decided_by__document__ledger").prefetch_related(programs("programs")).in_bulk(keys)
    said = said_of(keys)
    told = (_dated(row, ladder_of(row, said.get(key, ()), dt.date.min)) for key, row in of_key.items())
    # Their order depends on the data alone: a file that is asked for on another day is the same to the letter.
    dated = sorted((event for event in told if event), key=lambda event: (-event.window.latest.toordinal(), event.milestone.pk))
    return Events(tuple(dated), total(rows, COUNTED_TO) if len(found) > EVENTS else None)


# What was said of a milestone with a date.
_promised = Claim.objects.filter(COUNTED, milestone=OuterRef("pk"), latest__isnull=False)


def _dated(milestone: Milestone, ladder: Ladder) -> Dated | None:
    """The ladder is read without a present day: what is missed today is not in the data."""
    promised = next((step.before for step in reversed(ladder) if step.verdict in ("dropped", "withdrawn")), None)
    window = milestone.window or promised
    return Dated(milestone, ladder, window) if window and ladder else None
