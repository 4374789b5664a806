"""How fast search answers. Prints figures; fails nothing.

    DATABASE_URL=... python -m benchmarks.search [--rounds 40]

Asked of the database as it is, of its own names: one each of what people ask for. The time is that of a whole page, from the request to the
last byte, in this process. A share of it is the database's, which is printed beside it. At least one round goes before those that count.
"""

import argparse
import os
import statistics
import string
import time
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pipeline_tracker.settings")
os.environ.setdefault("SECRET_KEY", "benchmarks-only-" + "k" * 50)
os.environ["HTTPS"] = "0"

AIM = 100  # milliseconds, 95th percentile


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    django.setup()

    from benchmarks.registry import machine, tables

    rows = dict(counted(tables()))
    print(machine())
    print(
        ", ".join(f"{rows[f'pipeline_tracker_{name}']} {name}s" for name in ("document", "trial", "program")),
        f"; {prose()} documents with text",
    )
    print(f"{'':24}{'asked':28}{'status':>7}{'queries':>8}{'median ms':>10}{'p95 ms':>8}{'of the database':>16}")
    missed = []
    for name, text in texts().items():
        times, database, status, queries = measure(text, asked.rounds)
        p95 = statistics.quantiles(times, n=20)[-1]
        missed += [name] if p95 > AIM else []
        shown = text if len(text) < 26 else text[:24] + "…"
        print(
            f"{name:24}{shown:28}{status:7}{queries:8}{statistics.median(times):10.1f}{p95:8.1f}{statistics.median(database):16.1f}",
            flush=True,
        )
    print(f"Above {AIM} ms: {', '.join(missed)}" if missed else f"All below {AIM} ms at the 95th percentile.")


def counted(tables: list[str]) -> Iterator[tuple[str, int]]:
    from benchmarks.registry import count

    return ((table, count(table)) for table in tables)


def prose() -> int:
    from pipeline_tracker.models import Document

    return Document.objects.exclude(kind__in=("registry_record", "table")).count()


def texts() -> dict[str, str]:
    """What is asked for, taken from the database."""
    from pipeline_tracker.models import Document, Indication, Program, ProgramAlias, Trial

    program = Program.objects.filter(name__regex="^[A-Za-z]{8}").order_by("key")[10]
    alias = ProgramAlias.objects.filter(refused=False).exclude(source="table").order_by("pk").first()
    release = Document.objects.filter(kind="press_release").order_by("-pk").first()
    swapped = program.name[:3] + program.name[4] + program.name[3] + program.name[5:]
    return {
        "program": program.name,
        "alias": alias.name if alias else "",
        "misspelled": swapped,
        "in a sentence": f"results of {program.name} in phase 3",
        "part of many names": "mab",
        "two letters": program.name[:2],
        "condition": str(Indication.objects.order_by("pk")[5].name),
        "common word": "phase",
        "common words": "first patient",
        "phrase": '"first patient"',
        "title of a release": release.title if release else "",
        "number of a trial": Trial.objects.order_by("pk")[100].identifier,
        "beginning of a number": Trial.objects.order_by("pk")[100].identifier[:7],
        "unknown number": "NCT99999999",
        "nothing": "zzqx",
        "Chinese": "细胞",
        "200 characters": (string.punctuation + string.ascii_letters) * 2 + "xyzzy " * 2,
        "40 words": " ".join(f"word{number}" for number in range(28)),
    }


def measure(text: str, rounds: int) -> tuple[list[float], list[float], int, int]:
    """Milliseconds of each round, those of them in the database, the status and the number of statements."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    times, database = [], []
    for number in range(rounds + 1):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            response = client.get("/search/", {"q": text})
            took = 1000 * (time.perf_counter() - start)
        if number:
            times.append(took)
            database.append(1000 * sum(float(query["time"]) for query in queries))
    return times, database, response.status_code, len(queries)


if __name__ == "__main__":
    main()
