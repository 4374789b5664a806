"""One valid row of every table, each with natural keys of its own. A test changes the one thing it is about."""

import datetime as dt
import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils import timezone

from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    Document,
    Evidence,
    FinancialResult,
    FormerAddress,
    Indication,
    IndicationAlias,
    Milestone,
    PastAssignment,
    PastMilestone,
    PastMilestoneProgram,
    PastProgram,
    PastProgramIndication,
    PastStanding,
    PastTrial,
    PastTrialIndication,
    PastTrialProgram,
    Presentation,
    Program,
    ProgramAlias,
    ProgramMention,
    Regulator,
    RegulatorName,
    Run,
    RunNote,
    Standing,
    Trial,
    TrialIdentifier,
    TrialMention,
)

numbers = itertools.count(1)
DAY = dt.date(2024, 5, 9)
PASSAGE = {"start": 3, "end": 9, "quote": "closed"}


def valid(model: type[Model], **changes: Any) -> Any:
    """An unsaved row that every constraint allows, but for ``changes``. What it points to is saved."""
    return model(**{**MAKERS[model](next(numbers)), **changes})


def saved(model: type[Model], **changes: Any) -> Any:
    row = valid(model, **changes)
    row.save()
    return row


def staff() -> Any:
    return get_user_model().objects.create_user(f"curator-{next(numbers)}")


def by_staff() -> dict[str, Any]:
    """What makes a claim one of staff."""
    return {"document": None, "start": None, "end": None, "quote": "", "author": staff(), "reason": "Heard on the call."}


# The days of an earlier state.
PAST = {"known_from": DAY, "known_until": DAY + dt.timedelta(days=1)}


def _named(n: int) -> dict[str, Any]:
    return {"name": f"Name {n}", "key": f"name{n}", "slug": f"name-{n}"}


def _claimed(n: int) -> dict[str, Any]:
    return {
        "uid": f"uid-{n}",
        "company": saved(Company),
        "document": saved(Document),
        "asserted_on": DAY,
        "created_at": timezone.now(),
        **PASSAGE,
    }


MAKERS: dict[type[Model], Any] = {
    FormerAddress: lambda n: {"path": f"/old/{n}/", "target": f"/new/{n}/"},
    Company: _named,
    CompanyAlias: lambda n: {"company": saved(Company), "name": f"Alias {n}", "key": f"alias{n}"},
    Run: lambda n: {"command": "ingest", "version": "rules 1", "started_at": timezone.now(), "read": 3, "created": 2, "refused": 1},
    RunNote: lambda n: {"run": saved(Run), "level": "error", "code": "no-date", "message": "No date."},
    Document: lambda n: {
        "public_id": f"2024-05-09-{n}",
        "sha256": f"{n:064}",
        "kind": "press_release",
        "company": saved(Company),
        "title": "A title",
        "text": "It closed well.",
        "published": DAY,
        "published_from": "dateline",
        "retrieved_at": timezone.now(),
        "address": f"{n}.txt",
    },
    ProgramMention: lambda n: {
        "document": saved(Document),
        "company": saved(Company),
        "name": f"EX-{n}",
        "key": f"ex{n}",
        **PASSAGE,
    },
    TrialMention: lambda n: {
        "document": saved(Document),
        "company": saved(Company),
        "registry": "ctgov",
        "identifier": f"NCT{n:08}",
        **PASSAGE,
    },
    Indication: _named,
    IndicationAlias: lambda n: {"indication": saved(Indication), "name": f"Alias {n}", "key": f"alias{n}"},
    Program: lambda n: {"company": saved(Company), **_named(n)},
    ProgramAlias: lambda n: {"program": saved(Program), "name": f"Alias {n}", "key": f"alias{n}"},
    Regulator: lambda n: {"code": f"R{n}", "territory": "US"},
    RegulatorName: lambda n: {"regulator": saved(Regulator), "name": f"Agency {n}", "short": f"A{n}"},
    Trial: lambda n: {"company": saved(Company), "registry": "ctgov", "identifier": f"NCT{n:08}", "slug": f"nct{n:08}"},
    TrialIdentifier: lambda n: {"trial": saved(Trial), "scheme": "EudraCT", "value": f"2024-{n}"},
    Milestone: lambda n: {
        "company": saved(Company),
        "slug": f"ex-{n}",
        "kind": "approved",
        "status": "expected",
        "first_asserted_on": DAY,
        "asserted_on": DAY,
    },
    PastMilestone: lambda n: {**MAKERS[Milestone](n), "stands_for": n, **PAST},
    PastProgram: lambda n: {**MAKERS[Program](n), "stands_for": n, **PAST},
    PastTrial: lambda n: {**MAKERS[Trial](n), "stands_for": n, **PAST},
    PastStanding: lambda n: {**MAKERS[Standing](n), "stands_for": n, "milestone": n, **PAST},
    PastMilestoneProgram: lambda n: {"milestone": n, "program": saved(Program), **PAST},
    PastProgramIndication: lambda n: {"program": saved(Program), "indication": saved(Indication), **PAST},
    PastTrialProgram: lambda n: {"trial": saved(Trial), "program": saved(Program), **PAST},
    PastTrialIndication: lambda n: {"trial": saved(Trial), "indication": saved(Indication), **PAST},
    PastAssignment: lambda n: {"claim": saved(Claim), "milestone": n, **PAST},
    Claim: lambda n: {**_claimed(n), "kind": "approved", "status": "expected"},
    Evidence: lambda n: {"claim": saved(Claim), **PASSAGE},
    Presentation: lambda n: {"claim": saved(Claim), "day": DAY, "starts": dt.time(7), "ends": dt.time(8)},
    AttributeClaim: lambda n: {**_claimed(n), "field": "program.origin", "subject": "EX-1", "value": "autologous"},
    FinancialResult: lambda n: {
        "company": saved(Company),
        "document": saved(Document),
        "metric": "cash",
        "period": "2024-Q1",
        "amount": 5,
        "currency": "USD",
        **PASSAGE,
    },
    Standing: lambda n: {
        "program": saved(Program),
        "indication": saved(Indication),
        "phase": "phase_2",
        "basis": "started",
        "milestone": saved(Milestone),
    },
}


# Tables that staff see. What was so before, and what is counted ahead, they see on the pages.
SEEN = [model for model in MAKERS if model._meta.default_permissions]
