"""Milestones and standings of one company: rows for the events that `merge` finds in its claims."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.urls import reverse

from pipeline_tracker.ingest import merge
from pipeline_tracker.ingest.history import History
from pipeline_tracker.ingest.standings import Stand
from pipeline_tracker.models import Claim, Indication, Milestone, Standing
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.guidance import REVISED, WITHDRAWN
from pipeline_tracker.vocabulary.names import slug, words_of
from pipeline_tracker.vocabulary.terms import SOURCE_RANK
from pipeline_tracker.vocabulary.windows import Window

from .programs import Programs
from .rows import new
from .snapshot import Home, Snapshot
from .trials import Trials
from .work import Work

Event = merge.Event


@dataclass(frozen=True)
class Entities:
    """What the names in a company's documents mean: programs, trials, and the row of each text of an indication. Rows of milestones (by
    slug) follow when they are refreshed."""

    programs: Programs
    indications: dict[str, Indication]
    trials: Trials
    milestones: dict[str, Milestone] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """What follows from a company's claims: events, standings, and what was known of both before."""

    events: tuple[Event, ...]
    stands: tuple[Stand, ...]
    past: History


def statements_of(home: Home, entities: Entities, regulators: dict[int, str]) -> list[merge.Statement]:
    statements = []
    slugs = {program.id: program.slug for program in entities.programs.rows.values()}
    tested = {pk: frozenset(slugs[program] for program in programs) for pk, programs in entities.trials.programs.items()}
    uids = {said.pk: said.uid for said in (*home.claims, *home.idle)}
    waiting = [said for said in home.idle if said.waits and (not said.indication or said.indication in entities.indications)]
    for said in (*home.claims, *waiting):
        trial = entities.trials.named(said.trial)
        source = said.document
        registered = bool(trial and source and source.kind == "registry_record")
        if trial and registered:  # the record lists the trial's products anew in each version
            programs = tested.get(trial.id, frozenset())
        else:
            programs = frozenset(p.slug for name in said.programs if (p := entities.programs.named(name)))
        indication = entities.indications.get(said.indication)
        withdrawn = WITHDRAWN in said.flags  # the event is still planned, without a date
        statements.append(
            merge.Statement(
                uid=said.uid,
                kind=said.kind,
                status="expected" if withdrawn else said.status,
                asserted_on=said.asserted_on,
                programs=programs,
                phase=said.phase,
                phase_words=said.phase_words,
                indication=indication.slug if indication else "",
                regulator=regulators[said.regulator_id] if said.regulator_id else "",
                territory=said.territory,
                trial=_trial_slug(trial.identifier) if trial else "",
                detail=said.detail,
                window=_window(said.earliest, said.latest, said.precision, said.window_words) if said.latest and not withdrawn else None,
                source=source.sha256 if source else "",
                rank=SOURCE_RANK[source.kind] if source else 0,
                order=(said.start,) if source else (said.pk,),
                about=uids[said.about_id] if said.about_id else "",
                doubtful=said.review == "queued",
                registered=registered,
                withdrawn=withdrawn,
                revised=REVISED in said.flags,
                waits=said.waits,
            )
        )
    return statements


_window = lru_cache(maxsize=1 << 14)(Window)  # a window never changes, and many claims have the same


@lru_cache(maxsize=1 << 12)
def _trial_slug(identifier: str) -> str:
    """The trial within its company: without the company that its own address begins with."""
    return slug(words_of(identifier))


def refresh_milestones(home: Home, snapshot: Snapshot, found: Findings, entities: Entities, work: Work) -> None:
    """Rows of the events. A milestone whose identity became better known keeps its row; its old address redirects."""
    by_uid = {said.uid: said for said in (*home.claims, *home.idle)}
    existing = {row.slug: row for row in home.milestones}
    wanted = {event.slug for event in found.events}
    free = {row.id: row for row in home.milestones if row.slug not in wanted}
    values_of = columns_of(home, snapshot, entities)

    rows = entities.milestones
    for event in found.events:
        label = f"milestone {event.slug}"
        values = {"slug": event.slug, "known_from": found.past.events[event.slug], **values_of(event)}
        row = existing.get(event.slug) or next(
            (free[pk] for s in event.statements if (pk := by_uid[s.uid].milestone_id or 0) in free),  # 0 is no row
            None,
        )
        if row is None:
            row = work.add(new(Milestone, company_id=home.company.id, **values))
            home.changes.created.append(label)
        else:
            free.pop(row.id, None)
            old = row.slug
            if work.change(row, **values):
                home.changes.changed.append(label)
            if old != event.slug:
                work.move(_page(home, old), _page(home, event.slug))
        rows[event.slug] = row

    homes = _assign_claims(home, found.events, rows, work)
    programs = {rows[event.slug].id: {entities.programs.rows[p].id for p in event.programs} for event in found.events}
    work.link(Milestone.programs.through, ("milestone_id", "program_id"), programs, programs, snapshot.milestone_programs)
    for event in found.events:
        row, answer = rows[event.slug], rows.get(event.answered_by)
        if work.change(row, answered_by_id=answer.id if answer else None):
            label = f"milestone {event.slug}"
            if label not in (*home.changes.created, *home.changes.changed):
                home.changes.changed.append(label)
    for gone in sorted(free.values(), key=lambda row: row.slug):
        successor = next((row for said in home.claims if said.milestone_id == gone.id and (row := homes.get(said.pk))), None)
        if successor:
            work.move(_page(home, gone.slug), _page(home, successor.slug))
        work.remove(gone)
        home.changes.removed.append(f"milestone {gone.slug}")
    _tell_users(home, entities, snapshot)


