"""Headline figures: metric x amount x period, from sentences and tables.

A sentence is cut into clauses, one for each metric that it names, and each clause into stretches: what is so, what it is compared
with, what stands in brackets. Within a stretch amounts meet periods in order; a former amount without a period of its own takes its
partner's part of the year before. Lists whose lengths differ are left alone rather than guessed; amounts per share, changes, parts of
a total ("including"), forecasts and adjusted figures are not read. Rows of tables add what no sentence states, and only rows that agree
with the sentences where both state the same figure.
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from pipeline_tracker.ingest.documents import Figure, Span
from pipeline_tracker.ingest.extract import reporting, tables
from pipeline_tracker.ingest.extract.layout import Passage
from pipeline_tracker.ingest.extract.reporting import Mention, Period

# Metrics -------------------------------------------------------------------------------------------------------------

_METRIC = re.compile(
    # other lines of the accounts, first: each ends the clause of the metric before it
    r"(?P<other>\b(?:cost\s+of\s+(?:\w+\s+){0,3}?(?:revenues?|sales|goods)|general\s+and\s+administrative|G\s?&\s?A\b|SG&A|selling|"
    r"(?:total\s+)?operating\s+(?:expenses?|costs?)|total\s+(?:costs\s+and\s+)?expenses|interest|gross\s+(?:profit|margin)|stock-based|"
    r"share-based|impairment|other\s+(?:operating\s+)?income|(?:loss|income|profit)\s+from\s+operations|operating\s+(?:loss|income|profit|result)|"
    r"comprehensive\s+loss|income\s+tax|(?:loss|profit|income)\s+before\s+(?:income\s+)?tax(?:es|ation)?|deferred\s+revenues?|EBITDA?|"
    r"net\s+cash\b|non-?cash|(?<!,\s)(?<!and\s)restricted\s+cash|cash\s+(?:used|burn|flows?|outflows?|inflows?|payments?|consideration|provided|proceeds|"
    r"generated|utili[sz]\w+|runway|expenditures?|dividend)|market\s+capitali[sz]ation|working\s+capital|total\s+assets|"
    r"(?:loss|income|earnings)\s+per\s+(?:basic\s+|diluted\s+|common\s+|ordinary\s+)?(?:and\s+diluted\s+)?(?:share|ADS)|"
    r"net\s+(?:loss|income)\s+per\s+(?:\w+\s+){0,3}share)\b)|"
    r"(?P<net_loss>\bnet\s+\(?loss(?:es)?\)?\b|\bloss\s+(?:for\s+the\s+(?:(?:financial|full|first|second|third|fourth)[\s-])?(?:period|year|quarter|half|six|nine|three)|after\s+(?:income\s+)?"
    r"tax(?:es|ation)?)\b|\bnet\s+(?:result|deficit)\b(?=[^.;]{0,30}\bloss\b)|\blost\s+(?=[$€£A-Z]{1,4}\s?[0-9])|\bconsolidated\s+loss\b)|"
    r"(?P<net_income>\bnet\s+(?:income|profits?|earnings)\b|\bprofit\s+(?:for\s+the\s+(?:period|year|quarter)|after\s+(?:income\s+)?tax(?:es|ation)?)\b)|"
    r"(?P<rd_expense>\b(?:research\s+(?:and|&)\s+development|R\s?&\s?D)(?:\s*,?\s*\(?or\s)?(?:\s+\(?[“\"(]{0,2}R\s?&\s?D[”\")]{0,2},?)?\s+"
    r"(?:expenses?|costs?|expenditures?|spend(?:ing)?|investments?)\b|\b(?:spent|invested|incurred)\b(?=[^;]{0,50}\b[io]n\s+(?:research\s+and\s+"
    r"development|R&D)\b)|\binvestments?\s+in\s+(?:research\s+and\s+development|R&D)\b)|"
    r"(?P<cash>\b(?:cash|liquid\s+(?:assets|funds)|liquidity)\b)|"
    r"(?P<revenue>\b(?:(?:total|net|group|consolidated)\s+){0,2}(?P<kind>(?:collaborations?|grants?|products?|contracts?|government\s+contract|"
    r"licen[sc]es?|licensing|royalt(?:y|ies)|milestones?|services?|partner(?:ship|ing)?|commercial|research)(?:\s+(?:and|&)\s+(?:other|grants?|"
    r"licen[sc]es?|licensing|collaborations?|milestones?|royalt(?:y|ies)|services?|products?))?\s+)?(?:net\s+)?(?:revenues?|turnover)\b|"
    r"\b(?:net\s+|total\s+|group\s+|full[\s-]year\s+|annual\s+){1,2}(?P<sold>products?\s+)?sales\b|\bproduct\s+sales\b)",
    re.IGNORECASE,
)
_NAMES = ("net_loss", "net_income", "rd_expense", "cash", "revenue")
_ADJUSTED = re.compile(r"\b(?:non-GAAP|non-IFRS|pro\s?-?forma|adjusted|excluding)\b", re.IGNORECASE)
_FORWARD = re.compile(
    r"\b(?:expect|anticipat|guidance|project(?:s|ed|ing)|forecast|outlook|estimates?\s|target|will\s+be|would|could|up\s+to|analysts|consensus)",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:acqui|upfront|up-front|consideration|purchase|in\s+(?:return|exchange)|raised|sold|gross\s+proceeds|receiv|paid|pay)",
    re.IGNORECASE,
)
# Words by which a sentence turns to causes or to parts of the amount before them.
_ASIDE = re.compile(
    r"\b(?:due\s+(?:primarily\s+|mainly\s+|largely\s+|in\s+part\s+)?to|driven|offset|excluding|includ(?:es|ing|ed)|of\s+which|thanks\s+to|attribut(?:ed\s+to|able\s+"
    r"(?:primarily\s+|mainly\s+)?to(?!\s+(?:common|ordinary|the\s+(?:company|owners|equity)|share|stock|equity|owners|[A-Z])))|as\s+a\s+result\s+of|"
    r"result(?:ed|ing)\s+from|reflect(?:s|ing|ed)|consist(?:s|ing|ed)\s+of|compris(?:es|ing|ed)|primarily\s+(?:from|related)|related\s+to|"
    r"on\s+(?:net\s+|total\s+)?revenues?\s+of|which\s+(?:should|will|is\s+expected)|sufficient|expected\s+to|believes?)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"includ|which|consist|compris", re.IGNORECASE)  # after these a comparison speaks of the whole again

# Amounts -------------------------------------------------------------------------------------------------------------

_CODES = "USD|EUR|GBP|CHF|CAD|AUD|RMB|CNY|JPY|DKK|SEK|NOK|HKD|KRW|TWD|INR|ILS|SGD"
_AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9])(?P<currency>US\$|C\$|CA\$|CDN\$|A\$|AU\$|HK\$|NT\$|S\$|\$|€|£|¥|(?P<lead>[MKT])?(?P<code>{_CODES})(?=[\s0-9(-]))\s?(?:[(-](?!0-))?"
    r"(?P<number>[0-9][0-9,]{0,14}(?:\.[0-9]{1,3})?|-0-)\)?(?:\s{0,2}|-(?=[bm]))(?P<scale>billion|million|thousand|bn|mn|mln|"
    r"[MmBbKk](?![A-Za-z]))?\)?(?=(?P<after>[^$€£;.]{0,24}))|"
    r"(?<![A-Za-z0-9.,$€£])(?P<bare>[0-9]{1,4}(?:[.,][0-9]{1,3})?)\s(?P<size>billion|million|thousand)\s(?P<unit>euros?|dollars|Swiss\sfrancs|yen|kronor|kroner|"
    rf"pounds|{_CODES})\b"
)
_SIGNS = ("$", "€", "£", "¥", "illion", "thousand", *_CODES.split("|"))
_PER_SHARE = re.compile(
    r"\s*(?:\(?[^)]{0,12}\)?\s*)?(?:per|a)\s+(?:basic\s+|diluted\s+|common\s+|ordinary\s+)?(?:and\s+diluted\s+)?(?:share|ADS)|/share",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:increas|decreas|declin|reduction|reduc|rise|rose|change|gr[eo]w|growth|fell|fall|improve\w*|improvement|down|up|higher|lower|saving)(?:e|ed|ing|n|s)?\s+"
    r"(?:of|by)\s{0,2}(?:(?:approximately|about|some|roughly|nearly|around)\s{0,2})?(?:[0-9.]{1,5}\s?%\sor\s)?$|"
    r"\b(?:in|de)creased?\s{0,2}$|[0-9]\s?(?:%|percent|per\scent),?\s(?:or|and)\s{0,2}$|\bor\s{0,2}$|per\s+share\s+of\s+$|\b(?:a|an)\s+$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?P<from>\bfrom\s)?[$€£]\s?[0-9.,]{1,9}(?:\s(?:million|billion))?\s?(?:-|–|—|to)\s?$", re.IGNORECASE)
_OVER = re.compile(r"^\s?(?:higher|lower|more|less|increase|decrease|above|below|or\smore)", re.IGNORECASE)
_CURRENCIES = {
    "$": "USD", "US$": "USD", "C$": "CAD", "CA$": "CAD", "CDN$": "CAD", "A$": "AUD", "AU$": "AUD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "RMB": "CNY", "euro": "EUR", "euros": "EUR", "dollars": "USD", "Swiss francs": "CHF", "yen": "JPY",
    "kronor": "SEK", "kroner": "", "pounds": "GBP",
}  # fmt: skip
_SCALES = {
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "thousand": 10**3,
    "t": 10**3,
    "k": 10**3,
}
_NOTHING = re.compile(r"\b(?:nil|none|zero|no\s+(?:such\s+|similar\s+)?(?:[a-z]{3,14}\s+)?revenues?)\b", re.IGNORECASE)

# What joins and parts amounts ------------------------------------------------------------------------------------------

_TURN = re.compile(
    r"(?P<against>\b(?:(?:as\s+)?compar(?:ed|ing|es|able)\s+(?:to|with)|versus|vs\b\.?|in\s+comparison\s+(?:to|with)|in\s+contrast\s+to|(?:as\s+)?against|as\s+opposed\s+to|"
    r"relative\s+to|over\s+(?=[$€£]|the\s+(?:same|prior|previous|comparable|corresponding)|last\s|prior\s)|after\s+(?=[$€£])|from(?=\s+(?:(?:an?|the)\s+)?(?:net\s+(?:loss|income|profit)|same|prior|previous|"
    r"comparable|corresponding|year|(?:approximately|about|some|just)?\s{0,2}(?:(?:US|HK|NT|CA?|AU?)?[$€£¥]|[MKT]?(?:SEK|NOK|DKK|EUR|CHF|USD|GBP|RMB|JPY)\s?[0-9]|[0-9])))|than)\b)|"
    r"(?P<to>\bto(?=\s+(?:(?:approximately|about|some|a\s+net\s+(?:loss|income|profit)\s+of)\s+)?(?:US|HK|NT|CA?|AU?|[MKT])?(?:[$€£¥]|(?:SEK|NOK|DKK|EUR|CHF|USD|GBP|RMB|JPY)(?=[\s0-9]))))|"
    r"(?P<open>\()|(?P<close>\))|(?P<end>;)"
)
_IN_SHARES = re.compile(
    r"(?:\bU\.S\.|[\w,]\s(?!Total|Net|Collaboration|Grant|License|Product|Our|The|Group|Consolidated|Quarterly|Annual)[A-Z][\w-]{2,30}®?)\s$"
)
_OF_A_PRODUCT = re.compile(
    r"\s(?:of|for|from(?:\s(?:sales\sof|our|the))?)\s[A-Z][A-Za-z]{3,20}®?\s(?:was|were|of|in|for|totaled|reached|grew|increased|amounted|came)\b"
)
_ARTICLE = re.compile(r"\s{0,2}(?:(?:an?|the)\s{1,2})?")
_GOES_ON = re.compile(r"\b(?:it|this|that|these|they)\b", re.IGNORECASE)
_NO_REVENUE = re.compile(
    r"\bno\s+(?:such\s+|similar\s+)?revenues?\b[^.;]{0,60}\b(?:comparable|same|corresponding|prior[\s-]year)\s+(?:(?P<year>20[0-9]{2})\s+)?"
    r"(?:three-month\s+|nine-month\s+)?periods?(?:\s+(?:in|of)\s+(?P<later>20[0-9]{2}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Amount:
    start: int
    end: int
    value: int
    currency: str


@dataclass(frozen=True)
class _Clause:
    """What a sentence says of one metric: ``start`` to ``end`` of it."""

    metric: str  # one of _NAMES, or "" for other lines of the accounts
    kind: str  # of revenue: "product", "collaboration", "" for all of it
    start: int
    end: int
    at: int
    reach: int  # where its amounts begin: before ``at`` only in "$3 million of revenue"


@dataclass
class _Stretch:
    """A part of a clause with amounts and mentions in order."""

    role: str  # "now", "former" or "bracket"
    metric: str = ""
    items: list["_Amount | Mention"] = field(default_factory=list)


@dataclass
class _Scene:
    """What sentences lean on."""

    published: dt.date
    own: list[Period]
    quarters: dict[Period, Period]
    default: Period | None


_Moment = Period | dt.date
_Told = tuple[str, _Moment, _Amount]


@dataclass
class _Reading:
    """What a clause has told: everything, and those pairs of the present that nothing has been compared with yet."""

    told: list[_Told] = field(default_factory=list)
    open: list[tuple[_Moment, _Amount]] = field(default_factory=list)
    last: list[tuple[_Moment, _Amount]] = field(default_factory=list)
    compared: bool = False


def find(passages: list[Passage], published: dt.date) -> list[Figure]:
    """Figures of all sentences, the first statement of each metric and period; of revenue the total before its parts."""
    quarters = reporting.fiscal_quarters(" ".join(passage.text for passage in passages[:12]), published)
    found: dict[tuple[str, str], Figure] = {}
    parts: dict[str, dict[str, Figure]] = {}
    scene = _Scene(published, [], quarters, None)
    carried: tuple[_Clause, _Reading] | None = None
    last: Figure | None = None
    for passage in passages:
        if passage.section in ("forward-looking", "contact", "references", "safety", "table", "about company", "call"):
            continue
        amounts = _amounts(passage.text)
        _set_scene(scene, passage, bool(amounts))
        told, carried = _read(passage, amounts, scene, carried)
        for kind, figure in told:
            if kind:
                parts.setdefault(figure.period, {}).setdefault(kind, figure)
            else:
                found.setdefault((figure.metric, figure.period), figure)
            last = figure
        if last is not None and (nothing := _none_before(passage, last)):
            found.setdefault((nothing.metric, nothing.period), nothing)
    _add_rows(found, passages)
    for period, kinds in parts.items():
        if len(kinds) == 1:  # of several parts none is the whole
            found.setdefault(("revenue", period), next(iter(kinds.values())))
    return list(found.values())


def _set_scene(scene: _Scene, passage: Passage, amounts: bool) -> None:
    """The periods of title and lead are the release's own; a heading's one period is that of the amounts below it."""
    head = passage.section in ("title", "subtitle", "lead")
    if not head and (amounts or (not passage.heading and scene.own)):
        return
    if "2" not in passage.text:  # no year
        return
    named = [period for period in _named(passage.text, scene.published, scene.quarters) if period.end <= scene.published]
    one = len(set(named)) == 1
    if (named and not scene.own) or (passage.heading and not head and (one or len({period.part for period in named}) > 1)):
        scene.default = named[0] if one else None
    if head or re.search(r"\b(?:results|financial)\b", passage.text):
        scene.own += [period for period in named if period not in scene.own]


def _add_rows(found: dict[tuple[str, str], Figure], passages: list[Passage]) -> None:
    """What tables state and sentences do not, from rows that agree with the sentences."""
    for row in tables.rows(passages):
        stated = {figure.period: figure.amount for figure in found.values() if figure.metric == row[0].metric}
        if all(abs(stated[figure.period] - figure.amount) <= 0.01 * figure.amount for figure in row if figure.period in stated):
            for figure in row:
                found.setdefault((figure.metric, figure.period), figure)


def _named(text: str, published: dt.date, quarters: dict[Period, Period]) -> list[Period]:
    """Periods that a heading names, fiscal quarters as the calendar's."""
    return [
        reporting.on_calendar(period, quarters) if period in quarters else period
        for mention in reporting.find(text, published)
        for period in (
            mention.periods or ((Period(mention.year, ""),) if mention.lean == "year" and mention.year and _on_year(text) else ())
        )
    ]


