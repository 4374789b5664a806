"""Records that wait on disk until all of their company's are at hand, so that what they come to is computed and written once.

In memory there are some numbers for each record and a name for each company, whatever the size of the records. The file has no
name and goes with the process that made it.
"""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from tempfile import TemporaryFile

Places = array  # of records
Spans = list[tuple[int, int]]  # where records begin, and how long they are


class Waiting:
    """Packed records, each of a company (a key) and about a subject (a number)."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="pipeline-tracker-")  # noqa: SIM115
        self._end = 0
        self._companies: dict[str, int] = {}
        # Of each record: its company's number, its subject, where it begins, and how long it is.
        self._owners, self._subjects, self._starts, self._sizes = array("L"), array("L"), array("Q"), array("L")

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._owners)

    @property
    def companies(self) -> list[str]:
        return list(self._companies)

    def companies_of(self, places: Iterable[int]) -> set[str]:
        keys = self.companies
        return {keys[owner] for owner in {self._owners[place] for place in places}}

    def add(self, company: str, subject: int, record: bytes) -> None:
        self._owners.append(self._companies.setdefault(company, len(self._companies)))
        self._subjects.append(subject)
        self._starts.append(self._end)
        self._sizes.append(len(record))
        self._end += self._file.write(record)

    def sharing(self) -> set[str]:
        """The companies that have a subject in common with another one."""
        repeated = {one for one, other in pairwise(sorted(self._subjects)) if one == other}
        owners: dict[int, set[int]] = {subject: set() for subject in repeated}
        for subject, owner in zip(self._subjects, self._owners, strict=True):
            if subject in repeated:
                owners[subject].add(owner)
        keys = self.companies
        return {keys[owner] for several in owners.values() if len(several) > 1 for owner in several}

    def groups(self, size: int, same: Mapping[str, int], wanted: Callable[[str], bool], beside: Mapping[int, int] = {}) -> Iterator[Places]:
        """The records of the ``wanted`` companies, those of a company together, and no more than ``size`` at once unless they are a
        single company's. Keys that mean the ``same`` company are kept together, too; ``beside`` is what counts for that company in
        addition to its records."""
        self._file.flush()
        first: dict[object, int] = {}
        number_of = [first.setdefault(same.get(key, key), number) for key, number in self._companies.items()]
        group, weight = Places("L"), 0
        for key, places in zip(self._companies, self._by_company(number_of), strict=True):
            if not places or not wanted(key):
                continue
            own = len(places) + beside.get(same.get(key, 0), 0)  # 0 is no company
            if group and weight + own > size:
                yield group
                group, weight = Places("L"), 0
            group += places
            weight += own
        if group:
            yield group

    def _by_company(self, number_of: list[int]) -> Iterator[Places]:
        """The places of each company's records. Sorted by counting, because a list of all places would take more memory than the rest."""
        begins = array("L", bytes(array("L").itemsize * (len(number_of) + 1)))
        for owner in self._owners:
            begins[number_of[owner] + 1] += 1
        for number in range(len(number_of)):
            begins[number + 1] += begins[number]
        ordered, free = array("L", self._owners), array("L", begins)
        for place, owner in enumerate(self._owners):
            company = number_of[owner]
            ordered[free[company]] = place
            free[company] += 1
        for begin, end in pairwise(begins):
            yield ordered[begin:end]

    def spans(self, places: Iterable[int]) -> Spans:
        """Where the records stand in the file. Another process that was made after this object finds them there."""
        return [(self._starts[place], self._sizes[place]) for place in places]

    def records(self, spans: Spans) -> Iterator[bytes]:
        """What waits there. Processes that have the file in common may read it at the same time."""
        file = self._file.fileno()
        return (os.pread(file, size, start) for start, size in spans)
