"""Which triggers of a sentence hold: each judged, and of rivals over the same words the more telling one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline_tracker.ingest.extract import conditions, factuality
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.triggers import Trigger

_IMPERATIVE_LEAD = re.compile(
    r"(?:milestones?|events|catalysts?|goals|objectives|priorities|plans|expects?|anticipates?|steps)\b[^.;]{0,30}(?:include[sd]?|are|:)|:\s*$",
    re.IGNORECASE,
)

AHEAD = re.compile(
    (
        r"\b(?:upcoming|anticipated|expected|planned|next\s+steps|expects|anticipates|milestones|inflection\s+points|catalysts|outlook|"
        r"look(?:ing)?\s+ahead|to\s+expect|forthcoming|on\s+the\s+horizon|(?:priorities|goals|objectives|plans)\s+for\s+20[0-9]{2}|"
        r"20[0-9]{2}\s+(?:priorities|goals|objectives|plans)|key\s+(?:events|dates|milestones|catalysts)\s+(?:in|for)\s+20[0-9]{2})\b"
    ),
    re.IGNORECASE,
)

# "granted an in-person Type B meeting", "meeting with the FDA, scheduled for late March"
_TO_BE_HELD = re.compile(
    r"\b(?:upcoming|forthcoming|granted\s+(?:an?|its|our))\s+(?:[\w-]{1,20}\s+){0,3}meeting\b|\bmeeting\b[^.;]{0,50}\bscheduled\s+(?:for|to|in|on)\b",
    re.IGNORECASE,
)
_RECENT = re.compile(r"\b(?:recent|in\s+review|achieved|accomplishments?|highlights|progress|completed)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    trigger: Trigger
    status: str
    cue: str


def hits_of(scene: Scene, sight: Sight) -> tuple[list[Hit], str]:
    """Triggers that claim something, overlaps and rivals resolved."""
    passage, text = sight.passage, sight.text
    ahead = _heading_ahead(scene, sight)
    imperative = (
        ahead
        or (passage.bullet and passage.section == "upcoming")
        or (_IMPERATIVE_LEAD.search(text[:90]) is not None and AHEAD.search(text[:60]) is not None)
    )
    reason = "no milestone words"
    hits: list[Hit] = []
    for trigger in sight.triggers:
        if not conditions.plausible(scene, sight, trigger):
            continue
        verdict = _scheduled(text, trigger) or factuality.judge(
            text, trigger, passage.section, heading_ahead=ahead, imperative=bool(imperative), terse=passage.bullet or passage.heading
        )
        if trigger.rule.detail == "second":
            first = next((hit for hit in reversed(hits) if hit.trigger.kind == trigger.kind and hit.status), None)
            verdict = factuality.Verdict(first.status, first.cue) if first else verdict
        if trigger.kind == "discontinued" and verdict.status == "expected":
            verdict = factuality.Verdict("occurred", "decided")  # to announce an end is to decide it
        if trigger.rule.ahead and verdict.status == "occurred":
            verdict = factuality.Verdict("", "not reported")
        if not verdict.status:
            reason = f"not asserted: {verdict.cue}"
            hits.append(Hit(trigger, "", verdict.cue))
            continue
        hits.append(Hit(trigger, verdict.status, verdict.cue))
    return _without_rivals(text, hits), reason


def _scheduled(text: str, trigger: Trigger) -> factuality.Verdict | None:
    """A meeting that was scheduled or asked for lies ahead."""
    if factuality.negated(text, trigger.verb_start):
        return None
    if trigger.kind == "financing" and re.search(r"\bproposed\b", text[trigger.start : trigger.end], re.IGNORECASE):
        return factuality.Verdict("expected", "proposed")
    if trigger.kind == "regulatory_meeting" and re.match(r"follow", trigger.verb, re.IGNORECASE):
        ahead = AHEAD.search(text[trigger.verb_start : trigger.end]) is not None
        return factuality.Verdict("", "follows") if ahead else factuality.Verdict("occurred", trigger.verb)
    if trigger.kind == "regulatory_meeting" and re.search(r"\bmeeting\s+request", text[trigger.start : trigger.end + 10], re.IGNORECASE):
        return factuality.Verdict("expected", "request")
    if trigger.kind == "regulatory_meeting" and _TO_BE_HELD.search(text[max(0, trigger.start - 40) : trigger.end + 70]):
        return factuality.Verdict("expected", "scheduled")
    if trigger.kind in ("regulatory_meeting", "advisory_committee") and re.match(
        r"schedul|request|hold\b|conven(?:e|es)\b", trigger.verb, re.IGNORECASE
    ):
        return factuality.Verdict("expected", trigger.verb)
    return None


def _heading_ahead(scene: Scene, sight: Sight) -> bool:
    """Whether a heading or lead-in above announces what is to come ("During 2026, the Company expects:").

    A heading that only names a product or a field ("QLN-101", "Platform") stands below one that may.
    """
    for parent in _above(scene, sight):
        words = scene.passages[parent].text
        if AHEAD.search(words) and not _RECENT.search(words) and len(words) < 160:
            return True
        if _RECENT.search(words):
            return False
    return False


def _above(scene: Scene, sight: Sight) -> Iterator[int]:
    """Passages above, nearest first; of a bullet also those above headings of a few words."""
    yield from sight.passage.parents
    if not sight.passage.bullet or not sight.passage.parents:
        return
    at = sight.passage.parents[-1]
    for _ in range(6):
        passage = scene.passages[at]
        if len(passage.text) > 60 or passage.section == "financial" or not passage.parents:
            return
        at = passage.parents[-1]
        yield at


ENDS = frozenset({"trial_stopped", "discontinued"})
_BEATS = {
    "first_patient_dosed": {"trial_initiated", "enrollment_completed"},
    "hold_lifted": {"clinical_hold", "trial_initiated", "ind_cleared", "approved"},
    "complete_response": {"approved", "marketing_accepted", "marketing_submitted", "data_readout"},
    "marketing_accepted": {"marketing_submitted", "approved"},
    "ind_accepted": {"marketing_accepted", "marketing_submitted", "trial_initiated", "ind_submitted", "ind_cleared"},
    "ind_cleared": {"trial_initiated", "ind_submitted", "approved", "trial_completed"},
    "ind_submitted": {"marketing_submitted", "trial_initiated", "trial_completed"},
    "enrollment_completed": {"trial_completed", "trial_initiated", "data_readout"},
    "presentation": {"data_readout", "publication"},
    "regulatory_meeting": {"data_readout", "trial_completed", "trial_initiated", "marketing_submitted", "approved", "presentation"},
    "decision_due": {"data_readout", "approved", "advisory_committee"},
    "advisory_committee": {"approved", "decision_due", "data_readout", "presentation"},
    "designation": {"approved", "data_readout", "marketing_submitted"},
    "approved": {"launched", "data_readout"},
    "marketing_submitted": {"approved", "data_readout"},
    "preclinical": {"trial_initiated", "data_readout", "trial_completed"},
    "publication": {"data_readout"},
    "trial_stopped": {"trial_completed", "enrollment_completed"},
    "trial_initiated": {"launched", "partnership"},
    "discontinued": {"trial_stopped", "trial_completed", "preclinical", "trial_initiated"},
    "financing": {"partnership", "trial_stopped", "discontinued"},
    "partnership": {"trial_initiated", "data_readout"},
    "facility": {"trial_initiated", "partnership"},
    "acquisition": {"partnership", "launched"},
}


# Kinds that one clause often tells in two places, with words between.
_NEIGHBOURS = (
    {"presentation", "data_readout"},
    {"publication", "data_readout"},
    {"acquisition", "partnership"},
    {"decision_due", "approved"},
    {"marketing_accepted", "marketing_submitted"},
)


def _without_rivals(text: str, hits: list[Hit]) -> list[Hit]:
    """Of hits of one kind in one clause the first rule's; of overlapping kinds the more specific."""
    kept: list[Hit] = []
    for hit in hits:
        trigger = hit.trigger
        rival = next((other for other in kept if other.trigger.kind == trigger.kind and _same_clause(text, other.trigger, trigger)), None)
        if rival is None:
            kept.append(hit)
        elif _better(text, hit, rival):
            kept[kept.index(rival)] = hit
    result = []
    for hit in kept:
        beaten = any(
            other is not hit
            and (other.status or not hit.status)
            and hit.trigger.kind in _BEATS.get(other.trigger.kind, ())
            and _overlaps(other.trigger, hit.trigger, text)
            for other in kept
        )
        if not beaten:
            result.append(hit)
    result.sort(key=lambda hit: hit.trigger.verb_start)
    return result


