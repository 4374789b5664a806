"""programs: products in development, whose they are and what they are."""

from pipeline_tracker.ingest.documents import Attribute, Company, Indication, Program, Reading
from pipeline_tracker.vocabulary.terms import MODALITIES, ORIGINS

from .cells import Cells
from .forms import closed, company, name, names, text
from .table import AS_OF, COMPANY_HELP, Column, Mismatch, Table

_PARTNERS_LIMIT = 300  # of the attribute's value


def _read(cells: Cells) -> Reading:
    program = Program(
        name=cells["name"],
        span=cells.whole,
        aliases=cells.values("aliases"),
        indications=cells.values("indications"),
        modality=cells["modality"],
        origin=cells["origin"],
        known=True,
    )
    told = {"program.target": ("target", cells["target"]), "program.partners": ("partners", _partners(cells))}
    return Reading(
        company=Company(cells["company"]),
        programs=(program,),
        indications=tuple(Indication(each, cells.span("indications")) for each in program.indications),
        attributes=tuple(
            Attribute(attribute, program.name, value, cells.span(column)) for attribute, (column, value) in told.items() if value
        ),
    )


def _partners(cells: Cells) -> str:
    return "; ".join(cells.values("partners"))


def _compare(cells: Cells) -> list[Mismatch]:
    length = len(_partners(cells))
    if length <= _PARTNERS_LIMIT:
        return []
    return [Mismatch("partners", f"names partners in {length} characters; at most {_PARTNERS_LIMIT} are kept.")]


PROGRAMS = Table(
    "programs",
    "One program of one company a row.",
    (
        Column("company", company(), COMPANY_HELP, "Example Bio, Inc.", required=True),
        Column("name", name(), "The program's name.", "ABX-101", required=True),
        Column("aliases", names(), "Its other names: codes, generic and brand names, former ones.", "ABX101; examplinib"),
        Column("modality", closed("a modality", MODALITIES), "What kind of product it is.", "cell_therapy"),
        Column("origin", closed("an origin", ORIGINS), "Of cells: the patient's own or a donor's.", "autologous"),
        Column("target", text(100), "What it acts on.", "BCMA"),
        Column("partners", names(), "Who develops or sells it with the company.", "Partner Pharma AG"),
        Column("indications", names(300), "What it is developed for.", "multiple myeloma"),
        AS_OF,
    ),
    _read,
    _compare,
)
