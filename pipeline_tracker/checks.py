"""System checks: what must hold before anything is served, with the remedy in the hint."""

from collections.abc import Sequence

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from pipeline_tracker.models.search import has_fts5, has_trigrams, is_installed


@register("settings")
def secret_key_is_set(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    # Read from the module's dictionary: attribute access raises on an empty key, without naming a remedy.
    if vars(settings._wrapped).get("SECRET_KEY"):  # type: ignore[misc]  # not part of the stubs
        return []
    return [
        Error(
            "SECRET_KEY is not set.",
            hint="Copy .env.sample to .env and fill in SECRET_KEY as it says, or run `python manage.py demo`, which needs none.",
            id="pipeline_tracker.E001",
        )
    ]


@register(Tags.database)
def search_is_quick(app_configs: object, databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Search works without either, but reads names or texts from end to end. `migrate` and `check --database default` tell."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "sqlite" and not has_fts5():
            hint = "Use a Python whose SQLite has FTS5, or PostgreSQL."
            found.append(Warning("SQLite was compiled without FTS5: searching texts is slow.", hint=hint, id="pipeline_tracker.W001"))
        if connection.vendor == "postgresql" and is_installed(connection) and not has_trigrams(connection):
            hint = "Let an administrator of the database run `CREATE EXTENSION pg_trgm`, then run `python manage.py migrate`."
            found.append(Warning("The extension pg_trgm is missing: searching names is slow.", hint=hint, id="pipeline_tracker.W002"))
    return found
