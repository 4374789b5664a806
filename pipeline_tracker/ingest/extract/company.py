"""The issuing company, by vote: the lead's subject, the name before the ticker, the headline, "About" and "SOURCE" each nominate a name.

Names that mean one company are added up, so that one misread place ("REDWOOD CITY, Calif.") is outvoted by the others.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline_tracker.ingest.documents import Company
from pipeline_tracker.ingest.extract.layout import DATELINE, Passage
from pipeline_tracker.vocabulary.names import company_key, company_words, name_key, without_marks

HEAD = 40  # passages from the top that may hold title, dateline and lead


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Listings ------------------------------------------------------------------------------------------------------------

_EXCHANGE = re.compile(
    r"\b(?P<exchange>NASDAQ\s(?:Stockholm|Copenhagen|Helsinki|Iceland|First\sNorth)|NASDAQ(?:GS|GM|CM)?|NASD|"
    r"NYSE(?:\s(?:American|MKT|Arca))?|AMEX|OTC(?:QB|QX|MKTS|BB)?|TSX(?:-?V)?|CSE|LSE|AIM|ASX|HKEX|SEHK|HKSE|SSE|SZSE|STAR|SIX|"
    r"Euronext(?:\s(?:Growth|Access))?(?:\s(?:Paris|Brussels|Amsterdam|Lisbon|Dublin|Milan|Oslo))?|XETRA|FRA|FSE|FWB|KOSDAQ|KOSPI|KRX|"
    r"TSE|TYO|TASE|BSE|NSE|BIT|BME|MCE|STO|OMX|OMXS|CPH|SGX|TPEX|TWSE|NZX|JSE|B3|Oslo(?:\sBørs)?|OSE|"
    r"(?:London|Toronto|Tokyo|Hong\sKong|Frankfurt|Swiss|Shanghai|Australian)\s(?:Stock|Securities)\sExchange)\b",
    re.IGNORECASE,
)
_CODES = {"NASD": "NASDAQ", "NASDAQGS": "NASDAQ", "NASDAQGM": "NASDAQ", "NASDAQCM": "NASDAQ", "TSX-V": "TSXV"}
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,160})[)\]]")
# "NASDAQ Global Select Market: EXBI", "Euronext Paris and Brussels: EXB", "SEHK stock code: 6999", "Nasdaq/TSX: EXB"
_SYMBOL = re.compile(r"[A-Za-z .,/&-]{0,50}?(?::\s{0,3}[“\"]?|\s(?=[0-9]{4,6}\b))(?P<ticker>[A-Z0-9][A-Z0-9.-]{0,11})\b")
_REVERSED = re.compile(r"(?P<ticker>[0-9]{4,6})\s?\.\s?(?P<exchange>HK|SZ|SS|SH|T|KQ|KS|TW)\b")
_SUFFIXES = {"HK": "HKEX", "SZ": "SZSE", "SS": "SSE", "SH": "SSE", "T": "TSE", "KQ": "KOSDAQ", "KS": "KRX", "TW": "TWSE"}

# Names ---------------------------------------------------------------------------------------------------------------

_LEGAL = re.compile(
    r"(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|LLP|L\.L\.C|L\.P|LP|PLC|plc|p\.l\.c|GmbH|AG|SA|S\.A|SAS|S\.A\.S|"
    r"SE|N\.V|NV|B\.V|BV|AB|A/S|ASA|AS|Oy|Oyj|S\.p\.A|SpA|S\.r\.l|SRL|KGaA|K\.K|Pty|Holdings?|Group|\(publ\))\.?,?"
)
_WORD = re.compile(r"[^\s()\[\]“”\"]{1,40}")
_NAME_WORD = re.compile(r"(?:[A-Z][\w&'’.+/-]{0,35}|[0-9]{1,4}[A-Za-z][\w-]{0,20}|[a-z]{1,4}[A-Z][\w-]{0,25}|&),?")
_LINKS = frozenset(["and", "of", "de", "the", "for", "&"])
_TRADE = _words(
    "therapeutics pharmaceuticals pharmaceutical biosciences bioscience pharma biotech biopharma biopharmaceuticals biotherapeutics",
    "sciences laboratories labs medicines biologics company group holdings medicine oncology genetics genomics bio biotechnologies",
    "vaccines immunotherapeutics neurosciences diagnostics medical biomedical",
)
# Words at the head of a sentence or headline that begin no company's name.
_NOISE = _words(
    "the a an today and company phase data first u.s us u.k uk fda ema european new positive clinical trial study results regulated",
    "inside information regulatory release correction update updated corrected media press news in on at for as with following based",
    "during after this these our we interim topline top-line final patients patient study health data-and-safety independent chmp mhra",
    "nmpa not dear full-year full fourth third second quarter annual ad-hoc adhoc announcement ministry centre center china japan korea",
    "europe global breaking photo video investor shareholder long-term late-breaking additional updated initiation successful",
)
_AUTHORITY = re.compile(
    r"(?:The\s+)?(?:U\.?S\.?\s+)?(?:FDA|EMA|CHMP|Food\s+and\s+Drug|European\s+(?:Medicines|Commission|Union)|Health\s+Canada|NMPA|MHRA|"
    r"Data\s+and\s+Safety|Ministry\s+of|National\s+Medical|Centers?\s+for|Committee\s+for)\b"
)
_SAYS = (
    r"(?:today|announce[sd]?|report(?:s|ed)?|provide[sd]?|said|says|present(?:s|ed)?|publish(?:es|ed)|release[sd]|confirm(?:s|ed)|"
    r"(?:is|are)\s(?:pleased|proud|delighted|happy)|has\s(?:today|announced)|have\s(?:today|announced)|jointly|hereby|will|welcomes?|"
    r"receive[sd]|reminds?|continues?|and\sits)\b"
)
_AFTER_SUBJECT = re.compile(
    rf"\s{{0,2}}(?:[(\[“\"]|,\s?(?:an?|the|which|together|in|developing|(?:and\s)?one|[a-z]{{3,20}}ing)\b|{_SAYS}|a\s)"
)
_ANNOUNCER = re.compile(r"\s{1,2}(?:today\s|have\s|has\s){0,2}(?:announced|announces|announce|reported|reports)\b")

# The dateline's end: a day, a wire service or both, then dashes, a colon, a slash or the line's end.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = (
    rf"(?:{_MONTH}\s{{0,3}}[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s{{0,2}}[0-9]{{4}}|"
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\s{{1,2}}{_MONTH},?\s{{1,2}}[0-9]{{4}})"
)
_YEAR = re.compile(r"[0-9]{4}")
_HOUR = r"(?:[0-9]{1,2}[:.h][0-9]{2}\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4}(?:/[A-Z][a-z]{2,9})?)?)"
_WIRE = r"(?:[(/]\s?[A-Z][A-Za-z .,®-]{2,40}(?:\.[a-z]{2,3})?\s?[)/]|via\s[A-Z][\w ]{2,30})"
_DATELINE = re.compile(
    rf"(?:--\s?\(?BUSINESS\s?WIRE\)?\s?(?:--|[–—-])(?:\s{{0,2}}{_DAY}\s{{0,2}}(?:--|[–—-]))?|"
    rf"(?:{_DAY}|{_WIRE}\s{{0,3}}(?:[A-Z][a-z]{{2,8}},?\s)?{_DAY})(?:[\s,@/|–—-]{{0,6}}(?:{_HOUR}|{_WIRE})){{0,2}}\s{{0,3}}(?:--|//|[–—:/|-]|\.(?=\s[A-Z])))"
    r"[\s/|:–—-]{0,8}",
    re.IGNORECASE,
)

# Headlines -----------------------------------------------------------------------------------------------------------

_HEADLINE_VERB = re.compile(
    r"(?:announc|report|receiv|provid|present|complet|initiat|grant|achiev|submit|submitt|begin|dos|enroll?|outlin|highlight|advanc|"
    r"expand|enter|clos|pric|rais|appoint|nam|launch|fil|showcas|accelerat|releas|updat|secur|strengthen|sign|acquir|get|win|unveil|"
    r"publish|shar|commenc|start|open|select|discontinu|terminat|paus|resum|regain|licens|partner|collaborat|obtain|gain|welcom|"
    r"confirm|plan|host|demonstrat|deliver|reach|meet|execut|establish|continu|reaffirm|participat|respond|comment|connect|join|"
    r"communicat|prepar|withdraw|suspend|halt|treat|randomi[sz]|screen|agree|amend|extend|bolster|mark|celebrat|issu|file|report|"
    r"move|show|identif|nominat|recruit|conclud|exercis|sell|divest|merg|adopt|elect|hir|promot|remind)(?:e?s|ies|e|ed)?"
)
_ADVERBS = frozenset(["successfully", "rapidly", "positive", "further", "will", "to", "said", "met", "won", "began", "sold"])
_NO_OWNERS = _words(
    "alzheimer parkinson crohn huntington sjögren friedreich hodgkin company patient patients children women men today world china japan",
    "korea europe france germany wilson pompe fabry gaucher graves behçet cushing dravet waldenström ewing barrett burkitt s fda ema",
    "group people year tomorrow leber usher meniere addison hashimoto agency",
)
_OWNER = re.compile(
    r"(?P<name>[A-Z][\w&-]{1,30})(?:['’]s|(?<=s)['’])\s(?!(?:disease|syndrome|ataxia|lymphoma|Disease|Syndrome|Ataxia|Lymphoma)\b)"
)
_CORRECTION = re.compile(
    r"(?:UPDATED?|CORRECT(?:ION|ED)|REPLACING|ADDING\s\w+|REPEAT|INVESTOR\sALERT)(?:\s[A-Z]{2,12}){0,2}\s?[-–—:]{1,2}\s?", re.IGNORECASE
)
_WIRE_HEADER = re.compile(r"[^|]{8,40}\|\sSource:\s[^|]{2,80}$")  # "January 27, 2025 09:00 ET | Source: Example Bio"
_SOURCE = re.compile(r"\bSOURCE:?\s{1,3}(?P<name>[A-Z][\w&'’.,+ -]{2,60}?)(?:\s!|\s\*|\s{2}|$)")
_ABOUT = re.compile(r"about\s{1,2}(?P<name>[A-Za-z][^:?!;“”\"\n]{1,60}?)\s{0,2}:?$", re.IGNORECASE)
_IS_COMPANY = re.compile(
    r"\b(?:is|are|as|,)\s(?:an?|the|one\sof)\s(?:[\w’'/&-]{1,30},?\s){0,9}?(?:company|companies|firm|group|leader|subsidiary|"
    r"organi[sz]ation|developer|maker|biotech|pharma|biopharma)\b"
)
# Short names in parentheses right behind the name: ("CBMG" or the "Company"), (Ocugen or the Company), ("Spectral AI").
_DEFINED = re.compile(
    r"\((?:[^()“\"]{0,60}(?=[“\"]))?\s?(?:the\s)?[“\"]?(?:(?P<short>[A-Z][\w .&-]{1,30}?)[”\",]{0,2}\s(?:or|and)\s(?:the\s)?[“\"]?"
    r"(?:the\s)?(?:Company|Group|we|us|our)\b|(?<=[“\"])(?P<only>[A-Z][\w .&-]{1,30}?)[”\"]|(?<=\()(?P<bare>[A-Z][\w-]{2,25})\s?\))"
)


_CODE_ALONE = re.compile(r"[A-Z]{2,6}[-‑ ]?[0-9]{2,6}[A-Z]?")  # "QLN-101 Met ...": a product, not who tells of it
_OPENING = "“\"' –—|:-"  # marks that may stand before a lead's first word


@dataclass(frozen=True)
class _Nominee:
    """A name that one part of the text proposes; ``after`` is the text that follows it there."""

    name: str
    weight: float
    after: str = ""


def find(passages: list[Passage], title: str, given: str = "") -> Company | None:
    """The issuer with ticker and short names; None where the text names none. ``given`` is the caller's, believed first."""
    head = "\n".join(passage.text for passage in passages[:HEAD])
    nominees = list(_nominees(passages, title, head))
    elected = _elect(nominees)
    if given:
        elected = [nominee for nominee in nominees if _same(nominee.name, given)] or elected
    if not elected:
        return Company(given) if given else None
    name = given or _fullest(elected, passages)
    exchange, ticker = _listing(head, name)
    shorts: list[str] = []
    if given and company_key(elected[0].name) != company_key(given):
        shorts.append(elected[0].name)
    for nominee in elected:
        shorts.extend(_short_names(nominee.after, name))
    return Company(name, exchange, ticker, tuple(dict.fromkeys(short for short in shorts if short != name)))


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
    for partner in _partners(company.name, passages):
        found |= {name_key(partner), company_key(partner)}
    return frozenset(found - {""})


