"""What sentences of releases claim. Each row is one sentence of an invented company and all that it says."""

import pytest

from tests.ingest.extract.releases import read_headline, read_sentence, told

O, E, D = "occurred", "expected", "dropped"
EARLY_2025, MID_2025, LATE_2025 = "2025-01-01/2025-04-30", "2025-05-01/2025-08-31", "2025-09-01/2025-12-31"

TRIALS = [
    ("The Company initiated a Phase 2 trial of QLN-101 in asthma in January 2025.", [("trial_initiated", O, "2", "2025-01", None)]),
    ("We plan to initiate a Phase 2b trial of QLN-101 in the first half of 2026.", [("trial_initiated", E, "2", "2026-H1", None)]),
    ("A Phase 3 study of QLN-101 is expected to begin in the third quarter of 2025.", [("trial_initiated", E, "3", "2025-Q3", None)]),
    (
        "Quillon remains on track to start a Phase 1b/2 study of QLN-101 by year-end 2025.",
        [("trial_initiated", E, "1/2", "by:2025-12-31", None)],
    ),
    ("Initiation of the pivotal Phase 3 trial of QLN-101 is anticipated in mid-2025.", [("trial_initiated", E, "3", MID_2025, None)]),
    ("The Phase 1 trial of QLN-101 was initiated in December 2024.", [("trial_initiated", O, "1", "2024-12", None)]),
    (
        "Quillon has commenced a Phase 1/2 clinical trial of QLN-101 in patients with solid tumors.",
        [("trial_initiated", O, "1/2", None, None)],
    ),
    ("The Company expects to advance QLN-101 into Phase 2 in the second half of 2025.", [("trial_initiated", E, "2", "2025-H2", None)]),
    ("Patient enrollment in the Phase 2 trial of QLN-101 began in November 2024.", [("trial_initiated", O, "2", "2024-11", None)]),
    ("QLN-101 entered Phase 2 clinical development in October 2024.", [("trial_initiated", O, "2", "2024-10", None)]),
    ("Quillon launched a Phase 3 program of QLN-101 in January 2025.", [("trial_initiated", O, "3", "2025-01", None)]),
    ("Quillon intends to launch a Phase 2 trial of QLN-101 later this year.", [("trial_initiated", E, "2", "by:2025-12-31", None)]),
    ("The first patient was dosed in the Phase 2 trial of QLN-101 in January 2025.", [("first_patient_dosed", O, "2", "2025-01", None)]),
    ("Quillon dosed the first participant in its Phase 1 trial of QLN-101.", [("first_patient_dosed", O, "1", None, None)]),
    (
        "Dosing of the first patient in the Phase 1 trial of QLN-101 is expected in the second quarter of 2025.",
        [("first_patient_dosed", E, "1", "2025-Q2", None)],
    ),
    (
        "We expect to dose the first patient with QLN-101 in a Phase 2 trial in early 2025.",
        [("first_patient_dosed", E, "2", EARLY_2025, None)],
    ),
    ("The first subject has been enrolled in the Phase 3 study of QLN-101.", [("first_patient_dosed", O, "3", None, None)]),
    (
        "First patient in the Phase 2 trial of QLN-101 is expected to be dosed in Q2 2025.",
        [("first_patient_dosed", E, "2", "2025-Q2", None)],
    ),
    ("Enrollment in the Phase 3 trial of QLN-101 is complete.", [("enrollment_completed", O, "3", None, None)]),
    ("Quillon completed enrollment in its Phase 2 trial of QLN-101 in January 2025.", [("enrollment_completed", O, "2", "2025-01", None)]),
    (
        "The Company expects to complete enrollment in the Phase 2 trial of QLN-101 in the fourth quarter of 2025.",
        [("enrollment_completed", E, "2", "2025-Q4", None)],
    ),
    ("Full enrollment of the Phase 2 trial of QLN-101 is anticipated in mid-2025.", [("enrollment_completed", E, "2", MID_2025, None)]),
    ("The Phase 2 trial of QLN-101 is fully enrolled.", [("enrollment_completed", O, "2", None, None)]),
    ("The last patient has been enrolled in the Phase 3 trial of QLN-101.", [("enrollment_completed", O, "3", None, None)]),
    ("Quillon completed the Phase 1 trial of QLN-101 in December 2024.", [("trial_completed", O, "1", "2024-12", None)]),
    (
        "The Phase 2 study of QLN-101 is expected to be completed in the first quarter of 2026.",
        [("trial_completed", E, "2", "2026-Q1", None)],
    ),
    ("Quillon has terminated the Phase 2 trial of QLN-101.", [("trial_stopped", O, "2", None, None)]),
    ("Quillon has paused dosing in the Phase 1 trial of QLN-101.", [("trial_stopped", O, "1", None, None)]),
    ("Quillon is discontinuing development of QLN-101.", [("discontinued", O, None, None, None)]),
    ("The Company has decided to discontinue the QLN-101 program.", [("discontinued", O, None, None, None)]),
]