def _tell_users(home: Home, entities: Entities, snapshot: Snapshot) -> None:
    """Of which trials the company has milestones now, for the companies that come next."""
    company, used = home.company.id, {row.trial_id for row in entities.milestones.values()}
    for trial in entities.trials.rows:
        snapshot.users[trial.id].discard(company)
        if trial.id in used:
            snapshot.users[trial.id].add(company)


def _page(home: Home, milestone: str) -> str:
    return reverse("milestone", args=[home.company.slug, milestone])


def columns_of(home: Home, snapshot: Snapshot, entities: Entities) -> Callable[[Event], dict[str, Any]]:
    """A function from an event to the columns of its row."""
    claims = {said.uid: said.pk for said in home.claims}
    indications = {row.slug: row.id for row in entities.indications.values()}
    trials = {_trial_slug(row.identifier): row.id for row in entities.trials.rows}
    regulators = {code: pk for pk, code in snapshot.regulators.items()}

    def values(event: Event) -> dict[str, Any]:
        return {
            "kind": event.kind,
            "phase": event.phase,
            "phase_words": event.phase_words,
            "indication_id": indications.get(event.indication),
            "regulator_id": regulators.get(event.regulator),
            "territory": event.territory,
            "trial_id": trials.get(event.trial),
            "detail": event.detail,
            "status": event.status,
            "first_asserted_on": event.first_asserted_on,
            "asserted_on": event.asserted_on,
            "decided_by_id": claims[event.present.decided_by.uid],
            "unconfirmed": event.doubtful,
            "conflict": event.present.conflict,
            **window_fields(event.window),
        }

    return values


def _assign_claims(home: Home, events: tuple[Event, ...], rows: dict[str, Milestone], work: Work) -> dict[int, Milestone]:
    """Points each claim to its milestone, and returns which (claim -> row). Of the claims that do not count (withheld, rejected,
    retracted), what staff said stays beside the claim that it was about, and what only repeats others points to their milestone; the
    others point to none, as does a revision that ends no plan."""
    by_uid = {s.uid: rows[event.slug] for event in events for s in event.statements}
    homes = {said.pk: row for said in home.claims if (row := by_uid.get(said.uid))}
    for said in (*home.claims, *home.idle):
        row = by_uid.get(said.uid) or homes.get(said.about_id or 0)
        if said.milestone_id != (row.id if row else None):
            work.set(Claim, "milestone_id", said.pk, row.id if row else None)
    return homes


def refresh_standings(home: Home, found: Findings, entities: Entities, work: Work) -> None:
    existing = {(row.program_id, row.indication_id, row.territory): row for row in home.standings}
    names = {row.slug: row for row in entities.indications.values()}
    columns = columns_of_stand(entities)
    for stand in found.stands:
        told = columns(stand)
        key = (told["program_id"], told["indication_id"], told["territory"])
        values = {
            **told,
            "milestone_id": entities.milestones[stand.shown_by.slug].id,
            "known_from": found.past.stands[stand.program, stand.indication, stand.territory],
        }
        name = entities.programs.rows[stand.program].name
        label = f"standing {name}, {names.get(stand.indication, 'indication not stated')}, {stand.territory}: {stand.phase}"
        row = existing.pop(key, None)
        if row is None:
            work.add(new(Standing, **values))
            home.changes.created.append(label)
        elif work.change(row, **values):
            home.changes.changed.append(label)
    for row in existing.values():
        home.changes.removed.append(f"standing {row.id}: {row.phase}")
        work.remove(row)


def columns_of_stand(entities: Entities) -> Callable[[Stand], dict[str, Any]]:
    """A function from a standing to the columns of its row, but for the milestone that shows it."""
    indications = {row.slug: row.id for row in entities.indications.values()}

    def columns(stand: Stand) -> dict[str, Any]:
        return {
            "program_id": entities.programs.rows[stand.program].id,
            "indication_id": indications.get(stand.indication),
            "territory": stand.territory,
            "phase": stand.phase,
            "phase_words": stand.shown_by.phase_words if stand.shown_by.phase == stand.phase else "",
            "basis": stand.basis,
            "activity": stand.activity,
            **window_fields(stand.shown_by.window),
        }

    return columns