def _partners(name: str, passages: list[Passage]) -> list[str]:
    """Who announces together with the company: "Example Inc. and Partner AG today announced"."""
    for lead in _leads(passages):
        subject = _tidy(_name_at(lead.lstrip(_OPENING)))
        if company_words(name)[:1] and company_words(name)[0] in company_words(subject):
            return [_tidy(part) for part in re.split(r"\sand\s", subject)[1:] if part.strip() and not _LEGAL.fullmatch(part.split()[0])]
    return []


def _nominees(passages: list[Passage], title: str, head: str) -> Iterator[_Nominee]:
    for lead in _leads(passages):
        if (subject := _subject(lead, head)) and subject[0]:
            yield _Nominee(subject[0], 3, subject[1])
            break
        if announcer := _announcer(lead, head):
            yield _Nominee(announcer[0], 2.5, announcer[1])
            break
    yield from _listed(head)
    yield from _headline(title, passages, head)
    for passage in passages[-12:]:
        if match := _SOURCE.search(passage.text):
            yield _Nominee(_first(_tidy(match["name"]), head), 3)
    yield from _about(passages)


def _elect(nominees: list[_Nominee]) -> list[_Nominee]:
    """The nominees of the company with most weight, in the order of nomination; the earlier one wins a tie."""
    groups: dict[int, list[_Nominee]] = defaultdict(list)
    for nominee in nominees:
        mine = next((number for number, group in groups.items() if any(_same(nominee.name, other.name) for other in group)), len(groups))
        groups[mine].append(nominee)
    return max(groups.values(), key=lambda group: sum(nominee.weight for nominee in group), default=[])


