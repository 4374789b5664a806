"""What a cell may hold. A form takes a text, already without surrounding white space, and gives it back as it is kept;
it raises ValueError with a sentence that says what is wrong and what would be right."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline_tracker.vocabulary.names import company_key, name_key, without_marks
from pipeline_tracker.vocabulary.regulators import REGULATORS
from pipeline_tracker.vocabulary.windows import parse_label

_YEARS = (1900, 2100)
_NCT = re.compile(r"NCT[0-9]{8}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_ENROLLMENT = re.compile(r"[0-9]{1,7}(?: (?:actual|estimated))?")
_SCHEME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Form:
    """``words`` describe it in the documentation. ``many`` cells hold several values, ``dated`` ones may be days of a workbook."""

    words: str
    check: Callable[[str], str]
    many: bool = False
    dated: bool = False


def text(limit: int) -> Form:
    return Form(f"text of at most {limit} characters", lambda value: _short(" ".join(value.split()), limit))


def passage(limit: int) -> Form:
    """A text that may have several lines."""
    return Form(f"text of at most {limit} characters, in one or several lines", lambda value: _short(value, limit))


def name(limit: int = 200) -> Form:
    return Form(f"name of at most {limit} characters", lambda value: _named(value, limit, name_key))


def company() -> Form:
    return Form("name of at most 200 characters", lambda value: _named(value, 200, company_key))


def names(limit: int = 200) -> Form:
    return Form(f"names, each of at most {limit} characters", name(limit).check, many=True)


def closed(what: str, codes: Iterable[tuple[str, str]], synonyms: Mapping[str, str] | None = None) -> Form:
    """One code of a closed list. Labels and ``synonyms`` (word -> code) are not taken, only answered with their code."""
    known = dict(codes)
    meant = {label.casefold(): code for code, label in known.items()}
    meant |= {word.casefold(): code for word, code in (synonyms or {}).items()}
    meant |= {code.casefold(): code for code in known}

    def check(value: str) -> str:
        if value in known:
            return value
        asked = value.casefold()[:100]
        if asked in meant:
            raise ValueError(f"{value[:80]!r} is written {meant[asked]}.")
        close = list(dict.fromkeys(meant[word] for word in get_close_matches(asked, list(meant), n=3, cutoff=0.6)))
        hint = f"Nearest: {', '.join(close)}." if close else f"Known: {', '.join(known)}."
        raise ValueError(f"{value[:80]!r} is not {what}. {hint}")

    return Form(f"{what}: " + ", ".join(f"`{code}`" for code in known), check)


def regulator() -> Form:
    synonyms = {
        word: seed.code
        for seed in REGULATORS
        for word in (*(word for n in seed.names for word in (n.name, n.short)), *seed.bodies, *seed.misnomers)
    }
    return closed("a regulator", ((seed.code, seed.names[-1].name) for seed in REGULATORS), synonyms)


def _short(value: str, limit: int) -> str:
    if len(value) > limit:
        raise ValueError(f"has {len(value)} characters; at most {limit} are kept.")
    return value


def _named(value: str, limit: int, key: Callable[[str], str]) -> str:
    """A name as readings have it: without trade mark signs."""
    if not key(value):
        raise ValueError(f"{value[:80]!r} has no letter or digit, so it names nothing.")
    return _short(without_marks(value), limit)


def _label(value: str) -> str:
    try:
        window = parse_label(value[:40])
    except ValueError as error:
        told = f"{str(error).rstrip('.')}."
        raise ValueError(told if repr(value) in told else f"{value[:40]!r} is no date: {told}") from None
    if not _YEARS[0] <= window.latest.year <= _YEARS[1]:
        raise ValueError(f"{value!r} lies outside the years {_YEARS[0]} to {_YEARS[1]}.")
    return value


def _day(value: str) -> str:
    if parse_label(_label(value)).precision != "day":
        raise ValueError(f"{value!r} is not a day such as 2024-05-09.")
    return value


def _whole_number(value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise ValueError(f"{value[:80]!r} is not a whole number written in digits only, such as 15900000.")
    return value


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(f"{value[:80]!r} is not {what}.")
        return value

    return check


def _cik(value: str) -> str:
    """All ten digits, as filings print it; spreadsheets lose the leading zeros."""
    if not (value.isascii() and value.isdigit() and len(value) <= 10 and int(value)):
        raise ValueError(f"{value[:80]!r} is not a CIK of at most ten digits.")
    return value.zfill(10)


def _country(value: str) -> str:
    if value == "UK":
        raise ValueError("'UK' is written GB.")
    return _matching(_COUNTRY, "an ISO 3166 code of two capital letters")(value)


def _other_id(value: str) -> str:
    scheme, colon, number = value.partition(":")
    if not (colon and _SCHEME.fullmatch(scheme) and name_key(number)):
        raise ValueError(f"{value[:80]!r} is not a scheme and a number such as protocol:ABC-101.")
    return f"{scheme}:{_short(number.strip(), 100)}"


def nct_number(value: str) -> str:
    return _matching(_NCT, "a ClinicalTrials.gov number such as NCT01234567")(value)


LABEL = Form(
    "date label: `2024-05-09`, `2024-05`, `2024-Q2`, `2024-H1`, `2024`, `early-2024`, `mid-2024-Q2`, `by:2024-12-31`", _label, dated=True
)
DAY = Form("day: `2024-05-09`", _day, dated=True)
WHOLE_NUMBER = Form("whole number in digits", _whole_number)
CURRENCY = Form("ISO 4217 code of three capital letters", _matching(_CURRENCY, "an ISO 4217 code of three capital letters"))
COUNTRY = Form("ISO 3166 code of two capital letters", _country)
CIK = Form("at most ten digits; leading zeros may be missing", _cik)
ENROLLMENT = Form(
    "whole number, `120 actual` or `120 estimated`", _matching(_ENROLLMENT, "a number of people such as 120, 120 actual or 120 estimated")
)
OTHER_IDS = Form("scheme and number, such as `protocol:ABC-101`, `eudract:2019-000001-11`, `ctis`, `nct_alias`", _other_id, many=True)
