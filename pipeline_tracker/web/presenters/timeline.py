"""The geometry of a program's timeline: days as percent of the plot's width, rows in pixels. Pure numbers, no markup.

Marks tell by shape first. An expected window is an outlined bar exactly as wide as its precision, a day an outlined diamond; an
event that occurred is a filled dot with a thin line through the days that it may have happened on; guidance that was replaced is
dashed, one lane for each, with an arrow to what replaced it; an open window whose last day has passed trails off to the right;
what was dropped carries a cross. Where only the last day is known the left end stays open: two loose ends for an expectation, a
fading line for an event.

Across, everything is in percent, so that a plot is as wide as its page allows while words and shapes keep their size.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from pipeline_tracker.vocabulary.windows import Window
from pipeline_tracker.web.dates import label

LEFT, RIGHT = 5.0, 98.5  # where the first year begins and the last one ends: shapes at the edges stay inside
HEAD = 58  # years, the words of the two day lines, the names of the phases
LANE = 34  # the present window
EARLIER_LANE = 13  # a replaced one
EARLIER_SHOWN = 5  # of a milestone; where there are more, the first two and the newest three
NARROWEST = 576  # pixels of the narrowest plot: what decides on which side words have room
LETTER, WIDE_LETTER = 6.3, 11.5  # pixels of a letter, near enough, and of a Chinese one
SIDE = 12  # pixels between a mark's end and the words beside it
REACH = 32  # the same left of a mark whose left end is open
TAIL = 20  # and right of one that trails off


@dataclass(frozen=True)
class Entry:
    """One milestone to draw. ``description`` says in words what the marks show, ``where`` what tells it from its neighbours."""

    name: str
    where: str
    href: str
    description: str
    state: str
    window: Window | None
    earlier: tuple[Window, ...] = ()
    words: str = ""  # beside the mark


@dataclass(frozen=True)
class Section:
    """Entries under a heading, "" for none; of ``folded`` ones a single line shows all marks, and the lines open on demand."""

    name: str
    detail: str
    entries: tuple[Entry, ...]
    folded: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Phase:
    """A phase that the program was in from a day on."""

    name: str
    since: dt.date


@dataclass(frozen=True)
class Bar:
    """A window as a box: ``x`` and ``width`` in percent, ``y`` and ``height`` in pixels."""

    css: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Line:
    css: str
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Mark:
    """One of the shapes that templates/programs/_shapes.html draws around a point."""

    shape: str
    css: str
    x: str
    y: str


@dataclass(frozen=True)
class Words:
    """``dx`` are pixels from ``x``; ``anchor`` is start or end, as SVG has it."""

    text: str
    x: str
    y: str
    dx: int = 0
    anchor: str = "start"
    css: str = ""


Part = Bar | Line | Mark | Words


@dataclass(frozen=True)
class Row:
    entry: Entry
    height: int
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Group:
    """``lane`` holds the marks of all ``folded`` rows in one line."""

    section: Section
    rows: tuple[Row, ...]
    folded: tuple[Row, ...]
    lane: Row | None


@dataclass(frozen=True)
class Band:
    """``words`` are its name where there is room for it."""

    x: str
    width: str
    name: str
    words: Words | None


@dataclass(frozen=True)
class Timeline:
    """``used`` names the kinds of marks that are drawn, for the legend."""

    head: int
    years: tuple[tuple[str, Words | None], ...]
    quarters: tuple[str, ...]
    bands: tuple[Band, ...]
    groups: tuple[Group, ...]
    as_of: Words
    today: Words | None
    used: frozenset[str]

    @property
    def long(self) -> bool:
        """Whether the years are told again below."""
        return sum(len(group.rows) + bool(group.folded) for group in self.groups) > 15


class Scale:
    """Days to percent, over whole years."""

    def __init__(self, days: Iterable[dt.date]):
        days = list(days)
        self.first = dt.date(min(days).year, 1, 1)
        self.last = dt.date(min(max(days).year + 1, dt.MAXYEAR), 1, 1)
        self.years = self.last.year - self.first.year
        self._unit = (RIGHT - LEFT) / (self.last - self.first).days

    def x(self, day: dt.date) -> float:
        return LEFT + (day - self.first).days * self._unit

    def end(self, day: dt.date) -> float:
        """The right edge of a day, so that a window's last day is part of its bar."""
        return self.x(day) + self._unit

    def span(self, window: Window) -> tuple[float, float]:
        """Left and right edge of a window; one without a first day is all at its last."""
        right = self.end(window.latest)
        return (right if window.earliest is None else self.x(window.earliest)), right

    def covers(self, day: dt.date) -> bool:
        return self.first <= day < self.last


