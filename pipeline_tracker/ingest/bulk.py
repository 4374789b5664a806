"""Registry records and rows of tables through the flow, many at once.

Records that are new wait on disk until all files are read. Then they are mapped, stored and computed, some companies in each
transaction: an interrupted run goes on where it stopped. Rows of a table are stored in one transaction, and their companies marked
as stale in it, to be computed at the end. What is needed in memory does not depend on the size of the input.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from math import ceil
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from django.db import DataError, IntegrityError, transaction

from pipeline_tracker.models import Company, Run
from pipeline_tracker.vocabulary.names import company_key

from . import load, tables, workers
from .documents import Refused
from .extract.mesh import normal_form
from .load.versions import Version
from .load.work import Drawn
from .readers.studies import BadStudy, RawStudy, studies_in
from .registry import mapping
from .registry.choice import Choice
from .registry.study import Study
from .shelf import BYTES, Lent, Shelf
from .stored import released, restore, store
from .waiting import Places, Spans, Waiting

logger = logging.getLogger(__name__)

BATCH = 500  # records that are looked up together
GROUP = 300  # records that are stored together, where no company has more
STORED = 1500  # the same with those that are stored of the companies
MUCH = 1_000_000  # bytes from which on other processes help; they take some hundredths of a second to make
TABLE_RULES = "tables 1"

Refuse = Callable[[str, str, str], None]  # source, code, message
T = TypeVar("T")
UNFIT = (DataError, IntegrityError)  # what a database says of values that it does not take


class _Record(msgspec.Struct, array_like=True, gc=False):
    """A study that waits: where it was read, its fingerprint, and what is used of it."""

    source: str
    sha256: str
    study: Study


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(_Record).decode


@dataclass
class _Outcome:
    """What became of some records."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, *told: str) -> None:
        self.refused.append(told)  # type: ignore[arg-type]


@dataclass
class _Read(_Outcome):
    """``new``: company, subject and packed record of each that is to wait."""

    new: list[tuple[str, int, bytes]] = field(default_factory=list)


class _Group(NamedTuple):
    """All that waits of some companies. ``known`` are those of them that are stored, by key."""

    places: Places
    spans: Spans
    known: dict[str, int]


