"""What staff do: correct, review, name. The only writer besides ingest.

What staff know about milestones and attributes becomes a claim with author and reason, never an overwritten value:
no later document can lose it, and it can be taken back. Names are edited in place, with history. Every function
locks the company first, so that two people (or a person and a running ingest) take turns, and recomputes what
follows from the change before it returns. A ValidationError says what is wrong in words for the person.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model, Q

from pipeline_tracker.ingest import load, stored
from pipeline_tracker.ingest.load.company_counts import drop_company_counts
from pipeline_tracker.ingest.load.facets import doubt_facets
from pipeline_tracker.ingest.load.landscape import count_landscape_afterwards
from pipeline_tracker.ingest.load.windows import drop_windows
from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    Indication,
    IndicationAlias,
    Milestone,
    Program,
    ProgramAlias,
)
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.names import company_key, name_key, without_marks
from pipeline_tracker.vocabulary.terms import MODALITY_LABELS, ORIGINS
from pipeline_tracker.vocabulary.windows import Window

# What a staff claim repeats of the claim that it answers: everything that tells which event is meant.
SUBJECT = (
    "kind",
    "programs",
    "phase",
    "phase_words",
    "indication",
    "regulator_id",
    "territory",
    "trial",
    "detail",
    "verb",
    "counterparty",
    "amount",
    "currency",
)
# Attributes of a program that change through claims, with the codes allowed, None for free text.
PROGRAM_ATTRIBUTES: dict[str, frozenset[str] | None] = {
    "modality": frozenset(MODALITY_LABELS),
    "origin": frozenset(code for code, _ in ORIGINS),
    "target": None,
    "partners": None,
}

Named = Company | CompanyAlias | Indication | IndicationAlias
KEY_OF: dict[type[Named], Callable[[str], str]] = {
    Company: company_key,
    CompanyAlias: company_key,
    Indication: name_key,
    IndicationAlias: name_key,
}
# What documents give a company or an indication until staff confirm it: who edits one of these confirms the row.
FROM_DOCUMENTS: dict[type[Named], tuple[str, ...]] = {
    Company: ("name", "exchange", "ticker"),
    Indication: ("name", "abbreviation"),
}


def refresh(company: Company) -> None:
    """Brings up to date what is computed from the company's claims, and what is counted over all companies."""
    load.refresh(company)
    _count_again()


def read_again(company: Company) -> None:
    """The same where names were confirmed, given or refused, with which the company's documents are read anew first."""
    stored.read_again(company)
    _count_again()


def _count_again() -> None:
    count_landscape_afterwards()
    drop_windows()
    drop_company_counts()
    doubt_facets()


def lock(company_id: int) -> Company:
    """The company's row, held until the transaction ends."""
    return Company.objects.select_for_update().get(pk=company_id)


def hold(row: Model) -> None:
    """Lock what an edit of the row begins with, until the transaction ends: its company, or itself where it has none."""
    company: int | None = row.pk if isinstance(row, Company) else getattr(getattr(row, "program", row), "company_id", None)
    if company:
        lock(company)
    else:
        type(row)._default_manager.select_for_update().filter(pk=row.pk).first()


def version_of(row: Any) -> str:
    """The number of the latest edit of a row whose edits are kept, "" for one that is gone."""
    exists = type(row)._default_manager.filter(pk=row.pk).exists()
    return str(row.history.aggregate(newest=Max("history_id"))["newest"]) if exists else ""


def _required(reason: str) -> str:
    if not reason.strip():
        raise ValidationError("Give a reason: it is shown beside the correction.", code="no_reason")
    return reason.strip()


# Claims about milestones


def state_of(milestone: Milestone) -> str:
    """What a correction form shows, in one line: it differs as soon as anything about the milestone was said or retracted.
    Empty for one that is gone."""
    row = Milestone.objects.annotate(newest=Max("claims")).filter(pk=milestone.pk).first()
    return "" if row is None else f"{row.newest} {row.decided_by_id} {row.status} {row.earliest} {row.latest} {row.precision}"


