"""From triggers to claims: which program, when, what phase, before which regulator, for what.

Every slot is filled from the nearest place that states it: the trigger's own clause, the sentence, the parent heading or
lead-in, the sentences before, the headline. Two candidates at one step leave a slot empty; nothing is guessed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline_tracker.ingest.documents import Claim, Span, Talk
from pipeline_tracker.ingest.extract import conditions, factuality, names, phases, regulators
from pipeline_tracker.ingest.extract.dates import When
from pipeline_tracker.ingest.extract.layout import NEWS
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.triggers import Trigger
from pipeline_tracker.vocabulary import windows
from pipeline_tracker.vocabulary.regulators import UNSTATED

_COMPANY_KINDS = frozenset({"financing", "facility", "acquisition"})
_COMPANY_HISTORY = _COMPANY_KINDS | {"partnership"}
_LONG_AGO = 400  # days after which a deal told again is background
_OPTIONAL_PROGRAM = frozenset({"partnership", "preclinical"})
_REGULATED = frozenset(
    [
        "ind_submitted",
        "ind_accepted",
        "ind_cleared",
        "clinical_hold",
        "hold_lifted",
        "regulatory_meeting",
        "designation",
        "marketing_submitted",
        "marketing_accepted",
        "advisory_committee",
        "decision_due",
        "approved",
        "complete_response",
        "marketing_withdrawn",
    ]
)
_TRIAL_KINDS = frozenset(
    [
        "trial_initiated",
        "first_patient_dosed",
        "enrollment_completed",
        "trial_completed",
        "trial_stopped",
        "data_readout",
        "presentation",
        "publication",
    ]
)
_PHASED = _TRIAL_KINDS | {"ind_submitted", "ind_accepted", "ind_cleared", "clinical_hold", "hold_lifted", "regulatory_meeting"}
_INHERITS_PHASE = frozenset(
    [
        "trial_initiated",
        "first_patient_dosed",
        "enrollment_completed",
        "trial_completed",
        "data_readout",
        "presentation",
        "trial_stopped",
        "publication",
    ]
)
_REPEATED = frozenset({"data_readout", "presentation", "trial_initiated"})
_ANNOUNCES = re.compile(
    (
        r"\s*(?:,\s*)?(?:jointly\s+|also\s+)?(?:announce|report|provid|address|share|highlight|outlin|unveil|releas|"
        r"introduc|showcas|issued|said|commented)"
    ),
    re.IGNORECASE,
)
_STUDY_REFERENCE = re.compile(
    (
        r"\b(?:the|this|these|our|its)\s+(?:[\w-]{1,20}\s){0,3}?(?:trial|study|studies|data|results|program|therapy|"
        r"submission|designation|approval|application|vaccine|candidate|approvals\s+process|decision)\b|^(?:Trial|Study|"
        r"Topline|Top-line|Enrollment|Initial|Interim|Data|Results|Patient|It)\b"
    ),
    re.IGNORECASE,
)
_COHORT = re.compile(
    (
        r"\b(?:(?:low|medium|mid|high|higher|lower)[\s-]dose(?:\s+cohort)?|(?:(?:second|third|fourth|fifth|first|final|"
        r"expansion|adolescent|adult|pediatric|dose[\s-](?:expansion|escalation)|"
        r"[0-9]+\s?mg)\s+)(?:[\w-]{1,15}\s+)?(?:cohort|arm)|cohorts?\s+[0-9A-D]\b|open-label\s+extension|"
        r"extension\s+study)"
    ),
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_STAGES = (
    ("topline", re.compile(r"\btop-?line\b", re.IGNORECASE)),
    ("interim", re.compile(r"\binterim\b", re.IGNORECASE)),
    ("initial", re.compile(r"\b(?:initial|preliminary|first)\s+(?:[\w-]+\s+){0,2}(?:data|results|readout)", re.IGNORECASE)),
    ("final", re.compile(r"\b(?:final|full|complete)\s+(?:[\w-]+\s+){0,2}(?:data|results|analysis)", re.IGNORECASE)),
    ("safety review", re.compile(r"\b(?:DSMB|DMC|IDMC|data\s+(?:and|&)\s+safety\s+monitoring|data\s+monitoring)\b", re.IGNORECASE)),
)
_DESIGNATIONS = (
    ("orphan", re.compile(r"orphan", re.IGNORECASE)),
    ("fast_track", re.compile(r"fast[\s-]track", re.IGNORECASE)),
    ("breakthrough", re.compile(r"breakthrough", re.IGNORECASE)),
    ("rmat", re.compile(r"regenerative\s+medicine\s+advanced|\bRMAT\b", re.IGNORECASE)),
    ("priority_review", re.compile(r"priority\s+review", re.IGNORECASE)),
    ("rare_pediatric", re.compile(r"rare\s+pa?ediatric", re.IGNORECASE)),
    ("qidp", re.compile(r"qidp|qualified\s+infectious", re.IGNORECASE)),
    ("prime", re.compile(r"\bPRIME\b|priority\s+medicines")),
    ("accelerated_assessment", re.compile(r"accelerated\s+assessment", re.IGNORECASE)),
    ("accelerated_approval", re.compile(r"accelerated\s+approval", re.IGNORECASE)),
    ("ilap", re.compile(r"\bILAP\b|innovation\s+passport|innovative\s+licen", re.IGNORECASE)),
    ("sakigake", re.compile(r"sakigake", re.IGNORECASE)),
    ("conditional", re.compile(r"conditional", re.IGNORECASE)),
)
_REFERS_BACK = re.compile(
    (
        r"^(?:(?:the\s+)?(?:trial|study|enrol?lment|patient|participant)\b)|\b(?:the|this)\s+(?:trial|study)\b|"
        r"\benrol?lment\b|^(?:trial|study)\s+initiation"
    ),
    re.IGNORECASE,
)
_NCT = re.compile(r"\bNCT[0-9]{8}\b")
_MONEY = re.compile(
    r"(?:US)?(?P<currency>\$|€|£)\s?(?P<number>[0-9][0-9,]{0,12}(?:\.[0-9]{1,3})?)\s?(?P<scale>[Bb]illion|[Mm]illion|"
    r"[Tt]housand|[MmBbKk]\b)?"
)
_SITE = re.compile(
    r"(?:(?P<size>[0-9][0-9,]{2,8}[\s-](?:square[\s-]f(?:oo|ee)t|sq\.?\s?ft\.?|"
    r"square\s+meters?))\s)?(?:(?P<what>(?:[\w&-]{1,25}\s){0,2}?(?:facility|plant|laborator(?:y|ies)|headquarters|"
    r"campus|site))\b)(?P<gap>[^;.]{0,110}?)\b(?:in|"
    r"at)\s(?P<where>[A-Z][\w.'’-]{1,25}(?:\s[A-Z][\w.'’-]{1,25}){0,2}(?:,\s[A-Z][\w.'’-]{1,25}(?:\s[A-Z][a-z]{1,20})?)?)"
)
_MONTH_NAME = re.compile(r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_IMPERATIVE_LEAD = re.compile(
    r"(?:milestones?|catalysts?|goals|objectives|priorities|plans|expects?|anticipates?|steps)\b[^.;]{0,30}(?:include[sd]?|are|:)|:\s*$",
    re.IGNORECASE,
)
_LISTS = re.compile(
    (
        r"[^.;]{0,90}?\b(?:milestones|catalysts|goals|objectives|priorities|events|points|expects|"
        r"anticipates)\b[^.;:]{0,20}(?:includ\w+|are|:)"
    ),
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:upcoming|anticipated|expected|planned|next\s+steps|expects|anticipates|milestones|inflection\s+points|catalysts|outlook)\b",
    re.IGNORECASE,
)
_RECENT = re.compile(r"\b(?:recent|achieved|accomplishments?|highlights|progress|completed)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What a passage gave: its claims, or why it gave none."""

    claims: tuple[Claim, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class _Hit:
    trigger: Trigger
    status: str
    cue: str


def read(scene: Scene, sight: Sight) -> Outcome:
    """The claims of one passage, with a reason where there are none."""
    section = sight.passage.section
    if section not in NEWS and section != "about product":
        return Outcome(reason=section)
    if not sight.triggers:
        return Outcome(reason="no milestone words")
    hits, reason = _hits(scene, sight)
    claims: list[Claim] = []
    # Dates are shared out among all hits, those that assert nothing included, so that none takes another's date.
    attached = _attach_dates(sight, hits)
    for index, hit in enumerate(hits):
        if not hit.status:
            if not _dated_ahead(scene, hit, attached.get(index, [])):
                continue
            hit = replace(hit, status="expected")
        for claim in _claims(scene, sight, hit, attached.get(index, []), hits):
            if section == "about product" and (claim.status != "expected" or claim.window is None):
                reason = "background"
                continue
            if claim.kind in _COMPANY_HISTORY and claim.window is not None and (scene.published - claim.window.latest).days > _LONG_AGO:
                reason = "background"
                continue
            claims.append(claim)
    return Outcome(tuple(claims), reason if not claims else "")


def _hits(scene: Scene, sight: Sight) -> tuple[list[_Hit], str]:
    """Triggers that claim something, overlaps and rivals resolved."""
    passage, text = sight.passage, sight.text
    ahead = _heading_ahead(scene, sight)
    imperative = (
        ahead
        or (passage.bullet and passage.section == "upcoming")
        or (_IMPERATIVE_LEAD.search(text[:90]) is not None and _AHEAD.search(text[:60]) is not None)
    )
    reason = "no milestone words"
    hits: list[_Hit] = []
    for trigger in sight.triggers:
        if not conditions.plausible(scene, sight, trigger):
            continue
        verdict = _scheduled(text, trigger) or factuality.judge(
            text, trigger, passage.section, heading_ahead=ahead, imperative=bool(imperative)
        )
        if not verdict.status:
            reason = f"not asserted: {verdict.cue}"
            hits.append(_Hit(trigger, "", verdict.cue))
            continue
        hits.append(_Hit(trigger, verdict.status, verdict.cue))
    return _without_rivals(text, hits), reason


def _dated_ahead(scene: Scene, hit: _Hit, found: list[When]) -> bool:
    """Whether words that claim nothing by themselves ("to support submissions in 2027") are given a day to come."""
    return hit.cue in ("purpose", "not reported", "modal", "base form") and any(
        when.window.latest > scene.published and when.firm for when in found
    )


def _scheduled(text: str, trigger: Trigger) -> factuality.Verdict | None:
    """A meeting that was scheduled or asked for lies ahead."""
    if factuality.negated(text, trigger.verb_start):
        return None
    if trigger.kind in ("regulatory_meeting", "advisory_committee") and re.match(
        r"schedul|request|hold\b|conven(?:e|es)\b", trigger.verb, re.IGNORECASE
    ):
        return factuality.Verdict("expected", trigger.verb)
    return None


def _heading_ahead(scene: Scene, sight: Sight) -> bool:
    """Whether the nearest heading or lead-in announces what is to come ("During 2026, the Company expects:")."""
    for parent in sight.passage.parents:
        words = scene.passages[parent].text
        if _AHEAD.search(words) and not _RECENT.search(words) and len(words) < 160:
            return True
        if _RECENT.search(words):
            return False
    return False


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
    "trial_stopped": {"trial_completed"},
    "trial_initiated": {"launched", "partnership"},
    "discontinued": {"trial_stopped", "trial_completed"},
    "financing": {"partnership", "trial_stopped", "discontinued"},
    "partnership": {"trial_initiated", "data_readout"},
    "facility": {"trial_initiated", "partnership"},
}


