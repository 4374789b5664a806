"""What kind of product a program is, where it comes from, and what it is for: read from the words around its name."""

import re

from pipeline_tracker.ingest.documents import KnownProgram, Program, Span
from pipeline_tracker.ingest.extract import names
from pipeline_tracker.ingest.extract.layout import NEWS
from pipeline_tracker.ingest.extract.scene import Scene

# Code, the lower-case pieces of text one of which the words must hold for the pattern to be tried, and the pattern.
_MODALITIES = (
    (
        "cell_therapy",
        "car|cel|tcr|gamma",
        (
            r"\bCAR[\s-]?(?:T|NK)?\b(?=\W|$)|\b(?:stem|T|NK|progenitor|stromal|dendritic|beta|islet)[\s-]cells?\b|"
            r"\bcell(?:ular)?\s+(?:therapy|therapies|product|immunotherapy)|\bTCR[\s-]?T\b|leucel\b|temcel\b|-cel\b|"
            r"\bgamma[\s-]delta"
        ),
    ),
    (
        "gene_therapy",
        "gene|aav|lentiviral|crispr|parvovec",
        (
            r"\bgene(?:tic)?[\s-](?:therapy|therapies|editing|edited|directed)|\bAAV[0-9]?\b|\blentiviral\b|\bCRISPR|"
            r"parvovec\b|\bgene-directed"
        ),
    ),
    (
        "adc",
        "conjugate|adc|vedotin|deruxtecan|govitecan|ozogamicin|tansine",
        r"\bantibody[\s-]drug\s+conjugates?|\bADCs?\b|vedotin\b|deruxtecan\b|govitecan\b|ozogamicin\b|tansine\b",
    ),
    ("bispecific", "specific|engager|bite", r"\bbispecifics?\b|\btrispecific|\bT[\s-]cell\s+engager|\bBiTE"),
    ("vaccine", "vaccin|immuni", r"\bvaccin(?:e|es|ation)\b|\bimmunization\s+against"),
    (
        "oligonucleotide",
        "rna|antisense|oligonucleotide|ersen|siran|aptamer",
        r"\bsiRNA|\bantisense|\boligonucleotide|\bRNAi\b|\bmRNA\s+therap|ersen\b|siran\b|\baptamer",
    ),
    (
        "radiopharmaceutical",
        "radio|177lu|lutetium|actinium",
        r"\bradio(?:pharmaceutical|ligand|therap|immunotherap|nuclide)|\b177Lu|\blutetium|\bactinium",
    ),
    ("antibody", "antibod|mab|bart|tug", r"\bmonoclonal\s+antibod|\bantibod(?:y|ies)\b|[a-z]mab\b|[a-z]bart\b|[a-z]tug\b"),
    (
        "peptide_protein",
        "peptide|fusion|recombinant|enzyme|protein|insulin|glutide|cept|interleukin",
        (
            r"\bpeptides?\b|\bfusion\s+protein|\brecombinant\b|\benzyme\s+replacement|\bprotein\s+therap|\binsulin\b|"
            r"\bglutide\b|bercept\b|[a-z]cept\b|\binterleukin"
        ),
    ),
    (
        "device_diagnostic",
        "device|diagnostic|imaging|assay|test|software|510(k)|artificial",
        (
            r"\bdevices?\b|\bdiagnostics?\b|\bimaging\s+(?:system|technology)|\bassay\b|\btest\s+kit|\bsoftware\b|\b510\(k\)|"
            r"\bartificial\s+intelligence"
        ),
    ),
    (
        "small_molecule",
        "small|oral|tinib|ciclib|parib|lisib|sertib|degib|stat|inhibitor|tablet|capsule",
        (
            r"\bsmall[\s-]molecules?\b|\boral(?:ly)?\b[^.;]{0,40}\b(?:inhibitors?|agonists?|antagonists?|modulators?|"
            r"degraders?)|[a-z](?:tinib|ciclib|parib|lisib|sertib|degib|stat)\b|\b(?:kinase|JAK|PARP|BTK|"
            r"CDK[0-9/]*)\s+inhibitor|\btablets?\b|\bcapsules?\b"
        ),
    ),
)
_ENOUGH = 12  # mentions that settle what a program is
_COMPILED = tuple(
    (code, needs.split("|"), re.compile(pattern, re.IGNORECASE if code != "cell_therapy" else 0)) for code, needs, pattern in _MODALITIES
)
_CELL_WORDS = re.compile(r"\b(?:stem|progenitor|stromal)[\s-]cell|\bcell(?:ular)?\s+(?:therapy|immunotherapy|product)", re.IGNORECASE)
_AUTOLOGOUS = re.compile(r"\bautologous\b", re.IGNORECASE)
_ALLOGENEIC = re.compile(r"\ballogen(?:e)?ic\b|\boff[\s-]the[\s-]shelf\b|\buniversal\b(?=\s+(?:CAR|donor|cell))", re.IGNORECASE)


