"""What a new analyst does on the first day, with scripts and without: from a name to its sentence, to a calendar, to a table."""

import csv
import datetime as dt
import gzip
import io
import json
import re
from typing import Any

import icalendar
import pytest
from openpyxl import load_workbook

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

    # A list as a file has what the screen has, cell by cell, in the same order.
    page.goto("/milestones/?company=cellular-biomedicine-group&sort=when&per_page=200")
    shown = page.locator("table.list tbody tr").evaluate_all(CELLS)
    page.locator("details", has=page.locator("a[href*='.csv']")).locator("summary").click()
    with page.expect_download() as download:
        page.get_by_role("main").locator("a[href*='.csv']").first.click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) > 20
    assert [cells_told(row) for row in shown] == [cells_of(row) for row in rows]

    # Excel and JSON have the same as CSV.
    query = download.value.url.partition("?")[2]
    found = json.loads(page.request.get(f"/milestones.json?{query}").text())["rows"]
    assert [{name: as_text(value) for name, value in row.items()} for row in found] == rows
    header, *lines = load_workbook(io.BytesIO(page.request.get(f"/milestones.xlsx?{query}").body())).active.values
    assert [dict(zip(header, map(as_text, line), strict=True)) for line in lines] == rows


# Of each row its cells by the label of their column: the words that are seen, and the windows and days that are written for machines.
CELLS = """rows => rows.map(row => Object.fromEntries([...row.cells].map(cell => {
  const copy = cell.cloneNode(true)
  for (const hidden of copy.querySelectorAll('.visually-hidden')) hidden.remove()
  const dates = [...cell.querySelectorAll('time, data')].map(e => e.getAttribute('datetime') || e.getAttribute('value'))
  return [cell.dataset.label, {words: copy.textContent.split(/\\s+/).filter(Boolean).join(' '), dates}]
})))"""
# What a cell adds to what the file says: how long something is overdue, which the present day decides, and an indication's abbreviation.
AGE = re.compile(r" for \d[\d,]*( to \d[\d,]*)? days?", re.ASCII)
ABBREVIATION = re.compile(r" \([^()]{1,20}\)", re.ASCII)
SOURCES = {"press_release": "press release", "registry_record": "registry record", "table": "table row"}


def cells_told(row: dict[str, dict[str, Any]]) -> list[object]:
    """The cells of a row on the screen, each as far as the file says the same."""
    words = {label: cell["words"] for label, cell in row.items()}
    return [
        ABBREVIATION.sub("", words["Milestone"]),
        words["Program, company"],
        words["Regulator"],
        row["Date"]["dates"],
        AGE.sub("", words["Status"]),
        row["Source"]["dates"],
        words["Source"].partition(" 20")[2][3:],  # behind the day
    ]


def cells_of(row: dict[str, str]) -> list[object]:
    """The cells that the screen must have where the file has this row."""
    what = " · ".join(filter(None, (row["kind"], row["phase"], row["detail"])))
    where = ", ".join(filter(None, (row["indication"], row["territory"])))
    checks = [row["unconfirmed"] == "true" and "Unconfirmed", row["conflict"] and "Sources disagree"]
    return [
        ABBREVIATION.sub("", " ".join(filter(None, (what, where, row["trial"] and f"Trial {row['trial']}")))),
        f"{row['programs'].replace('; ', ', ') or '–'} {row['company']}",
        row["regulator"] or "–",
        [date for date in (row["date"], row["expected"], *row["earlier_dates"].split("; ")) if date],
        " ".join(filter(None, (row["status"], *checks))),
        [row["source_date"]],
        SOURCES[row["source"]],
    ]


def as_text(value: Any) -> str:
    """A value of JSON or Excel as CSV writes it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(value)
        case dt.datetime():
            return value.date().isoformat()
    return str(value)


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


@pytest.mark.parametrize(
    ("path", "pages"), [("/programs/cellular-biomedicine-group/allojoin/", 2), ("/companies/cellular-biomedicine-group/", 3)]
)
def test_on_paper_a_program_takes_two_pages_and_a_company_three(visit, path, pages):
    page = visit()
    page.goto(path)
    assert (
        len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"))))
        <= pages
    )


def test_on_a_phone_the_pipeline_is_read_without_scrolling_sideways(visit):
    page = visit(viewport={"width": 320, "height": 800})
    page.goto("/companies/cellular-biomedicine-group/")
    assert page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('div:has(> table.pipeline)'))") == 0
    row = page.locator(".pipeline tr", has=page.get_by_role("link", name="AlloJoin", exact=True))
    bars = [box for cell in row.locator("td.stage").all() if (box := cell.bounding_box())]
    assert len(bars) == 9 and len({box["y"] for box in bars}) == 1 and all(box["width"] >= 24 for box in bars)
    assert row.locator("td").last.evaluate("e => getComputedStyle(e, '::before').content") == '"Phase 2 "'


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
