"""Table files to lines of cells: what is taken and how, what is refused by which code and place."""

import csv
import datetime as dt
import io
import warnings
import zipfile

import pytest
import yaml
from defusedxml import DTDForbidden, EntitiesForbidden
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.readers import tables
from pipeline_tracker.ingest.readers.tables import MAX_BYTES, Fault, Header, Line, lines, read_lines, workbook
from pipeline_tracker.vocabulary.cells import without_guard
from tests.effort import effort

HEADERS = {
    "programs": Header(("company", "name", "aliases", "as_of"), frozenset({"company", "name"})),
    "milestones": Header(("company", "kind", "when", "as_of"), frozenset({"company", "as_of"})),
}
NAMES = ("company", "name", "aliases", "as_of")


def read(data, file_name="programs.csv"):
    return list(read_lines(data if isinstance(data, bytes) else data.encode(), file_name, HEADERS))


def refusal(data, file_name="programs.csv"):
    with pytest.raises(Refused) as caught:
        read(data, file_name)
    return caught.value.code, str(caught.value)


def book(*sheets, **cells):
    """A workbook of (title, rows); ``cells`` set (value, number format) by name in the last sheet."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for name, (value, form) in cells.items():
        sheet[name] = value
        sheet[name].number_format = form
    return saved(made)


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def repacked(data, parts, drop=()):
    """The workbook with these parts put in the place of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name not in drop:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def as_excel_writes(company, name, before=""):
    """A workbook of one row whose texts stand in a part of their own, as Excel puts them; ``before`` begins that part."""
    data = book(("programs", SHEET))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            name: archive.read(name).decode() for name in ("xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")
        }
    sheet, types, relations = parts.values()
    texts = ("company", "name", company, name)
    for number, text in enumerate(("company", "name", "Example Bio", "ABX-101")):
        sheet = sheet.replace(f't="inlineStr"><is><t>{text}</t></is>', f't="s"><v>{number}</v>')
    assert "inlineStr" not in sheet
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    return repacked(
        data,
        {
            "xl/worksheets/sheet1.xml": sheet,
            "[Content_Types].xml": types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'),
            "xl/_rels/workbook.xml.rels": relations.replace(
                "</Relationships>", f'<Relationship Id="rId99" Type="{relation}" Target="sharedStrings.xml"/></Relationships>'
            ),
            "xl/sharedStrings.xml": f'{before}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + "".join(f"<si><t>{text}</t></si>" for text in texts)
            + "</sst>",
        },
    )


ONE = [Line("programs", "programs.csv row 2", {"company": "Example Bio", "name": "ABX-101"})]
SHEET = [["company", "name"], ["Example Bio", "ABX-101"]]


# --- Any format ---------------------------------------------------------------------------------------------------------


def test_a_file_is_read_from_its_path_as_from_its_bytes(tmp_path):
    path = tmp_path / "programs.csv"
    path.write_bytes(b"company,name\nExample Bio,ABX-101\n")
    assert list(read_lines(path, path.name, HEADERS)) == read(path.read_bytes()) == ONE


@pytest.mark.parametrize("name", ["programs.csv", "programs-2026.csv", "programs_q1.tsv", "programs 2026.yaml", "programs.v2.csv"])
def test_the_beginning_of_the_files_name_tells_the_table(name):
    assert lines.table_of(name, HEADERS) == "programs"


