"""Days some months apart."""

import calendar
import datetime as dt

QUARTER, YEAR = 3, 12  # months


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last day; never before the calendar begins."""
    number = day.year * YEAR + day.month - 1 - months
    if number < YEAR:
        return dt.date.min
    year, month = divmod(number, YEAR)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
