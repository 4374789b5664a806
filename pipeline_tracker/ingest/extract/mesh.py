"""Names of diseases in the Medical Subject Headings (MeSH) of the U.S. National Library of Medicine, and their normal form.

data/mesh.tsv.gz is made by tools/convert_mesh.py; its first line tells where it comes from. It is read on first use.
"""

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline_tracker.ingest.extract.words import DATA
from pipeline_tracker.vocabulary.areas import AREAS

VOCABULARY = DATA / "mesh.tsv.gz"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]{1,3}(?![\w'’]))?")
_GAP = re.compile(r"[\s\-‐‑–]{1,3}|['’]s?\s")
_BLANK = re.compile(" ")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_BRITISH = (("ae", "e"), ("oe", "e"), ("tumour", "tumor"), ("neurone", "neuron"))
_CAUSE = re.compile(r"\s(?:of|in|with|due to|associated with|secondary to|caused by)\s", re.IGNORECASE)
# What registries put behind a disease: "Lung Cancer AJCC v8", "Colorectal Cancer Stage IV", "Breast Cancer Female".
_BEHIND = re.compile(
    r"(?:\s(?:AJCC v\d|stage (?:I{1,3}|IV|\d)[A-D]?|adult|pa?ediatric|childhood|female|male"
    r"|advanced|metastatic|primary|recurrent|refractory))+$",
    re.IGNORECASE,
)
# Acronyms that releases leave unspelled, of one disease in development each; MeSH has longer ones.
_SPELLED = {
    "ALS": "amyotrophic lateral sclerosis",
    "AML": "acute myeloid leukemia",
    "CLL": "chronic lymphocytic leukemia",
    "DLBCL": "diffuse large b cell lymphoma",
    "DMD": "duchenne muscular dystrophy",
    "GBM": "glioblastoma",
    "GVHD": "graft versus host disease",
    "GvHD": "graft versus host disease",
    "HCC": "hepatocellular carcinoma",
    "NASH": "nonalcoholic steatohepatitis",
    "RCC": "renal cell carcinoma",
    "SCLC": "small cell lung cancer",
    "TNBC": "triple negative breast cancer",
}
_DENIES = frozenset({"non", "pre", "pseudo", "anti"})  # "non-diabetic kidney disease" is no diabetic kidney disease
_JOINS = frozenset({"and", "or"})


class Disease(NamedTuple):
    """A concept of MeSH: ``name`` as it is listed ("Carcinoma, Hepatocellular"), ``area`` the heading over its tree, ``key`` its
    unique ID ("D006528"). Where it stands in several trees the area is cancer or infection before the organ, the organ before heredity;
    "" for signs and symptoms."""

    name: str
    area: str
    key: str
    symptom: bool = False


@dataclass(frozen=True)
class Found:
    """A name of MeSH in a text."""

    start: int
    end: int
    disease: Disease


@lru_cache(maxsize=30_000)
def fold_word(word: str) -> str:
    """A word without accents, capitals, possessive, plural and British diphthong."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char)).casefold()
    plain = re.split(r"['’]", plain, maxsplit=1)[0]
    for british, american in _BRITISH:
        plain = plain.replace(british, american)
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


def fold(text: str) -> str:
    """The words of ``text`` under which two spellings of a disease are one, parted by blanks. A lone acronym keeps its capitals, so that
    "aids" is not "AIDS"."""
    return text if _ACRONYM.fullmatch(text) else " ".join(fold_word(match[0]) for match in _WORD.finditer(text))


@cache
def _names() -> dict[str, Disease]:
    """Concepts by folded name."""
    names: dict[str, Disease] = {}
    for line in gzip.decompress(VOCABULARY.read_bytes()).decode().splitlines():
        if line.startswith("#"):
            continue
        key, name, tops, kind, spellings = line.split("\t")
        disease = Disease(name, AREAS.get(tops.split(" ", 1)[0], ""), key, kind == "symptom")
        names.update(dict.fromkeys(spellings.split("|"), disease))
    return names


@cache
def _openings() -> frozenset[str]:
    """All that names begin with: their first word, their first two words and so on."""
    wholes = (name if " " in name else name.casefold() for name in _names())
    return frozenset(wholes) | {name[: blank.start()] for name in _names() for blank in _BLANK.finditer(name)}


def find(text: str) -> list[Found]:
    """Names of diseases in reading order, the longest at each place, none within another."""
    names, openings = _names(), _openings()
    words = [(match.start(), match.end(), fold_word(match[0])) for match in _WORD.finditer(text)]
    found: list[Found] = []
    index = 0
    while index < len(words):
        if words[index][2] in openings and (hit := _longest_at(names, openings, text, words, index)):
            length, disease = hit
            found.append(Found(words[index][0], words[index + length - 1][1], disease))
            index += length
        else:
            index += 1
    return found


def _longest_at(
    names: dict[str, Disease], openings: frozenset[str], text: str, words: list[tuple[int, int, str]], index: int
) -> tuple[int, Disease] | None:
    """The longest name that begins with the word at ``index``, and how many words it has."""
    start, end, key = words[index]
    best: tuple[int, Disease] | None = None
    if disease := names.get(text[start:end]) or names.get(key):
        best = 1, disease
    for count, last in enumerate(words[index + 1 :], start=2):
        key = f"{key} {last[2]}"
        if key not in openings or not _GAP.fullmatch(text, end, last[0]):
            break
        end = last[1]
        if disease := names.get(key):
            best = count, disease
    return best


def normal_form(text: str) -> Disease | None:
    """The concept that an indication's name means, or the narrowest known that its end names: "moderate-to-severe psoriasis" is Psoriasis.

    What stands in parentheses, and what follows "of", "in", "due to" ..., is left out where the whole is not known. What follows a
    disease after a comma goes before it, as in registries: "Arthritis, Rheumatoid". None where nothing is known, and where the name
    lists several diseases.
    """
    whole = " ".join(re.sub(r"\([^()]{0,200}\)", " ", text[:300]).split())
    disease, comma, more = whole.partition(", ")
    if comma and _ending(disease):
        upright = " ".join(reversed(whole.split(", ")))
        return _known(whole) or _known(upright) or (None if find(more) else _ending(upright))
    for name in (whole, _BEHIND.sub("", whole)):
        if found := _ending(name) or _ending(_CAUSE.split(name, maxsplit=1)[0]):
            return found
    return None


def _known(name: str) -> Disease | None:
    names = _names()
    return names.get(fold(name)) or names.get(fold_word(name)) or names.get(_SPELLED.get(name, ""))


def _ending(name: str) -> Disease | None:
    """The concept whose name is the longest ending of ``name``; a lone acronym at its end has its capitals: "metastatic NSCLC"."""
    if whole := _known(name):
        return whole
    names = _names()
    words = fold(name.replace("/", " or ")).split(" ")
    last = re.split(r"[ /]", name)[-1]
    if last in _SPELLED or _ACRONYM.fullmatch(last):
        words[-1:] = _SPELLED.get(last, last).split(" ")
    for first in range(len(words)):
        disease = names.get(" ".join(words[first:]))
        if disease and not (first and words[first - 1] in _DENIES):
            before = words[:first]
            lists = before and (before[-1] in _JOINS or (_JOINS.intersection(before) and find(" ".join(before))))
            return None if lists else disease
    return _ending(f"{name[:-3]}y") if name.lower().endswith("ies") else None  # "malignancies"; fold_word leaves these as they are
