"""Tables as comma-, semicolon- or tab-separated text."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.vocabulary.cells import without_guard

from .lines import Count, Header, Line, check_header, check_utf8, row_of, source_of, table_named, without_empty_end

_DELIMITERS = ",;\t"
_REMEDY = "Save it as CSV UTF-8."
_LONGEST_HEADER = 10_000


def lines(file: BinaryIO, file_name: str, headers: Mapping[str, Header]) -> Iterator[Line]:
    """The rows of a CSV file, streamed. Raises Refused for faults that make the rows behind them uncertain, too."""
    table = table_named(file_name, headers)
    check_utf8(file, _REMEDY)
    with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        names, delimiter = _header(text.readline(_LONGEST_HEADER), headers[table])
        check_header(names, headers[table])
        count = Count()
        for number, record in _records(text, delimiter):
            cells, faults = row_of(names, [without_guard(cell) for cell in record])
            if cells or faults:
                count.one_more()
                yield Line(table, source_of(file_name, table, number, headers), cells, faults)


def _header(line: str, header: Header) -> tuple[tuple[str, ...], str]:
    """The column names and the delimiter: the one that gives most columns of the table."""
    if not line.strip():
        raise Refused("no-header", f"has no column names in its first line. Known: {', '.join(header.columns)}.")
    read = [(without_empty_end(_split(line, delimiter)), delimiter) for delimiter in _DELIMITERS]
    return max(read, key=lambda names_and_delimiter: len(set(names_and_delimiter[0]) & set(header.columns)))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error as error:
        raise Refused("bad-csv", f"row 1: {error}.") from error


def _records(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records with their numbers; a quote that is never closed is told with the place where it was opened."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 1
    while True:
        number += 1
        line = reader.line_num + 2  # the reader has not seen the header
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise Refused("bad-csv", f"row {number} (line {line}): {error}. Is a quote opened there and never closed?") from error
        if record is None:
            return
        yield number, record
