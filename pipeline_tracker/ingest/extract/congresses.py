"""Congress names: a dictionary of meetings, and a bounded scan for "the 42nd ASRS Annual Scientific Meeting"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline_tracker.ingest.extract.words import DATA

_TABLE = DATA / "congresses.tsv"
_FIRST_WORD = re.compile(r"(?<![\w-])[A-Za-z][\w-]*")
_WORD = re.compile(r"[^\s,;:()]{1,40}")
_NOUN = re.compile(
    r"\b(?:Annual\s+(?:Scientific\s+)?(?:Meeting|Congress|Conference|Symposium|Sessions?|Summit|Assembly)|"
    r"Scientific\s+(?:Sessions?|Meeting|Congress|Assembly|Symposium)|International\s+(?:Meeting|Congress|Symposium|"
    r"Conference|Workshop)|World\s+(?:Congress|Conference)|"
    r"(?:Midyear|Mid-Year|Spring|Fall|Winter|Plenary)\s+(?:Meeting|Conference|Symposium)|Congress|Conference|"
    r"Symposium|Meeting|Workshop|Summit|Sessions)\b"
)
_INVESTORS = re.compile(
    r"\b(?:investors?|investment|healthcare\s+(?:conference|summit|forum)|health\s+care\s+conference|"
    r"capital\s+markets?|growth\s+conference|securities|J\.?\s?P\.?\s?Morgan|JPM|Jefferies|Cowen|Goldman|Stifel|"
    r"Leerink|Piper|Wainwright|Cantor|"
    r"Oppenheimer|Needham|Guggenheim|Evercore|Barclays|BofA|Bank\s+of\s+America|Wells\s+Fargo|Morgan\s+Stanley|Citi|"
    r"UBS|RBC|BMO|Truist|Mizuho|Raymond\s+James|Canaccord|Chardan|LifeSci|BTIG|Northland|Roth|Baird|Ladenburg|Maxim|"
    r"Biotech\s+Showcase|BIO\s+(?:CEO|International)|fireside\s+chat|shareholders?|stockholders?|conference\s+call|"
    r"webcast|earnings|Roadshow|equity|banking|partnering)\b",
    re.IGNORECASE,
)
_NOT_A_MEETING = re.compile(
    (
        r"\b(?:Advisory\s+Committee|Type\s+[ABCD]|Pre-?(?:IND|BLA|NDA)|End[\s-]of[\s-]Phase|Special\s+Meeting|"
        r"General\s+Meeting|(?:Stock|Share)holders?|Board|Scientific\s+Advice|Safety\s+Monitoring|pre-submission)\b"
    ),
    re.IGNORECASE,
)
_JOIN = frozenset({"of", "the", "for", "on", "and", "&", "de", "-", "–"})
_STOP = frozenset(
    [
        "at",
        "during",
        "with",
        "from",
        "by",
        "data",
        "poster",
        "presentation",
        "oral",
        "present",
        "presented",
        "presents",
        "presenting",
        "upcoming",
        "session",
        "titled",
        "entitled",
        "results",
        "that",
        "which",
        "today",
        "will",
        "announced",
        "the",
    ]
)
_ANOTHER = re.compile(r"\s(?:and|&)\s(?:the\s)?")  # "the Retina Society's Annual Meeting and the Example Congress"
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


@dataclass(frozen=True)
class Congress:
    """A meeting named in a sentence. ``name`` is in the text's words; ``year`` is printed with it, 0 where none is."""

    start: int
    end: int
    name: str
    year: int = 0
    key: str = ""


