"""How many programs have come how far: a matrix of indications, areas, modalities or targets by phase.

A program counts once in a row, at the furthest phase among those of its standings that count there; so it may count in several rows,
and its phase in one row may differ from that in another. ``programs_at`` gives the programs behind a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import or_

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, F, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, NullIf

from pipeline_tracker.models import Company, Indication, PhaseCount, Program, Standing
from pipeline_tracker.models.ordering import ranked
from pipeline_tracker.vocabulary.phases import BASES, PHASE_ORDER, is_reached

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
    target: tuple[str, ...] = ()


FIELDS = tuple(field.name for field in fields(Scope))
_COLUMNS = {
    "activity": "activity",
    "territory": "territory",
    "phase": "phase",
    "indication": "indication__slug",
    "area": "indication__area",
    "modality": "program__modality",
    "target": "program__target",
}

# What rows may be: fields of a scope, so that a row narrows it.
GROUPINGS = ("indication", "area", "modality", "target")

FEW, MANY = 5, 50  # rows under an area, rows of a page

# Groupings with so many rows that people look for one by its name.
NAMED = {"indication": ("indication__name", "indication__abbreviation", "indication__normal"), "target": ("program__target",)}

# The standings whose phase is not reached, for an accepted or cleared application starts no trial: vocabulary.phases.is_reached.
WAITING = Q(
    phase__in=[phase for phase in PHASE_ORDER if not is_reached(phase, "accepted")],
    basis__in=[basis for basis, _label in BASES if not is_reached("phase_1", basis)],
)


@dataclass(frozen=True)
class View:
    """Rows of a matrix: those of a grouping, parted by another one (``family``); from row ``first`` to ``last`` of each family, counted
    from 1. Without a grouping it is the one row of all."""

    grouping: str
    family: str
    first: int
    last: int


ALL = View("", "", 1, 1)
AREAS = View("area", "", 1, MANY)

# What is counted ahead (models.PhaseCount): all rows of these, of all programs that are active.
DEFAULT = Scope(activity=("active",))
AHEAD = {
    "all": ALL,
    "area": AREAS,
    "indication of area": View("indication", "area", 1, FEW),
    "modality": View("modality", "", 1, MANY),
    "target": View("target", "", 1, MANY),
}


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


def landscape(grouping: str, scope: Scope, programs: QuerySet[Program] | None, page: int = 1, text: str = "") -> Landscape:
    """One page of the matrix; at most five statements, two where nothing is counted ahead.

    ``programs`` narrows what is counted, None is every program; ``text`` is what the names of rows must contain, for groupings in
    NAMED. Indications stand under their areas unless the scope or the text names some of them.
    """
    under_areas = grouping == "indication" and not (scope.area or scope.indication or text)
    first = 1 if under_areas else (page - 1) * MANY + 1
    shown = View(grouping, "area" if under_areas else "", first, first + (FEW if under_areas else MANY) - 1)
    views = [ALL, shown, AREAS] if under_areas else [ALL, shown]
    ahead = programs is None and replace(scope, area=()) == DEFAULT and len(scope.area) <= 1 and PhaseCount.objects.exists()
    counted = standings(scope, programs)
    if text and grouping in NAMED:
        found = (_ahead(scope, [ALL]) if ahead else _now(counted, [ALL])) | _now(counted.filter(_named(grouping, text)), [shown])
    else:
        found = _ahead(scope, views) if ahead else _now(counted, views)
    whole, (rows, parts) = found[ALL][0], found[shown]
    codes = {row.code for row in rows} if grouping == "indication" else set()
    return Landscape(
        whole=whole[0] if whole else Row("", {}, {}),
        areas=found[AREAS][0] if under_areas else (),
        rows=rows,
        count=parts,
        first=first,
        named={row.slug: row for row in Indication.objects.filter(slug__in=codes)} if codes else {},
    )


def standings(scope: Scope, programs: QuerySet[Program] | None = None) -> QuerySet[Standing]:
    """The standings that count, of these programs or of all."""
    rows = Standing.objects.order_by()
    for name in FIELDS:
        if values := getattr(scope, name):
            rows = rows.filter(_any_of(_COLUMNS[name], values))
    return rows if programs is None else rows.filter(program__in=programs.order_by().values("pk"))


def names(chosen: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], str]:
    """The names of the companies and indications among chosen values, by field and code; a statement for each field that has some."""
    found: dict[tuple[str, str], str] = {}
    for field, model in (("company", Company), ("indication", Indication)):
        if codes := chosen.get(field):
            found |= {(field, row.slug): row.name for row in model._default_manager.filter(slug__in=codes).only("slug", "name")}
    return found


def programs_at(scope: Scope, phases: Iterable[str]) -> QuerySet:
    """Keys of the programs whose furthest standing in the scope is at one of the phases."""
    places = [place for phase in phases if phase in PHASE_ORDER for place in (2 * PHASE_ORDER[phase], 2 * PHASE_ORDER[phase] + 1)]
    return standings(scope).values("program").annotate(furthest=Max(_place())).filter(furthest__in=places).values("program")


def _any_of(column: str, values: tuple[str, ...]) -> Q:
    stated = Q(**{f"{column}__in": [value for value in values if value != NONE]})
    return stated | Q(**{f"{column}__isnull": True}) | Q(**{column: ""}) if NONE in values else stated


def _named(grouping: str, text: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__icontains": text}) for column in NAMED[grouping]))


def _place() -> CombinedExpression:
    """A number that sorts standings from the least to the furthest: 2 for each phase before, 1 more where the phase is under way."""
    return Value(2) * ranked("phase", PHASE_ORDER) + Case(When(WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())


Rows = tuple[tuple[Row, ...], dict[str, int]]  # and how many there are of each family


def _now(counted: QuerySet[Standing], views: Sequence[View]) -> dict[View, Rows]:
    """All views in one statement."""
    names = {f"view {number}": view for number, view in enumerate(views)}
    try:
        sql, parameters = statement(counted, names)
    except EmptyResultSet:
        return {view: ((), {}) for view in views}
    some = " OR ".join("(view = %s AND place BETWEEN %s AND %s)" for _name in names)
    limits = [value for name, view in names.items() for value in (name, view.first, view.last)]
    with connection.cursor() as cursor:
        cursor.execute(f"{_SHOWN} FROM ({sql}) AS counted WHERE {some} ORDER BY view, family, place, furthest", (*parameters, *limits))
        cells = cursor.fetchall()
    return {view: _read(rest for name_of, *rest in cells if name_of == name) for name, view in names.items()}


def _ahead(scope: Scope, views: Sequence[View]) -> dict[View, Rows]:
    """The same from what is counted ahead: of the default scope or one area of it, one statement for each."""
    return {view: _stored(scope, view) for view in views}


def _stored(scope: Scope, view: View) -> Rows:
    rows = PhaseCount.objects.filter(place__gte=view.first, place__lte=view.last)
    if not scope.area:
        rows = rows.filter(view=next(name for name, one in AHEAD.items() if (one.grouping, one.family) == (view.grouping, view.family)))
    elif view.grouping == "indication":
        rows = rows.filter(view="indication of area", family=scope.area[0])
    elif view.grouping in ("", "area"):
        rows = PhaseCount.objects.filter(view="area", part=scope.area[0])
    else:
        return _now(standings(scope), [view])[view]
    found, count = _read(rows.order_by("family", "place", "furthest").values_list("family", "part", "parts", "furthest", "number"))
    return found, {"": sum(count.values())} if scope.area else count


# Programs are counted at their furthest place, then rows by their totals: two aggregations, one upon the other, for which the ORM has
# no words. The innermost statement, with all that people may enter, is compiled by the ORM; standings are read once for all views.
_SHOWN = "SELECT view, family, part, parts, furthest, number"
_SQL = """
WITH stands AS ({stands}),
     places AS ({places}),
     cells AS (SELECT view, family, part, furthest, COUNT(*) AS number FROM places GROUP BY view, family, part, furthest),
     totals AS (
         SELECT view, family, part, CASE WHEN part = %s THEN 0 ELSE SUM(number) END AS weight FROM cells GROUP BY view, family, part
     ),
     rows_ AS (
         SELECT view, family, part, ROW_NUMBER() OVER (PARTITION BY view, family ORDER BY weight DESC, part) AS place,
                COUNT(*) OVER (PARTITION BY view, family) AS parts
         FROM totals
     )
