"""Time in phase and transitions: from rows to page, counted for each visitor and ahead alike, as files, beside published figures."""

import csv
import io

import pytest

from pipeline_tracker.ingest.load import benchmarks as ahead
from pipeline_tracker.models import BenchmarkFigures, Indication, Milestone
from pipeline_tracker.queries.benchmarks import EVERY, benchmarks, count
from pipeline_tracker.vocabulary.windows import parse_label

from ..world import claim, make_document, make_milestone, make_program
from .html import get, section, table, words
from .test_hostile import VALUES
from .test_query_counts import taken


@pytest.fixture
def studied(world):
    """Eight antibodies of Cedar for one cancer and a vaccine for another disease.

    Phase 1 began in January 2015 to 2022, a year apart; the first six went on to phase 2 two years later, the last of those to
    phase 3 by a readout; the seventh was discontinued in 2023. Of the eighth only a report tells that it began.
    """
    company, run = world.cedar, world.run
    cancer = Indication.objects.create(name="glioma", key="glioma", slug="glioma", area="Neoplasms")
    heard = make_document(run, company, "All goes on", parse_label("2025-06-30").latest, "All goes on as it did.")

    def told(program, kind, when, phase, indication=cancer):
        said = claim(heard, heard.text, kind=kind, status="occurred", window=parse_label(when), programs=[program.name])
        make_milestone(company, [said], kind=kind, programs=[program], phase=phase, indication=indication)

    for number in range(8):
        program = make_program(company, f"CED-{number}", modality="antibody")
        told(program, "trial_initiated", f"{2015 + number}-01" if number < 7 else "reported:2022-01-31", "phase_1")
        if number < 6:
            told(program, "first_patient_dosed", f"{2017 + number}-01-31", "phase_1_2")
        if number == 5:
            told(program, "data_readout", "2024-01-15", "phase_3")
        if number == 6:
            told(program, "discontinued", "2023-01-31", "", indication=None)
    told(make_program(company, "CED-V", modality="vaccine"), "trial_initiated", "2020-01-01", "phase_2", indication=None)
    Milestone.objects.exclude(company=company).delete()  # what else the world has
    return company


def test_the_table_has_how_many_went_on_with_the_limits_of_chance(client, studied):
    page = get(client, "/benchmarks/")
    assert table(page, "//section[@aria-labelledby='transitions']//table") == [
        {"Phase": "Phase 1 to Phase 2 or later", "Began": "8", "Went on so far": "6", "Share": "75%", "Limits (95%)": "41% to 93%",
         "Discontinued": "1", "Neither told": "1"},
        {"Phase": "Phase 2, with 1/2 to Phase 3 or later", "Began": "7", "Went on so far": "1", "Share": "14%",
         "Limits (95%)": "3% to 51%", "Discontinued": "0", "Neither told": "6"},
        {"Phase": "Phase 3, with 2/3 to Filed or later", "Began": "1", "Went on so far": "0", "Share": "too few", "Limits (95%)": "–",
         "Discontinued": "0", "Neither told": "1"},
    ]  # fmt: skip
    first, second, third = table(page, "//section[@aria-labelledby='time']//table")
    # From the end and from the start of one January to the end of another, two years on.
    assert (first["Timed"], first["Median time"]) == ("7", "2.0 to 2.1 years limits 2.0 to 2.1 years")
    assert first["In it after 1 year"] == "100% limits 65% to 100% of 7"
    assert (second["Timed"], second["Median time"]) == ("7", "not reached limits 0.0 years or more")
    assert set(third.values()) == {"Phase 3, with 2/3", "0", "too few"}


def test_every_curve_says_in_words_what_it_draws_and_no_share_lies_outside(client, studied):
    charts = get(client, "/benchmarks/").xpath("//figure/svg")
    assert [chart.get("aria-label") for chart in charts] == [
        "Phase 1: 7 timed, median time 2.0 to 2.1 years",
        "Phase 2, with 1/2: 7 timed, median time not reached",
    ]
    for path in charts[0].xpath(".//path/@d"):
        assert "nan" not in path