def timeline(
    sections: Sequence[Section], *, phases: Sequence[Phase] = (), as_of: dt.date, today: dt.date, past: bool = False
) -> Timeline | None:
    """None where nothing has a date. ``as_of`` is the day of the newest source; ``past`` tells that ``today`` is an earlier day."""
    entries = [entry for section in sections for entry in (*section.entries, *section.folded)]
    windows = [window for entry in entries for window in (entry.window, *entry.earlier) if window]
    if not windows:
        return None
    days = [as_of, *(w.latest for w in windows), *(w.earliest or w.latest for w in windows)]
    if max(days) <= today <= max(days) + dt.timedelta(days=366):
        days.append(today)
    scale = Scale(days)
    every = 1 if scale.years <= 14 else 2 if scale.years <= 28 else 5
    years = range(scale.first.year, scale.last.year)
    return Timeline(
        head=HEAD,
        years=tuple(_year(scale, year, labelled=(year - scale.first.year) % every == 0) for year in years),
        quarters=tuple(_n(scale.x(dt.date(year, month, 1))) for year in years for month in (4, 7, 10)) if scale.years <= 7 else (),
        bands=tuple(_bands(phases, scale, as_of)),
        groups=tuple(_group(section, scale) for section in sections),
        as_of=_day_line(scale, as_of, _("as of %(day)s") % {"day": _day(as_of)}, left=scale.covers(today) and today > as_of),
        today=_day_line(scale, today, _day(today) if past else _("today"), left=today <= as_of) if scale.covers(today) else None,
        used=frozenset(_used(entries)),
    )


def _group(section: Section, scale: Scale) -> Group:
    folded = tuple(_row(entry, scale) for entry in section.folded)
    return Group(section, tuple(_row(entry, scale) for entry in section.entries), folded, _lane(folded, scale) if folded else None)


def _row(entry: Entry, scale: Scale) -> Row:
    earlier = _shown(entry.earlier)
    height = LANE + EARLIER_LANE * len(earlier)
    y = height - LANE / 2
    lanes = [8.0 + EARLIER_LANE * number for number in range(len(earlier))]
    parts: list[Part] = []
    for window, lane in zip(earlier, lanes, strict=True):
        parts += _expected(window, scale, lane, 8, "earlier")
    parts += _arrows(entry, [*zip(earlier, lanes, strict=True)], scale, y)
    parts += _shape(entry, scale, y)
    if entry.window:
        words = entry.words + (f" · +{len(entry.earlier) - len(earlier)}" if len(entry.earlier) > len(earlier) else "")
        parts.append(_words(words, entry.window, entry.state, scale, y))
    elif entry.words:
        parts.append(Words(entry.words, _n(LEFT), _n(y + 4), css="undated"))
    return _drawn(entry, height, parts)


def _lane(rows: Sequence[Row], scale: Scale) -> Row:
    """The present marks of several rows on one line, joined by a line from the first to the last day."""
    y = LANE / 2
    dated = [row.entry for row in rows if row.entry.window]
    parts: list[Part] = []
    spans = [scale.span(entry.window) for entry in dated if entry.window]
    if spans:
        parts.append(_line("life", min(left for left, _right in spans), y, max(right for _left, right in spans), y))
    for entry in dated:
        parts += _shape(entry, scale, y)
    return _drawn(rows[0].entry, LANE, parts)


def _drawn(entry: Entry, height: int, parts: Sequence[Part]) -> Row:
    def of(kind: type) -> tuple:
        return tuple(part for part in parts if isinstance(part, kind))

    return Row(entry, height, bars=of(Bar), lines=of(Line), marks=of(Mark), words=of(Words))


def _shown(earlier: tuple[Window, ...]) -> tuple[Window, ...]:
    return earlier if len(earlier) <= EARLIER_SHOWN else (*earlier[:2], *earlier[-3:])


def _shape(entry: Entry, scale: Scale, y: float) -> Iterator[Part]:
    if entry.window is None:
        return
    left, right = scale.span(entry.window)
    if entry.state == "occurred":
        yield from _occurred(entry.window, scale, y)
        return
    yield from _expected(entry.window, scale, y, 14, entry.state)
    if entry.state == "dropped":
        yield _mark("cross", "dropped", (left + right) / 2, y)
    if entry.state in ("overdue", "passed"):
        is_day = entry.window.precision in ("day", "minute")
        yield _mark("tail-of-day" if is_day else "tail", entry.state, (left + right) / 2 if is_day else right, y)


def _expected(window: Window, scale: Scale, y: float, height: int, css: str) -> Iterator[Part]:
    """``css`` is a state, or "earlier" for guidance that was replaced, whose shapes are smaller."""
    left, right = scale.span(window)
    small = "-small" if css == "earlier" else ""
    if window.precision in ("day", "minute"):
        yield _mark(f"day{small}", css, (left + right) / 2, y)
    elif window.earliest is None:
        yield _mark(f"by{small}", css, right, y)
    else:
        yield Bar(css, _n(left), _n(y - height / 2), _n(right - left), str(height))


