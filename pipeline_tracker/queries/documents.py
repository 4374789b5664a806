"""Documents in a list, and one document with all that was read in it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Lower

from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Document,
    FinancialResult,
    Milestone,
    Program,
    ProgramMention,
    Trial,
    TrialMention,
)

from . import claims
from .guidance import said_of
from .milestones import programs, regulator_names, with_state


def document_list() -> QuerySet[Document]:
    """Every document; what filters narrow."""
    return Document.objects.all()


def for_rows_of_documents(documents: QuerySet[Document]) -> QuerySet[Document]:
    """With the company and the number of claims, but without the text."""
    said = Claim.objects.filter(claims.COUNTED, document=OuterRef("pk")).order_by().values("document").annotate(n=Count("pk")).values("n")
    return (
        documents.select_related("company")
        .defer("text", "ledger")
        .annotate(claim_count=Coalesce(Subquery(said, output_field=IntegerField()), 0))
    )


@dataclass(frozen=True)
class DocumentPage:
    """One document with its text: claims in the order of the text, figures, what it calls programs and trials, and the other
    versions of the same source, ``older`` and ``newer``, each from the newest to the oldest. ``before`` is the text of the version
    before it, None for the first.

    The milestones of claims whose sources disagree carry all their counted claims as ``spoken``. Mentions carry the slug of what they
    name as ``program_slug`` or ``trial_slug``, None where no page is of that name.
    """

    document: Document
    claims: list[Claim]
    figures: list[FinancialResult]
    mentions: list[ProgramMention]
    trials: list[TrialMention]
    attributes: list[AttributeClaim]
    older: list[Document]
    newer: list[Document]
    before: str | None


def document_page(public_id: str, today: dt.date) -> DocumentPage:
    """Raises Document.DoesNotExist."""
    document = Document.objects.select_related("company", "run").get(public_id=public_id)
    milestones = with_state(Milestone.objects.select_related("company"), today).prefetch_related(programs("programs"))
    said = (
        document.claims.filter(claims.COUNTED)
        .select_related("regulator", "presentation")
        .prefetch_related("evidence", Prefetch("milestone", queryset=milestones), regulator_names("regulator__names"))
        .order_by("start", "end", "pk")
    )
    versions = list(_versions(document))
    here = next(number for number, version in enumerate(versions) if version.pk == document.pk)
    older = versions[here + 1 :]
    return DocumentPage(
        document=document,
        claims=_with_what_others_say(list(said)),
        figures=list(document.financial_results.order_by("start", "pk")),
        mentions=list(_mentions(document)),
        trials=list(_trial_mentions(document)),
        attributes=list(document.attributeclaims.filter(retracted_at=None).order_by("start", "pk")),
        older=older,
        newer=versions[:here],
        before=Document.objects.values_list("text", flat=True).get(pk=older[0].pk) if older else None,
    )


def _with_what_others_say(said: list[Claim]) -> list[Claim]:
    """One statement for all milestones whose sources disagree."""
    disputed = {claim.milestone for claim in said if claim.milestone and claim.milestone.conflict}
    told = said_of(milestone.pk for milestone in disputed)
    for claim in said:
        if claim.milestone:
            claim.milestone.spoken = told.get(claim.milestone.pk, [])  # type: ignore[attr-defined]
    return said


def _versions(document: Document) -> QuerySet[Document]:
    """All versions of its source, itself among them, the newest first."""
    first = document.version_of_id or document.pk
    return (
        Document.objects.filter(Q(pk=first) | Q(version_of=first))
        .only("pk", "public_id", "published", "seen")
        .order_by("-published", F("seen").desc(nulls_last=True), "-pk")
    )


def _mentions(document: Document) -> QuerySet[ProgramMention]:
    """The names of a program's mention were grouped into one program: that of its first name."""
    named = Program.objects.filter(company=OuterRef("company")).filter(
        Q(key=OuterRef("key")) | Q(aliases__key=OuterRef("key"), aliases__refused=False)
    )
    return (
        document.mentions.select_related("company")
        .annotate(program_slug=Subquery(named.order_by("pk").values("slug")[:1]))
        .order_by("start", "pk")
    )


def _trial_mentions(document: Document) -> QuerySet[TrialMention]:
    """A registry's number is the same for every company; a name that a sponsor gives is its own."""
    of_registry = Trial.objects.filter(registry="ctgov", slug=Lower(OuterRef("identifier")))
    of_company = Trial.objects.filter(company=OuterRef("company"), registry=OuterRef("registry"), identifier=OuterRef("identifier"))
    return document.trial_mentions.annotate(
        trial_slug=Case(
            When(registry="ctgov", then=Subquery(of_registry.values("slug")[:1])), default=Subquery(of_company.values("slug")[:1])
        )
    ).order_by("start", "pk")
