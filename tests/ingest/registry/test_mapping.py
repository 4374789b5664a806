"""From a record to the document and the reading: whole results, and the rules one by one."""

import datetime as dt
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

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
    Span,
    Trial,
)
from pipeline_tracker.ingest.registry.mapping import fingerprint, read_study
from pipeline_tracker.ingest.registry.stored import read_stored
from pipeline_tracker.vocabulary.windows import parse_label

from .records import ARMS, CONDITIONS, DESIGN, GONE, IDENTIFICATION, LOCATIONS, MESHES, RELEASE, SPONSORS, STATUS, data, record, trial

SAMPLES = Path(__file__).parents[3] / "samples" / "registry"

TEXT = """\
NCT90000001 QX-101 in Asthma
/protocolSection/identificationModule/orgStudyIdInfo/id "QX-101-02"
/protocolSection/statusModule {"overallStatus":"RECRUITING"}
/protocolSection/statusModule/studyFirstPostDateStruct {"date":"2025-01-20","type":"ACTUAL"}
/protocolSection/statusModule/startDateStruct {"date":"2025-03-04","type":"ACTUAL"}
/protocolSection/statusModule/primaryCompletionDateStruct {"date":"2026-07","type":"ESTIMATED"}
/protocolSection/statusModule/completionDateStruct {"date":"2026-12-31","type":"ESTIMATED"}
/protocolSection/statusModule/lastUpdatePostDateStruct {"date":"2025-06-11","type":"ESTIMATED"}
/protocolSection/sponsorCollaboratorsModule/leadSponsor {"name":"Quillon Bio, Inc.","class":"INDUSTRY"}
/protocolSection/conditionsModule/conditions/0 "Asthma"
/derivedSection/conditionBrowseModule/meshes/0 {"id":"D001249","term":"Asthma"}
/derivedSection/conditionBrowseModule/ancestors/0 {"id":"D012140","term":"Respiratory Tract Diseases"}
/protocolSection/designModule/phases ["PHASE2"]
/protocolSection/designModule/enrollmentInfo {"count":120,"type":"ESTIMATED"}
/protocolSection/armsInterventionsModule/armGroups/0 {"label":"Active","type":"EXPERIMENTAL"}
/protocolSection/armsInterventionsModule/armGroups/1 {"label":"Placebo","type":"PLACEBO_COMPARATOR"}
/protocolSection/armsInterventionsModule/interventions/0 {"type":"DRUG","name":"QX-101 10 mg tablet",\
"otherNames":["quillotinib"],"armGroupLabels":["Active"]}
/protocolSection/armsInterventionsModule/interventions/1 {"type":"DRUG","name":"Placebo","armGroupLabels":["Placebo"]}
/protocolSection/contactsLocationsModule/locations/0/country "France\""""


def line(start):
    at = TEXT.index(f"\n{start}") + 1
    end = TEXT.find("\n", at)
    return Span(at, end if end > 0 else len(TEXT))


def window(text):
    label = parse_label(text)
    return type(label)(label.earliest, label.latest, label.precision, text)


