"""What is computed, computed again: milestones from claims, and where asked, claims from documents."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction

from pipeline_tracker.models import Company
from pipeline_tracker.models import Document as DocumentRow

from . import load
from .documents import Document, Refused
from .extract import extract
from .extract.issuer import issuer_of
from .pipeline import RULES, catalogue_for


def rebuild(*, check: bool = False, read: bool = False, progress: Callable[[Iterable[Company]], Iterable[Company]] = iter) -> load.Changes:
    """Refreshes every company, one transaction each; with ``read`` its documents are read again first; with ``check``
    each is rolled back. Returns all that changed."""
    total = load.Changes()
    for company in progress(Company.objects.order_by("pk").iterator(chunk_size=500)):
        with transaction.atomic():
            locked = Company.objects.select_for_update().get(pk=company.pk)
            total += read_again(locked) if read else load.refresh(locked)
            if check:
                transaction.set_rollback(True)
    if not check:
        run = load.start_run("rebuild", {"read": read}, RULES)
        counts = Counter({f"milestones_{what}": total.count(what, "milestone") for what in ("created", "changed", "removed")})
        load.finish_run(run, "done", counts)
    return total


def read_again(company: Company) -> load.Changes:
    """Reads the company's documents anew with the present rules and names, then refreshes it. Call it in a transaction.

    Needed whenever names are confirmed, given or refused: what documents say must not depend on whether they came before or after.
    """
    changes = load.Changes()
    for row in company.documents.order_by("published", "sha256").iterator(chunk_size=50):
        document = stored(row)
        try:
            reading = extract(document, catalogue_for(document, _issuer_given(row, document)))
        except Refused as refusal:
            changes.doubts.append(f"{row.public_id} {refusal}")
            continue
        if load.reread(row, document, reading, RULES):
            changes.changed.append(f"document {row.public_id}")
    changes += load.refresh(company)
    return changes


def stored(row: DocumentRow) -> Document:
    """The document as it was read, from its row."""
    return Document(row.kind, row.text, row.sha256, row.address, row.title, row.published, row.published_from)


def _issuer_given(row: DocumentRow, document: Document) -> str:
    """The company that the document was filed under, where its own text would not lead there ("" where it would)."""
    found = issuer_of(document)
    if row.company is None or (found and load.company_named(found.name) == row.company):
        return ""
    return row.company.name
