"""How well extraction reads a folder of labelled releases."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pipeline_tracker.evaluation.figures import add_up, errors, lines
from pipeline_tracker.evaluation.labels import BadLabels, read_folder
from pipeline_tracker.evaluation.scoring import judge
from pipeline_tracker.ingest.documents import Reading, Refused
from pipeline_tracker.ingest.extract import extract
from pipeline_tracker.ingest.readers import read_release


class Command(BaseCommand):
    help = "Compares what extraction reads with labelled releases (NAME.txt beside NAME.json; docs/extraction.md). Writes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--errors", action="store_true", help="list every miss and every invention, too")

    def handle(self, *args: Any, **options: Any) -> None:
        judgements = []
        try:
            for labels in read_folder(options["folder"]):
                judgement = judge(labels, *self._read(labels.path))
                judgements.append(judgement)
                if options["errors"]:
                    for line in errors(labels.path.stem, judgement):
                        self.stdout.write(line)
        except BadLabels as error:
            raise CommandError(str(error)) from error
        for line in lines(add_up(judgements)):
            self.stdout.write(line)

    def _read(self, path: Path) -> tuple[str, Reading]:
        """Text and reading; a refused release counts as one that was read to say nothing."""
        try:
            document = read_release(path.read_bytes(), address=str(path), file_name=path.name, published=None)
            return document.text, extract(document)
        except Refused as refusal:
            self.stderr.write(f"{path}: {refusal}")
            return "", Reading(company=None)
