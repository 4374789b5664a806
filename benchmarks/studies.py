"""Made-up study records in the shape of ClinicalTrials.gov's API version 2, as many as wanted.

Record number k depends on k alone, so that a file can be made anew, longer, or with some records in a later version.
Sizes and numbers of parts follow those of real records: about 10 kB, a few conditions, interventions and sites.
"""

import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

TODAY = dt.date(2025, 1, 15)
_SPONSORS = 20_000  # a few have many studies, most have one
_CONDITIONS = 4_000
_SYLLABLES = ("ra", "li", "to", "ve", "mo", "na", "zi", "pe", "lu", "ka", "xi", "do", "su", "be", "ri", "fa", "ce", "tu", "go", "mi")
_ENDINGS = ("mab", "nib", "ciclib", "gliptin", "statin", "vir", "cept", "leucel", "parib", "tide")
_PARTS = ("Advanced", "Recurrent", "Refractory", "Severe", "Chronic", "Acute", "Pediatric", "Metastatic")
_DISEASES = ("Carcinoma", "Lymphoma", "Melanoma", "Epilepsy", "Asthma", "Hypertension", "Hepatitis B", "Psoriasis", "Gout", "Migraine")
_COUNTRIES = ("United States", "France", "Germany", "Spain", "China", "Japan", "Brazil", "Canada", "United Kingdom", "Korea, Republic of")
_WORDS = "dose visit arm week cohort safety marker sample screening therapy baseline endpoint tablet infusion follow-up control site"
_STATUSES = (("COMPLETED", 54), ("UNKNOWN", 14), ("RECRUITING", 12), ("TERMINATED", 6), ("NOT_YET_RECRUITING", 5), ("WITHDRAWN", 3))
_PHASES = ((["NA"], 45), (["PHASE2"], 15), (["PHASE1"], 11), (["PHASE3"], 10), (["PHASE4"], 9), (["PHASE1", "PHASE2"], 4))
_TYPES = (("DRUG", 55), ("BIOLOGICAL", 10), ("OTHER", 15), ("DEVICE", 11), ("BEHAVIORAL", 9))


def write_studies(path: Path, numbers: Iterable[int], *, revised: float = 0.0, released: dt.date = TODAY) -> int:
    """Writes the records as lines and returns their bytes; a share of them is a later version with other dates."""
    size = 0
    with path.open("wb") as file:
        for line in lines(numbers, revised=revised, released=released):
            size += file.write(line)
    return size


def lines(numbers: Iterable[int], *, revised: float = 0.0, released: dt.date = TODAY) -> Iterator[bytes]:
    for number in numbers:
        record = study(number, revised=random.Random(f"revised {number}").random() < revised, released=released)
        yield json.dumps(record, separators=(",", ":")).encode() + b"\n"