def _same(one: str, other: str) -> bool:
    """Whether two names can mean one company: the words of the one begin or stand in the other, or are its initials."""
    short, long = sorted((company_words(one), company_words(other)), key=len)
    if not short:
        return False
    if any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1)):
        return len(short) > 1 or short[0] not in _TRADE
    glued = "".join(short)
    return "".join(long).startswith(glued) if len(glued) >= 5 else glued == "".join(word[0] for word in long)


def _fullest(group: list[_Nominee], passages: list[Passage]) -> str:
    """The name with its legal form where any nominee has one, else as the text spells it out anywhere, else as nominated first."""
    legal = [nominee.name for nominee in group if _has_legal_form(nominee.name)]
    if legal:
        return legal[0]
    name = group[0].name
    more = 0 if " " in name else 2
    longer = re.compile(
        rf"\b{re.escape(name)}(?:\s[A-Z][a-z]{{2,20}}){{0,{more}}},?\s(?:Inc|Ltd|Corp|plc|PLC|LLC|AG|SE|N\.V|S\.A|AB|GmbH|A/S)\b\.?"
    )
    for passage in passages:
        if name in passage.text and (match := longer.search(passage.text)):
            return _tidy(match[0])
    return name


def _leads(passages: list[Passage]) -> Iterator[str]:
    """What follows the dateline, else the first paragraph that could be the lead; each with what comes next."""
    for passage in passages[:HEAD]:
        if _WIRE_HEADER.match(passage.text):
            continue
        following = " ".join(p.text for p in passages[passage.index + 1 : passage.index + 3])
        if passage.section == "dateline":
            yield following
            return
        text = passage.text[:3000]
        match = _DATELINE.search(text) if _YEAR.search(text) or "wire" in text.lower() else None
        plain = DATELINE.match(text[:300])
        if match and (plain is None or match.start() <= plain.end() + 4):
            yield f"{text[match.end() :]} {following}".strip()
            return
        if plain:
            yield f"{text[plain.end() :].lstrip(' -–—:/)|')} {following}".strip()
            return
    for passage in passages[:12]:
        if passage.section in ("lead", "body", "subtitle") and len(passage.text) > 100 and re.search(rf"\b{_SAYS}", passage.text[:700]):
            yield passage.text