def test_a_record_is_read_whole():
    document, reading = read_study(data())
    assert document == Document(
        kind="registry_record",
        text=TEXT,
        sha256=fingerprint(data()),
        address="https://clinicaltrials.gov/study/NCT90000001",
        title="QX-101 in Asthma",
        published=dt.date(2025, 6, 11),
        published_from="record",
    )
    common = {
        "programs": ("QX-101",),
        "phase": "phase_2",
        "phase_words": "PHASE2",
        "indication": "Asthma",
        "trial": "NCT90000001",
        "confidence": 1.0,
    }
    assert reading == Reading(
        company=Company("Quillon Bio, Inc.", sponsor_class="INDUSTRY"),
        programs=(
            Program("QX-101", line("/protocolSection/armsInterventionsModule/interventions/0"), ("quillotinib",), indications=("Asthma",)),
        ),
        indications=(Indication("Asthma", line(f"{CONDITIONS}/0"), normal="Asthma", area="Respiratory Tract Diseases"),),
        trials=(
            Trial(
                registry="ctgov",
                identifier="NCT90000001",
                span=Span(0, len("NCT90000001 QX-101 in Asthma")),
                title="QX-101 in Asthma",
                identifiers=(("protocol", "QX-101-02"),),
                programs=("QX-101",),
                indications=("Asthma",),
                interventions=(
                    Intervention("DRUG", "QX-101 10 mg tablet", "experimental"),
                    Intervention("DRUG", "Placebo", "comparator"),
                ),
                countries=("France",),
            ),
        ),
        attributes=(
            Attribute("trial.status", "NCT90000001", "RECRUITING", line(f"{STATUS} ")),
            Attribute("trial.sponsor", "NCT90000001", "Quillon Bio, Inc.", line(f"{SPONSORS}/leadSponsor")),
            Attribute("trial.phase", "NCT90000001", "PHASE2", line(f"{DESIGN}/phases")),
            Attribute("trial.enrollment", "NCT90000001", "120 estimated", line(f"{DESIGN}/enrollmentInfo")),
        ),
        claims=(
            Claim("trial_registered", "occurred", line(f"{STATUS}/studyFirst"), window=window("2025-01-20"), **common),
            Claim("trial_initiated", "occurred", line(f"{STATUS}/startDate"), window=window("2025-03-04"), **common),
            Claim("primary_completion", "expected", line(f"{STATUS}/primary"), window=window("2026-07"), **common),
            Claim("trial_completed", "expected", line(f"{STATUS}/completion"), window=window("2026-12-31"), **common),
        ),
        seen=dt.date(2025, 6, 20),
    )


def claims(changes):
    """(kind, status, the window's words, flags) of each claim."""
    _, reading = read_study(data(changes))
    return [(claim.kind, claim.status, claim.window.words if claim.window else None, *claim.flags) for claim in reading.claims]


def dated(start=None, primary=None, completion=None, **more):
    fields = {"startDateStruct": start, "primaryCompletionDateStruct": primary, "completionDateStruct": completion} | more
    made = {}
    for field, value in fields.items():
        if value:
            date, _, kind = value.partition(" ")
            made[f"{STATUS}/{field}"] = {"date": date} | ({"type": kind} if kind else {})
        else:
            made[f"{STATUS}/{field}"] = GONE
    return made


