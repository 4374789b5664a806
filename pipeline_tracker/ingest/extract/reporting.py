"""Reporting periods and balance-sheet days: what an amount of a results release is of, and which of them a text names.

Words are read as atoms ("three", "nine months", "September 30, 2024", "2023", "the same period") and joined to chains by the small words
between them, so that "the three and nine months ended September 30, 2024" gives two periods. What leans on the release ("the quarter",
"last year's") stays open until the sentence's reader resolves it.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field

from pipeline_tracker.ingest.extract import dates


@dataclass(frozen=True)
class Period:
    """A quarter, half, nine months or year of the calendar; ``part`` is "Q1".."Q4", "H1", "H2", "9M", or "" for the year."""

    year: int
    part: str

    @property
    def label(self) -> str:
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @property
    def end(self) -> dt.date:
        month = {"H1": 6, "H2": 12, "9M": 9, "": 12}.get(self.part) or int(self.part[1]) * 3
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def before(self, year: int | None = None) -> "Period":
        """The same part of ``year``, else of the year before."""
        return Period(year or self.year - 1, self.part)

    def preceding(self) -> "Period":
        """The quarter before a quarter."""
        number = self.year * 4 + int(self.part[1]) - 2
        return Period(number // 4, f"Q{number % 4 + 1}")


@dataclass(frozen=True)
class Mention:
    """One chain of atoms: periods and days that it names outright, or the way in which it leans on others.

    ``lean`` is "" (named outright), "own" (``units`` of the release's periods), "same" (the partner's part of ``year`` or of the year
    before), "year" (a bare ``year``: the whole, or the partner's part of it) or "preceding" (the quarter before the partner's).
    """

    start: int
    end: int
    periods: tuple[Period, ...] = ()
    days: tuple[dt.date, ...] = ()
    lean: str = ""
    units: tuple[str, ...] = ()
    year: int | None = None
    fiscal: bool = False


@dataclass
class _Chain:
    start: int
    end: int
    text: str = ""
    units: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    days: list[dt.date] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    same: bool = False
    preceding: bool = False
    doubtful: bool = False


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ATOM = re.compile(
    r"(?P<same>\b(?:(?:a|one)\syear\s(?:earlier|ago|before|prior)|the\s(?:year|previous\syear|prior\syear)\s(?:earlier|before)|"
    r"last\syear(?:['’]s)?|(?:prior|previous|preceding)[\s-]year(?:['’]s)?|year[\s-](?:ago|earlier)|(?:the\s)?(?:prior|previous)\speriod|"
    r"same|comparable|corresponding|equivalent)\b)|"
    r"(?P<preceding>\b(?:prior|previous|preceding|last)\squarter\b)|"
    r"(?P<ord>\b(?:first|second|third|fourth|1st|2nd|3rd|4th)(?:[\s-]fiscal)?[\s-]quarters?\b)|"
    r"(?P<ordalone>\b(?:first|second|third|fourth)(?=\s(?:and|through)\s(?:first|second|third|fourth)\squarters?\b))|"
    r"(?P<q>\bQ(?P<qn>[1-4])|(?<![.,0-9$€£])\b(?P<nq>[1-4])Q)(?:\s?['’]?(?P<qyy>2[0-9])(?![0-9])|(?=\s?['’]?20[0-9]{2}\b)|\b)|"
    r"(?P<nine>\b(?:first\s)?(?:nine|9)(?:[\s-]months?\b|(?=\s(?:and|or)\s(?:twelve|12)[\s-]months?\b))|(?<![.,0-9$€£])\b9M(?=[\s'’0-9]|$))|"
    r"(?P<half>\b(?:(?P<halford>first|second)[\s-])?half(?:[\s-]years?)?\b|\b(?:first\s)?(?:six|6)(?:[\s-]months?\b|"
    r"(?=\s(?:and|or)\s(?:nine|twelve)[\s-]months?\b))|\bH(?P<hn>[12])\b|(?<![.,0-9$€£])\b(?P<nh>[12])H(?=[\s'’0-9]|$))|"
    r"(?P<three>\bquarter(?:ly\speriod)?s?\b|\b(?:three|3)(?:[\s-]months?\b|(?=,?\s(?:and\s|or\s)?(?:six|nine|twelve|6|9|12)[\s-]months?\b)))|"
    r"(?P<full>\bFY(?:\s?['’]?(?P<fyy>2[0-9])(?![0-9])|(?=\s?['’]?20[0-9]{2}\b)|\b)|\b(?:(?:full|fiscal|financial|calendar|entire|whole)[\s-]){0,2}"
    r"years?\b(?!['’]s|\s(?:earlier|ago|before|over|old|of\sage|[0-9]{1,2}\b))|\b(?:twelve|12)[\s-]months?\b|\bfull[\s-]year\b|\bannual(?=\s20[0-9]{2}\b))|"
    r"(?P<period>\b(?:the|this|reporting)\speriod\b(?!\s(?:ended|ending|of|in|from|to|through)\b))|"
    r"(?P<bare>\b(?:fiscal\s|calendar\s)?['’]?(?P<year>20[0-9]{2})(?![0-9,.]?[0-9])\b)",
    re.IGNORECASE,
)
_GLUE = frozenset(
    [
        "and",
        "of",
        "in",
        "the",
        "to",
        "ended",
        "ending",
        "on",
        "period",
        "periods",
        "fiscal",
        "financial",
        "calendar",
        "for",
        "as",
        "at",
        "end",
        "last",
        "s",
        "our",
        "this",
    ]
)
_NOT_A_YEAR = re.compile(r"(?:[$€£¥]|\bnotes?\s(?:due\s)?|\bdue\s|\bAct\sof\s|\bunder\sthe\s)$", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_END = re.compile(
    rf"\b(?:end\sof|ended|ending|end)\s(?P<month>{_MONTHS})(?:,?\s(?P<year>20[0-9]{{2}}))?\b(?!\s[0-9]{{1,2}}\b)", re.IGNORECASE
)


def find(text: str, published: dt.date) -> list[Mention]:
    """Every mention of a period or day that lies behind ``published`` or leans on others, in reading order."""
    atoms: list[tuple[int, int, re.Match[str] | dt.date]] = []
    if any(char.isdigit() for char in text):
        atoms += [
            (when.start, when.end, when.reading("occurred").latest)
            for when in dates.find(text, published)
            if when.window.precision in ("day", "minute") and when.firm
        ]
    for match in _MONTH_END.finditer(text):
        month = dt.datetime.strptime(match["month"][:3], "%b").month
        year = int(match["year"]) if match["year"] else published.year - (month > published.month)
        atoms.append((match.start("month"), match.end(), dt.date(year, month, calendar.monthrange(year, month)[1])))
    taken = [(start, end) for start, end, _ in atoms]
    for match in _ATOM.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if match["bare"] and _NOT_A_YEAR.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        atoms.append((match.start(), match.end(), match))
    chains: list[_Chain] = []
    for start, end, atom in sorted(atoms, key=lambda found: found[0]):
        if not chains or not _joined(text[chains[-1].end : start]) or (chains[-1].same and isinstance(atom, dt.date) and chains[-1].days):
            chains.append(_Chain(start, end))
        chain = chains[-1]
        chain.end = end
        chain.text = text[max(0, chain.start - 8) : end]
        _add(chain, atom)
    return [mention for chain in chains if (mention := _mention(chain, text)) and all(day <= published for day in mention.days)]


def _joined(gap: str) -> bool:
    """Whether only small words stand between two atoms."""
    return len(gap) <= 30 and not set(gap) & set(".;:()$€£%") and {word.lower() for word in re.findall(r"\w+", gap)} <= _GLUE


def _unit(match: re.Match[str]) -> str:
    if match["ord"] or match["ordalone"]:
        return f"Q{_ORDINALS[next(word for word in _ORDINALS if (match['ord'] or match['ordalone']).lower().startswith(word))]}"
    if match["q"]:
        return f"Q{match['qn'] or match['nq']}"
    if match["nine"]:
        return "9M"
    if match["half"]:
        number = match["hn"] or match["nh"]
        return f"H{number}" if number else "H2" if (match["halford"] or "").lower() == "second" else "H"
    return "Q" if match["three"] else "period" if match["period"] else ""


def _add(chain: _Chain, atom: re.Match[str] | dt.date) -> None:
    if isinstance(atom, dt.date):
        chain.days.append(atom)
        _date(chain, atom)
    elif atom["same"]:
        chain.same = True
    elif atom["preceding"]:
        chain.preceding = True
    elif atom["bare"]:
        year = int(atom["year"])
        chain.years.append(year)
        _date(chain, year)
    else:
        if chain.used and not chain.units:
            chain.used = []
        chain.units.append(_unit(atom))
        short = atom["qyy"] or atom["fyy"]
        if short:
            _date(chain, 2000 + int(short))


def _date(chain: _Chain, date: dt.date | int) -> None:
    """The units that wait for a date get it; a further date repeats the one unit that came before."""
    units = chain.units or chain.used
    if isinstance(date, int) and chain.days:  # "three months ended June 30, 2024 and 2023"
        date = chain.days[-1].replace(year=date, day=min(chain.days[-1].day, 28))
    if not chain.units and len(chain.used) > 1:
        chain.doubtful = True
    for unit in units:
        if (period := _dated(unit, date)) is not None:
            chain.periods.append(period)
        else:
            chain.doubtful = True
    chain.used, chain.units = units, []


def _dated(unit: str, date: dt.date | int) -> Period | None:
    if unit == "period":
        return None
    if isinstance(date, int):
        return Period(date, "H1" if unit == "H" else unit) if unit != "Q" else None
    if unit.startswith("Q"):
        return Period(date.year, f"Q{(date.month + 2) // 3}")
    if unit.startswith("H"):
        return Period(date.year, "H1" if date.month <= 6 else "H2")
    return Period(date.year, unit)


def _mention(chain: _Chain, text: str) -> Mention | None:
    fiscal = re.search(r"\bfiscal\b|\bFY", chain.text, re.IGNORECASE) is not None
    place = (chain.start, chain.end)
    if chain.same:
        year = chain.years[0] if chain.years else chain.days[0].year if chain.days else None
        return Mention(*place, lean="same", year=year, days=tuple(chain.days))
    if chain.preceding:
        return Mention(*place, lean="preceding")
    if chain.doubtful and not chain.days:
        return Mention(*place)
    if chain.periods:
        return Mention(*place, tuple(chain.periods) if not chain.doubtful else (), tuple(chain.days), fiscal=fiscal)
    if chain.days:
        return Mention(*place, days=tuple(chain.days))
    if chain.units:
        return Mention(*place, lean="own", units=tuple(chain.units), fiscal=fiscal)
    if len(chain.years) > 1:
        return Mention(*place, tuple(Period(year, "") for year in chain.years), fiscal=fiscal)
    before = text[max(0, chain.start - 14) : chain.start]
    named = re.search(
        r"\b(?:in|for|during|of|year-end|end|ended|and|full|fiscal|than|vs\.?|at|to)\s(?:the\s)?$|[(\s:]$", before, re.IGNORECASE
    )
    return Mention(*place, lean="year", year=chain.years[0], fiscal=fiscal) if named or chain.start == 0 else None


def own(unit: str, periods: list[Period]) -> Period | None:
    """The release's period that "the quarter" or "the nine months" speak of; a year's parts follow from one another."""
    if unit == "Q":
        quarters = [period for period in periods if period.part.startswith("Q")]
        return quarters[0] if len(quarters) == 1 else None
    if unit == "H":
        unit = "H2" if any(period.part == "H2" for period in periods) else "H1"
    exact = [period for period in periods if period.part == unit]
    if exact:
        return exact[0] if len(exact) == 1 else None
    years = {period.year for period in periods}
    implied = {"9M": ("Q3",), "H1": ("Q2",), "H2": ("Q4", ""), "": ("Q4",), "Q4": ("",), "Q2": ("H1",), "Q3": ("9M",)}
    if len(years) == 1 and any(period.part in implied.get(unit, ()) for period in periods):
        return Period(years.pop(), unit)
    return None


def fiscal_quarters(head: str, published: dt.date) -> dict[Period, Period]:
    """The fiscal quarter that a release is about and the calendar's quarter in which it ended, where these are two."""
    if "fiscal" not in head.lower() and "FY" not in head:
        return {}
    found = find(head, published)
    named = next((m.periods[0] for m in found if m.fiscal and m.periods and m.periods[0].part.startswith("Q") and not m.days), None)
    ended = next((period for m in found if m.days for period in m.periods if period.part.startswith("Q")), None)
    return {named: ended} if named and ended and named != ended else {}


def on_calendar(period: Period, quarters: dict[Period, Period]) -> Period:
    """A fiscal quarter as the calendar's, by what the release says of its own ("first fiscal quarter ended September 30, 2024")."""
    for fiscal, actual in quarters.items():
        if period.part.startswith("Q"):
            number = (actual.year - fiscal.year + period.year) * 4 + int(actual.part[1]) - int(fiscal.part[1]) + int(period.part[1]) - 1
            return Period(number // 4, f"Q{number % 4 + 1}")
    return period
