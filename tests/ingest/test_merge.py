"""The rules by which claims become milestones, one after another."""

import datetime as dt
import itertools
import random
from collections import Counter

import pytest

from pipeline_tracker.ingest.merge import Statement, merge
from pipeline_tracker.vocabulary.windows import parse_label, reported

numbers = itertools.count()


def said(on: str, status: str, when: str | None = None, **fields) -> Statement:
    """A statement of a document of that day; ``when`` is a label, "reported" for an occurred event without a date."""
    day = dt.date.fromisoformat(on)
    window = reported(day) if when == "reported" else parse_label(when) if when else None
    defaults = {"kind": "trial_initiated", "programs": frozenset({"ex-1"}), "source": f"doc-{on}", "uid": f"u{next(numbers):04}"}
    return Statement(status=status, asserted_on=day, window=window, **{**defaults, **fields})


def shown(events) -> list[tuple]:
    return [(e.slug, e.status, str(e.window) if e.window else None) for e in events]


def one(*statements: Statement):
    (event,) = merge(statements)
    return event


# --- present values -------------------------------------------------------------------------------


def test_the_newest_expectation_wins():
    event = one(said("2024-01-10", "expected", "2024-H1"), said("2024-05-10", "expected", "2024-Q4"))
    assert (event.status, str(event.window)) == ("expected", "Q4 2024")


def test_of_two_expectations_of_one_day_the_more_precise_wins():
    event = one(said("2024-01-10", "expected", "2024", source="a"), said("2024-01-10", "expected", "2024-Q4", source="b"))
    assert str(event.window) == "Q4 2024"


def test_of_two_equally_precise_expectations_of_one_day_the_company_wins_over_the_registry():
    event = one(
        said("2024-01-10", "expected", "2024-Q3", source="a", rank=2),
        said("2024-01-10", "expected", "2024-Q4", source="b", rank=0),
    )
    assert str(event.window) == "Q4 2024"


def test_an_expectation_without_a_date_only_reaffirms():
    event = one(said("2024-01-10", "expected", "2024-H2"), said("2024-05-10", "expected"))
    assert (str(event.window), event.asserted_on) == ("H2 2024", dt.date(2024, 5, 10))


def test_dropped_guidance_stays_dropped_until_it_is_given_again():
    dropped = [said("2024-01-10", "expected", "2024-H2"), said("2024-05-10", "dropped")]
    assert one(*dropped).status == "dropped"
    again = one(*dropped, said("2024-09-10", "expected", "2025-H1"))
    assert (again.status, str(again.window)) == ("expected", "H1 2025")


def test_a_dropped_window_does_not_come_back_with_a_dateless_expectation():
    event = one(said("2024-01-10", "expected", "2024-H2"), said("2024-05-10", "dropped"), said("2024-09-10", "expected"))
    assert (event.status, event.window) == ("expected", None)


def test_a_date_that_is_taken_back_leaves_an_expectation_without_one_until_another_is_given():
    promised, taken_back = said("2024-01-10", "expected", "2024-H2"), said("2024-05-10", "expected", withdrawn=True)
    event = one(promised, taken_back, said("2024-06-10", "expected"))
    assert (event.status, event.window, event.present.decided_by) == ("expected", None, taken_back)
    given_instead = said("2024-05-10", "expected", "2025-H1", source="doc-2024-05-10")
    assert str(one(promised, taken_back, given_instead).window) == "H1 2025"
    assert str(one(promised, taken_back, said("2024-09-10", "expected", "2025-Q1")).window) == "Q1 2025"


def test_occurred_ends_expected():
    event = one(said("2024-01-10", "expected", "2024-H1"), said("2024-05-10", "occurred", "2024-05"))
    assert (event.status, str(event.window), event.present.conflict) == ("occurred", "May 2024", "")


def test_overlapping_windows_of_an_occurred_event_intersect():
    event = one(said("2024-08-10", "occurred", "2024-H1"), said("2024-09-10", "occurred", "2024-Q2"))
    assert str(event.window) == "Q2 2024"


def test_a_vaguer_restatement_never_widens():
    event = one(said("2024-05-10", "occurred", "2024-05-09"), said("2024-09-10", "occurred", "2024"))
    assert str(event.window) == "9 May 2024"


def test_a_report_without_a_date_is_no_date():
    event = one(said("2024-05-10", "occurred", "reported"))
    assert (str(event.window), event.window.earliest) == ("reported by 10 May 2024", None)


def test_of_two_reports_without_a_date_the_earlier_bounds_the_event():
    event = one(said("2024-05-10", "occurred", "reported"), said("2024-08-10", "occurred", "reported"))
    assert str(event.window) == "reported by 10 May 2024"


def test_a_date_replaces_a_mere_report():
    event = one(said("2024-05-10", "occurred", "reported"), said("2024-08-10", "occurred", "2024-Q2"))
    assert str(event.window) == "Q2 2024"


