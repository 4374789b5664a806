"""Headline figures: metric x amount x period, with "respectively" and "compared to the same periods" aligned by order.

Lists whose lengths differ are left alone rather than guessed. Figures per share and lines of tables are not read.
"""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline_tracker.ingest.documents import Figure, Span
from pipeline_tracker.ingest.extract import dates
from pipeline_tracker.ingest.extract.layout import Passage

_METRICS = (
    ("net_loss", re.compile(r"\bnet\s+loss(?:es)?\b(?!\s+per\s+share)", re.IGNORECASE)),
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
            r"\b(?:total\s+|net\s+|collaboration\s+|grant\s+|product\s+|contract\s+|government\s+contract\s+|license\s+)?revenues?\b",
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
    r"NOK)\s)\s?\(?(?P<number>[0-9][0-9,]{0,14}(?:\.[0-9]{1,3})?|-0-|0)\)?\s{0,2}(?P<scale>billion|million|thousand|"
    r"[MmBbKk](?![A-Za-z]))?(?P<after>[^$€£;.]{0,24})"
)
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
_FROM = re.compile(r"\bfrom\s+\$", re.IGNORECASE)
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
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}


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
    last: Figure | None = None
    for passage in passages:
        if passage.section in ("forward-looking", "contact", "references", "safety", "table", "about company", "call"):
            continue
        if (
            not context
            and passage.section in ("title", "subtitle", "lead", "financial")
            and re.search(r"\b(?:results|financial)\b", passage.text, re.IGNORECASE)
        ):
            context = [period for period in _periods(passage.text) if period.part != "H1"]
        for figure in _sentence(passage, published, context):
            found.setdefault((figure.metric, figure.period), figure)
            last = figure
        if last is not None and (nothing := _none_before(passage, last)):
            found.setdefault((nothing.metric, nothing.period), nothing)
    return list(found.values())


def _sentence(passage: Passage, published: dt.date, context: list[_Period]) -> list[Figure]:
    text = passage.text
    metric = _metric(text)
    if metric is None:
        return []
    name, at = metric
    body = text
    amounts = _amounts(body)
    if not amounts:
        return []
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
    if other and other.start() < at and name != "net_loss" and name != "rd_expense":
        return []
    periods = _periods(body[:cut]) or _periods(body[cut:])[:0] or context
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
    match = _NO_REVENUE.search(passage.text)
    if not match or last.metric != "revenue" or last.span.end > passage.start or passage.start - last.span.end > 40:
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
    other = _OTHER.search(text)
    if other and other.start() < start:
        return None
    return name, start


def _amounts(text: str) -> list[tuple[int, int, int, str]]:
    """(start, end, value, currency) of amounts that are not per share and not changes."""
    found = []
    for match in _AMOUNT.finditer(text):
        after = match["after"] or ""
        if re.match(
            r"\s*(?:\(?[^)]{0,12}\)?\s*)?(?:per|a)\s+(?:basic\s+|diluted\s+|common\s+)?(?:and\s+diluted\s+)?share|/share",
            after,
            re.IGNORECASE,
        ):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        if re.search(
            (
                r"\b(?:increase|decrease|decline|reduction|rise|change)(?:d)?\s+(?:of|by)\s+(?:approximately\s+)?$|\b(?:or|"
                r"and)\s+\$?$|per\s+share\s+of\s+$"
            ),
            before,
            re.IGNORECASE,
        ) and re.search(r"\b(?:increase|decrease|decline|reduction|rise|change)", before, re.IGNORECASE):
            continue
        raw = match["number"].strip("-").replace(",", "")
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        value = float(raw) * scale
        if scale == 1 and 0 < value < 1000:
            continue
        currency = match["currency"].strip()
        found.append((match.start(), match.end() - len(after), round(value), _CURRENCIES.get(currency, currency)))
    return found


def _periods(text: str) -> list[_Period]:
    """Reporting periods in order: "quarter and nine months ended September 30, 2019" gives two."""
    found: list[tuple[int, _Period]] = []
    for match in _ENDED.finditer(text):
        tail = text[match.end() : match.end() + 60]
        day = next((when for when in dates.find(tail, dt.date(2020, 1, 1)) if when.window.precision == "day"), None)
        bare = re.match(r"[A-Z][a-z]+\s+[0-9]{1,2}", tail)
        if day is None or day.start > 3:
            continue
        end = day.window.latest
        if not day.firm:
            continue
        first = _period(match, end)
        found.append((match.start(), first))
        if match["second"]:
            found.append((match.start("second"), _named(match["second"], end)))
        _ = bare
    for match in _QUARTER_OF.finditer(text):
        if any(abs(start - match.start()) < 6 for start, _ in found):
            continue
        if match["year"]:
            found.append((match.start(), _Period(int(match["year"]), f"Q{_ORDINAL[match['ord'].lower()]}")))
        elif match["qyear"]:
            found.append((match.start(), _Period(int(match["qyear"]), f"Q{match['q']}")))
        elif match["nyear"]:
            found.append((match.start(), _Period(int(match["nyear"]), "9M")))
        elif match["hyear"]:
            found.append((match.start(), _Period(int(match["hyear"]), "H1")))
        else:
            found.append((match.start(), _Period(int(match["fyear"]), "")))
    both = re.search(
        (
            r"\b(?:fourth\s+quarter|"
            r"three\s+months)\s+and\s+(?:the\s+)?(?:full[\s-])?year\s+(?:ended\s+[A-Z][a-z]+\s+[0-9]{1,2},\s+)?(?P<year>20[0-9]{2})"
        ),
        text,
        re.IGNORECASE,
    )
    if both and len(found) == 1:
        year = int(both["year"])
        return [_Period(year, "Q4"), _Period(year, "")]
    found.sort(key=lambda item: item[0])
    return list(dict.fromkeys(period for _, period in found))


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


def _cash(
    passage: Passage, published: dt.date, current: list[tuple[int, int, int, str]], former: list[tuple[int, int, int, str]], cut: int
) -> list[Figure]:
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


def _figure(name: str, period: _Period, amount: tuple[int, int, int, str], passage: Passage) -> Figure:
    return Figure(name, period.label, amount[2], amount[3], Span(passage.start, passage.end))


def _figure_day(name: str, day: dt.date, amount: tuple[int, int, int, str], passage: Passage) -> Figure:
    return Figure(name, day.isoformat(), amount[2], amount[3], Span(passage.start, passage.end))
