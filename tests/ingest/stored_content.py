"""All that the database holds, told without the keys of its rows, so that two ways of loading can be compared."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    Document,
    Indication,
    Milestone,
    PastAssignment,
    PastMilestone,
    PastMilestoneProgram,
    PastProgram,
    PastStanding,
    PastTrial,
    Program,
    Regulator,
    Run,
    RunNote,
    Trial,
)

NAMES: Mapping[type[Model], tuple[str, ...]] = {
    AttributeClaim: ("uid",),
    Claim: ("uid",),
    Company: ("key",),
    Document: ("sha256",),
    Indication: ("key",),
    Milestone: ("company__key", "slug"),
    Program: ("company__key", "key"),
    Regulator: ("code",),
    Trial: ("slug",),
}
STANDS_FOR = {
    (PastProgram, "stands_for"): Program,
    (PastTrial, "stands_for"): Trial,
    (PastMilestone, "stands_for"): Milestone,
    (PastMilestone, "answered_by"): Milestone,
    (PastMilestoneProgram, "milestone"): Milestone,
    (PastStanding, "milestone"): Milestone,
    (PastAssignment, "milestone"): Milestone,
}
OF_THE_RUN = ("id", "created_at", "retrieved_at", "retracted_at", "counted_at", "history_id", "history_date", "run_id", "first_id")


def content() -> dict[str, list[tuple]]:
    """The rows of each table, sorted; keys of rows are replaced by what the rows are called."""
    names = {
        model: {pk: tuple(name) for pk, *name in model._default_manager.order_by().values_list("pk", *columns)}
        for model, columns in NAMES.items()
    }
    models = apps.get_app_config("pipeline_tracker").get_models(include_auto_created=True)
    return {model.__name__: _rows(model, names) for model in models if model not in (Run, RunNote)}


def _rows(model: type[Model], names: Mapping[type[Model], Mapping[int, tuple]]) -> list[tuple]:
    columns: dict[str, Callable[[Any], Any]] = {}
    for field in model._meta.concrete_fields:
        related = STANDS_FOR.get((model, field.attname)) or field.related_model
        if field.attname in OF_THE_RUN or (model, field.attname) == (PastStanding, "stands_for"):
            continue
        columns[field.attname] = (lambda key, related=related: _called(key, related, names)) if related in names else _plain
    rows = model._default_manager.order_by().values_list(*columns)
    return sorted(tuple(f"{told(value)}" for told, value in zip(columns.values(), row, strict=True)) for row in rows)


def _plain(value: object) -> str:
    """The value; what a program is called on its way out (`Work.write`) is made of its key."""
    return "~" if isinstance(value, str) and value.startswith("~") and value[1:].isdecimal() else repr(value)


def _called(key: int | None, model: type[Model], names: Mapping[type[Model], Mapping[int, tuple]]) -> tuple | None:
    """What a row is called; earlier events that are none of now are called by their first claim. None for one that is gone."""
    if key is None:
        return None
    return ("~", *names[Claim][-key]) if key < 0 else names[model].get(key)
