"""Pages of staff under load, under attack and under the content policy."""

import datetime as dt
import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    Document,
    Indication,
    IndicationAlias,
    Milestone,
    Program,
    ProgramAlias,
    Regulator,
    RegulatorName,
    Run,
    Standing,
    Trial,
    TrialIdentifier,
)

from ..models.rows import SEEN, by_staff, saved
from .releases import full_release, member

pytestmark = pytest.mark.django_db

TABLES = [*SEEN, User, Group]
WITH_HISTORY = [Company, CompanyAlias, Program, ProgramAlias, Indication, IndicationAlias, Regulator, RegulatorName]


@pytest.fixture
def browser(sign_in):
    return sign_in("administrator")


def url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def fill(model, count: int) -> None:
    for number in range(count):
        if model is User:
            member("viewer", f"somebody {number} of {count}")
        elif model is Group:
            Group.objects.create(name=f"group {number} of {count}")
        else:
            saved(model)


def statements(browser, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(page).status_code == 200
    return len(queries)


@pytest.mark.slow
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_list_of_thirty_rows_takes_no_more_statements_than_one_of_three(model, browser):
    page = url(model, "changelist")
    fill(model, 3)
    browser.get(page)  # content types are asked for once
    few = statements(browser, page)
    fill(model, 27)
    assert statements(browser, page) == few


def more(row, count: int) -> None:
    """Further claims, aliases and other rows that the page of the row lists."""
    company = row.company if isinstance(row, Document | Milestone | Program) else row
    for _ in range(count):
        if isinstance(row, Document):
            saved(Claim, company=company, document=row, milestone=saved(Milestone, company=company))
        elif isinstance(row, Milestone):
            saved(Claim, company=company, milestone=row)
            saved(Claim, **by_staff(), company=company, milestone=row)
        elif isinstance(row, Program):
            saved(ProgramAlias, program=row)
            saved(AttributeClaim, company=company, program=row)
            saved(Standing, program=row)
        else:
            saved(CompanyAlias, company=row)


@pytest.mark.parametrize("model", [Document, Milestone, Program, Company], ids=lambda model: model.__name__)
def test_a_page_that_lists_many_takes_no_more_statements_than_one_that_lists_few(model, browser):
    row = saved(model, company=saved(Company)) if model is Document else saved(model)
    page = url(model, "change", row.pk)
    more(row, 2)
    browser.get(page)
    few = statements(browser, page)
    more(row, 8)
    assert statements(browser, page) == few


def test_a_long_history_takes_no_more_statements_than_a_short_one(browser):
    company = saved(Company)
    page = url(Company, "history", company.pk)
    company.save()
    browser.get(page)
    few = statements(browser, page)
    for number in range(9):
        company.ticker = f"T{number}"
        company.save()
    assert statements(browser, page) == few


# --- search ----------------------------------------------------------------------------------------


def found(browser, model, words: str) -> set[str]:
    answer = browser.get(url(model, "changelist"), {"q": words})
    assert answer.status_code == 200
    return {str(row) for row in answer.context["cl"].result_list}


@pytest.mark.parametrize(
    ("model", "words", "rows"),
    [
        (Company, "Fix 2", {"Fixture 2 Ltd"}),  # its short name
        (Program, "fixturol", {"FX-1", "FX-2"}),  # aliases
        (Program, "Fixture 2", {"FX-2"}),  # the company's name
        (Milestone, "FX-2 approved", {"Approved (Fixture 2 Ltd)"}),
        (Claim, "Fixture 2 will", set()),
        (Document, '"Full 2"', {"Full 2"}),
        (Regulator, "National Medical", {"NMPA"}),
        (Run, "2.txt", None),
        (Standing, "FX-1 knee", {"FX-1: Phase 2"}),
        (Indication, "KOA", {"knee osteoarthritis (KOA)"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_search_finds_rows_by_the_names_that_people_use(model, words, rows, browser):
    full_release(1)
    full_release(2)
    if rows is None:
        rows = {str(Run.objects.get(notes__source="2.txt"))}
    assert found(browser, model, words) == rows


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_list_can_be_searched_and_finds_nothing_for_nonsense(model, browser):
    fill(model, 1)
    assert found(browser, model, "zzz qqq") == set()


@pytest.mark.parametrize("model", [Claim, AttributeClaim], ids=lambda model: model.__name__)
def test_claims_are_told_apart_by_who_said_them_and_whether_they_still_stand(model, browser):
    now = timezone.now()
    rows = {
        "document": saved(model),
        "reread": saved(model, retracted_at=now),
        "staff": saved(model, **by_staff()),
        "retracted": saved(model, **by_staff(), retracted_at=now),
    }
    lists = {origin: browser.get(url(model, "changelist"), {"origin": origin}).context["cl"].result_list for origin in rows}
    assert {origin: list(found) for origin, found in lists.items()} == {origin: [row] for origin, row in rows.items()}


def test_programs_in_doubt_are_told_apart_from_those_without(browser):
    doubted, plain = saved(Program, doubt="Its name adds words to that of FX-1."), saved(Program)
    lists = {value: list(browser.get(url(Program, "changelist"), {"doubted": value}).context["cl"].result_list) for value in ("yes", "no")}
    assert lists == {"yes": [doubted], "no": [plain]}


@pytest.mark.parametrize("words", ["KNEES", "AST1-301", "NCT07654321"])
def test_a_trial_is_found_by_acronym_and_number(words, browser):
    trial = saved(Trial, identifier="NCT07654321", acronym="KNEES")
    saved(Trial)
    saved(TrialIdentifier, trial=trial, value="AST1-301")
    assert found(browser, Trial, words) == {"NCT07654321"}


def shown(browser, row) -> dict[str, str]:
    """The fields of a row's page that nobody edits, by their labels."""
    page = html.document_fromstring(browser.get(url(type(row), "change", row.pk)).content.decode())
    fields = page.xpath("//fieldset[contains(@class, 'module')]//div[@class='readonly']/..")
    return {" ".join(field.findtext("label").split()): " ".join(field.find("div").text_content().split()) for field in fields}


def test_a_trial_shows_in_words_who_takes_part_what_is_given_and_where(browser):
    trial = saved(
        Trial,
        company=None,
        acronym="KNEES",
        collaborators=[["Dover University", "OTHER"], ["Nobody classed", ""]],
        interventions=[["DRUG", "AST-1", "experimental"], ["DRUG", "Placebo", ""]],
        countries=["Norway", "China"],
    )
    told = shown(browser, trial)
    assert {name: told[name] for name in ("Company:", "Acronym:", "Collaborators:", "Interventions:", "Countries:")} == {
        "Company:": "–",
        "Acronym:": "KNEES",
        "Collaborators:": "Dover University · OTHER, Nobody classed",
        "Interventions:": "DRUG · AST-1 · experimental, DRUG · Placebo",
        "Countries:": "Norway, China",
    }


def test_a_document_shows_when_it_was_in_force_and_how_its_issuer_is_classed(browser):
    document = saved(Document, seen=dt.date(2025, 6, 9), issuer_class="INDUSTRY", issuer_former_names=["Aster Cells"])
    told = shown(browser, document)
    assert (told["Seen:"], told["Issuer class:"], told["Issuer former names:"]) == ("9 Jun 2025", "INDUSTRY", "Aster Cells")


def test_autocomplete_finds_rows_and_survives_what_no_text_contains(browser):
    full_release(1)
    field = {"app_label": "pipeline_tracker", "model_name": "companyalias", "field_name": "company"}
    names = browser.get("/admin/autocomplete/", {**field, "term": "fixture"}).json()["results"]
    assert [name["text"] for name in names] == ["Fixture 1 Ltd"]
    assert browser.get("/admin/autocomplete/", {**field, "term": "a\0b"}).json()["results"] == []


# --- hostile requests ------------------------------------------------------------------------------


def lookups(model) -> list[str]:
    """Filters that stock pages accept, on every field and across relations."""
    names = [f.name for f in model._meta.get_fields() if not (f.is_relation and f.auto_created)]
    tricks = ("regex", "icontains", "in")
    return [f"{name}__{trick}" for name in names for trick in tricks]


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
@pytest.mark.slow
def test_a_list_refuses_every_lookup_that_it_does_not_offer(model, browser):
    page = url(model, "changelist")
    statuses = {lookup: browser.get(page, {lookup: "^(a+)+$"}).status_code for lookup in lookups(model)}
    assert set(statuses.values()) == {400}, statuses


def test_a_list_refuses_lookups_across_relations(browser):
    for lookup in ("company__name__regex", "author__password__startswith", "milestone__company__name", "document__text__contains"):
        assert browser.get(url(Claim, "changelist"), {lookup: "a"}).status_code == 400


KEYS = ("x", "0", "9" * 30, "9" * 5000, "²", "%00")
HOSTILE = ("x", "a\0b", "9" * 30, "²")


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
@pytest.mark.slow
def test_no_value_of_an_offered_filter_is_an_error(model, browser):
    fill(model, 1)
    page = url(model, "changelist")
    offered = sorted(admin.site._registry[model]._lookups(None))
    statuses = {(lookup, value): browser.get(page, {lookup: value}).status_code for lookup in offered for value in HOSTILE}
    assert {key: status for key, status in statuses.items() if status not in (200, 302, 400)} == {}
    assert 200 in statuses.values()


@pytest.mark.parametrize(
    "year", ["0", "-1", "9999", "10000", "1e3", "9" * 5000, "2024&asserted_on__month=13", "2024&asserted_on__month=2&asserted_on__day=30"]
)
def test_no_day_of_the_calendar_above_a_list_is_an_error(year, browser):
    fill(Claim, 1)
    assert browser.get(f"{url(Claim, 'changelist')}?asserted_on__year={year}").status_code in (302, 400)


@pytest.mark.parametrize("parameter", ["q", "p", "o", "all", "_facets", "_popup", "_to_field", "e"])
def test_no_value_of_a_parameter_of_lists_is_an_error(parameter, browser):
    fill(Claim, 3)
    page = url(Claim, "changelist")
    statuses = {value: browser.get(page, {parameter: value}).status_code for value in (*HOSTILE, "", "-1", "9" * 5000, "99.-1", "pk")}
    assert set(statuses.values()) <= {200, 302, 400}, statuses


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_key_that_no_row_has_leads_nowhere_and_is_never_an_error(model, browser):
    pages = [
        f"{url(model, 'changelist')}{key}/{page}" for key in KEYS for page in ("change/", "history/", "delete/", "retract/", "review/")
    ]
    statuses = {page: browser.get(page).status_code for page in pages}
    assert {page: status for page, status in statuses.items() if status not in (301, 302, 403, 404, 405)} == {}


@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model.__name__)
def test_history_of_a_hostile_key_is_not_found(model, browser):
    for key in KEYS:
        assert browser.get(f"{url(model, 'changelist')}{key}/history/").status_code == 404


@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model.__name__)
def test_there_is_no_page_through_which_history_is_reverted(model, browser):
    row = saved(model)
    version = row.history.latest().pk
    before = model.objects.values().get(pk=row.pk)
    # The address falls through to that of a row whose key is "1/history/1".
    answer = browser.post(f"{url(model, 'history', row.pk)}{version}/", {"name": "Reverted", "code": "XX"})
    assert answer.status_code == 302
    assert model.objects.values().get(pk=row.pk) == before


# --- history ---------------------------------------------------------------------------------------


def test_history_shows_who_changed_what(sign_in):
    company = saved(Company, name="Before", key="before")
    browser = sign_in("curator")
    page = url(Company, "change", company.pk)
    form = browser.get(page).context["adminform"].form
    values = {**form.initial, "name": "After", "seen": form["seen"].value(), "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    assert browser.post(page, values).status_code == 302
    history = browser.get(url(Company, "history", company.pk)).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", history).split())
    assert "Changed a curator" in text
    assert "Name: Before → After" in text


# --- content policy --------------------------------------------------------------------------------

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|href=\"data:", re.IGNORECASE)


def test_the_pattern_for_inline_code_finds_it():
    for sample in ("<style>", '<p style="x">', "<script>x</script>", '<a onclick="x">', '<a href="javascript:x">'):
        assert INLINE.search(sample), sample
    assert not INLINE.search('<script id="x" src="/static/x.js"></script> <a href="/on=1">')


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_page_carries_inline_style_or_script(model, browser):
    fill(model, 1)
    row = model.objects.last()
    pages = [url(model, "changelist"), *(url(model, page, row.pk) for page in ("change", "history", "delete")), url(model, "add")]
    for page in pages:
        answer = browser.get(page)
        assert not INLINE.search(answer.content.decode()), page
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_no_general_page_carries_inline_style_or_script(browser, client):
    claim = saved(Claim, **by_staff())
    pages = ["/admin/", "/admin/pipeline_tracker/", "/admin/password_change/", f"{url(Claim, 'changelist')}{claim.pk}/retract/"]
    contents = [browser.get(page).content.decode() for page in pages] + [client.get("/admin/login/").content.decode()]
    assert [bool(INLINE.search(content)) for content in contents] == [False] * 5


def test_what_a_document_says_is_shown_as_text_never_as_markup(browser):
    document = saved(Document, title="<b>Bold</b>", text="One <script>alert(1)</script>\n\nTwo")
    page = browser.get(url(Document, "change", document.pk)).content.decode()
    assert "<script>alert" not in page
    assert "<p>One &lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "<b>Bold</b>" not in page
