"""Headline figures: metric x amount x period, with "respectively" and "compared to the same periods" aligned by order.

Lists whose lengths differ are left alone rather than guessed; figures per share are not read. Rows of tables add what no sentence
states, and only rows that agree with the sentences where both state the same figure.
"""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline_tracker.ingest.documents import Figure, Span
from pipeline_tracker.ingest.extract import dates, tables
from pipeline_tracker.ingest.extract.layout import Passage

_METRICS = (
    ("net_loss", re.compile(r"\bnet\s+loss(?:es)?\b(?!\s+per\s+share)|\bloss\s+for\s+the\s+(?:period|year|quarter)\b", re.IGNORECASE)),
    ("net_income", re.compile(r"\bnet\s+(?:income|profit)\b(?!\s+per\s+share)", re.IGNORECASE)),
    (
        "rd_expense",
        re.compile(
            (
                r"\b(?:research\s+and\s+development|R\s?&\s?D)(?:\s+\(R&D\))?\s+(?:expenses?|costs?|expenditures?)|"
                r"\bresearch\s+and\s+development\s+\(?[“\"]?R&D[”\"]?\)?\s+expenses?|\bR&D\s+Expenses?"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "cash",
        re.compile(
            (
                r"\bcash(?:,)?\s+(?:and|cash|equivalents|balances?|position|on\s+hand|resources|runway)|"
                r"\bcash\b(?=[^.;]{0,60}\b(?:investments|marketable\s+securities)\b)|"
                r"\bhad\s+(?:approximately\s+)?\$[\d.,]+\s+(?:million|billion)\s+in\s+cash"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "revenue",
        re.compile(
            r"\b(?:total\s+|net\s+|collaboration\s+|grant\s+|product\s+|contract\s+|government\s+contract\s+|license\s+)?revenues?\b|"
            r"\b(?:net|total|group|full[\s-]year|annual)\s+sales\b",
            re.IGNORECASE,
        ),
    ),
)
_OTHER = re.compile(
    (
        r"\b(?:general\s+and\s+administrative|G\s?&\s?A|SG&A|selling|operating\s+expenses|"
        r"total\s+(?:operating\s+)?expenses|interest|gross\s+profit|cost\s+of|stock-based|impairment|other\s+income|"
        r"loss\s+from\s+operations|operating\s+loss|tax)\b"
    ),
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?P<currency>US\$|C\$|CA\$|A\$|HK\$|NT\$|\$|€|£|¥|(?:USD|EUR|GBP|CHF|CAD|AUD|RMB|CNY|JPY|DKK|SEK|"
    r"NOK)(?=[\s0-9]))\s?\(?(?P<number>[0-9][0-9,]{0,14}(?:\.[0-9]{1,3})?|-0-|0)\)?\s{0,2}(?P<scale>billion|million|thousand|"
    r"[MmBbKk](?![A-Za-z]))?(?=(?P<after>[^$€£;.]{0,24}))"
)
_PER_SHARE = re.compile(
    r"\s*(?:\(?[^)]{0,12}\)?\s*)?(?:per|a)\s+(?:basic\s+|diluted\s+|common\s+)?(?:and\s+diluted\s+)?share|/share", re.IGNORECASE
)
_CHANGE = re.compile(r"\b(?:increase|decrease|decline|reduction|rise|change)", re.IGNORECASE)
_CHANGED_BY = re.compile(
    r"\b(?:increase|decrease|decline|reduction|rise|change)(?:d)?\s+(?:of|by)\s{0,2}(?:approximately\s{0,2})?$|"
    r"\b(?:in|de)creased\s{0,2}$|\b(?:or|and)\s+\$?$|per\s+share\s+of\s+$",
    re.IGNORECASE,
)
_SIGNS = ("$", "€", "£", "¥", "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "RMB", "CNY", "JPY", "DKK", "SEK", "NOK")
_CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "HK$": "HKD",
    "NT$": "TWD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "RMB": "CNY",
}
_SCALES = {"billion": 10**9, "b": 10**9, "million": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3}
_COMPARED = re.compile(
    (
        r",?\s*(?:as\s+)?(?:compared\s+(?:to|with)|versus|in\s+comparison\s+(?:to|with)|against|relative\s+to|up\s+from|"
        r"down\s+from|an?\s+(?:increase|decrease)\s+from|increased\s+from|decreased\s+from)\b"
    ),
    re.IGNORECASE,
)
_ON_RESULTS = re.compile(r"\b(?:results|financial)\b", re.IGNORECASE)
_LENGTH = (
    r"(?:(?P<three>three[\s-]months?|three(?=\s+and\s+(?:six|nine|twelve)[\s-]months?)|3[\s-]months?|"
    r"quarter(?:ly\s+period)?|(?P<ord>first|second|third|fourth)[\s-](?:fiscal\s+)?quarter)|(?P<six>six[\s-]months?|"
    r"half[\s-]year)|(?P<nine>nine[\s-]months?)|(?P<year>(?:full[\s-]|fiscal\s+|calendar\s+)?years?|"
    r"twelve[\s-]months?))"
)
_ENDED = re.compile(
    (
        rf"\b{_LENGTH}(?:[\s-]periods?)?(?:\s+(?:and|,)\s+(?:the\s+)?(?P<second>(?:full[\s-]|fiscal\s+)?(?:years?|"
        rf"six[\s-]months?|nine[\s-]months?|twelve[\s-]months?))(?:[\s-]periods?)?)?\s+(?:ended|ending)\b(?:\s+on)?\s+"
    ),
    re.IGNORECASE,
)
_QUARTER_OF = re.compile(
    (
        r"\b(?P<ord>first|second|third|fourth)[\s-]+quarter(?:\s+of)?(?:\s+(?:fiscal|"
        r"the\s+fiscal\s+year))?\s+(?P<year>20[0-9]{2})|\b[Qq](?P<q>[1-4])\s{0,1}['’]?(?P<qyear>20[0-9]{2})|"
        r"\b(?P<nine>first\s+nine\s+months|nine\s+months)(?:\s+of)?\s+(?P<nyear>20[0-9]{2})|\b(?P<half>first\s+(?:half|"
        r"six\s+months)|six\s+months)(?:\s+of)?\s+(?P<hyear>20[0-9]{2})|\b(?:full[\s-]year|fiscal(?:\s+year)?|year|for|"
        r"during)\s+(?P<fyear>20[0-9]{2})\b(?!\s+(?:clinical|trial|period))"
    ),
    re.IGNORECASE,
)
_SAME = re.compile(
    (
        r"\b(?:same|comparable|corresponding|prior[\s-]year|prior|previous|year[\s-]ago)\s+(?:(?:three|six|"
        r"nine)[\s-]month\s+)?(?:periods?|quarters?|years?)(?:\s+(?:in|of|ended|last\s+year)?\s*(?P<year>20[0-9]{2})?)?|"
        r"\bin\s+(?P<only>20[0-9]{2})\b|\bfor\s+(?P<for>20[0-9]{2})\b"
    ),
    re.IGNORECASE,
)
_NO_REVENUE = re.compile(
    (
        r"\bno\s+(?:such\s+|similar\s+)?revenues?\b[^.;]{0,60}\b(?:comparable|same|corresponding|"
        r"prior[\s-]year)\s+(?:(?P<year>20[0-9]{2})\s+)?(?:three-month\s+|nine-month\s+)?periods?(?:\s+(?:in|"
        r"of)\s+(?P<later>20[0-9]{2}))?"
    ),
    re.IGNORECASE,
)
_QUARTER_AND_YEAR = re.compile(
    r"\b(?:fourth\s+quarter|three\s+months)\s+and\s+(?:the\s+)?(?:full[\s-])?year\s+"
    r"(?:ended\s+[A-Z][a-z]+\s+[0-9]{1,2},\s+)?(?P<year>20[0-9]{2})",
    re.IGNORECASE,
)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}


_Amount = tuple[int, int, int, str]  # start, end, value, currency


@dataclass(frozen=True)
class _Statement:
    """A sentence with the metric that it is about, where that is named, and its amounts (one at least)."""

    passage: Passage
    metric: str
    at: int
    amounts: list[_Amount]


@dataclass(frozen=True)
class _Period:
    year: int
    part: str  # "Q1".."Q4", "H1", "9M", "" for the year

    @property
    def label(self) -> str:
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    def before(self, year: int | None = None) -> "_Period":
        return _Period(year or self.year - 1, self.part)


def find(passages: list[Passage], published: dt.date) -> list[Figure]:
    """Figures of all sentences, the first statement of each metric and period."""
    found: dict[tuple[str, str], Figure] = {}
    context: list[_Period] = []
    own: list[_Period] = []
    quarters = _fiscal_quarters(passages)
    last: Figure | None = None
    for passage in passages:
        if passage.section in ("forward-looking", "contact", "references", "safety", "table", "about company", "call"):
            continue
        if not context and passage.section in ("title", "subtitle", "lead", "financial") and _ON_RESULTS.search(passage.text):
            context = [quarters.get(period, period) for period in _periods(passage.text)]
        if passage.section in ("title", "subtitle", "lead"):
            own += [quarters.get(period, period) for period in _periods(passage.text)]
        if statement := _statement(passage):
            for figure in _read(statement, published, context, list(dict.fromkeys(own or context)), quarters):
                found.setdefault((figure.metric, figure.period), figure)
                last = figure
        if last is not None and (nothing := _none_before(passage, last)):
            found.setdefault((nothing.metric, nothing.period), nothing)
    for row in tables.rows(passages):
        stated = {figure.period: figure.amount for figure in found.values() if figure.metric == row[0].metric}
        if all(abs(stated[figure.period] - figure.amount) <= 0.01 * figure.amount for figure in row if figure.period in stated):
            for figure in row:
                found.setdefault((figure.metric, figure.period), figure)
    return list(found.values())


def _statement(passage: Passage) -> _Statement | None:
    """What the sentence states of a metric, None where it names no amount or no metric."""
    amounts = _amounts(passage.text)
    metric = _metric(passage.text) if amounts else None
    return _Statement(passage, *metric, amounts) if metric else None


def _sentence(statement: _Statement, published: dt.date, context: list[_Period]) -> list[Figure]:
    passage, name, at, amounts = statement.passage, statement.metric, statement.at, statement.amounts
    text = body = passage.text
    compared = _COMPARED.search(body, 0)
    while compared and not any(amount[0] > compared.start() for amount in amounts):
        compared = None
    cut = compared.start() if compared else len(body)
    backwards = compared is not None and not any(amount[0] < cut for amount in amounts)
    current = [amount for amount in amounts if amount[0] < cut]
    former = [amount for amount in amounts if amount[0] > cut]
    if backwards:
        return []
    if name == "cash":
        return _cash(passage, published, current, former, cut)
    other = _OTHER.search(text[:at])
    if other and other.start() < at and name not in ("net_loss", "rd_expense"):
        return []
    periods = _periods(body[:cut]) or context
    former_periods = _former(body[cut:], periods)
    figures: list[Figure] = []
    if "respectively" in text.lower() or len(current) == len(periods) > 1:
        if len(current) == len(periods):
            figures += [_figure(name, period, amount, passage) for period, amount in zip(periods, current, strict=True)]
            if len(former) == len(former_periods) == len(periods):
                figures += [_figure(name, period, amount, passage) for period, amount in zip(former_periods, former, strict=True)]
            return figures
        if compared:
            return []
        years = [int(year) for year in re.findall(r"\b(20[0-9]{2})\b", body)]
        if len(current) == 2 and len(periods) == 1 and len(set(years)) == 2:
            return [
                _figure(name, _Period(year, periods[0].part), amount, passage)
                for year, amount in zip(dict.fromkeys(years), current, strict=False)
            ]
        return []
    if current and periods:
        near = min(current, key=lambda amount: abs(amount[0] - at))
        figures.append(_figure(name, periods[0], near, passage))
        if former and former_periods:
            figures.append(_figure(name, former_periods[0], former[0], passage))
    return figures


def _none_before(passage: Passage, last: Figure) -> Figure | None:
    """ "There were no revenues during the comparable 2024 period", after a sentence on revenue: nought."""
    if last.metric != "revenue" or not 0 <= passage.start - last.span.end <= 40:
        return None
    match = _NO_REVENUE.search(passage.text)
    if not match:
        return None
    year, _, part = last.period.partition("-")
    named = match["year"] or match["later"]
    former = _Period(int(named) if named else int(year) - 1, part)
    return Figure("revenue", former.label, 0, last.currency, Span(passage.start, passage.end))


def _metric(text: str) -> tuple[str, int] | None:
    """The metric that the sentence is about: the one named first."""
    found = [(match.start(), name) for name, pattern in _METRICS if (match := pattern.search(text))]
    if not found:
        return None
    found.sort()
    start, name = found[0]
    if name == "cash" and _PAID.search(text):  # money that changed hands
        return None
    if _ASIDE.search(text[:start]) or _ADJUSTED.search(text):
        return None
    if name == "revenue" and _OF_ONE_PRODUCT.search(text[max(0, start - 40) : start]):
        return None
    other = _OTHER.search(text)
    if other and other.start() < start:
        return None
    return name, start


def _amounts(text: str) -> list[_Amount]:
    """Amounts that are not per share and not changes."""
    found: list[_Amount] = []
    if not any(sign in text for sign in _SIGNS):
        return found
    for match in _AMOUNT.finditer(text):
        after = match["after"] or ""
        if _PER_SHARE.match(after):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        if _CHANGE.search(before) and _CHANGED_BY.search(before):
            continue
        raw = match["number"].strip("-").replace(",", "")
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        value = float(raw) * scale
        if scale == 1 and 0 < value < 1000:
            continue
        currency = match["currency"].strip()
        found.append((match.start(), match.end(), round(value), _CURRENCIES.get(currency, currency)))
    return found


def _periods(text: str) -> list[_Period]:
    """Reporting periods in order: "quarter and nine months ended September 30, 2019" gives two."""
    found = _ended_periods(text)
    if "20" in text:  # every other period is named with its year
        for match in _QUARTER_OF.finditer(text):
            if not any(abs(start - match.start()) < 6 for start, _ in found):
                found.append((match.start(), _period_of_year(match)))
        both = _QUARTER_AND_YEAR.search(text)
        if both and len(found) == 1:
            year = int(both["year"])
            return [_Period(year, "Q4"), _Period(year, "")]
    found.sort(key=lambda item: item[0])
    return list(dict.fromkeys(period for _, period in found))


def _ended_periods(text: str) -> list[tuple[int, _Period]]:
    """Periods named by their last day, each with its place."""
    found: list[tuple[int, _Period]] = []
    lower = text.lower()
    if "ended" not in lower and "ending" not in lower:
        return found
    for match in _ENDED.finditer(text):
        tail = text[match.end() : match.end() + 60]
        day = next((when for when in dates.find(tail, dt.date(2020, 1, 1)) if when.window.precision == "day"), None)
        if day is None or day.start > 3 or not day.firm:
            continue
        end = day.window.latest
        found.append((match.start(), _period(match, end)))
        if match["second"]:
            found.append((match.start("second"), _named(match["second"], end)))
    return found


def _period_of_year(match: re.Match[str]) -> _Period:
    if match["year"]:
        return _Period(int(match["year"]), f"Q{_ORDINAL[match['ord'].lower()]}")
    if match["qyear"]:
        return _Period(int(match["qyear"]), f"Q{match['q']}")
    if match["nyear"]:
        return _Period(int(match["nyear"]), "9M")
    if match["hyear"]:
        return _Period(int(match["hyear"]), "H1")
    return _Period(int(match["fyear"]), "")


def _period(match: re.Match[str], end: dt.date) -> _Period:
    if match["three"]:
        return _Period(end.year, f"Q{(end.month + 2) // 3}")
    if match["six"]:
        return _Period(end.year, "H1" if end.month == 6 else "H2")
    if match["nine"]:
        return _Period(end.year, "9M")
    return _Period(end.year, "")


def _named(words: str, end: dt.date) -> _Period:
    words = words.lower()
    if words.startswith("nine"):
        return _Period(end.year, "9M")
    if words.startswith("six"):
        return _Period(end.year, "H1" if end.month == 6 else "H2")
    return _Period(end.year, "")


def _former(text: str, periods: list[_Period]) -> list[_Period]:
    """The periods compared with: named themselves, or "the same periods in 2018"."""
    if not text:
        return []
    own = _periods(text)
    if own and len(own) >= len(periods):
        return own
    match = _SAME.search(text)
    if match:
        year = match["year"] or match["only"] or match["for"]
        return [period.before(int(year) if year else None) for period in periods]
    return [period.before() for period in periods] if re.search(r"\b(?:same|prior|last|comparable)\b", text) else []


def _cash(passage: Passage, published: dt.date, current: list[_Amount], former: list[_Amount], cut: int) -> list[Figure]:
    text = passage.text
    days = [when for when in dates.find(text, published) if when.window.precision == "day"]
    now = [when for when in days if when.start < cut]
    then = [when for when in days if when.start >= cut]
    figures = []
    if current and now:
        figures.append(_figure_day("cash", now[0].window.latest, current[0], passage))
        if len(now) == 2 and len(current) == 2:
            figures.append(_figure_day("cash", now[1].window.latest, current[1], passage))
    if former and then:
        figures.append(_figure_day("cash", then[0].window.latest, former[0], passage))
    return figures


def _figure(name: str, period: _Period, amount: _Amount, passage: Passage) -> Figure:
    return Figure(name, period.label, amount[2], amount[3], Span(passage.start, passage.end))


def _figure_day(name: str, day: dt.date, amount: _Amount, passage: Passage) -> Figure:
    return Figure(name, day.isoformat(), amount[2], amount[3], Span(passage.start, passage.end))


# Sentences whose amounts name the period beside them, or lean on the release's own ("for the quarter", "(2023: $10 million)") ----------

_OWN = re.compile(
    r"\b(?:the|this|reporting|full|full-year|fourth|third|second|first)[\s-](?:fiscal\s)?(?P<own>quarter|year|period|half|nine[\s-]months?)\b|"
    r"\b(?P<start>full-year)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(r"\(\s?(?:[a-z -]{1,20}\sof\s)?(?P<year>20[0-9]{2}):", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:compared\s(?:to|with)|versus|against|(?:up|down)\sfrom|from)\b", re.IGNORECASE)
_YEAR_END = re.compile(r"\b(?:year-end|end\sof(?:\sthe\syear)?|ended)\s(?P<year>20[0-9]{2})\b", re.IGNORECASE)
_MONTH_END = re.compile(
    r"\bended\s(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\swith\b"
)
_PRESENT_CASH = re.compile(r"\bcash\b[^;]{0,160}\b(?:as\s(?:of|at)|at)\s[A-Z][a-z]{2,8}\s[0-9]", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:due\s(?:primarily\s|mainly\s)?to|driven|offset|excluding)\b", re.IGNORECASE)
_ADJUSTED = re.compile(r"\b(?:non-GAAP|non-IFRS|pro\sforma|adjusted|excluding)\b", re.IGNORECASE)
_OF_ONE_PRODUCT = re.compile(r"(?:\bU\.S\.|[\w,]\s(?!Total|Net|Collaboration|Grant|License|Product|Our|The)[A-Z][\w-]{2,30}®?)\s$")
_PAID = re.compile(r"\b(?:acqui|upfront|up-front|consideration|purchase)", re.IGNORECASE)
_FORWARD = re.compile(r"\b(?:expect|anticipat|guidance|project|forecast|outlook)", re.IGNORECASE)


def _read(
    statement: _Statement, published: dt.date, context: list[_Period], own: list[_Period], quarters: dict[_Period, _Period]
) -> list[Figure]:
    """By aligned lists; by the periods beside each amount where that tells more, or where brackets and fiscal quarters mislead lists."""
    text = statement.passage.text
    if _FORWARD.search(text[: statement.amounts[0][0]]) and not _PRESENT_CASH.search(text):
        return []
    told = _told(statement, published, own, quarters)
    if _YEAR_BEFORE.search(text) or (quarters and "fiscal" in text.lower()):
        return told
    listed = _sentence(statement, published, context)
    if not listed or (len(told) > len(listed) and all(figure in told for figure in listed)):
        return told
    return listed


def _told(statement: _Statement, published: dt.date, context: list[_Period], quarters: dict[_Period, _Period]) -> list[Figure]:
    """Each amount with the period nearest to it; a former one takes its partner's part of the year before."""
    passage, amounts = statement.passage, statement.amounts
    if statement.metric == "cash":
        return _cash_told(passage, published, amounts)
    text = passage.text
    currents: list[tuple[_Period, _Amount]] = []
    formers: list[tuple[_Period, _Amount]] = []
    floor, inside, asked = 0, 0, 0
    for position, amount in enumerate(amounts):
        before = text[floor : amount[0]]
        bracket = _YEAR_BEFORE.search(before)
        if bracket or (inside and ")" not in before):
            inside = int(bracket["year"]) if bracket else inside
            asked = 0 if bracket else asked + 1
            told = [period for period, _ in currents]
            open_ = told[len(formers) :] if bracket else told[len(formers) : len(formers) + 1]
            if not open_:
                return []
            formers.append((open_[0].before(inside), amount))
        else:
            inside = 0
            limit = amounts[position + 1][0] if position + 1 < len(amounts) else len(text)
            rest = text[amount[1] : limit]
            after = rest if limit == len(text) and currents else re.split(r"[;(]|,\s", rest, maxsplit=1)[0]
            against = _AGAINST.search(before) if currents else None
            period = _period_in(after, context, quarters) or (None if against else _period_in(before, context, quarters))
            if against and period is None:
                period = currents[-1][0].before()
            if period is None and not currents and len(set(context)) == 1:
                period = context[0]
            if period is None:
                return []
            (formers if against else currents).append((period, amount))
        floor = amount[1]
    return [_figure(statement.metric, period, amount, passage) for period, amount in [*currents, *formers]]


def _period_in(text: str, context: list[_Period], quarters: dict[_Period, _Period]) -> _Period | None:
    """The one period that a few words name: its own date, or the part of the release's period that they speak of."""
    named = _periods(text)
    if named:
        fiscal = "fiscal" in text.lower()
        return _calendar(named[0], quarters) if fiscal else named[0]
    match = _OWN.search(text)
    if not match:
        return None
    own = (match["own"] or "year").lower()
    if own == "period":
        return context[0] if context else None
    letter = {"quarter": "Q", "half": "H", "year": ""}.get(own, "9M")
    return next((period for period in context if (period.part.startswith(letter) if letter else not period.part)), None)


def _calendar(period: _Period, quarters: dict[_Period, _Period]) -> _Period:
    """A fiscal quarter as the calendar's, by what the release says of its own ("first fiscal quarter ended September 30, 2024")."""
    for fiscal, actual in quarters.items():
        if fiscal.part.startswith("Q") and period.part.startswith("Q"):
            number = (actual.year - fiscal.year + period.year) * 4 + int(actual.part[1]) - int(fiscal.part[1]) + int(period.part[1]) - 1
            return _Period(number // 4, f"Q{number % 4 + 1}")
    return period


def _fiscal_quarters(passages: list[Passage]) -> dict[_Period, _Period]:
    """The fiscal quarter that a release is about and the calendar quarter in which it ended, where these are two."""
    head = " ".join(passage.text for passage in passages[:12])
    fiscal = re.search(
        r"\bfiscal\s(?P<one>first|second|third|fourth)\squarter\s(?:of\s)?(?P<year>20[0-9]{2})|"
        r"\b(?P<two>first|second|third|fourth)[\s-]quarter\s(?:of\s)?(?:the\s)?fiscal\s(?:year\s)?(?P<later>20[0-9]{2})",
        head,
        re.IGNORECASE,
    )
    ended = next((match for match in _ENDED.finditer(head) if match["three"]), None)
    if not fiscal or not ended:
        return {}
    actual = next((period for period in _periods(head[ended.start() :]) if period.part.startswith("Q")), None)
    named = _Period(int(fiscal["year"] or fiscal["later"]), f"Q{_ORDINAL[(fiscal['one'] or fiscal['two']).lower()]}")
    return {named: actual} if actual and actual != named else {}


def _cash_told(passage: Passage, published: dt.date, amounts: list[_Amount]) -> list[Figure]:
    """Amounts and days in equal number, in order; "at year-end 2022" and "ended November with" are days, too."""
    text = passage.text
    days = [(when.start, when.window.latest) for when in dates.find(text, published) if when.window.precision == "day"]
    days += [(match.start(), dt.date(int(match["year"]), 12, 31)) for match in _YEAR_END.finditer(text)]
    for match in _MONTH_END.finditer(text):
        month = dt.datetime.strptime(match["month"], "%B").month
        year = published.year if month <= published.month else published.year - 1
        days.append((match.start(), dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)))
    past = [day for _, day in sorted(days) if day <= published]
    if len(past) != len(amounts):
        return []
    return [_figure_day("cash", day, amount, passage) for day, amount in zip(past, amounts, strict=True)]
