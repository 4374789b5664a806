"""Conditions on a trigger that its pattern alone cannot express: what must, and what must not, stand around it."""

import re
from collections.abc import Callable
from functools import lru_cache

from pipeline_tracker.ingest.extract import congresses, factuality, names, phases, regulators
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.triggers import Trigger

_HEADLINE = frozenset({"title", "subtitle"})
_FINANCIAL = re.compile(
    r"\bfinancial\b|\boperating\s+results|\bquarter(?:ly)?\s+results|\bresults\s+of\s+operations|"
    r"\bbusiness\s+(?:highlights|update|progress)|\bcorporate\s+(?:update|highlights|progress)|\bnet\s+loss|"
    r"\brevenues?\b|\bearnings\b|"
    r"\b(?:three|six|nine|twelve)\s+months\s+ended|\bunaudited\b|\bhalf[\s-]year(?:ly)?\b|\b(?:interim|annual|preliminary)\s+results\s+for\s+the\b|"
    r"\b(?:first|second|third|fourth)[\s-]+quarter\b[^;]{0,30}\bresults|\bfull[\s-]year\b[^;]{0,20}\bresults",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\b(?:results?|reports?)\b", re.IGNORECASE)
_PERIOD_BEFORE = re.compile(
    r"\b(?:financial|fiscal|quarter(?:ly)?|year[\s-]end|full[\s-]year|annual|half[\s-]year|operating|operational)\s+(?:(?:20[0-9]{2}|and|year|business|"
    r"operating|financial)\s+){0,3}$",
    re.IGNORECASE,
)
_PERIOD_AFTER = re.compile(
    r"\s+(?:for|of)\s+(?:(?:the|its|our|full|fiscal|first|second|third|fourth|last|past|entire|whole|three|six|nine|twelve)[\s-]+){0,4}"
    r"(?:years?|quarters?|half|months)\b(?!\s+of\s+(?:treatment|therapy|follow|dosing|the\s+(?:trial|study)))",
    re.IGNORECASE,
)
_STAGED_RESULTS = re.compile(
    r"\b(?:top-?line|interim|clinical|trial|study|preliminary|initial|efficacy|safety|pivotal|[Pp]hase\s\S{1,4})\s+$", re.IGNORECASE
)
_SCIENTIFIC_MEETING = re.compile(
    r"\b(?:medical|scientific)\s+(?:meetings?|conferences?|congress(?:es)?)|\b(?:future|upcoming)\s+(?:(?:medical|scientific)\b|congress(?:es)?\b|conferences?\b)",
    re.IGNORECASE,
)
_DATA = re.compile(r"\b(?:data|results|findings|poster|oral|abstract|session|presentation|analys[ei]s|on\s+its|platform)\b", re.IGNORECASE)
_PRESENTS = re.compile(r"present|showcas|poster|abstract|data|results|findings|analysis", re.IGNORECASE)
_NO_READOUT = re.compile(
    (
        r"\b(?:conference\s+call|webcast|supplemental|prescription|real\s+estate|earnings|data\s+room|data\s+cut-?off|"
        r"database|data\s+packages?|data\s+exclusivity|data\s+protection)\b"
    ),
    re.IGNORECASE,
)
_GOVERNED = re.compile(
    r"\b(?:based\s+on|of|from|by|pending|additional|following|follows?|after|using|support(?:ed|s)?\s+by|given|with|beyond)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_NO_APPROVAL = re.compile(
    r"\b(?:trial|study|IND|protocol|continuation|equity|awards?|board|committee|ethics|release|announcement|stockholders?|shareholders?|plan\b|patent)\b"
)
# Ways for patients to a medicine that is not approved.
_BEFORE_APPROVAL = re.compile(
    r"\w{1,20}\s+(?:[\w-]{1,20}\s+){0,5}?(?:(?:expanded|early|managed)\s+access|compassionate\s+use|named[\s-]patient)\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    (
        r"\b(?:therap(?:y|ies)|drugs?|products?|medicines?|treatments?|vaccines?|options?|biologics?|candidates?|agents?|devices?)\s+(?:(?:for|in)\s+[\w\s-]{1,30}?\s)?(?:that\s+|which\s+)?(?:have|"
        r"has|were|are|had|is)\s+(?:already\s+|been\s+)?(?:received\s+|obtained\s+|gained\s+)?(?:full\s+)?$"
    ),
    re.IGNORECASE,
)
_NO_PAPER = re.compile(r"\b(?:annual|financial|interim|quarterly|half-year)\s+reports?\b|\bprospectus\b", re.IGNORECASE)
_ROW = re.compile(r"\s\|\s|\S\s{3,}\S|\t")  # the columns of a table's row
# What money is spent on, or lasts for, is not told as an event; nor what "patients who completed the trial" did.
_DEVELOPMENT = frozenset(
    {
        "trial_initiated",
        "first_patient_dosed",
        "enrollment_completed",
        "trial_completed",
        "data_readout",
        "preclinical",
        "ind_submitted",
        "marketing_submitted",
        "launched",
    }
)
_SPENT = re.compile(
    r"\b(?:expenses?|costs?|proceeds|spending|runway|(?:to|will|used\s+to|helps?)\s+(?:fund|finance)|funds|funding\s+of|sufficient|manufacturing\s+activities)\b[^;]{0,120}$",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|whom)\s+(?:have\s+|had\s+|has\s+|were\s+|are\s+)?(?:been\s+)?(?:\w+ly\s+)?$", re.IGNORECASE)
