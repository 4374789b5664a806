"""What sentences and headlines of releases claim: two tables of invented ones, and rules that no table shows."""

import datetime as dt
from pathlib import Path

import pytest

from tests.ingest.extract.releases import read, read_headline, read_sentence, told


def table(name):
    """(text, expected claims) of a table: kind, status, phase, date, regulator, with None for "-"."""
    rows = []
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, _, claims = line.partition("\t")
        expected = [tuple(None if word == "-" else word for word in claim.split()) for claim in claims.split("|") if claim.strip()]
        rows.append(pytest.param(text, expected, id=text[:80]))
    return rows


@pytest.mark.parametrize(("sentence", "expected"), table("sentences.tsv"))
def test_a_sentence_claims_what_it_says_and_nothing_else(sentence, expected):
    assert told(read_sentence(sentence)) == expected


@pytest.mark.parametrize(("headline", "expected"), table("headlines.tsv"))
def test_a_headline_alone_claims_what_it_says(headline, expected):
    assert told(read_headline(headline)) == expected


def test_every_quote_is_the_text_at_its_place():
    text = "Quillon Bio Doses First Patient in Phase 2 Trial of QLN-101\n\nTopline data are expected in the first half of 2026.\n"
    reading = read(text)
    assert [text[claim.span.start : claim.span.end] for claim in reading.claims] == text.strip().split("\n\n")


def test_a_restatement_is_a_repeat_and_no_second_claim():
    reading = read(
        "Quillon Bio Initiates Phase 3 Trial of QLN-101\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today announced the initiation of a Phase 3 trial of QLN-101 "
        "in asthma.\n"
    )
    (claim,) = reading.claims
    assert (claim.kind, claim.phase, claim.indication, len(claim.repeats)) == ("trial_initiated", "phase_3", "asthma", 1)


def test_an_event_dated_long_ago_is_not_the_news_of_the_headline():
    reading = read(
        "FDA Grants Fast Track Designation to QLN-101 for Asthma\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) reports on QLN-101. "
        "In March 2023, the FDA granted Fast Track designation to QLN-101 for COPD.\n"
    )
    assert [claim[3] for claim in told(reading)] == [None, "2023-03"]


def test_safe_harbour_and_boilerplate_claim_nothing():
    reading = read(
        "Quillon Bio Reports on QLN-101\n\n"
        "About QLN-101\nQLN-101 received orphan drug designation from the FDA in 2021.\n\n"
        "Forward-Looking Statements\nThis release contains forward-looking statements on the start of a Phase 3 trial of QLN-101 in 2026.\n"
        "Quillon plans to submit an NDA for QLN-101 in 2027.\n"
    )
    assert told(reading) == []


def test_safe_harbour_is_cut_by_the_sentence_where_a_release_has_lost_its_lines():
    reading = read(
        "Quillon Bio Initiates Phase 2 Trial of QLN-101 February 13, 2025 * * * BOSTON, Feb. 13, 2025// -- Quillon Bio, Inc. today "
        "announced the initiation of a Phase 2 trial of QLN-101. Topline data are expected in 2026. "
        "**About Quillon** Quillon Bio is a company. "
        "**Cautionary Statement Regarding Forward-Looking Statements** This press release contains forward-looking statements. "
        "QLN-101 may enter Phase 3 in 2027."
    )
    assert told(reading) == [("trial_initiated", "occurred", "2", None, None), ("data_readout", "expected", "2", "2026", None)]


def test_bullets_take_program_and_expectation_from_the_lines_above():
    reading = read(
        "Quillon Bio Reports Fourth Quarter 2024 Results\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today reported results.\n\n"
        "QLN-101: oral inhibitor for asthma\n\n- Completed enrollment in the Phase 2 trial in January 2025.\n\n"
        "QLN-202: antibody for eczema\n\nDuring 2025, the Company expects:\n\n- Initiation of a Phase 1 trial\n- Submission of an IND\n"
    )
    assert [(claim.programs, *told_claim[:4]) for claim, told_claim in zip(reading.claims, told(reading), strict=True)] == [
        (("QLN-101",), "enrollment_completed", "occurred", "2", "2025-01"),
        (("QLN-202",), "trial_initiated", "expected", "1", "2025"),
        (("QLN-202",), "ind_submitted", "expected", None, "2025"),
    ]


