"""Computes programs, milestones and standings anew from the claims."""

import datetime as dt
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from pipeline_tracker.ingest.rebuild import rebuild
from pipeline_tracker.models.as_of import unlike
from pipeline_tracker.queries.changes import newest_day


class Command(BaseCommand):
    help = (
        "Computes programs, milestones and standings anew from the stored claims. With --check nothing is written. "
        "Exit status: 0 done (with --check: nothing would change), 1 failed, 3 with --check something would change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--read", action="store_true", help="read the stored documents again first, with the present rules and names")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when anything would change")

    def handle(self, *args: Any, **options: Any) -> None:
        check, verbosity = options["check"], options["verbosity"]

        def progress(companies: Any) -> Any:
            return tqdm(companies, unit=" companies", disable=None if verbosity else True, file=sys.stderr)

        try:
            changes = rebuild(check=check, read=options["read"], progress=progress)
        except DatabaseError as error:
            raise CommandError(
                f"The database refused: {error}. If its tables are missing, run `python manage.py migrate` first."
            ) from error
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. Companies finished before stay; the one under way was rolled back.")
            sys.exit(130)
        if verbosity:
            for sign, labels in (("+", changes.created), ("~", changes.changed), ("-", changes.removed)):
                for label in labels:
                    self.stdout.write(f"{sign} {label}")
            total = len(changes.created) + len(changes.changed) + len(changes.removed)
            self.stdout.write(f"{total} rows {'would change' if check else 'changed'}." if total else "Nothing to change.")
        if check:
            # In the future lies what a document dates so itself.
            day = max(timezone.localdate(), newest_day() or dt.date.min)
            if unlike_now := unlike(day):
                tables = ", ".join(f"{number} of {table}" for table, number in sorted(unlike_now.items()))
                raise CommandError(f"Rows that are not shown as of {day} as they are: {tables}. Please report it.", returncode=3)
            if verbosity:
                self.stdout.write(f"As of {day} every table is shown as it is.")
        if check and changes:
            raise CommandError("What is stored differs from what the claims say. Run `python manage.py rebuild`.", returncode=3)
