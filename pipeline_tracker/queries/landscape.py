"""How many programs have come how far: a matrix of indications, areas, modalities or targets by phase.

A program counts once in a row, at the furthest phase among those of its standings that count there; so it may count in several rows,
and its phase in one row may differ from that in another. ``programs_at`` gives the programs behind a number.
"""

# ruff: noqa: S608  # statements are made of the names of tables and columns; all that people may enter is compiled by the ORM

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from heapq import nsmallest
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, F, IntegerField, Max, Q, QuerySet, Sum, Value, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf, RowNumber
from django.db.models.lookups import GreaterThan

from pipeline_tracker.models import Company, Indication, PhaseCount, Program, Standing
from pipeline_tracker.vocabulary.phases import ACTIVITIES, PHASE_ORDER

from .facets import NONE


@dataclass(frozen=True)
class Scope:
    """Which standings count: those that meet every field that has values, any value of it. NONE stands for "not stated"."""

    activity: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    indication: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


FIELDS = tuple(field.name for field in fields(Scope))
OF_PROGRAMS = ("modality", "origin")  # fields of a scope that tell programs apart, as the filters of their list do
_COLUMNS = {
    "activity": "activity",
    "territory": "territory",
    "indication": "indication__slug",
    "area": "indication__area",
    "modality": "program__modality",
    "origin": "program__origin",
    "target": "program__target",
}
_PROGRAMS = "program__"

# What rows may be: fields of a scope, so that a row narrows it.
GROUPINGS = ("indication", "area", "modality", "target")

FEW, MANY = 4, 40  # rows under an area, rows of a page

_AT_ONCE = 500  # values of a statement

# Groupings with so many rows that people look for one by its name.
NAMED = {"indication": ("name", "abbreviation", "normal"), "target": ("target",)}


@dataclass(frozen=True)
class View:
    """Rows of a matrix: those of a grouping, parted by another one (``family``); from row ``first`` to ``last`` of each family, counted
    from 1, to its end where ``last`` is None. Without a grouping it is the one row of all."""

    grouping: str
    family: str
    first: int
    last: int | None


ALL = View("", "", 1, 1)
AREAS = View("area", "", 1, None)


@dataclass(frozen=True)
class Row:
    """``code`` is a value of the grouping's field, NONE where it is not stated. ``started`` and ``waiting`` count programs by phase:
    those that stand there, and those whose application was accepted or cleared but whose trial has not started."""

    code: str
    started: dict[str, int]
    waiting: dict[str, int]
    family: str = ""

    @property
    def total(self) -> int:
        return sum(self.started.values()) + sum(self.waiting.values())


@dataclass(frozen=True)
class Landscape:
    """``whole`` counts every program once. ``rows`` come with most programs first, what is not stated last, from row ``first`` on;
    ``count`` is how many rows there are in all. Where indications stand under their therapeutic areas, ``areas`` are the rows of
    those, ``rows`` hold the FEW largest of each, and ``count`` is that of each area. ``named`` has the indications of the rows by
    their codes.
    """

    whole: Row
    areas: tuple[Row, ...]
    rows: tuple[Row, ...]
    count: dict[str, int]
    first: int
    named: dict[str, Indication]


def landscape(grouping: str, scope: Scope, programs: QuerySet[Program] | None, page: int | None = 1, text: str = "") -> Landscape:
    """One page of the matrix, or all of it where ``page`` is None; four statements at most.

    ``programs`` narrows what is counted, None is every program; ``text`` is what the names of rows must contain, for groupings in
    NAMED. Indications stand under their areas unless the scope or the text names some of them.
    """
    under_areas = grouping == "indication" and not (scope.area or scope.indication or text)
    first = 1 if under_areas or page is None else (page - 1) * MANY + 1
    last = None if page is None else first + (FEW if under_areas else MANY) - 1
    shown = View(grouping, "area" if under_areas else "", first, last)
    named = _named(grouping, text) if text and grouping in NAMED else None
    views: dict[View, QuerySet[Indication] | QuerySet[Program] | None] = {ALL: None, shown: named}
    if under_areas:
        views[AREAS] = None
    found = _ahead(scope, programs, views)
    found |= _counted(scope, programs, {view: narrowed for view, narrowed in views.items() if view not in found})
    whole, (rows, parts) = found[ALL][0], found[shown]
    codes = {row.code for row in rows} if grouping == "indication" else set()
    return Landscape(
        whole=whole[0] if whole else Row("", {}, {}),
        areas=found[AREAS][0] if under_areas else (),
        rows=rows,
        count=parts,
        first=first,
        named={row.slug: row for row in _indications(codes)} if codes else {},
    )


