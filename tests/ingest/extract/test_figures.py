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


THIRD_QUARTER = [
    (
        ("Net loss for the third quarter was $12.4 million, or $0.31 per share, versus $15.0 million, or $0.40 per share, a year earlier."),
        [("net_loss", "2023-Q3", 15_000_000, "USD"), ("net_loss", "2024-Q3", 12_400_000, "USD")],
    ),
    (
        ("Net loss narrowed to $12.4 million in the third quarter of 2024 from $15.0 million in the third quarter of 2023."),
        [("net_loss", "2023-Q3", 15_000_000, "USD"), ("net_loss", "2024-Q3", 12_400_000, "USD")],
    ),
    (
        "Net loss decreased from $15.0 million in Q3 2023 to $12.4 million in Q3 2024.",
        [("net_loss", "2023-Q3", 15_000_000, "USD"), ("net_loss", "2024-Q3", 12_400_000, "USD")],
    ),
    (
        "For Q3 2024, revenue was $8.1 million and net loss was $12.4 million.",
        [("net_loss", "2024-Q3", 12_400_000, "USD"), ("revenue", "2024-Q3", 8_100_000, "USD")],
    ),
    (
        "Revenue was $8.1 million and R&D expenses were $9.0 million for the three months ended September 30, 2024.",
        [("rd_expense", "2024-Q3", 9_000_000, "USD"), ("revenue", "2024-Q3", 8_100_000, "USD")],
    ),
    (
        ("R&D expenses were $22.9 million for the quarter, an increase of $3.1 million compared to the prior- year period."),
        [("rd_expense", "2024-Q3", 22_900_000, "USD")],
    ),
    (
        "R&D expenses increased by $4.0 million, or 20%, to $24.0 million in the third quarter of 2024.",
        [("rd_expense", "2024-Q3", 24_000_000, "USD")],
    ),
    ("Research and development expenses increased by $3.5 million compared with the same quarter of 2023.", []),
    (
        "Trevanna ended the third quarter with $88.4 million in cash, cash equivalents and marketable securities.",
        [("cash", "2024-09-30", 88_400_000, "USD")],
    ),
    (
        (
            "As of September 30, 2024, cash, cash equivalents and investments totaled $88.4 million, compared "
            "with $120.1 million as of December 31, 2023."
        ),
        [("cash", "2023-12-31", 120_100_000, "USD"), ("cash", "2024-09-30", 88_400_000, "USD")],
    ),
    (
        ("As of September 30, 2024 and December 31, 2023, cash and cash equivalents were $88.4 million and $120.1 million, respectively."),
        [("cash", "2023-12-31", 120_100_000, "USD"), ("cash", "2024-09-30", 88_400_000, "USD")],
    ),
    (
        (
            "Cash, cash equivalents, restricted cash and marketable securities as of September 30, 2024 were "
            "$88.4 million, which the company believes will fund operations into 2026."
        ),
        [("cash", "2024-09-30", 88_400_000, "USD")],
    ),
    ("Trevanna had cash of HK$412.5 million at 30 September 2024.", [("cash", "2024-09-30", 412_500_000, "HKD")]),
    ("Cash used in operating activities was $31.2 million for the nine months ended September 30, 2024.", []),
    ("Net cash burn was $9 million in the quarter.", []),
    (
        ("Revenues for the three months ended September 30, 2024 and 2023 were $5.2 million and $4.1 million, respectively."),
        [("revenue", "2023-Q3", 4_100_000, "USD"), ("revenue", "2024-Q3", 5_200_000, "USD")],
    ),
    (
        ("Net loss was $5.2 million and $4.1 million for the three months ended September 30, 2024 and 2023, respectively."),
        [("net_loss", "2023-Q3", 4_100_000, "USD"), ("net_loss", "2024-Q3", 5_200_000, "USD")],
    ),
    (
        ("Collaboration revenue was $3.0 million in the third quarter of 2024, compared to $1.0 million in the same period last year."),
        [("revenue", "2023-Q3", 1_000_000, "USD"), ("revenue", "2024-Q3", 3_000_000, "USD")],
    ),
    (
        ("Total revenue was $9.0 million for Q3 2024, consisting of $6.0 million of product revenue and $3.0 million of royalty revenue."),
        [("revenue", "2024-Q3", 9_000_000, "USD")],
    ),
    ("Product revenue was $6.0 million and license revenue was $3.0 million in the third quarter of 2024.", []),
    (
        (
            "The company reported a net loss of $7.7 million for the quarter ended September 30, 2024, including "
            "non-cash stock-based compensation of $1.2 million, compared to a net loss of $8.8 million for the "
            "same period in 2023, including $1.0 million of stock-based compensation."
        ),
        [("net_loss", "2023-Q3", 8_800_000, "USD"), ("net_loss", "2024-Q3", 7_700_000, "USD")],
    ),
    (
        (
            "The company received an upfront payment of $25 million in the third quarter of 2024 and is eligible "
            "for milestones of up to $300 million."
        ),
        [],
    ),
    ("Gross proceeds of the offering, which closed on August 2, 2024, were $60.0 million in cash.", []),
    ("The asthma market had revenue of $20 billion in 2023.", []),
    ("Trevanna's partner Bigfarma recorded net sales of Trelvia of $310 million in the third quarter of 2024.", []),
    ("The company reiterates its full-year 2024 revenue guidance of $30 million to $35 million.", []),
    (
        "Net loss: $12.4 million (Q3 2023: $15.0 million).",
        [("net_loss", "2023-Q3", 15_000_000, "USD"), ("net_loss", "2024-Q3", 12_400_000, "USD")],
    ),
    (
        "R&D expenses: $9.9M in 3Q24 vs. $8.8M in 3Q23.",
        [("rd_expense", "2023-Q3", 8_800_000, "USD"), ("rd_expense", "2024-Q3", 9_900_000, "USD")],
    ),
    (
        "Revenue: CHF 4.5 million in H1 2024 (H1 2023: CHF 3.9 million)",
        [("revenue", "2023-H1", 3_900_000, "CHF"), ("revenue", "2024-H1", 4_500_000, "CHF")],
    ),
    (
        "The loss for the first half of 2024 was EUR 8,412 thousand (H1 2023: EUR 9,001 thousand).",
        [("net_loss", "2023-H1", 9_001_000, "EUR"), ("net_loss", "2024-H1", 8_412_000, "EUR")],
    ),
    (
        "Turnover for the six months to 30 June 2024 was £1.1 million (2023: £0.9 million).",
        [("revenue", "2023-H1", 900_000, "GBP"), ("revenue", "2024-H1", 1_100_000, "GBP")],
    ),
    (
        "Net loss attributable to common stockholders was $12.4 million for the three months ended September 30, 2024.",
        [("net_loss", "2024-Q3", 12_400_000, "USD")],
    ),
    (
        "Net loss for the quarter and nine months ended September 30, 2024 was $4.0 million and $11.5 million.",
        [("net_loss", "2024-9M", 11_500_000, "USD"), ("net_loss", "2024-Q3", 4_000_000, "USD")],
    ),
    (
        (
            "Net loss for the nine months ended September 30, 2024 was $31.0 million compared to net income of "
            "$2.0 million for the same period in 2023."
        ),
        [("net_income", "2023-9M", 2_000_000, "USD"), ("net_loss", "2024-9M", 31_000_000, "USD")],
    ),
    (
        "Fiscal 2024 revenue was $22.0 million, up 10% from $20.0 million in fiscal 2023.",
        [("revenue", "2023", 20_000_000, "USD"), ("revenue", "2024", 22_000_000, "USD")],
    ),
    ("Year-end 2023 cash was $120.1 million.", [("cash", "2023-12-31", 120_100_000, "USD")]),
    ("At quarter-end, Trevanna held cash and investments of $88.4 million.", [("cash", "2024-09-30", 88_400_000, "USD")]),
    (
        ("Cash position of $88.4 million as of September 30, 2024 expected to provide runway into the second half of 2026"),
        [("cash", "2024-09-30", 88_400_000, "USD")],
    ),
    (
        "With $88.4 million in cash and equivalents as of September 30, 2024, Trevanna is funded into 2026.",
        [("cash", "2024-09-30", 88_400_000, "USD")],
    ),
    ("We spent $9.9 million on research and development in the third quarter of 2024.", [("rd_expense", "2024-Q3", 9_900_000, "USD")]),
    (
        (
            "Revenue in the third quarter of 2024 was RMB 97.5 million (US$13.6 million), compared with RMB 80.0 "
            "million in the third quarter of 2023."
        ),
        [("revenue", "2023-Q3", 80_000_000, "CNY"), ("revenue", "2024-Q3", 97_500_000, "CNY")],
    ),
    (
        "Revenue was $2.0 million in the third quarter of 2024, compared to none in the third quarter of 2023.",
        [("revenue", "2023-Q3", 0, "USD"), ("revenue", "2024-Q3", 2_000_000, "USD")],
    ),
    (
        ("R&D expenses for the third quarter of 2024 were $9.9 million, compared to $8.8 million for the second quarter of 2024."),
        [("rd_expense", "2024-Q2", 8_800_000, "USD"), ("rd_expense", "2024-Q3", 9_900_000, "USD")],
    ),
    ("Royalty revenue from Bigfarma's sales of $40 million came to $4.0 million.", []),
    ("In November 2024, Trevanna signed a loan agreement for $50 million, increasing its cash.", []),
    ("Interest income on cash was $1.2 million for the third quarter of 2024.", []),
    (
        "Net loss per share for the third quarter of 2024 was $0.31, on net loss of $12.4 million.",
        [("net_loss", "2024-Q3", 12_400_000, "USD")],
    ),
    (
        "Operating loss was $13.0 million and net loss $12.4 million for the third quarter of 2024.",
        [("net_loss", "2024-Q3", 12_400_000, "USD")],
    ),
    (
        (
            "Research and development (“R&D”) expenses totaled $9.9 million for the third quarter of 2024 and "
            "$28.8 million for the first nine months of 2024."
        ),
        [("rd_expense", "2024-9M", 28_800_000, "USD"), ("rd_expense", "2024-Q3", 9_900_000, "USD")],
    ),
    (
        ("Cash and cash equivalents decreased from $120.1 million at December 31, 2023 to $88.4 million at September 30, 2024."),
        [("cash", "2023-12-31", 120_100_000, "USD"), ("cash", "2024-09-30", 88_400_000, "USD")],
    ),
    ("Revenue is expected to be $10 million in the fourth quarter of 2024.", []),
    ("Trevanna acquired Smallbio for $30 million in cash on September 3, 2024.", []),
    ("Total revenue for the quarter ended September 30 was $8.1 million.", [("revenue", "2024-Q3", 8_100_000, "USD")]),
    (
        "The net loss in the third quarter reached 4.2 million euros, against 3.9 million euros a year ago.",
        [("net_loss", "2023-Q3", 3_900_000, "EUR"), ("net_loss", "2024-Q3", 4_200_000, "EUR")],
    ),
    (
        (
            "Revenue for the three months ended September 30, 2024 was $8.1 million. This compares with $7.1 "
            "million for the same period in 2023."
        ),
        [("revenue", "2023-Q3", 7_100_000, "USD"), ("revenue", "2024-Q3", 8_100_000, "USD")],
    ),
    (
        "R&D expenses were $9.9 million for the third quarter of 2024. For the nine months, they were $28.8 million.",
        [("rd_expense", "2024-9M", 28_800_000, "USD"), ("rd_expense", "2024-Q3", 9_900_000, "USD")],
    ),
    (
        (
            "Revenue: During the three-month and nine-month periods ending September 30, 2024, the Company "
            "reported $-0- and $2,489,145 of government contract revenues associated with the Agency award, "
            "compared to $2,789,484 and $3,090,161 for the comparable periods in 2023."
        ),
        [
            ("revenue", "2023-9M", 3_090_161, "USD"),
            ("revenue", "2023-Q3", 2_789_484, "USD"),
            ("revenue", "2024-9M", 2_489_145, "USD"),
            ("revenue", "2024-Q3", 0, "USD"),
        ],
    ),
    ("Revenue for the quarter was between $8.0 million and $8.2 million.", []),
]
FOURTH_QUARTER_AND_YEAR = [
    ("Net loss for the second half of 2024 was €3.1 million.", [("net_loss", "2024-H2", 3_100_000, "EUR")]),
    (
        "In the fourth quarter of 2024, net loss was $5.0 million and for the full year 2024 it was $20.0 million.",
        [("net_loss", "2024", 20_000_000, "USD"), ("net_loss", "2024-Q4", 5_000_000, "USD")],
    ),
    ("Full-year 2024 revenue was $40.0 million, up 12% year over year.", [("revenue", "2024", 40_000_000, "USD")]),
    (
        (
            "For the year ended December 31, 2024, net loss was $20.0 million ($1.10 per share), compared to "
            "$25.0 million ($1.40 per share) for the year ended December 31, 2023."
        ),
        [("net_loss", "2023", 25_000_000, "USD"), ("net_loss", "2024", 20_000_000, "USD")],
    ),
    (
        (
            "R&D expenses were $4.0 million and $15.0 million for the three and twelve months ended December 31, "
            "2024, respectively, compared to $3.0 million and $12.0 million for the comparable periods in 2023."
        ),
        [
            ("rd_expense", "2023", 12_000_000, "USD"),
            ("rd_expense", "2023-Q4", 3_000_000, "USD"),
            ("rd_expense", "2024", 15_000_000, "USD"),
            ("rd_expense", "2024-Q4", 4_000_000, "USD"),
        ],
    ),
    (
        (
            "Research and Development (R&D) Expenses. R&D expenses for the three months ended December 31, 2024, "
            "increased by approximately $1.0 million to $4.0 million compared to $3.0 million for the three "
            "months ended December 31, 2023."
        ),
        [("rd_expense", "2023-Q4", 3_000_000, "USD"), ("rd_expense", "2024-Q4", 4_000_000, "USD")],
    ),
    (
        (
            "Total revenues for the fourth quarter and full year 2024 were $10.0 million and $40.0 million, "
            "respectively, compared to $9.0 million and $36.0 million for the fourth quarter and full year 2023, "
            "respectively."
        ),
        [
            ("revenue", "2023", 36_000_000, "USD"),
            ("revenue", "2023-Q4", 9_000_000, "USD"),
            ("revenue", "2024", 40_000_000, "USD"),
            ("revenue", "2024-Q4", 10_000_000, "USD"),
        ],
    ),
    (
        (
            "Cash, cash equivalents and marketable securities totaled $150.2 million as of December 31, 2024, "
            "compared to $140.0 million as of September 30, 2024, and $120.3 million as of December 31, 2023."
        ),
        [
            ("cash", "2023-12-31", 120_300_000, "USD"),
            ("cash", "2024-09-30", 140_000_000, "USD"),
            ("cash", "2024-12-31", 150_200_000, "USD"),
        ],
    ),
    (
        (
            "The Company's cash and cash equivalents position at December 31, 2024 was DKK 812 million, versus "
            "DKK 1,020 million at the end of 2023."
        ),
        [("cash", "2023-12-31", 1_020_000_000, "DKK"), ("cash", "2024-12-31", 812_000_000, "DKK")],
    ),
    ("The company closed 2024 with cash of $80 million.", [("cash", "2024-12-31", 80_000_000, "USD")]),
    (
        (
            "Net loss totaled $5.0 million in the fourth quarter of 2024 as compared with $6.0 million in the "
            "prior-year quarter and $5.5 million in the third quarter of 2024."
        ),
        [("net_loss", "2023-Q4", 6_000_000, "USD"), ("net_loss", "2024-Q3", 5_500_000, "USD"), ("net_loss", "2024-Q4", 5_000_000, "USD")],
    ),
    ("Revenue: $10.0M in Q4 2024; $40.0M in FY 2024.", [("revenue", "2024", 40_000_000, "USD"), ("revenue", "2024-Q4", 10_000_000, "USD")]),
    (
        ("Net loss for the twelve months ended December 31, 2024 and December 31, 2023 was $20.0 million and $25.0 million, respectively."),
        [("net_loss", "2023", 25_000_000, "USD"), ("net_loss", "2024", 20_000_000, "USD")],
    ),
    (
        ("During 2024, Trevanna generated revenue of $40 million, of which $12 million came from the license agreement with Bigfarma."),
        [("revenue", "2024", 40_000_000, "USD")],
    ),
    (
        (
            "We reported net income of $0.6 million, or $0.02 per diluted share, for the year 2024, as compared "
            "to a net loss of $4.1 million, or $(0.14) per share, for 2023."
        ),
        [("net_income", "2024", 600_000, "USD"), ("net_loss", "2023", 4_100_000, "USD")],
    ),
    ("The tax benefit of $2.0 million reduced the net loss in 2024.", []),
    ("The net loss for 2024 included a one-time charge of $12 million.", []),
    (
        "R&D expenses rose 24% to $15.0 million in 2024 from $12.1 million in 2023, as three trials ran at once.",
        [("rd_expense", "2023", 12_100_000, "USD"), ("rd_expense", "2024", 15_000_000, "USD")],
    ),
    ("Bank balances and cash were RMB1,812.4 million as at December 31, 2024.", [("cash", "2024-12-31", 1_812_400_000, "CNY")]),
    (
        ("The Group's revenue for the year ended 31 December 2024 increased by 43.1% from RMB1,538.7 million to RMB2,201.9 million."),
        [("revenue", "2023", 1_538_700_000, "CNY"), ("revenue", "2024", 2_201_900_000, "CNY")],
    ),
    ("Consolidated net loss was KRW 12.5 billion for 2024.", [("net_loss", "2024", 12_500_000_000, "KRW")]),
    ("Revenue was ¥5,210 million for the fiscal year 2024.", [("revenue", "2024", 5_210_000_000, "JPY")]),
    (
        "Net loss in 2024: A$8,412,345 (2023: A$9,001,222).",
        [("net_loss", "2023", 9_001_222, "AUD"), ("net_loss", "2024", 8_412_345, "AUD")],
    ),
    (
        (
            "Cash and cash equivalents of approximately $80 million as of December 31, 2024, together with the "
            "$25 million tranche of the loan, are expected to fund operations into 2027."
        ),
        [("cash", "2024-12-31", 80_000_000, "USD")],
    ),
    ("Following the quarter's end, on January 20, 2025, Trevanna received $30 million in cash from Bigfarma.", []),
    ("Cost of product revenue was $3.0 million for the fourth quarter of 2024.", []),
    ("R&D investment was $4.0 million for the quarter.", [("rd_expense", "2024-Q4", 4_000_000, "USD")]),
    (
        "On December 31, 2024, the company had $80.0 million in cash and 40 million shares outstanding.",
        [("cash", "2024-12-31", 80_000_000, "USD")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), THIRD_QUARTER)
def test_a_quarterly_release_tells_its_figures_in_many_wordings(sentence, expected):
    assert sorted(figures(sentence + "\n")) == expected


@pytest.mark.parametrize(("sentence", "expected"), FOURTH_QUARTER_AND_YEAR)
def test_where_a_release_is_about_two_periods_only_those_named_are_told(sentence, expected):
    assert sorted(figures(sentence + "\n", "Fourth Quarter and Full Year 2024")) == expected
