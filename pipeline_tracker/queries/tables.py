"""Rows for the tables that ``manage.py ingest`` reads: what is held of companies, programs, indications and trials with the days of
the sources that tell of them, and what was said of milestones."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    Document,
    Indication,
    Milestone,
    Program,
    ProgramMention,
    Trial,
    TrialMention,
)

from . import claims
from .trials import BIG

AT_ONCE = 200  # rows that are held at a time, with what belongs to them
FEW = 5  # the same of indications: thousands of milestones and trials tell of one


def companies(rows: QuerySet[Company]) -> Iterator[Company]:
    documents = Document.objects.filter(company=OuterRef("pk"))
    return _each(rows.annotate(published=_last(documents, "published"), stated=_stated("company")).prefetch_related("aliases"))


def programs(rows: QuerySet[Program]) -> Iterator[Program]:
    named = ProgramMention.objects.filter(company=OuterRef("company"), key=OuterRef("key"))
    return _each(
        rows.select_related("company")
        .annotate(
            published=_last(named, "document__published"),
            stated=_stated("programs"),
            tested=_tested("programs"),
        )
        .prefetch_related("aliases", "indications")
    )


def indications(rows: QuerySet[Indication]) -> Iterator[Indication]:
    # Of each company the newest document alone: the largest have a thousand.
    owners = Program.indications.through.objects.filter(indication=OuterRef("pk"))
    newest = _last(Document.objects.filter(company=OuterRef("program__company")), "published")
    line = Concat(Value("\nname: "), OuterRef("name"), Value("\n"))
    own = Document.objects.filter(kind="table", company=None, text__contains=line)
    return _each(
        rows.annotate(
            published=_newest(owners, "indication", newest),
            stated=_stated("indication"),
            tested=_tested("indications"),
            # Of one that nothing but a table of indications tells of; texts are looked into for no other.
            tabled=Coalesce("stated", "published", "tested", _last(own, "published")),
        ).prefetch_related("aliases"),
        FEW,
    )


def trials(rows: QuerySet[Trial]) -> Iterator[Trial]:
    """Those whose sponsor is known, with ``enrolled``, the enrolment in the words of its newest source ("120 estimated")."""
    enrolled = AttributeClaim.objects.filter(trial=OuterRef("pk"), field="trial.enrollment", retracted_at=None)
    return _each(
        rows.filter(company__isnull=False)
        .select_related("company")
        .defer(*BIG)
        .annotate(
            published=_last(_notes(), "document__published"),
            stated=_stated("trial"),
            enrolled=Subquery(enrolled.order_by("-asserted_on", "-pk").values("value")[:1]),
        )
        .prefetch_related("programs", "indications", "identifiers")
    )


def milestones(rows: QuerySet[Milestone]) -> Iterator[tuple[Milestone, Claim]]:
    """Every statement that counts about these milestones, those of one milestone together and oldest first."""
    said = Prefetch("claims", queryset=claims.counted().select_related("document", "regulator"), to_attr="said")
    for milestone in _each(
        rows.select_related("company", "trial").defer(*(f"trial__{name}" for name in BIG)).prefetch_related("programs", said)
    ):
        for claim in milestone.said:
            yield milestone, claim


def as_of(row: Any) -> dt.date | None:
    """The newest of the days on which sources tell of a row of the functions above; None where none does."""
    return max((day for name in ("published", "stated", "tested", "tabled") if (day := getattr(row, name, None))), default=None)


def _each(rows: QuerySet, at_once: int = AT_ONCE) -> Iterator[Any]:
    """In the order of their keys. Those of some rows are looked up, and then what is told of these: no statement is about all rows."""
    last = 0
    while keys := list(rows.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:at_once]):
        yield from rows.order_by("pk").filter(pk__in=keys)
        last = keys[-1]


def _stated(of: str) -> Subquery:
    """The last day on which a source stated anything about a milestone of the outer row."""
    return _newest(Milestone.objects.filter(**{of: OuterRef("pk")}), of, "asserted_on")


def _notes() -> QuerySet[TrialMention]:
    return TrialMention.objects.filter(registry=OuterRef("registry"), identifier=OuterRef("identifier"))


def _tested(of: str) -> Subquery:
    """The day of the newest note of a trial of the outer row."""
    return _newest(Trial.objects.filter(**{of: OuterRef("pk")}), of, _last(_notes(), "document__published"))


def _newest(rows: QuerySet, of: str, day: str | Subquery) -> Subquery:
    """The last of the days of rows that belong to the outer row by the column ``of``."""
    return Subquery(rows.order_by().values(of).annotate(newest=Max(day)).values("newest"))


def _last(rows: QuerySet, day: str) -> Subquery:
    return Subquery(rows.filter(**{f"{day}__isnull": False}).order_by(f"-{day}").values(day)[:1])
