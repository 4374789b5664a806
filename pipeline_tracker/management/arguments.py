"""Argument types that commands share."""

import json
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from pipeline_tracker.ingest.documents import KnownProgram


def a_day(text: str) -> date:
    """A day as YYYY-MM-DD; anything else is a usage error that says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2024-05-09") from None


def a_catalogue(name: str) -> dict[str, tuple[KnownProgram, ...]]:
    """A JSON file of known programs: {"Example Bio": [{"name": "ABX-101", "aliases": ["examplinib"], "modality": "antibody"}]}.

    Aliases and modality may be left out. What is not so is a usage error that names the place.
    """
    try:
        data = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ArgumentTypeError(f"{name}: {error}") from None
    if not isinstance(data, dict):
        raise ArgumentTypeError(f"{name}: is not an object of companies")
    return {
        company: tuple(_known(name, company, entry) for entry in _list(f"{name}: {company}", entries)) for company, entries in data.items()
    }


def _known(file: str, company: str, entry: object) -> KnownProgram:
    place = f"{file}: {company}"
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise ArgumentTypeError(f"{place}: {entry!r} has no name")
    aliases = _list(f"{place}: {entry['name']}: aliases", entry.get("aliases", []))
    if not all(isinstance(alias, str) for alias in aliases):
        raise ArgumentTypeError(f"{place}: {entry['name']}: an alias is not a text")
    return KnownProgram(entry["name"], tuple(str(alias) for alias in aliases), str(entry.get("modality") or ""))


def _list(place: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise ArgumentTypeError(f"{place}: is not a list")
    return value
