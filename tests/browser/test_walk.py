"""What a new analyst does on the first day, with scripts and without: from a name to its sentence, to a calendar, to a table."""

import csv
import gzip
import io
import re
from typing import Any

import icalendar
import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_name_to_its_sentence_its_companys_pipeline_a_calendar_and_a_table(visit, scripts):
    page = visit(viewport={"width": 1200, "height": 900}, java_script_enabled=scripts)
    page.goto("/")

    # A name leads to the program, and the program to a sentence in its document.
    page.get_by_role("searchbox").fill("allojoin")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search/?q=allojoin")
    page.get_by_role("main").get_by_role("link", name="AlloJoin", exact=True).first.click()
    page.wait_for_url("**/programs/cellular-biomedicine-group/allojoin/")
    assert page.get_by_role("heading", level=1).inner_text() == "AlloJoin"
    assert page.locator(".timeline a.row").count() > 3
    row = page.locator("tr", has_text="Press release").filter(has=page.locator("a.source")).first
    sentence = " ".join(row.locator("q").first.inner_text().split()).strip("“”…")
    row.locator("a.source").first.click()
    page.wait_for_url("**/documents/*/#c*")
    marked = page.locator("mark:target")
    assert marked.is_visible()
    assert sentence[:40] in " ".join(marked.inner_text().split())

    # The document leads to its company, whose pipeline shows the program.
    page.get_by_role("main").get_by_role("link", name="Cellular Biomedicine Group Inc.").first.click()
    page.wait_for_url("**/companies/cellular-biomedicine-group/")
    assert page.get_by_role("main").get_by_role("link", name="AlloJoin", exact=True).first.is_visible()

    # The company's calendar can be subscribed to.
    page.goto("/calendar/?company=cellular-biomedicine-group")
    address = page.get_by_role("main").get_by_role("link", name="iCalendar").get_attribute("href")
    answer = page.request.get(address)
    assert answer.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.text()).walk("VEVENT")
    assert any("AlloJoin" in str(event["SUMMARY"]) for event in events)
    assert len({str(event["UID"]) for event in events}) == len(events)

    # A list as a file has what the screen has, in the same order.
    page.goto("/milestones/?company=cellular-biomedicine-group&kind=trial_initiated&sort=when")
    shown = [" ".join(cell.inner_text().split()) for cell in page.locator("table.list tbody time, table.list tbody data").all()]
    page.locator("details", has=page.locator("a[href*='.csv']")).locator("summary").click()
    with page.expect_download() as download:
        page.get_by_role("main").locator("a[href*='.csv']").first.click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) == page.locator("table.list tbody tr").count() > 0
    assert [row["kind_code"] for row in rows] == ["trial_initiated"] * len(rows)
    assert {row["company"] for row in rows} == {"Cellular Biomedicine Group Inc."}
    assert shown


# --- what is sent -----------------------------------------------------------------------------------------------------

LIMIT = 100_000  # bytes, compressed: what a slow connection takes in a second or two


@pytest.mark.parametrize("name", ["programs", "milestones", "documents"])
def test_a_list_of_fifty_rows_is_light(visit, name):
    """Its markup, styles, icons and scripts together, as gzip makes them."""
    page = visit(viewport={"width": 1200, "height": 900})
    sent: dict[str, int] = {}
    page.on("response", lambda answer: sent.update({answer.url: len(gzip.compress(answer.body(), 6))}))
    page.goto(f"/{name}/?per_page=50", wait_until="networkidle")
    assert page.locator("table.list tbody tr").count() == 50
    assert sum(sent.values()) < LIMIT, sent


def test_print_leaves_out_what_only_a_screen_needs_and_spells_out_sources(visit):
    page = visit()
    page.emulate_media(media="print")
    page.goto("/programs/aster-bio/ast-1/")
    assert not page.locator("header.site").is_visible()
    assert not page.locator("footer.site").is_visible()
    assert not page.locator(".crumbs").is_visible()
    assert "/documents/" in page.evaluate("getComputedStyle(document.querySelector('a.source'), '::after').content")


def test_a_mark_of_the_timeline_leads_to_its_row_and_the_row_to_its_sentence(visit):
    page = visit(viewport={"width": 1200, "height": 900})
    page.goto("/programs/aster-bio/ast-1/")
    page.locator(".timeline a.row", has_text=re.compile(r"^\s*Trial initiated · Phase 2")).first.click()
    page.wait_for_url("**#m-ast-1-trial-initiated")
    row = page.locator("#m-ast-1-trial-initiated")
    assert row.is_visible()
    row.locator("a.source").first.click()
    page.wait_for_url("**/documents/*/#c*")
    assert page.locator("mark:target").get_attribute("id") == "c0-50"
    page.locator("mark:target > a.ref").click()
    page.wait_for_url("**#fact-*")
    assert "Trial initiated · Phase 2" in page.locator("li:target").inner_text()


def test_the_language_chosen_stays_and_sources_keep_their_own(visit):
    page: Any = visit(java_script_enabled=False)
    page.goto("/programs/aster-bio/ast-1/")
    page.get_by_role("button", name="简体中文").click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "AST-1"
    assert page.get_by_role("heading", name="里程碑").first.is_visible()
    assert page.locator("q").first.evaluate("e => e.closest('[lang]').lang") == "en"
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
