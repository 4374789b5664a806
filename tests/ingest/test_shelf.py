"""Records pass to other processes through memory that they share."""

import mmap
import os
from itertools import pairwise

import pytest

from pipeline_tracker.ingest import shelf, workers
from pipeline_tracker.ingest.readers.studies import RawStudy

pytestmark = pytest.mark.skipif(not workers.possible(), reason="this system does not copy processes")


def test_records_come_whole_and_in_order_to_other_processes_however_large_they_are(monkeypatch):
    monkeypatch.setattr(shelf, "BYTES", 64)
    batches = [
        [RawStudy(f"f, record {batch}.{one}", bytes([batch]) * length) for one, length in enumerate(lengths)]
        for batch, lengths in enumerate([(1, 20), (64,), (60, 5), (300,), (0, 3), *((batch, 7) for batch in range(30))])
    ]
    lent = shelf.Shelf(workers.at_once())
    with workers.Workers(take=lambda batch: (os.getpid(), list(lent.taken(batch)))) as processes:
        passed = list(processes.map("take", lent.lend(batches)))
    assert [batch for _, (_, batch) in passed] == batches
    assert os.getpid() not in {process for _, (process, _) in passed}
    assert [number for number, (piece, _) in enumerate(passed) if not isinstance(piece, shelf.Lent)] == [
        2,
        3,
    ]  # more than there is room for
    if hasattr(mmap, "MADV_REMOVE"):
        last = passed[-1][0]
        assert lent.taken(last) == batches[-1]
        lent.clear()
        assert [record.data for record in lent.taken(last)] == [bytes(len(record.data)) for record in batches[-1]]
    starts = [piece.start for piece, _ in passed if isinstance(piece, shelf.Lent)]
    assert set(starts) == set(range(0, 64 * workers.at_once(), 64))
    assert all(one != other for one, other in pairwise(starts))