def claim_answered(milestone: Milestone) -> Claim | None:
    """The document claim that a correction of the milestone speaks about: the deciding one, else the oldest."""
    deciding = milestone.decided_by
    if deciding and deciding.author_id:
        deciding = deciding.about
    if deciding and deciding.milestone_id == milestone.pk:  # it still counts
        return deciding
    return milestone.claims.filter(document__isnull=False).first() or milestone.claims.first()


def check_correction(*, status: str, window: Window | None, today: dt.date) -> None:
    """Raises ValidationError where status and date contradict each other."""
    if status == "occurred" and window and window.earliest and window.earliest > today:
        raise ValidationError("What has occurred cannot lie in the future.", code="future")


@transaction.atomic
def correct_milestone(
    *, milestone: Milestone, status: str, window: Window | None, reason: str, author: User, now: dt.datetime, misread: bool = False
) -> Claim:
    """State as staff what is so, against whatever documents say, until it is retracted. What corrects a document that was ``misread``
    counts from that document's day on, what staff know themselves from now on."""
    company = lock(milestone.company_id)
    about = claim_answered(milestone)
    if about is None:
        raise ValidationError("Nothing is said about this milestone any more.", code="gone")
    check_correction(status=status, window=window, today=now.date())
    claim = Claim.objects.create(
        uid=f"staff-{uuid4().hex}",
        company=company,
        milestone=milestone,
        author=author,
        reason=_required(reason),
        asserted_on=about.asserted_on if misread else now.date(),
        created_at=now,
        status=status,
        review="accepted",
        about=about if about.document_id else about.about,
        **{field: getattr(about, field) for field in SUBJECT},
        **window_fields(window),
    )
    refresh(company)
    return claim


@transaction.atomic
def retract_claim(*, claim: Claim, author: User, now: dt.datetime) -> None:
    """Take a staff claim back; what documents say decides again."""
    _retract(claim, author, now)


def review_claim(*, claim: Claim, accept: bool) -> None:
    """Confirm that a document says what was read in it, or refuse a misreading, which then counts for nothing."""
    review_claims(claims=[claim], accept=accept)


@transaction.atomic
def review_claims(*, claims: Iterable[Claim], accept: bool) -> None:
    """As review_claim for several, each company recomputed once."""
    claims = list(claims)
    companies = [lock(pk) for pk in sorted({claim.company_id for claim in claims})]
    for claim in claims:
        if claim.document_id is None:
            raise ValidationError("A correction by staff is retracted, not reviewed.", code="staff")
        if claim.retracted_at:
            raise ValidationError("The document is not read like this any more.", code="reread")
        claim.review = "accepted" if accept else "rejected"
        claim.save(update_fields=["review"])
    for company in companies:
        refresh(company)


def _retract(claim: Claim | AttributeClaim, author: User, now: dt.datetime) -> None:
    company = lock(claim.company_id)
    claim.refresh_from_db(fields=["retracted_at"])  # under the lock: somebody may have been quicker
    if claim.author_id is None:
        raise ValidationError("What a document says cannot be retracted, only rejected as misread.", code="document")
    if claim.retracted_at:
        raise ValidationError("This was retracted already.", code="retracted")
    claim.retracted_at, claim.retracted_by = now, author
    claim.save(update_fields=["retracted_at", "retracted_by"])
    refresh(company)


# Attributes of programs


@transaction.atomic
def set_attribute(*, program: Program, attribute: str, value: str, reason: str, author: User, now: dt.datetime) -> AttributeClaim:
    """State an attribute of a program as staff; an empty value says that it is not known."""
    company = lock(program.company_id)
    allowed = PROGRAM_ATTRIBUTES[attribute]
    if value and allowed is not None and value not in allowed:
        raise ValidationError(f"{value!r} is no {attribute}.", code="unknown")
    claim = AttributeClaim.objects.create(
        uid=f"staff-{uuid4().hex}",
        company=company,
        program=program,
        subject=program.name,
        field=f"program.{attribute}",
        value=value,
        author=author,
        reason=_required(reason),
        asserted_on=now.date(),
        created_at=now,
    )
    refresh(company)
    return claim


