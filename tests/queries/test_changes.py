"""What changed between two days: which claims are news, of what severity, in how many queries."""

import datetime as dt

import pytest

from pipeline_tracker.models import Claim, Document, Indication, Milestone
from pipeline_tracker.queries.changes import KINDS_OF_CHANGE, SEVERITIES, Scope, changes, newest_day, severity
from pipeline_tracker.vocabulary.guidance import Days, Stated, Step
from pipeline_tracker.vocabulary.milestones import KINDS
from pipeline_tracker.vocabulary.windows import label, parse_label, reported
from tests import world as w

EVER = (dt.date(2000, 1, 1), w.TODAY)


def told(found):
    return [
        (
            str(c.day),
            c.severity,
            c.kind,
            str(c.program or c.milestone.slug),
            f"{c.before}>{c.after}" if c.after else label(c.step.window) if c.step.window else "",
        )
        for c in found.changes
    ]


def test_all_changes_newest_first_and_of_a_day_the_gravest_first(world):
    assert told(changes(*EVER, Scope(company=world.aster))) == [
        ("2025-06-02", "critical", "moved_later", "ast-1-marketing-submitted", "2026"),
        ("2024-02-01", "critical", "phase_advanced", "AST-1", "phase_2>approved"),
        ("2024-02-01", "critical", "occurred", "ast-1-approved", "1 Feb 2024"),
        ("2023-11-06", "notable", "occurred", "ast-1-trial-initiated", "Oct 2023"),
        ("2023-11-06", "minor", "phase_advanced", "AST-1", ">phase_2"),
        ("2023-11-06", "minor", "new_milestone", "ast-1-decision-due", "1 Mar 2024"),
        ("2023-11-06", "minor", "new_milestone", "ast-1-poster", "8 Nov 2024"),
        ("2023-11-06", "minor", "new_milestone", "ast-1-talk", "7 Dec 2026"),
        ("2023-05-09", "critical", "moved_later", "ast-1-trial-initiated", "H2 2023"),
        ("2023-05-09", "minor", "new_milestone", "ast-1-marketing-submitted", "by 31 Dec 2025"),
        ("2022-08-09", "notable", "new_program", "AST-2", "Q1 2024"),
        ("2022-08-09", "minor", "new_milestone", "ast-1-data-readout", "Q1 2024"),
        ("2022-08-09", "minor", "new_milestone", "ast-1-trial-initiated", "H1 2023"),
        ("2017-03-20", "notable", "new_program", "AST-1", "reported by 20 Mar 2017"),
        ("2017-03-20", "minor", "occurred", "ast-1-ind-accepted", "reported by 20 Mar 2017"),
    ]


def test_an_accepted_application_advances_no_phase_and_a_hold_is_news_of_its_own(world):
    assert told(changes(*EVER, Scope(program=world.bir9), least="notable")) == [
        ("2024-09-03", "critical", "on_hold", "bir-9-clinical-hold", "reported by 3 Sep 2024"),
        ("2024-09-03", "critical", "dropped", "bir-9-phase-3", ""),
        ("2024-09-03", "notable", "new_program", "BIR-9", "reported by 3 Sep 2024"),
        ("2024-09-03", "notable", "occurred", "bir-9-first-patient-dosed", "May 2024"),
    ]


def test_both_days_belong_to_the_span_and_what_was_said_later_does_not_show(world):
    started = Scope(milestones=Milestone.objects.filter(slug="ast-1-trial-initiated"))
    day = dt.date(2023, 5, 9)
    assert told(changes(day, day, started)) == [("2023-05-09", "critical", "moved_later", "ast-1-trial-initiated", "H2 2023")]
    assert told(changes(day + dt.timedelta(1), dt.date(2023, 11, 5), started)) == []
    assert told(changes(dt.date(2023, 6, 1), dt.date(2023, 1, 1))) == []


