"""Registry records and table rows as people read them: each part of the stored text as a field in words and its value.

The stored text stays what claims quote; this reads it, part by part, and keeps the place of each. A registry record has one
line for each fact, its JSON pointer and its JSON; a row of a table has one line for each cell, further lines of a cell indented.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models.labels import translated
from pipeline_tracker.vocabulary.milestones import STATUSES
from pipeline_tracker.vocabulary.windows import parse_label
from pipeline_tracker.web.dates import label
from pipeline_tracker.web.labels import (
    KIND_LABELS,
    MODALITY_LABELS,
    ORIGIN_LABELS,
    PHASE_LABELS,
    REGISTRY_LABELS,
    TERRITORY_LABELS,
)

from . import trials


@dataclass(frozen=True)
class Field:
    """A part of the text, [start, end), as a name and a value in words."""

    start: int
    end: int
    name: str
    value: str


def fields(kind: str, text: str) -> list[Field]:
    """The whole text of a document of this kind, with nothing but line ends between the parts; none for other kinds."""
    if kind not in _READERS:
        return []
    first, read = _READERS[kind]
    title = text.split("\n", 1)[0]
    return [Field(0, len(title), str(first), title), *read(text, len(title) + 1)]


def quoted(quote: str) -> list[Field]:
    """What a passage of a registry record says, in words; none where it is no whole line. Places are those in the passage."""
    return [field for field in _facts(quote, 0) if field.name]


@dataclass(frozen=True)
class Change:
    """What a field said in one version and not in the other, in words; of a list only the members that came or went."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(kind: str, before: str, after: str) -> list[Change]:
    """What differs between two versions of a record or row, in the order of the newer one; none for documents of other kinds."""
    old, new = _values(kind, before), _values(kind, after)
    found = []
    for place, (name, said) in {**new, **{place: held for place, held in old.items() if place not in new}}.items():
        was = Counter(old[place][1]) if place in old else Counter()
        now = Counter(said) if place in new else Counter()
        if was != now:
            found.append(Change(name, tuple((was - now).elements()), tuple((now - was).elements())))
    return found


def _values(kind: str, text: str) -> dict[str, tuple[str, list[str]]]:
    """Place in the record, members of a list alike -> (name, what is said there in words)."""
    found: dict[str, tuple[str, list[str]]] = {}
    for field in fields(kind, text):
        line = text[field.start : field.end]
        pointer = line.partition(" ")[0] if field.start and kind == "registry_record" else field.name
        place = "/".join(part for part in pointer.split("/") if not part.isdigit())
        found.setdefault(place, (field.name, []))[1].append(field.value or line)
    return found


def _facts(text: str, start: int) -> Iterator[Field]:
    """Lines of pointer and literal; one that is none has neither name nor value."""
    for line in text[start:].split("\n") if start < len(text) else ():
        pointer, _space, literal = line.partition(" ")
        name, value = _said(pointer, literal) if pointer.startswith("/") else ("", "")
        yield Field(start, start + len(line), name, value)
        start += len(line) + 1


def _said(pointer: str, literal: str) -> tuple[str, str]:
    """A fact in words. One that is not known here keeps the record's own words: the member's name and its JSON."""
    module, *members = [part for part in pointer.split("/")[2:] if not part.isdigit()] or [pointer]
    path = "/".join(members) or module
    if path not in _FACTS:
        return path, literal
    name, say = _FACTS[path]
    try:
        return str(name), say(json.loads(literal))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return str(name), literal


def _state(value: dict[str, Any]) -> str:
    status = trials.word(trials.STATUSES, value["overallStatus"])
    return f"{status}: {value['whyStopped']}" if value.get("whyStopped") else status


def _dated(value: dict[str, Any]) -> str:
    day = label(parse_label(value["date"]))
    return f"{day} ({trials.word(trials.DATE_TYPES, value['type'])})" if value.get("type") else day


def _sponsor(value: dict[str, Any]) -> str:
    return f"{value['name']} ({trials.word(trials.CLASSES, value['class'])})" if value.get("class") else str(value["name"])


