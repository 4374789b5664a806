"""JSON: one object, whose ``count`` comes last, so that a file that was cut off is told from a whole one."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .cells import Value, moment

TYPE = "application/json"
SCHEMA_VERSION = 1


def parts(head: Mapping[str, Any], header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The file in pieces, a row each: ``schema_version``, what ``head`` has, ``rows`` and their ``count``."""
    opening = json.dumps({"schema_version": SCHEMA_VERSION, **head}, ensure_ascii=False)
    yield f'{opening[:-1]}, "rows": ['.encode()
    count = 0
    for row in rows:
        written = json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False, default=_plain)
        yield f"{',' if count else ''}\n{written}".encode()
        count += 1
    yield f'\n], "count": {count}}}\n'.encode()


def _plain(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON")