def test_a_repeated_window_is_no_change_and_what_staff_refused_is_none(world):
    slip = Claim.objects.get(milestone=world.milestones["started"], asserted_on="2023-05-09")
    started = Scope(milestones=Milestone.objects.filter(slug="ast-1-trial-initiated"))
    Claim.objects.filter(pk=slip.pk).update(earliest=dt.date(2023, 1, 1), latest=dt.date(2023, 6, 30))
    assert [row[2] for row in told(changes(dt.date(2023, 1, 1), dt.date(2023, 6, 1), started))] == []
    Claim.objects.filter(pk=slip.pk).update(earliest=dt.date(2023, 7, 1), latest=dt.date(2023, 12, 31), review="rejected")
    assert [row[2] for row in told(changes(dt.date(2023, 1, 1), dt.date(2023, 6, 1), started))] == []


def test_what_a_registry_tells_counts_one_step_less_and_contradictions_are_news(registered):
    assert told(changes(dt.date(2025, 1, 1), w.TODAY, Scope(program=registered.depot))) == [
        ("2025-07-01", "minor", "new_milestone", "ast-1-depot-launched", "2028"),
        ("2025-06-02", "minor", "conflict", "ast-1-depot-trial-initiated", "11 Mar 2025"),
        ("2025-02-03", "minor", "conflict", "ast-1-depot-trial-initiated", "Mar 2025"),
        ("2025-02-03", "minor", "new_milestone", "ast-1-depot-trial-completed", "Dec 2027"),
        ("2025-01-10", "notable", "phase_advanced", "AST-1 depot", ">phase_3"),
        ("2025-01-10", "notable", "new_program", "AST-1 depot", "reported by 10 Jan 2025"),
        ("2025-01-10", "notable", "occurred", "ast-1-depot-trial-initiated", "reported by 10 Jan 2025"),
    ]


# --- phases ---------------------------------------------------------------------------------------------------------------


def reach(world, day, kind, phase, indication=""):
    """A document of the day that tells an event of AST-2."""
    published = dt.date.fromisoformat(day)
    document = w.make_document(world.run, world.aster, f"News of {day} {kind}", published, f"{kind} {phase} {indication}.")
    said = w.claim(document, document.text, kind=kind, status="occurred", window=reported(published), programs=["AST-2"], phase=phase)
    disease = None
    if indication:
        disease = Indication.objects.get_or_create(slug=indication, defaults={"name": indication, "key": indication})[0]
    w.make_milestone(world.aster, [said], kind=kind, programs=[world.ast2], phase=phase, indication=disease)