def _name_at(text: str) -> str:
    """The run of name words that ``text`` begins with, through its legal form; "" where it begins otherwise."""
    end, position, legal = 0, 0, False
    for count, match in enumerate(_WORD.finditer(text[:140])):
        word = match[0]
        gap = text[position : match.start()]
        if gap.strip(" ") and not (legal and text.startswith("(publ)", match.start() - 1)):
            break
        if "\n" in gap or count > 9:
            break
        bare = word.rstrip(",")
        if _LEGAL.fullmatch(word) and count:
            end, legal = match.start() + len(bare), True
        elif legal and bare not in ("and", "&"):
            break
        elif bare.lower() in _LINKS and count:
            if word.endswith(","):
                break
            legal = False  # after "Inc. and" a second name may follow
        elif _NAME_WORD.fullmatch(word):
            end, legal = match.start() + len(bare), False
        elif (
            count == 0
            and re.fullmatch(r"[a-z][\w-]{2,20}", word)
            and re.match(r"(?:\s[a-z]\w{2,15})?(?:,?\s(?:Inc|plc|SE|AG|N\.V)|\s\([A-Z])", text[match.end() :])
        ):
            end = match.end()  # names that begin small, known by their legal form or listing
        elif count == 1 and end and text[0].islower() and re.match(r",?\s(?:Inc|plc|SE|AG|N\.V|\()", text[match.end() :]):
            end = match.end()
        else:
            break
        position = match.end()
        if word.endswith(",") and not _LEGAL.match(text[match.end() :].lstrip()):
            break
    return text[:end]


