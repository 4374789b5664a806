"""Regulators named in a sentence, or implied by the name of an application that only one of them takes."""

import re
from dataclasses import dataclass

from pipeline_tracker.vocabulary.regulators import REGULATORS, TERRITORY_OF

_EXTRA = {
    "FDA": (
        "U.S. Food and Drug Administration",
        "US FDA",
        "U.S. FDA",
        "Center for Biologics Evaluation and Research",
        "Center for Drug Evaluation and Research",
    ),
    "EMA": ("Committee for Medicinal Products for Human Use", "Committee for Orphan Medicinal Products", "European Medicine Agency", "EC"),
    "PMDA": ("MHLW", "Ministry of Health, Labor and Welfare", "Japanese Ministry of Health"),
    "SWISSMEDIC": ("SwissMedic",),
    "HC": ("Public Health Agency of Canada",),
    "MFDS": ("Korean MFDS", "Korean Ministry of Food and Drug Safety"),
    "CDSCO": ("Drugs Controller General of India", "Drug Controller General of India"),
}
# What only stands for the regulator when written exactly so: short names that are words or other names elsewhere.
_AMBIGUOUS = frozenset({"CAT", "COMP", "HC", "EC", "MCA", "SDA", "MCC", "HSA", "IMOH"})
_CONTEXT = {
    "EC": re.compile(r"European Commission|\bEMA\b|CHMP|marketing authori[sz]ation"),
    "CAT": re.compile(r"Committee for Advanced"),
    "COMP": re.compile(r"Orphan"),
    "CDE": re.compile(r"China|Chinese|NMPA|CFDA|Center for Drug Evaluation"),
    "HSA": re.compile(r"Singapore|Health Sciences"),
    "MCC": re.compile(r"South Africa"),
    "MCA": re.compile(r"United Kingdom|\bUK\b"),
    "SDA": re.compile(r"China"),
}
_COUNTRIES = {
    "US": r"United States|U\.S\.A?\.?|US|USA",
    "EU": r"European Union|Europe|E\.?U\.?|EEA",
    "GB": r"United Kingdom|U\.K\.|UK|Great Britain|Britain",
    "CN": r"China|Chinese|PRC",
    "JP": r"Japan(?:ese)?",
    "KR": r"South Korea|Korea(?:n)?",
    "CA": r"Canada|Canadian",
    "AU": r"Australian?",
    "CH": r"Switzerland|Swiss",
    "BR": r"Brazil",
    "IN": r"India",
    "SG": r"Singapore",
    "TW": r"Taiwan",
    "IL": r"Israel",
    "ZA": r"South Africa",
}
_COUNTRY = re.compile("|".join(rf"(?P<{code}>(?<![A-Za-z.])(?:{names})(?![A-Za-z]))" for code, names in _COUNTRIES.items()))
_PLACE = re.compile(
    r"(?:\bin|\bacross|\bthroughout|\bfor|\bof)(?:\s+mainland|\s+the|\s+both(?:\s+the)?|\s+all\s+of)?\s*$|,\s*$|"
    r"\band\s+(?:the\s+)?$|^\W*$|\(\s*$"
)
_REGULATOR_OF_TERRITORY = {territory: code for code, territory in TERRITORY_OF.items()}
_IMPLIED = (
    (
        "FDA",
        re.compile(
            (
                r"\bPDUFA\b|Prescription Drug User Fee|\bs?BLAs?\b|\bs?NDAs?\b|Biologics? License|New Drug Application|510\(k\)|"
                r"De Novo\b|\bRMAT\b|Regenerative Medicine Advanced|Rare Pediatric Disease|\bQIDP\b|Fast[\s-]Track|Breakthrough|"
                r"Oncologic Drugs Advisory|\bODAC\b|Complete Response Letter|\bCRL\b|Emergency Use Authori[sz]ation|Type [ABCD] "
                r"meeting|End[\s-]of[\s-]Phase"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "EMA",
        re.compile(
            (
                r"\bMAAs?\b|Marketing Authori[sz]ation Application|\bCHMP\b|\bPRIME\b(?=\s+(?:designation|scheme|status))|orphan "
                r"medicinal product"
            ),
            re.IGNORECASE,
        ),
    ),
    ("PMDA", re.compile(r"\bJ-?NDA\b|Sakigake", re.IGNORECASE)),
    ("MHRA", re.compile(r"\bILAP\b|Innovative Licensing and Access", re.IGNORECASE)),
)


@dataclass(frozen=True)
class RegulatorName:
    start: int
    end: int
    code: str


def _names() -> dict[str, str]:
    """Every written name of a regulator -> its code."""
    found: dict[str, str] = {}
    for seed in REGULATORS:
        for name in seed.names:
            found[name.name] = seed.code
            found[name.short] = seed.code
        for other in (*seed.bodies, *seed.misnomers, *_EXTRA.get(seed.code, ())):
            found[other] = seed.code
    return found


_NAMES = _names()
_BY_LOWER = {name.lower(): code for name, code in _NAMES.items()}
_PATTERN = re.compile(
    r"(?<![A-Za-z-])(?:"
    + "|".join(
        sorted(
            (re.escape(name) if len(name) <= 6 else "(?i:" + re.escape(name).replace(r"\ ", r"\s+") + ")" for name in _NAMES),
            key=len,
            reverse=True,
        )
    )
    + r")(?![A-Za-z])"
)


def find(text: str) -> list[RegulatorName]:
    """Regulators named, in reading order; "FDA-approved" is an attribute of a drug and names none."""
    found = []
    for match in _PATTERN.finditer(text):
        name = re.sub(r"\s+", " ", match[0])
        if name in _AMBIGUOUS and name in _CONTEXT and not _CONTEXT[name].search(text):
            continue
        if re.match(r"[-–‑]\s?(?:approved|authori[sz]ed|licensed|cleared|registered)", text[match.end() : match.end() + 12]):
            continue
        code = _NAMES.get(name) or _BY_LOWER[name.lower()]
        found.append(RegulatorName(match.start(), match.end(), code))
    return found


def implied(text: str) -> str:
    """The only regulator that takes the application or grants the status named here, "" where several do."""
    codes = [code for code, pattern in _IMPLIED if pattern.search(text)]
    return codes[0] if len(codes) == 1 else ""


def territories(text: str) -> list[tuple[int, str]]:
    """Countries named as places ("in China", "the EU and Japan") with their positions."""
    return [(match.start(), match.lastgroup or "") for match in _COUNTRY.finditer(text)]


def of_territory(territory: str) -> str:
    return _REGULATOR_OF_TERRITORY.get(territory, "")


def territory_of(code: str) -> str:
    return TERRITORY_OF.get(code, "")
