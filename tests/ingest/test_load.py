"""Recording what was read and computing what is so, on readings written by hand."""

import datetime as dt
import hashlib
from itertools import permutations

import pytest
from django.db import transaction
from django.utils import timezone
from msgspec import structs

from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.documents import Claim, Company, Document, Figure, Program, Reading, Refused, Span, Talk
from pipeline_tracker.models import (
    AttributeClaim,
    CompanyAlias,
    FinancialResult,
    FormerAddress,
    Indication,
    Milestone,
    Presentation,
    ProgramAlias,
    Standing,
)
from pipeline_tracker.models import Claim as ClaimRow
from pipeline_tracker.models import Company as CompanyRow
from pipeline_tracker.models import Document as DocumentRow
from pipeline_tracker.models import Program as ProgramRow
from pipeline_tracker.queries.guidance import ladders
from pipeline_tracker.vocabulary.windows import parse_label

pytestmark = pytest.mark.django_db

TEXT = "Example Bio started the trial of EX-101 for knee osteoarthritis. Later it will present EX-101."
ISSUER = Company("Example Bio, Inc.", "NASDAQ", "EXMP", ("Example",))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def document(on: str = "2024-03-01", text: str = TEXT, address: str = "") -> Document:
    day = dt.date.fromisoformat(on)
    digest = hashlib.sha256(f"{on}{text}".encode()).hexdigest()
    return Document("press_release", text, digest, address or f"{on}.txt", "Example news", day, "dateline")


def started(**fields) -> Claim:
    values = {
        "kind": "trial_initiated",
        "status": "occurred",
        "span": span("started the trial"),
        "programs": ("EX-101",),
        "phase": "phase_2",
    }
    return Claim(**{**values, **fields})


def program(name: str = "EX-101", **fields) -> Program:
    return Program(name, span("EX-101"), **fields)


@transaction.atomic
def take(source: Document, *claims: Claim, programs=None, issuer=ISSUER, **fields) -> tuple[DocumentRow, load.Changes]:
    programs = tuple(programs if programs is not None else [program()])
    reading = Reading(issuer, programs, claims=claims, **fields)
    company, _ = load.company_of(issuer)
    row = load.record(source, reading, company, None, extractor="rules test")
    return row, load.refresh(company)


def milestones() -> list[tuple]:
    return [(m.slug, m.status, str(m.window) if m.window else None) for m in Milestone.objects.order_by("slug")]


def test_a_document_becomes_claims_milestones_and_standings():
    row, changes = take(
        document(),
        started(indication="knee osteoarthritis (KOA)", territory="CN", window=parse_label("2024-Q1"), repeats=(span("EX-101"),)),
        programs=[program(modality="small_molecule", indications=("knee osteoarthritis (KOA)",))],
        figures=(Figure("net_loss", "2023-Q4", 15_900_000, "USD", span("Example Bio")),),
    )
    slug = "ex-101-trial-initiated-phase-2-knee-osteoarthritis-cn"
    assert milestones() == [(slug, "occurred", "Q1 2024")]
    claim = ClaimRow.objects.get()
    assert row.text[claim.start : claim.end] == claim.quote == "started the trial"
    assert [row.text[e.start : e.end] for e in claim.evidence.all()] == ["EX-101"]
    assert claim.milestone.slug == slug
    assert list(claim.milestone.programs.values_list("name", "modality")) == [("EX-101", "small_molecule")]
    standing = Standing.objects.get()
    assert (standing.phase, standing.basis, standing.indication.abbreviation, standing.territory) == ("phase_2", "started", "KOA", "CN")
    assert list(FinancialResult.objects.values_list("metric", "period", "amount", "currency")) == [
        ("net_loss", "2023-Q4", 15_900_000, "USD")
    ]
    assert list(AttributeClaim.objects.values_list("field", "value", "program__name")) == [("program.modality", "small_molecule", "EX-101")]
    assert changes.created == [
        "program EX-101",
        f"milestone {slug}",
        "standing EX-101, knee osteoarthritis (KOA), CN: phase_2",
    ]


def test_refreshing_again_changes_nothing():
    take(document(), started(indication="knee osteoarthritis"))
    with transaction.atomic():
        assert not load.refresh(CompanyRow.objects.get())


def test_an_occurred_event_without_a_date_is_reported_by_the_publication_date():
    take(document(), started())
    assert milestones() == [("ex-101-trial-initiated-phase-2", "occurred", "reported by 1 Mar 2024")]


