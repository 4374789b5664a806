"""The geometry of the timeline: bars as wide as their windows, shapes by state, open ends where no first day is known."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.vocabulary.windows import Window, by, day, parse_label, reported
from pipeline_tracker.web.presenters.timeline import NAMES, RIGHT, Entry, Phase, Scale, timeline

AS_OF = dt.date(2024, 6, 1)
TODAY = dt.date(2024, 9, 1)


def drawn(*entries, phases=(), as_of=AS_OF, today=TODAY):
    return timeline(list(entries), phases=phases, as_of=as_of, today=today)


def entry(label, state="upcoming", earlier=(), words="x"):
    window = parse_label(label) if isinstance(label, str) else label
    return Entry("Trial initiated", "#m-1", "Trial initiated", state, window, tuple(parse_label(e) for e in earlier), words)


def row(*args, **options):
    return drawn(entry(*args, **options)).rows[0]


def shapes(row):
    return [path.css for path in row.paths]


def xs(path):
    """Every x that the path visits."""
    return [float(x) for x in re.findall(r"[MHL](-?[\d.]+)", path.d)]


def test_nothing_is_drawn_where_no_milestone_has_a_date():
    assert drawn(Entry("Approved", "#", "Approved", "undated", None)) is None


def test_the_axis_covers_whole_years_and_marks_quarters():
    found = drawn(entry("2023-Q2"), entry("2025"))
    assert [line.label.text for line in found.years] == ["2023", "2024", "2025"]
    assert len(found.quarters) == 9


@pytest.mark.parametrize(("label", "first", "after"), [("2024-Q3", (2024, 7, 1), (2024, 10, 1)), ("2024", (2024, 1, 1), (2025, 1, 1))])
def test_a_bar_is_exactly_as_wide_as_the_window(label, first, after):
    (path,) = row(label).paths
    scale = Scale([AS_OF, TODAY, parse_label(label).latest])
    left, right = scale.x(dt.date(*first)), scale.end(dt.date(*after) - dt.timedelta(days=1))
    assert path.css == "bar upcoming"
    assert (min(xs(path)), max(xs(path))) == (round(left, 1), round(right, 1))
    assert path.d.endswith("Z")


def test_a_day_is_a_diamond_around_it():
    (path,) = row("2024-05-09").paths
    assert path.css == "day upcoming"
    assert len(re.findall(r"[ML]", path.d)) == 4


def test_a_by_window_is_open_on_the_left():
    (path,) = row(by(dt.date(2024, 12, 31))).paths
    assert path.css == "open upcoming"
    assert not path.d.endswith("Z")
    assert re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)V[\d.]+H\1", path.d)


def test_an_event_of_a_quarter_is_a_dot_in_the_middle_of_a_line():
    found = row("2024-Q1", "occurred")
    assert shapes(found) == ["span", "limit"]
    left, right = xs(found.paths[0])
    assert float(found.dots[0].x) == pytest.approx((left + right) / 2, abs=0.11)


def test_an_event_of_a_day_is_a_dot_alone():
    found = row("2024-05-09", "occurred")
    assert (shapes(found), len(found.dots)) == ([], 1)


def test_a_reported_event_fades_to_the_left_of_its_limit():
    found = row(reported(AS_OF), "occurred")
    assert shapes(found) == ["fading", "limit"]
    limit = xs(found.paths[1])[0]
    assert float(found.dots[0].x) < limit
    assert max(xs(found.paths[0])) == limit


def test_every_replaced_window_is_dashed_in_a_lane_of_its_own_with_an_arrow():
    found = row("2025", earlier=["2023-H1", "2024-Q2"])
    assert shapes(found) == ["bar earlier", "bar earlier", "slip", "slip", "bar upcoming"]
    tops = [re.match(r"M[\d.]+ ([\d.]+)", path.d)[1] for path in found.paths if path.css.startswith("bar")]
    assert tops == sorted(set(tops), key=float)
    assert float(found.height) > float(row("2025").height)


def test_a_later_window_is_reached_by_an_arrow_that_goes_right():
    arrow = next(path for path in row("2025", earlier=["2023-H1"]).paths if path.css == "slip")
    scale = Scale([dt.date(2023, 1, 1), dt.date(2025, 12, 31)])
    assert xs(arrow)[0] == round(scale.end(dt.date(2023, 6, 30)), 1)
    assert xs(arrow)[1] > scale.x(dt.date(2025, 1, 1))


@pytest.mark.parametrize("state", ["overdue", "passed", "answered"])
def test_the_state_shows_in_the_shape(state):
    assert shapes(row("2024-Q1", state)) == [f"bar {state}"]


def test_what_was_dropped_carries_a_cross():
    assert shapes(row("2024-Q1", "dropped")) == ["bar dropped", "cross"]


def test_a_milestone_without_a_date_keeps_its_line_and_says_so():
    found = drawn(entry("2024"), Entry("Approved", "#", "Approved", "undated", None, words="Expected, no date given"))
    assert (found.rows[1].paths, found.rows[1].words.text) == ((), "Expected, no date given")


def test_the_newest_source_and_today_are_two_lines():
    found = drawn(entry("2024"))
    assert found.as_of.label.text == "as of 1 Jun 2024"
    assert found.today.label.text == "today"
    assert float(found.as_of.x) < float(found.today.x)
    # Their words turn away from each other, so that they stay apart however near the days are.
    assert (found.as_of.label.anchor, found.today.label.anchor) == ("end", "start")


def test_today_is_left_out_where_it_lies_years_after_everything():
    assert drawn(entry("2014"), as_of=dt.date(2014, 6, 1)).today is None


def test_a_phase_lasts_until_the_next_and_the_last_one_until_the_newest_source():
    found = drawn(entry("2023"), phases=[Phase("Phase 1", dt.date(2023, 1, 1)), Phase("Phase 2", dt.date(2024, 1, 1))])
    first, second = found.bands
    assert (first.name.text, second.name.text) == ("Phase 1", "Phase 2")
    assert float(first.x) + float(first.width) == pytest.approx(float(second.x), abs=0.2)
    assert float(second.x) + float(second.width) == pytest.approx(float(found.as_of.x), abs=0.2)


def test_a_program_without_a_known_phase_has_no_band():
    assert drawn(entry("2023")).bands == ()


dates = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@st.composite
def windows(draw):
    first, last = sorted((draw(dates), draw(dates)))
    return draw(st.sampled_from([Window(first, last, "range"), day(first), by(last), reported(last)]))


@given(
    st.lists(
        st.tuples(windows(), st.sampled_from(["upcoming", "occurred", "overdue", "dropped"]), st.lists(windows(), max_size=3)),
        min_size=1,
        max_size=5,
    ),
    dates,
    dates,
)
def test_every_mark_lies_in_the_plot(marks, as_of, today):
    entries = [Entry("name" * 20, "#", "all of it", state, window, tuple(earlier), "words beside") for window, state, earlier in marks]
    found = timeline(entries, as_of=as_of, today=today)
    for line in found.rows:
        assert all(NAMES - 8 <= x <= RIGHT + 9 for path in line.paths for x in xs(path))
        assert all(NAMES - 8 <= float(dot.x) <= RIGHT for dot in line.dots)
        assert len(line.name.text) <= 44
    ends = [float(line.y) + float(line.height) for line in found.rows]
    assert ends == sorted(ends)
    assert ends[-1] <= found.height
