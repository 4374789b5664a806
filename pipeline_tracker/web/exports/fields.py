"""What the columns of lists write into files: names that stay, values as exact as on the page and no more.

A date window is five fields: its EDTF (ISO 8601-2: 2019-11-08, 2019-11, 2019-35 for the third quarter, 2020-40 for the first
half, 2019, an interval for anything else), its first and last possible day, its precision, and the source's own words.
What has words and a code is two: ``phase`` and ``phase_code``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise

from pipeline_tracker.models import Milestone, Regulator
from pipeline_tracker.queries.milestones import STATE_LABELS
from pipeline_tracker.templatetags.lists import territories
from pipeline_tracker.templatetags.tracker import programs_of_trial
from pipeline_tracker.vocabulary.phases import PHASES
from pipeline_tracker.vocabulary.regulators import UNSTATED
from pipeline_tracker.vocabulary.staleness import is_quiet
from pipeline_tracker.vocabulary.windows import Window, edtf
from pipeline_tracker.web import as_of
from pipeline_tracker.web.presenters import milestones as lines
from pipeline_tracker.web.presenters import trials, words
from pipeline_tracker.web.tables import Table

from .cells import Value


@dataclass(frozen=True)
class Field:
    name: str
    value: Callable[[Any], Value]


Fields = tuple[Field, ...]


def fields(name: str, table: Table, site: str) -> Fields:
    """The fields of the columns that the table shows, in their order, and last the address of each row's page. ``site`` is what
    addresses begin with; what two columns write is written once."""
    told = {field.name: field for bound in table.columns for field in COLUMNS[name][bound.name]}
    return (*told.values(), Field("url", lambda row: site + row.get_absolute_url()))


def values(found: Sequence[Field], rows: Iterable[Any]) -> Iterator[list[Value]]:
    for row in rows:
        yield [field.value(row) for field in found]


def _same(*names: str) -> Fields:
    """Columns of the row itself, as they are."""
    return tuple(Field(name, attrgetter(name)) for name in names)


def _one(name: str, value: Callable[[Any], Value]) -> Fields:
    return (Field(name, value),)


def _coded(name: str, code: Callable[[Any], str], label: Callable[[Any], object]) -> Fields:
    """Words and code of one value, both "" where it is not stated."""
    return Field(name, lambda row: str(label(row)) if code(row) else ""), Field(f"{name}_code", code)


def _chosen(name: str, attribute: str = "") -> Fields:
    """Words and code of a column with a closed list."""
    attribute = attribute or name
    return _coded(name, attrgetter(attribute), lambda row: _labels(row._meta, attribute)[getattr(row, attribute)])


@cache
def _labels(options: Any, attribute: str) -> Mapping[str, str | Promise]:
    """The words of a closed list. Looked up once: Django's ``get_..._display`` translates the whole list for each row."""
    return dict(options.get_field(attribute).flatchoices)


def _window(name: str, window: Callable[[Any], Window | None]) -> Fields:
    def part(of: Callable[[Window], Value]) -> Callable[[Any], Value]:
        return lambda row: of(found) if (found := window(row)) else None

    return (
        Field(name, part(edtf)),
        Field(f"{name}_earliest", part(lambda found: found.earliest)),
        Field(f"{name}_latest", part(lambda found: found.latest)),
        Field(f"{name}_precision", part(lambda found: found.precision)),
        Field(f"{name}_words", part(lambda found: found.words)),
    )


def _next(row: Any) -> Milestone | None:
    return row.coming[0] if row.coming else None


_COMING = (
    *_one("next_milestone", lambda row: words.what(coming) if (coming := _next(row)) else ""),
    *_window("next_date", lambda row: coming.window if (coming := _next(row)) else None),
)


