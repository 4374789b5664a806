"""Bytes to a typed study: what is refused, and the fingerprint that tells one version of a record from another."""

import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.registry.mapping import read_study
from pipeline_tracker.ingest.registry.study import decode, fingerprint, nct_id_of

from .records import ARMS, CONDITIONS, DESIGN, GONE, IDENTIFICATION, RELEASE, SPONSORS, STATUS, data, record

SHARDS = [
    b"",
    b'"',
    b"{",
    b"}",
    b"[",
    b",",
    b":",
    b"\\",
    b"\xff",
    b"\x00",
    b"null",
    b"-1",
    b"1e999",
    b'"\\ud800"',
    "\u00e9\u200b".encode(),
    b"9" * 5000,
    b'"type":"DRUG",',
]


def refusal(raw):
    with pytest.raises(Refused) as caught:
        decode(raw)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({f"{IDENTIFICATION}/nctId": GONE}, "missing-field", f"{IDENTIFICATION}/nctId: is missing"),
        ({f"{IDENTIFICATION}/nctId": "NCT123"}, "unknown-value", f"{IDENTIFICATION}/nctId: 'NCT123' is no NCT number"),
        ({f"{IDENTIFICATION}/nctId": "NCT900000011"}, "unknown-value", f"{IDENTIFICATION}/nctId: 'NCT900000011' is no NCT number"),
        ({f"{IDENTIFICATION}/nctId": "NCT9000000١"}, "unknown-value", f"{IDENTIFICATION}/nctId: 'NCT9000000١' is no NCT number"),
        ({"/protocolSection": GONE}, "missing-field", "/protocolSection: is missing"),
        ({"/protocolSection/statusModule": GONE}, "missing-field", "/protocolSection/statusModule: is missing"),
        ({f"{STATUS}/overallStatus": GONE}, "missing-field", f"{STATUS}/overallStatus: is missing"),
        ({f"{SPONSORS}/leadSponsor": GONE}, "missing-field", f"{SPONSORS}/leadSponsor: is missing"),
        ({f"{STATUS}/overallStatus": "PAUSED"}, "unknown-value", f"{STATUS}/overallStatus: Invalid enum value 'PAUSED'"),
        ({f"{DESIGN}/phases": ["PHASE9"]}, "unknown-value", f"{DESIGN}/phases/0: Invalid enum value 'PHASE9'"),
        ({f"{STATUS}/startDateStruct/type": "MAYBE"}, "unknown-value", f"{STATUS}/startDateStruct/type: Invalid enum value 'MAYBE'"),
        ({f"{SPONSORS}/leadSponsor/class": "BIG"}, "unknown-value", f"{SPONSORS}/leadSponsor/class: Invalid enum value 'BIG'"),
        ({f"{ARMS}/interventions/0/type": "MAGIC"}, "unknown-value", f"{ARMS}/interventions/0/type: Invalid enum value 'MAGIC'"),
        (
            {CONDITIONS: ["Fever", "Chi\0lls"]},
            "bad-character",
            f"{CONDITIONS}/1: holds the character NUL, which no text may",
        ),
        ({f"{ARMS}/armGroups/0/type": "MAGIC"}, "unknown-value", f"{ARMS}/armGroups/0/type: Invalid enum value 'MAGIC'"),
        ({CONDITIONS: "Asthma"}, "wrong-type", f"{CONDITIONS}: Expected `array`, got `str`"),
        ({f"{STATUS}/startDateStruct": "2020-05"}, "wrong-type", f"{STATUS}/startDateStruct: Expected `object | null`, got `str`"),
        ({f"{DESIGN}/enrollmentInfo/count": "120"}, "wrong-type", f"{DESIGN}/enrollmentInfo/count: Expected `int | null`, got `str`"),
        ({f"{DESIGN}/enrollmentInfo/count": -1}, "bad-number", f"{DESIGN}/enrollmentInfo/count: Expected `int` >= 0"),
        ({f"{DESIGN}/enrollmentInfo/count": 2**31}, "bad-number", f"{DESIGN}/enrollmentInfo/count: Expected `int` <= 2147483647"),
        ({f"{SPONSORS}/leadSponsor/name": ""}, "missing-field", f"{SPONSORS}/leadSponsor/name: Expected `str` of length >= 1"),
        ({f"{SPONSORS}/leadSponsor/name": "x" * 201}, "too-long", f"{SPONSORS}/leadSponsor/name: Expected `str` of length <= 200"),
        ({f"{IDENTIFICATION}/briefTitle": "x" * 501}, "too-long", f"{IDENTIFICATION}/briefTitle: Expected `str` of length <= 500"),
    ],
)
def test_what_the_registry_does_not_document_is_refused_by_the_name_of_its_field(changes, code, message):
    assert refusal(data(changes)) == (code, message)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not-json"),
        (b"{", "not-json"),
        (b"null", "wrong-type"),
        (b"[]", "wrong-type"),
        (data()[:-1], "not-json"),
        (data() + b"}", "not-json"),
        (data().replace(b'"count":120', b'"count":NaN'), "not-json"),
        (data({"/extra": 1}).replace(b'"extra":1', b'"extra":NaN'), "not-json"),
        (data({"/extra": 1}).replace(b'"extra":1', b'"extra":Infinity'), "not-json"),
        (data({"/extra": 1}).replace(b'"extra":1', b'"extra":' + b"[" * 100_000 + b"]" * 100_000), "too-deep"),
        (data().replace(b"QX-101 in Asthma", b"QX-101 \xff"), "not-json"),
        (data().replace(b"QX-101 in Asthma", b"QX-101 \\ud800"), "not-json"),
        (data().decode().encode("utf-16"), "not-json"),
    ],
)
def test_what_is_no_json_is_refused(raw, code):
    assert refusal(raw)[0] == code


