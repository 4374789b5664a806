"""Computes what is so of companies from all that was said, and writes only what differs."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Model

from pipeline_tracker.ingest import merge
from pipeline_tracker.ingest.history import history
from pipeline_tracker.ingest.standings import standings
from pipeline_tracker.models import Company, Milestone, PastMilestone, PastProgram, PastStanding, PastTrial, Program, Standing

from . import snapshot as snapshots
from .catalogue import catalogue
from .changes import Changes
from .company import refresh_company
from .diseases import refresh_indications
from .milestones import Entities, Findings, refresh_milestones, refresh_standings, statements_of
from .past import refresh_past
from .programs import refresh_programs
from .snapshot import Home, Snapshot
from .trials import link_indications, refresh_trials
from .work import Work

# The tables whose changed rows are named one by one.
_NAMED = (Program, Milestone, Standing, PastProgram, PastMilestone, PastStanding, PastTrial)


def refresh(company: Company) -> Changes:
    """Computes the company's programs, milestones and standings anew and writes what differs. Call it in a transaction."""
    return refresh_all([company])[0]


@transaction.atomic(savepoint=False)
def refresh_all(companies: Sequence[Company], work: Work | None = None, rows: Iterable[Model] = ()) -> list[Changes]:
    """As ``refresh`` for several companies, in their order: all is read and written in a fixed number of statements, and kept in
    memory between. Call it with the companies locked. ``work`` and ``rows`` as in ``compute_all``; they are written, too."""
    alone, work = work is None, work or Work()
    changes = compute_all(companies, work, rows)
    if alone and changes:
        changes[-1].changed += [f"row of {model._meta.verbose_name_plural}: {key}" for model, key in work.rows() if model not in _NAMED]
    work.write()
    return changes


def compute_all(companies: Sequence[Company], work: Work, rows: Iterable[Model]) -> list[Changes]:
    """What ``refresh_all`` is about to write, added to ``work``. ``rows`` are what documents say that are about to be stored with it."""
    snapshot = snapshots.read(companies, rows)
    return [_refresh(snapshot.homes[company.id], snapshot, work) for company in companies]


def _refresh(home: Home, snapshot: Snapshot, work: Work) -> Changes:
    refresh_company(home, work)
    before = catalogue(home.programs, snapshot.names)
    programs = refresh_programs(home, snapshot.names, work)
    home.changes.catalogue = catalogue(programs.rows.values(), snapshot.names) != before
    trials = refresh_trials(home, snapshot, programs, work)
    indications = refresh_indications(home, snapshot, programs, trials, work)
    link_indications(trials, indications, snapshot, work)
    entities = Entities(programs, indications, trials)
    events = merge.merge(statements_of(home, entities, snapshot.regulators))
    found = Findings(events, standings(events), history(events))
    refresh_milestones(home, snapshot, found, entities, work)
    refresh_standings(home, found, entities, work)
    refresh_past(home, snapshot, found.past, entities, work)
    return home.changes
