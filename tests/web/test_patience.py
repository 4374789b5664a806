"""A public page whose statements take too long says so, and leaves the connection as it was; staff's pages and commands may take longer."""

import pytest
from django.db import connection
from django.test import override_settings

from pipeline_tracker.models import Program
from pipeline_tracker.web import patience
from tests.world import TODAY

# What PostgreSQL and SQLite work on for minutes, if nobody stops them.
FOREVER = (
    "WITH RECURSIVE steps (number) AS (VALUES (1) UNION ALL SELECT number + 1 FROM steps WHERE number < 2000000000) "
    "SELECT MAX(number) FROM steps"
)
BEFORE = TODAY.replace(year=TODAY.year - 1)


@pytest.fixture(autouse=True)
def _no_limit_after(transactional_db):
    """What the tests do to the database between requests is no page's."""
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        patience._limits.clear()


@pytest.fixture
def endless(monkeypatch):
    def search(*_, **__):
        with connection.cursor() as cursor:
            cursor.execute(FOREVER)

    monkeypatch.setattr("pipeline_tracker.queries.search.straight_to", search)


@pytest.mark.parametrize("day", ["", str(BEFORE)])
def test_a_page_that_takes_too_long_says_so_and_the_next_answers(client, endless, today, day):
    with override_settings(PAGE_SECONDS=0.2):
        response = client.get("/search/", {"q": "anything", "as_of": day})
    assert response.status_code == 503
    page = response.content.decode()
    assert "This would take too long" in page
    assert "<main" in page
    assert client.get("/programs/", {"as_of": day}).status_code == 200
    assert Program.objects.count() == 0  # the tables themselves are seen again


@override_settings(PAGE_SECONDS=0.05)
def test_staffs_pages_have_no_limit(client, today):
    client.get("/about/")
    assert client.get("/admin/login/").status_code == 200
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone()[0] == "0"
        cursor.execute(FOREVER.replace("2000000000", "2000000"))  # a few times the limit
        assert cursor.fetchone()[0] == 2_000_000


def test_other_errors_are_no_matter_of_time(client, monkeypatch):
    monkeypatch.setattr("pipeline_tracker.queries.search.straight_to", lambda _text: 1 / 0)
    client.raise_request_exception = False
    assert client.get("/search/", {"q": "anything"}).status_code == 500
