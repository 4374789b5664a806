"""Which products a release reports on: the issuer's own, under all their names; comparators, genes and trials are none."""

import pytest

from pipeline_tracker.ingest.documents import Catalogue, KnownProgram
from tests.ingest.extract.releases import LEAD, read, read_headline, read_sentence


def names(reading):
    return [(program.name, *program.aliases) for program in reading.programs]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Quillon Bio Doses First Patient in Phase 1 Trial of QLN-101", [("QLN-101",)]),
        ("Quillon Bio Doses First Patient in Phase 1 Trial of QB1234 in Asthma", [("QB1234",)]),
        ("Quillon Bio Doses First Patient in Phase 1 Trial of Q-CAR077 in Lymphoma", [("Q-CAR077",)]),
        ("Quillon Bio Doses First Patient in Phase 1 Trial of imaginertinib in Lung Cancer", [("imaginertinib",)]),
        ("Quillon Bio Announces Topline Data for Imaginzumab in Asthma", [("Imaginzumab",)]),
        ("FDA Approves QUILZA® (imaginastat) for Asthma", [("QUILZA", "imaginastat")]),
        ("Quillon Bio Receives Orphan Drug Designation for QLN-101 (imaginersen)", [("QLN-101", "imaginersen")]),
        ("Quillon Bio and Fabrica Announce Data from Phase 1 Trial of QLN888/FB101", [("FB101", "QLN888")]),
        ("Quillon Bio Presents Data on imagi-cel at ASH 2024", [("imagi-cel",)]),
    ],
)
def test_names_are_recognised_by_their_forms(headline, expected):
    assert names(read_headline(headline)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "QLN-101 was compared with Humira in the Phase 3 trial.",
        "QLN-101 is given in combination with pembrolizumab.",
        "QLN-101 was added to methotrexate.",
        "QLN-101 is superior to imaginertinib in mice.",
        "QLN-101 inhibits KRAS G12D and binds CD19 and PD-L1.",
        "QLN-101 treats COVID-19, a disease caused by SARS-CoV-2.",
        "QLN-101 is evaluated in the LANTERN-2 trial (NCT01234567).",
        "QLN-101 is evaluated in BEACON, a Phase 3 trial.",
        "QLN-101 was made with the QuillPlex® platform.",
    ],
)
def test_comparators_targets_trials_and_platforms_are_no_programs(sentence):
    assert names(read_sentence(sentence)) == [("QLN-101",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "QLN-101, formerly known as QB-77, is a tablet.",
        "QLN-101 (formerly QB-77) is a tablet.",
        "QLN-101 (also known as QB-77) is a tablet.",
    ],
)
def test_former_names_are_aliases(sentence):
    assert names(read_sentence(sentence)) == [("QLN-101", "QB-77")]


def test_a_described_product_is_named_by_its_description_and_glued_words_are_parted():
    reading = read(
        LEAD + "Presentations at the ASH Annual Meeting:\n\nASH Annual Meeting\n\n"
        "A novel anti-BCMACAR-T in myeloma (Abstract ID: 4711) Saturday, December 6, 2025 - 7:45 AM - 8:00 AM ET\n"
    )
    assert ("anti-BCMA CAR-T", "anti-BCMACAR-T") in names(reading)


def test_the_catalogues_names_are_used():
    catalogue = Catalogue(programs={"Quillon Bio": (KnownProgram("Quilltide", ("ZZ", "quill peptide"), "peptide_protein"),)})
    reading = read("Quillon Bio Starts Phase 1 Trial\n\nThe first patient was dosed with quill peptide in the Phase 1 trial.\n", catalogue)
    (program,) = reading.programs
    assert (program.name, program.modality, program.known) == ("Quilltide", "peptide_protein", True)
    assert [(claim.kind, claim.programs) for claim in reading.claims] == [
        ("trial_initiated", ("Quilltide",)),
        ("first_patient_dosed", ("Quilltide",)),
    ]


def test_the_catalogue_of_another_company_is_not_used():
    catalogue = Catalogue(programs={"Other Pharma": (KnownProgram("Phase"),)})
    assert names(read_headline("Quillon Bio Starts Phase 1 Trial of QLN-101")) == names(
        read("Quillon Bio Starts Phase 1 Trial of QLN-101\n", catalogue)
    )


@pytest.mark.parametrize(
    ("sentence", "modality", "origin"),
    [
        ("QLN-101 is an autologous CAR-T cell therapy for lymphoma.", "cell_therapy", "autologous"),
        ("QLN-101 is an off-the-shelf NK cell therapy.", "cell_therapy", "allogeneic"),
        ("QLN-101 is an AAV gene therapy.", "gene_therapy", ""),
        ("QLN-101 is a monoclonal antibody.", "antibody", ""),
        ("QLN-101 is an antibody-drug conjugate.", "adc", ""),
        ("QLN-101 is a vaccine candidate.", "vaccine", ""),
        ("QLN-101 is an oral small molecule.", "small_molecule", ""),
        ("QLN-101 is an siRNA.", "oligonucleotide", ""),
    ],
)
def test_modality_and_origin_are_read_from_the_words_around(sentence, modality, origin):
    (program,) = read_sentence(sentence).programs
    assert (program.modality, program.origin) == (modality, origin)
