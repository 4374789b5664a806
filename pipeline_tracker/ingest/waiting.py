"""Records that wait on disk until all of their company's are at hand, so that what they come to is computed and written once.

In memory there is a number for each record and a name for each company, whatever the size of the records. The file has no
name and goes with the process that made it.
"""

from array import array
from collections.abc import Iterator, Mapping
from itertools import pairwise
from tempfile import TemporaryFile


class Waiting:
    """Packed records, each under a company's key."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="pipeline-tracker-")  # noqa: SIM115
        self._end = 0
        self._companies: dict[str, int] = {}
        # Of each record: its company's number, where it begins, and how long it is.
        self._owners, self._starts, self._sizes = array("L"), array("Q"), array("L")

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._owners)

    @property
    def companies(self) -> list[str]:
        return list(self._companies)

    def add(self, company: str, record: bytes) -> None:
        self._owners.append(self._companies.setdefault(company, len(self._companies)))
        self._starts.append(self._end)
        self._sizes.append(len(record))
        self._end += self._file.write(record)

    def groups(self, size: int, same: Mapping[str, object]) -> Iterator[list[bytes]]:
        """All records, those of a company together, and no more than ``size`` at once unless they are a single company's. Keys that mean
        the ``same`` company are kept together, too."""
        first: dict[object, int] = {}
        number_of = [first.setdefault(same.get(key, key), number) for key, number in self._companies.items()]
        group: list[bytes] = []
        for places in self._by_company(number_of):
            if group and len(group) + len(places) > size:
                yield group
                group = []
            group += map(self._record, places)
        if group:
            yield group

    def _by_company(self, number_of: list[int]) -> Iterator[array]:
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
            if begin < end:
                yield ordered[begin:end]

    def _record(self, place: int) -> bytes:
        self._file.seek(self._starts[place])
        return self._file.read(self._sizes[place])
