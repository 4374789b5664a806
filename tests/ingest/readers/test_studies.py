"""Files of studies: every form gives the same records, and what cannot be taken costs only itself."""

import gzip
import io
import itertools
import json
import struct
import tracemalloc
import zipfile
import zlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tracker.ingest.readers import archives, studies
from pipeline_tracker.ingest.readers.studies import BadStudy, RawStudy, read_studies, studies_in

RECORDS = [{"n": 1, "text": 'a "quoted" } ] { [ \\ "}, {"'}, {"n": 2, "deep": [[{"a": []}]]}, {"n": 3, "text": "é患\u2028"}]
LINES = b"\n".join(json.dumps(found).encode() for found in RECORDS)
MIB = 1024 * 1024


class Flow(io.RawIOBase):
    """Chunks of bytes as a file that can only be read on, such as a pipe."""

    def __init__(self, chunks):
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def read(raw, name="f.json", chunk=None):
    """What is read from these bytes: (source, value or code)."""
    chunks = [raw] if chunk is None else [raw[at : at + chunk] for at in range(0, len(raw), chunk)]
    file = io.BufferedReader(io.BytesIO(raw) if chunk is None else Flow(iter(chunks)), 16 if chunk else 8192)
    return [
        (found.source, json.loads(found.data)) if isinstance(found, RawStudy) else (found.source, found.code)
        for found in studies_in(file, name)
    ]


def numbered(name, *found):
    return [(f"{name}, record {number}", value) for number, value in enumerate(found, 1)]


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, raw in members:
            archive.writestr(zipfile.ZipInfo(name) if name.endswith("/") else name, raw, compress_type=method)
    return file.getvalue()


FORMS = {
    "lines.ndjson": LINES,
    "lines.jsonl": LINES.replace(b"\n", b"\r\n") + b"\r\n\r\n",
    "lines.json": LINES,
    "array.json": json.dumps(RECORDS).encode(),
    "indented.json": json.dumps(RECORDS, indent=4, ensure_ascii=False).encode(),
    "page.json": json.dumps({"studies": RECORDS, "nextPageToken": "abc"}).encode(),
    "last-page.json": json.dumps({"totalCount": 3, "studies": RECORDS}, indent=1).encode(),
    "token-first.json": json.dumps({"nextPageToken": None, "totalCount": 3, "studies": RECORDS}).encode(),
    "pages.ndjson": b"\n".join(json.dumps({"studies": found}).encode() for found in (RECORDS[:1], [], RECORDS[1:])),
    "bom.json": b"\xef\xbb\xbf" + json.dumps(RECORDS).encode(),
    "bom.ndjson": b"\xef\xbb\xbf" + LINES,
    "array-of-lines.ndjson": b"[" + LINES.replace(b"\n", b",\n") + b"]",
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_records(name):
    assert read(FORMS[name], name) == numbered(name, *RECORDS)
    assert read(gzip.compress(FORMS[name]), f"{name}.gz") == numbered(f"{name}.gz", *RECORDS)
    assert read(zipped((name, FORMS[name])), "a.zip") == numbered(f"a.zip: {name}", *RECORDS)
    assert read(zipped((f"{name}.gz", gzip.compress(FORMS[name]))), "a.zip") == numbered(f"a.zip: {name}.gz", *RECORDS)


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("name", FORMS)
def test_where_a_stream_is_cut_into_parts_does_not_matter(name, chunk):
    assert read(FORMS[name], name, chunk) == numbered(name, *RECORDS)


def test_a_file_of_one_study_is_named_by_the_file_alone():
    assert read(json.dumps(RECORDS[0], indent=1).encode() + b"\n", "one.json") == [("one.json", RECORDS[0])]
    archive = zipped(("a/NCT1.json", json.dumps(RECORDS[0])), ("a/", b""), ("__MACOSX/._x", b"?"), (".DS_Store", b"?"))
    assert read(archive, "all.zip") == [("all.zip: a/NCT1.json", RECORDS[0])]


def test_a_file_is_read_by_its_path(tmp_path):
    path = tmp_path / "studies.ndjson.gz"
    path.write_bytes(gzip.compress(LINES))
    assert [found.source for found in read_studies(path, "studies.ndjson.gz")] == [
        f"studies.ndjson.gz, record {number}" for number in (1, 2, 3)
    ]
    (missing,) = read_studies(tmp_path / "none.json")
    assert (missing.source, missing.code) == (str(tmp_path / "none.json"), "unreadable")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(['"', "\\", "{", "]", '\\"']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
STUDIES = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), min_size=2, max_size=5)


