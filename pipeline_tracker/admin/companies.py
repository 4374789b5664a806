"""Companies and their other names."""

from django.contrib import admin

from pipeline_tracker.models import Company, CompanyAlias

from .named import AliasInline, Lasting, NamedAdmin


class CompanyAliasInline(AliasInline):
    model = CompanyAlias
    fields = ("name", "former")


@admin.register(Company)
class CompanyAdmin(Lasting, NamedAdmin):
    list_display = ("name", "ticker", "exchange", "country", "confirmed")
    list_filter = ("confirmed", "exchange", "country")
    search_fields = ("name", "ticker", "aliases__name")
    fields = ("name", "slug", "ticker", "exchange", "cik", "country", "confirmed", "seen")
    readonly_fields = ("slug",)
    inlines = (CompanyAliasInline,)


@admin.register(CompanyAlias)
class CompanyAliasAdmin(NamedAdmin):
    list_display = ("name", "company", "former")
    list_filter = ("former",)
    list_select_related = ("company",)
    search_fields = ("name", "company__name")
    autocomplete_fields = ("company",)
    fields = ("company", "name", "former", "seen")