REGISTERED = ("trial_registered", "occurred", "2025-01-20")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (dated(), []),
        (dated(start="2025-03 ACTUAL"), [("trial_initiated", "occurred", "2025-03")]),
        (dated(start="2025-09-01 ESTIMATED"), [("trial_initiated", "expected", "2025-09-01")]),
        # an estimate that has passed is still what was expected: that it is overdue is for those who ask when
        (dated(primary="2020-01 ESTIMATED"), [("primary_completion", "expected", "2020-01")]),
        (dated(primary="2025-05-01 ACTUAL"), [("primary_completion", "occurred", "2025-05-01")]),
        # results, and the day on which the registry says so, whatever its type
        (
            {**dated(), f"{STATUS}/resultsFirstPostDateStruct": {"date": "2025-06-01", "type": "ESTIMATED"}},
            [("results_posted", "occurred", "2025-06-01")],
        ),
        # no type: decided by the day of the last update (2025-06-11), not by that of the data's release (2025-06-20)
        (dated(start="2025-05"), [("trial_initiated", "occurred", "2025-05", "inferred_status")]),
        (dated(start="2025-06-11"), [("trial_initiated", "occurred", "2025-06-11", "inferred_status")]),
        (dated(start="2025-06-12"), [("trial_initiated", "expected", "2025-06-12", "inferred_status")]),
        (dated(completion="2025-07"), [("trial_completed", "expected", "2025-07", "inferred_status")]),
        (dated(start="2025-06"), []),
        # a study that ended early expects nothing more
        (
            {**dated(primary="2026-07 ESTIMATED", completion="2025-06-01 ACTUAL"), f"{STATUS}/overallStatus": "TERMINATED"},
            [
                ("primary_completion", "dropped", "2026-07"),
                ("trial_completed", "occurred", "2025-06-01"),
                ("trial_stopped", "occurred", None),
            ],
        ),
        (
            {**dated(start="2026-07"), f"{STATUS}/overallStatus": "TERMINATED"},
            [("trial_initiated", "dropped", "2026-07", "inferred_status"), ("trial_stopped", "occurred", None)],
        ),
        # withdrawn: nobody was ever enrolled
        (
            {**dated(start="2025-03 ESTIMATED", primary="2026-07 ESTIMATED"), f"{STATUS}/overallStatus": "WITHDRAWN"},
            [("trial_initiated", "dropped", "2025-03"), ("primary_completion", "dropped", "2026-07"), ("trial_stopped", "occurred", None)],
        ),
        (
            {**dated(start="2025-03-01 ACTUAL", completion="2025-06"), f"{STATUS}/overallStatus": "WITHDRAWN"},
            [
                ("trial_initiated", "occurred", "2025-03-01", "contradicted_by_status"),
                ("trial_completed", "dropped", "2025-06", "inferred_status"),
                ("trial_stopped", "occurred", None),
            ],
        ),
        # suspended: it may go on
        (
            {**dated(primary="2026-07 ESTIMATED"), f"{STATUS}/overallStatus": "SUSPENDED"},
            [("primary_completion", "expected", "2026-07"), ("trial_stopped", "occurred", None)],
        ),
    ],
)
def test_the_type_of_a_date_tells_what_is_so(changes, expected):
    assert claims(changes) == [REGISTERED, *expected]


def test_what_cannot_be_decided_is_told_and_not_guessed():
    document, reading = read_study(data(dated(start="2025-06")))
    (undecided,) = reading.ledger
    assert document.text[undecided.span.start : undecided.span.end] == f'{STATUS}/startDateStruct {{"date":"2025-06"}}'
    assert (undecided.outcome, undecided.reason) == ("not taken", "has no type, and lies in the month of the record's last update")


def test_why_a_trial_stopped_stands_in_the_line_of_the_claim():
    document, reading = read_study(data({f"{STATUS}/overallStatus": "TERMINATED", f"{STATUS}/whyStopped": 'No "budget"\n– café'}))
    stopped = reading.claims[-1]
    assert (stopped.kind, stopped.detail, stopped.window) == ("trial_stopped", "terminated", None)
    pointer, literal = document.text[stopped.span.start : stopped.span.end].split(" ", 1)
    assert (pointer, json.loads(literal)) == (STATUS, {"overallStatus": "TERMINATED", "whyStopped": 'No "budget"\n– café'})


@pytest.mark.parametrize(
    ("phases", "code", "words"),
    [
        (["NA"], "", "NA"),
        (["EARLY_PHASE1"], "early_phase_1", "EARLY_PHASE1"),
        (["PHASE1"], "phase_1", "PHASE1"),
        (["PHASE1", "PHASE2"], "phase_1_2", "PHASE1/PHASE2"),
        (["PHASE2", "PHASE1"], "phase_1_2", "PHASE1/PHASE2"),
        (["PHASE2", "PHASE3"], "phase_2_3", "PHASE2/PHASE3"),
        (["PHASE3"], "phase_3", "PHASE3"),
        (["PHASE4"], "phase_4", "PHASE4"),
        ([], "", None),
        (GONE, "", None),
    ],
)
def test_phases_that_do_not_apply_and_phases_not_told_are_two_things(phases, code, words):
    _, reading = read_study(data({f"{DESIGN}/phases": phases}))
    assert {claim.phase for claim in reading.claims} == {code}
    assert {claim.phase_words for claim in reading.claims} == {words or ""}
    assert [attribute.value for attribute in reading.attributes if attribute.field == "trial.phase"] == ([words] if words else [])


