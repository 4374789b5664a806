"""Addresses that anybody may write: lists, exports and search answer with 200 or 400, never with an error of ours."""

import random
from urllib.parse import quote, quote_plus

import pytest
from django.urls import resolve

from pipeline_tracker.web.urls import urlpatterns
from pipeline_tracker.web.views.changes import Form as ChangesForm
from pipeline_tracker.web.views.exports import LISTS, TABLE_FORMS, TABLES
from tests.web.html import parse


def places(world) -> list[str]:
    """Every public address, the same number of them whatever the world holds."""
    company = world.aster.get_absolute_url()
    return [
        *(f"/{name}/" for name in LISTS),
        *(f"/{name}.{form}" for name in LISTS for form in ("csv", "json")),
        *(f"/tables/{name}.{TABLE_FORMS[0]}" for name in TABLES),
        *("/", "/about/", "/search/", "/landscape/", "/benchmarks/", "/calendar/", "/changes/"),
        *(
            "/benchmarks.json",
            "/landscape.json",
            "/calendar.ics",
            "/changes.atom",
            "/changes.json",
            "/sitemap.xml",
            "/sitemap-program.xml",
            "/robots.txt",
        ),
        *(company, f"{company}track-record/", f"{company}track-record.csv", "/regulators/FDA/"),
        *(row.get_absolute_url() for row in (world.ast1, world.milestones["filing"], world.trial, world.documents["start"], world.run)),
    ]


PARAMETERS = sorted(
    {name for page in LISTS.values() for name in page.filters.base_filters}
    | set(ChangesForm.base_fields)
    | {"sort", "page", "per_page", "columns", "by", "find", "layer", "kind"}
    | {"part", "party", "verdict", "group", "discontinued", "whole", "all", "in", "year", "outcome", "p", "as_of"}
)
VALUES = [
    "",
    "none",
    "None",
    "null",
    "0",
    "-1",
    "1e309",
    "９",
    "²",
    "٣",
    "9" * 400,
    "a" * 300,
    "%",
    "_",
    "\\",
    "'",
    '"',
    "';--",
    "<script>",
    "{{7*7}}",
    "%s %(x)s {0}",
    "../../etc/passwd",
    "a,b,,c",
    ";",
    "&",
    "=",
    "\0",
    "a\0b",
    "\x7f\x1b\r\n",
    "\u202e\u200b",
    "\ufeff",
    "\ud800",
    "💊" * 20,
    "é",
    "İ",
    "ß",
    "\U0010ffff",
    "2024-02-30",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "-2024-01-01",
    "2024-13",
    "2024-W01-1",
    "phase_2",
    "overdue",
    "name",
    "-name",
    "--name",
    "pk",
    "-when",
    "company__id",
    "a OR b",
    '"open quote',
    "(((((",
    "* : | & !",
    "NEAR/3",
    "NCT07654321",
    "nct00000000",
    "furthest=phase_2&area=x",
    "area=%00",
    "eyJ",
    "AAAA" * 50,
]


def queries(seed: int, count: int, places: list[str]) -> list[str]:
    """Addresses with up to six parameters, half of them such as pages have, a few with bytes that are no UTF-8."""
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        parts = []
        for _ in range(draw.choice((1, 1, 2, 3, 6))):
            name = draw.choice(PARAMETERS) if draw.random() < 0.95 else draw.choice(VALUES)
            value = (
                draw.choice(VALUES) if draw.random() < 0.9 else "".join(chr(draw.randrange(1, 0x500)) for _ in range(draw.randrange(12)))
            )
            spelled = draw.choice((quote, quote_plus))(value, errors="surrogatepass")
            parts.append(f"{quote(name, errors='surrogatepass')}={spelled}")
        if draw.random() < 0.03:
            parts.append(draw.choice(("%FF%FE=x", "q=%C3%28", "q=%ZZ", "&&&=", "q", "=", "a=1;b=2", "q=%")))
        if draw.random() < 0.01:
            parts += ["state=x"] * 300
        found.append(f"{draw.choice(places)}?{'&'.join(parts)}")
    return found


def check(client, address):
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    # A sitemap is a book: what is none of its pages is not found.
    assert response.status_code in (200, 302, 400) or (response.status_code == 404 and address.startswith("/sitemap")), address
    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
        page = parse(response)
        assert page.xpath("//script[not(@src)] | //@onerror | //*[@style]") == [], address
    elif response.status_code == 200 and response["Content-Type"] == "application/json":
        assert content.endswith(b"}\n"), address


def test_every_public_address_is_tried(registered):
    tried = {resolve(path).url_name or path for path in places(registered)}
    assert {pattern.name or f"/{pattern.pattern}" for pattern in urlpatterns} - tried == {"set_language"}  # which only a button is for


def test_no_query_string_makes_an_error_of_ours(client, registered):
    for address in queries(seed=1, count=25, places=places(registered)):
        check(client, address)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_none_of_two_thousand_query_strings_makes_an_error_of_ours(client, registered, seed):
    for address in queries(seed, count=500, places=places(registered)):
        check(client, address)


def test_more_parameters_than_any_page_has_are_refused(client, registered):
    assert client.get("/milestones/?" + "&".join(["state=x"] * 2000)).status_code == 400
