"""Releases that name no company: each belongs to the one company whose other documents name a product or trial that it names.

Until such a name is known, or while several companies have it, the release is stored and belongs to none: nothing that it says counts.
Whose it is follows from the signed documents alone, and is asked anew whenever a run has brought some, so that the order of
arrival plays no part. Who knows better names the company when ingesting it (``--company``).
"""

from collections.abc import Iterator

from django.db import transaction

from pipeline_tracker.models import Company
from pipeline_tracker.models import Document as DocumentRow
from pipeline_tracker.vocabulary.names import name_key

from . import load
from .documents import Reading, Refused
from .extract import extract
from .stored import RELEASES, RULES, bring_up_to_date, read_unsigned, stored

UNREAD = Reading(None)  # what counts of a release that belongs to nobody


def names_something(reading: Reading) -> bool:
    """Whether the release names a product or a trial by which its company may become known."""
    return bool(_products(reading) or _trials(reading))


def attribute() -> Iterator[tuple[DocumentRow, load.Changes]]:
    """Gives each unsigned release to its company, or takes it from one that is no longer the only one. Yields those that moved."""
    for row in DocumentRow.objects.filter(kind__in=RELEASES, issuer_name="").select_related("company").order_by("published", "sha256"):
        try:
            reading = extract(stored(row))
        except Refused:  # too slow, as it was not when it was stored: it stays where it is
            continue
        company = load.company_with(_products(reading), _trials(reading))
        if company != row.company:
            with transaction.atomic():
                yield row, move(row, company)


def move(row: DocumentRow, company: Company | None) -> load.Changes:
    """Files an unsigned release under another company, or under none. Call it in a transaction."""
    document, changes, before = stored(row), load.Changes(), row.company
    concerned = {one.pk for one in (before, company) if one}
    list(Company.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))
    if before:
        load.reread(row, document, UNREAD, RULES)
    load.file_under(row, company)
    if before:
        changes += bring_up_to_date(before)
    if company:
        load.reread(row, document, read_unsigned(document, company), RULES)
        changes += bring_up_to_date(company)
    return changes


def _products(reading: Reading) -> set[str]:
    return {name_key(name) for program in reading.programs for name in (program.name, *program.aliases)} - {""}


def _trials(reading: Reading) -> set[str]:
    return {claim.trial for claim in reading.claims if claim.trial}
