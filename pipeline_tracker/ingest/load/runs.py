"""Runs: the record of what a command read, stored and refused."""

from collections import Counter
from typing import Any

from django.utils import timezone

from pipeline_tracker.models import Run, RunNote

from .ahead import count_ahead


def start_run(command: str, arguments: dict[str, Any], version: str) -> Run:
    return Run.objects.create(command=command, arguments=arguments, version=version, started_at=timezone.now())


def finish_run(run: Run, state: str, counts: Counter[str]) -> None:
    """Also brings up to date what is counted over all companies."""
    for name in ("created", "unchanged", "refused", "claims_created", "milestones_created", "milestones_changed", "milestones_removed"):
        setattr(run, name, counts[name])
    changed = any(count for name, count in counts.items() if name not in ("unchanged", "refused", "not_chosen"))
    count_ahead(changed=changed, everything=run.command == "rebuild")
    run.read = run.created + run.unchanged + run.refused
    run.state = state
    run.finished_at = timezone.now()
    run.save()


def note(run: Run, level: str, code: str, message: str, *, source: str = "", record: str = "", field: str = "") -> None:
    RunNote.objects.create(
        run=run, level=level, code=code[:40], message=message, source=source[:1000], record=record[:200], field=field[:100]
    )
