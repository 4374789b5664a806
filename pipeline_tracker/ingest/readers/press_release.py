"""Press releases as text: decoding, cleaning, title and publication date."""

import codecs
import datetime as dt
import re
import unicodedata

from pipeline_tracker.ingest.documents import Refused

MAX_BYTES = 5 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Beginnings of files that are no text: PDF, ZIP (and .docx, .xlsx), old Office, images, gzip.
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"SQLite format 3")
_CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_HEADER = re.compile(r"[ \t]{0,20}date[ \t]{1,4}(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9-])[ \t]{0,8}", re.IGNORECASE)
# What stands above a headline and is none: "REGULATED INFORMATION", "FOR IMMEDIATE RELEASE", "Press release".
_LABEL = re.compile(
    r"[\s*_#]*(?:(?:press|news|media)\s+release|for\s+immediate\s+release|regulated\s+information|inside\s+information|ad[\s-]hoc\s+announcement|not\s+for\s+distribution[^\n]{0,80})"
    r"(?:\s*[-–—:/|,]\s*(?:inside|regulated)\s+information|[^\w\n]{0,6})*",
    re.IGNORECASE,
)
_FILE_DATE = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_DAY = r"(?P<date>[0-9]{1,2})(?:\s?(?:st|nd|rd|th))?"
_WRITTEN = (
    re.compile(rf"(?<![a-z]){_MONTH}\s{{0,3}}{_DAY}\s{{0,2}},?\s{{0,3}}{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<![\w,]){_DAY}\s{{1,3}}{_MONTH}\s{{0,2}},?\s{{0,3}}{_YEAR}", re.IGNORECASE),
)
# What stands behind a dateline's date: a wire in parentheses, a dash, a slash, or the end of the line.
_AFTER = re.compile(r"\s{0,3}(?:[(\[/][^)\]\n]{0,60}[)\]/]|[-–—|/:.]|\n|$)")
_PLACE = re.compile(r"(?:^|[\n.!?\"”*•|-]\s{0,4}|\s{1,4})(?P<place>[A-Z][^\n.!?]{1,110}?|[A-Z][\w .,&'’()/-]{1,110}?)[\s,.–—/(-]{1,5}$")
_SEARCHED = 6000  # a dateline stands near the top
_TITLE_LIMIT = 300


def check_size(data: bytes) -> None:
    if not data:
        raise Refused("empty", "is empty. Save the release's words as UTF-8 text.")
    if len(data) > MAX_BYTES:
        raise Refused(
            "too-large", f"is larger than {MAX_BYTES // 1024 // 1024} MB, which no press release is. Split it, one release a file."
        )


def decode(data: bytes) -> str:
    """Text of UTF-8 bytes, or of UTF-16 and UTF-32 with a byte order mark; strict. Raises Refused."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, len(mark))
    if data.startswith(_BINARY):
        raise Refused("binary", "is not text (it begins like a PDF, a ZIP or Office file, or an image). Save the release as text or HTML.")
    head = data[:4096]
    if head.count(0) * 20 > len(head):
        raise Refused("binary", "is not text: it is full of NUL bytes. Save the release as UTF-8 text or HTML.")
    return _decoded(data, "utf-8", 0)


def _decoded(data: bytes, encoding: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise Refused(
            "not-utf-8",
            f"is not {name}: byte {skipped + error.start} (0x{data[error.start]:02x}) is no part of a character. Save it as UTF-8.",
        ) from error


def cleaned(text: str) -> str:
    """What offsets refer to: NFC, line ends as \\n, control characters as spaces. Nothing is deleted after that."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.translate(_CONTROLS)


def publication_date(text: str, file_name: str, given: dt.date | None) -> tuple[dt.date, str]:
    """The date and where it was found: "dateline", "header", "file name" or "option". Raises Refused where there is none."""
    if day := dateline_date(text):
        return day, "dateline"
    if day := _header_date(text):
        return day, "header"
    match = _FILE_DATE.match(file_name)
    if match and (day := _iso(match["day"])):
        return day, "file name"
    if given:
        return given, "option"
    raise Refused(
        "no-date",
        (
            "has no publication date. Give it a dateline (CITY, November 6, 2019 - ...), begin its file name with "
            "YYYY-MM-DD, or use --published."
        ),
    )


