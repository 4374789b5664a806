"""What table files come to, whatever their format: lines of named cells, and the headers that they must have."""

import codecs
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import BinaryIO

from pipeline_tracker.ingest.documents import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 100  # more than any table has, so that a file cannot make work by the number of its columns
MAX_VALUES = 200  # of one cell
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Fault:
    """Why a cell, or a row, cannot be taken. ``code`` is stable, ``message`` says what to do."""

    code: str
    message: str


Cell = str | dt.date | tuple[str, ...] | Fault
"""Text as written; a day where a workbook says so; several texts where YAML lists them; or why there is none of these."""


@dataclass(frozen=True)
class Header:
    """The columns of one table, in any order, and those that a file must have."""

    columns: tuple[str, ...]
    required: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One row as the file has it. ``source`` is "milestones.csv row 12", the row as spreadsheets count it (the header is
    row 1) and in YAML as its entries are counted (from 1). ``cells`` are the filled ones; ``faults`` are the row's own."""

    table: str
    source: str
    cells: Mapping[str, Cell]
    faults: tuple[Fault, ...] = ()


@dataclass
class Count:
    """Counts the rows of a file, over all of its sheets."""

    rows: int = 0

    def one_more(self) -> None:
        self.rows += 1
        if self.rows > MAX_ROWS:
            raise Refused("too-many-rows", f"has more than {MAX_ROWS:,} rows. Split it.")


def table_of(name: str, headers: Mapping[str, Header]) -> str:
    """The table that a file's or a sheet's name tells ("milestones-2026.xlsx" holds milestones), "" for none."""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    for table in headers:
        rest = stem.removeprefix(table)
        if rest != stem and not rest[:1].isalnum():
            return table
    return ""


def table_named(file_name: str, headers: Mapping[str, Header]) -> str:
    """As ``table_of``. Raises Refused where the file's name tells none."""
    table = table_of(file_name, headers)
    if not table:
        raise Refused("unknown-table", f"does not tell its table. Let the file's name begin with one of {', '.join(headers)}.")
    return table


def source_of(file_name: str, table: str, number: int, headers: Mapping[str, Header]) -> str:
    """What people call a row. The table is named where the file's name does not tell it."""
    place = file_name if table_of(file_name, headers) == table else f"{file_name} {table}"
    return f"{place} row {number}"


def check_header(names: Sequence[str], header: Header) -> None:
    """Raises Refused for columns that the table does not have, has already, or lacks. Names are taken as they are, but for
    empty ones at the end, which spreadsheets write for columns that once were filled."""
    for position, name in enumerate(names, start=1):
        if not name:
            raise Refused("unnamed-column", f"column {position} has no name.")
        if name not in header.columns:
            raise Refused("unknown-column", f"has an unknown column {name[:80]!r}.{nearest(name, header.columns)}")
        if name in names[: position - 1]:
            raise Refused("duplicate-column", f"has the column {name} twice.")
    missing = sorted(header.required.difference(names))
    if missing:
        hint = " Or give the day of all its statements with --published." if "as_of" in missing else ""
        raise Refused("missing-column", f"lacks the column {', '.join(missing)}.{hint}")


def nearest(name: str, names: Sequence[str]) -> str:
    """A sentence that names the known names most like this one, or else all of them."""
    close = get_close_matches(name[:80].casefold().strip(), names, n=3, cutoff=0.6)
    return f" Nearest: {', '.join(close)}." if close else f" Known: {', '.join(names)}."


def without_empty_end(names: Sequence[str]) -> tuple[str, ...]:
    filled = [position for position, name in enumerate(names, start=1) if name]
    return tuple(names[: filled[-1] if filled else 0])


def row_of(names: Sequence[str], values: Sequence[Cell]) -> tuple[dict[str, Cell], tuple[Fault, ...]]:
    """The filled cells by column, and a fault for the first that stands beyond the last column. White space fills nothing."""
    cells = {name: value for name, value in zip(names, values, strict=False) if _filled(value)}
    beyond = next((position for position in range(len(names), len(values)) if _filled(values[position])), None)
    return cells, () if beyond is None else (Fault("cell-without-column", f"cell {beyond + 1} stands beyond the last column."),)


def _filled(value: Cell) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def check_utf8(file: BinaryIO, remedy: str) -> None:
    """Raises Refused for what is not UTF-8, naming the first wrong byte, and for NUL bytes. Leaves the file at its start."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    at = 0
    chunk = b"\n"
    while chunk:
        chunk = file.read(_CHUNK)
        if b"\0" in chunk:
            raise Refused("binary", f"is not text: byte {at + chunk.index(0)} is NUL. {remedy}")
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            position, byte = at - pending + error.start, error.object[error.start]
            raise Refused("not-utf-8", f"is not UTF-8: byte {position} (0x{byte:02x}) is no part of a character. {remedy}") from error
        at += len(chunk)
    file.seek(0)
