"""What all list pages share: filters with counts, sorting and paging, all of it in the query string."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views import View

from pipeline_tracker.queries.sorting import Place, Sorted
from pipeline_tracker.web import as_of
from pipeline_tracker.web.columns import choose, columns
from pipeline_tracker.web.exports.links import downloads
from pipeline_tracker.web.facets import panel
from pipeline_tracker.web.filters import Filters
from pipeline_tracker.web.paging import SIZES, batches, size_of, turn
from pipeline_tracker.web.tables import Table


@dataclass(frozen=True)
class Found:
    """What an address asks of a list: the filters as they were understood, the head of its table, and the rows in their order."""

    filters: Filters
    table: Table
    rows: Sorted
    shown: Callable[[QuerySet, dt.date], QuerySet]
    today: dt.date

    def read(self, places: Iterable[Place]) -> list[Model]:
        """The rows at these places, in their order, with all that a line of the table shows."""
        keys = [place.key for place in places]
        found = {row.pk: row for row in self.shown(self.filters.queryset.filter(pk__in=keys).order_by(), self.today)}
        return [found[key] for key in keys if key in found]

    def all(self, at_once: int) -> Iterator[Model]:
        """Every row that the filters leave, in the order of the list; ``at_once`` of them are held at a time."""
        for places in batches(replace(self.rows, near=None), at_once):
            yield from self.read(places)


class ListPage(View):
    """Subclasses name the filters, the table and the template, and say which rows there are. ``name`` is that of its address."""

    http_method_names = ["get", "head", "options"]
    name: str
    filters: type[Filters]
    table: type[Table]
    template: str

    def rows(self, today: dt.date) -> QuerySet:
        """Everything that filters narrow."""
        raise NotImplementedError

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        """A few of the rows, with what a line of the table shows."""
        return rows

    def found(self, request: HttpRequest) -> Found:
        """Filtered and sorted by the query string: what the page shows some of, and what an export writes all of. Runs no query
        but those that look a text up."""
        today = as_of.today()
        filters = self.filters(request.GET, queryset=self.rows(today))
        table = self.table()
        table.request = request
        table.sort_by(request.GET.getlist("sort"))
        choose(table, request.GET)
        rows: Any = SimpleLazyObject(lambda: filters.qs)  # a page of what a text has left often does without
        known_by = today if as_of.is_past() else None
        return Found(filters, table, Sorted(rows, *table.sorting(today), near=filters.near, known_by=known_by), self.shown, today)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.found(request)
        count = found.filters.counted.total
        page = turn(found.rows, request.GET.get("page", ""), size_of(request.GET.get("per_page")), count)
        context = {
            "table": found.table,
            "count": count,
            "page": page,
            "rows": found.read(page.places),
            "filters": found.filters,
            "panel": panel(found.filters, request.GET),
            "columns": columns(found.table, request.GET),
            "downloads": downloads(self.name, request.GET),
            "page_sizes": SIZES,
            "today": found.today,
        }
        return render(request, self.template, context)