@pytest.mark.parametrize(
    ("events", "advances"),
    [
        ([("2024-01-01", "trial_initiated", "phase_1", "gout")], ["2024-01-01 >phase_1"]),
        (
            [("2024-01-01", "trial_initiated", "phase_1", "gout"), ("2024-05-01", "first_patient_dosed", "phase_2", "gout")],
            ["2024-01-01 >phase_1", "2024-05-01 phase_1>phase_2"],
        ),
        # Of one phase told twice, or of a lower one afterwards, nothing is news.
        (
            [
                ("2024-01-01", "trial_initiated", "phase_2", "gout"),
                ("2024-05-01", "data_readout", "phase_2", "gout"),
                ("2024-06-01", "trial_initiated", "phase_1", "gout"),
            ],
            ["2024-01-01 >phase_2"],
        ),
        # Of two told on one day the higher counts.
        (
            [("2024-01-01", "trial_initiated", "phase_1", "gout"), ("2024-01-01", "trial_initiated", "phase_3", "gout")],
            ["2024-01-01 >phase_3"],
        ),
        # Another disease is another way; one that is narrower, or not named, may be the same.
        (
            [("2024-01-01", "trial_initiated", "phase_2", "gout"), ("2024-05-01", "trial_initiated", "phase_1", "asthma")],
            ["2024-01-01 >phase_2", "2024-05-01 >phase_1"],
        ),
        (
            [("2024-01-01", "trial_initiated", "phase_2", "gout"), ("2024-05-01", "trial_initiated", "phase_2", "severe-gout")],
            ["2024-01-01 >phase_2"],
        ),
        ([("2024-01-01", "trial_initiated", "phase_2", "gout"), ("2024-05-01", "data_readout", "phase_2", "")], ["2024-01-01 >phase_2"]),
        # An application that is accepted or cleared starts no trial; one that is filed is a phase.
        (
            [
                ("2024-01-01", "ind_cleared", "phase_2", "gout"),
                ("2024-05-01", "trial_initiated", "phase_2", "gout"),
                ("2024-06-01", "marketing_submitted", "", "gout"),
            ],
            ["2024-05-01 >phase_2", "2024-06-01 phase_2>filed"],
        ),
        ([("2024-01-01", "designation", "phase_2", "gout"), ("2024-02-01", "trial_initiated", "phase_4", "gout")], []),
    ],
)
def test_a_phase_advances_when_an_event_tells_more_than_any_before_it(world, events, advances):
    for event in events:
        reach(world, *event)
    found = changes(dt.date(2024, 1, 1), dt.date(2024, 12, 31), Scope(program=world.ast2))
    assert [f"{c.day} {c.before}>{c.after}" for c in reversed(found.changes) if c.kind == "phase_advanced"] == advances


def test_a_phase_told_before_the_span_is_what_an_advance_starts_from(world):
    reach(world, "2023-01-01", "trial_initiated", "phase_1", "gout")
    reach(world, "2024-05-01", "trial_initiated", "phase_2", "gout")
    found = changes(dt.date(2024, 1, 1), dt.date(2024, 12, 31), Scope(program=world.ast2))
    assert [(c.before, c.after, c.severity) for c in found.changes if c.kind == "phase_advanced"] == [("phase_1", "phase_2", "notable")]


# --- severity: docs/time.md ----------------------------------------------------------------------------------------------


def step(verdict="occurred", *, window=None, shift=None, source="press_release"):
    claim = Claim(document=Document(kind=source)) if source != "staff" else Claim()
    stated = Stated(claim, dt.date(2025, 1, 1), "occurred", parse_label(window) if window else None)
    return Step(verdict, dt.date(2025, 1, 1), stated, shift=Days(*shift) if shift else None)