def test_several_programs_in_a_list_have_a_claim_each():
    reading = read_headline("Quillon Bio to Present Data on QLN-101, QLN-202 and QLN-303 at the 2025 ASH Annual Meeting")
    assert [claim.programs for claim in reading.claims] == [("QLN-101",), ("QLN-202",), ("QLN-303",)]


def test_two_readouts_in_one_sentence_are_two_claims():
    reading = read_sentence("Topline data from trials of QLN-101 are expected in the second quarter of 2025 and in the first half of 2026.")
    assert [claim[3] for claim in told(reading)] == ["2025-Q2", "2026-H1"]


def test_acceptance_by_the_chinese_regulator_to_begin_a_trial_starts_none():
    reading = read_sentence("QLN-101 was accepted by the NMPA to begin a Phase 2 clinical trial in asthma.")
    (claim,) = reading.claims
    assert (claim.kind, claim.regulator, claim.territory, claim.verb, claim.flags) == (
        "ind_accepted",
        "NMPA",
        "CN",
        "accepted",
        ("ambiguous_verb",),
    )


def test_approvals_by_several_regulators_have_their_own_dates():
    reading = read_sentence("QLN-101 was approved by the FDA in November 2024 and by the European Commission in January 2025.")
    assert [(claim[3], claim[4]) for claim in told(reading)] == [("2024-11", "FDA"), ("2025-01", "EMA")]


def test_a_date_that_is_taken_back_is_told_apart_from_a_plan_that_ends():
    taken_back, ended = (
        read_sentence(words).claims
        for words in (
            "Quillon withdraws its guidance for the start of the Phase 2 trial of QLN-101 in 2025.",
            "Quillon no longer plans to start the Phase 2 trial of QLN-101 in 2025.",
        )
    )
    assert [(claim.status, str(claim.window), claim.flags) for claim in (*taken_back, *ended)] == [
        ("dropped", "2025", ("guidance_withdrawn",)),
        ("dropped", "2025", ()),
    ]


def test_a_law_firms_notice_is_nobodys_news():
    reading = read(
        "INVESTOR ALERT: Grabbit LLP Announces Class Action Against Quillon Bio, Inc.\n\n"
        "NEW YORK, February 13, 2025 - Grabbit LLP reminds investors that on January 6, 2025 the FDA placed a clinical hold on QLN-101.\n"
    )
    assert (reading.programs, reading.claims) == ((), ())


def test_every_sentence_is_in_the_ledger():
    text = "Quillon Bio Doses First Patient in Phase 2 Trial of QLN-101\n\nQLN-101 is a tablet. About 300 million people have asthma.\n"
    assert [(text[line.span.start : line.span.end][:10], line.outcome) for line in read(text).ledger] == [
        ("Quillon Bi", "claim"),
        ("QLN-101 is", "not taken"),
        ("About 300 ", "not taken"),
    ]


@pytest.mark.parametrize(
    ("sentence", "party", "amount"),
    [
        ("Quillon entered into an exclusive license agreement with Fabrica Pharma for QLN-101.", "Fabrica Pharma", None),
        (
            "Quillon licensed European rights to QLN-101 to Fabrica Pharma AG in January 2025 for an upfront payment of $20 million.",
            "Fabrica Pharma AG",
            20_000_000,
        ),
        ("Fabrica Pharma exercised its option to license QLN-101.", "Fabrica Pharma", None),
        ("Quillon announced a collaboration with the University of Turin to develop QLN-101.", "University of Turin", None),
        ("Quillon acquired Fabrica Pharma, Inc. in January 2025 for $120 million in cash.", "Fabrica Pharma, Inc.", 120_000_000),
        ("Quillon entered into a license agreement for QLN-101 in Japan.", "", None),
        ("Under agreements with Fabrica Pharma and with Unda Therapeutics, Quillon out-licensed rights to QLN-101.", "", None),
    ],
)
def test_a_deal_names_its_other_side_only_where_the_words_leave_one(sentence, party, amount):
    (claim,) = read_sentence(sentence).claims
    assert (claim.counterparty, claim.amount) == (party, amount)


