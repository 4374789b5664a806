"""How long pages take on a small and on a large database, measured alternately in one run. Fails where a bound is missed.

    python -m benchmarks.pages --small postgres://…/few --large postgres://…/half [--rounds 15] [--only REGEX]

Both databases are only read. Every page is asked for in process, through all middleware and templates, after one request that is not
timed. No public address is left out (``left_out``); of a file as long as its list, the time to its first rows counts. The bounds
(docs/performance.md, "Pages"): no more queries on the large one; a median on the large database of at most 1.5 times that on the
small one; of a search, whose words are looked for in everything, under 100 ms at the 95th percentile; a page 250,000 rows deep in a
list under twice its first page, at the 95th percentile; and fifty rows drawn by our table in at most half the time of django-tables2's
own template and columns. On a machine that others use ``--cpu`` tells more: the time of the processors, of the page and of its
connection's PostgreSQL, which must run on the same machine under Linux.

Like is compared with like: a full page with a full page, for what a page costs because it shows more says nothing about the size of
the database. So

- half of the small database's 500 records should be of one sponsor (docs/performance.md says how), so that lists and pages of the
  largest company are full on both sides;
- spans, texts and filters that would leave a handful of 500 records are chosen in each database (``_of_these``): the quarter with the
  most milestones, the part of the most names, the most frequent status and phase, changes as far back as a page looks;
- "one company" has two trials on both sides, and "one program" and the program with the most milestones are such that others are like;
- of sitemaps, which hold up to 2,000 addresses a page, and of the list of them, the time for each address counts; so does that for each
  row of the landscape as a file, whose first row is known when all are counted.

Where a page shows more on the large side all the same, its bound is the same, and what it misses is told.
"""

import argparse
import datetime as dt
import gc
import json
import multiprocessing
import os
import platform
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

TODAY = dt.date.today()
GROWTH = 1.5  # median on the large database over that on the small one
SEARCH = 100  # milliseconds, the 95th percentile of a search on the large database
DEEPER = 2.0  # 95th percentile of a deep page over that of the first
DRAWN = 0.5  # fifty rows: our table over django-tables2's default
DEEP = 250_000  # rows
PARTS = 10  # of a file: its head and some rows
WHOLE = "landscape.csv"  # the file that is read to its end


@dataclass
class Page:
    """One page on both databases; times in milliseconds."""

    name: str
    addresses: tuple[str, str]
    queries: tuple[int, int] = (0, 0)
    times: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))
    shown: tuple[int, int] = (1, 1)  # what it is made of, as far as that counts: addresses of a sitemap, rows of a file

    @property
    def ratio(self) -> float:
        small, large = (statistics.median(times) / shown for times, shown in zip(self.times, self.shown, strict=True))
        return large / small

    @property
    def slow(self) -> bool:
        return p95(self.times[1]) >= SEARCH if self.name.startswith("search, ") else self.ratio > GROWTH

    @property
    def missed(self) -> str:
        few, many = self.queries
        return ", ".join(
            (["queries"] if many > few else []) + (["time"] if self.slow else []),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", required=True, help="address of a database with some 500 records")
    parser.add_argument("--large", required=True, help="address of a database with some 500,000 records")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="", help="a regular expression that names of pages must match")
    parser.add_argument("--cpu", action="store_true", help="measure the processors' time instead of the clock's")
    asked = parser.parse_args()
    small, large = Site(asked.small), Site(asked.large)
    print(f"{dt.date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {asked.rounds} rounds")
    for name, site in (("small", small), ("large", large)):
        print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in site.ask("holdings").items()))
    addresses = small.ask("addresses"), large.ask("addresses")
    pages = [
        Page(name, (addresses[0][name], addresses[1][name]))
        for name in addresses[0]
        if name in addresses[1] and re.search(asked.only, name)
    ]
    broken = []
    for page in list(pages):
        try:
            page.queries = small.ask("queries", page.addresses[0]), large.ask("queries", page.addresses[1])
            if page.name.startswith("sitemap") or page.name == WHOLE:
                page.shown = small.ask("shown", page.addresses[0]), large.ask("shown", page.addresses[1])
        except Broken as error:
            broken.append(f"{page.name} ({error})")
            pages.remove(page)
    for site in (small, large):
        site.ask("settle")
    for number in range(asked.rounds):
        # In another order each time: a look through all memory for garbage falls on some page, and must not on the same in every round.
        for page in random.Random(number).sample(pages, len(pages)):
            for site, address, times in zip((small, large), page.addresses, page.times, strict=True):
                times.append(site.ask("cpu" if asked.cpu else "time", address))
    missed = broken + report(pages)
    missed += report_depth(pages)
    if not asked.only:
        missed += report_drawing(small, asked.rounds)
    print("\nevery bound is met" if not missed else "\nmissed: " + "; ".join(missed))
    sys.exit(bool(missed))


