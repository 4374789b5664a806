"""indications: diseases with their short and other names and their place in MeSH."""

from pipeline_tracker.ingest.documents import Indication, Reading

from .cells import Cells
from .forms import name, names, text
from .table import AS_OF, Column, Table


def _read(cells: Cells) -> Reading:
    return Reading(
        company=None,
        indications=(
            Indication(
                name=cells["name"],
                span=cells.whole,
                abbreviation=cells["abbreviation"],
                normal=cells["mesh"],
                area=cells["area"],
                aliases=cells.values("aliases"),
            ),
        ),
    )


INDICATIONS = Table(
    "indications",
    "One indication a row.",
    (
        Column("name", name(300), "Its name, as narrow as programs are developed for it.", "multiple myeloma", required=True),
        Column("abbreviation", text(30), "Its short form.", "MM"),
        Column("area", text(100), "The therapeutic area.", "Neoplasms"),
        Column("mesh", text(200), "Its descriptor in the Medical Subject Headings.", "Multiple Myeloma"),
        Column("aliases", names(300), "Its other names.", "plasma cell myeloma"),
        AS_OF,
    ),
    _read,
)
