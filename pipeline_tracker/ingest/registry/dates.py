"""Dates as the registry writes them: a day or a month, never widened and never narrowed."""

import datetime as dt
from functools import lru_cache

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.vocabulary import windows
from pipeline_tracker.vocabulary.windows import Window

# Years outside are slips of the keyboard ("0219", "2209") that no trial can have.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def window(text: str, field: str) -> Window:
    """ "2026-07" as that month, "2026-07-31" as that day. Raises Refused "bad-date", which names ``field`` (a JSON pointer)."""
    try:
        return _window(text)
    except ValueError:
        raise Refused("bad-date", f"{field}: {text[:40]!r} is no date such as 2026-07 or 2026-07-31") from None


def day(text: str, field: str) -> dt.date:
    """The day of a field that always gives one. Raises Refused "bad-date" for a month, too."""
    found = window(text, field)
    if found.precision != "day":
        raise Refused("bad-date", f"{field}: {text!r} is a month; this field gives a day such as 2026-07-31")
    return found.latest


@lru_cache(maxsize=1 << 14)  # all days of 45 years; a record's dates are those of many others
def _window(text: str) -> Window:
    year, month, *rest = text.split("-")
    if len(rest) > 1 or (len(year), len(month), *map(len, rest)) not in ((4, 2), (4, 2, 2)):
        raise ValueError(text)
    if not (text.isascii() and all(part.isdigit() for part in (year, month, *rest))) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(text)
    if rest:
        return windows.day(dt.date(int(year), int(month), int(rest[0])), text)
    return windows.months(int(year), int(month), 1, "month", text)
