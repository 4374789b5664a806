"""What search engines ask for: which addresses not to follow, and the list of those there are."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
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


class Pages(Sitemap):
    """The pages of one kind by their keys, in the order of the rows: a page of the sitemap is one statement besides the count."""

    limit = 1000

    def __init__(self, view: str, keys: QuerySet):
        self.view, self.keys = view, keys

    def items(self) -> QuerySet:
        return self.keys.all()

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
