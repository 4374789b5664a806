"""Reads documents into the tracker. Thin: arguments, progress, and the words of the result."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError
from tqdm import tqdm

from pipeline_tracker.ingest.pipeline import Options, Result, ingest
from pipeline_tracker.ingest.readers.sources import sources
from pipeline_tracker.management.arguments import a_day

SCHEMA_VERSION = 1


class Command(BaseCommand):
    help = (
        "Reads press releases (.txt, .html) into the tracker. The publication date comes from the text, "
        "then the file name, then --published. Exit status: 0 done, 1 failed, 2 usage, 3 done with refusals, 130 interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder (read with all below it), or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="do everything, say what would change, keep nothing")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="of the result on standard output")
        parser.add_argument("--company", default="", metavar="NAME", help="the issuing company of all these documents")
        parser.add_argument("--published", type=a_day, metavar="YYYY-MM-DD", help="the date of documents that carry none")

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        self.dry_run = options["dry_run"]
        self.as_json = options["format"] == "json"
        self.results: list[dict[str, Any]] = []
        chosen = Options(published=options["published"], company=options["company"], dry_run=self.dry_run)
        counts: Counter[str] = Counter()
        try:
            documents = tqdm(sources(options["paths"]), unit=" documents", disable=None if self.verbosity else True, file=sys.stderr)
            counts = ingest(documents, chosen, self._report)
        except DatabaseError as error:
            raise CommandError(
                f"The database refused: {error}. If its tables are missing, run `python manage.py migrate` first."
            ) from error
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. Documents finished before stay; the one under way was rolled back. Run it again to go on.")
            sys.exit(130)
        self._conclude(counts)
        if counts["refused"]:
            raise CommandError(f"{counts['refused']} of {_read(counts)} documents were refused; the others are in.", returncode=3)

    def _report(self, result: Result) -> None:
        if result.state == "refused":
            self._warn(f"{result.source}: {result.message}")
        for warning in result.warnings:
            self._warn(f"{result.source}: {warning}")
        if self.as_json:
            self.results.append(_as_json(result))
            return
        if self.verbosity >= 2 or (self.dry_run and self.verbosity):
            self._say(self.stdout, f"{result.state:9} {result.source}  {result.address}")
        if self.verbosity >= 3 or (self.dry_run and self.verbosity):
            for line in _changes(result):
                self._say(self.stdout, f"          {line}")

    def _say(self, stream: OutputWrapper, text: str) -> None:
        """A line that does not tear the progress bar."""
        with tqdm.external_write_mode():
            stream.write(text)

    def _warn(self, text: str) -> None:
        if self.verbosity:
            self._say(self.stderr, text)

    def _conclude(self, counts: Counter[str]) -> None:
        if self.as_json:
            summary = {
                "schema_version": SCHEMA_VERSION,
                "dry_run": self.dry_run,
                "read": _read(counts),
                **_counts(counts),
                "documents": self.results,
            }
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=1))
        elif self.verbosity:
            if self.dry_run:
                self.stdout.write("Dry run: nothing was kept.")
            self.stdout.write(
                f"{_read(counts)} documents read: {counts['created']} new, {counts['unchanged']} unchanged, {counts['refused']} refused. "
                f"{counts['claims_created']} claims; milestones: {counts['milestones_created']} created, "
                f"{counts['milestones_changed']} changed, {counts['milestones_removed']} removed."
            )


def _read(counts: Counter[str]) -> int:
    return counts["created"] + counts["unchanged"] + counts["refused"]


def _counts(counts: Counter[str]) -> dict[str, int]:
    names = ("created", "unchanged", "refused", "claims_created", "milestones_created", "milestones_changed", "milestones_removed")
    return {name: counts[name] for name in names}


def _changes(result: Result) -> list[str]:
    changes = result.changes
    return (
        [f"+ {label}" for label in changes.created]
        + [f"~ {label}" for label in changes.changed]
        + [f"- {label}" for label in changes.removed]
    )


def _as_json(result: Result) -> dict[str, Any]:
    entry: dict[str, Any] = {"source": result.source, "state": result.state, "address": result.address}
    if result.state == "refused":
        entry |= {"code": result.code, "message": result.message}
    if result.state == "created":
        changes = result.changes
        entry |= {
            "claims": result.claims,
            "warnings": list(result.warnings),
            "changes": {"created": changes.created, "changed": changes.changed, "removed": changes.removed},
        }
    return entry