def dateline_date(text: str) -> dt.date | None:
    """The date of the dateline: after a place at the start of a line or sentence, before a dash, a wire's name or the line's end."""
    head = text[:_SEARCHED]
    found: list[tuple[int, dt.date]] = []
    for pattern in _WRITTEN:
        for match in pattern.finditer(head):
            day = _written(match)
            if day is None or not _AFTER.match(head, match.end()):
                continue
            if _is_dateline(head, match):
                found.append((match.start(), day))
    if found:
        return min(found)[1]
    return _lone_date(head)


def _is_dateline(head: str, match: re.Match[str]) -> bool:
    line_start = head.rfind("\n", 0, match.start()) + 1
    before = head[max(line_start, match.start() - 120) : match.start()]
    if not before.strip():
        return False
    behind = head[match.end() : match.end() + 60]
    if re.match(r"\s{0,3}(?:[(\[/][^)\]\n]{0,60}[)\]/]{1,2}\s{0,3})?(?:--|[-–—]|//)", behind) or re.match(
        r"\s{0,3}(?:/[A-Z]|\((?:[A-Z][A-Z]|[A-Z][a-z]+\s?[Ww]ire))", behind
    ):
        return _place(before)
    whole_line = not re.match(r"[ \t]{0,3}\S", behind.split("\n")[0]) or behind[:1] == "."
    return (whole_line and _place(before) and len(before) < 90 and before.rstrip().endswith((",", "-", "–", "—", ")", "|"))) or (
        behind[:1] == "." and _place(before) and len(before) < 70
    )


def _place(before: str) -> bool:
    """Whether capitalised words that may name a place stand right before the date."""
    words = re.findall(r"[^\s,.()/–—|-]+", before)[-4:]
    if not words:
        return False
    last = words[-1]
    return last[0].isupper() and last.lower() not in ("in", "on", "of", "since", "by", "ended", "until", "through", "dated")


def _lone_date(head: str) -> dt.date | None:
    """A line that is nothing but a date, or a date right behind the headline of a release on one line."""
    for line in head.split("\n")[:12]:
        stripped = line.strip(" \t*_#|.")
        if not stripped:
            continue
        for pattern in _WRITTEN:
            match = pattern.match(stripped)
            if match and match.end() == len(stripped):
                return _written(match)
    return None


def _header_date(text: str) -> dt.date | None:
    """ "date 2019-11-06 Title": a header some archives put before the title."""
    match = _HEADER.match(text.lstrip("\ufeff\n"))
    return _iso(match["day"]) if match else None


def title_of(text: str, given: str = "") -> str:
    """The headline: the page's own where the text has it, else the first line without an archive's header; cut before a date that
    follows it on one line."""
    given = " ".join(given.split())
    first = next((line for line in text.split("\n") if line.strip() and not _LABEL.fullmatch(line)), "").strip()
    match = _HEADER.match(first)
    if match:
        first = first[match.end() :].strip()
    if given and (
        not first or len(first) > _TITLE_LIMIT or given in first or any(" ".join(line.split()) == given for line in text.split("\n"))
    ):
        return given[:_TITLE_LIMIT]
    if len(first) > 140:
        cut = _end_of_headline(first)
        first = first[:cut].strip() if cut else first
    if len(first) > _TITLE_LIMIT:
        first = first[:_TITLE_LIMIT].rsplit(" ", 1)[0]
    return first


def _end_of_headline(line: str) -> int | None:
    """Where the headline ends in a line that goes on: at a written date, or at a mark."""
    ends = [match.start() for pattern in _WRITTEN for match in pattern.finditer(line[:1000])]
    ends += [match.start() for match in re.finditer(r"\s\*\s|\s{3,}|\s[A-Z]{4,}[A-Za-z .,&]{0,40},\s", line[:1000])]
    return min((end for end in ends if end > 15), default=None)


def _written(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), _MONTHS[match["month"].lower()], int(match["date"]))
    except ValueError:
        return None


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
