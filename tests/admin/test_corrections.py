"""What curators do, from the page they open to what the site then says."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse

from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    Document,
    Indication,
    Milestone,
    Program,
    ProgramAlias,
    Regulator,
    RegulatorName,
)

from .releases import full_release, member, release, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in):
    return sign_in("curator")


def url(row, page: str = "change") -> str:
    return reverse(f"admin:pipeline_tracker_{row._meta.model_name}_{page}", args=[row.pk])


def opened(browser, row) -> dict[str, object]:
    """What a browser would post if the form of the page were sent as it is shown."""
    context = browser.get(url(row)).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    values = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                values[field.html_name] = value
    return values


def sent(browser, row, **changes) -> dict[str, list[str]]:
    """Opens the page, changes some fields, sends it; the errors shown, {} where it was saved."""
    return posted(browser, row, {**opened(browser, row), **changes})


def posted(browser, row, values) -> dict[str, list[str]]:
    answer = browser.post(url(row), values)
    if answer.status_code == 302:
        return {}
    form = answer.context["adminform"].form
    errors = dict(form.errors)
    for inline in answer.context["inline_admin_formsets"]:
        for part in inline.formset.forms:
            errors.update(part.errors)
        if inline.formset.non_form_errors():
            errors[inline.formset.prefix] = inline.formset.non_form_errors()
    assert errors, "neither saved nor shown why not"
    return {name: list(messages) for name, messages in errors.items()}


# --- status and date -------------------------------------------------------------------------------


def test_a_correction_is_stored_as_the_curators_statement_and_the_page_shows_it_beside_the_quotes(browser):
    release("2024-03-01", "expected", "2024-Q4")
    milestone = Milestone.objects.get()
    assert sent(browser, milestone, new_status="occurred", date_is="other", new_date="2024-05", reason="Heard on the call.") == {}
    claim = Claim.objects.get(document=None)
    assert (claim.author.username, claim.reason, claim.status, str(claim.window)) == (
        "a curator",
        "Heard on the call.",
        "occurred",
        "May 2024",
    )
    assert said() == [("occurred", "May 2024")]
    page = browser.get(url(milestone)).content.decode()
    assert "expects to initiate a Phase 2 clinical trial of EX-101" in page
    assert "Heard on the call." in page
    assert "staff (a curator)" in page


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"new_status": "dropped"}, ("dropped", "Q4 2024")),
        ({"date_is": "none"}, ("expected", None)),
        ({"date_is": "other", "new_date": "mid-2025"}, ("expected", "May–Aug 2025")),
        ({"date_is": "other", "new_date": "by:2025-12-31"}, ("expected", "by 31 Dec 2025")),
        ({"date_is": "other", "new_date": " 2025-H1 "}, ("expected", "H1 2025")),
    ],
)
def test_status_and_date_are_corrected_apart_and_no_date_is_something_else_than_the_same_date(browser, changes, result):
    release("2024-03-01", "expected", "2024-Q4")
    assert sent(browser, Milestone.objects.get(), reason="Because.", **changes) == {}
    assert said() == [result]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"new_status": "dropped"}, {"reason": ["This field is required."]}),
        (
            {"reason": "Because."},
            {"__all__": ["This is what the page says already. Change the status or the date."]},
        ),
        (
            {"reason": "Because.", "date_is": "other"},
            {"new_date": ["Enter the date, or choose above that it stays or is not known."]},
        ),
        (
            {"reason": "Because.", "new_date": "2025"},
            {"date_is": ["You entered another date: choose “another” here, or empty it."]},
        ),
        (
            {"reason": "Because.", "date_is": "other", "new_date": "next spring"},
            {
                "new_date": [
                    "'next spring' is not a date label such as 2024-05-09, 2024-05, 2024-Q2, 2024-H1, 2024, mid-2024 or by:2024-12-31"
                ]
            },
        ),
        ({"reason": "Because.", "date_is": "other", "new_date": "2025-02-30"}, {"new_date": ["day is out of range for month"]}),
        (
            {"reason": "Because.", "new_status": "occurred", "date_is": "other", "new_date": "2099-Q1"},
            {"__all__": ["What has occurred cannot lie in the future."]},
        ),
        (
            {"reason": "Because.", "new_status": "overdue"},
            {"new_status": ["Select a valid choice. overdue is not one of the available choices."]},
        ),
    ],
)
def test_a_correction_that_is_incomplete_or_contradicts_itself_is_shown_again_and_nothing_is_stored(browser, changes, errors):
    release("2024-03-01", "expected", "2024-Q4")
    assert sent(browser, Milestone.objects.get(), **changes) == errors
    assert Claim.objects.filter(document=None).count() == 0


def test_of_two_curators_with_the_same_page_open_the_second_is_shown_the_conflict_and_may_then_save(sign_in):
    release("2024-03-01", "expected", "2024-Q4")
    milestone = Milestone.objects.get()
    first, second = sign_in("curator"), sign_in("administrator")
    mine = {**opened(first, milestone), "new_status": "occurred", "date_is": "other", "new_date": "2024-05", "reason": "Mine."}
    theirs = {**opened(second, milestone), "new_status": "dropped", "reason": "Theirs."}
    assert posted(first, milestone, mine) == {}

    answer = second.post(url(milestone), theirs)
    page = answer.content.decode()
    assert "changed by somebody else since you opened the page" in page
    assert "Mine." in page  # what is said now, to compare
    assert "Theirs." in page  # what was entered is not lost
    assert said() == [("occurred", "May 2024")]

    again = {**theirs, "seen": answer.context["adminform"].form["seen"].value()}
    assert posted(second, milestone, again) == {}
    assert said() == [("dropped", "May 2024")]


@pytest.mark.parametrize("happening", ["document", "retraction"])
def test_a_correction_also_notices_a_document_or_a_retraction_that_came_between(browser, happening):
    release("2024-03-01", "expected", "2024-Q4")
    milestone = Milestone.objects.get()
    sent(browser, milestone, date_is="other", new_date="2025", reason="First.")
    values = {**opened(browser, milestone), "new_status": "dropped", "reason": "Second."}
    if happening == "document":
        release("2024-05-01", "expected", "2025-H2")
    else:
        browser.post(url(Claim.objects.get(document=None), "retract"), {"reason": "Wrong."})
    assert "changed by somebody else" in posted(browser, milestone, values)["__all__"][0]


def test_a_milestone_that_went_while_its_page_was_open_is_said_to_be_gone(browser):
    claim = release("2024-03-01", "expected", "2024-Q4").claims.get()
    page = url(Milestone.objects.get())
    browser.post(url(claim, "review"), {"_reject": "x"})
    answer = browser.post(page, {"new_status": "dropped", "date_is": "keep", "reason": "Because."}, follow=True)
    assert "Perhaps it was deleted?" in answer.content.decode()


def test_what_is_computed_cannot_be_posted(browser):
    release("2024-03-01", "expected", "2024-Q4")
    milestone = Milestone.objects.get()
    before = Milestone.objects.values().get()
    forged = {
        "status": "occurred",
        "kind": "approved",
        "detail": "x",
        "slug": "x",
        "latest": "2020-01-01",
        "unconfirmed": "on",
        "conflict": "x",
    }
    sent(browser, milestone, **forged, date_is="none", reason="Because.")
    after = Milestone.objects.values().get()
    claim = Claim.objects.get(document=None)
    computed = {
        "earliest": None,
        "latest": None,
        "precision": "",
        "window_words": "",
        "decided_by_id": claim.pk,
        "asserted_on": claim.asserted_on,
        "known_from": claim.asserted_on,
    }
    assert after == {**before, **computed}


def test_a_correction_is_retracted_with_a_reason_by_post_only_and_documents_decide_again(browser):
    release("2024-03-01", "expected", "2024-Q4")
    milestone = Milestone.objects.get()
    sent(browser, milestone, new_status="dropped", reason="Because.")
    claim = Claim.objects.get(document=None)
    page = url(claim, "retract")
    assert page in browser.get(url(milestone)).content.decode()
    assert "Because." in browser.get(page).content.decode()
    assert said() == [("dropped", "Q4 2024")]
    assert browser.post(page, {"reason": " "}).context["form"].errors == {"reason": ["This field is required."]}

    answer = browser.post(page, {"reason": "I misheard."})
    assert (answer.status_code, answer.url) == (302, url(milestone))
    assert said() == [("expected", "Q4 2024")]
    claim.refresh_from_db()
    assert claim.retracted_by.username == "a curator"
    assert LogEntry.objects.latest("pk").change_message == "Retracted: I misheard."
    assert page not in browser.get(url(milestone)).content.decode()
    assert "retracted already" in browser.post(page, {"reason": "Again."}).content.decode()


def test_a_documents_claim_has_no_page_to_retract_it(browser):
    claim = release("2024-03-01").claims.get()
    assert browser.post(url(claim, "retract"), {"reason": "x"}).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="The tests' SQLite lives in the memory of one connection.")
def test_of_many_who_save_the_same_page_at_the_same_moment_one_wins_and_all_others_are_told():
    release("2024-03-01", "expected", "2024-Q4")
    milestone = Milestone.objects.get()
    browsers = []
    for number in range(5):
        browser = Client()
        browser.force_login(get_user_model().objects.create_superuser(f"curator {number}"))
        browsers.append((browser, {**opened(browser, milestone), "new_status": "dropped", "reason": f"Number {number}."}))
    together = threading.Barrier(len(browsers))

    def save(browser, values) -> str:
        together.wait(10)
        try:
            errors = posted(browser, milestone, values)
            return errors["__all__"][0][:32] if errors else "saved"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(browsers)) as pool:
        outcomes = sorted(pool.map(save, *zip(*browsers, strict=True)))
    assert outcomes == ["This was changed by somebody els"] * 4 + ["saved"]
    assert Claim.objects.filter(document=None).count() == 1


# --- review ----------------------------------------------------------------------------------------


def test_the_buttons_of_a_claim_accept_and_reject_it(browser):
    release("2024-03-01", "expected", "2024-Q3")
    claim = release("2024-05-01", "expected", "2024-Q4").claims.get()
    assert browser.get(url(claim, "review")).status_code == 405
    assert browser.post(url(claim, "review"), {}).status_code == 404
    assert browser.post(url(claim, "review"), {"_reject": "x"}).url == url(claim)
    assert said() == [("expected", "Q3 2024")]
    assert LogEntry.objects.latest("pk").change_message == "Rejected as misread."
    browser.post(url(claim, "review"), {"_accept": "x"})
    assert said() == [("expected", "Q4 2024")]
    assert Claim.objects.get(pk=claim.pk).review == "accepted"


def test_the_action_reviews_what_documents_say_and_leaves_staff_alone(browser):
    full_release(1)
    release("2024-03-01", "expected", "2024-Q4")
    sent(browser, Milestone.objects.get(programs__name="EX-101"), new_status="dropped", reason="Because.")
    browser.get(url(Milestone.objects.get(programs__name="EX-101")))  # shows what the correction had to tell
    chosen = list(Claim.objects.values_list("pk", flat=True))
    answer = browser.post(reverse("admin:pipeline_tracker_claim_changelist"), {"action": "accept", "_selected_action": chosen}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "4 accepted.",
        "1 left alone: what staff said is not reviewed, nor what is read no more.",
    ]
    assert set(Claim.objects.values_list("review", flat=True)) == {"accepted"}


def test_a_claim_cannot_be_changed_by_posting_its_fields(browser):
    claim = release("2024-03-01", "expected", "2024-Q4").claims.get()
    before = Claim.objects.values().get()
    assert browser.post(url(claim), {"status": "occurred", "quote": "Other words", "review": "accepted"}).status_code == 403
    assert Claim.objects.values().get() == before


def test_documents_and_claims_can_be_neither_added_nor_deleted_even_by_a_superuser(client, admin_client):
    document = release("2024-03-01")
    for row in (document, document.claims.get(), document.company, Program.objects.get(), Milestone.objects.get()):
        statuses = [
            admin_client.post(reverse(f"admin:pipeline_tracker_{row._meta.model_name}_add"), {}).status_code,
            admin_client.post(url(row, "delete"), {"post": "yes"}).status_code,
        ]
        assert statuses == [403, 403], row
        changelist = reverse(f"admin:pipeline_tracker_{row._meta.model_name}_changelist")
        admin_client.post(changelist, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


# --- programs --------------------------------------------------------------------------------------


def test_an_attribute_of_a_program_is_stated_with_a_reason_and_retracted(browser):
    release("2024-03-01")
    program = Program.objects.get()
    assert sent(browser, program, modality="cell_therapy", target="BCMA") == {
        "reason": ["Give a reason: it is shown beside what you state."]
    }
    assert sent(browser, program, modality="cell_therapy", target="BCMA", reason="Their patent.") == {}
    stated = AttributeClaim.objects.exclude(author=None)
    assert {(c.field, c.value, c.reason, c.author.username) for c in stated} == {
        ("program.modality", "cell_therapy", "Their patent.", "a curator"),
        ("program.target", "BCMA", "Their patent.", "a curator"),
    }
    claim = stated.get(field="program.modality")
    assert browser.post(url(claim, "retract"), {"reason": "Wrong patent."}).url == url(program)
    program.refresh_from_db()
    assert (program.modality, program.target) == ("small_molecule", "BCMA")


def test_a_program_is_renamed_on_its_page_and_confirmed_by_that(browser):
    release("2024-03-01")
    program = Program.objects.get()
    assert sent(browser, program, name="Examplimab") == {}
    program.refresh_from_db()
    assert (program.name, program.slug, program.confirmed) == ("Examplimab", "examplimab", True)
    assert program.aliases.get().name == "EX-101"
    assert AttributeClaim.objects.exclude(author=None).count() == 0


def test_a_program_saved_unchanged_stays_as_it_is(browser):
    release("2024-03-01", aliases=("Examplimab",))
    before = Program.objects.values().get()
    assert sent(browser, Program.objects.get()) == {}
    assert Program.objects.values().get() == before
    assert ProgramAlias.objects.get().source == "document"
    assert AttributeClaim.objects.exclude(author=None).count() == 0


def test_a_program_is_confirmed_and_left_to_documents_again(browser):
    release("2024-03-01")
    program = Program.objects.get()
    assert sent(browser, program, confirmed="on") == {}
    assert Program.objects.get().confirmed is True
    values = opened(browser, program)
    del values["confirmed"]
    assert posted(browser, program, values) == {}
    assert Program.objects.get().confirmed is False
    assert sent(browser, program, name="Examplimab") == {}
    values = opened(browser, program)
    del values["confirmed"]
    assert posted(browser, program, values) == {"confirmed": ["Delete the names that staff gave or refused it first."]}


def test_a_name_that_another_program_has_is_refused_on_the_page(browser):
    release("2024-03-01")
    release("2024-03-02", name="EX-202")
    assert sent(browser, Program.objects.get(name="EX-101"), name="ex 202") == {
        "name": ["“ex 202” is another program. Add it to this one as an alias first."]
    }


def test_fields_of_a_program_that_are_not_on_its_form_cannot_be_posted(browser):
    release("2024-03-01")
    release("2024-03-01", issuer="Other Bio AG", name="OB-1")
    program = Program.objects.get(name="EX-101")
    before = Program.objects.values().get(pk=program.pk)
    other = Company.objects.get(name="Other Bio AG")
    assert sent(browser, program, company=other.pk, key="forged", slug="forged") == {}
    assert Program.objects.values().get(pk=program.pk) == before


def test_aliases_are_added_and_refused_on_the_programs_page(browser):
    release("2024-03-01", aliases=("Examplimab",))
    program = Program.objects.get()
    rows = {"aliases-TOTAL_FORMS": 2, "aliases-1-name": "Exa-mab", "aliases-1-program": program.pk, "aliases-0-refused": "on"}
    assert sent(browser, program, **rows) == {}
    assert set(program.aliases.values_list("name", "source", "refused")) == {("Examplimab", "staff", True), ("Exa-mab", "staff", False)}
    assert ProgramAlias.history.filter(name="Exa-mab").latest().history_user.username == "a curator"


def test_an_alias_of_staff_is_deleted_on_its_page_and_one_of_a_document_is_not(browser):
    release("2024-03-01", aliases=("Examplimab",))
    program = Program.objects.get()
    add = reverse("admin:pipeline_tracker_programalias_add")
    assert browser.post(add, {"program": program.pk, "name": "Exa-mab"}).status_code == 302
    statuses = {a.name: browser.post(url(a, "delete"), {"post": "yes"}).status_code for a in program.aliases.all()}
    assert statuses == {"Exa-mab": 302, "Examplimab": 403}
    browser.post(
        reverse("admin:pipeline_tracker_programalias_changelist"),
        {"action": "delete_selected", "_selected_action": [program.aliases.get().pk], "post": "yes"},
    )
    assert program.aliases.get().name == "Examplimab"


def test_two_curators_cannot_overwrite_each_others_edit_of_a_program(sign_in):
    release("2024-03-01")
    program = Program.objects.get()
    first, second = sign_in("curator"), sign_in("administrator")
    theirs = {**opened(second, program), "target": "BCMA", "reason": "Theirs."}
    assert sent(first, program, target="CD19", reason="Mine.") == {}
    assert "changed by somebody else" in posted(second, program, theirs)["__all__"][0]
    assert Program.objects.get().target == "CD19"


# --- other names -----------------------------------------------------------------------------------


def test_a_company_is_renamed_and_given_another_name_on_its_page(browser):
    release("2024-03-01")
    company = Company.objects.get()
    rows = {"aliases-TOTAL_FORMS": 2, "aliases-1-name": "ExBio", "aliases-1-company": company.pk}
    assert sent(browser, company, name="Sample Therapeutics", ticker="SMPL", **rows) == {}
    company.refresh_from_db()
    assert (company.name, company.key, company.ticker, company.confirmed) == ("Sample Therapeutics", "sampletherapeutics", "SMPL", True)
    assert ("ExBio", "exbio", "staff") in set(company.aliases.values_list("name", "key", "source"))
    release("2024-09-01", issuer="ExBio Ltd")
    assert company.documents.count() == 2


def test_a_company_is_not_given_the_name_of_another_nor_the_same_alias_twice(browser):
    release("2024-03-01")
    release("2024-03-01", issuer="Other Bio AG")
    company = Company.objects.get(name="Example Bio, Inc.")
    assert sent(browser, company, name="Other Bio") == {"name": ["“Other Bio” is taken."]}
    rows = {"aliases-TOTAL_FORMS": 2, "aliases-1-name": "EXAMPLE", "aliases-1-company": company.pk}
    assert sent(browser, company, **rows) == {"name": ["“EXAMPLE” is taken."]}
    twice = {"aliases-TOTAL_FORMS": 3, "aliases-1-name": "ExBio", "aliases-2-name": "EX-BIO", "aliases-1-company": company.pk}
    assert sent(browser, company, **twice, **{"aliases-2-company": company.pk}) == {"aliases": ["“EX-BIO” is there twice."]}
    assert sent(browser, company, name="®") == {"name": ["A name needs letters or digits."]}


def test_an_alias_of_a_document_is_not_deleted_for_it_would_come_back(browser):
    release("2024-03-01")
    assert browser.post(url(CompanyAlias.objects.get(), "delete"), {"post": "yes"}).status_code == 403


def test_an_indication_takes_another_name_and_milestones_follow(browser):
    release("2024-03-01", "expected", "2024-Q3")
    indication = Indication.objects.get()
    assert sent(browser, indication, name="Osteoarthritis of the knee") == {}
    release("2024-05-01", "expected", "2024-Q4")
    assert Indication.objects.get().name == "Osteoarthritis of the knee"
    assert said() == [("expected", "Q4 2024")]


def test_a_regulators_name_is_ended_and_the_next_begun(browser):
    regulator = Regulator.objects.get(code="HSA")
    rows = {
        "names-TOTAL_FORMS": 2,
        "names-0-until": "2027",
        "names-1-name": "Health Products Agency",
        "names-1-short": "HPA",
        "names-1-since": "2027",
        "names-1-regulator": regulator.pk,
    }
    assert sent(browser, regulator, **rows) == {}
    assert [(n.short, n.years) for n in regulator.names.all()] == [("HSA", "until 2027"), ("HPA", "since 2027")]
    assert RegulatorName.history.filter(short="HPA").get().history_user.username == "a curator"


def test_years_in_the_wrong_order_are_refused_in_words_not_by_the_database(browser):
    name = RegulatorName.objects.get(short="CFDA")
    errors = sent(browser, name, since="2019", until="2018")
    assert errors == {"__all__": ["Constraint “regulator_name_years_in_order” is violated."]}


def test_a_document_is_shown_with_its_text_its_claims_and_the_way_to_its_page(browser):
    document = full_release(1)
    page = browser.get(url(document)).content.decode()
    assert "started the REACH-1 trial of FX-1" in page
    assert document.sha256 in page
    assert reverse("admin:view_on_site", args=[browser_type(Document), document.pk]) in page


def browser_type(model) -> int:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model).pk


def test_a_member_of_staff_who_made_statements_cannot_be_deleted(admin_client, browser):
    release("2024-03-01", "expected", "2024-Q4")
    sent(browser, Milestone.objects.get(), new_status="dropped", reason="Because.")
    author = Claim.objects.get(document=None).author
    answer = admin_client.post(reverse("admin:auth_user_delete", args=[author.pk]), {"post": "yes"})
    assert answer.status_code == 200  # shown again: protected
    author.refresh_from_db()
    assert member("viewer", "spare").pk