def _standing(of: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda row: of(found) if (found := lines.furthest(row.stands)) else ""


def _quiet(stand: Any) -> bool:
    """On the day that the page takes for the present one."""
    return is_quiet(stand.phase, stand.activity, stand.program.last_stated, as_of.today())


def _names(regulator: Regulator) -> list[Any]:
    return list(regulator.names.all())


def _said(of: Callable[[Any], Value]) -> Callable[[Milestone], Value]:
    """A part of the claim that decides."""
    return lambda row: of(row.decided_by) if row.decided_by else ""


def _line(row: Any) -> lines.Line:
    """Computed once for a row, however many fields ask for it."""
    if not hasattr(row, "line"):
        row.line = lines.line(row)
    return row.line


_TERRITORY = _coded("territory", lambda row: "" if row.territory == UNSTATED else row.territory, lambda row: words.territory(row.territory))
_INDICATION = _one("indication", lambda row: row.indication.name if row.indication else "")
_TRIAL = _one("trial", lambda row: row.trial.identifier if row.trial else "")
_DATE = _window("date", lambda row: row.window)

COLUMNS: Mapping[str, Mapping[str, Fields]] = {
    "milestones": {
        "what": (
            *_chosen("kind"),
            *_chosen("phase"),
            *_one("detail", words.detail),
            *_one("detail_code", words.detail_code),
            *_INDICATION,
            *_TERRITORY,
            *_TRIAL,
        ),
        "subject": (
            *_one("programs", lambda row: tuple(program.name for program in row.programs.all())),
            *_one("company", lambda row: row.company.name),
        ),
        "regulator": _coded(
            "regulator",
            lambda row: row.regulator.code if row.regulator else "",
            lambda row: words.name_then_and_now(row.regulator, words.said_on(row)),
        ),
        "when": (
            *_DATE,
            *_window("expected", lambda row: _line(row).expected if _line(row).happened else None),
            *_one("earlier_dates", lambda row: tuple(edtf(window) for window in _line(row).earlier)),
        ),
        "state": (*_coded("status", lambda row: row.state, lambda row: STATE_LABELS[row.state]), *_same("unconfirmed", "conflict")),
        "source": (
            *_one("source_date", words.said_on),
            *_one("source", _said(lambda claim: claim.document.kind if claim.document else "staff")),
            *_one("source_quote", _said(lambda claim: claim.quote)),
            *_one("verified_on", lambda row: row.asserted_on),
        ),
        "verified": _one("verified_on", lambda row: row.asserted_on),
        "indication": _INDICATION,
        "territory": _TERRITORY,
        "trial": _TRIAL,
        "words": _DATE[-1:],
        "first_stated": _one("first_stated", lambda row: row.first_asserted_on),
    },
    "programs": {
        "name": (*_same("name"), *_one("company", lambda row: row.company.name)),
        "indications": _one("indications", lambda row: tuple(indication.name for indication in row.indications.all())),
        "modality": (*_chosen("modality"), *_chosen("origin")),
        "phase": (
            *_one("phase", _standing(lambda stand: str(stand.get_phase_display()))),
            *_one("phase_code", _standing(lambda stand: stand.phase)),
            *_one("phase_basis", _standing(words.basis_words)),
            *_one("activity", _standing(lambda stand: str(stand.get_activity_display()))),
            *_one("activity_code", _standing(lambda stand: stand.activity)),
            *_one("no_development_reported", _standing(_quiet)),
        ),
        "coming": _COMING,
        "last_stated": _one("last_source", lambda row: row.last_stated),
        "target": _same("target"),
        "partners": _same("partners"),
        "territories": _one("territories", lambda row: tuple(territories(row.stands))),
    },
    "companies": {
        "name": _same("name"),
        "listing": _same("exchange", "ticker"),
        "programs": _one("programs", lambda row: row.program_count),
        "phase": _coded(
            "furthest_phase",
            lambda row: "" if row.phase_rank is None else PHASES[row.phase_rank][0],
            lambda row: PHASES[row.phase_rank][1],
        ),
        "coming": _COMING,
        "overdue": _one("overdue", lambda row: row.overdue_count),
        "last_source": _same("last_source"),
        "country": _same("country"),
        "cik": _same("cik"),
    },
    "trials": {
        "identifier": _same("identifier", "acronym", "title"),
        "sponsor": (
            *_one("sponsor", lambda row: row.company.name if row.company else row.sponsor),
            *_coded(
                "sponsor_class",
                lambda row: row.company.sponsor_class if row.company else "",
                lambda row: row.company.get_sponsor_class_display(),
            ),
        ),
        "programs": _one("programs", lambda row: tuple(name for name, _address in programs_of_trial(row))),
        "conditions": _one("conditions", lambda row: tuple(indication.name for indication in row.indications.all())),
        "phase": _chosen("phase"),
        "status": _coded("status", lambda row: row.status, lambda row: trials.word(trials.STATUSES, row.status)),
        "enrollment": _same("enrollment"),
        "registry": _chosen("registry"),
    },
    "regulators": {
        "name": (
            *_one("name", lambda row: names[-1].name if (names := _names(row)) else row.code),
            *_one("short_name", words.present_name),
        ),
        "former": _one("former_names", lambda row: tuple(map(str, _names(row)[-2::-1]))),
        "territory": _TERRITORY,
        "programs": _one("programs", lambda row: row.program_count),
        "milestones": _one("milestones", lambda row: row.milestone_count),
        "code": _same("code"),
    },
    "documents": {
        "title": (*_same("title"), *_one("in_force_on", lambda row: row.seen)),
        "company": _one("company", lambda row: row.company.name if row.company else ""),
        "kind": _chosen("kind"),
        "published": _same("published"),
        "claims": _one("claims", lambda row: row.claim_count),
        "address": _same("address"),
        "retrieved": _one("retrieved", lambda row: row.retrieved_at),
    },
    "runs": {
        "started": _one("started", lambda row: row.started_at),
        "command": _same("command"),
        "state": _chosen("state"),
        "read": _one("documents_read", lambda row: row.read),
        "created": _same("created"),
        "unchanged": _same("unchanged"),
        "refused": _same("refused"),
        "claims": _one("claims", lambda row: row.claims_created),
        "milestones": _one("milestones", lambda row: row.milestones_created),
        "finished": _one("finished", lambda row: row.finished_at),
        "version": _same("version"),
    },
}