@dataclass
class _Stored(_Outcome):
    """What became of some companies' records."""

    companies: list[Company] = field(default_factory=list)
    changes: list[load.Changes] = field(default_factory=list)

    def with_batch(self, batch: load.Batch, changes: list[load.Changes]) -> "_Stored":
        self.companies, self.changes = batch.companies, changes
        self.counts.update(created=batch.versions, claims_created=batch.claims)
        return self


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
    """Records on their way into the database. ``refuse`` is told of each that is not taken.

    Use it in a ``with`` statement that tells how many bytes of records are to be expected: of many, other processes read and store some.
    Each is a copy of this one as it is when they are made.
    """

    def __init__(self, run: Run, selection: Selection, refuse: Refuse, counts: Counter[str], waiting: Waiting, *, size: int):
        self.run, self.selection, self.refuse, self.counts = run, selection, refuse, counts
        self._waiting, self._size = waiting, size
        self._keys: Drawn = {}
        self._helpers: workers.Workers | None = None

    def __enter__(self) -> "Bulk":
        if self._size >= MUCH and load.shared() and workers.possible():
            load.let_go()
            normal_form("")  # the vocabulary of diseases is read once, and not by each process
            self._shelf = Shelf(workers.at_once())
            self._helpers = workers.Workers(look_up=self._look_up_lent, store=self._store_beside)
        return self

    def __exit__(self, *raised: object) -> None:
        if self._helpers:
            self._helpers.__exit__(*raised)

    def add_file(self, path: Path, read: Callable[[int], None]) -> None:
        """Takes a file's studies. ``read`` is told after each batch how many of its bytes have been read."""
        batches = self._batches_in(path, read)
        found: Iterable[_Read]
        if self._helpers:
            found = (found for _, found in self._helpers.map("look_up", self._shelf.lend(batches)))
        else:
            found = map(self._look_up, batches)
        for one in found:
            self._count(one)
            for record in one.new:
                self._waiting.add(*record)

    def _batches_in(self, path: Path, read: Callable[[int], None]) -> Iterator[list[RawStudy]]:
        try:
            with path.open("rb") as file:
                for batch in _of_size(BATCH, BYTES, self._good(studies_in(file, str(path)))):
                    yield batch
                    read(file.tell())
        except OSError as error:
            told = f"cannot be read: {error.strerror}. Check that it exists and that you may read it."
            self.refuse(str(path), "unreadable", told)

    def _good(self, studies: Iterable[RawStudy | BadStudy]) -> Iterator[RawStudy]:
        for study in studies:
            if isinstance(study, BadStudy):
                self.refuse(study.source, study.code, study.message)
            else:
                yield study

    def _count(self, outcome: _Outcome) -> None:
        self.counts.update(outcome.counts)
        for refused in outcome.refused:
            self.refuse(*refused)

    def _look_up_lent(self, batch: Lent | Sequence[RawStudy]) -> _Read:
        return self._look_up(self._shelf.taken(batch))

    def _look_up(self, batch: Sequence[RawStudy]) -> _Read:
        """Passes over the studies that are stored as they are, and those that are not chosen."""
        found = _Read()
        by_print = {mapping.fingerprint(study.data): study for study in batch}
        known = load.known_fingerprints(list(by_print), self.selection.rules)
        found.counts["unchanged"] = len(batch) - len(by_print) + len(known)
        for sha256, raw in by_print.items():
            if sha256 not in known and (study := _tried(found.refuse, raw.source, self._chosen, raw, found)):
                company = company_key(study.protocol_section.sponsor_collaborators_module.lead_sponsor.name)
                number = int(study.protocol_section.identification_module.nct_id.removeprefix("NCT"))
                found.new.append((company, number, _pack(_Record(raw.source, sha256, study))))
        return found

    def _chosen(self, raw: RawStudy, found: _Read) -> Study | None:
        study = mapping.decode_unchecked(raw.data)
        if not self.selection.choice.takes(study):
            found.counts["not_chosen"] += 1
            return None
        mapping.check(study, raw.data)
        return study

    def store(self, progress: Callable[[int, int], None]) -> Iterator[tuple[Company, load.Changes]]:
        """Stores the studies that wait, and tells what each company came to. ``progress`` is told of how many companies of how many."""
        total, done = len(self._waiting.companies), 0
        for stored in self._stored():
            self._count(stored)
            for finished in zip(stored.companies, stored.changes, strict=True):
                done += 1
                progress(done, total)
                yield finished

    def _stored(self) -> Iterator[_Stored]:
        """What waits, some companies at a time. Companies know nothing of each other, and are stored side by side; in the end those that
        have a record in common with another one, and those that ``_store_beside`` leaves."""
        known = load.companies_named(self._waiting.companies)
        weights = load.documents_of(known.values())
        with load.postponed(len(self._waiting)):
            left: Iterable[Places] = self._waiting.groups(GROUP, known, lambda key: True, weights)
            weight = len(self._waiting) + sum(weights.values())
            if self._helpers and weight >= 2 * GROUP:
                self._shelf.clear()
                sharing = self._waiting.sharing()
                others = sharing if load.locks_rows() else sharing | known.keys()
                new = self._waiting.groups(GROUP, known, lambda key: key not in known and key not in sharing)
                old = self._waiting.groups(_even(weight, STORED), known, lambda key: key in known and key not in others, weights)
                postponed: list[Places] = []
                for group, stored in self._helpers.map("store", (self._group(places, known) for places in chain(new, old))):
                    if stored:
                        yield stored
                    else:
                        postponed.append(group.places)
                left = chain(postponed, self._waiting.groups(GROUP, known, others.__contains__, weights))
            for places in left:
                yield from self._store_fitting(self._group(places, known))

    def _group(self, places: Places, known: Mapping[str, int]) -> _Group:
        companies = self._waiting.companies_of(places)
        return _Group(places, self._waiting.spans(places), {key: known[key] for key in companies if key in known})

    def _store_fitting(self, group: _Group) -> Iterator[_Stored]:
        """Stores all but the records that the database does not take, which are found by halves."""
        try:
            yield self._store(group)
        except UNFIT as error:
            if len(group.places) == 1:
                source = _unpack(next(self._waiting.records(group.spans))).source
                refusal = refused_by_database(source, error)
                self.refuse(source, refusal.code, str(refusal))
                return
            middle = len(group.places) // 2
            for half in (group.places[:middle], group.places[middle:]):  # the first of them may have made a company
                yield from self._store_fitting(self._group(half, load.companies_named(self._waiting.companies_of(half))))

    def _store(self, group: _Group) -> _Stored:
        stored = _Stored()
        versions = self._versions(group, stored)
        with transaction.atomic():
            batch = load.batch_of(versions, group.known, self.run, self.selection.rules, restore, keys=self._keys)
            return stored.with_batch(batch, store(batch))

    def _store_beside(self, group: _Group) -> _Stored | None:
        """The same for companies of which all or none are stored, while others are. None where that has to wait until those are: another
        company has told of a trial before, releases have to be read again with other names, or the database does not take a record."""
        try:
            return self._stored_beside(group)
        except UNFIT:
            return None

    def _stored_beside(self, group: _Group) -> _Stored | None:
        stored = _Stored()
        versions = self._versions(group, stored)
        own = set(group.known.values())
        if load.told_by_others(versions, own):
            return None
        with transaction.atomic() if own else nullcontext():  # in which stored companies are locked
            batch = load.batch_of(versions, group.known, self.run, self.selection.rules, restore, keys=self._keys)
            changes = load.compute_all(batch.companies, batch.work, batch.rows)
            if own and released(company for company, found in zip(batch.companies, changes, strict=True) if found.catalogue):
                transaction.set_rollback(True)
                return None
            load.write_beside(batch.work)
            Company.objects.filter(pk__anyof=own, stale=True).update(stale=False)
        return stored.with_batch(batch, changes)

    def _versions(self, group: _Group, stored: _Stored) -> list[Version]:
        """The records as they read, each once."""
        versions: dict[str, Version] = {}
        for packed in self._waiting.records(group.spans):
            record = _unpack(packed)
            if record.sha256 in versions:
                stored.counts["unchanged"] += 1
            elif version := _tried(stored.refuse, record.source, self._map, record):
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
        except (Refused, *UNFIT) as error:
            refusal = error if isinstance(error, Refused) else refused_by_database(str(path), error)
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
        self.counts.update(created=batch.versions, claims_created=batch.claims)


