"""Tables as sheets of an Excel workbook (.xlsx). Nothing is computed: a cell with a formula is refused by its name."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, TypeVar

from defusedxml import ElementTree  # type: ignore[import-untyped]
from openpyxl import load_workbook  # type: ignore[import-untyped]

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.vocabulary.cells import without_guard

from .lines import (
    MAX_COLUMNS,
    Cell,
    Count,
    Fault,
    Header,
    Line,
    check_header,
    row_of,
    source_of,
    table_named,
    table_of,
    without_empty_end,
)

T = TypeVar("T")

IGNORED_SHEETS = frozenset({"columns", "notes", "readme"})  # by name, in any case of letters
_MAX_ENTRIES = 1000
_MAX_UNPACKED = 200 * 1024 * 1024  # all parts together
_MAX_RATIO = 100
_RATIO_FROM = 10 * 1024 * 1024  # small files of little content pack well without being bombs
_MAX_STRINGS = 50 * 1024 * 1024  # openpyxl holds the shared strings in memory
_MAX_PART = 5 * 1024 * 1024  # parts other than sheets and strings, read whole
_LAST_ROW = 1_048_576  # of Excel
_EXACT = 10**15  # Excel keeps fifteen digits
_QUOTED = re.compile(r'"[^"]{0,80}"|\[[^\]]{0,80}\]|\\.')  # in a number format: literal text, colours and locales


def lines(file: BinaryIO, file_name: str, headers: Mapping[str, Header]) -> Iterator[Line]:
    """The rows of a workbook's tables, streamed sheet by sheet. Raises Refused."""
    _check_archive(file)
    book = _guarded(lambda: load_workbook(file, read_only=True, keep_links=False))
    try:
        count = Count()
        for sheet, table in _tables(book, file_name, headers):
            yield from _rows(sheet, table, file_name, headers, count)
    finally:
        book.close()


def _tables(book: Any, file_name: str, headers: Mapping[str, Header]) -> list[tuple[Any, str]]:
    """The sheets to read, each with its table: told by the sheets' names, or by the file's for the only sheet there is."""
    sheets = [sheet for sheet in book.worksheets if sheet.title.casefold() not in IGNORED_SHEETS and any(_cells(sheet))]
    if len(sheets) == 1 and not table_of(sheets[0].title, headers):
        return [(sheets[0], table_named(file_name, headers))]
    named = [(sheet, table_of(sheet.title, headers)) for sheet in sheets]
    strange = [sheet.title for sheet, table in named if not table]
    if strange:
        raise Refused(
            "unknown-table",
            f"has a sheet {strange[0][:80]!r}, which tells no table. Name sheets after {', '.join(headers)}; "
            f"those named {', '.join(sorted(IGNORED_SHEETS))} are not read.",
        )
    if not named:
        raise Refused("empty", "holds no filled sheet.")
    return named


def _rows(sheet: Any, table: str, file_name: str, headers: Mapping[str, Header], count: Count) -> Iterator[Line]:
    names: tuple[str, ...] = ()
    for number, row in enumerate(_cells(sheet), start=1):
        if number == 1:
            names = _names(row, sheet.title)
            check_header(names, headers[table])
            continue
        cells, faults = row_of(names, [_value(cell) for cell in row])
        if cells or faults:
            count.one_more()
            yield Line(table, source_of(file_name, table, number, headers), cells, faults)


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Row after row, those without a value as (). The size that the sheet declares of itself is not believed; rows that it
    leaves out come from openpyxl as one and the same tuple, so that a gap of a million rows costs little."""
    sheet.reset_dimensions()
    rows = _guarded(lambda: iter(sheet.iter_rows(max_col=MAX_COLUMNS)))
    blank = None
    number = 0
    while (row := _guarded(lambda: next(rows, None))) is not None:
        number += 1
        if number > _LAST_ROW:
            raise Refused("too-many-rows", f"sheet {sheet.title!r} has rows beyond Excel's last.")
        if row is blank or all(cell.value is None for cell in row):
            blank = row
            yield ()
        else:
            yield row


def _names(row: Iterable[Any], title: str) -> tuple[str, ...]:
    values = [_value(cell) for cell in row]
    if not any(values):
        raise Refused("no-header", f"sheet {title!r} has no column names in its first row.")
    for value in values:
        if isinstance(value, Fault):
            raise Refused(value.code, f"sheet {title!r}: {value.message}")
        if not isinstance(value, str):
            raise Refused("unknown-column", f"sheet {title!r} has a column name that is no text: {value}.")
    return without_empty_end([str(value) for value in values])


def _value(cell: Any) -> Cell:
    """A cell as text, or as a day where it shows one. What it cannot say without loss is a fault."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Fault("formula", f"cell {_name(cell)} holds a formula; put its value there.")
    if isinstance(value, str):
        return without_guard(value)
    if isinstance(value, bool):
        return Fault("not-text", f"cell {_name(cell)} holds a truth value; write a text.")
    if isinstance(value, int | float):
        return _number(cell, value)
    if isinstance(value, dt.datetime | dt.date):
        return _day(cell, value)
    return Fault("not-text", f"cell {_name(cell)} holds a time; write a text.")