def test_a_talk_told_in_a_sentence_has_its_hours_and_zone():
    reading = read_sentence(
        "Quillon will present Phase 2 data of QLN-101 at the American Thoracic Society (ATS) International Conference on May 19, 2025 from "
        "9:15 to 10:00 a.m. PT."
    )
    (claim,) = reading.claims
    assert (claim.talk.congress, claim.talk.zone, claim.window.precision) == (
        "American Thoracic Society (ATS) International Conference",
        "America/Los_Angeles",
        "minute",
    )
    assert (claim.talk.starts, claim.talk.ends) == (dt.datetime(2025, 5, 19, 9, 15), dt.datetime(2025, 5, 19, 10, 0))


def test_bullets_are_about_the_product_that_the_line_above_begins_with():
    reading = read(
        "Quillon Bio Reports Progress\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today reported on QLN-101 and QLN-202.\n\n"
        "Program Highlights and Anticipated Milestones\n\n"
        "QLN-101 (oral inhibitor, once a day)\n\n- Topline results expected in mid-2025.\n\n"
        "QLN-202 (antibody, once a month)\n\n- Dosed the first participant in a Phase 2 trial in January 2025.\n"
    )
    assert [(claim.programs, claim.kind) for claim in reading.claims] == [
        (("QLN-101",), "data_readout"),
        (("QLN-202",), "first_patient_dosed"),
    ]


def test_a_heading_above_the_products_heading_announces_what_is_to_come():
    reading = read(
        "Quillon Bio Outlines Its Year\n\nBOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today looked back and ahead.\n\n"
        "What to Expect in 2025\n\nQLN-101\n\n- Initiation of a Phase 2 trial in the second quarter\n\n"
        "QLN-202\n\n- Submission of an IND in the first half\n"
    )
    assert told(reading) == [
        ("trial_initiated", "expected", "2", "2025-Q2", None),
        ("ind_submitted", "expected", None, "2025-H1", None),
    ]


def test_a_named_trial_is_told_of_where_no_product_is_named():
    reading = read(
        "Quillon Bio Completes Enrollment in Advance-HTN Trial\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) has completed "
        "enrollment in the Phase 2 Advance-HTN trial.\n"
    )
    (claim,) = reading.claims
    assert (claim.kind, claim.programs, claim.trial) == ("enrollment_completed", (), "Advance-HTN")


@pytest.mark.parametrize(
    ("disease", "told"),
    [
        ("Gout", [("enrollment_completed", (), "phase_2", "gout"), ("data_readout", (), "phase_2", "gout")]),
        ("Adults", []),  # nothing by which the product could be known
    ],
)
def test_a_trial_that_is_told_by_phase_and_disease_alone_is_told_without_a_product(disease, told):
    reading = read(
        f"Quillon Bio Completes Enrollment of its Phase 2 Study in {disease}\n\n"
        "Plans to report topline data in the second quarter of 2025\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) writes today.\n"
    )
    assert [(claim.kind, claim.programs, claim.phase, claim.indication) for claim in reading.claims] == told