@dataclass(frozen=True)
class _Dictionary:
    """One pattern over all acronyms and full names, the first words of these, and name -> acronym; all keys in lower case."""

    pattern: re.Pattern[str]
    first_words: frozenset[str]
    acronyms: dict[str, str]

    def named(self, text: str) -> Iterator[re.Match[str]]:
        """The dictionary's names in ``text``; the pattern is only tried where a first word stands."""
        end = 0
        for word in _FIRST_WORD.finditer(text):
            if word[0].lower() in self.first_words and word.start() >= end and (match := self.pattern.match(text, word.start())):
                yield match
                end = match.end()


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    names: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            acronym, *others = line.split("\t")
            names[acronym] = acronym
            for other in others:
                if other.strip():
                    names[other.strip()] = acronym
    parts: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        body = re.escape(name).replace(r"\ ", r"\s+")
        parts.append(body if len(name) <= 9 and " " not in name else f"(?i:{body})")
    return _Dictionary(
        re.compile(rf"(?:{'|'.join(parts)})(?![\w-])"),
        frozenset(first[0].lower() for name in names if (first := _FIRST_WORD.match(name))),
        {name.lower(): acronym for name, acronym in names.items()},
    )


def find(text: str) -> list[Congress]:
    """Scientific meetings named in ``text``, left to right. Investor conferences are none."""
    dictionary = _dictionary()
    found: list[Congress] = []
    nouns = list(_NOUN.finditer(text))
    for match in dictionary.named(text):
        key = dictionary.acronyms.get(re.sub(r"\s+", " ", match[0]).lower(), "")
        start, end = _grown(text, match.start(), match.end(), nouns)
        if key == match[0] and not _is_meeting(text, match.start(), match.end(), start, end):
            continue
        _add(found, text, start, end, key)
    for noun in nouns:
        if any(congress.start <= noun.start() < congress.end for congress in found):
            continue
        left = _left(text, noun.start())
        if left is None or re.match(r"\s+(?:Cent(?:er|re)|Hall|Complex|Calls?)\b", text[noun.end() : noun.end() + 10], re.IGNORECASE):
            continue
        left = _behind_another(text, left, noun.start(), found)
        end = _right(text, noun.end())
        phrase = text[left:end]
        if not _NOT_A_MEETING.search(phrase) and not _INVESTORS.search(phrase):
            _add(found, text, left, end, "")
    found.sort(key=lambda congress: congress.start)
    return found


def _behind_another(text: str, left: int, noun: int, found: list[Congress]) -> int:
    """Where a name begins that stands behind another one: "the Retina Society's Annual Meeting and the Example Congress" are two."""
    before = max((congress.end for congress in found if left < congress.end <= noun), default=None)
    joined = _ANOTHER.match(text, before) if before is not None else None
    return joined.end() if joined and joined.end() < noun else left


def investors(text: str) -> bool:
    """Whether the sentence is about an investor event."""
    return _INVESTORS.search(text) is not None


def _add(found: list[Congress], text: str, start: int, end: int, key: str) -> None:
    for index, other in enumerate(found):
        if start <= other.end + 3 and other.start <= end + 3:
            low, high = min(start, other.start), max(end, other.end)
            found[index] = Congress(low, high, _clean(text[low:high]), _year(text[low:high]), other.key or key)
            return
    found.append(Congress(start, end, _clean(text[start:end]), _year(text[start:end]), key))


def _is_meeting(text: str, start: int, end: int, grown_start: int, grown_end: int) -> bool:
    """An acronym alone counts where a year, "at", a parenthesis or a meeting word stands beside it."""
    if (grown_start, grown_end) != (start, end):
        return True
    before, after = text[max(0, start - 24) : start], text[end : end + 16]
    return bool(
        re.search(r"\b(?:at|during|in)\s+(?:the\s+)?(?:[0-9]{1,2}(?:st|nd|rd|th)\s+|20[0-9]{2}\s+)?$", before)
        or re.match(r"\s*['’]?(?:20)?[0-9]{2}\b", after)
    )


