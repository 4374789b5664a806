"""The tables that ``manage.py ingest`` reads (docs/tables.md), filled with what is held: to be kept, edited and read in again.

A row of ``milestones`` is one statement, so that reading it in again tells nothing new, and how guidance moved is told, too. The
columns are those of ``ingest.tables``, which pages may not import; a test holds the two together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from pipeline_tracker.models import Claim, Company, CompanyAlias, Indication, IndicationAlias, Milestone, Program, ProgramAlias, Trial
from pipeline_tracker.queries import tables as query
from pipeline_tracker.vocabulary.cells import COPY_MARK, cells_of, copy_mark, join
from pipeline_tracker.vocabulary.regulators import TERRITORY_OF, UNSTATED
from pipeline_tracker.vocabulary.windows import as_label

from .cells import Value
from .fields import Field

_LONGEST_QUOTE = 4000
_STATUSES = frozenset(
    {"NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "SUSPENDED", "TERMINATED", "COMPLETED"}
    | {"WITHDRAWN", "UNKNOWN"}
)  # of the table; those of expanded access are none of a trial


@dataclass(frozen=True)
class Table:
    """``rows`` makes what the fields are asked of from the rows of a list; ``of`` is that list's name, "" for a table without one,
    which is written whole."""

    of: str
    fields: tuple[Field, ...]
    rows: Callable[[QuerySet], Iterable[Any]]

    @property
    def header(self) -> list[str]:
        return [*(field.name for field in self.fields), COPY_MARK]


def lines(name: str, found: QuerySet) -> Iterator[list[Value]]:
    """The rows of the table ``name`` that the rows of its list make, each with the mark by which ``ingest`` knows a copy.

    A row of which no source tells on any day is left out: the table takes no statement without its day.
    """
    table = TABLES[name]
    for row in table.rows(found):
        cells = {field.name: field.value(row) for field in table.fields}
        if not cells["as_of"]:
            continue
        texts = {column: join(value) if isinstance(value, tuple) else str(value) for column, value in cells.items()}
        yield [*cells.values(), copy_mark(name, texts)]


def _same(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, attrgetter(name)) for name in names)


def _day(row: Any) -> Value:
    day = query.as_of(row)
    return day.isoformat() if day else ""


_AS_OF = Field("as_of", _day)


def _names(rows: Iterable[Any]) -> tuple[str, ...]:
    return tuple(row.name for row in rows)


# --- companies, programs, indications ---------------------------------------------------------------


def _given(company: Company, *, former: bool) -> tuple[str, ...]:
    """Names that a registry, a table or staff give a company. Those that a document gives itself are read in it again: they may be
    another company's, too."""
    return _names(alias for alias in company.aliases.all() if alias.source != "document" and alias.former == former)


def _further(program: Program) -> tuple[str, ...]:
    return _names(alias for alias in program.aliases.all() if not alias.refused)


_COMPANIES = (
    *_same("name", "ticker", "exchange", "cik", "country"),
    Field("aliases", lambda company: _given(company, former=False)),
    Field("former_names", lambda company: _given(company, former=True)),
    _AS_OF,
)
_PROGRAMS = (
    Field("company", attrgetter("company.name")),
    Field("name", attrgetter("name")),
    Field("aliases", _further),
    *_same("modality", "origin", "target"),
    Field("partners", lambda program: tuple(filter(None, program.partners.split("; ")))),
    Field("indications", lambda program: _names(program.indications.all())),
    _AS_OF,
)
_INDICATIONS = (
    *_same("name", "abbreviation", "area"),
    Field("mesh", attrgetter("normal")),
    Field("aliases", lambda indication: _names(indication.aliases.all())),
    _AS_OF,
)


# --- aliases ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Alias:
    entity: str
    company: str
    name: str
    alias: str
    as_of: str


def _aliases(companies: QuerySet) -> Iterator[_Alias]:
    """The further names of companies, of their programs, and of all indications; what has none is not read."""
    for company in query.companies(companies.filter(pk__in=CompanyAlias.objects.exclude(source="document").values("company"))):
        for name in (*_given(company, former=False), *_given(company, former=True)):
            yield _Alias("company", "", company.name, name, str(_day(company)))
    named = ProgramAlias.objects.filter(refused=False)
    for program in query.programs(Program.objects.filter(pk__in=named.values("program"), company__in=companies.values("pk"))):
        for name in _further(program):
            yield _Alias("program", program.company.name, program.name, name, str(_day(program)))
    for indication in query.indications(Indication.objects.filter(pk__in=IndicationAlias.objects.values("indication"))):
        for alias in indication.aliases.all():
            yield _Alias("indication", "", indication.name, alias.name, str(_day(indication)))


