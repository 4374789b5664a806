"""A document's text with its passages, and the facts that were read in them, linked both ways by number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models import AttributeClaim, Claim, Document, FinancialResult, Program, ProgramMention, TrialMention
from pipeline_tracker.queries.documents import DocumentPage
from pipeline_tracker.vocabulary.windows import Window

from . import words
from .disagreement import Disagreement, disagreement
from .highlight import Passage, Piece, cut, pieces
from .records import Change, Field, changes, fields

_REGISTRY = "https://clinicaltrials.gov/study/"


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
    disputed: str = ""  # the anchor of what other sources say of it


@dataclass(frozen=True)
class Sentence:
    """A sentence and what became of it: ``facts`` are what it was read as, ``reason`` tells in words why nothing was taken."""

    number: int
    text: str
    outcome: str
    label: str
    reason: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Outcome:
    """How many sentences of a ledger came to the same."""

    code: str
    label: str
    count: int


def facts(page: DocumentPage) -> list[Fact]:
    """In the order of the text, numbered from 1."""
    found = [
        *(_claim(claim, page) for claim in page.claims),
        *(_figure(figure) for figure in page.figures),
        *(_attribute(attribute) for attribute in page.attributes),
        *(_mention(mention) for mention in page.mentions),
        *(_trial(mention) for mention in page.trials),
    ]
    found.sort(key=lambda fact: (fact.places[0].start, fact.places[0].end, fact.kind))
    return [Fact(**{**vars(fact), "number": number}) for number, fact in enumerate(found, start=1)]


def marked(text: str, found: Sequence[Fact]) -> list[Piece]:
    return list(pieces(text, [Passage(place.start, place.end, place.kind, (fact.number,)) for fact in found for place in fact.places]))


def registry_url(document: Document) -> str:
    """Where the registry itself shows what a record says, "" for other documents. Only addresses of registries are linked."""
    return document.address if document.kind == "registry_record" and document.address.startswith(_REGISTRY) else ""


def part_by_part(document: Document, marks: Sequence[Piece]) -> list[tuple[Field, list[Piece]]]:
    """A registry record or table row field by field, each with its part of the marked text; nothing for texts in sentences."""
    parts = fields(document.kind, document.text)
    return list(zip(parts, cut(marks, [field.end for field in parts[:-1]]), strict=True)) if parts else []


def ledger(page: DocumentPage, found: Sequence[Fact]) -> list[Sentence]:
    """What became of every sentence, as extraction recorded it, with the facts that were read in it."""
    text = page.document.text
    return [
        Sentence(
            number=number,
            text=text[start:end].strip(),
            outcome=outcome,
            label=str(_OUTCOMES.get(outcome, outcome)),
            reason=_reason(reason),
            facts=tuple(fact for fact in found if any(place.start < end and start < place.end for place in fact.places)),
        )
        for number, (start, end, outcome, reason) in enumerate(page.document.ledger, start=1)
    ]


def outcomes(sentences: Sequence[Sentence]) -> list[Outcome]:
    """What sentences came to, the most frequent first."""
    counts = Counter((sentence.outcome, sentence.label) for sentence in sentences)
    return [Outcome(code, label, count) for (code, label), count in counts.most_common()]


def disagreements(page: DocumentPage) -> list[Disagreement]:
    """Of the milestones of its claims those whose sources disagree, each with its sides, in the order of the text."""
    milestones = {claim.milestone.pk: claim.milestone for claim in page.claims if claim.milestone}
    told = (disagreement(milestone, milestone.spoken) for milestone in milestones.values())  # type: ignore[attr-defined]
    return [found for found in told if found]


def changed(page: DocumentPage) -> list[Change]:
    """What this version says and the one before it did not, and the other way round."""
    return changes(page.document.kind, page.before, page.document.text) if page.before is not None else []


# What extraction notes of a sentence (ingest/extract/ledger.py), in words.
_OUTCOMES = {
    "claim": _lazy("milestone"),
    "repeat": _lazy("milestone, stated again"),
    "financial": _lazy("figure"),
    "not taken": _lazy("nothing taken"),
    "background": _lazy("background"),
    "boilerplate": _lazy("standard text"),
}
_REASONS = {
    "no milestone words": _lazy("no words that tell a milestone"),
    "background": _lazy("tells what was known before"),
    "about company": _lazy("describes the company"),
    "about product": _lazy("describes the product"),
    "forward-looking": _lazy("caution about forward-looking statements"),
    "safety": _lazy("safety information"),
    "contact": _lazy("contacts"),
    "dateline": _lazy("dateline"),
    "call": _lazy("announces a conference call"),
    "table": _lazy("part of a table"),
    "references": _lazy("list of references"),
    "no program": _lazy("names no program that it is about"),
    "not asserted: not reported": _lazy("its words tell no event as having happened or planned"),
    "not asserted: attribute": _lazy("describes something instead of telling an event"),
    "not asserted: permission": _lazy("tells what may be done, not what is done"),
    "not asserted: base form": _lazy("names an action without telling it"),
    "not asserted: negated": _lazy("says that it is not so"),
    "not asserted: modal": _lazy("says what might be"),
}


def _reason(reason: str) -> str:
    return str(_REASONS.get(reason, reason))


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
        disputed=f"disagreement-{milestone.slug}" if milestone and disagreement(milestone, milestone.spoken) else "",  # type: ignore[attr-defined]
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
        what=f"{attribute.subject} · {attribute.get_field_display()}: {words.attribute_value(attribute)}",
        places=(Passage(attribute.start or 0, attribute.end or 0, "attribute"),),
    )


def _mention(mention: ProgramMention) -> Fact:
    slug: str | None = mention.program_slug  # type: ignore[attr-defined]
    aliases = _("also called %(names)s") % {"names": ", ".join(mention.aliases)} if mention.aliases else ""
    return Fact(
        number=0,
        kind="mention",
        what=_("Program: %(name)s") % {"name": mention.name},
        places=(Passage(mention.start, mention.end, "mention"),),
        href=reverse("program", args=[mention.company.slug, slug]) if slug else "",
        notes=tuple(note for note in (aliases, *mention.indications) if note),
    )


def _trial(mention: TrialMention) -> Fact:
    slug: str | None = mention.trial_slug  # type: ignore[attr-defined]
    return Fact(
        number=0,
        kind="mention",
        what=_("Trial: %(name)s") % {"name": mention.identifier},
        places=(Passage(mention.start, mention.end, "mention"),),
        href=reverse("trial", args=[slug]) if slug else "",
    )
