"""New records of a registry: what they do not concern of their companies is not read, and all comes out as if it had been."""

import datetime as dt
import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.studies import study, write_studies
from pipeline_tracker import curation
from pipeline_tracker.ingest import bulk
from pipeline_tracker.ingest.load.scope import Names, concerned
from pipeline_tracker.ingest.rebuild import rebuild
from pipeline_tracker.models import Claim, Company, Document, Program
from pipeline_tracker.vocabulary.names import name_key
from tests.ingest.stored_content import content

snapshots = importlib.import_module("pipeline_tracker.ingest.load.snapshot")  # the package has a function of that name

pytestmark = pytest.mark.django_db

PRODUCTS = ["ABX-101", "ABX 101", "ABX", "Allogeneic ABX", "Velurin", "Velurin tablets", "Tomacept", "Low-dose Tomacept", "KZ-9", "KZ-10"]
PRODUCTS += [f"Product{one}{other}mab" for one in "abcdefgh" for other in "aeiou"]
OTHER_NAMES = ["VLR", "Tomacept tablets", "KZ9", "KZ-9", "Oldname", "Productaamab", "ABX"]
CONDITIONS = [
    "Knee Osteoarthritis (KOA)",
    "Kidney Osteoporosis (KOA)",
    "KOA",
    "knee osteoarthritis",
    "Gout",
    "GOUT",
    "Asthma",
    "Rare Fever (RF)",
    "RF",
]
CONDITIONS += [f"Disease {letter}" for letter in "ABCDEFGHIJKLMNOP"]
HEADINGS = ["Osteoarthritis, Knee", "Gout", "Arthritis, Gouty", "Fever"]
FILLED = ("Claim", "Milestone", "ProgramAlias", "Standing", "TrialIdentifier", "PastMilestone", "PastProgram", "PastTrial")


def record(number: int, version: int, seed: int) -> dict[str, Any]:
    """A record of one of three sponsors. Later versions have other dates, and sometimes other products, conditions, numbers or sponsors."""
    found = study(number)
    protocol, r = found["protocolSection"], Random(f"{seed} {number} {version}")
    known = Random(f"{seed} {number}")  # what only some versions change is drawn as in the others
    identification, status = protocol["identificationModule"], protocol["statusModule"]
    renamed = known if r.random() < 0.7 else r
    sponsor = renamed.choice(["Exampla Bio", "Exampla Bio", "Sampler Pharma", "Third Therapeutics"])
    protocol["sponsorCollaboratorsModule"]["leadSponsor"] = {"name": sponsor, "class": "INDUSTRY"}
    drugs = renamed.sample(PRODUCTS, 2 if renamed.random() < 0.15 else 1)
    given = [{"type": "DRUG", "name": name, "armGroupLabels": ["Arm A"]} for name in drugs]
    if renamed.random() < 0.2:
        given[0]["otherNames"] = renamed.sample(OTHER_NAMES, 1)
    protocol["armsInterventionsModule"] = {
        "armGroups": [{"label": "Arm A", "type": "EXPERIMENTAL", "interventionNames": drugs}],
        "interventions": given,
    }
    protocol["conditionsModule"]["conditions"] = conditions = renamed.sample(CONDITIONS, renamed.choice([1, 1, 2]))
    found["derivedSection"]["conditionBrowseModule"] = {
        "meshes": [{"id": f"D{place}", "term": renamed.choice(HEADINGS)} for place, _ in enumerate(conditions)]
    }
    if r.random() < 0.2:
        identification["nctIdAliases"] = [f"NCT{10_000_000 + r.randrange(60):08d}"]
    if r.random() < 0.2:
        identification["acronym"] = r.choice(["RELIEF", "RELIEF-2", f"NCT{10_000_000 + r.randrange(60):08d}"])
    if version:
        status["primaryCompletionDateStruct"] = {
            "date": f"20{r.randint(24, 29)}-{r.randint(1, 12):02d}",
            "type": r.choice(["ESTIMATED", "ACTUAL"]),
        }
        status["lastUpdatePostDateStruct"] = {"date": f"2025-{2 * version:02d}-{r.randint(1, 28):02d}", "type": "ACTUAL"}
        status["overallStatus"] = r.choice(["RECRUITING", "COMPLETED", "TERMINATED"])
    return found


def releases(folder: Path, seed: int) -> list[Path]:
    """Three releases: many records; later versions of some of them and some new ones; and again, now and then with an older version."""
    r = Random(seed)
    wanted = [
        [(number, 0) for number in range(50)],
        [(number, 1) for number in r.sample(range(50), 6)] + [(number, 0) for number in range(50, 54)],
        [(number, r.choice([1, 2])) for number in r.sample(range(54), 5)] + [(number, 0) for number in range(54, 57)],
    ]
    paths = []
    for place, records in enumerate(wanted):
        r.shuffle(records)
        paths.append(folder / f"{seed}-{place}.ndjson")
        paths[-1].write_text("".join(json.dumps(record(number, version, seed)) + "\n" for number, version in records))
    return paths


@dataclass
class Read:
    """What was read of companies: names of those of which a part was, and numbers."""

    parts: set[str] = field(default_factory=set)
    documents: int = 0
    records: int = 0


@pytest.fixture
def read(monkeypatch) -> Read:
    seen = Read()
    real = snapshots.read

    def watched(companies, rows=()):
        found = real(companies, rows)
        for home in found.homes.values():
            seen.parts |= set() if home.whole else {home.company.name}
            seen.documents += len(home.sources)
            seen.records += len(home.notes)
        return found

    monkeypatch.setattr(snapshots, "read", watched)
    return seen


