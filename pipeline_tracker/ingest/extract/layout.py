"""From text to passages: blocks, bullets and their parents, sentences, and the section each sentence stands in.

Releases come as paragraphs, as hard-wrapped lines, or as one line that has lost all its line breaks; so blocks are cut at
inline marks as well, and sections (safe harbour, "About", contacts) are decided sentence by sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline_tracker.ingest.extract.sentences import split

# Sections that state news or guidance; the rest is background or boilerplate.
NEWS = frozenset({"title", "subtitle", "lead", "body", "upcoming", "financial"})
HEAD = frozenset({"title", "subtitle", "lead"})  # where a release says what its news is
BOILERPLATE = frozenset({"dateline", "about company", "safety", "forward-looking", "contact", "references", "table", "call"})

_BULLET = re.compile(
    r"[ \t\u00a0]{0,12}(?P<mark>[•●○▪◦‣■□·➢✓*]|[-–—]{1,2}(?=[\sA-Z])|o(?=\s)|[0-9]{1,2}[.)](?=\s)|\([0-9]{1,2}\)(?=\s))[ \t\u00a0]{0,8}"
)
_MARK = re.compile(r"[*•●▪◦‣■]")
_INLINE = re.compile(r"\*{2,12}|(?<=\s)\*(?=\s)|(?<=:)\*(?=\s)|[•●▪◦‣■](?=\s)|(?<=\s)\*(?=[A-Z])|(?<=[A-Za-z.])\*(?=\s\*)")  # at a mark
_LONGEST_DATELINE = 220
_DASHES = re.compile(r"--(?:(?<=[a-z0-9.)]--)|(?<=[a-z0-9.)]\s--))\s{0,1}(?=[A-Z]{1,4}[A-Za-z])")
_HEADING_WORD = re.compile(r"About |Forward|Safe Harbor|Cautionary")
_GLUED_HEADING = re.compile(
    r"(?<=[.)a-z])About [A-Z]|(?:(?<=[.)])|(?<=[.)]\s)|(?<=[.)]\s\s))(?:Forward[- ]Looking Statements?|Safe Harbor|"
    r"Cautionary (?:Note|Statement))\b|(?<=[a-z.)])Forward-Looking Statement"
)  # at such a word
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
_DAY = (
    rf"(?:{_MONTHS}\s{{0,3}}[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s{{0,2}}[0-9]{{4}}|[0-9]{{1,2}}(?:st|nd|rd|"
    rf"th)?\s{{1,2}}{_MONTHS},?\s{{1,2}}[0-9]{{4}})"
)
# "ATLANTA, GA - May 1, 2025 (NEWSWIRE) - ", "INDIANAPOLIS,Aug. 3, 2020// -- ", "Nantes, France – February 6th, 2025 – "
DATELINE = re.compile(
    rf"(?P<place>[A-Z][^\n0-9|*]{{1,110}}?)(?:,|-|–|—|:|\s|"
    rf"\))\s{{0,3}}(?P<date>{_DAY})\s{{0,3}}(?P<wire>[(/\[][^)\]\n]{{0,40}}[)/\]])?\s{{0,3}}(?:--|[-–—:.|]|//|/(?=\s)|$)"
    r"|[A-Z][^\n0-9|*]{2,100}?\s{0,2}--\s{0,2}\([A-Z][A-Za-z ]{3,20}\)\s{0,2}--"
)
_DATELINE_INSIDE = re.compile(rf"(?<=\s)(?=[A-Z]{{3}}[A-Za-z .,&]{{0,60}},\s?{_DAY}\s{{0,2}}(?:/{{1,2}}|\(|--|–|—))")

_ABOUT = re.compile(r"about\s+(?=[\w“\"'(])", re.IGNORECASE)
_HEADINGS = (
    (
        "forward-looking",
        re.compile(
            (
                r"(?:[\w’'&.,-]{1,30}\s+){0,4}(?:forward[\s-]{1,2}looking|safe\s+harbou?r|cautionary\s+(?:note|statement|"
                r"language)|disclosure\s+notice|important\s+notice|legal\s+notice|disclaimer|notice\s+regarding)"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "contact",
        re.compile(
            r"(?:for\s+(?:more|further|additional)\s+information\b.{0,40}contact|(?:media|investor|company|press|corporate|"
            r"public|ir|pr)s?\b.{0,40}\b(?:contact|inquiries|enquiries|relations)s?\b|contacts?\b|"
            r"(?:media|investors?)(?:\s*(?:&|and|/)\s*(?:media|investors?))?\s*:|source\b\s*:?|refer\s+to:|logo\s*-|distributed\s+by)",
            re.IGNORECASE,
        ),
    ),
    (
        "references",
        re.compile(r"(?:references?|sources?|footnotes?|citations?|notes)\s*:?\s*$|references\s*:?\s*(?:1|\[1\])", re.IGNORECASE),
    ),
    (
        "safety",
        re.compile(
            (
                r"(?:(?:selected\s+|u\.?s\.?\s+)?important\s+safety\s+information|safety\s+information|prescribing\s+information|"
                r"indications?\s+(?:and|&)\s+(?:usage|important)|what\s+is\s+the\s+most\s+important)"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "call",
        re.compile(
            (
                r"(?:(?:investor\s+|earnings\s+|upcoming\s+)?(?:conference\s+call|webcast)\b(?!.{0,60}\bpresent)|(?:investor|"
                r"conference)\s+(?:call|event)\s+(?:information|details|and))"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "table",
        re.compile(
            (
                r"(?:.{0,60}(?:condensed|consolidated)\s.{0,40}(?:statements?|balance\s+sheets?)|"
                r".{0,30}balance\s+sheets?\s*(?:data)?|financial\s+tables?\s+follow|.{0,20}statements?\s+of\s+operations|"
                r"\(?(?:unaudited|in\s+thousands))"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "financial",
        re.compile(
            (
                r"(?:.{0,60}\bfinancial\s+(?:results|highlights|summary|overview|update|review|guidance|position)|(?:cash|"
                r"liquidity)\s+(?:position|runway|guidance)|.{0,30}\bfinancials\b)[^.]{0,60}$"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "upcoming",
        re.compile(
            r"(?!.{0,80}\brecent\b).{0,60}\b(?:upcoming|anticipated|expected|planned|future|next|near-term|projected|"
            r"key\s+20[0-9]{2})\b.{0,40}\b(?:milestones?|steps|catalysts?|events?|presentations?|plans|goals|objectives|"
            r"priorities|inflection\s+points|outlook|clinical)\b"
            r"|(?:20[0-9]{2}\s+)?(?:outlook|anticipated\s+milestones|what['’]s\s+next|looking\s+ahead)",
            re.IGNORECASE,
        ),
    ),
)
_LOOKING_BACK = re.compile(
    r"\b(?:recent|highlights?|achievements?|corporate|other|progress|update|results|strategic|positioned|manufacturing)\b", re.IGNORECASE
)
_LOOKING_AHEAD = re.compile(
    (
        r"(?:is|are|anticipated|expects?|anticipates?|plans?|milestones?|include|points|catalysts)\b.{0,80}:\s*$|^(?:key|"
        r"anticipated|upcoming|expected)\b.{0,60}\binclude:?\s*$"
    ),
    re.IGNORECASE,
)
_FORWARD_SENTENCE = re.compile(
    r"forward[\s-]{1,2}looking\s+(?:statements?|information)|private\s+securities\s+litigation|"
    r"safe\s+harbou?r\s+(?:provisions?|statement)|section\s+27a\s+of|actual\s+results\s+(?:may|could|might|to)\b|"
    r"risks\s+and\s+uncertainties|undertakes?\s+no\s+(?:duty|obligation)|words\s+(?:such\s+as|like)\s+[“\"‘']",
    re.IGNORECASE,
)
# One of these stands in each forward-looking sentence: looking for them first spares most sentences the pattern.
_FORWARD_WORDS = ("looking", "litigation", "harbo", "27a", "actual", "uncertainties", "undertake", "words")
_COMPANY_WORDS = re.compile(
    r"\b(?:is\s+an?|,\s+an?)\s+(?:[\w’'-]{1,30},?\s+){0,6}(?:company|firm|leader|organi[sz]ation|pharma|biotech|biopharma)\b|"
    r"\b(?:Inc|Corp|Ltd|LLC|PLC|plc|S\.?A|N\.?V|AG|SE|AB)\b\.?|\b(?:Therapeutics|Pharmaceuticals?|Biosciences?|Pharma|"
    r"Biotech|Biopharma|Sciences|Laboratories|Labs|Medicines|Biologics|Holdings|Genetics|Oncology|Company)\b"
)
_CALL = re.compile(r"\b(?:dial[\s-]in|webcast|conference\s+id|replay|passcode|toll[\s-]free|live\s+audio)\b", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_NUMBERS = re.compile(r"\(?\$?\s?[0-9][0-9,]{0,14}(?:\.[0-9]+)?\)?%?")


@dataclass(frozen=True)
class Block:
    start: int
    end: int
    bullet: bool = False
    heading: bool = False


@dataclass(frozen=True)
class Passage:
    """A sentence, heading or bullet with its place in the document.

    ``parents`` are indexes of the headings and lead-ins above it, nearest first; ``first`` is true for the first sentence of its block.
    """

    index: int
    start: int
    end: int
    text: str
    block: int
    section: str
    bullet: bool = False
    heading: bool = False
    first: bool = True
    parents: tuple[int, ...] = ()


_NOTICE = re.compile(
    r"\bclass\s+action\b|\b(?:investor|shareholder|stockholder)\s+(?:alert|reminder|notice|investigation)\b|"
    r"\blead\s+plaintiff\b|\bsecurities\s+(?:fraud|litigation|class)\b|\breminds?\s+(?:investors|shareholders)\b|"
    r"\b(?:law\s+(?:firm|offices)|attorneys?)\b[^.]{0,80}\binvestigat",
    re.IGNORECASE,
)


def is_notice(found: list[Passage]) -> bool:
    """Whether a law firm advertises for plaintiffs: such texts quote a company's events and are none of its news."""
    head = " ".join(passage.text for passage in found if passage.section in ("title", "subtitle", "lead"))
    if _NOTICE.search(head) is None:
        return False
    return len({match[0].lower() for match in _NOTICE.finditer(head)}) >= 2 or re.search(r"\bLL[PC]\b|\bP\.C\.", head) is not None


