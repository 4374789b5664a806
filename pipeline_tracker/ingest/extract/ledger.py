"""The ledger: what became of every sentence, so that nothing is dropped silently."""

from pipeline_tracker.ingest.documents import Claim, Figure, Sentence, Span
from pipeline_tracker.ingest.extract.layout import BOILERPLATE, Passage


def write(passages: list[Passage], claims: list[Claim], figures: list[Figure], reasons: dict[int, str]) -> list[Sentence]:
    """One line per passage, in order. ``reasons`` tells by passage index why it gave no claim."""
    stated = [claim.span for claim in claims]
    repeated = [span for claim in claims for span in claim.repeats]
    money = [figure.span for figure in figures]
    return [_line(passage, stated, repeated, money, reasons.get(passage.index, "")) for passage in passages]


def _line(passage: Passage, stated: list[Span], repeated: list[Span], money: list[Span], reason: str) -> Sentence:
    span = Span(passage.start, passage.end)
    if any(_meets(span, other) for other in stated):
        return Sentence(span, "claim")
    if any(_meets(span, other) for other in money):
        return Sentence(span, "financial")
    if any(_meets(span, other) for other in repeated):
        return Sentence(span, "repeat")
    if passage.section in BOILERPLATE:
        return Sentence(span, "boilerplate", passage.section)
    if passage.section == "about product" or reason == "background":
        return Sentence(span, "background", reason or passage.section)
    return Sentence(span, "not taken", reason or "no milestone words")


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