def test_programs_stand_by_area_modality_or_period_of_start(client, studied):
    def cells(by):
        rows = table(get(client, f"/benchmarks/?by={by}"), "//section[@aria-labelledby='parts']//table")
        return {row[next(iter(row))]: (row["Phase 1"], row["Phase 2, with 1/2"]) for row in rows}

    assert cells("area") == {
        "Neoplasms": ("75% 41% to 93% 6 of 8 went on median 2.0 to 2.1 years", "17% 3% to 56% 1 of 6 went on"),
        "not stated": ("–", "too few 0 of 1 went on"),
    }
    assert list(cells("modality")) == ["Antibody", "Vaccine"]
    assert cells("period") == {
        "2020–2024": ("too few 1 of 2 went on", "too few 1 of 4 went on"),
        "2015–2019": ("100% 57% to 100% 5 of 5 went on median 2.0 to 2.1 years", "too few 0 of 3 went on"),
        "one of several": ("too few 0 of 1 went on", "–"),
    }


def test_one_part_has_its_own_curves_and_an_unknown_one_none(client, studied):
    page = get(client, "/benchmarks/?by=modality&part=antibody")
    assert words(page.xpath("//h1")[0]) == "Benchmarks: Antibody"
    assert table(page, "//section[@aria-labelledby='transitions']//table")[1]["Began"] == "6"
    assert "Nothing is known of these programs." in words(get(client, "/benchmarks/?by=modality&part=x").xpath("//main")[0])
    assert get(client, "/benchmarks/?by=colour", status=400).xpath("//figure")


def test_the_published_figures_name_their_source_and_how_they_differ(client, world):
    part = section(get(client, "/benchmarks/"), "published")
    assert [row["Phase 1 to approval"] for row in table(part, ".//table")] == ["7.9%", "6.7%"]
    assert all(href.startswith("https://") for href in part.xpath(".//tbody//a/@href"))
    assert "multiply" in words(part)


def test_an_empty_tracker_names_the_command(client, db):
    assert "manage.py ingest" in words(get(client, "/benchmarks/").xpath("//main")[0])


def test_the_file_has_the_figures_of_the_page(client, studied):
    text = b"".join(client.get("/benchmarks.csv?by=area&part=Neoplasms").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["part"], row["stage"], row["began"], row["share_advanced"]) for row in rows] == [
        ("Neoplasms", "phase_1", "8", "0.7500"),
        ("Neoplasms", "phase_2", "6", "0.1667"),
        ("Neoplasms", "phase_3", "1", ""),
    ]
    assert (rows[0]["median_days_shortest"], rows[0]["median_days_longest"]) == ("731", "761")
    assert client.get("/benchmarks.json?by=x").status_code == 400


def test_large_databases_have_it_counted_ahead_and_show_the_same(client, studied, monkeypatch):
    addresses = ["/benchmarks/", "/benchmarks/?by=area", "/benchmarks/?by=period&part=2015"]
    before = [client.get(address).content for address in addresses]
    ahead.count_benchmarks()
    assert not BenchmarkFigures.objects.exists()  # small: every visitor has it counted
    monkeypatch.setattr(ahead, "MANY", 1)
    ahead.count_benchmarks()
    assert [client.get(address).content for address in addresses] == before
    assert [len(taken(client, address)) for address in addresses] == [1, 1, 1]
    Milestone.objects.all().delete()
    monkeypatch.undo()
    ahead.count_benchmarks()
    assert not BenchmarkFigures.objects.exists()


def test_it_takes_as_many_queries_however_many_rows(client, registered):
    registered.grow(3)
    few = [len(taken(client, f"/benchmarks/{query}")) for query in ("", "?by=area")]
    registered.grow(27)
    assert few == [len(taken(client, f"/benchmarks/{query}")) for query in ("", "?by=area")] == [5, 5]


def test_a_program_counts_once_in_every_grouping(studied):
    found = count(EVERY)
    for parts in found.values():
        assert sum(told.began for (_part, stage), told in parts.items() if stage == "phase_1") == 8
    assert benchmarks(EVERY) == found


@pytest.mark.slow
def test_anybody_may_write_the_address(client, studied):
    for value in VALUES:
        for asked in ({"by": value, "part": "x"}, {"by": "area", "part": value}):
            encoded = {name: word.encode("utf-8", "replace") for name, word in asked.items()}
            for address in ("/benchmarks/", "/benchmarks.csv"):
                assert client.get(address, encoded).status_code in (200, 400), asked
