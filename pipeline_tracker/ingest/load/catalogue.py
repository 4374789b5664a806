"""What the tracker knows of a company's programs before one of its documents is read."""

from pipeline_tracker.ingest.documents import KnownProgram
from pipeline_tracker.models import Company


def known_programs(company: Company) -> tuple[KnownProgram, ...]:
    """Programs with the names that staff, a registry or a table confirmed. Names that only documents gave are left out:
    with them, what is read would depend on the order in which documents arrived."""
    known = []
    for program in company.programs.order_by("key").prefetch_related("aliases"):
        aliases = tuple(a.name for a in program.aliases.all() if a.source != "document" and not a.refused)
        if program.confirmed or program.source != "document" or aliases:
            known.append(KnownProgram(program.name, aliases, program.modality))
    return tuple(known)
