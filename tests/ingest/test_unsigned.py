"""Releases that name no company: whose they are follows from all documents, whatever came first."""

import datetime as dt
from itertools import permutations

import pytest

from pipeline_tracker.ingest import unsigned
from pipeline_tracker.ingest.extract import extract
from pipeline_tracker.ingest.pipeline import Options, ingest
from pipeline_tracker.ingest.readers.sources import Source, sources
from pipeline_tracker.ingest.rebuild import rebuild
from pipeline_tracker.models import Claim, Company, Document, Milestone, RunNote

from .registry.records import data

pytestmark = pytest.mark.django_db

UNSIGNED = (
    "FDA Lifts Clinical Hold on QLN-101 for the Treatment of Gout\n\nParticipant enrollment in a Phase 2 trial anticipated in early 2025\n"
)
SIGNED = (
    "Quillon Bio Reports on QLN-101\n\nBOSTON, February 13, 2024 - Quillon Bio, Inc. (NASDAQ: QLNB) today announced that the FDA placed a "
    "clinical hold on QLN-101 for the treatment of gout.\n"
)
OTHERS = (
    "Fabrica Pharma Doses First Patient with QLN-101\n\nROME, March 3, 2024 - Fabrica Pharma AG (SIX: FABR) today announced that it dosed "
    "the first patient in a Phase 1 trial of QLN-101 in asthma.\n"
)


def source(text: str, day: str) -> Source:
    return Source(f"{day}.txt", f"{day}.txt", text.encode)


WAITING, OWN, FOREIGN = source(UNSIGNED, "2024-09-09"), source(SIGNED, "2024-02-13"), source(OTHERS, "2024-03-03")


def take(*sources: Source, company: str = "") -> list[tuple]:
    told: list[tuple] = []
    ingest(sources, Options(company=company), lambda result: told.append((result.source, result.state, result.code)))
    return told


def content() -> tuple:
    """What is so, without keys and moments."""
    whose = list(Document.objects.order_by("published").values_list("published", "company__slug", "issuer_name"))
    counted = Claim.objects.filter(retracted_at=None).order_by("uid").values_list("uid", "company__slug", "milestone__slug")
    return whose, list(counted), list(Milestone.objects.order_by("company", "slug").values_list("company__slug", "slug", "status"))


def test_it_belongs_to_the_one_company_that_names_its_product_whichever_came_first():
    take(OWN)
    assert take(WAITING) == [("2024-09-09.txt", "created", ""), ("2024-09-09.txt", "refreshed", "")]
    expected = content()
    assert expected[0] == [
        (dt.date(2024, 2, 13), "quillon-bio", "Quillon Bio, Inc."),
        (dt.date(2024, 9, 9), "quillon-bio", ""),
    ]
    assert [(slug, status) for _, slug, status in expected[2]] == [
        ("qln-101-clinical-hold-gout-us", "occurred"),
        ("qln-101-hold-lifted-gout-us", "occurred"),
        ("qln-101-trial-initiated-phase-2-gout", "expected"),
    ]
    assert not rebuild(check=True)
    assert not rebuild(read=True)
    assert content() == expected


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("order", list(permutations([WAITING, OWN, FOREIGN])), ids=lambda order: "-".join(s.name[:7] for s in order))
def test_while_two_companies_name_its_product_it_belongs_to_none_in_any_order(order, together):
    for taken in [order] if together else [[one] for one in order]:
        take(*taken)
    whose, counted, milestones = content()
    assert [(slug, name) for _, slug, name in whose] == [
        ("quillon-bio", "Quillon Bio, Inc."),
        ("fabrica-pharma", "Fabrica Pharma AG"),
        (None, ""),
    ]
    assert {slug for _, slug, _ in milestones} == {"qln-101-clinical-hold-gout-us", "qln-101-first-patient-dosed-phase-1-asthma"}
    assert len(counted) == 2
    assert not rebuild(check=True)


def test_it_waits_for_its_product_to_become_known_and_says_so(client):
    assert take(WAITING) == [("2024-09-09.txt", "created", "")]
    document = Document.objects.get()
    assert (document.company, Claim.objects.count(), Company.objects.count()) == (None, 0, 0)
    assert "names no issuing company" in RunNote.objects.get().message
    for address in (document.get_absolute_url(), "/documents/", "/", "/search/?q=hold"):
        assert client.get(address).status_code == 200
    assert take(WAITING) == [("2024-09-09.txt", "unchanged", "")]
    take(OWN)
    document.refresh_from_db()
    assert (document.company.slug, Claim.objects.filter(document=document).count()) == ("quillon-bio", 2)


def test_who_names_the_company_files_it_for_good():
    take(WAITING)
    assert take(WAITING, company="Unda Therapeutics") == [("2024-09-09.txt", "refreshed", "")]
    take(OWN)
    assert list(Document.objects.order_by("published").values_list("company__slug", "issuer_name")) == [
        ("quillon-bio", "Quillon Bio, Inc."),
        ("unda-therapeutics", "Unda Therapeutics"),
    ]
    assert set(Claim.objects.filter(document__published="2024-09-09").values_list("company__slug", flat=True)) == {"unda-therapeutics"}


def test_a_release_that_names_neither_company_nor_product_nor_trial_is_refused():
    assert take(source("Something somewhere happened to somebody.\n", "2024-01-03")) == [("2024-01-03.txt", "refused", "no-company")]
    assert not Document.objects.exists()


def test_it_is_not_read_again_for_records_of_registries(tmp_path, monkeypatch):
    take(WAITING)
    path = tmp_path / "record.json"
    path.write_bytes(data())
    read = []
    monkeypatch.setattr(unsigned, "extract", lambda document: read.append(document.address) or extract(document))
    take(*sources([str(path)]))
    assert (Document.objects.count(), read) == (2, [])
    take(OWN)
    assert read == ["2024-09-09.txt"]
