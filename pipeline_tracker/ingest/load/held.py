"""Rows of tables that are copies of what is held: an export that is read back into the database that wrote it tells nothing new.

Only what a row is about is compared, not what it says of it: an old export never brings back what has changed since, or what staff
have rejected. Which rows are copies, their mark tells (vocabulary.cells.copy_mark).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from pipeline_tracker.ingest.tables.cells import Cells
from pipeline_tracker.models import Claim, CompanyAlias, Indication, IndicationAlias, Program, ProgramAlias, Trial
from pipeline_tracker.models.windowed import Windowed
from pipeline_tracker.vocabulary.cells import cells_of
from pipeline_tracker.vocabulary.names import company_key, name_key
from pipeline_tracker.vocabulary.windows import as_label

from .batch import companies_named

Copies = list[tuple[str, Cells]]  # a mark of ours and the row
_AT_ONCE = 500  # values in one statement


def held(copies: Copies) -> set[str]:
    """Those of the copied rows, given by hash and cells, whose company, program, name, indication, trial or statement is held."""
    by_table: dict[str, Copies] = defaultdict(list)
    for copy in copies:
        by_table[copy[1].table].append(copy)
    named = {company_key(cells["name" if cells.table == "companies" else "company"]) for _, cells in copies if cells.table != "indications"}
    companies = companies_named(named - {""})
    return {sha for table, rows in by_table.items() for sha in _HELD[table](rows, companies)}


def _companies(copies: Copies, companies: Mapping[str, int]) -> Iterable[str]:
    return (sha for sha, cells in copies if company_key(cells["name"]) in companies)


def _programs(copies: Copies, companies: Mapping[str, int]) -> Iterable[str]:
    wanted = {sha: (companies.get(company_key(cells["company"])), name_key(cells["name"])) for sha, cells in copies}
    present = _pairs(Program.objects.values_list("company_id", "key"), "key", {key for _, key in wanted.values()})
    return (sha for sha, pair in wanted.items() if pair in present)


def _aliases(copies: Copies, companies: Mapping[str, int]) -> Iterable[str]:
    keys = {name_key(cells["alias"]) for _, cells in copies} | {company_key(cells["alias"]) for _, cells in copies}
    present: dict[str, set] = {
        "company": _pairs(CompanyAlias.objects.values_list("company__key", "key"), "key", keys),
        "program": _pairs(ProgramAlias.objects.values_list("program__company_id", "program__key", "key"), "key", keys),
        "indication": _pairs(IndicationAlias.objects.values_list("indication__key", "key"), "key", keys),
    }
    for sha, cells in copies:
        name, alias = name_key(cells["name"]), name_key(cells["alias"])
        wanted = {
            "company": (company_key(cells["name"]), company_key(cells["alias"])),
            "program": (companies.get(company_key(cells["company"])), name, alias),
            "indication": (name, alias),
        }
        if wanted[cells["entity"]] in present[cells["entity"]]:
            yield sha


def _indications(copies: Copies, companies: Mapping[str, int]) -> Iterable[str]:
    present = _pairs(Indication.objects.values_list("key"), "key", {name_key(cells["name"]) for _, cells in copies})
    return (sha for sha, cells in copies if (name_key(cells["name"]),) in present)


def _trials(copies: Copies, companies: Mapping[str, int]) -> Iterable[str]:
    wanted = {sha: (companies.get(company_key(cells["company"])), cells["registry"], cells["identifier"]) for sha, cells in copies}
    found = Trial.objects.values_list("company_id", "registry", "identifier")
    present = _pairs(found, "identifier", {identifier for _, _, identifier in wanted.values()})
    return (sha for sha, trial in wanted.items() if trial in present)


def _milestones(copies: Copies, companies: Mapping[str, int]) -> Iterable[str]:
    """A statement is the same when the same company's source of the same day says in the same words that the same kind of event
    happened, or is to happen, in the same window."""
    wanted = {
        sha: (
            companies.get(company_key(cells["company"])),
            cells["as_of"],
            cells["kind"],
            cells["status"],
            cells["when"],
            _words(cells["source_quote"]),
        )
        for sha, cells in copies
    }
    said = Claim.objects.filter(
        company__in={company for company, *_ in wanted.values() if company},
        asserted_on__in={dt.date.fromisoformat(day) for _, day, *_ in wanted.values()},
    ).select_related("document")
    present = {
        (claim.company_id, claim.asserted_on.isoformat(), claim.kind, claim.status, _when(claim), _words(quoted(claim)))
        for claim in said.only(
            "company",
            "asserted_on",
            "kind",
            "status",
            "earliest",
            "latest",
            "precision",
            "window_words",
            "quote",
            "reason",
            "document__kind",
        ).iterator()
    }
    return (sha for sha, statement in wanted.items() if statement in present)


def quoted(claim: Claim) -> str:
    """The sentence that a claim points to, a table row's own cell for it, or the reason that staff gave."""
    if claim.document is None:
        return claim.reason
    if claim.document.kind != "table":
        return claim.quote
    return cells_of(claim.quote).get("source_quote", "")


def _when(claim: Windowed) -> str:
    return as_label(claim.window) if claim.window else ""


def _words(text: str) -> str:
    return " ".join(text[:4000].split())


def _pairs(rows, field: str, values: set[str]) -> set[tuple]:  # type: ignore[no-untyped-def]
    """The rows of which the field has one of the values."""
    ordered = sorted(values)
    return {
        found for start in range(0, len(ordered), _AT_ONCE) for found in rows.filter(**{f"{field}__in": ordered[start : start + _AT_ONCE]})
    }


_HELD: Mapping[str, Callable[[Copies, Mapping[str, int]], Iterable[str]]] = {
    "companies": _companies,
    "programs": _programs,
    "aliases": _aliases,
    "indications": _indications,
    "trials": _trials,
    "milestones": _milestones,
}
