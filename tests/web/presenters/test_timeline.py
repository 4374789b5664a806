"""The geometry of the timeline: bars as wide as their windows, shapes by state, open ends where no first day is known."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tracker.vocabulary.windows import Window, by, day, parse_label, reported
from pipeline_tracker.web.presenters.timeline import EARLIER_LANE, LANE, LEFT, RIGHT, Entry, Phase, Scale, Section, timeline

AS_OF = dt.date(2024, 6, 1)
TODAY = dt.date(2024, 9, 1)


def drawn(*entries, phases=(), as_of=AS_OF, today=TODAY, folded=()):
    return timeline([Section("", "", entries, tuple(folded))], phases=phases, as_of=as_of, today=today)


def entry(label, state="upcoming", earlier=(), words="x"):
    window = parse_label(label) if isinstance(label, str) else label
    return Entry("Trial initiated", "", "#m-1", "Trial initiated", state, window, tuple(parse_label(e) for e in earlier), words)


def row(*args, **options):
    return drawn(entry(*args, **options)).groups[0].rows[0]


def shapes(row):
    """What is drawn: boxes by their state, lines, and named shapes with their state."""
    return [*(bar.css for bar in row.bars), *(line.css for line in row.lines), *(f"{mark.shape} {mark.css}" for mark in row.marks)]


def test_nothing_is_drawn_where_no_milestone_has_a_date():
    assert drawn(Entry("Approved", "", "#", "Approved", "undated", None)) is None
    assert timeline([], as_of=AS_OF, today=TODAY) is None


def test_the_axis_covers_whole_years_and_marks_quarters():
    found = drawn(entry("2023-Q2"), entry("2025"))
    assert [words.text for _x, words in found.years] == ["2023", "2024", "2025"]
    assert len(found.quarters) == 9


def test_many_years_are_named_at_intervals_and_have_no_quarters():
    found = drawn(entry("2003"), entry("2032"))
    assert [words.text for _x, words in found.years if words] == ["2003", "2008", "2013", "2018", "2023", "2028"]
    assert (len(found.years), found.quarters) == (30, ())


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2024-Q3", (2024, 7, 1), (2024, 9, 30)),
        ("2024-05", (2024, 5, 1), (2024, 5, 31)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02-03/2024-02-05", (2024, 2, 3), (2024, 2, 5)),
    ],
)
def test_a_bar_is_exactly_as_wide_as_the_window(label, first, last):
    found = row(label)
    scale = Scale([AS_OF, TODAY, parse_label(label).latest])
    left, right = scale.x(dt.date(*first)), scale.end(dt.date(*last))
    assert shapes(found) == ["upcoming"]
    assert (float(found.bars[0].x), float(found.bars[0].width)) == (round(left, 2), round(right - left, 2))


@pytest.mark.parametrize(
    ("window", "state", "found"),
    [
        ("2024-05-09", "upcoming", ["day upcoming"]),
        (by(dt.date(2024, 12, 31)), "upcoming", ["by upcoming"]),
        ("2024-05-09", "occurred", ["dot occurred"]),
        ("2024-Q1", "occurred", ["span", "limit occurred", "limit occurred", "dot occurred"]),
        (reported(AS_OF), "occurred", ["reported occurred"]),
        ("2024-Q1", "overdue", ["overdue", "tail overdue"]),
        (by(AS_OF), "overdue", ["by overdue", "tail overdue"]),
        ("2024-05-09", "overdue", ["day overdue", "tail-of-day overdue"]),
        ("2024-05-09", "passed", ["day passed", "tail-of-day passed"]),
        ("2024-Q1", "answered", ["answered"]),
        ("2024-Q1", "dropped", ["dropped", "cross dropped"]),
    ],
)
def test_precision_and_state_show_in_the_shape(window, state, found):
    assert shapes(row(window, state)) == found


def test_an_event_of_a_quarter_is_a_dot_in_the_middle_of_a_line_through_its_days():
    found = row("2024-Q1", "occurred")
    (span,) = found.lines
    assert [mark.x for mark in found.marks[:2]] == [span.x1, span.x2]
    assert float(found.marks[2].x) == pytest.approx((float(span.x1) + float(span.x2)) / 2, abs=0.011)


def test_what_is_known_by_its_last_day_stands_at_the_end_of_that_day():
    scale = Scale([AS_OF, TODAY])
    (mark,) = row(reported(AS_OF), "occurred").marks
    assert float(mark.x) == round(scale.end(AS_OF), 2)


def test_every_replaced_window_has_a_lane_of_its_own_with_an_arrow_to_what_replaced_it():
    found = row("2025", earlier=["2023-H1", "2024-Q2"])
    assert shapes(found) == ["earlier", "earlier", "upcoming", *["slip"] * 4, "head slip", "head slip"]
    assert [bar.y for bar in found.bars] == ["4", "17", "36"]
    assert found.height == LANE + 2 * EARLIER_LANE


@pytest.mark.parametrize(
    ("present", "state", "earlier", "start", "end"),
    [
        ("2025", "upcoming", "2023-H1", dt.date(2023, 6, 30), dt.date(2025, 1, 1)),  # later: from its end to the left end
        ("2023-H1", "upcoming", "2025", None, None),  # sooner: from its first day back to the right end
        ("2025-03-01", "occurred", "2023", dt.date(2023, 12, 31), None),
    ],
)
def test_an_arrow_goes_from_the_replaced_window_towards_the_present_one(present, state, earlier, start, end):
    found = row(present, state, [earlier])
    along, down = found.lines[-2:] if state == "upcoming" else found.lines
    scale = Scale([parse_label(earlier).earliest, parse_label(present).latest, parse_label(earlier).latest, parse_label(present).earliest])
    first = scale.end(start) if start else scale.x(parse_label(earlier).earliest)
    assert float(along.x1) == round(first, 2)
    left, right = scale.span(parse_label(present))
    assert left - 0.01 <= float(along.x2) <= right + 0.01
    assert along.x2 == down.x1 == down.x2 == found.marks[0].x if state == "upcoming" else True
    assert end is None or float(along.x2) - scale.x(end) < 1


def test_of_many_replaced_windows_the_first_two_and_the_newest_three_are_drawn_and_the_others_counted():
    found = row("2030", earlier=[str(year) for year in range(2021, 2030)], words="2030")
    scale = Scale([dt.date(2021, 1, 1), dt.date(2030, 12, 31)])
    assert [float(bar.x) for bar in found.bars[:5]] == [round(scale.x(dt.date(year, 1, 1)), 2) for year in (2021, 2022, 2027, 2028, 2029)]
    assert found.words[0].text == "2030 · +4"


def test_a_milestone_without_a_date_keeps_its_line_and_says_so():
    undated = Entry("Approved", "", "#", "Approved", "undated", None, words="Expected, no date given")
    found = drawn(entry("2024"), undated).groups[0].rows[1]
    assert (shapes(found), [words.text for words in found.words]) == ([], ["Expected, no date given"])


def test_words_stand_right_of_their_mark_or_left_of_it_where_the_plot_ends():
    first, last = drawn(entry("2020", words="2020"), entry("2024-Q4", words="Q4 2024")).groups[0].rows
    assert (first.words[0].anchor, last.words[0].anchor) == ("start", "end")
    assert float(first.words[0].x) == pytest.approx(float(first.bars[0].x) + float(first.bars[0].width), abs=0.011)
    assert last.words[0].x == last.bars[0].x


def test_chinese_letters_need_more_room():
    sides = [row("2024-Q2", words=words).words[0].anchor for words in ("a" * 40, "字" * 40)]
    assert sides == ["start", "end"]


def test_folded_lines_share_one_line_with_all_their_marks():
    folded = [entry("2023-02-01", "occurred"), entry("2024-05", "occurred"), entry("2025-01-01"), entry(None, "undated")]
    group = drawn(entry("2024"), folded=folded).groups[0]
    assert (len(group.rows), len(group.folded)) == (1, 4)
    assert shapes(group.lane) == ["life", "span", *["dot occurred", "limit occurred", "limit occurred", "dot occurred"], "day upcoming"]
    assert group.lane.words == ()


def test_the_newest_source_and_today_are_two_lines_whose_words_turn_away_from_each_other():
    found = drawn(entry("2024"))
    assert [(line.text, line.anchor) for line in (found.as_of, found.today)] == [("as of 1 Jun 2024", "end"), ("today", "start")]
    assert float(found.as_of.x) < float(found.today.x)


def test_today_is_left_out_where_it_lies_years_after_everything():
    assert drawn(entry("2014"), as_of=dt.date(2014, 6, 1)).today is None


def test_a_phase_lasts_until_the_next_and_the_last_one_until_the_newest_source():
    found = drawn(entry("2023"), phases=[Phase("Phase 1", dt.date(2023, 1, 1)), Phase("Phase 2", dt.date(2024, 1, 1))])
    first, second = found.bands
    assert (first.words.text, second.words.text) == ("Phase 1", "Phase 2")
    assert float(first.x) + float(first.width) == pytest.approx(float(second.x), abs=0.02)
    assert float(second.x) + float(second.width) == pytest.approx(float(found.as_of.x), abs=0.02)
    assert drawn(entry("2023")).bands == ()


def test_a_phase_too_short_for_its_name_keeps_it_for_the_pointer_and_the_last_one_has_it_beside():
    starts = [("Phase 1", dt.date(2023, 1, 1)), ("Filed", dt.date(2024, 5, 20)), ("Approved", dt.date(2024, 5, 26))]
    bands = drawn(entry("2023"), phases=[Phase(*start) for start in starts]).bands
    assert [(band.name, band.words and band.words.text) for band in bands] == [
        ("Phase 1", "Phase 1"),
        ("Filed", None),
        ("Approved", "Approved"),
    ]
    assert float(bands[2].words.x) == pytest.approx(float(bands[2].x) + float(bands[2].width), abs=0.011)


def test_the_legend_needs_only_the_marks_that_are_drawn():
    assert drawn(entry("2024", earlier=["2023"]), entry("2024-05-09", "occurred")).used == {"window", "earlier", "occurred"}
    assert drawn(entry(by(TODAY), "overdue"), entry(reported(AS_OF), "occurred")).used == {"overdue", "by", "reported"}


dates = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@st.composite
def windows(draw):
    first, last = sorted((draw(dates), draw(dates)))
    return draw(st.sampled_from([Window(first, last, "range"), day(first), by(last), reported(last)]))


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(windows(), st.sampled_from(["upcoming", "occurred", "overdue", "dropped"]), st.lists(windows(), max_size=7)),
        min_size=1,
        max_size=5,
    ),
    dates,
    dates,
)
def test_every_mark_lies_in_the_plot_and_in_its_line(marks, as_of, today):
    entries = [Entry("name" * 20, "", "#", "all of it", state, window, tuple(earlier), "words") for window, state, earlier in marks]
    (group,) = drawn(*entries, as_of=as_of, today=today, folded=entries).groups
    for line in [*group.rows, *group.folded, group.lane]:
        across = [*(mark.x for mark in line.marks), *(bar.x for bar in line.bars), *(x for part in line.lines for x in (part.x1, part.x2))]
        across += [str(float(bar.x) + float(bar.width)) for bar in line.bars]
        assert all(LEFT - 0.01 <= float(x) <= RIGHT + 0.01 for x in across)
        down = [*(mark.y for mark in line.marks), *(bar.y for bar in line.bars), *(y for part in line.lines for y in (part.y1, part.y2))]
        assert all(0 <= float(y) <= line.height for y in down)