def passage_at(found: Sequence[Passage], offset: int) -> Passage:
    """The passage of a document that an offset stands in, or the last before it; ``found`` are all of its passages, in order."""
    return found[max(0, bisect_right(found, offset, key=_start) - 1)]


def _start(passage: Passage) -> int:
    return passage.start


def blocks(text: str) -> list[Block]:
    """The text's paragraphs, headings and bullets, in order; blank space and marks are outside of them."""
    lines = _lines(text)
    wrapped = _hard_wrapped(lines, text)
    found: list[Block] = []
    for start, end in lines:
        bullet = _BULLET.match(text, start, end)
        if found and wrapped and not bullet and _continues(text, found[-1].end, start):
            found[-1] = replace(found[-1], end=end)
            continue
        pieces = _pieces(text, bullet.end() if bullet else start, end)
        for number, (low, high, marked) in enumerate(pieces):
            found.append(Block(low, high, bullet=(bool(bullet) and number == 0) or marked))
    return [Block(block.start, block.end, block.bullet, _is_heading(text[block.start : block.end], block.bullet)) for block in found]


def passages(text: str, title: str) -> list[Passage]:  # noqa: PLR0912, PLR0915 - one pass, one state
    """All sentences of the text with section and parents."""
    found: list[Passage] = []
    section = "title"
    seen_dateline = False
    dateline_cut = False
    lead_left = 0
    heading: int | None = None
    lead_in: int | None = None
    title_end = max(text.find(title), 0) + len(title) if 0 < len(title) <= 400 else 0
    all_blocks = blocks(text)
    for number, block in enumerate(all_blocks):
        raw = text[block.start : block.end]
        new = _section_of_heading(raw, block)
        if new == "contact" and block.start < len(text) * 0.4 and not block.heading:
            new = None
        if number == 0 and len(raw) > 200 and _dateline_block(raw):
            section, seen_dateline, lead_left = "lead", True, 2
        elif block.end <= title_end + 2 or number == 0:
            section = "title"
        elif not seen_dateline and _dateline_block(raw):
            section, seen_dateline, lead_left, heading, lead_in = "lead", True, 2, None, None
        elif new:
            section, heading, lead_in = new, None, None
        elif section == "title":
            section = "subtitle"
        elif section == "lead":
            section = "body"
        elif section == "subtitle" and not seen_dateline and len(raw) > 260:
            section, seen_dateline, lead_left = "lead", True, 2
        elif (
            block.heading
            and not block.bullet
            and (
                section in ("about company", "about product", "call", "financial") or (section == "upcoming" and _LOOKING_BACK.search(raw))
            )
        ):
            section = "body"
        spans = split(text, block.start, block.end)
        opening = _dateline_end(text, block) if section == "lead" and not dateline_cut else 0
        if opening:
            dateline_cut = True
            spans = _cut(spans, opening)
        for count, (start, end) in enumerate(spans):
            if end <= opening:
                words = text[start:end].rstrip()
                found.append(Passage(len(found), start, start + len(words), words, number, "dateline"))
                continue
            words = text[start:end]
            section = _section_of_sentence(words, section, start, text)
            if section == "lead":
                section = "lead" if lead_left > 0 else "body"
                lead_left -= 1
            parents = tuple(parent for parent in (lead_in if block.bullet else None, heading) if parent is not None)
            table = section not in BOILERPLATE and _is_table(words)
            found.append(
                Passage(
                    len(found), start, end, words, number, "table" if table else section, block.bullet, block.heading, count == 0, parents
                )
            )
        if not spans:
            continue
        if section == "title":
            continue
        if raw.endswith(":") and not _in_capitals(raw) and section in NEWS:
            lead_in = len(found) - 1
        elif block.heading and not block.bullet and section in NEWS:
            heading = len(found) - 1
            lead_in = None
        elif raw.rstrip().endswith(":") and section in NEWS:
            lead_in = len(found) - 1
        elif not block.bullet:
            lead_in = None
    return found


