"""What claims take over from those beside them."""

from .releases import read_sentence


def told(sentence: str) -> list[tuple]:
    return sorted((c.kind, c.status, c.phase) for c in read_sentence(sentence).claims)


def test_expected_results_are_those_of_the_trial_that_the_sentence_tells():
    sentence = "Quillon plans to initiate a Phase 3 trial of QLN-101 in the second half of 2025; topline data are expected in 2027."
    assert told(sentence) == [("data_readout", "expected", "phase_3"), ("trial_initiated", "expected", "phase_3")]


def test_an_application_is_for_the_one_trial_that_the_release_tells():
    sentence = "The FDA cleared the IND for QLN-101. Quillon expects to initiate a Phase 1/2 trial of QLN-101 in the third quarter of 2025."
    assert told(sentence) == [("ind_cleared", "occurred", "phase_1_2"), ("trial_initiated", "expected", "phase_1_2")]


def test_an_application_is_for_the_trial_of_its_own_sentence_before_those_of_others():
    sentence = "IND for QLN-101 cleared by the FDA; Quillon plans to initiate a Phase 2 trial of QLN-101 in 2026."
    assert told(f"{sentence} Quillon initiated a Phase 3 trial of QLN-101.") == [
        ("ind_cleared", "occurred", "phase_2"),
        ("trial_initiated", "expected", "phase_2"),
        ("trial_initiated", "occurred", "phase_3"),
    ]


def test_where_the_release_tells_two_trials_the_phase_of_an_application_stays_open():
    begun = "The FDA cleared the IND for QLN-101. Quillon initiated a Phase 1 trial of QLN-101."
    assert told(f"{begun} Quillon plans to initiate a Phase 2 trial of QLN-101 in 2026.") == [
        ("ind_cleared", "occurred", ""),
        ("trial_initiated", "expected", "phase_2"),
        ("trial_initiated", "occurred", "phase_1"),
    ]


def test_lines_between_double_dashes_are_sentences_of_their_own():
    text = "-- Quillon Doses First Patient in Phase 2 Trial of QLN-101 -- -- Topline Data Expected in Fourth Quarter of 2025 --"
    assert [claim.span.end - claim.span.start < 60 for claim in read_sentence(text).claims] == [True] * 2
