"""Files to start from: the header of a table and one example row."""

import csv
import io
from typing import TYPE_CHECKING

from .cells import split
from .table import Table

if TYPE_CHECKING:
    from openpyxl import Workbook  # type: ignore[import-untyped]


def _example(table: Table) -> dict[str, str]:
    return {column.name: column.example for column in table.columns}


def _csv(table: Table) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows((_example(table).keys(), _example(table).values()))
    return file.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def _xlsx(table: Table) -> bytes:
    """The table's sheet and one that tells its columns, which the reader passes over by name. All cells are text, so that
    Excel makes no days of labels."""
    from openpyxl import Workbook  # takes a quarter of a second

    book = Workbook(write_only=True)
    _write(book, table.name, [list(_example(table)), list(_example(table).values())])
    told = [[c.name, "required" if c.required else "", c.form.words.replace("`", ""), c.help] for c in table.columns]
    _write(book, "columns", [["column", "required", "form", "help"], *told])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _yaml(table: Table) -> bytes:
    import yaml

    example = {c.name: list(split(c.example)) if c.form.many else c.example for c in table.columns if c.example}
    return yaml.safe_dump({table.name: [example]}, sort_keys=False, allow_unicode=True).encode()


def _write(book: "Workbook", title: str, rows: list[list[str]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)


WRITERS = {"csv": _csv, "xlsx": _xlsx, "yaml": _yaml}