SELECT rows_.view, rows_.family, rows_.part, rows_.place, rows_.parts, cells.furthest, cells.number
FROM rows_ JOIN cells ON cells.view = rows_.view AND cells.family = rows_.family AND cells.part = rows_.part
"""


def statement(counted: QuerySet[Standing], views: Mapping[str, View]) -> tuple[str, tuple]:
    """The statement that counts the standings for named views: view, family, part, place of the part among those of its family, how
    many those are, place of the programs, their number. Raises EmptyResultSet where no standing can be meant."""
    groupings = sorted({name for view in views.values() for name in (view.grouping, view.family) if name})
    codes = {f"{name}_code": _code(name) for name in groupings}
    stands = counted.annotate(reached=_place(), **codes).values("program_id", "reached", *codes)
    inner, parameters = stands.query.get_compiler(connection=connection).as_sql()
    places = " UNION ALL ".join(
        f"SELECT '{name}' AS view, {_column(view.family)} AS family, {_column(view.grouping)} AS part, MAX(reached) AS furthest "  # noqa: S608
        f"FROM stands GROUP BY {', '.join(['program_id', *(_column(one) for one in (view.family, view.grouping) if one)])}"
        for name, view in views.items()
    )
    return _SQL.replace("{places}", places).replace("{stands}", inner), (*parameters, NONE)


def _column(grouping: str) -> str:
    return f"{grouping}_code" if grouping else "''"


def _code(grouping: str) -> Coalesce:
    """The value of a grouping's column, NONE where it is not stated."""
    return Coalesce(NullIf(F(_COLUMNS[grouping]), Value("")), Value(NONE), output_field=CharField())


def _read(cells: Iterable[Sequence]) -> Rows:
    """From (family, part, how many parts, place of the programs, their number), sorted."""
    codes = list(PHASE_ORDER)
    found: dict[tuple[str, str], Row] = {}
    count: dict[str, int] = {}
    for family, part, parts, furthest, number in cells:
        row = found.setdefault((family, part), Row(part, {}, {}, family))
        (row.started if furthest % 2 else row.waiting)[codes[furthest // 2]] = number
        count[family] = parts
    return tuple(found.values()), count
