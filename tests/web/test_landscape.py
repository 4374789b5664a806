"""The landscape: programs by phase, every number the count of the list behind it."""

from collections import Counter
from itertools import product
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from pipeline_tracker import curation
from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.load.landscape import _count_today, count_landscape
from pipeline_tracker.models import Indication, PhaseCount, Program, Standing
from pipeline_tracker.queries.landscape import FEW, MANY, Scope, programs_at
from pipeline_tracker.vocabulary.phases import ACTIVITIES, BASES, PHASE_ORDER, PHASES
from pipeline_tracker.web.exports.landscape import COLUMNS as FIELDS
from pipeline_tracker.web.filters import ProgramFilters
from pipeline_tracker.web.presenters import words as present_words
from pipeline_tracker.web.presenters.landscape import COLUMNS
from tests.web.html import get, words
from tests.web.test_exports import as_csv, as_json, as_xlsx, fetch
from tests.world import make_program

ANY = urlencode([("activity", code) for code, _label in ACTIVITIES])


@pytest.fixture
def landscape(registered):
    """The world with areas, modalities, targets, a discontinued program and one that stands at phases of several indications."""
    world = registered
    lungs = Indication.objects.create(name="asthma", key="asthma", slug="asthma", area="Respiratory Tract Diseases")
    cough = Indication.objects.create(name="cough & cold", key="cough", slug="cough", area="Respiratory Tract Diseases")
    Indication.objects.filter(pk=world.koa.pk).update(area="Musculoskeletal Diseases")
    milestone = world.milestones["started"]
    many = make_program(world.birch, "BIR-2", modality="antibody", target="IL-4R & <x>")
    gone = make_program(world.birch, "BIR-3", modality="antibody", target="IL-4R & <x>")
    for program, indication, territory, phase, basis, activity in (
        (many, lungs, "US", "phase_3", "started", "active"),
        (many, lungs, "EU", "filed", "stated", "discontinued"),
        (many, cough, "US", "phase_1", "started", "active"),
        (many, cough, "CN", "phase_2", "cleared", "active"),
        (many, None, "unstated", "early_phase_1", "started", "active"),
        (gone, lungs, "US", "marketed", "stated", "withdrawn"),
        (world.ast1, lungs, "unstated", "preclinical", "stated", "active"),
        (world.depot, world.koa, "US", "approved", "stated", "active"),
    ):
        Standing.objects.create(
            program=program, indication=indication, territory=territory, phase=phase, basis=basis, activity=activity, milestone=milestone
        )
        if indication:
            program.indications.add(indication)
    return world


def matrix(page):
    """Rows as {name: {column: number}}, phases without programs left out; "not started" as a second number."""
    found = {}
    for row in page.xpath("//table[contains(@class, 'landscape')]/tbody/tr[td]"):
        found[words(row.xpath("./th")[0])] = {cell.get("data-label"): words(cell) for cell in row.xpath("./td") if cell.xpath("./a")}
    return found


def test_each_program_counts_once_in_a_row_at_its_furthest_phase_there(client, landscape):
    assert list(matrix(get(client, "/landscape/")).items()) == [
        ("All programs", {"Phase 1": "1 1", "Phase 3": "1", "Approved": "2", "All phases": "4"}),
        ("Musculoskeletal Diseases", {"Approved": "2", "All phases": "2"}),
        ("knee osteoarthritis (KOA)", {"Approved": "2", "All phases": "2"}),
        ("Respiratory Tract Diseases", {"Preclinical": "1", "Phase 3": "1", "All phases": "2"}),
        ("asthma", {"Preclinical": "1", "Phase 3": "1", "All phases": "2"}),
        ("cough & cold", {"Phase 2": "1 1", "All phases": "1"}),
        ("Area not stated", {"Phase 1": "2 1", "All phases": "2"}),
        ("melanoma", {"Phase 1": "1 1", "All phases": "1"}),
        ("Indication not stated", {"Phase 1": "1", "All phases": "1"}),
    ]


