"""trials: clinical trials with their numbers, what they test, and how they stand."""

from pipeline_tracker.ingest.documents import Attribute, Company, Indication, Program, Reading, Trial
from pipeline_tracker.vocabulary.phases import CLAIM_PHASES
from pipeline_tracker.vocabulary.terms import REGISTRIES

from .cells import Cells
from .forms import ENROLLMENT, OTHER_IDS, closed, company, name, names, nct_number, text
from .table import AS_OF, COMPANY_HELP, Column, Mismatch, Table

STATUSES = (  # ClinicalTrials.gov's recruitment statuses
    ("NOT_YET_RECRUITING", "Not yet recruiting"),
    ("RECRUITING", "Recruiting"),
    ("ENROLLING_BY_INVITATION", "Enrolling by invitation"),
    ("ACTIVE_NOT_RECRUITING", "Active, not recruiting"),
    ("SUSPENDED", "Suspended"),
    ("TERMINATED", "Terminated"),
    ("COMPLETED", "Completed"),
    ("WITHDRAWN", "Withdrawn"),
    ("UNKNOWN", "Unknown status"),
)


def _read(cells: Cells) -> Reading:
    trial = Trial(
        registry=cells["registry"],
        identifier=cells["identifier"],
        span=cells.whole,
        title=cells["title"],
        identifiers=tuple((scheme, value) for scheme, _, value in (each.partition(":") for each in cells.values("other_ids"))),
        programs=cells.values("programs"),
        indications=cells.values("indications"),
    )
    return Reading(
        company=Company(cells["company"]),
        programs=tuple(Program(each, cells.span("programs"), known=True) for each in trial.programs),
        indications=tuple(Indication(each, cells.span("indications")) for each in trial.indications),
        trials=(trial,),
        attributes=tuple(
            Attribute(f"trial.{column}", trial.identifier, cells[column], cells.span(column))
            for column in ("phase", "status", "enrollment")
            if cells[column]
        ),
    )


def _compare(cells: Cells) -> list[Mismatch]:
    if cells["registry"] != "ctgov":
        return []
    try:
        nct_number(cells["identifier"])
    except ValueError as error:
        return [Mismatch("identifier", str(error))]
    return []


TRIALS = Table(
    "trials",
    "One trial a row.",
    (
        Column("company", company(), COMPANY_HELP, "Example Bio, Inc.", required=True),
        Column("registry", closed("a registry", REGISTRIES), "Whose number the identifier is.", "ctgov", required=True),
        Column("identifier", name(100), "Its number there, or the sponsor's name for it.", "NCT01234567", required=True),
        Column("title", text(500), "Its short title.", "ABX-101 in relapsed multiple myeloma"),
        Column("phase", closed("a phase", CLAIM_PHASES), "Its phase.", "phase_1_2"),
        Column("status", closed("a recruitment status", STATUSES), "How it stands.", "RECRUITING"),
        Column("enrollment", ENROLLMENT, "How many people take part or are to.", "120 estimated"),
        Column("programs", names(), "The company's programs that it tests.", "ABX-101"),
        Column("indications", names(300), "What it tests them for.", "multiple myeloma"),
        Column("other_ids", OTHER_IDS, "Its other numbers.", "protocol:EXB-001; eudract:2019-000001-11"),
        AS_OF,
    ),
    _read,
    _compare,
)
