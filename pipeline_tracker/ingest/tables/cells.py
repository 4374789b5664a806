"""The text of one row, and the row read back from it.

    milestones.csv row 12
    table: milestones
    company: Example Bio
    programs: ABX-101; ABX-102

The first line says where the row stands, the others what it says. A cell of several lines goes on in lines indented by two
spaces, so that no cell can pass for another. Values of one cell are separated by semicolons; a semicolon that belongs to a
value is written \\; and a backslash \\\\.
"""

import re
from collections.abc import Mapping

from pipeline_tracker.ingest.documents import Span

_GOES_ON = "\n  "
_VALUES = re.compile(r"\\[\\;]|;")


def write(source: str, table: str, cells: Mapping[str, str]) -> str:
    """The document's text of a row with these filled cells."""
    lines = [source, f"table: {table}", *(f"{column}: {value.replace(chr(10), _GOES_ON)}" for column, value in cells.items())]
    return "\n".join(lines)


def said(text: str) -> str:
    """What the row says, without where it stands."""
    return text[text.index("\n") + 1 :]


class Cells:
    """The cells of a row's text, with their places in it. ``cells[column]`` is "" where the row has none."""

    def __init__(self, text: str):
        self._values: dict[str, str] = {}
        self._spans: dict[str, Span] = {}
        start = text.index("\n") + 1
        while start < len(text):
            end = _end(text, start)
            column, _, value = text[start:end].partition(": ")
            self._values[column] = value.replace(_GOES_ON, "\n")
            self._spans[column] = Span(start, end)
            start = end + 1
        self.table = self._values.pop("table")
        self.whole = Span(self._spans.pop("table").end + 1, len(text))

    def __getitem__(self, column: str) -> str:
        return self._values.get(column, "")

    def span(self, column: str) -> Span:
        """The whole line, or lines, of a filled cell."""
        return self._spans[column]

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell that may hold several."""
        return split(self[column])


def _end(text: str, start: int) -> int:
    """Where a cell's last line ends."""
    end = text.find("\n", start)
    while end >= 0 and text.startswith(_GOES_ON, end):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell, empty ones and repetitions left out."""
    values, value, at = [], "", 0
    for match in _VALUES.finditer(cell):
        value += cell[at : match.start()]
        at = match.end()
        if match[0] == ";":
            values.append(value.strip())
            value = ""
        else:
            value += match[0][1]
    values.append((value + cell[at:]).strip())
    return tuple(dict.fromkeys(value for value in values if value))