def test_disjoint_dates_of_an_occurred_event_go_to_review():
    event = one(said("2024-05-10", "occurred", "2024-04"), said("2024-09-10", "occurred", "2024-05"))
    assert event.present.conflict == "Sources date it differently: Apr 2024 and May 2024."


def test_a_later_expectation_of_what_occurred_goes_to_review():
    event = one(said("2024-05-10", "occurred", "2024-04"), said("2024-09-10", "expected", "2025-H1"))
    assert (event.status, str(event.window), event.present.conflict) == (
        "occurred",
        "Apr 2024",
        "A source of 2024-09-10 still calls it expected.",
    )


def test_staff_outrank_any_document_until_they_retract():
    documents = [said("2024-01-10", "expected", "2024-H1", uid="first")]
    staff = said("2024-02-01", "expected", "2024-Q2", source="", about="first")
    newer = said("2024-05-10", "expected", "2024-Q4")
    event = one(*documents, staff, newer)
    assert (str(event.window), event.present.conflict) == ("Q2 2024", "A source of 2024-05-10 disagrees with staff.")
    assert str(one(*documents, newer).window) == "Q4 2024"


def test_the_newest_of_two_staff_claims_of_a_day_wins():
    event = one(
        said("2024-01-10", "expected", "2024-H1", uid="first"),
        said("2024-02-01", "expected", "2024-Q3", source="", about="first", order=(2.0,)),
        said("2024-02-01", "expected", "2024-Q2", source="", about="first", order=(1.0,)),
    )
    assert str(event.window) == "Q3 2024"


def test_a_milestone_that_only_staff_know_of_exists():
    assert shown(merge([said("2024-02-01", "expected", "2024-Q3", source="")])) == [("ex-1-trial-initiated", "expected", "Q3 2024")]


# --- which claims speak of one event --------------------------------------------------------------


def test_a_trial_tells_the_program_that_other_sources_name_with_it():
    named = said("2024-01-10", "expected", "2024-Q4", kind="data_readout", trial="summit-2")
    unnamed = said("2024-08-10", "expected", "2025-Q1", kind="data_readout", trial="summit-2", programs=frozenset())
    assert [(e.programs, str(e.window)) for e in merge([named, unnamed])] == [(("ex-1",), "Q1 2025")]
    another = said("2024-03-10", "expected", "2024-Q3", kind="data_readout", trial="summit-2", programs=frozenset({"ex-2"}))
    assert [e.programs for e in merge([named, unnamed, another])] == [(), ("ex-1",), ("ex-2",)]  # of two it is neither
    assert [e.programs for e in merge([unnamed])] == [()]


UNNAMED = {"programs": frozenset(), "phase": "phase_2", "indication": "gout", "kind": "enrollment_completed"}


@pytest.mark.parametrize(
    ("known", "programs"),
    [
        ([{}], ("ex-1",)),
        ([{"indication": "chronic-gout"}, {"programs": frozenset({"ex-2"}), "phase": "phase_1"}], ("ex-1",)),
        ([{"on": "2024-06-10"}], ("ex-1",)),
        ([{}, {"programs": frozenset({"ex-2"})}], ()),  # two products there
        ([{"on": "2024-06-11"}], ()),  # not known yet
        ([{"phase": "phase_3"}], ()),
        ([{"phase": ""}], ()),
        ([{"indication": "asthma"}], ()),
        ([{"indication": ""}], ()),
    ],
)
def test_a_release_without_names_is_about_the_one_product_known_in_that_phase_and_disease(known, programs):
    told = [said(**{"on": "2024-01-10", "status": "expected", "phase": "phase_2", "indication": "gout"} | fields) for fields in known]
    (event,) = (e for e in merge([*told, said("2024-06-10", "occurred", "reported", **UNNAMED)]) if e.kind == "enrollment_completed")
    assert event.programs == programs


@pytest.mark.parametrize("own", [{"trial": "windmill"}, {"source": ""}, {"trial": "nct00000001", "registered": True}])
def test_what_names_a_trial_or_comes_from_staff_or_a_record_is_not_given_a_product_by_its_disease(own):
    told = said("2024-01-10", "expected", phase="phase_2", indication="gout")
    events = merge([told, said("2024-06-10", "occurred", "reported", **(UNNAMED | own))])
    assert [e.programs for e in events if e.kind == "enrollment_completed"] == [()]


def test_what_a_source_leaves_out_fits_what_another_states():
    event = one(
        said("2024-01-10", "expected", "2024-H1", phase="phase_2", territory="CN"),
        said("2024-05-10", "occurred", "reported", phase="phase_2", indication="knee-osteoarthritis"),
    )
    assert (event.slug, event.status) == ("ex-1-trial-initiated-phase-2-knee-osteoarthritis-cn", "occurred")


