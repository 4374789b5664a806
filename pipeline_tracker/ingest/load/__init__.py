"""The only writer besides curation: stores what was read, and brings what is computed from it up to date.

`record` appends one document with its claims. `refresh` computes programs, milestones and standings of one company from
all its claims and changes only the rows that differ, so running it again changes nothing.
"""

from .batch import VERSIONED, Batch, batch_of, companies_named, documents_of, known_fingerprints, told_by_others
from .catalogue import known_programs
from .changes import Changes
from .connections import let_go, locks_rows, shared
from .held import held
from .indications import name_indications
from .record import brought_names, company_named, company_of, company_with, file_under, known_document, record, reread
from .refresh import compute_all, refresh, refresh_all
from .runs import finish_run, note, start_run
from .statistics import analyze
from .upkeep import postponed, restore
from .writer import write_beside

__all__ = [
    "VERSIONED",
    "Batch",
    "Changes",
    "analyze",
    "batch_of",
    "brought_names",
    "companies_named",
    "company_named",
    "company_of",
    "company_with",
    "compute_all",
    "documents_of",
    "file_under",
    "finish_run",
    "held",
    "known_document",
    "known_fingerprints",
    "known_programs",
    "let_go",
    "locks_rows",
    "name_indications",
    "note",
    "postponed",
    "record",
    "refresh",
    "refresh_all",
    "reread",
    "restore",
    "shared",
    "start_run",
    "told_by_others",
    "write_beside",
]
