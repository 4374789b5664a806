"""Headline figures: metric, period, amount and currency, from sentences and from tables."""

import pytest

from tests.ingest.extract.releases import read

HEAD = (
    "Trevanna Bio Reports {period} Financial Results\n\n"
    "BOSTON, February 13, 2025 - Trevanna Bio, Inc. (NASDAQ: TRVN), a developer of medicines, today reported its results.\n\n"
)


def figures(text, period="Third Quarter 2024"):
    return [(figure.metric, figure.period, figure.amount, figure.currency) for figure in read(HEAD.format(period=period) + text).figures]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Net loss for the three and nine months ended September 30, 2024 was $4.0 million and $11.5 million, respectively, "
            "compared to $3.0 million and $9.5 million for the same periods in 2023.",
            [
                ("net_loss", "2024-Q3", 4_000_000, "USD"),
                ("net_loss", "2024-9M", 11_500_000, "USD"),
                ("net_loss", "2023-Q3", 3_000_000, "USD"),
                ("net_loss", "2023-9M", 9_500_000, "USD"),
            ],
        ),
        (
            "Total revenues were $5.1 million for the third quarter of 2024, compared to $3.7 million for the third quarter of 2023, "
            "and $13.9 million for the nine months ended September 30, 2024.",
            [
                ("revenue", "2024-Q3", 5_100_000, "USD"),
                ("revenue", "2024-9M", 13_900_000, "USD"),
                ("revenue", "2023-Q3", 3_700_000, "USD"),
            ],
        ),
        (
            "Research and development expenses were $9.9 million, up from $7.5 million.",
            [("rd_expense", "2024-Q3", 9_900_000, "USD"), ("rd_expense", "2023-Q3", 7_500_000, "USD")],
        ),
        (
            "Net loss for the third quarter of 2024 was $6.1 million, or $0.61 per share, compared with a net loss of $5.0 million, "
            "or $0.68 per share, a year earlier.",
            [("net_loss", "2024-Q3", 6_100_000, "USD"), ("net_loss", "2023-Q3", 5_000_000, "USD")],
        ),
        (
            "Cash and investments totalled $40.5 million at September 30, 2024, against $49.8 million at year-end 2023.",
            [("cash", "2024-09-30", 40_500_000, "USD"), ("cash", "2023-12-31", 49_800_000, "USD")],
        ),
        (
            "Trevanna ended November with approximately $71 million in cash and cash equivalents.",
            [("cash", "2024-11-30", 71_000_000, "USD")],
        ),
        ("Revenue for the quarter was EUR 12.3 million.", [("revenue", "2024-Q3", 12_300_000, "EUR")]),
        ("Revenue for the quarter was €1.2 billion.", [("revenue", "2024-Q3", 1_200_000_000, "EUR")]),
        ("Net income for the quarter was RMB97.5 million.", [("net_income", "2024-Q3", 97_500_000, "CNY")]),
        ("R&D expenses for the quarter were CHF 8.0 million.", [("rd_expense", "2024-Q3", 8_000_000, "CHF")]),
        ("Net loss for the quarter was A$2.5 million.", [("net_loss", "2024-Q3", 2_500_000, "AUD")]),
        ("Net loss for the quarter was C$2.5 million.", [("net_loss", "2024-Q3", 2_500_000, "CAD")]),
        ("Net loss for the quarter was £2.5 million.", [("net_loss", "2024-Q3", 2_500_000, "GBP")]),
    ],
)
def test_amounts_go_to_the_periods_that_the_sentence_gives_them(sentence, expected):
    assert sorted(figures(sentence + "\n")) == sorted(expected)


def test_years_in_brackets_compare_with_the_part_of_the_year_named_before_them():
    sentence = "Net income was $318 million for the full year (2023: $277 million) and $62 million for the quarter (2023: $48 million)."
    assert sorted(figures(sentence + "\n", "Fourth Quarter and Full Year 2024")) == [
        ("net_income", "2023", 277_000_000, "USD"),
        ("net_income", "2023-Q4", 48_000_000, "USD"),
        ("net_income", "2024", 318_000_000, "USD"),
        ("net_income", "2024-Q4", 62_000_000, "USD"),
    ]


