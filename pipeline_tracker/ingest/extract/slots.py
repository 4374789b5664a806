"""What a claim says beside kind, status and date: program, phase, regulator, indication, place, amount.

Every slot is filled from the nearest place that states it: the trigger's own clause, the sentence, the parent heading or
lead-in, the sentences before, the headline. Two candidates at one step leave a slot empty; nothing is guessed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline_tracker.ingest.documents import Span, Talk
from pipeline_tracker.ingest.extract import names, phases, regulators
from pipeline_tracker.ingest.extract.attach import clauses_between, distance_to
from pipeline_tracker.ingest.extract.dates import When
from pipeline_tracker.ingest.extract.layout import NEWS
from pipeline_tracker.ingest.extract.rivals import Hit
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.triggers import Trigger
from pipeline_tracker.vocabulary import windows
from pipeline_tracker.vocabulary.regulators import UNSTATED

COMPANY_KINDS = frozenset({"financing", "facility", "acquisition"})

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

TRIAL_KINDS = frozenset(
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

_TRIAL_OF = re.compile(
    r"\s(?:[\w-]{1,20}\s){0,3}?(?:trials?|study|studies)\s(?:of|for|with|evaluating|testing)\s(?:the\s|its\s|our\s)?", re.IGNORECASE
)
_ANOTHER = re.compile(r";\s|\s?[–—-]{1,2}\s|\.\s{2}")  # lines of a headline, run together
_OF_ONE_TRIAL = TRIAL_KINDS - {"presentation", "publication"}

_PHASED = TRIAL_KINDS | {"ind_submitted", "ind_accepted", "ind_cleared", "clinical_hold", "hold_lifted", "regulatory_meeting"}

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

_OF_A_DISEASE = TRIAL_KINDS | {"designation", "marketing_submitted", "ind_submitted", "ind_cleared"}

_ORDINALS = ("first", "second", "third", "fourth", "fifth")

REAL_WORLD = "real-world evidence"  # what patients' records show, outside of any trial

_STAGES = (
    (REAL_WORLD, re.compile(r"\breal[\s-]world\s+(?:evidence|data|study|outcomes?|comparison)\b|\bRWE\b", re.IGNORECASE)),
    ("topline", re.compile(r"\btop-?line\b", re.IGNORECASE)),
    ("interim", re.compile(r"\binterim\b", re.IGNORECASE)),
    ("initial", re.compile(r"\b(?:initial|preliminary|first)\s+(?:[\w-]+\s+){0,2}(?:data|results|readout)", re.IGNORECASE)),
    ("final", re.compile(r"\b(?:final|full|complete)\s+(?:[\w-]+\s+){0,2}(?:data|results|analysis)", re.IGNORECASE)),
    ("safety review", re.compile(r"\b(?:DSMB|DMC|IDMC|data\s+(?:and|&)\s+safety\s+monitoring|data\s+monitoring)\b", re.IGNORECASE)),
)

# The parts of a trial that read out one after another.
_PARTS = (
    ("single ascending dose", re.compile(r"\b[Ss]ingle[\s-]ascending[\s-]dose\b|\bSAD\b")),
    ("multiple ascending dose", re.compile(r"(?<!\band\s)(?<!\bor\s)\b(?<!/)[Mm]ultiple[\s-]ascending[\s-]dose\b|\bMAD\b")),
    *((f"part {letter}", re.compile(rf"\b[Pp]art\s{letter.upper()}\b")) for letter in "abcd"),
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

_OPENS, _LINE = 30, 200  # characters: where a line's first name stands, and how long a line over a list is
_OF_A_PROGRAM = re.compile(
    r"\b(?:the|this|its|that)\s+(?:[\w-]{1,20}\s+){0,3}?(?:program(?:me)?|asset|candidate|compound|drug|therapy|vaccine|product)\b|\bit\b|"
    r"\b(?:clinical|further)\s+development\b",
    re.IGNORECASE,
)
_NOTIFIED = re.compile(r"\b(?:CE|UKCA)[\s-]mark", re.IGNORECASE)
_GRANT = re.compile(r"\b(?:award\w*|grant\w*|contract)\b", re.IGNORECASE)
_STAGED = frozenset({"enrollment_completed", "trial_initiated", "first_patient_dosed", "data_readout", "trial_completed", "trial_stopped"})
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


def by_regulator(sight: Sight, hit: Hit, hits: list[Hit], found: list[When]) -> list[tuple[str, When | None]]:
    """ "approved by the FDA in May 2023, by the EMA in July 2024 and in Japan": each regulator with the first date behind it, which
    those listed right before it share ("in the EU, the U.S. and Japan in 2023"); what no date follows has none."""
    if hit.trigger.kind != "approved" or hit.status != "occurred":
        return []
    text, start = sight.text, hit.trigger.start
    others = [other.trigger for other in hits if other.trigger.start > hit.trigger.end]
    end = min((other.start for other in others), default=len(text))
    named = {name.start: name.code for name in reversed(sight.regulators) if start <= name.start < end}
    named |= {at: code for at, code in _approving_places(text) if start <= at < end}
    alone = all(other is hit or other.trigger.kind != "approved" for other in hits)
    if alone:
        dates = [when for when in found if when.start < end]
        if len(set(named.values())) < 2 or not any(when.start > min(named) for when in dates):
            return []
    else:  # "approved in the U.S. in July, approved in Japan in August": each with its own
        dates = [when for when in sight.dates if start <= when.start < end and when.role == "event"]
    pairs: dict[str, When | None] = {named[at]: None for at in sorted(named)}
    for at in sorted(named, reverse=True):  # backwards, so that the first telling of a regulator stands
        pairs[named[at]] = min((when for when in dates if when.start > at), key=_start, default=None)
    return list(pairs.items())


def _start(when: When) -> int:
    return when.start


_IN_A_PLACE = re.compile(r"(?:\b(?:in|across|and|both|the)|,)\s+(?:the\s+)?$", re.IGNORECASE)


def _approving_places(text: str) -> list[tuple[int, str]]:
    """Where a place stands for its regulator, "approved in Japan", and whose."""
    found = ((start, regulators.of_territory(code)) for start, code in regulators.territories(text))
    return [(start, code) for start, code in found if code and _IN_A_PLACE.search(text[max(0, start - 16) : start])]


def programs_of(scene: Scene, sight: Sight, hit: Hit, hits: list[Hit]) -> list[tuple[int, ...]]:
    """The programs a trigger is about, one group per claim: of the sentence, else of what stands above or before it."""
    kind, text = hit.trigger.kind, sight.text
    if sight.programs and kind not in ("facility", "acquisition"):
        return _nearest_programs(text, hit.trigger, sight.programs, hits)
    grant = kind == "financing" and _GRANT.search(text[hit.trigger.start : hit.trigger.end + 30])
    if kind in COMPANY_KINDS and not grant:
        return []
    if names_foreign(scene, text):
        return []
    for name in scene.trials_in(text):
        if name in scene.trial_programs:
            return [(scene.trial_programs[name],)]
    if kind == "discontinued" and not sight.passage.bullet and not _OF_A_PROGRAM.search(text):
        return []  # what ended is no program named before
    for found in (_above(scene, sight), _before(scene, sight) if kind != "partnership" else None):
        if found is not None:
            return [(found,)] if found >= 0 else []
    only = _only(scene) if kind != "partnership" or len(scene.roster.programs) == 1 else None
    return [(only,)] if only is not None else []


def _above(scene: Scene, sight: Sight) -> int | None:
    """The program of the nearest heading or lead-in that names one; -1 where it names several."""
    if sight.passage.bullet and (line := _line_above(scene, sight)) is not None:
        return line
    for parent in sight.passage.parents:
        above = scene.sights[parent].programs
        if above:
            return above[0].program if sight.passage.bullet or len({mention.program for mention in above}) == 1 else -1
    return None


def _line_above(scene: Scene, sight: Sight) -> int | None:
    """The program that the line above a list begins with: "QLN-101 (antibody)", no heading by its letters and no sentence."""
    for back in range(sight.passage.index - 1, max(-1, sight.passage.index - 25), -1):
        other = scene.sights[back]
        if other.passage.bullet or not other.passage.first or other.passage.section != sight.passage.section:
            if not other.passage.bullet and other.passage.block != sight.passage.block and other.passage.first:
                return None
            continue
        opens = other.programs and other.programs[0].start < _OPENS
        return other.programs[0].program if opens and len(other.text) < _LINE and not other.text.endswith(".") else None
    return None


def _before(scene: Scene, sight: Sight) -> int | None:
    """The program of the sentences before: of the block, or of the block before where the sentence refers back ("The trial ...")."""
    for back in range(1, min(4, sight.passage.index) + 1):
        earlier = scene.sights[sight.passage.index - back]
        if earlier.passage.section not in NEWS and earlier.passage.section != "about product":
            return None
        same_block = earlier.passage.block == sight.passage.block
        if not same_block and not (back <= 2 and _STUDY_REFERENCE.search(sight.text[:50])):
            return None
        if earlier.programs:
            return _topic(earlier)
    return None


def _only(scene: Scene) -> int | None:
    """The only program of the headline, else of headline and lead, else of the news, else of the document."""
    for numbers in (scene.title_programs, scene.head_programs):
        if numbers:
            return numbers[0] if len(numbers) == 1 else (0 if len(scene.roster.programs) == 1 else None)
    if any(names_foreign(scene, sight.text) for sight in scene.sights if sight.passage.section in NEWS):
        return None  # a document on several products, of which one only is known for its issuer's
    if scene.news_programs:
        return scene.news_programs[0] if len(scene.news_programs) == 1 or len(scene.roster.programs) == 1 else None
    return 0 if len(scene.roster.programs) == 1 else None


def _topic(sight: Sight) -> int:
    """What a sentence is about: its first program."""
    return sight.programs[0].program


def names_foreign(scene: Scene, text: str) -> bool:
    """Whether the sentence speaks of a product or trial that is not the issuer's."""
    if names.names_others(text, scene.roster.folded):
        return True
    lower = text.lower()
    return any(key in re.sub(r"[^a-z0-9]", "", lower) for key in scene.roster.foreign if len(key) >= 6)


