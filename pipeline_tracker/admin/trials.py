"""Trials, as registries and sponsors name them."""

from django.contrib import admin

from pipeline_tracker.models import Trial, TrialIdentifier

from .base import ReadOnlyAdmin, ReadOnlyInline, listed


class TrialIdentifierInline(ReadOnlyInline):
    model = TrialIdentifier
    fields = ("scheme", "value")


@admin.register(Trial)
class TrialAdmin(ReadOnlyAdmin):
    list_display = ("identifier", "acronym", "company", "registry", "phase", "status", "sponsor")
    list_filter = ("registry", "phase", "status")
    list_select_related = ("company",)
    search_fields = ("identifier", "title", "acronym", "sponsor", "company__name", "identifiers__value")
    autocomplete_fields = ("company", "programs", "indications")
    fieldsets = (
        (None, {"fields": (("identifier", "registry"), "title", "acronym", "slug")}),
        ("Whose it is", {"fields": (("company", "sponsor"), "who_collaborates")}),
        ("How it stands", {"fields": (("status", "phase", "enrollment"), "sites_in")}),
        ("What it tests", {"fields": ("programs", "indications", "what_is_given")}),
    )
    readonly_fields = ("who_collaborates", "what_is_given", "sites_in")
    who_collaborates = listed("collaborators")
    what_is_given = listed("interventions")
    sites_in = listed("countries")
    inlines = (TrialIdentifierInline,)


@admin.register(TrialIdentifier)
class TrialIdentifierAdmin(ReadOnlyAdmin):
    list_display = ("value", "scheme", "trial")
    list_filter = ("scheme",)
    list_select_related = ("trial",)
    search_fields = ("value", "trial__identifier")
    autocomplete_fields = ("trial",)
