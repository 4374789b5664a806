"""Records that wait on disk until all of their company's are at hand, so that what they come to is computed and written once.

In memory there is a number for each record and a name for each company, whatever the size of the records. The file has no
name and goes with the process that made it.
"""

from array import array
from collections.abc import Iterator, Mapping
from itertools import groupby
from tempfile import TemporaryFile


class Waiting:
    """Packed records, each under a company's key."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="pipeline-tracker-")  # noqa: SIM115
        self._end = 0
        self._companies: dict[str, int] = {}
        # Of each record: its company's number, where it begins, and how long it is.
        self._owners, self._starts, self._sizes = array("q"), array("q"), array("q")

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

        def company(place: int) -> int:
            return number_of[self._owners[place]]

        group: list[bytes] = []
        for _, places in groupby(sorted(range(len(self)), key=company), key=company):
            records = [self._record(place) for place in places]
            if group and len(group) + len(records) > size:
                yield group
                group = []
            group += records
        if group:
            yield group

    def _record(self, place: int) -> bytes:
        self._file.seek(self._starts[place])
        return self._file.read(self._sizes[place])
