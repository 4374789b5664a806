"""Which studies are chosen."""

import datetime as dt

import pytest

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.registry.choice import Choice
from pipeline_tracker.ingest.registry.study import INTERVENTION_TYPES, decode

from .records import ARMS, CONDITIONS, GONE, STATUS, data

STUDY = decode(data())
DEVICE = decode(data({f"{ARMS}/interventions": [{"type": "DEVICE", "name": "Quillometer"}]}))
OBSERVED = decode(data({ARMS: GONE}))


@pytest.mark.parametrize(
    ("study", "choice", "taken"),
    [
        (STUDY, Choice(), True),
        (DEVICE, Choice(), False),
        (OBSERVED, Choice(), False),
        (DEVICE, Choice(intervention_types=frozenset({"DEVICE"})), True),
        (OBSERVED, Choice(intervention_types=INTERVENTION_TYPES), True),
        (OBSERVED, Choice(intervention_types=frozenset()), True),
        (STUDY, Choice(intervention_types=frozenset({"GENETIC", "DEVICE"})), False),
        (STUDY, Choice(sponsor="quillon"), True),
        (STUDY, Choice(sponsor="QUILLON BIO, I"), True),
        (STUDY, Choice(sponsor="zarum"), False),
        (STUDY, Choice(condition="ASTH"), True),
        (STUDY, Choice(condition="eczema"), False),
        (decode(data({CONDITIONS: ["Eczema", "Severe asthma"]})), Choice(condition="asthma"), True),
        (STUDY, Choice(sponsor_classes=frozenset({"INDUSTRY", "NIH"})), True),
        (STUDY, Choice(sponsor_classes=frozenset({"NIH"})), False),
        (STUDY, Choice(since=dt.date(2025, 6, 11)), True),
        (STUDY, Choice(since=dt.date(2025, 6, 12)), False),
        (STUDY, Choice(sponsor="quillon", condition="eczema"), False),
    ],
)
def test_a_study_is_taken_that_meets_all_that_is_asked(study, choice, taken):
    assert choice.takes(study) is taken


@pytest.mark.parametrize("given", [{"intervention_types": frozenset({"PILL"})}, {"sponsor_classes": frozenset({"COMPANY"})}])
def test_a_choice_of_what_the_registry_does_not_have_is_an_error(given):
    with pytest.raises(ValueError, match="known are"):
        Choice(**given)


def test_a_bad_date_is_refused_where_the_date_is_asked_for():
    study = decode(data({f"{STATUS}/lastUpdatePostDateStruct/date": "2025-02-30"}))
    assert Choice().takes(study)
    with pytest.raises(Refused):
        Choice(since=dt.date(2025, 1, 1)).takes(study)
