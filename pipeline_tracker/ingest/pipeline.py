"""From files to milestones: read, extract, record, refresh.

Releases take one transaction each; records of registries and rows of tables go through in batches (see ``bulk``).
"""

import gc
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

from django.db import DatabaseError, transaction

from pipeline_tracker.models import Company, Run
from pipeline_tracker.models import Document as DocumentRow

from . import load, unsigned
from .bulk import UNFIT, Bulk, Selection, internal_error, refused_by_database
from .documents import Company as Issuer
from .documents import Document, Reading, Refused
from .extract import extract
from .readers import SUFFIXES as RELEASES
from .readers import read_release, studies
from .readers import tables as table_files
from .readers.sources import Source
from .stored import RULES, bring_up_to_date, catalogue_for, refresh_stale
from .waiting import Waiting

logger = logging.getLogger(__name__)

SUFFIXES = (*RELEASES, *studies.SUFFIXES, *table_files.SUFFIXES)  # what is read of a folder

MANY = 1000  # documents that change the statistics by which the database plans
# Of a release that names no company.
UNSIGNED = (
    "names no issuing company. It belongs to the one whose other documents name its product or trial, or, while there is none or several, "
    "to none: then nothing that it says counts. --company names the company."
)
State = Literal["created", "unchanged", "refused", "refreshed"]


@dataclass(frozen=True)
class Result:
    """What became of one source, or of a company after its records: ``page`` is the row that has one, None where the source was
    refused; ``code`` and ``message`` say why."""

    source: str
    state: State
    page: Company | DocumentRow | None = None
    code: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()
    claims: int = 0
    changes: load.Changes = field(default_factory=load.Changes)

    @property
    def address(self) -> str:
        """Of the page, "" where there is none. Building addresses takes the whole website to be imported."""
        return self.page.get_absolute_url() if self.page else ""


@dataclass(frozen=True)
class Options:
    """``published`` dates documents that carry no date; ``company`` names the issuer of all of them; ``selection`` says what
    is taken of registry files and tables."""

    published: date | None = None
    company: str = ""
    dry_run: bool = False
    selection: Selection = field(default_factory=Selection)


Progress = Callable[[Literal["reading", "computing"], int, int], None]  # what is done, how far (bytes, companies), and of how many


class _Undo(Exception):
    """Ends a dry run: everything in the transaction is rolled back."""


