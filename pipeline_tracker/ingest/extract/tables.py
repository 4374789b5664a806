"""Rows of financial tables: a metric's name, and amounts under the periods or days that the lines above them name.

A column whose period the heading leaves in any doubt gives nothing.
"""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline_tracker.ingest.documents import Figure, Span
from pipeline_tracker.ingest.extract.layout import Passage

_UNIT = re.compile(
    r"(?P<thousands>\bin\s(?:[A-Z$€£]{1,4}\s?)?thousands|['’]000)|(?P<millions>\bin\s(?:[A-Z$€£]{1,4}\s?)?millions?|[€£$]\s?(?:million|m)\b)",
    re.IGNORECASE,
)
_FIRST_CELL = re.compile(r"[$€£(]|\s{2}(?=[0-9—–-])|\t")
_CELL = re.compile(r"(?:[$€£]\s{0,8})?(?P<open>\()?\s?[$€£]?\s{0,4}(?P<number>[0-9][0-9,]{0,14}(?:\.[0-9]{1,3})?|[—–-])\s?\)?(?=\s|$)")
_COLUMN_YEAR = re.compile(r"\b20[0-9]{2}\b")
_COLUMN_DAY = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s(?P<day>[0-9]{1,2}),?(?:\s(?P<year>20[0-9]{2}))?|"
    r"\b(?P<dday>[0-9]{1,2})\s(?P<dmonth>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s(?P<dyear>20[0-9]{2}))?"
)
_COLUMN_SPAN = re.compile(
    r"\b(?P<span>three|six|nine|twelve)\s+months|\b(?P<quarter>quarter)\b|\b(?P<whole>(?:full\s|fiscal\s)?years?)\s+ended|\b(?P<half>half[\s-]year)",
    re.IGNORECASE,
)
_ROW_NAMES = (
    ("revenue", re.compile(r"(?:total\s|net\s)?(?:revenues?|sales)(?:,\snet)?", re.IGNORECASE)),
    ("rd_expense", re.compile(r"(?:research\sand\sdevelopment|R&D)(?:\s(?:expenses?|costs?))?", re.IGNORECASE)),
    ("net_loss", re.compile(r"(?:net\s)?loss\sfor\sthe\s(?:year|period|quarter)|net\sloss(?:\sfor\sthe\s(?:year|period))?", re.IGNORECASE)),
    ("net_income", re.compile(r"net\s(?:income|profit)(?:\sfor\sthe\s(?:year|period))?", re.IGNORECASE)),
    ("cash", re.compile(r"cash,?\s(?:and\s)?cash\sequivalents(?:,?\s(?:and\s)?[a-z][a-z, -]{2,50})?", re.IGNORECASE)),
)
_CURRENCIES = {"€": "EUR", "£": "GBP", "RMB": "CNY", "EUR": "EUR", "GBP": "GBP", "CHF": "CHF", "JPY": "JPY"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass
class _Columns:
    """What the lines above a table's rows say of its columns."""

    spans: list[str]
    days: list[tuple[int, int, int]]  # month, day, year or 0
    years: list[int]

    def labels(self, metric: str) -> list[str]:
        """One label per column, empty where the heading leaves any doubt."""
        if metric == "cash":
            if self.days and all(year for _, _, year in self.days):
                return [dt.date(year, month, day).isoformat() for month, day, year in self.days]
            month, day = self.days[0][:2] if len(self.days) == 1 else (12, 31) if self.spans == ["year"] or not self.spans else (0, 0)
            return [dt.date(year, month, day).isoformat() for year in self.years] if month else []
        years = self.years or [year for _, _, year in self.days if year]
        spans = self.spans or (["year"] if years and not self.days else [])
        if not spans or not years or len(years) % len(spans):
            return []
        each = len(years) // len(spans)
        found = []
        for number, year in enumerate(years):
            span = spans[number // each]
            if span == "year":
                found.append(str(year))
                continue
            if not self.days:
                return []
            month = self.days[min(number // each, len(self.days) - 1)][0]
            part = {"quarter": f"Q{(month + 2) // 3}", "half": "H1" if month == 6 else "H2", "nine": "9M"}[span]
            found.append(f"{year}-{part}")
        return found


def rows(passages: list[Passage]) -> list[list[Figure]]:
    """Figures of every table row with a metric's name, row by row, none before a unit ("in thousands") is named."""
    found: list[list[Figure]] = []
    scale, currency = 0, "USD"
    columns, open_ = _Columns([], [], []), False
    for start, line in _table_lines(passages):
        unit = _UNIT.search(line) if _may_name_a_unit(line) else None
        if unit:
            scale = 10**3 if unit["thousands"] else 10**6
            currency = next((code for sign, code in _CURRENCIES.items() if sign in line), "USD")
            columns, open_ = _Columns([], [], []), True
        if not scale:
            continue
        first = _FIRST_CELL.search(line)
        label = line[: first.start()].strip(" .:\t|") if first else ""
        label = label if label[:1].isalpha() else ""
        cells = list(_CELL.finditer(line, first.start())) if first and label else []
        if len(line) < 200 and (not label or not cells or _COLUMN_DAY.search(line) or _COLUMN_SPAN.search(line)):
            columns, open_ = _headed(columns, line, open_)
            continue
        open_ = False
        name = next((name for name, pattern in _ROW_NAMES if pattern.fullmatch(label)), "")
        if not name:
            continue
        labels = columns.labels(name)
        if len(labels) != len(cells) or not labels:
            continue
        row = []
        for period, cell in zip(labels, cells, strict=True):
            if not cell["number"][0].isdigit():
                continue
            amount = round(float(cell["number"].replace(",", "")) * scale)
            metric = "net_loss" if name == "net_income" and cell["open"] else name
            row.append(Figure(metric, period, amount, currency, Span(start, start + len(line))))
        if row:
            found.append(row)
    return found


def _may_name_a_unit(line: str) -> bool:
    """Whether `_UNIT` is worth trying: most lines of a release hold none of its words."""
    lower = line.lower()
    return "thousands" in lower or "million" in lower or "000" in line or "$" in line or "€" in line or "£" in line


def _headed(columns: _Columns, line: str, open_: bool) -> tuple[_Columns, bool]:
    """The columns after one more line of heading; a heading below rows begins anew."""
    spans = [
        "year"
        if match["whole"] or (match["span"] or "").lower() == "twelve"
        else "half"
        if match["half"] or (match["span"] or "").lower() == "six"
        else "nine"
        if (match["span"] or "").lower() == "nine"
        else "quarter"
        for match in _COLUMN_SPAN.finditer(line)
    ]
    days = []
    for match in _COLUMN_DAY.finditer(line):
        number = int(match["day"] or match["dday"])
        month = _MONTHS.index((match["month"] or match["dmonth"])[:3].lower()) + 1
        if 1 <= number <= (dt.date(2024 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day and (month, number) != (2, 29):
            days.append((month, number, int(match["year"] or match["dyear"] or 0)))
    years = [int(match[0]) for match in _COLUMN_YEAR.finditer(_COLUMN_DAY.sub(" ", line))]
    if not (spans or days or years):
        return columns, open_
    if not open_:
        columns = _Columns([], [], [])
    return _Columns(columns.spans + spans, columns.days + days, columns.years + years), True


def _table_lines(passages: list[Passage]) -> list[tuple[int, str]]:
    """(offset, text) of the short lines that can belong to a table."""
    found = []
    for passage in passages:
        position = passage.start
        for line in passage.text.split("\n"):
            if line.strip() and len(line) <= 240:
                inset = len(line) - len(line.lstrip())
                found.append((position + inset, line.strip()))
            position += len(line) + 1
    return found
