"""Records handed to other processes through memory that all have in common; through a pipe they would go in small pieces, and slowly."""

import mmap
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from typing import NamedTuple

from .readers.studies import RawStudy

BYTES = 1 << 22  # for records that are handed over together


class Lent(NamedTuple):
    """Where records lie: from ``start`` on, one behind the other, each with its source and its length."""

    start: int
    sources: list[str]
    lengths: list[int]


class Shelf:
    """Room for some batches of records. Make it before the processes that are to see it."""

    def __init__(self, batches: int) -> None:
        self._batches = batches
        self._memory = mmap.mmap(-1, batches * BYTES)

    def lend(self, batches: Iterable[Sequence[RawStudy]]) -> Iterator[Lent | Sequence[RawStudy]]:
        """Puts batches where others find them. Each takes the room of the one that came so many before, which must be done with by then.
        A batch that is larger than its room stays what it is."""
        for start, batch in zip(cycle(range(0, self._batches * BYTES, BYTES)), batches, strict=False):
            if sum(len(record.data) for record in batch) > BYTES:
                yield batch
                continue
            at = start
            for record in batch:
                self._memory[at : at + len(record.data)] = record.data
                at += len(record.data)
            yield Lent(start, [record.source for record in batch], [len(record.data) for record in batch])

    def taken(self, lent: Lent | Sequence[RawStudy]) -> Sequence[RawStudy]:
        """The records of what ``lend`` gave, in whichever process."""
        if not isinstance(lent, Lent):
            return lent
        records, at = [], lent.start
        for source, length in zip(lent.sources, lent.lengths, strict=True):
            records.append(RawStudy(source, self._memory[at : at + length]))
            at += length
        return records

    def clear(self) -> None:
        """Gives the memory back, on Linux of all processes. What was lent is gone."""
        if hasattr(mmap, "MADV_REMOVE"):
            self._memory.madvise(mmap.MADV_REMOVE)