# What a company comments on is somebody else's.
_COMMENTS = re.compile(r"\bcomment(?:s|ed|ing)?\s+on\b|\b(?:congratulat|applaud)\w{1,4}\b|\bwelcom(?:es|ed)\b", re.IGNORECASE)
# What a person did elsewhere, before.
_CAREER = re.compile(
    r"\b(?:prior\s+to\s+(?:joining|that|this\s+role)|previously\s+(?:served|held|worked)|(?:has\s+)?served\s+as|comes\s+from|brings\s+(?:more|over|nearly|\w+\s+years)|"
    r"years\s+of\s+(?:\w+\s+)?experience|(?:his|her|their)\s+(?:career|tenure)|where\s+(?:he|she)\b|most\s+recently\s+(?:served|as)|joined\s+from)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|remains?)\s+(?:\w+\s+){0,2}(?:expected|planned|anticipated|targeted|projected|estimated|slated|scheduled)$",
    re.IGNORECASE,
)
_BOARD = re.compile(r"data\s|DSMB|DMC|IDMC|safety\s+review|SRC", re.IGNORECASE)
_APPROVES_START = re.compile(
    r"\bapprov\w+\s+(?:the\s+)?(?:[\w-]{1,20}\s+){0,3}?(?:enrol|initiat|start|proceed|dosing|escalat|advanc)", re.IGNORECASE
)
# A study that words before it govern ("completion of the Phase 2 trial is expected") is not what is expected.
_OBJECT = re.compile(r"\b(?:of|from|in|into|for|with|on|to|through|following|after|during)\s+(?:[\w'’/-]+\s+){0,6}$", re.IGNORECASE)
_NO_SITE = re.compile(
    (
        r"\b(?:long-term\s+care|sales\s+facility|nursing|credit|clinical\s+sites?|trial\s+sites?|study\s+sites?|website|web\s+site|"
        r"site\s+activation|multiple-site|care\s+facilit|loan|debt|lending)"
    ),
    re.IGNORECASE,
)
_NOT_ACQUIRED = re.compile(
    r"\b(?:data|patients?|licen[sc]e|image|imaging|exclusive|rights|facility|infection|in-process|shares)\b", re.IGNORECASE
)
_HOLDERS_VOTE = re.compile(r"\b(?:share|stock)holders\b[^;.]{0,60}\b(?:approv|vot|adopt)", re.IGNORECASE)
_ACQUIRED = re.compile(r"\w+\s+(?:of\s+|by\s+|with\s+)?(?:all\b|substantially|[A-Z][A-Za-z]{2,})")
_WITH_REGULATOR = re.compile(
    (
        r"\b(?:with|from)\s+(?:the\s+)?(?:U\.?S\.?\s+)?(?:FDA|Food\s+and|EMA|European\s+Medicines|PMDA|NMPA|MHRA|"
        r"Health\s+Canada|regulator|agency)"
    ),
    re.IGNORECASE,
)