@pytest.mark.parametrize(
    ("enrollment", "value"),
    [
        ({"count": 120, "type": "ESTIMATED"}, "120 estimated"),
        ({"count": 0, "type": "ACTUAL"}, "0 actual"),
        ({"count": 7}, "7"),
        ({"type": "ACTUAL"}, None),
        (GONE, None),
    ],
)
def test_enrolment_says_whether_it_is_planned_or_counted(enrollment, value):
    _, reading = read_study(data({f"{DESIGN}/enrollmentInfo": enrollment}))
    assert [attribute.value for attribute in reading.attributes if attribute.field == "trial.enrollment"] == ([value] if value else [])


@pytest.mark.parametrize(
    ("conditions", "meshes", "ancestors", "expected"),
    [
        (["Asthma"], [], [], [("Asthma", "", "")]),
        # one condition and one heading belong together, whatever they are called
        (["Wheezing illness"], ["Asthma"], ["Respiratory Tract Diseases"], [("Wheezing illness", "Asthma", "Respiratory Tract Diseases")]),
        # two areas above it
        (["Asthma"], ["Asthma"], ["Respiratory Tract Diseases", "Immune System Diseases"], [("Asthma", "Asthma", "")]),
        (["Neoplasms"], ["Neoplasms"], [], [("Neoplasms", "Neoplasms", "Neoplasms")]),
        # several: only by the same words, also inverted; the ancestors of several headings are not told apart
        (["asthma"], ["Asthma", "Wheezing"], ["Respiratory Tract Diseases"], [("asthma", "Asthma", "")]),
        (
            ["Knee osteoarthritis", "Pain"],
            ["Osteoarthritis, Knee"],
            [],
            [("Knee osteoarthritis", "Osteoarthritis, Knee", ""), ("Pain", "", "")],
        ),
        (["Severe asthma", "Eczema"], ["Asthma"], ["Respiratory Tract Diseases"], [("Severe asthma", "", ""), ("Eczema", "", "")]),
        (["Asthma", "ASTHMA ", " "], [], [], [("Asthma", "", "")]),
        ([], ["Asthma"], [], []),
    ],
)
def test_a_condition_has_a_normal_form_only_where_a_heading_is_surely_it(conditions, meshes, ancestors, expected):
    terms = [[{"id": f"D{number}", "term": term} for number, term in enumerate(names)] for names in (meshes, ancestors)]
    changes = {CONDITIONS: conditions, f"{MESHES}/meshes": terms[0], f"{MESHES}/ancestors": terms[1]}
    document, reading = read_study(data(changes))
    assert read_stored(document.text) == replace(reading, seen=None)
    assert [(found.name, found.normal, found.area) for found in reading.indications] == expected
    only = expected[0][0] if len(expected) == 1 else ""
    assert {claim.indication for claim in reading.claims} == {only}
    assert {program.indications for program in reading.programs} == {(only,) if only else ()}


def test_programs_are_those_of_industry_sponsors_and_of_others_where_asked_for():
    academic = data({f"{SPONSORS}/leadSponsor": {"name": "University of Quill", "class": "OTHER"}})
    assert [program.name for program in read_study(academic)[1].programs] == []
    assert [program.name for program in read_study(academic, every_sponsor=True)[1].programs] == ["QX-101"]
    assert read_study(academic)[1].trials[0].interventions == read_study(academic, every_sponsor=True)[1].trials[0].interventions


