"""The promises of a track record as a file: what was promised first and last, by whom, what became of it, and how it is judged."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline_tracker.models import Claim
from pipeline_tracker.vocabulary.track_record import Judged
from pipeline_tracker.vocabulary.windows import Window, edtf
from pipeline_tracker.web.labels import KIND_LABELS, PHASE_LABELS

from .cells import Value
from .fields import Field, Fields

Row = tuple[Any, ...]  # (Kept, Milestone, claims by key)


def fields(site: str) -> Fields:
    """``site`` is what addresses begin with."""
    return (
        Field("kind", lambda row: KIND_LABELS[row[1].kind]),
        Field("kind_code", lambda row: row[1].kind),
        Field("phase", lambda row: PHASE_LABELS[row[1].phase] if row[1].phase else ""),
        Field("phase_code", lambda row: row[1].phase),
        Field("detail", lambda row: row[1].detail),
        Field("indication", lambda row: row[1].indication.name if row[1].indication else ""),
        Field("trial", lambda row: row[1].trial.identifier if row[1].trial else ""),
        Field("programs", lambda row: tuple(program.name for program in row[1].programs.all())),
        *_judged("first", lambda kept: kept.promise.first, site),
        *_judged("last", lambda kept: kept.promise.last, site),
        *_window("happened", lambda row: row[0].promise.happened),
        Field("ended_on", lambda row: claim.asserted_on if (claim := _ended(row)) else None),
        Field("ended_by", lambda row: site + claim.get_absolute_url() if (claim := _ended(row)) else ""),
        Field("url", lambda row: site + row[1].get_absolute_url()),
    )


def values(found: Iterable[Field], rows: Iterable[Row]) -> Iterator[list[Value]]:
    names = tuple(found)
    for row in rows:
        yield [field.value(row) for field in names]


def _judged(name: str, of: Callable[[Any], Judged[Claim]], site: str) -> Fields:
    def said(row: Row) -> Claim:
        return row[2][of(row[0]).stated.said.pk]

    def past(row: Row, end: str) -> Value:
        days = of(row[0]).past
        return getattr(days, end) if days else None

    return (
        *_window(name, lambda row: of(row[0]).window),
        Field(f"{name}_stated_on", lambda row: said(row).asserted_on),
        Field(f"{name}_quote", lambda row: said(row).quote),
        Field(f"{name}_source", lambda row: site + said(row).get_absolute_url()),
        Field(f"{name}_verdict", lambda row: of(row[0]).verdict),
        Field(f"{name}_days_past_least", lambda row: past(row, "least")),
        Field(f"{name}_days_past_most", lambda row: past(row, "most")),
    )


def _window(name: str, of: Callable[[Row], Window | None]) -> Fields:
    return (
        Field(name, lambda row: edtf(window) if (window := of(row)) else None),
        Field(f"{name}_earliest", lambda row: window.earliest if (window := of(row)) else None),
        Field(f"{name}_latest", lambda row: window.latest if (window := of(row)) else None),
    )


def _ended(row: Row) -> Claim | None:
    outcome = row[0].promise.outcome
    return row[2][outcome.stated.said.pk] if outcome and outcome.stated else None
