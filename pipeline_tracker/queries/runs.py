"""Runs in a list, and one run with its notes."""

from dataclasses import dataclass

from django.db.models import QuerySet

from pipeline_tracker.models import Document, Run, RunNote

SHOWN = 500  # notes and documents on a run's page


def run_list() -> QuerySet[Run]:
    """Every run; what filters narrow."""
    return Run.objects.all()


@dataclass(frozen=True)
class RunPage:
    """One run: its notes and the documents that it stored, at most SHOWN of each."""

    run: Run
    notes: list[RunNote]
    documents: list[Document]


def run_page(pk: int) -> RunPage:
    """Raises Run.DoesNotExist."""
    run = Run.objects.get(pk=pk)
    return RunPage(
        run=run,
        notes=list(run.notes.all()[:SHOWN]),
        documents=list(run.documents.select_related("company").defer("text", "ledger")[:SHOWN]),
    )
