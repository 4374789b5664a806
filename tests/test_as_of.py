"""A page as of a day is what it would be had only the documents up to that day been loaded."""

import datetime as dt
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from pipeline_tracker.models import Company, Program
from pipeline_tracker.models.as_of import unlike
from pipeline_tracker.vocabulary.names import company_key, company_words, name_key, slug, words_of
from tests.ingest.registry.records import CONDITIONS, DESIGN, IDENTIFICATION, MESHES, SPONSORS, STATUS, data, trial

pytestmark = pytest.mark.django_db

# A fixed catalogue: what things are called never changes, only what is said of them.
PROGRAMS = {
    f"{name}, Inc.": tuple(f"{code}-{number}" for number in (101, 102, 205, 307, 411))
    for name, code in (("Example Bio", "EXB"), ("Quillon Therapeutics", "QLN"), ("Nonesuch Biosciences", "NSB"), ("Fableton Pharma", "FBP"))
}
COMPANIES = tuple(PROGRAMS)
DISEASES = ("knee osteoarthritis", "multiple myeloma")
FIRST, LAST = dt.date(2022, 1, 10), dt.date(2025, 11, 20)
SEED = 20190116
DAYS = 10


def sentences(rnd: random.Random, program: str, disease: str, day: dt.date) -> str:
    quarter = f"{rnd.choice(['first', 'second', 'third', 'fourth'])} quarter of {day.year + rnd.randint(0, 1)}"
    half = f"{rnd.choice(['first', 'second'])} half of {day.year + rnd.randint(0, 1)}"
    return rnd.choice(
        [
            f"The Company expects to initiate a Phase 2 clinical trial of {program} in {disease} in the {quarter}.",
            f"The Company has initiated a Phase 2 clinical trial of {program} in {disease}.",
            f"The first patient has been dosed in the Phase 2 clinical trial of {program} in {disease}.",
            f"The Company expects to report topline data from the Phase 2 clinical trial of {program} in {disease} in the {half}.",
            f"The Company reported topline data from the Phase 2 clinical trial of {program} in {disease}.",
            f"The FDA has placed a clinical hold on the Phase 2 clinical trial of {program} in {disease}.",
            f"The FDA has lifted the clinical hold on the Phase 2 clinical trial of {program} in {disease}.",
            f"The Company has initiated a Phase 3 clinical trial of {program} in {disease}.",
            f"The Company plans to submit a Biologics License Application (BLA) for {program} in {disease} in the {half}.",
            f"The Company has discontinued the development of {program} in {disease}.",
        ]
    )


def write_release(folder: Path, rnd: random.Random, day: dt.date, number: int) -> None:
    company = rnd.choice(COMPANIES)
    told = " ".join(sentences(rnd, rnd.choice(PROGRAMS[company]), rnd.choice(DISEASES), day) for _ in range(rnd.randint(1, 3)))
    products = ", ".join(PROGRAMS[company])
    text = (
        f"{company} gives an update\n\nBOSTON, {day:%B} {day.day}, {day.year} -- {company} (NASDAQ: {company[:4].upper()}) today gave an "
        f"update.\n\n{told}\n\nAbout {company}\n{company} is developing its product candidates {products}.\n"
    )
    (folder / f"{day}-{number}.txt").write_text(text)


def write_versions(folder: Path, rnd: random.Random, number: int, days: list[dt.date]) -> None:
    """Successive versions of one record: dates move, then become actual, and the status with them."""
    company, start = rnd.choice(COMPANIES), rnd.choice(days)
    program, disease = rnd.choice(PROGRAMS[company]), rnd.choice(DISEASES)
    for day in days:
        started = {"date": str(start), "type": "ACTUAL"}
        expected = {"date": str(day + dt.timedelta(days=rnd.randint(20, 200))), "type": "ESTIMATED"}
        changes = {
            f"{IDENTIFICATION}/nctId": f"NCT9{number:07}",
            f"{IDENTIFICATION}/orgStudyIdInfo/id": f"STUDY-{number}",
            f"{STATUS}/studyFirstPostDateStruct/date": str(days[0]),
            f"{STATUS}/lastUpdatePostDateStruct/date": str(day),
            f"{STATUS}/overallStatus": "RECRUITING" if day >= start else "NOT_YET_RECRUITING",
            f"{STATUS}/startDateStruct": started if day >= start else expected,
            f"{STATUS}/primaryCompletionDateStruct/date": f"{day.year + 1}-{rnd.randint(1, 12):02}",
            f"{SPONSORS}/leadSponsor/name": company,
            CONDITIONS: [disease] if rnd.random() < 0.7 else list(DISEASES),
            f"{DESIGN}/enrollmentInfo/count": rnd.choice([60, 120]),
            MESHES: {},
            **trial(("EXPERIMENTAL", program)),
        }
        (folder / f"{day}-NCT9{number:07}.json").write_bytes(data(changes))


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dt.date, Path]]:
    """Files with their days, oldest first."""
    folder, rnd = tmp_path_factory.mktemp("documents"), random.Random(SEED)
    span = (LAST - FIRST).days
    for number in range(48):
        write_release(folder, rnd, FIRST + dt.timedelta(days=rnd.randint(0, span)), number)
    for number in range(12):
        start = rnd.randint(0, span - 400)
        days = sorted({FIRST + dt.timedelta(days=start + rnd.randint(0, 400)) for _ in range(rnd.randint(1, 4))})
        write_versions(folder, rnd, number, days)
    return sorted((dt.date.fromisoformat(path.name[:10]), path) for path in folder.iterdir())


