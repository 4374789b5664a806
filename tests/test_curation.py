"""What staff say outranks documents, shows who said it and why, and can be taken back."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Sum

from pipeline_tracker import curation
from pipeline_tracker.ingest import load
from pipeline_tracker.ingest.load.company_counts import count_companies
from pipeline_tracker.ingest.load.facets import count_facets
from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    CompanyCount,
    FacetCount,
    FormerAddress,
    Indication,
    IndicationAlias,
    Milestone,
    PhaseCount,
    Program,
    ProgramAlias,
)
from pipeline_tracker.models.as_of import as_of
from pipeline_tracker.vocabulary.windows import label, parse_label

from .admin.releases import member, release, said

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 6, 15, 12, tzinfo=dt.UTC)


@pytest.fixture
def author(db):
    return member("curator")


def correct(author, status="occurred", when: str | None = "2024-05", reason="Heard on the call.", now=NOW, misread=False) -> Claim:
    window = parse_label(when) if when else None
    return curation.correct_milestone(
        milestone=Milestone.objects.get(), status=status, window=window, reason=reason, author=author, now=now, misread=misread
    )


def known_on(day: str) -> list[tuple[str, str]]:
    """Status and date of all milestones as of a day."""
    with as_of(dt.date.fromisoformat(day)):
        return [(row.status, label(row.window) if row.window else "") for row in Milestone.objects.order_by("slug")]


def nothing_is_left_to_compute() -> bool:
    with transaction.atomic():
        return not any(load.refresh(company) for company in Company.objects.all())


# --- corrections of milestones ---------------------------------------------------------------------


def test_a_correction_counts_from_its_day_on_and_that_of_a_misreading_from_the_documents_day(author):
    release("2024-03-01", "expected", "2024-Q4")
    news = correct(author, "expected", "2025-Q1", now=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    assert [known_on(day) for day in ("2024-02-29", "2024-03-01", "2024-05-31", "2024-06-01")] == [
        [],
        [("expected", "Q4 2024")],
        [("expected", "Q4 2024")],
        [("expected", "Q1 2025")],
    ]
    repair = correct(author, "expected", "2024-Q3", now=dt.datetime(2024, 7, 1, tzinfo=dt.UTC), misread=True)
    assert [known_on(day) for day in ("2024-02-29", "2024-03-01", "2024-06-01", "2024-07-01")] == [[], *[[("expected", "Q3 2024")]] * 3]
    for claim in (repair, news):
        curation.retract_claim(claim=claim, author=author, now=NOW)
    assert [known_on(day) for day in ("2024-03-01", "2024-07-01")] == [[("expected", "Q4 2024")]] * 2
    assert nothing_is_left_to_compute()


def test_a_rejected_misreading_counts_on_no_day(author):
    release("2024-03-01", "expected", "2024-Q4")
    release("2024-05-01", "occurred")
    assert [known_on(day) for day in ("2024-04-30", "2024-05-01")] == [[("expected", "Q4 2024")], [("occurred", "reported by 1 May 2024")]]
    curation.review_claim(claim=Claim.objects.get(status="occurred"), accept=False)
    assert [known_on(day) for day in ("2024-04-30", "2024-05-01")] == [[("expected", "Q4 2024")]] * 2


def test_a_correction_is_a_claim_that_says_who_why_and_when_about_what_the_document_said(author):
    release("2024-03-01", "expected", "2024-Q4")
    claim = correct(author)
    document_claim = Claim.objects.get(author=None)
    claim.refresh_from_db()
    assert {field: getattr(claim, field) for field in curation.SUBJECT} == {
        field: getattr(document_claim, field) for field in curation.SUBJECT
    }
    assert (claim.author, claim.reason, claim.asserted_on, claim.created_at) == (author, "Heard on the call.", NOW.date(), NOW)
    assert (claim.about, claim.document, claim.start, claim.end, claim.quote) == (document_claim, None, None, None, "")
    assert (claim.status, str(claim.window), claim.milestone) == ("occurred", "May 2024", document_claim.milestone)
    assert claim.uid.startswith("staff-")


def test_a_correction_outranks_the_document_and_leaves_its_claim_untouched(author):
    release("2024-03-01", "expected", "2024-Q4")
    before = Claim.objects.filter(author=None).values().get()
    correct(author)
    assert said() == [("occurred", "May 2024")]
    assert Claim.objects.filter(author=None).values().get() == before
    assert nothing_is_left_to_compute()


def test_a_correction_survives_a_newer_document_that_disagrees_and_the_disagreement_is_shown(author):
    release("2024-03-01", "expected", "2024-Q3")
    correct(author, "expected", "2025-Q1")
    release("2024-09-01", "expected", "2024-Q4")
    assert said() == [("expected", "Q1 2025")]
    assert Milestone.objects.get().conflict == "A source of 2024-09-01 disagrees with staff."


def test_a_correction_survives_an_older_document_that_arrives_late(author):
    release("2024-03-01", "expected", "2024-Q3")
    correct(author, "expected", "2025-Q1")
    release("2023-03-01", "expected", "2024")
    assert said() == [("expected", "Q1 2025")]
    assert nothing_is_left_to_compute()


def test_retracting_a_correction_restores_what_documents_say_and_keeps_the_record(author):
    release("2024-03-01", "expected", "2024-Q4")
    claim = correct(author)
    other = member("curator", "other")
    curation.retract_claim(claim=claim, author=other, now=NOW + dt.timedelta(days=1))
    assert said() == [("expected", "Q4 2024")]
    claim.refresh_from_db()
    assert (claim.retracted_by, claim.retracted_at, claim.author) == (other, NOW + dt.timedelta(days=1), author)


def test_of_two_corrections_on_one_day_the_later_wins_and_retracting_it_leaves_the_earlier(author):
    release("2024-03-01", "expected", "2024-Q4")
    correct(author, "expected", "2025-H1")
    second = correct(author, "dropped", None, now=NOW + dt.timedelta(minutes=1))
    assert said() == [("dropped", None)]
    curation.retract_claim(claim=second, author=author, now=NOW + dt.timedelta(hours=1))
    assert said() == [("expected", "H1 2025")]


def test_a_correction_can_say_that_no_date_is_known(author):
    release("2024-03-01", "expected", "2024-Q4")
    correct(author, "expected", None)
    assert said() == [("expected", None)]


def test_a_correction_of_a_correction_is_still_about_the_documents_claim(author):
    release("2024-03-01", "expected", "2024-Q4")
    correct(author, "expected", "2025-H1")
    assert correct(author, "expected", "2025-Q4").about == Claim.objects.get(author=None)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"reason": " "}, "no_reason"),
        ({"status": "occurred", "when": "2024-Q3"}, "future"),
    ],
)
def test_a_correction_without_reason_or_of_a_future_that_has_occurred_is_refused_and_nothing_is_written(author, values, code):
    release("2024-03-01", "expected", "2024-Q4")
    with pytest.raises(ValidationError) as refused:
        correct(author, **values)
    assert refused.value.code == code
    assert (Claim.objects.count(), said()) == (1, [("expected", "Q4 2024")])


def test_only_what_staff_said_can_be_retracted_and_only_once(author):
    release("2024-03-01", "expected", "2024-Q4")
    claim = correct(author)
    with pytest.raises(ValidationError, match="only rejected"):
        curation.retract_claim(claim=claim.about, author=author, now=NOW)
    curation.retract_claim(claim=claim, author=author, now=NOW)
    with pytest.raises(ValidationError, match="retracted already"):
        curation.retract_claim(claim=claim, author=author, now=NOW)


RELEASE = """Example Bio Gives an Update on EX-101

