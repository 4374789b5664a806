"""Many documents at once, in a fixed number of statements: versions of registry records, rows of tables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Model, Q, QuerySet

from pipeline_tracker.ingest import documents
from pipeline_tracker.models import Company, CompanyAlias, Document, Regulator, Run
from pipeline_tracker.vocabulary.names import company_key, company_words, slug, without_marks

from . import lookups  # noqa: F401  # anyof
from .record import attributes, claims_of, describe, mentions, reread, trial_mentions, unsaved
from .rows import new
from .versions import Version, news
from .work import Drawn, Work

VERSIONED = "registry_record"  # documents of this kind at one address are versions of one record
Restore = Callable[[Document], Version]


@dataclass(frozen=True)
class Batch:
    """Documents about to be stored. ``companies`` are those of which they say something, ``rows`` all that they say; both go into the
    database with ``work``. ``unowned`` tells whether some belong to no company: rows of tables about indications."""

    work: Work
    companies: list[Company]
    rows: list[Model]
    versions: int
    claims: int
    unowned: bool


def known_fingerprints(sha256s: Sequence[str], extractor: str) -> set[str]:
    """Which of the documents are stored and were read by these rules."""
    return set(Document.objects.filter(sha256__anyof=sha256s, extractor=extractor).values_list("sha256", flat=True))


def companies_named(keys: Iterable[str]) -> dict[str, int]:
    """The rows of the companies that are known by these keys: by name, else by an alias that is one company's only."""
    keys = set(keys)
    named = dict(Company.objects.filter(key__anyof=keys).values_list("key", "pk"))
    others: dict[str, set[int]] = defaultdict(set)
    aliases = CompanyAlias.objects.filter(key__anyof=keys - named.keys()).exclude(source="document")
    for key, company in aliases.values_list("key", "company_id"):
        others[key].add(company)
    return named | {key: next(iter(ids)) for key, ids in others.items() if len(ids) == 1}


def documents_of(companies: Collection[int]) -> dict[int, int]:
    """How many documents of each of the companies are stored."""
    rows = Document.objects.filter(company__anyof=companies).order_by()
    return dict(rows.values_list("company_id").annotate(number=Count("pk")))


def batch_of(
    versions: Sequence[Version], known: Mapping[str, int], run: Run, extractor: str, restore: Restore, *, keys: Drawn | None = None
) -> Batch:
    """What is new in the versions, as rows. ``known`` are the companies that exist, by key. Call it in a transaction.

    ``restore`` reads a stored version again: one that arrives between two others changes what the later one adds. Stored documents of
    which that is so are read again at once, and their companies marked as stale.
    """
    work = Work(keys)
    companies = _companies((version.reading.company for version in versions), known, work)
    stored = list(_stored(versions).order_by("pk"))
    rows = {row.sha256: row for row in stored}
    chains: dict[str, list[Version]] = defaultdict(list)
    for row in stored:
        chains[_record(row)].append(restore(row))
    old = {version.document.sha256: version for chain in chains.values() for version in news(chain)}
    for version in versions:
        document, reading = version.document, version.reading
        chain = chains[_record(document)]
        if document.sha256 in rows:  # read before by older rules
            chain[:] = [v for v in chain if v.document.sha256 != document.sha256]
            del old[document.sha256]
        else:
            first = next((row for v in chain if not (row := rows[v.document.sha256]).version_of_id), None)
            rows[document.sha256] = work.add(unsaved(document, companies.get(_key(reading)), run, version_of=first))
        chain.append(version)
        describe(rows[document.sha256], reading, extractor)

    told = {version.document.sha256: version for chain in chains.values() for version in news(chain)}
    # Of those that were stored before: where a version beside them or newer rules change what they add.
    again = [(row, told[row.sha256]) for row in stored if row.company_id and old.get(row.sha256) != told[row.sha256]]
    changed = {row.company_id or 0 for row, version in again if reread(row, version.document, version.reading, extractor)}
    Company.objects.filter(pk__anyof=changed, stale=False).update(stale=True)
    read_again = {row.company_id for row, _ in again}
    for company in companies.values():
        company.stale |= company.pk in read_again  # so that all of it is computed, not only what new documents concern

    added = list(rows.values())[len(stored) :]
    said, claims = _said(added, told, work)
    concerned = {row.company_id for row in added}
    return Batch(
        work=work,
        companies=sorted((c for c in set(companies.values()) if c.pk in concerned or c.pk in changed), key=lambda company: company.pk),
        rows=[*added, *said],
        versions=len(versions),
        claims=claims,
        unowned=None in concerned,
    )


def told_by_others(versions: Sequence[Version], companies: Collection[int]) -> bool:
    """Whether any of the versions, or another version of its record, is stored as another company's."""
    return _stored(versions).exclude(company__anyof=companies).exists() if companies else _stored(versions).exists()


def _stored(versions: Sequence[Version]) -> QuerySet[Document]:
    addresses = {version.document.address for version in versions if version.document.kind == VERSIONED}
    present = Q(kind=VERSIONED, address__anyof=addresses) | Q(sha256__anyof=[version.document.sha256 for version in versions])
    return Document.objects.filter(present)


def _said(rows: list[Document], told: dict[str, Version], work: Work) -> tuple[list[Model], int]:
    """What new documents say, as rows, and the number of claims among them."""
    regulators = dict(Regulator.objects.values_list("code", "pk"))
    said: list[Model] = []
    count = 0
    for row in rows:
        if row.company_id:
            read = (row, told[row.sha256].document, told[row.sha256].reading)
            claims, _, _ = claims_of(*read, regulators)
            count += len(claims)
            said += map(work.add, (*mentions(*read), *trial_mentions(*read), *attributes(*read), *claims))
    return said, count


def _record(document: Document | documents.Document) -> str:
    """What a document is a version of; a row of a table is only itself, wherever it stands."""
    return document.address if document.kind == VERSIONED else document.sha256


def _key(reading: documents.Reading) -> str:
    return company_key(reading.company.name) if reading.company else ""


def _companies(issuers: Iterable[documents.Company | None], known: Mapping[str, int], work: Work) -> dict[str, Company]:
    """The companies by key, those that are unknown created. Stored ones are locked, in one order everywhere, so that of two runs that
    write the same company one waits instead of overwriting."""
    named = {company_key(issuer.name): issuer for issuer in issuers if issuer}
    keys = sorted({known[key] for key in named if key in known})
    stored = {company.pk: company for company in Company.objects.select_for_update().filter(pk__anyof=keys).order_by("pk")}
    found = {}
    for key, issuer in named.items():
        found[key] = stored.get(known.get(key, 0)) or work.add(
            new(
                Company,
                name=without_marks(issuer.name)[:200],
                key=key,
                slug=slug(company_words(issuer.name)),
                sponsor_class=issuer.sponsor_class,
            )
        )
    return found