def _better(text: str, hit: Hit, rival: Hit) -> bool:
    if bool(hit.status) != bool(rival.status):
        return bool(hit.status) and rival.cue not in ("permission", "negated")
    if hit.status and hit.trigger.form == "past" and rival.trigger.form == "noun" and _aside(text, hit.trigger):
        return True
    if hit.trigger.kind == "designation":
        return rival.trigger.verb.lower().startswith("designation")
    if hit.trigger.kind == "presentation":
        return bool(re.match("present", hit.trigger.verb, re.IGNORECASE)) and not re.match(
            "present|poster|oral", rival.trigger.verb, re.IGNORECASE
        )
    return False


def _same_clause(text: str, one: Trigger, other: Trigger) -> bool:
    low, high = sorted((one, other), key=lambda trigger: trigger.verb_start)
    if high.rule.detail == "second":
        return False
    if high.verb_start < low.end:
        return True
    between = text[low.end : high.verb_start]
    if _OWN_DATE.search(between):
        return False
    if one.kind == "data_readout" and re.search(r"(?:followed\s+by|,\s*(?:and|with)|\bwhile\b|;|\.)", between):
        return False
    return ";" not in between and len(between) < 220 and not re.search(r",\s+(?:and|while|with)\s|\bfollowed\s+by\b", between)