def catalogue() -> None:
    """Names that are known beforehand: which ones documents give only later would help to read those before."""
    for name, programs in PROGRAMS.items():
        company = Company.objects.create(
            name=name, key=company_key(name), slug=slug(company_words(name)), sponsor_class="INDUSTRY", confirmed=True
        )
        for program in programs:
            Program.objects.create(company=company, name=program, key=name_key(program), slug=slug(words_of(program)), confirmed=True)


def ingest(documents: list[tuple[dt.date, Path]], until: dt.date = dt.date.max) -> None:
    catalogue()
    call_command("ingest", *(str(path) for day, path in documents if day <= until), verbosity=0)
    for model in (Program, Company):
        model.objects.filter(known_from=None).delete()  # of which no document tells yet


def told(page: str) -> list[str]:
    """What a page says, leads to and draws, but for the order of what is equal."""
    return re.findall(r"(?:href|datetime|value|class|x|width)=\"[^\"]*\"|[^<>]+(?=<)", re.sub(r"\s+", " ", page))


_RECORDED = re.compile(
    rb"(?:DTSTAMP|LAST-MODIFIED):\w+|.date_modified.: .[^,]+|/runs/\d+"
)  # when a claim came into the database, and by which run
LISTS = ("/programs/", "/milestones/?per_page=200", "/trials/?per_page=200", "/companies/", "/landscape/", "/regulators/FDA/", "/")
FILES = ("/milestones.csv", "/programs.json", "/trials.csv", "/tables/milestones.csv", "/calendar.ics", "/changes.json")


def pages(client: Client, day: dt.date, addresses: list[str]) -> dict[str, Counter]:
    found = {}
    for address in addresses:
        response = client.get(f"{address}{'&' if '?' in address else '?'}as_of={day}")
        body = _RECORDED.sub(b"", b"".join(response.streaming_content) if response.streaming else response.content)
        found[address] = Counter(
            [response.status_code, *(told(body.decode()) if b"<html" in body[:200] else _RECORDED.sub(b"", body).split(b"\n"))]
        )
    return found


@pytest.mark.slow
def test_pages_of_a_day_are_those_of_a_database_that_ends_with_it(
    client: Client, documents: list[tuple[dt.date, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All twenty programs on ten days, on some of them the companies, lists and files, too."""
    monkeypatch.setattr("pipeline_tracker.web.views.exports.moment", lambda _: "")  # when a file was made
    rnd = random.Random(SEED + 1)
    days = sorted(FIRST + dt.timedelta(days=rnd.randint(0, (LAST - FIRST).days)) for _ in range(DAYS))
    wanted = {}
    for day in days:
        with transaction.atomic():
            ingest(documents, day)
            addresses = [row.get_absolute_url() for row in Program.objects.select_related("company")]
            if day in days[::4]:
                addresses += [*LISTS, *FILES, *(row.get_absolute_url() for row in Company.objects.all())]
            wanted[day] = pages(client, day, addresses)
            transaction.set_rollback(True)
    ingest(documents)
    assert unlike(LAST) == {}
    for day, expected in wanted.items():
        found = pages(client, day, list(expected))
        unlike_then = {
            address: (found[address] - told, told - found[address]) for address, told in expected.items() if found[address] != told
        }
        assert unlike_then == {}, day
