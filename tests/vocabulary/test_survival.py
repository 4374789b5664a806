"""Kaplan and Meier's curve against published figures and against what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.vocabulary.survival import Curve, Point, kaplan_meier, wilson

# Weeks of remission under 6-mercaptopurine, "+" for those still in remission: E. J. Freireich and others, Blood 21 (1963) 699-716,
# the example of textbooks. The figures below are those of R's survfit with conf.type = "log-log".
REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PUBLISHED = [
    (6, 21, 3, 0.857, 0.620, 0.952),
    (7, 17, 1, 0.807, 0.563, 0.923),
    (10, 15, 1, 0.753, 0.503, 0.889),
    (13, 12, 1, 0.690, 0.432, 0.849),
    (16, 11, 1, 0.627, 0.368, 0.805),
    (22, 7, 1, 0.538, 0.268, 0.747),
    (23, 6, 1, 0.448, 0.188, 0.680),
]


def observed(text):
    return [(int(word.rstrip("+")), not word.endswith("+"), 1) for word in text.split()]


def test_the_curve_of_the_textbooks():
    curve = kaplan_meier(observed(REMISSION))
    assert [(p.time, p.at_risk, p.ended, round(p.survival, 3), round(p.low, 3), round(p.high, 3)) for p in curve.points] == PUBLISHED
    assert (curve.count, curve.until, curve.median) == (21, 35, (23, 13, None))


@pytest.mark.parametrize(
    ("text", "survivals", "median", "until"),
    [
        ("", [], (None, None, None), 0),
        ("5+ 7+", [], (None, None, None), 7),
        ("5", [(5, 0.0)], (5, 5, 5), 5),
        ("0 4", [(0, 0.5), (4, 0.0)], (0, 0, 4), 4),
        ("3 3+ 3+ 3+", [(3, 0.75)], (None, 3, None), 3),  # what was seen as long as others lasted was at risk with them
        ("1 2 3 4", [(1, 0.75), (2, 0.5), (3, 0.25), (4, 0.0)], (2, 1, 4), 4),
    ],
)
def test_what_was_only_seen_for_a_while_counts_for_as_long_as_it_was_seen(text, survivals, median, until):
    curve = kaplan_meier(observed(text))
    assert ([(p.time, p.survival) for p in curve.points], curve.median, curve.until) == (survivals, median, until)


def test_equal_observations_may_come_as_a_number():
    assert kaplan_meier([(6, True, 3), (6, False, 1), (9, False, 2), (9, True, 0)]) == kaplan_meier(observed("6 6 6 6+ 9+ 9+"))


def test_at_a_time_the_last_step_before_it_holds():
    curve = Curve((Point(3, 4, 1, 0.75, 0.1, 0.9), Point(8, 2, 1, 0.4, 0.0, 0.8)), 4, 9)
    assert [point and point.survival for point in map(curve.at, (0, 2, 3, 7, 8, 50))] == [None, None, 0.75, 0.75, 0.4, 0.4]


@pytest.mark.parametrize(
    ("number", "of", "limits"),
    [  # R. G. Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 3
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
        (29, 29, (0.8830, 1.0)),
    ],
)
def test_the_limits_of_a_share_are_the_published_ones(number, of, limits):
    assert tuple(round(limit, 4) for limit in wilson(number, of)) == limits


def test_none_and_all_are_limits_themselves():
    assert [(wilson(0, of)[0], wilson(of, of)[1]) for of in range(1, 100)] == [(0.0, 1.0)] * 99


@pytest.mark.parametrize(("number", "of"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_has_no_limits(number, of):
    with pytest.raises(ValueError, match="is no share"):
        wilson(number, of)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.integers(1, 4)), max_size=40))
def test_a_curve_only_falls_between_its_limits_and_counts_everything(told):
    curve = kaplan_meier(told)
    survivals = [1.0, *(point.survival for point in curve.points)]
    assert survivals == sorted(survivals, reverse=True)
    assert all(0 <= p.low <= p.survival <= p.high <= 1 for p in curve.points)
    assert sum(p.ended for p in curve.points) == sum(number for _, ended, number in told if ended)
    if not any(not ended for _, ended, _ in told):  # nothing censored: the curve is the plain share
        for p in curve.points:
            assert p.survival == pytest.approx(sum(n for time, _, n in told if time > p.time) / curve.count, abs=1e-12)
