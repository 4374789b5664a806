"""What the tables for ``manage.py ingest`` tell of a row: the day of the newest source."""

import datetime as dt
from itertools import product

import pytest

from pipeline_tracker.models import Indication, Trial, TrialMention
from pipeline_tracker.queries import tables
from tests.world import claim, make_company, make_document, make_milestone, make_program, make_trial_mention


def day(number):
    return dt.date(2020, 1, number)


def told_of(indications, names):
    """The rows of the table of indications, by name: the newest day of anything told."""
    return {row.name: tables.as_of(row) for row in tables.indications(indications) if row.name in names}


@pytest.mark.parametrize("many", [0, 1, tables.MANY])
def test_an_indication_is_told_of_on_the_newest_day_however_that_is_found(world, monkeypatch, many):
    """By a document of a company that has a program for it, by one that names a trial of it, or by a milestone; each of them may be the
    newest, and any of them may be missing. How many there are decides in which way the day is looked for."""
    monkeypatch.setattr(tables, "MANY", many)
    other = make_company("Elm Bio")
    expected = {}
    for number, days in enumerate(product((None, 3, 12), repeat=3)):
        published, tested, stated = days
        indication = Indication.objects.create(name=f"ache {number}", key=f"ache{number}", slug=f"ache-{number}")
        owner = make_company(f"Fir {number}")
        for program in (make_program(owner, f"FIR-{number}"), make_program(owner, f"FIR-{number}-B")):
            program.indications.add(indication)
        for identifier in (f"NCT100{number:05}", f"NCT200{number:05}"):
            trial = Trial.objects.create(registry="ctgov", identifier=identifier, slug=identifier.lower(), title="Trial")
            trial.indications.add(indication)
        if published:
            for before in (1, 0):
                make_document(world.run, owner, f"Of FIR-{number}", day(published - before), "We work.")
        if tested:  # by its number in another registry nothing is told of it
            for before, registry in ((1, "ctgov"), (0, "ctgov"), (-2, "ctis")):
                document = make_document(world.run, other, "Of a trial", day(tested - before), f"{identifier} goes on.")
                make_trial_mention(document, other, identifier, identifier)
                TrialMention.objects.filter(document=document).update(registry=registry)
        if stated:
            for before in (1, 0):
                document = make_document(world.run, other, "Of a milestone", day(stated - before), "It has begun.")
                said = claim(document, "It has begun.", kind="first_patient_dosed", status="occurred")
                make_milestone(other, [said], kind="first_patient_dosed", programs=[], indication=indication)
        newest = max((number for number in days if number), default=None)
        expected[indication.name] = newest and day(newest)
    assert told_of(Indication.objects.all(), expected) == expected
    assert set(expected.values()) == {None, day(3), day(12)}