def _indications(codes: Collection[str]) -> QuerySet[Indication]:
    """These, among all where they are more than a statement takes."""
    rows = Indication.objects.order_by().only("slug", "name", "abbreviation", "area")
    return rows.filter(slug__in=codes) if len(codes) <= _AT_ONCE else rows


def standings(scope: Scope, programs: QuerySet[Program] | None = None) -> QuerySet[Standing]:
    """The standings that count, of these programs or of all."""
    rows = Standing.objects.order_by()
    for name in FIELDS:
        if values := getattr(scope, name):
            rows = rows.filter(Q(place__in=_places(values)) if name == "phase" else _any_standing_of(_COLUMNS[name], values))
    return rows if programs is None else rows.filter(program__in=programs.order_by().values("pk"))


def phases(scope: Scope) -> dict[str, int]:
    """How many programs stand at each phase where any does, those at several in each; ``scope`` tells activities and phases only.
    One statement where it is counted ahead, else two."""
    stands = _stands(scope)
    at = {phase: GreaterThan(stands.bitand(3 * 4**place), 0) for phase, place in PHASE_ORDER.items()}
    ahead = PhaseCount.objects.filter(view="all").aggregate(**{phase: Sum("number", filter=there) for phase, there in at.items()})
    if any(ahead.values()):
        return {phase: number for phase, number in ahead.items() if number}
    return dict(standings(scope).values_list("phase").annotate(Count("program", distinct=True)))


def names(chosen: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], str]:
    """The names of the companies and indications among chosen values, by field and code; a statement for each field that has some."""
    found: dict[tuple[str, str], str] = {}
    for field, model in (("company", Company), ("indication", Indication)):
        if codes := chosen.get(field):
            found |= {(field, row.slug): row.name for row in model._default_manager.filter(slug__in=codes).only("slug", "name")}
    return found


def programs_at(scope: Scope, phases: Iterable[str]) -> QuerySet:
    """Keys of the programs whose furthest standing in the scope is at one of the phases."""
    return standings(scope).values("program").annotate(furthest=Max("place")).filter(furthest__in=_places(phases)).values("program")


def _places(phases: Iterable[str]) -> list[int]:
    return [place for phase in phases if phase in PHASE_ORDER for place in (2 * PHASE_ORDER[phase], 2 * PHASE_ORDER[phase] + 1)]


def _any_standing_of(column: str, values: tuple[str, ...]) -> Q:
    return _any_program_of(column.removeprefix(_PROGRAMS), values) if _PROGRAMS in column else _any_of(column, values)


def _any_of(column: str, values: tuple[str, ...]) -> Q:
    stated = Q(**{f"{column}__in": [value for value in values if value != NONE]})
    return stated | Q(**{f"{column}__isnull": True}) | Q(**{column: ""}) if NONE in values else stated


def _any_program_of(column: str, values: tuple[str, ...]) -> Q:
    """The same of programs, by the keys of those that state it, for most of a registry's state nothing."""
    rows = Program.objects.order_by().values("pk")
    stated = Q(program__in=rows.filter(**{f"{column}__in": [value for value in values if value != NONE]}))
    return stated | ~Q(program__in=rows.exclude(**{column: ""})) if NONE in values else stated


def _named(grouping: str, text: str) -> QuerySet:
    """The indications, or the programs with the targets, whose names contain the text."""
    rows: QuerySet = Indication.objects.order_by() if grouping == "indication" else Program.objects.order_by()
    return rows.filter(reduce(or_, (Q(**{f"{column}__icontains": text}) for column in NAMED[grouping])))


def _code(grouping: str) -> Coalesce:
    """The value of a grouping's column, NONE where it is not stated."""
    return Coalesce(NullIf(F(_COLUMNS[grouping]), Value("")), Value(NONE), output_field=CharField())


# --- counting for each visitor ----------------------------------------------------------------------------------------

Part = tuple[str, tuple]  # of a statement, with its parameters
Narrowed = Mapping[View, QuerySet | None]  # views, some of them with the indications or programs whose rows are meant
Cell = tuple[str, str, int, int]  # family, part, a place, how many programs stand there
Rows = tuple[tuple[Row, ...], dict[str, int]]  # and how many there are of each family
Keys = list[tuple[str, str]]  # family and part of each row