def _subject(lead: str, head: str) -> tuple[str, str]:
    """The lead's first words where they are a name and its sentence goes on to say something; with the text behind them."""
    text = re.sub(
        r"^(?:[“\"'\s–—|:-]|REGULATED INFORMATION|Regulated [Ii]nformation|Inside [Ii]nformation|Ad[- ]hoc\s\w+)[.:\s]{0,3}", "", lead
    ).lstrip(_OPENING)
    name = _name_at(text)
    if not name or _AUTHORITY.match(text):
        return "", ""
    if name.startswith("The ") and not _has_legal_form(name):
        return "", ""
    if re.split(r"[\s’']", name)[0].lower().strip(".,") in _NOISE and not name.startswith("The "):
        return "", ""
    rest = text[len(name) :]
    first = _first(_tidy(name), head)
    if _AFTER_SUBJECT.match(rest) or _has_legal_form(name) or first != _tidy(name):
        return first, text[text.find(first) + len(first) :]
    return "", ""


def _announcer(lead: str, head: str) -> tuple[str, str] | None:
    """ "In an oral presentation ..., Example Inc. announced": the name before the verb, with or without its listing between."""
    text = _BRACKETS.sub(lambda match: " " * len(match[0]), lead[:900])
    for match in _ANNOUNCER.finditer(text):
        before = text[max(0, match.start() - 120) : match.start()].rstrip()
        name = _name_before(before)
        if name and not _AUTHORITY.match(name):
            return _first(name, head), lead[match.start() : match.start() + 240]
    return None