def test_the_company_is_found_again_under_another_spelling_of_its_name():
    take(document(), started())
    company, doubt = load.company_of(Company("EXAMPLE BIO INC", "NASDAQ", "EXMP"))
    assert (company.slug, doubt, CompanyRow.objects.count()) == ("example-bio", "", 1)


def test_a_products_company_is_known_from_its_own_documents_not_from_who_tests_it():
    take(structs.replace(document("2024-01-01"), kind="registry_record"), started(trial="WINDMILL"))
    assert (load.company_with({"ex101"}, ()), load.company_with((), {"WINDMILL"})) == (None, None)
    take(document(), started(trial="WINDMILL"))
    company = CompanyRow.objects.get()
    assert (load.company_with({"ex101"}, ()), load.company_with((), {"WINDMILL"}), load.company_with({"ex102"}, {"SAIL"})) == (
        company,
        company,
        None,
    )


def test_a_ticker_of_another_company_is_a_doubt_and_joins_nothing():
    take(document(), started())
    company, doubt = load.company_of(Company("Other Bio Inc.", "NASDAQ", "EXMP"))
    assert company.slug == "other-bio"
    assert doubt == "NASDAQ: EXMP is already the listing of Example Bio, Inc.; the two may be one company."


def test_a_company_name_without_letters_is_refused():
    with pytest.raises(Refused, match="--company"):
        load.company_of(Company("®"))


def test_short_names_of_the_company_are_kept_as_aliases():
    take(document(), started())
    assert list(CompanyAlias.objects.values_list("name", flat=True)) == ["Example"]


def test_the_newest_document_gives_name_and_listing_until_staff_confirm_them():
    take(document(), started())
    company = CompanyRow.objects.get()
    company.name, company.confirmed = "Example Biosciences", True
    company.save()
    take(document("2024-05-01"), started())
    assert CompanyRow.objects.get().name == "Example Biosciences"


def test_a_better_known_milestone_keeps_its_row_and_its_old_address_redirects():
    take(document(), started(window=parse_label("2024-Q1")))
    before = Milestone.objects.get()
    take(document("2024-05-01"), started(indication="knee osteoarthritis"))
    after = Milestone.objects.get()
    assert (after.pk, after.slug) == (before.pk, "ex-101-trial-initiated-phase-2-knee-osteoarthritis")
    assert list(FormerAddress.objects.values_list("path", "target")) == [(before.get_absolute_url(), after.get_absolute_url())]


def test_a_renamed_program_keeps_its_row_and_its_old_address_redirects():
    take(document(), started())
    before = ProgramRow.objects.get()
    take(document("2024-05-01"), started(programs=("Exampla",)), programs=[program("Exampla", aliases=("EX-101",))])
    take(document("2024-06-01"), started(programs=("Exampla",)), programs=[program("Exampla", aliases=("EX-101",))])
    after = ProgramRow.objects.get()
    assert (after.pk, after.name, after.slug) == (before.pk, "Exampla", "exampla")
    assert list(ProgramAlias.objects.values_list("name", "source")) == [("EX-101", "document")]
    assert FormerAddress.objects.filter(path=before.get_absolute_url(), target=after.get_absolute_url()).exists()


def test_two_programs_become_one_when_a_document_says_so():
    take(document(), started())
    take(document("2024-04-01"), started(programs=("examplinib",)), programs=[program("examplinib")])
    assert ProgramRow.objects.count() == 2
    take(document("2024-05-01"), started(), programs=[program("EX-101", aliases=("examplinib",))])
    assert list(ProgramRow.objects.values_list("name", flat=True)) == ["EX-101"]
    assert [slug for slug, *_ in milestones()] == ["ex-101-trial-initiated-phase-2"]
    assert FormerAddress.objects.filter(path="/programs/example-bio/examplinib/", target="/programs/example-bio/ex-101/").exists()


@pytest.mark.parametrize(
    "mended", [{"indication": "asthma"}, {"territory": "CN"}, {"regulator": "FDA"}, {"trial": "EXAMPLE-2"}, {"phase": "phase_3"}]
)
def test_a_newer_reading_that_says_otherwise_takes_the_place_of_the_older_claim(mended):
    row, _ = take(document(), started(indication="knee osteoarthritis"))
    reading = Reading(ISSUER, (program(),), claims=(started(**{"indication": "knee osteoarthritis", **mended}),))
    assert load.reread(row, document(), reading, "rules newer")
    assert [claim.retracted_at is None for claim in ClaimRow.objects.order_by("pk")] == [False, True]
    assert not load.reread(row, document(), reading, "rules newer")


