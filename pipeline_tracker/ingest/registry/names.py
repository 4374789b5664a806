"""Names of interventions: what is a product's name in them, what is dose, form or route, and what is no product at all.

"AB-101 10 mg tablet" and "AB-101 (high dose)" are AB-101. Names are taken from both ends inwards, word by word, and what is
left in the middle stays as the record writes it.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.extract.words import marketed
from pipeline_tracker.vocabulary.names import name_key, without_marks, words_of

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
_DATA = Path(__file__).with_name("data")


def _listed(name: str) -> frozenset[str]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_FORMS = _listed("forms")
_UNITS = _listed("units")
_CLASSES = _listed("classes")
_GENERICS = _listed("generics")
_INDEXED = frozenset(
    {"dose", "level", "cohort", "part", "group", "arm", "regimen", "schedule", "formulation", "strength", "panel", "stage"}
)
_ORDINALS = frozenset({"a", "b", "c", "d", "e", "i", "ii", "iii", "iv", "v"})
_BLANK = re.compile(r"\b(?:placebos?|sham|saline|vehicle|dummy)\b", re.IGNORECASE)
_CARE = ("standard of care", "standard care", "usual care", "best supportive care", "standard treatment", "standard therapy", "soc")
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\((?:r|tm|sm)\)", re.IGNORECASE)
_MARKED = re.compile(r"\(([A-Z][\w -]{1,40}) ?(?:®|™|\((?:R|TM)\))\)")
_PREFIX = re.compile(r"(?:drug|biological|genetic|combination product|experimental|active comparator|other) ?: ?", re.IGNORECASE)
_BRACKETED = re.compile(r" ?[(（\[]([^()（）\[\]]{0,200})[)）\]]")
_JOINED = re.compile(r" (?:\+|plus|and|with|or|vs\.?|versus|followed by|then|&|/) ", re.IGNORECASE)
_QUANTITY = re.compile(r"[<>≤≥~x]?[0-9][0-9.,]{0,12}(?:(?:[x×*^][0-9e^]{1,8})|(?:[-–/][0-9][0-9.,]{0,12})){0,2}")
_CODE = re.compile(r"(?=[^ ]{0,30}[0-9])(?=[^ ]{0,30}[A-Za-z])[A-Za-z0-9][A-Za-z0-9./-]{2,30}")
_CODED = re.compile(r"[A-Za-z]{1,8}[- ]?[0-9]{2,8}")
_LIMIT = 80  # what is longer is a description


def words_in(text: str) -> list[str]:
    """As ``words_of``, which most names need not go through: they are plain ASCII."""
    return _WORD.findall(text.lower()) if text.isascii() else words_of(text)


def key_of(text: str) -> str:
    """As ``name_key``."""
    return "".join(words_in(text)).replace("_", "") if text.isascii() else name_key(text)


def plain(text: str, field: str = "", limit: int = 200) -> str:
    """As the tracker keeps names: NFC, no trade marks, no control characters, single spaces.

    Raises Refused "too-long", which names ``field``, for the few texts that grow beyond the limit when they are composed.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    if not text.isascii():
        text = unicodedata.normalize("NFC", without_marks(text))
        if len(text) > limit:
            raise Refused("too-long", f"{field}: {text[:20]!r}... has more than {limit} characters")
    if not text.isprintable():
        text = text.translate(_CONTROLS)
    return " ".join(text.split())


@lru_cache(maxsize=1 << 12)
def product(text: str) -> tuple[str, tuple[str, ...]]:
    """The product's name in an intervention's name and further names in brackets; "" where it names no single product."""
    plain = _PREFIX.sub("", without_marks(_MARK.sub(" ", text)), count=1)
    bracketed = tuple(alias for inner in _BRACKETED.findall(plain) if _CODE.fullmatch(inner.strip()) and (alias := _stripped(inner)))
    name = _stripped(_BRACKETED.sub(" ", plain))
    if not name or len(name) > _LIMIT or "," in name or "#" in name or _JOINED.search(f" {name} ") or is_class(name):
        return "", ()
    return name, tuple(alias for alias in bracketed if key_of(alias) != key_of(name))


