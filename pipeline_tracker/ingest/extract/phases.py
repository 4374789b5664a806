"""Phases as releases write them: "Phase IIb", "Ph2", "P1/2a", "Phase I/IIa", "phase two", "pivotal Phase 3"."""

import re
from dataclasses import dataclass

_ONE = r"(?:[1-4]|IV|III|II|I|iii|ii|iv|i|one|two|three|four)\s?(?:[abcABC](?:/[abAB])?)?"
_PHASE = re.compile(
    (
        rf"\b(?:(?P<early>[Ee]arly\s)?[Pp]hases?|PHASE|[Pp]h\.?|"
        rf"P(?=[1-4]\b))[\s-]{{0,2}}(?P<first>{_ONE})(?![A-Za-z0-9])(?:\s{{0,1}}(?:/|-|–|and|or|"
        rf"to)\s{{0,1}}(?:[Pp]hase\s)?(?P<second>{_ONE})(?![A-Za-z0-9%.]))?"
    ),
)
_NUMBER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_PART = re.compile(r"\s(?:dose\s)?(?:expansion\s)?(?:portion|part|stage|component|segment)\b", re.IGNORECASE)
_EARLY = re.compile(r"\b(?:first[\s-]in[\s-]human|FIH)\b", re.IGNORECASE)
_PRECLINICAL = re.compile(r"\b(?:(?:pre-?|non-?)clinical|IND[\s-]enabling|in\s+vivo\s+proof)\b", re.IGNORECASE)


_STAGE_OF_A_DISEASE = re.compile(
    r"\s(?:stage\s(?:of\s)?)?(?:[A-Z][a-z]{2,12}['’]s\b|(?:[\w-]{1,20}\s){0,2}(?:disease|dementia)\b(?!\s(?:models?|stud)))"
)


@dataclass(frozen=True)
class PhaseWords:
    """A phase named in a sentence; ``code`` is the vocabulary's, ``words`` are the sentence's."""

    start: int
    end: int
    code: str
    words: str
    part: bool = False  # of a trial of two phases: "the Phase 2 portion"


def find(text: str) -> list[PhaseWords]:
    """Phases in reading order. "recommended Phase 2 dose" names a dose, not the phase of a trial."""
    found = []
    for match in _PHASE.finditer(text):
        first, second = _number(match["first"]), _number(match["second"]) if match["second"] else None
        if first is None:
            continue
        if re.match(r"\s+dose\b(?!-)", text[match.end() : match.end() + 7]) and re.search(
            r"recommended\s+$", text[max(0, match.start() - 14) : match.start()], re.IGNORECASE
        ):
            continue
        joined = match[0][match.end("first") - match.start() :]
        apart = bool(second) and re.search(r"\b(?:and|or|to)\b|–|-", joined) is not None
        code = code_of(first, None if apart else second)
        if code:
            found.append(
                PhaseWords(
                    match.start(),
                    match.end("first") if apart else match.end(),
                    code,
                    text[match.start() : match.end("first") if apart else match.end()],
                    _PART.match(text[match.end() : match.end() + 20]) is not None,
                )
            )
        if apart and second and (other := code_of(second, None)):
            found.append(PhaseWords(match.start("second"), match.end(), other, text[match.start("second") : match.end()]))
    return found


def code_of(first: int, second: int | None) -> str:
    """The vocabulary's code of one or two phase numbers; "" for pairs that no trial has."""
    if second is None or second == first:
        return f"phase_{first}"
    return {(1, 2): "phase_1_2", (2, 3): "phase_2_3"}.get((first, second), "")


def preclinical(text: str) -> bool:
    """Whether work before the clinic is told of; "preclinical Alzheimer's disease" is a stage of the disease."""
    return any(not _STAGE_OF_A_DISEASE.match(text, match.end()) for match in _PRECLINICAL.finditer(text))


def _number(words: str) -> int | None:
    plain = re.sub(r"\s?[abcABC](?:/[abAB])?$", "", words) if words.lower() not in _NUMBER else words
    plain = plain.strip().lower()
    return _NUMBER.get(plain) or (int(plain) if plain.isdigit() else None)