def _name_before(text: str) -> str:
    """The run of name words that ``text`` ends with."""
    words = text.rstrip(" ,").split(" ")[-9:]
    taken: list[str] = []
    for word in reversed(words):
        if _NAME_WORD.fullmatch(word) or _LEGAL.fullmatch(word) or (taken and word in _LINKS):
            if taken and word.endswith(",") and not _LEGAL.fullmatch(taken[0]):
                break
            if taken and word.endswith(".") and len(word) > 3 and not _LEGAL.fullmatch(word):
                break
            taken.insert(0, word)
        else:
            break
    while taken and (taken[0].lower() in _LINKS or taken[0].lower().strip(".,") in _NOISE):
        taken.pop(0)
    name = _tidy(re.sub(r"['’]s?$", "", " ".join(taken)))
    return name if any(char.isalpha() for char in name) else ""


def _listings(head: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, exchange, ticker) of every listing in brackets, in order."""
    for brackets in _BRACKETS.finditer(head):
        inside = brackets["inside"]
        if place := _EXCHANGE.search(inside):
            if symbol := _SYMBOL.match(inside, place.end()):
                yield brackets.start(), brackets.end(), _exchange(place["exchange"]), symbol["ticker"].rstrip(".-")
        elif other := _REVERSED.search(inside):
            yield brackets.start(), brackets.end(), _SUFFIXES[other["exchange"]], other["ticker"]


def _exchange(words: str) -> str:
    code = re.sub(r"\s+", " ", words).upper()
    return _CODES.get(code, code)


def _listed(head: str) -> Iterator[_Nominee]:
    """The name before the first listing. A parent named behind its subsidiary weighs little."""
    for start, _, _, _ in _listings(head):
        before = re.sub(r"(?:\s?[(\[][^()\[\]]{1,80}[)\]]){1,2}\s{0,2}$", "", head[max(0, start - 200) : start].rstrip())
        name = _name_before(before.replace("\n", " \n "))
        if name:
            owned = re.search(
                rf"\b(?:subsidiary|unit|member|part|division|company|affiliate)\s(?:of|within)\s(?:the\s)?{re.escape(name)}",
                head[max(0, start - 200) : start],
            )
            yield _Nominee(_first(name, head), 0.5 if owned else 2.5, head[start : start + 240])
            return


def _listing(head: str, name: str) -> tuple[str, str]:
    """Exchange and ticker that stand behind the company's name, or behind words that are no other company's."""
    for start, _, exchange, ticker in _listings(head):
        before = re.sub(r"(?:\s?[(\[][^()\[\]]{1,80}[)\]]){1,2}\s{0,2}$", "", head[max(0, start - 200) : start].rstrip())
        owner = _name_before(before.replace("\n", " \n "))
        last = owner.rsplit(" and ", 1)[-1]  # of two that announce together the listing is the second one's
        if not owner or _same(owner if _LEGAL.fullmatch(last) else last, name):
            return exchange, ticker
    return "", ""


def _headline(title: str, passages: list[Passage], head: str) -> Iterator[_Nominee]:
    """The words before the verb of the headline, or the owner that it names."""
    lines = [title, *(p.text for p in passages[:3] if p.section in ("title", "subtitle") and p.text != title)]
    for line in lines:
        text = _BRACKETS.sub(" ", without_marks(_CORRECTION.sub("", line[:300])))
        name = _before_verb(text)
        if name and not _CODE_ALONE.fullmatch(name):
            yield _Nominee(_first(name, head), 2)
            return
    for line in lines:
        for match in _OWNER.finditer(line):
            if match["name"].lower() not in _NO_OWNERS and match["name"].lower() not in _NOISE:
                yield _Nominee(match["name"], 1)
                return
    bare = _CORRECTION.match(title)
    rest = title[bare.end() :] if bare else ""
    if rest and _name_at(rest) == rest:
        yield _Nominee(rest, 1)


def _before_verb(text: str) -> str:
    if _AUTHORITY.match(text):
        return ""
    words = text.split()
    for count, word in enumerate(words[:9]):
        plain = word.lower().strip(",.:’'")
        if count and (plain in _ADVERBS or _HEADLINE_VERB.fullmatch(plain)) and words[count - 1].lower() not in ("and", "&", "of"):
            break
        if count and (owner := re.match(r"(?P<name>.{2,}?)(?:['’]s|(?<=s)['’])$", word)):
            words[count] = owner["name"]
            return _sound(words[: count + 1])
        if count == 0 and (owner := re.match(r"(?P<name>[A-Z][\w&-]{1,30})(?:['’]s|(?<=s)['’])$", word)):
            return _sound([owner["name"]])
        if not (
            _NAME_WORD.fullmatch(word)
            or _LEGAL.fullmatch(word)
            or word.lower() in _LINKS
            or (count == 0 and re.fullmatch(r"[a-z]\w{3,20}", word))
        ):
            return ""
    else:
        return ""
    return _sound(words[:count])


def _sound(words: list[str]) -> str:
    """The words as a name, "" where they begin like no company's."""
    if not words or words[0].lower().strip(".,") in (_NOISE | _NO_OWNERS) or not any(word[0].isupper() for word in words if word):
        return ""
    return _tidy(" ".join(words)) if len(words) <= 7 else ""


