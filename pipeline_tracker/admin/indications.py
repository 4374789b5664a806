"""Indications and their other names."""

from django.contrib import admin

from pipeline_tracker.models import Indication, IndicationAlias

from .named import AliasInline, Lasting, NamedAdmin


class IndicationAliasInline(AliasInline):
    model = IndicationAlias
    fields = ("name",)


@admin.register(Indication)
class IndicationAdmin(Lasting, NamedAdmin):
    list_display = ("name", "abbreviation", "area", "confirmed")
    list_filter = ("confirmed", "area")
    search_fields = ("name", "abbreviation", "aliases__name")
    fields = ("name", "slug", "abbreviation", "area", "confirmed", "seen")
    readonly_fields = ("slug",)
    inlines = (IndicationAliasInline,)


@admin.register(IndicationAlias)
class IndicationAliasAdmin(NamedAdmin):
    list_display = ("name", "indication")
    list_select_related = ("indication",)
    search_fields = ("name", "indication__name")
    autocomplete_fields = ("indication",)
    fields = ("indication", "name", "seen")
