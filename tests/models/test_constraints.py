"""Every named constraint of the database refuses what it is there to refuse, whoever writes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, UniqueConstraint

from pipeline_tracker.models import (
    AttributeClaim,
    BenchmarkFigures,
    Claim,
    Company,
    CompanyAlias,
    CompanyCount,
    Document,
    Evidence,
    FacetCount,
    FinancialResult,
    FormerAddress,
    Indication,
    IndicationAlias,
    Milestone,
    PastAssignment,
    PastMilestone,
    PastMilestoneProgram,
    PastPhaseCount,
    PastProgram,
    PastProgramIndication,
    PastStanding,
    PastTrial,
    PastTrialIndication,
    PastTrialProgram,
    PhaseCount,
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
    WindowCount,
)

from .rows import DAY, MAKERS, by_staff, saved, staff, valid

pytestmark = pytest.mark.django_db

EARLIER = DAY - dt.timedelta(days=1)

STATES = (PastMilestone, PastProgram, PastStanding, PastTrial)
LINKS = (PastMilestoneProgram, PastProgramIndication, PastTrialProgram, PastTrialIndication)

# Constraint -> model and what to change of a valid row. A callable makes changes that need rows of their own.
Changes = dict[str, Any] | Callable[[], dict[str, Any]]
REFUSED: list[tuple[str, type[Model], Changes]] = [
    *[(f"{model._meta.model_name}_days_in_order", model, {"known_until": DAY}) for model in (*STATES, *LINKS)],
    ("past_assignment_days_in_order", PastAssignment, {"known_until": DAY}),
    ("former_address_leads_elsewhere", FormerAddress, {"path": "/a/", "target": "/a/"}),
    ("company_has_a_name", Company, {"name": ""}),
    ("company_has_a_key", Company, {"key": ""}),
    ("company_has_a_slug", Company, {"slug": ""}),
    ("company_sponsor_class_known", Company, {"sponsor_class": "x"}),
    ("company_alias_has_a_key", CompanyAlias, {"key": ""}),
    ("company_alias_source_known", CompanyAlias, {"source": "x"}),
    ("run_state_known", Run, {"state": "x"}),
    ("run_counts_add_up", Run, {"read": 4}),
    ("run_note_level_known", RunNote, {"level": "x"}),
    ("document_kind_known", Document, {"kind": "x"}),
    ("document_has_text", Document, {"text": ""}),
    ("document_hash_is_whole", Document, {"sha256": "ab"}),
    ("mention_span_in_order", ProgramMention, {"end": 3}),
    ("mention_has_a_key", ProgramMention, {"key": ""}),
    ("trial_mention_span_in_order", TrialMention, {"end": 3}),
    ("trial_mention_has_an_identifier", TrialMention, {"identifier": ""}),
    ("indication_has_a_name", Indication, {"name": ""}),
    ("indication_has_a_key", Indication, {"key": ""}),
    ("indication_alias_has_a_key", IndicationAlias, {"key": ""}),
    ("program_has_a_name", Program, {"name": ""}),
    ("program_has_a_key", Program, {"key": ""}),
    ("program_modality_known", Program, {"modality": "x"}),
    ("program_origin_known", Program, {"origin": "x"}),
    ("program_source_known", Program, {"source": "x"}),
    ("program_alias_has_a_key", ProgramAlias, {"key": ""}),
    ("program_alias_source_known", ProgramAlias, {"source": "x"}),
    ("program_alias_refused_by_staff_only", ProgramAlias, {"source": "document", "refused": True}),
    ("regulator_has_a_code", Regulator, {"code": ""}),
    ("regulator_territory_known", Regulator, {"territory": "unstated"}),
    ("regulator_name_years_in_order", RegulatorName, {"since": 2018, "until": 2017}),
    ("trial_registry_known", Trial, {"registry": "x"}),
    ("trial_phase_known", Trial, {"phase": "x"}),
    ("trial_has_an_identifier", Trial, {"identifier": ""}),
    ("milestone_kind_known", Milestone, {"kind": "x"}),
    ("milestone_status_known", Milestone, {"status": "overdue"}),
    ("milestone_phase_known", Milestone, {"phase": "x"}),
    ("milestone_territory_known", Milestone, {"territory": "x"}),
    ("milestone_window_consistent", Milestone, {"precision": "day"}),
    ("milestone_window_consistent", Milestone, {"latest": DAY}),
    ("milestone_window_consistent", Milestone, {"precision": "x", "earliest": DAY, "latest": DAY}),
    ("milestone_window_consistent", Milestone, {"precision": "by", "earliest": DAY, "latest": DAY}),
    ("milestone_window_consistent", Milestone, {"precision": "day", "latest": DAY}),
    ("milestone_window_consistent", Milestone, {"precision": "range", "earliest": DAY, "latest": EARLIER}),
    ("milestone_has_a_slug", Milestone, {"slug": ""}),
    ("milestone_asserted_in_order", Milestone, {"asserted_on": EARLIER}),
    ("claim_by_document_or_staff", Claim, {"document": None}),
    ("claim_by_document_or_staff", Claim, {"start": None}),
    ("claim_by_document_or_staff", Claim, {"end": 3}),
    ("claim_by_document_or_staff", Claim, {"quote": ""}),
    ("claim_by_document_or_staff", Claim, lambda: {"author": staff()}),
    ("claim_by_document_or_staff", Claim, lambda: {**by_staff(), "reason": ""}),
    ("claim_by_document_or_staff", Claim, lambda: {**by_staff(), "author": None}),
    ("claim_by_document_or_staff", Claim, lambda: {**by_staff(), "start": 1, "end": 2}),
    ("claim_retraction_dated", Claim, lambda: {"retracted_by": staff()}),
    ("claim_kind_known", Claim, {"kind": "x"}),
    ("claim_status_known", Claim, {"status": "x"}),
    ("claim_phase_known", Claim, {"phase": "x"}),
    ("claim_territory_known", Claim, {"territory": "x"}),
    ("claim_review_known", Claim, {"review": "x"}),
    ("claim_window_consistent", Claim, {"precision": "reported", "earliest": DAY, "latest": DAY}),
    ("claim_confidence_is_a_share", Claim, {"confidence": 1.1}),
    ("claim_confidence_is_a_share", Claim, {"confidence": -0.1}),
    ("evidence_span_in_order", Evidence, {"end": 3}),
    ("evidence_has_a_quote", Evidence, {"quote": ""}),
    ("presentation_time_has_a_day", Presentation, {"day": None}),
    ("presentation_end_has_a_start", Presentation, {"starts": None}),
    ("attributeclaim_by_document_or_staff", AttributeClaim, {"document": None}),
    ("attributeclaim_by_document_or_staff", AttributeClaim, lambda: {**by_staff(), "reason": ""}),
    ("attributeclaim_retraction_dated", AttributeClaim, lambda: {"retracted_by": staff()}),
    ("attribute_claim_field_known", AttributeClaim, {"field": "program.name"}),
    ("attribute_claim_has_a_subject", AttributeClaim, {"subject": ""}),
    ("figure_span_in_order", FinancialResult, {"end": 3}),
    ("figure_metric_known", FinancialResult, {"metric": "x"}),
    ("figure_has_a_period", FinancialResult, {"period": ""}),
    ("standing_phase_known", Standing, {"phase": "phase_4"}),
    ("standing_basis_known", Standing, {"basis": "x"}),
    ("standing_activity_known", Standing, {"activity": "no_development_reported"[:12]}),
    ("standing_territory_known", Standing, {"territory": "global"}),
    ("standing_window_consistent", Standing, {"precision": "month", "latest": DAY}),
]
# Constraint -> model and the fields in which a second row repeats the first.
ONCE: list[tuple[str, type[Model], tuple[str, ...]]] = [
    ("past_assignment_once", PastAssignment, ("claim", "known_from")),
    ("company_key_once", Company, ("key",)),
    ("company_slug_once", Company, ("slug",)),
    ("company_alias_once", CompanyAlias, ("company", "key")),
    ("document_once", Document, ("sha256",)),
    ("document_public_id_once", Document, ("public_id",)),
    ("indication_key_once", Indication, ("key",)),
    ("indication_slug_once", Indication, ("slug",)),
    ("indication_alias_once", IndicationAlias, ("key",)),
    ("claim_uid_once", Claim, ("uid",)),
    ("attributeclaim_uid_once", AttributeClaim, ("uid",)),
    ("mention_once_per_document", ProgramMention, ("document", "key")),
    ("trial_mention_once_per_document", TrialMention, ("document", "registry", "identifier")),
    ("program_once_per_company", Program, ("company", "key")),
    ("program_slug_once_per_company", Program, ("company", "slug")),
    ("program_alias_once", ProgramAlias, ("program", "key")),
    ("regulator_name_once", RegulatorName, ("regulator", "name")),
    ("trial_slug_once", Trial, ("slug",)),
    ("trial_once_per_company", Trial, ("company", "registry", "identifier")),
    ("trial_identifier_once", TrialIdentifier, ("trial", "scheme", "value")),
    ("milestone_slug_once_per_company", Milestone, ("company", "slug")),
    ("evidence_once_per_claim", Evidence, ("claim", "start", "end")),
    ("figure_once_per_document", FinancialResult, ("document", "metric", "period")),
    ("standing_once_per_indication", Standing, ("program", "territory", "indication")),
]


def refusal(row: Model) -> str:
    """The database's own words on a row that it refuses."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    return str(refused.value)


