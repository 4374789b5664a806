"""Which rows a text belongs to: names and aliases that contain it, titles that have its words, numbers that begin with it.

Names are compared by their keys (vocabulary/names.py): case, accents, hyphens and trade marks aside. On PostgreSQL everything here is
answered from indexes; on SQLite titles and texts are, and the short keys of names are read.

What is named is looked up first: the conditions of trials, the programs, companies, conditions and trials of milestones. Their keys are
given to the database in so many words, so that it need not guess how many they are.

A text that belongs to few rows is answered by their keys (``matching``). One that belongs to many is asked of row by row in the order
of the list (``Meant``): a page of the list is full after a few rows, and the keys of all others would be found for nothing.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Exists, F, Func, Model, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from pipeline_tracker.models import (
    Company,
    CompanyAlias,
    Document,
    Indication,
    IndicationAlias,
    Milestone,
    Program,
    ProgramAlias,
    Regulator,
    RegulatorName,
    Trial,
    TrialIdentifier,
    TrialMention,
)
from pipeline_tracker.vocabulary.names import company_key, name_key

from .counts import totals
from .facets import LONG
from .fulltext import beginning, begins
from .one_by_one import has

SHORT = 3  # letters from which on a name is searched for parts; fewer must begin it
SOME = 1000  # rows that a text belongs to: beyond, the nearest rows of the list are asked first
MANY = 20_000  # beyond, all of them are asked
SAMPLE = 100  # the first rows, which are asked whether most have it
PROVEN = 300  # rows that are then counted among more of the first


@dataclass(frozen=True)
class Ways:
    """How a text is found: ``keys`` gives those of the rows to which it belongs in each way, each from an index, and whether they are all
    or the text names more things than are looked up; ``each`` is true of any of these rows and of no other.

    ``numbered`` is true of the rows that the first way finds, where that is by the beginning of a number; ``named`` of those that the last
    one finds, where that is by their own names.
    """

    keys: Callable[[], tuple[Sequence[QuerySet], bool]]
    each: Q
    numbered: Q | None = None
    named: Q | None = None


class Meant:
    """The rows of a list to which a text belongs. What it names and the keys of SOME rows are looked up at once, in seven statements
    at most. Where that is not all, ``near`` is true of the rows to which the text belongs as asked of one row after the other, which soon
    fills a page unless they all come late in the list, and ``some`` of a part of them, so that they can be counted as at least so many:
    ``least`` without other filters.
    """

    def __init__(self, model: type[Model], text: str) -> None:
        self._model, self._text = model, text
        self.some: Q | None
        self.near: Q | None
        self._rows: Q | None = None
        short, named = False, model in _NAMES
        ways = _NAMES[model](text) if named else _RELATED[model](text, SOME)
        if not named:
            rows = model._default_manager.order_by()
            first = Q(pk__in=rows.order_by("pk").values("pk")[:SAMPLE])
            sample, number = totals([rows.filter(first, ways.each), rows], LONG - 1)
            short = not number.more
            if not short and sample.number >= SAMPLE / 2 and (part := _part_of_most(rows, ways.each)):
                self.some, self.near, self.least = part, ways.each, PROVEN
                return
        found, whole = _keys_of(ways, SOME)
        if short and not whole:  # of which all is counted
            found, whole = _keys_of(_RELATED[model](text, LONG), LONG)
        unique = {key for _way, key in found}
        keys = _among(list(unique))
        self.least = len(unique) if whole or len(found) > SOME else 0
        self.some = None if whole else keys
        self.near = None if whole or named else ways.each
        self._rows = keys if whole else _each(ways, found) if named else None

    @cached_property
    def rows(self) -> Q:
        """True of the rows to which the text belongs. Where those asked first are no page, MANY are looked up now.

        The beginning of a number is cheap to ask for, but in the order of numbers or days all rows that have it may come last: then what
        is found in other ways is looked up, too, so that nothing else is asked of each row.
        """
        if self._rows is not None:
            return self._rows
        ways = _RELATED[self._model](self._text, MANY)
        followed, whole = ways.keys()
        if not whole:
            return ways.each
        if len(found := _found(followed, MANY)) <= MANY:
            return _among(list({key for _way, key in found}))
        if ways.numbered is not None and found[0][0] == 0 and len(others := _found(followed[1:], MANY)) <= MANY:
            return ways.numbered | _any_of("pk", {key for _way, key in others})
        return ways.each


def matching(model: type[Model], text: str) -> QuerySet:
    """Keys of the companies, indications, programs or regulators of which the text is a name or a part of one, for ``pk__in``. None for a
    text without letters and digits."""
    (first, *others), _all = _NAMES[model](text).keys()
    return first.union(*others, all=True)


def _keys_of(ways: Ways, most: int) -> tuple[list[tuple[int, Any]], bool]:
    """The number of the way and a key, as found in any of the ways, and whether these are all."""
    followed, whole = ways.keys()
    found = _found(followed, most)
    return found, whole and len(found) <= most


def _each(ways: Ways, found: list[tuple[int, Any]]) -> Q:
    """True of the rows to which the text belongs, of which more than these were not looked for. Where all are known but those of the last
    way, whose condition asks the row alone, no other table is asked."""
    last = found[-1][0]
    others = {key for way, key in found if way < last}
    return ways.named | _any_of("pk", others) if ways.named is not None and last == len(ways.keys()[0]) - 1 else ways.each


def _part_of_most(rows: QuerySet, each: Q) -> Q | None:
    """Where most rows have the text, such as "study" among trials, of whose keys an index would give all before the first: true of PROVEN
    of them, or more. None where so many are not among the first rows."""
    part = Q(pk__in=rows.order_by("pk").values("pk")[: 50 * SAMPLE]) & each
    return part if rows.filter(part).values("pk")[:PROVEN].count() == PROVEN else None


def _found(ways: Iterable[QuerySet], most: int) -> list[tuple[int, Any]]:
    """The number of the way and a key, way after way, until there are more than so many: no way is followed further than needed."""
    statements: list[str] = []
    parameters: list[Any] = []
    for number, keys in enumerate(ways):
        try:
            sql, values = keys[: most + 1].query.sql_with_params()
        except EmptyResultSet:  # such as names without letters
            continue
        statements.append(f"SELECT {number} AS way, found_{number}.* FROM ({sql}) AS found_{number}")  # noqa: S608 (the ORM's own)
        parameters += values
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(statements)} LIMIT {most + 1}", parameters)
        return cursor.fetchall()


@dataclass(frozen=True)
class _LookedUp:
    """What one way found; ``all`` is false where there may be more."""

    values: set[Any]
    all: bool

    def __or__(self, other: "_LookedUp") -> "_LookedUp":
        return _LookedUp(self.values | other.values, self.all and other.all)


def _looked_up(most: int, *ways: QuerySet) -> list[_LookedUp]:
    """What each way finds, in one statement, ``most`` together and one: those that come before are followed first."""
    found: list[set[Any]] = [set() for _ in ways]
    rows = _found(ways, most)
    for way, value in rows:
        found[way].add(value)
    last = rows[-1][0] if len(rows) > most else len(ways)
    return [_LookedUp(values, way < last) for way, values in enumerate(found)]


def _among(keys: list[int]) -> Q:
    """Rows of these keys: one parameter for all of them. PostgreSQL is not told how many: it would look for them in the order of the list,
    and where all are at its end, read the whole."""
    if connection.vendor == "postgresql":
        some = Func(Value(keys), template="ANY(ARRAY(SELECT UNNEST(%(expressions)s::bigint[])))", output_field=BooleanField())
        return Q(Func(F("pk"), some, arg_joiner=" = ", template="(%(expressions)s)", output_field=BooleanField()))
    return _any_of("pk", keys)


def _any_of(column: str, values: Collection[int | str]) -> Q:
    """Rows of which the column has one of the values: one parameter for all of them, and the database knows how many they are."""
    if not values:
        return Q(pk__in=[])
    if connection.vendor == "postgresql":
        kind = "bigint" if isinstance(next(iter(values)), int) else "text"
        some = Func(Value(list(values)), template=f"ANY(%(expressions)s::{kind}[])", output_field=BooleanField())
        return Q(Func(F(column), some, arg_joiner=" = ", template="(%(expressions)s)", output_field=BooleanField()))
    return Q(**{f"{column}__in": RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(values))])})


def contains(key: str) -> Q:
    """Names whose key contains this one. One or two Latin letters would be in every other name: they must begin it."""
    if not key:
        return Q(pk__in=[])
    if len(key) >= SHORT:
        return Q(key__icontains=key)  # UPPER(key), as the index has it
    return Q(key__startswith=key) if key.isascii() else Q(key__contains=key)


def listed_as(text: str) -> Q:
    """Companies with this Central Index Key, or this ticker, also written "NASDAQ: ASTR"."""
    if text.isdecimal():
        return Q(cik__in=[text, text.zfill(10)])
    return Q(ticker__iexact=text.rpartition(":")[2].strip()) & ~Q(ticker="")


def own_numbers(text: str) -> QuerySet:
    """Trials whose number in their registry begins with the text."""
    rows = Trial.objects.filter(identifier__istartswith=text).order_by()
    if connection.vendor == "postgresql":
        return rows
    return rows.filter(pk__in=beginning(Trial, text))  # FTS5 has the number, and no other index of SQLite helps here


def _other_numbers(text: str) -> QuerySet:
    """Further numbers of trials, in other registries or of the sponsor, that begin with the text."""
    return TrialIdentifier.objects.filter(value__istartswith=text).order_by()


def _programs(text: str) -> Ways:
    key = contains(name_key(text))
    names = ProgramAlias.objects.filter(key, refused=False).order_by()
    return Ways(
        lambda: ((names.values("program"), Program.objects.filter(key).order_by().values("pk")), True),
        key | has(names.filter(program=OuterRef("pk"))),
        named=key,
    )


def _companies(text: str) -> Ways:
    key, rows, listed = contains(company_key(text)), Company.objects.order_by().values("pk"), listed_as(text)
    names = CompanyAlias.objects.filter(key).order_by()
    return Ways(
        lambda: ((rows.filter(key), names.values("company"), rows.filter(listed)), True),
        key | listed | has(names.filter(company=OuterRef("pk"))),
    )


def _indications(text: str) -> Ways:
    key, abbreviation = contains(name_key(text)), Q(abbreviation__iexact=text)
    names = IndicationAlias.objects.filter(key).order_by()
    rows = Indication.objects.order_by().values("pk")
    return Ways(
        lambda: ((rows.filter(key), rows.filter(abbreviation), names.values("indication")), True),
        key | abbreviation | has(names.filter(indication=OuterRef("pk"))),
    )


def _regulators(text: str) -> Ways:
    code = Q(code__icontains=text)
    names = RegulatorName.objects.filter(Q(short__icontains=text) | Q(name__icontains=text)).order_by()
    return Ways(
        lambda: ((Regulator.objects.filter(code).order_by().values("pk"), names.values("regulator")), True),
        code | has(names.filter(regulator=OuterRef("pk"))),
    )


def _trials(text: str, most: int) -> Ways:
    (conditions,) = _looked_up(most, matching(Indication, text))
    links = Trial.indications.through.objects.order_by().filter(_any_of("indication", conditions.values))
    own = Q(identifier__istartswith=text)
    named = Indication.objects.filter(_indications(text).each, trials=OuterRef("pk"))
    return Ways(
        lambda: (
            (own_numbers(text).values("pk"), _other_numbers(text).values("trial"), beginning(Trial, text), links.values("trial")),
            conditions.all,
        ),
        begins(Trial, text) | _has_number(text) | has(links.filter(trial=OuterRef("pk")) if conditions.all else named),
        numbered=own,
    )


def _has_number(text: str) -> Q:
    """Of a trial: whether one of its numbers begins with the text."""
    return Q(identifier__istartswith=text) | has(_other_numbers(text).filter(trial=OuterRef("pk")))


def _milestones(text: str, most: int) -> Ways:
    own, others, companies, indications, programs = named = _looked_up(
        most,
        own_numbers(text).values("pk"),
        _other_numbers(text).values("trial"),
        *(matching(model, text) for model in (Company, Indication, Program)),
    )
    trials, rows = own | others, Milestone.objects.order_by()
    links = Milestone.programs.through.objects.order_by().filter(_any_of("program", programs.values))
    known = {"trial": trials, "company": companies, "indication": indications}
    found = {column: _any_of(column, named.values) for column, named in known.items()}
    each = {
        "trial": has(Trial.objects.filter(_has_number(text), pk=OuterRef("trial"))),
        "company": Q(company__in=matching(Company, text)),
        "indication": Q(indication__in=matching(Indication, text)),
    } | {column: found[column] for column, named in known.items() if named.all}
    of_program = Program.objects.filter(_programs(text).each, milestones=OuterRef("pk"))
    return Ways(
        lambda: (
            (*(rows.filter(way).values("pk") for way in (*found.values(), begins(Milestone, text))), links.values("milestone")),
            all(one.all for one in named),
        ),
        each["trial"]
        | each["company"]
        | each["indication"]
        | begins(Milestone, text)
        | has(links.filter(milestone=OuterRef("pk")) if programs.all else of_program),
        numbered=each["trial"],
    )


def _documents(text: str, most: int) -> Ways:
    """A registry record has the title of its trial, and is found through it."""
    mentions, trials = TrialMention.objects.order_by(), Trial.objects.order_by()
    own, others = _looked_up(most, own_numbers(text).values("identifier"), _other_numbers(text).values("trial__identifier"))
    numbers = own | others

    def naming(meant: Q) -> Q:
        of_number = trials.filter(meant, identifier=OuterRef("identifier"))
        return has(mentions.filter(Exists(of_number), document=OuterRef("pk")))

    of_number = mentions.filter(_any_of("identifier", numbers.values))
    numbered = has(of_number.filter(document=OuterRef("pk"))) if numbers.all else naming(_has_number(text))

    def keys() -> tuple[Sequence[QuerySet], bool]:
        titles = [title for _way, title in _found([trials.filter(begins(Trial, text)).values("identifier")], most)]
        records = mentions.filter(_any_of("identifier", titles), document__kind="registry_record")
        found = (of_number.values("document"), beginning(Document, text), records.values("document"))
        return found, numbers.all and len(titles) <= most

    return Ways(
        keys,
        begins(Document, text) | Q(kind="registry_record") & naming(begins(Trial, text)) | numbered,
        numbered=numbered,
    )


# By names and aliases alone: there are fewer rows, and names are soon compared.
_NAMES: dict[type[Model], Callable[[str], Ways]] = {
    Company: _companies,
    Indication: _indications,
    Program: _programs,
    Regulator: _regulators,
}
# By what else is named, by numbers and words of titles.
_RELATED: dict[type[Model], Callable[[str, int], Ways]] = {Document: _documents, Milestone: _milestones, Trial: _trials}
