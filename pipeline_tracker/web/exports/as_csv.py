"""Comma-separated values: UTF-8 with a byte order mark, which tells Excel that it is UTF-8."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from .cells import Value, as_text

TYPE = "text/csv; charset=utf-8"


class _Echo:
    """A file that gives back what is written to it, so that lines are sent on instead of kept."""

    def write(self, line: str) -> str:
        return line


def parts(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The file in pieces, a line each."""
    writer = csv.writer(_Echo())
    yield "\ufeff".encode() + writer.writerow(header).encode()
    for row in rows:
        yield writer.writerow([as_text(value) for value in row]).encode()