DATA = [
    (
        "Topline data from the Phase 3 trial of QLN-101 are expected in the second quarter of 2025.",
        [("data_readout", E, "3", "2025-Q2", None)],
    ),
    (
        "Quillon expects to report interim results from the Phase 2 trial of QLN-101 by mid-2025.",
        [("data_readout", E, "2", "by:2025-08-31", None)],
    ),
    ("We anticipate initial data from the Phase 1 trial of QLN-101 in 2H25.", [("data_readout", E, "1", "2025-H2", None)]),
    (
        "Quillon is on track to announce topline results of QLN-101 in the third quarter of 2025.",
        [("data_readout", E, None, "2025-Q3", None)],
    ),
    ("The Phase 3 trial of QLN-101 met its primary endpoint.", [("data_readout", O, "3", None, None)]),
    ("The Phase 2 trial of QLN-101 did not meet its primary endpoint.", [("data_readout", O, "2", None, None)]),
    (
        "In January 2025, Quillon announced positive topline data from the Phase 2 trial of QLN-101.",
        [("data_readout", O, "2", "2025-01", None)],
    ),
    ("Results from the Phase 1 trial of QLN-101 are planned for year-end 2025.", [("data_readout", E, "1", LATE_2025, None)]),
    (
        "A data readout from the Phase 2 trial of QLN-101 is anticipated in the first half of 2026.",
        [("data_readout", E, "2", "2026-H1", None)],
    ),
    (
        "Quillon will present Phase 2 data of QLN-101 at the American Thoracic Society (ATS) International Conference in May 2025.",
        [("presentation", E, "2", "2025-05", None)],
    ),
    ("Phase 1 data of QLN-101 were presented at the ASH Annual Meeting in December 2024.", [("presentation", O, "1", "2024-12", None)]),
    ("Results of the Phase 2 trial of QLN-101 were published in The Lancet in January 2025.", [("publication", O, "2", "2025-01", None)]),
]

