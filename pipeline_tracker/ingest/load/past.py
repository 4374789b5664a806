"""Earlier states of one company's rows: what was known of its programs, trials, milestones and standings on earlier days.

A state begins on the day of the source that brought it, and ends on the day of the one that changed it. Names, and which trial or
indication a text means, are those of now in all of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain, pairwise
from typing import Any, NamedTuple, TypeVar

from django.db import models

from pipeline_tracker.ingest.history import History, holds
from pipeline_tracker.models import (
    Claim,
    PastAssignment,
    PastMilestone,
    PastMilestoneProgram,
    PastProgram,
    PastProgramIndication,
    PastStanding,
    PastTrial,
    PastTrialIndication,
    PastTrialProgram,
    Program,
    Trial,
    TrialMention,
)
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from . import programs, trials
from .attributes import decided
from .milestones import Entities, columns_of, columns_of_stand
from .rows import new
from .snapshot import Home, Snapshot, TrialNote
from .work import Work

V = TypeVar("V")

_UNDESCRIBED = trials.described_by(TrialMention())


def refresh_past(home: Home, snapshot: Snapshot, past: History, entities: Entities, work: Work) -> None:
    """Writes what differs of the earlier states of the company's rows, and since when its names and trials have been known."""
    _know_from(home, home.company, min((source.published for source in home.sources), default=None), work)
    versions = _versions(home, entities)
    _refresh_programs(home, snapshot, entities, versions, work)
    _refresh_trials(home, snapshot, entities, versions, work)
    _refresh_events(home, snapshot, past, entities, work)


def _know_from(home: Home, row: Any, day: dt.date | None, work: Work) -> None:
    if work.put(row, "known_from", day):
        home.changes.changed.append(f"{row}: known from {day}")


# --- rows of states --------------------------------------------------------------------------------------------------


class _State(NamedTuple):
    """An earlier state: columns, and the keys that it is linked to by column. ``stands_for`` is None for a row that nothing points to."""

    stands_for: int | None
    known_from: dt.date
    known_until: dt.date
    columns: Mapping[str, Any]
    links: Mapping[str, Collection[int]] = {}


def _write(
    home: Home,
    model: type[models.Model],
    states: Iterable[_State],
    present: Iterable[Any],
    work: Work,
    *,
    identity: tuple[str, ...] = ("stands_for",),
) -> None:
    """Makes the stored states be just these. ``identity`` are the columns that tell rows apart that were known from the same day on."""
    free = {(row.known_from, *(getattr(row, name) for name in identity)): row for row in present}
    for state in states:
        values = {"stands_for": state.stands_for, "known_from": state.known_from, "known_until": state.known_until, **state.columns}
        row = free.pop((state.known_from, *(values[name] for name in identity)), None)
        if row is None:
            row = work.add(new(model, **(values | {"stands_for": state.stands_for or 0})))
            home.changes.created.append(f"earlier state: {model.__name__} {row.pk}")
        if work.change(row, **(values | {"stands_for": state.stands_for or -row.id})) and not row._state.adding:
            home.changes.changed.append(f"earlier state: {model.__name__} {row.id}")
    for row in free.values():
        home.changes.removed.append(f"earlier state: {model.__name__} {row.id}")
        work.remove(row)


def _link(model: type[models.Model], columns: tuple[str, str], states: Iterable[_State], stored: Iterable[Any], work: Work) -> None:
    """Makes the stored links of the states be in the table, one for each run of days on which a link held."""
    runs: dict[tuple[int, int], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for state in sorted(states, key=lambda state: state.known_from):
        for key in state.links[columns[1]]:
            days = runs[state.stands_for or 0, key]
            if days and days[-1][1] == state.known_from:
                days[-1] = (days[-1][0], state.known_until)
            else:
                days.append((state.known_from, state.known_until))
    free = {(*(getattr(row, name) for name in columns), row.known_from, row.known_until): row for row in stored}
    for pair, spans in runs.items():
        for known_from, known_until in spans:
            if free.pop((*pair, known_from, known_until), None) is None:
                work.add(new(model, known_from=known_from, known_until=known_until, **dict(zip(columns, pair, strict=True))))
    for row in free.values():
        work.remove(row)


def _stretches(days: Iterable[dt.date], value_on: Callable[[dt.date], V]) -> list[tuple[V, dt.date]]:
    """The values on these days, each with the first of the days on which it holds; equal ones that follow each other are one."""
    found: list[tuple[V, dt.date]] = []
    for day in sorted(set(days)):
        value = value_on(day)
        if not found or found[-1][0] != value:
            found.append((value, day))
    return found


Value = tuple[dict[str, Any], Mapping[str, frozenset[int]]]  # columns, and linked keys by column


def _stored(snapshot: Snapshot, model: type[models.Model], owners: Iterable[int]) -> list[Any]:
    return [row for owner in set(owners) for row in snapshot.past_links[model].get(owner, {}).values()]


def _earlier(row: Program | Trial, stretches: list[tuple[Value, dt.date]]) -> Iterable[_State]:
    """All but the last of a row's states; the columns that they do not tell are those of now."""
    if len(stretches) < 2:  # as of nearly all
        return
    now = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname not in ("id", "known_from")}
    for ((columns, links), day), (_, end) in pairwise(stretches):
        yield _State(row.id, day, end, now | columns, links)


