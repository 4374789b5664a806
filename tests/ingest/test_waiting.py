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
        for subject, record in enumerate(("a1", "b1", "c1", "a2", "a3", "c2")):
            waiting.add(record[0], subject, record.encode())
        assert (len(waiting), waiting.companies) == (6, ["a", "b", "c"])
        read = [
            [record.decode() for record in waiting.records(waiting.spans(places))]
            for places in waiting.groups(size, same, lambda key: True)
        ]
        assert read == groups


def test_only_groups_of_the_wanted_companies_come():
    with Waiting() as waiting:
        for subject, company in enumerate("abcab"):
            waiting.add(company, subject, company.encode())
        assert [list(places) for places in waiting.groups(2, {}, {"a", "c"}.__contains__)] == [[0, 3], [2]]
        assert [list(places) for places in waiting.groups(9, {"b": 7, "c": 7}, {"b"}.__contains__)] == [[1, 2, 4]]


def test_what_a_company_has_beside_its_records_counts():
    with Waiting() as waiting:
        for subject, company in enumerate("abcd"):
            waiting.add(company, subject, b"")
        groups = waiting.groups(5, {"a": 1, "c": 3, "d": 4}, lambda key: True, {1: 9, 3: 2, 4: 2})
        assert [list(places) for places in groups] == [[0], [1, 2], [3]]


def test_companies_share_a_subject_that_two_of_them_have_records_of():
    with Waiting() as waiting:
        for company, subject in (("a", 5), ("b", 3), ("a", 5), ("c", 1), ("d", 3), ("c", 2)):
            waiting.add(company, subject, b"")
        assert waiting.sharing() == {"b", "d"}


def test_nothing_that_waits_makes_no_group():
    with Waiting() as waiting:
        assert list(waiting.groups(10, {}, lambda key: True)) == []
        assert waiting.sharing() == set()