def _number(value: dict[str, Any]) -> str:
    return f"{value['id']} ({trials.word(trials.NUMBER_TYPES, value['type'])})" if value.get("type") else str(value["id"])


def _enrolled(value: dict[str, Any]) -> str:
    return trials.counted(f"{value['count']} {value.get('type') or ''}".strip())


def _arm(value: dict[str, Any]) -> str:
    return f"{value['label']} ({trials.word(trials.ARM_TYPES, value['type'])})" if value.get("type") else str(value["label"])


def _given(value: dict[str, Any]) -> str:
    words = f"{value['name']} ({trials.word(trials.INTERVENTION_TYPES, value['type'])})"
    if others := value.get("otherNames"):
        words += "; " + _("also called %(names)s") % {"names": ", ".join(others)}
    if arms := value.get("armGroupLabels"):
        words += "; " + _("given in: %(arms)s") % {"arms": ", ".join(arms)}
    return words


def _term(value: dict[str, Any]) -> str:
    return f"{value['term']} ({value['id']})"


_FACTS: dict[str, tuple[str | Promise, Callable[[Any], str]]] = {
    "nctIdAliases": (_lazy("Former NCT numbers"), ", ".join),
    "orgStudyIdInfo/id": (_lazy("Sponsor's protocol"), str),
    "secondaryIdInfos": (_lazy("Other number"), _number),
    "acronym": (_lazy("Acronym"), str),
    "officialTitle": (_lazy("Official title"), str),
    "statusModule": (_lazy("Status"), _state),
    "startDateStruct": (_lazy("Start"), _dated),
    "primaryCompletionDateStruct": (_lazy("Primary completion"), _dated),
    "completionDateStruct": (_lazy("Completion"), _dated),
    "studyFirstPostDateStruct": (_lazy("First posted"), _dated),
    "resultsFirstPostDateStruct": (_lazy("Results first posted"), _dated),
    "lastUpdatePostDateStruct": (_lazy("Last update posted"), _dated),
    "leadSponsor": (_lazy("Sponsor"), _sponsor),
    "collaborators": (_lazy("Collaborator"), _sponsor),
    "conditions": (_lazy("Condition"), str),
    "meshes": (_lazy("MeSH term"), _term),
    "ancestors": (_lazy("Broader MeSH term"), _term),
    "phases": (_lazy("Phase"), lambda value: trials.phase("/".join(sorted(value)))),
    "enrollmentInfo": (_lazy("Enrolment"), _enrolled),
    "armGroups": (_lazy("Arm"), _arm),
    "interventions": (_lazy("Intervention"), _given),
    "locations/country": (_lazy("Country"), str),
}


def _cells(text: str, start: int) -> Iterator[Field]:
    """Cells with their column; a line that is none has neither name nor value."""
    while start < len(text):
        end = _cell_end(text, start)
        column, colon, cell = text[start:end].partition(": ")
        value = _cell(column, cell.replace("\n  ", "\n")) if colon else ""
        yield Field(start, end, column.replace("_", " ").capitalize() if colon else "", value)
        start = end + 1


def _cell_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    while end >= 0 and text.startswith("\n  ", end):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def _cell(column: str, value: str) -> str:
    if column in ("when", "as_of"):
        try:
            return label(parse_label(value))
        except ValueError:
            return value
    if column == "enrollment":
        return trials.counted(value)
    return trials.word(_CELLS.get(column, {}), value)


_CELLS: dict[str, trials.Words] = {
    "kind": KIND_LABELS,
    "status": {**dict(translated(STATUSES)), **trials.STATUSES},  # of milestones, and of trials; they share no code
    "phase": PHASE_LABELS,
    "territory": TERRITORY_LABELS,
    "modality": MODALITY_LABELS,
    "origin": ORIGIN_LABELS,
    "registry": REGISTRY_LABELS,
}

# By kind of document: what its first line is called, and how the others are read.
_READERS: dict[str, tuple[str | Promise, Callable[[str, int], Iterator[Field]]]] = {
    "registry_record": (_lazy("Number and title"), _facts),
    "table": (_lazy("Row"), _cells),
}
