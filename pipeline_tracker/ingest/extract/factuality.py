"""Whether a trigger tells of something that happened, is expected, was dropped, or is only spoken of.

The trigger's inflection decides which words can change its meaning: a finite past ("has initiated") stands by itself unless a
condition precedes it; an infinitive or a noun ("to initiate", "initiation of") takes its meaning from cues left of it back to
the clause's start, right of it to the clause's end, or from the heading above.
"""

import re
from dataclasses import dataclass

from pipeline_tracker.ingest.extract.triggers import Trigger
from pipeline_tracker.vocabulary.guidance import WITHDRAWN

_STOP = r";|\s[–—]\s|(?<![A-Z])(?<!Inc)(?<!Corp)(?<!Ltd)(?<!vs)\.\s"  # not the dot of an abbreviation
_BOUNDARY = re.compile(
    _STOP + r"|:\s|,\s(?:and|but|while|which|as well as)\s|\s(?:while|following|after|before|once|whereas)\s|\bbased\s+on\s", re.IGNORECASE
)
_WITH = re.compile(r",\s(?:with|followed\s+by)\s", re.IGNORECASE)
_RIGHT_BOUNDARY = re.compile(_STOP + r"|,\s(?:and|but|while|which)\s|\s(?:while|following|after|before|once|whereas)\s", re.IGNORECASE)
_EXPECT = re.compile(
    r"\b(?:expect(?:s|ed|ing|ation|ations)?|anticipat(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|will|"
    r"shall|on\s+track|on\s+schedule|scheduled|slated|aim(?:s|ing|ed)?|target(?:s|ing|ed)?|goals?|projected|"
    r"estimat(?:e|es|ed)|"
    r"upcoming|forthcoming|future|foresee(?:s|n|ing)?|forecast(?:s|ed|ing)?|envisag(?:e|es|ed)|guid(?:e|es|ed|ing|ance)|"
    r"count(?:s|ing)?\s+on|on\s+course|hop(?:e|es|ing)\s+to|due|slated|look(?:s|ing)?\s+to|prepar(?:e|es|ing|ation|ations|ed)|look(?:s|ing)?\s+forward|ready|positioned|poised|"
    r"set\s+to|next\s+steps?|proposed|in\s+support\s+of|towards?|seek(?:s|ing)?|committed\s+to|finali[sz](?:e|ing)|"
    r"milestones?|catalysts?|to\s+be|await(?:s|ing)?)\b(?!\s+(?:product|analysis|dose|population|therap|antibod|"
    r"medicine|treatment))",
    re.IGNORECASE,
)
_WHEN = (
    r"(?:in|by|for|during|to|at|mid|late|early|year|before|around|over|this|next|Q[1-4]|[12]H|H[12]|20[0-9]{2}|[1-4]Q|"
    r"first|second|third|fourth|later|shortly|soon|as)\b"
)
_EXPECT_RIGHT = re.compile(
    rf"^[^;]{{0,110}}?(?:\b(?:is|are|was|were|remains?|now|currently|being|both|all|each|still)\s+(?:still\s+|now\s+|"
    rf"currently\s+|also\s+|both\s+)?|[,–—(-]\s?|\s(?=\w+(?:\s+track)?\s+{_WHEN}))"
    rf"\b(?P<cue>expected|anticipated|planned|on\s+track|targeted|scheduled|slated|projected|estimated|due(?!\s+to)|"
    rf"guided|foreseen|likely|on\s+(?:course|schedule)|set(?=\s+(?:for|to))|underway\s+for|to\s+be\s+(?:held|initiated|reported|presented|completed|announced|submitted|made)|"
    rf"to\s+(?:begin|start|commence|follow|initiate|occur)\b|will\s+(?:be|begin|start|commence|follow|occur|take))\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    (
        r"(?<!\bbe\s)(?<!\bto\s)\b(?:announce[sd]|reported|completed|initiated|received|receives|granted|accepted|cleared|approved|"
        r"achieved|dosed|enrolled|presented|started|launched|submitted|has|have|had|was|were|published|demonstrated|"
        r"confirmed|concluded|met|made|included)\b"
    ),
    re.IGNORECASE,
)
_NEGATED = re.compile(
    (
        r"\b(?:not|no|never|without|nor|neither|cannot|unable\s+to|failed\s+to|lack\s+of|delays?\s+in|absence\s+of|"
        r"rather\s+than|yet\s+to|instead\s+of)\s+(?:[\w-]+\s+){0,3}$"
    ),
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\b(?:no\s+longer\s+(?:plan|expect|intend|anticipate|pursu|advanc|will|be|seek)\w*|"
    r"will\s+not\s+(?:be\s+)?(?:\w+\s+)?(?:pursue|initiate|proceed|advance|continue|start|meet|conduct|submit|file|"
    r"seek)|(?:decid|elect|chos)\w{1,3}\s+(?:not\s+to|against)|"
    r"no\s+(?:current\s+|further\s+|longer\s+any\s+)?plans?\s+(?:to|for)|(?:given|gave|giving)\s+up\s+(?:its\s+|the\s+|our\s+)?plans?|abandon(?:s|ed)?\s+(?:its\s+|the\s+|our\s+)?plans?|"
    r"(?:cancel(?:s|l?ed|ling|lation)|"
    r"not\s+(?:to\s+)?(?:pursue|proceed|advance)))\b",
    re.IGNORECASE,
)
# A date that is taken back ends no plan: "withdraws its guidance for ...", "... ; that guidance is withdrawn".
_BACK = r"(?:withdr(?:aw(?:s|n|ing|al)?|ew)|suspend(?:s|ed|ing)?|rescind(?:s|ed|ing)?|retract(?:s|ed|ing)?)"
_GUIDANCE = r"(?:guidance|timelines?|guided\s+timing)"
_TAKES_BACK = re.compile(
    rf"\b{_BACK}\s+(?:of\s+)?(?:(?:its|the|our|all|any|prior|former|previous|previously|earlier|issued|announced|stated|existing|current)\s+){{0,4}}{_GUIDANCE}\b|"
    rf"\b(?:no\s+longer|not)\s+(?:be\s+)?(?:provid(?:e|es|ing)|giv(?:e|es|ing))\s+(?:\w+\s+){{0,2}}{_GUIDANCE}\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\band\s+(?:now\s+|currently\s+|instead\s+)?(?:expect|plan|anticipat|intend|will|is|has|remain|continu|report|announc)", re.IGNORECASE
)
_IS_TAKEN_BACK = re.compile(
    rf"^[^.]{{0,120}}?\b{_GUIDANCE}\s+(?:is|was|has\s+been|are|were|have\s+been)\s+(?:now\s+|hereby\s+|being\s+)?(?:withdrawn|suspended|rescinded|retracted)\b",
    re.IGNORECASE,
)
_ENDINGS = frozenset({"discontinued", "trial_stopped", "complete_response"})
_WILL_BE = re.compile(r"\b(?:to|will)\s+be\b")
_WILL_NOT_MEET = re.compile(r"\bwill\s+not\s+meet\b|\bno\s+longer\s+expected\b", re.IGNORECASE)
_PERMISSION = re.compile(
    r"\b(?:accepted|approv(?:ed|al|es)|clear(?:ed|ance|s)|authori[sz](?:ed|ation|es)|permi(?:tted|ssion|ts)|"
    r"allow(?:ed|s|ing)?|enabl(?:e|es|ed|ing)|objection(?:\s+letter)?[”\"]?|advice|guidance|request(?:ed)?|"
    r"application|green\s?light|agree(?:d|ment)|alignment|right|option|eligible|able|sufficient)\b"
    r"[^;]{0,70}?\bto\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_PERMITTED = frozenset({"trial_initiated", "first_patient_dosed", "marketing_submitted", "preclinical", "approved", "data_readout"})
_HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|should\s+(?:it|the|we|they)|could|(?-i:may)|might|would|can|potential(?:ly)?|possib(?:le|ly|"
    r"ility)|opportunity\s+to|ability\s+to|designed\s+to|in\s+order\s+to|need(?:s|ed)?\s+to|necessary\s+to|used\s+to|"
    r"intended\s+to|hope(?:s|d|ful)?|"
    r"subject\s+to|contingent|assuming|pending|until|requires?|requirements?|criteria|eligible|prior\s+to|before|"
    r"required|help(?:s)?)\b[^;]{0,70}$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:\b(?:if|when|once|until|unless|whether|assuming|provided(?:\s+that)?)|(?:^|[.;,]\s{0,2})should)\s+(?:[\w-]+\s+){0,7}$",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(
    r"\b(?:if|unless|once|until|when|whether)\s+(?:and\s+when\s+)?(?:[\w®™-]+\s+){0,4}?(?:(?:is|are|has\s+been|be)\s+)?$", re.IGNORECASE
)
# "in a completed Phase 1 study": says what sort of study it is, not that it was completed.
_ATTRIBUTE = re.compile(
    r"\b(?:an?|the|our|its|this|these|two|three|both|previously|recently)\s+(?:recently\s+|previously\s+|already\s+|successfully\s+)?$",
    re.IGNORECASE,
)
_NOUN_FOLLOWS = re.compile(
    r"[a-z]+ed\s+(?!the\b|its\b|our\b|an?\b|in\b|by\b|on\b|for\b|with\b|to\b|from\b|at\b|as\b)[A-Za-z]", re.IGNORECASE
)
_HELD = re.compile(
    r"[^;,.]{0,30}?\s(?:was|were|has\s+been|have\s+been|took)\s+(?:held|conducted|place|completed|received|granted|obtained|announced)\b|"
    r"\s{0,2}(?:\([^)]{0,30}\)\s)?(?:received|granted|obtained|secured|achieved|announced|completed|awarded)\b",
    re.IGNORECASE,
)
_SELECTED = re.compile(r"\b(?:selected|accepted|chosen|invited)\s+(?:for|to|as)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_DECIDED = re.compile(r"\b(?:decided|decision|elected|chose|chosen|determined|opted)\s+to\s+(?:\w+\s+)?$", re.IGNORECASE)
_PASSIVE_FUTURE = re.compile(
    r"\b(?:(?:to|will|shall)\s+(?:\w+ly\s+)?(?:be|have\s+been)|will\s+have|to\s+have|expected|anticipated|planned)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_PASSIVE_MODAL = re.compile(
    r"\b(?:could|(?-i:may)|might|would|can|should|must)\s+(?:\w+\s+)?(?:be|have\s+been)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_MODAL = re.compile(r"\b(?:could|(?-i:may)|might|would|can|should|must)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|shall|[’']ll)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:was|were|has|have|had|been|is|are)\b", re.IGNORECASE)
_OPENING = 6  # characters: where the first words of a bullet stand
_TO = re.compile(r"\bto\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# "we are excited to share these data": courtesy about what is told here, or will be told elsewhere.
_GLAD = re.compile(
    r"\b(?:excited|pleased|proud|delighted|thrilled|happy|honou?red|glad|encouraged)\s+to\s+(?:be\s+|have\s+)?(?:[\w-]{1,20}\s+){0,6}?(?:to\s+)?$",
    re.IGNORECASE,
)
_TELLINGS = frozenset({"data_readout", "presentation", "publication"})
_TO_HAVE = re.compile(r"\bto\s+(?:have|get|see)\s+(?!been\b|had\b)", re.IGNORECASE)
_TO_BE_PUBLISHED = re.compile(
    r"\b(?:submi(?:tted|ssion)|accept(?:ed|ance))\s+(?:for|in\s+advance\s+of)\s+(?:\w+\s+)?publication$|\baccept(?:ed|ance)$", re.IGNORECASE
)
_NOT_YET_OUT = re.compile(
    r"\bin\s+press\b|\baccepted\s+(?:by|in|for|at)\s+(?:publication|the|a|[A-Z])|\bsubmitted\b[^;.]{0,60}\bto\s+(?:a|the)\s+(?:\w+\s+)?(?:peer-reviewed|medical|scientific)"
)
# "will be presented at a meeting and submitted for publication"
_BOTH_TO_BE = re.compile(r"\b(?:will|shall|to)\s+be\s+\w+(?:ed|own|en)\b[^.;]{0,90}?\b(?:and|or)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# "approves the initiation of Phase 2": it may begin now.
_ALLOWED = re.compile(
    r"\b(?:approv(?:es|ed|al)|recommend(?:s|ed)?|endors(?:es|ed)|authori[sz](?:es|ed|ation)|clear(?:s|ed|ance)|permi(?:ts|tted|ssion))\s+(?:of\s+|for\s+)?"
    r"(?:[\w/-]+\s+){0,9}$",
    re.IGNORECASE,
)
_EXPECTS_TO = re.compile(
    r"\b(expects?|expected|plans?|planned|intends?|anticipates?|anticipated|aims?|on\s+track|on\s+schedule|scheduled|slated)\s+to\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    (
        r"\b(?:for|towards?|support(?:s|ing)?|before|prior\s+to|pending|enabl(?:e|es|ing)|facilitat\w+|regarding|"
        r"pathway\s+to|path\s+to|basis\s+(?:of|for))\s+(?:(?:the|a|an|its|our|potential|future|planned)\s+){0,3}$"
    ),
    re.IGNORECASE,
)
_MOVING = re.compile(r"^(?:advanc|progress|mov|transition|enter|proceed|expand)ing$", re.IGNORECASE)
# "advancing clinical trial initiation" is work on it.
_TOWARD_IT = re.compile(
    r"\b(advancing|progressing|accelerating|preparing)\s+(?:towards?\s+|for\s+)?(?:(?:the|a|our|its|clinical|pivotal|planned)\s+){0,3}(?:[Pp]hase\s\S{1,4}\s+)?$",
    re.IGNORECASE,
)
# "... as its lead candidate advances into Phase 3": on the way, not arrived.
_AS_IT = re.compile(r"(?<!\bsuch\s)(?<!\bwell\s)\bas\s+(?:(?:its|our|the|their|lead)\s|[A-Z])[^;]{0,80}$")
# "the first inhibitor to enter the clinic" has done so.
_FIRST_TO = re.compile(
    r"\b(?:first|only|second|third|latest|newest|(?:broad|fast|larg|strong|high|old|young|small)est)(?:-\w{1,15})?\s+(?:(?!(?:quarter|half|month|year|patient|participant|subject|and)\b)[\w/-]{1,20}\s+){1,5}to\s+$",
    re.IGNORECASE,
)
_BE_ING = re.compile(r"\b(?:is|are|has\s+been|have\s+been|was|were)\s+(?:now\s+|currently\s+|also\s+)?$", re.IGNORECASE)
_HEADLINE = frozenset({"title", "subtitle"})
# A noun for these is as often a purpose as an event; without a word that reports it, it claims nothing.
_NEEDS_REPORT = frozenset({"marketing_submitted", "ind_submitted", "approved", "launched", "partnership", "preclinical", "ind_cleared"})
_PASSAGES = frozenset({"transition", "progression", "advancement"})  # from one stage to the next: as often a task as a fact
_REPORTED = re.compile(
    (
        r"\b(?:announce[sd]?|announcing|complet(?:ed|es|ion)|achiev(?:ed|es)|receiv(?:ed|es)|made|marks?|marked|issue[sd]|"
        r"provide[sd]|grant(?:s|ed)|includ(?:ed|es|ing)|reported|follow(?:ing|s|ed)?|with|after|since|its|our|new|"
        r"successful|recent|gave|gives?|given|got|won|obtained|secured|granted|confirm(?:s|ed)|highlights?)\b[^;]{0,80}$"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Verdict:
    """``status`` is "" where the words claim nothing; ``cue`` tells why, for the ledger."""

    status: str
    cue: str = ""


def judge(
    text: str, trigger: Trigger, section: str, *, heading_ahead: bool = False, imperative: bool = False, terse: bool = False
) -> Verdict:
    """The status of one trigger in its sentence. ``heading_ahead``: a parent heading announces what is to come.

    ``terse``: a headline or bullet, where a noun alone reports ("MHRA approval of CTA").
    """
    left = left_scope(text, trigger.verb_start, through_with=trigger.form == "noun")
    if settled := _given_up(text, trigger, left) or _by_rule(text, trigger, left) or _by_kind(text, trigger, left):
        return settled
    if trigger.form == "past":
        opens = trigger.start < _OPENING and (trigger.verb_start > trigger.start or trigger.verb.lower() in ("first", "last"))
        if heading_ahead and terse and opens and not _FINITE.search(text[: trigger.end]):  # "First patient dosed" under "Expected in 2026"
            return Verdict("expected", "announced above")
        return _past(text, trigger, left)
    if trigger.form == "present":
        if _CONDITION.search(left):
            return Verdict("", "condition")
        if trigger.kind == "trial_initiated" and _AS_IT.search(left):
            return Verdict("", "on the way")
        return Verdict("occurred", trigger.verb.lower())
    if trigger.form == "base":
        return _base(text, trigger, left, section, heading_ahead or imperative)
    return _noun_or_gerund(text, trigger, left, ahead=heading_ahead or section == "upcoming", terse=terse or section in _HEADLINE)


def _given_up(text: str, trigger: Trigger, left: str) -> Verdict | None:
    """Guidance withdrawn, a plan given up, or a denial."""
    if trigger.kind not in _ENDINGS and _date_taken_back(text, trigger, left):
        return Verdict("dropped", WITHDRAWN)
    if trigger.kind == "decision_due" and _WILL_NOT_MEET.search(text[max(0, trigger.start - 80) : trigger.end + 40]):
        return Verdict("dropped", "will not meet")
    if trigger.kind not in _ENDINGS and _DROPPED.search(left + " " + text[trigger.verb_start : trigger.verb_start + 30]):
        return Verdict("dropped", "no longer")
    if trigger.kind not in ("discontinued", "data_readout", "complete_response") and _NEGATED.search(left):
        return Verdict("", "negated")
    return None


def _date_taken_back(text: str, trigger: Trigger, left: str) -> bool:
    words = left + text[trigger.verb_start : trigger.verb_start + 30]
    found = _TAKES_BACK.search(words)
    if found and not _GOES_ON.search(words[found.end() :]):
        return True
    return _IS_TAKEN_BACK.match(text[trigger.end : trigger.end + 180]) is not None


def _by_rule(text: str, trigger: Trigger, left: str) -> Verdict | None:
    """What the trigger's own words leave no doubt about."""
    if trigger.rule.status in ("dropped", "occurred"):
        return Verdict(trigger.rule.status, trigger.verb.lower())
    if trigger.rule.status == "expected":
        hypothetical = _HYPOTHETICAL.search(left)
        if hypothetical and not _EXPECT.search(left) and not _EXPECT.search(text[trigger.verb_start : trigger.end + 12]):
            return Verdict("", hypothetical[0][:20])
        return Verdict("expected", trigger.verb.lower())
    return None


def _by_kind(text: str, trigger: Trigger, left: str) -> Verdict | None:
    """Words that mean more for one kind: a decision to stop, a paper or talk that was accepted."""
    own = trigger.verb.lower()
    if trigger.kind in _TELLINGS and trigger.form in ("base", "ing") and _GLAD.search(left):
        return Verdict("", "base form")
    if trigger.kind in ("discontinued", "trial_stopped", "marketing_withdrawn") and _DECIDED.search(left):
        return Verdict("occurred", "decided")
    if trigger.kind == "publication" and _TO_BE_PUBLISHED.search(text[max(0, trigger.verb_start - 40) : trigger.verb_start + len(own)]):
        return Verdict("expected", "for publication")
    if trigger.kind == "publication" and _NOT_YET_OUT.search(text[max(0, trigger.verb_start - 60) : trigger.end + 70]):
        return Verdict("expected", "in press")
    if trigger.kind == "presentation" and own.startswith(("accepted", "selected", "chosen")):
        return Verdict("expected", own)
    if trigger.kind == "trial_initiated" and trigger.form == "noun":
        toward = _TOWARD_IT.search(text[max(0, trigger.start - 60) : trigger.start])
        return Verdict("expected", toward[1]) if toward else None
    return None


def _past(text: str, trigger: Trigger, left: str) -> Verdict:
    """ "was initiated", "initiated": happened, unless a future or a condition governs the participle, or it only describes a noun."""
    at = trigger.verb_start
    if _ONLY_IF.search(text[max(0, at - 80) : at]) or _CONDITION.search(left):
        return Verdict("", "condition")
    if _ATTRIBUTE.search(text[max(0, at - 30) : at]) and _NOUN_FOLLOWS.match(text[at : at + 60]):
        return Verdict("", "attribute")
    if _WILL_BE.search(text[at : trigger.end]) or _BOTH_TO_BE.search(text[max(0, at - 140) : at]):
        return Verdict("expected", "to be")
    if _PASSIVE_MODAL.search(left):
        return Verdict("", "modal")
    if _PASSIVE_FUTURE.search(left):
        return Verdict("expected", "to be")
    return Verdict("occurred", trigger.verb.lower())


def _base(text: str, trigger: Trigger, left: str, section: str, ahead: bool) -> Verdict:
    """ "to initiate", "will initiate", "Initiate": expected, unless permitted or merely possible."""
    if governor := _EXPECTS_TO.search(left):
        return Verdict("expected", governor[1])
    if trigger.kind in _PERMITTED and _PERMISSION.search(left):
        return Verdict("", "permission")
    if _MODAL.search(left):
        return Verdict("", "modal")
    if _FUTURE.search(left):
        return Verdict("expected", "will")
    if trigger.kind == "trial_initiated" and _FIRST_TO.search(left):
        return Verdict("", "the first to")
    if _TO.search(left):
        cue = _last(_EXPECT, left)
        hypothetical = _HYPOTHETICAL.search(left)
        if hypothetical and (cue is None or cue.start() < hypothetical.start()):
            return Verdict("", hypothetical[0][:20])
        return Verdict("expected", cue[0] if cue else "to")
    if ahead or section == "upcoming":
        return Verdict("expected", "announced above")
    cue = _last(_EXPECT, left)
    if cue is not None and not _HAPPENED.search(left[cue.end() :]):
        return Verdict("expected", cue[0])
    return Verdict("occurred", trigger.verb.lower()) if section in _HEADLINE else Verdict("", "base form")


def _noun_or_gerund(text: str, trigger: Trigger, left: str, *, ahead: bool, terse: bool) -> Verdict:
    """ "initiation of", "initiating": takes its status from the words around."""
    own = trigger.verb.lower()
    behind = trigger.verb_start + len(trigger.verb)
    if _HELD.match(text[trigger.end : trigger.end + 60]) or _HELD.match(text[behind : behind + 60]):
        return Verdict("occurred", own)
    right_cue = _EXPECT_RIGHT.match(right_scope(text, trigger.end))
    if right_cue and not _HAPPENED.search(right_scope(text, trigger.end)[: right_cue.start("cue")]):
        return Verdict("expected", right_cue["cue"])
    if trigger.kind == "presentation" and _SELECTED.search(left):
        return Verdict("expected", "selected")
    if trigger.kind in _PERMITTED and _PERMISSION.search(left):
        return Verdict("", "permission")
    cue = _last(_EXPECT, left)
    reaches = cue is not None and not _HAPPENED.search(left[cue.end() :])
    if cue is not None and reaches:
        return Verdict("expected", cue[0])
    hypothetical = _HYPOTHETICAL.search(left)
    if hypothetical:
        return Verdict("", hypothetical[0][:20])
    if trigger.kind in _PERMITTED and _ALLOWED.search(left):
        return Verdict("expected", "allowed")
    if _TO_HAVE.search(left):
        return Verdict("expected", "to have")
    if trigger.form == "ing" and _MOVING.match(own) and not _BE_ING.search(left):
        return Verdict("expected", own)
    if trigger.form == "noun" and _PURPOSE.search(left):
        return Verdict("", "purpose")
    if ahead and not _HAPPENED.search(left):
        return Verdict("expected", "announced above")
    if (
        trigger.form == "noun"
        and own != "new"
        and (trigger.kind in _NEEDS_REPORT or own in _PASSAGES)
        and not terse
        and left.strip()
        and not _REPORTED.search(left)
        and "|" not in text
    ):
        return Verdict("", "not reported")
    return Verdict("occurred", own)


def negated(text: str, at: int) -> bool:
    """Whether a negation governs the word at ``at``."""
    return _NEGATED.search(left_scope(text, at)) is not None


def left_scope(text: str, end: int, *, through_with: bool = False) -> str:
    """The clause's words left of ``end``, at most 150 characters. "with data expected" belongs to the clause before it."""
    start = max(0, end - 150)
    left = text[start:end]
    last = max((match.end() for match in _BOUNDARY.finditer(left)), default=0)
    if not through_with:
        last = max(last, max((match.end() for match in _WITH.finditer(left)), default=0))
    return left[last:]


def right_scope(text: str, start: int) -> str:
    """The clause's words right of ``start``, at most 150 characters."""
    right = text[start : start + 150]
    match = _RIGHT_BOUNDARY.search(right)
    return right[: match.start()] if match else right


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
