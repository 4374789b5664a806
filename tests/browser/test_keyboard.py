"""Everything can be done with the keyboard: what has the focus shows it, and nothing keeps it."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

# What has the focus: its name, whether it can be seen, and whether an outline marks it. A date has several stops of its own.
FOCUSED = """() => {
  const e = document.activeElement
  if (e === document.body) return null
  const box = e.getBoundingClientRect(), style = getComputedStyle(e)
  const again = e.dataset.stop !== undefined
  if (!again) e.dataset.stop = ''
  return {again, first: e.matches('.skip'), name: (e.getAttribute('aria-label') || e.textContent || e.name || e.id).trim().slice(0, 40),
          seen: box.width > 1 && box.height > 1 && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2}
}"""
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
REACHABLE = """s => [...document.querySelectorAll(s)]
  .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})).length"""
LIMIT = 600  # more stops than any page of the test site has


def stops(page: Any) -> list[dict[str, Any]]:
    """Every stop of the tab key through the page, until it leaves at the end."""
    found: list[dict[str, Any]] = []
    for _ in range(LIMIT):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stop["again"] and stop["first"]):
            return found
        if not stop["again"]:
            found.append(stop)
    raise AssertionError(f"The tab key does not get through {page.url}.")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/milestones/",
        "/programs/nonesuch-therapeutics/nsx-201/",
        "/companies/cellular-biomedicine-group/",
        "/landscape/",
        "/calendar/",
        "/benchmarks/?by=area",
        "/changes/",
    ],
)
def test_the_tab_key_reaches_everything_shows_where_it_is_and_is_never_kept(visit, path):
    page = visit(viewport={"width": 1200, "height": 900})
    page.goto(path)
    expected = page.evaluate(REACHABLE, FOCUSABLE)
    found = stops(page)
    assert [stop["name"] for stop in found if not stop["seen"]] == []
    assert len(found) == expected
    assert found[0]["name"] == "Skip to content"


def test_the_skip_links_lead_past_the_navigation(visit):
    page = visit()
    page.goto("/programs/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.goto("/programs/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("kneera")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=kneera")


def test_on_a_phone_the_menu_opens_and_closes_with_the_keyboard_and_leads_on(visit):
    page = visit(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto("/about/")
    menu, programs = page.locator("button.menu"), page.locator("nav.main a", has_text="Programs")
    assert not programs.is_visible()
    menu.press("Enter")
    assert programs.is_visible()
    page.keyboard.press("Escape")
    assert not programs.is_visible()
    menu.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/")


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_columns_and_language_are_chosen_with_the_keyboard(visit, scripts):
    page = visit(viewport={"width": 1200, "height": 900}, java_script_enabled=scripts)
    page.goto("/milestones/")
    page.locator(".panel .facet a", has_text="Overdue").press("Enter")
    page.wait_for_url("**state=overdue*")
    page.get_by_text("Columns", exact=True).press("Enter")
    page.get_by_role("checkbox", name="Territory").press("Space")
    page.get_by_role("button", name="Show").press("Enter")
    page.wait_for_url("**columns=*")
    assert page.get_by_role("columnheader", name="Territory").is_visible()
    assert "state=overdue" in page.url
    chosen = page.url
    page.get_by_role("button", name="简体中文").press("Enter")
    page.wait_for_load_state()
    assert (page.url, page.locator("h1").inner_text(), page.locator("html").get_attribute("lang")) == (chosen, "里程碑", "zh-Hans")
    page.get_by_role("button", name="English").press("Enter")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Milestones"
