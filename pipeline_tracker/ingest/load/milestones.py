"""Milestones and standings of one company: rows for the events that `merge` finds in its claims."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse

from pipeline_tracker.ingest import merge, standings
from pipeline_tracker.models import Claim, Indication, Milestone, Standing
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.guidance import WITHDRAWN
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
    """What the names in a company's documents mean: programs, trials, and the row of each text of an indication."""

    programs: Programs
    indications: dict[str, Indication]
    trials: Trials


def statements_of(home: Home, entities: Entities, regulators: dict[int, str]) -> list[merge.Statement]:
    statements = []
    slugs = {program.pk: program.slug for program in entities.programs.rows.values()}
    uids = {said.pk: said.uid for said in (*home.claims, *home.idle)}
    for said in home.claims:
        trial = entities.trials.named(said.trial)
        source = said.document
        registered = bool(trial and source and source.kind == "registry_record")
        if trial and registered:  # the record lists the trial's products anew in each version
            programs = frozenset(slugs[pk] for pk in entities.trials.programs.get(trial.pk, ()))
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
                order=(said.start,) if source else (said.created_at.timestamp(),),
                about=uids[said.about_id] if said.about_id else "",
                doubtful=said.review == "queued",
                registered=registered,
                withdrawn=withdrawn,
            )
        )
    return statements


_window = lru_cache(maxsize=1 << 14)(Window)  # a window never changes, and many claims have the same


@lru_cache(maxsize=1 << 12)
def _trial_slug(identifier: str) -> str:
    """The trial within its company: without the company that its own address begins with."""
    return slug(words_of(identifier))


def refresh_milestones(home: Home, snapshot: Snapshot, events: tuple[Event, ...], entities: Entities, work: Work) -> dict[str, Milestone]:
    """Rows of the events by slug. A milestone whose identity became better known keeps its row; its old address redirects."""
    by_uid = {said.uid: said for said in home.claims}
    existing = {row.slug: row for row in home.milestones}
    wanted = {event.slug for event in events}
    free = {row.pk: row for row in home.milestones if row.slug not in wanted}
    values_of = _values(home, snapshot, entities)

    rows: dict[str, Milestone] = {}
    for event in events:
        label = f"milestone {event.slug}"
        row = existing.get(event.slug) or next(
            (free[pk] for s in event.statements if (pk := by_uid[s.uid].milestone_id or 0) in free),  # 0 is no row
            None,
        )
        if row is None:
            row = work.add(new(Milestone, company_id=home.company.pk, slug=event.slug, **values_of(event)))
            home.changes.created.append(label)
        else:
            free.pop(row.pk, None)
            old = row.slug
            if work.change(row, slug=event.slug, **values_of(event)):
                home.changes.changed.append(label)
            if old != event.slug:
                work.move(_page(home, old), _page(home, event.slug))
        rows[event.slug] = row

    homes = _assign_claims(home, events, rows, work)
    programs = {rows[event.slug].pk: {entities.programs.rows[p].pk for p in event.programs} for event in events}
    work.link(Milestone.programs.through, ("milestone_id", "program_id"), programs, programs, snapshot.milestone_programs)
    for event in events:
        row, answer = rows[event.slug], rows.get(event.answered_by)
        if work.change(row, answered_by_id=answer.pk if answer else None):
            label = f"milestone {event.slug}"
            if label not in (*home.changes.created, *home.changes.changed):
                home.changes.changed.append(label)
    for gone in sorted(free.values(), key=lambda row: row.slug):
        successor = next((row for said in home.claims if said.milestone_id == gone.pk and (row := homes.get(said.pk))), None)
        if successor:
            work.move(_page(home, gone.slug), _page(home, successor.slug))
        work.remove(gone)
        home.changes.removed.append(f"milestone {gone.slug}")
    _tell_users(home, rows, entities, snapshot)
    return rows


def _tell_users(home: Home, rows: dict[str, Milestone], entities: Entities, snapshot: Snapshot) -> None:
    """Of which trials the company has milestones now, for the companies that come next."""
    company, used = home.company.pk, {row.trial_id for row in rows.values()}
    for trial in entities.trials.rows:
        snapshot.users[trial.pk].discard(company)
        if trial.pk in used:
            snapshot.users[trial.pk].add(company)


def _page(home: Home, milestone: str) -> str:
    return reverse("milestone", args=[home.company.slug, milestone])


def _values(home: Home, snapshot: Snapshot, entities: Entities) -> Callable[[Event], dict[str, Any]]:
    """A function from an event to the columns of its row."""
    claims = {said.uid: said.pk for said in home.claims}
    indications = {row.slug: row.pk for row in entities.indications.values()}
    trials = {_trial_slug(row.identifier): row.pk for row in entities.trials.rows}
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
    retracted), what staff said stays beside the claim that it was about; the others point to none."""
    by_uid = {s.uid: rows[event.slug] for event in events for s in event.statements}
    homes = {said.pk: by_uid[said.uid] for said in home.claims}
    for said in (*home.claims, *home.idle):
        row = by_uid.get(said.uid) or homes.get(said.about_id or 0)
        if said.milestone_id != (row.pk if row else None):
            work.set(Claim, "milestone_id", said.pk, row.pk if row else None)
    return homes


def refresh_standings(home: Home, events: tuple[Event, ...], milestones: dict[str, Milestone], entities: Entities, work: Work) -> None:
    by_slug = {row.slug: row for row in entities.indications.values()}
    existing = {(row.program_id, row.indication_id, row.territory): row for row in home.standings}
    for stand in standings.standings(events):
        program, indication = entities.programs.rows[stand.program], by_slug.get(stand.indication)
        label = f"standing {program.name}, {indication or 'indication not stated'}, {stand.territory}: {stand.phase}"
        values = {
            "phase": stand.phase,
            "phase_words": stand.shown_by.phase_words if stand.shown_by.phase == stand.phase else "",
            "basis": stand.basis,
            "activity": stand.activity,
            "milestone_id": milestones[stand.shown_by.slug].pk,
            **window_fields(stand.shown_by.window),
        }
        key = (program.pk, indication.pk if indication else None, stand.territory)
        row = existing.pop(key, None)
        if row is None:
            work.add(new(Standing, program_id=key[0], indication_id=key[1], territory=key[2], **values))
            home.changes.created.append(label)
        elif work.change(row, **values):
            home.changes.changed.append(label)
    for row in existing.values():
        home.changes.removed.append(f"standing {row.pk}: {row.phase}")
        work.remove(row)