REGULATORS = [
    ("The FDA cleared the IND application for QLN-101 in January 2025.", [("ind_cleared", O, None, "2025-01", "FDA")]),
    (
        "Quillon submitted an Investigational New Drug (IND) application for QLN-101 to the FDA in December 2024.",
        [("ind_submitted", O, None, "2024-12", "FDA")],
    ),
    ("We plan to file an IND for QLN-101 in the second half of 2025.", [("ind_submitted", E, None, "2025-H2", None)]),
    ("An IND submission for QLN-101 is on track for the fourth quarter of 2025.", [("ind_submitted", E, None, "2025-Q4", None)]),
    ("The NMPA accepted the IND application for QLN-101.", [("ind_accepted", O, None, None, "NMPA")]),
    ("Health Canada issued a No Objection Letter for the Phase 2 trial of QLN-101.", [("ind_cleared", O, "2", None, "HC")]),
    ("The MHRA approved the Clinical Trial Application for QLN-101 in January 2025.", [("ind_cleared", O, None, "2025-01", "MHRA")]),
    ("The FDA placed a clinical hold on the Phase 1 trial of QLN-101.", [("clinical_hold", O, "1", None, "FDA")]),
    ("The FDA lifted the partial clinical hold on QLN-101 on February 3, 2025.", [("hold_lifted", O, None, "2025-02-03", "FDA")]),
    ("The FDA granted Fast Track designation to QLN-101 for the treatment of asthma.", [("designation", O, None, None, "FDA")]),
    (
        "QLN-101 received orphan drug designation from the European Commission in January 2025.",
        [("designation", O, None, "2025-01", "EMA")],
    ),
    (
        "The FDA has granted QLN-101 both Orphan Drug and Rare Pediatric Disease designations.",
        [("designation", O, None, None, "FDA"), ("designation", O, None, None, "FDA")],
    ),
    (
        "Quillon submitted a New Drug Application (NDA) for QLN-101 to the FDA in January 2025.",
        [("marketing_submitted", O, None, "2025-01", "FDA")],
    ),
    ("We expect to submit a BLA for QLN-101 in the first half of 2026.", [("marketing_submitted", E, None, "2026-H1", "FDA")]),
    ("The EMA validated the Marketing Authorisation Application for QLN-101.", [("marketing_accepted", O, None, None, "EMA")]),
    ("The FDA accepted the NDA for QLN-101 for review.", [("marketing_accepted", O, None, None, "FDA")]),
    ("The FDA assigned a PDUFA target action date of September 28, 2025 for QLN-101.", [("decision_due", E, None, "2025-09-28", "FDA")]),
    (
        "A decision of the European Commission on QLN-101 is expected in the third quarter of 2025.",
        [("decision_due", E, None, "2025-Q3", "EMA")],
    ),
    ("The FDA approved QLN-101 for the treatment of asthma in January 2025.", [("approved", O, None, "2025-01", "FDA")]),
    ("The European Commission granted marketing authorization for QLN-101.", [("approved", O, None, None, "EMA")]),
    ("The CHMP adopted a positive opinion recommending approval of QLN-101.", [("advisory_committee", O, None, None, "EMA")]),
    ("Quillon received a complete response letter from the FDA for QLN-101.", [("complete_response", O, None, None, "FDA")]),
    ("Quillon held an End-of-Phase 2 meeting with the FDA on QLN-101 in January 2025.", [("regulatory_meeting", O, "2", "2025-01", "FDA")]),
    ("A Type B meeting with the FDA on QLN-101 is scheduled for March 2025.", [("regulatory_meeting", E, None, "2025-03", "FDA")]),
    ("QLN-101 was launched in the United States in January 2025.", [("launched", O, None, "2025-01", None)]),
    ("Quillon expects to launch QLN-101 in the United States in the second quarter of 2025.", [("launched", E, None, "2025-Q2", None)]),
]

COMPANY = [
    ("Quillon entered into an exclusive license agreement with Fabrica Pharma for QLN-101.", [("partnership", O, None, None, None)]),
    ("In January 2025, Quillon closed a $75 million public offering.", [("financing", O, None, "2025-01", None)]),
    (
        "Quillon opened a 40,000 square foot manufacturing facility in Durham, North Carolina in January 2025.",
        [("facility", O, None, "2025-01", None)],
    ),
    ("Quillon nominated QLN-101 as its development candidate in January 2025.", [("preclinical", O, "preclinical", "2025-01", None)]),
    ("IND-enabling studies of QLN-101 are underway.", [("preclinical", O, "preclinical", None, None)]),
    (
        "We expect to complete IND-enabling studies of QLN-101 in the second half of 2025.",
        [("preclinical", E, "preclinical", "2025-H2", None)],
    ),
]

NOTHING = [
    "There are no FDA-approved therapies for asthma.",
    "RMAT designation requires preliminary clinical evidence.",
    "Should QLN-101 be approved by the FDA, patients would have a new option.",
    "If the trial of QLN-101 is initiated, it could enroll 200 patients.",
    "QLN-101 may offer a new way to treat asthma.",
    "Quillon will participate in the Jefferies Healthcare Conference in June 2025.",
    "Quillon reported its financial results for the fourth quarter of 2024.",
    "The Phase 2 trial of QLN-101 has not been initiated.",
    "The Company's patents on QLN-101 expire in 2041.",
    "Statements that are not historical facts are forward-looking statements, including the start of a Phase 3 trial of QLN-101 in 2026.",
    "This information on QLN-101 was drawn from the company's information system.",
    "Keytruda was approved by the FDA in 2014.",
]

DROPPED = [
    ("Quillon no longer plans to initiate a Phase 3 trial of QLN-101.", [("trial_initiated", D, "3", None, None)]),
    ("The Company will not pursue a Phase 2 trial of QLN-101.", None),
    ("The FDA will not meet the PDUFA action date for QLN-101.", [("decision_due", D, None, None, "FDA")]),
]

