"""A study as API version 2 gives it: only the fields that are used, typed. What is not named here is ignored.

Values that the registry does not document are refused by the name of their field and never fall through to a default.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from pipeline_tracker.ingest.documents import Refused

# The registry's own limits are lower; these are what the tracker stores. A longer value is refused, never cut.
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Text = Annotated[str, Meta(max_length=500)]
Number = Annotated[str, Meta(min_length=1, max_length=100)]

Status = Literal[
    "ACTIVE_NOT_RECRUITING",
    "APPROVED_FOR_MARKETING",
    "AVAILABLE",
    "COMPLETED",
    "ENROLLING_BY_INVITATION",
    "NO_LONGER_AVAILABLE",
    "NOT_YET_RECRUITING",
    "RECRUITING",
    "SUSPENDED",
    "TEMPORARILY_NOT_AVAILABLE",
    "TERMINATED",
    "UNKNOWN",
    "WITHDRAWN",
    "WITHHELD",
]
DateType = Literal["ACTUAL", "ESTIMATED"]
Phase = Literal["NA", "EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4"]
SponsorClass = Literal["AMBIG", "FED", "INDIV", "INDUSTRY", "NETWORK", "NIH", "OTHER", "OTHER_GOV", "UNKNOWN"]
InterventionType = Literal[
    "BEHAVIORAL",
    "BIOLOGICAL",
    "COMBINATION_PRODUCT",
    "DEVICE",
    "DIAGNOSTIC_TEST",
    "DIETARY_SUPPLEMENT",
    "DRUG",
    "GENETIC",
    "OTHER",
    "PROCEDURE",
    "RADIATION",
]
ArmType = Literal["ACTIVE_COMPARATOR", "EXPERIMENTAL", "NO_INTERVENTION", "OTHER", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR"]
IdType = Literal["AHRQ", "CDC", "CTIS", "EUDRACT_NUMBER", "FDA", "NIH", "OTHER", "OTHER_GRANT", "REGISTRY", "SAMHSA", "VA"]

SPONSOR_CLASSES: frozenset[str] = frozenset(get_args(SponsorClass))
INTERVENTION_TYPES: frozenset[str] = frozenset(get_args(InterventionType))


class _Part(Struct, rename="camel", omit_defaults=True, frozen=True, gc=False):
    """A part of a record; names are the record's own in snake case. Written again it is the literal without unused members."""


class Dated(_Part, frozen=True):
    date: str
    type: DateType | None = None


class OrgStudyId(_Part, frozen=True):
    id: Number | None = None


class SecondaryId(_Part, frozen=True):
    id: Text
    type: IdType | None = None


class Identification(_Part, frozen=True):
    nct_id: str
    brief_title: Text
    official_title: Annotated[str, Meta(max_length=4000)] | None = None
    acronym: Annotated[str, Meta(max_length=100)] | None = None
    nct_id_aliases: tuple[Number, ...] = ()
    org_study_id_info: OrgStudyId | None = None
    secondary_id_infos: tuple[SecondaryId, ...] = ()


class State(_Part, frozen=True):
    overall_status: Status
    why_stopped: Annotated[str, Meta(max_length=2000)] | None = None
    start_date_struct: Dated | None = None
    primary_completion_date_struct: Dated | None = None
    completion_date_struct: Dated | None = None
    study_first_post_date_struct: Dated | None = None
    results_first_post_date_struct: Dated | None = None
    last_update_post_date_struct: Dated | None = None


class Sponsor(_Part, frozen=True):
    name: Name
    class_: SponsorClass | None = msgspec.field(name="class", default=None)


class Sponsors(_Part, frozen=True):
    lead_sponsor: Sponsor
    collaborators: tuple[Sponsor, ...] = ()


class Conditions(_Part, frozen=True):
    conditions: tuple[Annotated[str, Meta(max_length=300)], ...] = ()


class Enrollment(_Part, frozen=True):
    count: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None
    type: DateType | None = None


class Design(_Part, frozen=True):
    phases: tuple[Phase, ...] | None = None
    enrollment_info: Enrollment | None = None


class Arm(_Part, frozen=True):
    label: str
    type: ArmType | None = None


class Given(_Part, frozen=True):
    """An intervention."""

    type: InterventionType
    name: Name
    other_names: tuple[Text, ...] = ()
    arm_group_labels: tuple[str, ...] = ()


class Arms(_Part, frozen=True):
    arm_groups: tuple[Arm, ...] = ()
    interventions: tuple[Given, ...] = ()


