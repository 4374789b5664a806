"""Stores one document with all that was read in it, and newer readings of it. Claims are only ever added and retracted."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from pipeline_tracker.ingest import documents
from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    Document,
    Evidence,
    FinancialResult,
    Presentation,
    ProgramMention,
    Regulator,
    Run,
    TrialMention,
)
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.guidance import WITHDRAWN
from pipeline_tracker.vocabulary.milestones import ALWAYS_REVIEWED
from pipeline_tracker.vocabulary.names import company_key, company_words, name_key, slug, without_marks
from pipeline_tracker.vocabulary.regulators import TERRITORY_OF, UNSTATED
from pipeline_tracker.vocabulary.windows import reported

from .rows import new

T = TypeVar("T")
S = TypeVar("S", Claim, AttributeClaim)

_DECIDED = frozenset({"accepted", "rejected"})  # review states that only staff give


def company_of(issuer: documents.Company) -> tuple[Company, str]:
    """The company that a document names as its issuer, created if unknown, and a doubt in words ("" if none).

    The name decides. A ticker that another company has is a doubt for staff and joins nothing.
    """
    key = company_key(issuer.name)
    if not key:
        raise documents.Refused("no-company", f"The issuing company {issuer.name!r} has no letters or digits. Name it with --company.")
    company = company_named(issuer.name)
    doubt = ""
    if issuer.ticker:
        other = (
            Company.objects.filter(exchange__iexact=issuer.exchange, ticker__iexact=issuer.ticker)
            .exclude(key=company.key if company else "")
            .first()
        )
        if other:
            doubt = f"{issuer.exchange}: {issuer.ticker} is already the listing of {other}; the two may be one company."
    if company is None:
        company = Company(name=without_marks(issuer.name)[:200], key=key, slug=slug(company_words(issuer.name)))
        company.save()
    return company, doubt


def company_named(name: str) -> Company | None:
    """The company of that name, or of that alias where staff, a registry or a table gave it to one company only."""
    key = company_key(name)
    company = Company.objects.filter(key=key).first() if key else None
    if company or not key:
        return company
    named = list(Company.objects.filter(Q(aliases__key=key) & ~Q(aliases__source="document")).distinct()[:2])
    return named[0] if len(named) == 1 else None


def known_document(sha256: str) -> Document | None:
    return Document.objects.filter(sha256=sha256).first()


def company_with(products: Collection[str], trials: Collection[str]) -> Company | None:
    """The one company in whose documents one of these products (by key) or trials is named; None where there is none or several.
    Documents that name no company prove nothing, nor do records of registries: who tests a product need not own it."""
    signed = ~Q(document__issuer_name="") & ~Q(document__kind="registry_record")
    mentions = ProgramMention.objects.filter(signed, key__in=products)
    claims = Claim.objects.filter(signed, trial__in=trials, retracted_at=None)
    found = {pk for rows in (mentions, claims) for pk in rows.order_by().values_list("company", flat=True).distinct()[:2]}
    return Company.objects.get(pk=found.pop()) if len(found) == 1 else None


def brought_names(run: Run) -> bool:
    """Whether the run stored any document by which `company_with` may find another company."""
    return Document.objects.filter(run=run).exclude(kind="registry_record").exists()


def file_under(row: Document, company: Company | None) -> None:
    """Gives a document to a company, with what was read in it before; None gives it to nobody."""
    row.company = company
    row.save(update_fields=["company"])
    if company:
        row.claims.update(company=company)
        row.attributeclaims.update(company=company)


def record(document: documents.Document, reading: documents.Reading, company: Company | None, run: Run | None, extractor: str) -> Document:
    """Appends a document with all that was read in it. Milestones follow with `refresh`. Without a company nothing may have been read."""
    first = Document.objects.filter(address=document.address[:1000], version_of=None).exclude(address="-").first()
    row = unsaved(document, company, run, version_of=first)
    _write_reading(row, document, reading, extractor)
    return row


def unsaved(document: documents.Document, company: Company | None, run: Run | None, *, version_of: Document | None) -> Document:
    return new(
        Document,
        public_id=f"{document.published}-{document.sha256[:10]}",
        sha256=document.sha256,
        kind=document.kind,
        company_id=company.pk if company else None,
        title=document.title[:500],
        text=document.text,
        published=document.published,
        published_from=document.published_from,
        retrieved_at=timezone.now(),
        address=document.address[:1000],
        version_of_id=version_of.pk if version_of else None,
        run_id=run.pk if run else None,
    )


def reread(row: Document, document: documents.Document, reading: documents.Reading, extractor: str) -> bool:
    """Puts a newer reading of a stored document in force; whether it differs. Claims that it no longer makes are kept,
    retracted by nobody; claims that it makes again come back; what staff said of claims stays."""
    before = _digest(row)
    _write_reading(row, document, reading, extractor)
    return before != _digest(row)


def _write_reading(row: Document, document: documents.Document, reading: documents.Reading, extractor: str) -> None:
    describe(row, reading, extractor)
    row.save()
    row.mentions.all().delete()
    ProgramMention.objects.bulk_create(mentions(row, document, reading))
    row.trial_mentions.all().delete()
    TrialMention.objects.bulk_create(trial_mentions(row, document, reading))
    AttributeClaim.objects.bulk_create(_in_force(row.attributeclaims.all(), attributes(row, document, reading)))
    _write_claims(row, document, reading)
    _write_figures(row, document, reading)


def describe(row: Document, reading: documents.Reading, extractor: str) -> None:
    """Fills in what a reading says of the document as a whole."""
    issuer = reading.company or documents.Company("")
    row.issuer_name = issuer.name[:200]
    row.issuer_exchange = issuer.exchange[:20]
    row.issuer_ticker = issuer.ticker[:20]
    row.issuer_aliases = list(issuer.aliases)
    row.issuer_former_names = list(issuer.former_names)
    row.issuer_class = issuer.sponsor_class
    row.seen = reading.seen
    row.extractor = extractor
    row.ledger = [[s.span.start, s.span.end, s.outcome, s.reason] for s in reading.ledger]


def _digest(row: Document) -> tuple:
    """What a reading comes to, for telling whether a newer one differs."""
    return (
        sorted(row.mentions.values_list("name", "aliases", "indications", "known")),
        sorted(row.claims.filter(retracted_at=None).values_list("uid", "indication", "trial", "confidence", "review")),
        sorted(row.attributeclaims.filter(retracted_at=None).values_list("uid", "value")),
        sorted(row.financial_results.values_list("metric", "period", "amount", "currency")),
    )


def _passage(document: documents.Document, span: documents.Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": document.text[span.start : span.end]}


def _first_of(items: Iterable[T], key: Callable[[T], Any]) -> list[T]:
    kept: dict[Any, T] = {}
    for item in items:
        kept.setdefault(key(item), item)
    return list(kept.values())


def _uid(*parts: object) -> str:
    """The natural key of a claim: the same after a rebuild from the same documents."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:40]


