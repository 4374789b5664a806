"""Tables as YAML: a mapping of table names to lists of entries, or one such list. Every scalar is text, so that the country
NO is no truth value and 2024-05 no day; anchors, aliases and tags are refused, so that nothing unfolds or is built."""

import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import yaml

from pipeline_tracker.ingest.documents import Refused

from .lines import MAX_COLUMNS, MAX_VALUES, Cell, Count, Fault, Header, Line, check_utf8, nearest, source_of, table_named

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})  # where they stand without quotes
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same grammar; some platforms have no compiled one


def lines(file: BinaryIO, file_name: str, headers: Mapping[str, Header]) -> Iterator[Line]:
    """The entries of a YAML file, streamed. Raises Refused for what is not of that shape."""
    check_utf8(file, "Save it as UTF-8.")
    with io.TextIOWrapper(file, encoding="utf-8-sig") as text:
        events = _events(text)
        start = next(events, None)
        if start is None:
            raise Refused("empty", "is empty.")
        yield from _tables(start, events, file_name, headers)
        for event in events:
            raise _shape(event, "a second document begins")


def _tables(start: yaml.Event, events: Iterator[yaml.Event], file_name: str, headers: Mapping[str, Header]) -> Iterator[Line]:
    count = Count()
    if isinstance(start, yaml.SequenceStartEvent):
        yield from _entries(events, table_named(file_name, headers), file_name, headers, count)
        return
    if not isinstance(start, yaml.MappingStartEvent):
        raise _shape(start, "the file is neither a list of entries nor a mapping of table names to such lists")
    seen: set[str] = set()
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        table = _key(event, seen)
        if table not in headers:
            raise Refused("unknown-table", f"line {_line(event)} names an unknown table {table[:80]!r}.{nearest(table, tuple(headers))}")
        event = next(events)
        if not isinstance(event, yaml.SequenceStartEvent):
            raise _shape(event, f"{table} is not a list of entries")
        yield from _entries(events, table, file_name, headers, count)


def _entries(events: Iterator[yaml.Event], table: str, file_name: str, headers: Mapping[str, Header], count: Count) -> Iterator[Line]:
    number = 0
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        if not isinstance(event, yaml.MappingStartEvent):
            raise _shape(event, f"an entry of {table} is not a mapping of columns")
        number += 1
        count.one_more()
        yield Line(table, source_of(file_name, table, number, headers), *_entry(events, headers[table]))


def _entry(events: Iterator[yaml.Event], header: Header) -> tuple[dict[str, Cell], tuple[Fault, ...]]:
    cells: dict[str, Cell] = {}
    faults: list[Fault] = []
    seen: set[str] = set()
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _key(event, seen)
        value = _value(events, name)
        if name not in header.columns:
            faults.append(
                Fault("unknown-column", f"line {_line(event)} has an unknown column {name[:80]!r}.{nearest(name, header.columns)}")
            )
        elif value:
            cells[name] = value
    return cells, tuple(faults)


def _key(event: yaml.Event, seen: set[str]) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _shape(event, "a name is not a plain text")
    if event.value in seen:
        raise Refused("duplicate-column", f"line {_line(event)} gives {event.value[:80]!r} twice.")
    if len(seen) == MAX_COLUMNS:
        raise _shape(event, f"there are more than {MAX_COLUMNS} names")
    seen.add(event.value)
    return event.value


def _value(events: Iterator[yaml.Event], name: str) -> Cell:
    event = next(events)
    if isinstance(event, yaml.ScalarEvent):
        return _text(event)
    if not isinstance(event, yaml.SequenceStartEvent):
        raise _shape(event, f"{name[:80]!r} is neither a text nor a list of texts")
    items: list[str] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise _shape(event, f"an item of {name[:80]!r} is not a text")
        if len(items) == MAX_VALUES:
            raise _shape(event, f"{name[:80]!r} has more than {MAX_VALUES} values")
        items.append(_text(event))
    return tuple(items)


def _text(event: yaml.ScalarEvent) -> str:
    without_quotes = event.implicit[0]
    return "" if without_quotes and event.value in _NULLS else event.value


def _events(text: io.TextIOWrapper) -> Iterator[yaml.Event]:
    """What the file says, without its beginnings and ends, which carry nothing."""
    parser = yaml.parse(text, Loader=_LOADER)
    try:
        for event in parser:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Refused("yaml-alias", f"line {_line(event)} has an anchor or alias; write the value where it is meant.")
            if getattr(event, "tag", None):
                raise Refused("yaml-tag", f"line {_line(event)} has a tag; values are plain texts.")
            if not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent):
                yield event
    except yaml.MarkedYAMLError as error:
        place = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise Refused("bad-yaml", f"is not YAML: {place}{error.problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Refused("bad-yaml", f"is not YAML: {str(error).splitlines()[0]}.") from error


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _shape(event: yaml.Event, what: str) -> Refused:
    return Refused("bad-shape", f"line {_line(event)}: {what}.")
