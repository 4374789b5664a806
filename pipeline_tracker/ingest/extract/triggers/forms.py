"""The inflection of a trigger's verb or noun, which decides how it may be read."""

import re

from pipeline_tracker.ingest.extract.words import words

_NOUNS = frozenset(words("trigger_nouns"))
_PAST = frozenset(words("trigger_past"))
_BASE = frozenset(words("trigger_verbs"))

_FIRST_NOUN = re.compile(
    r"first[\s-](?:[\w-]{1,20}\s+){0,3}?(?:patient|participant|subject|volunteer)s?[\s-](?:first\s+visit|dosing|enrol?l?ment|randomi[sz]ation)\b"
)


_BE = re.compile(r"\b(?:is|are|was|were|be|been|got|gets?|now|currently|officially|became|becomes|went|has\s+become)\s+(?:into\s+|in\s+)?$")
_LED = re.compile(r"\b(?P<by>to|will|would|may|could|should|can|must|might|not)\s+(?:[a-z]+ly\s+)?$")
_OPENS = re.compile(r"(?:^|[:;,|•–—-]|\band)\s*$")
_ACRONYMS = frozenset({"FPI", "FPFV", "LPI", "LPO", "LPLV", "CRL"})
_STATES = frozenset({"open", "full", "complete", "under", "up", "closed", "available", "live", "effective", "put", "off", "set"})


def form_of(verb: str, text: str, start: int) -> str:
    """The verb's inflection: "past", "present", "ing", "noun" (initiation and the like), "base" after "to" or a modal."""
    parts = verb.lower().split()
    first, last = parts[1 if parts[0].endswith("ly") and len(parts) > 1 else 0], parts[-1]
    before = text[max(0, start - 16) : start].lower()
    whole = text[start : start + 90].lower()
    if (first == "first" and _FIRST_NOUN.match(whole)) or (first == "last" and "visit" in parts):
        return "noun"
    if verb in _ACRONYMS or first.endswith("-in"):
        return "noun"
    if first in _STATES and _BE.search(before):
        return "past"
    if first == "complete" and len(parts) == 1 and _OPENS.search(before):
        return "base"  # "Complete enrollment": a task, while "enrollment complete" is a state
    led = _LED.search(before)
    if led and not first.endswith(("ed", "ing", "ion")) and not (led["by"] == "not" and first in _PAST):
        return "base"
    if first.endswith(("tion", "sion", "ment", "ance")) or last in _NOUNS:
        return "noun"
    if first.endswith("ed") or first in _PAST:
        return "past"
    if first.endswith("ing"):
        return "ing"
    if first.endswith("s") and not first.endswith("ss"):
        return "present"
    return "base" if first in _BASE else "noun"