def report(pages: list[Page]) -> list[str]:
    print(f"\n{'page':52}{'queries':>9}{'small p50':>11}{'p95':>7}{'large p50':>11}{'p95':>7}{'ratio':>7}")
    for page in pages:
        few, many = page.times
        shown = f"  for {page.shown[0]} and {page.shown[1]}" if page.shown != (1, 1) else ""
        queries = f"{page.queries[0]}" if page.queries[0] == page.queries[1] else f"{page.queries[0]}/{page.queries[1]}"
        print(
            f"{page.name:52}{queries:>9}{statistics.median(few):>11.1f}{p95(few):>7.1f}{statistics.median(many):>11.1f}"
            f"{p95(many):>7.1f}{page.ratio:>7.2f}{shown}  {'missed: ' + page.missed if page.missed else ''}"
        )
    return [f"{page.name} ({page.missed})" for page in pages if page.missed]


def report_depth(pages: list[Page]) -> list[str]:
    """Deep pages against the first pages of the same list, both on the large database."""
    by_name = {page.name: page for page in pages}
    missed = []
    for name, page in by_name.items():
        first = by_name.get(name.removesuffix(", deep"))
        if not name.endswith(", deep") or first is None:
            continue
        ratio = p95(page.times[1]) / p95(first.times[1])
        print(f"{name}: {ratio:.2f} times its first page at the 95th percentile")
        if ratio >= DEEPER:
            missed.append(f"{name} (depth)")
    return missed


def report_drawing(site: "Site", rounds: int) -> list[str]:
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(site.ask("draw", True))
        theirs.append(site.ask("draw", False))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(
        f"fifty rows drawn: ours {statistics.median(ours):.1f} ms, django-tables2's default {statistics.median(theirs):.1f} ms, {ratio:.2f}"
    )
    return ["drawing of fifty rows"] if ratio > DRAWN else []


def p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(0.95 * (len(times) - 1)))]


class Broken(Exception):
    """A page that does not answer as it should."""


class Site:
    """The product on one database, in a process of its own."""

    def __init__(self, database: str):
        context = multiprocessing.get_context("spawn")
        self.end, other = context.Pipe()
        context.Process(target=serve, args=(database, other), daemon=True).start()

    def ask(self, what: str, *arguments: Any) -> Any:
        self.end.send((what, arguments))
        found, problem = self.end.recv()
        if problem:
            raise Broken(problem)
        return found


def serve(database: str, end: Connection) -> None:
    os.environ.update(DATABASE_URL=database, DJANGO_SETTINGS_MODULE="tests.settings")
    from django.db import connection

    import pipeline_tracker.wsgi  # noqa: F401  (as a server starts)

    # One connection answers all pages, files that come in parts included: its process is the one whose time is read.
    connection.settings_dict["CONN_MAX_AGE"] = None
    connection.settings_dict["OPTIONS"].pop("pool", None)
    answers: dict[str, Callable[..., Any]] = {
        "holdings": holdings,
        "addresses": addresses,
        "queries": queries,
        "shown": shown,
        "settle": settle,
        "time": timed,
        "cpu": processed,
        "draw": draw,
    }
    while True:
        try:
            what, arguments = end.recv()
        except EOFError:  # the first process has ended
            return
        try:
            end.send((answers[what](*arguments), ""))
        except Exception as error:
            end.send((None, f"{database}: {what}{arguments}: {error!r}"))


def holdings() -> dict[str, int]:
    from pipeline_tracker.models import Company, Document, Milestone, Program, Trial

    return {str(model._meta.verbose_name_plural): model.objects.count() for model in (Company, Program, Milestone, Trial, Document)}


@cache
def client() -> Any:
    """One for all pages, so that its middleware is made once, as a server's is."""
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def get(address: str) -> None:
    """Asks for a page, or for the first rows of a file that comes in parts."""
    response = client().get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    if response.streaming:
        for _part in islice(response.streaming_content, None if WHOLE in address else PARTS):
            pass
        response.close()


