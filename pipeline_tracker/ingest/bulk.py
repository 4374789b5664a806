"""Registry records and rows of tables through the flow, many at once.

Records that are new wait on disk until all files are read. Then they are mapped, stored and computed, some companies in each
transaction: an interrupted run goes on where it stopped. Rows of a table are stored in one transaction, and their companies marked
as stale in it, to be computed at the end. What is needed in memory does not depend on the size of the input.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
from django.db import transaction

from pipeline_tracker.models import Company, Run
from pipeline_tracker.vocabulary.names import company_key

from . import load, tables
from .documents import Refused
from .load.versions import Version
from .load.work import Drawn
from .readers.studies import BadStudy, RawStudy, studies_in
from .registry import mapping
from .registry.choice import Choice
from .registry.study import Study
from .stored import restore, store
from .waiting import Waiting

logger = logging.getLogger(__name__)

BATCH = 1000  # records that are looked up together
GROUP = 600  # records that are stored together, where no company has more
TABLE_RULES = "tables 1"

Refuse = Callable[[str, str, str], None]  # source, code, message
T = TypeVar("T")


class _Record(msgspec.Struct, array_like=True, gc=False):
    """A study that waits: where it was read, its fingerprint, and what is used of it."""

    source: str
    sha256: str
    study: Study


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(_Record).decode


@dataclass(frozen=True)
class Selection:
    """Which studies are taken, whether sponsors outside industry have programs, and whether a table with errors is taken in part."""

    choice: Choice = field(default_factory=Choice)
    every_sponsor: bool = False
    partial: bool = False

    @property
    def rules(self) -> str:
        return f"mapping {mapping.VERSION}" + (", every sponsor" if self.every_sponsor else "")


class Bulk:
    """Records on their way into the database. ``refuse`` is told of each that is not taken."""

    def __init__(self, run: Run, selection: Selection, refuse: Refuse, counts: Counter[str], waiting: Waiting):
        self.run, self.selection, self.refuse, self.counts = run, selection, refuse, counts
        self._read: list[RawStudy] = []
        self._waiting = waiting

    @property
    def waiting(self) -> int:
        """How many studies are to be stored."""
        return len(self._waiting)

    def add_file(self, path: Path, read: Callable[[int], None]) -> None:
        """Takes a file's studies. ``read`` is told after each batch how many of its bytes have been read."""
        try:
            with path.open("rb") as file:
                for study in studies_in(file, str(path)):
                    if isinstance(study, BadStudy):
                        self.refuse(study.source, study.code, study.message)
                        continue
                    self._read.append(study)
                    if len(self._read) >= BATCH:
                        self._look_up()
                        read(file.tell())
        except OSError as error:
            told = f"cannot be read: {error.strerror}. Check that it exists and that you may read it."
            self.refuse(str(path), "unreadable", told)
        self._look_up()

    def _look_up(self) -> None:
        """Passes over the studies that are stored as they are; the others wait."""
        studies, self._read = self._read, []
        by_print = {mapping.fingerprint(study.data): study for study in studies}
        known = load.known_fingerprints(list(by_print), self.selection.rules)
        self.counts["unchanged"] += len(studies) - len(by_print) + len(known)
        for sha256, raw in by_print.items():
            if sha256 not in known and (study := self._tried(raw.source, self._chosen, raw)):
                company = company_key(study.protocol_section.sponsor_collaborators_module.lead_sponsor.name)
                self._waiting.add(company, _pack(_Record(raw.source, sha256, study)))

    def _chosen(self, raw: RawStudy) -> Study | None:
        study = mapping.decode(raw.data)
        if self.selection.choice.takes(study):
            return study
        self.counts["not_chosen"] += 1
        return None

    def _tried(self, source: str, what: Callable[..., T], *arguments: object) -> T | None:
        """What comes of it, None where it is refused. A fault of ours costs this record only."""
        try:
            return what(*arguments)
        except Refused as refusal:
            found = refusal
        except Exception as error:
            found = internal_error(source, error)
        self.refuse(source, found.code, str(found))
        return None

    def store(self, progress: Callable[[int, int], None]) -> Iterator[tuple[Company, load.Changes]]:
        """Stores the studies that wait, and tells what each company came to. ``progress`` is told of how many companies of how many."""
        known = load.companies_named(self._waiting.companies)
        total, done = len(self._waiting.companies), 0
        for batch, changes in self._stored(known):
            self._count(batch)
            for finished in zip(batch.companies, changes, strict=True):
                done += 1
                progress(done, total)
                yield finished

    def _stored(self, known: Mapping[str, int]) -> Iterator[tuple[load.Batch, list[load.Changes]]]:
        """Batches that are in the database. Those of companies that are all new are written while the next one is computed."""
        keys: Drawn = {}
        handed_over: list[tuple[load.Batch, list[load.Changes]]] = []
        with load.Writer() if self.waiting > GROUP and load.parallel() else nullcontext() as writer:
            for group in self._waiting.groups(GROUP, known):
                versions = self._versions(group)
                addresses = frozenset(version.document.address for version in versions)
                if writer and writer.clashes(addresses):
                    writer.wait()
                with transaction.atomic():
                    batch = load.batch_of(versions, known, self.run, self.selection.rules, restore, keys=keys)
                    if writer and batch.fresh:
                        changes = load.compute_all(batch.companies, batch.work, batch.rows, writer.indications)
                        writer.write(batch.work, addresses)
                    else:
                        if writer:
                            writer.wait()
                        changes = store(batch)
                yield from handed_over
                handed_over = [(batch, changes)]
        yield from handed_over

    def _versions(self, group: list[bytes]) -> list[Version]:
        """The records as they read, each once."""
        versions: dict[str, Version] = {}
        for packed in group:
            record = _unpack(packed)
            if record.sha256 in versions:
                self.counts["unchanged"] += 1
            elif version := self._tried(record.source, self._map, record):
                versions[record.sha256] = version
        return list(versions.values())

    def _map(self, record: _Record) -> Version:
        return Version(*mapping.map_study(record.study, record.sha256, every_sponsor=self.selection.every_sponsor))

    def add_table(self, path: Path, published: date | None) -> None:
        """A table's rows: all of them, or none where one has a fault, unless a part is asked for. So the file is read twice."""
        bad = 0
        try:
            for row in tables.read_table(path, path.name, published):
                if isinstance(row, tables.BadRow):
                    bad += 1
                    self.refuse(row.source, row.code, row.message)
            if bad and not self.selection.partial:
                told = f"nothing of it was taken, because {bad} of its rows have errors. Mend them, or take the others with --partial."
                self.refuse(str(path), "table-with-errors", told)
                return
            with transaction.atomic():
                for batch in _batches(row for row in tables.read_table(path, path.name, published) if isinstance(row, tables.Row)):
                    self._store_rows(batch)
        except Refused as refusal:
            self.refuse(str(path), refusal.code, str(refusal))

    def _store_rows(self, rows: list[tables.Row]) -> None:
        by_sha = {row.document.sha256: row for row in rows}
        known = set(load.known_fingerprints(list(by_sha), TABLE_RULES))
        known |= load.held([(sha, row.copied) for sha, row in by_sha.items() if row.copied and sha not in known])
        self.counts["unchanged"] += len(rows) - len(by_sha) + len(known)
        versions = [Version(row.document, row.reading) for sha, row in by_sha.items() if sha not in known]
        if not versions:
            return
        companies = load.companies_named({company_key(v.reading.company.name) for v in versions if v.reading.company})
        batch = load.batch_of(versions, companies, self.run, TABLE_RULES, restore)
        batch.work.write()
        Company.objects.filter(pk__in=[company.pk for company in batch.companies], stale=False).update(stale=True)
        if batch.unowned:
            load.name_indications()
        self._count(batch)

    def _count(self, batch: load.Batch) -> None:
        self.counts["created"] += batch.versions
        self.counts["claims_created"] += batch.claims


def internal_error(source: str, error: Exception) -> Refused:
    """A fault of ours, logged in full and told as such."""
    logger.error("Reading failed on %s", source, exc_info=error)
    return Refused("internal-error", f"could not be read because of an error in the program ({type(error).__name__}); please report it.")


def _batches(rows: Iterable[tables.Row]) -> Iterator[list[tables.Row]]:
    batch: list[tables.Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
