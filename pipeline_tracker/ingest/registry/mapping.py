"""From a study to what it says: the document that a person can check against the record, and the reading with its claims.

The rules, field by field, stand in docs/registry.md.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from pipeline_tracker.ingest.documents import (
    Attribute,
    Claim,
    Company,
    Document,
    Indication,
    Intervention,
    Program,
    Reading,
    Refused,
    Sentence,
    Span,
    Trial,
)
from pipeline_tracker.vocabulary.phases import phase_of_set
from pipeline_tracker.vocabulary.windows import Window

from . import dates
from .areas import TOPS, normal_form
from .arms import own_products, roles
from .identifiers import identifier, identifiers
from .names import key_of, plain
from .study import (
    Arms,
    Browse,
    Dated,
    Design,
    Enrollment,
    Identification,
    Locations,
    Sponsors,
    State,
    Study,
    check,
    decode,
    decode_unchecked,
    fingerprint,
    nct_id_of,
)

__all__ = ["VERSION", "check", "decode", "decode_unchecked", "fingerprint", "map_study", "nct_id_of", "published_on", "read_study"]

VERSION = "1"  # raised when the mapping comes to other results

_IDENTIFICATION = "/protocolSection/identificationModule"
_STATUS = "/protocolSection/statusModule"
_SPONSORS = "/protocolSection/sponsorCollaboratorsModule"
_CONDITIONS = "/protocolSection/conditionsModule/conditions"
_DESIGN = "/protocolSection/designModule"
_ARMS = "/protocolSection/armsInterventionsModule"
_LOCATIONS = "/protocolSection/contactsLocationsModule/locations"
_MESHES = "/derivedSection/conditionBrowseModule/meshes"
_ANCESTORS = "/derivedSection/conditionBrowseModule/ancestors"
_VERSION_HOLDER = "/derivedSection/miscInfoModule/versionHolder"

_STOPPED = frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED"})
_ENDED = frozenset({"TERMINATED", "WITHDRAWN"})  # will not start again, so that what was expected of them no longer is

_literal = msgspec.json.Encoder().encode


class _Text:
    """The document's text, line by line."""

    def __init__(self, first: str):
        self._lines = [first]
        self._end = len(first)
        self.title = Span(0, self._end)

    def add(self, pointer: str, value: object) -> Span:
        """A fact: where it stands in the record, and what stands there."""
        line = f"{pointer} {_literal(value).decode()}"
        if not line.isascii():
            line = unicodedata.normalize("NFC", line)
        self._lines.append(line)
        start = self._end + 1
        self._end = start + len(line)
        return Span(start, self._end)

    def __str__(self) -> str:
        return "\n".join(self._lines)


def read_study(data: bytes, *, every_sponsor: bool = False) -> tuple[Document, Reading]:
    """The document and the reading of one record. Raises Refused (see ``decode`` and ``map_study``)."""
    return map_study(decode(data), fingerprint(data), every_sponsor=every_sponsor)


def published_on(study: Study) -> dt.date:
    """The day on which the record was last posted; that of its first posting, or of the data's release, where it is missing.

    Raises Refused "no-date" where it has none of them, "bad-date" where it has one that is no day.
    """
    status = study.protocol_section.status_module
    for posted, field in (
        (status.last_update_post_date_struct, "lastUpdatePostDateStruct"),
        (status.study_first_post_date_struct, "studyFirstPostDateStruct"),
    ):
        if posted:
            return dates.day(posted.date, f"{_STATUS}/{field}/date")
    if released := study.derived_section.misc_info_module.version_holder:
        return dates.day(released, _VERSION_HOLDER)
    raise Refused("no-date", f"{_STATUS}/lastUpdatePostDateStruct: is missing, and so are the other days of posting")