class Location(_Part, frozen=True):
    country: Number | None = None


class Locations(_Part, frozen=True):
    locations: tuple[Location, ...] = ()


class Term(_Part, frozen=True):
    """A MeSH heading."""

    id: str
    term: Name


class Browse(_Part, frozen=True):
    meshes: tuple[Term, ...] = ()
    ancestors: tuple[Term, ...] = ()


class Misc(_Part, frozen=True):
    version_holder: str | None = None


class Protocol(_Part, frozen=True):
    identification_module: Identification
    status_module: State
    sponsor_collaborators_module: Sponsors
    conditions_module: Conditions = Conditions()
    design_module: Design = Design()
    arms_interventions_module: Arms = Arms()
    contacts_locations_module: Locations = Locations()


class Derived(_Part, frozen=True):
    misc_info_module: Misc = Misc()
    condition_browse_module: Browse = Browse()


class Study(_Part, frozen=True):
    protocol_section: Protocol
    derived_section: Derived = Derived()


class _Identified(_Part, frozen=True):
    nct_id: str


class _IdentifiedProtocol(_Part, frozen=True):
    identification_module: _Identified


class _IdentifiedStudy(_Part, frozen=True):
    protocol_section: _IdentifiedProtocol


_NCT = re.compile(r"NCT[0-9]{8}")
_NCT_MEMBER = re.compile(rb'"nctId"[ \t\r\n]{0,80}:[ \t\r\n]{0,80}"(NCT[0-9]{8})"')
_VERSION = b'"versionHolder"'
_VERSION_MODULE = b'"miscInfoModule":{'
_VERSION_MEMBER = re.compile(rb'"versionHolder"[ \t\r\n]{0,80}:[ \t\r\n]{0,80}("[^"\\]{0,40}")')
_STUDY = msgspec.json.Decoder(Study)
_ID = msgspec.json.Decoder(_IdentifiedStudy)
_BOM = b"\xef\xbb\xbf"
_NUL = b"\\u0000"
_PLACE = re.compile(r" - at `\$([^`]{1,300})`$")
# Members that a record may hold but once, by the first part of their module's name.
_ONCE = {
    b"identification": (
        b'"nctId"',
        b'"briefTitle"',
        b'"officialTitle"',
        b'"acronym"',
        b'"nctIdAliases"',
        b'"orgStudyIdInfo"',
        b'"secondaryIdInfos"',
    ),
    b"status": (
        b'"overallStatus"',
        b'"whyStopped"',
        b'"startDateStruct"',
        b'"primaryCompletionDateStruct"',
        b'"completionDateStruct"',
        b'"studyFirstPostDateStruct"',
        b'"resultsFirstPostDateStruct"',
        b'"lastUpdatePostDateStruct"',
    ),
    b"sponsorCollaborators": (b'"leadSponsor"', b'"collaborators"'),
    b"conditions": (b'"conditions"',),
    b"design": (b'"phases"', b'"enrollmentInfo"', b'"count"'),
    b"armsInterventions": (b'"armGroups"', b'"interventions"'),
    b"contactsLocations": (b'"locations"',),
    b"conditionBrowse": (b'"meshes"', b'"ancestors"'),
    b"miscInfo": (b'"versionHolder"',),
}


def decode(data: bytes) -> Study:
    """The study in one record. Raises Refused:

    "not-json" (NaN, cut off, not UTF-8 ...), "too-deep", "duplicate-key", "missing-field", "unknown-value", "wrong-type",
    "too-long", "bad-number", "bad-character"; the message begins with the JSON pointer of the field where there is one.
    """
    study = decode_unchecked(data)
    check(study, data)
    return study


def decode_unchecked(data: bytes) -> Study:
    """The study as it stands, for finding out whether it is wanted, which most of the time spent on checking it is saved by. Raises Refused
    as ``decode`` does, without what ``check`` refuses."""
    try:
        return _STUDY.decode(data.removeprefix(_BOM))
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused("not-json", f"is not JSON: {str(error)[:200]}") from None
    except RecursionError:
        raise Refused("too-deep", "is nested deeper than any study") from None


def check(study: Study, data: bytes) -> None:
    """Raises Refused "duplicate-key" where the record of a study tells something twice, "unknown-value" for a number that is none,
    "bad-character" for a text with NUL, which PostgreSQL does not store."""
    _refuse_repeated_keys(data, study.protocol_section.arms_interventions_module)
    if _NUL in data and (pointer := next(_with_nul(msgspec.to_builtins(study)), "")):
        raise Refused("bad-character", f"{pointer}: holds the character NUL, which no text may")
    if not _NCT.fullmatch(study.protocol_section.identification_module.nct_id):
        number = study.protocol_section.identification_module.nct_id[:40]
        raise Refused("unknown-value", f"/protocolSection/identificationModule/nctId: {number!r} is no NCT number")