def _about(passages: list[Passage]) -> Iterator[_Nominee]:
    """ "About Example Bio" where the text under it speaks of a company."""
    for passage in passages:
        match = _ABOUT.match(passage.text)
        if not match or passage.index + 1 >= len(passages):
            continue
        nearby = passages[passage.index + 1].text[:300]
        full = _name_at(nearby)
        known = full and _same(full, match["name"])
        if _IS_COMPANY.search(nearby) and (known or nearby.startswith(("We ", "Our "))):
            name = full if known and not match["name"].isupper() else (full or match["name"])
            yield _Nominee(_tidy(re.sub(r"['’]s$", "", name)), 1.5, nearby[len(full) :])
            return


def _first(name: str, head: str) -> str:
    """ "Example Inc. and Partner AG": the first of two companies; one company whose own name has an "and" stays whole."""
    parts = re.split(r",?\s+and\s+", name)
    left = parts[0]
    for right in parts[1:]:
        if _LEGAL.fullmatch(right.split()[0]) or not right:
            left = f"{left} and {right}"
            continue
        pair = f"{left} and {right}"
        if _has_legal_form(left) or head.count(left) > head.count(pair) or head.count(right) > head.count(pair):
            return _tidy(left.split(", ")[0] if left.count(", ") and not _has_legal_form(left) else left)
        left = pair
    return _tidy(left)


def _has_legal_form(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and _LEGAL.fullmatch(words[-1]) is not None


def _short_names(after: str, name: str) -> tuple[str, ...]:
    """Defined terms right behind the name, before the sentence says anything."""
    found = []
    says = re.search(r"\b(?:announce|report|today|publish|provide)", after[:220])
    for match in _DEFINED.finditer(after[: says.start() if says else 220]):
        short = (match["short"] or match["only"] or match["bare"]).strip(" ,.")
        if not short or short.lower() in ("company", "the company", "group", "nasdaq", "nyse"):
            continue
        if not match["short"] and name_key(short)[:4] not in name_key(name) and not _initials(short, name):
            continue
        if short not in found and short != name:
            found.append(short)
    return tuple(found)


def _initials(short: str, name: str) -> bool:
    letters = "".join(word[0] for word in name.split() if word[0].isalnum()).lower()
    return short.lower() in (letters, letters[:-1])


def _tidy(name: str) -> str:
    return without_marks(name).strip(" ,;:-–—(")