def test_all_of_a_trial_is_kept_once():
    changes = {
        f"{IDENTIFICATION}/nctIdAliases": ["NCT90000007", "NCT90000007"],
        f"{IDENTIFICATION}/acronym": "QUILL",
        f"{IDENTIFICATION}/secondaryIdInfos": [
            {"id": "2019-001234-56", "type": "EUDRACT_NUMBER"},
            {"id": "2023-512345-67-00", "type": "CTIS"},
            {"id": "JRCT9000000001", "type": "REGISTRY", "domain": "jRCT"},
            {"id": "R01XX000001", "type": "NIH"},
            {"id": "EUCTR2019-001234-56-DE"},
            {"id": "other words"},
        ],
        f"{SPONSORS}/collaborators": [{"name": "Zarum Labs", "class": "INDUSTRY"}, {"name": "Zarum  Labs", "class": "INDUSTRY"}],
        LOCATIONS: [{"country": "France"}, {"city": "Nowhere"}, {"country": "Japan"}, {"country": "France"}],
        **trial(("EXPERIMENTAL", "QX-101"), ("EXPERIMENTAL", "Exercise"), (None, "Water")),
        f"{ARMS}/interventions/1/type": "BEHAVIORAL",
    }
    document, reading = read_study(data(changes))
    assert reading.trials == (
        Trial(
            registry="ctgov",
            identifier="NCT90000001",
            span=Span(0, len("NCT90000001 QX-101 in Asthma")),
            title="QX-101 in Asthma",
            acronym="QUILL",
            identifiers=(
                ("nct_alias", "NCT90000007"),
                ("protocol", "QX-101-02"),
                ("eudract", "2019-001234-56"),
                ("ctis", "2023-512345-67-00"),
                ("registry", "JRCT9000000001"),
            ),
            collaborators=(("Zarum Labs", "INDUSTRY"),),
            programs=("QX-101",),
            indications=("Asthma",),
            interventions=(
                Intervention("DRUG", "QX-101", "experimental"),
                Intervention("BEHAVIORAL", "Exercise", "experimental"),
                Intervention("DRUG", "Water", ""),
            ),
            countries=("France", "Japan"),
        ),
    )
    assert f'{IDENTIFICATION}/secondaryIdInfos/4 {{"id":"EUCTR2019-001234-56-DE"}}' in document.text
    assert "R01XX000001" not in document.text
    assert f'{LOCATIONS}/2/country "Japan"' in document.text


def test_countries_and_oversight_name_no_regulator():
    _, reading = read_study(
        data({"/protocolSection/oversightModule": {"isFdaRegulatedDrug": True}, LOCATIONS: [{"country": "United States"}]})
    )
    assert {(claim.regulator, claim.territory) for claim in reading.claims} == {("", "unstated")}


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({}, dt.date(2025, 6, 11)),
        ({f"{STATUS}/lastUpdatePostDateStruct": GONE}, dt.date(2025, 1, 20)),
        ({f"{STATUS}/lastUpdatePostDateStruct": GONE, f"{STATUS}/studyFirstPostDateStruct": GONE}, dt.date(2025, 6, 20)),
    ],
)
def test_a_record_is_of_the_day_of_its_last_update(changes, published):
    assert read_study(data(changes))[0].published == published


