"""What runs of commands did, and the addresses that pages had before."""

from django.contrib import admin

from pipeline_tracker.models import FormerAddress, Run, RunNote

from .base import ReadOnlyAdmin, ReadOnlyInline


class RunNoteInline(ReadOnlyInline):
    model = RunNote
    fields = ("level", "code", "source", "record", "field", "message")


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "command", "state", "read", "created", "unchanged", "refused", "version")
    list_filter = ("state", "command")
    date_hierarchy = "started_at"
    search_fields = ("command", "version", "notes__source", "notes__message")
    inlines = (RunNoteInline,)


@admin.register(RunNote)
class RunNoteAdmin(ReadOnlyAdmin):
    list_display = ("message", "level", "code", "source", "run")
    list_filter = ("level", "code")
    list_select_related = ("run",)
    search_fields = ("message", "source", "record")
    autocomplete_fields = ("run",)


@admin.register(FormerAddress)
class FormerAddressAdmin(ReadOnlyAdmin):
    list_display = ("path", "target")
    search_fields = ("path", "target")
