"""What all list pages share: filters with counts, sorting and paging, all of it in the query string."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from pipeline_tracker.web.columns import choose, columns
from pipeline_tracker.web.facets import panel
from pipeline_tracker.web.filters import Filters
from pipeline_tracker.web.tables import Table

PAGE_SIZES = (25, 50, 100, 200)


@dataclass(frozen=True)
class Found:
    """What an address asks of a list: the filters as they were understood, and the rows that they leave, sorted as asked."""

    filters: Filters
    table: Table
    today: dt.date

    @property
    def rows(self) -> QuerySet:
        """All of them, whatever the page; the ordering ends with the key."""
        return self.table.data.data


class ListPage(View):
    """Subclasses name the filters, the table and the template, and say which rows there are."""

    http_method_names = ["get", "head", "options"]
    filters: type[Filters]
    table: type[Table]
    template: str

    def rows(self, today: dt.date) -> QuerySet:
        """Everything that filters narrow."""
        raise NotImplementedError

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        """The rows that are left, with what a line of the table shows."""
        return rows

    def found(self, request: HttpRequest) -> Found:
        """Filtered and sorted by the query string: what the page shows some of, and what an export writes all of. Runs no query."""
        today = timezone.localdate()
        filters = self.filters(request.GET, queryset=self.rows(today))
        table = self.table(self.shown(filters.qs, today))
        table.request = request
        table.order_by = request.GET.getlist("sort")
        choose(table, request.GET)
        return Found(filters, table, today)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.found(request)
        turn_to(found.table, request)
        context = {
            "table": found.table,
            "filters": found.filters,
            "panel": panel(found.filters, request.GET),
            "columns": columns(found.table, request.GET),
            "page_sizes": PAGE_SIZES,
            "per_page": found.table.paginator.per_page,
            "today": found.today,
        }
        return render(request, self.template, context)


def turn_to(table: Table, request: HttpRequest) -> None:
    """The page that is asked for; the nearest one where there is no such page."""
    per_page = next((size for size in PAGE_SIZES if str(size) == request.GET.get("per_page")), PAGE_SIZES[0])
    asked = request.GET.get("page", "1")
    try:
        table.paginate(page=asked, per_page=per_page)
    except PageNotAnInteger:
        table.page = table.paginator.page(1)
    except EmptyPage:
        table.page = table.paginator.page(1 if asked.startswith("-") or asked == "0" else table.paginator.num_pages)