# --- trials -------------------------------------------------------------------------------------------


def _enrollment(trial: Trial) -> Value:
    """With "actual" or "estimated" where the newest source says so of this very number."""
    if trial.enrollment is None:
        return ""
    number, _space, kind = (trial.enrolled or "").partition(" ")  # type: ignore[attr-defined]
    stated = number == str(trial.enrollment) and kind in ("actual", "estimated")
    return f"{number} {kind}" if stated else str(trial.enrollment)


_TRIALS = (
    Field("company", attrgetter("company.name")),
    *_same("registry", "identifier", "title", "phase"),
    Field("status", lambda trial: trial.status if trial.status in _STATUSES else ""),
    Field("enrollment", _enrollment),
    Field("programs", lambda trial: _names(p for p in trial.programs.all() if p.company_id == trial.company_id)),
    Field("indications", lambda trial: _names(trial.indications.all())),
    Field("other_ids", lambda trial: tuple(f"{number.scheme}:{number.value}" for number in trial.identifiers.all())),
    _AS_OF,
)


# --- milestones ---------------------------------------------------------------------------------------

Statement = tuple[Milestone, Claim]


def _of_claim(name: str, value: Callable[[Claim], Value] | None = None) -> Field:
    of = value or attrgetter(name)
    return Field(name, lambda statement: of(statement[1]))


def _regulator(claim: Claim) -> str:
    return claim.regulator.code if claim.regulator else ""


def _territory(claim: Claim) -> str:
    """Empty where it is the regulator's own, or not stated."""
    return "" if claim.territory in (UNSTATED, TERRITORY_OF.get(_regulator(claim))) else claim.territory


def _trial(statement: Statement) -> str:
    """Under its number where that is known: the name that a sponsor gives it means nothing elsewhere."""
    milestone, claim = statement
    return milestone.trial.identifier if claim.trial and milestone.trial else claim.trial


def _source(claim: Claim) -> tuple[str, str]:
    """The sentence that was read and where it stands. A row of a table has them in cells of its own; staff give a reason."""
    if claim.document is None:
        return claim.reason[:_LONGEST_QUOTE], ""
    if claim.document.kind == "table":
        cells = cells_of(claim.quote)
        return cells.get("source_quote", ""), cells.get("source_address", "")
    return claim.quote[:_LONGEST_QUOTE], claim.document.address


_MILESTONES = (
    Field("company", lambda statement: statement[0].company.name),
    Field("programs", lambda statement: _names(statement[0].programs.all())),
    *(_of_claim(name) for name in ("kind", "status")),
    _of_claim("when", lambda claim: as_label(claim.window) if claim.window else ""),
    _of_claim("when_words", lambda claim: claim.window_words if claim.window else ""),
    *(_of_claim(name) for name in ("phase", "phase_words", "indication")),
    _of_claim("regulator", _regulator),
    _of_claim("territory", _territory),
    Field("trial", _trial),
    *(_of_claim(name) for name in ("detail", "verb", "counterparty")),
    _of_claim("amount", lambda claim: "" if claim.amount is None else str(claim.amount)),
    _of_claim("currency"),
    _of_claim("source_quote", lambda claim: _source(claim)[0]),
    _of_claim("source_address", lambda claim: _source(claim)[1]),
    _of_claim("as_of", lambda claim: claim.asserted_on.isoformat()),
)


def _statements(milestones: QuerySet) -> Iterator[Statement]:
    """What the table cannot say is left out: that an event had occurred on a day that was still to come."""
    for milestone, claim in query.milestones(milestones):
        if claim.status != "occurred" or claim.earliest is None or claim.earliest <= claim.asserted_on:
            yield milestone, claim


TABLES: Mapping[str, Table] = {
    "companies": Table("companies", _COMPANIES, query.companies),
    "programs": Table("programs", _PROGRAMS, query.programs),
    "aliases": Table("companies", _same("entity", "company", "name", "alias", "as_of"), _aliases),
    "indications": Table("", _INDICATIONS, query.indications),
    "trials": Table("trials", _TRIALS, query.trials),
    "milestones": Table("milestones", _MILESTONES, _statements),
}
