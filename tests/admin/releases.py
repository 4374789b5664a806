"""Releases of invented companies, recorded and merged by the product's own code; only the reading is written by hand."""

import datetime as dt
import hashlib
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import transaction

from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.documents import Claim, Company, Document, Figure, Program, Reading, Span, Talk
from pipeline_tracker.models import Document as DocumentRow
from pipeline_tracker.models import Milestone
from pipeline_tracker.vocabulary.windows import parse_label

KOA = "knee osteoarthritis (KOA)"


@transaction.atomic
def release(
    on: str,
    status: str = "expected",
    when: str | None = None,
    *,
    name: str = "EX-101",
    aliases: tuple[str, ...] = (),
    issuer: str = "Example Bio, Inc.",
    kind: str = "trial_initiated",
    **fields: Any,
) -> DocumentRow:
    """One release that says one thing: the trial of the program is expected, or has started, then."""
    text = f"{issuer} on {on}: the trial of {name} is {status}, {when or 'undated'}."
    start = text.index("the trial")
    span = Span(start, text.index(" is "))
    claim = Claim(kind, status, span, programs=(name,), phase="phase_2", indication=KOA, territory="CN", **fields)
    if when:
        claim = Claim(**{**vars(claim), "window": parse_label(when)})
    issued = Company(issuer, "NASDAQ", "EXMP", ("Example",))
    program = Program(name, span, aliases=aliases, indications=(KOA,), modality="small_molecule")
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("press_release", text, digest, f"{on}-{digest[:6]}.txt", f"News of {on}", dt.date.fromisoformat(on), "dateline")
    company, _ = load.company_of(issued)
    row = load.record(document, Reading(issued, (program,), (claim,)), company, None, extractor="rules 1")
    load.refresh(company)
    return row


@transaction.atomic
def full_release(number: int) -> DocumentRow:
    """A release of a company of its own with something for every table that ingest fills."""
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
    reading = Reading(issued, (program,), claims, figures=(Figure("net_loss", "2024-Q1", 5_000_000, "USD", here),))
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
