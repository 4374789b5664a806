"""Templates read back; the documentation tells what the tables take."""

import csv
import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline_tracker.ingest.tables import FORMS, TABLES, Row, read_table, template

DOCS = Path(__file__).resolve().parents[3] / "docs" / "tables.md"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", TABLES)
def test_a_template_holds_every_column_and_one_row_that_reads_back(table, form):
    (row,) = read_table(template(table, form), f"{table}.{form}")
    assert isinstance(row, Row), row
    examples = {column.name: column.example for column in TABLES[table].columns if column.example}
    lines = dict(line.split(": ", 1) for line in row.document.text.split("\n")[2:])
    assert lines == examples


def test_a_csv_template_names_its_columns_in_order_and_tells_excel_that_it_is_utf8():
    data = template("aliases", "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert next(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == ["entity", "company", "name", "alias", "as_of"]


def test_an_excel_template_tells_its_columns_on_a_second_sheet():
    book = load_workbook(io.BytesIO(template("aliases", "xlsx")))
    assert book.sheetnames == ["aliases", "columns"]
    assert [[cell or "" for cell in row] for row in book["columns"].values] == [
        ["column", "required", "form", "help"],
        ["entity", "required", "an entity: company, program, indication", "What the name belongs to."],
        ["company", "", "name of at most 200 characters", "Whose program it is; for programs only."],
        ["name", "required", "name of at most 200 characters", "The name that it is known by."],
        ["alias", "required", "name of at most 200 characters", "The further name."],
        ["as_of", "", "day: 2024-05-09", "The day on which the statement was made. Required unless --published gives it."],
    ]


@pytest.mark.parametrize(("table", "form"), [("drugs", "csv"), ("programs", "ods")])
def test_there_is_no_template_for_anything_else(table, form):
    with pytest.raises(KeyError):
        template(table, form)


def reference(table):
    """A table's part of the documentation, from its columns."""
    lines = [f"### {table.name}", "", table.about, "", "| column | holds | form |", "|---|---|---|"]
    for column in table.columns:
        name = f"**{column.name}**" if column.required else column.name
        several = "; several" if column.form.many else ""
        lines.append(f"| {name} | {column.help} | {column.form.words}{several} |")
    return "\n".join(lines)


def test_the_documentation_tells_every_column_as_it_is():
    parts = re.split(r"\n\n(?=###? )", DOCS.read_text(encoding="utf-8"))
    told = {part.split("\n", 1)[0].removeprefix("### "): part.strip() for part in parts if part.startswith("### ")}
    assert told == {table.name: reference(table) for table in TABLES.values()}