def _without_rivals(text: str, hits: list[_Hit]) -> list[_Hit]:
    """Of hits of one kind in one clause the first rule's; of overlapping kinds the more specific."""
    kept: list[_Hit] = []
    for hit in hits:
        trigger = hit.trigger
        rival = next((other for other in kept if other.trigger.kind == trigger.kind and _same_clause(text, other.trigger, trigger)), None)
        if rival is None:
            kept.append(hit)
        elif _better(hit, rival):
            kept[kept.index(rival)] = hit
    result = []
    for hit in kept:
        beaten = any(
            other is not hit
            and other.status
            and hit.trigger.kind in _BEATS.get(other.trigger.kind, ())
            and _overlaps(other.trigger, hit.trigger, text)
            for other in kept
        )
        if not beaten:
            result.append(hit)
    result.sort(key=lambda hit: hit.trigger.verb_start)
    return result


def _better(hit: _Hit, rival: _Hit) -> bool:
    if bool(hit.status) != bool(rival.status):
        return bool(hit.status) and rival.cue not in ("permission", "negated")
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
    if one.kind == "data_readout" and re.search(r"(?:followed\s+by|,\s*(?:and|with)|\bwhile\b|;|\.)", between):
        return False
    return ";" not in between and len(between) < 220 and not re.search(r",\s+(?:and|while|with)\s|\bfollowed\s+by\b", between)