def ingest(
    sources: Iterable[Source], options: Options, report: Callable[[Result], None], progress: Progress = lambda stage, done, total: None
) -> Counter[str]:
    """Ingests the sources and reports each result. Returns counts by state and of changed rows.

    A release takes one transaction, a table another, records of registries one for some companies at a time.

    ``progress`` is told how far it got: bytes of all files while reading, then companies whose milestones are up to date.
    A refused source costs only itself. An error of the database, or an interruption, ends the run; what was
    committed before stays, and the run says so. A dry run does all of it and rolls everything back.
    """
    counts: Counter[str] = Counter()
    if options.dry_run:
        try:
            with transaction.atomic():
                _run(list(sources), options, report, progress, counts)
                raise _Undo
        except _Undo:
            return counts
    return _run(list(sources), options, report, progress, counts)


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Rows are made in great numbers and let go by their batch, so that looking for cycles among them finds nothing and takes a fifth
    of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(1_000_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@_rare_collection()
def _run(
    sources: Sequence[Source], options: Options, report: Callable[[Result], None], progress: Progress, counts: Counter[str]
) -> Counter[str]:
    load.restore()
    run = load.start_run("ingest", {"company": options.company, "published": str(options.published or "")}, RULES)

    def told(result: Result) -> None:
        _count(result, counts)
        report(result)

    def refuse(source: str, code: str, message: str) -> None:
        load.note(run, "error", code, message, source=source)
        told(Result(source, "refused", code=code, message=message))

    try:
        records = sum(_size(source) for source in sources if source.ends_in(studies.SUFFIXES))
        with Waiting() as waiting, Bulk(run, options.selection, refuse, counts, waiting, size=records) as bulk:
            before, total = 0, sum(map(_size, sources))
            for source in sources:
                if source.path and source.ends_in(studies.SUFFIXES):
                    bulk.add_file(source.path, lambda at, before=before: progress("reading", before + at, total))  # type: ignore[misc]
                elif source.path and source.ends_in(table_files.SUFFIXES):
                    bulk.add_table(source.path, options.published)
                else:
                    told(_take(source, options, run))
                before += _size(source)
                progress("reading", before, total)
            for company, changes in bulk.store(lambda done, total: progress("computing", done, total)):
                told(Result(str(company), "refreshed", company, warnings=tuple(changes.doubts), changes=changes))
        for company, changes in _computed(progress):
            told(Result(str(company), "refreshed", company, warnings=tuple(changes.doubts), changes=changes))
        if counts["created"] and load.brought_names(run):
            for row, changes in unsigned.attribute():
                told(Result(row.address, "refreshed", row, warnings=tuple(changes.doubts), changes=changes))
    except BaseException as error:
        if not options.dry_run:
            _end_early(run, "interrupted" if isinstance(error, KeyboardInterrupt) else "failed", counts)
        raise
    if counts["created"] >= MANY:
        load.analyze()
    load.finish_run(run, "refusals" if counts["refused"] else "done", counts)
    return counts


def _computed(progress: Progress) -> Iterator[tuple[Company, load.Changes]]:
    """Computes the companies of tables and of interrupted runs."""
    stale = Company.objects.filter(stale=True).count()
    for number, done in enumerate(refresh_stale(), 1):
        progress("computing", number, stale)
        yield done


def _size(source: Source) -> int:
    """Bytes of a source, 0 where that is not known."""
    try:
        return source.path.stat().st_size if source.path else 0
    except OSError:
        return 0


def _end_early(run: Run, state: str, counts: Counter[str]) -> None:
    """Marks a run that broke off; a database that is gone cannot be told, and the first error matters more."""
    try:
        load.finish_run(run, state, counts)
    except DatabaseError:
        logger.warning("Run %s could not be marked as %s", run.pk, state)


def _count(result: Result, counts: Counter[str]) -> None:
    counts[result.state] += 1  # records that are taken are counted in their batch
    counts["claims_created"] += result.claims
    for what in ("created", "changed", "removed"):
        counts[f"milestones_{what}"] += result.changes.count(what, "milestone")


def _take(source: Source, options: Options, run: Run) -> Result:
    """One source through the whole flow."""
    try:
        data = source.read()
        known = load.known_document(sha256(data).hexdigest())
        if known and (known.issuer_name or not options.company):
            return Result(source.name, "unchanged", known)
        document, reading = _understand(data, source, options)
        with transaction.atomic():
            if known:
                return _sign(source, known, document, reading, options)
            return _store(source, document, reading, options, run)
    except UNFIT as error:
        refusal = refused_by_database(source.name, error)
    except Refused as found:
        refusal = found
    load.note(run, "error", refusal.code, str(refusal), source=source.name)
    return Result(source.name, "refused", code=refusal.code, message=str(refusal))


def _understand(data: bytes, source: Source, options: Options) -> tuple[Document, Reading]:
    """Read and extract. A fault of ours costs this document only, is logged in full, and is told as such."""
    try:
        document = read_release(data, address=source.name, file_name=source.file_name, published=options.published)
        return document, extract(document, catalogue_for(document, options.company))
    except Refused:
        raise
    except Exception as error:
        raise internal_error(source.name, error) from error


def _sign(source: Source, row: DocumentRow, document: Document, reading: Reading, options: Options) -> Result:
    """Files an unsigned release, stored before, under the company that the caller names, for good."""
    company, doubt = load.company_of(Issuer(options.company))
    changes = unsigned.move(row, company)
    load.reread(row, document, reading, RULES)
    changes += bring_up_to_date(company)
    warnings = tuple(dict.fromkeys(w for w in (doubt, *changes.doubts) if w))
    return Result(source.name, "refreshed", row, warnings=warnings, changes=changes)


def _store(source: Source, document: Document, reading: Reading, options: Options, run: Run) -> Result:
    issuer = Issuer(options.company) if options.company else reading.company
    if issuer is None:
        if not unsigned.names_something(reading):
            raise Refused("no-company", "names no issuing company. Name it with --company.")
        row = load.record(document, unsigned.UNREAD, None, run, extractor=run.version)
        load.note(run, "warning", "no-company", UNSIGNED, source=source.name)
        return Result(source.name, "created", row, warnings=(UNSIGNED,))
    company, doubt = load.company_of(issuer)
    # Two runs that write the same company wait for each other instead of overwriting.
    Company.objects.select_for_update().get(pk=company.pk)
    row = load.record(document, reading, company, run, extractor=run.version)
    changes = bring_up_to_date(company)
    warnings = tuple(dict.fromkeys(w for w in (doubt, *changes.doubts) if w))
    for warning in warnings:
        load.note(run, "warning", "doubt", warning, source=source.name)
    return Result(source.name, "created", row, warnings=warnings, claims=len(reading.claims), changes=changes)
