"""Stored documents read again: by newer rules, or because the names that are known have changed (architecture, rule 8)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from pipeline_tracker.models import Company
from pipeline_tracker.models import Document as DocumentRow

from . import load, tables
from .documents import Catalogue, Document, Reading, Refused
from .extract import VERSION, extract
from .extract.issuer import issuer_of
from .load.versions import Version, news
from .registry.stored import read_stored

RULES = f"rules {VERSION}"  # how rows name the version of the rules that read them
RELEASES = ("press_release", "filing")


def catalogue_for(document: Document, named: str = "") -> Catalogue:
    """What is known of the issuer's programs; ``named`` is the caller's word for the issuer."""
    issuer = issuer_of(document, named)
    company = load.company_named(issuer.name) if issuer else None
    known = load.known_programs(company) if company else ()
    return Catalogue(company=named, programs={issuer.name: known} if issuer and known else {})


def read_again(company: Company) -> load.Changes:
    """Reads the company's documents anew with the present rules and names, then refreshes it. Call it in a transaction.

    Needed whenever names are confirmed, given or refused: what documents say must not depend on whether they came before or after.
    """
    changes = _read_releases_again(company)
    records: dict[str, list[DocumentRow]] = defaultdict(list)
    for row in company.documents.exclude(kind__in=RELEASES).order_by("published", "sha256").iterator(chunk_size=500):
        records[row.address if row.kind == load.VERSIONED else row.sha256].append(row)
    for rows in records.values():
        by_sha = {row.sha256: row for row in rows}
        for version in news(map(restore, rows)):
            row = by_sha[version.document.sha256]
            if load.reread(row, version.document, version.reading, row.extractor):
                changes.changed.append(f"document {row.public_id}")
    changes += load.refresh(company)
    return changes


def refresh_stale() -> Iterator[tuple[Company, load.Changes]]:
    """Brings companies up to date whose records were stored without it, one transaction each."""
    for pk in list(Company.objects.filter(stale=True).order_by("key").values_list("pk", flat=True)):
        with transaction.atomic():
            company = Company.objects.select_for_update().get(pk=pk)
            yield company, bring_up_to_date(company)


def bring_up_to_date(company: Company) -> load.Changes:
    """Refreshes a company; where that confirms other names, its releases are read again with them. Call it in a transaction."""
    before = load.known_programs(company)
    changes = load.refresh(company)
    if load.known_programs(company) != before and company.documents.filter(kind__in=RELEASES).exists():
        changes += _read_releases_again(company)
        changes += load.refresh(company)
    if company.stale:
        company.stale = False
        company.save_without_historical_record()
    return changes


def restore(row: DocumentRow) -> Version:
    """A stored record, or row of a table, as it reads by the present rules."""
    return Version(stored(row), _reading_of(row))


def stored(row: DocumentRow) -> Document:
    """The document as it was read, from its row."""
    return Document(row.kind, row.text, row.sha256, row.address, row.title, row.published, row.published_from)


def _reading_of(row: DocumentRow) -> Reading:
    if row.kind == "table":
        return tables.understand(row.text)
    return replace(read_stored(row.text, every_sponsor="every sponsor" in row.extractor), seen=row.seen)


def _read_releases_again(company: Company) -> load.Changes:
    changes = load.Changes()
    for row in company.documents.filter(kind__in=RELEASES).order_by("published", "sha256").iterator(chunk_size=50):
        document = stored(row)
        try:
            reading = extract(document, catalogue_for(document, _issuer_given(row, document)))
        except Refused as refusal:
            changes.doubts.append(f"{row.public_id} {refusal}")
            continue
        if load.reread(row, document, reading, RULES):
            changes.changed.append(f"document {row.public_id}")
    return changes


def _issuer_given(row: DocumentRow, document: Document) -> str:
    """The company that the document was filed under, where its own text would not lead there ("" where it would)."""
    found = issuer_of(document)
    if row.company is None or (found and load.company_named(found.name) == row.company):
        return ""
    return row.company.name
