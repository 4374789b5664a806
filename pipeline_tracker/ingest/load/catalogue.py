"""What the tracker knows of a company's programs before one of its documents is read."""

from collections.abc import Iterable, Mapping

from pipeline_tracker.ingest.documents import KnownProgram
from pipeline_tracker.models import Company, Program, ProgramAlias


def known_programs(company: Company) -> tuple[KnownProgram, ...]:
    """Programs with the names that staff, a registry or a table confirmed. Names that only documents gave are left out:
    with them, what is read would depend on the order in which documents arrived."""
    programs = list(company.programs.prefetch_related("aliases"))
    return catalogue(programs, {program.pk: {alias.key: alias for alias in program.aliases.all()} for program in programs})


def catalogue(programs: Iterable[Program], names: Mapping[int, Mapping[str, ProgramAlias]]) -> tuple[KnownProgram, ...]:
    """As ``known_programs``, from rows that were read; ``names`` are the further names of each program by key."""
    known = []
    for program in sorted(programs, key=lambda program: program.key):
        aliases = tuple(sorted(alias.name for alias in names[program.pk].values() if alias.source != "document" and not alias.refused))
        if program.confirmed or program.source != "document" or aliases:
            known.append(KnownProgram(program.name, aliases, program.modality))
    return tuple(known)