def _rows(cells: Sequence[Cell], view: View) -> Rows:
    """Those that the view shows."""
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for family, part, _place, number in cells:
        totals[family, part] += number
    shown, count = _first(((family, part, total) for (family, part), total in totals.items()), view)
    return _at_places(cells, shown), count


def _first(totals: Iterable[tuple[str, str, int]], view: View) -> tuple[Keys, dict[str, int]]:
    """The rows that the view shows, in their order, and how many there are of each family; from (family, part, programs) of all rows."""
    families: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for family, part, total in totals:
        if total > 0:
            families[family].append(_order(part, total))
    shown = [
        (family, part)
        for family, rows in sorted(families.items())
        for _weight, part in (nsmallest(view.last, rows) if view.last else sorted(rows))[view.first - 1 :]
    ]
    return shown, {family: len(rows) for family, rows in families.items()}


def _order(part: str, programs: int) -> tuple[int, str]:
    """Rows come with most programs first, and what is not stated last."""
    return (0 if part == NONE else -programs), part


def _at_places(cells: Iterable[Cell], shown: Keys) -> tuple[Row, ...]:
    """These rows with their numbers."""
    numbers: dict[tuple[str, str], dict[int, int]] = {row: defaultdict(int) for row in shown}
    for family, part, place, number in cells:
        if (family, part) in numbers:
            numbers[family, part][place] += number
    return tuple(_row(family, part, at) for (family, part), at in numbers.items())


