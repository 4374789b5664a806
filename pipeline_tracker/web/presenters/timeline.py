"""The geometry of a program's timeline: what its SVG draws, in the units of its viewBox. Pure numbers and paths.

Marks tell by shape first: an expected window is an outlined bar exactly as wide as its precision, a day an outlined diamond; an
event that occurred is a filled dot with a thin line through the days that it may have happened on; guidance that was
replaced is dashed, one lane for each, with an arrow to what replaced it; what was dropped carries a cross. Where only the last
day is known, the left end stays open: two loose ends for an expectation, a fading line for an event.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline_tracker.vocabulary.windows import Window, label

WIDTH = 1120
NAMES = 300  # the column of names, left of the plot
LEFT = NAMES + 14  # where the first year begins: marks that reach back a little stay clear of the names
RIGHT = WIDTH - 14
HEAD = 58  # years, the two date lines' labels and the phase bands
LANE = 34  # the present window
EARLIER_LANE = 13  # a replaced one
OPEN = 34  # how far a bar or line without a first day reaches back
LETTER = 6.4  # the width of a letter, near enough to keep words inside the drawing
NAME_LETTERS = 44


@dataclass(frozen=True)
class Entry:
    """One milestone to draw. ``description`` is the whole line in words, for the link's accessible name."""

    name: str
    href: str
    description: str
    state: str
    window: Window | None
    earlier: tuple[Window, ...] = ()
    words: str = ""  # beside the mark


@dataclass(frozen=True)
class Phase:
    """A phase that the program was in from a day on."""

    name: str
    since: dt.date


@dataclass(frozen=True)
class Path:
    css: str
    d: str


@dataclass(frozen=True)
class Dot:
    x: str
    y: str


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    text: str
    anchor: str = "start"
    css: str = ""


@dataclass(frozen=True)
class Row:
    entry: Entry
    name: Text
    paths: tuple[Path, ...]
    dots: tuple[Dot, ...]
    words: Text | None
    y: str
    height: str


@dataclass(frozen=True)
class Line:
    x: str
    label: Text | None = None


@dataclass(frozen=True)
class Band:
    x: str
    width: str
    name: Text | None


@dataclass(frozen=True)
class Timeline:
    width: int
    height: int
    head: int
    years: tuple[Line, ...]
    quarters: tuple[Line, ...]
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]
    as_of: Line | None
    today: Line | None


class Scale:
    """Days to x, over whole years."""

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
        return LEFT + ((day - self.first).days + 1) * self._unit

    def span(self, window: Window) -> tuple[float, float]:
        """Left and right edge of a window; one without a first day gets a stub of fixed length, drawn open."""
        right = self.end(window.latest)
        left = max(right - OPEN, NAMES) if window.earliest is None else self.x(window.earliest)
        return left, max(right, left + 3)

    def covers(self, day: dt.date) -> bool:
        return self.first <= day < self.last


def timeline(entries: Sequence[Entry], *, phases: Sequence[Phase] = (), as_of: dt.date, today: dt.date) -> Timeline | None:
    """None where no entry has a date."""
    windows = [window for entry in entries for window in (entry.window, *entry.earlier) if window]
    if not windows:
        return None
    days = [as_of, *(w.latest for w in windows), *(w.earliest or w.latest - dt.timedelta(days=45) for w in windows)]
    if max(days) <= today <= max(days) + dt.timedelta(days=366):
        days.append(today)
    scale = Scale(days)
    rows, y = [], float(HEAD)
    for entry in entries:
        row, height = _row(entry, scale, y)
        rows.append(row)
        y += height
    every = 1 if scale.years <= 14 else 2 if scale.years <= 28 else 5
    return Timeline(
        width=WIDTH,
        height=round(y + 8),
        head=HEAD,
        years=tuple(_year(scale, year, (year - scale.first.year) % every == 0) for year in range(scale.first.year, scale.last.year)),
        quarters=tuple(
            Line(_n(scale.x(dt.date(year, month, 1)))) for year in range(scale.first.year, scale.last.year) for month in (4, 7, 10)
        )
        if scale.years <= 7
        else (),
        bands=tuple(_bands(phases, scale, as_of)),
        rows=tuple(rows),
        as_of=_day_line(scale, as_of, f"as of {_day(as_of)}", left=scale.covers(today) and today > as_of),
        today=_day_line(scale, today, "today", left=today <= as_of) if scale.covers(today) else None,
    )


def _row(entry: Entry, scale: Scale, top: float) -> tuple[Row, float]:
    height = LANE + EARLIER_LANE * len(entry.earlier)
    y = top + height - LANE / 2
    paths: list[Path] = []
    dots: list[Dot] = []
    shape = _shape(entry, scale, y)
    lanes = [top + 8 + EARLIER_LANE * number for number in range(len(entry.earlier))]
    for window, lane in zip(entry.earlier, lanes, strict=True):
        paths += _expected(window, scale, lane, 8, "earlier")
    paths += _arrows(entry, scale, lanes, y)
    paths += shape
    words: Text | None = None
    if entry.window:
        left, right = scale.span(entry.window)
        if entry.state == "occurred":
            dots.append(Dot(_n(_dot_x(entry.window, scale)), _n(y)))
        left, right = min(left, right - 8), max(right, left + 8)
        words = _words(entry, left, right, y)
    elif entry.words:
        words = Text(_n(NAMES + 8), _n(y + 4), entry.words, css="undated")
    name = entry.name if len(entry.name) <= NAME_LETTERS else entry.name[: NAME_LETTERS - 1].rstrip() + "…"
    return Row(entry, Text("2", _n(y + 4), name), tuple(paths), tuple(dots), words, _n(top), _n(height)), height