def names(message: str, constraint: str, model: type[Model]) -> bool:
    """Whether the words name the constraint. SQLite names the columns of a unique constraint instead."""
    (found,) = [c for c in model._meta.constraints if c.name == constraint]
    if connection.vendor == "sqlite" and isinstance(found, UniqueConstraint):
        columns = (model._meta.get_field(field).column for field in found.fields)
        return message.endswith(": " + ", ".join(f"{model._meta.db_table}.{column}" for column in columns))
    return constraint in message


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_valid_row_is_taken(model):
    assert saved(model).pk


@pytest.mark.parametrize("model", [Claim, AttributeClaim])
def test_a_claim_of_staff_is_taken(model):
    assert saved(model, **by_staff()).pk


@pytest.mark.parametrize(("constraint", "model", "changes"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_the_database_refuses(constraint, model, changes):
    row = valid(model, **(changes() if callable(changes) else changes))
    assert names(refusal(row), constraint, model)


@pytest.mark.parametrize(("constraint", "model", "fields"), ONCE, ids=lambda value: value if isinstance(value, str) else "")
def test_the_database_takes_once(constraint, model, fields):
    first = saved(model)
    assert names(refusal(valid(model, **{field: getattr(first, field) for field in fields})), constraint, model)


def test_a_program_stands_once_in_a_territory_where_the_indication_is_not_stated():
    first = saved(Standing, indication=None)
    second = valid(Standing, indication=None, program=first.program)
    assert names(refusal(second), "standing_once_without_indication", Standing)
    assert saved(Standing, program=first.program).pk


@pytest.mark.parametrize(
    ("constraint", "model", "changes"),
    [
        pytest.param("claim_by_document_or_staff", Claim, {"end": None}, id="a passage without an end"),
        pytest.param("claim_window_consistent", Claim, {"precision": "month", "earliest": DAY}, id="a window without an end"),
        pytest.param(
            "milestone_window_consistent", Milestone, {"precision": "month", "earliest": DAY}, id="a milestone's window without an end"
        ),
    ],
)
def test_the_database_refuses_what_has_no_end(constraint, model, changes):
    assert names(refusal(valid(model, **changes)), constraint, model)


def test_no_constraint_of_any_table_is_without_a_test():
    tested = {name for name, *_ in (*REFUSED, *ONCE)} | {"standing_once_without_indication"}
    named = {c.name for model in apps.get_app_config("pipeline_tracker").get_models() for c in model._meta.constraints}
    assert tested == named


def test_every_table_but_those_of_history_has_a_valid_row_here():
    models = set(apps.get_app_config("pipeline_tracker").get_models())
    models -= {BenchmarkFigures, CompanyCount, FacetCount, PastPhaseCount, PhaseCount, WindowCount}  # counted as a whole; nobody sees a row
    assert models - set(MAKERS) == {model for model in models if model.__name__.startswith("Historical")} | {
        model for model in models if model._meta.auto_created
    }