def describe(scene: Scene, named: list[names.Named], known: dict[str, KnownProgram], used: dict[str, list[str]]) -> list[Program]:
    """The programs with modality, origin and indications. ``used`` lists the indications of each program's claims."""
    found = []
    for number, program in enumerate(named):
        near = _surroundings(scene, number, program)
        given = known.get(program.name)
        modality = given.modality if given and given.modality else _modality(near, program)
        origin = _origin(near) if modality == "cell_therapy" else ""
        indications = list(dict.fromkeys([*used.get(program.name, ()), *_indications(scene, number)]))[:6]
        found.append(
            Program(
                program.name,
                Span(program.start, program.end),
                program.aliases,
                tuple(filter(None, indications)),
                modality,
                origin,
                program.known,
            )
        )
    return found


def _surroundings(scene: Scene, number: int, program: names.Named) -> list[str]:
    """For each mention the words around it, those of other programs cut off."""
    found = []
    for sight in scene.sights:
        if sight.passage.section not in NEWS and sight.passage.section not in ("about product", "about company"):
            continue
        if program.descriptive:
            if sight.passage.start <= program.start < sight.passage.end:
                found.append(sight.text[max(0, program.start - sight.passage.start - 60) : program.end - sight.passage.start + 40])
            continue
        for mention in sight.programs:
            if mention.program != number:
                continue
            low = max(
                [0, mention.start - 110, *(other.end for other in sight.programs if other.program != number and other.end <= mention.start)]
            )
            high = min(
                [
                    len(sight.text),
                    mention.end + 160,
                    *(other.start for other in sight.programs if other.program != number and other.start >= mention.end),
                ]
            )
            found.append(sight.text[low:high])
    return found


def _modality(near: list[str], program: names.Named) -> str:
    """The modality named most often near the program; of equals the more specific."""
    votes: dict[str, int] = {}
    for words in (*near[:_ENOUGH], f"{program.name} {' '.join(program.aliases)}"):
        lower = words.lower()
        for code, needs, pattern in _COMPILED:
            if not any(need in lower for need in needs):
                continue
            if pattern.search(words) or (code == "cell_therapy" and _CELL_WORDS.search(words)):
                votes[code] = votes.get(code, 0) + 1
    if not votes:
        return ""
    order = [code for code, _, _ in _COMPILED]
    return max(votes, key=lambda code: (votes[code], -order.index(code)))


def _origin(near: list[str]) -> str:
    own = sum(1 for words in near if _AUTOLOGOUS.search(words))
    donor = sum(1 for words in near if _ALLOGENEIC.search(words))
    return "" if own == donor else "autologous" if own > donor else "allogeneic"


def _indications(scene: Scene, number: int) -> list[str]:
    """Indications said to be treated in sentences about this program alone."""
    found: list[str] = []
    for sight in scene.sights:
        if sight.passage.section not in NEWS and sight.passage.section != "about product":
            continue
        if {mention.program for mention in sight.programs} == {number}:
            found.extend(scene.indication(disease) for disease in sight.treated if disease.lead)
    return found
