"""From triggers to claims: every hit of a sentence with its window, programs and the rest of what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from msgspec import structs

from pipeline_tracker.ingest.documents import Claim, Talk
from pipeline_tracker.ingest.extract.attach import date_of_the_lead_in, date_of_the_list, dated_ahead, share_out, windows_of
from pipeline_tracker.ingest.extract.dates import When
from pipeline_tracker.ingest.extract.indications import indication_of
from pipeline_tracker.ingest.extract.layout import NEWS
from pipeline_tracker.ingest.extract.parties import counterparty
from pipeline_tracker.ingest.extract.rivals import Hit, hits_of
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.slots import (
    COMPANY_KINDS,
    TRIAL_KINDS,
    by_congress,
    by_disease,
    by_part,
    by_regulator,
    by_trial,
    designations_of,
    detail_of,
    money_of,
    named_trial,
    names_foreign,
    phase_of,
    programs_of,
    regulators_of,
    segment_of,
    span_of,
    talk_of,
    territory_of,
    trial_before,
    trial_of,
    verb_of,
    year_of_congress,
)
from pipeline_tracker.ingest.extract.talks import at_its_hour
from pipeline_tracker.ingest.extract.triggers import Trigger
from pipeline_tracker.vocabulary import windows
from pipeline_tracker.vocabulary.guidance import WITHDRAWN

_COMPANY_HISTORY = COMPANY_KINDS | {"partnership"}

_LONG_AGO = 400  # days after which a deal told again is background

_STAGES_OF_A_TRIAL = TRIAL_KINDS - {"presentation", "publication"}
_OPTIONAL_PROGRAM = frozenset({"partnership", "preclinical"})


@dataclass(frozen=True)
class Outcome:
    """What a passage gave: its claims, or why it gave none."""

    claims: tuple[Claim, ...] = ()
    reason: str = ""


class _Occasion(NamedTuple):
    """What tells one event of a trigger from its others; "" where the sentence's nearest words do."""

    window: windows.Window | None
    status: str
    flags: tuple[str, ...]
    regulators: list[str]
    trial: str = ""
    indication: str = ""
    congress: str = ""
    part: str = ""


def read(scene: Scene, sight: Sight) -> Outcome:
    """The claims of one passage, with a reason where there are none."""
    section = sight.passage.section
    if section not in NEWS and section != "about product":
        return Outcome(reason=section)
    if not sight.triggers:
        return Outcome(reason="no milestone words")
    hits, reason = hits_of(scene, sight)
    claims: list[Claim] = []
    # Dates are shared out among all hits, those that assert nothing included, so that none takes another's date.
    attached = share_out(sight, hits)
    for index, hit in enumerate(hits):
        if not hit.status and not dated_ahead(scene, hit, attached.get(index, [])):
            continue
        told = hit if hit.status else replace(hit, status="expected")
        for claim in _claims(scene, sight, told, attached.get(index, []), hits):
            if section == "about product" and (claim.status != "expected" or claim.window is None):
                reason = "background"
                continue
            if claim.kind in _COMPANY_HISTORY and claim.window is not None and (scene.published - claim.window.latest).days > _LONG_AGO:
                reason = "background"
                continue
            claims.append(claim)
    if not claims and reason == "no milestone words" and any(hit.status for hit in hits):
        reason = "no program"
    return Outcome(tuple(claims), reason if not claims else "")


def _claims(scene: Scene, sight: Sight, hit: Hit, found: list[When], hits: list[Hit]) -> Iterator[Claim]:
    """A hit's claims: one for each window, regulator, program and thing granted."""
    kind = hit.trigger.kind
    groups = programs_of(scene, sight, hit, hits)
    unnamed = not groups and kind not in COMPANY_KINDS and kind not in _OPTIONAL_PROGRAM and not _of_a_named_trial(scene, sight, hit)
    if unnamed and not _of_an_unnamed_trial(scene, kind):
        return
    found = found or date_of_the_lead_in(scene, sight, hit) or date_of_the_list(sight, hit)
    for occasion in _occasions(scene, sight, hit, found, hits):
        if occasion.status == "occurred" and kind == "decision_due":
            continue
        for regulator in occasion.regulators:
            for group in groups or [()]:
                claim = _claim(scene, sight, hit, group, occasion._replace(regulators=[regulator]))
                if unnamed and not (claim.phase and claim.indication):
                    continue
                if kind == "designation":
                    yield from (structs.replace(claim, detail=code) for code in designations_of(sight.text, hit.trigger))
                else:
                    yield claim


