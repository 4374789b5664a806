"""Stores many documents at once in a fixed number of statements: versions of registry records, rows of tables.

Milestones follow later: the companies are marked as stale in the same transaction and refreshed after it, so that an
interrupted run loses nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Q

from pipeline_tracker.ingest import documents
from pipeline_tracker.models import AttributeClaim, Company, CompanyAlias, Document, Regulator, Run, Trial, TrialMention
from pipeline_tracker.vocabulary.names import company_key, company_words, slug, without_marks

from .indications import name_indications
from .record import attributes, claims_of, describe, mentions, reread, trial_mentions, unsaved
from .rows import new
from .snapshot import address_of_number
from .trials import as_told, described_by
from .versions import Version, news
from .work import Work

VERSIONED = "registry_record"  # documents of this kind at one address are versions of one record
Restore = Callable[[Document], Version]


def known_fingerprints(sha256s: Sequence[str], extractor: str) -> set[str]:
    """Which of the documents are stored and were read by these rules."""
    return set(Document.objects.filter(sha256__in=sha256s, extractor=extractor).values_list("sha256", flat=True))


def record_batch(batch: Sequence[Version], run: Run, extractor: str, restore: Restore) -> int:
    """Appends the documents with what is new in them, and returns the number of claims. Call it in a transaction.

    ``restore`` reads a stored version again: one that arrives between two others changes what the later one adds.
    """
    work = Work()
    companies = _companies((version.reading.company for version in batch), work)
    addresses = {version.document.address for version in batch if version.document.kind == VERSIONED}
    present = Q(kind=VERSIONED, address__in=addresses) | Q(sha256__in=[version.document.sha256 for version in batch])
    stored = list(Document.objects.filter(present).order_by("pk"))
    rows = {row.sha256: row for row in stored}
    chains: dict[str, list[Version]] = defaultdict(list)
    for row in stored:
        chains[_record(row)].append(restore(row))
    old = {version.document.sha256: version for chain in chains.values() for version in news(chain)}
    for version in batch:
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
    added = list(rows.values())[len(stored) :]
    claims = _add(added, told, work)
    work.write()
    # Of those that were stored before: where a version beside them or newer rules change what they add.
    again = [(row, told[row.sha256]) for row in stored if row.company_id and old.get(row.sha256) != told[row.sha256]]
    changed = [row for row, version in again if reread(row, version.document, version.reading, extractor)]
    concerned = {row.company_id for row in (*added, *changed) if row.company_id}
    Company.objects.filter(pk__in=concerned, stale=False).update(stale=True)
    if any(row.company_id is None for row in added):
        name_indications()
    return claims


def _add(rows: list[Document], told: dict[str, Version], work: Work) -> int:
    """What new documents say. Returns the number of claims."""
    regulators = dict(Regulator.objects.values_list("code", "pk"))
    numbers = {note.identifier for row in rows if row.kind == VERSIONED for note in told[row.sha256].reading.trials}
    known = dict(Trial.objects.filter(slug__in=[address_of_number(number) for number in numbers]).values_list("identifier", "pk"))
    count = 0
    for row in rows:
        if row.company_id:
            read = (row, told[row.sha256].document, told[row.sha256].reading)
            notes, stated, (claims, _, _) = trial_mentions(*read), attributes(*read), claims_of(*read, regulators)
            if row.kind == VERSIONED:
                _join_trials(notes, stated, known, work)
            for said in (*mentions(*read), *notes, *stated, *claims):
                work.add(said)
            count += len(claims)
    return count


def _join_trials(notes: list[TrialMention], stated: list[AttributeClaim], known: dict[str, int], work: Work) -> None:
    """Points what a record states to the trial of its number, which is created if unknown. A refresh would do the same, but writes
    each of these rows a second time."""
    for note in notes:
        own = [claim for claim in stated if claim.subject == note.identifier and claim.field.startswith("trial.")]
        if note.identifier not in known:
            slug = address_of_number(note.identifier)
            columns = described_by(note) | as_told({claim.field.removeprefix("trial."): claim.value for claim in own})
            trial = new(Trial, company_id=note.company_id, registry=note.registry, identifier=note.identifier, slug=slug, **columns)
            known[note.identifier] = work.add(trial).pk
        for claim in own:
            claim.trial_id = known[note.identifier]


def _record(document: Document | documents.Document) -> str:
    """What a document is a version of; a row of a table is only itself, wherever it stands."""
    return document.address if document.kind == VERSIONED else document.sha256


def _key(reading: documents.Reading) -> str:
    return company_key(reading.company.name) if reading.company else ""


def _companies(issuers: Iterable[documents.Company | None], work: Work) -> dict[str, Company]:
    """The companies by key, those that are unknown created: by name, else by an alias that is one company's only."""
    named = {company_key(issuer.name): issuer for issuer in issuers if issuer}
    found = {company.key: company for company in Company.objects.filter(key__in=named)}
    others: dict[str, set[int]] = defaultdict(set)
    for alias in CompanyAlias.objects.filter(key__in=set(named) - set(found)).exclude(source="document"):
        others[alias.key].add(alias.company_id)
    single = {key: next(iter(ids)) for key, ids in others.items() if len(ids) == 1}
    by_pk = Company.objects.in_bulk(single.values())
    found |= {key: by_pk[pk] for key, pk in single.items()}
    for key, issuer in named.items():
        if key not in found:
            found[key] = work.add(
                new(
                    Company,
                    name=without_marks(issuer.name)[:200],
                    key=key[:200],
                    slug=slug(company_words(issuer.name)),
                    sponsor_class=issuer.sponsor_class,
                    stale=True,
                )
            )
    return found
