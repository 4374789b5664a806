"""Table files (CSV, Excel, YAML) to lines of named cells; what the cells mean is decided in ``ingest.tables``."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pipeline_tracker.ingest.documents import Refused

from .lines import MAX_BYTES, MAX_ROWS, MAX_VALUES, Cell, Fault, Header, Line

__all__ = ["MAX_BYTES", "MAX_ROWS", "MAX_VALUES", "SUFFIXES", "Cell", "Fault", "Header", "Line", "read_lines"]

# Modules, imported for the first file of their kind: openpyxl alone takes a quarter of a second.
_READERS = {".csv": "delimited", ".tsv": "delimited", ".xlsx": "workbook", ".yaml": "structured", ".yml": "structured"}
SUFFIXES = tuple(_READERS)


def read_lines(source: Path | bytes, file_name: str, headers: Mapping[str, Header]) -> Iterator[Line]:
    """The filled rows of a table file, in its order, streamed. ``headers`` are the tables that there are.

    Raises Refused, also between rows, where the file as a whole cannot be taken; its message names no file.
    """
    reader = _READERS.get(Path(file_name).suffix.lower())
    if reader is None:
        raise Refused("unknown-format", f"is none of {', '.join(SUFFIXES)}.")
    with _opened(source) as file:
        size = file.seek(0, 2)
        if not size:
            raise Refused("empty", "is empty.")
        if size > MAX_BYTES:
            raise Refused("too-large", f"is larger than {MAX_BYTES // 1024 // 1024} MB. Split it.")
        file.seek(0)
        yield from import_module(f"{__name__}.{reader}").lines(file, file_name, headers)


@contextmanager
def _opened(source: Path | bytes) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield BytesIO(source)
        return
    try:
        file = source.open("rb")
    except OSError as error:
        raise Refused("unreadable", f"cannot be read: {error.strerror}. Check that it exists and that you may read it.") from error
    with file:
        yield file
