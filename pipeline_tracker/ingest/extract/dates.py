"""The date grammar: every expression of time in a sentence as an interval, never more precise than the words.

A core ("Q3 2025", "May 5-9, 2024", "the second half of next year") is found first; words left of it then narrow
("early", "the end of") or bound it ("by", "before"). Expressions without a year have two readings, the next and the
last such period seen from the publication date; which one holds is decided by the claim's status.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from pipeline_tracker.vocabulary import windows
from pipeline_tracker.vocabulary.windows import Window

_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_WORD_NUMBER = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18}
_WORD_NUMBER |= {"a": 1, "seven": 7, "eight": 8, "eleven": 11}
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4, "last": 4}

# Words run together in some copies of releases ("inMarch 2018and"), so a month may follow a preposition directly.
# The month's capital is asked for first: most places have none.
_LEFT = r"(?=[JFMASOND])(?:(?<![A-Za-z])|(?<=\bin)|(?<=\bIn)|(?<=\bon)|(?<=\bOn)|(?<=\bby)|(?<=\bof)|(?<=\band))"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|JANUARY|Feb(?:ruary|\.)?|FEBRUARY|Mar(?:ch|\.)?|MARCH|Apr(?:il|\.)?|APRIL|May|MAY|June?\.?|JUNE|July?\.?|JULY"
    r"|Aug(?:ust|\.)?|AUGUST|Sept?(?:ember|\.)?|SEPTEMBER|Oct(?:ober|\.)?|OCTOBER|Nov(?:ember|\.)?|NOVEMBER|Dec(?:ember|\.)?|DECEMBER)"
)
_FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:19[5-9]|20[0-9])[0-9](?![0-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])(?:\s?(?:st|nd|rd|th)\b)?"
_TO = r"\s{0,2}(?:-|–|—|‑|to|through|until|and|&)\s{0,2}"
_ORD = r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th|last(?=[\s-]quarter\s+of))"
_OF = r"(?:\s{0,2},?\s{0,2}(?:of|in|for)?\s{0,2}(?:the\s+)?(?:(?:fiscal|FY)\s*(?:year\s+)?|CY\s?|calendar\s+(?:year\s+)?)?)"
_WHICH = r"(?:this|next|last|the\s+current|the\s+coming|the\s+following|the|our|its)\s+(?:fiscal\s+|calendar\s+)?year\b"


# A year after a quarter or a half: "of 2025", "'25", "of next year".
_YEAR_AFTER = rf"(?:\s{{0,2}}['’‘]\s{{0,1}}(?P<short>[0-9]{{4}}|[0-9]{{2}})(?![0-9])|{_OF}(?P<year>{_YEAR})|{_OF}(?P<which>{_WHICH}))"

_DATE = re.compile(
    rf"{_LEFT}(?P<month>{_MONTH})\s{{0,3}}(?P<day>{_DAY})"
    rf"(?:{_TO}(?:(?P<month2>{_MONTH})\s{{0,2}})?(?P<day2>{_DAY})(?!\s{{0,1}}%))?(?:\s{{0,2}},?\s{{0,3}}(?P<year>{_YEAR}))?"
)
_DATE_DAY_FIRST = re.compile(
    rf"(?<![\w.,/-])(?P<day>{_DAY})(?:{_TO}(?P<day2>{_DAY}))?(?:\s{{1,2}}(?:of\s+)?|"
    rf"-)(?P<month>{_MONTH})(?:\s{{0,2}},?\s{{0,2}}|-)(?P<year>{_YEAR})"
)
_DATE_NUMBERS = re.compile(
    r"(?<![\w/-])(?:(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})/(?P<year>[0-9]{4}))(?![\w/-])"
)
_MONTH_YEAR = re.compile(
    rf"{_LEFT}(?:(?P<first>{_MONTH})\s{{0,2}}(?:-|–|/|to|through|and|"
    rf"or)\s{{0,2}})?(?P<month>{_MONTH})\s{{0,2}},?(?:\s+of)?\s{{0,2}}(?P<year>{_YEAR})"
)
_MONTH_ALONE = re.compile(
    rf"\b(?P<lead>(?i:in|by|since|until|during|of|early|mid|late|this|last|next|through|before|for|late in|"
    rf"early in))(?:\s+|-)(?P<month>{_FULL_MONTH})\b(?!\s{{0,2}}[0-9])"
)
_QUARTER = re.compile(
    r"(?:(?<![A-Za-z0-9-])|(?<=\b[Mm]id-)|(?<=\b[Ll]ate-)|(?<=\b[Ee]arly-))(?:[Qq](?P<q>[1-4])|(?P<qq>[1-4])[Qq])"
    r"(?:\s{0,2}(?:-|–|/|and|or|to|through)\s{0,2}(?:[Qq](?P<q2>[1-4])|(?P<qq2>[1-4])[Qq]))?"
    rf"(?:{_YEAR_AFTER}|(?P<glued>[0-9]{{2}})(?![0-9]))?(?![A-Za-z0-9])"
)
_QUARTER_WORDS = re.compile(
    rf"\b(?:(?P<before>{_YEAR})\s+)?(?:(?P<ord>{_ORD})(?:[\s-]{{0,2}}(?:quarter\s+)?(?P<join>and|or|to|/|"
    rf"through)\s{{0,2}}(?:the\s+)?(?P<ord2>{_ORD}))?)"
    rf"(?:\s+(?P<pre>fiscal|calendar))?[\s-]{{1,2}}(?:fiscal\s+|calendar\s+)?quarters?\b{_YEAR_AFTER}?",
    re.IGNORECASE,
)
_NAMED_QUARTER = re.compile(rf"\b(?P<month>March|June|September|December)\s+quarter(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?")
_HALF = re.compile(
    rf"(?<![A-Za-z0-9-])(?:[Hh](?P<h>[12])|(?P<hh>[12])[Hh])(?:[\s-]{{0,2}}{_YEAR_AFTER}|(?P<glued>[0-9]{{2}})(?![0-9]))?(?![A-Za-z0-9])"
)
_HALF_WORDS = re.compile(
    (
        rf"\b(?:(?P<before>{_YEAR})\s+)?(?P<ord>first|second|1st|2nd|front|back|latter|"
        rf"later)(?:\s+or\s+(?P<ord2>second))?[\s-]{{1,2}}half\b{_YEAR_AFTER}?"
    ),
    re.IGNORECASE,
)
_YEAR_PART = re.compile(
    rf"\b(?:(?P<mid>mid|middle\s+of|midpoint\s+of)[\s-]{{0,2}}(?:the\s+)?(?:calendar\s+)?year\b|(?P<midyear>midyear)\b"
    rf"|(?P<end>(?:the\s+)?(?:calendar\s+)?year[\s-]{{0,2}}end\b|"
    rf"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:calendar\s+)?year\b|the\s+turn\s+of\s+the\s+year\b)){_YEAR_AFTER}?"
    rf"|\b(?P<endyear>{_YEAR})(?:[\s-]{{1,2}}year)?[\s-]end\b|\b(?P<half_end>end[\s-])(?=(?P<endof>{_YEAR}))",
    re.IGNORECASE,
)
_SEASON = re.compile(rf"\b(?P<season>spring|summer|fall|autumn|winter)(?:\s+of)?\s+(?P<year>{_YEAR})", re.IGNORECASE)
_YEARS = re.compile(
    rf"(?=[12fcFC])(?:(?<![\w.,$€£/-])|(?<=\b[Mm]id-)|(?<=\b[Ll]ate-)|(?<=\b[Ee]arly-)|(?<=\bMID-))(?P<fy>(?:fiscal|"
    rf"calendar)\s+(?:year\s+)?|FY\s?|CY\s?)?(?P<year>{_YEAR})(?:\s{{0,1}}(?P<join>-|–|/|and|or|"
    rf"to)\s{{0,1}}(?P<year2>{_YEAR}|[0-9]{{2}}(?![0-9])))?(?![\w%])"
)
_RELATIVE = re.compile(
    r"\b(?P<when>today|tonight|yesterday|tomorrow|this\s+(?:evening|morning|afternoon)|(?:(?:later|earlier|late|early|"
    r"end\s+of)\s+)?(?:in\s+)?(?:this|next|last|the\s+current|the\s+coming|the\s+previous|the\s+following)\s+"
    r"(?:fiscal\s+|calendar\s+)?(?:week|month|quarter|half|year)|later\s+in\s+the\s+year|earlier\s+in\s+the\s+year|"
    r"rest\s+of\s+the\s+year|the\s+balance\s+of\s+the\s+year)\b"
    r"|\b(?P<within>within|in|over|during)\s+(?:the\s+)?(?:next|coming)\s+(?:(?P<low>[0-9]{1,2}|one|two|three|four|"
    r"five|six|nine)\s{0,1}(?:-|–|to)\s{0,1})?(?P<count>[0-9]{1,2}|one|two|three|four|five|six|nine|ten|twelve|"
    r"eighteen)[\s-](?P<unit>days?|weeks?|months?|quarters?|years?)\b"
    r"|\bwithin\s+(?P<count2>[0-9]{1,3}|one|two|three|four|six|twelve)[\s-](?P<unit2>days?|weeks?|"
    r"months?)\b(?!\s+(?:of|after|from|following|prior|before))",
    re.IGNORECASE,
)
# "approximately nine months later": counted from a date told before.
_COUNT = r"(?:[0-9]{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)"
_LATER = re.compile(
    rf"(?<![\w.-])(?:(?P<about>approximately|approx\.|about|around|roughly|some)\s+)?(?:(?P<low>{_COUNT})\s{{0,1}}(?:-|–|to)\s{{0,1}})?"
    rf"(?P<count>{_COUNT})[\s-](?P<unit>weeks?|months?|quarters?|years?)\s+"
    r"(?:later|thereafter|afterwards?|after\s+(?:that|this|these))\b",
    re.IGNORECASE,
)
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DOUBT = {"month": 1, "quarter": 3, "year": 3}  # months that "approximately" adds on both sides

_PART = re.compile(
    r"(?:^|[\s(,;:–—-])(?:(?P<part>(?:early|mid|late)[\s-]{1,2}(?:to|or)[\s-]{1,2}(?:mid|late|early)|early|earlier|"
    r"mid|middle|late|later)(?:[\s-]{1,2}|\s+(?:of|in|to)\s+)"
    r"|(?P<edge>end|beginning|start|close|first\s+weeks?|last\s+weeks?|week|(?:first|early)\s+part|(?:latter|later|"
    r"last)\s+part)\s+of\s+)(?:the\s+|fiscal\s+|calendar\s+)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:^|[\s(,;:–—-])(?P<bound>by|before|prior\s+to|no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|"
    r"ahead\s+of|until|through|up\s+to|after|following|since|from|beginning|starting|into|"
    r"as\s+of|as\s+at|ended|ending|cut-?off(?:\s+date)?(?:\s+of)?|later\s+than)(?:\s+(?:on|"
    r"in))?(?:\s+(?:at\s+)?the)?(?:\s+latest)?\s{0,2}$",
    re.IGNORECASE,
)
_PERIOD_END = re.compile(r"\b(?:quarters?|months?|years?|periods?|half)\s{1,2}$", re.IGNORECASE)
_YEAR_CONTEXT = re.compile(
    (
        r"(?:\b(?:in|during|by|before|until|throughout|for|since|of|early|mid|late|end|through|into|expected|anticipated|"
        r"planned|targeted|later|around|within|beginning|starting|from|between|and|or|to|calendar|fiscal|over|towards?|"
        r"full-year|full year|entering|on track for)|–|—)[\s-]{1,2}(?:the\s+|calendar\s+|fiscal\s+|year\s+){0,2}$"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True)
class When:
    """A date expression in a sentence, offsets relative to the text that was searched.

    ``window`` is the reading for what lies ahead, ``past`` that for what has happened where the two differ.
    ``role``: "event"; "as_of" (a reporting or cut-off date), "since", "after", "runway" (into 2028) and "bare" (a year
    without a preposition, as in "ASCO 2023") never date an event by themselves. ``firm`` is false where the year is inferred.
    """

    start: int
    end: int
    window: Window
    past: Window | None = None
    role: str = "event"
    firm: bool = True
    fiscal: bool = False

    def reading(self, status: str) -> Window:
        return self.past if self.past is not None and status == "occurred" else self.window


@dataclass(frozen=True)
class _Core:
    """A period before its modifiers: ``make(year)`` gives its window, ``year`` is None where the text has none."""

    start: int
    end: int
    make: Callable[[int], Window]
    year: int | None
    role: str = "event"
    fiscal: bool = False
    fixed: bool = False  # modifiers do not apply (days, relative expressions)
    window: Window | None = None
    past: Window | None = None


def find(text: str, anchor: dt.date, before: Callable[[], list[When]] = list) -> list[When]:
    """All date expressions of a sentence in reading order. Impossible dates ("February 30") are passed over.

    ``before`` gives those of the sentence before; it is asked only where this one counts from a date that it does not tell itself.
    """
    lower = text.lower()
    taken: list[tuple[int, int]] = []
    cores: list[_Core] = []
    searches = (search for needs, group in _SEARCHES if any(need in lower for need in needs) for search in group)
    for core in chain.from_iterable(search(text, anchor) for search in searches):
        if any(core.start < end and start < core.end for start, end in taken):
            continue
        taken.append((core.start, core.end))
        cores.append(core)
    cores.sort(key=lambda core: core.start)
    found = _shared_years([when for core in cores if (when := _modified(text, core, anchor)) is not None], cores, text, anchor)
    return _with_later(text, found, before)


def _with_later(text: str, found: list[When], before: Callable[[], list[When]]) -> list[When]:
    """The dates with those that are counted from one of them: from the nearest event told before, here or in the sentence before."""
    later = []
    for match in _LATER.finditer(text):
        told = [when for when in found if when.end <= match.start()] or before()
        since = told[-1] if told and told[-1].role == "event" else None
        if since is None or any(when.start < match.end() and match.start() < when.end for when in found):
            continue
        window = _counted_from(since.window, match)
        past = _counted_from(since.past, match) if since.past is not None else None
        if window is not None:
            later.append(replace(since, start=match.start(), end=match.end(), window=window, past=past))
    return sorted([*found, *later], key=lambda when: when.start) if later else found


def _counted_from(since: Window, match: re.Match[str]) -> Window | None:
    """A window some time after another: as wide as that one, no finer than the unit counted in, and wider for "approximately"."""
    most, unit = _count(match["count"]), match["unit"].lower().rstrip("s")
    least = _count(match["low"]) if match["low"] else most
    try:
        if unit == "week":
            doubt = 1 if match["about"] else 0
            latest = since.latest + dt.timedelta(weeks=most + doubt)
            latest += dt.timedelta(days=6 - latest.weekday())
            earliest = since.earliest and since.earliest + dt.timedelta(weeks=least - doubt)
            earliest = earliest and earliest - dt.timedelta(days=earliest.weekday())
        else:
            doubt = _DOUBT[unit] if match["about"] else 0
            latest = windows.month_end(*_months_on(since.latest, most * _IN_MONTHS[unit] + doubt))
            earliest = since.earliest and dt.date(*_months_on(since.earliest, least * _IN_MONTHS[unit] - doubt), 1)
    except (ValueError, OverflowError):
        return None  # beyond the calendar
    words = match[0]
    if earliest is None:
        return windows.by(latest, words)
    month = unit != "week" and (earliest.year, earliest.month) == (latest.year, latest.month)
    return Window(earliest, latest, "month" if month else "range", words)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _WORD_NUMBER[words.lower()]


def _months_on(day: dt.date, months: int) -> tuple[int, int]:
    """(year, month) some months after that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def _modified(text: str, core: _Core, anchor: dt.date) -> When | None:
    """The core with the words left of it applied."""
    start, part, bound = core.start, "", ""
    week = False
    left = text[max(0, start - 40) : start]
    if not core.fixed and (match := _PART.search(left)):
        words = (match["part"] or match["edge"]).lower()
        part = _part_of(words)
        week = "week" in words
        start -= len(left) - (match.start("part") if match["part"] else match.start("edge"))
        left = text[max(0, start - 40) : start]
    if (match := _BOUND.search(left)) and not (
        match["bound"].lower() in ("ended", "ending") and not _PERIOD_END.search(text[: start - len(left) + match.start("bound")])
    ):
        bound = re.sub(r"\s+", " ", match["bound"].lower())
        start -= len(left) - match.start("bound")
    elif match := re.search(r"(?:^|\s)(by|before)\s+(?:the\s+)?$", left, re.IGNORECASE):
        bound = match[1].lower()
    words = text[start : core.end]
    role = core.role
    try:
        ahead, past = _readings(core, anchor)
        ahead = _bounded(_narrowed(ahead, part, week), part, bound, words, anchor)
        past = _bounded(_narrowed(past, part, week), part, bound, words, anchor) if past is not None else None
    except ValueError:
        return None
    if bound in ("as of", "as at", "ended", "ending") or bound.startswith("cut"):
        role = "as_of"
    elif bound in ("since", "from", "after", "following", "beginning", "starting"):
        role = "since" if bound in ("since", "from") else "after"
        if bound in ("beginning", "starting", "from"):
            role = "event"
    elif bound == "into":
        role = "runway"
    elif role == "bare" and (part or bound):
        role = "event"
    return When(
        start,
        core.end,
        ahead,
        past if past != ahead else None,
        role,
        core.year is not None or (core.window is not None and core.past is None),
        core.fiscal,
    )


