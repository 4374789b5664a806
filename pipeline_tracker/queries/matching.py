"""Which rows a text belongs to: names and aliases that contain it, titles that have its words, numbers that begin with it.

Names are compared by their keys (vocabulary/names.py): case, accents, hyphens and trade marks aside. On PostgreSQL everything here is
answered from indexes; on SQLite titles and texts are, and the short keys of names are read.
"""

from collections.abc import Callable

from django.db import connection
from django.db.models import Model, Q, QuerySet

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

from .fulltext import beginning

SHORT = 3  # letters from which on a name is searched for parts; fewer must begin it


def matching(model: type[Model], text: str) -> QuerySet:
    """Keys of the model's rows that the text belongs to, for ``pk__in``. None for a text without letters and digits."""
    return _MATCHING[model](text)


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


def _programs(text: str) -> QuerySet:
    key = contains(name_key(text))
    names = ProgramAlias.objects.filter(key, refused=False)
    return Program.objects.filter(key).order_by().values("pk").union(names.order_by().values("program"), all=True)


def _companies(text: str) -> QuerySet:
    key, rows = contains(company_key(text)), Company.objects.order_by().values("pk")
    names = CompanyAlias.objects.filter(key)
    return rows.filter(key).union(names.order_by().values("company"), rows.filter(listed_as(text)), all=True)


def _indications(text: str) -> QuerySet:
    key = contains(name_key(text))
    names = IndicationAlias.objects.filter(key)
    rows = Indication.objects.order_by().values("pk")
    return rows.filter(key).union(rows.filter(abbreviation__iexact=text), names.order_by().values("indication"), all=True)


def _regulators(text: str) -> QuerySet:
    names = RegulatorName.objects.filter(Q(short__icontains=text) | Q(name__icontains=text))
    return Regulator.objects.filter(code__icontains=text).order_by().values("pk").union(names.order_by().values("regulator"), all=True)


def _trials(text: str) -> QuerySet:
    conditions = Trial.indications.through.objects.filter(indication__in=_indications(text))
    return beginning(Trial, text).union(numbered(text), conditions.order_by().values("trial"), all=True)


def _milestones(text: str) -> QuerySet:
    rows = Milestone.objects.order_by()
    return beginning(Milestone, text).union(
        Milestone.programs.through.objects.filter(program__in=_programs(text)).order_by().values("milestone"),
        rows.filter(company__in=_companies(text)).values("pk"),
        rows.filter(indication__in=_indications(text)).values("pk"),
        rows.filter(trial__in=numbered(text)).values("pk"),
        all=True,
    )


def _documents(text: str) -> QuerySet:
    """A registry record has the title of its trial, and is found through it."""
    mentions = TrialMention.objects.order_by()
    of_number = mentions.filter(identifier__in=Trial.objects.filter(pk__in=numbered(text)).order_by().values("identifier"))
    titled = Trial.objects.filter(pk__in=beginning(Trial, text)).order_by().values("identifier")
    records = mentions.filter(identifier__in=titled, document__kind="registry_record")
    return beginning(Document, text).union(of_number.values("document"), records.values("document"), all=True)


_MATCHING: dict[type[Model], Callable[[str], QuerySet]] = {
    Company: _companies,
    Document: _documents,
    Indication: _indications,
    Milestone: _milestones,
    Program: _programs,
    Regulator: _regulators,
    Trial: _trials,
}
