"""Releases of invented companies, read, recorded and merged by the product's own code."""

import datetime as dt
import hashlib
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import transaction
from msgspec.structs import replace

from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.documents import Claim, Company, Document, Figure, Program, Reading, Span, Talk
from pipeline_tracker.ingest.extract import extract
from pipeline_tracker.ingest.stored import catalogue_for
from pipeline_tracker.models import Document as DocumentRow
from pipeline_tracker.models import Milestone
from pipeline_tracker.vocabulary.windows import parse_label

KOA = "knee osteoarthritis (KOA)"


QUARTERS = ("first", "second", "third", "fourth")


def in_words(label: str) -> str:
    """A date label as a release puts it: 2024-Q4 is "the fourth quarter of 2024"."""
    year, _, part = label.partition("-")
    if part.startswith("Q"):
        return f"the {QUARTERS[int(part[1]) - 1]} quarter of {year}"
    if part.startswith("H"):
        return f"the {QUARTERS[int(part[1]) - 1]} half of {year}"
    return f"{dt.date(int(year), int(part), 1):%B %Y}" if part else year


@transaction.atomic
def release(
    on: str,
    status: str = "expected",
    when: str | None = None,
    *,
    name: str = "EX-101",
    aliases: tuple[str, ...] = (),
    issuer: str = "Example Bio, Inc.",
    **otherwise: Any,
) -> DocumentRow:
    """One release that says one thing, read by the product: the trial of the program is expected, or has started, then.

    ``otherwise`` changes what was read, as another extractor might have read it.
    """
    day = dt.date.fromisoformat(on)
    verb = {"expected": "expects to initiate", "occurred": "has initiated"}[status]
    short = issuer.split(maxsplit=1)[0]
    called = "".join(f", also known as {alias}," for alias in aliases)
    text = (
        f"{issuer} Gives an Update\n\n"
        f"BOSTON, {day:%B} {day.day}, {day.year} -- {issuer} (NASDAQ: EXMP) (“{short}”) today gave an update.\n\n"
        f"The company {verb} a Phase 2 clinical trial of {name}{called} in patients with knee osteoarthritis (KOA) in China"
        f"{' in ' + in_words(when) if when else ''}.\n\n{name} is a small molecule.\n"
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("press_release", text, digest, f"{on}-{digest[:6]}.txt", f"News of {on}", day, "dateline")
    company, _ = load.company_of(Company(issuer))
    reading = extract(document, catalogue_for(document, ""))
    (claim,) = reading.claims
    reading = replace(reading, claims=(replace(claim, **otherwise),))
    row = load.record(document, reading, company, None, extractor="rules 1")
    load.refresh(company)
    return row


@transaction.atomic
def full_release(number: int) -> DocumentRow:
    """A release of a company of its own with something for every table that ingest fills; its reading is written by hand."""
    run = load.start_run("ingest", {"company": ""}, "rules 1")
    load.note(run, "error", "no-date", "No publication date.", source=f"{number}.txt")
    text = f"Fixture {number} Ltd started the REACH-{number} trial of FX-{number}. It will present FX-{number}. Net loss was 5 million."
    here = Span(0, 10)
    issued = Company(f"Fixture {number} Ltd", "NYSE", f"F{number}", (f"Fix {number}",))
    names = (f"FX-{number}",)
    claims = (
        Claim(
            "trial_initiated", "occurred", here, names, "phase_2", "Phase II", KOA, "NMPA", "CN", f"REACH-{number}", repeats=(Span(0, 5),)
        ),
        Claim(
            "presentation", "expected", Span(11, 20), names, talk=Talk(f"Congress {number}", "A talk", starts=dt.datetime(2024, 5, 9, 7))
        ),
        Claim("approved", "occurred", Span(21, 30), names, regulator="FDA", window=parse_label("2024-Q1"), confidence=0.9),
    )
    program = Program(f"FX-{number}", here, aliases=(f"Fixturol-{number}",), indications=(KOA,), modality="antibody")
    reading = Reading(issued, (program,), claims=claims, figures=(Figure("net_loss", "2024-Q1", 5_000_000, "USD", here),))
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("press_release", text, digest, f"full-{number}.txt", f"Full {number}", dt.date(2024, 3, 1), "dateline")
    company, _ = load.company_of(issued)
    row = load.record(document, reading, company, run, extractor="rules 1")
    load.refresh(company)
    return row


def said() -> list[tuple[str, str | None]]:
    """Status and date of every milestone, by address."""
    return [(m.status, str(m.window) if m.window else None) for m in Milestone.objects.order_by("slug")]


def member(group: str, name: str = "") -> User:
    """A member of staff in one of the three groups, or in none for ""."""
    user = get_user_model().objects.create_user(name or group or "nobody", is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user