def _on_year(text: str) -> bool:
    return re.search(r"\b(?:results|year|annual)\b", text, re.IGNORECASE) is not None


def _read(
    passage: Passage, amounts: list[_Amount], scene: _Scene, carried: tuple[_Clause, _Reading] | None
) -> tuple[list[tuple[str, Figure]], tuple[_Clause, _Reading] | None]:
    """(part of revenue or "", figure) of all that a sentence states; and its last clause, which the next sentence may go on with."""
    text = passage.text
    if not amounts:
        return [], None
    clauses = _clauses(text, amounts)
    goes_on = False
    if not clauses and carried and _GOES_ON.search(text[: min(amounts[0].start, 90)]):
        clauses, goes_on = [_Clause(carried[0].metric, carried[0].kind, 0, len(text), 0, 0)], True
    if not clauses:
        return [], None
    mentions = reporting.find(text, scene.published)
    told: list[tuple[str, Figure]] = []
    reading, floor = _Reading(), 0
    for clause in clauses:
        inherited = carried[1] if goes_on and carried else _Reading()
        if clause.metric:
            reading = _clause(text, clause, floor, amounts, mentions=mentions, scene=scene, inherited=inherited)
            span = Span(passage.start, passage.end)
            told += [
                (
                    clause.kind,
                    Figure(
                        metric, moment.isoformat() if isinstance(moment, dt.date) else moment.label, amount.value, amount.currency, span
                    ),
                )
                for metric, moment, amount in reading.told
            ]
        if any(floor <= amount.start < clause.end for amount in amounts):
            floor = clause.end
    return told, (clauses[-1], reading) if clauses[-1].metric and reading.told else None