# General verbs of everyday words ("dropped", "hit the market") tell an event only of a program.
_BEFORE_A_NAME = re.compile(
    r"\s*(?:(?:the|its|our|their|lead|former|further|all|oral|anti-[\w-]{1,12})\s+){0,3}(?:[A-Za-z][\w-]{1,15}\s+){0,2}$"
)
_BETWEEN = re.compile(r"\b(?:for|in|of|with|from|to|on|by|and|as|at)\b|[,;:()]")
_NOT_THE_PROGRAM = re.compile(
    r"\s*(?:®|™)?\s*(?:['’]s\s+)?(?:[\w/-]{1,20}\s+){0,3}?(?:trials?|stud(?:y|ies)|arms?|doses?|dosing|cohorts?|patients|treatment|levels?|phase)\b",
    re.IGNORECASE,
)
_BY_PATIENTS = re.compile(r"\b(?:patients?|participants?|subjects?|volunteers?|adults|children|women|men|who)\b[^;.]{0,40}$", re.IGNORECASE)
# What ends is a trial, no program.
_TRIAL_IS = re.compile(r"\b(?:trials?|stud(?:y|ies)|arms?|cohorts?|dosing|enrol?l?ment|recruitment)\b[^,;.]{0,50}$", re.IGNORECASE)
_NEAR, _BESIDE_AFTER = 90, 60  # characters between a program's name and the words told of it


def _of_a_program(sight: Sight, trigger: Trigger) -> bool:
    """Whether the words are told of a program: their object where the rule says so, else a name in or beside them."""
    text = sight.text
    if trigger.kind == "discontinued" and _BY_PATIENTS.search(text[max(0, trigger.verb_start - 60) : trigger.verb_start]):
        return False
    if (
        trigger.kind == "discontinued"
        and trigger.rule.detail != "object"
        and _TRIAL_IS.search(text[max(0, trigger.verb_start - 70) : trigger.verb_start])
    ):
        return False
    if trigger.rule.detail == "object":
        following = next((mention for mention in sight.programs if mention.start >= trigger.end), None)
        if following is None or _NOT_THE_PROGRAM.match(text[following.end : following.end + 60]):
            return False
        between = text[trigger.end : following.start]
        return _BETWEEN.search(between) is None and _BEFORE_A_NAME.match(between) is not None
    return any(
        trigger.start - _NEAR <= mention.end <= trigger.end + _BESIDE_AFTER
        and ";" not in text[min(mention.end, trigger.end) : max(mention.start, trigger.start)]
        for mention in sight.programs
    )


