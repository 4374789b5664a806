"""ZIP and gzip as streams of bytes. Memory does not grow with the archive: neither its directory nor a member is held whole.

The standard library's zipfile keeps an object for every member, which for an archive of half a million studies is
several hundred megabytes; here the directory is walked in blocks. Only what archives of records need is read: stored and
deflated members, also of more than 4 GB (zip64).
"""

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from isal import isal_zlib

from pipeline_tracker.ingest.documents import Refused

CHUNK = 1 << 17  # larger parts take twice as long, because memory for them is asked of the system each time
GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")  # with members, without any

_END = struct.Struct("<4s4H2IH")
_END_64_AT = struct.Struct("<4sIQI")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_LONGEST_COMMENT = 0xFFFF
_ELSEWHERE = 0xFFFFFFFF  # the figure stands in the zip64 field
_DAMAGED = "its directory is damaged. Download it again."


@dataclass(frozen=True)
class Member:
    """One file in a ZIP archive. ``start`` is where its local header begins."""

    name: str
    method: int
    encrypted: bool
    checksum: int
    packed: int
    size: int
    start: int


def plain_chunks(file: io.BufferedReader) -> Iterator[bytes]:
    while chunk := file.read1(CHUNK):  # not read(): where a later part cannot be read, what came before it is not lost
        yield chunk


def gzip_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What gzip data holds, all its members. Raises Refused "truncated" or "damaged" where it cannot be read on.

    Not by a file object: those lose what they have unpacked already when the end is missing.
    """
    inflater = None
    for packed in chunks:
        pending = packed
        while pending:
            if inflater is None:
                inflater = isal_zlib.decompressobj(wbits=31)
            yield from _inflated(inflater, pending)
            pending = b""
            if inflater.eof:
                pending, inflater = inflater.unused_data.lstrip(b"\0"), None  # some writers fill up the last block
    if inflater is not None:
        raise Refused("truncated", "is cut off: the end of the gzip data is missing. Download it again.")


def _inflated(inflater: Any, packed: bytes) -> Iterator[bytes]:
    """What these bytes add, in parts of at most CHUNK, however much they unfold to."""
    while True:
        try:
            chunk = inflater.decompress(packed, CHUNK)
        except isal_zlib.error as error:  # type: ignore[misc]
            raise Refused("damaged", f"cannot be unpacked: {error}. Download it again.") from error
        if chunk:
            yield chunk
        packed = inflater.unconsumed_tail
        if inflater.eof or (not packed and len(chunk) < CHUNK):
            return


def members(file: BinaryIO) -> Iterator[Member]:
    """The members of a ZIP archive in the order of its directory, folders left out. Raises Refused "damaged"."""
    start, size = _directory(file)
    block, at = b"", 0
    end = start + size
    while True:
        if len(block) - at < _ENTRY.size + 3 * 0xFFFF and start < end:  # an entry's fields could reach beyond the block
            file.seek(start)
            more = file.read(min(CHUNK, end - start))
            if not more:
                raise Refused("damaged", _DAMAGED)
            block, at, start = block[at:] + more, 0, start + len(more)
        if at == len(block):
            return
        member, at = _entry(block, at)
        if not member.name.endswith("/"):
            yield member


def member_chunks(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """What a member holds, checked against its size and checksum. Raises Refused."""
    if member.encrypted:
        raise Refused("encrypted", "is encrypted. Unpack the archive first.")
    if member.method not in (0, 8):
        raise Refused("unknown-compression", f"is packed with method {member.method}; deflate is read. Unpack the archive first.")
    file.seek(member.start)
    local = file.read(_LOCAL.size)
    if len(local) < _LOCAL.size or not local.startswith(b"PK\x03\x04"):
        raise Refused("damaged", "is not where the archive's directory says. Download the archive again.")
    *_, name_length, extra_length = _LOCAL.unpack(local)
    file.seek(name_length + extra_length, 1)
    size = checksum = 0
    unpacked = _stored(file, member.packed)
    if member.method == 8:
        inflater = isal_zlib.decompressobj(wbits=-15)
        unpacked = chain.from_iterable(_inflated(inflater, packed) for packed in unpacked)
    for chunk in unpacked:
        size += len(chunk)
        checksum = isal_zlib.crc32(chunk, checksum)
        if size > member.size:
            break
        yield chunk
    if (size, checksum) != (member.size, member.checksum):
        raise Refused("damaged", "is not what the archive's directory says (size or checksum). Download the archive again.")


def _stored(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk


def _directory(file: BinaryIO) -> tuple[int, int]:
    """Where the directory begins, and its size in bytes."""
    length = file.seek(0, 2)
    tail_start = max(0, length - _END.size - _LONGEST_COMMENT)
    file.seek(tail_start)
    tail = file.read(_END.size + _LONGEST_COMMENT)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused("truncated", "is cut off: the directory at its end is missing. Download it again.")
    *_, size, start, _ = _END.unpack_from(tail, at)
    if _ELSEWHERE in (start, size):
        if at < _END_64_AT.size:
            raise Refused("damaged", _DAMAGED)
        _, _, end_64, _ = _END_64_AT.unpack_from(tail, at - _END_64_AT.size)
        file.seek(min(end_64, length))
        record = file.read(_END_64.size)
        if len(record) < _END_64.size or not record.startswith(b"PK\x06\x06"):
            raise Refused("damaged", _DAMAGED)
        *_, size, start = _END_64.unpack(record)
    if start + size > length:
        raise Refused("damaged", _DAMAGED)
    return start, size


def _entry(block: bytes, at: int) -> tuple[Member, int]:
    """The entry at ``at``, and where the next one begins."""
    if len(block) - at < _ENTRY.size or not block.startswith(b"PK\x01\x02", at):
        raise Refused("damaged", _DAMAGED)
    fields = _ENTRY.unpack_from(block, at)
    flags, method, checksum, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    name_length, extra_length, comment_length, start = fields[10], fields[11], fields[12], fields[16]
    name_at = at + _ENTRY.size
    extra_at = name_at + name_length
    end = extra_at + extra_length + comment_length
    if end > len(block):
        raise Refused("damaged", _DAMAGED)
    raw = block[name_at:extra_at]
    name = raw.decode("utf-8", "replace") if flags & 0x800 else raw.decode("cp437")
    if _ELSEWHERE in (size, packed, start):
        size, packed, start = _large(block[extra_at : extra_at + extra_length], size, packed, start)
    return Member(name, method, bool(flags & 1), checksum, packed, size, start), end


def _large(extra: bytes, *figures: int) -> Iterator[int]:
    """The figures, those of them that stand in the zip64 field from there."""
    at = 0
    while len(extra) - at >= 4:
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            numbers = iter(struct.unpack_from(f"<{length // 8}Q", extra[: at + 4 + length], at + 4))
            found = [next(numbers, None) if figure == _ELSEWHERE else figure for figure in figures]
            if None not in found:
                return iter(found)  # type: ignore[arg-type]
        at += 4 + length
    raise Refused("damaged", _DAMAGED)