QUERIES = ["", ANY, "territory=CN", "territory=unstated", "territory=US&phase=phase_1&phase=phase_2", "company=birch-therapeutics"]
QUERIES += ["q=bir", f"modality=antibody&{ANY}", "modality=none", "indication=asthma", "indication=none", "area=none", "indication=nothing"]


def test_every_number_is_that_of_the_list_behind_it(client, landscape):
    assert_numbers_are_those_of_lists(client, product(["indication", "modality"], ["", "territory=US&phase=phase_1&phase=phase_2"]), 30)


@pytest.mark.slow
def test_every_number_is_that_of_the_list_behind_it_whatever_is_asked(client, landscape):
    assert_numbers_are_those_of_lists(client, product(["indication", "area", "modality", "target"], QUERIES), 100)


def assert_numbers_are_those_of_lists(client, asked, least):
    numbers = {}
    for by, query in asked:
        for link in get(client, f"/landscape/?by={by}&{query}").xpath("//table[contains(@class, 'landscape')]//td/a"):
            assert numbers.setdefault(link.get("href"), int(link.text)) == int(link.text)
    assert len(numbers) > least
    listed = {}
    for address in numbers:
        filters = ProgramFilters(QueryDict(urlsplit(address).query), queryset=Program.objects.all())
        assert filters.errors == {}
        listed[address] = filters.qs.count()
    assert listed == numbers


def test_the_list_behind_a_number_says_what_it_holds_and_keeps_to_it_when_it_is_searched(client, landscape):
    page = get(client, "/landscape/?by=area&q=BIR-2")
    address = page.xpath("//td[@data-label='Phase 3']/a/@href")[-1]
    listed = get(client, address)
    assert [words(chip) for chip in listed.xpath("//ul[@class='chosen']/li")] == [
        "In the landscape: Phase 3, Active, Respiratory Tract Diseases ×",
        "Name or alias: BIR-2 ×",
        "Clear all",
    ]
    assert words(listed.get_element_by_id("results")) == "1 program"
    assert listed.xpath("//form[@class='texts']//input[@type='hidden'][@name='at']/@value") == parse_qs(urlsplit(address).query)["at"]


def test_texts_in_rows_and_addresses_are_texts_whatever_they_hold(client, landscape):
    hostile = """a"><b class='x'>&amp; {{ 7 }}"""
    Program.objects.filter(target__startswith="IL-4R").update(target=hostile)
    page = get(client, "/landscape/?by=target&q=%22%3E%3Cb%3Ebir&" + ANY)
    assert page.xpath("//b[@class='x'] | //td//b | //th//b") == []
    page = get(client, "/landscape/?by=target")
    (row,) = page.xpath("//table[contains(@class, 'landscape')]/tbody[2]/tr[not(contains(., 'not stated'))]")
    assert row.xpath("./th/text()") == [hostile]
    assert [cell.text_content() for cell in row.xpath("./td/a")] == [
        f"1 programs, {hostile}, {phase}" for phase in ("Phase 3", "All phases")
    ]
    at = parse_qs(urlsplit(row.xpath("./td/a/@href")[0]).query)["at"][0]
    assert parse_qs(at) == {"furthest": ["phase_3"], "activity": ["active"], "target": [hostile]}


def test_what_waits_for_its_trial_here_is_what_does_not_run_on_other_pages(world):
    Standing.objects.all().delete()
    for number, ((phase, _phase), (basis, _basis)) in enumerate(product(PHASES, BASES)):
        program = make_program(world.cedar, f"CED-{number}")
        Standing.objects.create(program=program, phase=phase, basis=basis, milestone=world.milestones["started"])
    found = {(stand.phase, stand.basis): stand.place for stand in Standing.objects.all()}
    assert found == {
        (phase, basis): 2 * PHASE_ORDER[phase] + present_words.is_running(Standing(phase=phase, basis=basis)) for phase, basis in found
    }


def test_of_one_phase_what_has_started_is_further(landscape):
    Standing.objects.filter(program=landscape.bir9).update(phase="phase_2")
    assert set(programs_at(Scope(), ["phase_2"]).values_list("program", flat=True)) >= {landscape.bir9.pk}
    bir9 = Scope(indication=("melanoma",))
    assert list(programs_at(bir9, ["phase_2"]).values_list("program", flat=True)) == [landscape.bir9.pk]


