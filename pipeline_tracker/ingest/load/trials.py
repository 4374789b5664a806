"""Trials of one company: rows for the numbers and names that its documents give, described as the newest source describes them."""

import re
from collections import defaultdict
from typing import Any

from pipeline_tracker.ingest import resolve
from pipeline_tracker.models import AttributeClaim, Indication, Trial, TrialIdentifier, TrialMention
from pipeline_tracker.vocabulary.phases import phase_of_set
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from .attributes import decided
from .programs import Programs
from .rows import new
from .snapshot import Home, Snapshot, Told, TrialNote, address_of, naming_of
from .work import Work

_COUNT = re.compile(r"\d{1,9}")


class Trials:
    """The trial rows of one company, which of them a text means, and what its sources say of each."""

    def __init__(self, by_text: dict[str, Trial], newest: dict[int, TrialNote], programs: dict[int, set[int]], own: set[int]):
        self.by_text = by_text
        self.rows = list({trial.id: trial for trial in by_text.values()}.values())
        self.newest = newest  # row -> the newest note of a registry or table of the company
        self.programs = programs  # row -> programs that this note names
        self.attributes: dict[int, list[Told]] = defaultdict(list)  # row -> claims about its attributes, oldest first
        self.own = own  # rows that this company's word describes; others follow another company's newer record

    def named(self, text: str) -> Trial | None:
        return self.by_text.get(text)


def refresh_trials(home: Home, snapshot: Snapshot, programs: Programs, work: Work) -> Trials:
    texts = {said.trial for said in home.claims if said.trial} | {note.identifier for note in home.notes}
    meant = resolve.resolve_trials(texts, map(naming_of, home.notes))
    rows = _rows(home, snapshot, set(meant.values()), work)
    by_text = {text: rows[name] for text, name in meant.items()}
    newest = {by_text[note.identifier].id: note for note in home.notes if note.document.kind in CONFIRMING_KINDS}  # the last one stays
    named = {pk: {p.id for name in note.programs if (p := programs.named(name))} for pk, note in newest.items()}
    trials = Trials(by_text, newest, named, {row.id for row in rows.values() if _describes(home, snapshot, row)})
    _describe(home, snapshot, trials, work)
    _refresh_attributes(home, trials, work)
    _remove_unnamed(home, snapshot, trials, meant, work)
    own = [pk for pk in named if pk in trials.own]
    work.link(Trial.programs.through, ("trial_id", "program_id"), own, named, snapshot.trial_programs)
    return trials


def link_indications(trials: Trials, indications: dict[str, Indication], snapshot: Snapshot, work: Work) -> None:
    wanted = {
        pk: {indications[name].id for name, *_ in note.indications if name in indications}
        for pk, note in trials.newest.items()
        if pk in trials.own
    }
    work.link(Trial.indications.through, ("trial_id", "indication_id"), wanted, wanted, snapshot.trial_indications)


def described_by(note: TrialNote | TrialMention) -> dict[str, Any]:
    """The columns of a trial that one record of it gives."""
    return {name: getattr(note, name) for name in ("title", "acronym", "collaborators", "interventions", "countries")}


def as_told(values: dict[str, str]) -> dict[str, Any]:
    """The columns of a trial that claims about its attributes give: status, phase, enrollment, sponsor, each where it is told."""
    count = _COUNT.match(values.get("enrollment", ""))
    return {
        "status": values.get("status", ""),
        "phase": phase_of_set(values.get("phase", "")),
        "enrollment": int(count[0]) if count else None,
        "sponsor": values.get("sponsor", "")[:200],
    }


def _rows(home: Home, snapshot: Snapshot, names: set[tuple[str, str]], work: Work) -> dict[tuple[str, str], Trial]:
    found = {}
    for registry, identifier in sorted(names):
        address = address_of(home.company, registry, identifier)
        row = snapshot.trials.get(address)
        if row is None:
            row = work.add(new(Trial, company_id=home.company.id, registry=registry, identifier=identifier, slug=address))
            snapshot.trials[address] = row
        found[registry, identifier] = row
    return found


def _describes(home: Home, snapshot: Snapshot, trial: Trial) -> bool:
    """Whether the company's record of the trial is the newest there is, or there is none at all."""
    newest = snapshot.newest.get((trial.registry, trial.identifier))
    return newest is None or newest[1] == home.company.id


def _describe(home: Home, snapshot: Snapshot, trials: Trials, work: Work) -> None:
    """What a registry's or table's newest word says of each trial. Its lead sponsor is its company; without such a record
    a number that several companies name belongs to none of them."""
    company = home.company.id
    for trial in trials.rows:
        if trial.id not in trials.own:
            continue
        note = trials.newest.get(trial.id)
        if note is None:
            if trial.registry == "ctgov":
                work.change(trial, company_id=None if snapshot.users.get(trial.id, set()) - {company} else company)
            continue
        work.change(trial, company_id=company, **described_by(note))
        _describe_numbers(trial, {(scheme, value) for scheme, value in note.identifiers}, snapshot, work)


def _remove_unnamed(home: Home, snapshot: Snapshot, trials: Trials, meant: dict[str, tuple[str, str]], work: Work) -> None:
    """Removes trials of the company that none of its documents mean any more, such as a name that has met its number since."""
    kept = {trial.id for trial in trials.rows}
    for trial in home.trials:
        used = snapshot.users.get(trial.id, set()) - {home.company.id}
        if trial.company_id != home.company.id or trial.id in kept or used or not _describes(home, snapshot, trial):
            continue
        successor = meant.get(trial.identifier)
        if successor:
            work.move(trial.get_absolute_url(), snapshot.trials[address_of(home.company, *successor)].get_absolute_url())
        work.remove(trial)
        for state in snapshot.past_trials.pop(trial.id, {}).values():
            work.remove(state)
        del snapshot.trials[trial.slug]


def _describe_numbers(trial: Trial, wanted: set[tuple[str, str]], snapshot: Snapshot, work: Work) -> None:
    present = snapshot.identifiers[trial.id]
    for pair in [pair for pair in present if pair not in wanted]:
        work.remove(present.pop(pair))
    for scheme, value in sorted(wanted - present.keys()):
        present[scheme, value] = work.add(new(TrialIdentifier, trial_id=trial.id, scheme=scheme, value=value))


def _refresh_attributes(home: Home, trials: Trials, work: Work) -> None:
    """Status, phase, enrolment, sponsor, where they are told."""
    for told in home.attributes:
        if not told.field.startswith("trial."):
            continue
        trial = trials.named(told.subject)
        if told.trial_id != (trial.id if trial else None):
            work.set(AttributeClaim, "trial_id", told.pk, trial.id if trial else None)
        if trial:
            trials.attributes[trial.id].append(told)
    for trial in trials.rows:
        if trial.id in trials.own and trial.id in trials.attributes:
            work.change(trial, **as_told(decided(trials.attributes[trial.id])))