def _part_of(words: str) -> str:
    words = re.sub(r"[\s-]+", " ", words.lower())
    if " to " in words or " or " in words:
        first, _, last = words.replace(" or ", " to ").partition(" to ")
        return f"{first}-{last}"
    if words.startswith(("early", "earlier", "begin", "start", "first")):
        return "early"
    if words.startswith("mid"):
        return "mid"
    if words in ("end", "close"):
        return "end"
    if words == "late" or words.startswith(("latter", "last", "later part")):
        return "late"
    return "week" if words == "week" else ""


def _readings(core: _Core, anchor: dt.date) -> tuple[Window, Window | None]:
    if core.window is not None:
        return core.window, core.past
    if core.year is not None:
        return core.make(core.year), None
    candidates = [core.make(anchor.year + step) for step in (-1, 0, 1)]
    ahead = next(window for window in candidates if window.latest >= anchor)
    behind = [window for window in candidates if window.earliest is not None and window.earliest <= anchor]
    return ahead, behind[-1]


def _bounded(window: Window, part: str, bound: str, words: str, anchor: dt.date) -> Window:
    """``window`` as the words before it say: "by" and "before" leave its beginning open."""
    past_year = window.precision == "year" and window.latest <= anchor
    if bound in ("by", "no later than", "not later than", "on or before", "up to", "later than"):
        return windows.by(window.latest, words)
    if bound in ("until", "through") and not past_year:
        return windows.by(window.latest, words)
    if bound in ("before", "prior to", "ahead of"):
        named_end = part in ("end", "late") or "end" in words.lower()
        if named_end or window.earliest is None or window.earliest == window.latest:
            return windows.by(window.latest, words)
        return windows.by(window.earliest - dt.timedelta(days=1), words)
    return replace(window, words=words)


