"""How a pipeline moved: sorts of changes, the newest of each, without what goes without saying."""

import datetime as dt

from pipeline_tracker.models import Claim, Company, Document, Milestone, Program
from pipeline_tracker.queries.changes import Change
from pipeline_tracker.vocabulary.guidance import Stated, Step
from pipeline_tracker.web.presenters import movement as presenter
from pipeline_tracker.web.presenters.movement import columns, movement


def change(kind, day, severity="notable", program=None, source="press_release", **fields):
    when = dt.date.fromisoformat(day)
    claim = Claim(uid=day, document=Document(kind=source), asserted_on=when)
    milestone = Milestone(pk=1, company=Company(name="Aster Bio"), kind="approved", status="occurred", territory="unstated", slug=day)
    milestone._prefetched_objects_cache = {"programs": Program.objects.none()}
    return Change(kind, severity, when, claim, milestone, Step("occurred", when, Stated(claim, when, "occurred")), program, **fields)


def outline(found):
    return [(sort.code, [str(line.change.day) for line in sort.lines], sort.more) for sort in found]


def test_changes_stand_by_what_they_do_to_the_pipeline():
    told = [
        change("discontinued", "2024-09-01"),
        change("moved_later", "2024-08-01"),
        change("more_precise", "2024-07-15"),
        change("on_hold", "2024-07-01"),
        change("occurred", "2024-06-01"),
        change("dropped", "2024-05-01"),
        change("resumed", "2024-04-01"),
        change("conflict", "2024-03-01"),
    ]
    assert outline(movement(told)) == [
        ("left", ["2024-09-01"], 0),
        ("held", ["2024-07-01", "2024-04-01"], 0),
        ("happened", ["2024-06-01"], 0),
        ("moved", ["2024-08-01", "2024-05-01"], 0),
    ]
    assert movement([]) == []


def test_what_goes_without_saying_is_left_out():
    ast1, ast2 = Program(pk=1, name="AST-1"), Program(pk=2, name="AST-2")
    told = [
        change("phase_advanced", "2024-09-01", program=ast1, after="phase_2"),
        change("new_program", "2024-08-01", program=ast1),
        change("new_program", "2024-07-01", program=ast2),
        change("occurred", "2024-06-01", "minor"),
        change("new_milestone", "2024-05-01", "minor"),
        change("new_milestone", "2024-04-01", "minor", source="registry_record"),
    ]
    assert outline(movement(told)) == [("entered", ["2024-09-01", "2024-07-01"], 0), ("planned", ["2024-05-01"], 0)]


def test_of_each_sort_the_newest_are_shown_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(presenter, "SHOWN", 2)
    found = movement([change("discontinued", f"2024-0{month}-01") for month in (9, 8, 7, 6)])
    assert (outline(found), found[0].count) == ([("left", ["2024-09-01", "2024-08-01"], 2)], 4)


def test_two_columns_are_about_as_long_as_each_other():
    one, two = ([change("discontinued", "2024-09-01")], [change("on_hold", "2024-08-01"), change("resumed", "2024-08-02")])
    three = [change("moved_later", f"2024-07-0{n}") for n in range(1, 5)]

    def codes(told):
        return [[sort.code for sort in column] for column in columns(movement(told))]

    assert codes([]) == []
    assert codes(one) == [["left"]]
    assert codes([*one, *two]) == [["left"], ["held"]]
    assert codes([*one, *two, *three]) == [["left", "held"], ["moved"]]
    assert codes([*one, *three]) == [["left"], ["moved"]]
