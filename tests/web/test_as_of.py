"""The day in the address: what it may be, which day pages then take for the present one, and that visitors stay in it."""

import datetime as dt
import html
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pipeline_tracker.models import FacetCount, Milestone, Program, Run
from pipeline_tracker.web.as_of import asked, kept, page_kept, today
from tests.world import TODAY

DAY = dt.date(2019, 11, 6)
BEFORE = TODAY - dt.timedelta(days=30)

PAGES = (
    *(
        "/",
        "/programs/",
        "/companies/",
        "/landscape/",
        "/calendar/",
        "/milestones/",
        "/changes/",
        "/trials/",
        "/regulators/",
        "/documents/",
    ),
    *("/runs/", "/search/?q=nothing", "/about/", "/benchmarks/"),
    *("/programs/aster-bio/ast-1/", "/companies/aster-bio/", "/companies/aster-bio/track-record/"),
    *("/regulators/FDA/", "/trials/nct01234567/"),
)


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("", None),
        ("as_of=", None),
        ("as_of=2019-11-06", DAY),
        ("as_of=&as_of=2019-11-06", DAY),
        (f"as_of={TODAY}", None),
    ],
)
def test_an_address_asks_for_one_day_or_for_the_present(today, query, day):
    assert asked(QueryDict(query)) == day


@pytest.mark.parametrize(
    "value",
    [
        "2019",
        "2019-02-30",
        "20191106",
        "6 Nov 2019",
        "1899-12-31",
        "9999-01-01",
        "٢٠١٩-١١-٠٦",
        "x" * 5000,
        "2019-11-06\0",
        "2019-11-06&as_of=2018-01-01",
    ],
)
def test_what_is_no_day_is_refused_with_words(client, world, value):
    response = client.get(f"/?as_of={value}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "such as 2019-11-06" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/programs/", "/programs/?as_of=2019-11-06"),
        ("/programs/?phase=phase_2", "/programs/?phase=phase_2&as_of=2019-11-06"),
        ("?page=2", "?page=2&as_of=2019-11-06"),
        ("/documents/x/#c1-2", "/documents/x/?as_of=2019-11-06#c1-2"),
        ("/programs/?as_of=2018-01-01", "/programs/?as_of=2018-01-01"),
        ("/programs/?as_of=", "/programs/?as_of="),
        ("https://clinicaltrials.gov/study/NCT04208646", "https://clinicaltrials.gov/study/NCT04208646"),
        ("//elsewhere.example/", "//elsewhere.example/"),
        ("#content", "#content"),
        ("?", "?as_of=2019-11-06"),
        (".", "?as_of=2019-11-06"),
        ("/static/tracker.css", "/static/tracker.css"),
        ("/admin/", "/admin/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
    ],
)
def test_an_address_of_ours_keeps_the_day(address, expected):
    assert kept(address, DAY) == expected


def test_links_and_forms_of_a_page_keep_the_day():
    page = (
        '<a href="/programs/?a=1&amp;b=2">x</a><a class="y" href="?page=2">x</a><a href="https://example.com/">x</a>'
        '<form action="/search/" method="get"><form action="/language/" method="post"><form class="as-of" action="/" method="get">'
    )
    field = '<input type="hidden" name="as_of" value="2019-11-06">'
    assert page_kept(page, DAY) == (
        '<a href="/programs/?a=1&amp;b=2&amp;as_of=2019-11-06">x</a><a class="y" href="?page=2&amp;as_of=2019-11-06">x</a>'
        f'<a href="https://example.com/">x</a><form action="/search/?as_of=2019-11-06" method="get">{field}'
        '<form action="/language/" method="post"><form class="as-of" action="/?as_of=2019-11-06" method="get">'
    )


@pytest.mark.slow
@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_as_of_which_day_it_is_and_leads_to_pages_of_it(client, world, address):
    response = client.get(f"{address}{'&' if '?' in address else '?'}as_of={BEFORE}")
    page = response.content.decode()
    assert response.status_code == 200
    assert 'class="then"' in page
    assert "noindex" in response["X-Robots-Tag"]
    links = {html.unescape(link) for link in re.findall(r'<a\b[^>]*href="([^"#]+)', page)}
    lost = {link for link in links if link.startswith(("/", "?", ".")) and f"as_of={BEFORE}" not in link}
    assert {link for link in lost if not link.endswith("as_of=")} == set()  # but for the way back to today


def test_the_day_is_the_present_one_for_what_depends_on_it_and_for_no_longer_than_the_page(client, world):
    assert client.get("/milestones/", {"as_of": str(BEFORE)}).context["today"] == BEFORE
    assert client.get("/milestones/").context["today"] == TODAY == today()


def test_staffs_pages_know_no_day(admin_client, world):
    assert admin_client.get("/admin/", {"as_of": "nonsense"}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/milestones.csv", "/programs.json", "/trials.xlsx", "/calendar.ics", "/changes.atom", "/changes.json"]
)
def test_files_and_feeds_take_the_day(client, world, address):
    Milestone.objects.update(known_from=TODAY)
    Program.objects.update(known_from=TODAY)
    before, now = (
        b"".join(r.streaming_content) if r.streaming else r.content
        for r in (client.get(address, {"as_of": str(BEFORE)}), client.get(address))
    )
    assert len(before) < len(now) or address.startswith("/trials")


def test_what_was_not_known_then_says_so(client, world):
    program = Program.objects.select_related("company").first()
    Program.objects.update(known_from=TODAY)
    response = client.get(program.get_absolute_url(), {"as_of": str(BEFORE)})
    assert response.status_code == 404
    assert "Nothing was known of this then" in response.content.decode()
    assert f'href="{program.get_absolute_url()}?as_of="' in response.content.decode()


@pytest.mark.parametrize("address", ["/programs/", "/milestones/", "/companies/", "/trials/"])
def test_a_page_of_an_earlier_day_takes_a_fixed_number_of_queries_more(client, world, address, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(60):
        client.get(address, {"as_of": str(BEFORE)})


def test_benchmarks_of_an_earlier_day_are_counted_once_in_a_large_database(client, world):
    cache.clear()
    then = {"as_of": str(BEFORE)}
    page = client.get("/benchmarks/?by=area", then).content
    FacetCount.objects.create(table="milestone", column="", code="", label="", number=1_000_000, place=1, parts=1)

    def counted() -> bool:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/benchmarks/?by=area", then).content == page
            assert client.get("/benchmarks.csv?by=area", then).status_code == 200
        return any("milestone_programs" in query["sql"] for query in queries if not query["sql"].startswith(("CREATE", "DROP")))

    assert [counted(), counted()] == [True, False]
    Run.objects.create(started_at=timezone.now(), command="ingest")
    assert [counted(), counted()] == [True, False]


def test_long_lists_of_an_earlier_day_are_counted_up_to_a_bound(client, world):
    assert client.get("/milestones/").context["count"].number == Milestone.objects.count()
    FacetCount.objects.create(table="milestone", column="", code="", label="", number=1_000_000, place=1, parts=1)
    assert client.get("/milestones/").context["count"].number == 1_000_000
    assert client.get("/milestones/", {"as_of": str(BEFORE)}).context["count"].number == Milestone.objects.count()