def test_a_readout_that_follows_another_some_months_later_is_one_of_its_own():
    reading = read_headline(
        "Quillon Bio Expects Topline Data from the Phase 2 Trial of QLN-101 in Q1 2026, Followed by Booster Data Six Months Later"
    )
    assert [claim[:4] for claim in told(reading)] == [
        ("data_readout", "expected", "2", "2026-Q1"),
        ("data_readout", "expected", "2", "2026-07-01/2026-09-30"),
    ]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (
            "QLN-101 Accelerated Recovery in Phase 3 Trial in Gout; Topline Real-World Evidence (RWE) Data Now Expected by Year-End 2025",
            [("expected", "", "real-world evidence")],
        ),
        (
            "Quillon Bio Announces Positive Topline Results from Real-World Evidence Study Comparing QLN-101 to Colchicine in Gout",
            [("occurred", "", "real-world evidence")],
        ),
        (
            "Enrollment Complete in Phase 3 Trial of QLN-101; Announced Interim Futility Analysis; To Report Top-Line Data in Q4 2025",
            [("occurred", "phase_3", "interim"), ("expected", "phase_3", "topline")],
        ),
    ],
)
def test_a_readout_is_told_by_the_words_of_its_own_line(headline, expected):
    readouts = [claim for claim in read_headline(headline).claims if claim.kind == "data_readout"]
    assert [(claim.status, claim.phase, claim.detail) for claim in readouts] == expected


def test_a_trials_name_keeps_its_number():
    claims = read_headline(
        "Patient Dosing Initiated in Phase 3 WINDMILL II Trial of QLN-101; Topline Data Expected in Second Half 2026"
    ).claims
    assert [claim.trial for claim in claims] == ["WINDMILL II", "WINDMILL II"]


def test_rows_of_a_table_claim_what_their_columns_say():
    reading = read(
        "Quillon Bio Reports Progress\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today reported on QLN-101 and QLN-202.\n\n"
        "Program | Milestone | Timing\nQLN-101 | Phase 2 topline data | 3Q 2025\nQLN-202 | Complete Phase 1 enrollment | 4Q 2025\n"
    )
    assert [(claim.programs, *claims[:4]) for claim, claims in zip(reading.claims, told(reading), strict=True)] == [
        (("QLN-101",), "data_readout", "expected", "2", "2025-Q3"),
        (("QLN-202",), "enrollment_completed", "expected", "1", "2025-Q4"),
    ]


def test_a_dateline_with_dashes_is_followed_by_the_lead():
    reading = read(
        "Quillon Bio Reports on QLN-101\n\nBOSTON, Feb. 13, 2025 (GLOBE NEWSWIRE) -- Quillon Bio, Inc. (NASDAQ: QLNB) today announced that "
        "the first patient was dosed in a Phase 1 trial of QLN-101.\n"
    )
    (claim,) = reading.claims
    assert claim.kind == "first_patient_dosed"
    assert [line.outcome for line in reading.ledger] == ["not taken", "boilerplate", "claim"]


