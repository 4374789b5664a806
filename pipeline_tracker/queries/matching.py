"""Which rows a text belongs to: names and aliases that contain it, titles that have its words, numbers that begin with it.

Names are compared by their keys (vocabulary/names.py): case, accents, hyphens and trade marks aside. On PostgreSQL everything here is
answered from indexes; on SQLite titles and texts are, and the short keys of names are read.

A text that belongs to few rows is answered by their keys (``matching``). One that belongs to very many is asked of row by row in the order
of the list (``meant``): a page of the list is full after a few rows, and the keys of all others would be found for nothing.
"""

import json
from collections.abc import Callable, Iterable, Sequence
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
    these rows and of no other. ``numbered`` says that the first way is by the beginning of a number."""

    keys: Sequence[QuerySet]
    each: Q
    numbered: bool = False


@dataclass(frozen=True)
class Meant:
    """``rows`` is true of those to which the text belongs. Where they are more than MANY, ``some`` is true of a part of them that is found
    at once, so that they can be counted as at least so many."""

    rows: Q
    some: Q | None = None


def matching(model: type[Model], text: str) -> QuerySet:
    """Keys of the model's rows that the text belongs to, for ``pk__in``. None for a text without letters and digits."""
    first, *others = _WAYS[model](text).keys
    return first.union(*others, all=True) if others else first


def meant(model: type[Model], text: str) -> Meant:
    """The same for lists; the keys of MANY rows are looked up now, in one statement, or two for documents.

    The beginning of a number is never asked of row by row: in the order of numbers or days all rows that have it may come last.
    """
    ways, many = _WAYS[model](text), False
    looked_up = ways.keys
    if model is Document:  # of a title that very many trials have, not all records are looked up
        found = _found([beginning(Trial, text)], MANY)
        titled, many = [key for _way, key in found], len(found) > MANY
        looked_up = _documents(text, _among(titled[:SOME] if many else titled)).keys
    most = SOME if many else MANY if ways.numbered else NAMED
    found = _found(looked_up, most)
    keys = _among(list({key for _way, key in found}))
    if not many and len(found) <= most:
        return Meant(keys)
    in_order = ways.numbered and any(way == 0 for way, _key in found)
    return Meant(Q(pk__in=matching(model, text)) if in_order else ways.each, keys)


def _found(ways: Iterable[QuerySet], most: int) -> list[tuple[int, int]]:
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


def _among(keys: list[int]) -> Q:
    """One parameter for all keys, however many. PostgreSQL is not told how many: it would look for them in the order of the list, and
    where all are at its end, read the whole."""
    if connection.vendor == "postgresql":
        some = Func(Value(keys), template="ANY(ARRAY(SELECT UNNEST(%(expressions)s::bigint[])))", output_field=BooleanField())
        return Q(Func(F("pk"), some, arg_joiner=" = ", template="(%(expressions)s)", output_field=BooleanField()))
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)]))


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


def numbered(text: str) -> QuerySet:
    """Keys of trials of which a number, in a registry or of the sponsor, begins with the text."""
    others = TrialIdentifier.objects.filter(value__istartswith=text)
    return own_numbers(text).values("pk").union(others.order_by().values("trial"), all=True)


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
    conditions = Trial.indications.through.objects.filter(indication__in=matching(Indication, text)).order_by()
    return Ways(
        (numbered(text), beginning(Trial, text), conditions.values("trial")),
        begins(Trial, text) | _has_number(text) | has(Indication.objects.filter(_indications(text).each, trials=OuterRef("pk"))),
        numbered=True,
    )


def _has_number(text: str) -> Q:
    """The same as ``numbered`` of a trial."""
    others = TrialIdentifier.objects.filter(value__istartswith=text)
    return Q(identifier__istartswith=text) | has(others.filter(trial=OuterRef("pk")))


def _milestones(text: str) -> Ways:
    rows = Milestone.objects.order_by()
    programs = Milestone.programs.through.objects.filter(program__in=matching(Program, text)).order_by()
    related = [
        Q(trial__in=numbered(text)),
        Q(company__in=matching(Company, text)),
        Q(indication__in=matching(Indication, text)),
    ]
    return Ways(
        (*(rows.filter(one).values("pk") for one in related), beginning(Milestone, text), programs.values("milestone")),
        related[0]
        | related[1]
        | related[2]
        | begins(Milestone, text)
        | has(Program.objects.filter(_programs(text).each, milestones=OuterRef("pk"))),
        numbered=True,
    )


def _documents(text: str, titled: Q | None = None) -> Ways:
    """A registry record has the title of its trial, and is found through it; ``titled`` are the trials of such titles, if known."""
    mentions, trials = TrialMention.objects.order_by(), Trial.objects.order_by()
    of_number = mentions.filter(identifier__in=trials.filter(pk__in=numbered(text)).values("identifier"))
    records = mentions.filter(identifier__in=trials.filter(titled or begins(Trial, text)).values("identifier"))

    def naming(meant: Q) -> Q:
        found = trials.filter(meant, identifier=OuterRef("identifier"))
        return has(mentions.filter(Exists(found), document=OuterRef("pk")))

    return Ways(
        (
            of_number.values("document"),
            beginning(Document, text),
            records.filter(document__kind="registry_record").values("document"),
        ),
        begins(Document, text) | Q(kind="registry_record") & naming(begins(Trial, text)) | naming(_has_number(text)),
        numbered=True,
    )


_WAYS: dict[type[Model], Callable[[str], Ways]] = {
    Company: _companies,
    Document: _documents,
    Indication: _indications,
    Milestone: _milestones,
    Program: _programs,
    Regulator: _regulators,
    Trial: _trials,
}
