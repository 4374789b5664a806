"""Reads documents into the tracker. Thin: arguments, progress, and the words of the result."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError
from tqdm import tqdm

from pipeline_tracker.ingest.bulk import Selection
from pipeline_tracker.ingest.pipeline import SUFFIXES, Options, Result, ingest
from pipeline_tracker.ingest.readers.sources import sources
from pipeline_tracker.ingest.registry.arms import DRUGS
from pipeline_tracker.ingest.registry.choice import Choice
from pipeline_tracker.ingest.registry.study import INTERVENTION_TYPES, SPONSOR_CLASSES
from pipeline_tracker.ingest.tables import FORMS, TABLES, template
from pipeline_tracker.management.arguments import a_day
from pipeline_tracker.management.progress import Bars

SCHEMA_VERSION = 1


class Command(BaseCommand):
    # The others concern the website, which they import as a whole.
    requires_system_checks = ("settings",)
    help = (
        "Reads press releases (.txt, .html), records of ClinicalTrials.gov (.json, .ndjson, also .gz or .zip) and tables (.csv, .xlsx, "
        ".yaml) into the tracker. The publication date of a release comes from its text, then the file name, then --published. "
        "Exit status: 0 done, 1 failed, 2 usage, 3 done with refusals, 130 interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder (read with all below it), or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="do everything, say what would change, keep nothing")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="of the result on standard output")
        parser.add_argument("--company", default="", metavar="NAME", help="the issuing company of all these documents")
        parser.add_argument("--published", type=a_day, metavar="YYYY-MM-DD", help="the date of documents that carry none")
        registry = parser.add_argument_group("which records of a registry are taken")
        registry.add_argument("--sponsor", default="", metavar="PART", help="lead sponsors whose name contains this")
        registry.add_argument("--condition", default="", metavar="PART", help="studies with a condition whose name contains this")
        registry.add_argument(
            "--intervention-type",
            action="append",
            choices=sorted(INTERVENTION_TYPES),
            metavar="TYPE",
            help=f"studies with an intervention of this type; may be given again (default: {', '.join(sorted(DRUGS))})",
        )
        registry.add_argument(
            "--sponsor-class",
            action="append",
            choices=sorted(SPONSOR_CLASSES),
            metavar="CLASS",
            help="INDUSTRY, NIH, OTHER ...; may be given again",
        )
        registry.add_argument("--since", type=a_day, metavar="YYYY-MM-DD", help="studies last updated on that day or later")
        registry.add_argument("--every-sponsor", action="store_true", help="read programs of universities and public bodies, too")
        tables = parser.add_argument_group("tables")
        tables.add_argument("--partial", action="store_true", help="take the good rows of a table in which others have errors")
        tables.add_argument("--template", metavar="NAME", help="print an empty table with an example row (milestones.csv) and end")

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        self.dry_run = options["dry_run"]
        self.as_json = options["format"] == "json"
        self.results: list[dict[str, Any]] = []
        if options["template"]:
            return self._print_template(options["template"])
        if not options["paths"]:
            raise CommandError("Name a file or folder to read, or - for standard input.", returncode=2)
        chosen = _chosen(options)
        counts: Counter[str] = Counter()
        try:
            with Bars(shown=self.verbosity > 0) as progress:
                counts = ingest(sources(options["paths"], SUFFIXES), chosen, self._report, progress)
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

    def _print_template(self, name: str) -> None:
        """Writes the template's bytes, an Excel file among them, so that they can go into a file."""
        table, _, form = name.partition(".")
        if table not in TABLES or form not in FORMS:
            raise CommandError(f"There is no template {name!r}. Tables: {', '.join(TABLES)}; as {', '.join(FORMS)}.", returncode=2)
        sys.stdout.buffer.write(template(table, form))
        sys.stdout.buffer.flush()

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
                f"{_read(counts)} documents read: {counts['created']} new, {counts['unchanged']} unchanged, {counts['refused']} refused"
                f"{_left_out(counts)}. "
                f"{counts['claims_created']} claims; milestones: {counts['milestones_created']} created, "
                f"{counts['milestones_changed']} changed, {counts['milestones_removed']} removed."
            )


def _chosen(options: dict[str, Any]) -> Options:
    choice = Choice(
        sponsor=options["sponsor"],
        condition=options["condition"],
        intervention_types=frozenset(options["intervention_type"] or DRUGS),
        sponsor_classes=frozenset(options["sponsor_class"] or ()),
        since=options["since"],
    )
    return Options(
        published=options["published"],
        company=options["company"],
        dry_run=options["dry_run"],
        selection=Selection(choice, every_sponsor=options["every_sponsor"], partial=options["partial"]),
    )


def _read(counts: Counter[str]) -> int:
    return counts["created"] + counts["unchanged"] + counts["refused"]


def _left_out(counts: Counter[str]) -> str:
    return f"; {counts['not_chosen']} not among those asked for" if counts["not_chosen"] else ""


def _counts(counts: Counter[str]) -> dict[str, int]:
    names = ("created", "unchanged", "refused", "claims_created", "milestones_created", "milestones_changed", "milestones_removed")
    return {name: counts[name] for name in names} | ({"not_chosen": counts["not_chosen"]} if counts["not_chosen"] else {})


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
    if result.state in ("created", "refreshed"):
        changes = result.changes
        entry |= {
            "claims": result.claims,
            "warnings": list(result.warnings),
            "changes": {"created": changes.created, "changed": changes.changed, "removed": changes.removed},
        }
    return entry