def _overlaps(one: Trigger, other: Trigger, text: str) -> bool:
    if one.start <= other.verb_start < one.end or other.start <= one.verb_start < other.end:
        return True
    pair = {one.kind, other.kind}
    if (
        pair == {"presentation", "data_readout"}
        or pair == {"decision_due", "approved"}
        or pair == {"marketing_accepted", "marketing_submitted"}
    ):
        low, high = sorted((one, other), key=lambda trigger: trigger.start)
        return ";" not in text[low.end : high.start] and high.start - low.end < (260 if "presentation" in pair else 60)
    return False


def _attach_dates(sight: Sight, hits: list[_Hit]) -> dict[int, list[When]]:
    """Each date goes to the nearest trigger, to one before it rather than one behind."""
    text = sight.text
    found: dict[int, list[tuple[float, When]]] = {}
    lead = _LISTS.match(text[:110])
    for when in sight.dates:
        if lead is not None and when.end <= lead.end():
            continue
        if when.role in ("as_of", "since", "after", "runway") or _not_of_an_event(text, when):
            continue
        inside_congress = next((congress for congress in sight.congresses if congress.start <= when.start < congress.end), None)
        best: tuple[float, int] | None = None
        for index, hit in enumerate(hits):
            trigger = hit.trigger
            if when.role == "bare" and not (
                (inside_congress and trigger.kind == "presentation")
                or (hit.status == "expected" and trigger.start <= when.start < trigger.end + 12 and not inside_congress)
            ):
                continue
            if inside_congress and trigger.kind != "presentation":
                continue
            distance = _distance(text, trigger, when.start, when.end)
            if trigger.kind == "presentation":
                behind = [when.start - congress.end for congress in sight.congresses if when.start - congress.end >= 0]
                distance = min(distance, *behind, 10**6)
            if best is None or distance < best[0]:
                best = (distance, index)
        if best is not None and best[0] < 260:
            found.setdefault(best[1], []).append((best[0], when))
    attached = {
        index: [when for _, when in (given if hits[index].trigger.kind in _REPEATED else sorted(given, key=lambda pair: pair[0]))]
        for index, given in found.items()
    }
    return _shared_with_all(text, hits, attached)


