"""What was so on earlier days, with what had been said by then: states of events and standings, each with its days. Pure.

The rules are those of `merge` and `standings`, applied to the statements up to each day on which something was said. What names mean
(programs, indications, trials, the product of a trial that is named alone) is known beforehand: pages of any day show the names of today.

Most events of a registry are told once and have no past. Events that could ever be taken for one another, or answer one another, are
looked at together, so that a day costs what was said about its few events and not what was said about a company.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from pipeline_tracker.vocabulary.milestones import ANSWERED_BY
from pipeline_tracker.vocabulary.phases import phase_shown

from .merge import Event, merge
from .standings import ACTIVITY, Stand, standings

K = TypeVar("K")


class PastEvent(NamedTuple):
    """What was so of an event. ``stands_for`` and ``answered_by`` are the slugs of events of now; of one that was told apart then and
    is none of its own now, "~" and the uid of its first statement."""

    stands_for: str
    event: Event
    answered_by: str
    known_from: dt.date
    known_until: dt.date


class PastStand(NamedTuple):
    """What was so of a program's phase; ``shown_by`` as ``stands_for``."""

    stand: Stand
    shown_by: str
    known_from: dt.date
    known_until: dt.date


class Assignment(NamedTuple):
    """Which event a statement (by uid) was taken for, before it was taken for that of now to stay; ``event`` as ``stands_for``."""

    uid: str
    event: str
    known_from: dt.date
    known_until: dt.date


StandKey = tuple[str, str, str]  # program, indication, territory


@dataclass
class History:
    """Since when what is so now has been known, of events by slug and of standings by key; what was so before; and of statements that
    were taken for another event before, by uid, since when they speak of the one of now."""

    events: dict[str, dt.date] = field(default_factory=dict)
    stands: dict[StandKey, dt.date] = field(default_factory=dict)
    assigned: dict[str, dt.date] = field(default_factory=dict)
    past_events: list[PastEvent] = field(default_factory=list)
    past_stands: list[PastStand] = field(default_factory=list)
    past_assignments: list[Assignment] = field(default_factory=list)


class _State(NamedTuple):
    """An event on the days from one to another; ``known_until`` is None for what is so now."""

    identity: str
    event: Event
    answered_by: str
    known_from: dt.date
    known_until: dt.date | None


def history(events: Sequence[Event]) -> History:
    """The past of the events of one company. They are what `merge` finds now, and the standings are those that follow from them."""
    found = History()
    states: list[_State] = []
    for group in _groups(events):
        states += _lives(group)
    for state in states:
        if state.known_until is None:
            found.events[state.identity] = state.known_from
        else:
            found.past_events.append(PastEvent(state.identity, state.event, state.answered_by, state.known_from, state.known_until))
    _assign(events, states, found)
    _follow_standings(states, found)
    return found


def holds(known_from: dt.date, known_until: dt.date | None, day: dt.date) -> bool:
    """Whether what was known from one day on, and no more from the other on (None: it still is), was known on a day."""
    return known_from <= day and (known_until is None or day < known_until)


# --- which events have to be looked at together ----------------------------------------------------------------------


def _families() -> dict[str, str]:
    """Each kind that takes part in an answer -> one kind for all that are linked by answers."""
    family: dict[str, str] = {}
    for kind, answers in ANSWERED_BY.items():
        linked = {kind, *answers}
        members = {known for known, first in family.items() if first in {family.get(one) for one in linked}} | linked
        family |= dict.fromkeys(members, min(members))
    return family


_FAMILY = _families()
_Key = tuple[str, object]


def _groups(events: Sequence[Event]) -> Iterator[list[Event]]:
    own = {(_family(event), s.programs) for event in events for s in event.statements if not s.registered}
    parent: dict[_Key, _Key] = {}

    def root(key: _Key) -> _Key:
        while (above := parent.setdefault(key, key)) != key:
            parent[key] = parent[above]
            key = above
        return key

    keys = []
    for event in events:
        first, *others = _keys(event, own)
        for other in others:
            parent[root(other)] = root(first)
        keys.append(first)
    groups: dict[_Key, list[Event]] = defaultdict(list)
    for key, event in zip(keys, events, strict=True):
        groups[root(key)].append(event)
    yield from groups.values()


def _family(event: Event) -> str:
    return _FAMILY.get(event.kind, event.kind)


def _keys(event: Event, own: set[tuple[str, frozenset[str]]]) -> list[_Key]:
    """What the event has in common with those that its statements could have been taken for: kind and programs, kind and trial."""
    family = _family(event)
    found: dict[_Key, None] = {}
    for s in event.statements:
        if s.trial:
            found[family, s.trial] = None
        if (family, s.programs) in own:
            found[family, s.programs] = None
    if (family, frozenset(event.programs)) in own:
        found[family, frozenset(event.programs)] = None
    return list(found) or [(family, event.slug)]