def test_what_fits_two_that_differ_is_kept_apart_from_both():
    events = merge(
        [
            said("2024-01-10", "expected", "2024-H1", phase="phase_1"),
            said("2024-02-10", "expected", "2024-H2", phase="phase_2"),
            said("2024-05-10", "occurred", "reported"),
        ]
    )
    assert shown(events) == [
        ("ex-1-trial-initiated", "occurred", "reported by 10 May 2024"),
        ("ex-1-trial-initiated-phase-1", "expected", "H1 2024"),
        ("ex-1-trial-initiated-phase-2", "expected", "H2 2024"),
    ]


def test_a_plan_keeps_its_vaguer_statements_when_a_second_plan_is_announced():
    first = [
        said("2023-05-10", "expected", "2023-Q3", phase="phase_3"),
        said("2023-06-10", "expected", "2023-Q4", phase="phase_3", indication="asthma"),
        said("2023-09-10", "expected", "2023-Q4", phase="phase_3"),
    ]
    second = said("2024-12-10", "expected", "2025", phase="phase_3", indication="eczema")
    unclear = said("2025-01-10", "expected", "2025-H2", phase="phase_3")
    events = merge([*first, second, unclear])
    assert [(e.indication, str(e.window), len(e.statements)) for e in events] == [
        ("", "H2 2025", 1),
        ("asthma", "Q4 2023", 3),
        ("eczema", "2025", 1),
    ]


def test_a_plan_that_says_more_of_what_it_is_does_not_take_back_what_happened():
    events = merge([said("2024-01-10", "occurred", "reported"), said("2024-05-10", "expected", "2025", indication="asthma")])
    assert [(e.indication, e.status, e.present.conflict) for e in events] == [("", "occurred", ""), ("asthma", "expected", "")]


@pytest.mark.parametrize(
    "difference",
    [{"phase": "phase_3"}, {"indication": "asthma"}, {"territory": "US"}, {"trial": "nct90000001"}, {"programs": frozenset({"ex-2"})}],
)
def test_events_that_differ_in_identity_are_two(difference):
    same = {"phase": "phase_2", "indication": "knee-osteoarthritis", "territory": "CN", "trial": "nct90000002"}
    assert (
        len(merge([said("2024-01-10", "expected", "2024-H1", **same), said("2024-01-10", "expected", "2024-H1", **{**same, **difference})]))
        == 2
    )


def test_the_phase_does_not_tell_approvals_apart():
    one(
        said("2024-01-10", "occurred", "reported", kind="approved", phase="phase_3"),
        said("2024-02-10", "occurred", "reported", kind="approved"),
    )


def test_two_starts_that_one_document_dates_apart_are_two_events():
    events = merge([said("2024-01-10", "expected", "2024-Q1"), said("2024-01-10", "expected", "2025-Q1")])
    assert shown(events) == [("ex-1-trial-initiated", "expected", "Q1 2024"), ("ex-1-trial-initiated-2", "expected", "Q1 2025")]


def test_a_slip_stays_one_milestone():
    event = one(*(said(f"2024-{month:02}-10", "expected", when) for month, when in ((1, "2024-H1"), (5, "2024-Q4"), (9, "2025-Q2"))))
    assert (str(event.window), len(event.statements)) == ("Q2 2025", 3)


def readout(on: str, status: str, when: str | None = None, **fields) -> Statement:
    return said(on, status, when, kind="data_readout", phase="phase_2", **fields)


def test_a_slipped_readout_stays_one_milestone_and_is_met_by_the_report():
    event = one(
        readout("2024-01-10", "expected", "2024-H1"),
        readout("2024-05-10", "expected", "2024-Q4"),
        readout("2024-11-10", "occurred", "reported"),
    )
    assert (event.slug, event.status) == ("ex-1-data-readout-phase-2-2024-01-10", "occurred")


def test_a_readout_expected_after_one_that_occurred_is_another():
    events = merge([readout("2024-05-10", "occurred", "reported"), readout("2024-05-10", "expected", "2025-H1")])
    assert shown(events) == [
        ("ex-1-data-readout-phase-2-2024-05-10", "occurred", "reported by 10 May 2024"),
        ("ex-1-data-readout-phase-2-2024-05-10-2", "expected", "H1 2025"),
    ]


def test_an_interim_readout_does_not_answer_a_readout_that_is_not_yet_due():
    events = merge([readout("2024-01-10", "expected", "2025-H1"), readout("2024-05-10", "occurred", "reported")])
    assert [e.status for e in events] == ["expected", "occurred"]


def test_readouts_dated_apart_are_two():
    assert len(merge([readout("2024-05-10", "occurred", "2024-05"), readout("2024-09-10", "occurred", "2024-09")])) == 2