def plausible(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """Whether the trigger may state its kind where it stands."""
    if trigger.rule.weak and not _prominent(sight, trigger):
        return False
    if trigger.rule.terse and not _terse(sight):
        return False
    if trigger.rule.of_program and not _of_a_program(sight, trigger):
        return False
    if trigger.kind in _DEVELOPMENT and _SPENT.search(factuality.left_scope(sight.text, trigger.verb_start, through_with=True)):
        return False
    if _WHO.search(sight.text[max(0, trigger.verb_start - 40) : trigger.verb_start]):
        return False
    if _COMMENTS.search(sight.text[: trigger.end]):
        return False
    if _of_a_career(sight.text):
        return False
    if trigger.rule.regulated and not _regulated(scene, sight, trigger):
        return False
    check = _CHECKS.get(trigger.kind)
    return check is None or check(scene, sight, trigger)


def _prominent(sight: Sight, trigger: Trigger) -> bool:
    """Words that are news only where news stands: headlines, the lead, and (noun phrases) the beginning of a bullet."""
    passage = sight.passage
    return passage.section in _HEADLINE or (
        passage.first and (passage.section == "lead" or (passage.bullet and trigger.form == "noun" and trigger.start < 40))
    )


# Asked once for each trigger of a sentence.
@lru_cache(maxsize=16)
def _of_a_career(text: str) -> bool:
    return _CAREER.search(text) is not None


@lru_cache(maxsize=16)
def _of_a_table(text: str) -> bool:
    return _ROW.search(text) is not None


def _terse(sight: Sight) -> bool:
    passage = sight.passage
    return passage.bullet or passage.heading or passage.section in _HEADLINE or _of_a_table(sight.text)


def _regulated(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """A regulator, or an application to one, in the sentence; for decisions and opinions one just before or in the headline will do."""
    if sight.regulators or regulators.implied(sight.text):
        return True
    if trigger.kind == "decision_due" and re.search(r"\bregulatory\s", _inside(sight, trigger, 14), re.IGNORECASE):
        return True
    if trigger.kind in ("ind_cleared", "approved", "marketing_submitted"):
        return bool(regulators.territories(sight.text))
    if trigger.kind not in ("decision_due", "advisory_committee"):
        return False
    near = scene.sights[max(0, sight.passage.index - 2) : sight.passage.index]
    return any(other.regulators or regulators.implied(other.text) for other in (*near, *scene.title_sights))


def _inside(sight: Sight, trigger: Trigger, before: int = 0, behind: int = 0) -> str:
    return sight.text[max(0, trigger.start - before) : trigger.end + behind]


def _presentation(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    text, passage = sight.text, sight.passage
    if _FINANCIAL.search(text[max(0, trigger.verb_start - 5) : trigger.end + 12]) or (not sight.congresses and congresses.investors(text)):
        return False
    if re.search(r"poster|oral\b|session", _inside(sight, trigger), re.IGNORECASE):
        return not passage.heading or bool(sight.programs)
    if not sight.congresses:
        asserted = bool(sight.programs) or passage.bullet or bool(trigger.rule.status) or trigger.form != "noun"
        return (
            asserted
            and trigger.verb.lower().startswith(("present", "shar", "discuss", "unveil", "disclos"))
            and _SCIENTIFIC_MEETING.search(text) is not None
        )
    if trigger.rule.detail != "data" and not _PRESENTS.match(trigger.verb) and not (passage.section in _HEADLINE and _DATA.search(text)):
        return False
    between = [text[min(trigger.end, congress.start) : max(trigger.end, congress.start)] for congress in sight.congresses]
    if trigger.verb.lower() in ("data", "results", "findings", "analysis"):
        return any(len(words) < 6 for words in between)
    return any(len(words) < 420 and ";" not in words for words in between)


def _of_a_period(text: str, trigger: Trigger) -> bool:
    """Whether the results are a business year's or quarter's: "reported its results for the year", "fiscal 2025 results"."""
    told = list(_RESULTS.finditer(text, trigger.start, trigger.end))
    if not told:
        return False
    before, after = text[max(0, told[-1].start() - 60) : told[-1].start()], text[told[-1].end() : told[-1].end() + 60]
    return _PERIOD_BEFORE.search(before) is not None or (_PERIOD_AFTER.match(after) is not None and not _STAGED_RESULTS.search(before))


# "the only program that has demonstrated ...": what a product is, no news of it.
_BOAST = re.compile(r"\b(?:only|sole|first)\s+(?:[\w®™,-]{1,20}\s+){1,5}(?:that|which)\s+(?:has|have)\s+(?:\w{1,15}\s+)?$", re.IGNORECASE)
# "results from two trials, A-1 and A-2, which is expected to complete in May": the trial is, not its results.
_TRIALS_OWN = re.compile(
    r"(?:data|results|findings)\s[^;]{0,60}\b(?:trials?|stud(?:y|ies))\b[^;]{0,150},\swhich\sis\s\w{1,12}$", re.IGNORECASE
)
# "a BLA that is to be supported by existing data"
_SUPPORTS = re.compile(r"\bsupported\s+by\s+(?:[\w-]{1,20},?\s+){0,8}$", re.IGNORECASE)


def _data_readout(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    if _of_a_period(sight.text, trigger) or "“" in sight.text[trigger.verb_start : trigger.end]:
        return False  # a business period's, or words of the title of something
    if _FINANCIAL.search(sight.text[max(0, trigger.verb_start - 5) : trigger.end + 12]):
        return False
    if trigger.rule.weak and trigger.form in ("base", "ing"):
        return False  # "to demonstrate further efficacy"
    before = sight.text[max(0, trigger.verb_start - 120) : trigger.verb_start]
    if (trigger.rule.weak and _BOAST.search(before)) or _SUPPORTS.search(before):
        return False
    if _BOARD.match(trigger.verb) and _APPROVES_START.search(sight.text[max(0, trigger.end - 12) : trigger.end + 80]):
        return False  # what the board reviewed is told as leave to go on
    if (
        (trigger.rule.weak or trigger.rule.terse)
        and trigger.form == "noun"
        and _GOVERNED.search(sight.text[max(0, trigger.verb_start - 60) : trigger.verb_start])
    ):
        return False
    if trigger.rule.detail == "object" and _PASSIVE.search(
        sight.text[max(0, trigger.verb_start - 24) : trigger.end][: 24 + len(trigger.verb)]
    ):
        return False
    if _NO_READOUT.search(_inside(sight, trigger, 10, 60)):
        return False
    if _TRIALS_OWN.search(sight.text[trigger.verb_start : trigger.end]):
        return False
    return not phases.preclinical(_inside(sight, trigger))


def _preclinical(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """Of work before the clinic, not of a disease before its symptoms."""
    inside = _inside(sight, trigger, 0, 40)
    return phases.preclinical(inside) or re.search(r"pre-?clinical", inside, re.IGNORECASE) is None


def _approved(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    text = sight.text
    inside = _inside(sight, trigger)
    if _NO_APPROVAL.search(_inside(sight, trigger, 0, 40)) and "marketing" not in inside.lower():
        return False
    if _BEFORE_APPROVAL.match(text[trigger.verb_start : trigger.verb_start + 120]):
        return False
    if re.search(r"[-‑]\s?approved", _inside(sight, trigger, 10, 60)):
        return False
    return not _RELATIVE.search(text[max(0, trigger.start - 50) : trigger.start]) and not _is_attribute(text, trigger)


def _is_attribute(text: str, trigger: Trigger) -> bool:
    """ "a U.S. Food and Drug Administration (FDA) approved vaccine": says nothing of an event."""
    before = re.sub(
        r"(?:U\.?S\.?\s+)?(?:Food\s+and\s+Drug\s+Administration\s+\(|European\s+Medicines\s+Agency\s+\()$",
        "",
        text[max(0, trigger.start - 90) : trigger.start],
    )
    if not re.search(
        r"\b(?:an?|with|existing|currently|other|only|no|any|all|against|versus|than|of|first)\s+(?:currently\s+|the\s+|U\.?S\.?\s+)?$",
        before[-40:],
    ):
        return False
    return re.match(r"[^;]{0,60}?\bapproved\s+(?!the\b|its\b|our\b|[A-Z])", text[trigger.start : trigger.end + 30]) is not None


# "trial preparations ongoing with clinical trial materials underway": what a trial needs is underway, not the trial.
_FOR_A_TRIAL = re.compile(r"\b(?:trial|study)\s+(?:preparations?|materials?|supply|supplies|planning)\b", re.IGNORECASE)
# "launches a website and plans a Phase 2 trial": the verb behind "and" tells of the trial.
_SECOND_VERB = re.compile(
    r"\band\s+(?:also\s+|now\s+)?(?:plans?|planned|expects?|intends?|anticipates?|announces?|reports?|reported|will|prepar(?:es|ed)|"
    r"continues?|receives?|received|completes?|completed|is|has)\b",
    re.IGNORECASE,
)


# "reduced by half compared to the start of the study": a point in time, no news.
_SINCE_THEN = re.compile(r"\b(?:compared\s+(?:to|with)|relative\s+to|versus|than|from|at|since)\s+(?:the\s+)?$", re.IGNORECASE)


def _trial_initiated(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    inside = _inside(sight, trigger)
    if trigger.form == "noun" and _SINCE_THEN.search(sight.text[max(0, trigger.verb_start - 24) : trigger.verb_start]):
        return False
    if _FINANCIAL.search(sight.text[max(0, trigger.verb_start - 5) : trigger.end + 12]):
        return False
    if trigger.rule.detail == "subject" and _OBJECT.search(sight.text[max(0, trigger.verb_start - 70) : trigger.verb_start]):
        return False
    if re.search(r"\b(?:discussions?|commerciali[sz]ation|rolling|produc\w+|manufacturing\s+of)\b", inside, re.IGNORECASE):
        return False
    if trigger.form in ("past", "present") and re.search(r"\btowards?\b", inside, re.IGNORECASE):
        return False
    if _SECOND_VERB.search(sight.text[trigger.verb_start : trigger.end]):
        return False
    if trigger.rule.status != "expected" and _FOR_A_TRIAL.search(inside):
        return False
    if trigger.verb.lower() == "progress" and not re.search(r"\b(?:to|will|can|may)\s+$", sight.text[: trigger.verb_start]):
        return False
    if trigger.verb.lower() == "proceeds" and trigger.form != "base":
        return (
            re.search(r"\b(?:net|gross|the|of)\s+$", sight.text[max(0, trigger.verb_start - 10) : trigger.verb_start], re.IGNORECASE)
            is None
        )
    if trigger.verb.lower() in ("planned", "upcoming"):
        return sight.passage.bullet or sight.passage.section in _HEADLINE or bool(sight.dates) or bool(scene.trials_in(sight.text))
    return True


# "the study is expected to launch in the U.S."
_STUDY_DOES = re.compile(
    r"\b(?:trials?|stud(?:y|ies))\s(?:(?:of|in|for)\s[^,;.]{1,40}\s)?(?:to|will|can|may|could|was|were|has|have|is|are)\s"
    r"(?:(?:been|be|now|expected|planned|also|to)\s){0,3}$",
    re.IGNORECASE,
)


# "we are committed to bringing it to market": a vow, no plan.
_VOW = re.compile(r"\b(?:committed|dedicated|devoted|commitment|dedication)\s+to\s+(?:\w{1,15}ly\s+)?$", re.IGNORECASE)


def _launched(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """A launch "if approved" is a plan of a plan; a webcast that "will be available" is none."""
    if re.search(r"\bwebcasts?\b|\breplays?\b|\barchived?\b", sight.text, re.IGNORECASE):
        return False
    if trigger.form == "ing" and _VOW.search(sight.text[max(0, trigger.verb_start - 40) : trigger.verb_start]):
        return False
    if _STUDY_DOES.search(sight.text[max(0, trigger.verb_start - 90) : trigger.verb_start]):
        return False
    return (
        re.search(
            r"\bif\s+approved|\bplans\s+for\s+(?:the\s+)?(?:commercial\s+)?$|\bcommercial\s+launch\s+(?:plan|prepar|read)",
            sight.text[max(0, trigger.start - 40) : trigger.end + 40],
            re.IGNORECASE,
        )
        is None
    )


def _facility(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    if _NO_SITE.search(sight.text):
        return False
    inside = _inside(sight, trigger)
    return not re.search(r"\bsite\b", inside) or re.search(r"manufactur|production|biologics|GMP", inside, re.IGNORECASE) is not None


def _acquisition(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """Of a company or an asset by name; not of data, images, rights or in-process research."""
    if _NOT_ACQUIRED.search(_inside(sight, trigger)) or _HOLDERS_VOTE.search(sight.text[: trigger.end]):
        return False
    if trigger.rule.detail == "deal":
        return True
    if not re.match(r"acqui|merg|bought|purchas", trigger.verb, re.IGNORECASE):
        return True
    return _ACQUIRED.match(sight.text[trigger.verb_start : trigger.verb_start + 60]) is not None


_PRIZE = re.compile(r"\baward\s+(?:winners?|recipients?|finalists?|ceremony|honou?rees?|nominees?)\b", re.IGNORECASE)


def _financing(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """Money, no prize: "award winners will be announced"."""
    return _PRIZE.search(_inside(sight, trigger, 40, 20)) is None


# "an inhibitor discovered by A and licensed to B": what a product is, no news of it.
_COMES_FROM = re.compile(
    r"\b(?:discovered|invented|originated|developed)\s+(?:by|at)\s+[^,;.]{1,60}?\s(?:and|then)\s+(?:\w{1,15}ly\s+)?$", re.IGNORECASE
)


def _partnership(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    if trigger.form == "past" and _COMES_FROM.search(sight.text[max(0, trigger.verb_start - 110) : trigger.verb_start]):
        return False
    if re.search(
        r"\b(?:BARDA|award|investigator|underwriters?|shares|purchase|GMP|manufacturing\s+licen[cs]e)\b", _inside(sight, trigger, 0, 40)
    ):
        return False
    return _WITH_REGULATOR.search(sight.text[max(0, trigger.end - 14) : trigger.end + 40]) is None


def _publication(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    if _NO_PAPER.search(sight.text):
        return False
    return not names.names_others(_inside(sight, trigger, 0, 12), scene.roster.folded)


# "grants a rolling submission": leave to submit; "recommended marketing authorization": an opinion.
_LEAVE = re.compile(
    r"\b(?:grant(?:s|ed|ing)|allow(?:s|ed|ing)|permit(?:s|ted|ting)|recommend(?:s|ed|ing))\s+(?:[\w-]{1,20}\s+){0,7}$", re.IGNORECASE
)


def _marketing_submitted(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """ "... and a MAA to the EMA" continues an earlier submission."""
    if re.match(r"complet|initiat", trigger.verb, re.IGNORECASE) and "," in sight.text[trigger.verb_start : trigger.end]:
        return False  # "following completion, ... toward regulatory submission"
    if trigger.form in ("noun", "ing") and _LEAVE.search(sight.text[max(0, trigger.verb_start - 120) : trigger.verb_start]):
        return False
    if trigger.rule.detail == "subject" and _OBJECT.search(sight.text[max(0, trigger.verb_start - 70) : trigger.verb_start]):
        return False
    if trigger.rule.detail != "second":
        return True
    return any(
        other.kind == "marketing_submitted" and other.rule.detail != "second" and other.start < trigger.start for other in sight.triggers
    )


_EARLY = re.compile(r"\b(?:early|prematurely|ahead\s+of\s+(?:time|schedule)|futility|lack\s+of)\b", re.IGNORECASE)


def _trial_stopped(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """ "ended the trial" is a completion, unless it came early; "patients were able to stop dosing" ends none."""
    if trigger.form == "base" and _BY_PATIENTS.search(sight.text[max(0, trigger.verb_start - 60) : trigger.verb_start]):
        return False
    if not re.match(r"end|discontinu", trigger.verb, re.IGNORECASE) or trigger.rule.detail != "early":
        return True
    return _EARLY.search(_inside(sight, trigger, 0, 60)) is not None


_ANSWERED = re.compile(r"\b(?:notif|inform|letter|confirm|advis|told|stat|said|indicat|allow|clear)", re.IGNORECASE)


def _discontinued(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """ "the study will not continue" ends a trial."""
    return (
        not trigger.verb.lower().startswith(("not", "no longer"))
        or _TRIAL_IS.search(sight.text[max(0, trigger.verb_start - 70) : trigger.verb_start]) is None
    )


def _ind_cleared(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """ "may proceed" is an answer only where somebody gives it."""
    return trigger.rule.detail != "may" or (_ANSWERED.search(sight.text[: trigger.start]) is not None and " hold" not in sight.text)


def _marketing_accepted(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """ "remains under review" is no news; a rolling review begins before the application is complete."""
    if re.search(r"\brolling\s+review\b", _inside(sight, trigger), re.IGNORECASE):
        return False
    before = sight.text[max(0, trigger.verb_start - 20) : trigger.verb_start]
    return re.search(r"\b(?:remains?|still|continues?\s+to\s+be)\s+$", before, re.IGNORECASE) is None


def _regulatory_meeting(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """With a regulator; "aligns with FDA priorities" tells of none, and a complete response letter completes no meeting."""
    if re.match(r"complete\s+response\b", sight.text[trigger.verb_start : trigger.verb_start + 20], re.IGNORECASE):
        return False
    return (
        re.search(r"\b(?:priorities|guidelines|standards|requirements|regulations|recommendations)\b", _inside(sight, trigger, 0, 40))
        is None
    )


_VOUCHER = re.compile(r"\bpriority\s+review\s+vouchers?\b", re.IGNORECASE)  # what a company has, or pays with


def _designation(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    """An application that is under priority review, or may be eligible for it, asks for none."""
    if _VOUCHER.search(words := _inside(sight, trigger, 0, 16)) and "designation" not in words.lower():
        return False
    if trigger.rule.status != "expected" or not trigger.verb.lower().startswith("application"):
        return True
    return (
        re.search(r"\b(?:is|was|under|accepted|granted|with|eligible)\b", sight.text[trigger.verb_start : trigger.end], re.IGNORECASE)
        is None
    )


def _decision_due(scene: Scene, sight: Sight, trigger: Trigger) -> bool:
    return re.search(r"\b(?:reimbursement|pricing|listing|court|patent)\b", _inside(sight, trigger, 0, 30), re.IGNORECASE) is None


_CHECKS: dict[str, Callable[[Scene, Sight, Trigger], bool]] = {
    "presentation": _presentation,
    "data_readout": _data_readout,
    "preclinical": _preclinical,
    "approved": _approved,
    "trial_initiated": _trial_initiated,
    "publication": _publication,
    "launched": _launched,
    "facility": _facility,
    "financing": _financing,
    "acquisition": _acquisition,
    "partnership": _partnership,
    "marketing_submitted": _marketing_submitted,
    "marketing_accepted": _marketing_accepted,
    "trial_stopped": _trial_stopped,
    "discontinued": _discontinued,
    "ind_cleared": _ind_cleared,
    "regulatory_meeting": _regulatory_meeting,
    "decision_due": _decision_due,
    "designation": _designation,
}