HEADLINES = [
    ("Quillon Bio Announces First Patient Dosed in Phase 2 Trial of QLN-101 in Asthma", [("first_patient_dosed", O, "2", None, None)]),
    ("Quillon Bio Doses First Patient in Phase 1b Study of QLN-101 for Asthma", [("first_patient_dosed", O, "1", None, None)]),
    ("Quillon Bio Initiates Phase 3 Trial of QLN-101", [("trial_initiated", O, "3", None, None)]),
    ("Quillon Bio Announces Initiation of Phase 2 Trial of QLN-101 in Asthma", [("trial_initiated", O, "2", None, None)]),
    ("Quillon Bio to Initiate Phase 3 Trial of QLN-101 in Asthma", [("trial_initiated", E, "3", None, None)]),
    ("Quillon Bio Completes Enrollment in Phase 3 Trial of QLN-101", [("enrollment_completed", O, "3", None, None)]),
    ("Quillon Bio Announces Completion of Enrollment in Phase 2b Trial of QLN-101", [("enrollment_completed", O, "2", None, None)]),
    ("Quillon Bio Announces Positive Topline Results from Phase 3 Trial of QLN-101 in Asthma", [("data_readout", O, "3", None, None)]),
    ("Quillon Bio Reports Positive Interim Data from Phase 1/2 Trial of QLN-101", [("data_readout", O, "1/2", None, None)]),
    ("QLN-101 Met Primary Endpoint in Phase 3 Trial in Asthma", [("data_readout", O, "3", None, None)]),
    ("FDA Grants Breakthrough Therapy Designation to QLN-101 for Asthma", [("designation", O, None, None, "FDA")]),
    ("Quillon Bio Receives FDA Orphan Drug Designation for QLN-101", [("designation", O, None, None, "FDA")]),
    ("FDA Clears IND for Quillon Bio's QLN-101", [("ind_cleared", O, None, None, "FDA")]),
    ("Quillon Bio Announces FDA Clearance of IND Application for QLN-101 in Asthma", [("ind_cleared", O, None, None, "FDA")]),
    ("FDA Approves QLN-101 for the Treatment of Asthma", [("approved", O, None, None, "FDA")]),
    ("FDA Accepts Quillon Bio's New Drug Application for QLN-101", [("marketing_accepted", O, None, None, "FDA")]),
    ("Quillon Bio Submits Biologics License Application to FDA for QLN-101", [("marketing_submitted", O, None, None, "FDA")]),
    ("Quillon Bio Receives Complete Response Letter from FDA for QLN-101", [("complete_response", O, None, None, "FDA")]),
    ("FDA Places Clinical Hold on Quillon Bio's IND for QLN-101", [("clinical_hold", O, None, None, "FDA")]),
    ("FDA Lifts Clinical Hold on QLN-101 Phase 2 Trial", [("hold_lifted", O, "2", None, "FDA")]),
    ("Quillon Bio to Present Phase 2 Data of QLN-101 at the 2025 ASCO Annual Meeting", [("presentation", E, "2", "2025", None)]),
    ("Quillon Bio Presents Phase 1 Data on QLN-101 at ESMO 2024", [("presentation", O, "1", "2024", None)]),
    ("CHMP Recommends Approval of QLN-101 for Asthma", [("advisory_committee", O, None, None, "EMA")]),
    ("Quillon Bio Discontinues Development of QLN-101", [("discontinued", O, None, None, None)]),
    ("European Commission Approves QLN-101 for Asthma", [("approved", O, None, None, "EMA")]),
    ("Health Canada Approves QLN-101", [("approved", O, None, None, "HC")]),
    ("Quillon Bio and Fabrica Pharma Enter into License Agreement for QLN-101 in Japan", [("partnership", O, None, None, None)]),
    ("Quillon Bio Provides Update on QLN-101; Topline Data Expected in Second Half of 2025", [("data_readout", E, None, "2025-H2", None)]),
]


def rows(table):
    return [pytest.param(sentence, expected, id=sentence[:70]) for sentence, expected in table if expected is not None]


@pytest.mark.parametrize(("sentence", "expected"), rows([*TRIALS, *DATA, *REGULATORS, *COMPANY, *DROPPED]))
def test_a_sentence_claims_what_it_says(sentence, expected):
    assert told(read_sentence(sentence)) == expected


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_sentence_that_asserts_nothing_claims_nothing(sentence):
    assert told(read_sentence(sentence)) == []


@pytest.mark.parametrize(("headline", "expected"), rows(HEADLINES))
def test_a_headline_alone_claims_what_it_says(headline, expected):
    assert told(read_headline(headline)) == expected
