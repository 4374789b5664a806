"""A stored record read again: its text holds every fact that is mapped, with the place of each in the record."""

import json
from typing import Any

import msgspec

from pipeline_tracker.ingest.documents import Reading

from .mapping import map_study
from .study import Study

# What says nothing in each list of which only some members are kept.
_NOTHING: dict[str, Any] = {
    "secondaryIdInfos": {"id": ""},
    "collaborators": {"name": "®"},
    "conditions": "",
    "ancestors": {"id": "", "term": "-"},
    "armGroups": {"label": ""},
    "locations": {},
}


def read_stored(text: str, *, every_sponsor: bool = False) -> Reading:
    """The reading of a record from the text that ``map_study`` made of it. ``Reading.seen`` is not part of the text.

    Raises ValueError for a text that is none.
    """
    return map_study(study_of(text), "", every_sponsor=every_sponsor)[1]


def study_of(text: str) -> Study:
    first, *facts = text.split("\n")
    number, _, title = first.partition(" ")
    record: dict[str, Any] = {}
    _put(record, ["protocolSection", "identificationModule"], {"nctId": number, "briefTitle": title})
    for line in facts:
        pointer, _, literal = line.partition(" ")
        _put(record, pointer.split("/")[1:], json.loads(literal))
    return msgspec.convert(_lists(record), Study)


def _put(record: dict[str, Any], path: list[str], value: Any) -> None:
    for key in path[:-1]:
        record = record.setdefault(key, {})
    if isinstance(value, dict):
        record.setdefault(path[-1], {}).update(value)
    else:
        record[path[-1]] = value


def _lists(part: Any, name: str = "") -> Any:
    """Objects whose members are numbered stand for lists. Members that were not kept are filled in with such as say nothing, so that
    every fact stands where it stood."""
    if not isinstance(part, dict):
        return part
    if part and all(key.isdigit() for key in part):
        length = max(map(int, part)) + 1
        return [_lists(part[str(number)]) if str(number) in part else _NOTHING[name] for number in range(length)]
    return {key: _lists(value, key) for key, value in part.items()}