@settings(max_examples=150, deadline=None)
@given(STUDIES, st.sampled_from([None, 2]), st.booleans(), st.sampled_from([None, 5]))
@pytest.mark.slow
def test_any_records_are_told_apart(found, indent, escaped, chunk):
    for raw in (
        json.dumps(found, indent=indent, ensure_ascii=escaped).encode(),
        json.dumps({"studies": found, "nextPageToken": "x"}, indent=indent, ensure_ascii=escaped).encode(),
    ):
        assert read(raw, chunk=chunk) == numbered("f.json", *found)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n"])
def test_lines_are_told_apart_wherever_the_parts_of_a_file_end(end):
    found = [{"n": "x" * (number % 41)} for number in range(150)]  # longer than what is looked at to tell a page of studies
    raw = end.join(json.dumps(value).encode() for value in found)
    for size in (1, 2, 13, 32, 64, 100):
        assert [value for _, value in read(raw, "f.ndjson", chunk=size)] == found


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.sampled_from([b"", b" ", b"\n,{}", b"]", b" x"]))
def test_brackets_and_the_decoder_find_the_same_end(value, rest):
    whole = json.dumps(value).encode()
    view = memoryview(whole + rest)
    assert studies._Brackets().end_in(view) == len(whole)
    assert bytes(view[: studies._end_of_value(view)]).rstrip() == whole
    assert studies._Brackets().end_in(view[: len(whole) - 1]) == 0


NAN, TWICE, HALF = b'{"n": NaN}', b'{"n": 1, "n": 2}', b'{"n": [1'


@pytest.mark.parametrize(
    "bad", [NAN, TWICE, b'{"n": "\\ud800"}', b'{"n": "\xff"}', b'{"n" 1}', b'{"n":' + b"[" * 50_000 + b"]" * 50_000 + b"}"]
)
def test_a_record_that_is_no_json_is_told_apart_from_the_next(bad):
    """It is refused when it is decoded."""
    one, other = json.dumps(RECORDS[0]).encode(), json.dumps(RECORDS[2]).encode()
    for raw in (b"[" + one + b", " + bad + b",\n" + other + b"]", b'{"studies":[' + b",".join((one, bad, other)) + b"]}"):
        file = io.BufferedReader(io.BytesIO(raw))
        assert [found.data for found in studies_in(file, "x") if isinstance(found, RawStudy)] == [one, bad, other]
    file = io.BufferedReader(io.BytesIO(b"\n".join((one, bad, other))))
    assert [found.data for found in studies_in(file, "x.ndjson") if isinstance(found, RawStudy)] == [one, bad, other]


