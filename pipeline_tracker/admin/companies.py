"""Companies and their other names."""

from django.contrib import admin
from django.http import HttpRequest

from pipeline_tracker.models import Company, CompanyAlias

from .named import AliasInline, Lasting, NamedAdmin


class CompanyAliasInline(AliasInline):
    model = CompanyAlias
    fields = ("name", "source", "former")
    readonly_fields = ("source",)
    can_delete = False


@admin.register(Company)
class CompanyAdmin(Lasting, NamedAdmin):
    list_display = ("name", "ticker", "exchange", "country", "confirmed")
    list_filter = ("confirmed", "sponsor_class", "exchange", "country")
    search_fields = ("name", "ticker", "aliases__name")
    fields = ("name", "slug", "ticker", "exchange", "cik", "country", "sponsor_class", "confirmed", "seen")
    readonly_fields = ("slug", "sponsor_class")
    inlines = (CompanyAliasInline,)


@admin.register(CompanyAlias)
class CompanyAliasAdmin(NamedAdmin):
    list_display = ("name", "company", "source", "former")
    list_filter = ("source", "former")
    list_select_related = ("company",)
    search_fields = ("name", "company__name")
    autocomplete_fields = ("company",)
    fields = ("company", "name", "source", "former", "seen")
    readonly_fields = ("source",)

    def has_delete_permission(self, request: HttpRequest, obj: CompanyAlias | None = None) -> bool:
        """What a document says would only come back."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.source != "document")