def _occurred(window: Window, scale: Scale, y: float) -> Iterator[Part]:
    left, right = scale.span(window)
    if window.earliest is None:
        yield _mark("reported", "occurred", right, y)
        return
    if window.precision not in ("day", "minute"):
        yield _line("span", left, y, right, y)
        yield _mark("limit", "occurred", left, y)
        yield _mark("limit", "occurred", right, y)
    yield _mark("dot", "occurred", (left + right) / 2, y)


def _arrows(entry: Entry, earlier: list[tuple[Window, float]], scale: Scale, y: float) -> Iterator[Part]:
    """From each replaced window down to what replaced it."""
    if not entry.window:
        return
    for (window, lane), (then, then_lane) in pairwise([*earlier, (entry.window, y)]):
        start = scale.span(window)[1]
        left, right = scale.span(then)
        if then is entry.window and entry.state == "occurred":
            left = right = (left + right) / 2
        tip = then_lane - (4 if then_lane != y else 8)
        before = scale.span(window)[0]
        if start + 1 < left or right + 1 < before:  # along, then down onto its nearer end
            later = start < left
            x = left + min(0.6, (right - left) / 2) if later else right - min(0.6, (right - left) / 2)
            yield _line("slip", start if later else before, lane, x, lane)
            yield _line("slip", x, lane, x, tip)
        else:  # overlapping: straight down where both are
            x = max(min(start, right), left)
            yield _line("slip", x, lane + 4, x, tip)
        yield _mark("head", "slip", x, tip)


def _words(text: str, window: Window, state: str, scale: Scale, y: float) -> Words:
    """Right of the mark, or left of it where the plot ends; above its end where neither has room."""
    left, right = scale.span(window)
    before = REACH if window.earliest is None else SIDE
    after = TAIL if state in ("overdue", "passed") else SIDE
    length = _pixels(text)
    if right + (after + length) / NARROWEST * 100 <= 100:
        return Words(text, _n(right), _n(y + 4), after)
    if left - (before + length) / NARROWEST * 100 >= 0:
        return Words(text, _n(left), _n(y + 4), -before, "end")
    return Words(text, _n(RIGHT), _n(y - 9), 0, "end")


def _year(scale: Scale, year: int, *, labelled: bool) -> tuple[str, Words | None]:
    x = _n(scale.x(dt.date(year, 1, 1)))
    return x, Words(str(year), x, "14", 4) if labelled else None


def _day_line(scale: Scale, day: dt.date, text: str, *, left: bool) -> Words:
    """A line through the plot with its words left or right of it, where there is room for them."""
    x, room = scale.x(day), (_pixels(text) + 6) / NARROWEST * 100
    if (left and x >= room) or x + room > 100:
        return Words(text, _n(x), "29", -5, "end")
    return Words(text, _n(x), "29", 5)


def _bands(phases: Sequence[Phase], scale: Scale, as_of: dt.date) -> Iterator[Band]:
    """One band for each phase, up to the next or to the newest source: what came after is not known."""
    ends = [*(phase.since for phase in phases[1:]), as_of]
    for phase, until in zip(phases, ends, strict=False):
        left, right = scale.x(phase.since), scale.x(until)
        if right - left >= 0.2:
            room = (_pixels(phase.name) + 8) / NARROWEST * 100
            if right - left > room:
                name: Words | None = Words(phase.name, _n(left), "49", 5)
            elif phase is phases[-1] and right + room <= 100:  # nothing comes after it
                name = Words(phase.name, _n(right), "49", 5)
            else:
                name = None
            yield Band(_n(left), _n(right - left), phase.name, name)


def _used(entries: Iterable[Entry]) -> Iterator[str]:
    """Which kinds of marks the entries need: "occurred", "reported", "day", "by", "window", a state, "earlier"."""
    for entry in entries:
        if entry.earlier:
            yield "earlier"
        if entry.window is None:
            continue
        if entry.state == "occurred":
            yield "reported" if entry.window.earliest is None else "occurred"
        else:
            if entry.state != "upcoming":
                yield entry.state
            yield "day" if entry.window.precision in ("day", "minute") else "by" if entry.window.earliest is None else "window"


def _mark(shape: str, css: str, x: float, y: float) -> Mark:
    return Mark(shape, css, _n(x), _n(y))


def _line(css: str, x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(css, _n(x1), _n(y1), _n(x2), _n(y2))


def _day(day: dt.date) -> str:
    return label(Window(day, day, "day"))


def _pixels(text: str) -> float:
    return sum(WIDE_LETTER if east_asian_width(letter) in "WF" else LETTER for letter in text)


def _n(number: float) -> str:
    """As the SVG writes it: at most two decimals, whatever the locale."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
