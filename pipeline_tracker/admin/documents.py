"""Documents as stored, and what was read in them besides claims."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import linebreaks_filter
from django.utils.safestring import SafeString

from pipeline_tracker.models import Claim, Document, FinancialResult, ProgramMention, TrialMention

from .base import ReadOnlyAdmin, ReadOnlyInline, dated, listed


class ClaimInline(ReadOnlyInline):
    model = Claim
    fk_name = "document"
    fields = ("kind", "status", "when", "quote", "review", "milestone")
    readonly_fields = ("when",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("milestone__company")

    when = dated()


class ProgramMentionInline(ReadOnlyInline):
    model = ProgramMention
    fields = ("name", "other_names", "for_indications", "known", "quote")
    readonly_fields = ("other_names", "for_indications")
    other_names = listed("aliases")
    for_indications = listed("indications")


class TrialMentionInline(ReadOnlyInline):
    model = TrialMention
    fields = ("registry", "identifier", "acronym", "other_numbers", "tests", "for_indications", "quote")
    readonly_fields = ("other_numbers", "tests", "for_indications")
    other_numbers = listed("identifiers")
    tests = listed("programs")
    for_indications = listed("indications")


class FinancialResultInline(ReadOnlyInline):
    model = FinancialResult
    fields = ("metric", "period", "amount", "currency", "quote")


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "company", "kind", "published", "published_from", "extractor")
    list_filter = ("kind", "published_from", "extractor")
    list_select_related = ("company",)
    date_hierarchy = "published"
    search_fields = ("title", "company__name", "address", "sha256", "public_id")
    autocomplete_fields = ("company", "version_of", "run")
    fieldsets = (
        (None, {"fields": ("title", ("company", "kind"), ("published", "published_from", "seen"), "address")}),
        ("Provenance", {"fields": ("sha256", ("public_id", "version_of"), ("retrieved_at", "run", "extractor"))}),
        (
            "Issuer as read",
            {"fields": (("issuer_name", "issuer_class"), ("short_names", "former_names"), ("issuer_exchange", "issuer_ticker"))},
        ),
        ("Text", {"fields": ("wrapped_text",)}),
    )
    readonly_fields = ("wrapped_text", "short_names", "former_names")
    short_names = listed("issuer_aliases")
    former_names = listed("issuer_former_names")
    inlines = (ClaimInline, ProgramMentionInline, TrialMentionInline, FinancialResultInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return super().get_queryset(request).defer("text", "ledger")

    @admin.display(description="text")
    def wrapped_text(self, document: Document) -> SafeString:
        return linebreaks_filter(document.text)


@admin.register(ProgramMention)
class ProgramMentionAdmin(ReadOnlyAdmin):
    list_display = ("name", "company", "document", "known")
    list_filter = ("known",)
    list_select_related = ("company", "document")
    search_fields = ("name", "company__name", "document__title")
    autocomplete_fields = ("document", "company")


@admin.register(TrialMention)
class TrialMentionAdmin(ReadOnlyAdmin):
    list_display = ("identifier", "acronym", "registry", "company", "document")
    list_filter = ("registry",)
    list_select_related = ("company", "document")
    search_fields = ("identifier", "acronym", "title", "company__name", "document__title")
    autocomplete_fields = ("document", "company")
    fieldsets = (
        (None, {"fields": (("document", "start", "end"), "quote", "company")}),
        ("The trial as told", {"fields": (("identifier", "registry"), "title", "acronym", "other_numbers")}),
        ("What it tests", {"fields": ("tests", "for_indications", "what_is_given")}),
        ("Who and where", {"fields": ("who_collaborates", "sites_in")}),
    )
    readonly_fields = ("other_numbers", "tests", "for_indications", "what_is_given", "who_collaborates", "sites_in")
    other_numbers = listed("identifiers")
    tests = listed("programs")
    for_indications = listed("indications")
    what_is_given = listed("interventions")
    who_collaborates = listed("collaborators")
    sites_in = listed("countries")


@admin.register(FinancialResult)
class FinancialResultAdmin(ReadOnlyAdmin):
    list_display = ("company", "metric", "period", "amount", "currency", "document")
    list_filter = ("metric", "currency")
    list_select_related = ("company", "document")
    search_fields = ("company__name", "period", "document__title")
    autocomplete_fields = ("company", "document")
