"""The landscape of earlier days: what is counted ahead of it is what would be counted from the standings of the day."""

import datetime as dt
import random
from itertools import product

import pytest

from pipeline_tracker.ingest.load.landscape import count_landscape, count_landscape_afterwards, in_years
from pipeline_tracker.models import Indication, PastPhaseCount, PastProgram, PastStanding, PhaseCount, Program, Standing
from pipeline_tracker.models.as_of import as_of
from pipeline_tracker.queries.landscape import GROUPINGS, Scope, landscape, phases
from pipeline_tracker.vocabulary.phases import ACTIVITIES, BASES, PHASES
from tests.world import make_program

FIRST, LAST = dt.date(2021, 11, 1), dt.date(2024, 2, 20)
DAYS = [dt.date(2021, 1, 1), FIRST, dt.date(2021, 12, 31), dt.date(2022, 1, 1), dt.date(2022, 7, 9), dt.date(2023, 12, 31), LAST]
SCOPES = [
    Scope(),
    Scope(activity=("active",)),
    Scope(activity=("active", "withdrawn"), phase=("phase_1", "phase_2", "filed")),
    Scope(modality=("none",)),
    Scope(modality=("antibody", "none"), origin=("autologous",)),
    Scope(area=("Neoplasms",)),
]


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ([], []),
        ([("2020-03-05", 2)], [("2020-03-05", "2021-01-01", 2), ("2021-01-01", "9999-12-31", 2)]),
        ([("2020-03-05", 1), ("2020-12-31", -1)], [("2020-03-05", "2021-01-01", 1), ("2020-12-31", "2021-01-01", -1)]),
        (
            [("2020-01-01", 3), ("2023-01-01", -1), ("2023-06-01", 4), ("2025-02-01", -6)],
            [
                ("2020-01-01", "2021-01-01", 3),
                ("2021-01-01", "2024-01-01", 3),
                ("2023-01-01", "2024-01-01", -1),
                ("2023-06-01", "2024-01-01", 4),
                ("2024-01-01", "2026-01-01", 6),
                ("2025-02-01", "2026-01-01", -6),
            ],
        ),
    ],
)
def test_a_change_counts_until_its_year_ends_and_its_outcome_from_then_on(changes, rows):
    found = in_years((dt.date.fromisoformat(day), number) for day, number in changes)
    assert [(str(since), str(until), number) for since, until, number in found] == rows


@pytest.fixture
def history(world):
    """Programs whose standings and descriptions came, changed and went on random days."""
    rnd = random.Random(20230401)

    def days(number: int) -> list[dt.date]:
        span = (LAST - FIRST).days
        return sorted(FIRST + dt.timedelta(days=day) for day in rnd.sample([*range(0, span, 9), 60, 61, span], number))

    def described() -> dict[str, str]:
        modality, origin = rnd.choice([("", ""), ("", ""), ("antibody", ""), ("cell_therapy", "autologous")])
        return {"modality": modality, "origin": origin, "target": rnd.choice(["", "", "IL-4R"])}

    def place() -> dict[str, str]:
        return {"phase": rnd.choice(PHASES)[0], "basis": rnd.choice(BASES)[0], "activity": rnd.choice(ACTIVITIES[:1] * 4 + ACTIVITIES)[0]}

    indications = [
        None,
        *Indication.objects.bulk_create(
            Indication(name=name, key=name, slug=name, area=area)
            for name, area in (("one", "Neoplasms"), ("two", "Neoplasms"), ("three", ""), ("four", "Eye Diseases"))
        ),
    ]
    Standing.objects.all().delete()
    milestone = world.milestones["started"]
    for number in range(14):
        program = make_program(world.cedar, f"CED-{number}", **described())
        known, *ends = days(rnd.randint(1, 3))
        Program.objects.filter(pk=program.pk).update(known_from=ends[-1] if ends else known)
        for since, until in zip([known, *ends], ends, strict=False):
            state = {"company": program.company, "name": program.name, "key": program.key, "slug": program.slug, "source": "document"}
            PastProgram.objects.create(**state, **described(), stands_for=program.pk, known_from=since, known_until=until)
        for indication, territory in rnd.sample(list(product(indications, ["US", "EU"])), rnd.randint(0, 5)):
            first, *ends = days(rnd.randint(1, 4))
            common = {"program": program, "indication": indication, "territory": territory}
            for since, until in zip([first, *ends], ends, strict=False):
                PastStanding.objects.create(**common, **place(), milestone=milestone.pk, stands_for=-1, known_from=since, known_until=until)
            if rnd.random() < 0.8:
                Standing.objects.create(**common, **place(), milestone=milestone, known_from=ends[-1] if ends else first)
    return world


def shown(day: dt.date):
    with as_of(day):
        ahead = PhaseCount.objects.exists()
        return ahead, phases(Scope()), {case: landscape(*case, None) for case in product(GROUPINGS, SCOPES)}


@pytest.mark.slow
def test_what_is_counted_ahead_of_a_day_is_what_would_be_counted(history, monkeypatch):
    counted = {day: shown(day) for day in DAYS}
    assert sum(bool(phases) for _ahead, phases, _pages in counted.values()) == len(DAYS) - 1, "nothing before the first day"
    monkeypatch.setattr("pipeline_tracker.ingest.load.landscape.MANY", 1)
    count_landscape()
    ahead = {day: shown(day) for day in DAYS}
    assert {day: rest for day, (_ahead, *rest) in ahead.items()} == {day: rest for day, (_ahead, *rest) in counted.items()}
    assert [told for told, *_rest in counted.values()] == [False] * len(DAYS)
    assert [told for told, *_rest in ahead.values()] == [False] + [True] * (len(DAYS) - 1)


def test_after_an_act_of_curation_earlier_days_are_counted_for_each_visitor(history, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("pipeline_tracker.ingest.load.landscape.MANY", 1)
    count_landscape()
    assert PhaseCount.objects.exists() and PastPhaseCount.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        count_landscape_afterwards()
        count_landscape_afterwards()
    assert PhaseCount.objects.exists() and not PastPhaseCount.objects.exists()