def _shared_with_all(text: str, hits: list[_Hit], attached: dict[int, list[When]]) -> dict[int, list[When]]:
    """ "On October 19, the FDA accepted ... and granted ...": a date that opens the sentence holds for all that happened then."""
    opening = next((when for given in attached.values() for when in given if when.start < 14), None)
    if opening is None or not re.match(r"(?:[\w\s-]{1,40}:\s)?(?:On|In|Effective|During)\b", text) or ";" in text:
        return attached
    for index, hit in enumerate(hits):
        if index not in attached and hit.status == "occurred" and hit.trigger.form == "past":
            attached[index] = [opening]
    return attached


def _distance(text: str, trigger: Trigger, start: int, end: int) -> float:
    if trigger.start <= start < trigger.end:
        return 0.0
    if start >= trigger.end:
        between = text[trigger.end : start]
        return len(between) + 150.0 * between.count(";") + 60.0 * len(re.findall(r",\s(?:and|while|with|which)\s|\s[–—]\s", between))
    between = text[end : trigger.start]
    return (
        max(0, len(between))
        + 45.0
        + 150.0 * between.count(";")
        + 60.0 * len(re.findall(r",\s(?:and|while|with|which)\s|\s[–—]\s", between))
    )


def _not_of_an_event(text: str, when: When) -> bool:
    """Reporting periods, patents, comparisons and copyright lines."""
    before, after = text[max(0, when.start - 60) : when.start], text[when.end : when.end + 40]
    words = text[when.start : when.end].lower()
    if words == "today" and (_ANNOUNCES.match(after) or re.search(r"\bannounced\s+$|\breported\s+$", before)):
        return True
    if re.search(
        (
            r"\b(?:results|loss|revenues?|expenses?|income|update)\s+(?:for|of|in)\s+(?:the\s+)?(?:year\s+)?$|\b(?:compared|"
            r"same\s+periods?|versus|cut-?off|patents?|expir\w+|copyright|©|Nasdaq|in\s+accordance)\b[^;]{0,40}$"
        ),
        before,
        re.IGNORECASE,
    ):
        return True
    return (
        re.match(
            r"\s*(?:financial|results|,?\s*(?:year-end|earnings)|data\s+cut-?off|cut-?off|Employment|Plan\b|Act\b|fiscal)",
            after,
            re.IGNORECASE,
        )
        is not None
    )


def _claims(scene: Scene, sight: Sight, hit: _Hit, found: list[When], hits: list[_Hit]) -> Iterator[Claim]:
    kind, text = hit.trigger.kind, sight.text
    status = hit.status
    programs, how = _programs(scene, sight, hit, hits)
    if not programs and kind not in _COMPANY_KINDS and kind not in _OPTIONAL_PROGRAM:
        return
    if kind == "financing" and not programs:
        programs = [()]
    found = found or _date_above(scene, sight, hit) or _date_ahead(sight, hit)
    several = _by_regulator(sight, hit, hits, found)
    for window, status, flags in [] if several else _windows(scene, text, hit, found, status):
        if status == "occurred" and kind == "decision_due":
            continue
        for regulator in _regulators(scene, sight, hit):
            for group in programs or [()]:
                claim = _claim(scene, sight, hit, group, how, window, status, regulator, flags)
                if kind == "designation":
                    for code in _designations(text, hit.trigger):
                        yield replace(claim, detail=code)
                else:
                    yield claim
    for regulator, when in several:
        for group in programs:
            yield _claim(scene, sight, hit, group, how, when.reading(status) if when else None, status, regulator, ())


def _by_regulator(sight: Sight, hit: _Hit, hits: list[_Hit], found: list[When]) -> list[tuple[str, When | None]]:
    """ "approved by the FDA in May 2023 and by the EMA in July 2024": each regulator with the date that follows it."""
    if hit.trigger.kind != "approved" or hit.status != "occurred":
        return []
    end = min((other.trigger.start for other in hits if other.trigger.start > hit.trigger.end), default=len(sight.text))
    distinct = {name.code: name for name in reversed(sight.regulators) if hit.trigger.start <= name.start < end}
    if len(distinct) < 2:
        return []
    order = sorted(distinct.values(), key=lambda name: name.start)
    pairs = []
    for index, name in enumerate(order):
        stop = order[index + 1].start if index + 1 < len(order) else end
        pairs.append((name.code, next((when for when in found if name.end <= when.start < stop), None)))
    return pairs if all(when is not None for _, when in pairs) else []


