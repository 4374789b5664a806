"""Where a calendar shows which window, how many of them, and in how many queries."""

import datetime as dt
from itertools import product

import pytest

from pipeline_tracker.ingest.load.windows import count_windows
from pipeline_tracker.models import Milestone, WindowCount
from pipeline_tracker.queries import calendar as query
from pipeline_tracker.queries.calendar import LEVELS, Place, agenda, place
from pipeline_tracker.queries.milestones import milestone_list, with_state
from pipeline_tracker.vocabulary.windows import parse_label
from tests import world as w

YEAR = (w.TODAY, w.TODAY + dt.timedelta(days=364))


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ("2026-11-22", Place(2026, "day", 11)),
        ("2026-11", Place(2026, "month", 11)),
        ("2026-11-03/2026-11-09", Place(2026, "month", 11)),
        ("2026-10-31/2026-11-01", Place(2026, "quarter", 4)),
        ("2026-Q1", Place(2026, "quarter", 1)),
        ("mid-2026-Q2", Place(2026, "month", 5)),
        ("2026-03-31/2026-04-01", Place(2026, "half", 1)),
        ("2026-H2", Place(2026, "half", 2)),
        ("late-2026", Place(2026, "half", 2)),
        ("mid-2026", Place(2026, "year", 0)),  # May to August lie in both halves
        ("2026", Place(2026, "year", 0)),
        ("2026-12-31/2027-01-01", Place(2026, "longer", 0)),
        ("by:2026-12-31", Place(2026, "by", 12)),
        ("reported:2026-02-01", Place(2026, "by", 2)),
    ],
)
def test_a_window_stands_under_the_smallest_period_that_holds_it_whole(window, found):
    window = parse_label(window)
    assert place(window.earliest, window.latest) == found
    assert found.level in LEVELS


def year(today=w.TODAY):
    inside = with_state(Milestone.objects.overlapping(*YEAR), today)
    return agenda(inside, milestone_list(today), today)


def test_an_agenda_has_what_the_span_holds_what_is_overdue_and_what_has_no_date(world):
    found = year()
    assert {(*group.place, group.count): [milestone.slug for milestone in group.milestones] for group in found.groups.values()} == {
        (2026, "day", 12, 1): ["ast-1-talk"],
        (2026, "year", 0, 1): ["ast-1-marketing-submitted"],
    }
    assert ([m.slug for m in found.overdue], str(found.overdue_count), str(found.undated_count), found.count) == (
        ["ast-1-data-readout"],
        "1",
        "0",
        2,
    )
    Milestone.objects.filter(slug="ast-1-data-readout").update(earliest=None, latest=None, precision="")
    assert (year().overdue, str(year().undated_count)) == ((), "1")


def test_only_the_first_of_a_large_group_are_read_and_all_are_counted(world, monkeypatch):
    world.grow(9)
    monkeypatch.setattr(query, "MOST", 5)
    monkeypatch.setattr(query, "FEWEST", 2)
    sizes = {(group.place.level, group.count): len(group.milestones) for group in year().groups.values()}
    assert sizes == {("day", 1): 1, ("year", 1): 1, ("year", 9): 5}
    monkeypatch.setattr(query, "ROWS", 4)
    assert [len(group.milestones) for group in year().groups.values() if group.count == 9] == [2]


def test_of_one_group_what_ends_first_comes_first_and_equals_by_key(world):
    for when in ("2027-03-31", "2027-03-02", "2027-03-02", "2027-03-15"):
        document = w.make_document(world.run, world.aster, f"Plan {when}", dt.date(2026, 5, 1), f"Due {when}.")
        said = w.claim(document, document.text, kind="launched", status="expected", window=parse_label(when), programs=["AST-1"])
        w.make_milestone(world.aster, [said], kind="launched", programs=[world.ast1])
    march = year().groups[Place(2027, "day", 3)].milestones
    assert [(str(m.latest), m.pk) for m in march] == sorted((str(m.latest), m.pk) for m in march)


def contents(found):
    """Of each place how many milestones it has, and which of them are shown."""
    return {group.place: (group.count, [milestone.pk for milestone in group.milestones]) for group in found.groups.values()}


@pytest.mark.parametrize(("rows", "fewest"), [(query.ROWS, query.FEWEST), (4, 1)])
def test_an_agenda_of_windows_counted_ahead_is_that_of_the_milestones_themselves(
    world, monkeypatch, rows, fewest, django_assert_max_num_queries
):
    for name, value in {"ROWS": rows, "MOST": 5, "FEWEST": fewest}.items():
        monkeypatch.setattr(query, name, value)
    world.register()
    world.grow(7)
    told = ("2024-05-01", "2024-05", "2024-05-01/2024-05-03", "by:2024-05-31", "reported:2024-05-31", "2023", "2023-12-31/2024-01-01")
    for window in (*told, *told[:4]):
        document = w.make_document(world.run, world.aster, f"Plan {window}", dt.date(2023, 5, 1), f"Due {window}.")
        said = w.claim(document, document.text, kind="facility", status="expected", window=parse_label(window), programs=[])
        w.make_milestone(world.aster, [said], kind="facility", programs=[])
    monkeypatch.setattr("pipeline_tracker.ingest.load.windows.MANY", 1)
    count_windows()
    spans = [("2023-06-01", "2024-12-31"), ("2024-05-02", "2024-05-30"), ("2024-05-31", "2025-12-31"), tuple(map(str, YEAR))]
    seen = 0
    for (since, until), kind in product([tuple(map(dt.date.fromisoformat, span)) for span in spans], ("", "facility")):
        only = {"kind": kind} if kind else {}
        inside = with_state(Milestone.objects.overlapping(since, until).filter(**only), w.TODAY)
        now = contents(agenda(inside, milestone_list(w.TODAY), w.TODAY))
        with django_assert_max_num_queries(8):
            ahead = agenda(inside, milestone_list(w.TODAY), w.TODAY, WindowCount.objects.overlapping(since, until).filter(**only))
        assert contents(ahead) == now, (since, until, kind)
        seen += len(now)
    assert seen > 30
    monkeypatch.undo()
    count_windows()
    assert not WindowCount.objects.exists()


def test_an_agenda_takes_eight_queries_however_much_it_holds(world, django_assert_max_num_queries):
    for count in (3, 9):
        world.grow(count)
        with django_assert_max_num_queries(8):
            found = year()
            rows = [milestone for group in found.groups.values() for milestone in group.milestones]
            assert all((row.decided_by.document or row).get_absolute_url() and row.get_absolute_url() for row in rows)
