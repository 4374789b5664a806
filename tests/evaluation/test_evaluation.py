"""How readings are judged: what counts as right, as missed, and as invented."""

import json
from pathlib import Path

import pytest

from pipeline_tracker.evaluation.figures import add_up, errors, lines
from pipeline_tracker.evaluation.labels import BadLabels, read_folder
from pipeline_tracker.evaluation.scoring import judge
from pipeline_tracker.ingest.documents import Claim, Company, Figure, Program, Reading, Span
from pipeline_tracker.vocabulary.windows import parse_label, reported

TEXT = "Example Bio started its trial of EX-101."
EVENT = {
    "program": "EX-101",
    "kind": "trial_initiated",
    "phase": "2",
    "indication": "knee osteoarthritis (KOA)",
    "regulator": None,
    "status": "expected",
    "when": "2024-H1",
    "quote": "started its trial",
    "optional": False,
}
LABELS = {
    "published": "2024-01-10",
    "company": "Example Bio, Inc.",
    "programs": [{"name": "EX-101", "aliases": ["examplinib"]}],
    "events": [EVENT],
    "financials": [{"metric": "cash", "period": "2023-12-31", "amount": 100_000_000, "currency": "USD"}],
}


def claim(**fields) -> Claim:
    values = {"kind": "trial_initiated", "status": "expected", "span": Span(0, 7), "programs": ("EX-101",), "phase": "phase_2"}
    return Claim(**{**values, "window": parse_label("2024-H1"), "indication": "knee osteoarthritis", **fields})


def judged(tmp_path: Path, *claims: Claim, labels=None, **reading):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.json").write_text(json.dumps({**LABELS, **(labels or {})}))
    (read,) = read_folder(tmp_path)
    return judge(read, TEXT, Reading(Company("Example Bio"), (Program("EX-101", Span(0, 1)),), claims=claims, **reading))


def test_a_claim_that_agrees_in_everything_is_right(tmp_path):
    result = judged(tmp_path, claim())
    assert (len(result.matched), result.missed, result.invented) == (1, (), ())
    match = result.matched[0]
    assert (match.same_phase, match.same_date, match.same_indication, match.same_regulator) == (True, True, True, True)


@pytest.mark.parametrize("different", [{"kind": "data_readout"}, {"status": "occurred"}, {"programs": ()}, {"programs": ("EX-202",)}])
def test_another_kind_status_or_program_is_an_invention(tmp_path, different):
    result = judged(tmp_path, claim(**different))
    assert (len(result.matched), len(result.missed), len(result.invented)) == (0, 1, 1)


@pytest.mark.parametrize(
    ("when", "same"),
    [("2024-H1", True), ("2024-Q2", False), ("by:2024-06-30", True), ("2024-06-20", False), ("2024", False), (None, False)],
)
def test_a_date_is_right_with_much_the_same_start_and_end(tmp_path, when, same):
    result = judged(tmp_path, claim(window=parse_label(when) if when else None))
    assert result.matched[0].same_date is same


def test_no_date_agrees_with_none_or_the_day_of_publication(tmp_path):
    labels = {"events": [{**EVENT, "when": None, "status": "occurred"}]}
    day = parse_label("2024-01-10")
    for window, same in ((None, True), (day, True), (reported(day.latest), True), (parse_label("2024-Q2"), False)):
        assert judged(tmp_path, claim(status="occurred", window=window), labels=labels).matched[0].same_date is same


def test_any_defensible_date_will_do(tmp_path):
    labels = {"events": [{**EVENT, "when": None, "when_alt": ["2024-Q3"]}]}
    assert judged(tmp_path, claim(window=parse_label("2024-Q3")), labels=labels).matched[0].same_date


def test_an_alias_and_a_part_of_a_long_name_are_the_program(tmp_path):
    for name in ("examplinib", "EX101", "examplinib tablets"):
        assert len(judged(tmp_path, claim(programs=(name,))).matched) == 1


def test_each_label_is_met_once_and_by_the_closest_claim(tmp_path):
    far, near = claim(window=None, phase=""), claim()
    result = judged(tmp_path, far, near)
    assert ([m.claim for m in result.matched], list(result.invented)) == ([near], [far])


def test_optional_labels_are_neither_required_nor_punished(tmp_path):
    labels = {"events": [{**EVENT, "optional": True}]}
    for claims in ((), (claim(),), (claim(), claim(window=None))):
        result = judged(tmp_path, *claims, labels=labels)
        assert (result.matched, result.missed, result.invented) == ((), (), ())