def _clauses(text: str, amounts: list[_Amount]) -> list[_Clause]:
    """The sentence cut where it turns to another metric."""
    found: list[_Clause] = []
    for match in _METRIC.finditer(text):
        name, kind = _named_metric(text, match)
        start = reach = match.start()
        last = found[-1] if found else None
        if group := _counted(text, start, last.at if last else 0, amounts):
            if last and name == last.metric and not any(last.at < amount.start < group[0].start for amount in amounts):
                continue
            reach = group[0].start
        elif last and _goes_on(text, last, name, start, amounts):
            continue
        if last and (_in_aside(text, last.at, start, amounts) or name == last.metric == "cash"):
            continue
        if last:
            found[-1] = replace(last, end=reach)
        found.append(_Clause(name, kind, reach if last else match.start(), len(text), match.start(), reach))
    return found if any(clause.metric for clause in found) else []


def _named_metric(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The metric, "" for other lines of the accounts, and of revenue its kind."""
    name = next((name for name in _NAMES if match[name]), "")
    if name != "revenue":
        return name, ""
    before = text[max(0, match.start() - 60) : match.start()]
    if _IN_SHARES.search(before[-40:]) or _OF_A_PRODUCT.match(text, match.end()) or re.search(r"\b(?:market|industry)\b", before):
        return "", ""
    kind = match["kind"] or match["sold"] or ("product" if match[0].lower() == "product sales" else "")
    return name, re.sub(r"\W+", " ", kind.lower()).strip()


def _counted(text: str, start: int, floor: int, amounts: list[_Amount]) -> list[_Amount]:
    """The amounts right before a metric that are its own: "$3 million and $4 million of revenue"."""
    group = [amount for amount in amounts if floor <= amount.start and amount.end <= start]
    if not group or not re.fullmatch(r"\s*(?:of|in|as)\s+(?:[\w-]+\s+){0,4}", text[group[-1].end : start]):
        return []
    first = len(group) - 1
    while first and re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", text[group[first - 1].end : group[first].start]):
        first -= 1
    return group[first:]


def _goes_on(text: str, last: _Clause, name: str, start: int, amounts: list[_Amount]) -> bool:
    """Whether a metric's name only goes on with the last clause: told again, compared with, or a part of the other line's name."""
    if not any(last.at < amount.start < start for amount in amounts):
        part = re.match(r"[^$€£;.]{0,30}\b(?:on|of|in|from|for|to|by)\s+(?:\w+\s+){0,2}$", text[last.at : start])
        return name == last.metric if last.metric else part is not None  # "interest income on cash"
    compared = re.search(r"\b(?:compared|against|versus|vs\.?|from|than|opposed)\b[^$€£;]{0,40}$", text[max(0, start - 60) : start])
    return compared is not None and (name == last.metric or {name, last.metric} <= {"net_loss", "net_income"})


def _in_aside(text: str, floor: int, at: int, amounts: list[_Amount]) -> bool:
    """Whether a metric is named among the parts or causes of an amount, and no new main clause has begun ("..., and net loss was")."""
    first = next((amount.end for amount in amounts if floor < amount.start < at), None)
    aside = _ASIDE.search(text, first, at) if first is not None else None
    if not aside or re.search(r"[;,]\s(?:and|while|whereas)\s(?:our\s|the\s|its\s)?$", text[max(0, at - 20) : at]):
        return False
    return not any(match["end"] or match["against"] for match in _TURN.finditer(text, aside.end(), at))


def _clause(
    text: str, clause: _Clause, floor: int, amounts: list[_Amount], *, mentions: list[Mention], scene: _Scene, inherited: _Reading
) -> _Reading:
    reading = _Reading(open=list(inherited.open), last=list(inherited.last))
    begin = 0 if floor == 0 else clause.start
    mine = [amount for amount in amounts if max(begin, clause.reach) <= amount.start < clause.end]
    if not mine:
        return reading
    if _ASIDE.search(text[begin : clause.at]) or _ADJUSTED.search(text[max(0, begin - 30) : mine[0].start]):
        return reading
    cash = clause.metric == "cash"
    if _FORWARD.search(text[begin : mine[0].start]) and not (cash and any(mention.days for mention in mentions)):
        return reading
    if cash and _PAID.search(text[begin : mine[0].start]):
        return reading
    if cash and re.match(r"[^$€£]{0,12}\s(?:and|or|plus|in)\s(?:\w+\s)?(?:shares|stock)\b", text[clause.at :]):
        return reading
    stretches = _stretches(text, clause, begin, mine, mentions)
    default = _default(_present(text, mentions), clause, scene)
    for stretch in stretches:
        _align(stretch, reading, clause.metric, default, scene=scene, text=text)
    return reading


def _stretches(text: str, clause: _Clause, begin: int, amounts: list[_Amount], mentions: list[Mention]) -> list[_Stretch]:
    """The clause cut at comparisons, brackets and semicolons, without asides."""
    tokens: list[tuple[int, int, object]] = [(amount.start, amount.end, amount) for amount in amounts]
    tokens += [(mention.start, mention.end, mention) for mention in mentions if begin <= mention.start < clause.end]
    tokens += [(match.start(), match.end(), match) for match in _TURN.finditer(text, begin, clause.end)]
    tokens += [
        (match.start(), match.end(), "aside " + match[0].lower())
        for match in _ASIDE.finditer(text, begin, clause.end)
        if match.start() > clause.at
    ]
    if clause.metric == "revenue":
        tokens += [
            (match.start(), match.end(), _Amount(match.start(), match.end(), 0, amounts[0].currency))
            for match in _NOTHING.finditer(text, amounts[0].end, clause.end)
        ]
    stretches = [_Stretch("now")]
    aside = ""
    for start, _, token in sorted(tokens, key=lambda token: (token[0], token[1])):
        if isinstance(token, str):
            if token.endswith(("includes", "included")) or any(_has_amounts(stretch) for stretch in stretches):
                aside = token
        elif isinstance(token, re.Match):
            whole = token["against"] and _PART.search(aside) and text[max(0, start - 2) : start].startswith(",")
            aside = "" if token["end"] or whole else aside
            if not aside and (stretch := _turned(text, token, clause.metric, stretches)):
                stretches.append(stretch)
        elif not aside and isinstance(token, (_Amount, Mention)):
            stretches[-1].items.append(token)
    return _mended(stretches)


def _turned(text: str, turn: re.Match[str], metric: str, stretches: list[_Stretch]) -> _Stretch | None:
    """The stretch that a word or sign opens, None where it opens none."""
    if turn["end"]:
        return _Stretch("now")
    if turn["against"]:
        article = _ARTICLE.match(text, turn.end())
        named = _METRIC.match(text, article.end() if article else turn.end())
        other = next((name for name in _NAMES if named and named[name]), "")
        return _Stretch("former", other if {other, metric} <= {"net_loss", "net_income"} else "")
    if turn["open"]:
        return _Stretch("bracket")
    if turn["close"]:
        return _Stretch("after") if any(stretch.role == "bracket" for stretch in stretches) else None
    back = stretches[-1].role == "former" and not any(stretch.role == "now" and _has_amounts(stretch) for stretch in stretches)
    return _Stretch("now") if back else None  # "rose from $3 million to $4 million"


def _has_amounts(stretch: _Stretch) -> bool:
    return any(isinstance(item, _Amount) for item in stretch.items)


def _mended(stretches: list[_Stretch]) -> list[_Stretch]:
    """What goes on behind a bracket belongs to what stood before it; a bracket without amounts is no break at all."""
    found: list[_Stretch] = []
    outer: _Stretch | None = None
    for stretch in stretches:
        if stretch.role == "bracket":
            outer = found[-1] if found and found[-1].role != "bracket" else outer
            if _has_amounts(stretch):
                found.append(stretch)
            continue
        if stretch.role == "after":
            if outer is not None and (not found or found[-1] is outer):
                outer.items += stretch.items
                continue
            stretch.role = outer.role if outer and outer.role == "former" and not _has_amounts(outer) else "now"
        found.append(stretch)
    backwards = [number for number, stretch in enumerate(found) if stretch.role == "former" and _has_amounts(stretch)]
    first = next((number for number, stretch in enumerate(found) if stretch.role == "now" and _has_amounts(stretch)), None)
    if backwards and first is not None and backwards[0] < first:  # "rose from $3 million to $4 million": the present first
        present = found.pop(first)
        found.insert(backwards[0], present)
    if first is not None and (leading := [s for s in found[:first] if s.role == "now" and s.items and not _has_amounts(s)]):
        target = next(s for s in found if s.role == "now" and _has_amounts(s))
        target.items = [item for stretch in leading for item in stretch.items] + target.items
        found = [stretch for stretch in found if stretch not in leading]
    return found


def _present(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions outside brackets and before the sentence begins to compare."""
    against = next((match.start() for match in _TURN.finditer(text) if match["against"]), len(text))
    return [
        mention
        for mention in mentions
        if mention.start < against and text.count("(", 0, mention.start) <= text.count(")", 0, mention.start)
    ]


def _default(mentions: list[Mention], clause: _Clause, scene: _Scene) -> Period | dt.date | None:
    """The moment of an amount beside which none stands: the sentence's one, else that of the heading or of the release."""
    cash = clause.metric == "cash"
    moments = [moment for mention in mentions if mention.lean in ("", "own") for moment in _moments(mention, cash, scene, None, "")]
    if moments:
        return moments[0] if len(set(moments)) == 1 else None
    if cash:
        return None
    return scene.default


def _moments(mention: Mention, cash: bool, scene: _Scene, partner: _Moment | None, before: str) -> list[_Moment]:
    """The periods, of cash the days, that a mention stands for; empty where it cannot be told."""
    if cash:
        if mention.lean == "same":
            return list(mention.days[:1])
        if mention.days:
            return list(mention.days)
        periods = list(mention.periods)
        if (
            mention.lean == "year"
            and mention.year
            and re.search(r"\b(?:end|ended|year-end|end\sof|close\sof|closed|at)\s(?:of\s)?(?:the\s)?(?:year\s)?$", before)
        ):
            periods = [Period(mention.year, "")]
        if mention.lean == "own":
            periods = [
                period for unit in mention.units if (period := scene.default if unit == "period" else reporting.own(unit, scene.own))
            ]
            periods = periods if len(periods) == len(mention.units) == 1 else []
        return [_calendar(period, mention, scene).end for period in periods]
    if mention.lean == "own":
        found = [scene.default if unit == "period" else reporting.own(unit, scene.own) for unit in mention.units]
        return [period for period in found if period] if all(found) else []
    if mention.lean in ("same", "year", "preceding"):
        if isinstance(partner, Period):
            if mention.lean == "preceding":
                return [partner.preceding()] if partner.part.startswith("Q") else []
            return [partner.before(mention.year)]
        return [Period(mention.year, "")] if mention.lean == "year" and mention.year else []
    return [_calendar(period, mention, scene) for period in mention.periods]


def _calendar(period: Period, mention: Mention, scene: _Scene) -> Period:
    return reporting.on_calendar(period, scene.quarters) if mention.fiscal or period in scene.quarters else period


def _align(stretch: _Stretch, reading: _Reading, metric: str, default: _Moment | None, *, scene: _Scene, text: str) -> None:
    """Groups of amounts meet the mentions beside them, in order."""
    groups, mentions, order = _grouped(stretch)
    beside = _beside(order, mentions, [text[group[-1].end :].lstrip()[:1] == "," for group in groups])
    for number, (group, mention) in enumerate(zip(groups, beside, strict=True)):
        former = stretch.role in ("former", "bracket") and number == 0
        leans = mention is not None and mention.lean in ("same", "preceding")
        partners = _partners(reading, len(group)) if former or leans else []
        moments: list[_Moment] = []
        if mention is not None:
            relative = mention.lean in ("same", "year", "preceding") and metric != "cash"
            before = text[max(0, mention.start - 24) : mention.start]
            counterparts: list[_Moment | None] = [partner for partner, _ in partners] if relative and partners else [None]
            for partner in counterparts:
                moments += _moments(mention, metric == "cash", scene, partner, before)
            if len(moments) == 1 and len(group) == 2 and reading.compared and isinstance(moments[0], Period) and not former:
                moments.append(moments[0].before())  # "; for the six months, $8 million and $7 million"
        elif stretch.role == "former" and former:
            moments = [partner.before() for partner, _ in partners if isinstance(partner, Period)]
        elif not former and default is not None:
            moments = [default]
        if len(moments) != len(group):
            reading.last = [] if stretch.role == "now" else reading.last
            continue
        pairs = list(zip(moments, group, strict=True))
        if former:
            reading.compared = True
            reading.open = [pair for pair in reading.open if pair not in partners]
        elif not leans:
            reading.open += pairs
            reading.last = pairs
        reading.told += [(stretch.metric or metric, moment, amount) for moment, amount in pairs]


def _grouped(stretch: _Stretch) -> tuple[list[list[_Amount]], list[Mention], str]:
    """Amounts in groups between which a mention stands, the mentions, and the order of both as "ama"."""
    groups: list[list[_Amount]] = []
    mentions: list[Mention] = []
    order = ""
    for item in stretch.items:
        if isinstance(item, Mention):
            mentions.append(item)
            order += "m"
        elif order.endswith("a"):
            groups[-1].append(item)
        else:
            groups.append([item])
            order += "a"
    return groups, mentions, order


def _beside(order: str, mentions: list[Mention], parted: list[bool]) -> list[Mention | None]:
    """For each group of amounts its mention: the one behind it where one stands behind each, else the one before."""
    groups = order.count("a")
    places = [number for number, sign in enumerate(order) if sign == "a"]
    index = {number: order[:number].count("m") for number in range(len(order))}
    if order == "mam" and parted[0] and mentions[1].lean == "own":  # "in 2023 was $4 million, all of it in the third quarter"
        return [mentions[0]]
    if all(place + 1 < len(order) for place in places):
        return [mentions[index[place + 1]] for place in places]
    if all(place > 0 for place in places):
        return [mentions[index[place - 1]] for place in places]
    if groups == 2 and order.startswith("ama"):
        return [mentions[0], None]
    return [mentions[index[place + 1]] if place + 1 < len(order) else None for place in places]


def _partners(reading: _Reading, count: int) -> list[tuple[_Moment, _Amount]]:
    """The pairs of the present that ``count`` former amounts are compared with: the last group's, else all that are open."""
    last = [pair for pair in reading.last if pair in reading.open]
    if len(last) == count:
        return last
    return list(reading.open) if len(reading.open) == count else []


def _none_before(passage: Passage, last: Figure) -> Figure | None:
    """ "There were no revenues during the comparable 2024 period", after a sentence on revenue: nought."""
    if last.metric != "revenue" or not 0 <= passage.start - last.span.end <= 40:
        return None
    match = _NO_REVENUE.search(passage.text)
    if not match:
        return None
    year, _, part = last.period.partition("-")
    named = match["year"] or match["later"]
    former = Period(int(named) if named else int(year) - 1, part)
    return Figure("revenue", former.label, 0, last.currency, Span(passage.start, passage.end))


def _amounts(text: str) -> list[_Amount]:
    """Amounts that are not per share, no changes and no ends of a range."""
    found: list[_Amount] = []
    if not any(sign in text for sign in _SIGNS):
        return found
    for match in _AMOUNT.finditer(text):
        after = match["after"] or ""
        if _PER_SHARE.match(after) or _OVER.match(text, match.end()):
            continue
        before = text[max(0, match.start() - 48) : match.start()]
        if _CHANGED_BY.search(before):
            continue
        if (ranged := _RANGE.search(before)) and not ranged["from"]:
            if found and match.start() - found[-1].end < 6:
                found.pop()
                continue
            if "illion" not in ranged[0]:
                continue
        scale = _SCALES.get((match["scale"] or match["size"] or match["lead"] or "").lower(), 1)
        raw = (match["number"] or match["bare"]).strip("-")
        raw = raw.replace(",", ".") if re.fullmatch(r"[0-9]{1,3},[0-9]{1,2}", raw) else raw.replace(",", "")
        value = round(float(raw) * scale)
        sign = (match["code"] or match["currency"] or match["unit"]).strip()
        currency = _CURRENCIES.get(sign, sign)
        if not currency or (scale == 1 and 0 < value < 1000):
            continue
        found.append(_Amount(match.start(), match.end(), value, currency))
    return found