def _claim(
    scene: Scene,
    sight: Sight,
    hit: _Hit,
    group: tuple[int, ...],
    how: str,
    window: windows.Window | None,
    status: str,
    regulator: str,
    flags: tuple[str, ...],
) -> Claim:
    trigger, text = hit.trigger, sight.text
    kind = trigger.kind
    segment = _segment(sight, trigger, group)
    code, words = _phase(scene, sight, trigger, group, segment)
    indication = _indication(scene, sight, trigger, group, segment) if kind not in ("facility", "acquisition", "financing") else ""
    talk = None
    detail = ""
    counterparty, amount, currency = "", None, ""
    if kind == "presentation":
        talk = _talk(sight, trigger)
        detail = talk.congress
        if window is None and talk.congress:
            year = next((congress.year for congress in sight.congresses if congress.name == talk.congress), 0)
            if year:
                window = windows.year(year, talk.congress)
        if not talk.congress:
            flags = (*flags, "unnamed_congress")
    elif kind == "facility":
        detail = _site(text)
    elif kind in ("enrollment_completed", "trial_initiated", "first_patient_dosed", "data_readout", "trial_completed", "trial_stopped"):
        detail = _cohort_or_stage(text, trigger)
    if kind in ("financing", "acquisition", "partnership"):
        amount, currency = _money(text, trigger)
    if (
        kind == "ind_accepted"
        and regulator in ("NMPA", "")
        and re.search(r"\bto\s+(?:begin|initiate|start|commence|conduct)\b", text[trigger.verb_start :])
    ):
        flags = (*flags, "ambiguous_verb")
    names_ = tuple(scene.roster.programs[number].name for number in group)
    return Claim(
        kind=kind,
        status=status,
        span=_span(sight, trigger, scene),
        programs=names_,
        phase=code,
        phase_words=words,
        indication=indication,
        regulator=regulator,
        territory=_territory(sight, trigger, regulator),
        trial=_trial(text) or _named_trial(scene, sight, trigger, segment),
        detail=detail,
        verb=_verb(text, trigger),
        window=window,
        talk=talk,
        counterparty=counterparty,
        amount=amount,
        currency=currency,
        flags=flags,
        confidence=_confidence(sight, how, flags),
    )


def _programs(scene: Scene, sight: Sight, hit: _Hit, hits: list[_Hit]) -> tuple[list[tuple[int, ...]], str]:
    """The programs a trigger is about, one group per claim, and where they were found."""
    trigger, text = hit.trigger, sight.text
    mentions = sight.programs if hit.trigger.kind not in ("facility", "acquisition") else []
    if mentions:
        return _nearest_programs(text, trigger, mentions, hits), "sentence"
    kind = trigger.kind
    grant = kind == "financing" and re.search(r"\b(?:award\w*|grant\w*|contract)\b", text[trigger.start : trigger.end + 30], re.IGNORECASE)
    if kind in _COMPANY_KINDS and not grant:
        return [], "company"
    if _names_foreign(scene, text):
        return [], "foreign"
    for name in scene.trials_in(text):
        if name in scene.trial_programs:
            return [(scene.trial_programs[name],)], "trial"
    for parent in sight.passage.parents:
        above = scene.sights[parent].programs
        if above:
            numbers = {mention.program for mention in above}
            return ([(above[0].program,)], "heading") if len(numbers) == 1 or sight.passage.bullet else ([], "several")
    if kind == "partnership":
        return ([(0,)], "only program") if len(scene.roster.programs) == 1 else ([], "company")
    index = sight.passage.index
    for back in range(1, 5):
        if index - back < 0:
            break
        earlier = scene.sights[index - back]
        if earlier.passage.section not in NEWS and earlier.passage.section != "about product":
            break
        same_block = earlier.passage.block == sight.passage.block
        if not same_block and not (back <= 2 and _STUDY_REFERENCE.search(text[:50])):
            break
        if earlier.programs:
            return [(_topic(earlier),)], "sentence before"
    for numbers in (scene.title_programs, scene.head_programs, scene.news_programs):
        if len(numbers) == 1:
            return [(numbers[0],)], "only program"
        if numbers:
            break
    if len(scene.roster.programs) == 1:
        return [(0,)], "only program"
    return [], "none"


def _topic(sight: Sight) -> int:
    """What a sentence is about: its first program."""
    return sight.programs[0].program


def _names_foreign(scene: Scene, text: str) -> bool:
    """Whether the sentence speaks of a product or trial that is not the issuer's."""
    if names.names_others(text, scene.roster.folded):
        return True
    lower = text.lower()
    return any(key in re.sub(r"[^a-z0-9]", "", lower) for key in scene.roster.foreign if len(key) >= 6)