def _grown(text: str, start: int, end: int, nouns: list[re.Match[str]]) -> tuple[int, int]:
    """The name with what belongs to it: ordinal and year before, "2023 Annual Meeting" behind."""
    before = re.search(
        r"(?:(?:the\s+)?(?:(?:19|20)[0-9]{2}|[0-9]{1,3}\s?(?:st|nd|rd|th)|[Xx][XxVvIi]{1,6})\s+(?:Annual\s+|International\s+)?){1,2}$",
        text[max(0, start - 50) : start],
    )
    if not before and text[:start].endswith(("(", "(“", '("')):
        opened = text.rindex("(", 0, start)
        start = _left(text, opened) or start
    if before:
        start -= len(text[max(0, start - 50) : start]) - before.start()
    grown = False
    for noun in nouns:
        gap = text[end : noun.start()]
        if start <= noun.start() and 0 <= noun.start() - end <= 45 and _bridge(gap) and not (grown and _ANOTHER.match(gap)):
            end, grown = noun.end(), True
    return start, _right(text, end)


def _bridge(gap: str) -> bool:
    """Only parts of a name between a society and its meeting: '("SITC") 34 th', "2023", "'s"."""
    return (
        re.fullmatch(
            r"['’]?s?(?:[\s,(\"“”)-]|\b(?:19|20)[0-9]{2}\b|\b[0-9]{1,3}\s?(?:st|nd|rd|th)\b|[A-Z][A-Za-z-]{0,12}|of|the|and|&){0,12}", gap
        )
        is not None
    )


def _left(text: str, start: int) -> int | None:
    """Where the capitalised words before a meeting word begin; at most 14 words back, None where there are none."""
    low = start
    words = list(_WORD.finditer(text, max(0, start - 160), start))
    names = 0
    for count, word in enumerate(reversed(words)):
        token = word[0]
        gap = text[word.end() : low]
        if count >= 14 or gap.strip(" \n(\"“”)'’"):
            break
        bare = token.strip("\"“”'’()")
        if not bare or (bare.lower() in _STOP and bare.lower() not in _JOIN):
            break
        if not (bare[0].isupper() or bare[0].isdigit() or bare.lower() in _JOIN):
            break
        low = word.start()
        if bare[0].isupper() or bare[0].isdigit():
            names += 1
    else:
        pass
    while low < start:
        match = _WORD.match(text, low, start)
        if match and match[0].lower() in _JOIN:
            low = match.end()
            while low < start and text[low].isspace():
                low += 1
            continue
        break
    return low if names and low < start and any(char.isalpha() for char in text[low:start]) else None


def _right(text: str, end: int) -> int:
    """Takes in "(ARVO)", " 2024", " of the European Society of ..." behind a meeting word."""
    for _ in range(3):
        match = re.match(
            (
                r"(?:\s{0,2}\((?:the\s+)?[“\"]?[A-Za-z][\w\s'’&/-]{1,30}[”\"]?\)|\s{1,2}(?:&\s)?(?:and\s)?Exposition\b|"
                r",?\s{1,2}20[0-9]{2}\b(?!\s{0,2}[A-Za-z]{3,9}\s[0-9])|\s{1,2}(?:of|on|"
                r"for)\s+(?:the\s+)?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z][\w-]{2,25}(?:\s+(?:of|for|and|&|on|the|in)\s+(?:the\s+)?[A-Z][\w-]{2,25}|"
                r"\s+[A-Z][\w-]{2,25}){0,7})"
            ),
            text[end : end + 200],
        )
        if not match or not match.end():
            break
        end += match.end()
    return end


def _year(name: str) -> int:
    match = _YEAR.search(name)
    return int(match[0]) if match else 0


def _clean(name: str) -> str:
    """One line; straight spacing ("34 th" as "34th"); quotes around an acronym dropped; a leading article dropped."""
    name = re.sub(r"\s+", " ", name).strip(" ,;:-–")
    name = re.sub(r"([0-9]) (st|nd|rd|th)\b", r"\1\2", name)
    name = re.sub(r"\(\s?[“\"”]([^“”\"()]{1,40})[”\"“]\s?\)", r"(\1)", name)
    return re.sub(r"^(?:[Tt]he|[Aa]nd|[Oo]f)\s+", "", name)
