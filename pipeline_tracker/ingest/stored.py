"""Stored documents read again: by newer rules, or because the names that are known have changed (architecture, rule 8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Count, Model, QuerySet
from msgspec.structs import replace

from pipeline_tracker.models import Company
from pipeline_tracker.models import Document as DocumentRow

from . import load, tables
from .documents import Catalogue, Document, Reading, Refused
from .extract import VERSION, extract, issuer_of
from .load.versions import Version, news
from .load.work import Work
from .registry.stored import read_stored

RULES = f"rules {VERSION}"  # how rows name the version of the rules that read them
RELEASES = ("press_release", "filing")
BATCH = 1000  # documents whose companies are refreshed together


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
    """Brings companies up to date whose records were stored without it, some in each transaction."""
    for keys in in_batches(Company.objects.filter(stale=True)):
        with transaction.atomic():
            # Locked in one order everywhere, so that two runs cannot block each other.
            companies = list(Company.objects.select_for_update().filter(pk__anyof=keys).order_by("pk"))
            changes = _bring_up_to_date(companies)
        yield from zip(companies, changes, strict=True)


def in_batches(companies: QuerySet[Company]) -> Iterator[list[int]]:
    """Keys of the companies, as many together as have some thousand documents."""
    batch: list[int] = []
    size = 0
    for pk, documents in list(companies.order_by("pk").annotate(size=Count("documents")).values_list("pk", "size")):
        batch.append(pk)
        size += documents
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def bring_up_to_date(company: Company) -> load.Changes:
    """Refreshes a company; where that confirms other names, its releases are read again with them. Call it in a transaction."""
    return _bring_up_to_date([company])[0]


def store(batch: load.Batch) -> list[load.Changes]:
    """Stores a batch and brings its companies up to date, so that each row is written once. Call it in a transaction."""
    return _bring_up_to_date(batch.companies, batch.work, batch.rows)


def _bring_up_to_date(companies: Sequence[Company], work: Work | None = None, rows: Iterable[Model] = ()) -> list[load.Changes]:
    found = load.refresh_all(companies, work, rows)
    again = released(company for company, changes in zip(companies, found, strict=True) if changes.catalogue)
    for number, company in enumerate(companies):
        if company.pk in again:
            found[number] += _read_releases_again(company)
            found[number] += load.refresh(company)
    Company.objects.filter(pk__anyof=[company.pk for company in companies], stale=True).update(stale=False)
    return found


def released(companies: Iterable[Company]) -> set[int]:
    """Those of the companies that have releases, which are read by the names that are known."""
    rows = DocumentRow.objects.filter(company__anyof=[company.pk for company in companies], kind__in=RELEASES)
    return set(rows.order_by().values_list("company_id", flat=True))


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
            reading = _read_release(row, document)
        except Refused as refusal:
            changes.doubts.append(f"{row.public_id} {refusal}")
            continue
        if load.reread(row, document, reading, RULES):
            changes.changed.append(f"document {row.public_id}")
    return changes


def _read_release(row: DocumentRow, document: Document) -> Reading:
    if row.company and not row.issuer_name:
        return read_unsigned(document, row.company)
    return extract(document, catalogue_for(document, _issuer_given(row, document)))


def read_unsigned(document: Document, company: Company) -> Reading:
    """A release that names no company, read with what is known of the one that it belongs to. It stays unsigned."""
    return replace(extract(document, catalogue_for(document, company.name)), company=None)


def _issuer_given(row: DocumentRow, document: Document) -> str:
    """The company that the document was filed under, where its own text would not lead there ("" where it would)."""
    found = issuer_of(document)
    if row.company is None or (found and load.company_named(found.name) == row.company):
        return ""
    return row.company.name
