"""A document's text with its passages, and the facts that were read in them, linked both ways by number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pipeline_tracker.models import AttributeClaim, Claim, FinancialResult, Program, ProgramMention
from pipeline_tracker.queries.documents import DocumentPage
from pipeline_tracker.vocabulary.names import name_key
from pipeline_tracker.vocabulary.windows import Window

from . import words
from .highlight import Passage, Piece, pieces


@dataclass(frozen=True)
class Fact:
    """Something read in the document. ``places`` are its passages, the telling one first."""

    number: int
    kind: str
    what: str
    places: tuple[Passage, ...]
    href: str = ""
    status: str = ""
    window: Window | None = None
    programs: tuple[Program, ...] = ()
    notes: tuple[str, ...] = ()
    unconfirmed: bool = False


@dataclass(frozen=True)
class Sentence:
    """One line of the ledger, with the sentence itself."""

    text: str
    outcome: str
    reason: str


def facts(page: DocumentPage) -> list[Fact]:
    """In the order of the text, numbered from 1."""
    found = [
        *(_claim(claim, page) for claim in page.claims),
        *(_figure(figure) for figure in page.figures),
        *(_attribute(attribute) for attribute in page.attributes),
        *(_mention(mention, page.programs) for mention in page.mentions),
    ]
    found.sort(key=lambda fact: (fact.places[0].start, fact.places[0].end, fact.kind))
    return [Fact(**{**vars(fact), "number": number}) for number, fact in enumerate(found, start=1)]


def marked(text: str, found: Sequence[Fact]) -> list[Piece]:
    return list(pieces(text, [Passage(place.start, place.end, place.kind, (fact.number,)) for fact in found for place in fact.places]))


def ledger(page: DocumentPage) -> list[Sentence]:
    """What became of every sentence, as extraction recorded it."""
    text = page.document.text
    return [Sentence(text[start:end], outcome, reason) for start, end, outcome, reason in page.document.ledger]


def _claim(claim: Claim, page: DocumentPage) -> Fact:
    milestone = claim.milestone
    notes = [words.flag_words(flag) for flag in claim.flags]
    if claim.verb:
        notes.insert(0, _("the source's verb: %(verb)s") % {"verb": claim.verb})
    if claim.regulator:
        notes.insert(0, _("regulator: %(name)s") % {"name": words.name_then_and_now(claim.regulator, page.document.published)})
    return Fact(
        number=0,
        kind="claim",
        what=words.what(claim),
        places=(Passage(claim.start or 0, claim.end or 0, "claim"), *(Passage(e.start, e.end, "evidence") for e in claim.evidence.all())),
        href=milestone.get_absolute_url() if milestone else "",
        status=claim.status,
        window=claim.window,
        programs=tuple(milestone.programs.all()) if milestone else (),
        notes=tuple(notes),
        unconfirmed=claim.review == "queued",
    )


def _figure(figure: FinancialResult) -> Fact:
    return Fact(
        number=0,
        kind="figure",
        what=f"{figure.get_metric_display()}, {words.period_label(figure.period)}: {words.money(figure.amount, figure.currency)}",
        places=(Passage(figure.start, figure.end, "figure"),),
    )


def _attribute(attribute: AttributeClaim) -> Fact:
    return Fact(
        number=0,
        kind="attribute",
        what=f"{attribute.subject}: {attribute.get_field_display().lower()} {words.attribute_value(attribute).lower()}",
        places=(Passage(attribute.start or 0, attribute.end or 0, "attribute"),),
    )


def _mention(mention: ProgramMention, programs: Sequence[Program]) -> Fact:
    keys = {name_key(name) for name in (mention.name, *mention.aliases)}
    program = next((p for p in programs if p.key in keys or any(a.key in keys and not a.refused for a in p.aliases.all())), None)
    aliases = _("also called %(names)s") % {"names": ", ".join(mention.aliases)} if mention.aliases else ""
    return Fact(
        number=0,
        kind="mention",
        what=_("Program: %(name)s") % {"name": mention.name},
        places=(Passage(mention.start, mention.end, "mention"),),
        href=program.get_absolute_url() if program else "",
        notes=tuple(note for note in (aliases, *mention.indications) if note),
    )
