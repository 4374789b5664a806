"""What a program's page makes of its rows: phases over time, lines that stand together, what is said alike, what others share."""

import datetime as dt

import pytest

from pipeline_tracker.models import AttributeClaim, Claim, Company, Document, Indication, Milestone, Program, Standing, Trial
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.windows import parse_label
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters.program import attributes, phases, related, sections


def line(kind, when, phase="", status="occurred", trial=None, indication=None, source="press_release"):
    milestone = Milestone(
        company=Company(),
        kind=kind,
        phase=phase,
        status=status,
        territory="unstated",
        trial=trial,
        indication=indication,
        slug=when,
        **window_fields(parse_label(when)),
    )
    milestone.spoken, milestone.state = [Claim(status="occurred", document=Document(kind=source))], status
    return present.line(milestone)


def bands(*lines):
    return [(band.name, band.since.isoformat()) for band in phases(lines)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], []),
        # Known only to the quarter: the program is in the phase from the quarter's last day on, never earlier.
        ([line("trial_initiated", "2023-Q2", "phase_1")], [("Phase 1", "2023-06-30")]),
        ([line("ind_cleared", "2023-05", "phase_2"), line("ind_accepted", "2023-04", "phase_2")], []),
        ([line("trial_initiated", "2024", "phase_2", status="expected")], []),
        (
            [line("trial_initiated", "2020", "phase_2"), line("first_patient_dosed", "2019-05", "phase_1"), line("approved", "2024-02-01")],
            [("Phase 1", "2019-05-31"), ("Phase 2", "2020-12-31"), ("Approved", "2024-02-01")],
        ),
        # A phase 1 trial in another territory later on does not take the program back.
        ([line("trial_initiated", "2020", "phase_2"), line("trial_initiated", "2022", "phase_1")], [("Phase 2", "2020-12-31")]),
        ([line("trial_initiated", "2020", "phase_1"), line("trial_initiated", "2020", "phase_2")], [("Phase 2", "2020-12-31")]),
    ],
)
def test_a_phase_begins_with_an_event_that_shows_it_and_never_with_an_application(lines, found):
    assert bands(*lines) == found


KOA, MM = Indication(pk=1, name="osteoarthritis"), Indication(pk=2, name="myeloma")
KNEES = Trial(pk=1, identifier="NCT01234567", acronym="KNEES", phase="phase_2", status="RECRUITING")
NAMED = Trial(pk=2, identifier="ASTER-1")


def outline(found):
    """Headings with the dates of their lines and of those that are folded."""
    return [(section.name, section.detail, [e.href for e in section.entries], [e.href for e in section.folded]) for section in found]


def test_a_few_lines_stand_together_without_a_heading():
    assert sections([]) == []
    found = sections([line("approved", "2020", trial=KNEES, source="registry_record"), line("approved", "2021", indication=KOA)])
    assert outline(found) == [("", "", ["#m-2020", "#m-2021"], [])]


def test_many_lines_stand_by_trial_or_indication_and_what_only_a_registry_tells_is_folded():
    told = [
        *(line("presentation", str(year), indication=KOA) for year in range(2001, 2010)),
        line("approved", "2010", indication=MM),
        line("partnership", "2011"),
        line("trial_initiated", "2012", trial=KNEES),
        line("trial_registered", "2013", trial=KNEES, source="registry_record"),
        line("trial_completed", "2014", trial=KNEES, source="registry_record"),
        line("trial_completed", "2015", trial=NAMED, source="registry_record"),
    ]
    found = sections(told)
    assert outline(found) == [
        ("osteoarthritis", "", [f"#m-{year}" for year in range(2001, 2010)], []),
        ("Others", "", ["#m-2010", "#m-2011"], []),
        ("NCT01234567", "KNEES · Phase 2 · Recruiting", ["#m-2012"], ["#m-2013", "#m-2014"]),
        ("ASTER-1", "trial", ["#m-2015"], []),
    ]
    # Under its heading an indication is not said again; elsewhere it tells lines apart.
    assert (found[0].entries[0].where, found[1].entries[0].where) == ("", "myeloma")


def said(field, value, day, number):
    return AttributeClaim(pk=number, field=field, value=value, asserted_on=dt.date.fromisoformat(day))


def test_what_sources_say_alike_is_told_once_with_the_newest_first():
    found = attributes(
        [
            said("program.origin", "allogeneic", "2020-01-01", 1),
            said("program.modality", "cell_therapy", "2020-01-01", 2),
            said("program.modality", "cell_therapy", "2024-01-01", 3),
            said("program.modality", "gene_therapy", "2023-01-01", 4),
        ]
    )
    assert [(claims[0].field, claims[0].value, [claim.pk for claim in claims]) for claims in found] == [
        ("program.modality", "cell_therapy", [3, 2]),
        ("program.modality", "gene_therapy", [4]),
        ("program.origin", "allogeneic", [1]),
    ]


def other(name, target="", stands=()):
    program = Program(name=name, target=target)
    program.stands = [Standing(indication=indication, phase=phase) for indication, phase in stands]
    return program


def test_programs_are_alike_by_target_or_by_indication_and_phase_together():
    here = [Standing(indication=KOA, phase="phase_2"), Standing(indication=None, phase="phase_3")]
    found = related(
        Program(name="AST-1", target="BCMA"),
        here,
        [
            other("A", "BCMA", [(MM, "phase_2")]),
            other("B", "", [(KOA, "phase_2"), (KOA, "phase_2"), (KOA, "phase_3"), (None, "phase_3")]),
        ],
    )
    assert [(row.program.name, row.shared) for row in found] == [("A", ("target BCMA",)), ("B", ("osteoarthritis, Phase 2",))]
    assert related(Program(name="AST-1"), [], [other("A")])[0].shared == ()
