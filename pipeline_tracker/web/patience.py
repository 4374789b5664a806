"""How long the database may work for a page. Addresses are anybody's, and what one of them asks for may take very long: rather than
keep a process busy for it, the page says so (503).

PostgreSQL  each statement of a public page, and of files that are written while they are read
SQLite      all statements of a public page together
Staff's pages, which also write, and commands have no limit.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

_STAFF = ("/admin/",)
_limits: WeakKeyDictionary[Any, float] = WeakKeyDictionary()  # of connections that have one
_STEPS = 1_000_000  # of SQLite between two looks at the clock: some milliseconds


class PatienceMiddleware:
    """Goes before AsOfMiddleware, whose statements count, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        limit = 0.0 if request.path.startswith(_STAFF) else settings.PAGE_SECONDS
        with _limited_postgresql(limit) if connection.vendor == "postgresql" else _limited_sqlite(limit):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not (isinstance(exception, OperationalError) and _is_of_time(exception.__cause__)):
            return None
        return HttpResponse(render_to_string("503.html"), status=503)


@contextmanager
def _limited_postgresql(seconds: float) -> Iterator[None]:
    """0 is no limit. Connections are kept, and so is their limit, until a request needs another one."""
    connection.ensure_connection()
    if _limits.get(connection.connection, 0.0) != seconds:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(int(1000 * seconds))])
        _limits[connection.connection] = seconds
    yield


@contextmanager
def _limited_sqlite(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    last = time.monotonic() + seconds
    connection.connection.set_progress_handler((lambda: time.monotonic() > last) if seconds else None, _STEPS)
    try:
        yield
    finally:
        if connection.connection:
            connection.connection.set_progress_handler(None, 0)


def _is_of_time(error: BaseException | None) -> bool:
    return getattr(error, "sqlstate", "") == "57014" or getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"
