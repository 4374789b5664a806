"""The admin's front page: titles, and tables grouped by what they are about."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

GROUPS = {
    "What companies have": ("Company", "CompanyAlias", "Program", "ProgramAlias", "Trial", "TrialIdentifier"),
    "What was said": (
        "Document",
        "Claim",
        "AttributeClaim",
        "Evidence",
        "Presentation",
        "ProgramMention",
        "TrialMention",
        "FinancialResult",
    ),
    "What is so": ("Milestone", "Standing"),
    "Terms": ("Indication", "IndicationAlias", "Regulator", "RegulatorName"),
    "Operation": ("Run", "RunNote", "FormerAddress"),
}


def grouped(app: dict[str, Any]) -> list[dict[str, Any]]:
    """Our app's entry as one entry for each group, in the order above."""
    models = {model["object_name"]: model for model in app["models"]}
    entries = ({**app, "name": name, "models": [models[m] for m in names if m in models]} for name, names in GROUPS.items())
    return [entry for entry in entries if entry["models"]]


def install() -> None:
    """Set the default site up. It exists already when this app loads, so it is changed rather than replaced."""
    site = admin.site
    site.site_header = "Pipeline Tracker"
    site.site_title = "Pipeline Tracker"
    site.index_title = "Curation"
    plain = site.get_app_list

    def get_app_list(request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = plain(request, app_label)
        if app_label:
            return apps
        ours = [entry for app in apps if app["app_label"] == "pipeline_tracker" for entry in grouped(app)]
        return ours + [app for app in apps if app["app_label"] != "pipeline_tracker"]

    site.get_app_list = get_app_list  # type: ignore[method-assign]