@pytest.mark.parametrize(
    ("kind", "event", "step", "phases", "grade"),
    [
        ("discontinued", "discontinued", step(), (), "critical"),
        ("on_hold", "clinical_hold", step(), (), "critical"),
        ("resumed", "hold_lifted", step(), (), "notable"),
        ("occurred", "approved", step(), (), "critical"),
        ("occurred", "complete_response", step(), (), "critical"),
        ("occurred", "trial_stopped", step(), (), "critical"),
        ("occurred", "trial_stopped", step(source="registry_record"), (), "notable"),
        ("occurred", "data_readout", step("met"), (), "notable"),
        ("occurred", "facility", step(), (), "minor"),
        ("phase_advanced", "trial_initiated", step(), ("phase_2", "phase_3"), "critical"),
        ("phase_advanced", "trial_initiated", step(), ("", "phase_3"), "notable"),
        ("phase_advanced", "trial_initiated", step(), ("phase_1", "phase_2"), "notable"),
        ("phase_advanced", "preclinical", step(), ("discovery", "preclinical"), "minor"),
        ("phase_advanced", "trial_initiated", step(window="2024-09-01"), ("phase_2", "phase_3"), "critical"),
        ("phase_advanced", "trial_initiated", step(window="2022-09-01"), ("phase_2", "phase_3"), "notable"),
        ("phase_advanced", "trial_initiated", step(window="2022-09-01", source="registry_record"), ("phase_2", "phase_3"), "minor"),
        ("moved_later", "data_readout", step("moved_later", shift=(180, 365)), (), "critical"),
        ("moved_later", "data_readout", step("moved_later", shift=(179, 365)), (), "notable"),
        ("moved_later", "enrollment_completed", step("moved_later", shift=(400, 400)), (), "notable"),
        ("moved_later", "data_readout", step("moved_later", shift=(29, 90)), (), "minor"),
        ("moved_later", "primary_completion", step("moved_later", shift=(400, 400), source="registry_record"), (), "minor"),
        ("moved_earlier", "data_readout", step("moved_earlier", shift=(-90, -30)), (), "notable"),
        ("moved_earlier", "data_readout", step("moved_earlier", shift=(-90, -29)), (), "minor"),
        ("dropped", "data_readout", step("dropped"), (), "critical"),
        ("dropped", "partnership", step("dropped"), (), "notable"),
        ("conflict", "approved", step("conflict"), (), "notable"),
        ("conflict", "approved", step("conflict", source="table"), (), "minor"),
        ("corrected", "approved", step("corrected", source="staff"), (), "notable"),
        ("new_program", "approved", step(), (), "notable"),
        ("planned_again", "approved", step(), (), "notable"),
        ("new_milestone", "approved", step("first_stated"), (), "minor"),
        ("more_precise", "approved", step("more_precise"), (), "minor"),
        ("vaguer", "approved", step("vaguer"), (), "minor"),
    ],
)
def test_the_severity_of_a_change(kind, event, step, phases, grade):
    assert severity(kind, event, step, *phases) == grade


def test_every_kind_of_change_has_a_severity_for_every_kind_of_milestone():
    codes = {code for code, _ in SEVERITIES}
    assert {severity(kind, event.code, step()) for kind, _ in KINDS_OF_CHANGE for event in KINDS} == codes


@pytest.mark.parametrize("least", ["critical", "notable", "minor"])
def test_asking_for_graver_changes_only_leaves_the_others_out(registered, least):
    wanted = [code for code, _ in SEVERITIES][: [code for code, _ in SEVERITIES].index(least) + 1]
    everything = changes(*EVER).changes
    assert [c.uid for c in changes(*EVER, least=least).changes] == [c.uid for c in everything if c.severity in wanted]


# --- bounds ---------------------------------------------------------------------------------------------------------------


def test_every_change_has_a_key_of_its_own_that_does_not_depend_on_the_span(registered):
    registered.grow(3)
    found = changes(*EVER).changes
    keys = [change.uid for change in found]
    assert len(set(keys)) == len(keys)
    halves = [*changes(dt.date(2024, 1, 1), w.TODAY).changes, *changes(EVER[0], dt.date(2023, 12, 31)).changes]
    assert [change.uid for change in halves] == keys


def test_where_there_is_more_than_is_looked_at_it_says_how_far_back_it_goes(world):
    found = changes(*EVER, limit=3)
    assert (found.back_to, {str(c.day) for c in found.changes}) == (dt.date(2024, 9, 3), {"2025-06-02", "2024-09-03"})
    assert changes(*EVER, limit=1000).back_to is None


def test_changes_take_seven_queries_however_many_there_are(registered, django_assert_num_queries):
    for count in (3, 9):
        registered.grow(count)
        with django_assert_num_queries(7):
            found = changes(*EVER)
            assert all(str(c.claim.document and c.claim.document.title) and c.milestone.company.slug for c in found.changes)
            assert all(program.company.slug for c in found.changes for program in c.milestone.programs.all())


def test_the_newest_day_is_that_of_the_newest_claim(world):
    assert newest_day() == Claim.objects.filter(retracted_at=None, milestone__isnull=False).order_by("-asserted_on").first().asserted_on


@pytest.mark.django_db
def test_nothing_changed_while_nothing_is_held():
    assert (newest_day(), changes(*EVER).changes) == (None, ())
