"""Tables that teams keep: companies, programs, aliases, indications, trials and milestones, each row a source document.

Which table a file holds is told by its name (companies.csv, milestones-2026.xlsx), a workbook's sheets or YAML's top-level
keys. Pure: no database, no network, no clock.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pipeline_tracker.ingest.documents import Reading

from . import rows, templates
from .aliases import ALIASES
from .companies import COMPANIES
from .indications import INDICATIONS
from .milestones import MILESTONES
from .programs import PROGRAMS
from .rows import BadRow, Row
from .table import Column, Table
from .trials import TRIALS

__all__ = ["FORMS", "TABLES", "BadRow", "Column", "Row", "Table", "read_table", "template", "understand"]

FORMS = tuple(templates.WRITERS)
TABLES = {table.name: table for table in (COMPANIES, PROGRAMS, ALIASES, INDICATIONS, TRIALS, MILESTONES)}


def read_table(source: Path | bytes, file_name: str, published: dt.date | None = None) -> Iterator[Row | BadRow]:
    """The rows of a table file in its order, streamed; ``published`` is the day of statements without an as_of.

    Raises Refused, also after some rows, where the file as a whole cannot be taken. Nothing is kept between rows, so
    reading a file twice, first for its BadRows, costs no memory.
    """
    return rows.rows(source, file_name, published, TABLES)


def understand(text: str) -> Reading:
    """What a stored row says, from its document's text: the same as when it was read from its file."""
    return rows.understood(text, TABLES)


def template(table: str, form: str) -> bytes:
    """A file to start from: the columns of a table with one example row that reads back. ``form`` is one of FORMS.

    Raises KeyError for another table or form.
    """
    return templates.WRITERS[form](TABLES[table])
