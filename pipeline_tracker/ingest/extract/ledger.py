"""The ledger: what became of every sentence, so that nothing is dropped silently."""

from collections.abc import Iterator

from pipeline_tracker.ingest.documents import Claim, Figure, Sentence, Span
from pipeline_tracker.ingest.extract.layout import BOILERPLATE, Passage, passage_at


def write(passages: list[Passage], claims: list[Claim], figures: list[Figure], reasons: dict[int, str]) -> list[Sentence]:
    """One line per passage, in order. ``reasons`` tells by passage index why it gave no claim."""
    outcomes: dict[int, str] = {}
    for outcome, spans in (
        ("claim", [claim.span for claim in claims]),
        ("financial", [figure.span for figure in figures]),
        ("repeat", [span for claim in claims for span in claim.repeats]),
    ):
        for index in _met(passages, spans):
            outcomes.setdefault(index, outcome)
    return [_line(passage, outcomes.get(passage.index, ""), reasons.get(passage.index, "")) for passage in passages]


def _line(passage: Passage, outcome: str, reason: str) -> Sentence:
    span = Span(passage.start, passage.end)
    if outcome:
        return Sentence(span, outcome)
    if passage.section in BOILERPLATE:
        return Sentence(span, "boilerplate", passage.section)
    if passage.section == "about product" or reason == "background":
        return Sentence(span, "background", reason or passage.section)
    return Sentence(span, "not taken", reason or "no milestone words")


def _met(passages: list[Passage], spans: list[Span]) -> Iterator[int]:
    """Indexes of the passages that the spans reach into."""
    for span in spans:
        first, last = passage_at(passages, span.start).index, passage_at(passages, span.end - 1).index
        yield from (index for index in range(first, last + 1) if span.start < passages[index].end)
