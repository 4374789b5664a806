"""The benchmarks as a file: counts, shares and times as exact as they are known, empty where too few are observed."""

from collections.abc import Iterable, Iterator

from pipeline_tracker.vocabulary.benchmarks import ENOUGH, Estimate, Figures
from pipeline_tracker.vocabulary.survival import wilson

from .cells import Value
from .fields import Field, Fields

Row = tuple[str, str, str, Figures]  # grouping, part, stage


def _limit(told: Figures, end: int) -> Value:
    return f"{wilson(told.advanced, told.began)[end]:.4f}" if told.began >= ENOUGH else None


def _median(estimate: Estimate | None, which: int) -> Value:
    return estimate.median[which] if estimate else None


FIELDS: Fields = (
    Field("grouping", lambda row: row[0]),
    Field("part", lambda row: row[1]),
    Field("stage", lambda row: row[2]),
    Field("began", lambda row: row[3].began),
    Field("advanced", lambda row: row[3].advanced),
    Field("stopped", lambda row: row[3].stopped),
    Field("open", lambda row: row[3].open),
    Field("share_advanced", lambda row: f"{row[3].advanced / row[3].began:.4f}" if row[3].began >= ENOUGH else None),
    Field("share_low", lambda row: _limit(row[3], 0)),
    Field("share_high", lambda row: _limit(row[3], 1)),
    Field("timed", lambda row: row[3].timed),
    Field("median_days_shortest", lambda row: _median(row[3].shortest, 0)),
    Field("median_days_longest", lambda row: _median(row[3].longest, 0)),
    Field("median_days_low", lambda row: _median(row[3].shortest, 1)),
    Field("median_days_high", lambda row: _median(row[3].longest, 2)),
)


def values(rows: Iterable[Row]) -> Iterator[list[Value]]:
    for row in rows:
        yield [field.value(row) for field in FIELDS]