@pytest.mark.parametrize("name", ["programslist.csv", "my-programs.csv", "Programs.csv", "data.csv", "programs2026.csv"])
def test_another_name_tells_no_table(name):
    assert refusal("company,name\n", name) == (
        "unknown-table",
        "does not tell its table. Let the file's name begin with one of programs, milestones.",
    )


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "programs.csv", "empty"),
        (b"", "programs.xlsx", "empty"),
        (b"", "programs.yaml", "empty"),
        (b"x" * (MAX_BYTES + 1), "programs.csv", "too-large"),
        (b"company,name\n", "programs.ods", "unknown-format"),
        (b"company,name\n", "programs", "unknown-format"),
    ],
)
def test_no_reader_sees_what_is_empty_too_large_or_of_another_format(data, name, code):
    assert refusal(data, name)[0] == code


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused) as caught:
        list(read_lines(tmp_path / "programs.csv", "programs.csv", HEADERS))
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("company,nmae", ("unknown-column", "has an unknown column 'nmae'. Nearest: name.")),
        ("company,Name", ("unknown-column", "has an unknown column 'Name'. Nearest: name.")),
        ("company, name", ("unknown-column", "has an unknown column ' name'. Nearest: name.")),
        ("company,is_superuser", ("unknown-column", "has an unknown column 'is_superuser'. Known: company, name, aliases, as_of.")),
        ("company,name,name", ("duplicate-column", "has the column name twice.")),
        ("company,,name", ("unnamed-column", "column 2 has no name.")),
        ("name", ("missing-column", "lacks the column company.")),
        ("aliases", ("missing-column", "lacks the column company, name.")),
        ("<!DOCTYPE html>", ("unknown-column", "has an unknown column '<!DOCTYPE html>'. Known: company, name, aliases, as_of.")),
    ],
)
def test_a_header_that_is_not_the_tables_is_refused_with_what_would_be(header, told):
    assert refusal(f"{header}\nx,y,z\n") == told
    cells = header.split(",")
    assert refusal(book(("programs", [cells, ["x", "y", "z"]])), "programs.xlsx") == told


def test_the_day_of_statements_may_be_given_for_the_whole_file():
    assert refusal("company\nx\n", "milestones.csv") == (
        "missing-column",
        "lacks the column as_of. Or give the day of all its statements with --published.",
    )


def test_more_rows_than_the_limit_refuse_the_file_after_those_before(monkeypatch):
    monkeypatch.setattr(lines, "MAX_ROWS", 2)
    rows = [["Example Bio", f"P-{n}"] for n in range(3)]
    for data, name in (
        ("company,name\n" + "".join(f"{','.join(row)}\n" for row in rows), "programs.csv"),
        (book(("programs", [SHEET[0], *rows])), "programs.xlsx"),
        (yaml.safe_dump([dict(zip(NAMES, row, strict=False)) for row in rows]), "programs.yaml"),
    ):
        read_one_by_one = read_lines(data if isinstance(data, bytes) else data.encode(), name, HEADERS)
        assert [next(read_one_by_one).cells["name"], next(read_one_by_one).cells["name"]] == ["P-0", "P-1"]
        with pytest.raises(Refused, match=r"more than 2 rows\. Split it\."):
            next(read_one_by_one)


# --- CSV ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_comma_semicolon_and_tab_any_line_end_and_a_byte_order_mark_are_understood(delimiter, end, mark):
    assert read(f"{mark}company{delimiter}name{end}Example Bio{delimiter}ABX-101{end}") == ONE


def test_the_last_line_needs_no_end_and_columns_any_order():
    assert read("name,company\nABX-101,Example Bio") == ONE


def test_a_pipe_is_no_delimiter():
    assert refusal("company|name\nExample Bio|ABX-101\n")[0] == "unknown-column"


def test_quoted_cells_hold_delimiters_quotes_and_line_ends_and_rows_count_as_in_a_spreadsheet():
    assert read('company,name\n"Example, Bio","AB""X\r\n101"\n\n,,\nOther;Bio, B-2 \n') == [
        Line("programs", "programs.csv row 2", {"company": "Example, Bio", "name": 'AB"X\r\n101'}),
        Line("programs", "programs.csv row 5", {"company": "Other;Bio", "name": " B-2 "}),
    ]