@pytest.mark.parametrize(
    ("member", "before"),
    [
        ('"nctId":"NCT90000001"', '"nctId":"NCT90000002",'),
        ('"overallStatus":"RECRUITING"', '"overallStatus":"COMPLETED",'),
        ('"startDateStruct":{"date":"2025-03-04"', '"startDateStruct":{"date":"2020-01-01"},'),
        ('"briefTitle":', '"briefTitle":"Other",'),
        ('"conditions":', '"conditions":["Psoriasis"],'),
        ('"phases":', '"phases":["PHASE3"],'),
        ('"count":120', '"count":12,'),
        ('"type":"PLACEBO_COMPARATOR"', '"type":"EXPERIMENTAL",'),
        ('"name":"QX-101 10 mg tablet"', '"name":"QX-102",'),
        ('"interventions":', '"interventions":[],'),
        ('"leadSponsor":', '"leadSponsor":{"name":"Other"},'),
        ('"locations":', '"locations":[],'),
        ('"meshes":', '"meshes":[],'),
        ('"statusModule":', '"statusModule":{"overallStatus":"UNKNOWN"},'),
        ('"derivedSection":', '"derivedSection":{},'),
        ('"versionHolder":', '"versionHolder":"2025-06-21",'),
    ],
)
def test_a_member_that_stands_twice_is_refused_and_never_taken_by_its_last_value(member, before):
    text = data().decode()
    assert text.count(member) == 1
    assert refusal(text.replace(member, before + member).encode())[0] == "duplicate-key"


@pytest.mark.parametrize(
    "changes",
    [
        {f"{IDENTIFICATION}/briefTitle": "overallStatus"},
        {f"{IDENTIFICATION}/acronym": "nctId", f"{IDENTIFICATION}/briefTitle": "nctId"},
        {f"{ARMS}/armGroups/0/label": "name", f"{ARMS}/interventions/0/armGroupLabels": ["name", "label"]},
        {CONDITIONS: ["statusModule", "conditions", "protocolSection"]},
        {"/protocolSection/descriptionModule/briefSummary": '"nctId":"NCT90000009","overallStatus":"X"'},
    ],
)
def test_texts_that_read_like_keys_are_no_repeated_members(changes):
    assert decode(data(changes)).protocol_section.identification_module.nct_id == "NCT90000001"


@given(st.lists(st.tuples(st.integers(0, len(data())), st.integers(0, 3), st.sampled_from(SHARDS)), min_size=1, max_size=3))
def test_a_damaged_record_is_read_or_refused_and_nothing_else(damages):
    raw = data()
    for at, length, shard in damages:
        raw = raw[:at] + shard + raw[at + length :]
    with contextlib.suppress(Refused):
        nct_id_of(raw)
    with contextlib.suppress(Refused):
        document, reading = read_study(raw, every_sponsor=True)
        assert all(document.text[claim.span.start : claim.span.end].startswith("/protocolSection/") for claim in reading.claims)


