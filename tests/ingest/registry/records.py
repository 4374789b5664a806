"""Registry records for tests, with invented companies and products."""

import copy
import json

GONE = object()  # as a value: the member is left out

BASE = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT90000001",
            "orgStudyIdInfo": {"id": "QX-101-02"},
            "organization": {"fullName": "Quillon Bio", "class": "INDUSTRY"},
            "briefTitle": "QX-101 in Asthma",
        },
        "statusModule": {
            "overallStatus": "RECRUITING",
            "startDateStruct": {"date": "2025-03-04", "type": "ACTUAL"},
            "primaryCompletionDateStruct": {"date": "2026-07", "type": "ESTIMATED"},
            "completionDateStruct": {"date": "2026-12-31", "type": "ESTIMATED"},
            "studyFirstPostDateStruct": {"date": "2025-01-20", "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": "2025-06-11", "type": "ESTIMATED"},
        },
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Quillon Bio, Inc.", "class": "INDUSTRY"}},
        "conditionsModule": {"conditions": ["Asthma"], "keywords": ["wheeze"]},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"], "enrollmentInfo": {"count": 120, "type": "ESTIMATED"}},
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "Active", "type": "EXPERIMENTAL", "interventionNames": ["Drug: QX-101 10 mg tablet"]},
                {"label": "Placebo", "type": "PLACEBO_COMPARATOR", "interventionNames": ["Drug: Placebo"]},
            ],
            "interventions": [
                {"type": "DRUG", "name": "QX-101 10 mg tablet", "armGroupLabels": ["Active"], "otherNames": ["quillotinib"]},
                {"type": "DRUG", "name": "Placebo", "armGroupLabels": ["Placebo"]},
            ],
        },
        "contactsLocationsModule": {"locations": [{"city": "Lyon", "country": "France"}, {"city": "Lille", "country": "France"}]},
    },
    "derivedSection": {
        "miscInfoModule": {"versionHolder": "2025-06-20"},
        "conditionBrowseModule": {
            "meshes": [{"id": "D001249", "term": "Asthma"}],
            "ancestors": [
                {"id": "D012140", "term": "Respiratory Tract Diseases"},
                {"id": "D012130", "term": "Respiratory Hypersensitivity"},
            ],
        },
    },
    "hasResults": False,
}

IDENTIFICATION = "/protocolSection/identificationModule"
STATUS = "/protocolSection/statusModule"
SPONSORS = "/protocolSection/sponsorCollaboratorsModule"
CONDITIONS = "/protocolSection/conditionsModule/conditions"
DESIGN = "/protocolSection/designModule"
ARMS = "/protocolSection/armsInterventionsModule"
LOCATIONS = "/protocolSection/contactsLocationsModule/locations"
MESHES = "/derivedSection/conditionBrowseModule"
RELEASE = "/derivedSection/miscInfoModule/versionHolder"


def record(changes=None):
    """The base record with the values at these JSON pointers changed or added."""
    made = copy.deepcopy(BASE)
    for pointer, value in (changes or {}).items():
        *path, last = pointer.lstrip("/").split("/")
        at = made
        for step in path:
            at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
        key = int(last) if isinstance(at, list) else last
        if value is GONE:
            del at[key]
        else:
            at[key] = value
    return made


def data(changes=None):
    """Its bytes, as the registry writes them: compact, UTF-8."""
    return json.dumps(record(changes), ensure_ascii=False, separators=(",", ":")).encode()


def trial(*arms, other=()):
    """Arms and interventions: ("type of arm", "intervention", ...) each; ``other`` are {name: otherNames}."""
    groups, given = [], {}
    for number, (kind, *names) in enumerate(arms):
        groups.append({"label": f"Arm {number}"} | ({"type": kind} if kind else {}))
        for name in names:
            given.setdefault(name, []).append(f"Arm {number}")
    interventions = [
        {"type": "DRUG", "name": name, "armGroupLabels": labels} | ({"otherNames": list(dict(other)[name])} if name in dict(other) else {})
        for name, labels in given.items()
    ]
    return {f"{ARMS}/armGroups": groups, f"{ARMS}/interventions": interventions}
