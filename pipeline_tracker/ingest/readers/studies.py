"""Files of ClinicalTrials.gov studies (API version 2) as raw records, one by one.

A file is one study, an array of studies, API pages ({"studies": [...], "nextPageToken": ...}), one study a line (NDJSON), or
several such values one after the other; each also as .gz, or in a .zip. What a file is, its first bytes tell; only lines are told
by the name (.ndjson, .jsonl), because a bad line then costs only itself. Memory does not grow with the input.

Here records are only told apart. Whether one is a study is found when it is decoded (``registry.study.decode``).
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

from pipeline_tracker.ingest.documents import Refused

from . import archives

__all__ = ["MAX_BYTES", "SUFFIXES", "BadStudy", "RawStudy", "read_studies", "studies_in"]

MAX_BYTES = 16 * 1024 * 1024  # of one record; the largest known has about 1.2 MB
SUFFIXES = (".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz", ".zip", ".xml")
_LINES = (".ndjson", ".jsonl")
_IGNORED = ("__MACOSX/", ".DS_Store")  # what a Mac adds to archives

_MAGIC = 4  # bytes that tell archives from text
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
_NOT_SPACE = re.compile(rb"[^ \t\r\n]")
_S = rb"[ \t\r\n]{0,200}"
# What may stand in a page before its studies.
_PAGE_MEMBER = re.compile(_S + rb'"(?:nextPageToken|totalCount)"' + _S + rb":" + _S + rb'(?:"[^"\\]{0,500}"|[0-9]{1,15}|null)' + _S + rb",")
_PAGE_STUDIES = re.compile(_S + rb'"studies"' + _S + rb":" + _S + rb"\[")
_IN_STRING = re.compile(rb'["\\]')
_OUTSIDE = re.compile(rb'["{}\[\]]')
_TRAILING = re.compile(r"JSON is malformed: trailing characters \(byte ([0-9]{1,12})\)")
_OPENING = (b"{", b"[", b'"')
_WORD = re.compile(rb"[^,\]} \t\r\n]{1,1000}")
_VALUE = msgspec.json.Decoder(msgspec.Raw)


@dataclass(frozen=True, slots=True)
class RawStudy:
    """One record as it stands in its file. ``source`` names file and record: "studies.ndjson.gz, record 12"."""

    source: str
    data: bytes


@dataclass(frozen=True, slots=True)
class BadStudy:
    """A record, or the rest of a file, that cannot be taken. ``code`` is stable; the message says what to do where anything can be done."""

    source: str
    code: str
    message: str


def read_studies(path: Path, name: str = "") -> Iterator[RawStudy | BadStudy]:
    """The records of a file; ``name`` is what people call it."""
    name = name or str(path)
    try:
        with path.open("rb") as file:
            yield from studies_in(file, name)
    except OSError as error:
        yield BadStudy(name, "unreadable", f"cannot be read: {error.strerror}. Check that it exists and that you may read it.")


def studies_in(file: io.BufferedReader, name: str) -> Iterator[RawStudy | BadStudy]:
    """The records of an open file, such as standard input; a ZIP archive must be seekable."""
    try:
        if not file.peek(4).startswith(archives.ZIP_MAGICS):
            yield from _in_chunks(archives.plain_chunks(file), name)
        elif file.seekable():
            yield from _in_zip(file, name)
        else:
            raise Refused("unseekable", "is a ZIP archive, which can only be read from a file. Save it first.")
    except Refused as refusal:
        yield BadStudy(name, refusal.code, str(refusal))


def _in_zip(file: io.BufferedReader, name: str) -> Iterator[RawStudy | BadStudy]:
    for member in archives.members(file):
        if member.name.startswith(_IGNORED) or member.name.endswith(_IGNORED):
            continue
        source = f"{name}: {member.name}"
        try:
            if _leads_outside(member.name):
                raise Refused("outside", "leads outside the archive, which no honest archive does.")
            yield from _in_chunks(archives.member_chunks(file, member), source)
        except Refused as refusal:
            yield BadStudy(source, refusal.code, str(refusal))


def _leads_outside(path: str) -> bool:
    first, *rest = path.replace("\\", "/").split("/")
    return not first or ":" in first or ".." in (first, *rest) or "\0" in path


def _in_chunks(chunks: Iterator[bytes], name: str) -> Iterator[RawStudy | BadStudy]:
    """The records of a file that is no archive. Raises Refused where it cannot be read on."""
    head = b""
    while len(head) < _MAGIC and (chunk := next(chunks, b"")):
        head += chunk
    if head.startswith(archives.ZIP_MAGICS):
        raise Refused("nested-archive", "is an archive in an archive. Unpack the outer one first.")
    chunks = chain((head,), chunks)
    window = _Window(archives.gzip_chunks(chunks) if head.startswith(archives.GZIP_MAGIC) else chunks)
    start = window.start_of_text()
    if start == b"<":
        raise Refused("legacy-xml", "is XML: legacy XML is no longer served; download JSON from API v2")
    if not start:
        raise Refused("empty", "is empty")
    told_by_name = name.lower().removesuffix(".gz").endswith(_LINES)
    if told_by_name and start != b"[" and window.page_head() is None:
        yield from _lines(window, name)
    elif start in (b"[", b"{"):
        yield from _values(window, name)
    else:
        raise Refused("not-json", "is no JSON: it begins neither with { nor with [")


class _Window:
    """A part of a stream of bytes. What has been taken is let go as the stream is read on."""

    def __init__(self, chunks: Iterator[bytes]):
        self._chunks = chunks
        self.data = b""
        self.at = 0

    def more(self) -> bool:
        """Reads on; false at the end of the stream."""
        chunk = next(self._chunks, b"")
        self.data = self.data[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def start_of_text(self) -> bytes:
        """The first character behind a byte order mark and blanks, b"" for none; raises Refused for other encodings than UTF-8."""
        while len(self.data) < len(_BOM) and self.more():
            pass
        if self.data.startswith(_OTHER_BOMS):
            raise Refused("not-utf-8", "is UTF-16. Save it as UTF-8.")
        if self.data.startswith(_BOM):
            self.at = len(_BOM)
        return self.next_character()

    def next_character(self) -> bytes:
        """The next one that is no blank, b"" at the end. It is not taken."""
        while True:
            if found := _NOT_SPACE.search(self.data, self.at):
                self.at = found.start()
                return found[0]
            self.at = len(self.data)
            if not self.more():
                return b""

    def page_head(self) -> int | None:
        """Where the first study of an API page would begin if one begins here, None where none does."""
        if not self.data.startswith(b"{", self.at):
            return None
        while len(self.data) - self.at < 2048 and self.more():
            pass
        at = self.at + 1
        for _ in range(4):
            if found := _PAGE_STUDIES.match(self.data, at):
                return found.end()
            if not (found := _PAGE_MEMBER.match(self.data, at)):
                return None
            at = found.end()
        return None


def _lines(window: _Window, name: str) -> Iterator[RawStudy | BadStudy]:
    number, searched = 0, window.at
    while True:
        number += 1
        while (end := window.data.find(b"\n", searched)) < 0:
            searched = len(window.data) - window.at
            if searched > MAX_BYTES:
                break
            if not window.more():
                end = len(window.data)
                break
        source = f"{name}, record {number}"
        if end < 0:
            yield _too_large(source)
            while (end := window.data.find(b"\n", window.at)) < 0:
                window.at = len(window.data)
                if not window.more():
                    return
        elif end - window.at > MAX_BYTES:
            yield _too_large(source)
        elif line := window.data[window.at : end].strip():
            yield RawStudy(source, line) if line.startswith(b"{") else BadStudy(source, "not-json", "is no JSON object")
        window.at = end + 1
        if window.at >= len(window.data) and not window.more():
            return
        searched = window.at


def _values(window: _Window, name: str) -> Iterator[RawStudy | BadStudy]:
    """Studies, pages and arrays one after the other. Raises Refused where it cannot be told where the next one begins."""
    number = 0
    while character := window.next_character():
        head = window.page_head()
        if character == b"[" or head is not None:
            window.at = head or window.at + 1
            for found in _elements(window):
                number += 1
                yield _named(found, f"{name}, record {number}")
            if head is not None and not _skip(window, depth=1):
                raise _cut_off()
        elif character == b"{":
            number += 1
            found = _taken(window)
            alone = number == 1 and not window.next_character()
            yield _named(found, name if alone else f"{name}, record {number}")
        else:
            raise Refused("not-json", f"is no JSON behind record {number}: the rest cannot be told apart")


def _elements(window: _Window) -> Iterator[bytes | None]:
    """The elements of an array, from behind its opening bracket to behind its closing one; None for one that is too large."""
    if window.next_character() == b"]":
        window.at += 1
        return
    while True:
        yield _taken(window)
        character = window.next_character()
        if not character:
            raise _cut_off()
        window.at += 1
        if character == b"]":
            return
        if character != b",":
            raise Refused("not-json", "is no JSON: two records with no comma between them. The rest cannot be told apart")


def _taken(window: _Window) -> bytes | None:
    """The value that begins here, None if it is too large. Raises Refused where it does not end."""
    if not window.next_character():
        raise _cut_off()
    while True:
        view = memoryview(window.data)[window.at :]
        end = _end_of_value(view) or (_Brackets().end_in(view) if view[:1] in _OPENING else _end_of_word(view))
        if end:
            start, window.at = window.at, window.at + end
            return window.data[start : window.at].rstrip() if end <= MAX_BYTES else None
        if len(view) > MAX_BYTES:
            if not _skip(window):
                raise _cut_off()
            return None
        if not window.more():
            raise _cut_off()
        wanted = min(2 * len(view), MAX_BYTES + 1)  # what is long is not begun too often
        del view
        while len(window.data) < wanted and window.more():
            pass


def _end_of_word(view: memoryview) -> int:
    """Where something ends that is neither string, object nor array, 0 if it goes on behind this part."""
    found = _WORD.match(view)
    return found.end() if found and found.end() < len(view) else 0


def _end_of_value(view: memoryview) -> int:
    """The length of the JSON value at the start, 0 where there is none or it is not whole.

    The decoder passes over a value a hundred times faster than any loop could, and tells where it ended when more follows.
    """
    try:
        _VALUE.decode(view)
    except (msgspec.DecodeError, RecursionError) as error:
        found = _TRAILING.fullmatch(str(error))
        return int(found[1]) - 1 if found else 0  # it counts from 1
    return len(view)


def _skip(window: _Window, depth: int = 0) -> bool:
    """Passes over the value that begins here, however large, or to the end of one that is open; false where it does not end."""
    brackets = _Brackets(depth)
    while True:
        end = brackets.end_in(memoryview(window.data)[window.at :])
        if end:
            window.at += end
            return True
        window.at = len(window.data)
        if not window.more():
            return False


class _Brackets:
    """Finds where an object or array ends by its brackets alone, so that what is no JSON can be told apart, too."""

    def __init__(self, depth: int = 0):
        self._depth = depth
        self._in_string = self._escaped = False

    def end_in(self, view: memoryview) -> int:
        """The place behind the closing bracket, 0 where it is not in this part; the next part is asked for then."""
        at = int(self._escaped)
        self._escaped = False
        while found := (_IN_STRING if self._in_string else _OUTSIDE).search(view, at):
            at = found.end()
            character = found[0]
            if character == b'"':
                self._in_string = not self._in_string
                if not self._in_string and self._depth <= 0:
                    return at
            elif character == b"\\":
                at += 1
            elif character in (b"{", b"["):
                self._depth += 1
            else:
                self._depth -= 1
                if self._depth <= 0:
                    return at
        self._escaped = at > len(view)
        return 0


def _named(found: bytes | None, source: str) -> RawStudy | BadStudy:
    if found is None:
        return _too_large(source)
    return RawStudy(source, found) if found.startswith(b"{") else BadStudy(source, "not-json", "is no JSON object")


def _too_large(source: str) -> BadStudy:
    return BadStudy(source, "too-large", f"is larger than {MAX_BYTES // 1024 // 1024} MB, which no study is")


def _cut_off() -> Refused:
    return Refused("truncated", "is cut off: its last record does not end. Download it again.")