@transaction.atomic
def retract_attribute(*, claim: AttributeClaim, author: User, now: dt.datetime) -> None:
    """Take a staff statement about an attribute back."""
    _retract(claim, author, now)


# Names of programs. Documents are read again with them: what they say must not depend on whether they came before or after


def state_of_program(program: Program) -> str:
    """As state_of, for the form of a program: its latest edit, and the newest and the retracted statements about it."""
    if not Program.objects.filter(pk=program.pk).exists():
        return ""
    said = program.attribute_claims.aggregate(newest=Max("pk"), retracted=Max("retracted_at"))
    return f"{version_of(program)} {said['newest']} {said['retracted']}"


def check_alias(program: Program, name: str, *, refused: bool = False) -> str:
    """The key of a name that staff may give, or refuse, the program. Raises ValidationError where that contradicts itself."""
    key = name_key(name)
    _check_has_letters(key)
    if refused:
        if key == program.key:
            raise ValidationError("This is the program's own name. Rename the program first.", code="own_name")
        return key
    others = Program.objects.filter(company=program.company_id).exclude(pk=program.pk)
    taken = others.filter(Q(key=key, confirmed=True) | Q(aliases__key=key, aliases__source="staff", aliases__refused=False)).first()
    if taken:
        raise ValidationError(f"“{name}” is a confirmed name of {taken}.", code="taken")
    return key


def check_confirmed(program: Program, confirmed: bool) -> None:
    """Raises ValidationError where a program cannot be left to documents, because staff gave it names."""
    if not confirmed and program.aliases.filter(source="staff").exists():
        raise ValidationError("Delete the names that staff gave or refused it first.", code="named")


def check_new_name(program: Program, name: str) -> str:
    """As check_alias, for the name that the program is to bear: it must not be another program's."""
    key = check_alias(program, name)
    if Program.objects.filter(company=program.company_id, key=key).exclude(pk=program.pk).exists():
        raise ValidationError(f"“{name}” is another program. Add it to this one as an alias first.", code="taken")
    return key


@transaction.atomic
def rename_program(*, program: Program, name: str, author: User) -> None:
    """Confirm a program under a name. Its old name stays an alias; its address follows, and the old one redirects."""
    company = lock(program.company_id)
    row = Program.objects.get(pk=program.pk)
    key = check_new_name(row, name)
    if key != row.key:
        _staff_alias(row, row.name, refused=False, author=author)
    row.name, row.key, row.confirmed = without_marks(name), key, True
    _save(row, author)
    read_again(company)


@transaction.atomic
def confirm_program(*, program: Program, confirmed: bool, author: User) -> None:
    """Say that a program is one product under its right name, or leave both to the documents again."""
    company = lock(program.company_id)
    check_confirmed(program, confirmed)
    _confirm(program, author, confirmed=confirmed)
    read_again(company)


@transaction.atomic
def add_program_alias(*, program: Program, name: str, author: User) -> ProgramAlias:
    """Say that a name means this program, whatever documents let one think."""
    company = lock(program.company_id)
    check_alias(program, name)
    _confirm(program, author)
    alias = _staff_alias(program, name, refused=False, author=author)
    read_again(company)
    return alias


@transaction.atomic
def refuse_program_alias(*, program: Program, name: str, author: User) -> ProgramAlias:
    """Say that a name does not mean this program, though a document seems to say so."""
    company = lock(program.company_id)
    check_alias(program, name, refused=True)
    _confirm(program, author)
    alias = _staff_alias(program, name, refused=True, author=author)
    read_again(company)
    return alias


@transaction.atomic
def remove_program_alias(*, alias: ProgramAlias, author: User) -> None:
    """Take back what staff said of a name; documents decide again."""
    company = lock(alias.program.company_id)
    if alias.source != "staff":
        raise ValidationError("A document gives this name. Refuse it instead.", code="document")
    _delete(alias, author)
    read_again(company)


def _confirm(program: Program, author: User, *, confirmed: bool = True) -> None:
    """Also whoever gives or refuses a program a name confirms its own: else documents might give it the other one as its
    own, and what staff said of the two would be lost."""
    row = Program.objects.get(pk=program.pk)
    if row.confirmed != confirmed:
        row.confirmed = confirmed
        _save(row, author)


