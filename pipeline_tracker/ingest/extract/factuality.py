"""Whether a trigger tells of something that happened, is expected, was dropped, or is only spoken of.

Cues are searched left of the trigger back to the clause's start and right of it to the clause's end; a finite past verb in
between ends a cue's reach. Order: negation, dropped guidance, permission, hypothesis, expectation, inflection.
"""

import re
from dataclasses import dataclass

from pipeline_tracker.ingest.extract.triggers import Trigger

_BOUNDARY = re.compile(
    r";|\s[–—]\s|\.\s|:\s|,\s(?:and|but|while|which|with|followed by|as well as)\s|\swhile\s|\sfollowing\s|\safter\s|\sbefore\s|\sonce\s|\sbased on\s",
    re.IGNORECASE,
)
_RIGHT_BOUNDARY = re.compile(
    r";|\s[–—]\s|\.\s|,\s(?:and|but|while|which)\s|\swhile\s|\sfollowing\s|\safter\s|\sbefore\s|\sonce\s", re.IGNORECASE
)
_EXPECT_LEFT = re.compile(
    r"\b(?:expect(?:s|ed|ing|ation|ations)?|anticipat(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|will|shall|on\s+track|on\s+schedule|scheduled|slated|aim(?:s|ing|ed)?|target(?:s|ing|ed)?|goal|goals|projected|estimat(?:e|es|ed)|upcoming|forthcoming|future|prepar(?:e|es|ing|ation|ations|ed)|"
    r"look(?:s|ing)?\s+forward|ready|positioned|poised|set\s+to|next\s+step|next\s+steps|proposed|potential|in\s+support\s+of|towards?|support(?:s|ing)?|seek(?:s|ing)?|committed\s+to|continue(?:s)?\s+to\s+(?:plan|expect|anticipate)|finali[sz]ing|prior\s+to|before|milestones?|catalysts?|to\s+be)\b",
    re.IGNORECASE,
)
_EXPECT_RIGHT = re.compile(
    r"^[^;]{0,90}?(?:\b(?:is|are|was|were|remains?|remain|now|currently|being|both|all|each)\s+(?:still\s+|now\s+|currently\s+|also\s+|both\s+)?|[,–—-]\s?|\s)\b(?P<cue>expected|anticipated|planned|on\s+track|targeted|scheduled|slated|projected|estimated|due|guided|to\s+be\s+(?:held|initiated|reported|presented|completed|announced|submitted)|to\s+(?:begin|start|commence|follow|initiate|occur)|will\s+(?:be|begin|start|commence|follow|occur|take)|now\s+expected)\b",
    re.IGNORECASE,
)
_PAST_BETWEEN = re.compile(
    r"\b(?:announced|reported|completed|initiated|received|granted|accepted|cleared|approved|achieved|dosed|enrolled|presented|started|launched|submitted|has|have|had|was|were|published|demonstrated|confirmed|concluded|met)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|without|nor|neither|cannot|unable\s+to|failed\s+to|lack\s+of|delay(?:s|ed)?\s+in|absence\s+of|rather\s+than|yet\s+to|instead\s+of)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\b(?:no\s+longer\s+(?:plan|expect|intend|anticipate|pursu|advanc|will|be)\w*|will\s+not\s+(?:be\s+)?(?:\w+\s+)?(?:pursue|initiate|proceed|advance|continue|start|meet|conduct|submit|file|seek)|decided\s+(?:not\s+to|against)|"
    r"(?:cancel(?:s|l?ed|ling|lation)|withdr(?:aw|ew|awn|awal)\s+(?:of\s+)?(?:its\s+|the\s+)?guidance|not\s+(?:to\s+)?(?:pursue|proceed|advance)))\b",
    re.IGNORECASE,
)
_WILL_NOT_MEET = re.compile(r"\bwill\s+not\s+meet\b|\bno\s+longer\s+expected\b", re.IGNORECASE)
_PERMISSION = re.compile(
    r"\b(?:accepted|approv(?:ed|al|es)|clear(?:ed|ance|s)|authori[sz](?:ed|ation|es)|permi(?:tted|ssion|ts)|allow(?:ed|s|ing)?|enabl(?:e|es|ed|ing)|objection(?:\s+letter)?[”\"]?|advice|guidance|meeting|request(?:ed)?|application|green\s?light|agree(?:d|ment)|encourag(?:e|es|ed|ing)|support(?:s|ed|ing)?|alignment|right|option|eligible|able)\b[^;]{0,70}?\bto\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|should\s+(?:it|the|we|they)|could|may|might|would|can|potential(?:ly)?\s+(?:to|for)|possib(?:le|ly|ility)|opportunity\s+to|ability\s+to|designed\s+to|in\s+order\s+to|need(?:s|ed)?\s+to|necessary\s+to|used\s+to|aims\s+to\s+determine|intended\s+to|hope(?:s|d|ful)?|subject\s+to|contingent|assuming|pending|until|requires?|requirements?|criteria|possible|eligible)\b[^;]{0,70}$",
    re.IGNORECASE,
)
_ONGOING_ADJECTIVE = re.compile(
    r"\b(?:ongoing|previously|recently|already|current|first|prior|earlier)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_HEADLINE = frozenset({"title", "subtitle"})
_STANDS = frozenset(
    {
        "will",
        "plan",
        "plans",
        "planned",
        "planning",
        "expect",
        "expects",
        "expected",
        "anticipates",
        "anticipated",
        "anticipate",
        "upcoming",
    }
)


@dataclass(frozen=True)
class Verdict:
    """``status`` is "" where the words claim nothing; ``cue`` tells why, for the ledger."""

    status: str
    cue: str = ""


def judge(text: str, trigger: Trigger, section: str, *, heading_ahead: bool = False, imperative: bool = False) -> Verdict:
    """The status of one trigger in its sentence. ``heading_ahead``: a parent heading announces what is to come."""
    left = left_scope(text, trigger.verb_start)
    right = right_scope(text, trigger.end)
    inside = text[trigger.verb_start : trigger.end]
    whole_left = text[max(0, trigger.verb_start - 160) : trigger.verb_start]
    own = trigger.verb.lower()

    if trigger.kind == "decision_due" and _WILL_NOT_MEET.search(text[max(0, trigger.start - 80) : trigger.end + 40]):
        return Verdict("dropped", "will not meet")
    if _DROPPED.search(left + " " + text[trigger.verb_start : trigger.verb_start + 30]) and trigger.kind not in (
        "discontinued",
        "trial_stopped",
        "complete_response",
    ):
        return Verdict("dropped", "no longer")
    if _NEGATED.search(left) and trigger.kind not in ("discontinued", "data_readout"):
        return Verdict("", "negated")
    if trigger.rule.status == "dropped":
        return Verdict("dropped", own)
    if trigger.rule.status == "occurred":
        return Verdict("occurred", own)

    expecting = _EXPECT_LEFT.search(left)
    nearest = None
    for nearest in _EXPECT_LEFT.finditer(left):
        pass
    reach = nearest is not None and not _PAST_BETWEEN.search(left[nearest.end() :])
    hypothetical = _HYPOTHETICAL.search(left)
    if trigger.rule.status == "expected":
        if hypothetical and not expecting and not re.search(r"\b(?:expected|anticipated|planned|on\s+track)\b", inside, re.IGNORECASE):
            return Verdict("", hypothetical[0][:20])
        return Verdict("expected", own)
    if (
        _PERMISSION.search(left)
        and trigger.form in ("base", "ing")
        and trigger.kind in ("trial_initiated", "first_patient_dosed", "marketing_submitted", "preclinical", "approved")
    ):
        return Verdict("", "permission")
    right_cue = _EXPECT_RIGHT.match(right)
    if right_cue and not (trigger.form in ("past", "present") and section in _HEADLINE and right_cue.start("cue") > 50):
        if not _PAST_BETWEEN.search(right[: right_cue.start("cue")]) or trigger.form == "noun":
            return Verdict("expected", right_cue["cue"])
    if hypothetical and not reach:
        if trigger.form == "past" and re.search(r"\b(?:has|have|had|was|were)\s+(?:[\w-]+\s+){0,3}$", left):
            return Verdict("occurred", own)
        return Verdict("", hypothetical[0][:20])
    if reach and nearest is not None:
        cue = nearest[0]
        if (
            trigger.form == "past"
            and not re.search(r"\b(?:be|been|being|to\s+have|get)\s+(?:[\w-]+\s+){0,2}$", left)
            and cue.lower() not in _STANDS
        ):
            return Verdict("occurred", own)
        if trigger.form == "past" and re.search(r"\b(?:has|have|was|were|already|recently|previously)\s+(?:[\w-]+\s+){0,2}$", left):
            return Verdict("occurred", own)
        if cue.lower() in ("potential", "prior to", "before", "future", "proposed"):
            return Verdict("" if cue.lower() in ("potential", "prior to", "before") else "expected", cue)
        return Verdict("expected", cue)
    if trigger.form == "base":
        if re.search(r"\bto\s+(?:[\w-]+\s+){0,2}$", whole_left):
            return Verdict("expected", "to")
        if imperative or heading_ahead or section == "upcoming":
            return Verdict("expected", "imperative")
        if section in _HEADLINE:
            return Verdict("occurred", own)
        return Verdict("", "base form")
    if heading_ahead or section == "upcoming":
        if trigger.form in ("noun", "ing", "present"):
            return Verdict("expected", "upcoming")
    return Verdict("occurred", own)


def left_scope(text: str, end: int) -> str:
    """The clause's words left of ``end``, at most 150 characters."""
    start = max(0, end - 150)
    left = text[start:end]
    last = 0
    for match in _BOUNDARY.finditer(left):
        last = match.end() if match[0].strip() not in (",",) else match.start()
    return left[last:] if last else left


def right_scope(text: str, start: int) -> str:
    right = text[start : start + 150]
    match = _RIGHT_BOUNDARY.search(right)
    return right[: match.start()] if match else right
