"""The query string as links and forms carry it on."""

import datetime as dt

from django.http import QueryDict


def carried(query: QueryDict, *left_out: str) -> tuple[tuple[str, str], ...]:
    """The parameters that a form must keep beside its own, ``left_out``. A changed list starts again at its first page."""
    return tuple((name, value) for name, values in query.lists() for value in values if name not in {*left_out, "page"})


def without(query: QueryDict, *names: str) -> str:
    """The address of the same list without these parameters, at its first page."""
    changed = query.copy()
    for name in names:
        changed.pop(name, None)
    return address(changed)


def address(query: QueryDict) -> str:
    """The address of the list with these parameters, at its first page; relative to the page."""
    query.pop("page", None)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else "."


def beside(query: QueryDict, since: dt.date, until: dt.date, direction: int) -> str:
    """The address of the span of equal length before (-1) or after (1) the one from ``since`` to ``until``, both included; "" where the
    calendar ends."""
    length = until - since + dt.timedelta(days=1)
    try:
        first, last = since + direction * length, until + direction * length
    except OverflowError:
        return ""
    changed = query.copy()
    changed["since"], changed["until"] = str(first), str(last)
    return address(changed)
