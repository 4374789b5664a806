"""What lists in place need of their pages; that they work, tests/browser tells."""

import re

from pipeline_tracker.web.views.exports import LISTS, TABLES
from tests.web.html import get


def test_scripts_are_files_of_ours_and_nothing_is_inline(client, world):
    for name in LISTS:
        check_scripts(get(client, f"/{name}/"))


def check_scripts(page):
    assert [script.get("src") for script in page.xpath("//script")] == ["/static/django_htmx/htmx-2.min.js", "/static/lists.js"]
    assert [script.text for script in page.xpath("//script") if script.text] == []
    assert page.xpath("//@style | //style | //@onclick") == []
    (config,) = page.xpath("//meta[@name='htmx-config']/@content")
    assert {'"includeIndicatorStyles":false', '"allowEval":false', '"allowScriptTags":false'} <= set(config.strip("{}").split(","))


def test_what_changes_in_place_is_the_list_and_rows_lead_to_pages_of_their_own(client, registered):
    page = get(client, "/milestones/?state=overdue")
    boosted = page.xpath("//*[@hx-boost='true']")
    assert all(element.xpath("ancestor::div[@id='list']") for element in boosted)
    assert page.xpath("//tbody//a[ancestor::*[@hx-boost='true']]") == []
    assert page.xpath("//thead//a[not(ancestor::*[@hx-boost='true'])]") == []
    assert page.xpath("//aside[@id='filters']/@hx-boost") == ["true"]


def test_each_place_that_keeps_the_focus_has_a_name_of_its_own(client, registered):
    registered.grow(3)
    for name in LISTS:
        ids = get(client, f"/{name}/").xpath("//@id")
        assert len(ids) == len(set(ids)), name
        assert {"results", "announcement", "list", "columns", "downloads", "size-50"} <= set(ids), name


def test_the_name_of_a_value_stays_when_it_is_switched_on(client, world):
    before, after = (
        get(client, f"/milestones/{query}").xpath("//section[@aria-labelledby='facet-state']//a") for query in ("", "?state=overdue")
    )
    assert before[0].get("id") == after[0].get("id")
    assert (before[0].get("aria-current"), after[0].get("aria-current")) == (None, "true")


def test_downloads_carry_the_query_string_of_the_page_but_its_place(client, world):
    for name in LISTS:
        check_downloads(client, name)


def check_downloads(client, name):
    page = get(client, f"/{name}/?page=2&per_page=50&q=a&sort=-name&columns=x")
    links = page.xpath("//details[@id='downloads']//a")
    addresses = [link.get("href") for link in links]
    assert addresses[:3] == [f"/{name}.{form}?q=a&sort=-name&columns=x" for form in ("csv", "xlsx", "json")]
    assert all(re.fullmatch(r"/tables/(indications\.(csv|xlsx)|\w+\.(csv|xlsx)\?q=a)", address) for address in addresses[3:])
    assert {link.get("hx-boost") for link in links} == {"false"}
    for address in addresses:
        assert b"".join(client.get(address)), address


def test_every_table_can_be_had_from_a_list(client, world):
    found = {address for name in LISTS for address in get(client, f"/{name}/").xpath("//details[@id='downloads']//a/@href")}
    assert found >= {f"/tables/{table}.{form}" for table in TABLES for form in ("csv", "xlsx")}