def _joined(states: Iterable[_State]) -> list[_State]:
    """Equal states that follow each other as one: what only their links tell apart has days of its own."""
    found: list[_State] = []
    for state in states:
        last = found[-1] if found else None
        if last and (last.stands_for, last.known_until, last.columns) == (state.stands_for, state.known_from, state.columns):
            found[-1] = last._replace(known_until=state.known_until)
        else:
            found.append(state)
    return found


# --- programs and trials ---------------------------------------------------------------------------------------------


class _Version(NamedTuple):
    """What a record said of a trial, and the days on which it was the newest version."""

    note: TrialNote
    known_from: dt.date
    known_until: dt.date | None


Versions = dict[int, list[_Version]]  # by trial


def _versions(home: Home, entities: Entities) -> Versions:
    """What registries and tables said of each trial, oldest first."""
    told: dict[int, dict[dt.date, TrialNote]] = defaultdict(dict)
    for note in home.notes:
        trial = entities.trials.named(note.identifier)
        if trial and note.document.kind in CONFIRMING_KINDS:
            told[trial.id][note.document.published] = note  # the last of a day stays
    return {
        pk: [_Version(note, day, end) for (day, note), end in zip(notes.items(), [*list(notes)[1:], None], strict=True)]
        for pk, notes in told.items()
    }


def _refresh_programs(home: Home, snapshot: Snapshot, entities: Entities, versions: Versions, work: Work) -> None:
    rows = entities.programs
    named: dict[int, set[dt.date]] = defaultdict(set)
    spells: dict[int, list[tuple[int, dt.date, dt.date | None]]] = defaultdict(list)  # indications with their days

    def tell(name: str, indications: Iterable[str], day: dt.date) -> None:
        if program := rows.named(name):
            named[program.id].add(day)
            spells[program.id] += [(row.id, day, None) for text in indications if (row := entities.indications.get(text))]

    for mention in home.mentions:
        tell(mention.name, mention.indications, mention.document.published)
    for said in home.claims:
        for name in said.programs:
            tell(name, [said.indication], said.asserted_on)
    for version in chain.from_iterable(versions.values()):
        indications = _indications_in(version.note, entities)
        for program in _programs_in(version.note, entities):
            spells[program] += [(pk, version.known_from, version.known_until) for pk in indications]

    states: list[_State] = []
    for row in rows.rows.values():
        first = min(named[row.id], default=None)
        stretches = [] if first is None else _stretches(*_life_of_program(first, rows.attributes.get(row.id, []), spells[row.id]))
        _know_from(home, row, stretches[-1][1] if stretches else None, work)
        states += _earlier(row, stretches)
    _write(home, PastProgram, _joined(states), home.past_programs, work)
    stored = _stored(snapshot, PastProgramIndication, [*(row.id for row in rows.rows.values()), *(row.id for row in home.programs)])
    _link(PastProgramIndication, ("program_id", "indication_id"), states, stored, work)


def _life_of_program(first: dt.date, told: list, spells: list) -> tuple[set[dt.date], Callable[[dt.date], Value]]:
    """The days on which anything about a program may have changed, and what was so of it on a day."""
    days = {first, *(one.asserted_on for one in told), *(day for _, *ends in spells for day in ends if day)}

    def value_on(day: dt.date) -> Value:
        indications = frozenset(pk for pk, known_from, known_until in spells if holds(known_from, known_until, day))
        return programs.as_told(decided(one for one in told if one.asserted_on <= day)), {"indication_id": indications}

    return {day for day in days if day >= first}, value_on