def _dateline_end(text: str, block: Block) -> int:
    """Where the dateline ends and the first sentence begins, 0 where the block has none."""
    match = DATELINE.match(text[block.start : block.start + 300])
    if not match:
        return 0
    rest = re.match(r"[\s/–—-]{0,8}(?:[(/\[][A-Z][\w .,/-]{2,40}[)/\]])?[\s/–—:-]{0,8}", text[block.start + match.end() : block.end])
    end = block.start + match.end() + (rest.end() if rest else 0)
    return end if end < block.end else 0


def _cut(spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """``spans`` with the one that contains ``at`` cut there, and what lies before joined to one."""
    after = [(max(start, at), end) for start, end in spans if end > at]
    return [(spans[0][0], at), *after] if after else spans


def _lines(text: str) -> list[tuple[int, int]]:
    found = []
    position = 0
    for line in text.split("\n"):
        stripped = line.strip(" \t\u00a0\u200b\ufeff")
        if stripped:
            start = position + line.find(stripped[0])
            found.append((start, start + len(stripped)))
        position += len(line) + 1
    return found


def _hard_wrapped(lines: list[tuple[int, int]], text: str) -> bool:
    """Whether lines were cut at a fixed width, so that most end in the middle of a sentence."""
    if len(lines) < 8:
        return False
    lengths = sorted(end - start for start, end in lines)
    if lengths[int(len(lengths) * 0.95)] > 120:
        return False
    open_ends = sum(1 for start, end in lines if end - start > 45 and text[end - 1] not in '.:;!?”"')
    return open_ends > 0.3 * len(lines)


def _continues(text: str, end: int, start: int) -> bool:
    """Whether a line goes on from the one before: no blank line between, and no end of sentence before a capital."""
    if text.count("\n", end, start) > 1:
        return False
    return not (text[end - 1] in ".:!?" and text[start].isupper() and end - max(text.rfind("\n", 0, end), 0) < 55)


def _closes_dateline(text: str, start: int, dash: int) -> bool:
    """Whether a dash ends the dateline that its line begins with, rather than beginning a bullet."""
    match = DATELINE.match(text, start, dash + 3) if dash - start < _LONGEST_DATELINE else None
    return match is not None and match.end() >= dash


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """A line cut at inline bullets, bold marks, run-in headings and a dateline inside: (start, end, bulleted)."""
    cuts: list[tuple[int, int, bool]] = []
    marks = (_INLINE.match(text, mark.start(), end) for mark in _MARK.finditer(text, start, end))
    cuts.extend((match.start(), match.end(), "**" not in match[0]) for match in marks if match)
    dashes = (match for match in _DASHES.finditer(text, start, end) if not _closes_dateline(text, start, match.start()))
    cuts.extend((match.start(), match.end(), True) for match in dashes)
    headings = (word.start() for word in _HEADING_WORD.finditer(text, start, end) if _GLUED_HEADING.match(text, word.start(), end))
    cuts.extend((at, at, False) for at in headings)
    if end - start > 300:
        dateline = _DATELINE_INSIDE.search(text, start, min(end, start + 3000))
        if dateline:
            cuts.append((dateline.start(), dateline.start(), False))
            before = re.finditer(r"\s[-–]\s(?=[A-Z])", text[start : dateline.start()])
            cuts.extend((start + dash.start() + 1, start + dash.end() - 1, True) for dash in before)
    cuts.sort()
    pieces: list[tuple[int, int, bool]] = []
    low, marked = start, False
    for cut_start, cut_end, bullet in cuts:
        if cut_start < low:
            continue
        pieces.append((low, cut_start, marked))
        low, marked = cut_end, bullet
    pieces.append((low, end, marked))
    trimmed = []
    for opening, closing, bullet in pieces:
        words = text[opening:closing]
        first = opening + len(words) - len(words.lstrip(" \t\u00a0*_|"))
        last = first + len(text[first:closing].rstrip(" \t\u00a0*_|–—-"))
        if any(char.isalnum() for char in text[first:last]):
            trimmed.append((first, last, bullet))
    return trimmed


def _is_heading(words: str, bullet: bool) -> bool:
    """A short line without a sentence's end, mostly in capitals: it governs what follows."""
    if bullet or len(words) > 160:
        return False
    if words.endswith(":"):
        return True
    if words[-1] in ".;!?,":
        return False
    tokens = re.findall(r"[A-Za-z][\w’'-]*", words[:200])
    if not tokens:
        return False
    small = {"and", "or", "of", "the", "for", "in", "to", "a", "an", "on", "with", "at", "by", "from", "its", "as", "into", "vs"}
    weighty = [token for token in tokens if token.lower() not in small]
    if not weighty:
        return False
    return sum(1 for token in weighty if token[0].isupper()) >= 0.7 * len(weighty) or len(tokens) <= 6


def _in_capitals(words: str) -> bool:
    """Whether most longer words begin with a capital, as in headings and unlike in sentences that lead into a list."""
    tokens = re.findall(r"[A-Za-z][\w’'-]+", words)
    return not tokens or sum(1 for token in tokens if token[0].isupper()) >= 0.6 * len(tokens)


def _dateline_block(words: str) -> bool:
    return DATELINE.match(words[:260]) is not None


def _section_of_heading(words: str, block: Block) -> str | None:
    """The section that a heading or a run-in heading opens, None for other blocks."""
    start = words[:160].lstrip(' *_“"')
    about = _ABOUT.match(start)
    if about and (block.heading or len(words) < 120 or words.startswith("About")):
        return "about company" if _COMPANY_WORDS.search(words[:400]) else "about product"
    for section, pattern in _HEADINGS:
        if section in ("financial", "upcoming", "call", "table") and not block.heading:
            continue
        if pattern.match(start):
            if section == "contact" and len(words) > 400:
                continue
            return section
    return None


def _section_of_sentence(words: str, section: str, start: int, text: str) -> str:
    if section in ("contact", "references", "table"):
        return section
    lower = words.lower()
    if any(word in lower for word in _FORWARD_WORDS) and _FORWARD_SENTENCE.search(words):
        return "forward-looking"
    if section in ("about product", "about company"):
        head = words[:300]
        if (
            section == "about product"
            and _COMPANY_WORDS.search(head)
            and re.search(r"\b(?:is|are)\s+(?:an?|the|committed|dedicated|focused|developing)\b", head)
            and re.search(r"\b(?:company|firm|leader|biotech|pharma)\b", head, re.IGNORECASE)
        ):
            return "about company"
        return section
    if words.startswith("About ") and len(words) < 600 and _COMPANY_WORDS.search(words[:300]):
        return "about company"
    return section


def _is_table(words: str) -> bool:
    """Rows of figures: more numbers than words can explain."""
    if len(words) < 30:
        return False
    if len(_DIGIT.findall(words, 0, 1500)) < 8:
        return False
    numbers = len(_NUMBERS.findall(words[:1500]))
    letters = len(re.findall(r"[A-Za-z]{2,}", words[:1500]))
    return numbers >= 8 and numbers > letters * 0.5
