"""Excel workbooks, written row by row into a temporary file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

from .cells import Value, as_text

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS = 1_000_000  # of one sheet; Excel's last row is 1,048,576
_LONGEST = 32_767  # characters of one cell
_FIRST_DAY = dt.date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was: older days are text


def file(title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> IO[bytes]:
    """An open temporary file, at its start; closing it removes it. Rows beyond what a sheet holds go on in another one."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, title, header)
    for number, row in enumerate(rows):
        if number and number % _ROWS == 0:
            sheet = _sheet(book, f"{title}-{number // _ROWS + 1}", header)
        sheet.append([_cell(sheet, value) for value in row])
    written = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(written)
    written.seek(0)
    return written


def _sheet(book: Any, title: str, header: Sequence[str]) -> Any:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    return sheet


def _cell(sheet: Any, value: Value) -> Any:
    """A cell: numbers, truth values and days keep their type; a text is a text whatever it looks like."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and value >= _FIRST_DAY:
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub(" ", as_text(value))
    cell = WriteOnlyCell(sheet)
    cell.value = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    cell.data_type = "s"
    return cell