# --- events day by day -----------------------------------------------------------------------------------------------


def _lives(group: list[Event]) -> list[_State]:
    """Every state that the events of one group had, and have."""
    said = [s for event in group for s in event.statements]
    days = sorted({s.asserted_on for s in said})
    if len(days) == 1:
        return [_State(event.slug, event, event.answered_by, days[0], None) for event in group]
    now = {s.uid: event.slug for event in group for s in event.statements}
    snapshots = []
    for day in days:
        then = group if day == days[-1] else merge(s for s in said if s.asserted_on <= day)
        names = _identities(then, now)
        snapshots.append({names[event.slug]: (event, names.get(event.answered_by, "")) for event in then})
    return [
        _State(identity, event, answer, known_from, known_until)
        for identity, (event, answer), known_from, known_until in _runs(days, snapshots, _values)
    ]


def _identities(events: Sequence[Event], now: dict[str, str]) -> dict[str, str]:
    """Slug on the day -> which event of now this is: the one that has most of its statements. Of two that have become one since, the
    one with more statements is it, and the other is none."""
    wanted = []
    for event in events:
        counts: dict[str, int] = defaultdict(int)
        for s in event.statements:
            counts[now[s.uid]] += 1
        wanted += [(-count, event.slug, slug) for slug, count in counts.items()]
    names: dict[str, str] = {}
    taken = set()
    for _, slug, identity in sorted(wanted):
        if slug not in names and identity not in taken:
            names[slug] = identity
            taken.add(identity)
    return {event.slug: names.get(event.slug) or f"~{event.statements[0].uid}" for event in events}


def _values(state: tuple[Event, str]) -> tuple:
    """All that a state shows. Another statement is another state: it was stated anew."""
    event, answer = state
    return event._replace(statements=(), answered_by=answer), [s.uid for s in event.statements]


V = TypeVar("V")


def _runs(
    days: Sequence[dt.date], snapshots: Sequence[dict[K, V]], values: Callable[[V], object]
) -> Iterator[tuple[K, V, dt.date, dt.date | None]]:
    """Each value in one of the snapshots with the day from which it held, and the day on which it did no more (None: it holds)."""
    held: dict[K, tuple[V, dt.date]] = {}
    for day, snapshot in zip(days, snapshots, strict=True):
        for key, (value, since) in list(held.items()):
            if key not in snapshot or values(snapshot[key]) != values(value):
                yield key, value, since, day
                del held[key]
        for key, value in snapshot.items():
            # The newest of equal values: it is the one of now that is asked for in the end.
            held[key] = (value, held[key][1] if key in held else day)
    for key, (value, since) in held.items():
        yield key, value, since, None


# --- which statement was taken for which event -----------------------------------------------------------------------


def _assign(events: Sequence[Event], states: Sequence[_State], found: History) -> None:
    now = {s.uid: event.slug for event in events for s in event.statements}
    past = [(s.uid, state) for state in states if state.known_until for s in state.event.statements]
    for uid, state in past:
        if state.identity != now[uid] and state.known_until:
            found.assigned[uid] = max(state.known_until, found.assigned.get(uid, state.known_until))
    found.past_assignments = [
        Assignment(uid, state.identity, state.known_from, state.known_until)
        for uid, state in past
        if uid in found.assigned and state.known_until and state.known_from < found.assigned[uid]
    ]


# --- standings day by day --------------------------------------------------------------------------------------------


def _follow_standings(states: Iterable[_State], found: History) -> None:
    by_program: dict[str, list[_State]] = defaultdict(list)
    for state in states:
        event = state.event
        if event.status == "occurred" and (event.kind in ACTIVITY or phase_shown(event.kind, event.phase)):
            for program in event.programs:
                by_program[program].append(state)
    for program, lived in by_program.items():
        _follow_program(program, lived, found)


def _follow_program(program: str, states: list[_State], found: History) -> None:
    days = sorted({day for state in states for day in (state.known_from, state.known_until) if day})
    snapshots = []
    for day in days:
        then = [s for s in states if holds(s.known_from, s.known_until, day)]
        names = {id(state.event): state.identity for state in then}
        stands = standings((state.event for state in then), program)
        snapshots.append({(s.program, s.indication, s.territory): (s, names[id(s.shown_by)]) for s in stands})
    for key, (stand, shown_by), known_from, known_until in _runs(days, snapshots, _stood):
        if known_until is None:
            found.stands[key] = known_from
        else:
            found.past_stands.append(PastStand(stand, shown_by, known_from, known_until))


def _stood(value: tuple[Stand, str]) -> tuple:
    stand, shown_by = value
    words = stand.shown_by.phase_words if stand.shown_by.phase == stand.phase else ""
    return (stand.phase, stand.basis, stand.activity, words, stand.shown_by.window, shown_by)