def _nearest_programs(text: str, trigger: Trigger, mentions: list[names.Mention], hits: list[_Hit]) -> list[tuple[int, ...]]:
    def cost(mention: names.Mention) -> float:
        distance = _distance(text, trigger, mention.start, mention.end)
        if mention.end <= trigger.start:
            distance -= 15.0  # a subject before is as good as an object behind
        return distance

    chosen = min(mentions, key=cost)
    position = mentions.index(chosen)
    group = [chosen]
    for step in (1, -1):
        at = position + step
        last = chosen
        while 0 <= at < len(mentions):
            other = mentions[at]
            between = text[last.end : other.start] if step == 1 else text[other.end : last.start]
            if not _listed(between) or any(
                hit.trigger is not trigger and min(last.end, other.end) <= hit.trigger.verb_start < max(last.start, other.start)
                for hit in hits
            ):
                break
            group.append(other)
            last = other
            at += step
    numbers = list(dict.fromkeys(mention.program for mention in sorted(group, key=lambda mention: mention.start)))
    if len(numbers) == 2:
        ordered = sorted(group, key=lambda mention: mention.start)
        between = text[ordered[0].end : ordered[-1].start]
        if re.search(r"\bin\s+combination\s+with\b|\bplus\b|\+|\bcombined\s+with\b", between):
            return [tuple(numbers)]
    return [(number,) for number in numbers]


def _listed(between: str) -> bool:
    """Whether two names stand in one list: "A, B and C", "A for X (Phase 3 trial), and B for Y"."""
    if len(between) > 130 or ";" in between:
        return False
    bare = re.sub(r"\([^()]{0,60}\)", "", between)
    return (
        re.match(
            (
                r"^\s*(?:®|™)?\s*(?:for\s+[^,]{3,90}?)?\s*(?:,|,?\s*and|,?\s*&|/|\+|plus|"
                r"in\s+combination\s+with)\s*(?:and\s+)?(?:the\s+|its\s+|our\s+)?$"
            ),
            bare,
            re.IGNORECASE,
        )
        is not None
    )


def _windows(
    scene: Scene, text: str, hit: _Hit, found: list[When], status: str
) -> Iterator[tuple[windows.Window | None, str, tuple[str, ...]]]:
    """One window per event: several dates in a list mean several readouts."""
    usable: list[tuple[windows.Window, tuple[str, ...]]] = []
    for when in _moved(text, found):
        window = when.reading(status)
        flags: tuple[str, ...] = () if when.firm else ("inferred_year",)
        if when.fiscal:
            flags = (*flags, "fiscal_period")
        if status == "occurred":
            if window.earliest is not None and window.earliest > scene.published:
                if when.past is None and when.firm:
                    yield window, "expected", (*flags, "date_ahead")
                    return
                continue
            if window.precision == "by" or window.earliest == window.latest == scene.published:
                continue
        elif status == "expected":
            if window.latest < scene.published:
                continue
        usable.append((window, flags))
    if not usable:
        yield None, status, ()
        return
    if hit.trigger.kind in _REPEATED and status == "expected" and len(usable) > 1:
        for window, flags in usable[:4]:
            yield window, status, flags
        return
    window, flags = usable[0]  # the nearest to the trigger
    yield window, status, flags


def _date_ahead(sight: Sight, hit: _Hit) -> list[When]:
    """The year that a sentence sets for all it lists: "Anticipated 2024 milestones include: ..."."""
    lead = _LISTS.match(sight.text[:110])
    if lead is None or hit.status != "expected" or hit.trigger.start < lead.end():
        return []
    return [when for when in sight.dates if when.end <= lead.end() and when.role in ("event", "bare")][:1]


def _date_above(scene: Scene, sight: Sight, hit: _Hit) -> list[When]:
    """The date of the lead-in that a bullet completes: "During 2026, the company expects:"."""
    if hit.status != "expected" or not sight.passage.bullet or not sight.passage.parents:
        return []
    above = scene.sights[sight.passage.parents[0]]
    if not above.text.rstrip().endswith(":") or not _AHEAD.search(above.text):
        return []
    dates = [when for when in above.dates if when.role in ("event", "bare")]
    return dates if len(dates) == 1 else []


def _segment(sight: Sight, trigger: Trigger, group: tuple[int, ...]) -> tuple[int, int]:
    """Where the words about one program of several stand: from its mention to the next one's."""
    numbers = {mention.program for mention in sight.programs}
    if len(numbers) < 2 or len(group) != 1:
        return 0, len(sight.text)
    mine = [mention for mention in sight.programs if mention.program == group[0]]
    if not mine:
        return 0, len(sight.text)
    chosen = min(mine, key=lambda mention: abs(mention.start - trigger.end))
    following = [mention.start for mention in sight.programs if mention.start > chosen.start and mention.program != group[0]]
    return chosen.start, min(following, default=len(sight.text))