def _number(cell: Any, value: float) -> Cell:
    if not abs(value) < _EXACT:
        return Fault("inexact-number", f"cell {_name(cell)} holds a number of more than 15 digits, which Excel rounds; write it as text.")
    return str(int(value)) if value == int(value) else format(value, ".15g")


def _day(cell: Any, value: dt.date) -> Cell:
    """A date whose format shows its day and year. "May 2024" is a day to Excel, too, but nobody said that day."""
    shown = _QUOTED.sub("", cell.number_format.split(";")[0]).casefold()
    if "d" not in shown or "y" not in shown:
        return Fault("hidden-day", f"cell {_name(cell)} holds a day of which it shows only a part; write what it shows as text.")
    if not isinstance(value, dt.datetime):
        return value
    if value.time() != dt.time():
        return Fault("not-a-day", f"cell {_name(cell)} holds a day with an hour; write the day only.")
    return value.date()


def _name(cell: Any) -> str:
    return f"{cell.column_letter}{cell.row}"


def _guarded(step: Callable[[], T]) -> T:
    """Lets openpyxl take a step. What a broken or hostile workbook makes it raise has no common class; its warnings are
    about styles and extensions, which are not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return step()
    except Refused:
        raise
    except Exception as error:
        raise Refused("bad-workbook", f"cannot be read as a workbook ({type(error).__name__}). Save it anew as .xlsx.") from error


def _check_archive(file: BinaryIO) -> None:
    """Raises Refused for what is no workbook, and for archives and documents made to exhaust the reader."""
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("old-workbook", "is an old (.xls) or password-protected workbook. Save it as .xlsx without a password.")
    if not start.startswith(b"PK\x03\x04"):
        raise Refused("bad-workbook", "is not a workbook. Save it as .xlsx.")
    size = file.seek(0, 2)
    file.seek(0)
    with _guarded(lambda: zipfile.ZipFile(file)) as archive:
        parts = archive.infolist()
        _check_sizes(parts, size)
        for part in parts:
            if _is_small(part.filename) and part.filename.endswith((".xml", ".rels")):
                _guarded(partial(_check_xml, archive, part))
    file.seek(0)


def _check_sizes(parts: list[zipfile.ZipInfo], size: int) -> None:
    names = [part.filename for part in parts]
    if len(parts) > _MAX_ENTRIES or len(set(names)) < len(names):
        raise Refused("bad-workbook", "is not packed as workbooks are: too many parts, or two of one name.")
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("bad-workbook", "is encrypted or packed in an unusual way. Save it anew as .xlsx.")
    # The sizes are the archive's word; zipfile reads no part further than its word goes.
    unpacked = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if _is_strings(part.filename))
    packed_too_well = unpacked > max(_RATIO_FROM, _MAX_RATIO * size)
    too_large = any(part.file_size > _MAX_PART for part in parts if _is_small(part.filename) and part.filename.endswith((".xml", ".rels")))
    if unpacked > _MAX_UNPACKED or strings > _MAX_STRINGS or packed_too_well or too_large:
        raise Refused("bomb", "unpacks to more than a table needs. Save the table alone in a new workbook.")


def _is_strings(name: str) -> bool:
    return "sharedstrings" in name.casefold()


def _is_small(name: str) -> bool:
    """Whether a part is read whole; sheets and shared strings are streamed, by a parser that refuses entities."""
    return not name.startswith("xl/worksheets/") and not _is_strings(name)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as content:
        for _, element in ElementTree.iterparse(content, forbid_dtd=True):
            element.clear()