def _shape(entry: Entry, scale: Scale, y: float) -> list[Path]:
    window = entry.window
    if window is None:
        return []
    if entry.state == "occurred":
        return _occurred(window, scale, y)
    paths = _expected(window, scale, y, 14, entry.state)
    if entry.state == "dropped":
        left, right = scale.span(window)
        paths.append(_cross((left + right) / 2, y))
    return paths


def _expected(window: Window, scale: Scale, y: float, height: float, css: str) -> list[Path]:
    left, right = scale.span(window)
    top, bottom = y - height / 2, y + height / 2
    if window.precision in ("day", "minute"):
        middle, half = (left + right) / 2, height / 2 + 1
        return [
            Path(
                f"day {css}",
                f"M{_n(middle - half)} {_n(y)}L{_n(middle)} {_n(y - half)}L{_n(middle + half)} {_n(y)}L{_n(middle)} {_n(y + half)}Z",
            )
        ]
    if window.earliest is None:
        return [Path(f"open {css}", f"M{_n(left)} {_n(top)}H{_n(right)}V{_n(bottom)}H{_n(left)}")]
    return [Path(f"bar {css}", f"M{_n(left)} {_n(top)}H{_n(right)}V{_n(bottom)}H{_n(left)}Z")]


def _occurred(window: Window, scale: Scale, y: float) -> list[Path]:
    left, right = scale.span(window)
    if window.earliest is None:
        return [Path("fading", f"M{_n(left)} {_n(y)}H{_n(right)}"), Path("limit", f"M{_n(right)} {_n(y - 6)}V{_n(y + 6)}")]
    if window.precision in ("day", "minute"):
        return []
    return [
        Path("span", f"M{_n(left)} {_n(y)}H{_n(right)}"),
        Path("limit", f"M{_n(left)} {_n(y - 4)}V{_n(y + 4)}M{_n(right)} {_n(y - 4)}V{_n(y + 4)}"),
    ]


def _dot_x(window: Window, scale: Scale) -> float:
    """The middle of the days that it may have happened on; just before the limit where only that is known."""
    left, right = scale.span(window)
    return right - 8 if window.earliest is None else (left + right) / 2


def _arrows(entry: Entry, scale: Scale, lanes: list[float], y: float) -> list[Path]:
    """From each replaced window down to what replaced it."""
    if not entry.window:
        return []
    stations = [*zip(entry.earlier, lanes, strict=True), (entry.window, y)]
    arrows = []
    for (window, lane), (then, then_lane) in pairwise(stations):
        start = scale.span(window)[1]
        left, right = scale.span(then)
        if entry.state == "occurred" and then is entry.window:
            left = right = _dot_x(then, scale)
        half = 4 if then_lane != y else 7
        if start + 6 < left:  # later: along, then down onto its left end
            tip = (left + min(6, (right - left) / 2), then_lane - half - 1)
            arrows.append(Path("slip", f"M{_n(start)} {_n(lane)}H{_n(tip[0])}V{_n(tip[1])}{_head(*tip)}"))
        else:  # earlier or overlapping: straight down inside both where they meet
            x = max(min(start, right), left) - 1
            arrows.append(Path("slip", f"M{_n(x)} {_n(lane + 4)}V{_n(then_lane - half - 1)}{_head(x, then_lane - half - 1)}"))
    return arrows


def _head(x: float, y: float) -> str:
    return f"M{_n(x - 3)} {_n(y - 4)}L{_n(x)} {_n(y)}L{_n(x + 3)} {_n(y - 4)}"


def _cross(x: float, y: float) -> Path:
    return Path("cross", f"M{_n(x - 6)} {_n(y - 6)}L{_n(x + 6)} {_n(y + 6)}M{_n(x + 6)} {_n(y - 6)}L{_n(x - 6)} {_n(y + 6)}")


def _words(entry: Entry, left: float, right: float, y: float) -> Text:
    """Right of the mark, or left of it where the drawing ends."""
    if right + 8 + len(entry.words) * LETTER > RIGHT and left - 8 - len(entry.words) * LETTER > NAMES:
        return Text(_n(left - 8), _n(y + 4), entry.words, "end")
    if right + 8 + len(entry.words) * LETTER > RIGHT:
        return Text(_n(RIGHT), _n(y - 9), entry.words, "end")
    return Text(_n(right + 8), _n(y + 4), entry.words)


def _year(scale: Scale, year: int, labelled: bool) -> Line:
    x = scale.x(dt.date(year, 1, 1))
    return Line(_n(x), Text(_n(x + 4), "13", str(year)) if labelled else None)


def _day_line(scale: Scale, day: dt.date, words: str, *, left: bool) -> Line:
    """A line through the plot with its words left or right of it, where there is room for them."""
    x, width = scale.x(day), len(words) * LETTER + 6
    if (left and x - width > NAMES) or x + width > RIGHT:
        return Line(_n(x), Text(_n(x - 5), "27", words, "end"))
    return Line(_n(x), Text(_n(x + 5), "27", words))


def _bands(phases: Sequence[Phase], scale: Scale, as_of: dt.date) -> Iterable[Band]:
    """One band for each phase, up to the next or to the newest source: what came after is not known."""
    ends = [*(phase.since for phase in phases[1:]), as_of]
    for phase, until in zip(phases, ends, strict=False):
        left, right = scale.x(phase.since), scale.x(until)
        if right - left >= 2:
            fits = right - left > len(phase.name) * LETTER + 8
            yield Band(_n(left), _n(right - left), Text(_n(left + 5), "47", phase.name) if fits else None)


def _day(day: dt.date) -> str:
    return label(Window(day, day, "day"))


def _n(number: float) -> str:
    """As the SVG writes it: at most one decimal, whatever the locale."""
    return f"{number:.1f}".removesuffix(".0")
