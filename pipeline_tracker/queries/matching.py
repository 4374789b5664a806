"""Which rows a text belongs to: names and aliases that contain it, titles that have its words, numbers that begin with it.

Names are compared by their keys (vocabulary/names.py): case, accents, hyphens and trade marks aside. On PostgreSQL everything here is
answered from indexes; on SQLite titles and texts are, and the short keys of names are read.

What is named is looked up first: the conditions of trials, the programs, companies, conditions and trials of milestones. Their keys are
given to the database in so many words, so that it need not guess how many they are.

A text that belongs to few rows is answered by their keys (``matching``). One that belongs to very many is asked of row by row in the order
of the list (``meant``): a page of the list is full after a few rows, and the keys of all others would be found for nothing.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
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

from .fulltext import beginning, begins
from .one_by_one import has

SHORT = 3  # letters from which on a name is searched for parts; fewer must begin it
MANY = 20_000  # rows that a text belongs to: beyond, it is asked of row by row
NAMED = 1000  # the same of what is found by its names alone: there are fewer rows, and names are soon compared
SOME = 2000  # of so many, those that are looked up to be counted


@dataclass(frozen=True)
class Ways:
    """How a text is found: ``keys`` of the rows to which it belongs in each way, each from an index, and ``each``, which is true of any of
    these rows and of no other.

    ``numbered`` is true of the rows that the first way finds, where that is by the beginning of a number. ``all`` is false where the keys
    are only some, for the text names more things than are looked up.
    """

    keys: Sequence[QuerySet]
    each: Q
    numbered: Q | None = None
    all: bool = True


@dataclass(frozen=True)
class Meant:
    """``rows`` is true of those to which the text belongs. Where they are more than MANY, ``some`` is true of a part of them that is found
    at once, so that they can be counted as at least so many."""

    rows: Q
    some: Q | None = None


def matching(model: type[Model], text: str) -> QuerySet:
    """Keys of the companies, indications, programs or regulators of which the text is a name or a part of one, for ``pk__in``. None for a
    text without letters and digits."""
    first, *others = _NAMES[model](text).keys
    return first.union(*others, all=True)


def meant(model: type[Model], text: str) -> Meant:
    """The rows of a list to which the text belongs. What it names and the keys of MANY rows are looked up now, in five statements at most.

    The beginning of a number is cheap to ask for, but in the order of numbers or days all rows that have it may come last: then what is
    found in other ways is looked up, too, so that nothing else is asked of each row.
    """
    ways = (_NAMES | _RELATED)[model](text)
    most = NAMED if model in _NAMES else MANY
    found, whole = _found_or_some(ways.keys, most if ways.all else SOME)
    keys = _among(list({key for _way, key in found}))
    if ways.all and whole:
        return Meant(keys)
    if ways.all and ways.numbered is not None and any(way == 0 for way, _key in found):
        others, whole = _found_or_some(ways.keys[1:], MANY)
        if whole:
            return Meant(ways.numbered | _any_of("pk", {key for _way, key in others}), keys)
    return Meant(ways.each, keys)


def _found(ways: Iterable[QuerySet], most: int) -> list[tuple[int, Any]]:
    """The number of the way and a key, way after way, until there are more than so many: no way is followed further than needed."""
    statement, parameters = _followed(ways, most)
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _found_or_some(ways: Iterable[QuerySet], most: int) -> tuple[list[tuple[int, Any]], bool]:
    """The same, and whether that is all. Where it is not, only SOME of them and one are read: nobody needs the others."""
    statement, parameters = _followed(ways, most)
    if not statement:
        return [], True
    read = f"SELECT CASE WHEN number > {most} THEN {SOME + 1} ELSE number END FROM counted"  # noqa: S608 (numbers)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found (way, key) AS MATERIALIZED ({statement}), counted AS (SELECT COUNT(*) AS number FROM found) "  # noqa: S608
            f"SELECT way, key, number FROM found, counted LIMIT ({read})",
            parameters,
        )
        rows = cursor.fetchall()
    return [(way, key) for way, key, _number in rows], not rows or rows[0][2] <= most


def _followed(ways: Iterable[QuerySet], most: int) -> tuple[str, list[Any]]:
    """The statement of both, "" where no way can find anything, and its parameters."""
    statements: list[str] = []
    parameters: list[Any] = []
    for number, keys in enumerate(ways):
        try:
            sql, values = keys[: most + 1].query.sql_with_params()
        except EmptyResultSet:  # such as names without letters
            continue
        statements.append(f"SELECT {number} AS way, found_{number}.* FROM ({sql}) AS found_{number}")  # noqa: S608 (the ORM's own)
        parameters += values
    return f"{' UNION ALL '.join(statements)} LIMIT {most + 1}" if statements else "", parameters


def _looked_up(*ways: QuerySet) -> list[set[Any] | None]:
    """What each way finds, in one statement; None for those of which not all was found, because all together are more than MANY."""
    found: list[set[Any]] = [set() for _ in ways]
    rows = _found(ways, MANY)
    for way, value in rows:
        found[way].add(value)
    last = rows[-1][0] if len(rows) > MANY else len(ways)
    return [values if way < last else None for way, values in enumerate(found)]


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
        (Program.objects.filter(key).order_by().values("pk"), names.values("program")),
        key | has(names.filter(program=OuterRef("pk"))),
    )


def _companies(text: str) -> Ways:
    key, rows, listed = contains(company_key(text)), Company.objects.order_by().values("pk"), listed_as(text)
    names = CompanyAlias.objects.filter(key).order_by()
    return Ways(
        (rows.filter(key), names.values("company"), rows.filter(listed)),
        key | listed | has(names.filter(company=OuterRef("pk"))),
    )


def _indications(text: str) -> Ways:
    key, abbreviation = contains(name_key(text)), Q(abbreviation__iexact=text)
    names = IndicationAlias.objects.filter(key).order_by()
    rows = Indication.objects.order_by().values("pk")
    return Ways(
        (rows.filter(key), rows.filter(abbreviation), names.values("indication")),
        key | abbreviation | has(names.filter(indication=OuterRef("pk"))),
    )


def _regulators(text: str) -> Ways:
    code = Q(code__icontains=text)
    names = RegulatorName.objects.filter(Q(short__icontains=text) | Q(name__icontains=text)).order_by()
    return Ways(
        (Regulator.objects.filter(code).order_by().values("pk"), names.values("regulator")),
        code | has(names.filter(regulator=OuterRef("pk"))),
    )


def _trials(text: str) -> Ways:
    (conditions,) = _looked_up(matching(Indication, text))
    links = Trial.indications.through.objects.order_by().filter(_any_of("indication", conditions or ()))
    own = Q(identifier__istartswith=text)
    named = Indication.objects.filter(_indications(text).each, trials=OuterRef("pk"))
    return Ways(
        (own_numbers(text).values("pk"), _other_numbers(text).values("trial"), beginning(Trial, text), links.values("trial")),
        begins(Trial, text) | _has_number(text) | has(named if conditions is None else links.filter(trial=OuterRef("pk"))),
        numbered=own,
        all=conditions is not None,
    )


def _has_number(text: str) -> Q:
    """Of a trial: whether one of its numbers begins with the text."""
    return Q(identifier__istartswith=text) | has(_other_numbers(text).filter(trial=OuterRef("pk")))


def _milestones(text: str) -> Ways:
    companies, indications, programs, others, own = named = _looked_up(
        *(matching(model, text) for model in (Company, Indication, Program)),
        _other_numbers(text).values("trial"),
        own_numbers(text).values("pk"),
    )
    rows, links = Milestone.objects.order_by(), Milestone.programs.through.objects.order_by().filter(_any_of("program", programs or ()))
    trials = None if own is None or others is None else own | others
    numbered = has(Trial.objects.filter(_has_number(text), pk=OuterRef("trial"))) if trials is None else _any_of("trial", trials)
    of_company = Q(company__in=matching(Company, text)) if companies is None else _any_of("company", companies)
    of_indication = Q(indication__in=matching(Indication, text)) if indications is None else _any_of("indication", indications)
    of_program = Program.objects.filter(_programs(text).each, milestones=OuterRef("pk"))
    first = _any_of("trial", list(own_numbers(text).values_list("pk", flat=True)[:SOME])) if trials is None else numbered
    return Ways(
        (
            *(rows.filter(way).values("pk") for way in (first, of_company, of_indication, begins(Milestone, text))),
            links.values("milestone"),
        ),
        numbered
        | of_company
        | of_indication
        | begins(Milestone, text)
        | has(of_program if programs is None else links.filter(milestone=OuterRef("pk"))),
        numbered=numbered,
        all=None not in named,
    )


def _documents(text: str) -> Ways:
    """A registry record has the title of its trial, and is found through it."""
    mentions, trials = TrialMention.objects.order_by(), Trial.objects.order_by()
    others, own = _looked_up(_other_numbers(text).values("trial__identifier"), own_numbers(text).values("identifier"))
    numbers = None if own is None or others is None else own | others
    found, whole = _found_or_some([trials.filter(begins(Trial, text)).values("identifier")], MANY)
    titles = [title for _way, title in found]

    def naming(meant: Q) -> Q:
        of_number = trials.filter(meant, identifier=OuterRef("identifier"))
        return has(mentions.filter(Exists(of_number), document=OuterRef("pk")))

    of_number = mentions.filter(_any_of("identifier", numbers or own or others or ()))
    numbered = naming(_has_number(text)) if numbers is None else has(of_number.filter(document=OuterRef("pk")))
    records = mentions.filter(_any_of("identifier", titles), document__kind="registry_record")
    return Ways(
        (of_number.values("document"), beginning(Document, text), records.values("document")),
        begins(Document, text) | Q(kind="registry_record") & naming(begins(Trial, text)) | numbered,
        numbered=numbered,
        all=numbers is not None and whole,
    )


# By names and aliases alone: there are fewer rows, and names are soon compared.
_NAMES: dict[type[Model], Callable[[str], Ways]] = {
    Company: _companies,
    Indication: _indications,
    Program: _programs,
    Regulator: _regulators,
}
# By what else is named, by numbers and words of titles.
_RELATED: dict[type[Model], Callable[[str], Ways]] = {Document: _documents, Milestone: _milestones, Trial: _trials}
