"""Lists change in place: the address follows, the focus stays, what is left is announced, and the history leads back."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit):
    page = visit(viewport={"width": 1200, "height": 900})
    page.goto("/milestones/")
    page.evaluate("window.stayed = true")
    return page


def settled(page, query):
    """Waits until the list of this query string stands; it came without a new page."""
    page.wait_for_url(re.compile(re.escape(query) + "$"))
    page.locator("#list:not(.htmx-request)").wait_for()
    page.locator("#announcement:not(:empty)").wait_for(state="attached")
    assert page.evaluate("window.stayed") is True


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_filters_sorting_text_and_columns_change_the_list_and_nothing_else(page):
    everything = page.locator("#results").inner_text()
    value = page.locator("#filters a", has_text="Overdue").first
    name = value.get_attribute("id")
    value.click()
    settled(page, "?state=overdue")
    assert focused(page) == name
    assert page.locator(f"#{name}").get_attribute("aria-current") == "true"
    left = page.locator("#results").inner_text()
    assert left != everything
    assert page.locator("#announcement").text_content() == left

    page.locator("#sort-source").click()
    settled(page, "?state=overdue&sort=source")
    assert focused(page) == "sort-source"
    assert page.locator("th[aria-sort]").inner_text().strip() == "Source"

    page.locator("#id_q").fill("trial")
    page.locator("#id_q").press("Enter")
    settled(page, "?state=overdue&sort=source&q=trial")
    assert focused(page) == "id_q"

    page.locator("#columns summary").click()
    page.locator("#columns input[value=territory]").check()
    page.locator("#columns input[value=regulator]").uncheck()
    page.locator("#columns button").click()
    settled(page, "columns=subject%2Cwhen%2Cstate%2Csource%2Cterritory")
    heads = [head.inner_text().strip() for head in page.locator("table.list thead th").all()]
    assert heads in (["Milestone", "Program, company", "Date", "Status", "Source", "Territory"], [])
    assert focused(page) == "results"

    for query in ("?state=overdue&sort=source&q=trial", "?state=overdue&sort=source"):
        with page.expect_event("load"):
            page.evaluate("setTimeout(() => history.back())")
        assert page.url.endswith(query)
    assert page.locator("#results").inner_text() == left


def test_the_next_page_begins_at_its_top_and_rows_lead_to_their_own_pages(page):
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/milestones/?page=2")
    page.locator("#announcement:not(:empty)").wait_for(state="attached")
    assert focused(page) == "results"
    assert page.locator("#results").bounding_box()["y"] >= 0
    page.locator("table.list tbody th a").first.click()
    page.wait_for_url(re.compile(r"/milestones/[^/]+/[^/]+/$"))
    assert page.evaluate("window.stayed") is None


def test_a_list_that_the_server_refuses_is_shown_as_the_server_answers(page):
    page.route("**/milestones/?state=overdue", lambda route: route.fulfill(status=404, body="<h1>gone</h1>", content_type="text/html"))
    page.locator("#filters a", has_text="Overdue").first.click()
    page.get_by_role("heading", name="gone").wait_for()
    assert page.url.endswith("?state=overdue")


def test_a_menu_closes_on_escape_and_when_something_else_is_clicked(page):
    menu = page.locator("#downloads")
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.parentElement.id") == "downloads"
    menu.locator("summary").click()
    page.locator("#columns summary").click()
    assert menu.get_attribute("open") is None
    assert page.locator("#columns").get_attribute("open") is not None
