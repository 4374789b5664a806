"""Names of MeSH: how spellings are folded, how names are found in a text, and which concept an indication means."""

import gzip

import pytest

from pipeline_tracker.ingest.extract import mesh
from pipeline_tracker.vocabulary.areas import AREAS


def found(text):
    return [(text[hit.start : hit.end], hit.disease.name) for hit in mesh.find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hepatocellular Carcinomas", "hepatocellular carcinoma"),
        ("Guillain–Barré Syndrome", "Guillain-Barre syndrome"),
        ("Crohn’s disease", "crohn's diseases"),
        ("acute myeloid leukaemia", "Acute Myeloid Leukemia"),
        ("oesophageal tumour", "esophageal tumors"),
        ("non-small-cell lung cancer", "Non Small Cell Lung Cancer"),
    ],
)
def test_spellings_of_one_disease_fold_alike(one, other):
    assert mesh.fold(one) == mesh.fold(other)


@pytest.mark.parametrize(("one", "other"), [("AIDS", "aids"), ("hemophilia A", "hemophilia B"), ("diabetes", "diabetic")])
def test_different_words_fold_differently(one, other):
    assert mesh.fold(one) != mesh.fold(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a trial in hereditary\nangioedema", [("hereditary\nangioedema", "Angioedemas, Hereditary")]),
        ("CHRONIC KIDNEY DISEASE", [("CHRONIC KIDNEY DISEASE", "Renal Insufficiency, Chronic")]),
        ("Crohn’s disease, ulcerative colitis", [("Crohn’s disease", "Crohn Disease"), ("ulcerative colitis", "Colitis, Ulcerative")]),
        (
            "adults with ADHD or AIDS",
            [("ADHD", "Attention Deficit Disorder with Hyperactivity"), ("AIDS", "Acquired Immunodeficiency Syndrome")],
        ),
        ("lung, cancer", [("cancer", "Neoplasms")]),
        ("hearing aids are sold", []),
        ("the disease has no name", []),
        ("a rare syndrome", []),
        ("", []),
    ],
)
def test_the_longest_name_at_each_place_is_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("indication", "name", "area"),
    [
        ("hepatocellular carcinoma (HCC)", "Carcinoma, Hepatocellular", "Neoplasms"),
        ("relapsed or refractory multiple myeloma", "Multiple Myeloma", "Neoplasms"),
        ("HER2-positive breast cancer", "Breast Neoplasms", "Neoplasms"),
        ("moderate-to-severe plaque psoriasis", "Psoriasis", "Skin and Connective Tissue Diseases"),
        ("knee osteoarthritis (KOA)", "Osteoarthritis, Knee", "Musculoskeletal Diseases"),
        ("osteoarthritis of the knee", "Osteoarthritis, Knee", "Musculoskeletal Diseases"),
        ("psoriasis in adolescents", "Psoriasis", "Skin and Connective Tissue Diseases"),
        ("COVID-19", "COVID-19", "Infections"),
        ("major depressive disorder", "Depressive Disorder, Major", "Mental Disorders"),
        ("non-diabetic kidney disease", "Kidney Diseases", "Urogenital Diseases"),
        ("Low Back Pain", "Low Back Pain", ""),
        ("Arthritis, Rheumatoid", "Arthritis, Rheumatoid", "Musculoskeletal Diseases"),
        ("Carcinoma, Non-Small Cell Lung", "Carcinoma, Non-Small-Cell Lung", "Neoplasms"),
        ("Rhinitis, Allergic, Seasonal", "Rhinitis, Allergic, Seasonal", "Respiratory Tract Diseases"),
        ("Allergy, Peanut", "Peanut Hypersensitivity", "Immune System Diseases"),
        ("Prostate Cancer, Metastatic, Castration-Resistant", "Prostatic Neoplasms", "Neoplasms"),
        ("recurrent, platinum-resistant ovarian cancer", "Ovarian Neoplasms", "Neoplasms"),
        ("Advanced Malignancies", "Neoplasms", "Neoplasms"),
        ("Stage IV Lung Cancer AJCC v8", "Lung Neoplasms", "Neoplasms"),
        ("Colorectal Cancer Stage IV", "Colorectal Neoplasms", "Neoplasms"),
        ("Brain Tumor Recurrent Pediatric", "Brain Neoplasms", "Neoplasms"),
        ("bulbar-onset ALS", "Amyotrophic Lateral Sclerosis", "Nervous System Diseases"),
        ("steroid-refractory acute GvHD", "Graft vs Host Disease", "Immune System Diseases"),
        ("EGFR-mutated NSCLC", "Carcinoma, Non-Small-Cell Lung", "Neoplasms"),
        ("relapsed/refractory NSCLC", "Carcinoma, Non-Small-Cell Lung", "Neoplasms"),
    ],
)
def test_an_indication_has_the_name_and_area_of_the_narrowest_concept_known(indication, name, area):
    disease = mesh.normal_form(indication)
    assert disease is not None
    assert (disease.name, disease.area) == (name, area)


@pytest.mark.parametrize(
    "indication",
    [
        "psoriasis and psoriatic arthritis",
        "mpox and smallpox",
        "Melanoma, Lung Cancer, or Colorectal Cancer",
        "Asthma, Allergic Rhinitis",
        "NSCLC and COPD",
        "hearing AIDS-like",
        "als",
        "Recurrent",
        "healthy volunteers",
        "undisclosed disease",
        "rare disease",
        "disease",
        "non-asthma",
        "(asthma)",
        "",
        "  ",
        "( [ * \\",
    ],
)
def test_what_is_unknown_or_several_has_no_normal_form(indication):
    assert mesh.normal_form(indication) is None


@pytest.mark.parametrize("acronym", sorted(mesh._SPELLED))
def test_an_acronym_that_is_not_in_the_vocabulary_is_spelled_as_there(acronym):
    assert mesh.normal_form(acronym) == mesh.normal_form(mesh._SPELLED[acronym]) is not None


def test_two_spellings_of_one_disease_have_one_key():
    assert mesh.normal_form("renal cell carcinoma") == mesh.normal_form("advanced Renal Cell Carcinomas (RCC)")


def test_every_line_of_the_vocabulary_is_a_concept_with_spellings_of_its_own():
    origin, *lines = gzip.decompress(mesh.VOCABULARY.read_bytes()).decode().splitlines()
    assert "courtesy of the U.S. National Library of Medicine" in origin
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {5}
    assert len({key for key, *_ in rows}) == len(rows) > 7000
    spellings = [spelling for *_, joined in rows for spelling in joined.split("|")]
    assert len(set(spellings)) == len(spellings)
    assert [spelling for spelling in spellings if mesh.fold(spelling) != spelling] == []
    assert {top for _, _, tops, _, _ in rows for top in tops.split(" ")} == {*AREAS, "C23"}
    assert {kind for _, _, _, kind, _ in rows} == {"", "symptom"}


def test_a_long_text_of_one_word_is_read_in_linear_time():
    assert len(mesh.find("carcinoma " * 20_000)) == 20_000
    assert mesh.normal_form("cell " * 50_000) is None