def _narrowed(window: Window, part: str, week: bool) -> Window:
    """``window`` cut to the part named: thirds of years, halves and quarters; ten-day thirds of months."""
    first = window.earliest
    if first is None or not part:
        return window
    if part == "week":
        return Window(first, first + dt.timedelta(days=6), "range") if window.precision == "day" else window
    if window.precision == "month":
        if week and part == "early":
            return Window(first, first.replace(day=7), "range")
        last_day = window.latest.day
        low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last_day), "end": (21, last_day)}.get(part, (1, last_day))
        return Window(first.replace(day=low), first.replace(day=high), "part")
    if window.precision not in ("quarter", "half", "year"):
        return window
    if part == "end":
        part = "late"
    if "-" in part:
        low_part, high_part = part.split("-")
        opening, closing = windows.third(window, low_part), windows.third(window, high_part)
        return Window(opening.earliest, closing.latest, "part") if opening.earliest else closing
    return windows.third(window, part)


def _shared_years(found: list[When], cores: list[_Core], text: str, anchor: dt.date) -> list[When]:
    """ "in the first and third quarter of 2025", "Q1 and Q3 2025": a period without a year takes that of the next one joined to it."""
    by_end = {core.end: core for core in cores}
    shared: list[When] = []
    for index, when in enumerate(found):
        core = by_end[when.end]
        following = found[index + 1] if index + 1 < len(found) else None
        if core.year is None and core.window is None and following is not None:
            other = by_end[following.end]
            between = text[when.end : following.start]
            if (
                other.year is not None
                and len(between) <= 90
                and not re.search(r"[.;]", between)
                and re.search(r"\b(?:and|or|to)\b|,|/|–|-", between)
                and core.make(other.year).precision in ("quarter", "half", "month", "day")
            ):
                joined = _modified(text, replace(core, year=other.year), anchor)
                if joined is not None:
                    shared.append(replace(joined, firm=len(between) <= 25))
                    continue
        shared.append(when)
    return shared