# What has told its date before the next verb is an event of its own: "was submitted in 2024 and accepted in 2025".
_RELATIVE = re.compile(r",\s(?:which|whose)\b[^,;]{0,60}$")
_OWN_DATE = re.compile(r"\b20[0-9]{2}(?:,|,?\s+and)\s")


def _aside(text: str, trigger: Trigger) -> bool:
    """Whether a trigger tells something of its own on the way: ", which began in May," or ", submitted in June,"."""
    before = text[max(0, trigger.verb_start - 70) : trigger.verb_start]
    if _RELATIVE.search(before):
        return True
    return before.endswith(", ") and re.match(r"\w+[^,;]{0,60},", text[trigger.verb_start : trigger.verb_start + 90]) is not None


def _apart(text: str, one: Trigger, other: Trigger) -> bool:
    """Whether two finite verbs tell two events: one of them aside, or with a date of its own before the other."""
    if one.verb_start == other.verb_start or one.form != "past" or other.form != "past":
        return False
    low, high = sorted((one.verb_start, other.verb_start))
    return _aside(text, one) != _aside(text, other) or _OWN_DATE.search(text[low:high]) is not None


def _overlaps(one: Trigger, other: Trigger, text: str) -> bool:
    if _apart(text, one, other):
        return False
    if one.start <= other.verb_start < one.end or other.start <= one.verb_start < other.end:
        return True
    pair = {one.kind, other.kind}
    if pair in _NEIGHBOURS:
        low, high = sorted((one, other), key=lambda trigger: trigger.start)
        return ";" not in text[low.end : high.start] and high.start - low.end < (260 if pair & {"presentation", "publication"} else 60)
    return False
