"""Lists as files: what the screen shows, all of its pages, in cells that no spreadsheet runs."""

import csv
import datetime as dt
import io
import json
import re
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pipeline_tracker.queries import batches
from pipeline_tracker.vocabulary.cells import guarded
from pipeline_tracker.web import tables
from pipeline_tracker.web.exports.fields import COLUMNS
from pipeline_tracker.web.views.exports import FORMS, LISTS
from tests.web.html import get, table
from tests.world import make_company, make_program

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "tables.md"


def fetch(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response, b"".join(response)  # which closes it, too


def as_csv(client, address):
    """Rows as a program reads them, by field."""
    _, content = fetch(client, address)
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_json(client, address):
    return json.loads(fetch(client, address)[1])


def as_xlsx(client, address):
    _, content = fetch(client, address)
    header, *rows = load_workbook(io.BytesIO(content)).active.values
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_an_export_has_the_filters_the_order_and_the_columns_of_the_screen_and_all_pages_of_it(client, world):
    world.grow(30)
    asked = "modality=antibody&modality=cell_therapy&sort=-name&columns=modality,phase&per_page=25&page=2"
    screen = []
    for page in (1, 2):
        screen += [row["Program, company"] for row in table(get(client, f"/programs/?{asked.replace('page=2', f'page={page}')}"))]
    rows = as_csv(client, f"/programs.csv?{asked}")
    assert [f"{row['name']} {row['company']}" for row in rows] == screen
    assert len(rows) == 31
    assert rows[-1] == {
        "name": "AST-1",
        "company": "Aster Bio, Inc.",
        "modality": "Cell therapy",
        "modality_code": "cell_therapy",
        "origin": "Allogeneic",
        "origin_code": "allogeneic",
        "phase": "Approved",
        "phase_code": "approved",
        "phase_basis": "approved",
        "activity": "Active",
        "activity_code": "active",
        "no_development_reported": "false",
        "url": "http://testserver/programs/aster-bio/ast-1/",
    }


def test_dates_are_as_exact_as_their_source_with_first_and_last_day_precision_and_words_beside(client, world):
    rows = as_csv(client, "/milestones.csv?columns=what,when,state,source&company=aster-bio&sort=when")
    started = next(row for row in rows if row["url"].endswith("/ast-1-trial-initiated/"))
    assert started == {
        "kind": "Trial initiated",
        "kind_code": "trial_initiated",
        "phase": "Phase 2",
        "phase_code": "phase_2",
        "detail": "",
        "detail_code": "",
        "indication": "knee osteoarthritis",
        "territory": "China",
        "territory_code": "CN",
        "trial": "",
        "date": "2023-10",
        "date_earliest": "2023-10-01",
        "date_latest": "2023-10-31",
        "date_precision": "month",
        "date_words": "in October 2023",
        "expected": "2023-41",
        "expected_earliest": "2023-07-01",
        "expected_latest": "2023-12-31",
        "expected_precision": "half",
        "expected_words": "",
        "earlier_dates": "2023-40",
        "status": "Occurred",
        "status_code": "occurred",
        "unconfirmed": "false",
        "conflict": "",
        "source_date": "2023-11-06",
        "source": "press_release",
        "source_quote": started["source_quote"],
        "verified_on": "2023-11-06",
        "url": "http://testserver/milestones/aster-bio/ast-1-trial-initiated/",
    }
    assert started["source_quote"] in world.documents["start"].text
    edtf = {row["url"].rsplit("/", 2)[1]: row["date"] for row in rows}
    assert edtf["ast-1-ind-accepted"] == "../2017-03-20"
    assert edtf["ast-1-data-readout"] == "2024-33"


def test_all_three_formats_hold_the_same_rows(client, registered):
    for name in LISTS:
        compare_formats(client, name)


def compare_formats(client, name):
    found = LISTS[name].table
    asked = f"columns={','.join(found.base_columns)}&sort={next(iter(found.base_columns))}"
    from_csv, from_json = as_csv(client, f"/{name}.csv?{asked}"), as_json(client, f"/{name}.json?{asked}")
    from_xlsx = as_xlsx(client, f"/{name}.xlsx?{asked}")
    assert from_json["schema_version"] == 1
    assert from_json["list"] == name
    assert from_json["query"] == {"columns": [",".join(found.base_columns)], "sort": [next(iter(found.base_columns))]}
    assert from_json["count"] == len(from_json["rows"]) == len(from_csv) == len(from_xlsx) > 0
    assert [list(row) for row in from_json["rows"]] == [list(row) for row in from_csv] == [list(row) for row in from_xlsx]
    for row, other, third in zip(from_json["rows"], from_csv, from_xlsx, strict=True):
        assert {key: plain(value) for key, value in row.items()} == other
        assert {key: plain(value) for key, value in third.items()} == other


def plain(value):
    """A value of JSON or Excel as CSV writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return guarded("; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


NEUTRAL = {
    "=1+1": "'=1+1",
    "+41": "'+41",
    "-2": "'-2",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "'=1": "''=1",
    "''@a": "'''@a",
    "'t Hooft": "'t Hooft",
    "a=1": "a=1",
    "2019-11-08": "2019-11-08",
    "": "",
}


@pytest.mark.parametrize(("text", "written"), NEUTRAL.items())
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(text, written):
    assert guarded(text) == written


def test_a_hostile_name_is_text_in_every_format_and_itself_in_json(client, db, today):
    name = '=HYPERLINK("http://example.com","AB-1");\r\n"x",\x0b'
    make_program(make_company("Elm Bio"), name)
    assert [row["name"] for row in as_json(client, "/programs.json")["rows"]] == [name]
    assert [row["name"] for row in as_csv(client, "/programs.csv")] == [f"'{name}"]
    _, content = fetch(client, "/programs.xlsx")
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'=HYPERLINK(")


def test_numbers_and_days_of_a_workbook_keep_their_type(client, registered):
    _, content = fetch(client, "/documents.xlsx?columns=published,claims&sort=-claims")
    sheet = load_workbook(io.BytesIO(content)).active
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert (first["published"].is_date, first["published"].number_format, first["claims"].data_type) == (True, "yyyy-mm-dd", "n")


def test_a_file_is_named_after_its_list_and_day_and_is_no_page(client, world):
    for form, kind in FORMS.items():
        for method in (client.get, client.head):
            response = method(f"/programs.{form}")
            assert bool(b"".join(response)) == (method == client.get)
            assert response["Content-Type"] == kind
            assert re.fullmatch(rf'attachment; filename="programs-\d{{4}}-\d\d-\d\d\.{form}"', response["Content-Disposition"])
    assert client.post("/programs.csv").status_code == 405
    assert client.get("/programs.pdf").status_code == 404
    assert client.get("/search.csv").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_every_column_of_a_list_has_its_fields(name):
    assert list(COLUMNS[name]) == list(LISTS[name].table.base_columns)
    assert {page.table for page in LISTS.values()} == set(tables.Table.__subclasses__())


def test_an_export_takes_the_same_number_of_queries_however_many_rows(client, registered, monkeypatch):
    monkeypatch.setattr(batches, "FIRST", 200)
    taken: dict[str, list[int]] = {name: [] for name in LISTS}
    for more in (3, 27):
        registered.grow(more)
        for name in LISTS:
            with CaptureQueriesContext(connection) as queries:
                fetch(client, f"/{name}.csv?columns={','.join(LISTS[name].table.base_columns)}")
            taken[name].append(len(queries))
    assert {name: few == many <= 7 for name, (few, many) in taken.items()} == dict.fromkeys(LISTS, True), taken


@pytest.mark.parametrize("address", ["programs.csv", "milestones.csv?sort=-when", "tables/trials.csv", "tables/indications.csv"])
def test_a_file_begins_when_its_first_few_rows_are_read_and_is_the_same_file(client, registered, monkeypatch, address):
    registered.grow(27)
    whole = fetch(client, f"/{address}")[1]
    monkeypatch.setattr(batches, "FIRST", 2)
    parts = client.get(f"/{address}").streaming_content
    with CaptureQueriesContext(connection) as at_once:
        begin = [*islice(parts, 2)]  # the head and a row
    with CaptureQueriesContext(connection) as later:
        assert b"".join([*begin, *parts]) == whole
    assert "LIMIT 2" in at_once[0]["sql"]
    assert max(len(at_once), len(later)) <= 7  # a batch each


@pytest.mark.parametrize(
    ("most", "read"),
    [(200, [12, 200, 200]), (12, [12, 12, 12]), (5, [5, 5, 5])],
)
def test_the_first_batch_of_a_file_is_small(most, read):
    assert [*islice(batches.sizes(most), 3)] == read


def test_the_documentation_names_every_field_of_every_column():
    written = DOCUMENTATION.read_text()
    for name, columns in COLUMNS.items():
        told = "; ".join(f"{column}: {', '.join(f'`{field.name}`' for field in fields)}" for column, fields in columns.items())
        assert f"| {name} | {told} |" in written
