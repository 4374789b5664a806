"""Who issues a release, where it is listed, and under which short names it goes."""

import pytest

from pipeline_tracker.ingest.extract import company, layout
from tests.ingest.extract.releases import PUBLISHED, document

NEWS = "announced that the first patient was dosed with TRV-1 in a Phase 1 trial in asthma."
TITLE = "First Patient Dosed in Phase 1 Trial of TRV-1\n\n"


def issuer(text, given=""):
    read = document(text, published=PUBLISHED)
    found = company.find(layout.passages(read.text, read.title), read.title, given)
    return found and (found.name, found.exchange, found.ticker, found.aliases)


@pytest.mark.parametrize(
    "dateline",
    [
        "BOSTON, March 4, 2025 - ",
        "BOSTON, Mass., March 4, 2025 (GLOBE NEWSWIRE) -- ",
        "BOSTON, March 4, 2025 /PRNewswire/ -- ",
        "BOSTON--(BUSINESS WIRE)--",
        "BOSTON, Mass.--(BUSINESS WIRE)--Mar. 4, 2025-- ",
        "BOSTON & ZUG, Switzerland--(BUSINESS WIRE)--",
        "BOSTON, MA / ACCESSWIRE / March 4, 2025 / ",
        "HAMILTON, ON, March 4, 2025 /CNW/ - ",
        "Lyon, France, and Liège, Belgium – March 4, 2025, 5:45 p.m. CET – ",
        "LONDON, 4 March 2025: ",
        "REDWOOD CITY, Calif., and MONTRÉAL, March 4, 2025 /PRNewswire/ - ",
    ],
)
def test_the_subject_behind_any_dateline_is_the_issuer(dateline):
    assert issuer(f"{TITLE}{dateline}Trevanna Bio, Inc. (Nasdaq: TRVN) today {NEWS}\n") == ("Trevanna Bio, Inc.", "NASDAQ", "TRVN", ())


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Trevanna Bio, a private company,", ("Trevanna Bio", "", "", ())),
        ("Trevanna Bio", ("Trevanna Bio", "", "", ())),
        (
            "Trevanna Bio plc (AIM: TRV, “Trevanna” or “the Company”), the developer of TRV-1,",
            ("Trevanna Bio plc", "AIM", "TRV", ("Trevanna",)),
        ),
        (
            'Trevanna Cell Works Inc.(NASDAQ: TRVN) ("TCW" or the "Company"), a developer,',
            ("Trevanna Cell Works Inc.", "NASDAQ", "TRVN", ("TCW",)),
        ),
        ("Trevanna Bio (Nasdaq Stockholm: TRVN)", ("Trevanna Bio", "NASDAQ STOCKHOLM", "TRVN", ())),
        ("Trevanna Bio SE (Euronext Paris and Brussels: TRV – ISIN FR0000000000)", ("Trevanna Bio SE", "EURONEXT PARIS", "TRV", ())),
        ("Trevanna Bio Inc. [NYSE American: TRV]", ("Trevanna Bio Inc.", "NYSE AMERICAN", "TRV", ())),
        ("Trevanna Bio Ltd. (Nasdaq Global Select Market: TRVN; TASE: TRV)", ("Trevanna Bio Ltd.", "NASDAQ", "TRVN", ())),
        ("Trevanna Bio Co., Ltd. (SEHK stock code: 6999)", ("Trevanna Bio Co., Ltd.", "SEHK", "6999", ())),
        ("Trevanna Bio Limited (6999.HK)", ("Trevanna Bio Limited", "HKEX", "6999", ())),
        ("Trevanna Bio (KOSDAQ: 123450)", ("Trevanna Bio", "KOSDAQ", "123450", ())),
        ("Trevanna & Company (NYSE: TRV)", ("Trevanna & Company", "NYSE", "TRV", ())),
        ("Trevanna Bio, Inc. and Partnera AG (SIX: PTN)", ("Trevanna Bio, Inc.", "", "", ())),
        ("Trevanna Bio, Inc., a subsidiary of Parenta S.A. (BME: PRT),", ("Trevanna Bio, Inc.", "", "", ())),
    ],
)
def test_listings_partners_and_parents_are_told_apart_from_the_issuer(subject, expected):
    assert issuer(f"{TITLE}BOSTON, March 4, 2025 - {subject} today {NEWS}\n") == expected


@pytest.mark.parametrize(
    "headline",
    [
        "Trevanna Presented New Results for TRV-1 at a Congress",
        "Trevanna to Present Interim Results of TRV-1",
        "Trevanna doses first participants in Phase 1 trial of TRV-1",
        "Trevanna’s TRV-1 Meets Endpoint in Phase 2 Trial",
        "FDA Approves Trevanna’s TRV-1 for Asthma",
        "CORRECTION: Trevanna Announces Results",
        "Trevanna® Announces Results",
    ],
)
def test_without_a_lead_the_headline_names_the_issuer(headline):
    assert issuer(headline + "\n") == ("Trevanna", "", "", ())


@pytest.mark.parametrize(
    "headline",
    [
        "FDA Approves First Medicine for Alzheimer’s Disease",
        "Positive Results from Phase 2 Trial of TRV-1",
        "Patients’ Voices on World Asthma Day",
    ],
)
def test_regulators_diseases_and_results_issue_nothing(headline):
    assert issuer(headline + "\n") is None


def test_a_possessor_with_a_listing_is_the_issuer_where_a_regulator_is_the_subject():
    lead = "The U.S. Food and Drug Administration has approved Trevana (trevastat), Trevanna & Company's (NYSE: TRV) drug.\n"
    assert issuer(f"{TITLE}BOSTON, March 4, 2025 - {lead}") == ("Trevanna & Company", "NYSE", "TRV", ())


def test_a_wires_header_line_is_no_dateline():
    header = "FDA Clears Trevanna Bio to Begin Testing\n\nMarch 4, 2025 09:00 ET | Source: Trevanna Bio\n\n"
    text = f"{header}BOSTON, March 4, 2025 -- Trevanna Bio {NEWS}\n"
    assert issuer(text) == ("Trevanna Bio", "", "", ())


def test_the_callers_name_is_believed_and_the_texts_kept_as_an_alias():
    text = f"{TITLE}BOSTON, March 4, 2025 - Trevanna Bio, Inc. (Nasdaq: TRVN) today {NEWS}\n"
    assert issuer(text, "Old Trevanna Holdings") == ("Old Trevanna Holdings", "", "", ("Trevanna Bio, Inc.",))


def test_a_partners_name_is_a_companys_too_and_no_product():
    text = f"{TITLE}BOSTON, March 4, 2025 - Trevanna Bio, Inc. and Partnera today {NEWS}\n"
    read = document(text, published=PUBLISHED)
    passages = layout.passages(read.text, read.title)
    found = company.find(passages, read.title)
    assert company.keys_of(found, passages, read.title) == {"trevanna", "trevannabio", "trevannabioinc", "partnera"}
