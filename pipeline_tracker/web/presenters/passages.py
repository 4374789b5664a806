"""Where a document answers a question: short passages with the words that were asked for marked, each with a link to its place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from urllib.parse import quote

from pipeline_tracker.models import Claim, Document
from pipeline_tracker.models.search import MARKS
from pipeline_tracker.queries.fulltext import Question, Term
from pipeline_tracker.queries.search import DocumentHit

SHOWN = 2  # passages of a document
_PLACES = 200  # of one term that are looked at
_BEFORE, _BEHIND = 160, 240  # characters around a word in which a sentence may begin and end
_LONGEST = 420  # characters of a claim's passage that are shown whole
_POINTED = 80  # characters by which a browser finds a place

# Databases compare words by their stems; these endings make "approved" and "approval" one word here, too.
_ENDINGS = sorted(
    ("s", "es", "ed", "ing", "ings", "al", "als", "ally", "y", "ies", "ied", "e", "ion", "ions", "ive", "d", "ly", "er", "ers", "or"),
    key=len,
    reverse=True,
)
_STOPS = ("\n", ". ", "。")
_LETTER, _GAP = r"[^\W_]", r"[\W_]{0,3}"
_ALONE = re.compile("[\u2e80-\u9fff]")


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True)
class Passage:
    """A sentence of the document, or as much of it as fits; no pieces where it only repeats the title. ``claim`` is what was read in it,
    if anything."""

    pieces: tuple[Piece, ...]
    href: str
    claim: Claim | None = None


def marked(text: str, asked: Question) -> tuple[Piece, ...]:
    """The text with the words that were asked for marked."""
    return tuple(_pieces(text, 0, len(text), [place for term in asked.wanted for place in _places(text, term)]))


def passages(hit: DocumentHit, asked: Question) -> list[Passage]:
    """The passages with most of what was asked for, claims before other sentences; none where only the title has it."""
    text: str = hit.document.beginning  # type: ignore[attr-defined]  # annotated by the query
    folded = _folded(text)
    places = [(start, end, number) for number, term in enumerate(asked.wanted) for start, end in _found(folded, term)]
    spans: dict[tuple[int, int], tuple[Claim | None, set[int]]] = {}
    for start, end, number in sorted(places):
        claim = _claim_at(hit.claims, start, end)
        span = _span_of(claim) if claim else next((known for known in spans if known[0] <= start and end <= known[1]), None)
        spans.setdefault(span or _sentence(text, start, end), (claim, set()))[1].add(number)
    most = max((len(terms) for _claim, terms in spans.values()), default=0)
    telling = [(span, claim, len(terms)) for span, (claim, terms) in spans.items() if 2 * len(terms) > most]
    best = sorted(telling, key=lambda found: (-found[2], found[1] is None, found[0]))
    found = [_passage(hit.document, text, span, claim, sorted(place[:2] for place in places)) for span, claim, _terms in best]
    return [passage for passage in found if passage.pieces or passage.claim][:SHOWN]


def _passage(document: Document, text: str, span: tuple[int, int], claim: Claim | None, places: list[tuple[int, int]]) -> Passage:
    start, end = span
    inside = [place for place in places if start <= place[0] and place[1] <= end]
    if claim:
        href = f"{document.get_absolute_url()}#c{start}-{end}"
        if end - start > _LONGEST:
            start, end = _sentence(text, *inside[0])
    else:
        href = f"{document.get_absolute_url()}#:~:text={_pointer(text, inside[0][0], end)}"
    if text[start:end].strip() == document.title:
        return Passage((), href, claim)
    before = text[max(0, start - 2) : start].rstrip(" ")[-1:] not in ("", "\n", ".", "。")
    behind = end < len(text) and text[end] != "\n" and text[end - 1] not in ".。"
    pieces = _pieces(text, start, end, inside)
    return Passage((Piece("… "),) * before + tuple(pieces) + (Piece(" …"),) * behind, href, claim)


def _claim_at(claims: Iterable[Claim], start: int, end: int) -> Claim | None:
    """The claim with the shortest passage around the place."""
    around = [claim for claim in claims if claim.start is not None and claim.end is not None and claim.start <= start and end <= claim.end]
    return min(around, key=lambda claim: (_span_of(claim)[1] - _span_of(claim)[0], claim.pk), default=None)


def _span_of(claim: Claim) -> tuple[int, int]:
    return claim.start or 0, claim.end or 0


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or line around a place; where it is long, whole words of it."""
    low, high = max(0, start - _BEFORE), min(len(text), end + _BEHIND)
    begins = [at + len(mark) for mark in _STOPS if (at := text.rfind(mark, low, start)) >= 0]
    ends = [at + len(mark.rstrip()) for mark in _STOPS if (at := text.find(mark, end, high)) >= 0]
    first = max(begins) if begins else max(low, text.find(" ", low, start) + 1) if low else 0
    last = min(ends) if ends else high if high == len(text) else max(text.rfind(" ", end, high), end)
    return first, last


def _pointer(text: str, start: int, end: int) -> str:
    """The text by which a browser scrolls to the place: whole words of one line, percent-encoded."""
    line = text[start : min(end, start + _POINTED)].partition("\n")[0]
    whole = line if start + len(line) >= end or len(line) < _POINTED else line.rpartition(" ")[0] or line
    return quote(whole.strip(), safe="").replace("-", "%2D")


def _pieces(text: str, start: int, end: int, places: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    here = start
    for first, last in sorted(places):
        if first >= here and last <= end:
            if here < first:
                yield Piece(text[here:first])
            yield Piece(text[first:last], marked=True)
            here = last
    if here < end:
        yield Piece(text[here:end])


def _places(text: str, term: Term) -> Iterator[tuple[int, int]]:
    return _found(_folded(text), term)


def _found(folded: str, term: Term) -> Iterator[tuple[int, int]]:
    pattern = _GAP.join(map(_pattern, term.words))
    return islice((match.span() for match in re.finditer(pattern, folded)), _PLACES)


def _pattern(word: str) -> str:
    """The word in any of its forms; names with digits and short words stand as they are."""
    if _ALONE.match(word):
        return re.escape(word)
    stem, endings = word, ""
    if word.isalpha() and len(word) > 3:
        ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) > 3), "")
        stem, endings = word[: len(word) - len(ending)], f"(?:{'|'.join(_ENDINGS)})?"
    return f"(?<!{_LETTER}){re.escape(stem)}{endings}(?!{_LETTER})"


def _folded(text: str) -> str:
    """Lower case without accents, character by character, so that places are those of the text."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain, text))


@cache
def _plain(char: str) -> str:
    return " " if char in MARKS else unicodedata.normalize("NFKD", char)[0].lower()[0]
