"""Rows of each table: the document and the reading that they become, whole, and every fault by file, row and column."""

import csv
import datetime as dt
import hashlib
import io

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pipeline_tracker.ingest.documents import Attribute, Claim, Company, Document, Indication, Program, Reading, Refused, Trial
from pipeline_tracker.ingest.tables import FORMS, TABLES, BadRow, Row, read_table, template, understand
from pipeline_tracker.vocabulary.cells import join
from pipeline_tracker.vocabulary.windows import Window, parse_label

DAY = dt.date(2026, 1, 15)


def as_csv(*rows):
    """Rows as mappings, with the columns that any of them fills."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def one(table, published=None, **cells):
    (row,) = read_table(as_csv(cells), f"{table}.csv", published)
    return row


def good(table, **cells):
    row = one(table, published=DAY, **cells)
    assert isinstance(row, Row), row
    return row


def fault(table, **cells):
    row = one(table, published=DAY, **cells)
    assert isinstance(row, BadRow), row
    return row.code, row.message


def lines_of(row):
    """Every span of a reading, as (what it is of, its text)."""
    reading = row.reading
    parts = (*reading.programs, *reading.indications, *reading.trials, *reading.attributes, *reading.claims)
    return [(type(part).__name__, row.document.text[part.span.start : part.span.end]) for part in parts]


def without_spans(reading):
    return [repr(part).replace(repr(part.span), "") for part in (*reading.programs, *reading.indications, *reading.trials, *reading.claims)]


TRIAL = {"company": "Example Bio", "registry": "ctgov", "identifier": "NCT01234567"}
MILESTONE = {"company": "Example Bio", "kind": "trial_initiated", "status": "expected"}


# --- Documents ----------------------------------------------------------------------------------------------------------


def test_a_row_is_a_document_of_its_filled_cells():
    row = one("milestones", **MILESTONE, when="2026-H2", verb="", as_of="2026-01-15")
    said = "table: milestones\ncompany: Example Bio\nkind: trial_initiated\nstatus: expected\nwhen: 2026-H2\nas_of: 2026-01-15"
    assert row.source == "milestones.csv row 2"
    assert row.document == Document(
        kind="table",
        text=f"milestones.csv row 2\n{said}",
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        address="milestones.csv row 2",
        title="milestones.csv row 2",
        published=DAY,
        published_from="as_of",
    )


def test_the_same_row_in_another_place_file_or_format_is_the_same_document():
    cells = {"company": "Example Bio", "name": "ABX-101", "aliases": "a; b", "as_of": "2026-01-15"}
    book = Workbook()
    book.active.append(list(reversed(cells)))
    book.active.append([dt.date(2026, 1, 15), "a;b", "ABX-101", "Example Bio"])
    book.active["A2"].number_format = "yyyy-mm-dd"
    file = io.BytesIO()
    book.save(file)
    read = [
        *read_table(as_csv({**cells, "name": "B"}, cells), "programs.csv"),
        *read_table(file.getvalue(), "programs-old.xlsx"),
        *read_table(yaml.safe_dump({"programs": [{**cells, "aliases": ["a", "b"]}]}).encode(), "all.yaml"),
    ]
    assert [row.source for row in read] == [
        "programs.csv row 2",
        "programs.csv row 3",
        "programs-old.xlsx row 2",
        "all.yaml programs row 1",
    ]
    assert len({row.document.sha256 for row in read[1:]}) == 1
    assert read[0].document.sha256 != read[1].document.sha256


def test_the_day_of_the_statement_is_the_rows_own_before_the_files():
    file = as_csv({"name": "Example Bio", "as_of": "2025-03-01"}, {"name": "Example Bio", "as_of": ""})
    first, second = read_table(file, "companies.csv", DAY)
    assert (first.document.published, first.document.published_from) == (dt.date(2025, 3, 1), "as_of")
    assert (second.document.published, second.document.published_from) == (DAY, "option")
    assert second.document.text.endswith("as_of: 2026-01-15")  # the same words on another day are another statement
    first, second = read_table(file, "companies.csv")
    assert isinstance(first, Row)
    assert second == BadRow(
        "companies.csv row 3",
        "missing-value",
        "companies.csv row 3, column as_of: is empty; give the day, or the day of all statements with --published.",
    )


def test_a_stored_row_is_understood_from_its_text_as_from_its_file():
    for table in TABLES:
        for form in FORMS:
            (row,) = read_table(template(table, form), f"{table}.{form}")
            assert understand(row.document.text) == row.reading


def test_a_file_name_with_line_ends_stays_one_line():
    (row,) = read_table(as_csv({"name": "Example Bio"}), "companies\nname: Other.csv", DAY)
    assert row.document.text.split("\n") == [
        "companies name: Other.csv row 2",
        "table: companies",
        "name: Example Bio",
        "as_of: 2026-01-15",
    ]


def test_text_is_composed_and_without_controls_and_marks():
    row = good("companies", name="Cafe\u0301\x0b  Bio®", aliases="\u00a0CB™ ;\x07")
    assert row.document.text.split("\n")[2:] == ["name: Café Bio", "aliases: CB", "as_of: 2026-01-15"]


# --- What each table says -----------------------------------------------------------------------------------------------


def test_companies():
    row = good(
        "companies",
        name="Example Bio, Inc.",
        ticker="EXBI",
        exchange="NASDAQ",
        cik="1234567",
        country="NO",
        aliases="Example Bio; EXB",
        former_names="Sample Cell Works Ltd; EXB",
    )
    assert row.reading == Reading(
        company=Company(
            name="Example Bio, Inc.",
            exchange="NASDAQ",
            ticker="EXBI",
            aliases=("Example Bio", "EXB"),
            former_names=("Sample Cell Works Ltd", "EXB"),
        ),
        attributes=(
            Attribute("company.cik", "Example Bio, Inc.", "0001234567", row.reading.attributes[0].span),
            Attribute("company.country", "Example Bio, Inc.", "NO", row.reading.attributes[1].span),
        ),
    )


def test_programs():
    row = good(
        "programs",
        company="Example Bio",
        name="ABX-101",
        aliases="ABX101; examplinib",
        modality="cell_therapy",
        origin="allogeneic",
        target="BCMA",
        partners="Partner Pharma AG; Other, Inc.",
        indications="multiple myeloma; AL amyloidosis",
    )
    program = Program(
        name="ABX-101",
        span=row.reading.programs[0].span,
        aliases=("ABX101", "examplinib"),
        indications=("multiple myeloma", "AL amyloidosis"),
        modality="cell_therapy",
        origin="allogeneic",
        known=True,
    )
    assert row.reading == Reading(
        company=Company("Example Bio"),
        programs=(program,),
        indications=tuple(Indication(name, row.reading.indications[0].span) for name in ("multiple myeloma", "AL amyloidosis")),
        attributes=(
            Attribute("program.target", "ABX-101", "BCMA", row.reading.attributes[0].span),
            Attribute("program.partners", "ABX-101", "Partner Pharma AG; Other, Inc.", row.reading.attributes[1].span),
        ),
    )
    whole = row.document.text.split("\n", 2)[2]
    assert lines_of(row) == [
        ("Program", whole),
        ("Indication", "indications: multiple myeloma; AL amyloidosis"),
        ("Indication", "indications: multiple myeloma; AL amyloidosis"),
        ("Attribute", "target: BCMA"),
        ("Attribute", "partners: Partner Pharma AG; Other, Inc."),
    ]


def test_aliases_of_companies_programs_and_indications():
    company = good("aliases", entity="company", name="Example Bio", alias="EXB")
    assert company.reading == Reading(company=Company("Example Bio", aliases=("EXB",)))
    program = good("aliases", entity="program", company="Example Bio", name="ABX-101", alias="examplinib; x")
    assert program.reading == Reading(
        company=Company("Example Bio"),
        programs=(Program("ABX-101", program.reading.programs[0].span, aliases=("examplinib; x",), known=True),),
    )
    indication = good("aliases", entity="indication", name="multiple myeloma", alias="plasma cell myeloma")
    assert indication.reading == Reading(
        company=None,
        indications=(Indication("multiple myeloma", indication.reading.indications[0].span, aliases=("plasma cell myeloma",)),),
    )
    assert lines_of(indication) == [("Indication", indication.document.text.split("\n", 2)[2])]


def test_indications():
    row = good("indications", name="multiple myeloma", abbreviation="MM", area="Neoplasms", mesh="Multiple Myeloma", aliases="myeloma")
    assert row.reading == Reading(
        company=None,
        indications=(
            Indication(
                "multiple myeloma",
                row.reading.indications[0].span,
                abbreviation="MM",
                normal="Multiple Myeloma",
                area="Neoplasms",
                aliases=("myeloma",),
            ),
        ),
    )
    assert lines_of(row) == [("Indication", row.document.text.split("\n", 2)[2])]


def test_trials():
    row = good(
        "trials",
        **TRIAL,
        title="ABX-101 in myeloma",
        phase="phase_1_2",
        status="RECRUITING",
        enrollment="120 estimated",
        programs="ABX-101; ABX-102",
        indications="multiple myeloma",
        other_ids="protocol:EXB-001; eudract: 2019-000001-11",
    )
    (trial,) = row.reading.trials
    spans = [part.span for part in (*row.reading.programs, *row.reading.indications, *row.reading.attributes)]
    assert row.reading == Reading(
        company=Company("Example Bio"),
        programs=(Program("ABX-101", spans[0], known=True), Program("ABX-102", spans[1], known=True)),
        indications=(Indication("multiple myeloma", spans[2]),),
        trials=(
            Trial(
                "ctgov",
                "NCT01234567",
                trial.span,
                title="ABX-101 in myeloma",
                identifiers=(("protocol", "EXB-001"), ("eudract", "2019-000001-11")),
                programs=("ABX-101", "ABX-102"),
                indications=("multiple myeloma",),
            ),
        ),
        attributes=(
            Attribute("trial.phase", "NCT01234567", "phase_1_2", spans[3]),
            Attribute("trial.status", "NCT01234567", "RECRUITING", spans[4]),
            Attribute("trial.enrollment", "NCT01234567", "120 estimated", spans[5]),
        ),
    )
    assert lines_of(row) == [
        ("Program", "programs: ABX-101; ABX-102"),
        ("Program", "programs: ABX-101; ABX-102"),
        ("Indication", "indications: multiple myeloma"),
        ("Trial", row.document.text.split("\n", 2)[2]),
        ("Attribute", "phase: phase_1_2"),
        ("Attribute", "status: RECRUITING"),
        ("Attribute", "enrollment: 120 estimated"),
    ]


def test_milestones():
    row = good(
        "milestones",
        company="Example Bio",
        programs="ABX-101; ABX-102",
        kind="partnership",
        status="occurred",
        when="mid-2025-Q2",
        when_words="around the middle of the second quarter",
        phase="phase_2",
        phase_words="Phase IIb",
        indication="multiple myeloma",
        regulator="NMPA",
        trial="NCT01234567",
        detail="co-development",
        verb="signed",
        counterparty="Partner Pharma AG",
        amount="15900000",
        currency="USD",
        source_quote="We signed.\n  It was mid-quarter.",
        source_address="https://example.com/a",
    )
    (claim,) = row.reading.claims
    programs = [program.span for program in row.reading.programs]
    assert row.reading == Reading(
        company=Company("Example Bio"),
        programs=(Program("ABX-101", programs[0], known=True), Program("ABX-102", programs[1], known=True)),
        indications=(Indication("multiple myeloma", row.reading.indications[0].span),),
        claims=(
            Claim(
                kind="partnership",
                status="occurred",
                span=claim.span,
                programs=("ABX-101", "ABX-102"),
                phase="phase_2",
                phase_words="Phase IIb",
                indication="multiple myeloma",
                regulator="NMPA",
                territory="CN",
                trial="NCT01234567",
                detail="co-development",
                verb="signed",
                window=Window(dt.date(2025, 5, 1), dt.date(2025, 5, 31), "part", "around the middle of the second quarter"),
                counterparty="Partner Pharma AG",
                amount=15_900_000,
                currency="USD",
                confidence=1.0,
            ),
        ),
    )
    assert lines_of(row) == [
        ("Program", "programs: ABX-101; ABX-102"),
        ("Program", "programs: ABX-101; ABX-102"),
        ("Indication", "indication: multiple myeloma"),
        ("Claim", row.document.text.split("\n", 2)[2]),
    ]
    assert "source_quote: We signed.\n  It was mid-quarter.\nsource_address" in row.document.text


@pytest.mark.parametrize(
    "label",
    ["2024-05-09", "2024-05", "2024-Q2", "2024-H1", "2024", "early-2024", "mid-2024-Q2", "late-2024-H2", "by:2024-12-31", "by:2024"],
)
def test_every_date_label_is_taken_as_it_is(label):
    (claim,) = good("milestones", **MILESTONE, when=label).reading.claims
    assert claim.window == parse_label(label)


def test_a_milestone_without_a_date_program_or_regulator_says_none():
    (claim,) = good("milestones", **MILESTONE).reading.claims
    assert (claim.window, claim.programs, claim.regulator, claim.territory, claim.amount) == (None, (), "", "unstated", None)


def test_days_of_a_workbook_are_days_and_its_years_years():
    book = Workbook()
    book.active.append([*MILESTONE, "when", "as_of"])
    book.active.append([*MILESTONE.values(), dt.date(2026, 7, 1), dt.date(2026, 1, 15)])
    book.active.append([*MILESTONE.values(), 2027, "2026-01-15"])
    file = io.BytesIO()
    book.save(file)
    assert [str(row.reading.claims[0].window) for row in read_table(file.getvalue(), "milestones.xlsx")] == ["1 Jul 2026", "2027"]


# --- Faults -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "cells", "code", "column", "told"),
    [
        ("companies", {"name": "---"}, "bad-value", "name", "'---' has no letter or digit, so it names nothing."),
        ("companies", {"name": "x" * 201}, "bad-value", "name", "has 201 characters; at most 200 are kept."),
        ("companies", {"name": "A", "cik": "12345678901"}, "bad-value", "cik", "'12345678901' is not a CIK of at most ten digits."),
        ("companies", {"name": "A", "cik": "١٢"}, "bad-value", "cik", "'١٢' is not a CIK of at most ten digits."),
        ("companies", {"name": "A", "country": "UK"}, "bad-value", "country", "'UK' is written GB."),
        ("companies", {"name": "A", "country": "Chile"}, "bad-value", "country", "'Chile' is not an ISO 3166 code of two capital letters."),
        ("companies", {"name": "#N/A"}, "excel-error", "name", "holds the error #N/A of a spreadsheet."),
        ("programs", {"company": "A", "name": ""}, "missing-value", "name", "is empty."),
        (
            "programs",
            {"company": "A", "name": "B", "aliases": "C; ®"},
            "bad-value",
            "aliases",
            "'®' has no letter or digit, so it names nothing.",
        ),
        (
            "programs",
            {"company": "A", "name": "B", "modality": "Cell therapy"},
            "bad-value",
            "modality",
            "'Cell therapy' is written cell_therapy.",
        ),
        (
            "programs",
            {"company": "A", "name": "B", "origin": "autologus"},
            "bad-value",
            "origin",
            "'autologus' is not an origin. Nearest: autologous.",
        ),
        (
            "programs",
            {"company": "A", "name": "B", "origin": "?"},
            "bad-value",
            "origin",
            "'?' is not an origin. Known: autologous, allogeneic.",
        ),
        (
            "programs",
            {"company": "A", "name": "B", "partners": "; ".join(f"Partner number {n}" for n in range(20))},
            "contradiction",
            "partners",
            "names partners in 368 characters; at most 300 are kept.",
        ),
        (
            "aliases",
            {"entity": "drug", "name": "A", "alias": "B"},
            "bad-value",
            "entity",
            "'drug' is not an entity. Known: company, program, indication.",
        ),
        (
            "aliases",
            {"entity": "program", "name": "A", "alias": "B"},
            "contradiction",
            "company",
            "is empty; whose program it is has to be told.",
        ),
        (
            "aliases",
            {"entity": "indication", "company": "C", "name": "A", "alias": "B"},
            "contradiction",
            "company",
            "tells whose program it is, and this is none; leave it empty.",
        ),
        (
            "companies",
            {"name": "A", "aliases": "; ".join(map(str, range(201)))},
            "bad-value",
            "aliases",
            "has 201 values; at most 200 are taken.",
        ),
        ("companies", {"name": "A", "aliases": "x" * 32_768}, "bad-value", "aliases", "has 32768 characters, more than any cell may have."),
        ("indications", {"name": "A", "abbreviation": "x" * 31}, "bad-value", "abbreviation", "has 31 characters; at most 30 are kept."),
        (
            "trials",
            {**TRIAL, "identifier": "NCT0123456O"},
            "contradiction",
            "identifier",
            "'NCT0123456O' is not a ClinicalTrials.gov number such as NCT01234567.",
        ),
        ("trials", {**TRIAL, "registry": "ClinicalTrials.gov"}, "bad-value", "registry", "'ClinicalTrials.gov' is written ctgov."),
        ("trials", {**TRIAL, "phase": "Phase 2"}, "bad-value", "phase", "'Phase 2' is written phase_2."),
        ("trials", {**TRIAL, "status": "recruiting"}, "bad-value", "status", "'recruiting' is written RECRUITING."),
        (
            "trials",
            {**TRIAL, "enrollment": "1,200"},
            "bad-value",
            "enrollment",
            "'1,200' is not a number of people such as 120, 120 actual or 120 estimated.",
        ),
        (
            "trials",
            {**TRIAL, "other_ids": "EXB-001"},
            "bad-value",
            "other_ids",
            "'EXB-001' is not a scheme and a number such as protocol:ABC-101.",
        ),
        (
            "trials",
            {**TRIAL, "other_ids": "protocol: "},
            "bad-value",
            "other_ids",
            "'protocol:' is not a scheme and a number such as protocol:ABC-101.",
        ),
        (
            "milestones",
            {**MILESTONE, "kind": "trial_intiated"},
            "bad-value",
            "kind",
            "'trial_intiated' is not a kind of milestone. Nearest: trial_initiated, trial_stopped.",
        ),
        (
            "milestones",
            {**MILESTONE, "status": "done"},
            "bad-value",
            "status",
            "'done' is not a status. Known: occurred, expected, dropped.",
        ),
        ("milestones", {**MILESTONE, "regulator": "CFDA"}, "bad-value", "regulator", "'CFDA' is written NMPA."),
        ("milestones", {**MILESTONE, "regulator": "Health Canada"}, "bad-value", "regulator", "'Health Canada' is written HC."),
        ("milestones", {**MILESTONE, "territory": "China"}, "bad-value", "territory", "'China' is written CN."),
        (
            "milestones",
            {**MILESTONE, "regulator": "FDA", "territory": "CN"},
            "contradiction",
            "territory",
            "'CN' is not FDA's, which decides for US.",
        ),
        (
            "milestones",
            {**MILESTONE, "when": "Q3 FY24"},
            "bad-value",
            "when",
            "'Q3 FY24' is not a date label such as 2024-05-09, 2024-05, 2024-Q2, 2024-H1, 2024, mid-2024 or by:2024-12-31.",
        ),
        ("milestones", {**MILESTONE, "when": "2024-02-30"}, "bad-value", "when", "'2024-02-30' is no date: day is out of range for month."),
        ("milestones", {**MILESTONE, "when": "0019"}, "bad-value", "when", "'0019' lies outside the years 1900 to 2100."),
        ("milestones", {**MILESTONE, "when": "early-2024-05"}, "bad-value", "when", "'early-2024-05' is no date: early of a month."),
        ("milestones", {**MILESTONE, "as_of": "2024-05"}, "bad-value", "as_of", "'2024-05' is not a day such as 2024-05-09."),
        (
            "milestones",
            {**MILESTONE, "status": "occurred", "when": "2026-02"},
            "contradiction",
            "when",
            "'2026-02' lies after 2026-01-15, the day of the statement that it occurred.",
        ),
        (
            "milestones",
            {**MILESTONE, "when_words": "soon"},
            "contradiction",
            "when_words",
            "are the words of a date that is not given; fill the column when.",
        ),
        (
            "milestones",
            {**MILESTONE, "amount": "15.9M"},
            "bad-value",
            "amount",
            "'15.9M' is not a whole number written in digits only, such as 15900000.",
        ),
        (
            "milestones",
            {**MILESTONE, "amount": "15900000"},
            "contradiction",
            "amount",
            "and currency belong together; fill both or neither.",
        ),
        ("milestones", {**MILESTONE, "currency": "$"}, "bad-value", "currency", "'$' is not an ISO 4217 code of three capital letters."),
        (
            "milestones",
            {**MILESTONE, "kind": "designation", "detail": "Orphan Drug"},
            "contradiction",
            "detail",
            "'Orphan Drug' is written orphan.",
        ),
        (
            "milestones",
            {**MILESTONE, "source_quote": "x" * 4001},
            "bad-value",
            "source_quote",
            "has 4001 characters; at most 4000 are kept.",
        ),
    ],
)
def test_a_fault_names_file_row_and_column_and_what_would_be_right(table, cells, code, column, told):
    assert fault(table, **cells) == (code, f"{table}.csv row 2, column {column}: {told}")


def test_all_faults_of_a_row_are_told_at_once_and_cost_only_that_row():
    rows = [MILESTONE, {**MILESTONE, "kind": "x", "when": "soon"}, MILESTONE]
    first, bad, last = read_table(as_csv(*rows, {}) + b"\n", "milestones.csv", DAY)
    assert (type(first), type(last)) == (Row, Row)
    assert bad.code == "bad-value"
    assert bad.message.startswith("milestones.csv row 3, column kind: 'x' is not a kind of milestone. ")
    assert " milestones.csv row 3, column when: 'soon' is not a date label" in bad.message


def test_faults_of_the_file_format_name_the_row_and_its_column():
    book = Workbook()
    book.active.append(["name", "aliases", ""])
    book.active.append(["=A1", dt.date(2024, 9, 2), "x"])
    file = io.BytesIO()
    book.save(file)
    (bad,) = read_table(file.getvalue(), "companies.xlsx", DAY)
    assert bad == BadRow(
        "companies.xlsx row 2",
        "cell-without-column",
        "companies.xlsx row 2: cell 3 stands beyond the last column. "
        "companies.xlsx row 2, column name: cell A2 holds a formula; put its value there. "
        "companies.xlsx row 2, column aliases: holds the day 2024-09-02, perhaps made of a text by the spreadsheet; write it as text.",
    )


def test_a_list_in_yaml_needs_a_column_of_several_values():
    (bad,) = read_table(b"- {name: [a, b]}", "companies.yaml", DAY)
    assert bad == BadRow("companies.yaml row 1", "several-values", "companies.yaml row 1, column name: takes one value, not a list.")


def test_a_file_that_cannot_be_taken_is_refused_as_a_whole():
    with pytest.raises(Refused) as caught:
        list(read_table(b"name,owner\nA,B\n", "companies.csv", DAY))
    assert (caught.value.code, str(caught.value)) == (
        "unknown-column",
        "has an unknown column 'owner'. Known: name, ticker, exchange, cik, country, aliases, former_names, as_of, copy_mark.",
    )


def test_rows_come_one_by_one():
    rows = read_table(b'name\nA\n"B\n', "companies.csv", DAY)
    assert next(rows).reading.company == Company("A")
    with pytest.raises(Refused):
        next(rows)


# --- There and back -----------------------------------------------------------------------------------------------------

NAME = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20).filter(
    lambda name: any(c.isascii() and c.isalnum() for c in name)
)


@settings(deadline=None, max_examples=50)
@given(NAME, NAME, st.lists(NAME, max_size=3), st.sampled_from(["2024-05-09", "2024-Q2", "by:2024", "late-2024-H1", ""]))
def test_a_row_written_from_a_reading_reads_back_to_it_in_every_format(company, program, partners, when):
    cells = {**MILESTONE, "company": company, "programs": join([program, *partners]), "when": when}
    first = good("milestones", **{name: f"'{value}" if value[:1] in tuple("=+-@'") else value for name, value in cells.items()})
    (claim,) = first.reading.claims
    again = {**MILESTONE, "company": first.reading.company.name, "programs": join(claim.programs), "when": when}
    (written,) = read_table(yaml.safe_dump([again], allow_unicode=True).encode(), "milestones.yaml", DAY)
    assert isinstance(written, Row), written
    assert written.document.sha256 == first.document.sha256
    assert without_spans(written.reading) == without_spans(first.reading)


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.sampled_from([c.name for c in TABLES["milestones"].columns]), st.text(max_size=30), max_size=12))
def test_whatever_the_cells_hold_the_outcome_is_a_row_or_a_fault_of_it(cells):
    data = yaml.safe_dump([{**MILESTONE, **cells}], allow_unicode=True).encode()
    (row,) = read_table(data, "milestones.yaml", DAY)
    if isinstance(row, Row):
        assert [text for _, text in lines_of(row)][-1] == row.document.text.split("\n", 2)[2]
        assert understand(row.document.text) == row.reading
    else:
        assert row.message.startswith("milestones.yaml row 1")


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(FORMS), st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20) | st.text(max_size=8).map(str.encode))
def test_a_damaged_file_gives_rows_faults_or_a_refusal_and_nothing_else(form, place, lost, put):
    data = DAMAGED[form]
    at = int(place * len(data))
    try:
        outcomes = list(read_table(data[:at] + put + data[at + lost :], f"milestones.{form}"))
    except Refused as refusal:
        assert str(refusal).endswith(("?", "."))
    else:
        assert all(isinstance(outcome, Row | BadRow) for outcome in outcomes)


DAMAGED = {form: template("milestones", form) for form in FORMS}
