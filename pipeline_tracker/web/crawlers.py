"""What search engines ask for: which addresses not to follow, and the list of those there are."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import addresses

# Filters and their combinations have addresses without end, and each says what the pages themselves say.
RULES = """User-agent: *
Allow: /sitemap
Disallow: /admin/
Disallow: /search/
Disallow: /*?
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{RULES}\nSitemap: {request.build_absolute_uri(reverse('sitemap'))}\n", content_type="text/plain; charset=utf-8")


class Along(Paginator):
    """So many keys to a page, whether they are taken or not: no row is counted, the last page is found as the first is, and what is
    added later moves nothing to another page. Few keys are not taken, so few pages are short, and hardly any is empty."""

    object_list: QuerySet

    @cached_property
    def _ends(self) -> tuple[int, int]:
        """The first key and the last; (1, 0) where there is none."""
        ends = self.object_list.model._default_manager.aggregate(first=Min("pk"), last=Max("pk"))
        return (1, 0) if ends["first"] is None else (ends["first"], ends["last"])

    @cached_property
    def num_pages(self) -> int:
        first, last = self._ends
        return max(-(-(last + 1 - first) // self.per_page), 1)

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = self._ends[0] + (number - 1) * self.per_page
        return Page(self.object_list.filter(pk__gte=start, pk__lt=start + self.per_page), number, self)


class Pages(Sitemap):
    """The pages of one kind by their keys, in the order of the rows: a page of the sitemap is one statement besides that for its ends."""

    limit = 2000

    def __init__(self, view: str, keys: QuerySet):
        self.view, self.keys = view, keys

    def items(self) -> QuerySet:
        return self.keys.all()

    @property
    def paginator(self) -> Along:
        return Along(self.items(), self.limit)

    def location(self, item: tuple[Any, ...]) -> str:
        return reverse(self.view, args=item)


class Lists(Sitemap):
    """The pages of which there is one."""

    def items(self) -> list[str]:
        return [
            "dashboard",
            "programs",
            "companies",
            "landscape",
            "calendar",
            "milestones",
            "changes",
            "benchmarks",
            "trials",
            "regulators",
            "documents",
            "about",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


def sitemaps() -> dict[str, Sitemap]:
    return {
        "lists": Lists(),
        **{view: Pages(view, keys) for view, keys in addresses.keys().items()},
    }
