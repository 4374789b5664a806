"""A company's track record in words and numbers: how many promises came to what, each number with the address of its list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models import Claim, Milestone
from pipeline_tracker.queries.track_record import Kept, Said, oldest_open
from pipeline_tracker.vocabulary.milestones import KIND_ORDER
from pipeline_tracker.vocabulary.phases import CLAIM_PHASES
from pipeline_tracker.vocabulary.track_record import ENOUGH, VERDICTS, Judged, Past, Record, Share, record
from pipeline_tracker.vocabulary.windows import Window
from pipeline_tracker.web.labels import KIND_LABELS, PHASE_LABELS, Labels

NONE = "none"  # the phase of a milestone that states none
VERDICT_LABELS = Labels(dict(VERDICTS))
PARTY_LABELS: Mapping[str, str | Lazy] = {"company": _lazy("Company guidance"), "registry": _lazy("Registry estimates")}
BY_LABELS: Mapping[str, str | Lazy] = {"last": _lazy("the last window that stood"), "first": _lazy("the first window stated")}

_PHASE_ORDER = {code: number for number, (code, _label) in enumerate(CLAIM_PHASES)}
# Shape and colour of a verdict, as ladders have them.
_TONES = {"met": "met", "met_early": "met", "met_late": "later", "missed": "later", "undecided": "doubt", "taken_back": "ended"}


@dataclass(frozen=True)
class Cell:
    """How many promises came to a verdict, and where they are listed; "" where there are none."""

    label: str
    number: int
    href: str


@dataclass(frozen=True)
class Row:
    """One record. ``share`` and ``past`` are "" where too few were judged to tell."""

    name: str | Lazy
    href: str
    total: int
    judged: int
    share: str
    past: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows under one heading, with the verdicts that any of the company's promises came to as columns."""

    of: str | Lazy
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Address = Callable[..., str]


def tables(kept: Sequence[Kept], by: str, address: Address) -> list[Table]:
    """The record judged by either window, then by kind and by phase as ``by`` says. ``address`` makes the address of the list that
    its parameters narrow."""
    found = {code: record([one.judged(code) for one in kept]) for code in BY_LABELS}
    shown = [code for code in VERDICT_LABELS if any(whole.counts.get(code) for whole in found.values())]

    def row(name: str | Lazy, told: Record, **chosen: str) -> Row:
        cells = tuple(
            Cell(VERDICT_LABELS[code], told.counts.get(code, 0), address(verdict=code, **chosen) if told.counts.get(code) else "")
            for code in shown
        )
        return Row(name, address(**chosen), told.total, told.judged, share_words(told.share), past_words(told.past), cells)

    def grouped(groups: Mapping[str, list[Kept]], labels: Callable[[str], str], field: str) -> tuple[Row, ...]:
        return tuple(row(labels(code), record([one.judged(by) for one in some]), by=by, **{field: code}) for code, some in groups.items())

    columns = tuple(VERDICT_LABELS[code] for code in shown)
    kinds = _groups(kept, lambda one: one.kind, KIND_ORDER)
    phases = _groups(kept, lambda one: one.phase or NONE, _PHASE_ORDER)
    return [
        Table(_("Judged by"), columns, tuple(row(BY_LABELS[code], told, by=code) for code, told in found.items())),
        Table(_("Kind"), columns, grouped(kinds, lambda code: KIND_LABELS[code], "kind")),
        Table(_("Phase"), columns, grouped(phases, phase_label, "phase")),
    ]


def _groups(kept: Iterable[Kept], of: Callable[[Kept], str], order: Mapping[str, int]) -> dict[str, list[Kept]]:
    groups: dict[str, list[Kept]] = defaultdict(list)
    for one in kept:
        groups[of(one)].append(one)
    return {code: groups[code] for code in sorted(groups, key=lambda code: order.get(code, len(order)))}


def phase_label(code: str) -> str:
    return PHASE_LABELS[code] if code in PHASE_LABELS else _("not stated")


def share_words(share: Share | None) -> str:
    """ "78%", "60% to 80%"; "" for none."""
    if share is None:
        return ""
    least, most = percent(share.least), percent(share.most)
    return least if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}


def percent(share: float) -> str:
    """ "78%"; what is neither none nor all is never rounded to it: "<1%", ">99%"."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{share * 100:.0f}%"


def past_words(past: Past | None) -> str:
    """Days past the window, negative before it: "33", "0 to 34", "53 or more"; "" for none."""
    if past is None:
        return ""
    if past.most is None:
        return _("%(days)s or more") % {"days": _days(past.least)}
    if past.least == past.most:
        return _days(past.least)
    return _("%(least)s to %(most)s") % {"least": _days(past.least), "most": _days(past.most)}


def _days(number: int) -> str:
    return f"{number:,}".replace("-", "−")


@dataclass(frozen=True)
class Side:
    """A promised window and the claim that states it."""

    window: Window
    claim: Claim
    verdict: str
    tone: str
    past: str


@dataclass(frozen=True)
class Line:
    """One promise: ``chosen`` is the window by which it is judged. ``ended`` is the claim that ended it, ``happened`` when the event is
    told to have happened; both None where nothing did."""

    milestone: Milestone
    first: Side
    last: Side
    chosen: Side
    ended: Claim | None
    happened: Window | None

    @property
    def moved(self) -> bool:
        return self.first.claim != self.last.claim


def lines(kept: Iterable[Kept], by: str, milestones: Mapping[int, Milestone], claims: Mapping[int, Claim]) -> list[Line]:
    """Promises with their milestones and claims, both by key (queries.track_record)."""

    def side(judged: Judged[Said]) -> Side:
        verdict = VERDICT_LABELS[judged.verdict]
        tone = _TONES.get(judged.verdict, "same" if judged.verdict == "silent" else "open")
        return Side(judged.window, claims[judged.stated.said.pk], verdict, tone, past_words(judged.past))

    found = []
    for one in kept:
        first, last = side(one.promise.first), side(one.promise.last)
        outcome = one.promise.outcome
        ended = claims[outcome.stated.said.pk] if outcome and outcome.stated else None
        chosen = first if by == "first" else last
        found.append(Line(milestones[one.pk], first, last, chosen, ended, one.promise.happened))
    return found


@dataclass(frozen=True)
class Panel:
    """A track record in short: the company's own promises judged by the last window that stood. ``share`` and ``past`` are "" where
    too few were judged; ``oldest`` is the open promise that was first stated longest ago."""

    total: int
    judged: int
    met: int
    open: int
    share: str
    past: str
    oldest: Kept | None
    enough: int = ENOUGH


def panel(kept: Sequence[Kept]) -> Panel | None:
    """None where nothing was promised."""
    if not kept:
        return None
    told = record([one.promise.last for one in kept])
    return Panel(
        total=told.total,
        judged=told.judged,
        met=told.counts.get("met", 0) + told.counts.get("met_early", 0),
        open=told.counts.get("open", 0),
        share=share_words(told.share),
        past=past_words(told.past),
        oldest=oldest_open(kept),
    )
