"""Date windows and days as people read them, in the language of whoever looks at the page.

English is what ``vocabulary.windows.label`` writes, which is data, too: files quote it. No translation makes a date more precise.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext

from pipeline_tracker.vocabulary.windows import Window, month_end

MONTHS = (
    _lazy("Jan"),
    _lazy("Feb"),
    _lazy("Mar"),
    _lazy("Apr"),
    _lazy("May"),
    _lazy("Jun"),
    _lazy("Jul"),
    _lazy("Aug"),
    _lazy("Sep"),
    _lazy("Oct"),
    _lazy("Nov"),
    _lazy("Dec"),
)
QUARTER_NAMES = (_lazy("Q1"), _lazy("Q2"), _lazy("Q3"), _lazy("Q4"))
HALF_NAMES = (_lazy("H1"), _lazy("H2"))
QUARTERS = (_lazy("Q1 %(year)s"), _lazy("Q2 %(year)s"), _lazy("Q3 %(year)s"), _lazy("Q4 %(year)s"))
HALVES = (_lazy("H1 %(year)s"), _lazy("H2 %(year)s"))


def day(date: dt.date) -> str:
    """ "8 Nov 2019"."""
    return _("%(day)s %(month)s %(year)s") % {"day": date.day, "month": MONTHS[date.month - 1], "year": date.year}


def month(date: dt.date) -> str:
    """ "Nov 2019"."""
    return _("%(month)s %(year)s") % {"month": MONTHS[date.month - 1], "year": date.year}


def quarter(year: int, number: int) -> str:
    """ "Q4 2019"."""
    return str(QUARTERS[number - 1]) % {"year": year}


def half(year: int, number: int) -> str:
    """ "H1 2019"."""
    return str(HALVES[number - 1]) % {"year": year}


def year(number: int) -> str:
    """ "2019"; other languages write a word beside it."""
    return pgettext("year", "%(year)s") % {"year": number}


def label(window: Window) -> str:
    """ "Q3 2019", "by 31 Dec 2024", "8 Nov 2019", "reported by 6 Nov 2019"."""
    first, last = window.earliest, window.latest
    if first is None:
        return (_("by %(day)s") if window.precision == "by" else _("reported by %(day)s")) % {"day": day(last)}
    match window.precision:
        case "day" | "minute":
            return day(first)
        case "month":
            return month(first)
        case "quarter":
            return quarter(first.year, (first.month + 2) // 3)
        case "half":
            return half(first.year, 1 if first.month == 1 else 2)
        case "year":
            return year(first.year)
    if first.day != 1 or last != month_end(last.year, last.month):
        return _("%(first)s – %(last)s") % {"first": day(first), "last": day(last)}
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    if first.year == last.year:
        names = {"first": MONTHS[first.month - 1], "last": MONTHS[last.month - 1], "year": first.year}
        return _("%(first)s–%(last)s %(year)s") % names
    return _("%(first)s–%(last)s") % {"first": month(first), "last": month(last)}