def test_a_row_may_be_short_but_not_longer_than_the_header():
    assert read("company,name,,\nExample Bio\nExample Bio,ABX-101,,,x\n") == [
        Line("programs", "programs.csv row 2", {"company": "Example Bio"}),
        Line(
            "programs",
            "programs.csv row 3",
            {"company": "Example Bio", "name": "ABX-101"},
            (Fault("cell-without-column", "cell 5 stands beyond the last column."),),
        ),
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ('company,name\na,b\n"c,d\n' + "e,f\n" * 1000, "row 3 (line 3): unexpected end of data."),
        ('company,name\n"a\nb",c\n"d,e\n', "row 3 (line 4): unexpected end of data."),
        ('company,name\na,b\n"c"d,e\n', "row 3 (line 3): ',' expected after '\"'."),
        (f"company,name\na,{'x' * 140_000}\n", "row 2 (line 2): field larger than field limit (131072)."),
    ],
)
def test_a_quote_that_swallows_rows_is_told_with_the_place_where_it_was_opened(data, place):
    assert refusal(data) == ("bad-csv", f"{place} Is a quote opened there and never closed?")


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"company,name\ncaf\xe9,b\n", "not-utf-8", "byte 16 (0xe9)"),
        (b"\xff\xfec\x00o\x00", "binary", "byte 3 is NUL"),
        (b"\xff\xfe", "not-utf-8", "byte 0 (0xff)"),
        (b"company,name\n" + b"x" * 70_000 + b"\xc3", "not-utf-8", "byte 70013 (0xc3)"),
        (b"company,name\n" + b"x" * (65_536 - 14) + "é".encode() + b"\xe9,", "not-utf-8", "byte 65537 (0xe9)"),
        (b"company,name\na\x00,b\n", "binary", "byte 14 is NUL"),
        (b"PK\x03\x04" + bytes(100), "binary", "NUL"),
        (b"\n\ncompany,name\n", "no-header", "Known: company, name, aliases, as_of."),
    ],
)
def test_what_is_no_utf8_text_is_refused_at_its_byte(data, code, told):
    found, message = refusal(data)
    assert found == code
    assert told in message


def test_characters_may_lie_across_the_blocks_in_which_a_file_is_checked():
    name = "é" * 40_000 + "日" * 30_000
    assert read(f"company,name\nx,{name}\n")[0].cells["name"] == name


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-5", "@x", "''=1", "-abx", "'", "'quoted'", "''", "'a=b"])
def test_formulas_are_text_and_the_guard_that_exports_write_is_taken_off(cell):
    # The rule of exports: an apostrophe before what a spreadsheet would run, and before what looks guarded already.
    guarded = f"'{cell}" if cell.lstrip("'")[:1] in ("=", "+", "-", "@") else cell
    assert without_guard(guarded) == cell
    assert read(f"company,name\n{guarded},\t{cell}\n")[0].cells["company"] == cell


def test_a_cell_without_guard_keeps_its_apostrophe():
    assert [without_guard(cell) for cell in ("'tis", "'", "=1+1", "O'Neil", "'=1")] == ["'tis", "'", "=1+1", "O'Neil", "=1"]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30)
FILLED = st.dictionaries(st.sampled_from(NAMES), CELL.filter(str.strip), max_size=4).map(
    lambda cells: {"company": "Example Bio", "name": "ABX-101", **cells}
)


@settings(deadline=None, max_examples=60)
@given(st.lists(FILLED, max_size=4), st.sampled_from(",;\t"), st.booleans())
def test_what_the_csv_module_writes_is_read_back(rows, delimiter, crlf):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n" if crlf else "\n")
    writer.writerow(NAMES)
    for row in rows:
        cells = [row.get(name, "") for name in NAMES]
        writer.writerow([f"'{c}" if c.lstrip("'")[:1] in tuple("=+-@\t\r") and c.lstrip("'") else c for c in cells])
    assert [dict(line.cells) for line in read(file.getvalue())] == rows


# --- Excel --------------------------------------------------------------------------------------------------------------


def test_a_workbook_holds_several_tables_by_the_names_of_its_sheets():
    data = book(
        ("programs", SHEET),
        ("Notes", [["whatever", 1]]),
        ("columns", [["column", "help"]]),
        ("empty", []),
        ("milestones 2026", [["company", "as_of"], ["Example Bio", "2026-01-15"]]),
    )
    assert read(data, "portfolio.xlsx") == [
        Line("programs", "portfolio.xlsx programs row 2", {"company": "Example Bio", "name": "ABX-101"}),
        Line("milestones", "portfolio.xlsx milestones row 2", {"company": "Example Bio", "as_of": "2026-01-15"}),
    ]


