"""Values of exports, and how they stand in the cells of spreadsheets."""

import datetime as dt

Value = str | int | bool | dt.date | dt.datetime | tuple[str, ...] | None
"""What a field holds. A tuple is several texts: a list in JSON, one cell elsewhere. Moments are in UTC."""

GUARD = "'"
# What spreadsheets take for the beginning of a formula, also behind apostrophes that a text has of its own: otherwise the
# guard of one text could be taken for the first letter of another. ``manage.py ingest`` takes exactly this guard off again
# (ingest/readers/tables/lines.py).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text as no spreadsheet runs it: behind an apostrophe where it would be taken for a formula. Everything that is
    written into a CSV or Excel file as text goes through here."""
    return GUARD + text if text.lstrip(GUARD).startswith(_FORMULA_STARTS) else text


def as_text(value: Value) -> str:
    """A value in words that any program reads: ISO 8601 days and moments, true and false, several texts behind semicolons."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return neutral(value)
        case tuple():
            return neutral(joined(value))
        case dt.datetime():
            return moment(value)
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)


def joined(values: tuple[str, ...]) -> str:
    """Several texts in one cell, as tables that are read in separate them (docs/tables.md)."""
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
