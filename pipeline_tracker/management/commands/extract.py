"""Prints what extraction reads in documents, one JSON line each. Uses no database."""

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pipeline_tracker.ingest.documents import Catalogue, Claim, Document, Reading, Refused
from pipeline_tracker.ingest.extract import VERSION, extract
from pipeline_tracker.ingest.readers import read_release
from pipeline_tracker.ingest.readers.sources import sources
from pipeline_tracker.management.arguments import a_catalogue, a_day
from pipeline_tracker.vocabulary.phases import PHASE_NUMBERS


class Command(BaseCommand):
    help = (
        "Prints what press releases (.txt, .html) say: one JSON object a line for each. Writes nothing and needs no database. "
        "Exit status: 0 done, 1 failed, 2 usage, 3 done with refusals, 130 interrupted."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder (read with all below it), or - for standard input")
        parser.add_argument("--published", type=a_day, metavar="YYYY-MM-DD", help="the date of documents that carry none")
        parser.add_argument("--company", default="", metavar="NAME", help="the issuing company of all these documents")
        parser.add_argument(
            "--catalogue", type=a_catalogue, default={}, metavar="FILE", help="programs known beforehand, as JSON (docs/extraction.md)"
        )
        parser.add_argument("--ledger", action="store_true", help="also tell what became of every sentence, and why")

    def handle(self, *args: Any, **options: Any) -> None:
        refused = total = 0
        catalogue = Catalogue(company=options["company"], programs=options["catalogue"])
        try:
            for source in sources(options["paths"]):
                total += 1
                name = source.file_name or source.name
                try:
                    document = read_release(source.read(), address=source.name, file_name=source.file_name, published=options["published"])
                    reading = extract(document, catalogue)
                except Refused as refusal:
                    refused += 1
                    self.stderr.write(f"{name}: {refusal}")
                    continue
                self.stdout.write(json.dumps(as_json(name, document, reading, ledger=options["ledger"]), ensure_ascii=False))
        except BrokenPipeError:
            # The reader of the pipe has had enough ("| head"); what Python would flush at exit goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        except KeyboardInterrupt:
            self.stderr.write("Interrupted.")
            sys.exit(130)
        if refused:
            raise CommandError(f"{refused} of {total} documents were refused.", returncode=3)


def as_json(name: str, document: Document, reading: Reading, *, ledger: bool = False) -> dict[str, Any]:
    """One document's reading as plain data; offsets count characters of the document's text."""
    issuer = reading.company
    result: dict[str, Any] = {
        "document": name,
        "published": document.published.isoformat(),
        "published_from": document.published_from,
        "title": document.title,
        "sha256": document.sha256,
        "extractor": f"rules {VERSION}",
        "company": None
        if issuer is None
        else {
            "name": issuer.name,
            "ticker": f"{issuer.exchange}: {issuer.ticker}" if issuer.ticker else None,
            "aliases": list(issuer.aliases),
        },
        "programs": [
            {
                "name": program.name,
                "aliases": list(program.aliases),
                "indications": list(program.indications),
                "modality": program.modality or None,
                "origin": program.origin or None,
                "known": program.known,
            }
            for program in reading.programs
        ],
        "claims": [line for claim in reading.claims for line in _claim(claim, document.text)],
        "financials": [
            {
                "metric": figure.metric,
                "period": figure.period,
                "amount": figure.amount,
                "currency": figure.currency,
                "start": figure.span.start,
                "end": figure.span.end,
            }
            for figure in reading.figures
        ],
    }
    if ledger:
        result["ledger"] = [
            {
                "start": line.span.start,
                "end": line.span.end,
                "outcome": line.outcome,
                "reason": line.reason,
                "text": document.text[line.span.start : line.span.end],
            }
            for line in reading.ledger
        ]
    return result


def _claim(claim: Claim, text: str) -> list[dict[str, Any]]:
    """One object for each program of the claim; one with a null program for company events."""
    window = claim.window if claim.window is not None and claim.window.precision != "reported" else None
    talk = claim.talk
    return [
        {
            "program": program,
            "kind": claim.kind,
            "phase": PHASE_NUMBERS.get(claim.phase),
            "phase_words": claim.phase_words or None,
            "indication": claim.indication or None,
            "regulator": claim.regulator or None,
            "territory": claim.territory,
            "status": claim.status,
            "when": None
            if window is None
            else {
                "earliest": window.earliest.isoformat() if window.earliest else None,
                "latest": window.latest.isoformat(),
                "precision": window.precision,
                "words": window.words,
            },
            "detail": claim.detail or None,
            "verb": claim.verb or None,
            "trial": claim.trial or None,
            "talk": None
            if talk is None
            else {
                "congress": talk.congress or None,
                "title": talk.title or None,
                "abstract_id": talk.abstract_id or None,
                "session": talk.session or None,
                "place": talk.place or None,
                "starts": talk.starts.isoformat(timespec="minutes") if talk.starts else None,
                "ends": talk.ends.isoformat(timespec="minutes") if talk.ends else None,
                "zone": talk.zone or None,
                "zone_words": talk.zone_words or None,
            },
            "amount": claim.amount,
            "currency": claim.currency or None,
            "flags": list(claim.flags),
            "quote": text[claim.span.start : claim.span.end],
            "start": claim.span.start,
            "end": claim.span.end,
            "confidence": claim.confidence,
            "repeats": [{"start": span.start, "end": span.end} for span in claim.repeats],
        }
        for program in (claim.programs or (None,))
    ]
