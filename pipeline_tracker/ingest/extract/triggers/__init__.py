"""Which words state which kind of milestone.

A rule is one bounded pattern; its group ``v`` is the source's verb or noun ("initiated", "initiation"). Rules are tried only
where one of their ``needs`` occurs; of hits of one kind in one clause that of the rule listed first holds.
Whether the event happened, is expected or is only spoken of is not decided here (see factuality).
"""

import re
from dataclasses import dataclass
from functools import lru_cache, partial

from pipeline_tracker.ingest.extract.triggers import company, data, everyday, regulatory, trial
from pipeline_tracker.ingest.extract.triggers.forms import form_of
from pipeline_tracker.ingest.extract.triggers.rules import Rule


@dataclass(frozen=True)
class Trigger:
    """A hit of a rule; offsets relative to the sentence. ``form``: "base", "present", "past", "ing", "noun"."""

    kind: str
    start: int
    end: int
    verb: str
    verb_start: int
    form: str
    rule: Rule


_NAMES_ON = re.compile(r"[-‑][A-Z0-9]")
RULES = (*regulatory.RULES, *trial.RULES, *data.RULES, *company.RULES, *everyday.RULES)
_BY_NEED = {need: [number for number, rule in enumerate(RULES) if need in rule.needs] for rule in RULES for need in rule.needs}


def _by_part() -> dict[str, frozenset[str]]:
    """The longest word, or part of a word, of each need -> the needs it is the longest of."""
    found: dict[str, set[str]] = {}
    for need in _BY_NEED:
        found.setdefault(max(need.split(), key=len), set()).add(need)
    return {part: frozenset(needs) for part, needs in found.items()}


_BY_PART = _by_part()
_LENGTHS = sorted({len(part) for part in _BY_PART})


@lru_cache(maxsize=8192)
def _hinted(word: str) -> frozenset[str]:
    """The needs of whose words a word holds the longest. Releases repeat their words, so each is looked through once."""
    parts = (word[at : at + length] for length in _LENGTHS for at in range(len(word) - length + 1))
    return frozenset[str]().union(*(_BY_PART[part] for part in parts if part in _BY_PART))


_ANOTHER_CLAUSE = re.compile(r"[,;]|\b(?:and|but|while|before|after)\b")


def _innermost(rule: Rule, text: str, match: re.Match[str]) -> re.Match[str]:
    """The shortest hit with the same verb: of "the Phase 1 trial ended and a Phase 2 trial started" the latter is what started."""
    if not _ANOTHER_CLAUSE.search(text, match.start(), max(match.start(), match.start("v"))):
        return match
    for _ in range(4):
        inner = rule.pattern.search(text, match.start() + 1, match.end())
        if inner is None or inner.start("v") != match.start("v") or not _ANOTHER_CLAUSE.search(text[match.start() : inner.start()]):
            return match
        match = inner
    return match


def find(text: str) -> list[Trigger]:
    """Hits of all rules; overlaps are resolved later, when slots are known."""
    lower = text.lower()
    needs = frozenset[str]().union(*map(_hinted, lower.split()))
    numbers = {number for need in needs if " " not in need or need in lower for number in _BY_NEED[need]}
    found: list[Trigger] = []
    for rule in (RULES[number] for number in sorted(numbers)):
        for match in map(partial(_innermost, rule, text), rule.pattern.finditer(text)):
            verb = match["v"] if match["v"] else match[0]
            start = match.start("v") if match["v"] else match.start()
            if text[start].isupper() and _NAMES_ON.match(text, start + len(verb)):  # "Advance-HTN" is a trial
                continue
            found.append(Trigger(rule.kind, match.start(), match.end(), verb, start, form_of(verb, text, start), rule))
    return found
