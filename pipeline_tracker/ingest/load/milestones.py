"""Milestones and standings of one company: rows for the events that `merge` finds in its claims."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pipeline_tracker.ingest import merge, standings
from pipeline_tracker.models import Claim, Company, Indication, Milestone, Regulator, Standing, Trial
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.names import slug, words_of
from pipeline_tracker.vocabulary.terms import SOURCE_RANK

from .changes import Changes, moved, save_if_changed, sync_links
from .programs import Programs
from .trials import Trials


@dataclass(frozen=True)
class Entities:
    """What the names in a company's documents mean: programs, trials, and the row of each text of an indication."""

    programs: Programs
    indications: dict[str, Indication]
    trials: Trials


def statements_of(claims: list[Claim], entities: Entities) -> list[merge.Statement]:
    statements = []
    slugs = {program.pk: program.slug for program in entities.programs.rows.values()}
    for claim in claims:
        trial = entities.trials.named(claim.trial)
        registered = bool(trial and claim.document and claim.document.kind == "registry_record")
        if trial and registered:  # the record lists the trial's products anew in each version
            programs = frozenset(slugs[pk] for pk in entities.trials.programs.get(trial.pk, ()))
        else:
            programs = frozenset(p.slug for name in claim.programs if (p := entities.programs.named(name)))
        indication = entities.indications.get(claim.indication)
        statements.append(
            merge.Statement(
                uid=claim.uid,
                kind=claim.kind,
                status=claim.status,
                asserted_on=claim.asserted_on,
                programs=programs,
                phase=claim.phase,
                phase_words=claim.phase_words,
                indication=indication.slug if indication else "",
                regulator=claim.regulator.code if claim.regulator else "",
                territory=claim.territory,
                trial=_trial_slug(trial) if trial else "",
                detail=claim.detail,
                window=claim.window,
                source=claim.document.sha256 if claim.document else "",
                rank=SOURCE_RANK[claim.document.kind] if claim.document else 0,
                order=(claim.start,) if claim.document else (claim.created_at.timestamp(),),
                about=claim.about.uid if claim.about else "",
                doubtful=claim.review == "queued",
                registered=registered,
            )
        )
    return statements


def _trial_slug(trial: Trial) -> str:
    """The trial within its company: without the company that its own address begins with."""
    return slug(words_of(trial.identifier))


def refresh_milestones(
    company: Company,
    events: tuple[merge.Event, ...],
    *,
    claims: list[Claim],
    entities: Entities,
    changes: Changes,
) -> dict[str, Milestone]:
    """Rows of the events by slug. A milestone whose identity became better known keeps its row; its old address redirects."""
    by_uid = {claim.uid: claim for claim in claims}
    home_before = {claim.pk: claim.milestone_id for claim in claims}
    existing = {m.slug: m for m in Milestone.objects.filter(company=company)}
    free = {m.pk: m for m in existing.values() if m.slug not in {event.slug for event in events}}
    values_of = _values(entities, by_uid)

    rows: dict[str, Milestone] = {}
    for event in events:
        label = f"milestone {event.slug}"
        row = existing.get(event.slug) or next((free[pk] for s in event.statements if (pk := by_uid[s.uid].milestone_id) in free), None)
        if row is None:
            row = Milestone.objects.create(company=company, slug=event.slug, **values_of(event))
            changes.created.append(label)
        else:
            free.pop(row.pk, None)
            old = row.slug
            if save_if_changed(row, slug=event.slug, **values_of(event)):
                changes.changed.append(label)
            if old != event.slug:
                moved(reverse("milestone", args=[company.slug, old]), row.get_absolute_url())
        rows[event.slug] = row

    _assign_claims(company, events, rows, claims)
    programs = {rows[e.slug].pk: {entities.programs.rows[p].pk for p in e.programs} for e in events}
    sync_links(Milestone.programs.through, "milestone_id", "program_id", list(programs), programs)
    for event in events:
        if save_if_changed(rows[event.slug], answered_by=rows.get(event.answered_by)) and f"milestone {event.slug}" not in changes.changed:
            changes.changed.append(f"milestone {event.slug}")
    for gone in sorted(free.values(), key=lambda m: m.slug):
        successor = next((c.milestone for c in claims if home_before[c.pk] == gone.pk and c.milestone), None)
        if successor:
            moved(gone.get_absolute_url(), successor.get_absolute_url())
        gone.delete()
        changes.removed.append(f"milestone {gone.slug}")
    return rows


