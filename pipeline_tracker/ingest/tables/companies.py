"""companies: what a company is called, where it is listed, and what it was called before."""

from pipeline_tracker.ingest.documents import Attribute, Company, Reading

from .cells import Cells
from .forms import CIK, COUNTRY, company, names, text
from .table import AS_OF, Column, Table


def _read(cells: Cells) -> Reading:
    company = Company(
        name=cells["name"],
        exchange=cells["exchange"],
        ticker=cells["ticker"],
        aliases=cells.values("aliases"),
        former_names=cells.values("former_names"),
    )
    facts = tuple(
        Attribute(f"company.{column}", company.name, cells[column], cells.span(column)) for column in ("cik", "country") if cells[column]
    )
    return Reading(company=company, attributes=facts)


COMPANIES = Table(
    "companies",
    "One company a row.",
    (
        Column("name", company(), "Its present name.", "Example Bio, Inc.", required=True),
        Column("ticker", text(20), "Its symbol.", "EXBI"),
        Column("exchange", text(20), "Where it is listed.", "NASDAQ"),
        Column("cik", CIK, "Its Central Index Key at the SEC.", "0001234567"),
        Column("country", COUNTRY, "Where it has its seat.", "US"),
        Column("aliases", names(), "Its other present names.", "Example Bio; EXB"),
        Column("former_names", names(), "Names that it no longer has.", "Sample Cell Works Ltd"),
        AS_OF,
    ),
    _read,
)