def again(row: DocumentRow, *claims: Claim) -> bool:
    """Whether reading the document again to say these claims changes what is stored; milestones follow."""
    differs = load.reread(row, document(), Reading(ISSUER, programs=(program(),), claims=claims), "rules newer")
    with transaction.atomic():
        load.refresh(row.company)
    return differs


def test_a_claim_below_the_threshold_is_withheld_and_moves_no_milestone(settings):
    settings.CONFIDENCE_THRESHOLD = 0.6
    take(document(), started(confidence=0.59))
    assert (ClaimRow.objects.get().review, milestones()) == ("withheld", [])
    take(document("2024-05-01"), started(confidence=0.6))
    assert [claim.review for claim in ClaimRow.objects.order_by("asserted_on")] == ["withheld", "auto"]
    assert milestones() == [("ex-101-trial-initiated-phase-2", "occurred", "reported by 1 May 2024")]


def test_a_doubtful_repeat_of_what_other_documents_say_is_a_step_as_long_as_they_count(settings):
    settings.CONFIDENCE_THRESHOLD = 0.5
    plan = {"status": "expected", "indication": "gout"}
    repeat, _ = take(document("2024-05-01"), started(**plan, confidence=0.4))  # it arrives first
    assert milestones() == []
    take(document("2024-01-10"), started(**plan, window=parse_label("2024-H2")))

    def steps() -> list[tuple]:
        found = ladders(Milestone.objects.all(), dt.date(2024, 6, 1)).values()
        return [(str(step.day), step.verdict) for ladder in found for step in ladder]

    assert steps() == [("2024-01-10", "first_stated"), ("2024-05-01", "reaffirmed")]
    assert Milestone.objects.get().asserted_on == dt.date(2024, 5, 1)
    with transaction.atomic():
        assert not load.refresh(CompanyRow.objects.get())
    assert not again(repeat, started(**plan, confidence=0.4))
    ClaimRow.objects.filter(asserted_on="2024-01-10").update(review="rejected")
    with transaction.atomic():
        load.refresh(CompanyRow.objects.get())
    assert (milestones(), list(ClaimRow.objects.values_list("milestone", flat=True))) == ([], [None, None])


def test_a_newer_reading_that_trusts_a_claim_less_or_more_withholds_it_or_lets_it_count(settings):
    settings.CONFIDENCE_THRESHOLD = 0.5
    row, _ = take(document(), started(confidence=0.9))
    counted = milestones()
    before = ClaimRow.objects.get()
    for confidence, flags, review, so in (
        (0.4, (), "withheld", []),
        (0.7, (), "auto", counted),
        (0.7, ("inferred_year",), "queued", counted),
    ):
        assert again(row, started(confidence=confidence, flags=flags))
        claim = ClaimRow.objects.get()
        assert (claim.pk, claim.confidence, claim.flags, claim.review, milestones()) == (before.pk, confidence, list(flags), review, so)
        assert not again(row, started(confidence=confidence, flags=flags))


@pytest.mark.parametrize("decision", ["accepted", "rejected"])
def test_what_staff_decided_on_a_claim_outlives_a_newer_confidence(settings, decision):
    settings.CONFIDENCE_THRESHOLD = 0.5
    row, _ = take(document(), started(confidence=0.9))
    ClaimRow.objects.update(review=decision)
    again(row, started(confidence=0.4))
    assert list(ClaimRow.objects.values_list("confidence", "review")) == [(0.4, decision)]


def test_another_threshold_is_in_force_once_documents_are_read_again(settings):
    row, _ = take(document(), started(confidence=0.7))
    settings.CONFIDENCE_THRESHOLD = 0.8
    assert again(row, started(confidence=0.7))
    assert (ClaimRow.objects.get().review, milestones()) == ("withheld", [])


def test_of_two_equal_claims_of_one_reading_the_first_is_stored_and_rated():
    row, _ = take(document(), started(confidence=0.9), started(confidence=0.6))
    assert not again(row, started(confidence=0.9), started(confidence=0.6))
    assert list(ClaimRow.objects.values_list("confidence", flat=True)) == [0.9]