def _values(entities: Entities, by_uid: dict[str, Claim]) -> Callable[[merge.Event], dict[str, Any]]:
    """A function from an event to the columns of its row."""
    indications = {i.slug: i for i in entities.indications.values()}
    trials = {_trial_slug(t): t for t in entities.trials.rows}
    regulators = {r.code: r for r in Regulator.objects.all()}

    def values(event: merge.Event) -> dict[str, Any]:
        return {
            "kind": event.kind,
            "phase": event.phase,
            "phase_words": event.phase_words,
            "indication": indications.get(event.indication),
            "regulator": regulators.get(event.regulator),
            "territory": event.territory,
            "trial": trials.get(event.trial),
            "detail": event.detail,
            "status": event.status,
            "first_asserted_on": event.first_asserted_on,
            "asserted_on": event.asserted_on,
            "decided_by": by_uid[event.present.decided_by.uid],
            "unconfirmed": event.doubtful,
            "conflict": event.present.conflict,
            **window_fields(event.window),
        }

    return values


def _assign_claims(company: Company, events: tuple[merge.Event, ...], rows: dict[str, Milestone], claims: list[Claim]) -> None:
    """Points each claim to its milestone. Of the claims that do not count (withheld, rejected, retracted), what staff
    said stays beside the claim that it was about; the others point to none."""
    home = {s.uid: rows[event.slug] for event in events for s in event.statements}
    by_pk = {claim.pk: home[claim.uid] for claim in claims}
    idle = list(Claim.objects.filter(company=company).exclude(pk__in=by_pk).defer("quote").order_by("created_at", "pk"))
    moved_claims = []
    for claim in [*claims, *idle]:
        milestone = home.get(claim.uid) or by_pk.get(claim.about_id or 0)
        if claim.milestone_id != (milestone.pk if milestone else None):
            claim.milestone = milestone
            moved_claims.append(claim)
    Claim.objects.bulk_update(moved_claims, ["milestone"], batch_size=500)


def refresh_standings(
    company: Company,
    events: tuple[merge.Event, ...],
    *,
    milestones: dict[str, Milestone],
    entities: Entities,
    changes: Changes,
) -> None:
    by_slug = {i.slug: i for i in entities.indications.values()}
    existing = {(s.program_id, s.indication_id, s.territory): s for s in Standing.objects.filter(program__company=company)}
    for stand in standings.standings(events):
        program, indication = entities.programs.rows[stand.program], by_slug.get(stand.indication)
        label = f"standing {program.name}, {indication or 'indication not stated'}, {stand.territory}: {stand.phase}"
        values = {
            "phase": stand.phase,
            "phase_words": stand.shown_by.phase_words if stand.shown_by.phase == stand.phase else "",
            "basis": stand.basis,
            "activity": stand.activity,
            "milestone": milestones[stand.shown_by.slug],
            **window_fields(stand.shown_by.window),
        }
        row = existing.pop((program.pk, indication.pk if indication else None, stand.territory), None)
        if row is None:
            Standing.objects.create(program=program, indication=indication, territory=stand.territory, **values)
            changes.created.append(label)
        elif save_if_changed(row, **values):
            changes.changed.append(label)
    for row in existing.values():
        changes.removed.append(f"standing {row.pk}: {row.phase}")
        row.delete()
