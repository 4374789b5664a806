"""Pages as of an earlier day: ``?as_of=2019-11-06`` on any public address shows what was known at the end of that day.

The database shows its tables as they stood (models.as_of), and what depends on the present day depends on that one. Links and forms of
such a page keep the day, so that a visitor stays in it until leaving it by the banner.
"""

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import FileResponse, HttpRequest, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from pipeline_tracker.models.as_of import as_of as tables_as_of
from pipeline_tracker.queries.milestones import slug_on

NAME = "as_of"
FIRST = dt.date(1900, 1, 1)

_day: ContextVar[dt.date | None] = ContextVar("as_of", default=None)
_OTHERS = ("/admin/", "/static/", "/language/", "/robots.txt")  # staff's pages, files, what only a button is for, and what no day changes
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def today() -> dt.date:
    """The day that a page takes for the present one: the day asked for, else that of the calendar."""
    return _day.get() or timezone.localdate()


def is_past() -> bool:
    return _day.get() is not None


@contextmanager
def shown(day: dt.date | None) -> Iterator[None]:
    """Everything as of that day, until the block ends."""
    token = _day.set(day)
    try:
        with tables_as_of(day):
            yield
    finally:
        _day.reset(token)


def asked(query: QueryDict) -> dt.date | None:
    """The day that an address asks for; None for the present. Raises ValueError, with words for the visitor."""
    given = [value for value in query.getlist(NAME) if value]  # a form's empty field asks for nothing
    if not given:
        return None
    try:
        days = {dt.date.fromisoformat(value) for value in given if _DAY.fullmatch(value)}
    except ValueError:
        days = set()
    present = timezone.localdate()
    if len(given) > 1 or len(days) != 1 or not FIRST <= min(days) <= present:
        raise ValueError(
            _("“as_of” is one day from %(first)s to %(today)s, such as 2019-11-06.") % {"first": FIRST, "today": present.isoformat()}
        )
    return days.pop() if days != {present} else None


class AsOfMiddleware:
    """Answers requests as of the day that they ask for. ``request.as_of`` is the day, None for the present."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            day = None if request.path.startswith(_OTHERS) else asked(request.GET)
        except ValueError as error:
            return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
        request.as_of = day  # type: ignore[attr-defined]
        if day is None:
            return self.get_response(request)
        with shown(day):
            response = self.get_response(request)
        if response.status_code == 404 and (then := _address_then(request.path, day)):
            response = HttpResponseRedirect(then)
        _keep(response, day)
        return response


def _address_then(path: str, day: dt.date) -> str | None:
    """Where a milestone's page was on that day, if it was elsewhere: its address tells what is known of it."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    slug = slug_on(day, **match.kwargs) if match.url_name == "milestone" else None
    return f"{path.rstrip('/').rpartition('/')[0]}/{slug}/" if slug else None


# --- links keep the day ----------------------------------------------------------------------------------------------

_LINK = re.compile(r'(?P<name>\b(?:href|action)=")(?P<address>[/?][^"#]{0,4000}|\.(?="))')
_SAYS_A_DAY = re.compile(rf"(?:^|&){NAME}=")
_FORM = re.compile(r'<form\b(?![^>]{0,400}\bclass="as-of")[^>]{0,400}\bmethod="get"[^>]{0,400}>')


def _keep(response: HttpResponseBase, day: dt.date) -> None:
    """Makes what the response leads to be of the same day, and what is read later, too."""
    response["X-Robots-Tag"] = "noindex"
    if "Location" in response:
        response["Location"] = kept(response["Location"], day)
    elif response.streaming and not isinstance(response, FileResponse):
        response.streaming_content = _later(response.streaming_content, day)  # type: ignore[attr-defined]
    elif response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = page_kept(response.content.decode(), day).encode()  # type: ignore[attr-defined]
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]


def _later(parts: Iterator[bytes], day: dt.date) -> Iterator[bytes]:
    with shown(day):
        yield from parts


def page_kept(page: str, day: dt.date) -> str:
    """A page of which the links and forms lead to pages of the same day."""
    page = _LINK.sub(lambda link: link["name"] + html.escape(kept(html.unescape(link["address"]), day)), page)
    return _FORM.sub(lambda form: f'{form[0]}<input type="hidden" name="{NAME}" value="{day}">', page)


def kept(address: str, day: dt.date) -> str:
    """The address with the day, unless it is another site's, says another day, or is none of the public pages."""
    asked_for = f"{NAME}={day}"
    if address in (".", "?"):  # the page itself, without anything else that was asked of it
        return f"?{asked_for}"
    here = address.startswith("?") or (address.startswith("/") and not address.startswith("//"))
    before, hash_, place = address.partition("#")
    path, _mark, query = before.partition("?")
    if not here or path.startswith(_OTHERS) or _SAYS_A_DAY.search(query):
        return address
    return f"{path}?{query}{'&' if query else ''}{asked_for}{hash_}{place}"