def test_a_costly_kind_is_shown_unconfirmed_and_queued():
    take(document(), started(kind="approved", confidence=0.9))
    assert (ClaimRow.objects.get().review, Milestone.objects.get().unconfirmed) == ("queued", True)


def test_a_retracted_claim_gives_back_the_state_before_it():
    take(document(), started())
    before = milestones()
    take(document("2024-05-01"), started(indication="knee osteoarthritis", window=parse_label("2024-Q1")))
    assert milestones() != before
    claim = ClaimRow.objects.get(asserted_on="2024-05-01")
    claim.retracted_at = timezone.now()
    claim.save()
    with transaction.atomic():
        load.refresh(claim.company)
    assert milestones() == before


def test_a_talk_is_stored_with_its_times_as_printed():
    talk = Talk(
        congress="Example Congress",
        abstract_id="P1",
        place="Example Hall",
        starts=dt.datetime(2024, 11, 8, 7, 0),
        ends=dt.datetime(2024, 11, 8, 8, 0),
        zone="America/New_York",
        zone_words="ET",
    )
    take(document(), started(kind="presentation", status="expected", phase="", talk=talk, window=parse_label("2024-11-08")))
    row = Presentation.objects.get()
    assert (row.day, row.starts, row.ends, row.zone, row.zone_words) == (
        dt.date(2024, 11, 8),
        dt.time(7),
        dt.time(8),
        "America/New_York",
        "ET",
    )


def test_the_spelling_of_an_indication_does_not_depend_on_who_came_first():
    take(document(), started(indication="Knee Osteoarthritis"))
    take(document("2024-04-01"), started(indication="knee osteoarthritis"))
    assert list(Indication.objects.values_list("name", flat=True)) == ["knee osteoarthritis"]


@pytest.mark.parametrize("names", list(permutations(["colorectal cancer", "Colo-Rectal Cancer", "COLO RECTAL CANCER"])))
def test_what_an_indication_is_in_mesh_does_not_depend_on_whose_spelling_was_told_last(names):
    for number, name in enumerate(names):
        issuer = Company(f"Example {number} Bio, Inc.", "NASDAQ", f"EXM{number}", ())
        take(document(f"2024-03-0{number + 1}"), started(indication=name), issuer=issuer)
    assert list(Indication.objects.values_list("name", "normal")) == [("colorectal cancer", "Colorectal Neoplasms")]
    assert not any(load.refresh_all(list(CompanyRow.objects.order_by("pk"))))


def test_a_changed_text_at_the_same_address_is_a_new_version():
    first, _ = take(document(address="https://example.org/news"))
    second, _ = take(document(text=TEXT + " More.", address="https://example.org/news"))
    assert second.version_of == first


def snapshot() -> dict[str, list]:
    return {
        "milestones": milestones(),
        "programs": list(ProgramRow.objects.order_by("slug").values_list("slug", "name", "modality")),
        "aliases": list(ProgramAlias.objects.order_by("program__slug", "key").values_list("program__slug", "name")),
        "standings": list(
            Standing.objects.order_by("program__slug", "indication__slug", "territory").values_list(
                "program__slug", "indication__slug", "territory", "phase", "basis", "milestone__slug"
            )
        ),
        "claims": list(ClaimRow.objects.order_by("uid").values_list("uid", "milestone__slug")),
    }


def test_the_order_of_arrival_changes_nothing_in_the_database():
    history = [
        (document("2024-01-10"), [started(status="expected", window=parse_label("2024-H1"))], [program()]),
        (
            document("2024-02-10"),
            [started(programs=("examplinib",), status="expected", window=parse_label("2024-Q4"))],
            [program("examplinib")],
        ),
        (
            document("2024-03-10"),
            [started(indication="Asthma", territory="CN")],
            [program("EX-101", aliases=("examplinib",), modality="antibody")],
        ),
        (document("2024-04-10"), [started(indication="asthma", kind="ind_accepted")], [program("EX-101", modality="small_molecule")]),
    ]
    states = []
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        sid = transaction.savepoint()
        for number in order:
            source, claims, programs = history[number]
            take(source, *claims, programs=programs)
        states.append(snapshot())
        transaction.savepoint_rollback(sid)
    assert states[0] == states[1] == states[2]
    assert states[0]["milestones"] == [
        ("ex-101-ind-accepted-phase-2-asthma", "occurred", "reported by 10 Apr 2024"),
        ("ex-101-trial-initiated-phase-2-asthma-cn", "occurred", "reported by 10 Mar 2024"),
    ]