def test_what_is_no_object_costs_only_itself():
    one = json.dumps(RECORDS[0]).encode()
    assert read(b"\n".join((b"plain words", one, b"[1]", b"null", one)), "f.ndjson") == [
        ("f.ndjson, record 1", "not-json"),
        ("f.ndjson, record 2", RECORDS[0]),
        ("f.ndjson, record 3", "not-json"),
        ("f.ndjson, record 4", "not-json"),
        ("f.ndjson, record 5", RECORDS[0]),
    ]
    assert read(b'[1, NaN, "a {", nonsense, null, [2], ' + one + b"]") == [
        *((f"f.json, record {number}", "not-json") for number in range(1, 7)),
        ("f.json, record 7", RECORDS[0]),
    ]


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        (b"", "f.json", [("f.json", "empty")]),
        (b" \n\xef\xbb\xbf"[:2], "f.ndjson", [("f.ndjson", "empty")]),
        (b"\xef\xbb\xbf", "f.json", [("f.json", "empty")]),
        (gzip.compress(b"", mtime=0), "f.json.gz", [("f.json.gz", "empty")]),
        (b"[]", "f.json", []),
        (b'{"studies": []}', "f.json", []),
        (b'<?xml version="1.0"?><clinical_study/>', "NCT1.xml", [("NCT1.xml", "legacy-xml")]),
        (b"\n <clinical_study/>", "f.json", [("f.json", "legacy-xml")]),
        (b"<x/>", "f.ndjson", [("f.ndjson", "legacy-xml")]),
        ('{"n": 1}'.encode("utf-16"), "f.json", [("f.json", "not-utf-8")]),
        (b"nct_id,title", "f.json", [("f.json", "not-json")]),
        (b'{"n": 1}, {"n": 2}', "f.json", [("f.json, record 1", {"n": 1}), ("f.json", "not-json")]),
        (b'[{"n": 1} {"n": 2}]', "f.json", [("f.json, record 1", {"n": 1}), ("f.json", "not-json")]),
        # cut off: what came before is taken
        (b'[{"n": 1}, {"n": ', "f.json", [("f.json, record 1", {"n": 1}), ("f.json", "truncated")]),
        (b'[{"n": 1}', "f.json", [("f.json, record 1", {"n": 1}), ("f.json", "truncated")]),
        (b'[{"n": 1},', "f.json", [("f.json, record 1", {"n": 1}), ("f.json", "truncated")]),
        (b"[", "f.json", [("f.json", "truncated")]),
        (b'{"studies":[{"n": 1}]', "f.json", [("f.json, record 1", {"n": 1}), ("f.json", "truncated")]),
        (b'{"n": "', "f.json", [("f.json", "truncated")]),
        (LINES[:-3], "f.json", [*numbered("f.json", *RECORDS[:2]), ("f.json", "truncated")]),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_rest_is_read(raw, name, expected):
    assert read(raw, name) == expected


def test_a_word_to_those_who_have_legacy_xml():
    (found,) = studies_in(io.BufferedReader(io.BytesIO(b"<clinical_study/>")), "NCT1.xml")
    assert found == BadStudy("NCT1.xml", "legacy-xml", "is XML: legacy XML is no longer served; download JSON from API v2")


def incompressible(count):
    """Records that stay large when packed."""
    seeds = itertools.accumulate(range(count), lambda seed, _: zlib.crc32(seed.to_bytes(8, "big")), initial=1)
    return [{"n": number, "text": f"{seed:x}" * 50} for number, seed in enumerate(itertools.islice(seeds, count))]


