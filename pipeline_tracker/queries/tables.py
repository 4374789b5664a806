"""Rows for the tables that ``manage.py ingest`` reads: what is held of companies, programs, indications and trials with the days of
the sources that tell of them, and what was said of milestones."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Greatest, NullIf
from django.db.models.lookups import IsNull

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
from .batches import sizes
from .one_by_one import has
from .trials import BIG

AT_ONCE = 200  # rows that are held at a time, with what belongs to them
MANY = 100  # trials or programs of one indication: of more not each is asked
_NEVER = dt.date.min


def companies(rows: QuerySet[Company]) -> Iterator[Company]:
    return _each(rows.annotate(published=F("last_source"), stated=_stated("company")).prefetch_related("aliases"))


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
    line = Concat(Value("\nname: "), OuterRef("name"), Value("\n"))
    own = Document.objects.filter(kind="table", company=None, text__contains=line)
    return _each(
        rows.annotate(stated=_last(Milestone.objects.filter(indication=OuterRef("pk")), "asserted_on"))
        # The last is for one that nothing but a table of indications tells of; texts are looked into for no other.
        .annotate(told=Coalesce(_told_of_indication(), "stated", _last(own, "published")))
        .prefetch_related("aliases")
    )


def _told_of_indication() -> NullIf:
    """The day of the newest document that tells of the outer indication: it names a trial of it, or its company has a program for it.

    One of the newest documents does where many trials or programs are for it, so they are gone through from the newest on; of another
    none of thousands might, so its trials and programs are asked, each for its newest document.
    """
    programs = Program.indications.through.objects.filter(indication=OuterRef("pk"))
    trials = Trial.indications.through.objects.filter(indication=OuterRef("pk"))
    # Whose a program is is asked of each: to join the few with their programs the database would read all programs.
    company = Subquery(Program.objects.filter(pk=OuterRef(OuterRef("program"))).order_by().values("company"))
    of_company = _newest(programs, "indication", _last(Document.objects.filter(company=company), "published"))
    asked = Greatest(Coalesce(of_company, Value(_NEVER)), Coalesce(_tested("indications"), Value(_NEVER)))
    return NullIf(Case(When(_many(trials) | _many(programs), then=_newest_telling_of_indication()), default=asked), Value(_NEVER))


def _newest_telling_of_indication() -> Subquery:
    """Found by going through the documents; those alone that are newer than what is ``stated``."""
    indication = OuterRef(OuterRef("pk"))
    programs = Program.indications.through.objects.filter(indication=indication, program__company=OuterRef("company"))
    trials = Trial.indications.through.objects.filter(
        indication=OuterRef(indication), trial__registry=OuterRef("registry"), trial__identifier=OuterRef("identifier")
    )
    naming = TrialMention.objects.filter(has(trials), document=OuterRef("pk"))
    newer = Document.objects.filter(published__gt=Coalesce(OuterRef("stated"), Value(_NEVER)))
    return _last(newer.filter(has(programs) | has(naming)), "published")


def _many(links: QuerySet) -> Q:
    """Whether there are more than MANY, all of one indication."""
    return Q(IsNull(Subquery(links.order_by().values("indication")[MANY : MANY + 1]), False))


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
    return max((day for name in ("published", "stated", "tested", "told") if (day := getattr(row, name, None))), default=None)


def _each(rows: QuerySet, at_once: int = AT_ONCE) -> Iterator[Any]:
    """In the order of their keys. Those of some rows are looked up, and then what is told of these: no statement is about all rows."""
    last = 0
    for size in sizes(at_once):
        keys = list(rows.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:size])
        if keys:
            yield from rows.order_by("pk").filter(pk__in=keys)
        if len(keys) < size:
            return
        last = keys[-1]


def _stated(of: str) -> Subquery:
    """The last day on which a source stated anything about a milestone of the outer row."""
    return _newest(Milestone.objects.filter(**{of: OuterRef("pk")}), of, "asserted_on")


def _notes() -> QuerySet[TrialMention]:
    return TrialMention.objects.filter(registry=OuterRef("registry"), identifier=OuterRef("identifier"))


def _tested(of: str) -> Subquery:
    """The day of the newest note of a trial of the outer row."""
    return _newest(Trial.objects.filter(**{of: OuterRef("pk")}), of, _newest(_notes(), "identifier", "document__published"))


def _newest(rows: QuerySet, of: str, day: str | Subquery) -> Subquery:
    """The last of the days of rows that belong to the outer row by the column ``of``."""
    return Subquery(rows.order_by().values(of).annotate(newest=Max(day)).values("newest"))


def _last(rows: QuerySet, day: str) -> Subquery:
    return Subquery(rows.filter(**{f"{day}__isnull": False}).order_by(f"-{day}").values(day)[:1])