def map_study(study: Study, sha256: str, *, every_sponsor: bool = False) -> tuple[Document, Reading]:
    """The document and the reading of a decoded record; ``sha256`` is its fingerprint.

    Programs are read for industry sponsors, with ``every_sponsor`` for all. Raises Refused: "bad-date", "no-date",
    "unknown-value" (a set of phases that is none), "missing-field" (a name of blanks), "too-long".
    """
    protocol = study.protocol_section
    status, sponsors, design = protocol.status_module, protocol.sponsor_collaborators_module, protocol.design_module
    nct = protocol.identification_module.nct_id
    published = published_on(study)
    released = study.derived_section.misc_info_module.version_holder
    title = _named(protocol.identification_module.brief_title, f"{_IDENTIFICATION}/briefTitle", 500)
    text = _Text(f"{nct} {title}")

    acronym = _identification(protocol.identification_module, text)
    stated_at = text.add(_STATUS, _state_of(status))
    events = [(event, text.add(f"{_STATUS}/{event.field}", event.dated)) for event in _events(status)]
    if status.last_update_post_date_struct:
        text.add(f"{_STATUS}/lastUpdatePostDateStruct", status.last_update_post_date_struct)
    elif not status.study_first_post_date_struct:
        text.add(_VERSION_HOLDER, released)  # the only day that the record has
    company = Company(_named(sponsors.lead_sponsor.name, f"{_SPONSORS}/leadSponsor/name"), sponsor_class=sponsors.lead_sponsor.class_ or "")
    if not key_of(company.name):
        raise Refused("missing-field", f"{_SPONSORS}/leadSponsor/name: has neither letters nor digits")
    attributes = [
        Attribute("trial.status", nct, status.overall_status, stated_at),
        Attribute("trial.sponsor", nct, company.name, text.add(f"{_SPONSORS}/leadSponsor", sponsors.lead_sponsor)),
    ]
    collaborators = _collaborators(sponsors, text)
    indications = _indications(protocol.conditions_module.conditions, study.derived_section.condition_browse_module, text)
    only_indication = indications[0].name if len(indications) == 1 else ""
    phase, phase_words = _phase(design)
    if design.phases:
        attributes.append(Attribute("trial.phase", nct, phase_words, text.add(f"{_DESIGN}/phases", design.phases)))
    if design.enrollment_info and (enrolled := _enrolled(design.enrollment_info)):
        attributes.append(Attribute("trial.enrollment", nct, enrolled, text.add(f"{_DESIGN}/enrollmentInfo", design.enrollment_info)))
    given_at = _arms(protocol.arms_interventions_module, text)
    programs: tuple[Program, ...] = ()
    if every_sponsor or company.sponsor_class == "INDUSTRY":
        official_title = protocol.identification_module.official_title or ""
        own = own_products(protocol.arms_interventions_module, company.name, official_title)
        titled_at = text.add(f"{_IDENTIFICATION}/officialTitle", official_title) if any(item.titled for item in own) else None
        programs = tuple(
            Program(
                name=item.name,
                span=titled_at or given_at[item.number],
                aliases=item.aliases,
                indications=(only_indication,) if only_indication else (),
            )
            for item in own
        )
    trial = Trial(
        registry="ctgov",
        identifier=nct,
        span=text.title,
        title=title,
        acronym=acronym,
        identifiers=identifiers(protocol.identification_module),
        collaborators=collaborators,
        programs=tuple(program.name for program in programs),
        indications=tuple(indication.name for indication in indications),
        interventions=_interventions(protocol.arms_interventions_module),
        countries=_countries(protocol.contacts_locations_module, text),
    )

    claim = partial(
        Claim, programs=trial.programs, phase=phase, phase_words=phase_words, indication=only_indication, trial=nct, confidence=1.0
    )
    claims, undecided = [], []
    for event, span in events:
        window = dates.window(event.dated.date, f"{_STATUS}/{event.field}/date")
        state, flags = _state(event, window, status.overall_status, published)
        if state:
            claims.append(claim(event.kind, state, span, window=window, flags=flags))
        else:
            undecided.append(Sentence(span, "not taken", "has no type, and lies in the month of the record's last update"))
    if status.overall_status in _STOPPED:
        claims.append(claim("trial_stopped", "occurred", stated_at, detail=status.overall_status.lower()))

    document = Document(
        kind="registry_record",
        text=str(text),
        sha256=sha256,
        address=f"https://clinicaltrials.gov/study/{nct}",
        title=title,
        published=published,
        published_from="record",
    )
    reading = Reading(
        company=company,
        programs=programs,
        indications=indications,
        trials=(trial,),
        attributes=tuple(attributes),
        claims=tuple(claims),
        seen=dates.day(released, _VERSION_HOLDER) if released else None,
        ledger=tuple(undecided),
    )
    return document, reading


def _identification(found: Identification, text: _Text) -> str:
    """Writes the numbers and the acronym, which is returned."""
    if found.nct_id_aliases:
        text.add(f"{_IDENTIFICATION}/nctIdAliases", found.nct_id_aliases)
    if found.org_study_id_info and found.org_study_id_info.id:
        text.add(f"{_IDENTIFICATION}/orgStudyIdInfo/id", found.org_study_id_info.id)
    for number, secondary in enumerate(found.secondary_id_infos):
        if identifier(secondary):
            text.add(f"{_IDENTIFICATION}/secondaryIdInfos/{number}", secondary)
    acronym = plain(found.acronym or "", f"{_IDENTIFICATION}/acronym", 100)
    if acronym:
        text.add(f"{_IDENTIFICATION}/acronym", found.acronym)
    return acronym


def _state_of(status: State) -> dict[str, str]:
    """The status and, in the same line, why the study stopped."""
    stated: dict[str, str] = {"overallStatus": status.overall_status}
    if status.why_stopped:
        stated["whyStopped"] = status.why_stopped
    return stated


def _collaborators(sponsors: Sponsors, text: _Text) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for number, collaborator in enumerate(sponsors.collaborators):
        if name := plain(collaborator.name, f"{_SPONSORS}/collaborators"):
            text.add(f"{_SPONSORS}/collaborators/{number}", collaborator)
            found[name, collaborator.class_ or ""] = None
    return tuple(found)


