"""Claims: never edited. Staff accept or reject what was read in a document, and retract what they stated themselves."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import Truncator

from pipeline_tracker import curation
from pipeline_tracker.models import AttributeClaim, Claim, Evidence, Presentation

from .base import ReadOnlyAdmin, ReadOnlyInline, dated, listed, staff
from .retraction import RetractMixin


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    fields = ("quote", "start", "end")


class PresentationInline(ReadOnlyInline):
    model = Presentation
    fields = ("congress", "title", "abstract_id", "session", "place", "day", "starts", "ends", "zone", "zone_words")


class Origin(admin.SimpleListFilter):
    title = "origin"
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("document", "A document"),
            ("reread", "A document, read otherwise since"),
            ("staff", "Staff"),
            ("retracted", "Staff, retracted"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        filters: dict[str | None, dict[str, Any]] = {
            "document": {"author": None, "retracted_at": None},
            "reread": {"author": None, "retracted_at__isnull": False},
            "staff": {"author__isnull": False, "retracted_at": None},
            "retracted": {"author__isnull": False, "retracted_at__isnull": False},
        }
        return queryset.filter(**filters.get(self.value(), {}))


class SourcedAdmin(RetractMixin, ReadOnlyAdmin):
    """What claims about milestones and about attributes share."""

    date_hierarchy = "asserted_on"

    @admin.display(description="source")
    def source(self, claim: Any) -> str:
        return claim.source_label

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), "may_curate": self.has_curate_permission(request)}
        )


def _review(accept: bool, description: str) -> Callable[..., None]:
    @admin.action(description=description, permissions=["curate"])
    def action(modeladmin: "ClaimAdmin", request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        read = queryset.filter(document__isnull=False, retracted_at=None)
        skipped = queryset.count() - read.count()
        modeladmin.review(request, list(read), accept)
        if skipped:
            messages.warning(request, f"{skipped} left alone: what staff said is not reviewed, nor what is read no more.")

    action.__name__ = "accept" if accept else "reject"
    return action


@admin.register(Claim)
class ClaimAdmin(SourcedAdmin):
    list_display = ("kind", "status", "when", "company", "says", "source", "asserted_on", "confidence", "review")
    list_filter = ("review", Origin, "status", "kind", "territory", "extractor")
    list_select_related = ("company", "document", "author")
    search_fields = ("quote", "reason", "company__name", "indication", "detail", "document__title")
    autocomplete_fields = ("company", "milestone", "regulator", "document", "run", "about")
    readonly_fields = ("when", "named_programs", "shown_flags")
    fieldsets = (
        (None, {"fields": ("quote", ("document", "start", "end"), ("author", "reason", "about"), "asserted_on", "milestone")}),
        (
            "What is said",
            {
                "fields": (
                    ("kind", "status", "verb"),
                    ("when", "window_words"),
                    ("named_programs", "indication"),
                    ("phase", "phase_words"),
                    ("regulator", "territory"),
                    ("trial", "detail"),
                    ("counterparty", "amount", "currency"),
                )
            },
        ),
        ("How it was read", {"fields": (("review", "confidence", "shown_flags"), ("extractor", "run"), ("uid", "created_at"))}),
        ("Retraction", {"fields": (("retracted_at", "retracted_by"),)}),
    )
    named_programs = listed("programs")
    shown_flags = listed("flags")
    inlines = (EvidenceInline, PresentationInline)
    actions = (_review(True, "Accept: the documents say so"), _review(False, "Reject: misread"))
    when = dated()

    @admin.display(description="in its words")
    def says(self, claim: Claim) -> str:
        return Truncator(claim.quote or claim.reason).chars(160)

    def get_urls(self) -> list[URLPattern]:
        review = path("<path:object_id>/review/", self.admin_site.admin_view(self.review_view), name="pipeline_tracker_claim_review")
        return [review, *super().get_urls()]

    def review(self, request: HttpRequest, claims: list[Claim], accept: bool) -> None:
        with transaction.atomic():
            curation.review_claims(claims=claims, accept=accept)
            for claim in claims:
                self.log_change(request, claim, "Accepted." if accept else "Rejected as misread.")
        messages.success(request, f"{len(claims)} {'accepted' if accept else 'rejected'}.")

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The buttons of a claim's page post here."""
        if not self.has_curate_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        claim = self.get_object(request, object_id)
        accept = "_accept" in request.POST
        if claim is None or accept == ("_reject" in request.POST):
            raise Http404
        try:
            self.review(request, [claim], accept)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return HttpResponseRedirect(reverse("admin:pipeline_tracker_claim_change", args=[claim.pk]))

    def take_back(self, request: HttpRequest, claim: Claim) -> None:
        curation.retract_claim(claim=claim, author=staff(request), now=timezone.now())

    def return_to(self, claim: Claim) -> str:
        return _change_page(claim.milestone or claim)


@admin.register(AttributeClaim)
class AttributeClaimAdmin(SourcedAdmin):
    list_display = ("subject", "field", "value", "company", "source", "asserted_on", "retracted_at")
    list_filter = ("field", Origin)
    list_select_related = ("company", "document", "author")
    search_fields = ("subject", "value", "company__name", "reason")
    autocomplete_fields = ("company", "program", "trial", "document", "run")
    fieldsets = (
        (None, {"fields": ("quote", ("document", "start", "end"), ("author", "reason"), "asserted_on")}),
        ("What is said", {"fields": ("company", ("subject", "field", "value"), ("program", "trial"))}),
        ("How it was read", {"fields": (("extractor", "run"), ("uid", "created_at"))}),
        ("Retraction", {"fields": (("retracted_at", "retracted_by"),)}),
    )

    def take_back(self, request: HttpRequest, claim: AttributeClaim) -> None:
        curation.retract_attribute(claim=claim, author=staff(request), now=timezone.now())

    def return_to(self, claim: AttributeClaim) -> str:
        return _change_page(claim.program or claim)


def _change_page(row: Model) -> str:
    return reverse(f"admin:pipeline_tracker_{row._meta.model_name}_change", args=[row.pk])


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("quote", "claim", "start", "end")
    list_select_related = ("claim",)
    search_fields = ("quote",)
    autocomplete_fields = ("claim",)


@admin.register(Presentation)
class PresentationAdmin(ReadOnlyAdmin):
    list_display = ("title", "congress", "day", "starts", "ends", "zone", "abstract_id")
    list_filter = ("congress",)
    date_hierarchy = "day"
    search_fields = ("title", "congress", "abstract_id", "place")
    autocomplete_fields = ("claim",)
