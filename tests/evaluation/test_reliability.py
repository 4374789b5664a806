"""Expected against observed: how probabilities are held against what was right."""

import pytest

from pipeline_tracker.evaluation.reliability import Bin, bins, brier, calibration_error, lines

FORECASTS = [(0.95, True), (1.0, True), (0.9, False), (0.32, False), (0.38, True)]


def test_forecasts_are_set_against_outcomes_by_tenths_without_empty_ones():
    assert bins(FORECASTS) == [Bin(0.3, 0.4, 2, pytest.approx(0.35), 0.5), Bin(0.9, 1.0, 3, pytest.approx(0.95), pytest.approx(2 / 3))]


def test_a_probability_on_the_edge_belongs_to_the_upper_tenth_and_1_to_the_last():
    assert [(cell.low, cell.claims) for cell in bins([(number / 10, True) for number in range(11)])] == [
        *((number / 10, 1) for number in range(9)),
        (0.9, 2),
    ]


def test_the_brier_score_is_the_mean_squared_distance_from_the_outcome():
    assert brier(FORECASTS) == pytest.approx((0.05**2 + 0.9**2 + 0.32**2 + 0.62**2) / 5)


def test_the_calibration_error_weighs_bins_by_their_claims():
    assert calibration_error(FORECASTS) == pytest.approx((2 * 0.15 + 3 * (0.95 - 2 / 3)) / 5)


def test_it_is_told_in_lines_and_without_forecasts_in_none():
    assert list(lines(FORECASTS)) == [
        "confidence 0.3 to 0.4: expected 0.35, observed 0.50 (2 claims)",
        "confidence 0.9 to 1.0: expected 0.95, observed 0.67 (3 claims)",
        "confidence: Brier score 0.260, expected calibration error 0.230",
    ]
    assert list(lines([])) == []
