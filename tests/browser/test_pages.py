"""What only a browser tells of the public pages: accessibility, width, the content policy, working links, print."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(browser: Any, live_server: Any) -> Any:
    """Opens pages in a fresh context; the test fails on anything that the browser complains about."""
    complaints: list[str] = []
    contexts = []

    def opened(**options: Any) -> Any:
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    # A page that is not found is told to the console, too; nothing else may be.
    assert [told for told in complaints if "status of 404" not in told] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(visit, addresses, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(color_scheme=scheme, bypass_csp=True, viewport={"width": 1200, "height": 900})
    found = {}
    for address in addresses:
        page.goto(address)
        violations = (
            Axe()
            .run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
            .response["violations"]
        )
        if violations:
            found[address] = [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in violations]
    assert found == {}


@pytest.mark.parametrize("width", [320, 768, 1200])
def test_no_page_scrolls_sideways_and_nothing_breaks_the_content_policy(visit, addresses, width):
    page = visit(viewport={"width": width, "height": 800})
    wide = {}
    for address in addresses:
        page.goto(address)
        if (reached := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[address] = reached
    assert wide == {}


def test_what_is_cut_off_can_be_scrolled_to_with_the_keyboard(visit, addresses):
    page = visit(viewport={"width": 320, "height": 800})
    stuck = {}
    for address in addresses:
        page.goto(address)
        found = page.evaluate(
            """() => [...document.querySelectorAll('main *')].filter(e => {
                 const style = getComputedStyle(e)
                 return e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(style.overflowX) && e.tabIndex < 0
               }).map(e => e.outerHTML.slice(0, 120))"""
        )
        if found:
            stuck[address] = found
    assert stuck == {}


def test_every_link_within_the_site_leads_somewhere(visit, world, live_server):
    page = visit()
    waiting, seen, broken, anchors = ["/"], {"/"}, {}, []
    while waiting:
        address = waiting.pop()
        response = page.request.get(address)
        if response.status != 200:
            broken[address] = response.status
            continue
        text = response.text()
        for link in re.findall(r'<a [^>]*href="([^"]*)"', text):
            parts = urlsplit(page.evaluate("([a, b]) => new URL(a, b).href", [link.replace("&amp;", "&"), live_server.url + address]))
            if f"{parts.scheme}://{parts.netloc}" != live_server.url:
                continue
            if parts.fragment:
                anchors.append((address, parts.path + (f"?{parts.query}" if parts.query else ""), parts.fragment))
            # Filters multiply without end: one step from the plain list is far enough.
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if target not in seen and not ("?" in target and "?" in address):
                seen.add(target)
                waiting.append(target)
    assert broken == {}
    assert len(seen) > 100
    texts = {target: page.request.get(target).text() for target in {target for _, target, _ in anchors if "?" not in target}}
    missing = [(place, target, name) for place, target, name in anchors if target in texts and f'id="{name}"' not in texts[target]]
    assert missing == []


def test_a_mark_of_the_timeline_leads_to_its_row_and_the_row_to_its_sentence(visit, world):
    page = visit(viewport={"width": 1200, "height": 900})
    page.goto(world.ast1.get_absolute_url())
    page.get_by_role("link", name=re.compile("^Trial initiated · Phase 2, knee osteoarthritis")).click()
    page.wait_for_url("**#m-ast-1-trial-initiated")
    row = page.locator("#m-ast-1-trial-initiated")
    assert row.is_visible()
    row.locator("a.source").first.click()
    page.wait_for_url("**/documents/*/#c*")
    assert page.locator("mark:target").get_attribute("id") == "c0-50"
    page.locator("mark:target > a.ref").click()
    page.wait_for_url("**#fact-*")
    assert "Trial initiated · Phase 2" in page.locator("li:target").inner_text()


def test_the_skip_link_is_the_first_stop_and_shows_itself(visit, world):
    page = visit()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    assert page.locator(".skip").bounding_box()["x"] >= 0


def test_targets_are_large_enough_for_a_finger(visit, addresses):
    """WCAG 2.2, 2.5.8: 24 by 24, links within text and within the chart apart (axe judges the spacing of the others)."""
    page = visit(viewport={"width": 1200, "height": 900})
    small = {}
    for address in addresses:
        page.goto(address)
        found = page.evaluate(
            """() => [...document.querySelectorAll('header a, header button, .panel a, .paging a, .panel button, thead a, .chosen a')]
                 .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
                 .filter(([, box]) => box.width && (box.height < 23.9 || box.width < 23.9))
                 .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
        )
        if found:
            small[address] = found[:5]
    assert small == {}


def test_print_leaves_out_what_only_a_screen_needs_and_spells_out_sources(visit, world):
    page = visit()
    page.emulate_media(media="print")
    page.goto(world.ast1.get_absolute_url())
    assert not page.locator("header.site").is_visible()
    assert not page.locator(".crumbs").is_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('a.source'), '::after').content")
    assert "/documents/" in shown