def add_indications(world, count):
    """Of one area, "disease 0" and so on, a program at phase 1 of each."""
    numbers = range(Indication.objects.filter(area="Neoplasms").count(), count)
    made = [Indication(name=f"disease {number}", key=f"d{number}", slug=f"d{number}", area="Neoplasms") for number in numbers]
    Standing.objects.bulk_create(
        Standing(program=world.ast2, indication=indication, phase="phase_1", basis="stated", milestone=world.milestones["started"])
        for indication in Indication.objects.bulk_create(made)
    )


def test_no_row_is_left_out_silently(client, landscape):
    add_indications(landscape, MANY + 3)
    page = get(client, "/landscape/")
    more = page.xpath("//tr[@class='rest']//a")
    assert words(more[0]) == f"{MANY + 3 - FEW} more indications in Neoplasms"
    first = get(client, f"/landscape/{more[0].get('href')}")
    following = first.xpath("//a[@rel='next']/@href")[0]
    second = get(client, f"/landscape/{following}")
    assert f"Rows {MANY + 1} to {MANY + 3} of {MANY + 3}" in words(second)
    rows = [*list(matrix(first))[1:], *list(matrix(second))[1:]]
    assert sorted(rows) == sorted(f"disease {number}" for number in range(MANY + 3))
    assert list(matrix(get(client, "/landscape/?find=disease+1")))[1:] == ["disease 1", *(f"disease {number}" for number in range(10, 20))]


def test_it_takes_ten_queries_at_most_however_many_rows(client, landscape):
    def taken():
        counts = {}
        for by in ("indication", "area", "modality", "target"):
            with CaptureQueriesContext(connection) as queries:
                get(client, f"/landscape/?by={by}")
            counts[by] = len(queries)
        return counts

    landscape.grow(3)
    few = taken()
    landscape.grow(27)
    assert few == taken()
    assert max(few.values()) <= 10


HOSTILE = [
    "by=x",
    "by=indication&page=-1",
    "page=99999999999999999999",
    "page=%C2%B2",
    "find=%00",
    "area=%00",
    "indication=%FF",
    "find=%25_",
]
HOSTILE += ["activity=x", "phase=none", "territory=none&activity=none", "find=" + "a" * 5000, "by=target&find=%27%22", "at=x", "at=%2500"]


AT = [
    "x",
    "furthest=phase_9",
    "furthest=phase_1",
    "area=%00",
    "unknown=1",
    "area=" + "x" * 9000,
    "&" * 3000,
    "area=Neoplasms&x",
    "area=%FF",
]


@pytest.mark.slow
def test_an_address_that_means_nothing_is_no_error(client, landscape):
    for query in HOSTILE:
        get(client, f"/landscape/?{query}")
    for value in AT:
        get(client, f"/programs/?{urlencode({'at': value})}")


def test_without_programs_the_landscape_names_the_command(client, db, today):
    page = get(client, "/landscape/")
    assert "python manage.py ingest PATH" in words(page.find_class("empty")[0])


def test_columns_are_those_of_pipeline_charts_and_an_unknown_grouping_is_told(client, landscape):
    page = get(client, "/landscape/?by=%3Cb%3E")
    heads = page.xpath("//table[contains(@class, 'landscape')]/thead/tr/th")
    assert [words(head) for head in heads] == ["Indication", *COLUMNS]
    assert words(page.find_class("note")[0]) == "There is no grouping “<b>”: indications are shown."


QUERIES_AHEAD = ["", "area=Respiratory+Tract+Diseases", "area=none", "area=nothing", "page=2", "find=asth", "territory=CN", ANY]
QUERIES_AHEAD += [
    "activity=active&activity=withdrawn",
    "activity=nothing",
    "phase=phase_1",
    "phase=phase_1&phase=phase_2",
    "phase=none&phase=phase_4",
    "modality=antibody",
    "origin=none&modality=none",
]
QUERIES_AHEAD += [f"phase=phase_3&modality=antibody&area=Respiratory+Tract+Diseases&{ANY}", "find=no&modality=none", "find=IL-4R&q=BIR"]


