"""The issuing company: from the dateline sentence, the ticker, or the headline's subject."""

import re

from pipeline_tracker.ingest.documents import Company
from pipeline_tracker.ingest.extract.layout import DATELINE, Passage
from pipeline_tracker.vocabulary.names import company_key, company_words, name_key, without_marks

_EXCHANGES = (
    r"(?:NASDAQ|Nasdaq|NasdaqGS|NASD|NYSE(?:\s?American|\s?MKT|\s?Arca)?|AMEX|OTC(?:QB|QX|MKTS|BB)?|TSX(?:V|-V)?|CSE|"
    r"LSE|AIM|ASX|HKEX|SEHK|SSE|SZSE|SIX|Euronext(?:\s[A-Z][a-z]+){0,2}|XETRA|FRA|FSE|KOSDAQ|KRX|TSE|TYO|TASE|BSE|NSE|"
    r"BIT|STO|OMX|CPH|SGX|Oslo(?:\sBørs)?)"
)
_TICKER = re.compile(
    rf"[(\[](?:[^()\[\]]{{0,40}}?\b)?(?P<exchange>{_EXCHANGES})[A-Za-z ]{{0,20}}:\s{{0,2}}(?P<ticker>[A-Z0-9][A-Z0-9.-]{{0,9}})\b[^()\[\]]{{0,80}}[)\]]"
)
_LEGAL = (
    r"(?:,?\s(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|L\.L\.C|PLC|plc|p\.l\.c|GmbH|AG|SA|S\.A|"
    r"SAS|S\.A\.S|SE|N\.V|NV|B\.V|BV|AB|A/S|ASA|AS|Oy|Oyj|S\.p\.A|SpA|SRL|KGaA|K\.K|Pty|Holdings|Group)\b\.?){1,3}"
)
_TOKEN = r"(?:[A-Z][\w&'’.+-]{0,30}|[A-Z]{1,3}|[a-z]{1,3}[A-Z][\w-]{1,25}|&|and|of|de)"
_NAME = re.compile(rf"(?P<name>{_TOKEN}(?:\s{_TOKEN}){{0,6}}?{_LEGAL}|{_TOKEN}(?:\s{_TOKEN}){{0,5}})")
_SAYS = re.compile(r"\b(?:today|announces?|announced|reports?|reported|provides?|provided|jointly)\b")
_HEADLINE_VERB = re.compile(
    r"\s(?:Announce[sd]?|Report(?:s|ed)?|Receive[sd]?|Provide[sd]?|Present(?:s|ed)?|Completed|Initiated|Granted|"
    r"Achieved|Submitted|[Tt]o\s+[A-Z]?[a-z]+|Initiates?|Begins?|Completes?|Doses?|Enrolls?|Outlines?|Highlights?|"
    r"Advances?|Expands?|Enters?|Closes?|Prices?|Raises?|Appoints?|Names|Launches|Submits?|Files?|Achieves?|"
    r"Showcases?|Accelerates?|Releases?|"
    r"Further|Updates?|Secures?|Strengthens?|Signs?|Acquires?|Granted|Gets?|Wins?|Unveils?|Publishes|Shares?|"
    r"Commences?|Starts?|Opens?|Selects?|Discontinues?|Terminates?|Pauses?|Resumes?|Regains?|Licenses?|Partners?|"
    r"Collaborates?|Obtains?|Gains?|Welcomes?|Confirms?|Plans?|Will|Hosts?|Demonstrates?|Delivers?|Reaches|Meets|"
    r"Successfully|and\s+[A-Z]\w+\s+\w+|communicate|provide|announce|Rapidly|Positive|Executes?|Establishes|"
    r"Continues?|Reaffirms?|Participates?)\b"
)
_DEFINED = re.compile(
    r"\(\s?(?:the\s+)?[“\"]?(?:(?P<short>[A-Z][\w .&-]{1,30}?)[”\",]{1,2}\s{0,2}(?:or|"
    r"and)\s{0,2}(?:the\s+)?[“\"]?(?:Company|Group|we|us|our)|(?P<plain>[A-Z][\w .&-]{1,30}?)\s+or\s+the\s+Company|"
    r"[“\"](?P<only>[A-Z][\w .&-]{1,30}?)[”\"]|(?P<bare>[A-Z][\w-]{2,25}))[”\"]?\s?\)"
)
_TRADE = frozenset(
    [
        "therapeutics",
        "pharmaceuticals",
        "pharmaceutical",
        "biosciences",
        "bioscience",
        "pharma",
        "biotech",
        "biopharma",
        "sciences",
        "laboratories",
        "labs",
        "medicines",
        "biologics",
        "company",
        "group",
        "holdings",
        "medicine",
        "oncology",
    ]
)
_SOURCE = re.compile(r"\bSOURCE:?\s+(?P<name>[A-Z][\w&'’.,+ -]{2,60}?)(?:\s!|\s\*|\s{2}|$)")
_NOISE = frozenset(
    [
        "the",
        "a",
        "an",
        "today",
        "and",
        "company",
        "phase",
        "data",
        "first",
        "u.s",
        "us",
        "fda",
        "european",
        "new",
        "positive",
        "clinical",
        "trial",
        "study",
        "results",
    ]
)
_REGULATOR_SUBJECT = re.compile(
    r"^(?:U\.?S\.?\s+)?(?:FDA|EMA|European\s+(?:Medicines|Commission)|CHMP|Health\s+Canada|NMPA|MHRA|"
    r"Data\s+and\s+Safety|Independent|Phase\s|First\s|New\s|Positive|UPDATE|Update|CORRECTION)"
)