def _row(family: str, part: str, at: Mapping[int, int]) -> Row:
    """With the numbers of programs at each place."""
    started: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for place in sorted(at):
        if number := at[place]:
            (started if place % 2 else waiting)[_PHASES[place // 2]] = number
    return Row(part, started, waiting, family)


_PHASES = tuple(PHASE_ORDER)


# Programs are counted at their furthest place, then those at each place: aggregations upon aggregations, for which the ORM has no words.
# The innermost statement, with all that people may enter, is compiled by the ORM. An index has all of its columns, and is in the order of
# programs and indications (models.standings). So PostgreSQL reads that alone, and groups standings as they come: it does so where they are
# told to be sorted; left to itself it gathers groups in memory. Therefore each view reads them anew.
_STANDS = "SELECT * FROM ({counted}) AS counted ORDER BY"
_PROGRAMS_AT = f"SELECT program_id, MAX(place) AS furthest FROM ({_STANDS} program_id) AS stands GROUP BY program_id"
_NAMES = f"SELECT id, slug, COALESCE(NULLIF(area, ''), '{NONE}') AS area FROM {Indication._meta.db_table}"
_STATED = f"SELECT id, modality, target FROM {Program._meta.db_table} WHERE modality <> '' OR target <> ''"
_OF_ALL = "SELECT '' AS family, '' AS part, furthest, CAST(COUNT(*) AS integer) AS number FROM programs GROUP BY furthest"
_OF_PROGRAMS = f"""
SELECT '' AS family, part, furthest, CAST(COUNT(*) AS integer) AS number
FROM (
    SELECT COALESCE(NULLIF({{part}}, ''), '{NONE}') AS part, furthest
    FROM programs LEFT JOIN stated ON stated.id = program_id WHERE {{narrowed}}
) AS placed
GROUP BY part, furthest"""
_OF_AREAS = f"""
SELECT '' AS family, part, furthest, CAST(COUNT(*) AS integer) AS number
FROM (
    SELECT part, MAX(place) AS furthest
    FROM (
        SELECT program_id, COALESCE(area, '{NONE}') AS part, place
        FROM ({{counted}}) AS counted LEFT JOIN ({_NAMES}) AS names ON names.id = indication_id ORDER BY program_id, part
    ) AS stands
    GROUP BY program_id, part
) AS placed
GROUP BY part, furthest"""
_OF_INDICATIONS = f"""
SELECT {{family}} AS family, COALESCE(slug, '{NONE}') AS part, furthest, number
FROM (
    SELECT indication_id, furthest, CAST(COUNT(*) AS integer) AS number
    FROM (
        SELECT indication_id, MAX(place) AS furthest
        FROM ({_STANDS} program_id, indication_id) AS stands WHERE {{narrowed}} GROUP BY program_id, indication_id
    ) AS placed
    GROUP BY indication_id, furthest
) AS counted LEFT JOIN ({_NAMES}) AS names ON names.id = indication_id"""


def _counted(scope: Scope, programs: QuerySet[Program] | None, views: Narrowed) -> dict[View, Rows]:
    """The rows that the views show, from the standings, in one statement."""
    if not views:
        return {}
    try:
        counted, parameters = stands = _compiled(standings(scope, programs).values("program_id", "indication_id", "place"))
    except EmptyResultSet:
        return {view: ((), {}) for view in views}
    cells, more = _together(_now(view, named, stands) for view, named in views.items())
    # PostgreSQL cannot know how few programs state something.
    sql = f"WITH programs AS ({_PROGRAMS_AT.format(counted=counted)}), stated AS MATERIALIZED ({_STATED}) {cells}"
    with connection.cursor() as cursor:
        cursor.execute(sql, (*parameters, *more))
        found = cursor.fetchall()
    return {view: _rows([cell[1:] for cell in found if cell[0] == number], view) for number, view in enumerate(views)}


def _now(view: View, named: QuerySet | None, stands: Part) -> Part:
    """The cells of one view from the standings."""
    counted, parameters = stands
    of_indications = view.grouping == "indication"
    narrowed, keys = "1 = 1", ()
    if named is not None:
        sql, keys = _compiled(named.values("pk"))
        narrowed = f"{'indication' if of_indications else 'program'}_id IN ({sql})"
    if of_indications:
        family = f"COALESCE(area, '{NONE}')" if view.family else "''"
        return _OF_INDICATIONS.format(family=family, counted=counted, narrowed=narrowed), (*parameters, *keys)
    if view.grouping == "area":
        return _OF_AREAS.format(counted=counted), parameters
    return (_OF_PROGRAMS.format(part=view.grouping, narrowed=narrowed), keys) if view.grouping else (_OF_ALL, ())


def _compiled(rows: QuerySet) -> Part:
    return rows.query.get_compiler(connection=connection).as_sql()


def _together(parts: Iterable[Part]) -> Part:
    """The cells of several views, with the number of each."""
    numbered = [
        (f"SELECT {number} AS view, cells_{number}.* FROM ({sql}) AS cells_{number}", values) for number, (sql, values) in enumerate(parts)
    ]
    return " UNION ALL ".join(sql for sql, _values in numbered), tuple(value for _sql, values in numbered for value in values)


# --- counted ahead ----------------------------------------------------------------------------------------------------

_AHEAD = PhaseCount._meta.db_table
# By what programs are told apart there: how each view is parted, and its rows.
AHEAD = {"all": ("", ""), "area": ("", "area"), "indication": ("area", "indication"), "target": ("", "target")}


def signatures(view: str) -> QuerySet:
    """Each program in each row of one of AHEAD, with ``row_family``, ``row_part``, ``row_modality`` and ``row_origin`` by their codes, and
    for each activity the places at which it stands there, as bits of a number."""
    family, part = AHEAD[view]
    bit = Value(1).bitleftshift(F("place"))  # type: ignore[arg-type]  # a column as well as a number
    empty = Value("", output_field=CharField())
    return (
        Standing.objects.order_by()
        .values(
            "program",
            row_family=_code(family) if family else empty,
            row_part=_code(part) if part else empty,
            **{f"row_{name}": _code(name) for name in OF_PROGRAMS},
        )
        .annotate(  # of different powers of two the sum is what has all of their bits
            **{
                activity: Sum(bit, distinct=True, filter=Q(activity=activity), default=0, output_field=IntegerField())
                for activity, _label in ACTIVITIES
            }
        )
    )


def _ahead(scope: Scope, programs: QuerySet[Program] | None, views: Narrowed) -> dict[View, Rows]:
    """The rows of those views that are counted ahead, in one statement; in two where a grouping has many rows and some are shown.

    It tells of any activities, phases, modalities and origins, within one area or all; of earlier days for some views only.
    """
    by_target = any(view.grouping == "target" for view in views)
    if programs is not None or scope.territory or scope.indication or scope.target or len(scope.area) > (not by_target):
        return {}
    names = {view: view.grouping if view.grouping in AHEAD else "area" if scope.area else "all" for view in views}
    rows = {name: _stored(scope, name, view.grouping, views[view]) for view, name in names.items()}
    paged = {names[view] for view in views if view.grouping in NAMED and view.last}  # of which only totals are read at first
    told = _told({name: _page(view, name, rows[name]) if name in paged else _sums(name, rows[name]) for view, name in names.items()})
    found = {}
    for view, name in names.items():
        if name not in told:
            continue
        if name in paged:
            shown, count = _shown(view, told[name])
            # Asked even where none is shown, so that a page's number of statements is fixed.
            of_these = rows[name].filter(part__in=[*(part for _family, part in shown), ""])
            found[view] = _at_places(_cells(view, _sums(name, of_these)), shown), count
        else:
            found[view] = _rows(list(_cells(view, told[name])), view)
    return found


def _stored(scope: Scope, name: str, grouping: str, named: QuerySet | None) -> QuerySet:
    """What is counted ahead of one of AHEAD and counts in the scope; ``row_part`` is what tells the rows of the grouping apart."""
    rows = PhaseCount.objects.order_by().filter(view=name)
    if scope.area:
        rows = rows.filter(**{"family" if name == "indication" else "part": scope.area[0]})
    if named is not None:
        rows = rows.filter(part__in=named.values("slug" if name == "indication" else "target"))
    for field in OF_PROGRAMS:
        if values := getattr(scope, field):
            rows = rows.filter(**{f"{field}__in": values})
    return rows.annotate(stands=_stands(scope), row_part=F(grouping if grouping in OF_PROGRAMS else "part")).filter(stands__gt=0)


Sums = Iterable[tuple[str, str, str, int, int]]  # one of AHEAD, family, part, places as bits, how many programs stand there
Totals = Iterable[tuple[str, str, str, int, int]]  # one of AHEAD, family, part, how many rows the family has, programs of this one


def _sums(name: str, rows: QuerySet) -> QuerySet:
    """As Sums."""
    named = rows.annotate(name=Value(name), bits=F("stands"))
    return named.values_list("name", "family", "row_part", "bits").annotate(programs=Sum("number"))


def _page(view: View, name: str, rows: QuerySet) -> QuerySet:
    """As Totals: the rows that the view shows, and the first of each family, which tells how many there are."""
    family: dict[str, Any] = {"partition_by": F("family") if view.family else None}
    return (
        rows.annotate(name=Value(name))
        .values("name", "family", "row_part")
        .annotate(programs=Sum("number"), stated=Sum("number", filter=~Q(row_part=NONE), default=0))
        .filter(programs__gt=0)
        .annotate(
            rows=Window(Count("*"), **family),
            rank=Window(RowNumber(), order_by=[F("stated").desc(), F("row_part")], **family),
        )
        .filter(Q(rank=1) | Q(rank__gte=view.first), rank__lte=view.last)
        .values_list("name", "family", "row_part", "rows", "programs")
    )


def _shown(view: View, totals: Totals) -> tuple[Keys, dict[str, int]]:
    """The keys of the view's rows, in their order, and how many there are of each family."""
    families: dict[str, list[tuple[int, str]]] = defaultdict(list)
    count = {}
    for _name, family, part, number, programs in totals:
        if number:
            within = family if view.family else ""
            families[within].append(_order(part, programs))
            count[within] = number
    shown = [(family, part) for family in sorted(families) for _programs, part in sorted(families[family])[view.first > 1 :]]
    return shown, count


def _told(rows: Mapping[str, QuerySet]) -> dict[str, Sums]:
    """The sums of those of AHEAD that are counted, in one statement; each begins with one of no programs, which tells that it is."""
    counted = [(f"SELECT %s, '', '', 0, 0 WHERE EXISTS (SELECT 1 FROM {_AHEAD} WHERE view = %s)", (name, name)) for name in rows]
    parts = [*counted, *(_compiled(sums) for sums in rows.values())]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _values in parts), [value for _sql, values in parts for value in values])
        told: dict[str, list] = defaultdict(list)
        for sums in cursor.fetchall():
            told[sums[0]].append(sums)
    return dict(told)


def _cells(view: View, sums: Sums) -> Iterator[Cell]:
    """By the view's families and parts, for several views are made of the same; the furthest place is the highest bit."""
    return (
        (family if view.family else "", part if view.grouping else "", bits.bit_length() - 1, number)
        for _name, family, part, bits, number in sums
    )


def _stands(scope: Scope) -> Combinable:
    """The places of stored standings that count."""
    activities: list[Any] = [F(activity) for activity, _label in ACTIVITIES if not scope.activity or activity in scope.activity]
    if not activities:  # none that there is
        return Value(0)
    found = reduce(lambda places, others: places.bitor(others), activities)
    return found.bitand(sum(3 * 4**place for phase, place in PHASE_ORDER.items() if phase in scope.phase)) if scope.phase else found