def test_an_undated_readout_retold_within_half_a_year_is_one_and_later_another():
    assert len(merge([readout("2024-05-10", "occurred", "reported"), readout("2024-08-10", "occurred", "reported")])) == 1
    assert len(merge([readout("2024-05-10", "occurred", "reported"), readout("2025-08-10", "occurred", "reported")])) == 2


@pytest.mark.parametrize(
    ("one_name", "other", "are_one"),
    [
        ("2025 Gout Society of Europe (GSE)", "Gout Society of Europe (GSE) 2025 Annual Meeting", True),
        ("European Gout Society (GSE) 2025 Congress", "GSE 2025", True),
        ("Gout Society of Europe", "the 12th GSE Annual Meeting 2025", True),
        ("GSE 2025", "GSE 2024", False),
        ("GSE 2025; P12", "GSE 2025; P13", False),
        ("GSE 2025; P12", "GSE 2025", True),
        ("Asthma Summit 2025", "Gout Summit 2025", False),
        ("Asthma Summit 2025", "Annual Asthma Summit", True),
        ("Annual Meeting", "Congress", False),
    ],
)
def test_a_congress_is_one_however_it_is_written(one_name, other, are_one):
    talks = [
        said("2025-01-10", "expected", "2025-Q2", kind="presentation", detail=one_name),
        said("2025-02-10", "expected", "2025", kind="presentation", detail=other),
    ]
    assert (len(merge(talks)) == 1) is are_one


def test_a_board_that_meets_again_after_some_months_has_reviewed_anew():
    review = {"kind": "data_readout", "detail": "safety review"}
    told = [said(day, "occurred", "reported", **review) for day in ("2024-04-01", "2024-05-10", "2024-07-01")]
    assert [e.statements for e in merge(told)] == [(told[0], told[1]), (told[2],)]


def test_a_talk_dated_after_another_was_reported_is_another():
    talk = {"kind": "presentation", "detail": "GSE"}
    events = merge([said("2025-04-24", "occurred", "reported", **talk), said("2025-09-16", "occurred", "2025-09", **talk)])
    assert [(str(e.window), e.present.conflict) for e in events] == [("reported by 24 Apr 2025", ""), ("Sep 2025", "")]


def test_what_could_retell_two_events_is_about_the_one_told_of_last():
    first = said("2024-02-10", "occurred", "reported", kind="regulatory_meeting")
    second = said("2024-02-10", "expected", "2024-Q3", kind="regulatory_meeting", order=(1,))
    held = said("2024-08-07", "occurred", "reported", kind="regulatory_meeting")
    again = said("2024-08-09", "occurred", "reported", kind="regulatory_meeting")
    assert [e.statements for e in merge([first, second, held, again])] == [(first,), (second, held, again)]


def test_a_slip_among_several_open_readouts_is_not_guessed():
    first = [readout("2024-01-10", "expected", "2024-Q2"), readout("2024-01-10", "expected", "2025-Q2")]
    events = merge([*first, readout("2024-05-10", "expected", "2024-Q4")])
    assert [str(e.window) for e in events] == ["Q2 2024", "Q2 2025", "Q4 2024"]


def test_a_boards_look_at_the_data_is_not_the_readout_that_was_promised():
    events = merge([readout("2025-03-27", "expected", "2025-H1"), readout("2025-04-24", "occurred", "reported", detail="safety review")])
    assert [(e.status, e.detail) for e in events] == [("expected", ""), ("occurred", "safety review")]


def test_two_deadlines_of_one_document_are_two_readouts():
    document = [readout("2024-03-04", "expected", f"by:2025-{month}") for month in ("03-31", "12-31")]
    events = merge([*document, readout("2024-06-04", "expected", "2025-03")])
    assert [(str(e.window), len(e.statements)) for e in events] == [("Mar 2025", 2), ("by 31 Dec 2025", 1)]


def test_a_decision_answers_the_due_date():
    events = merge(
        [
            said("2024-01-10", "expected", "2024-06-28", kind="decision_due", territory="US"),
            said("2024-06-20", "occurred", "reported", kind="approved"),
        ]
    )
    assert [(e.slug, e.answered_by) for e in events] == [("ex-1-approved", ""), ("ex-1-decision-due-us", "ex-1-approved")]


def test_a_decision_elsewhere_does_not_answer_the_due_date():
    events = merge(
        [
            said("2024-01-10", "expected", "2024-06-28", kind="decision_due", territory="US"),
            said("2024-06-20", "occurred", "reported", kind="approved", territory="EU"),
        ]
    )
    assert [e.answered_by for e in events] == ["", ""]


def test_what_was_accepted_had_been_submitted():
    events = merge(
        [
            said("2024-01-10", "expected", "2024-H1", kind="marketing_submitted", territory="US"),
            said("2024-08-10", "occurred", "reported", kind="marketing_accepted", territory="US"),
            said("2025-02-10", "occurred", "reported", kind="approved", territory="US"),
        ]
    )
    assert [(e.slug, e.answered_by) for e in events if e.answered_by] == [("ex-1-marketing-submitted-us", "ex-1-marketing-accepted-us")]