@pytest.mark.parametrize(
    "wrap", [lambda found: json.dumps(found).encode(), lambda found: b"\n".join(json.dumps(one).encode() for one in found)]
)
def test_of_a_gzip_file_that_is_cut_off_all_before_is_read(wrap):
    found = incompressible(5000)
    packed = gzip.compress(wrap(found))
    packed = packed[: len(packed) * 2 // 3]
    whole = zlib.decompressobj(wbits=31).decompress(packed).count(b"}")
    *taken, last = read(packed, "f.ndjson.gz")
    assert last == ("f.ndjson.gz", "truncated")
    assert taken == numbered("f.ndjson.gz", *found[: len(taken)])
    assert len(taken) in (whole, whole - 1)  # of the last line it is not known whether it is whole


def test_a_damaged_gzip_file_is_refused_at_the_damage():
    packed = bytearray(gzip.compress(LINES))
    packed[-6] ^= 0xFF  # the checksum
    assert read(bytes(packed), "f.ndjson.gz")[-1] == ("f.ndjson.gz", "damaged")
    packed[12:30] = b"\xff" * 18
    assert read(bytes(packed), "f.ndjson.gz") == [("f.ndjson.gz", "damaged")]


def test_gzip_members_one_behind_the_other_are_one_file():
    one, other = LINES.split(b"\n", 1)
    assert read(gzip.compress(one + b"\n") + gzip.compress(other), "f.ndjson.gz") == numbered("f.ndjson.gz", *RECORDS)


@pytest.mark.parametrize(
    "path", ["../evil.json", "/etc/evil.json", "a/../../evil.json", "..\\evil.json", "C:\\evil.json", "a\\..\\b.json", "\\\\host\\x"]
)
def test_a_path_that_leads_outside_the_archive_is_refused_by_name_and_the_rest_is_read(path):
    archive = zipped((path, b"{}"), ("good.json", json.dumps(RECORDS[0])))
    shown = next(archives.members(io.BytesIO(archive))).name
    assert read(archive, "a.zip") == [(f"a.zip: {shown}", "outside"), ("a.zip: good.json", RECORDS[0])]


def test_members_of_an_archive_fail_one_by_one():
    good = ("good.json", json.dumps(RECORDS[0]))
    archive = zipped(
        ("x.xml", "<x/>"), ("e.json", ""), ("r.txt", "words"), ("n.zip", zipped(good)), ("t.json.gz", gzip.compress(LINES)[:20]), good
    )
    assert read(archive, "a.zip") == [
        ("a.zip: x.xml", "legacy-xml"),
        ("a.zip: e.json", "empty"),
        ("a.zip: r.txt", "not-json"),
        ("a.zip: n.zip", "nested-archive"),
        ("a.zip: t.json.gz", "truncated"),
        ("a.zip: good.json", RECORDS[0]),
    ]
    assert read(zipped(), "a.zip") == []


def patched(archive, signature, offset, value):
    """The archive with a field of its last header of this kind changed."""
    at = archive.rfind(signature) + offset
    return archive[:at] + value + archive[at + len(value) :]


@pytest.mark.parametrize(
    ("signature", "offset", "value", "source", "code"),
    [
        (b"PK\x01\x02", 8, b"\x01", "a.zip: b.json", "encrypted"),
        (b"PK\x01\x02", 10, b"\x0e", "a.zip: b.json", "unknown-compression"),
        (b"PK\x01\x02", 16, b"\x00\x00\x00\x00", "a.zip: b.json", "damaged"),  # checksum
        (b"PK\x01\x02", 24, b"\x01\x00\x00\x00", "a.zip: b.json", "damaged"),  # size
        (b"PK\x01\x02", 42, b"\x05\x00\x00\x00", "a.zip: b.json", "damaged"),  # place
        (b"PK\x01\x02", 0, b"PKxx", "a.zip", "damaged"),
        (b"PK\x01\x02", 28, b"\xff\xff", "a.zip", "damaged"),  # length of the name
        (b"PK\x05\x06", 16, b"\xff\xff\xff\x7f", "a.zip", "damaged"),  # place of the directory
        (b"PK\x05\x06", 16, b"\xff\xff\xff\xff", "a.zip", "damaged"),  # zip64 without its record
        (b"PK\x05\x06", 0, b"PKxx", "a.zip", "truncated"),
    ],
)
def test_a_damaged_archive_is_refused_where_it_is_damaged(signature, offset, value, source, code):
    archive = patched(zipped(("a.json", '{"n": 1}'), ("b.json", '{"n": 2}')), signature, offset, value)
    *_, last = read(archive, "a.zip")
    assert last == (source, code)
    assert len(read(archive, "a.zip")) <= 2


def test_an_archive_cut_off_at_its_end_is_refused():
    assert read(zipped(("a.json", LINES))[:-30], "a.zip") == [("a.zip", "truncated")]


def test_stored_members_and_comments_are_read():
    archive = bytearray(zipped(("a.json", LINES), method=zipfile.ZIP_STORED))
    archive[-2:] = struct.pack("<H", 700)
    assert read(bytes(archive) + b"c" * 700, "a.zip") == numbered("a.zip: a.json", *RECORDS)


def test_archives_with_zip64_fields_are_read():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.ndjson", "w", force_zip64=True) as member:
        member.write(LINES)
    small = file.getvalue()
    # The same sizes and places, told by zip64 fields only.
    at = small.rfind(b"PK\x01\x02")
    packed, size, start = struct.unpack_from("<2I", small, at + 20) + struct.unpack_from("<I", small, at + 42)
    entry = bytearray(small[at : at + 46])
    struct.pack_into("<2I", entry, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<I", entry, 42, 0xFFFFFFFF)
    extra = struct.pack("<2H3Q", 1, 24, size, packed, start)
    struct.pack_into("<H", entry, 30, len(extra))
    directory = bytes(entry) + b"a.ndjson" + extra
    end64 = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(directory), at)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at + len(directory), 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert read(small[:at] + directory + end64 + locator + end, "a.zip") == numbered("a.zip: a.ndjson", *RECORDS)


def test_an_archive_cannot_be_read_from_a_pipe():
    stream = io.BufferedReader(Flow(iter([zipped(("a.json", LINES))])))
    (found,) = studies_in(stream, "-")
    assert (found.source, found.code) == ("-", "unseekable")


def huge(size):
    return b'{"text": "' + b"x" * size + b'"}'


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", ["lines", "array", "values"])
def test_a_record_beyond_the_limit_is_refused_without_being_held(form, packed, tmp_path):
    small = json.dumps(RECORDS[0]).encode()
    name = "f.ndjson" if form == "lines" else "f.json"
    start, comma, end = {"lines": (b"", b"\n", b"\n"), "array": (b"[", b",", b"]"), "values": (b"", b" ", b"")}[form]
    path = tmp_path / name
    with gzip.open(path, "wb", 1) if packed else path.open("wb") as file:
        file.write(start + small + comma + b'{"text": "')
        for _ in range(100):
            file.write(b"x" * MIB)
        file.write(b'"}' + comma + small + end)
    tracemalloc.start()
    found = [(one.source, one.code if isinstance(one, BadStudy) else json.loads(one.data)) for one in read_studies(path, name)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == numbered(name, RECORDS[0], "too-large", RECORDS[0])
    assert peak < 5 * studies.MAX_BYTES


@pytest.mark.slow
def test_a_zip_bomb_is_unfolded_only_as_far_as_a_record_may_be_long():
    bomb = zipped(("a.json", huge(100 * MIB)), ("b.json", json.dumps(RECORDS[0])))
    assert len(bomb) < MIB
    tracemalloc.start()
    found = read(bomb, "a.zip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [("a.zip: a.json", "too-large"), ("a.zip: b.json", RECORDS[0])]
    assert peak < 5 * studies.MAX_BYTES


def test_a_record_of_a_megabyte_is_read():
    assert read(b"[" + huge(3 * MIB) + b"," + huge(MIB) + b"]")[0][1] == json.loads(huge(3 * MIB))


def peak_of(raw, name):
    tracemalloc.start()
    number = sum(1 for _ in studies_in(io.BufferedReader(io.BytesIO(raw)), name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return number, peak


@pytest.mark.slow
@pytest.mark.parametrize("form", ["array", "lines", "zip", "members"])
def test_memory_does_not_grow_with_the_input(form):
    def made(count):
        found = [{"n": number, "text": "x" * 2000} for number in range(count)]
        lines = [json.dumps(one).encode() for one in found]
        if form == "members":
            return zipped(*((f"NCT{number}.json", line) for number, line in enumerate(lines)))
        raw = b"\n".join(lines) if form == "lines" else b"[" + b",".join(lines) + b"]"
        return zipped(("a.json", raw)) if form == "zip" else raw

    few, many = (peak_of(made(count), "f.ndjson" if form == "lines" else "f") for count in (2_000, 8_000))
    assert (few[0], many[0]) == (2_000, 8_000)
    assert many[1] < 1.1 * few[1] + 1.5 * MIB  # what is read at a time; all would be 12 MB more, a list of members 4 MB


@pytest.mark.parametrize(
    ("raw", "end"), [(b'{"a":1} , {"b":2}', 9), (b'{"a":1}\n', 8), (b"12 3", 3), (b'{"a":1', 0), (b'{"a":NaN}', 0), (b"", 0)]
)
def test_the_decoder_tells_where_a_value_ends(raw, end):
    """The one place that rests on the words of the decoder's error: a version with other words must fail here."""
    assert msgspec.__version__
    assert studies._end_of_value(memoryview(raw)) in (end, end - 1 if end else 0)