def _moved(text: str, found: list[When]) -> list[When]:
    """ "moved from H1 2025 to H2 2025": only the date that holds now."""
    former = {
        index
        for index, (one, other) in enumerate(zip(found, found[1:], strict=False))
        if re.search(
            r"\bfrom\s+(?:the\s+)?$",
            text[max(0, one.start - 10) : one.start + (5 if text[one.start : one.start + 4].lower() == "from" else 0)],
        )
        and re.match(r"\s*to\s+(?:the\s+)?$", text[one.end : other.start])
    }
    return [when for index, when in enumerate(found) if index not in former]


def _phase(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> tuple[str, str]:
    kind = trigger.kind
    if kind == "preclinical":
        return "preclinical", ""
    if kind not in _PHASED:
        return "", ""
    named = _named_trial(scene, sight, trigger, segment)
    if (
        named
        and named in scene.trial_phases
        and not any(abs(phase.start - trigger.end) < 25 or trigger.start <= phase.start < trigger.end for phase in sight.phases)
    ):
        return scene.trial_phases[named], ""
    found = [phase for phase in sight.phases if segment[0] <= phase.start < segment[1]] or sight.phases
    if found:
        best = min(found, key=lambda phase: _distance(sight.text, trigger, phase.start, phase.end))
        if _distance(sight.text, trigger, best.start, best.end) < (150 if ";" in sight.text else 260):
            return best.code, best.words
    if kind == "publication" and phases.preclinical(sight.text):
        return "preclinical", ""
    if kind not in _INHERITS_PHASE or (kind == "trial_initiated" and not _REFERS_BACK.search(sight.text[trigger.start : trigger.end])):
        return "", ""
    for parent in sight.passage.parents:
        above = {phase.code: phase for phase in scene.sights[parent].phases}
        if len(above) == 1:
            phase = next(iter(above.values()))
            return phase.code, phase.words
    index = sight.passage.index
    for back in (1, 2, 3):
        if index - back < 0:
            break
        earlier = scene.sights[index - back]
        if earlier.passage.block != sight.passage.block or (
            earlier.passage.section not in NEWS and earlier.passage.section != "about product"
        ):
            break
        codes = {phase.code: phase for phase in earlier.phases}
        if len(codes) == 1 and not (earlier.programs and group and {m.program for m in earlier.programs}.isdisjoint(group)):
            phase = next(iter(codes.values()))
            return phase.code, phase.words
    heads = {phase.code: phase for other in scene.title_sights for phase in other.phases}
    if len(heads) == 1:
        phase = next(iter(heads.values()))
        return phase.code, phase.words
    for number in group:
        codes_of = scene.phases_of.get(number, set())
        if len(codes_of) == 1:
            return next(iter(codes_of)), ""
    return "", ""


def _regulators(scene: Scene, sight: Sight, hit: _Hit) -> list[str]:
    """Regulators of the event: named, implied by the application, by the territory, or by the headline."""
    trigger, text = hit.trigger, sight.text
    if trigger.kind not in _REGULATED:
        return [""]
    named = [name for name in sight.regulators if name.start < trigger.end + 160]
    if named:
        best = min(named, key=lambda name: _distance(text, trigger, name.start, name.end))
        return [best.code]
    if trigger.kind in ("ind_cleared", "approved", "designation"):
        places = [
            code
            for start, code in regulators.territories(text)
            if regulators.of_territory(code) and re.search(r"\b(?:in|across|and|both|the)\s+(?:the\s+)?$", text[max(0, start - 16) : start])
        ]
        codes = list(dict.fromkeys(regulators.of_territory(code) for code in places))
        if codes:
            return codes[:4]
    if implied := regulators.implied(text):
        return [implied]
    for other in (*scene.title_sights, *scene.head_sights):
        heads = {name.code for name in other.regulators}
        if len(heads) == 1:
            return [heads.pop()]
        if not heads and (implied := regulators.implied(other.text)):
            return [implied]
    return [""]


def _named_trial(scene: Scene, sight: Sight, trigger: Trigger, segment: tuple[int, int]) -> str:
    """The trial that the sentence names nearest to the trigger."""
    found = [
        (abs(at - trigger.end), name)
        for name in scene.trials_in(sight.text)
        if segment[0] <= (at := sight.text.find(name, segment[0])) < segment[1]
    ]
    return min(found)[1] if found else ""


def _indication(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> str:
    found = [
        disease
        for disease in sight.diseases
        if not re.search(r"\b(?:caused\s+by|history\s+of|including|such\s+as)\s+$", sight.text[: disease.start])
    ]
    found = [disease for disease in found if segment[0] <= disease.start < segment[1]] or found
    if found:
        best = min(found, key=lambda disease: _distance(sight.text, trigger, disease.start, disease.end) - (40.0 if disease.lead else 0.0))
        return scene.indication(best)
    short = next(
        (scene.abbreviations[token] for token in re.findall(r"\b[A-Z][A-Za-z0-9-]{1,9}\b", sight.text) if token in scene.abbreviations), ""
    )
    if short:
        return short
    for other in (*(scene.sights[parent] for parent in sight.passage.parents), *scene.head_sights):
        if other.diseases and (not other.programs or not group or {m.program for m in other.programs} & set(group)):
            return scene.indication(next((d for d in other.diseases if d.lead), other.diseases[0]))
    return ""


def _territory(sight: Sight, trigger: Trigger, regulator: str) -> str:
    if regulator:
        return regulators.territory_of(regulator) or UNSTATED
    if trigger.kind in ("trial_initiated", "first_patient_dosed", "launched"):
        text = sight.text
        places = {
            code
            for start, code in regulators.territories(text)
            if re.search(r"\b(?:in|across|throughout)\s+(?:the\s+|mainland\s+)?$", text[max(0, start - 16) : start])
        }
        if len(places) == 1:
            return places.pop()
    return UNSTATED


def _talk(sight: Sight, trigger: Trigger) -> Talk:
    best = min(sight.congresses, key=lambda congress: abs(congress.start - trigger.end), default=None)
    return Talk(congress=best.name if best else "")


def _designations(text: str, trigger: Trigger) -> list[str]:
    """What is granted: "RMAT and Fast Track designations" are two."""
    end = re.search(r";|\.\s|\bfor\s|\bto\s", text[trigger.end : trigger.end + 120])
    inside = text[trigger.start : trigger.end + (end.start() if end else 120)]
    found = [code for code, pattern in _DESIGNATIONS if pattern.search(inside)]
    return found or [""]


def _cohort_or_stage(text: str, trigger: Trigger) -> str:
    near = text[max(0, trigger.start - 60) : trigger.end + 80]
    if trigger.kind == "data_readout":
        return next((stage for stage, pattern in _STAGES if pattern.search(near)), "")
    match = _COHORT.search(near)
    if not match:
        return ""
    words = re.sub(r"\s+", " ", match[0].lower())
    ordinal = re.match(r"(first|second|third|fourth|fifth) (?:[\w-]+ )?(cohort|arm)", words)
    return f"{ordinal[2]} {_ORDINALS.index(ordinal[1]) + 1}" if ordinal else words.replace("cohorts ", "cohort ")


def _site(text: str) -> str:
    """ "22,000 square foot facility in Rockville, Maryland"."""
    match = _SITE.search(text)
    if not match:
        return ""
    where = match["where"].rstrip(".,")
    if _MONTH_NAME.match(where):
        return ""
    return " ".join(part for part in (match["size"], match["what"].strip(), "in", where) if part)


def _money(text: str, trigger: Trigger) -> tuple[int | None, str]:
    found = [match for match in _MONEY.finditer(text) if not re.match(r"\s+per\s+share", text[match.end() : match.end() + 12])]
    if not found:
        return None, ""
    best = min(found, key=lambda match: abs(match.start() - trigger.end))
    scale = {"billion": 10**9, "b": 10**9, "million": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3}.get(
        (best["scale"] or "").lower(), 1
    )
    return round(float(best["number"].replace(",", "")) * scale), {"$": "USD", "€": "EUR", "£": "GBP"}[best["currency"]]


def _trial(text: str) -> str:
    match = _NCT.search(text)
    return match[0] if match else ""


def _verb(text: str, trigger: Trigger) -> str:
    words = trigger.verb.strip()
    return re.sub(r"\s+", " ", words)[:60]


def _span(sight: Sight, trigger: Trigger, scene: Scene) -> Span:
    """The sentence, or of a long one the part around the trigger; at most 300 characters."""
    start, end = sight.passage.start, sight.passage.end
    if end - start <= 300:
        return Span(start, end)
    low = max(0, trigger.start - 100)
    high = min(len(sight.text), max(trigger.end, low + 260))
    high = min(high, low + 300)
    while low > 0 and not sight.text[low - 1].isspace():
        low -= 1
    while high < len(sight.text) and high - low < 300 and not sight.text[high].isspace():
        high += 1
    high = min(high, low + 300)
    while low < high and sight.text[low].isspace():
        low += 1
    while high > low and sight.text[high - 1].isspace():
        high -= 1
    return Span(start + low, start + high)


def _confidence(sight: Sight, how: str, flags: tuple[str, ...]) -> float:
    base = {"title": 0.9, "subtitle": 0.85, "lead": 0.88, "body": 0.75, "upcoming": 0.75, "financial": 0.6}.get(sight.passage.section, 0.4)
    base -= {"sentence": 0.0, "company": 0.0, "trial": 0.02, "heading": 0.05, "sentence before": 0.1, "only program": 0.15}.get(how, 0.2)
    return round(max(0.1, base - 0.1 * len(flags)), 2)


def with_window(claim: Claim, window: windows.Window) -> Claim:
    return replace(claim, window=window)


def today(published: dt.date) -> windows.Window:
    return windows.day(published)