def test_a_topline_readout_is_not_answered_by_a_talk():
    events = merge(
        [
            readout("2024-01-10", "expected", "2024-H1", detail="topline"),
            said("2024-08-10", "occurred", "reported", kind="presentation", detail="Example Congress"),
        ]
    )
    assert [e.answered_by for e in events] == ["", ""]


def test_two_events_that_could_answer_leave_the_expectation_open():
    events = merge(
        [
            said("2024-01-10", "expected", "2024-H1", kind="decision_due"),
            said("2024-08-10", "occurred", "reported", kind="approved", territory="US"),
            said("2024-09-10", "occurred", "reported", kind="approved", territory="EU"),
        ]
    )
    assert [e.answered_by for e in events] == ["", "", ""]


def test_a_trials_name_and_its_number_do_not_contradict_each_other():
    event = one(
        said("2024-01-10", "expected", "2024-H1", trial="windmill"), said("2024-03-10", "occurred", "reported", trial="nct90000202")
    )
    assert (event.trial, event.status) == ("nct90000202", "occurred")


def test_a_number_that_could_be_either_of_two_named_trials_is_kept_apart():
    events = merge([said("2024-01-10", "expected", "2024-H1", trial=name) for name in ("windmill", "sailor", "nct90000202")])
    assert len(events) == 3


# --- the order of arrival -------------------------------------------------------------------------


def a_history(*, aside: bool = False) -> list[Statement]:
    """Statements of all sorts; with ``aside`` among them doubtful ones, revisions, and such as name no product."""
    chance = random.Random(20191106)
    labels = ["2024-Q1", "2024-Q2", "2024-H1", "2024-H2", "2024", "2025-Q1", "by:2024-12-31", "2024-05-09", None]
    statements = []
    for number in range(60):
        day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        status = chance.choice(["occurred", "expected", "expected", "dropped"])
        statements.append(
            said(
                day,
                status,
                "reported" if status == "occurred" and chance.random() < 0.5 else chance.choice(labels),
                kind=chance.choice(["trial_initiated", "data_readout"]),
                phase=chance.choice(["", "phase_1", "phase_2"]),
                indication=chance.choice(["", "asthma"]),
                source=f"doc-{day}-{number % 3}",
                uid=f"h{number:03}",
                order=(number,),
            )
        )
    if aside:
        statements = [
            s._replace(
                indication=chance.choice(["", "recurrent-lung-cancer", "first-line-lung-cancer"]),
                programs=chance.choice([s.programs, s.programs, frozenset()]),
                revised=(revised := s.status == "dropped" and chance.random() < 0.5),
                waits=not revised and s.status == "expected" and s.window is None,
            )
            for s in statements
        ]
    return statements


@pytest.mark.parametrize("aside", [False, True])
def test_the_order_of_arrival_changes_nothing(aside):
    history = a_history(aside=aside)
    expected = merge(history)
    assert len(expected) > 5
    for seed in range(20):
        shuffled = list(history)
        random.Random(seed).shuffle(shuffled)
        assert merge(shuffled) == expected


def test_every_statement_belongs_to_exactly_one_event():
    history = a_history()
    assert sorted(s.uid for event in merge(history) for s in event.statements) == sorted(s.uid for s in history)
    history = a_history(aside=True)
    told = Counter(s.uid for event in merge(history) for s in event.statements)
    assert set(told.values()) == {1}
    assert {s.uid for s in history if not (s.revised or s.waits)} <= set(told)
    assert any(s.uid in told for s in history if s.waits)


def test_an_indication_that_another_only_narrows_is_the_same_and_the_narrower_is_kept():
    event = one(
        said("2024-01-10", "expected", "2024-H1", indication="lymphoma"),
        said("2024-05-10", "occurred", "reported", indication="refractory-lymphoma"),
    )
    assert event.indication == "refractory-lymphoma"


@pytest.mark.parametrize(
    ("one_name", "other", "are_one"),
    [
        ("head-and-neck-cancer", "squamous-cell-carcinoma-of-the-head-and-neck", True),
        ("breast-tumors", "metastatic-breast-cancer", True),
        ("breast-cancer", "head-and-neck-cancer", False),
        ("recurrent-head-and-neck-cancer", "primary-head-and-neck-carcinoma", False),
        ("first-line-head-and-neck-cancer", "primary-resectable-head-and-neck-carcinoma", True),
        ("solid-tumors", "recurrent-head-and-neck-cancer", True),
        ("advanced-cancers", "breast-cancer", True),
        ("solid-tumors", "blood-cancers", False),
        ("solid-tumors", "asthma", False),
        ("hypoglycemia-due-to-tumors", "hypoglycemia", True),
    ],
)
def test_names_of_one_cancer_are_compared_by_what_tells_it_from_others(one_name, other, are_one):
    told = [said("2024-01-10", "expected", "2025", indication=one_name), said("2024-05-10", "expected", "2025", indication=other)]
    assert (len(merge(told)) == 1) is are_one