def study(number: int, *, revised: bool = False, released: dt.date = TODAY) -> dict[str, Any]:
    """One record. ``released`` is the day of the registry's data, which every record carries whether it changed or not."""
    r = random.Random(number)
    sponsor = _sponsor(r.random())
    company = sponsor % 3 != 0
    status = _one_of(r, _STATUSES)
    start = dt.date(1999, 1, 1) + dt.timedelta(days=int(r.random() ** 0.55 * 9900))
    primary = start + dt.timedelta(days=90 + int(r.expovariate(1 / 900)))
    first = start - dt.timedelta(days=r.randint(-60, 120))
    updated = min(max(first, primary), TODAY)
    if revised:
        primary += dt.timedelta(days=200)
        updated = TODAY + dt.timedelta(days=3)
    drugs = [_product(sponsor, r) for _ in range(1 + (r.random() < 0.3))]
    given = [{"type": _one_of(r, _TYPES), "name": name, "description": _prose(r, 300), "armGroupLabels": ["Arm A"]} for name in drugs]
    if r.random() < 0.3:
        given[0]["otherNames"] = [f"{drugs[0]} tablets"]
    conditions = [_condition(int(_CONDITIONS * r.random() ** 3)) for _ in range(1 + (r.random() < 0.4) + (r.random() < 0.3))]
    protocol: dict[str, Any] = {
        "identificationModule": {
            "nctId": f"NCT{number + 10_000_000:08d}",
            "orgStudyIdInfo": {"id": f"P-{number}"},
            "briefTitle": f"Study {number} of {drugs[0]} in {conditions[0]}",
            "officialTitle": f"A Randomised Study of {drugs[0]} in {conditions[0]} ({_prose(r, 60)})",
        },
        "statusModule": {
            "overallStatus": status,
            "startDateStruct": _dated(r, start),
            "primaryCompletionDateStruct": _dated(r, primary),
            "completionDateStruct": _dated(r, primary + dt.timedelta(days=r.randint(0, 300))),
            "studyFirstPostDateStruct": {"date": str(first), "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": str(updated), "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": f"Sponsor {sponsor} {'Bio' if company else 'University'}", "class": "INDUSTRY" if company else "OTHER"}
        },
        "descriptionModule": {"briefSummary": _prose(r, 700), "detailedDescription": _prose(r, int(r.expovariate(1 / 1500)))},
        "conditionsModule": {"conditions": conditions},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": _one_of(r, _PHASES),
            "enrollmentInfo": {"count": int(r.lognormvariate(4.2, 1.3)), "type": "ACTUAL" if primary <= TODAY else "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [{"label": "Arm A", "type": "EXPERIMENTAL", "description": _prose(r, 300), "interventionNames": drugs}],
            "interventions": given,
        },
        "outcomesModule": {"primaryOutcomes": [{"measure": _prose(r, 60), "description": _prose(r, 300)} for _ in range(r.randint(1, 6))]},
        "eligibilityModule": {"eligibilityCriteria": _prose(r, 1500)},
        "contactsLocationsModule": {
            "locations": [
                {"facility": _prose(r, 40), "city": "Exampletown", "country": r.choice(_COUNTRIES), "geoPoint": {"lat": 1.5, "lon": -2.5}}
                for _ in range(min(200, int(r.expovariate(1 / 9))))
            ]
        },
    }
    if status in ("TERMINATED", "WITHDRAWN"):
        protocol["statusModule"]["whyStopped"] = _prose(r, 60)
    meshes = [{"id": f"D{len(name):06d}", "term": name.partition(" Type")[0]} for name in conditions]
    derived = {"miscInfoModule": {"versionHolder": str(released)}, "conditionBrowseModule": {"meshes": meshes}}
    return {"protocolSection": protocol, "derivedSection": derived, "hasResults": False}


def _sponsor(share: float) -> int:
    """The number of a sponsor: the largest has 3 in 1000 studies, half of them few or one. ``share`` is a random number."""
    smallest, largest = 25**0.2, (_SPONSORS + 25) ** 0.2
    return int((smallest + share * (largest - smallest)) ** 5) - 25


def _one_of(r: random.Random, weighted: tuple[tuple[Any, int], ...]) -> Any:
    return r.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _product(sponsor: int, r: random.Random) -> str:
    """A sponsor has a few products, a large one some hundred."""
    named = random.Random(f"{sponsor} {int((3 + 2000 // (sponsor + 20)) * r.random() ** 2)}")
    if named.random() < 0.5:
        return f"{named.choice('ABCDE')}{named.choice('XKTB')}-{named.randint(100, 9999)}"
    return "".join(named.choices(_SYLLABLES, k=3)).capitalize() + named.choice(_ENDINGS)


def _condition(number: int) -> str:
    named = random.Random(f"condition {number}")
    return f"{named.choice(_PARTS)} {named.choice(_DISEASES)}" + (f" Type {number % 37}" if number > 300 else "")


def _dated(r: random.Random, day: dt.date) -> dict[str, str]:
    return {"date": str(day) if r.random() < 0.6 else str(day)[:7], "type": "ACTUAL" if day <= TODAY else "ESTIMATED"}


def _prose(r: random.Random, size: int) -> str:
    """About so many characters of words; cut out of a longer text, because drawing each word would take long."""
    start = r.randrange(len(_TEXT) - 1600)
    return _TEXT[start : start + min(size, 1600)] if size <= 1600 else _TEXT[:size]


_TEXT = " ".join(random.Random(1).choices(_WORDS.split(), k=20_000))