def _of_a_named_trial(scene: Scene, sight: Sight, hit: Hit) -> bool:
    """Whether a trial is named whose product other documents may tell: in a document that names no product at all, or for what is to
    come of it."""
    named = hit.trigger.kind in TRIAL_KINDS and bool(scene.trials_in(sight.text))
    return named and (not scene.roster.programs or (hit.status == "expected" and not names_foreign(scene, sight.text)))


def _of_an_unnamed_trial(scene: Scene, kind: str) -> bool:
    """Whether the trial may be known by its phase and disease: the company's only one, in a document that names no product at all."""
    return kind in _STAGES_OF_A_TRIAL and not scene.roster.programs


def _occasions(scene: Scene, sight: Sight, hit: Hit, found: list[When], hits: list[Hit]) -> Iterator[_Occasion]:
    """The events that one trigger tells of."""
    several = by_regulator(sight, hit, hits, found)
    if several:
        for regulator, when in several:
            yield _Occasion(when.reading(hit.status) if when else None, hit.status, (), [regulator])
        return
    codes = regulators_of(scene, sight, hit)
    field, apart = _told_apart(scene, sight, hit, found)
    for name, dates in apart:
        for window, status, flags in windows_of(scene, sight.text, hit, dates):
            yield _Occasion(window, status, flags, codes, **{field: name})


def _told_apart(scene: Scene, sight: Sight, hit: Hit, found: list[When]) -> tuple[str, list[tuple[str, list[When]]]]:
    """By what a sentence tells several events of one trigger apart, and for each the dates; one without a name where it tells of one."""
    readings = (
        ("trial", by_trial(scene, sight, hit, found)),
        ("part", by_part(sight, hit, found)),
        ("indication", by_disease(scene, sight, hit, found)),
        ("congress", by_congress(sight, hit, found)),
    )
    return next(((field, apart) for field, apart in readings if apart), ("trial", [("", found)]))


def _claim(scene: Scene, sight: Sight, hit: Hit, group: tuple[int, ...], occasion: _Occasion) -> Claim:
    """What one program's claim says of an occasion before one regulator."""
    window, status, flags, (regulator,), *_ = occasion
    trigger, text = hit.trigger, sight.text
    kind = trigger.kind
    segment = segment_of(sight, trigger, group)
    phase, phase_words = phase_of(scene, sight, trigger, group, segment)
    talk = talk_of(sight, occasion.congress) if kind == "presentation" else None
    if talk is not None and window is None:
        window = year_of_congress(sight, talk)
        if window is not None and status == "occurred" and window.latest.year == scene.published.year:
            window = None  # "Presents ... at EULAR 2025": the release's own day
    if talk is not None:
        talk, window = at_its_hour(talk, window, text)
    amount, currency = money_of(text, trigger) if kind in ("financing", "acquisition", "partnership") else (None, "")
    other = counterparty(scene, sight, trigger) if kind in ("acquisition", "partnership") else ""
    flags = (*flags, *_doubts(text, trigger, regulator, talk))
    if hit.cue == WITHDRAWN:
        flags = (*flags, WITHDRAWN)
    return Claim(
        kind=kind,
        status=status,
        span=span_of(sight, trigger),
        programs=tuple(scene.roster.programs[number].name for number in group),
        phase=phase,
        phase_words=phase_words,
        indication=occasion.indication or ("" if kind in COMPANY_KINDS else indication_of(scene, sight, trigger, group, segment)),
        regulator=regulator,
        territory=territory_of(sight, trigger, regulator),
        trial=occasion.trial or trial_of(text) or named_trial(scene, sight, trigger, segment) or trial_before(scene, sight, kind, phase),
        detail=occasion.part or (other if kind == "acquisition" else detail_of(text, trigger, talk)),
        verb=verb_of(trigger),
        window=window,
        talk=talk,
        counterparty=other,
        amount=amount,
        currency=currency,
        flags=flags,
    )


def _doubts(text: str, trigger: Trigger, regulator: str, talk: Talk | None) -> tuple[str, ...]:
    """What a person should look at: talks at no named congress; "accepted ... to begin", which in China is not yet permission."""
    if talk is not None and not talk.congress:
        return ("unnamed_congress",)
    begins = re.search(r"\bto\s+(?:begin|initiate|start|commence|conduct)\b", text[trigger.verb_start :])
    return ("ambiguous_verb",) if trigger.kind == "ind_accepted" and regulator in ("NMPA", "") and begins else ()
