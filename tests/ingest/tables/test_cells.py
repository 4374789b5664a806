"""The text of a row, and the row read back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.ingest.documents import Span
from pipeline_tracker.ingest.tables.cells import Cells, said, split, write
from pipeline_tracker.vocabulary.cells import join

LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1, max_size=20)
VALUE = st.lists(LINE.map(str.strip), min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
COLUMNS = ("company", "kind", "source_quote", "as_of")


def test_a_row_is_a_line_for_its_place_one_for_its_table_and_one_for_each_cell():
    text = write("milestones.csv row 12", "milestones", {"company": "Example Bio", "source_quote": "One.\nTwo.", "as_of": "2026-01-15"})
    assert text == ("milestones.csv row 12\ntable: milestones\ncompany: Example Bio\nsource_quote: One.\n  Two.\nas_of: 2026-01-15")
    assert said(text) == "table: milestones\ncompany: Example Bio\nsource_quote: One.\n  Two.\nas_of: 2026-01-15"


@given(st.dictionaries(st.sampled_from(COLUMNS), VALUE, min_size=1))
def test_cells_come_back_from_the_text_with_the_lines_that_they_stand_on(cells):
    text = write("some file row 2", "milestones", cells)
    read = Cells(text)
    assert read.table == "milestones"
    assert {column: read[column] for column in COLUMNS} == {column: cells.get(column, "") for column in COLUMNS}
    lines = {column: text[read.span(column).start : read.span(column).end] for column in cells}
    assert lines == {column: f"{column}: " + value.replace("\n", "\n  ") for column, value in cells.items()}
    assert text[read.whole.start : read.whole.end] == "\n".join(lines.values())


def test_a_cell_cannot_pass_for_another():
    text = write("x row 2", "milestones", {"company": "Example Bio\nkind: approved\n\nas_of: 1999-01-01", "kind": "launched"})
    read = Cells(text)
    assert (read["company"], read["kind"], read["as_of"]) == ("Example Bio\nkind: approved\n\nas_of: 1999-01-01", "launched", "")
    assert read.span("kind") == Span(len(text) - len("kind: launched"), len(text))


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", ()),
        ("one", ("one",)),
        ("one; two;three ;; one;", ("one", "two", "three")),
        (r"a\;b; c", ("a;b", "c")),
        (r"a\\; c", ("a\\", "c")),
        (r"a\b", (r"a\b",)),
        ("; ;", ()),
    ],
)
def test_semicolons_separate_values_unless_a_backslash_stands_before_them(cell, values):
    assert split(cell) == values


@given(st.lists(st.text(st.sampled_from("ab;\\ "), min_size=1).map(str.strip).filter(bool), unique=True))
def test_joined_values_are_split_again(values):
    assert split(join(values)) == tuple(values)
