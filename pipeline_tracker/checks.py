"""System checks: what must hold before anything is served, with the remedy in the hint."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


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
