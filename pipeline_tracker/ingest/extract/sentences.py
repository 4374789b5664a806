"""Sentence ends inside one block. Abbreviations, initials and decimals do not end one; a glued full stop ("imaging.The") does."""

import re

LONGEST = 2000  # longer runs are cut, so that no later pattern meets a sentence without bound

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'/,-])(?:Inc|Corp|Ltd|Co|LLC|Dr|Drs|Mr|Mrs|Ms|Prof|St|No|Nos|vs|v|e\.g|i\.e|al|approx|Fig|Jan|Feb|"
    r"Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|U\.S|U\.K|E\.U|U\.S\.A|D\.C|Ph\.D|M\.D|Pharm\.D|B\.V|N\.V|S\.A|a\.m|p\.m|Calif|Mass|Md|Pa|Conn|Ill|Va|Fla|Wash|"
    r"Tex|Colo|Mich|Minn|Ore|Jr|Sr|Rev|Gen|[A-Z]|[A-Z]\.[A-Z])$"
)
_END = re.compile(r"[.!?][\"”’')\]]{0,3}(?:(?<=[a-z)]\.)[0-9]{1,2}(?:,[0-9]{1,2}){0,4})?(?:(?=\s)|(?<=[a-z)]\.)(?=[A-Z][a-z]{2,}\s))")
# "-- First line under the headline -- -- Second line --": where one ends and the next begins.
_BETWEEN_HEADLINES = re.compile(r"(?:--|[–—])\s{1,8}(?:--|[–—])(?=\s?\S)")
# After these abbreviations a capital may begin a new sentence.
_MAY_END = re.compile(r"(?:Inc|Corp|Ltd|Co|LLC|U\.S|U\.K|E\.U|a\.m|p\.m|N\.V|S\.A|Ph\.D|M\.D|Pharm\.D)$")
_OPENER = re.compile(
    r"[\s\"“‘'(*]{1,6}(?:The|This|These|Those|It|In|We|Our|For|As|At|With|A|An|To|If|On|All|Additionally|Both|Under|"
    r"During|Following|Based|Data|Patients)\b"
)


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the sentences in ``text[start:end]``, blank space outside of them."""
    found: list[tuple[int, int]] = []
    low = start
    for match in _BETWEEN_HEADLINES.finditer(text, start, end):
        _split(found, text, low, match.start())
        low = match.end()
    _split(found, text, low, end)
    return found


def _split(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Appends the spans of sentences between two such places."""
    low = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop >= end:
            break
        before = text[max(low, match.start() - 12) : match.start()]
        if (
            text[match.start()] == "."
            and _ABBREVIATION.search(before)
            and not (_MAY_END.search(before) and _OPENER.match(text, stop, min(end, stop + 24)))
        ):
            continue
        following = text[stop : stop + 6].lstrip(" \t\u00a0\"“‘'(*[")
        if (
            not following
            or following[0].islower()
            or (
                text[match.start()] == "."
                and following[0].isdigit()
                and text[match.start() - 1].isdigit()
                and not text[stop : stop + 1].isspace()
            )
        ):
            continue
        low = _add(found, text, low, stop)
    _add(found, text, low, end)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> int:
    """Appends the sentence without outer blanks, in pieces of at most LONGEST characters; returns where the next begins."""
    low = start
    while low < end:
        high = min(end, low + LONGEST)
        if high < end:
            space = text.rfind(" ", low + LONGEST // 2, high)
            high = space if space > 0 else high
        first, last = low, high
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first:
            found.append((first, last))
        low = high
    return end