def test_a_repeat_behind_a_text_that_ends_like_a_modules_name_is_refused():
    raw = data({f"{IDENTIFICATION}/briefTitle": "Skills Module", f"{IDENTIFICATION}/acronym": "QUILL"})
    assert decode(raw).protocol_section.identification_module.acronym == "QUILL"
    assert refusal(raw.replace(b'"acronym"', b'"acronym":"OTHER","acronym"'))[0] == "duplicate-key"


def test_a_repeat_beside_bytes_that_are_no_text_is_refused():
    raw = data({"/protocolSection/x": "y"}).replace(b'"y"', b'"\xff"').replace(b'"count":120', b'"count":120,"count":7')
    assert refusal(raw)[0] == "not-json"


def test_fields_that_are_not_used_are_ignored():
    assert decode(data({"/protocolSection/newModule/anything": [1, {"x": None}], f"{IDENTIFICATION}/new": 1})) == decode(data())


def test_a_byte_order_mark_is_no_part_of_the_record():
    assert decode(b"\xef\xbb\xbf" + data()) == decode(data())


def test_the_day_of_the_datas_release_changes_no_fingerprint():
    assert fingerprint(data()) == fingerprint(data({RELEASE: "2026-11-01"}))
    assert fingerprint(data()) == hashlib.sha256(data().replace(b'"2025-06-20"', b"")).hexdigest()


@pytest.mark.parametrize(
    "changes",
    [{f"{STATUS}/overallStatus": "UNKNOWN"}, {f"{IDENTIFICATION}/briefTitle": "Other"}, {"/hasResults": True}, {RELEASE: GONE}],
)
def test_any_other_change_is_another_fingerprint(changes):
    assert fingerprint(data(changes)) != fingerprint(data())


def test_a_record_with_two_such_days_is_hashed_whole():
    twice = data({"/versionHolder": "2024-01-01"})
    assert fingerprint(twice) == hashlib.sha256(twice).hexdigest()


@pytest.mark.parametrize("day", ["2024-01-01", "2024-01-02"])
def test_of_two_such_days_only_the_one_in_its_place_is_left_out(day):
    twice = data().replace(b"{", b'{"versionHolder":"%s",' % day.encode(), 1)
    assert fingerprint(twice) == hashlib.sha256(twice.replace(b'"2025-06-20"', b"")).hexdigest()


def test_a_text_about_the_version_holder_is_hashed_as_text():
    one, other = (
        data({f"{IDENTIFICATION}/briefTitle": title, RELEASE: GONE}) for title in ('a "versionHolder":"1"', 'a "versionHolder":"2"')
    )
    assert fingerprint(one) != fingerprint(other)


def test_white_space_does_not_keep_the_day_from_being_found():
    spaced = [json.dumps(record({RELEASE: day}), indent=2).encode() for day in ("2025-06-20", "2025-06-21")]
    assert fingerprint(spaced[0]) == fingerprint(spaced[1])


@pytest.mark.parametrize(
    "raw",
    [
        data(),
        json.dumps(record(), indent=4).encode(),
        data({f"{STATUS}/expandedAccessInfo": {"hasExpandedAccess": True, "nctId": "NCT90000077"}}),
        data({f"{IDENTIFICATION}/briefTitle": 'about "nctId":"NCT90000088"'}),
        data().replace(b'"nctId"', b'"nct\\u0049d"'),
        b"\xef\xbb\xbf" + data(),
    ],
)
def test_the_number_is_found_without_decoding_and_never_anothers(raw):
    assert nct_id_of(raw) == "NCT90000001"


@pytest.mark.parametrize(
    "raw", [b"{}", b"", data({f"{IDENTIFICATION}/nctId": GONE}), b"[" * 100_000, data({f"{IDENTIFICATION}/nctId": "1"})]
)
def test_a_record_without_a_number_is_refused(raw):
    with pytest.raises(Refused):
        nct_id_of(raw)
