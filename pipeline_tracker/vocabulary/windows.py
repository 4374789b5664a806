"""Date windows: what a source says about when, never more precise than the source.

A window is the earliest and the latest possible day, both included, and its precision. "by" windows have no
earliest day. "reported" windows belong to events whose own date is not given: they happened on or before the
publication date.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

PRECISIONS = (
    ("minute", "to the minute"),
    ("day", "to the day"),
    ("month", "to the month"),
    ("quarter", "to the quarter"),
    ("half", "to the half-year"),
    ("part", "to a part of a period"),
    ("year", "to the year"),
    ("range", "a range"),
    ("by", "latest day only"),
    ("reported", "reported by"),
)
PRECISION_LABELS = dict(PRECISIONS)
OPEN_START = frozenset({"by", "reported"})

_LABEL = re.compile(
    r"(?:(?P<by>by):)?(?:(?P<part>early|mid|late)-)?(?P<year>\d{4})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?",
    re.ASCII,
)
_SPAN = re.compile(r"(?:(?P<reported>reported:)|(?P<earliest>\d{4}-\d\d-\d\d)/)(?P<latest>\d{4}-\d\d-\d\d)", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Window:
    """``earliest`` and ``latest`` are inclusive; ``words`` are the source's own, "" where it gave none.

    Raises ValueError where the parts contradict each other, so that no such window can exist.
    """

    earliest: dt.date | None
    latest: dt.date
    precision: str
    words: str = ""

    def __post_init__(self) -> None:
        if self.precision not in PRECISION_LABELS:
            raise ValueError(f"unknown precision {self.precision!r}")
        if (self.earliest is None) != (self.precision in OPEN_START):
            raise ValueError(f"a {self.precision} window with earliest {self.earliest}")
        if self.earliest is not None and self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} lies after latest {self.latest}")

    @property
    def days(self) -> int | None:
        """How many days the window covers, None where it has no first day. Fewer is more precise."""
        return None if self.earliest is None else (self.latest - self.earliest).days + 1

    def overlaps(self, other: "Window") -> bool:
        """Whether one day lies in both."""
        starts_in_time = self.earliest is None or self.earliest <= other.latest
        return starts_in_time and (other.earliest is None or other.earliest <= self.latest)

    def covers_the_days_of(self, other: "Window") -> bool:
        return (self.earliest, self.latest) == (other.earliest, other.latest)

    def __str__(self) -> str:
        return label(self)


def coarseness(window: Window | None) -> float:
    """For sorting windows by precision: days below a month, whole months above, so that all quarters are equally precise."""
    if window is None:
        return 10_000
    if window.days is None:
        return 9_000  # an open start says less than any closed window
    return window.days / 100 if window.days < 28 else round(window.days / 30.4)


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, first: int, count: int, precision: str, words: str = "") -> Window:
    """The window of ``count`` whole months from month ``first`` (1 to 12) of ``year``."""
    return Window(dt.date(year, first, 1), month_end(year, first + count - 1), precision, words)


def day(date: dt.date, words: str = "") -> Window:
    return Window(date, date, "day", words)


def quarter(year: int, number: int, words: str = "") -> Window:
    return months(year, 3 * number - 2, 3, "quarter", words)


def half(year: int, number: int, words: str = "") -> Window:
    return months(year, 6 * number - 5, 6, "half", words)


def year(number: int, words: str = "") -> Window:
    return months(number, 1, 12, "year", words)


def third(window: Window, part: str, words: str = "") -> Window:
    """The first, middle or last third ("early", "mid", "late") of a quarter, half or year."""
    if window.earliest is None or window.precision not in ("quarter", "half", "year"):
        raise ValueError(f"{part} of a {window.precision}")
    first = window.earliest.month
    length = (window.latest.month - first + 1) // 3
    return months(window.earliest.year, first + length * ("early", "mid", "late").index(part), length, "part", words)


def by(latest: dt.date, words: str = "") -> Window:
    return Window(None, latest, "by", words)


def reported(published: dt.date) -> Window:
    """The window of an event that a document of ``published`` tells as past without a date of its own."""
    return Window(None, published, "reported")


def parse_label(text: str) -> Window:
    """The window of a label as files and the command line write it: 2024-05-09, 2024-Q2, mid-2024, by:2024-12-31, a range
    2024-05-09/2024-06-30, and reported:2024-05-09 for an event that was told on that day without its own date.

    Raises ValueError for anything else.
    """
    if span := _SPAN.fullmatch(text.strip()):
        latest = dt.date.fromisoformat(span["latest"])
        return reported(latest) if span["reported"] else Window(dt.date.fromisoformat(span["earliest"]), latest, "range")
    match = _LABEL.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a date label such as 2024-05-09, 2024-05, 2024-Q2, 2024-H1, 2024, mid-2024 or by:2024-12-31")
    number = int(match["year"])
    if match["day"]:
        window = day(dt.date(number, int(match["month"]), int(match["day"])))
    elif match["month"]:
        window = months(number, int(match["month"]), 1, "month")
    elif match["quarter"]:
        window = quarter(number, int(match["quarter"]))
    elif match["half"]:
        window = half(number, int(match["half"]))
    else:
        window = year(number)
    if match["part"]:
        window = third(window, match["part"])
    return by(window.latest) if match["by"] else window


def as_label(window: Window) -> str:
    """The label from which ``parse_label`` makes the window again; of a talk's hours only the day is kept, of words none."""
    first, last = window.earliest, window.latest
    if first is None:
        return f"{window.precision}:{last.isoformat()}"
    match window.precision:
        case "day" | "minute":
            return first.isoformat()
        case "month":
            return f"{first.year:04}-{first.month:02}"
        case "quarter":
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        case "half":
            return f"{first.year:04}-H{1 if first.month == 1 else 2}"
        case "year":
            return f"{first.year:04}"
        case "part":
            periods = [year(first.year), *(half(first.year, n) for n in (1, 2)), *(quarter(first.year, n) for n in (1, 2, 3, 4))]
            thirds = ((part, period) for period in periods for part in ("early", "mid", "late"))
            found = next((f"{part}-{as_label(period)}" for part, period in thirds if third(period, part).covers_the_days_of(window)), "")
            return found or f"{first.isoformat()}/{last.isoformat()}"
    return f"{first.isoformat()}/{last.isoformat()}"


