"""Registry records and rows of tables through the flow: read, fingerprint, map, record in batches; refresh at the end.

Each batch is one transaction, and companies are marked as stale in it, so that an interrupted run goes on where it stopped
and loses nothing. What a batch needs in memory does not depend on the size of the input.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from pipeline_tracker.models import Run

from . import load, tables
from .documents import Refused
from .load.versions import Version
from .readers.studies import BadStudy, RawStudy, studies_in
from .registry import mapping
from .registry.choice import Choice
from .stored import restore

logger = logging.getLogger(__name__)

BATCH = 1000
TABLE_RULES = "tables 1"

Refuse = Callable[[str, str, str], None]  # source, code, message


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

    def __init__(self, run: Run, selection: Selection, refuse: Refuse, counts: Counter[str]):
        self.run, self.selection, self.refuse, self.counts = run, selection, refuse, counts
        self._studies: list[RawStudy] = []
        self._new: dict[str, Version] = {}  # by fingerprint

    def add_file(self, path: Path, read: Callable[[int], None]) -> None:
        """Takes a file's studies. ``read`` is told after each batch how many of its bytes have been read."""
        try:
            with path.open("rb") as file:
                for study in studies_in(file, str(path)):
                    if isinstance(study, BadStudy):
                        self.refuse(study.source, study.code, study.message)
                        continue
                    self._studies.append(study)
                    if len(self._studies) >= BATCH:
                        self._look_up()
                        if len(self._new) >= BATCH:
                            self.flush()
                        read(file.tell())
        except OSError as error:
            told = f"cannot be read: {error.strerror}. Check that it exists and that you may read it."
            self.refuse(str(path), "unreadable", told)

    def flush(self) -> None:
        """Stores the studies that wait."""
        self._look_up()
        versions, self._new = self._new, {}
        self._store(list(versions.values()), self.selection.rules)

    def _look_up(self) -> None:
        """Maps the studies that are not stored as they are, each once. They are stored when there are many of them, because of a later
        release of a registry few are new."""
        studies, self._studies = self._studies, []
        by_print = {mapping.fingerprint(study.data): study for study in studies}
        known = load.known_fingerprints(list(by_print), self.selection.rules) | self._new.keys()
        unknown = {sha: study for sha, study in by_print.items() if sha not in known}
        self.counts["unchanged"] += len(studies) - len(unknown)
        self._new |= {sha: version for sha, study in unknown.items() if (version := self._map(study))}

    def _map(self, raw: RawStudy) -> Version | None:
        try:
            study = mapping.decode(raw.data)
            if not self.selection.choice.takes(study):
                self.counts["not_chosen"] += 1
                return None
            return Version(*mapping.map_study(study, raw.data, every_sponsor=self.selection.every_sponsor))
        except Refused as refusal:
            self.refuse(raw.source, refusal.code, str(refusal))
        except Exception as error:
            logger.exception("Mapping failed on %s", raw.source)
            name = type(error).__name__
            self.refuse(raw.source, "internal-error", f"could not be read because of an error in the program ({name}); please report it.")
        return None

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
        known = load.known_fingerprints(list(by_sha), TABLE_RULES)
        self.counts["unchanged"] += len(rows) - len(by_sha) + len(known)
        self._store([Version(row.document, row.reading) for sha, row in by_sha.items() if sha not in known], TABLE_RULES)

    def _store(self, versions: list[Version], rules: str) -> None:
        if not versions:
            return
        with transaction.atomic():
            self.counts["claims_created"] += load.record_batch(versions, self.run, rules, restore)
        self.counts["created"] += len(versions)


def _batches(rows: Iterable[tables.Row]) -> Iterator[list[tables.Row]]:
    batch: list[tables.Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