def test_the_only_sheet_may_have_any_name_if_the_file_tells_the_table():
    assert read(book(("Sheet1", SHEET)), "programs-2026.xlsx") == [
        Line("programs", "programs-2026.xlsx row 2", {"company": "Example Bio", "name": "ABX-101"})
    ]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (book(("Sheet1", SHEET)), "data.xlsx", "unknown-table"),
        (book(("programs", SHEET), ("Sheet2", SHEET)), "programs.xlsx", "unknown-table"),
        (book(("Sheet1", [])), "programs.xlsx", "empty"),
        (book(("programs", [[], ["company", "name"]])), "programs.xlsx", "no-header"),
        (book(("programs", [["company", 2024]])), "programs.xlsx", "unknown-column"),
        (book(("programs", [["company", dt.date(2024, 5, 9)]])), "programs.xlsx", "unknown-column"),
        (book(("programs", [["company", "=A1"]])), "programs.xlsx", "formula"),
        (b"company,name\n", "programs.xlsx", "bad-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "programs.xlsx", "old-workbook"),
        (b"PK\x03\x04 not a zip", "programs.xlsx", "bad-workbook"),
        (book(("programs", SHEET))[:-200], "programs.xlsx", "bad-workbook"),
        (repacked(book(("programs", SHEET)), {}, drop=("xl/workbook.xml",)), "programs.xlsx", "bad-workbook"),
        (repacked(book(("programs", SHEET)), {"xl/worksheets/sheet1.xml": "<worksheet"}), "programs.xlsx", "bad-workbook"),
    ],
)
def test_a_workbook_that_is_none_or_tells_no_table_is_refused(data, name, code):
    assert refusal(data, name)[0] == code


@pytest.mark.parametrize(
    ("value", "form", "cell"),
    [
        ("text", "General", "text"),
        (2024, "General", "2024"),
        (12.0, "General", "12"),
        (0.1, "General", "0.1"),
        (-5, "General", "-5"),
        (999_999_999_999_999, "0", "999999999999999"),
        (10**15, "0", Fault("inexact-number", "cell B2 holds a number of more than 15 digits, which Excel rounds; write it as text.")),
        (True, "General", Fault("not-text", "cell B2 holds a truth value; write a text.")),
        (dt.date(2024, 5, 9), "yyyy-mm-dd", dt.date(2024, 5, 9)),
        (dt.date(2024, 5, 9), "mm-dd-yy", dt.date(2024, 5, 9)),
        (dt.date(2024, 5, 9), '[$-409]d\\ mmm\\ yyyy;@"day"', dt.date(2024, 5, 9)),
        (
            dt.date(2024, 5, 1),
            "mmm-yy",
            Fault("hidden-day", "cell B2 holds a day of which it shows only a part; write what it shows as text."),
        ),
        (
            dt.date(2024, 9, 2),
            "d-mmm",
            Fault("hidden-day", "cell B2 holds a day of which it shows only a part; write what it shows as text."),
        ),
        (dt.datetime(2024, 5, 9, 7, 0), "yyyy-mm-dd hh:mm", Fault("not-a-day", "cell B2 holds a day with an hour; write the day only.")),
        (dt.time(7, 0), "hh:mm", Fault("not-text", "cell B2 holds a time; write a text.")),
        ("=1+1", "General", Fault("formula", "cell B2 holds a formula; put its value there.")),
        ("=SUM(A1:A2)", "@", Fault("formula", "cell B2 holds a formula; put its value there.")),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_a_cell_is_what_it_shows_or_a_fault_that_names_it(value, form, cell):
    data = book(("programs", SHEET), B2=(value, form))
    assert read(data, "programs.xlsx") == [Line("programs", "programs.xlsx row 2", {"company": "Example Bio", "name": cell})]


def test_text_that_begins_like_a_formula_is_text_and_loses_the_guard_of_exports():
    assert read(as_excel_writes("=HYPERLINK(1)", "'=1+1"), "programs.xlsx")[0].cells == {"company": "=HYPERLINK(1)", "name": "=1+1"}


def test_rows_are_counted_as_the_sheet_counts_them_whatever_size_it_declares():
    made = Workbook()
    made.active.title = "programs"
    made.active.append(["company", "name"])
    made.active["A70000"] = "Example Bio"
    made.active["B70000"] = "ABX-101"
    data = saved(made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    for declared in ("A1:B70000", "A1:A1", "A1:XFD1048576"):
        changed = repacked(data, {"xl/worksheets/sheet1.xml": xml.replace('ref="A1:B70000"', f'ref="{declared}"')})
        assert read(changed, "programs.xlsx") == [
            Line("programs", "programs.xlsx row 70000", {"company": "Example Bio", "name": "ABX-101"})
        ]


@pytest.mark.slow
def test_a_row_beyond_the_last_that_excel_has_is_refused_before_it_is_reached():
    data = book(("programs", SHEET))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    far = xml.replace('<row r="2"', '<row r="999999999999"').replace('r="A2"', 'r="A3"').replace('r="B2"', 'r="B3"')
    assert far != xml
    assert refusal(repacked(data, {"xl/worksheets/sheet1.xml": far}), "programs.xlsx")[0] == "too-many-rows"


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_entities_are_refused_in_every_part(part):
    data = as_excel_writes("Example Bio", "ABX-101")
    assert len(read(data, "programs.xlsx")) == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(part).decode()
    body = xml[xml.index("?>") + 2 :] if xml.startswith("<?xml") else xml
    with pytest.raises(Refused) as caught:
        read(repacked(data, {part: ENTITIES + body}), "programs.xlsx")
    assert caught.value.code == "bad-workbook"
    causes = []
    cause = caught.value.__cause__
    while cause:
        causes.append(type(cause))
        cause = cause.__cause__
    assert {EntitiesForbidden, DTDForbidden} & set(causes)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/media/image.bin": bytes(210 * 1024 * 1024)}, "bomb"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (30 * 1024 * 1024)}, "bomb"),
        ({"docProps/app.xml": b"<a>" + b" " * (6 * 1024 * 1024) + b"</a>"}, "bomb"),
        ({f"xl/media/{n}.bin": b"" for n in range(1001)}, "bad-workbook"),
    ],
    ids=["whole", "ratio", "part", "entries"],
)
def test_archives_that_unpack_to_too_much_are_refused(parts, code):
    assert refusal(repacked(book(("programs", SHEET)), parts), "programs.xlsx")[0] == code


def test_two_parts_of_one_name_and_unusual_packing_are_refused():
    file = io.BytesIO(book(("programs", SHEET)))
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refusal(file.getvalue(), "programs.xlsx")[0] == "bad-workbook"
    file = io.BytesIO(book(("programs", SHEET)))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/media/x.bin", "x")
    assert refusal(file.getvalue(), "programs.xlsx")[0] == "bad-workbook"


def test_a_part_that_is_larger_than_the_archive_says_is_refused():
    data = bytearray(repacked(book(("programs", SHEET)), {"docProps/app.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}))
    at = data.rindex(b"docProps/app.xml") - 46  # its entry in the central directory
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert refusal(bytes(data), "programs.xlsx")[0] == "bad-workbook"


# Excel's own limit on what a cell's text may hold leaves out most control characters.
XML_CELL = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), XML_CELL.filter(lambda c: c.strip() and c[0] != "="), max_size=4), max_size=4))
def test_what_openpyxl_writes_is_read_back(rows):
    rows = [{"company": "Example Bio", "name": "ABX-101", **row} for row in rows]
    data = book(("programs", [list(NAMES), *([row.get(name) for name in NAMES] for row in rows)]))
    assert [dict(line.cells) for line in read(data, "programs.xlsx")] == rows


