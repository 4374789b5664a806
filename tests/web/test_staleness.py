"""Programs of which no development is reported, milestones with the day on which they were verified and for how long they are overdue."""

import csv
import datetime as dt
import io

import pytest

from pipeline_tracker.models import Program, Standing
from pipeline_tracker.queries.staleness import quiet
from pipeline_tracker.vocabulary.windows import parse_label
from pipeline_tracker.web import as_of

from ..world import TODAY, claim, make_document, make_milestone, make_program
from .html import get, section, table

QUIET = "No development reported since 3 Mar 2024"


@pytest.fixture
def silent(world):
    """CED-1 in phase 2, CED-2 preclinical, CED-3 approved in one place and in phase 3 elsewhere: none heard of since March 2024."""
    document = make_document(world.run, world.cedar, "Spring", dt.date(2024, 3, 3), "All three go on.")
    for name, phases in (("CED-1", ["phase_2"]), ("CED-2", ["preclinical"]), ("CED-3", ["approved", "phase_3"])):
        program = make_program(world.cedar, name)
        said = claim(document, "All three", kind="facility", status="occurred", window=parse_label("2024-03"), programs=[name])
        milestone = make_milestone(world.cedar, [said], kind="facility", programs=[program])
        for phase, territory in zip(phases, ("US", "CN"), strict=False):
            Standing.objects.create(program=program, territory=territory, phase=phase, basis="started", milestone=milestone)
    return world.cedar


def test_a_list_a_company_and_a_program_say_so_of_each_standing(client, silent):
    rows = table(get(client, "/programs/?company=cedar-细胞生物"))
    assert [(row["Program, company"].split()[0], row["Furthest phase"]) for row in rows] == [
        ("CED-1", f"Phase 2 {QUIET}"),
        ("CED-2", "Preclinical"),
        ("CED-3", "Approved"),
    ]
    stands = table(get(client, "/programs/cedar-细胞生物/ced-3/"), "//section[@aria-labelledby='standings']//table")
    assert [row["Phase"] for row in stands] == ["Approved", f"Phase 3 {QUIET}"]
    assert QUIET in get(client, silent.get_absolute_url()).text_content()


def test_the_list_narrows_to_them_and_files_tell_it(client, silent):
    page = get(client, "/programs/?development=no_development_reported&company=cedar-细胞生物")
    assert [row["Program, company"] for row in table(page)] == ["CED-1 Cedar 细胞生物"]
    assert "Development: No development reported" in page.find_class("chosen")[0].text_content()
    text = b"".join(client.get("/programs.csv?company=cedar-细胞生物").streaming_content).decode("utf-8-sig")
    assert {row["name"]: row["no_development_reported"] for row in csv.DictReader(io.StringIO(text))} == {
        "CED-1": "true",
        "CED-2": "false",
        "CED-3": "false",
    }


def test_what_means_nothing_narrows_nothing_and_is_told(client, silent):
    page = get(client, "/programs/?development=maybe")
    assert len(table(page)) == Program.objects.count() and page.find_class("error")


def test_it_follows_from_the_day_that_is_shown(silent):
    def names(today):
        return set(Program.objects.filter(quiet(today), company=silent).values_list("name", flat=True))

    assert names(TODAY) == {"CED-1"}
    assert names(dt.date(2026, 3, 3)) == set()
    assert names(dt.date(2027, 3, 4)) == {"CED-1", "CED-2"}


def test_a_milestone_tells_when_it_was_verified_on_its_page_in_the_list_and_in_files(client, world):
    started = world.milestones["started"]
    facts = get(client, started.get_absolute_url()).xpath("//dl[@class='facts']/div[dt='Verified on']/dd")
    assert facts[0].text_content().startswith("6 Nov 2023")
    rows = table(get(client, "/milestones/?columns=what,verified&sort=-verified&kind=trial_initiated&company=aster-bio"))
    assert rows == [{"Milestone": rows[0]["Milestone"], "Verified on": "6 Nov 2023"}]
    text = b"".join(client.get("/milestones.csv?kind=trial_initiated&company=aster-bio").streaming_content).decode("utf-8-sig")
    assert [row["verified_on"] for row in csv.DictReader(io.StringIO(text))] == ["2023-11-06"]


def test_what_is_overdue_stands_with_its_age_in_the_list_and_on_the_company_page(client, world):
    today = as_of.today()
    least, most = ((today - dt.date(2024, month, day)).days for month, day in ((3, 31), (1, 1)))
    age = f"Overdue for {least} to {most} days"
    rows = table(get(client, "/milestones/?state=overdue&kind=data_readout&company=aster-bio"))
    assert [row["Status"].startswith(age) for row in rows].count(True) == 1
    late = section(get(client, world.aster.get_absolute_url()), "overdue")
    assert any(row["Status"].startswith(age) for row in table(late, ".//table"))
