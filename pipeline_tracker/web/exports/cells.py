"""Values of exports, and how they stand in the cells of spreadsheets."""

import datetime as dt

from pipeline_tracker.vocabulary.cells import guarded, join

Value = str | int | bool | dt.date | dt.datetime | tuple[str, ...] | None
"""What a field holds. A tuple is several texts: a list in JSON, one cell elsewhere. Moments are in UTC."""


def as_text(value: Value) -> str:
    """A value in words that any program reads: ISO 8601 days and moments, true and false, several texts in one cell. Every text
    that is written into a CSV or Excel file goes through here, so that no spreadsheet runs it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return guarded(value)
        case tuple():
            return guarded(join(value))
        case dt.datetime():
            return moment(value)
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)


def moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
