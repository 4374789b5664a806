"""How long pages as of an earlier day take against those of today, measured alternately in one run. Fails where a bound is missed.

    python -m benchmarks.as_of --database postgres://…/half --day 2024-06-30 [--rounds 9] [--only REGEX] [--cpu]

The bound: a median of at most three times that of the page of today, and no more queries beside those that set the day and one. On a
machine that others use ``--cpu`` tells more (benchmarks.pages).
"""

import argparse
import datetime as dt
import os
import platform
import re
import statistics
import sys

from benchmarks.pages import Broken, Site

SLOWER = 3.0  # median as of the day over that of today
# Statements that set and unset the day: four, and four more for a file that is written while it is read; one where only today's are
# counted ahead.
SETTING = 9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True)
    parser.add_argument("--day", required=True, type=dt.date.fromisoformat)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", default="", help="a regular expression that names of pages must match")
    parser.add_argument("--cpu", action="store_true", help="measure the processors' time instead of the clock's")
    asked = parser.parse_args()
    site = Site(asked.database)
    print(f"{dt.date.today()}, {platform.machine()}, {os.cpu_count()} cores, as of {asked.day}; {asked.rounds} rounds")
    missed = []
    print(f"\n{'page':52}{'queries':>9}{'today':>9}{'then':>9}{'ratio':>7}")
    for name, address in site.ask("addresses").items():
        if not re.search(asked.only, name):
            continue
        then = f"{address}{'&' if '?' in address else '?'}as_of={asked.day}"
        try:
            site.ask("time", then)  # who asks for benchmarks first waits for seconds; they are remembered
            queries = site.ask("queries", address), site.ask("queries", then)
        except Broken as error:  # what was not known then has no page
            print(f"{name:52}  {error}")
            continue
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(asked.rounds):
            for one, took in zip((address, then), times, strict=True):
                took.append(site.ask("cpu" if asked.cpu else "time", one))
        now, before = map(statistics.median, times)
        failed = before > SLOWER * now or queries[1] > queries[0] + SETTING
        missed += [name] if failed else []
        print(
            f"{name:52}{f'{queries[0]}/{queries[1]}':>9}{now:>9.1f}{before:>9.1f}{before / now:>7.2f}{'  missed' if failed else ''}",
            flush=True,
        )
    print("\nevery bound is met" if not missed else f"\nmissed: {'; '.join(missed)}")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