# --- YAML ---------------------------------------------------------------------------------------------------------------


def test_yaml_names_its_tables_or_is_the_list_that_the_file_names():
    both = "programs:\n- company: Example Bio\n  name: ABX-101\nmilestones:\n- {company: Example Bio, as_of: 2026-01-15}\n"
    assert read(both, "portfolio.yaml") == [
        Line("programs", "portfolio.yaml programs row 1", {"company": "Example Bio", "name": "ABX-101"}),
        Line("milestones", "portfolio.yaml milestones row 1", {"company": "Example Bio", "as_of": "2026-01-15"}),
    ]
    assert read("- company: Example Bio\n  name: ABX-101\n", "programs.yml") == [
        Line("programs", "programs.yml row 1", {"company": "Example Bio", "name": "ABX-101"})
    ]


def test_every_value_is_text_as_it_stands_and_nulls_are_empty():
    text = "- {company: NO, name: 010, aliases: [on, 1:30, '~', ~, 3.10], as_of: 2024-05-09}\n- {company: ~, name: 'null', aliases: []}\n"
    assert [dict(line.cells) for line in read(text, "programs.yaml")] == [
        {"company": "NO", "name": "010", "aliases": ("on", "1:30", "~", "", "3.10"), "as_of": "2024-05-09"},
        {"name": "null"},
    ]