def test_two_settings_of_one_disease_are_two_events():
    events = merge(
        [
            said("2024-01-10", "expected", "2025-H1", indication="recurrent-cancer"),
            said("2025-01-10", "expected", "2026-H2", indication="first-line-cancer"),
        ]
    )
    assert [e.indication for e in events] == ["first-line-cancer", "recurrent-cancer"]


def a_replaced_plan() -> list[Statement]:
    """A plan in relapsed disease, and a release that calls the plan revised and tells of one in untreated disease."""
    lung = "lung-cancer"
    return [
        said("2024-01-10", "expected", "2025-H1", indication=f"recurrent-{lung}", phase="phase_2"),
        said("2025-02-10", "dropped", revised=True, phase="phase_2", source="revision", order=(1,)),
        said("2025-02-10", "expected", "2026", indication=f"first-line-{lung}", phase="phase_2", source="revision", order=(2,)),
        said("2025-03-10", "expected", phase="phase_2"),
    ]


def test_a_revised_plan_ends_the_open_one_of_another_setting_and_bare_mentions_are_about_the_new_one():
    old, revision, new, bare = a_replaced_plan()
    assert [(e.indication, e.status, e.statements) for e in merge([old, revision, new, bare])] == [
        ("first-line-lung-cancer", "expected", (new, bare)),
        ("recurrent-lung-cancer", "dropped", (old, revision)),
    ]
    assert [(e.indication, e.status) for e in merge([old, new, bare])] == [  # as after a person rejected it
        ("", "expected"),
        ("first-line-lung-cancer", "expected"),
        ("recurrent-lung-cancer", "expected"),
    ]
    taken_up = said("2025-06-10", "expected", "2027", indication="recurrent-lung-cancer", phase="phase_2")
    assert [e.status for e in merge([old, revision, new, taken_up])] == ["expected", "expected"]


@pytest.mark.parametrize(
    "others",
    [
        {"indication": "recurrent-lung-cancer", "phase": "phase_1"},
        {"indication": "recurrent-gastric-cancer"},
        {"indication": "lung-cancer", "trial": "windmill"},
        {"indication": "newly-diagnosed-lung-cancer", "trial": "windmill"},
        {"indication": "recurrent-lung-cancer", "kind": "data_readout"},
        {"indication": "recurrent-lung-cancer", "programs": frozenset({"ex-2"})},
        {"indication": "recurrent-lung-cancer", "status": "occurred"},
    ],
)
def test_a_revised_plan_ends_none_of_another_phase_disease_kind_or_product_nor_what_occurred(others):
    old, revision, new, _ = a_replaced_plan()
    other = old._replace(**others)
    told = {s.uid for e in merge([other, revision, new]) for s in e.statements}
    assert told == {other.uid, new.uid}


def test_a_revision_that_could_end_two_plans_ends_none():
    old, revision, new, _ = a_replaced_plan()
    another = old._replace(uid="another", source="another", indication="second-line-lung-cancer")
    assert [e.status for e in merge([old, another, revision, new])] == ["expected"] * 3


def test_what_staff_say_of_a_revision_that_ends_nothing_counts():
    _, revision, new, _ = a_replaced_plan()
    correction = said("2025-05-01", "dropped", source="", about=revision.uid, indication="asthma")
    assert [(e.indication, e.status) for e in merge([revision, new, correction])] == [
        ("asthma", "dropped"),
        ("first-line-lung-cancer", "expected"),
    ]


@pytest.mark.parametrize(
    ("known", "waiting", "counts"),
    [
        ({}, {}, True),
        ({"phase": "phase_2", "indication": "chronic-gout"}, {"indication": "gout"}, True),
        ({}, {"phase": "phase_3"}, False),  # says more than is known
        ({}, {"programs": frozenset({"ex-2"})}, False),
        ({"phase": "phase_1"}, {"phase": "phase_2"}, False),
        ({"status": "occurred"}, {}, False),
        ({"status": "dropped"}, {}, False),
        ({"on": "2024-06-10", "source": "doc-2024-05-10"}, {}, False),  # not known by then
        ({"on": "2024-05-10"}, {}, False),  # known from its own document alone
    ],
)
def test_a_doubtful_expectation_counts_where_it_only_repeats_an_open_one_of_other_documents(known, waiting, counts):
    told = said(**{"on": "2024-01-10", "status": "expected", "when": "2024-H2"} | known)
    event = one(told, repeat := said("2024-05-10", "expected", waits=True, **waiting))
    assert event.statements == ((told, repeat) if counts else (told,))
    assert (event.phase, event.indication, event.present.decided_by) == (told.phase, told.indication, told)


