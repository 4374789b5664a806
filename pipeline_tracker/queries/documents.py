"""Documents in a list, and one document with all that was read in it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from pipeline_tracker.models import AttributeClaim, Claim, Document, FinancialResult, Milestone, Program, ProgramMention

from . import claims
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
        .annotate(
            claim_count=Coalesce(Subquery(said, output_field=IntegerField()), 0),
            sort_title=Lower("title"),
            sort_company=Lower("company__name"),
        )
    )


@dataclass(frozen=True)
class DocumentPage:
    """One document with its text: claims in the order of the text, figures, mentions, and its other versions."""

    document: Document
    claims: list[Claim]
    figures: list[FinancialResult]
    mentions: list[ProgramMention]
    attributes: list[AttributeClaim]
    versions: list[Document]
    programs: list[Program]


def document_page(public_id: str, today: dt.date) -> DocumentPage:
    """Raises Document.DoesNotExist."""
    document = Document.objects.select_related("company", "run", "version_of").defer("version_of__text").get(public_id=public_id)
    milestones = with_state(Milestone.objects.select_related("company"), today).prefetch_related(programs("programs"))
    said = (
        document.claims.filter(claims.COUNTED)
        .select_related("regulator", "presentation")
        .prefetch_related("evidence", Prefetch("milestone", queryset=milestones), regulator_names("regulator__names"))
        .order_by("start", "end", "pk")
    )
    return DocumentPage(
        document=document,
        claims=list(said),
        figures=list(document.financial_results.order_by("start", "pk")),
        mentions=list(document.mentions.order_by("start", "pk")),
        attributes=list(document.attributeclaims.filter(retracted_at=None).order_by("start", "pk")),
        versions=list(document.versions.defer("text", "ledger")),
        programs=list(Program.objects.filter(company=document.company_id).select_related("company").prefetch_related("aliases")),
    )