def _staff_alias(program: Program, name: str, *, refused: bool, author: User) -> ProgramAlias:
    key = name_key(name)
    alias = ProgramAlias.objects.filter(program=program, key=key).first() or ProgramAlias(
        program=program, key=key, name=without_marks(name)
    )
    alias.source, alias.refused = "staff", refused
    _save(alias, author)
    return alias


# Companies and indications


def key_of(row: Named) -> str:
    """The key under which the row's present name is compared."""
    return KEY_OF[type(row)](row.name)


def check_key(row: Named) -> str:
    """The key of the row's present name. Raises ValidationError where it is empty or belongs to another row."""
    key = key_of(row)
    _check_has_letters(key)
    same: Any = type(row)._default_manager.filter(key=key).exclude(pk=row.pk)
    if isinstance(row, CompanyAlias):
        same = same.filter(company=row.company_id)  # a short name may mean several companies
    if isinstance(row, IndicationAlias):
        same = same.exists() or Indication.objects.filter(key=key, confirmed=True).exists()
    if isinstance(row, Indication):
        same = same.exists() or IndicationAlias.objects.filter(key=key).exclude(indication=row.pk).exists()
    if same:
        raise ValidationError(f"“{row.name}” is taken.", code="taken")
    return key


@transaction.atomic
def save_named(*, row: Named, author: User) -> None:
    """Store an edited company, indication, or other name of one, and recompute what its names decide.

    An edit of what documents give confirms it, or they would take it back at once. The old name stays as another name,
    because older documents bear it.
    """
    row.key = check_key(row)
    companies = _companies_of(row)
    if isinstance(row, Company | Indication) and row.pk:
        before = type(row)._default_manager.get(pk=row.pk)
        row.confirmed = row.confirmed or any(getattr(row, name) != getattr(before, name) for name in FROM_DOCUMENTS[type(row)])
        if before.key != row.key:
            _keep_old_name(before, author)
    if isinstance(row, CompanyAlias):
        row.source = "staff"
    _save(row, author)
    for company in companies:
        refresh(company)


@transaction.atomic
def delete_alias(*, row: CompanyAlias | IndicationAlias, author: User) -> None:
    """Drop another name of a company or indication. One that a document gives would only come back."""
    if isinstance(row, CompanyAlias) and row.source == "document":
        raise ValidationError("A document gives this name.", code="document")
    companies = _companies_of(row)
    _delete(row, author)
    for company in companies:
        refresh(company)


def _companies_of(row: Named) -> list[Company]:
    """The companies whose rows depend on the name, locked in one order so that two edits cannot block each other."""
    if isinstance(row, Company):
        concerned = Q(pk=row.pk)
    elif isinstance(row, CompanyAlias):
        concerned = Q(pk=row.company_id)
    else:
        meant = Q(pk=row.pk) if isinstance(row, Indication) else Q(pk=row.indication_id)
        indications = list(Indication.objects.filter(meant | Q(key=row.key)).values_list("pk", flat=True))
        concerned = Q(pk__in=Milestone.objects.filter(indication__in=indications).values("company"))
        concerned |= Q(pk__in=Program.objects.filter(indications__in=indications).values("company"))
    return list(Company.objects.select_for_update().filter(concerned).order_by("pk"))


def _check_has_letters(key: str) -> None:
    if not key:
        raise ValidationError("A name needs letters or digits.", code="empty")


def _keep_old_name(before: Company | Indication, author: User) -> None:
    alias: CompanyAlias | IndicationAlias
    if isinstance(before, Company):
        alias = CompanyAlias(company=before, name=before.name, key=before.key, former=True)
        known = before.aliases.filter(key=before.key).exists()
    else:
        alias = IndicationAlias(indication=before, name=before.name, key=before.key)
        known = IndicationAlias.objects.filter(key=before.key).exists()
    if not known:
        _save(alias, author)


def _save(row: Any, author: User) -> None:
    """One row at a time, by save(): anything quicker writes no history."""
    row._history_user = author
    row.save()


def _delete(row: Any, author: User) -> None:
    row._history_user = author
    row.delete()