def test_an_unknown_column_costs_its_entry_only():
    assert read("- {company: a, nmae: b}\n- {company: c}\n", "programs.yaml") == [
        Line(
            "programs",
            "programs.yaml row 1",
            {"company": "a"},
            (Fault("unknown-column", "line 1 has an unknown column 'nmae'. Nearest: name."),),
        ),
        Line("programs", "programs.yaml row 2", {"company": "c"}),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# nothing\n", ("empty", "is empty.")),
        ("- &a {company: x}\n", ("yaml-alias", "line 1 has an anchor or alias; write the value where it is meant.")),
        ("- company: &a x\n  name: *a\n", ("yaml-alias", "line 1 has an anchor or alias; write the value where it is meant.")),
        ("&a [*a]\n", ("yaml-alias", "line 1 has an anchor or alias; write the value where it is meant.")),
        ("- company: !!python/object/apply:os.system [ls]\n", ("yaml-tag", "line 1 has a tag; values are plain texts.")),
        ("- company: !!binary aGk=\n", ("yaml-tag", "line 1 has a tag; values are plain texts.")),
        ("- company: a\n  company: b\n", ("duplicate-column", "line 2 gives 'company' twice.")),
        ("programs: []\nprograms: []\n", ("duplicate-column", "line 2 gives 'programs' twice.")),
        ("program: []\n", ("unknown-table", "line 1 names an unknown table 'program'. Nearest: programs.")),
        ("programs: text\n", ("bad-shape", "line 1: programs is not a list of entries.")),
        ("programs:\n- text\n", ("bad-shape", "line 2: an entry of programs is not a mapping of columns.")),
        ("- company: {a: b}\n", ("bad-shape", "line 1: 'company' is neither a text nor a list of texts.")),
        ("- company: [[a]]\n", ("bad-shape", "line 1: an item of 'company' is not a text.")),
        ("- ? [a]\n  : b\n", ("bad-shape", "line 1: a name is not a plain text.")),
        ("text\n", ("bad-shape", "line 1: the file is neither a list of entries nor a mapping of table names to such lists.")),
        (
            "- {" + ", ".join(f"c{n}: x" for n in range(101)) + "}\n",
            ("bad-shape", "line 1: there are more than 100 names."),
        ),
        (f"- aliases: [{', '.join('x' * 201)}]\n", ("bad-shape", "line 1: 'aliases' has more than 200 values.")),
        ("- {company: a}\n---\n- {company: b}\n", ("bad-shape", "line 3: a second document begins.")),
    ],
)
def test_what_is_no_table_in_yaml_is_refused_at_its_line(text, told):
    assert refusal(text, "programs.yaml") == told


@pytest.mark.parametrize("text", ["- company: 'a\n", "- {company: a\n", "\t- a\n", "- company: @x\n", "%YAML 9.9\n--- x\n", "- a: b: c\n"])
def test_broken_yaml_is_refused_with_its_line(text):
    code, message = refusal(text, "programs.yaml")
    assert code == "bad-yaml"
    assert message.startswith("is not YAML: line ")


@pytest.mark.parametrize("text", ["[" * 100_000, "- company: " + "[" * 100_000, "- " * 5_000 + "x", "{" * 100_000])
def test_depth_does_not_matter(text):
    assert refusal(text, "programs.yaml")[0] in ("bad-shape", "bad-yaml")
    assert effort(lambda: refusal(text, "programs.yaml")) < effort(lambda: read("- company: a\n  name: b\n" * 4_000, "programs.yaml"))


def test_yaml_in_another_encoding_is_refused():
    assert refusal(b"- company: caf\xe9\n", "programs.yaml")[0] == "not-utf-8"
    assert refusal("- company: x\n".encode("utf-16"), "programs.yaml")[0] == "binary"


@settings(deadline=None, max_examples=60)
@given(st.lists(FILLED, min_size=1, max_size=4))
def test_what_pyyaml_writes_is_read_back(rows):
    text = yaml.safe_dump({"programs": rows})  # what YAML takes for a line end, such as U+0085, is escaped
    assert [dict(line.cells) for line in read(text, "any.yaml")] == rows


def test_all_that_reads_is_told():
    assert tables.SUFFIXES == (".csv", ".tsv", ".xlsx", ".yaml", ".yml")
    assert frozenset({"columns", "notes", "readme"}) == workbook.IGNORED_SHEETS
