"""What changed between two days, on the command line: the same as /changes/."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pipeline_tracker.management.arguments import a_day
from pipeline_tracker.models import Company
from pipeline_tracker.queries import changes as query
from pipeline_tracker.vocabulary.days import QUARTER, months_before
from pipeline_tracker.web.presenters import changes as present

SCHEMA_VERSION = 1


class Command(BaseCommand):
    help = (
        "Says what changed between two days, newest first: phases, dates that moved, holds and outcomes, each with its sentence "
        "(docs/time.md). Writes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=a_day, metavar="YYYY-MM-DD", help="first day; a quarter before the last where left out")
        parser.add_argument("--until", type=a_day, metavar="YYYY-MM-DD", help="last day; that of the newest source where left out")
        parser.add_argument("--company", metavar="NAME", help="name, ticker or the name in addresses of one company")
        severities = [code for code, _ in query.SEVERITIES]
        parser.add_argument("--severity", choices=severities, default="minor", help="the lowest severity to tell (default: minor)")
        parser.add_argument("--limit", type=int, default=query.LOOKED_AT, metavar="N", help="claims to look at, the newest; 0: all of them")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"] or query.newest_day() or timezone.localdate()
        since = options["since"] or months_before(until, QUARTER)
        if since > until:
            raise CommandError(f"{since} lies after {until}: --since comes before --until.", returncode=2)
        if options["limit"] < 0:
            raise CommandError("--limit is a number of claims, or 0 for all.", returncode=2)
        scope = query.Scope(company=_company(options["company"]) if options["company"] else None)
        found = query.changes(since, until, scope, least=options["severity"], limit=options["limit"] or None)
        if options["format"] == "json":
            told = {
                "schema_version": SCHEMA_VERSION,
                "since": since.isoformat(),
                "until": until.isoformat(),
                "back_to": found.back_to.isoformat() if found.back_to else None,
                "changes": [present.as_data(change) for change in found.changes],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for change in found.changes:
            for text in _lines(present.line(change)):
                self.stdout.write(text)
        if options["verbosity"]:
            number = len(found.changes)
            self.stdout.write(f"{number} {'change' if number == 1 else 'changes'} from {since} to {until}.")
        if found.back_to:
            self.stderr.write(f"There is more: this goes back to {found.back_to}. Give --limit, --company, --severity or a shorter span.")


def _company(name: str) -> Company:
    company = query.company_called(name)
    if company is None:
        raise CommandError(f"No company is called {name!r} here. The list is at /companies/.", returncode=2)
    return company


def _lines(line: present.Line) -> list[str]:
    change = line.change
    return [
        f"{change.day}  {change.severity:8}  {line.title}",
        f"            {line.happened}",
        f"            {' '.join(line.said.split())} ({line.source})",
    ]
