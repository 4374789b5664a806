"""Records wait on disk, and come back with all of their company's."""

import pytest

from pipeline_tracker.ingest.waiting import Waiting


@pytest.mark.parametrize(
    ("size", "same", "groups"),
    [
        (1, {}, [["a1", "a2", "a3"], ["b1"], ["c1", "c2"]]),
        (3, {}, [["a1", "a2", "a3"], ["b1", "c1", "c2"]]),
        (4, {}, [["a1", "a2", "a3", "b1"], ["c1", "c2"]]),
        (9, {}, [["a1", "a2", "a3", "b1", "c1", "c2"]]),
        (3, {"a": 7, "c": 7}, [["a1", "c1", "a2", "a3", "c2"], ["b1"]]),
    ],
)
def test_groups_are_of_whole_companies_and_no_larger_than_asked_unless_one_is(size, same, groups):
    with Waiting() as waiting:
        for record in ("a1", "b1", "c1", "a2", "a3", "c2"):
            waiting.add(record[0], record.encode())
        assert (len(waiting), waiting.companies) == (6, ["a", "b", "c"])
        assert [[record.decode() for record in group] for group in waiting.groups(size, same)] == groups


def test_nothing_that_waits_makes_no_group():
    with Waiting() as waiting:
        assert list(waiting.groups(10, {})) == []
