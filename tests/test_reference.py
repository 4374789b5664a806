"""The reference release, whole: a quarterly report with every trap that one release was seen to set.

The sample is our own writing with the facts and the traps of the real one: a header line in place of a dateline, glued words,
a second talk without a congress, an acceptance that is no start, a summary that is no milestone, four losses in one sentence.
Where PIPELINE_TRACKER_CORPUS names a folder with the real release, that must give the same.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from pipeline_tracker.models import Claim, Company, Document, FinancialResult, Milestone, Presentation, Program, Standing

REAL = Path(os.environ.get("PIPELINE_TRACKER_CORPUS", "/nowhere")) / "2019-11-06-cellular-biomedicine-group-q3.txt"

pytestmark = pytest.mark.django_db


@pytest.fixture(
    params=[
        settings.BASE_DIR / "samples" / "2019-11-06-cbmg-third-quarter-2019.txt",
        pytest.param(
            REAL, marks=[pytest.mark.corpus, pytest.mark.skipif(not REAL.exists(), reason="PIPELINE_TRACKER_CORPUS names no corpus")]
        ),
    ],
    ids=["sample", "real"],
)
def reference(request) -> Document:
    call_command("ingest", str(request.param), verbosity=0)
    return Document.objects.get()


def test_the_company(reference):
    company = Company.objects.get()
    assert (company.name, company.listing, [a.name for a in company.aliases.all()]) == (
        "Cellular Biomedicine Group Inc.",
        "NASDAQ: CBMG",
        ["CBMG"],
    )
    assert str(reference.published) == "2019-11-06"


def test_the_programs(reference):
    programs = {p.name: (p.origin, [str(i) for i in p.indications.all()]) for p in Program.objects.all()}
    assert programs == {
        "AlloJoin": ("", ["knee osteoarthritis (KOA)"]),
        "ReJoin": ("autologous", ["knee osteoarthritis (KOA)"]),
        "Universal CAR": ("allogeneic", []),
        "Anti-BCMA CAR-T": ("", ["relapsed or refractory multiple myeloma"]),
    }


def test_the_milestones_are_these_and_no_others(reference):
    milestones = {
        (tuple(p.name for p in m.programs.all()), m.kind): (
            m.phase,
            m.indication.abbreviation or m.indication.name if m.indication else "",
            m.regulator.code if m.regulator else "",
            m.territory,
            m.status,
            str(m.window),
        )
        for m in Milestone.objects.all()
    }
    start = milestones.pop((("AlloJoin",), "trial_initiated"))
    assert start[:5] == ("phase_2", "KOA", "", "CN", "occurred")
    assert start[5] in ("Q3 2019", "reported by 6 Nov 2019")
    assert milestones == {
        (("ReJoin",), "ind_accepted"): ("phase_2", "KOA", "NMPA", "CN", "occurred", "reported by 6 Nov 2019"),
        (("Universal CAR",), "presentation"): ("", "", "", "unstated", "expected", "8 Nov 2019"),
        (("Anti-BCMA CAR-T",), "presentation"): ("", "relapsed or refractory multiple myeloma", "", "unstated", "expected", "7 Dec 2019"),
        ((), "facility"): ("", "", "", "unstated", "occurred", "Oct 2019"),
    }


def test_two_mentions_of_the_start_are_one_milestone_with_two_passages(reference):
    claim = Claim.objects.get(kind="trial_initiated")
    passages = [(claim.start, claim.end), *((e.start, e.end) for e in claim.evidence.all())]
    assert len(passages) == 2
    assert all("AlloJoin" in reference.text[start:end] for start, end in passages)


def test_an_acceptance_to_begin_is_ambiguous_and_starts_nothing(reference):
    claim = Claim.objects.get(kind="ind_accepted")
    assert (claim.verb, claim.flags, claim.review) == ("accepted", ["ambiguous_verb"], "queued")
    assert claim.milestone.unconfirmed


def test_the_talks_keep_their_times_and_the_second_names_no_congress(reference):
    talks = {
        t.abstract_id: (t.congress, t.place, str(t.day), str(t.starts), str(t.ends), t.zone, t.zone_words)
        for t in Presentation.objects.all()
    }
    east = ("America/New_York", "ET")
    assert talks == {
        "P229": (
            "Society of Immunotherapy in Cancer (SITC) 34th Annual Meeting",
            "Gaylord National Hotel & Convention Center, National Harbor, MD",
            "2019-11-08",
            "07:00:00",
            "08:00:00",
            *east,
        ),
        "125372": ("", "Orange County Convention Center (OCCC), Orlando, FL", "2019-12-07", "07:45:00", "08:00:00", *east),
    }
    assert Claim.objects.get(presentation__abstract_id="125372").review == "queued"


def test_the_facility_is_dated_by_its_month(reference):
    facility = Milestone.objects.get(kind="facility")
    assert "Rockville, Maryland" in facility.detail
    assert "22,000" in facility.detail


def test_one_sentence_gives_four_losses(reference):
    losses = {(f.metric, f.period): (f.amount, f.currency) for f in FinancialResult.objects.all()}
    assert losses == {
        ("net_loss", "2019-Q3"): (15_900_000, "USD"),
        ("net_loss", "2019-9M"): (37_300_000, "USD"),
        ("net_loss", "2018-Q3"): (12_700_000, "USD"),
        ("net_loss", "2018-9M"): (30_400_000, "USD"),
    }


def test_the_accepted_program_never_stands_as_running(reference):
    standings = {s.program.name: (s.indication.abbreviation, s.territory, s.phase, s.basis, s.activity) for s in Standing.objects.all()}
    assert standings == {
        "AlloJoin": ("KOA", "CN", "phase_2", "started", "active"),
        "ReJoin": ("KOA", "CN", "phase_2", "accepted", "active"),
    }


def test_every_quote_is_its_passage(reference):
    rows = [*Claim.objects.all(), *FinancialResult.objects.all(), *reference.mentions.all()]
    assert len(rows) >= 13
    assert [reference.text[row.start : row.end] for row in rows] == [row.quote for row in rows]