def test_a_record_without_the_day_of_the_datas_release_was_seen_on_no_known_day():
    assert read_study(data({RELEASE: GONE}))[1].seen is None


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        (
            {f"{STATUS}/lastUpdatePostDateStruct": GONE, f"{STATUS}/studyFirstPostDateStruct": GONE, RELEASE: GONE},
            "no-date",
            f"{STATUS}/lastUpdatePostDateStruct: is missing",
        ),
        (
            {f"{STATUS}/lastUpdatePostDateStruct/date": "2025-06"},
            "bad-date",
            f"{STATUS}/lastUpdatePostDateStruct/date: '2025-06' is a month",
        ),
        ({f"{STATUS}/startDateStruct/date": "2021-02-30"}, "bad-date", f"{STATUS}/startDateStruct/date: '2021-02-30'"),
        ({f"{STATUS}/completionDateStruct/date": "20199-05"}, "bad-date", f"{STATUS}/completionDateStruct/date: '20199-05'"),
        ({RELEASE: "soon"}, "bad-date", "/derivedSection/miscInfoModule/versionHolder: 'soon'"),
        ({f"{DESIGN}/phases": ["PHASE1", "PHASE3"]}, "unknown-value", f"{DESIGN}/phases: PHASE1, PHASE3 is no phase"),
        ({f"{DESIGN}/phases": ["NA", "PHASE3"]}, "unknown-value", f"{DESIGN}/phases: NA, PHASE3 is no phase"),
        ({f"{SPONSORS}/leadSponsor/name": " \u00ae "}, "missing-field", f"{SPONSORS}/leadSponsor/name: is blank"),
        ({f"{IDENTIFICATION}/briefTitle": "\n"}, "missing-field", f"{IDENTIFICATION}/briefTitle: is blank"),
        ({f"{SPONSORS}/leadSponsor/name": "\U0001d160" * 150}, "too-long", f"{SPONSORS}/leadSponsor/name: "),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_by_its_field(changes, code, message):
    with pytest.raises(Refused) as caught:
        read_study(data(changes))
    assert caught.value.code == code
    assert str(caught.value).startswith(message)


def assert_faithful(document, reading, source):
    """Every line of the document can be checked against the record, and every span is a whole line."""
    title, *lines = document.text.split("\n")
    assert title.startswith(f"{reading.trials[0].identifier} ")
    for text in lines:
        pointer, literal = text.split(" ", 1)
        at = source
        for step in pointer.lstrip("/").split("/"):
            at = at[int(step)] if isinstance(at, list) else at[step]
        told = json.loads(literal)
        assert told == ({key: at[key] for key in told} if isinstance(told, dict) else at)
    whole = {title, *lines}
    spans = [
        item.span for part in (reading.programs, reading.indications, reading.trials, reading.attributes, reading.claims) for item in part
    ]
    assert all(document.text[span.start : span.end] in whole for span in spans)


@pytest.mark.parametrize("every_sponsor", [False, True])
def test_the_text_holds_all_that_was_read(every_sponsor):
    for path in SAMPLES.glob("*.json"):
        document, reading = read_study(path.read_bytes(), every_sponsor=every_sponsor)
        assert read_stored(document.text, every_sponsor=every_sponsor) == replace(reading, seen=None)


def test_every_line_can_be_checked_against_the_record():
    for changes in ({}, {f"{STATUS}/overallStatus": "SUSPENDED", f"{STATUS}/whyStopped": '“Müde”\u2028 \\ " 患者 \u0007'}):
        assert_faithful(*read_study(data(changes)), record(changes))


def test_text_and_names_are_composed_while_the_offsets_hold():
    document, reading = read_study(data({CONDITIONS: ["Cafe\u0301 lung"], f"{STATUS}/whyStopped": "e\u0301"}))
    assert [found.name for found in reading.indications] == ["Café lung"]
    (span,) = (found.span for found in reading.indications)
    assert document.text[span.start : span.end] == f'{CONDITIONS}/0 "Café lung"'


@pytest.mark.parametrize(
    ("file", "programs", "expected"),
    [
        ("NCT02641860.json", [("Allogenic ReJoin", ())], []),
        ("NCT04208646-2019-12-23.json", [("AlloJoin", ())], [("trial_registered", "occurred", "2019-12-23")]),
        (
            "NCT04208646-2020-06-30.json",
            [("AlloJoin", ())],
            [("trial_registered", "occurred", "2019-12-23"), ("trial_initiated", "occurred", "2020-05-16")],
        ),
    ],
)
def test_the_sample_records_say_what_is_known_of_them(file, programs, expected):
    raw = (SAMPLES / file).read_bytes()
    document, reading = read_study(raw)
    assert_faithful(document, reading, json.loads(raw))
    assert [(program.name, program.aliases) for program in reading.programs] == programs
    assert [(claim.kind, claim.status, claim.window.words) for claim in reading.claims] == expected