BOSTON, {day} -- Example Bio, Inc. (NASDAQ: EXMP) today gave an update.

The company expects to initiate a Phase 2 clinical trial of EX-101 in patients with knee osteoarthritis in {when}.
"""


def ingest(folder, day: str, when: str) -> None:
    """Ingests a release by the command, as people do."""
    path = folder / f"{day}.txt"
    path.write_text(RELEASE.format(day=day, when=when))
    call_command("ingest", str(path), verbosity=0)


def test_a_correction_survives_the_same_release_a_newer_one_and_a_rebuild_by_the_commands(author, tmp_path):
    ingest(tmp_path, "March 1, 2024", "the fourth quarter of 2024")
    assert said() == [("expected", "Q4 2024")]
    claim = correct(author, "dropped", None)
    ingest(tmp_path, "March 1, 2024", "the fourth quarter of 2024")
    assert said() == [("dropped", None)]
    ingest(tmp_path, "September 1, 2024", "the first half of 2025")
    call_command("rebuild", verbosity=0)
    call_command("rebuild", check=True, verbosity=0)
    assert said() == [("dropped", None)]
    assert Milestone.objects.get().conflict == "A source of 2024-09-01 disagrees with staff."
    curation.retract_claim(claim=claim, author=author, now=NOW)
    assert said() == [("expected", "H1 2025")]


# --- review of document claims ---------------------------------------------------------------------


def test_a_rejected_claim_counts_for_nothing_and_accepting_it_brings_it_back():
    release("2024-03-01", "expected", "2024-Q3")
    newer = release("2024-05-01", "expected", "2024-Q4").claims.get()
    curation.review_claim(claim=newer, accept=False)
    assert said() == [("expected", "Q3 2024")]
    curation.review_claim(claim=newer, accept=True)
    assert said() == [("expected", "Q4 2024")]
    newer.refresh_from_db()
    assert newer.review == "accepted"


def test_a_milestone_whose_only_claim_is_rejected_is_gone():
    claim = release("2024-03-01", "expected", "2024-Q3").claims.get()
    curation.review_claim(claim=claim, accept=False)
    assert said() == []
    assert Claim.objects.get().review == "rejected"


def test_accepting_a_queued_claim_confirms_its_milestone():
    claim = release("2024-03-01", "occurred", "2024-02", kind="approved").claims.get()
    assert (claim.review, Milestone.objects.get().unconfirmed) == ("queued", True)
    curation.review_claim(claim=claim, accept=True)
    assert Milestone.objects.get().unconfirmed is False


def test_a_withheld_claim_counts_once_it_is_accepted():
    claim = release("2024-03-01", "expected", "2024-Q3", confidence=0.1).claims.get()
    assert (claim.review, said()) == ("withheld", [])
    curation.review_claim(claim=claim, accept=True)
    assert said() == [("expected", "Q3 2024")]


def test_a_correction_by_staff_is_not_reviewed_and_the_others_of_the_batch_stay_as_they_were(author):
    release("2024-03-01", "expected", "2024-Q4")
    claim = correct(author)
    with pytest.raises(ValidationError, match="retracted, not reviewed"):
        curation.review_claims(claims=[claim.about, claim], accept=False)
    assert Claim.objects.get(author=None).review == "auto"


def test_a_claim_that_its_document_is_read_without_by_now_is_not_reviewed():
    claim = release("2024-03-01", "expected", "2024-Q4").claims.get()
    claim.retracted_at = NOW
    claim.save()
    with pytest.raises(ValidationError, match="not read like this any more"):
        curation.review_claim(claim=claim, accept=True)


def test_a_correction_outlives_the_rejection_of_the_claim_that_it_was_about(author):
    claim = release("2024-03-01", "expected", "2024-Q4").claims.get()
    correct(author)
    curation.review_claim(claim=claim, accept=False)
    assert said() == [("occurred", "May 2024")]
    assert nothing_is_left_to_compute()


# --- attributes of programs ------------------------------------------------------------------------


def state(author, attribute="modality", value="cell_therapy", reason="Their patent says so.") -> AttributeClaim:
    return curation.set_attribute(program=Program.objects.get(), attribute=attribute, value=value, reason=reason, author=author, now=NOW)


def test_a_stated_attribute_outranks_documents_also_newer_ones_until_it_is_retracted(author):
    release("2024-03-01")
    claim = state(author)
    release("2024-09-01")
    assert Program.objects.get().modality == "cell_therapy"
    curation.retract_attribute(claim=claim, author=author, now=NOW)
    assert Program.objects.get().modality == "small_molecule"


@pytest.mark.parametrize(
    ("attribute", "value"), [("origin", "allogeneic"), ("target", "BCMA"), ("partners", "Somebody Ltd (JP)"), ("modality", "")]
)
def test_each_attribute_of_the_closed_list_can_be_stated_and_also_that_it_is_not_known(author, attribute, value):
    release("2024-03-01")
    claim = state(author, attribute, value)
    assert getattr(Program.objects.get(), attribute) == value
    assert (claim.field, claim.subject, claim.value, claim.author) == (f"program.{attribute}", "EX-101", value, author)


def test_an_attribute_must_be_a_code_of_the_vocabulary_and_needs_a_reason(author):
    release("2024-03-01")
    with pytest.raises(ValidationError, match="no modality"):
        state(author, value="potion")
    with pytest.raises(ValidationError, match="reason"):
        state(author, reason="")
    assert Program.objects.get().modality == "small_molecule"


# --- names of programs -----------------------------------------------------------------------------


def names() -> dict[str, set[str]]:
    """Every program and the names that lead to it."""
    return {p.name: {a.name for a in p.aliases.filter(refused=False)} for p in Program.objects.all()}


def test_a_renamed_program_keeps_its_row_its_old_name_and_the_way_from_its_old_address(author):
    release("2024-03-01")
    before = Program.objects.get()
    curation.rename_program(program=before, name="Examplimab™", author=author)
    after = Program.objects.get()
    assert (after.pk, after.name, after.key, after.slug, after.confirmed) == (before.pk, "Examplimab", "examplimab", "examplimab", True)
    assert names() == {"Examplimab": {"EX-101"}}
    assert FormerAddress.objects.get(path=before.get_absolute_url()).target == after.get_absolute_url()
    assert after.history.filter(name="Examplimab", history_user=author).exists()


def test_a_later_document_with_the_old_name_speaks_of_the_renamed_program(author):
    release("2024-03-01")
    curation.rename_program(program=Program.objects.get(), name="Examplimab", author=author)
    release("2024-09-01")
    assert names() == {"Examplimab": {"EX-101"}}


def test_a_program_is_not_renamed_to_what_another_is_called(author):
    release("2024-03-01")
    release("2024-03-02", name="EX-202")
    with pytest.raises(ValidationError, match="another program"):
        curation.rename_program(program=Program.objects.get(name="EX-101"), name="EX 202", author=author)
    assert names() == {"EX-101": set(), "EX-202": set()}


def test_a_program_of_which_staff_stated_something_is_joined_by_documents_under_the_name_that_is_used_most(author):
    release("2024-03-01")
    state(author)
    release("2024-05-01", name="Examplimab")
    release("2024-06-01", name="Examplimab", aliases=("EX-101",))
    assert names() == {"Examplimab": {"EX-101"}}
    assert Program.objects.get().modality == "cell_therapy"


def test_an_alias_joins_two_programs_and_removing_it_parts_them_again(author):
    release("2024-03-01", "expected", "2024-Q3")
    release("2024-05-01", "expected", "2024-Q4", name="Examplimab")
    alias = curation.add_program_alias(program=Program.objects.get(name="EX-101"), name="Examplimab", author=author)
    assert names() == {"EX-101": {"Examplimab"}}
    assert said() == [("expected", "Q4 2024")]
    assert nothing_is_left_to_compute()
    curation.remove_program_alias(alias=ProgramAlias.objects.get(key=alias.key), author=author)
    assert names() == {"EX-101": set(), "Examplimab": set()}
    assert said() == [("expected", "Q3 2024"), ("expected", "Q4 2024")]


def phases_counted():
    return PhaseCount.objects.filter(view="all").aggregate(Sum("number"))["number__sum"]


def test_what_is_counted_ahead_follows_the_names_that_join_and_part_programs(author, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("pipeline_tracker.ingest.load.landscape.MANY", 1)
    monkeypatch.setattr("pipeline_tracker.ingest.load.facets.LONG", 1)
    release("2024-03-01", "occurred")
    release("2024-05-01", "occurred", name="Examplimab")
    count_facets()
    with django_capture_on_commit_callbacks(execute=True):
        alias = curation.add_program_alias(program=Program.objects.get(name="EX-101"), name="Examplimab", author=author)
    assert phases_counted() == 1
    assert set(FacetCount.objects.filter(column="").values_list("exact", flat=True)) == {False}, "told by the lists as a whole"
    connection.run_on_commit.clear()  # nothing is committed here, so that what has run still waits
    with django_capture_on_commit_callbacks(execute=True):
        curation.remove_program_alias(alias=ProgramAlias.objects.get(key=alias.key), author=author)
    assert phases_counted() == 2


def test_documents_read_while_an_alias_stood_are_read_anew_when_it_is_removed(author):
    release("2024-03-01")
    alias = curation.add_program_alias(program=Program.objects.get(), name="Examplimab", author=author)
    release("2024-09-01", name="Examplimab")
    assert names() == {"EX-101": {"Examplimab"}}
    curation.remove_program_alias(alias=alias, author=author)
    assert names() == {"EX-101": set(), "Examplimab": set()}


def test_confirming_a_program_loses_none_of_the_names_that_documents_give_it(author):
    release("2024-03-01", aliases=("Examplimab",))
    curation.confirm_program(program=Program.objects.get(), confirmed=True, author=author)
    assert names() == {"EX-101": {"Examplimab"}}


def test_a_confirmation_stays_with_its_program_when_another_is_parted_from_it(author):
    release("2024-03-01", name="EX-305")
    release("2024-05-01", name="EX-201", aliases=("Examplimab",))
    program = Program.objects.get(name="EX-305")
    alias = curation.add_program_alias(program=program, name="EX-201", author=author)
    curation.remove_program_alias(alias=alias, author=author)
    assert {p.name: (p.confirmed, p.pk == program.pk) for p in Program.objects.all()} == {"EX-201": (False, False), "EX-305": (True, True)}


def test_a_program_with_names_of_staff_cannot_be_left_to_documents(author):
    release("2024-03-01")
    program = Program.objects.get()
    alias = curation.add_program_alias(program=program, name="Examplimab", author=author)
    with pytest.raises(ValidationError, match="Delete the names"):
        curation.confirm_program(program=program, confirmed=False, author=author)
    curation.remove_program_alias(alias=alias, author=author)
    curation.confirm_program(program=program, confirmed=False, author=author)
    assert Program.objects.get().confirmed is False


def test_refusing_an_alias_parts_what_a_document_joined(author):
    release("2024-03-01", aliases=("Examplimab",))
    release("2024-04-01")
    release("2024-05-01", name="Examplimab")
    program = Program.objects.get()
    assert (program.name, names()) == ("EX-101", {"EX-101": {"Examplimab"}})
    curation.refuse_program_alias(program=program, name="Examplimab", author=author)
    assert names() == {"EX-101": set(), "Examplimab": set()}
    assert nothing_is_left_to_compute()


def test_a_programs_own_name_cannot_be_refused_and_a_confirmed_one_not_taken(author):
    release("2024-03-01")
    release("2024-03-02", name="EX-202")
    program, other = Program.objects.order_by("name")
    with pytest.raises(ValidationError, match="own name"):
        curation.refuse_program_alias(program=program, name="ex101", author=author)
    curation.confirm_program(program=other, confirmed=True, author=author)
    with pytest.raises(ValidationError, match="confirmed name of EX-202"):
        curation.add_program_alias(program=program, name="EX-202", author=author)
    with pytest.raises(ValidationError, match="letters or digits"):
        curation.add_program_alias(program=program, name="®", author=author)


def test_an_alias_that_a_document_gives_cannot_be_removed(author):
    release("2024-03-01", aliases=("Examplimab",))
    with pytest.raises(ValidationError, match="Refuse it"):
        curation.remove_program_alias(alias=ProgramAlias.objects.get(), author=author)


# --- names of companies and indications ------------------------------------------------------------


def test_a_renamed_company_is_confirmed_and_documents_under_its_old_name_are_still_its_own(author):
    release("2024-03-01")
    company = Company.objects.get()
    company.name = "Sample Therapeutics"
    curation.save_named(row=company, author=author)
    release("2024-09-01")
    company = Company.objects.get()
    assert (company.name, company.key, company.confirmed, company.documents.count()) == (
        "Sample Therapeutics",
        "sampletherapeutics",
        True,
        2,
    )
    assert company.aliases.filter(key="examplebio", former=True, source="staff").exists()
    assert company.history.filter(name="Sample Therapeutics", history_user=author).exists()


def test_a_corrected_listing_is_not_taken_back_by_documents(author):
    release("2024-03-01")
    company = Company.objects.get()
    company.ticker = "SMPL"
    curation.save_named(row=company, author=author)
    release("2024-09-01")
    company = Company.objects.get()
    assert (company.listing, company.confirmed) == ("NASDAQ: SMPL", True)


def test_what_documents_do_not_give_is_edited_without_confirming_the_rest(author):
    release("2024-03-01")
    company, indication = Company.objects.get(), Indication.objects.get()
    company.country, indication.area = "US", "Rheumatology"
    curation.save_named(row=company, author=author)
    curation.save_named(row=indication, author=author)
    assert (Company.objects.get().confirmed, Indication.objects.get().confirmed) == (False, False)
    assert (Company.objects.get().country, Indication.objects.get().area) == ("US", "Rheumatology")


def test_a_corrected_abbreviation_is_not_taken_back_by_documents(author):
    release("2024-03-01")
    indication = Indication.objects.get()
    indication.abbreviation = "OAK"
    curation.save_named(row=indication, author=author)
    release("2024-09-01")
    assert Indication.objects.get().abbreviation == "OAK"


def test_an_indication_does_not_take_another_ones_other_name(author):
    first, second = (Indication.objects.create(name=name, key=name, slug=name) for name in ("gout", "arthritis"))
    curation.save_named(row=IndicationAlias(indication=first, name="Podagra"), author=author)
    second.name = "podagra"
    with pytest.raises(ValidationError, match="is taken"):
        curation.save_named(row=second, author=author)


def test_a_name_whose_ligatures_make_it_long_when_spelt_out_is_taken(author):
    release("2024-03-01")
    curation.add_program_alias(program=Program.objects.get(), name="ﬃ" * 200, author=author)
    assert Program.objects.get().aliases.filter(name="ﬃ" * 200).exists()


def test_a_company_does_not_take_another_companys_name(author):
    release("2024-03-01")
    release("2024-03-01", issuer="Other Bio AG")
    company = Company.objects.get(name="Other Bio AG")
    company.name = "example bio"
    with pytest.raises(ValidationError, match="is taken"):
        curation.save_named(row=company, author=author)


def test_an_alias_that_a_document_gives_a_company_cannot_be_deleted(author):
    release("2024-03-01")
    with pytest.raises(ValidationError, match="A document gives this name"):
        curation.delete_alias(row=CompanyAlias.objects.get(), author=author)


def test_another_name_of_an_indication_joins_milestones_and_dropping_it_parts_them(author):
    release("2024-03-01", "expected", "2024-Q3")
    release("2024-03-01", "expected", "2024-Q3", issuer="Other Bio AG", name="OB-1")
    indication = Indication.objects.create(name="gonarthrosis", key="gonarthrosis", slug="gonarthrosis")
    alias = IndicationAlias(indication=indication, name="Knee osteoarthritis")
    curation.save_named(row=alias, author=author)
    assert set(Milestone.objects.exclude(indication=None).values_list("indication__name", flat=True)) == {"gonarthrosis"}
    curation.delete_alias(row=alias, author=author)
    assert set(Milestone.objects.exclude(indication=None).values_list("indication__name", flat=True)) == {"knee osteoarthritis"}


# --- two at once -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="The tests' SQLite lives in the memory of one connection.")
def test_two_corrections_at_once_take_turns_and_neither_is_lost():
    author = member("", "curator")
    release("2024-03-01", "expected", "2024-Q4")
    first_holds, second_may_go = threading.Event(), threading.Event()
    order = []

    def second() -> None:
        first_holds.wait(10)
        second_may_go.set()
        correct(author, "expected", "2025-H2", now=NOW + dt.timedelta(seconds=1))
        order.append("second")
        connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        correct(author, "expected", "2025-H1")
        first_holds.set()
        second_may_go.wait(10)
        thread.join(0.5)  # it waits for the company, so this ends by time
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert Claim.objects.filter(author=author).count() == 2
    assert said() == [("expected", "H2 2025")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="The tests' SQLite lives in the memory of one connection.")
def test_staff_and_a_run_that_counts_ahead_do_not_wait_for_each_other(monkeypatch):
    monkeypatch.setattr("pipeline_tracker.ingest.load.windows.MANY", 1)
    release("2024-03-01", "expected", "2024-Q4")
    held, counted = threading.Event(), threading.Event()
    ended = []

    def staff() -> None:
        with transaction.atomic():
            company = curation.lock(Company.objects.get().pk)
            held.set()
            counted.wait(10)
            curation.refresh(company)
        ended.append("staff")
        connection.close()

    thread = threading.Thread(target=staff)
    thread.start()
    assert held.wait(10)
    with transaction.atomic():
        count_companies()
        assert CompanyCount.objects.count() == 1
        counted.set()
        thread.join(0.5)  # it waits for the count, so this ends by time
    ended.append("run")
    thread.join(10)
    assert sorted(ended) == ["run", "staff"]
    assert not CompanyCount.objects.exists()


def test_curation_recomputes_within_the_transaction_so_a_failure_leaves_nothing_behind(author):
    release("2024-03-01", "expected", "2024-Q4")
    with pytest.raises(RuntimeError), transaction.atomic():
        correct(author)
        raise RuntimeError
    assert (Claim.objects.count(), said()) == (1, [("expected", "Q4 2024")])
    with transaction.atomic():
        assert not load.refresh(Company.objects.get())