def statements(client, address):
    with CaptureQueriesContext(connection) as asked:
        get(client, address)
    return "".join(query["sql"] for query in asked)


@pytest.mark.slow
def test_what_is_counted_ahead_is_what_would_be_counted_now(client, landscape, monkeypatch):
    landscape.grow(60)
    addresses = [f"/landscape/?by={by}&{query}" for by, query in product(["indication", "area", "modality", "target"], QUERIES_AHEAD)]
    files = [f"/landscape.csv?{query}" for query in ("", "find=e", "by=area", "by=target", "by=modality&area=none")]
    now = {address: matrix(get(client, address)) for address in addresses}
    written = {address: fetch(client, address)[1] for address in files}
    assert not PhaseCount.objects.exists()
    monkeypatch.setattr("pipeline_tracker.ingest.load.landscape.MANY", 1)
    count_landscape()
    assert PhaseCount.objects.exists()
    assert {address: matrix(get(client, address)) for address in addresses} == now
    assert {address: fetch(client, address)[1] for address in files} == written
    assert sum("pipeline_tracker_standing" not in statements(client, address) for address in addresses) == 60
    monkeypatch.undo()
    count_landscape()
    assert not PhaseCount.objects.exists()


def test_runs_and_curation_count_ahead_once_each(landscape, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("pipeline_tracker.ingest.load.landscape.MANY", 1)
    run = load.start_run("ingest", {}, "rules 1")
    load.finish_run(run, "done", Counter(unchanged=5, refused=1))
    assert not PhaseCount.objects.exists()
    load.finish_run(run, "done", Counter(created=1))
    counted = PhaseCount.objects.count()
    assert counted
    PhaseCount.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        for _ in range(3):
            curation.refresh(landscape.cedar)
    assert callbacks.count(_count_today) == 1
    assert PhaseCount.objects.count() == counted


# --- files ------------------------------------------------------------------------------------------------------------


def rows_of_page(page):
    """Of each row its name, of each column the programs and those of them that wait, and the address of the list of all."""
    found = []
    for row in page.xpath("//table[contains(@class, 'landscape')]/tbody/tr[td]"):
        *phases, whole = [cell.xpath("./a/text()[1]") + cell.xpath("./span[@class='waiting']/text()[last()]") for cell in row.xpath("./td")]
        numbers = [tuple(map(int, [*cell, 0, 0][:2])) for cell in phases]
        all_of_them = (int(whole[0]), sum(waiting for _programs, waiting in numbers))
        found.append((words(row.xpath("./th")[0]), [*numbers, all_of_them], f"http://testserver{row.xpath('./td[last()]/a/@href')[0]}"))
    return found


def rows_of_file(rows):
    return [(row["name"], [(int(row[name]), int(row[f"{name}_not_started"])) for name in FIELDS], row["url"]) for row in rows]


def pages(client, query):
    """The rows of all pages, the first row, which each page has, once."""
    page = get(client, f"/landscape/?{query}")
    found = rows_of_page(page)
    while following := page.xpath("//a[@rel='next']/@href"):
        page = get(client, f"/landscape/{following[0]}")
        found += rows_of_page(page)[1:]
    return found


FILES = [
    "by=area",
    f"by=modality&{ANY}",
    "by=target&q=BIR",
    "by=indication&area=Neoplasms",
    "by=indication&find=a&territory=unstated",
    "by=indication&phase=phase_1&find=disease",
]


def test_a_file_has_the_numbers_of_the_page_of_all_of_its_pages(client, landscape):
    add_indications(landscape, MANY + 3)
    sizes = []
    for query in FILES:
        rows = as_csv(client, f"/landscape.csv?{query}")
        assert rows_of_file(rows) == pages(client, query), query
        assert as_json(client, f"/landscape.json?{query}")["rows"] == [
            {name: int(value) if name.removesuffix("_not_started") in FIELDS else value for name, value in row.items()} for row in rows
        ]
        sizes.append(len(rows))
    assert sizes == [5, 5, 3, MANY + 4, MANY + 5, MANY + 4]
    assert fetch(client, "/landscape.csv?by=area&page=7")[1] == fetch(client, "/landscape.csv?by=area")[1]


def test_a_file_by_indication_has_those_that_the_page_leaves_out_under_their_areas(client, landscape):
    add_indications(landscape, MANY + 3)
    rows = as_csv(client, "/landscape.csv")
    shown = rows_of_page(get(client, "/landscape/"))
    assert [row for row in rows_of_file(rows) if row in shown] == shown
    told = [(row["grouping"], row["name"], row["code"], row["area_code"]) for row in rows]
    assert [row for row in told if not row[1].startswith("disease")] == [
        ("all", "All programs", "", ""),
        ("area", "Musculoskeletal Diseases", "Musculoskeletal Diseases", "Musculoskeletal Diseases"),
        ("indication", "knee osteoarthritis (KOA)", "knee-osteoarthritis", "Musculoskeletal Diseases"),
        ("area", "Respiratory Tract Diseases", "Respiratory Tract Diseases", "Respiratory Tract Diseases"),
        ("indication", "asthma", "asthma", "Respiratory Tract Diseases"),
        ("indication", "cough & cold", "cough", "Respiratory Tract Diseases"),
        ("area", "Neoplasms", "Neoplasms", "Neoplasms"),
        ("area", "Area not stated", "none", "none"),
        ("indication", "melanoma", "melanoma", "none"),
        ("indication", "Indication not stated", "none", "none"),
    ]
    assert told[7:-3] == [("indication", f"disease {code[1:]}", code, "Neoplasms") for _, _, code, _ in told[7:-3]]
    assert len(told[7:-3]) == MANY + 3


def test_no_text_of_a_file_is_taken_for_a_formula_and_formats_agree(client, landscape):
    Program.objects.filter(target__startswith="IL-4R").update(target="=HYPERLINK(1)")
    rows = as_csv(client, "/landscape.csv?by=target")
    assert [row["name"] for row in rows] == ["All programs", "'=HYPERLINK(1)", "Target not stated"]
    assert rows_of_file(as_xlsx(client, "/landscape.xlsx?by=target")) == rows_of_file(rows)
    assert as_json(client, "/landscape.json?by=target")["rows"][1]["code"] == "=HYPERLINK(1)"


def test_the_page_offers_its_files_and_they_keep_its_day(client, landscape):
    query = "phase=phase_1&area=none&by=indication&find=melanoma"
    links = get(client, f"/landscape/?{query}").xpath("//*[@id='downloads']//a/@href")
    assert links == [f"/landscape.{form}?{query}" for form in ("csv", "xlsx", "json")]
    page = get(client, "/landscape/?by=area&as_of=2026-01-15")
    address = page.xpath("//*[@id='downloads']//a/@href")[0]
    response, _content = fetch(client, address)
    assert response["Content-Disposition"] == 'attachment; filename="landscape-2026-01-15.csv"'
    assert rows_of_file(as_csv(client, address)) == rows_of_page(page) != []
    assert all(row["url"].count("as_of=2026-01-15") == 1 for row in as_csv(client, address))


def test_files_take_a_fixed_number_of_queries_and_refuse_what_means_nothing(client, landscape):
    def taken():
        with CaptureQueriesContext(connection) as queries:
            fetch(client, "/landscape.csv?by=indication")
        return len(queries)

    add_indications(landscape, 3)
    few = taken()
    add_indications(landscape, 600)
    assert few == taken() <= 4
    for query in HOSTILE:
        assert client.get(f"/landscape.csv?{query}").status_code == (400 if query == "by=x" else 200), query
    assert client.get("/landscape.csv?as_of=x").status_code == 400
    assert client.head("/landscape.xlsx").status_code == 200
    assert as_csv(client, "/landscape.csv?find=nothing") == []