def test_a_claim_that_meets_an_optional_label_is_right_and_its_doubles_are_not_judged(tmp_path):
    labels = {"events": [{**EVENT, "optional": True}]}
    met, double, invented = claim(), claim(window=None), claim(kind="approved")
    assert judged(tmp_path, met, double, invented, labels=labels).verdicts == ((met, True), (invented, False))


def test_neighbouring_kinds_count_in_the_lenient_figure_only(tmp_path):
    result = judged(tmp_path, claim(kind="first_patient_dosed"))
    assert (len(result.matched), result.family_right, result.family_invented) == (0, 1, 0)


def test_an_expectation_told_as_fact_is_counted(tmp_path):
    assert judged(tmp_path, claim(status="occurred")).flipped == 1


def test_programs_and_figures_are_judged(tmp_path):
    result = judged(
        tmp_path, figures=(Figure("cash", "2023-12-31", 100_400_000, "USD", Span(0, 1)), Figure("cash", "2022-12-31", 1, "USD", Span(0, 1)))
    )
    assert (result.programs_right, result.programs_missed, result.programs_invented) == (1, (), ())
    assert (result.figures_right, result.figures_missed, [f.period for f in result.figures_invented]) == (1, (), ["2022-12-31"])


def test_the_sums_state_every_figure(tmp_path):
    total = add_up([judged(tmp_path, claim(confidence=0.9), claim(kind="approved", confidence=0.3))])
    assert list(lines(total)) == [
        "documents: 1",
        "event: precision 0.500 recall 1.000 F1 0.667 (right 1, invented 1, missed 0)",
        "record: precision 0.500 recall 1.000 F1 0.667 (right 1, invented 1, missed 0)",
        "event, kind's family: precision 0.500 recall 1.000 F1 0.667 (right 1, invented 1, missed 0)",
        "program: precision 1.000 recall 1.000 F1 1.000 (right 1, invented 0, missed 0)",
        "financial figure: precision 0.000 recall 0.000 F1 0.000 (right 0, invented 0, missed 1)",
        "phase right: 1 of 1 (1.000)",
        "date right: 1 of 1 (1.000)",
        "indication right: 1 of 1 (1.000)",
        "regulator right: 1 of 1 (1.000)",
        "company right: 1 of 1 (1.000)",
        "quote right: 2 of 2 (1.000)",
        "expected events told as occurred: 0",
        "documents without an event that were given one: 0 of 0",
        "trial_initiated: precision 1.000 recall 1.000 F1 1.000 (right 1, invented 0, missed 0)",
        "approved: precision 0.000 recall 0.000 F1 0.000 (right 0, invented 1, missed 0)",
        "confidence 0.3 to 0.4: expected 0.30, observed 0.00 (1 claims)",
        "confidence 0.9 to 1.0: expected 0.90, observed 1.00 (1 claims)",
        "confidence: Brier score 0.050, expected calibration error 0.200",
    ]


def test_a_quiet_document_with_an_invention_is_noisy(tmp_path):
    total = add_up([judged(tmp_path, claim(), labels={"events": []}), judged(tmp_path, labels={"events": []})])
    assert (total.quiet, total.noisy) == (2, 1)


def test_errors_name_what_was_missed_and_invented(tmp_path):
    result = judged(tmp_path, claim(kind="approved", window=None), labels={"programs": [*LABELS["programs"], {"name": "EX-202"}]})
    assert list(errors("a", result)) == [
        "a: MISSED trial_initiated EX-101 expected H1 2024 | 'started its trial'",
        "a: INVENTED approved EX-101 expected None",
        "a: MISSED program EX-202",
        "a: MISSED figure cash 2023-12-31 100000000",
    ]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ("{", "a.json"),
        ('{"published": "2024-01-10"}', "the field 'company' is missing"),
        (json.dumps({**LABELS, "events": [{**EVENT, "kind": "party"}]}), "'party'"),
        (json.dumps({**LABELS, "events": [{**EVENT, "when": "soon"}]}), "'soon' is not a date label"),
        (json.dumps([LABELS]), "a.json"),
    ],
)
def test_bad_labels_are_named(tmp_path, labels, message):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.json").write_text(labels)
    with pytest.raises(BadLabels, match=message):
        list(read_folder(tmp_path))


def test_a_folder_without_labels_says_what_it_takes(tmp_path):
    with pytest.raises(BadLabels, match=r"NAME\.json beside NAME\.txt"):
        list(read_folder(tmp_path))
