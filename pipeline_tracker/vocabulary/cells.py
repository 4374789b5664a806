"""Cells of table files, as exports write them and ``ingest`` reads them back: several values in one, guards against formulas, and
the mark of a row that nobody edited."""

import hashlib
import re
from collections.abc import Iterable, Mapping

GUARD = "'"
# What spreadsheets take for the beginning of a formula. It counts behind apostrophes of the text's own, too: otherwise the guard of
# one text could be taken for the first letter of another.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_NEXT_CELL = re.compile(r"\n(?!  )")  # a cell of several lines goes on in lines indented by two spaces

COPY_MARK = "copy_mark"
"""The column in which exports mark a row. A row that was not edited since, of something that is held already, tells nothing new."""


def guarded(text: str) -> str:
    """The text as no spreadsheet runs it: behind an apostrophe where it would be taken for a formula."""
    return GUARD + text if text.lstrip(GUARD).startswith(FORMULA_STARTS) else text


def without_guard(cell: str) -> str:
    """The text that ``guarded`` made the cell of.

    A leading tab, which some programs write for the same end, goes with the white space around cells.
    """
    return cell[1:] if cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(FORMULA_STARTS) else cell


def join(values: Iterable[str]) -> str:
    """Several values in one cell, separated by semicolons; one that belongs to a value is written ``\\;`` and a backslash ``\\\\``."""
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def copy_mark(table: str, cells: Mapping[str, str]) -> str:
    """The mark of a row with these cells: 16 hexadecimal digits that any edit changes. White space and empty cells do not count."""
    filled = sorted((column, " ".join(value.split())) for column, value in cells.items() if column != COPY_MARK and value.strip())
    return hashlib.sha256("\x1e".join((table, *map("\x1f".join, filled))).encode()).hexdigest()[:16]


def cells_of(lines: str) -> dict[str, str]:
    """The cells, by column, of some lines of a stored row (ingest/tables/cells.py writes them)."""
    parted = (line.partition(": ") for line in _NEXT_CELL.split(lines))
    return {column: value.replace("\n  ", "\n") for column, _colon, value in parted}
