"""What only a browser tells of every public page: accessibility, width, colours, the content policy."""

from typing import Any

import pytest
from django.urls import resolve

from pipeline_tracker.web.urls import urlpatterns

pytestmark = pytest.mark.browser

KINDS = ("lists", "overviews", "programs", "companies", "milestones", "documents")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"dark": {"color_scheme": "dark"}, "forced": {"color_scheme": "light", "forced_colors": "active"}}

STUCK = """() => [...document.querySelectorAll('main *')].filter(e => {
  const style = getComputedStyle(e)
  return e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(style.overflowX) && e.tabIndex < 0
}).map(e => e.outerHTML.slice(0, 120))"""
# WCAG 2.2, 2.5.8: 24 by 24, links within text and within the chart apart (axe judges the spacing of the others).
SMALL = """() => [...document.querySelectorAll('header a, header button, footer button, .panel a, .panel button, .paging a, thead a')]
  .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 23.9 || box.width < 23.9))
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


def violations(page: Any, rules: list[str]) -> list[tuple[str, ...]]:
    """What axe finds on a page into which it has been put."""
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], "runOnly": rules})["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"][:300]) for one in found]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_fits_its_window_and_keeps_to_the_content_policy(visit, site, kind):
    """In every colour scheme; what differs between schemes are colours, so the other rules are asked once."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (make .stamps/dev)").Axe().axe_script
    page = visit(viewport={"width": 1200, "height": 900})
    found: dict[str, Any] = {}
    for path in site["paths"][kind]:
        page.emulate_media(color_scheme="light", forced_colors="none")
        page.set_viewport_size({"width": 1200, "height": 900})
        page.goto(path)
        page.evaluate(axe)
        found[path, "light"] = violations(page, RULES)
        found[path, "targets"] = page.evaluate(SMALL)
        for name, media in COLOURS.items():
            page.emulate_media(**media)
            found[path, name] = violations(page, ["color-contrast", "link-in-text-block"])
        for width in (1200, 768, 320):
            page.set_viewport_size({"width": width, "height": 800})
            reached = page.evaluate("document.documentElement.scrollWidth")
            found[path, width] = f"{reached} wide" if reached > width else ""
        found[path, "cut off and out of the keyboard's reach"] = page.evaluate(STUCK)
    assert {place: told for place, told in found.items() if told} == {}


NO_PAGES = {"benchmarks_file", "landscape_file", "track_record_file", "export", "table"} | {
    *("calendar_ics", "changes_atom", "changes_json", "set_language"),
}


def test_every_page_is_among_those_that_are_looked_at(site):
    looked_at = {resolve(path.split("?")[0]).url_name for paths in site["paths"].values() for path in paths}
    assert {pattern.name for pattern in urlpatterns if pattern.name and "sitemap" not in pattern.name} - NO_PAGES == looked_at
