"""From lines of cells to rows: checked, written as a document of their own, and understood."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline_tracker.ingest.documents import Document, Reading
from pipeline_tracker.ingest.readers.press_release import cleaned
from pipeline_tracker.ingest.readers.tables import MAX_VALUES, Cell, Fault, Header, Line, read_lines
from pipeline_tracker.vocabulary.cells import COPY_MARK, copy_mark, join

from .cells import Cells, said, split, write
from .table import AS_OF, Column, Table

_MAX_CELL = 32_767  # as in Excel
_EXCEL_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")


@dataclass(frozen=True)
class Row:
    """One row as a document of its own. ``source`` is "milestones.csv row 12".

    ``copied`` are the cells of a row that an export wrote and nobody edited since, None for any other.
    """

    source: str
    document: Document
    reading: Reading
    copied: Cells | None = None


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken: ``code`` of its first fault, ``message`` with file, row and column of each."""

    source: str
    code: str
    message: str


def rows(source: Path | bytes, file_name: str, published: dt.date | None, tables: Mapping[str, Table]) -> Iterator[Row | BadRow]:
    """The rows of a file that holds some of these tables. Raises Refused."""
    name = cleaned(file_name).replace("\n", " ")
    headers = {table.name: _header(table, published) for table in tables.values()}
    for line in read_lines(source, name, headers):
        yield _row(line, tables[line.table], published)


def understood(text: str, tables: Mapping[str, Table]) -> Reading:
    """What the row with this text says."""
    cells = Cells(text)
    return tables[cells.table].read(cells)


def _header(table: Table, published: dt.date | None) -> Header:
    required = {column.name for column in table.columns if column.required} | ({AS_OF.name} if published is None else set())
    return Header((*(column.name for column in table.columns), COPY_MARK), frozenset(required))


def _row(line: Line, table: Table, published: dt.date | None) -> Row | BadRow:
    faults: list[tuple[str, Fault]] = [("", fault) for fault in line.faults]
    kept: dict[str, str] = {}
    for column in table.columns:
        value = _kept(column, line.cells.get(column.name, ""))
        if isinstance(value, Fault):
            faults.append((column.name, value))
        elif value:
            kept[column.name] = value
        elif column.required:
            faults.append((column.name, Fault("missing-value", "is empty.")))
    found_in = "as_of" if AS_OF.name in kept else "option"
    if AS_OF.name not in kept and published:
        kept[AS_OF.name] = published.isoformat()
    if AS_OF.name not in kept and not any(name == AS_OF.name for name, _ in faults):
        faults.append((AS_OF.name, Fault("missing-value", "is empty; give the day, or the day of all statements with --published.")))
    if faults:
        return _bad(line.source, faults)
    text = write(line.source, table.name, kept)
    cells = Cells(text)
    mismatches = [(mismatch.column, Fault("contradiction", mismatch.message)) for mismatch in table.compare(cells)]
    if mismatches:
        return _bad(line.source, mismatches)
    document = _document(line.source, text, dt.date.fromisoformat(kept[AS_OF.name]), found_in)
    copied = line.cells.get(COPY_MARK) == copy_mark(table.name, kept)
    return Row(line.source, document, table.read(cells), cells if copied else None)


def _kept(column: Column, cell: Cell) -> str | Fault:
    """The cell as it is kept: cleaned, checked, several values joined; "" where it is empty."""
    if isinstance(cell, Fault):
        return cell
    if isinstance(cell, tuple):
        if not column.form.many:
            return Fault("several-values", "takes one value, not a list.")
        cell = join(cell)
    if isinstance(cell, dt.date):
        if not column.form.dated:
            return Fault("not-text", f"holds the day {cell.isoformat()}, perhaps made of a text by the spreadsheet; write it as text.")
        cell = cell.isoformat()
    if len(cell) > _MAX_CELL:
        return Fault("bad-value", f"has {len(cell)} characters, more than any cell may have.")
    value = "\n".join(part.strip() for part in cleaned(cell).split("\n")).strip()
    if _EXCEL_ERROR.fullmatch(value):
        return Fault("excel-error", f"holds the error {value} of a spreadsheet.")
    try:
        if column.form.many:
            return join(column.form.check(each) for each in _few(split(value)))
        return column.form.check(value) if value else ""
    except ValueError as error:
        return Fault("bad-value", str(error))


def _few(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) > MAX_VALUES:
        raise ValueError(f"has {len(values)} values; at most {MAX_VALUES} are taken.")
    return values


def _bad(source: str, faults: Iterable[tuple[str, Fault]]) -> BadRow:
    faults = list(faults)
    told = (f"{source}, column {column}: {fault.message}" if column else f"{source}: {fault.message}" for column, fault in faults)
    return BadRow(source, faults[0][1].code, " ".join(told))


def _document(source: str, text: str, published: dt.date, found_in: str) -> Document:
    """The same row in another file or place is the same document, so its hash leaves out where it stands."""
    return Document(
        kind="table",
        text=text,
        sha256=hashlib.sha256(said(text).encode()).hexdigest(),
        address=source,
        title=source,
        published=published,
        published_from=found_in,
    )
