"""Indications: noun phrases that end in the name of a disease, with their qualifiers and abbreviation.

No dictionary of diseases is complete, and English names them regularly ("-itis", "-oma", "X syndrome"), so a phrase is
recognised by its head word or by a name in MeSH, and grown to the left over qualifiers ("relapsed or refractory", "moderate to severe").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline_tracker.ingest.extract import mesh
from pipeline_tracker.ingest.extract.words import words
from pipeline_tracker.vocabulary.names import name_key

_HEAD_WORDS = words("disease_heads")
_SUFFIX = r"[A-Za-z]{3,24}(?:itis|osis|oma|omas|emia|aemia|opathy|opathies|algia|uria|plegia|penia|trophy|sclerosis|plasia|philia|ism)"
_NOT = frozenset(words("not_diseases"))
_HEAD = re.compile(
    r"(?<![\w-])(?P<head>(?:"
    + "|".join(f"(?:{word})" for word in sorted(_HEAD_WORDS, key=len, reverse=True))
    + rf"|(?P<formed>{_SUFFIX})))(?![\w-])",
    re.IGNORECASE,
)
# What a head word begins with: its pattern up to a first blank or apostrophe.
_BEGINNING = re.compile("|".join([*(re.split(r"\(\?:\\s|\\s|\[", word)[0] for word in _HEAD_WORDS), _SUFFIX]), re.IGNORECASE)
_LETTERS = re.compile(r"(?<![\w-])[A-Za-z][\w-]*")
_WORD = re.compile(r"[A-Za-z0-9][\w’'/.+-]{0,30}")
_ADJECTIVE = re.compile(
    (
        r"(?:al|ic|ive|ed|ary|ous|malignant|dominant|resistant|recurrent|persistent|dependent|latent|oid|ar|ile|able|ible|"
        r"ese|ile|ean|less|ful|resistant|refractory|negative|positive)$"
    ),
    re.IGNORECASE,
)
_QUALIFIERS = frozenset(words("disease_qualifiers"))
_NEEDS_NAME = frozenset(
    [
        "disease",
        "diseases",
        "syndrome",
        "syndromes",
        "infection",
        "infections",
        "cancer",
        "cancers",
        "deficiency",
        "disorder",
        "disorders",
        "carcinoma",
        "carcinomas",
        "lymphoma",
        "tumors",
    ]
)
_LONGEST = 120  # characters of head words in a row that may be one name
_DEGREES = frozenset({"mild", "moderate", "mildly", "moderately", "mild-", "moderate-", "moderately-", "low", "intermediate"})
_STOP_AT_EDGE = frozenset({"and", "or", "of", "the", "to", "first", "type", "cell", "use", "stage", "eye"})
_HARD_STOP = frozenset(words("disease_stops"))
_RIGHT = re.compile(
    r"(?:\s+(?:type|stage|"
    r"grade)\s+[0-9IVX]{1,4}[ab]?\b)?(?:\s{1,2}\((?P<abbr>[A-Za-z][\w/+-]{1,14}(?:\s[\w-]{1,12})?)\))?(?:\s+(?:secondary\s+to|"
    r"due\s+to|associated\s+with)\s+(?P<cause>(?:[\w’'-]{2,20}\s+){1,4}?(?:degeneration|disease|diabetes|cancer|"
    r"osteoarthritis|infection|syndrome|surgery)(?:\s+\([A-Za-z]{2,8}\))?))?"
)
_KIND = re.compile(r"\s+(?:type|stage|grade)\s+[0-9IVX]{1,4}[ab]?\b")
_LEAD = re.compile(
    r"(?:\b(?:treatment|management|prevention|diagnosis|therapy|therapies|treating|treat|prevent|preventing|"
    r"vaccination|protection)\s+(?:of|for|against)?\s*(?:the\s+)?|\b(?:patients?|participants?|subjects?|adults?|"
    r"people|individuals|children|adolescents|women|men|infants|volunteers|newborns|cohort)\b[^.;]{0,40}?\b(?:with|"
    r"who\s+have|suffering\s+from|living\s+with|diagnosed\s+with)\s+(?:an?\s+|the\s+)?"
    r"|\b(?:for|in|against)\s+(?:the\s+)?(?:treatment\s+of\s+)?(?:patients\s+with\s+)?)$",
    re.IGNORECASE,
)
# A disease that causes, delays or is an example, and is not what is treated.
_BESIDE = re.compile(
    r"\b(?:caused\s+by|history\s+of|including|such\s+as|because\s+of|on\s+account\s+of|owing\s+to|impact\s+of|despite|during|"
    r"delayed\s+by|unrelated\s+to|death\s+from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CRISIS = re.compile(r"[\s-](?:related\s|global\s|virus\s)?(?:pandemic|outbreak|restrictions|lockdown)", re.IGNORECASE)
_FIELD = re.compile(r"\s(?:preparedness|countermeasures?|expertise|franchise|threats?|stockpil\w{1,4})\b", re.IGNORECASE)
_LINE = re.compile(
    r"\b(first|second|third|front)[\s-]line\s(?:therapy|treatment|option|setting)\s(?:for|of|in)\s(?:(?:the\streatment\sof|patients\swith)\s)?$",
    re.IGNORECASE,
)
# "a company devoted to people with kidney disease": what its maker works on, whatever the sentence goes on to say.
_COMPANY_FOR = re.compile(
    r"\b(?:company|companies|firm|group|leader|maker|developer|organi[sz]ation|biotech|pioneer|specialist)\b[^.;]{0,60}\b(?:focus\w*|devoted|"
    r"dedicated|committed|develop(?:s|ing)|pioneering|engaged|advancing|speciali[sz]\w+|working|treat(?:s|ing)|medicines|vaccines|devices|drugs|"
    r"treatments|therap(?:y|ies|eutics))\b[^.;]{0,100}$",
    re.IGNORECASE,
)
_GENERIC = frozenset(words("disease_generic"))
# "Pancreatic Cancer Action Network", "Annals of Kidney Disease": names of bodies and journals.
_BODY = r"(?:Foundation|Society|Association|Network|Institute|Cent(?:er|re)|Alliance|Federation|League|College|Academy|Working\s+Group)s?"
_BODY_AFTER = re.compile(rf"\s(?:[A-Z]\w{{2,15}}\s){{0,2}}{_BODY}\b")
_BODY_BEFORE = re.compile(
    rf"\b(?:{_BODY}|Journal|Annals|Office|Division|Department)\s(?:for|of|on|against)\s(?:the\s)?(?:(?:[A-Z]\w{{2,15}},?|and|&)\s){{0,3}}$"
)
EPONYMS = frozenset(words("eponyms"))


@dataclass(frozen=True)
class Mention:
    """An indication named in a sentence; ``lead`` is true where the words before say that it is treated."""

    start: int
    end: int
    name: str
    abbreviation: str = ""
    lead: bool = False


@dataclass(frozen=True)
class _Head:
    """The words by which a name is recognised. Those of a mere symptom name an indication only where it is said to be treated."""

    start: int
    end: int
    symptom: bool = False


def find(text: str) -> list[Mention]:
    """Indications in reading order. Bare "disease" or "cancer" without a qualifier is none."""
    found: list[Mention] = []
    headline: bool | None = None
    for head in _heads(text):
        if found and head.start < found[-1].end:
            continue
        low = _grown_left(text, head.start, found[-1].end if found else 0)
        end, abbreviation = _grown_right(text, low, head.end)
        phrase = text[low:end]
        lead = _LEAD.search(text[max(0, low - 110) : low]) is not None
        if name_key(re.sub(r"\([^()]{0,60}\)", "", phrase)) in _GENERIC or (head.symptom and not lead) or _names_body(text, low, end):
            continue
        if headline is None:
            headline = _in_capitals(text)
        found.append(Mention(low, end, _plain(phrase) if headline else re.sub(r"\s+", " ", phrase), abbreviation, lead))
    return found


@lru_cache(maxsize=8192)
def _may_begin_head(word: str) -> bool:
    return _BEGINNING.match(word) is not None


def _head_words(text: str) -> Iterator[re.Match[str]]:
    """All that `_HEAD` finds; texts repeat their words, so which of them can begin a head word is remembered."""
    end = 0
    for word in _LETTERS.finditer(text):
        if _may_begin_head(word[0]) and word.start() >= end and (match := _HEAD.match(text, word.start())):
            yield match
            end = match.end()


def _heads(text: str) -> list[_Head]:
    """Head words and names of MeSH in reading order; those that overlap or follow one another ("bleeding disorders") as one."""
    named = mesh.find(text)
    symptoms = {(found.start, found.end) for found in named if found.disease.symptom}
    heads = [
        _Head(match.start("head"), match.end("head"), match["formed"] is not None and match.span("head") in symptoms)
        for match in _head_words(text)
    ]
    heads += [_Head(found.start, found.end, found.disease.symptom) for found in named]
    merged: list[_Head] = []
    for head in sorted(heads, key=lambda head: (head.start, -head.end)):
        if text[head.start : head.end].lower() in _NOT:
            continue
        last = merged[-1] if merged else None
        if last and text[last.end : head.start] in ("", " ", "-") and head.end - last.start <= _LONGEST:
            merged[-1] = _Head(last.start, max(last.end, head.end), last.symptom and head.symptom)
        else:
            merged.append(head)
    return merged


def _grown_right(text: str, low: int, end: int) -> tuple[int, str]:
    """Where the name that runs from ``low`` ends with its type, cause and abbreviation, and the abbreviation."""
    right = _RIGHT.match(text, end, min(len(text), end + 140))
    if right is None:
        return end, ""
    if right["abbr"] is None:
        return right.end(), ""
    if _abbreviates(right["abbr"], text[low:end]):
        return right.end(), right["abbr"]
    kind = _KIND.match(text[end : end + 16])
    return end + (kind.end() if kind else 0), ""


def _names_body(text: str, start: int, end: int) -> bool:
    """Whether the words are part of the name of a society, institute or journal."""
    return _BODY_AFTER.match(text, end, end + 60) is not None or _BODY_BEFORE.search(text[max(0, start - 80) : start]) is not None


def without_products(mention: Mention, text: str, products: Sequence[tuple[int, int]]) -> Mention:
    """The name without that of a product before it: "QLN-101 mpox" is mpox."""
    end = next((end for start, end in products if start <= mention.start < end < mention.end), mention.start)
    cut = end - mention.start
    return replace(mention, start=end, name=mention.name[cut:].lstrip(" -‑,®™")) if cut and len(mention.name) > cut + 2 else mention


def with_line(mention: Mention, text: str) -> Mention:
    """ "first-line therapy for lung cancer" is for first-line lung cancer."""
    line = _LINE.search(text[max(0, mention.start - 70) : mention.start])
    return replace(mention, name=f"{line[1].lower()}-line {mention.name}") if line else mention


def treated(text: str, found: list[Mention], programs: Sequence[int]) -> list[Mention]:
    """Those of ``found`` that may be what a program of the sentence treats. ``programs`` are where it names programs.

    Left out are diseases that cause, delay or are examples, and those that only tell what the company works on.
    """
    return [
        mention
        for mention in found
        if not _BESIDE.search(text[max(0, mention.start - 40) : mention.start])
        and not _CRISIS.match(text, mention.end, mention.end + 40)
        and not _FIELD.match(text, mention.end, mention.end + 40)
        and not _of_company(text, mention.start, programs)
    ]


def _of_company(text: str, start: int, programs: Sequence[int]) -> bool:
    low = max(0, start - 220)
    match = _COMPANY_FOR.search(text[low:start])
    return match is not None and not any(low + match.start() <= program < start for program in programs)


def only_one(names: Iterable[str]) -> str:
    """The name that all of ``names`` spell or qualify, the first as told; "" for none or several."""
    spelled = list(dict.fromkeys(names))
    keys = {key_of(name) for name in spelled}
    shortest = min(keys, key=len, default="")
    return spelled[0] if spelled and all(shortest in key for key in keys) else ""


def abbreviations(found: list[Mention]) -> dict[str, str]:
    """Abbreviation -> the indication as first written out with it."""
    table: dict[str, str] = {}
    for disease in found:
        if disease.abbreviation:
            table.setdefault(disease.abbreviation, disease.name)
    return table


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Under which two spellings are one indication: without abbreviation, case and plural."""
    return re.sub(r"s$", "", name_key(re.sub(r"\([^()]{0,40}\)", "", name)))