def _refresh_trials(home: Home, snapshot: Snapshot, entities: Entities, versions: Versions, work: Work) -> None:
    """Those that the company's word describes."""
    rows = entities.trials
    first: dict[int, dt.date] = {}
    told = [(note.identifier, note.document.published) for note in home.notes] + [(said.trial, said.asserted_on) for said in home.claims]
    for text, day in told:
        if trial := rows.named(text):
            first[trial.id] = min(day, first.get(trial.id, day))

    states: list[_State] = []
    for row in rows.rows:
        if row.id not in rows.own:
            continue
        days, value_on = _life_of_trial(first[row.id], rows.attributes.get(row.id, []), versions.get(row.id, []), entities)
        stretches = _stretches(days, value_on)
        since = stretches[-1][1]
        if row.known_from and snapshot.users.get(row.id, set()) - {home.company.id}:
            since = min(since, row.known_from)  # of several companies that tell of a number without a record, the first
        _know_from(home, row, since, work)
        states += _earlier(row, stretches)
    present = [state for pk, past in snapshot.past_trials.items() if pk in rows.own for state in past.values()]
    _write(home, PastTrial, _joined(states), present, work)
    _link(PastTrialProgram, ("trial_id", "program_id"), states, _stored(snapshot, PastTrialProgram, rows.own), work)
    _link(PastTrialIndication, ("trial_id", "indication_id"), states, _stored(snapshot, PastTrialIndication, rows.own), work)


def _life_of_trial(
    first: dt.date, told: list, versions: list[_Version], entities: Entities
) -> tuple[set[dt.date], Callable[[dt.date], Value]]:
    days = {first, *(one.asserted_on for one in told), *(version.known_from for version in versions)}

    def value_on(day: dt.date) -> Value:
        columns = trials.as_told(decided(one for one in told if one.asserted_on <= day))
        note = next((version.note for version in versions if holds(version.known_from, version.known_until, day)), None)
        if note is None:
            return _UNDESCRIBED | columns, {"program_id": frozenset(), "indication_id": frozenset()}
        linked = {"program_id": _programs_in(note, entities), "indication_id": _indications_in(note, entities)}
        return trials.described_by(note) | columns, linked

    return {day for day in days if day >= first}, value_on


def _programs_in(note: TrialNote, entities: Entities) -> frozenset[int]:
    return frozenset(program.id for name in note.programs if (program := entities.programs.named(name)))


def _indications_in(note: TrialNote, entities: Entities) -> frozenset[int]:
    return frozenset(row.id for name, *_ in note.indications if (row := entities.indications.get(name)))


# --- milestones and standings ----------------------------------------------------------------------------------------


def _refresh_events(home: Home, snapshot: Snapshot, past: History, entities: Entities, work: Work) -> None:
    if not (past.past_events or past.past_stands or home.past_milestones or home.past_standings or home.past_assignments):
        return  # as of companies of which a registry told once
    claims = {said.uid: said for said in (*home.claims, *home.idle)}

    def key(identity: str) -> int:
        """Of an event of now its row's, of another the negative one of its first claim."""
        return -claims[identity[1:]].pk if identity.startswith("~") else entities.milestones[identity].id

    event_columns, stand_columns = columns_of(home, snapshot, entities), columns_of_stand(entities)
    events = [
        _State(
            key(state.stands_for),
            state.known_from,
            state.known_until,
            {
                "company_id": home.company.id,
                "slug": state.event.slug,
                "answered_by": key(state.answered_by) if state.answered_by else None,
                **event_columns(state.event),
            },
            {"program_id": {entities.programs.rows[name].id for name in state.event.programs}},
        )
        for state in past.past_events
    ]
    stands = [
        _State(None, state.known_from, state.known_until, {"milestone": key(state.shown_by), **stand_columns(state.stand)})
        for state in past.past_stands
    ]
    _write(home, PastMilestone, events, home.past_milestones, work)
    owners = {row.id for row in home.milestones} | {state.stands_for for state in home.past_milestones}
    _link(PastMilestoneProgram, ("milestone", "program_id"), events, _stored(snapshot, PastMilestoneProgram, owners), work)
    _write(home, PastStanding, stands, home.past_standings, work, identity=("program_id", "indication_id", "territory"))

    free = {(row.claim_id, row.known_from): row for row in home.past_assignments}
    for told in past.past_assignments:
        values = {"milestone": key(told.event), "known_until": told.known_until}
        row = free.pop((claims[told.uid].pk, told.known_from), None)
        if row is None:
            work.add(new(PastAssignment, claim_id=claims[told.uid].pk, known_from=told.known_from, **values))
        else:
            work.change(row, **values)
    for row in free.values():
        work.remove(row)
    for said in claims.values():
        if said.assigned_from != (day := past.assigned.get(said.uid)):
            work.set(Claim, "assigned_from", said.pk, day)
