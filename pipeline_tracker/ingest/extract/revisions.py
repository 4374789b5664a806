"""Plans that a new one replaces: a document that says that a product's plan was revised ends what was planned in another setting.

Hardly any release calls an old plan off by name: it tells of the strategy that holds now, in first-line instead of recurrent disease.
So each revision is a claim that an event of the new plan's kind and phase is dropped; which older plan that is, of another line of
therapy of the same disease, is known from other documents and decided where claims are merged. A person should look at it.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline_tracker.ingest.documents import Claim
from pipeline_tracker.ingest.extract.layout import NEWS
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.slots import span_around
from pipeline_tracker.vocabulary.disease_settings import settings_named
from pipeline_tracker.vocabulary.guidance import REVISED
from pipeline_tracker.vocabulary.names import slug, words_of

_KINDS = frozenset({"trial_initiated", "first_patient_dosed", "enrollment_completed", "trial_completed", "data_readout"})

_PLAN = r"(?:strategy|strategies|plans?|focus|emphasis|approach|program(?:me)?|pathway|path)"
_BETWEEN = r"(?:[\w®™'’/-]{1,20}\s+){0,5}?"
_SETTING = r"(?:recurrent|relapsed|first-line|frontline|newly\s+diagnosed|previously\s+(?:un)?treated|second-line|third-line|later-line)"
# To widen a plan ("expands ... into first-line disease") ends none.
_REVISED = re.compile(
    rf"\b(?:revis(?:ed|es|ing)|refocus(?:ed|es|ing)|redirect(?:ed|s|ing)|reposition(?:ed|s|ing)|realign(?:ed|s|ing)|replac(?:ed|es|ing)|"
    rf"shift(?:ed|s|ing)|pivot(?:ed|s|ing)|chang(?:ed|es|ing))\s+{_BETWEEN}{_PLAN}\b|"
    rf"\b(?:strategic|development)\s+(?:shift|change|pivot|realignment)\b|"
    rf"\b(?:shift|change|revision|pivot)\s+(?:in|of|to)\s+(?:the|its|our)\s+{_BETWEEN}{_PLAN}\b|"
    rf"\b(?:refocus|redirect|reposition|shift|pivot)(?:ed|es|s|ing)?\s+{_BETWEEN}(?:to|towards?|from)\s+(?:the\s+)?{_SETTING}\b|"
    rf"\b(?:instead\s+of|rather\s+than)\s+(?:in\s+|for\s+)?(?:the\s+)?(?:patients\s+with\s+)?{_SETTING}\b",
    re.IGNORECASE,
)
_STAYS = re.compile(r"\b(?:no|not|without|never)\s+(?:[\w-]{1,20}\s+){0,3}$", re.IGNORECASE)


def of_plans(scene: Scene, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A claim for each expected event of a trial, in a setting that is named, whose product's plan the document calls revised."""
    revised: dict[str, tuple[Sight, re.Match[str]]] = {}
    for sight in scene.sights:
        match = _REVISED.search(sight.text) if sight.passage.section in NEWS else None
        if match is None or _STAYS.search(sight.text[: match.start()]):
            continue
        named = {mention.program for mention in sight.programs}
        if len(named) == 1:
            revised.setdefault(scene.roster.programs[named.pop()].name, (sight, match))
    told = set()
    for claim in claims:
        event = (claim.kind, claim.programs, claim.phase)
        if claim.kind not in _KINDS or claim.status != "expected" or not claim.phase or len(claim.programs) != 1 or event in told:
            continue
        if claim.programs[0] in revised and settings_named(slug(words_of(claim.indication))):
            told.add(event)
            sight, match = revised[claim.programs[0]]
            yield Claim(
                kind=claim.kind,
                status="dropped",
                span=span_around(sight, match.start(), match.end()),
                programs=claim.programs,
                phase=claim.phase,
                phase_words=claim.phase_words,
                verb=re.sub(r"\s+", " ", match[0])[:60],
                flags=(REVISED,),
            )