def _grown_left(text: str, start: int, limit: int) -> int:
    """Takes in the qualifiers before a head word: at most 9 words, and no further than ``limit``."""
    low = start
    words = list(_WORD.finditer(text, max(limit, start - 130), start))
    for count, word in enumerate(reversed(words)):
        gap = text[word.end() : low]
        if count >= 9 or gap.strip(" \n,/-&").strip() or ("," in gap and count > 5):
            break
        token = word[0].rstrip(".")
        lower = token.lower().replace("’", "'")
        if lower in _HARD_STOP or (lower == "to" and not (count + 1 < len(words) and words[-count - 2][0].lower() in _DEGREES)):
            break
        if ("," in gap and lower not in _QUALIFIERS) or lower.endswith("-based"):
            break
        if (
            lower in _QUALIFIERS
            or (_ADJECTIVE.search(lower) and len(lower) > 4 and "," not in gap)
            or token.endswith(("-type", "-related", "-associated"))
            or (token[0].isupper() and token in EPONYMS)
        ):
            low = word.start()
            continue
        if re.fullmatch(r"[A-Z][A-Z0-9-]{1,8}|Ig[AGME][0-9]?", token) and count <= 2:
            low = word.start()
            continue
        if (
            count == 0
            and not gap.strip()
            and name_key(text[start : start + 12].split(maxsplit=1)[0]) in _NEEDS_NAME
            and re.fullmatch(r"[A-Za-z][A-Za-z’'-]{4,24}", token)
        ):
            low = word.start()  # the name of a disease that no list holds: "norovirus infection", "Crigler-Najjar syndrome"
            continue
        break
    while low < start:
        match = _WORD.match(text, low, start)
        if match and match[0].lower() in _STOP_AT_EDGE:
            low = match.end()
            while low < start and not text[low].isalnum():
                low += 1
            continue
        break
    return low


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of ``short`` occur in ``long`` in order, the first at the start of a word."""
    letters = [char for char in short.lower() if char.isalpha()]
    if not letters or len(short) > 14 or short.islower():
        return False
    target = long.lower()
    position = 0
    for char in letters:
        position = target.find(char, position) + 1
        if position == 0:
            return False
    return True


def _plain(phrase: str) -> str:
    """Title Case of headlines lowered, names of persons and abbreviations kept; one line."""
    words = re.sub(r"\s+", " ", phrase).split(" ")
    return " ".join(_lowered(word) for word in words)


def _in_capitals(text: str) -> bool:
    """Whether the sentence is set like a headline, most of its longer words in capitals."""
    words = re.findall(r"[A-Za-z][\w’'-]{3,}", text[:400])
    return bool(words) and sum(1 for word in words if word[0].isupper()) >= 0.55 * len(words)


def _lowered(word: str) -> str:
    if word in EPONYMS or word.startswith("("):
        return word
    parts = re.split(r"([-/])", word)
    if re.fullmatch(r"[A-Z][a-z’']{1,30}", parts[0]) and parts[0] not in EPONYMS and word.strip("()") not in EPONYMS:
        return "".join(part.lower() if re.fullmatch(r"[A-Z][a-z’']{1,30}|To", part) else part for part in parts)
    return word