def test_a_doubtful_expectation_tells_no_product_to_others():
    doubtful = said("2024-01-10", "expected", trial="windmill", phase="phase_2", indication="gout", waits=True)
    unnamed = said("2024-05-10", "expected", trial="windmill", programs=frozenset())
    assert [e.programs for e in merge([doubtful, unnamed, said("2024-05-10", "expected", **UNNAMED)])] == [(), ()]


# --- registries -----------------------------------------------------------------------------------

NUMBER = "nct00000001"


def recorded(on: str, status: str, when: str | None = None, **fields) -> Statement:
    """A statement of the registry's record of the trial."""
    return said(on, status, when, **{"trial": NUMBER, "registered": True, "rank": 2, "source": f"record-{on}", **fields})


def test_a_record_joins_the_event_that_gives_its_number():
    told = said("2024-01-10", "expected", "2024-Q2", trial=NUMBER, indication="gout")
    event = one(told, recorded("2024-06-01", "occurred", "2024-05-20"))
    assert (event.slug, event.status, str(event.window)) == ("ex-1-trial-initiated-gout-nct00000001", "occurred", "20 May 2024")


def test_a_record_stands_beside_an_event_told_without_its_number():
    events = merge([said("2019-11-06", "occurred", "reported"), recorded("2020-06-01", "occurred", "2020-05-16")])
    assert shown(events) == [
        ("ex-1-trial-initiated", "occurred", "reported by 6 Nov 2019"),
        ("ex-1-trial-initiated-nct00000001", "occurred", "16 May 2020"),
    ]


def test_a_record_that_two_events_could_mean_stands_alone():
    told = [said("2024-01-10", "expected", "2024-Q2", trial=NUMBER, indication=name) for name in ("gout", "asthma")]
    assert len(merge([*told, recorded("2024-06-01", "occurred", "2024-05-20")])) == 3


def test_versions_of_a_record_are_one_event_whichever_products_they_list():
    event = one(recorded("2024-01-10", "expected", "2024-12"), recorded("2024-06-10", "expected", "2025-07", programs=frozenset({"ex-2"})))
    assert (str(event.window), event.programs, event.present.conflict) == ("Jul 2025", ("ex-2",), "")


def test_a_rewritten_actual_date_is_shown_as_the_newest_version_has_it_and_queued():
    event = one(recorded("2026-02-09", "occurred", "2025-11-02"), recorded("2026-02-10", "occurred", "2024-11-11"))
    assert (str(event.window), event.present.conflict) == ("11 Nov 2024", "Sources date it differently: 11 Nov 2024 and 2 Nov 2025.")


def test_an_actual_day_within_the_month_of_an_older_version_is_no_conflict():
    event = one(recorded("2026-01-09", "occurred", "2025-11"), recorded("2026-02-10", "occurred", "2025-11-02"))
    assert (str(event.window), event.present.conflict) == ("2 Nov 2025", "")


def test_a_date_after_the_day_on_which_the_event_was_reported_is_a_conflict():
    event = one(said("2019-11-06", "occurred", "reported", trial=NUMBER), recorded("2020-06-01", "occurred", "2020-05-16"))
    assert event.present.conflict == "A source of 2019-11-06 already reports what another dates 16 May 2020."


def test_the_order_of_versions_and_releases_does_not_matter():
    told = [
        said("2024-01-10", "expected", "2024-Q2", trial=NUMBER, indication="gout"),
        said("2024-03-10", "occurred", "reported", indication="gout"),
        recorded("2024-02-01", "expected", "2024-04"),
        recorded("2024-06-01", "occurred", "2024-03-01"),
        recorded("2024-07-01", "occurred", "2024-03-05"),
    ]
    expected = merge(told)
    for shuffled in itertools.permutations(told):
        assert merge(shuffled) == expected


def test_what_was_reported_of_phase_1a_is_not_what_is_due_of_phase_1b():
    fields = {"kind": "data_readout", "phase": "phase_1"}
    events = merge(
        [
            said("2024-01-10", "expected", "2024-H2", phase_words="Phase 1B", **fields),
            said("2024-03-10", "occurred", "reported", phase_words="Phase 1a", **fields),
            said(
                "2024-05-10",
                "occurred",
                "reported",
                phase_words="Phase 1A/B",
                source="both",
                **(fields | {"programs": frozenset({"ex-2"})}),
            ),
            said("2024-06-10", "occurred", "reported", phase_words="Phase 1b", source="b", **(fields | {"programs": frozenset({"ex-2"})})),
        ]
    )
    assert [(sorted(e.programs), e.status, len(e.statements)) for e in events] == [
        (["ex-1"], "expected", 1),
        (["ex-1"], "occurred", 1),
        (["ex-2"], "occurred", 2),
    ]


