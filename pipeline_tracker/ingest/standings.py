"""What phase each program stands at, for each indication and territory, from the milestones that occurred. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline_tracker.vocabulary.phases import BASES, PHASE_ORDER, phase_shown
from pipeline_tracker.vocabulary.regulators import UNSTATED

from .merge import Event, narrower

_BASIS_ORDER = {code: number for number, (code, _) in enumerate(BASES)}
# Kinds of events that tell whether a program goes on, and what they tell
ACTIVITY = {"clinical_hold": "on_hold", "hold_lifted": "active", "discontinued": "discontinued", "marketing_withdrawn": "withdrawn"}


@dataclass(frozen=True)
class Stand:
    """A program's phase for one indication ("" = not stated) in one territory, and the event that shows it."""

    program: str
    indication: str
    territory: str
    phase: str
    basis: str
    activity: str
    shown_by: Event


def standings(events: Iterable[Event], program: str = "") -> tuple[Stand, ...]:
    """One standing for each program, indication and territory of which an occurred event tells a phase; of one ``program`` only, where
    it is named.

    A standing that says no more than a more specific one of the same program is left out.
    """
    events = [e for e in events if e.status == "occurred"]
    ends = [e for e in events if e.kind in ACTIVITY]
    groups: dict[tuple[str, str, str], list[tuple[str, str, Event]]] = defaultdict(list)
    for event in events:
        reached = phase_shown(event.kind, event.phase)
        if reached:
            for name in [program] if program else event.programs:
                groups[name, event.indication, event.territory].append((*reached, event))

    found = []
    for (name, indication, territory), shown in sorted(groups.items()):
        phase, basis, _ = max(shown, key=lambda s: (PHASE_ORDER[s[0]], _BASIS_ORDER[s[1]]))
        first = min((e for p, b, e in shown if (p, b) == (phase, basis)), key=lambda e: (_day(e), e.slug))
        activity = _activity(name, indication, territory, ends, [e for _, _, e in shown])
        found.append(Stand(name, indication, territory, phase, basis, activity, first))
    return tuple(stand for stand in found if not any(_says_more(other, stand) for other in found))


def _day(event: Event) -> dt.date:
    return event.window.latest if event.window else event.asserted_on


def _activity(program: str, indication: str, territory: str, events: list[Event], progress: list[Event]) -> str:
    """What the newest hold, lift or end says that covers this indication and territory."""
    told = [
        e
        for e in events
        if program in e.programs
        and (not e.indication or not indication or narrower(indication, e.indication))
        and (UNSTATED in (e.territory, territory) or e.territory == territory)
    ]
    if not told:
        return "active"
    newest = max(told, key=_newness)
    activity = ACTIVITY[newest.kind]
    # What was given up and has moved on since is active again; a hold ends only when it is lifted.
    if activity in ("discontinued", "withdrawn") and any(_newness(e) > _newness(newest) for e in progress):
        return "active"
    return activity


def _newness(event: Event) -> tuple:
    return (_day(event), event.asserted_on, event.slug)


def _says_more(other: Stand, stand: Stand) -> bool:
    if other is stand or other.program != stand.program:
        return False
    covers = (not stand.indication or narrower(other.indication, stand.indication)) and stand.territory in (UNSTATED, other.territory)
    return covers and PHASE_ORDER[other.phase] >= PHASE_ORDER[stand.phase]