def _with_nul(value: Any, pointer: str = "") -> Iterator[str]:
    """Where texts with NUL stand."""
    if isinstance(value, str):
        if "\0" in value:
            yield pointer
    elif isinstance(value, dict | list | tuple):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _with_nul(part, f"{pointer}/{name}")


def nct_id_of(data: bytes) -> str:
    """The NCT number, without decoding the record where it is told once. Raises Refused as ``decode`` does."""
    if data.count(b'"nctId"') == 1 and (match := _NCT_MEMBER.search(data)):
        return match[1].decode("ascii")
    try:
        number = _ID.decode(data.removeprefix(_BOM)).protocol_section.identification_module.nct_id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        number = ""
    return number if _NCT.fullmatch(number) else decode(data).protocol_section.identification_module.nct_id


def fingerprint(data: bytes) -> str:
    """SHA-256 (hex) of the record without the value of ``derivedSection.miscInfoModule.versionHolder``.

    That day changes in every record at every release of the data, and says nothing of the study. It is found without
    decoding, last of all such days and in its place; a record in which it stands elsewhere, and twice, is hashed whole, so that no
    change can hide.
    """
    at = data.rfind(_VERSION)  # near the end
    known = at >= 0 and (data.endswith(_VERSION_MODULE, 0, at) or data.find(_VERSION, 0, at) < 0)
    found = _VERSION_MEMBER.match(data, at) if known else None
    if found is None:
        return hashlib.sha256(data).hexdigest()
    digest = hashlib.sha256(memoryview(data)[: found.start(1)])
    digest.update(memoryview(data)[found.end(1) :])
    return digest.hexdigest()


def _refuse_repeated_keys(data: bytes, arms: Arms) -> None:
    """Raises Refused where a member that is used stands twice in its object: the decoder would silently take the last.

    Counting is cheap and may suspect too much (a text that reads like a key); only then the record is read with care.
    """
    before, *modules = data.split(b'Module"')
    names: set[bytes] = set()
    suspicious = _repeated_section(data)
    for module in modules:
        name = before[before.rfind(b'"') + 1 :]
        suspicious |= name in names or not name.isalpha()  # a text that ends so hides what follows it
        names.add(name)
        for member in _ONCE.get(name, ()):
            suspicious |= module.count(member) > 1
        if name == b"armsInterventions":
            suspicious |= _uneven(module, arms)
        before = module
    if suspicious:
        _read_with_care(data)


def _repeated_section(data: bytes) -> bool:
    names, at = [], data.find(b'Section"')
    while at >= 0:
        names.append(data[data.rfind(b'"', 0, at) : at])
        at = data.find(b'Section"', at + 1)
    return len(set(names)) < len(names)


def _uneven(part: bytes, arms: Arms) -> bool:
    """Whether arms or interventions have more members than there are of them."""
    types = sum(arm.type is not None for arm in arms.arm_groups) + len(arms.interventions)
    return (part.count(b'"label"'), part.count(b'"name"'), part.count(b'"type"')) != (len(arms.arm_groups), len(arms.interventions), types)


def _read_with_care(data: bytes) -> None:
    def members(pairs: list[tuple[str, Any]]) -> None:
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise Refused("duplicate-key", f"{key[:80]!r} stands twice in one object")
            seen.add(key)

    try:
        json.loads(data, object_pairs_hook=members, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:  # in a part that the decoder passed over
        raise Refused("not-json", f"is not JSON: {str(error)[:200]}") from None


def _refusal(message: str) -> Refused:
    place = _PLACE.search(message)
    field = re.sub(r"\[([0-9]{1,9}|\.\.\.)\]", r"/\1", place[1].replace(".", "/")) if place else ""
    told = message[: place.start()] if place else message
    if told.startswith("Object missing required field"):
        return Refused("missing-field", f"{field}/{told.split('`')[1]}: is missing")
    code = "wrong-type"
    if told.startswith("Invalid enum value"):
        code = "unknown-value"
    elif "of length" in told:
        code = "too-long" if "<=" in told else "missing-field"
    elif "Expected `int`" in told and ("<=" in told or ">=" in told):
        code = "bad-number"
    return Refused(code, f"{field}: {told[:200]}")
