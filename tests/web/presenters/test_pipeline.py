"""The pipeline chart: which programs stand first, which together, and what is left out."""

import pytest

from pipeline_tracker.models import Indication, Program, Standing
from pipeline_tracker.web.presenters import pipeline as presenter
from pipeline_tracker.web.presenters.pipeline import pipeline

HEART, CANCER, RARE = (
    Indication(pk=n, name=name, area=area) for n, (name, area) in enumerate([("h", "Heart"), ("c", "Cancer"), ("r", "")])
)


def program(name, *stands, modality="", indications=()):
    """Stands are (phase, indication, activity); they come furthest first."""
    row = Program(pk=hash(name) % 10**6, name=name, modality=modality)
    row.stands = [
        Standing(phase=phase, basis="started", indication=indication, activity=activity) for phase, indication, activity in stands
    ]
    row.partnered = False
    row._prefetched_objects_cache = {"indications": list(indications)}
    return row


class Listed(list):
    """What is prefetched, as a manager gives it."""

    def all(self):
        return self


@pytest.fixture(autouse=True)
def indications_are_prefetched(monkeypatch):
    monkeypatch.setattr(Program, "indications", property(lambda self: Listed(self._prefetched_objects_cache["indications"])))


def outline(programs, **options):
    found = pipeline(programs, **options)
    return [(group.name, [row.program.name for row in group.rows if row.first]) for group in found.groups]


def test_the_furthest_program_stands_first_and_one_without_a_phase_behind_those_with_one():
    told = [
        program("early", ("phase_1", None, "active")),
        program("none"),
        program("late", ("approved", None, "active"), ("phase_1", None, "active")),
        program("held", ("phase_3", None, "on_hold")),
    ]
    assert outline(told) == [("", ["late", "held", "early", "none"])]


def test_what_left_development_is_counted_and_stands_last_where_it_is_wanted():
    told = [
        program("gone", ("phase_3", None, "discontinued"), ("phase_2", None, "withdrawn")),
        program("half gone", ("phase_3", None, "discontinued"), ("phase_1", None, "active")),
        program("none"),
    ]
    found = pipeline(told)
    assert (outline(told), found.left, found.shown, found.count) == ([("", ["half gone", "none"])], 1, 2, 3)
    assert [row.standing.phase for row in found.groups[0].rows if row.standing] == ["phase_1"]
    assert outline(told, with_left=True) == [("", ["half gone", "none", "gone"])]
    assert pipeline(told, with_left=True).groups[0].rows[0].rows == 2


def test_a_program_stands_under_its_area_and_one_of_several_areas_is_put_under_none_of_them():
    told = [
        program("a", ("phase_1", HEART, "active")),
        program("b", ("phase_1", CANCER, "active"), ("phase_1", RARE, "active")),
        program("c", ("phase_1", CANCER, "active"), ("phase_1", HEART, "active")),
        program("d", ("phase_1", RARE, "active"), indications=[HEART]),
        program("e", indications=[HEART]),
    ]
    assert outline(told, group="area") == [("Cancer", ["b"]), ("Heart", ["a", "e"]), ("Several areas", ["c"]), ("Area not known", ["d"])]


def test_a_program_stands_under_its_modality():
    told = [program("a", modality="vaccine"), program("b"), program("c", modality="adc")]
    assert outline(told, group="modality") == [("Antibody-drug conjugate", ["c"]), ("Vaccine", ["a"]), ("Modality not known", ["b"])]


def test_of_many_programs_the_furthest_are_shown_and_of_one_its_furthest_standings(monkeypatch):
    monkeypatch.setattr(presenter, "ROWS", 2)
    found = pipeline([program("a"), program("b", *[("phase_2", None, "active")] * 5)], most=1)
    assert (found.shown, found.count, [(row.rows, row.more) for row in found.groups[0].rows]) == (1, 2, [(2, 0), (2, 3)])
