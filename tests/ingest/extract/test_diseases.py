"""Which indications a sentence names, with their qualifiers and abbreviations, and what is none."""

import pytest

from pipeline_tracker.ingest.extract import diseases


def named(text):
    return [mention.name for mention in diseases.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("patients with relapsed or refractory mantle cell lymphoma", ["relapsed or refractory mantle cell lymphoma"]),
        ("adults with moderate-to-severe atopic dermatitis", ["moderate-to-severe atopic dermatitis"]),
        ("HER2-positive metastatic breast cancer", ["HER2-positive metastatic breast cancer"]),
        ("for knee osteoarthritis (KOA)", ["knee osteoarthritis (KOA)"]),
        ("NSX-103 for hereditary angioedema: development candidate", ["hereditary angioedema"]),
        ("the drug treats osteogenesis imperfecta and polycythemia vera", ["osteogenesis imperfecta", "polycythemia vera"]),
        ("hereditary bleeding disorders", ["hereditary bleeding disorders"]),
        ("approval of the world’s first chikungunya vaccine", ["chikungunya"]),
        ("Phase 2 Trial in Idiopathic Hypersomnia Starts This Month", ["idiopathic hypersomnia"]),
        ("adults with ADHD", ["ADHD"]),
    ],
)
def test_an_indication_is_the_whole_phrase_around_the_name(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a disease without a name",
        "a rare pediatric disease designation",
        "supported by the Pancreatic Cancer Action Network",
        "a grant of the Institute for Kidney Disease",
        "protein lowered proteinuria by 40%",
        "patients reported nausea and vomiting",
        "new strains appeared",
        "the mechanism of synthesis",
    ],
)
def test_bare_words_bodies_and_signs_that_are_not_treated_are_no_indication(text):
    assert named(text) == []


def test_a_sign_that_is_treated_is_an_indication():
    assert named("NSX-7 for the treatment of nausea") == ["nausea"]


def test_spans_are_half_open_and_in_reading_order():
    text = "Phase 3 in Crohn’s disease, Phase 2 in ulcerative colitis (UC)"
    mentions = diseases.find(text)
    assert [text[mention.start : mention.end] for mention in mentions] == ["Crohn’s disease", "ulcerative colitis (UC)"]
    assert diseases.abbreviations(mentions) == {"UC": "ulcerative colitis (UC)"}


def test_no_name_is_longer_than_a_name_can_be():
    assert max(len(name) for name in named("asthma " * 5000)) <= 140
    assert max(len(name) for name in named("acute severe " * 500 + "asthma")) <= 140