def queries(address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as taken:
        get(address)
    return len(taken)


def shown(address: str) -> int:
    """How many addresses a sitemap tells, or how many lines a file has."""
    return int(b"".join(client().get(address)).count(b"\n" if WHOLE in address else b"<loc>"))


def settle() -> None:
    """What all pages have loaded is no garbage to look for: the same page would be charged with that in every round."""
    gc.collect()
    gc.freeze()


def timed(address: str) -> float:
    start = time.perf_counter()
    get(address)
    return 1000 * (time.perf_counter() - start)


def processed(address: str) -> float:
    """As ``timed``, but the time that processors spent on it, here and in the database's process."""
    before = time.process_time() + _of_server()
    get(address)
    return 1000 * (time.process_time() + _of_server() - before)


def _of_server() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(Path(f"/proc/{cursor.fetchone()[0]}/schedstat").read_text().split()[0]) / 1e9


def addresses() -> dict[str, str]:
    """Names of pages with their addresses here; the same pages on every database, about other things."""
    return dict(_addresses())


def _addresses() -> Iterator[tuple[str, str]]:
    yield from _of_lists()
    yield from _of_overviews()
    yield from _of_things()
    yield from _of_files()


def left_out(addresses: Iterable[str]) -> set[str]:
    """The public routes that none of the addresses asks for; that of a button's form apart."""
    from django.urls import resolve

    from pipeline_tracker.web.urls import urlpatterns

    asked = {resolve(address.partition("?")[0]).route for address in addresses}
    return {str(pattern.pattern) for pattern in urlpatterns if pattern.name != "set_language"} - asked


@cache
def _largest() -> Any:
    from django.db.models import Count

    from pipeline_tracker.models import Company

    return Company.objects.annotate(n=Count("trials")).order_by("-n", "pk")[0]


def _middle(rows: Any) -> Any:
    return rows.order_by("pk")[rows.count() // 2]


def _company() -> Any:
    """One that has two trials, or any with trials: of others a page asks less."""
    from django.db.models import Count

    from pipeline_tracker.models import Company, Trial

    having_two = Trial.objects.order_by().values("company").annotate(n=Count("pk")).filter(n=2, company__isnull=False)
    having = Company.objects.filter(pk__in=Trial.objects.values("company"))
    return _middle(having.filter(pk__in=having_two.values("company")) or having)


def _programs() -> Any:
    """Those that others are like, or all: of others a page asks less."""
    from django.db.models import Exists, OuterRef

    from pipeline_tracker.models import Program, Standing

    others = Standing.objects.filter(indication=OuterRef("indication"), phase=OuterRef("phase")).exclude(program=OuterRef("program"))
    return Program.objects.filter(pk__in=Standing.objects.filter(Exists(others)).values("program")) or Program.objects.all()


@dataclass(frozen=True)
class Chosen:
    """What pages of this database are narrowed to, so that they are as full as those of any other. Spans are parts of a query string."""

    quarter: str
    year_of_kind: str
    status: str
    phase: str
    text: str
    misspelt: str
    changes: str
    notable: str
    changes_of_largest: str


@cache
def _of_these() -> Chosen:
    from django.db.models import Count
    from django.db.models.functions import TruncQuarter, TruncYear

    from pipeline_tracker.models import Milestone, Program, Trial
    from pipeline_tracker.queries.changes import EVERYTHING, Scope
    from pipeline_tracker.web.paging import SIZES

    def most(rows: Any, *columns: str) -> tuple[Any, ...]:
        found = rows.order_by().values_list(*columns).annotate(n=Count("pk")).order_by("-n", *columns).first()
        return tuple(found[:-1]) if found else (TODAY,) * len(columns)

    dated = Milestone.objects.filter(latest__isnull=False)
    (quarter,) = most(dated.annotate(part=TruncQuarter("latest")), "part")
    (year,) = most(dated.filter(kind="primary_completion").annotate(part=TruncYear("latest")), "part")
    status, phase = most(Trial.objects.exclude(status="").exclude(phase=""), "status", "phase")
    return Chosen(
        quarter=f"since={quarter}&until={quarter + dt.timedelta(days=89)}",
        year_of_kind=f"since={year}&until={year + dt.timedelta(days=364)}&kind=primary_completion",
        status=str(status),
        phase=str(phase),
        text=_part_of_most(list(Program.objects.values_list("key", flat=True)), SIZES[0]),
        misspelt=_without_a_letter(str(_middle(Program.objects).name)),
        changes=_back(EVERYTHING, "minor"),
        notable=_back(EVERYTHING, "notable"),
        changes_of_largest=_back(Scope(company=_largest()), "minor"),
    )


def _part_of_most(names: list[str], page: int) -> str:
    """Three letters that most names contain; where that is no full page, fewer that most begin with, for search finds those there only."""
    found = Counter(part for name in names for part in {name[at : at + 3] for at in range(len(name) - 2)})
    for letters in (2, 1):
        if max(found.values(), default=0) < page:
            found = Counter(name[:letters] for name in names)
    return min(found, key=lambda part: (-found[part], part), default="ab")


def _without_a_letter(name: str) -> str:
    return name[:3] + name[4:]


def _back(scope: Any, least: str) -> str:
    """The first day of a span of changes, as a query string: that of the page's own choice where it has as much as a page looks at,
    otherwise the day on which that much was said."""
    from pipeline_tracker.queries import changes

    newest = changes.newest_day() or TODAY
    said = changes.asserted(dt.date(1990, 1, 1), newest, scope, least).values_list("asserted_on", flat=True)
    oldest = list(said[: changes.LOOKED_AT])[-1:]
    return f"since={oldest[0]}" if oldest and oldest[0] < newest - dt.timedelta(days=90) else ""


def _of_lists() -> Iterator[tuple[str, str]]:
    largest, these = _largest().slug, _of_these()
    for name, page in lists().items():
        yield name, f"/{name}/"
        yield f"{name}, deep", f"/{name}/?{urlencode({'page': deep(page)})}"
        for column, found in page.table.base_columns.items():
            if found.orderable:
                for sort in (column, f"-{column}"):
                    yield f"{name} by {sort}", f"/{name}/?sort={sort}"
    for name, query in (
        ("programs", "phase=phase_2"),
        ("programs", "phase=phase_2&activity=active"),
        ("programs", f"company={largest}"),
        ("programs", "modality=none&sort=coming"),
        ("companies", "kind=sponsor"),
        ("companies", "phase=phase_3"),
        ("milestones", "state=upcoming&sort=when"),
        ("milestones", "state=overdue"),
        ("milestones", "kind=primary_completion&state=upcoming"),
        ("milestones", f"company={largest}"),
        ("milestones", these.quarter),
        ("trials", "phase=phase_2"),
        ("trials", f"status={these.status}&phase={these.phase}"),
        ("trials", f"company={largest}&sort=-phase"),
        ("documents", "year=2024"),
        ("documents", f"company={largest}"),
        ("programs", f"q={these.text}"),
        ("companies", "q=bio"),
        ("trials", "q=melanoma"),
        ("milestones", f"q={these.text}"),
        ("documents", "q=study"),
        ("trials", "q=NCT1000"),
    ):
        yield _told(name, query), f"/{name}/?{query}"


def _joined(*queries: str) -> str:
    return "&".join(filter(None, queries))


def _told(name: str, query: str) -> str:
    """The name of a page, in which what was chosen in this database is called the same in all of them."""
    these = _of_these()
    for told, chosen in (
        ("the fullest year of a kind", these.year_of_kind),
        ("the fullest quarter", these.quarter),
        ("the most frequent status and phase", f"status={these.status}&phase={these.phase}"),
        ("a part of most names", f"q={these.text}"),
        ("a misspelt name", urlencode({"q": these.misspelt})),
        ("the largest", _largest().slug),
    ):
        query = query.replace(chosen, told)
    if name == "changes":
        query = re.sub(r"(^|&)since=(?!2000)[-\d]+", "", query)
    return f"{name}, {query}" if query else name


def _of_overviews() -> Iterator[tuple[str, str]]:
    largest, these = _largest().slug, _of_these()
    yield "dashboard", "/"
    for name, query in (
        ("landscape", "by=indication"),
        ("landscape", "by=indication&area=Neoplasms"),
        ("landscape", "by=area"),
        ("landscape", "by=modality"),
        ("landscape", "by=target"),
        ("landscape", "find=cancer"),
        ("landscape", "phase=phase_2"),
        ("landscape", "modality=none"),
        ("landscape", "modality=none&by=area"),
        ("landscape", "phase=phase_2&modality=none"),
        ("landscape", "phase=phase_1&phase=phase_2"),
        ("landscape", "activity=active&activity=discontinued"),
        ("landscape", "area=Neoplasms&by=modality"),
        ("landscape", f"company={largest}"),
        ("calendar", ""),
        ("calendar", these.quarter),
        ("calendar", these.year_of_kind),
        ("calendar", "since=2024-01-01&until=2028-12-31"),
        ("calendar", f"company={largest}"),
        ("changes", these.changes),
        ("changes", "since=2000-01-01"),
        ("changes", _joined("severity=notable", these.notable)),
        ("changes", _joined(f"company={largest}", these.changes_of_largest)),
        ("benchmarks", ""),
        ("benchmarks", "by=area"),
        ("search", ""),
        ("search", "q=melanoma"),
        ("search", urlencode({"q": these.misspelt})),
        ("about", ""),
    ):
        yield _told(name, query), f"/{name}/?{query}" if query else f"/{name}/"


def _of_things() -> Iterator[tuple[str, str]]:
    from django.db.models import Count

    from pipeline_tracker.models import Document, Milestone, Regulator, Run, Trial

    yield "one program", _middle(_programs()).get_absolute_url()
    for model in (Milestone, Trial, Document):
        yield f"one {model._meta.verbose_name}", _middle(model.objects).get_absolute_url()
    yield "one company", _company().get_absolute_url()
    for name, company in (("one company", _company()), ("the company with most trials", _largest())):
        yield f"{name}: track record", f"/companies/{company.slug}/track-record/"
        yield f"{name}: track record in registries", f"/companies/{company.slug}/track-record/?party=registry"
    largest = _largest().get_absolute_url()
    yield "the company with most trials", largest
    yield "the company with most trials, since=2000-01-01", f"{largest}?since=2000-01-01&group=modality&discontinued=1"
    most = _programs().annotate(n=Count("milestones")).order_by("-n", "pk")[0]
    yield "the program with most milestones", most.get_absolute_url()
    yield "one regulator", Regulator.objects.get(code="FDA").get_absolute_url()
    yield "one run", Run.objects.order_by("-created", "pk")[0].get_absolute_url()


def _of_files() -> Iterator[tuple[str, str]]:
    from pipeline_tracker.web.urls import SITEMAPS
    from pipeline_tracker.web.views.exports import TABLES

    middle = _company().slug
    for name in lists():
        yield f"{name}.csv", f"/{name}.csv"
    yield "milestones.json", "/milestones.json"
    yield "milestones.xlsx of one company", f"/milestones.xlsx?company={middle}"
    for name in TABLES:
        yield f"table {name}.csv", f"/tables/{name}.csv"
    yield "track record.csv of one company", f"/companies/{middle}/track-record.csv"
    yield "benchmarks.csv", "/benchmarks.csv"
    yield "landscape.csv", "/landscape.csv"
    for name in ("calendar.ics", "robots.txt", "sitemap.xml"):
        yield name, f"/{name}"
    for name in ("changes.atom", "changes.json"):
        yield name, f"/{name}?{_of_these().changes}"
    yield "calendar.ics of one company", f"/calendar.ics?company={middle}"
    for section in SITEMAPS:
        yield f"sitemap-{section}.xml", f"/sitemap-{section}.xml"


def deep(page: Any) -> str:
    """The page DEEP rows into a list, or in the middle of a shorter one, as the address of its parameter ``page``."""
    from django.test import RequestFactory

    from pipeline_tracker.queries.sorting import told

    rows = page().found(RequestFactory().get("/")).rows
    places = rows.first(1, offset=min(DEEP, rows.rows.count() // 2))
    return f"after:{json.dumps([*told(places[0])], default=str)}" if places else "1"


def lists() -> dict[str, Any]:
    from pipeline_tracker.web.views import companies, documents, milestones, programs, regulators, runs, trials

    return {
        "programs": programs.ProgramList,
        "companies": companies.CompanyList,
        "milestones": milestones.MilestoneList,
        "trials": trials.TrialList,
        "documents": documents.DocumentList,
        "regulators": regulators.RegulatorList,
        "runs": runs.RunList,
    }


def draw(ours: bool) -> float:
    """Fifty documents drawn as a table: ours, or as django-tables2 draws the same five columns by default. Milliseconds."""
    import django_tables2
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    from pipeline_tracker.models import Document
    from pipeline_tracker.queries.documents import for_rows_of_documents
    from pipeline_tracker.web.paging import SIZES, turn
    from pipeline_tracker.web.views.documents import DocumentList

    class Default(django_tables2.Table):
        title = django_tables2.Column(linkify=True)
        company = django_tables2.Column(linkify=True)
        kind = django_tables2.Column()
        published = django_tables2.DateColumn()
        claim_count = django_tables2.Column()

        class Meta:
            template_name = "django_tables2/table.html"

    request = RequestFactory().get("/documents/")
    rows = list(for_rows_of_documents(Document.objects.order_by("pk"))[:50])
    if ours:
        found = DocumentList().found(request)
        page = turn(found.rows, "1", 50, found.filters.counted.total)
        context = {"table": found.table, "rows": rows, "page": page, "page_sizes": SIZES}
        draw_now = partial(render_to_string, "tables/table.html", context, request)
    else:
        table = Default(rows)
        table.paginate(page=1, per_page=50)
        draw_now = partial(table.as_html, request)
    start = time.perf_counter()
    draw_now()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
