"""A page never takes more queries with 30 rows than with 3: lists at most 9, pages of one thing at most 12."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

LISTS = ["programs", "companies", "milestones", "trials", "regulators", "documents", "runs"]


def pages(world):
    return {
        "dashboard": "/",
        "program": world.ast1.get_absolute_url(),
        "company": world.aster.get_absolute_url(),
        "company long since": world.aster.get_absolute_url() + "?since=2000-01-01&group=modality&discontinued=1",
        "milestone": world.milestones["started"].get_absolute_url(),
        "trial": world.trial.get_absolute_url(),
        "regulator": "/regulators/FDA/",
        "document": world.documents["start"].get_absolute_url(),
        "ledger": world.documents["start"].get_absolute_url() + "?layer=ledger",
        "trial in a registry": world.registered.get_absolute_url(),
        "program in a registry": world.depot.get_absolute_url(),
        "record": world.documents["newer record"].get_absolute_url(),
        "row": world.documents["row"].get_absolute_url(),
        "run": world.run.get_absolute_url(),
        "search": "/search/?q=a",
    }


PAGES = [
    "dashboard",
    "program",
    "company",
    "company long since",
    "milestone",
    "trial",
    "regulator",
    "document",
    "ledger",
    "trial in a registry",
    "program in a registry",
    "record",
    "row",
    "run",
    "search",
]


def taken(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in queries]


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_nine_queries_at_most_however_many_rows(client, registered, name):
    world = registered
    world.grow(3)
    few = taken(client, f"/{name}/?per_page=200")
    world.grow(27)
    many = taken(client, f"/{name}/?per_page=200")
    assert len(few) == len(many) <= 9, "\n".join(sql[-150:] for sql in many)


@pytest.mark.parametrize("name", LISTS)
def test_all_facets_of_a_list_are_counted_in_one_statement(client, world, name):
    assert sum("facet_count" in sql for sql in taken(client, f"/{name}/")) == 1


MORE = {
    "dashboard": 15,
    "program": 14,
    "company": 23,
    "company long since": 25,
}  # six of a company's ask how its pipeline moved, four what it promised


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_no_more_queries_however_many_rows(client, registered, name):
    world = registered
    world.grow(3)
    few = taken(client, pages(world)[name])
    world.grow(27)
    many = taken(client, pages(world)[name])
    assert len(many) <= len(few) <= MORE.get(name, 12), "\n".join(sql[-150:] for sql in many)


BIG = {
    "pipeline_tracker_document": ("text", "ledger"),
    "pipeline_tracker_trial": ("collaborators", "interventions", "countries"),
}


@pytest.mark.parametrize("address", [*(f"/{name}/" for name in LISTS), "/"])
def test_a_list_never_reads_whole_documents_or_what_only_a_trials_page_shows(client, registered, address):
    statements = taken(client, address)
    columns = [f'"{table}"."{column}"' for table, names in BIG.items() for column in names]
    assert [column for column in columns if any(column in sql for sql in statements)] == []


def test_the_page_of_a_trial_reads_what_lists_leave_out(client, registered):
    statements = taken(client, registered.registered.get_absolute_url())
    assert any('"pipeline_tracker_trial"."interventions"' in sql for sql in statements)