# The searches, most specific first. Each yields cores; an impossible date yields nothing.


def _dates(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _DATE.finditer(text):
        month, day = _month(match["month"]), _number(match["day"])
        if match["day2"] and match["year"] is None and match["month2"] is None and _plain(match["day2"]) <= day:
            continue
        year = int(match["year"]) if match["year"] else None
        month2 = _month(match["month2"]) if match["month2"] else month
        day2 = _plain(match["day2"]) if match["day2"] else None
        separate = match["day2"] is not None and re.search(r"\d\D{0,4}\band\b", match[0]) is not None
        yield from _day_core(match, year, (month, day), (month2, None if separate else day2))


def _dates_day_first(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _DATE_DAY_FIRST.finditer(text):
        month = _month(match["month"])
        last = _plain(match["day2"]) if match["day2"] else None
        yield from _day_core(match, int(match["year"]), (month, _number(match["day"])), (month, last))


def _dates_numbers(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _DATE_NUMBERS.finditer(text):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        else:
            year, month, day = int(match["year"]), int(match["a"]), int(match["b"])
            if month > 12:
                month, day = day, month
        yield from _day_core(match, year, (month, day), (month, None))


def _day_core(match: re.Match[str], year: int | None, first: tuple[int, int], last: tuple[int, int | None]) -> Iterator[_Core]:
    """A day, or a range where ``last`` (month and day) has a day. Impossible dates yield nothing."""
    (month, day), (month2, day2) = first, last

    def make(number: int) -> Window:
        opening = dt.date(number, month, day)
        if day2 is None:
            return windows.day(opening)
        return Window(opening, dt.date(number + (month2 < month), month2, day2), "range")

    try:
        make(year if year is not None else 2024)
    except ValueError:
        return
    if year is None and (month, day) == (2, 29):
        return
    yield _Core(match.start(), match.end(), make, year)


def _months(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _MONTH_YEAR.finditer(text):
        month, year = _month(match["month"]), int(match["year"])
        first = _month(match["first"]) if match["first"] else month

        def make(number: int, first: int = first, month: int = month) -> Window:
            if first == month:
                return windows.months(number, month, 1, "month")
            start = dt.date(number - (first > month), first, 1)
            return Window(start, windows.month_end(number, month), "range")

        yield _Core(match.start(), match.end(), make, year)


def _months_alone(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _MONTH_ALONE.finditer(text):
        month = _month(match["month"])
        lead = match["lead"].lower()

        def alone(number: int, month: int = month) -> Window:
            return windows.months(number, month, 1, "month")

        if lead in ("last", "next", "this"):
            ahead, past = _readings(_Core(0, 0, alone, None), anchor)
            chosen = past if lead == "last" and past is not None else ahead
            yield _Core(match.start(), match.end(), alone, None, window=chosen, fixed=True)
        else:
            yield _Core(match.start("month"), match.end(), alone, None)


def _quarters(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _QUARTER.finditer(text):
        number = int(match["q"] or match["qq"])
        last = int(match["q2"] or match["qq2"] or number)
        year = 2000 + int(match["glued"]) if match["glued"] else _year_of(match, anchor)
        if last != number and re.search(r"\band\b", match[0]) and abs(last - number) != 1:
            second = match.start("q2") if match["q2"] else match.start("qq2")
            first_end = match.end("q") if match["q"] else match.end("qq") + 1
            yield _period_core(match.start(), first_end, _quarter_maker(number, number), year, _fiscal(match))
            yield _period_core(second - (1 if match["q2"] else 0), match.end(), _quarter_maker(last, last), year, _fiscal(match))
            continue
        yield _period_core(match.start(), match.end(), _quarter_maker(number, last), year, _fiscal(match))


def _quarters_in_words(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _QUARTER_WORDS.finditer(text):
        number = _ORDINAL[match["ord"].lower()]
        last = _ORDINAL[match["ord2"].lower()] if match["ord2"] else number
        year = int(match["before"]) if match["before"] else _year_of(match, anchor)
        fiscal = _fiscal(match) or (match["pre"] or "").lower() == "fiscal" or "fiscal" in match[0].lower()
        if match["join"] and match["join"].lower() == "and" and abs(last - number) != 1:  # two quarters, not a stretch
            yield _period_core(match.start(), match.end("ord"), _quarter_maker(number, number), year, fiscal)
            yield _period_core(match.start("ord2"), match.end(), _quarter_maker(last, last), year, fiscal)
            continue
        yield _period_core(match.start(), match.end(), _quarter_maker(number, last), year, fiscal)


def _quarter_maker(number: int, last: int) -> Callable[[int], Window]:
    def make(year: int) -> Window:
        if last <= number:
            return windows.quarter(year, number)
        return Window(windows.quarter(year, number).earliest, windows.quarter(year, last).latest, "range")

    return make


def _named_quarters(text: str, anchor: dt.date) -> Iterator[_Core]:
    """ "the June quarter": the quarter that ends with the month."""
    for match in _NAMED_QUARTER.finditer(text):
        number = _month(match["month"]) // 3
        yield _period_core(match.start(), match.end(), _quarter_maker(number, number), int(match["year"]) if match["year"] else None, False)


def _half(number: int, year: int) -> Window:
    return windows.half(year, number)


def _part_of_year(part: str, year: int) -> Window:
    return windows.third(windows.year(year), part)


def _halves(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _HALF.finditer(text):
        number = int(match["h"] or match["hh"])
        year = 2000 + int(match["glued"]) if match["glued"] else _year_of(match, anchor)
        if (
            year is None
            and match["h"]
            and not re.search(r"\b(?:in|by|during|of|for)\s+(?:the\s+)?$", text[max(0, match.start() - 12) : match.start()])
        ):
            continue
        yield _period_core(match.start(), match.end(), partial(_half, number), year, _fiscal(match))


def _halves_in_words(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _HALF_WORDS.finditer(text):
        number = 1 if match["ord"].lower() in ("first", "1st", "front") else 2
        year = int(match["before"]) if match["before"] else _year_of(match, anchor)
        if year is None and re.match(r"\s+(?:of\s+(?!the\s+year)|the\b|an?\b)", text[match.end() : match.end() + 14]):
            continue  # "the first half of patients"
        yield _period_core(match.start(), match.end(), partial(_half, number), year, _fiscal(match))


def _year_parts(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _YEAR_PART.finditer(text):
        if match["endyear"] or match["half_end"]:
            year: int | None = int(match["endyear"] or match["endof"])
            end = match.end() if match["endyear"] else match.end("endof")
            part = "late"
        else:
            year = _year_of(match, anchor)
            end = match.end()
            part = "late" if match["end"] else "mid"
            if year is None and re.match(r"\s+(?:results|financial|update|report)", text[end : end + 12]):
                continue
        yield _Core(match.start(), end, partial(_part_of_year, part), year)


def _seasons(text: str, anchor: dt.date) -> Iterator[_Core]:
    first_month = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9}
    for match in _SEASON.finditer(text):
        year = int(match["year"])
        season = match["season"].lower()
        if season == "winter":
            window = Window(dt.date(year, 1, 1), windows.month_end(year, 3), "part")
        else:
            window = windows.months(year, first_month[season], 3, "part")
        yield _Core(match.start(), match.end(), windows.year, year, window=window, fixed=True)


def _relative(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _RELATIVE.finditer(text):
        window = _relative_window(match, anchor)
        if window is not None:
            yield _Core(match.start(), match.end(), windows.year, None, window=window)


def _relative_window(match: re.Match[str], anchor: dt.date) -> Window | None:
    if match["when"] is None:
        count, unit = (match["count"], match["unit"]) if match["count"] else (match["count2"], match["unit2"])
        number = _count(count)
        latest = _later(anchor, number, unit.lower().rstrip("s"))
        return windows.by(latest) if latest else None
    words = re.sub(r"\s+", " ", match["when"].lower())
    if words in ("today", "tonight") or words.startswith(("this evening", "this morning", "this afternoon")):
        return windows.day(anchor)
    if words in ("yesterday", "tomorrow"):
        return windows.day(anchor + dt.timedelta(days=1 if words == "tomorrow" else -1))
    if words.endswith("year"):
        step = 1 if "next" in words or "coming" in words or "following" in words else -1 if "last" in words or "previous" in words else 0
        if words.startswith(("later", "rest", "the balance")):
            return windows.by(dt.date(anchor.year + step, 12, 31))
        whole = windows.year(anchor.year + step)
        if words.startswith("earlier"):
            return Window(whole.earliest, max(anchor, dt.date(anchor.year, 1, 1)), "range") if step == 0 else whole
        if words.startswith(("early", "late", "end")):
            return windows.third(whole, "early" if words.startswith("early") else "late")
        return whole
    step = 1 if "next" in words or "coming" in words or "following" in words else -1 if "last" in words or "previous" in words else 0
    if words.endswith("quarter"):
        index = anchor.year * 4 + (anchor.month - 1) // 3 + step
        window = windows.quarter(index // 4, index % 4 + 1)
    elif words.endswith("half"):
        index = anchor.year * 2 + (anchor.month > 6) + step
        window = windows.half(index // 2, index % 2 + 1)
    elif words.endswith("month"):
        index = anchor.year * 12 + anchor.month - 1 + step
        window = windows.months(index // 12, index % 12 + 1, 1, "month")
    else:
        monday = anchor - dt.timedelta(days=anchor.weekday()) + dt.timedelta(weeks=step)
        window = Window(monday, monday + dt.timedelta(days=6), "range")
    return windows.by(window.latest) if words.startswith("later") else window


def _later(anchor: dt.date, number: int, unit: str) -> dt.date | None:
    days = {"day": 1, "week": 7}.get(unit)
    if days:
        return anchor + dt.timedelta(days=days * number)
    year, month = _months_on(anchor, number * _IN_MONTHS[unit])
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def _years(text: str, anchor: dt.date) -> Iterator[_Core]:
    for match in _YEARS.finditer(text):
        year = int(match["year"])
        if not anchor.year - 60 <= year <= anchor.year + 30:
            continue
        left = text[max(0, match.start() - 30) : match.start()]
        role = "event" if _YEAR_CONTEXT.search(left) or match["fy"] or _PART.search(left) else "bare"
        last = match["year2"]
        fiscal = bool(match["fy"]) and match["fy"].lower().startswith("f")
        together = match["join"] == "or" or (match["join"] == "and" and re.search(r"\bbetween\s+$", left) is not None)
        if last and (match["join"] != "and" or together):
            final = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
            if year < final <= year + 5:
                span = Window(dt.date(year, 1, 1), dt.date(final, 12, 31), "range")
                yield _Core(match.start(), match.end(), windows.year, year, role, fiscal, window=span)
                continue
        yield _Core(match.start(), match.end("year"), windows.year, year, role, fiscal)
        if last and len(last) == 4 and match["join"] == "and":
            yield _Core(match.start("year2"), match.end("year2"), windows.year, int(last), role, fiscal)


def _period_core(start: int, end: int, make: Callable[[int], Window], year: int | None, fiscal: bool) -> _Core:
    return _Core(start, end, make, year, fiscal=fiscal)


def _year_of(match: re.Match[str], anchor: dt.date) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["short"]:
        return int(match["short"]) if len(match["short"]) == 4 else 2000 + int(match["short"])
    if match["which"]:
        which = match["which"].lower()
        if which.startswith("next") or "coming" in which or "following" in which:
            return anchor.year + 1
        if which.startswith("last"):
            return anchor.year - 1
        if which.startswith(("this", "the current")):
            return anchor.year
        return None
    return None


def _fiscal(match: re.Match[str]) -> bool:
    return re.search(r"fiscal|FY", match[0]) is not None


def _month(name: str) -> int:
    return _MONTH_NUMBER[name[:3].lower()]


def _number(day: str) -> int:
    return _plain(day)


def _plain(day: str) -> int:
    return int(re.match(r"[0-9]{1,2}", day)[0])  # type: ignore[index]


_MONTHS = tuple(_MONTH_NUMBER)
# Lower-case pieces of text, and the searches in whose finds one of them must stand: without any they are not tried.
_SEARCHES = (
    (("quarter",), (_named_quarters,)),
    (("/", "-"), (_dates_numbers,)),
    (_MONTHS, (_dates, _dates_day_first, _months, _months_alone)),
    (("q1", "q2", "q3", "q4", "1q", "2q", "3q", "4q"), (_quarters,)),
    (("quarter",), (_quarters_in_words,)),
    (("h1", "h2", "1h", "2h"), (_halves,)),
    (("half",), (_halves_in_words,)),
    (("year", "end"), (_year_parts,)),
    (("spring", "summer", "fall", "autumn", "winter"), (_seasons,)),
    (("day", "tonight", "tomorrow", "evening", "morning", "afternoon", "week", "month", "quarter", "half", "year"), (_relative,)),
    (("19", "20"), (_years,)),
)