EACH_WITH_ITS_DATE = [
    (
        "Interim data of the WINDMILL-1 and WINDMILL-2 trials of QLN-101 are due in the second and fourth quarter of 2025, respectively.",
        [("", "WINDMILL-1", "", "2025-Q2"), ("", "WINDMILL-2", "", "2025-Q4")],
    ),
    (
        "Topline data of QLN-101 in gout and lupus are expected in the second quarter and fourth quarter of 2025, respectively.",
        [("gout", "", "", "2025-Q2"), ("lupus", "", "", "2025-Q4")],
    ),
    (
        "Phase 2 data of QLN-101 are expected in gout in mid-2025, in lupus in the second half of 2025 and in asthma in 2026.",
        [("gout", "", "", "2025-05-01/2025-08-31"), ("lupus", "", "", "2025-H2"), ("asthma", "", "", "2026")],
    ),
    (
        "Initial data of the single ascending dose part of QLN-101 are due in mid-2025 and of the multiple ascending dose part in 2026.",
        [
            ("", "", "single ascending dose", "2025-05-01/2025-08-31"),
            ("", "", "multiple ascending dose", "2026"),
        ],
    ),
    (
        "Data from the single and multiple ascending dose parts of the Phase 1 trial of QLN-101 are expected in mid-2025.",
        [("", "", "", "2025-05-01/2025-08-31")],
    ),
    (
        "QLN-101 received Fast Track designation in gout in May 2024 and in lupus in January 2025.",
        [("gout", "", "fast_track", "2024-05"), ("lupus", "", "fast_track", "2025-01")],
    ),
    (
        "QLN-101 will be presented at ARVO 2025 in May and at ASRS 2025 in July.",
        [("", "", "ARVO 2025", "2025-05"), ("", "", "ASRS 2025", "2025-07")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), EACH_WITH_ITS_DATE)
def test_of_several_diseases_trials_and_congresses_each_has_its_own_date(sentence, expected):
    reading = read_sentence(sentence)
    when = [window for *_, window, _ in told(reading)]
    assert [
        (c.indication, c.trial, c.detail.replace("interim", "").replace("topline", ""), w)
        for c, w in zip(reading.claims, when, strict=True)
    ] == expected


def test_a_takeover_is_told_by_the_company_that_is_bought():
    reading = read_sentence("In January 2025, Quillon completed the acquisition of Fabrica Pharma AG.")
    assert [(c.kind, c.detail, c.counterparty) for c in reading.claims] == [("acquisition", "Fabrica Pharma AG", "Fabrica Pharma AG")]


def test_a_numbered_sibling_is_a_trial_of_its_own_and_a_new_phase_is_not_the_trial_before():
    reading = read(
        "Quillon Bio Doses First Patient in Phase 3 WINDMILL-1 Trial of QLN-101 in Gout\n\n"
        "Company plans to start a Phase 4 study in 2026\n\n"
        "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today reported on the Phase 3 WINDMILL-1 trial of QLN-101 in gout. "
        "The first patient in WINDMILL-2 is expected to be dosed in June 2025.\n"
    )
    assert sorted((c.kind, c.phase, c.status, c.trial) for c in reading.claims) == [
        ("first_patient_dosed", "phase_3", "expected", "WINDMILL-2"),
        ("first_patient_dosed", "phase_3", "occurred", "WINDMILL-1"),
        ("trial_initiated", "phase_4", "expected", ""),
    ]


def test_a_trial_whose_product_other_documents_tell_may_be_promised_and_needs_not_be_called_a_trial():
    head = "Quillon Bio Reports Progress\n\nBOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today"
    lead = f"{head} reported on QLN-303 and QLN-101.\n\n"
    ended = "* The last patient completed treatment in the CLARION trial in January; topline data are now expected in May 2025.\n"
    full = "* Enrollment in CLARION: In January 2025, Quillon completed enrollment in its Phase 2 trial of QLN-101 in gout.\n"
    assert [(c.kind, c.programs, c.trial) for c in read(f"{lead}* In January 2025, Quillon filed an IND for QLN-303.\n{ended}").claims] == [
        ("ind_submitted", ("QLN-303",), ""),
        ("data_readout", (), "CLARION"),
    ]
    assert [(c.kind, c.programs, c.trial) for c in read(f"{lead}{full}* CLARION topline data expected in May 2025.\n").claims] == [
        ("enrollment_completed", ("QLN-101",), "CLARION"),
        ("data_readout", ("QLN-101",), "CLARION"),
    ]


def test_what_is_told_beside_another_product_is_not_the_one_products_that_is_known():
    reading = read(
        "Quillon Bio Reports Progress\n\nBOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today reported progress.\n\n"
        "* In combination with exolumetinib, a partner's drug did well. Exolumetinib is in many trials.\n"
        "* Quillon is preparing for a U.S. launch in May 2025.\n"
        "* The IND of QLN-101 is planned for June 2025.\n"
    )
    assert [(c.kind, c.programs) for c in reading.claims] == [("ind_submitted", ("QLN-101",))]