def _tried(refuse: Refuse, source: str, what: Callable[..., T], *arguments: object) -> T | None:
    """What comes of it, None where it is refused. A fault of ours costs this record only."""
    try:
        return what(*arguments)
    except Refused as refusal:
        found = refusal
    except Exception as error:
        found = internal_error(source, error)
    refuse(source, found.code, str(found))
    return None


def internal_error(source: str, error: Exception) -> Refused:
    """A fault of ours, logged in full and told as such."""
    logger.error("Reading failed on %s", source, exc_info=error)
    return Refused("internal-error", f"could not be read because of an error in the program ({type(error).__name__}); please report it.")


def refused_by_database(source: str, error: Exception) -> Refused:
    """Values that a database does not take, logged in full and told as such."""
    logger.error("The database refused %s", source, exc_info=error)
    return Refused("database-refused", f"was refused by the database ({str(error).splitlines()[0][:200]}); please report it.")


def _of_size(most: int, size: int, studies: Iterable[RawStudy]) -> Iterator[list[RawStudy]]:
    """The studies, so ``most`` together and no more bytes than ``size`` unless a single one has more."""
    batch: list[RawStudy] = []
    left = size
    for study in studies:
        left -= len(study.data)
        if batch and (left < 0 or len(batch) == most):
            yield batch
            batch, left = [], size - len(study.data)
        batch.append(study)
    if batch:
        yield batch


def _even(weight: int, most: int) -> int:
    """The size of groups, about ``most`` at most, of which each process gets as many, so that none waits for others in the end."""
    groups = workers.count() * ceil(weight / (workers.count() * most))
    return ceil(1.05 * weight / groups)  # as groups are of whole companies, not all are full


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    found = iter(items)
    while batch := list(islice(found, BATCH)):
        yield batch