def find(passages: list[Passage], title: str, given: str = "") -> Company | None:
    """The issuer with ticker and short names; None where the text names none. ``given`` is the caller's, believed first."""
    lead = _lead_text(passages)
    name, after = _from_lead(lead)
    exchange, ticker = _ticker(lead + "\n" + " ".join(p.text for p in passages[:12]))
    if not name:
        name = _from_source(passages) or _repeated(_from_title(title), passages) or _from_about(passages, title) or _from_title(title)
    if given:
        aliases = (name,) if name and company_key(name) != company_key(given) else ()
        return Company(given, exchange, ticker, (*aliases, *_short_names(after, given)))
    if not name:
        return None
    return Company(name, exchange, ticker, _short_names(after, name))


def keys_of(company: Company | None, passages: list[Passage], title: str) -> frozenset[str]:
    """Spellings that mean the company and so are no products: full, short, first word."""
    if company is None:
        return frozenset()
    found = {name_key(company.name), company_key(company.name), name_key(company.ticker) if company.ticker else ""}
    found |= {name_key(alias) for alias in company.aliases}
    words = company_words(company.name)
    if words and len(words[0]) >= 4:
        found.add(words[0])
    found.add("".join(words[:2]))
    found |= {word for word in words if len(word) >= 4 and word not in _TRADE}
    return frozenset(found - {""})


def _lead_text(passages: list[Passage]) -> str:
    """What follows the dateline; without one, the first long paragraph."""
    for passage in passages[:80]:
        if passage.section == "dateline":
            return " ".join(following.text for following in passages[passage.index + 1 : passage.index + 3])
    for passage in passages[:40]:
        match = DATELINE.match(passage.text[:300])
        if match and passage.section in ("dateline", "lead", "title", "body", "subtitle"):
            rest = passage.text[match.end() :].lstrip(" -–—:/)|")
            wire = re.match(r"[(/][A-Z][\w .,/-]{2,40}[)/]\s{0,2}(?:--|[-–—])?\s{0,2}", rest)
            rest = rest[wire.end() :] if wire else rest
            following = " ".join(p.text for p in passages[passage.index + 1 : passage.index + 2])
            return rest if len(rest) > 40 else f"{rest} {following}".strip()
    for passage in passages[:12]:
        if passage.section in ("lead", "body", "subtitle") and len(passage.text) > 120 and _SAYS.search(passage.text):
            return passage.text
    return ""


def _from_lead(lead: str) -> tuple[str, str]:
    """The name at the head of the lead sentence and the text after it."""
    match = _NAME.match(lead.lstrip('“" '))
    if not match:
        return "", lead
    text = lead.lstrip('“" ')
    best = _until_mark(text)
    if best:
        return best, text[len(best) :]
    name = match["name"]
    words = name.split()
    if _REGULATOR_SUBJECT.match(text) or (words[0] == "The" and not re.search(r"(?:Company|Group|Inc)", name)):
        return "", lead
    if words[0].lower() in _NOISE or len(words) > 8:
        return _announced_by(text), lead
    if re.match(
        r"\s{0,2}(?:\(|,|\[|today\b|announce|\bis\b|report|\band\b|has\b|provide|said\b|says\b|will\b|have\b|confirm|,?\s?which\b)",
        text[match.end() :],
    ) or match["name"].endswith("."):
        return _tidy(_without_partner(name)), text[match.end() :]
    return "", lead


def _until_mark(text: str) -> str:
    """The name up to its ticker or its apposition: "Example Bio, Inc. (Nasdaq: EXBI), a ..."."""
    head = re.match(
        rf"((?:{_TOKEN})(?:,?\s(?:{_TOKEN}|Inc\.?|Ltd\.?)){{0,8}}\.?)\s{{0,2}}(?=[(\[]|,\s(?:an?|the)\s|\stoday\b|\sannounce|\sreport)",
        text[:160],
    )
    if not head:
        return ""
    name = _tidy(_without_partner(head[1]))
    return name if name.split()[0].lower() not in _NOISE else ""


