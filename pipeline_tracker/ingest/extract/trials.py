"""Named trials ("Phase 2 EXAMPLE-1 trial"), the phase that the document gives each of them, and their registry numbers."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from pipeline_tracker.ingest.documents import Span, Trial
from pipeline_tracker.ingest.extract import phases
from pipeline_tracker.ingest.extract.layout import Passage

_NAME = (
    r"(?:[A-Z][a-z]{2,14}[-‑][A-Z]{2,8}(?![A-Za-z])|"
    r"[A-Z][A-Za-z]{0,14}[A-Z][A-Za-z0-9]{0,14}(?:[-‑][A-Z0-9][A-Za-z0-9]{0,12}){0,2}(?:\s(?:[0-9]{1,2}|III?)\b)?)"
)
_STUDY = r"(?:[Tt]rials?|[Ss]tud(?:y|ies)|program)"
_MENTION = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME})(?=\s(?:[\w/-]{{1,20}}\s){{0,3}}{_STUDY}\b|,\s(?:an?|the|its|"
    rf"our)\s(?:[\w/-]{{1,20}}\s){{0,6}}{_STUDY}\b)|\b{_STUDY},?\s(?:called\s|named\s|\()?(?P<after>{_NAME})(?![\w-])"
)
# "enrollment in EXAMPLE", "EXAMPLE topline data", where the word "trial" is left out: names of capitals only.
_CAPITALS = r"[A-Z]{5,14}(?:[-‑ ][1-9])?"
_ALONE = re.compile(
    rf"(?<![\w-])(?P<name>{_CAPITALS})(?=\s(?:[Tt]op-?line|[Ii]nterim|[Pp]rimary)\s(?:[Dd]ata|[Rr]esults|[Rr]eadout|[Aa]nalysis)\b)|"
    rf"\b(?:[Ee]nrol?lment|[Dd]osing|[Rr]andomi[sz]ation)\s(?:in|of|into)\s(?P<after>{_CAPITALS})(?![\w-])"
)
_NOT = re.compile(
    r"^(?:FDA|EMA|US|IND|NDA|BLA|MAA|CTA|NMPA|DSMB|GMP|GLP|DNA|RNA|mRNA|CAR|PK|PD|II|III|IV|IIa|IIb|IIIb|Ib|Ia|COVID|"
    r"NIH|NCI|NIAID|BARDA|DARPA|CEPI|CDC|WHO|"
    r"CLL|AML|MDS|NSCLC|ALS|AD|DMD|GA|RP|HIV|HBV|PDUFA|SOC|POC|RWE|GCP|CRO|IIS|MAD|SAD|OLE|LTE|CMC)(?:[-‑ ]|$)"
)

_UNDERTAKING = re.compile(r"\b(?:[Pp]roject|[Oo]peration|[Ii]nitiative)\s$")  # "Project EXAMPLE": what pays for a trial
_OF_REGISTRY = r"(?:[A-Za-z.]{1,20}\s?){0,3}(?:[Ii]dentifier|[Nn]umber|ID|[Nn]o\.)?[:,]?\s?#?"
# "the EXAMPLE-1 study (NCT01234567)", "(EXAMPLE-1; NCT01234567)".
_NUMBERED = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME})(?:(?:\s[\w/-]{{1,20}}){{0,7}}?,?\s?\(|[;,]\s){_OF_REGISTRY}(?P<number>NCT[0-9]{{8}})(?![0-9])"
)


def find(text: str, others: frozenset[str]) -> list[str]:
    """Names of trials in a sentence; ``others`` are folded names of products and companies, which are none."""
    names: list[str] = []
    lower = text.lower()
    stated = _MENTION.finditer(text) if any(word in lower for word in ("trial", "stud", "program")) else ()
    for match in (*stated, *_ALONE.finditer(text)):
        name = match["name"] or match["after"]
        if len(name) < 4 or _NOT.match(name) or re.sub(r"[\s‑-]", "", name).casefold() in others or name.startswith("Phase"):
            continue
        if _UNDERTAKING.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        names.append(name)
    return names


def phases_of(texts: list[str], named_in: Callable[[str], list[str]]) -> dict[str, str]:
    """Trial name -> phase, where all sentences that name the trial next to a phase agree."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for name in named_in(text):
            at = text.find(name)
            near = [phase for phase in phases.find(text) if abs(phase.start - at) < 60]
            if near:
                best = min(near, key=lambda phase: abs(phase.start - at))
                found.setdefault(name, set()).add(best.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def numbered(passages: Iterable[Passage], programs: frozenset[str]) -> tuple[Trial, ...]:
    """The trials that the document gives both by name and by number; not those that it gives two numbers or two names."""
    found: dict[tuple[str, str], Span] = {}
    numbers, names = defaultdict(set), defaultdict(set)
    for passage in passages:
        if "NCT" not in passage.text:
            continue
        for match in _NUMBERED.finditer(passage.text):
            name, number = match["name"], match["number"]
            if len(name) < 4 or _NOT.match(name) or re.sub(r"[\s‑-]", "", name).casefold() in programs:
                continue
            found.setdefault((name, number), Span(passage.start + match.start(), passage.start + match.end()))
            numbers[name].add(number)
            names[number].add(name)
    return tuple(
        Trial("ctgov", number, span, acronym=name)
        for (name, number), span in found.items()
        if len(numbers[name]) == len(names[number]) == 1
    )
