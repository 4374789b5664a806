"""Where a list can be had as a file: with the page's own query string, but for the place in the list."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORM_LABELS: Mapping[str, str | Promise] = {"csv": "CSV", "xlsx": _("Excel"), "json": "JSON"}
# The tables for ``ingest`` that a list makes.
_TABLES: Mapping[str, Mapping[str, str | Promise]] = {
    "programs": {"programs": _("Programs")},
    "companies": {"companies": _("Companies"), "aliases": _("Aliases"), "indications": _("All indications")},
    "milestones": {"milestones": _("Statements about milestones")},
    "trials": {"trials": _("Trials")},
}


@dataclass(frozen=True)
class Download:
    form: str | Promise
    url: str


@dataclass(frozen=True)
class Downloads:
    """``lists`` are the list as on the screen, ``tables`` what ``manage.py ingest`` reads back, by what they hold."""

    lists: tuple[Download, ...]
    tables: tuple[tuple[str | Promise, tuple[Download, ...]], ...]


def downloads(name: str, query: QueryDict) -> Downloads:
    asked = query.copy()
    for place in ("page", "per_page"):
        asked.pop(place, None)
    tail = f"?{asked.urlencode()}" if asked else ""
    for shown in ("columns", "sort"):
        asked.pop(shown, None)
    narrowed = f"?{asked.urlencode()}" if asked else ""
    return Downloads(
        lists=tuple(Download(label, reverse("export", args=[name, form]) + tail) for form, label in FORM_LABELS.items()),
        tables=tuple(
            (title, _of_table(table, "" if table == "indications" else narrowed)) for table, title in _TABLES.get(name, {}).items()
        ),
    )


def _of_table(table: str, tail: str) -> tuple[Download, ...]:
    return tuple(Download(FORM_LABELS[form], reverse("table", args=[table, form]) + tail) for form in ("csv", "xlsx"))