_words_of = lru_cache(maxsize=1 << 14)(str)  # many claims have the same window, and its words take long


def _sourced(row: Document, document: documents.Document) -> dict[str, Any]:
    """What all claims of a document have in common."""
    return {
        "company_id": row.company_id,
        "document_id": row.pk,
        "asserted_on": document.published,
        "extractor": row.extractor,
        "run_id": row.run_id,
        "created_at": row.retrieved_at,
    }


def mentions(row: Document, document: documents.Document, reading: documents.Reading) -> list[ProgramMention]:
    programs = _first_of((p for p in reading.programs if name_key(p.name)), lambda p: name_key(p.name))
    return [
        new(
            ProgramMention,
            document_id=row.pk,
            company_id=row.company_id,
            name=p.name[:200],
            key=name_key(p.name),
            aliases=[a for a in p.aliases if name_key(a)],
            indications=list(p.indications),
            known=p.known,
            **_passage(document, p.span),
        )
        for p in programs
    ]


def trial_mentions(row: Document, document: documents.Document, reading: documents.Reading) -> list[TrialMention]:
    indications = {i.name: i for i in reading.indications}
    return [
        new(
            TrialMention,
            document_id=row.pk,
            company_id=row.company_id,
            registry=t.registry,
            identifier=t.identifier[:100],
            acronym=t.acronym[:100],
            title=t.title[:500],
            identifiers=[list(pair) for pair in t.identifiers],
            collaborators=[list(pair) for pair in t.collaborators],
            programs=list(t.programs),
            indications=[[name, indications[name].normal] for name in t.indications],
            interventions=[[i.kind, i.name, i.role] for i in t.interventions],
            countries=list(t.countries),
            **_passage(document, t.span),
        )
        for t in _first_of(reading.trials, lambda t: (t.registry, t.identifier))
    ]


def _write_figures(row: Document, document: documents.Document, reading: documents.Reading) -> None:
    row.financial_results.all().delete()
    FinancialResult.objects.bulk_create(
        FinancialResult(
            company=row.company,
            document=row,
            metric=f.metric,
            period=f.period,
            amount=f.amount,
            currency=f.currency,
            **_passage(document, f.span),
        )
        for f in _first_of(reading.figures, lambda f: (f.metric, f.period))
    )


def attributes(row: Document, document: documents.Document, reading: documents.Reading) -> list[AttributeClaim]:
    told = [
        documents.Attribute(field, p.name, value, p.span)
        for p in reading.programs
        if name_key(p.name)
        for field, value in (("program.modality", p.modality), ("program.origin", p.origin))
        if value
    ]
    common = _sourced(row, document)
    claims = [
        new(
            AttributeClaim,
            uid=_uid(row.sha256, a.field, a.subject, a.value),
            field=a.field,
            subject=a.subject[:200],
            value=a.value[:300],
            **common,
            **_passage(document, a.span),
        )
        for a in (*told, *reading.attributes)
    ]
    return _first_of(claims, lambda c: c.uid)


