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
from pipeline_tracker.web.filters import ProgramFilters
from pipeline_tracker.web.presenters import words as present_words
from pipeline_tracker.web.presenters.landscape import COLUMNS
from tests.web.html import get, words
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


def test_no_row_is_left_out_silently(client, landscape):
    for number in range(MANY + 3):
        indication = Indication.objects.create(name=f"disease {number}", key=f"d{number}", slug=f"d{number}", area="Neoplasms")
        Standing.objects.create(
            program=landscape.ast2, indication=indication, phase="phase_1", basis="stated", milestone=landscape.milestones["started"]
        )
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
    now = {address: matrix(get(client, address)) for address in addresses}
    assert not PhaseCount.objects.exists()
    monkeypatch.setattr("pipeline_tracker.ingest.load.landscape.MANY", 1)
    count_landscape()
    assert PhaseCount.objects.exists()
    assert {address: matrix(get(client, address)) for address in addresses} == now
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