def label(window: Window) -> str:
    """What people read: "Q3 2019", "by 31 Dec 2024", "8 Nov 2019", "reported by 6 Nov 2019"."""
    first, last = window.earliest, window.latest
    if first is None:
        return f"{'by' if window.precision == 'by' else 'reported by'} {_day(last)}"
    if window.precision in ("day", "minute"):
        return _day(first)
    if window.precision == "month":
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if window.precision == "quarter":
        return f"Q{(first.month + 2) // 3} {first.year}"
    if window.precision == "half":
        return f"H{1 if first.month == 1 else 2} {first.year}"
    if window.precision == "year":
        return str(first.year)
    if _whole_months(window):
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month - 1]} {first.year}"
        start = _MONTHS[first.month - 1] if first.year == last.year else f"{_MONTHS[first.month - 1]} {first.year}"
        return f"{start}–{_MONTHS[last.month - 1]} {last.year}"
    return f"{_day(first)} – {_day(last)}"


def edtf(window: Window) -> str:
    """The window as Extended Date/Time Format level 1 or 2 (ISO 8601-2): 2019-11, 2019-35 (Q3), 2020-40 (H1), ../2019-11-06."""
    first, last = window.earliest, window.latest
    if first is None:
        return f"../{last.isoformat()}"
    if window.precision in ("day", "minute"):
        return first.isoformat()
    if window.precision == "month":
        return f"{first.year:04}-{first.month:02}"
    if window.precision == "quarter":
        return f"{first.year:04}-{32 + (first.month + 2) // 3}"
    if window.precision == "half":
        return f"{first.year:04}-{40 if first.month == 1 else 41}"
    if window.precision == "year":
        return f"{first.year:04}"
    if _whole_months(window):
        start, end = f"{first.year:04}-{first.month:02}", f"{last.year:04}-{last.month:02}"
        return start if start == end else f"{start}/{end}"
    return f"{first.isoformat()}/{last.isoformat()}"


def _whole_months(window: Window) -> bool:
    return window.earliest is not None and window.earliest.day == 1 and window.latest == month_end(window.latest.year, window.latest.month)


def _day(date: dt.date) -> str:
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