def test_two_readouts_that_one_document_dates_differently_are_two():
    fields = {"kind": "data_readout", "source": "one"}
    told = [said("2024-10-10", "expected", "2025-01-06/2025-01-12", **fields), said("2024-10-10", "expected", "2025-H1", **fields)]
    later = said("2024-12-10", "expected", "2025-H1", kind="data_readout")
    assert [len(e.statements) for e in merge(told)] == [1, 1]
    assert sorted((str(e.window), len(e.statements)) for e in merge([*told, later])) == [("6 Jan 2025 – 12 Jan 2025", 1), ("H1 2025", 2)]


def test_a_plan_is_not_answered_by_what_was_known_when_it_was_stated():
    events = merge(
        [
            said("2024-02-09", "occurred", "reported", kind="approved", territory="US"),
            said("2024-02-09", "expected", kind="marketing_submitted", territory="US"),
            said("2024-04-27", "occurred", "reported", kind="approved", territory="US"),
        ]
    )
    assert [(e.kind, e.answered_by) for e in events] == [("approved", ""), ("marketing_submitted", "")]


def test_takeovers_of_two_companies_are_two_and_a_name_may_be_written_shorter():
    fields = {"kind": "acquisition", "programs": frozenset()}
    events = merge(
        [
            said("2024-01-10", "expected", detail="Versa Bio, Inc.", **fields),
            said("2024-02-10", "occurred", "reported", detail="Punto Biopharma", **fields),
            said("2024-03-10", "occurred", "reported", detail="Versa", **fields),
        ]
    )
    assert [(e.detail, e.status) for e in events] == [("Punto Biopharma", "occurred"), ("Versa Bio, Inc.", "occurred")]


def test_a_trials_topline_may_come_before_it_is_due_and_another_trials_does_not_answer_it():
    fields = {"kind": "data_readout", "detail": "topline"}
    due = said("2024-06-03", "expected", "2024-Q4", trial="clarion", **fields)
    assert [e.status for e in merge([due, said("2024-09-17", "occurred", "reported", trial="clarion", **fields)])] == ["occurred"]
    assert sorted(e.status for e in merge([due, said("2024-09-17", "occurred", "reported", trial="", **fields)])) == [
        "expected",
        "occurred",
    ]


def test_a_talk_whose_days_have_passed_is_not_the_talk_that_is_still_to_be_given():
    fields = {"kind": "presentation", "detail": "EAACI 2024"}
    events = merge([said("2024-03-12", "expected", "2024-05-31/2024-06-03", **fields), said("2024-09-17", "expected", kind="presentation")])
    assert [len(e.statements) for e in events] == [1, 1]


def test_of_two_plans_of_one_document_each_repeats_the_one_that_it_dates_alike():
    fields = {"kind": "data_readout", "source": "late"}
    first = said("2024-08-20", "expected", "2025-05-01/2025-08-31", kind="data_readout")
    both = [said("2024-11-07", "expected", "2025-H2", **fields), said("2024-11-07", "expected", "2025-05-01/2025-08-31", **fields)]
    assert sorted((str(e.window), len(e.statements)) for e in merge([first, *both])) == [("H2 2025", 1), ("May–Aug 2025", 2)]


def test_parts_of_a_trial_read_out_one_by_one_and_the_first_is_what_was_called_initial():
    fields = {"kind": "data_readout", "phase": "phase_1"}
    events = merge(
        [
            said("2024-08-20", "expected", "2025-05-01/2025-08-31", detail="initial", **fields),
            said("2024-11-07", "expected", "2025-05-01/2025-08-31", detail="single ascending dose", **fields),
            said("2024-11-07", "expected", "2025-H2", detail="multiple ascending dose", **fields),
            said("2025-07-15", "occurred", "reported", detail="single ascending dose", **fields),
            said("2025-07-15", "expected", "2025-Q4", detail="multiple ascending dose", **fields),
        ]
    )
    assert sorted((e.status, len(e.statements), str(e.window)) for e in events) == [
        ("expected", 2, "Q4 2025"),
        ("occurred", 3, "reported by 15 Jul 2025"),
    ]


def test_one_cohorts_enrolment_does_not_answer_for_anothers_start():
    start = said("2024-01-08", "expected", "2024", detail="adolescent cohort")
    full = {"kind": "enrollment_completed"}
    for detail, answered in (("adult cohort", False), ("adolescent cohort", True), ("", True)):
        events = merge([start, said("2024-05-08", "occurred", "reported", detail=detail, **full)])
        assert [bool(e.answered_by) for e in events if e.status == "expected"] == [answered], detail


def test_a_takeover_of_nobody_named_is_only_its_own_documents():
    fields = {"kind": "acquisition", "programs": frozenset()}
    events = merge([said("2023-07-14", "expected", **fields), said("2023-12-27", "occurred", "reported", detail="Punto", **fields)])
    assert sorted(e.status for e in events) == ["expected", "occurred"]