def loaded(paths: list[Path], between: Callable[[], object]) -> list[dict[str, list[tuple]]]:
    """What is stored after each of the files, with something done after the first one."""
    found = []
    for path in paths:
        call_command("ingest", str(path), verbosity=0)
        found.append(content())
        if len(found) == 1:
            between()
    return found


def curate(seed: int, author: User) -> None:
    """What staff do to programs and single claims."""
    r = Random(seed)
    programs = list(Program.objects.order_by("company__key", "key"))
    renamed, named, apart, other = r.sample(programs, 4)
    curation.rename_program(program=renamed, name=f"{renamed.name} depot", author=author)
    curation.add_program_alias(program=named, name="KZ-11", author=author)
    curation.refuse_program_alias(
        program=apart, name=r.choice([name for name in OTHER_NAMES if name_key(name) != apart.key]), author=author
    )
    curation.confirm_program(program=other, confirmed=True, author=author)
    curation.review_claims(claims=list(Claim.objects.order_by("uid")[seed % 7 :: 40]), accept=False)


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 9))])
def test_a_part_of_a_company_comes_out_as_the_whole_would(tmp_path, monkeypatch, read, seed):
    monkeypatch.setattr(bulk, "GROUP", 1 + seed % 9)
    author = User.objects.create(username="Example Reviewer")
    paths, between = releases(tmp_path, seed), partial(curate, seed, author) if seed % 2 else lambda: None
    with monkeypatch.context() as always:
        always.setattr(snapshots, "parts_of", lambda new: {})
        point = transaction.savepoint()
        expected = loaded(paths, between)
        assert not rebuild(check=True)
        transaction.savepoint_rollback(point)
    assert (read.records, read.parts) == (read.documents, set())
    read.records = read.documents = 0
    for step, (found, told) in enumerate(zip(loaded(paths, between), expected, strict=True)):
        for table, rows in told.items():
            assert found[table] == rows, (step, table)
    assert [table for table in FILLED if not told[table]] == []
    assert read.parts and read.records < read.documents
    assert not rebuild(check=True)


def test_the_number_of_statements_does_not_depend_on_how_many_parts_are_computed(tmp_path, read):
    counts = []
    for numbers, revised in ((range(60), 0), (range(4), 1), (range(4, 60), 1)):
        write_studies(tmp_path / "studies.ndjson", numbers, revised=revised)
        read.parts.clear()
        with CaptureQueriesContext(connection) as context:
            call_command("ingest", str(tmp_path / "studies.ndjson"), verbosity=0)
        counts.append((len(read.parts), len(context)))
    (_, _), (few, statements), (many, more) = counts
    assert 0 < few < many / 10
    assert more - statements < 30, "some tables more may be concerned, and keys are drawn in portions"


def say(author: User) -> None:
    curation.set_attribute(
        program=Program.objects.filter(company__name="Exampla Bio").order_by("key")[0],
        attribute="target",
        value="CD19",
        reason="Told at a meeting.",
        author=author,
        now=dt.datetime(2025, 2, 1, tzinfo=dt.UTC),
    )


def release(author: User) -> None:
    one = Document.objects.filter(company__name="Exampla Bio").order_by("pk")[0]
    Document.objects.create(
        public_id="2025-01-01-other",
        sha256="f" * 64,
        kind="press_release",
        company=one.company,
        title="Example news",
        text="Example news.",
        published=dt.date(2025, 1, 1),
        published_from="dateline",
        retrieved_at=dt.datetime(2025, 2, 1, tzinfo=dt.UTC),
        address="news.txt",
    )


def lag(author: User) -> None:
    Company.objects.filter(name="Exampla Bio").update(stale=True)


@pytest.mark.parametrize("happens", [say, release, lag])
def test_companies_of_which_others_have_spoken_or_that_are_not_up_to_date_are_read_as_a_whole(tmp_path, read, happens):
    first, second, _ = releases(tmp_path, 2)
    call_command("ingest", str(first), verbosity=0)
    happens(User.objects.create(username="Example Reviewer"))
    call_command("ingest", str(second), verbosity=0)
    assert read.parts == {"Sampler Pharma", "Third Therapeutics"}
    assert not rebuild(check=True)


STORED = {
    "tablets": Names(programs=["Tomacept tablets"], aliases=["TCP-1"]),
    "code": Names(programs=["TCP 1"]),
    "trial": Names(programs=["Velurin"], trials=["NCT00000001"]),
    "its other number": Names(trials=["NCT00000002", "nct00000001"]),
    "Velurin": Names(programs=["velurin"], diseases=["Gout"]),
    "spelled out": Names(diseases=["Knee Osteoarthritis (KOA)"]),
    "short": Names(diseases=["KOA"]),
    "long": Names(diseases=["Knee osteoarthritis"]),
    "nothing": Names(),
}


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (Names(), ""),
        (Names(programs=["Else"], trials=["NCT00000009"], diseases=["Gout"]), ""),
        (Names(programs=["tcp-1"]), "tablets, code"),
        (Names(programs=["Tomacept"]), "tablets, code"),
        (Names(programs=["Tomacept tablets 10 mg"]), "tablets, code"),
        (Names(programs=["Tablets of tomacept"]), "tablets, code"),
        (Names(aliases=["TCP-1"]), "tablets, code"),
        (Names(trials=["NCT00000002"]), "trial, its other number, Velurin"),
        (Names(diseases=["KOA"]), "spelled out, short"),
        (Names(diseases=["Kidney Osteoporosis (KOA)"]), "spelled out, short"),
        (Names(diseases=["Rare Gout (GOUT)"]), "Velurin, trial, its other number"),
    ],
)
def test_what_has_something_in_common_is_concerned(new, expected):
    assert concerned([new], list(STORED.items())) == set(filter(None, expected.split(", ")))