def _nearest_programs(text: str, trigger: Trigger, mentions: list[names.Mention], hits: list[Hit]) -> list[tuple[int, ...]]:
    def cost(mention: names.Mention) -> float:
        distance = distance_to(text, trigger, mention.start, mention.end)
        if mention.end <= trigger.start:
            distance -= 15.0  # a subject before is as good as an object behind
        return distance

    chosen = min(mentions, key=cost)
    position = mentions.index(chosen)
    beside = [pair for pair in pairwise(mentions) if chosen in pair]
    if any(one.program != other.program and _OR.fullmatch(text[one.end : other.start]) for one, other in beside):
        return []  # which of the two is left open
    group = [chosen]
    for step in (1, -1):
        at = position + step
        last = chosen
        while 0 <= at < len(mentions):
            other = mentions[at]
            between = text[last.end : other.start] if step == 1 else text[other.end : last.start]
            if not listed(between) or any(
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


_OR = re.compile(r"\s?(?:®|™)?\s?,?\s?\bor\s(?:the\s|its\s|our\s)?", re.IGNORECASE)


def listed(between: str) -> bool:
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


def segment_of(sight: Sight, trigger: Trigger, group: tuple[int, ...]) -> tuple[int, int]:
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


def phase_of(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> tuple[str, str]:
    """The phase as (code, words): of the trial named, of the nearest words in the sentence, or of what stands above and before."""
    kind = trigger.kind
    told = kind in ("publication", "presentation") and phases.preclinical(sight.text)
    if kind == "preclinical" or (told and (not sight.phases or phases.preclinical(sight.text[trigger.start : trigger.end + 40]))):
        return "preclinical", ""
    if kind not in _PHASED or (kind == "data_readout" and _cohort_or_stage(sight.text, trigger) == REAL_WORLD):
        return "", ""
    if stated := _phase_stated(scene, sight, trigger, group, segment):
        return stated
    if kind not in _INHERITS_PHASE or (kind == "trial_initiated" and not _REFERS_BACK.search(sight.text[trigger.start : trigger.end])):
        return "", ""
    return _phase_inherited(scene, sight, group)


def _of_another(sight: Sight, phase: phases.PhaseWords, group: tuple[int, ...]) -> bool:
    """Whether the phase is told of a trial of another product: "... while a Phase 2 trial of QLN-202 ..."."""
    mention = next((mention for mention in sight.programs if mention.start >= phase.end), None)
    if mention is None or mention.program in group or not group:
        return False
    return _TRIAL_OF.fullmatch(sight.text[phase.end : mention.start]) is not None


def _phase_stated(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> tuple[str, str] | None:
    whole = [phase for phase in sight.phases if phase.code in ("phase_1_2", "phase_2_3")]
    if (
        trigger.kind in ("data_readout", "trial_completed")
        and any(phase.part for phase in sight.phases)
        and len({p.code for p in whole}) == 1
    ):
        return whole[0].code, whole[0].words  # "first patient in the Phase 2 portion of the Phase 1/2 trial; data expected"
    named = named_trial(scene, sight, trigger, segment)
    beside = any(abs(phase.start - trigger.end) < 25 or trigger.start <= phase.start < trigger.end for phase in sight.phases)
    if named in scene.trial_phases and not beside:
        return scene.trial_phases[named], ""
    told = [phase for phase in sight.phases if not _of_another(sight, phase, group)]
    found = [phase for phase in told if segment[0] <= phase.start < segment[1]] or told
    best = min(
        found,
        key=lambda phase: distance_to(sight.text, trigger, phase.start, phase.end) + clauses_between(sight.text, trigger, phase.start),
        default=None,
    )
    reach = 110 if trigger.kind == "ind_submitted" else 150 if ";" in sight.text else 260
    if best and distance_to(sight.text, trigger, best.start, best.end) < reach:
        return best.code, best.words
    return None


def _phase_inherited(scene: Scene, sight: Sight, group: tuple[int, ...]) -> tuple[str, str]:
    """The one phase of the sentence, the headings above, the sentences before, the headline, or all sentences on the program."""
    sources = [sight.phases, *(scene.sights[parent].phases for parent in sight.passage.parents)]
    sources += [earlier.phases for earlier in sentences_before(scene, sight, group)]
    sources.append([phase for other in scene.title_sights for phase in other.phases])
    for source in sources:
        if len({phase.code for phase in source}) == 1:
            return source[0].code, source[0].words
    codes = [scene.phases_of.get(number, set()) for number in group]
    return next(((next(iter(found)), "") for found in codes if len(found) == 1), ("", ""))


def sentences_before(scene: Scene, sight: Sight, group: tuple[int, ...]) -> Iterator[Sight]:
    """Up to three sentences of the same block, nearest first, but those about other programs."""
    for back in range(1, min(3, sight.passage.index) + 1):
        earlier = scene.sights[sight.passage.index - back]
        if earlier.passage.block != sight.passage.block or earlier.passage.section not in (*NEWS, "about product"):
            return
        if not (earlier.programs and group and {mention.program for mention in earlier.programs}.isdisjoint(group)):
            yield earlier


def regulators_of(scene: Scene, sight: Sight, hit: Hit) -> list[str]:
    """Regulators of the event: named, implied by the application, by the territory, or by the headline."""
    trigger, text = hit.trigger, sight.text
    if trigger.kind not in _REGULATED:
        return [""]
    if _NOTIFIED.search(text[trigger.start : trigger.end + 12]):
        return [""]  # a notified body's, no regulator's
    named = [name for name in sight.regulators if name.start < trigger.end + 160]
    if named:
        best = min(named, key=lambda name: distance_to(text, trigger, name.start, name.end))
        return [best.code]
    placed = trigger.kind in ("ind_cleared", "approved", "designation")
    if placed and (codes := list(dict.fromkeys(code for _, code in _approving_places(text)))):
        return codes[:4]
    if implied := regulators.implied(text[trigger.start : trigger.end]) or regulators.implied(text):
        return [implied]
    if trigger.kind in ("ind_submitted", "marketing_withdrawn") or (trigger.kind == "regulatory_meeting" and hit.status == "expected"):
        return [""]
    for other in (*scene.title_sights, *scene.head_sights):
        heads = {name.code for name in other.regulators}
        if len(heads) == 1:
            return [heads.pop()]
        if not heads and (implied := regulators.implied(other.text)):
            return [implied]
    return [""]


_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


def by_trial(scene: Scene, sight: Sight, hit: Hit, found: list[When]) -> list[tuple[str, list[When]]]:
    """ "data from EXAMPLE-1 in Q4 2024 and from EXAMPLE-2 in 2025": each trial with its date."""
    if hit.trigger.kind not in TRIAL_KINDS or len(found) < 2:
        return []
    return _each_with_its_date(sight.text, [(sight.text.find(name), name) for name in scene.trials_in(sight.text)], found)


def by_disease(scene: Scene, sight: Sight, hit: Hit, found: list[When]) -> list[tuple[str, list[When]]]:
    """ "data in gout in mid-2025 and in lupus in 2026": each disease with its date."""
    if hit.trigger.kind not in _OF_A_DISEASE or len(found) < 2:
        return []
    told: dict[str, int] = {}
    for disease in sight.treated:
        told.setdefault(scene.indication(disease), disease.start)
    return _each_with_its_date(sight.text, [(start, name) for name, start in told.items()], found)


def by_part(sight: Sight, hit: Hit, found: list[When]) -> list[tuple[str, list[When]]]:
    """ "data from the SAD part in mid-2025 and from the MAD part in 2026": each part of a trial with its date."""
    if hit.trigger.kind != "data_readout" or len(found) < 2:
        return []
    told = [(match.start(), name) for name, pattern in _PARTS if (match := pattern.search(sight.text, hit.trigger.start))]
    return _each_with_its_date(sight.text, told, found)


def _each_with_its_date(text: str, named: list[tuple[int, str]], found: list[When]) -> list[tuple[str, list[When]]]:
    """Each name with the first date behind it, or, where "respectively" says so, with the date of its place in the list; nothing where
    one of them has none."""
    order, dates = sorted(named), sorted(found, key=_start)
    if len(order) < 2:
        return []
    if _RESPECTIVELY.search(text):
        apart = len(order) == len(dates) and order[-1][0] < dates[0].start
        return [(name, [when]) for (_, name), when in zip(order, dates, strict=True)] if apart else []
    pairs: list[tuple[str, list[When]]] = []
    for (at, name), stop in zip(order, [*(start for start, _ in order[1:]), len(text)], strict=True):
        pairs += [(name, [when]) for when in dates if at < when.start < stop][:1]
    return pairs if len(pairs) == len(order) else []


_FAR = 70  # characters between two congresses of one list at most
_AND_AT = re.compile(r"(?:,|\band|\bas\s+well\s+as)\s+(?:(?:at|during)\s+)?(?:the\s+|its\s+|upcoming\s+){0,2}$", re.IGNORECASE)
_JOINT = re.compile(r"\bjoint\b", re.IGNORECASE)


def by_congress(sight: Sight, hit: Hit, found: list[When]) -> list[tuple[str, list[When]]]:
    """ "at ARVO 2025 in May and at ASRS 2025 in July": each congress of a list, with the date behind it if there is one."""
    text, order = sight.text, sight.congresses
    if hit.trigger.kind != "presentation" or len(order) < 2 or order[0].start < hit.trigger.verb_start:
        return []
    gaps = [text[one.end : other.start] for one, other in pairwise(order) if one.end <= other.start]
    if len(gaps) + 1 < len(order) or not all(len(gap) < _FAR and _AND_AT.search(gap) for gap in gaps) or _JOINT.search(text):
        return []
    ends = [*(congress.start for congress in order[1:]), len(text)]
    return [
        (congress.name, [when for when in found if congress.end <= when.start < end][:1]) for congress, end in zip(order, ends, strict=True)
    ]


def trial_before(scene: Scene, sight: Sight, kind: str, phase: str) -> str:
    """The one trial that the sentence goes on about: "The trial ..." after sentences on it, a line below the headline that names it;
    none of another phase than the event's."""
    name = _trial_before(scene, sight, kind)
    return "" if phase and scene.trial_phases.get(name, phase) != phase else name


def _trial_before(scene: Scene, sight: Sight, kind: str) -> str:
    if kind not in _OF_ONE_TRIAL or names_foreign(scene, sight.text):
        return ""
    head = sight.passage.section in ("subtitle", "lead")
    if head or _REFERS_BACK.search(sight.text[:60]):
        for back in range(1, min(4, sight.passage.index) + 1):
            earlier = scene.sights[sight.passage.index - back]
            if not head and earlier.passage.block != sight.passage.block:
                break
            if found := scene.trials_in(earlier.text):
                return found[0] if len(found) == 1 and _no_other_phase(sight, earlier) and _no_other_program(sight, earlier) else ""
    return ""


def _no_other_program(sight: Sight, earlier: Sight) -> bool:
    mine, its = {mention.program for mention in sight.programs}, {mention.program for mention in earlier.programs}
    return not mine or not its or mine == its


def _no_other_phase(sight: Sight, earlier: Sight) -> bool:
    mine, its = {phase.code for phase in sight.phases}, {phase.code for phase in earlier.phases}
    return not mine or not its or bool(mine & its)


def named_trial(scene: Scene, sight: Sight, trigger: Trigger, segment: tuple[int, int]) -> str:
    """The trial that the sentence names nearest to the trigger, but none that only another statement behind it names."""
    found = [
        (abs(at - trigger.end), name)
        for name in scene.trials_in(sight.text)
        if segment[0] <= (at := sight.text.find(name, segment[0])) < segment[1] and not _ANOTHER.search(sight.text[trigger.end : at])
    ]
    return min(found)[1] if found else ""


def territory_of(sight: Sight, trigger: Trigger, regulator: str) -> str:
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


def talk_of(sight: Sight, congress: str) -> Talk:
    """The talk that a running sentence tells of: at ``congress``, or else at the first one named."""
    return Talk(congress=congress or (sight.congresses[0].name if sight.congresses else ""))


def year_of_congress(sight: Sight, talk: Talk) -> windows.Window | None:
    """The year printed in a congress's name, where the sentence has no other date."""
    year = next((congress.year for congress in sight.congresses if congress.name == talk.congress), 0)
    return windows.year(year, talk.congress) if year else None


def detail_of(text: str, trigger: Trigger, talk: Talk | None) -> str:
    """What tells the event from others of its kind: congress, site, cohort or stage."""
    if talk is not None:
        return talk.congress
    if trigger.kind == "facility":
        return _site(text)
    return _cohort_or_stage(text, trigger) if trigger.kind in _STAGED else ""


def designations_of(text: str, trigger: Trigger) -> list[str]:
    """What is granted: "RMAT and Fast Track designations" are two."""
    end = re.search(r";|\.\s|\bfor\s|\bto\s", text[trigger.end : trigger.end + 120])
    inside = text[trigger.start : trigger.end + (end.start() if end else 120)]
    found = [code for code, pattern in _DESIGNATIONS if pattern.search(inside)]
    return found or [""]


def _cohort_or_stage(text: str, trigger: Trigger) -> str:
    before, after = text[max(0, trigger.start - 60) : trigger.start], text[trigger.end : trigger.end + 80]
    near = before[before.rfind(";") + 1 :] + text[trigger.start : trigger.end] + after.partition(";")[0]  # lines of one headline
    if trigger.kind == "data_readout":
        parts = {name for name, pattern in _PARTS if pattern.search(near)}
        if len(parts) == 1:
            return parts.pop()
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


def money_of(text: str, trigger: Trigger) -> tuple[int | None, str]:
    found = [match for match in _MONEY.finditer(text) if not re.match(r"\s+per\s+share", text[match.end() : match.end() + 12])]
    if not found:
        return None, ""
    best = min(found, key=lambda match: abs(match.start() - trigger.end))
    scale = {"billion": 10**9, "b": 10**9, "million": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3}.get(
        (best["scale"] or "").lower(), 1
    )
    return round(float(best["number"].replace(",", "")) * scale), {"$": "USD", "€": "EUR", "£": "GBP"}[best["currency"]]


def trial_of(text: str) -> str:
    match = _NCT.search(text)
    return match[0] if match else ""


def verb_of(trigger: Trigger) -> str:
    words = trigger.verb.strip()
    return re.sub(r"\s+", " ", words)[:60]


def span_of(sight: Sight, trigger: Trigger) -> Span:
    """The sentence, or of a long one the part around the trigger; at most 300 characters."""
    return span_around(sight, trigger.start, trigger.end)


def span_around(sight: Sight, first: int, last: int) -> Span:
    """The sentence, or of a long one the part around the words from ``first`` to ``last``; at most 300 characters."""
    start, end = sight.passage.start, sight.passage.end
    if end - start <= 300:
        return Span(start, end)
    low = max(0, first - 100)
    high = min(len(sight.text), max(last, low + 260))
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
