"""A text with marked passages, as a flat list of pieces that a template writes one after another.

Passages may nest and overlap. Elements may only nest, so a mark that another one crosses is closed and opened again:
the text is never changed and never repeated, and the first piece of every passage carries its anchor.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A marked part of the text; ``facts`` are numbers of what was read in it, ``kind`` is how it looks."""

    start: int
    end: int
    kind: str
    facts: tuple[int, ...] = ()

    @property
    def anchor(self) -> str:
        return f"c{self.start}-{self.end}"


@dataclass(frozen=True)
class Piece:
    """One step of writing: ``opens`` or ``closes`` a mark, or writes ``text``.

    ``anchor`` is empty where a crossed mark goes on; ``facts`` are given where a passage ends for good.
    """

    text: str = ""
    opens: Passage | None = None
    closes: Passage | None = None
    anchor: str = ""
    facts: tuple[int, ...] = ()


# How a passage looks that was read in several ways: the first of these.
KINDS = ("claim", "evidence", "figure", "attribute", "mention")


def join_passages(passages: Iterable[Passage]) -> list[Passage]:
    """One passage for each place, with all its facts, outermost first."""
    places: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for passage in passages:
        places[passage.start, passage.end].append(passage)
    joined = [
        Passage(start, end, min((p.kind for p in found), key=KINDS.index), tuple(sorted({fact for p in found for fact in p.facts})))
        for (start, end), found in places.items()
    ]
    return sorted(joined, key=lambda p: (p.start, -p.end))


def pieces(text: str, passages: Iterable[Passage]) -> Iterator[Piece]:
    """The text with its marks. Passages outside the text are left out: a page shows what there is."""
    marks = join_passages(p for p in passages if 0 <= p.start < p.end <= len(text))
    starting: dict[int, list[Passage]] = defaultdict(list)
    for mark in marks:
        starting[mark.start].append(mark)
    cuts = sorted({edge for mark in marks for edge in (mark.start, mark.end)} | {0, len(text)})
    opened: list[Passage] = []
    for here, there in zip(cuts, [*cuts[1:], len(text)], strict=True):
        again = []
        while any(mark.end == here for mark in opened):
            mark = opened.pop()
            if mark.end == here:
                yield Piece(closes=mark, facts=mark.facts)
            else:
                yield Piece(closes=mark)
                again.append(mark)
        for mark in reversed(again):
            opened.append(mark)
            yield Piece(opens=mark)
        for mark in starting[here]:
            opened.append(mark)
            yield Piece(opens=mark, anchor=mark.anchor)
        if here < there:
            yield Piece(text=text[here:there])


def cut(found: Iterable[Piece], breaks: Sequence[int]) -> list[list[Piece]]:
    """The pieces of a text in parts, parted at the characters at these places (ascending), which are left out.

    A mark that goes on beyond a break is closed before it and opened again behind it, without its anchor.
    """
    parts: list[list[Piece]] = [[]]
    opened: list[Passage] = []
    here, left = 0, list(reversed(breaks))
    for piece in found:
        if piece.opens:
            opened.append(piece.opens)
        elif piece.closes:
            opened.pop()
        text = piece.text
        while left and left[-1] < here + len(text):
            head, text = text[: left[-1] - here], text[left[-1] - here + 1 :]
            here = left.pop() + 1
            parts[-1] += [Piece(text=head)] if head else []
            parts[-1] += [Piece(closes=mark) for mark in reversed(opened)]
            parts.append([Piece(opens=mark) for mark in opened])
        here += len(text)
        if text or not piece.text:
            parts[-1].append(Piece(text=text) if piece.text else piece)
    return parts
