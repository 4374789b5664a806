"""Which date belongs to which trigger, and which window that makes."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline_tracker.ingest.extract import dates
from pipeline_tracker.ingest.extract.dates import When
from pipeline_tracker.ingest.extract.rivals import AHEAD, ENDS, Hit
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.triggers import Trigger
from pipeline_tracker.vocabulary import windows

_REPEATED = frozenset({"data_readout", "presentation", "trial_initiated"})

_ANOTHERS = 60.0
_TOO_FAR = 260  # characters from a trigger behind which no date is its own
_BESIDE = 30  # characters between a participle and its day

_ANNOUNCES = re.compile(
    (
        r"\s*(?:,\s*)?(?:jointly\s+|also\s+)?(?:announce|report|provid|address|share|highlight|outlin|unveil|releas|"
        r"introduc|showcas|issued|said|commented)"
    ),
    re.IGNORECASE,
)

_LISTS = re.compile(
    (
        r"[^.;]{0,90}?\b(?:milestones|catalysts|goals|objectives|priorities|events|points|expects|"
        r"anticipates)\b[^.;:]{0,20}(?:includ\w+|are|:)"
    ),
    re.IGNORECASE,
)


def dated_ahead(scene: Scene, hit: Hit, found: list[When]) -> bool:
    """Whether words that claim nothing by themselves ("to support submissions in 2027") are given a day to come."""
    return hit.cue in ("purpose", "not reported", "modal", "base form") and any(
        when.window.latest > scene.published and when.firm for when in found
    )


# "to present at ARVO and host an investor event on May 5": the day of the event.
_OF_A_CALL = re.compile(
    r"\b(?:and|will)\s+(?:to\s+)?(?:host|hold)s?\b[^.;]{0,60}?\b(?:call|webcast|webinar|(?:investor|analyst)\s+(?:event|day|meeting))\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def share_out(sight: Sight, hits: list[Hit]) -> dict[int, list[When]]:
    """Each date goes to the nearest trigger, to one before it rather than one behind."""
    text = sight.text
    found: dict[int, list[tuple[float, When]]] = {}
    for when in _told(sight, hits):
        congress = next((congress for congress in sight.congresses if congress.start <= when.start < congress.end), None)
        costs = [
            (_cost(sight, hits, hit.trigger, when), index)
            for index, hit in enumerate(hits)
            if _may_take(sight, hit, when, inside_congress=congress is not None)
        ]
        if costs and min(costs)[0] < _TOO_FAR:
            cost, index = min(costs)
            found.setdefault(index, []).append((cost, when))
    attached = {
        index: _of_its_line(
            text, hits[index].trigger, [when for _, when in (given if hits[index].trigger.kind in _REPEATED else sorted(given, key=_near))]
        )
        for index, given in found.items()
    }
    for index, hit in enumerate(hits):
        if hit.trigger.rule.detail == "second" and index in attached and index - 1 not in attached and index:
            attached[index - 1] = attached[index]  # "a BLA in the U.S. and an MAA in Europe in January"
    return _shared_with_all(text, hits, attached)


def _told(sight: Sight, hits: list[Hit]) -> Iterator[When]:
    """The dates that may be an event's."""
    text = sight.text
    lead = _LISTS.match(text[:110])
    for when in sight.dates:
        if lead is not None and when.end <= lead.end():
            continue
        lasting = when.role == "since" and any(
            hit.trigger.verb.lower().startswith(("under", "complete", "full")) for hit in hits
        )  # "underway since May"
        if (when.role in ("as_of", "since", "after", "runway") and not lasting) or _not_of_an_event(text, when):
            continue
        if sight.passage.section == "title" and _of_the_release(text, when, sight.published):
            continue
        yield _now(text, when, sight.published)