def test_a_fiscal_quarter_is_filed_under_the_calendars():
    text = (
        "These are results for the fiscal first quarter ended September 30, 2024.\n\nThe net loss was $8.6 million, against a net loss "
        "of $5.1 million, in the first quarter of fiscal 2024.\n"
    )
    assert figures(text, "Fiscal First Quarter 2025") == [
        ("net_loss", "2024-Q3", 8_600_000, "USD"),
        ("net_loss", "2023-Q3", 5_100_000, "USD"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Net loss per share was $0.61 for the quarter.",
        "General and administrative expenses were $3.0 million for the quarter.",
        "The company expects revenue of $30 million for the quarter.",
        "Net loss for 2024 and 2023 was $1.0 million, $2.0 million and $3.0 million, respectively.",
        "Net cash used in operating activities was $3.0 million.",
        "On September 30, 2024, Trevanna acquired Partnera for $40 million in cash and shares.",
        "On a non-GAAP basis, net income for the quarter was $3.0 million.",
        "Operating costs rose to $3.0 million, offset by lower research and development expenses.",
        "In the quarter, U.S. revenue of the tablet was $3.0 million.",
        "The cash runway lasts into 2026.",
    ],
)
def test_shares_forecasts_other_lines_and_lists_of_unequal_length_give_nothing(sentence):
    assert figures(sentence + "\n") == []


OPERATIONS = """STATEMENTS OF OPERATIONS
(in thousands, except per share data)
                              Three Months Ended      Nine Months Ended
                                September 30,           September 30,
                               2024       2023        2024       2023
Total revenues             $  5,112   $  3,406    $ 13,003   $ 10,228
Research and development      5,011      4,688      16,240     15,977
Net loss                   $ (4,803)  $ (5,214)   $(13,296)  $(16,911)
Net loss per share         $  (0.72)  $  (0.84)   $  (2.24)  $  (2.66)
"""


def test_a_tables_columns_give_the_periods_and_its_heading_the_unit():
    assert figures(OPERATIONS) == [
        (metric, period, amount * 1000, "USD")
        for metric, amounts in (
            ("revenue", (5112, 3406, 13003, 10228)),
            ("rd_expense", (5011, 4688, 16240, 15977)),
            ("net_loss", (4803, 5214, 13296, 16911)),
        )
        for period, amount in zip(("2024-Q3", "2023-Q3", "2024-9M", "2023-9M"), amounts, strict=True)
    ]


def test_a_balance_sheet_gives_cash_by_day():
    table = (
        "BALANCE SHEET DATA\n(in thousands)\n                          September 30, 2024    December 31, 2023\n"
        "Cash and cash equivalents   $   40,512            $   49,790\nTotal assets                  61,034                68,455\n"
    )
    assert figures(table) == [("cash", "2024-09-30", 40_512_000, "USD"), ("cash", "2023-12-31", 49_790_000, "USD")]


def test_a_table_by_years_in_millions_keeps_its_currency():
    table = (
        "KEY FIGURES (in € million)\n                                   2024       2023\n"
        "Revenue                             14.2       11.9\nNet loss for the year              (24.9)     (18.8)\n"
    )
    assert figures(table, "Full Year 2024") == [
        ("revenue", "2024", 14_200_000, "EUR"),
        ("revenue", "2023", 11_900_000, "EUR"),
        ("net_loss", "2024", 24_900_000, "EUR"),
        ("net_loss", "2023", 18_800_000, "EUR"),
    ]


def test_a_row_that_contradicts_a_sentence_is_left_out():
    sentence = "Total revenues were $9.9 million for the third quarter of 2024.\n\n"
    assert [figure for figure in figures(sentence + OPERATIONS) if figure[0] == "revenue"] == [("revenue", "2024-Q3", 9_900_000, "USD")]


def test_a_table_whose_columns_are_not_explained_gives_nothing():
    assert figures("(in thousands)\nTotal revenues   $ 5,112   $ 3,406\n") == []
