"""Regulators and the names they had. Nothing is computed from these names: they are only shown."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from pipeline_tracker import curation
from pipeline_tracker.models import Regulator, RegulatorName

from .base import HistoryAdmin, SeenForm


class RegulatorForm(SeenForm):
    state = staticmethod(curation.version_of)
    hold = staticmethod(curation.hold)


class RegulatorNameInline(admin.TabularInline):
    model = RegulatorName
    fields = ("name", "short", "since", "until")
    extra = 0
    show_change_link = True


@admin.register(Regulator)
class RegulatorAdmin(HistoryAdmin):
    form = RegulatorForm
    list_display = ("code", "territory", "present_name")
    list_filter = ("territory",)
    search_fields = ("code", "names__name", "names__short")
    fields = ("code", "territory", "seen")
    inlines = (RegulatorNameInline,)

    def get_queryset(self, request: HttpRequest):  # type: ignore[no-untyped-def]
        return super().get_queryset(request).prefetch_related("names")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()  # extraction knows regulators by their codes

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description="present name")
    def present_name(self, regulator: Regulator) -> str:
        names = list(regulator.names.all())
        return str(names[-1]) if names else ""


@admin.register(RegulatorName)
class RegulatorNameAdmin(HistoryAdmin):
    form = RegulatorForm
    list_display = ("name", "short", "regulator", "years")
    list_filter = ("regulator",)
    list_select_related = ("regulator",)
    search_fields = ("name", "short", "regulator__code")
    autocomplete_fields = ("regulator",)
    fields = ("regulator", "name", "short", "since", "until", "seen")