def other_names(text: str) -> tuple[str, ...]:
    """The names in one of ``otherNames``, which often holds several ("DS-8201a, T-DXd")."""
    found = (product(part) for part in re.split(r"[,;]", text))
    return tuple(name for name, more in found for name in (name, *more) if len(key_of(name)) > 1)


def marked_name(title: str) -> str:
    """The one trade name that a title sets in brackets: "... Progenitor Cells (AlloJoin®) in ..."; "" for none or several."""
    found = {plain(name) for name in _MARKED.findall(title)}
    return found.pop() if len(found) == 1 else ""


def is_blank(text: str) -> bool:
    """Whether it is given so that nothing is given: placebo, sham, saline, vehicle."""
    return _BLANK.search(text) is not None


def is_care(text: str) -> bool:
    """Whether it is the care that everyone has."""
    told = f" {' '.join(words_in(text))} "
    return any(f" {care} " in told for care in _CARE)


def is_class(name: str) -> bool:
    """Whether every word tells a kind of product or treatment and none a name ("Chemotherapy", "Immune checkpoint inhibitor").

    A number alone is a name from three digits on: some sponsors number their products.
    """
    found = words_in(name)
    if len(found) == 1 and found[0].isdigit():
        return len(found[0]) < 3
    return all(word in _CLASSES or word in _FORMS or word.isdigit() for word in found)


def is_foreign(name: str, sponsor: str) -> bool:
    """Whether the product is known and not the sponsor's: a generic, or a brand that another company markets."""
    own_key = key_of(name)
    owners = _owners().get(own_key)
    if owners is not None:
        sponsor_words = f" {' '.join(words_in(sponsor))} "
        return not any(f" {owner} " in sponsor_words for owner in owners)
    return own_key in marketed() or not (is_coded(name) or _GENERICS.isdisjoint(words_in(name)))


def is_coded(name: str) -> bool:
    """Whether a sponsor's code stands in it ("HTX-011 bupivacaine"): that makes it the sponsor's own."""
    return bool(_CODED.search(name))


@lru_cache(maxsize=1)
def _owners() -> dict[str, tuple[str, ...]]:
    """Name key -> words of the companies whose product it is."""
    table: dict[str, tuple[str, ...]] = {}
    for line in (_DATA / "owners.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names, owners = line.split("\t")
            table |= dict.fromkeys(map(key_of, names.split(",")), tuple(owners.split(",")))
    return table


def _stripped(text: str) -> str:
    """Without dose, form, route and schedule at both ends."""
    words = text.replace(", ", " , ").replace(" ,", " , ").split()
    last = len(words)
    while last:
        size = _dose_at_end(words[:last])
        if not size:
            break
        last -= size
    first = 0
    while first < last and (size := _form_at_start(words[first:last])):
        first += size
    return " ".join(words[first:last]).replace(" , ", ", ").strip(" ,;:-–")


def _dose_at_end(words: list[str]) -> int:
    """How many words at the end tell dose or form."""
    word = _plain(words[-1])
    before = _plain(words[-2]) if len(words) > 1 else ""
    if not word or word in _FORMS or _is_dose(word):
        return 1
    if word in _UNITS:
        back = 1
        while back < len(words) and _plain(words[-1 - back]) in _UNITS:  # "20 million cells/kg"
            back += 1
        if back < len(words) and _QUANTITY.fullmatch(_plain(words[-1 - back])):
            return back + 1
    if word in ("cell", "cells") and is_coded(before):
        return 1
    if before in _INDEXED and (word in _ORDINALS or _QUANTITY.fullmatch(word)):
        return 2
    return 0


def _form_at_start(words: list[str]) -> int:
    word = _plain(words[0])
    after = _plain(words[1]) if len(words) > 2 else ""
    if (word in _INDEXED and (after in _ORDINALS or _QUANTITY.fullmatch(after))) or (_QUANTITY.fullmatch(word) and after in _UNITS):
        return 2
    return 1 if not word or word in _FORMS or _is_dose(word) else 0


def _plain(word: str) -> str:
    return word.strip(".,;:-–").lower()


def _is_dose(word: str) -> bool:
    """A number and its unit in one word: 10mg, 5100SU, 10-mg, 50%."""
    match = _QUANTITY.match(word)
    return match is not None and word[match.end() :].lstrip("-") in _UNITS