def _write_claims(row: Document, document: documents.Document, reading: documents.Reading) -> None:
    claims, talks, evidence = claims_of(row, document, reading, dict(Regulator.objects.values_list("code", "pk")))
    read = _first_of(claims, lambda c: c.uid)
    kept = {id(claim) for claim in _in_force(row.claims.all(), read)}
    _rate_anew(row.claims.all(), (claim for claim in read if id(claim) not in kept))
    Claim.objects.bulk_create([c for c in claims if id(c) in kept])
    Evidence.objects.bulk_create([e for e in evidence if id(e.claim) in kept])
    Presentation.objects.bulk_create([t for t in talks if id(t.claim) in kept])


def claims_of(
    row: Document, document: documents.Document, reading: documents.Reading, regulators: dict[str, int]
) -> tuple[list[Claim], list[Presentation], list[Evidence]]:
    """Rows of all claims of a reading, not yet saved, with their talks and further passages."""
    claims, talks, evidence = [], [], []
    common = _sourced(row, document)
    for read in reading.claims:
        window = read.window
        if window is None and read.status == "occurred":
            window = reported(document.published)
        claim = new(
            Claim,
            uid=_uid(row.sha256, *_said(read), _words_of(window)),
            kind=read.kind,
            status=read.status,
            programs=list(read.programs),
            phase=read.phase,
            phase_words=read.phase_words[:60],
            indication=read.indication[:300],
            regulator_id=regulators.get(read.regulator),
            territory=read.territory if read.territory != UNSTATED else TERRITORY_OF.get(read.regulator, UNSTATED),
            trial=read.trial[:100],
            detail=read.detail[:300],
            verb=read.verb[:60],
            counterparty=read.counterparty[:200],
            amount=read.amount,
            currency=read.currency,
            flags=list(read.flags),
            confidence=read.confidence,
            review=_review(read),
            **window_fields(window),
            **common,
            **_passage(document, read.span),
        )
        claims.append(claim)
        if read.repeats:
            evidence += [Evidence(claim=claim, **_passage(document, span)) for span in dict.fromkeys(read.repeats) if span != read.span]
        if read.talk:
            talks.append(_presentation(claim, read.talk))
    return claims, talks, evidence


def _in_force(stored: QuerySet[S], read: list[S]) -> list[S]:
    """The claims of a reading that are not stored yet. Of those stored, the ones it does not make are retracted, by nobody,
    and the ones it makes again come back."""
    uids = {claim.uid for claim in read}
    known = {claim.uid: claim for claim in stored.defer("quote")}
    stored.filter(retracted_at=None).exclude(uid__in=uids).update(retracted_at=timezone.now())
    stored.filter(retracted_at__isnull=False, uid__in=uids).update(retracted_at=None)
    return [claim for claim in read if claim.uid not in known]


def _rate_anew(stored: QuerySet[Claim], read: Iterable[Claim]) -> None:
    """Gives stored claims that a newer reading makes again its confidence and flags, and the review state that follows from them
    unless staff have decided on the claim."""
    newer = {claim.uid: claim for claim in read}
    changed = []
    for claim in stored.filter(uid__in=newer).defer("quote"):
        rated = newer[claim.uid]
        review = claim.review if claim.review in _DECIDED else rated.review
        if (claim.confidence, claim.flags, claim.review) != (rated.confidence, rated.flags, review):
            claim.confidence, claim.flags, claim.review = rated.confidence, rated.flags, review
            changed.append(claim)
    Claim.objects.bulk_update(changed, ["confidence", "flags", "review"])


def _said(read: documents.Claim) -> tuple:
    """What a claim says and where: a reading that differs in any of it makes another claim."""
    identity = (read.kind, read.status, *sorted(read.programs), read.span.start, read.span.end, read.phase, read.detail)
    return (*identity, read.indication, read.regulator, read.territory, read.trial)


# "inferred_status" follows from the record's own day, in old records by the hundred; a withdrawn date is plainly said.
_SURE_FLAGS = frozenset({"inferred_status", WITHDRAWN})


def _review(read: documents.Claim) -> str:
    if read.confidence < 1 and read.confidence < settings.CONFIDENCE_THRESHOLD:
        return "withheld"
    doubtful = read.flags and set(read.flags) - _SURE_FLAGS
    return "queued" if doubtful or read.kind in ALWAYS_REVIEWED else "auto"


def _presentation(claim: Claim, talk: documents.Talk) -> Presentation:
    return Presentation(
        claim=claim,
        congress=talk.congress[:300],
        title=talk.title[:500],
        abstract_id=talk.abstract_id[:60],
        session=talk.session[:300],
        place=talk.place[:300],
        day=talk.starts.date() if talk.starts else claim.earliest if claim.precision in ("day", "minute") else None,
        starts=talk.starts.time() if talk.starts else None,
        ends=talk.ends.time() if talk.ends and talk.starts else None,
        zone=talk.zone,
        zone_words=talk.zone_words[:30],
    )
