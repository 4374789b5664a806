"""Labelled releases: NAME.txt beside NAME.json, one folder. docs/extraction.md describes the labels."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline_tracker.vocabulary.milestones import KIND, STATUS_LABELS
from pipeline_tracker.vocabulary.windows import Window, parse_label


class BadLabels(Exception):
    """A label file that cannot be used; the message names file and field."""


@dataclass(frozen=True)
class Event:
    """``windows`` are the defensible dates, the preferred first; None stands for "no date"."""

    program: str | None
    kind: str
    status: str
    phase: str | None
    indication: str | None
    regulator: str | None
    windows: tuple[Window | None, ...]
    quote: str
    optional: bool


@dataclass(frozen=True)
class Figure:
    metric: str
    period: str
    amounts: tuple[int, ...]  # defensible ones, the preferred first


@dataclass(frozen=True)
class Labelled:
    """One labelled release. ``programs`` maps each program's name to all its names."""

    path: Path
    published: date
    company: str
    programs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()


def read_folder(folder: Path) -> Iterator[Labelled]:
    """The labelled releases of a folder, by name. Raises BadLabels where there are none or one cannot be used."""
    found = sorted(folder.glob("*.json"))
    if not found:
        raise BadLabels(f"{folder} holds no labels (NAME.json beside NAME.txt).")
    for path in found:
        text = path.with_suffix(".txt")
        if not text.exists():
            raise BadLabels(f"{path}: {text.name} is missing.")
        try:
            yield _labelled(text, json.loads(path.read_text(encoding="utf-8")))
        except KeyError as error:
            raise BadLabels(f"{path}: the field {error} is missing.") from error
        except (ValueError, TypeError, AttributeError) as error:
            raise BadLabels(f"{path}: {error}") from error


def _labelled(text: Path, data: dict[str, Any]) -> Labelled:
    return Labelled(
        path=text,
        published=date.fromisoformat(data["published"]),
        company=data["company"],
        programs={p["name"]: (p["name"], *p.get("aliases", ())) for p in data["programs"]},
        events=tuple(_event(e) for e in data["events"]),
        figures=tuple(Figure(f["metric"], f["period"], (f["amount"], *f.get("amount_alt", ()))) for f in data["financials"]),
    )


def _event(data: dict[str, Any]) -> Event:
    if data["kind"] not in KIND or data["status"] not in STATUS_LABELS:
        raise ValueError(f"{data['kind']!r} {data['status']!r} is no kind and status of the vocabulary")
    labels = (data["when"], *data.get("when_alt", ()))
    return Event(
        program=data["program"],
        kind=data["kind"],
        status=data["status"],
        phase=data["phase"],
        indication=data.get("indication"),
        regulator=data.get("regulator"),
        windows=tuple(parse_label(label) if label else None for label in labels),
        quote=data["quote"],
        optional=data["optional"],
    )
