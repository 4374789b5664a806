"""What all admin pages share: narrow filters, read-only tables, history, and forms that notice another's edit."""

import re
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from pipeline_tracker.models.windowed import Windowed

NOTHING = "–"
LONGEST_VALUE = 300  # of a filter in the query string


def link(url: str, text: object) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text)


def when(row: Windowed) -> str:
    """A stored window in words."""
    return str(row.window) if row.window else NOTHING


def staff(request: HttpRequest) -> User:
    """Who is editing; the admin lets nobody else in."""
    return cast(User, request.user)


def dated(description: str = "date") -> Any:
    """A column with the window of a row, in words."""

    def column(row: Windowed) -> str:
        return when(row)

    return staticmethod(admin.display(description=description, ordering="latest")(column))


def listed(field: str) -> Any:
    """A column with a list of words, or of lists of words, separated by commas."""

    def column(row: models.Model) -> str:
        return ", ".join(each if isinstance(each, str) else " · ".join(filter(None, each)) for each in getattr(row, field))

    return staticmethod(admin.display(description=field.replace("_", " "))(column))


class TrackerAdmin(admin.ModelAdmin):
    """Base of every page. Stock pages accept any lookup in the query string, `__regex` included, which lets an
    account that may only look keep a worker busy for minutes; these accept their own filters and exact ids."""

    empty_value_display = NOTHING
    list_per_page = 50
    show_full_result_count = False  # a second count of the whole table, for every search

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        if self.date_hierarchy and lookup == f"{self.date_hierarchy}__year":
            return bool(re.fullmatch(r"[12]\d{3}", value, re.ASCII))  # the year after it must exist, too
        return lookup in self._lookups(request) and "\x00" not in value and len(value) <= LONGEST_VALUE

    def _lookups(self, request: HttpRequest | None) -> set[str]:
        related = {field.name for field in self.opts.get_fields() if field.is_relation and not field.auto_created}
        allowed = {"id__exact", *(f"{name}__id__exact" for name in related)}
        for entry in self.get_list_filter(request) if request else self.list_filter:
            if isinstance(entry, type):
                allowed.add(entry.parameter_name)  # type: ignore[attr-defined]
                continue
            name = entry[0] if isinstance(entry, tuple) else entry
            allowed |= {f"{name}__{lookup}" for lookup in (("isnull",) if name in related else ("exact", "isnull", "isempty"))}
        if self.date_hierarchy:
            allowed |= {f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day")}
        return allowed

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str) -> tuple[models.QuerySet, bool]:
        # The autocomplete view checks nothing, and PostgreSQL refuses this character.
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))


class ReadOnly:
    """Rows that documents or computation make: to be looked at, never typed."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, TrackerAdmin):
    pass


class ShownFormSet(forms.BaseInlineFormSet):
    """Rows as they are, whatever was posted: a form that is shown again shows them as they are by then."""

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any):
        super().__init__(**kwargs)

    def is_valid(self) -> bool:
        return True

    def save(self, commit: bool = True) -> list[models.Model]:
        self.new_objects: list = []
        self.changed_objects: list = []
        self.deleted_objects: list = []
        return []


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    formset = ShownFormSet
    extra = 0
    show_change_link = True


class HistoryAdmin(TrackerAdmin, SimpleHistoryAdmin):
    """Rows whose edits are kept: who changed what, when.

    The page that shows one version is left out: by a hand-made POST to it anyone who may look could write, past
    curation. To go back, edit the row; that is history, too.
    """

    object_history_list_template = "admin/history_list.html"  # the package's own carries an inline style

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if not str(url.name).endswith("_simple_history")]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        try:
            self.opts.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404 from error
        return super().history_view(request, object_id, extra_context)

    def revert_disabled(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return True


class SeenForm(forms.ModelForm):
    """A form that carries what its reader saw, and is shown again instead of saved where that has changed meanwhile.

    ``state`` gives the present state in one line; ``hold`` locks what a save will touch. Both run within the
    transaction of the admin's own view, so that nothing comes between check and save.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    state: Callable[[Any], str]
    hold: Callable[[Any], object]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen"].initial = type(self).state(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            type(self).hold(self.instance)
            now = type(self).state(self.instance)
            if not now or cleaned.get("seen") != now:
                # Shown again with the new state: who then saves has seen it.
                self.data = {**self.data, self.add_prefix("seen"): now}
                raise ValidationError(
                    "This was changed by somebody else since you opened the page, and nothing was saved. "
                    "Compare what is said now with what you entered, and save again if it still holds.",
                    code="changed",
                )
        return cleaned