def _phase(design: Design) -> tuple[str, str]:
    """The phase's code and the record's words; ("", "NA") where phases do not apply, ("", "") where none is told."""
    if not design.phases:
        return "", ""
    words = "/".join(sorted(set(design.phases)))
    phase = phase_of_set(words)
    if not phase and words != "NA":
        raise Refused("unknown-value", f"{_DESIGN}/phases: {', '.join(design.phases)} is no phase")
    return phase, words


def _enrolled(found: Enrollment) -> str:
    """ "120 estimated", "118 actual", "118" where the record does not say which, "" where it has no count."""
    if found.count is None:
        return ""
    return f"{found.count} {found.type.lower()}" if found.type else str(found.count)


def _arms(arms: Arms, text: _Text) -> list[Span]:
    """Writes arms and interventions; where each intervention stands."""
    for number, arm in enumerate(arms.arm_groups):
        if arm.type:
            text.add(f"{_ARMS}/armGroups/{number}", arm)
    return [text.add(f"{_ARMS}/interventions/{number}", given) for number, given in enumerate(arms.interventions)]


def _interventions(arms: Arms) -> tuple[Intervention, ...]:
    return tuple(
        dict.fromkeys(
            Intervention(given.type, name, role)
            for given, role in zip(arms.interventions, roles(arms), strict=True)
            if (name := plain(given.name, f"{_ARMS}/interventions"))
        )
    )


def _countries(found: Locations, text: _Text) -> tuple[str, ...]:
    """Each country once, with the first location that names it."""
    countries: dict[str, int] = {}
    for number, location in enumerate(found.locations):
        if location.country:
            countries.setdefault(location.country, number)
    for country, number in countries.items():
        text.add(f"{_LOCATIONS}/{number}/country", country)
    return tuple(dict.fromkeys(name for country in countries if (name := plain(country, _LOCATIONS))))


class _Event(NamedTuple):
    """A date of the record. ``posted`` dates are days on which the registry itself did something: they always occurred."""

    kind: str
    field: str
    dated: Dated
    posted: bool


def _events(status: State) -> Iterator[_Event]:
    for kind, field, dated, posted in (
        ("trial_registered", "studyFirstPostDateStruct", status.study_first_post_date_struct, True),
        ("trial_initiated", "startDateStruct", status.start_date_struct, False),
        ("primary_completion", "primaryCompletionDateStruct", status.primary_completion_date_struct, False),
        ("trial_completed", "completionDateStruct", status.completion_date_struct, False),
        ("results_posted", "resultsFirstPostDateStruct", status.results_first_post_date_struct, True),
    ):
        if dated:
            yield _Event(kind, field, dated, posted)


def _state(event: _Event, window: Window, status: str, published: dt.date) -> tuple[str, tuple[str, ...]]:
    """(status, flags) of the claim; "" where the record does not let it be told.

    A date without a type is decided by the day of the record's last update, when somebody last vouched for it; a month that
    contains that day is not decided. What is expected of a study that ended before its time is dropped. A withdrawn study never
    enrolled anyone, so that an actual date in it is the registry's word against its own: kept, and flagged.
    """
    if event.posted:
        return "occurred", ()
    withdrawn = status == "WITHDRAWN"
    if event.dated.type == "ACTUAL":
        return "occurred", ("contradicted_by_status",) if withdrawn else ()
    if event.dated.type == "ESTIMATED":
        return "dropped" if status in _ENDED else "expected", ()
    if withdrawn:
        return "dropped", ("inferred_status",)
    if window.latest <= published:
        return "occurred", ("inferred_status",)
    if window.earliest and window.earliest > published:
        return "dropped" if status in _ENDED else "expected", ("inferred_status",)
    return "", ()


def _indications(conditions: Iterable[str], browse: Browse, text: _Text) -> tuple[Indication, ...]:
    """Each condition once, with its normal form where a heading of the record is surely it."""
    found: dict[str, tuple[str, Span]] = {}
    for number, condition in enumerate(conditions):
        name = plain(condition, _CONDITIONS, 300)
        if (key := key_of(name)) and key not in found:
            found[key] = name, text.add(f"{_CONDITIONS}/{number}", condition)
    forms = [normal_form(name, len(found) == 1, browse) for name, _ in found.values()]
    if any(heading >= 0 for heading, _ in forms):
        # All headings and areas are written, since what was not told apart depends on what else there was.
        for number, heading in enumerate(browse.meshes):
            text.add(f"{_MESHES}/{number}", heading)
        for number, ancestor in enumerate(browse.ancestors):
            if ancestor.term in TOPS:
                text.add(f"{_ANCESTORS}/{number}", ancestor)
    return tuple(
        Indication(name, span, normal=plain(browse.meshes[heading].term, _MESHES) if heading >= 0 else "", area=area)
        for (name, span), (heading, area) in zip(found.values(), forms, strict=True)
    )


def _named(text: str, field: str, limit: int = 200) -> str:
    """The name in a field that must have one."""
    name = plain(text, field, limit)
    if not name:
        raise Refused("missing-field", f"{field}: is blank")
    return name