def _announced_by(text: str) -> str:
    """ "In an oral presentation ..., Example Inc. announced" : the subject before the verb."""
    match = re.search(
        r"(?:,\s|today,?\s|\b)(?P<name>(?:[A-Z][\w&'’.+-]{1,30}\s){0,4}(?:[A-Z][\w&'’.+-]{1,30}|Company))\s(?:today\s)?announced",
        text[:600],
    )
    if match:
        return _tidy(match["name"])
    match = re.search(r"(?P<name>(?:[A-Z][\w&'’+-]{1,30}\s(?:and\s)?){1,4}(?:Company|Inc\.?|Corporation|Ltd\.?))['’]s\s", text[:400])
    return _tidy(match["name"]) if match else ""


def _from_source(passages: list[Passage]) -> str:
    """ "SOURCE Example Inc." at the end of a wire's copy."""
    for passage in passages[-12:]:
        if match := _SOURCE.search(passage.text):
            return _tidy(match["name"])
    return ""


def _repeated(name: str, passages: list[Passage]) -> str:
    """The headline's subject where the text goes on to use it."""
    return name if name and sum(name in passage.text for passage in passages) >= 3 else ""


def _from_about(passages: list[Passage], title: str) -> str:
    for passage in passages:
        match = re.match(r"About\s+(?P<name>[A-Z][\w&'’.,+ -]{2,60}?)\s*:?$", passage.text)
        if match and passage.section in ("about company", "about product"):
            words = company_words(match["name"])
            nearby = passages[passage.index + 1].text[:200] if passage.index + 1 < len(passages) else ""
            if (
                words
                and (passage.section == "about company" or re.search(r"\bcompany\b", nearby))
                and (words[0] in title.lower() or len(words) > 1)
            ):
                full = _NAME.match(nearby)
                if full and company_key(full["name"]).startswith(words[0]):
                    return _tidy(full["name"])
                return _tidy(match["name"])
    return ""


def _from_title(title: str) -> str:
    """The words before the headline's verb."""
    head = re.sub(r"^(?:UPDATE|CORRECTION|CORRECTED|UPDATED)\s?[-–—:]{1,2}\s?", "", title)
    match = _HEADLINE_VERB.search(" " + head)
    if match and match.start() > 1 and not _REGULATOR_SUBJECT.match(head):
        name = head[: match.start() - 1 + 0].strip(" ,")
        possessor = re.match(r"(?P<name>[A-Z][\w&-]{1,25}(?:\s[A-Z][\w&-]{1,25}){0,2})['’]s?\s", name)
        name = possessor["name"] if possessor else re.sub(r"['’]s?$", "", name)
        words = name.split()
        if 0 < len(words) <= 6 and words[0][0].isalnum() and words[0].lower() not in _NOISE:
            return _tidy(_without_partner(name))
    match = re.match(r"(?P<name>[A-Z][\w&-]{1,25}(?:\s[A-Z][\w&-]{1,25}){0,2})['’]s?\s", head)
    if match and not _REGULATOR_SUBJECT.match(head):
        return _tidy(match["name"])
    return ""


def _without_partner(name: str) -> str:
    """ "Example Inc. and Partner AG": the first of two companies with legal forms."""
    parts = re.split(r"\s+and\s+", name)
    if len(parts) == 2 and (re.search(_LEGAL + "$", " " + parts[0]) or re.search(r"(?:Inc|Corp|Ltd|PLC|AG|SA)\.?$", parts[0])):
        return parts[0]
    return name


def _ticker(text: str) -> tuple[str, str]:
    match = _TICKER.search(text)
    if not match:
        return "", ""
    exchange = re.sub(r"\s+", " ", match["exchange"]).upper()
    exchange = {"NASD": "NASDAQ", "NASDAQGS": "NASDAQ"}.get(exchange, exchange)
    return exchange, match["ticker"].rstrip(".-")


def _short_names(after: str, name: str) -> tuple[str, ...]:
    """Defined terms right behind the name: ("CBMG" or the "Company"), (Ocugen or the Company), ("Spectral AI")."""
    found = []
    for match in _DEFINED.finditer(after[:220]):
        short = match["short"] or match["plain"] or match["only"] or match["bare"]
        if not short:
            continue
        short = short.strip(" ,.")
        if short.lower() in ("company", "the company", "group") or (company_key(short) == company_key(name) and short != name and False):
            continue
        quoted = any(mark in match[0] for mark in '"“”')
        if match["bare"] and not quoted and name_key(short) not in name_key(name) and not _initials(short, name):
            continue
        if short not in found and short != name:
            found.append(short)
    return tuple(found)


def _initials(short: str, name: str) -> bool:
    letters = "".join(word[0] for word in name.split() if word[0].isalnum()).lower()
    return short.lower() in (letters, letters[:-1])


def _tidy(name: str) -> str:
    return without_marks(name).strip(" ,;:-–—(")
