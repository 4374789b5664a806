"""aliases: another name of a company, a program or an indication that is known already or told by this row."""

from pipeline_tracker.ingest.documents import Company, Indication, Program, Reading

from .cells import Cells
from .forms import closed, company, name
from .table import AS_OF, Column, Mismatch, Table

_ENTITIES = (("company", "Company"), ("program", "Program"), ("indication", "Indication"))


def _read(cells: Cells) -> Reading:
    aliases = (cells["alias"],)
    match cells["entity"]:
        case "company":
            return Reading(company=Company(cells["name"], aliases=aliases))
        case "program":
            program = Program(cells["name"], cells.whole, aliases=aliases, known=True)
            return Reading(company=Company(cells["company"]), programs=(program,))
        case "indication":
            return Reading(company=None, indications=(Indication(cells["name"], cells.whole, aliases=aliases),))
    raise ValueError(f"an alias of {cells['entity']!r}")  # the column's closed list has no other


def _compare(cells: Cells) -> list[Mismatch]:
    if cells["entity"] == "program":
        return [] if cells["company"] else [Mismatch("company", "is empty; whose program it is has to be told.")]
    return [Mismatch("company", "tells whose program it is, and this is none; leave it empty.")] if cells["company"] else []


ALIASES = Table(
    "aliases",
    "One further name a row.",
    (
        Column("entity", closed("an entity", _ENTITIES), "What the name belongs to.", "program", required=True),
        Column("company", company(), "Whose program it is; for programs only.", "Example Bio, Inc."),
        Column("name", name(), "The name that it is known by.", "ABX-101", required=True),
        Column("alias", name(), "The further name.", "examplinib", required=True),
        AS_OF,
    ),
    _read,
    _compare,
)