# "delayed from the second to the fourth quarter of 2025": no range.
_MOVED_FROM = re.compile(
    r"\b(?:moved|shifted|pushed|postponed|delayed|deferred|rescheduled|accelerated|brought|revised|updated|changed|extended|moves|shifts|delays)\b[^.;]{0,60}?"
    r"\bfrom\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"(?P<from>from\s+(?:the\s+)?)?[^.;]{1,40}?\s(?:to|until|into)\s+(?:the\s+)?", re.IGNORECASE)


def _now(text: str, when: When, published: dt.date) -> When:
    """Of a date that was moved the one that holds now."""
    both = _FROM_TO.match(text, when.start, when.end)
    if both is None or not _MOVED_FROM.search(text[max(0, when.start - 110) : both.end("from") if both["from"] else when.start]):
        return when
    later = dates.find(text[both.end() : when.end], published)
    return replace(later[0], start=both.end() + later[0].start, end=when.end) if len(later) == 1 else when


def _may_take(sight: Sight, hit: Hit, when: When, *, inside_congress: bool) -> bool:
    trigger = hit.trigger
    talk = trigger.kind == "presentation"
    if inside_congress and not talk:
        return False
    if talk and sight.congresses and _OF_A_CALL.search(sight.text[trigger.end : max(trigger.end, when.start)]):
        return False
    if when.role != "bare":
        return True
    return inside_congress or (hit.status == "expected" and trigger.start <= when.start < trigger.end + 12)


def _cost(sight: Sight, hits: list[Hit], trigger: Trigger, when: When) -> float:
    distance = distance_to(sight.text, trigger, when.start, when.end)
    if any(trigger.start <= other.trigger.verb_start < when.start < trigger.verb_start for other in hits):
        distance += _ANOTHERS  # another verb of the same subject stands before the date
    if trigger.kind == "presentation":
        behind = [when.start - congress.end for congress in sight.congresses if when.start - congress.end >= 0]
        distance = min(distance, *behind, 10**6)
    return distance


def _of_the_release(text: str, when: When, published: dt.date) -> bool:
    """Whether the date only stands behind the headline: "Example withdraws its application February 13, 2025"."""
    its_day = when.window.earliest == when.window.latest == published
    return its_day and when.end == len(text.rstrip()) and re.search(r"\b(?:on|by|in|at|to|from|until)\s+$", text[: when.start]) is None


def _near(given: tuple[float, When]) -> float:
    return given[0]


def _of_its_line(text: str, trigger: Trigger, given: list[When]) -> list[When]:
    """The dates without those of another clause before, where there are others: "the dose is to be cleared in Q3; topline data in H1",
    "the dose was set in April, and we expect to start Phase 2 in May", "to set the dose in Q2 and to present data in Q4"."""
    own = [when for when in given if not _of_a_clause_before(text, trigger, when)]
    return own or given


_CLAUSE = re.compile(r";|,\s(?:and|but|while|with)\s(?!in\b|by\b|during\b)")
_AND_TO = re.compile(r"\band\s+(?:to\s+)?(?:present|report|share|announce|provide|release|disclose|initiate|start|begin|publish)\b")


def _of_a_clause_before(text: str, trigger: Trigger, when: When) -> bool:
    if when.start < trigger.start:
        between = text[when.end : trigger.start]
        return _CLAUSE.search(between) is not None or between.strip() in ("and", "and to")
    return when.end < trigger.end and _AND_TO.search(text[when.end : trigger.end]) is not None


def _shared_with_all(text: str, hits: list[Hit], attached: dict[int, list[When]]) -> dict[int, list[When]]:
    """ "On October 19, the FDA accepted ... and granted ...": a date that opens the sentence holds for all that happened then."""
    opening = next((when for given in attached.values() for when in given if when.start < 14), None)
    if opening is None or not re.match(r"(?:[\w\s-]{1,40}:\s)?(?:On|In|Effective|During)\b", text) or ";" in text:
        return attached
    for index, hit in enumerate(hits):
        if index not in attached and hit.status == "occurred" and hit.trigger.form == "past":
            attached[index] = [opening]
    return attached


_BREAK = re.compile(
    r",\s(?:and|while|with|which|but)\s|\s[–—]\s|"
    r"\band\s(?=(?:an?|the|its|our|to|expects?|plans?|intends?|will|is|are|was|were|has|have|then|top-?line|initial|final|interim|begin|begins|began|start|starts|started|"
    r"report|submit|file|lifted|set|[Pp]hase)\b)"
)
_SUBORDINATE = re.compile(r",\s(?:which|whose|that)\b|,\s(?:[a-z]+ed)\s")


def distance_to(text: str, trigger: Trigger, start: int, end: int) -> float:
    """Characters from a trigger to other words, more over clauses' bounds and for words before it."""
    if trigger.start <= start < trigger.end:
        before_verb = text[end : trigger.verb_start] if start < trigger.verb_start else ""
        return (len(before_verb) if _SUBORDINATE.search(text[trigger.start : trigger.verb_start]) else 0.0) + 60.0 * len(
            _BREAK.findall(before_verb)
        )
    if start >= trigger.end:
        between = text[trigger.end : start]
        return len(between) + 150.0 * between.count(";") + 60.0 * len(_BREAK.findall(between))
    between = text[end : trigger.start]
    return max(0, len(between)) + 45.0 + 150.0 * between.count(";") + 60.0 * len(_BREAK.findall(between))


def clauses_between(text: str, trigger: Trigger, start: int) -> float:
    """What a phase behind a trigger costs more where a clause ends between them."""
    return 60.0 * len(_BREAK.findall(text[trigger.end : start]))


def _not_of_an_event(text: str, when: When) -> bool:
    """Reporting periods, patents, comparisons and copyright lines."""
    before, after = text[max(0, when.start - 60) : when.start], text[when.end : when.end + 40]
    words = text[when.start : when.end].lower()
    if words == "today" and (_ANNOUNCES.match(after) or re.search(r"\bannounced\s+$|\breported\s+$", before)):
        return True
    if re.search(
        (
            r"\b(?:(?:results|update)\s+(?:for|of)|(?:loss|revenues?|expenses?|income|financial\s+guidance)\s+(?:for|of|in))\s+(?:the\s+)?(?:year\s+)?$|\b(?:compared|"
            r"same\s+periods?|versus|cut-?off|patents?|expir\w+|copyright|©|Nasdaq|in\s+accordance)\b[^;]{0,40}$|"
            r"\b(?:previously|formerly|originally|instead\s+of|rather\s+than|prior\s+guidance\s+(?:of|was))\W{0,3}(?:(?:expected|planned|guided)\s+)?(?:in\s+|for\s+)?(?:the\s+)?$"
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


def windows_of(scene: Scene, text: str, hit: Hit, found: list[When]) -> Iterator[tuple[windows.Window | None, str, tuple[str, ...]]]:
    """One window per event: several dates in a list mean several readouts."""
    status = hit.status
    usable: list[tuple[windows.Window, tuple[str, ...]]] = []
    for when in _moved(text, found):
        window = when.reading(status)
        flags: tuple[str, ...] = () if when.firm else ("inferred_year",)
        if when.fiscal:
            flags = (*flags, "fiscal_period")
        if status == "occurred":
            if hit.trigger.kind == "presentation" and window.precision == "year" and window.latest.year == scene.published.year:
                continue  # "Presents ... at EULAR 2025": the release's own day
            if window.earliest is not None and window.earliest > scene.published and hit.trigger.kind not in ENDS:
                if when.past is None and when.firm and not usable and _close(text, hit.trigger, when):
                    yield window, "expected", (*flags, "date_ahead")
                    return
                continue
            if (
                window.precision == "by"
                and window.latest > scene.published
                and when.firm
                and not usable
                and _close(text, hit.trigger, when)
            ):
                yield window, "expected", (*flags, "date_ahead")  # "Enrollment complete (by year-end)"
                return
            if window.precision == "by" or window.earliest == window.latest == scene.published:
                continue
        elif status == "expected" and window.latest < scene.published:
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


def _close(text: str, trigger: Trigger, when: When) -> bool:
    """Whether a day to come can only be the trigger's: beside a participle ("Enrollment completed: Q4 2026"), anywhere for a noun."""
    if trigger.form != "past" or trigger.start <= when.start < trigger.end:
        return True
    return 0 <= when.start - trigger.end < _BESIDE and re.search(r"\bdate\b|\bfollow", text[trigger.end : when.start]) is None


def date_of_the_list(sight: Sight, hit: Hit) -> list[When]:
    """The year that a sentence sets for all it lists: "Anticipated 2024 milestones include: ..."."""
    lead = _LISTS.match(sight.text[:110])
    if lead is None or hit.status != "expected" or hit.trigger.start < lead.end():
        return []
    return [when for when in sight.dates if when.end <= lead.end() and when.role in ("event", "bare")][:1]


def date_of_the_lead_in(scene: Scene, sight: Sight, hit: Hit) -> list[When]:
    """The date of the lead-in that a bullet completes: "During 2026, the company expects:"."""
    if hit.status != "expected" or not sight.passage.bullet or not sight.passage.parents:
        return []
    above = scene.sights[sight.passage.parents[0]]
    if not above.text.rstrip().endswith(":") or not AHEAD.search(above.text):
        return []
    dates = [when for when in above.dates if when.role in ("event", "bare")]
    return dates if len(dates) == 1 else []


def _moved(text: str, found: list[When]) -> list[When]:
    """ "moved from H1 2025 to H2 2025", "to H2 2025 from H1 2025": only the date that holds now."""
    former = {
        index
        for index, (one, other) in enumerate(pairwise(found))
        if re.search(
            r"\bfrom\s+(?:the\s+)?$",
            text[max(0, one.start - 10) : one.start + (5 if text[one.start : one.start + 4].lower() == "from" else 0)],
        )
        and re.match(r"\s*to\s+(?:the\s+)?$", text[one.end : other.start])
    }
    former |= {
        index + 1
        for index, (one, other) in enumerate(pairwise(found))
        if one.end <= other.start
        and re.search(r"\bto\s+(?:the\s+)?$", text[max(0, one.start - 8) : one.start])
        and re.match(
            r",?\s*from\b[^,;.]{0,20}$", text[one.end : other.start + (4 if text[other.start : other.start + 4].lower() == "from" else 0)]
        )
    }
    return [when for index, when in enumerate(found) if index not in former]
