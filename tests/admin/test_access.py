"""Who may see and do what: every page of every table, for every role."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from pipeline_tracker.admin.base import TrackerAdmin
from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyCount,
    FacetCount,
    Milestone,
    PastPhaseCount,
    PhaseCount,
    Program,
    WindowCount,
)

from ..models.rows import SEEN, by_staff, saved
from .conftest import ROLES
from .releases import member, release

pytestmark = pytest.mark.django_db

TABLES = [*SEEN, User, Group]
# Which tables take rows by hand at all; everything else is read from documents or computed.
ADDED_BY_CURATORS = {"CompanyAlias", "ProgramAlias", "IndicationAlias", "RegulatorName"}
ADDED_BY_ADMINISTRATORS = {"Regulator", "User", "Group"}
DELETED = {"CompanyAlias", "ProgramAlias", "IndicationAlias", "RegulatorName", "User", "Group"}
CHANGED = {*ADDED_BY_CURATORS, "Company", "Program", "Indication", "Regulator", "Milestone"}


def row_of(model):
    if model is User:
        return member("viewer", "somebody")
    if model is Group:
        return Group.objects.create(name="a group")
    return saved(model)


def url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def expected(model, role: str) -> dict[str, int]:
    """The status of every page, and of a POST to the page of a row."""
    if role == "anonymous":
        return dict.fromkeys(("changelist", "change", "history", "add", "delete", "post"), 302)
    name, account = model.__name__, model in (User, Group)
    sees = role == "administrator" or (role in ("viewer", "curator") and not account)
    edits = (role == "administrator" and account) or (role in ("curator", "administrator") and name in CHANGED)
    adds = role in ("curator", "administrator") and name in ADDED_BY_CURATORS
    adds = adds or (role == "administrator" and name in ADDED_BY_ADMINISTRATORS)

    def status(allowed: bool) -> int:
        return 200 if allowed else 403

    return {
        **dict.fromkeys(("changelist", "change", "history"), status(sees)),
        "add": status(adds),
        "delete": status(edits and name in DELETED),
        "post": status(edits),
    }


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_page_of_every_table_answers_as_the_role_may_see_it(model, role, sign_in):
    row, browser = row_of(model), sign_in(role)
    pages = {page: browser.get(url(model, page, row.pk)) for page in ("change", "history", "delete")}
    pages |= {page: browser.get(url(model, page)) for page in ("changelist", "add")}
    before = type(row).objects.filter(pk=row.pk).values().get()
    pages["post"] = browser.post(url(model, "change", row.pk), {"seen": "never"})  # refused, or shown again with what is missing
    statuses = {page: answer.status_code for page, answer in pages.items()}
    assert statuses == expected(model, role)
    if role in ("anonymous", "no group", "viewer"):
        assert type(row).objects.filter(pk=row.pk).values().get() == before
    if role == "anonymous":
        assert all(answer.url.startswith("/admin/login/?next=/admin/") for answer in pages.values())


def test_every_table_is_in_the_admin():
    models = {
        m
        for m in apps.get_app_config("pipeline_tracker").get_models()
        if m._meta.default_permissions and not m.__name__.startswith("Historical")
    }
    assert models - {CompanyCount, FacetCount, PastPhaseCount, PhaseCount, WindowCount} <= set(
        admin.site._registry
    )  # numbers, counted as a whole


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_list_is_searched_by_named_fields_and_never_edited_in_place(model):
    options = admin.site._registry[model]
    assert isinstance(options, TrackerAdmin)
    assert options.search_fields
    assert options.list_editable == ()
    assert options.list_select_related is not True


@pytest.mark.parametrize("model", SEEN, ids=lambda model: model.__name__)
def test_every_relation_is_chosen_by_typing_never_from_a_list_of_everything(model):
    options = admin.site._registry[model]
    related = {f.name for f in model._meta.get_fields() if f.is_relation and not f.auto_created}
    people = {"author", "retracted_by"}  # set by curation only
    written_elsewhere = set(options.get_readonly_fields(None)) if model is Milestone else set()
    assert related - people - written_elsewhere <= set(options.autocomplete_fields)


# --- groups ----------------------------------------------------------------------------------------


def granted(group: str) -> set[str]:
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def test_a_viewer_may_view_every_table_and_nothing_else():
    ours = Permission.objects.filter(content_type__app_label="pipeline_tracker")
    assert granted("viewer") == set(ours.filter(codename__startswith="view_").values_list("codename", flat=True))


def test_a_curator_may_also_edit_what_staff_name_correct_and_review():
    assert granted("curator") - granted("viewer") == {
        *(
            f"{verb}_{name}"
            for verb in ("add", "change", "delete")
            for name in ("companyalias", "programalias", "indicationalias", "regulatorname")
        ),
        *(f"change_{name}" for name in ("company", "program", "indication", "regulator", "milestone", "claim", "attributeclaim")),
    }


def test_an_administrator_may_also_manage_people_groups_and_regulators():
    accounts = {f"{verb}_{name}" for verb in ("add", "change", "delete", "view") for name in ("user", "group")}
    assert granted("administrator") - granted("curator") == {*accounts, "add_regulator"}


# --- accounts --------------------------------------------------------------------------------------


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root", password="a long password 1")


def test_an_administrator_cannot_make_a_superuser(sign_in):
    somebody = member("viewer", "somebody")
    page = url(User, "change", somebody.pk)
    answer = sign_in("administrator").post(
        page,
        {
            "username": "somebody",
            "is_superuser": "on",
            "is_active": "on",
            "is_staff": "on",
            "date_joined_0": "2024-05-09",
            "date_joined_1": "07:00",
        },
    )
    somebody.refresh_from_db()
    assert (answer.status_code, somebody.is_superuser, somebody.groups.count()) == (302, False, 0)


def test_an_administrator_cannot_take_over_or_delete_a_superusers_account(sign_in, superuser):
    browser = sign_in("administrator")
    before = User.objects.values().get(pk=superuser.pk)
    answers = [
        browser.post(url(User, "change", superuser.pk), {"username": "mine"}),
        browser.post(reverse("admin:auth_user_password_change", args=[superuser.pk]), {"password1": "x", "password2": "x"}),
        browser.post(url(User, "delete", superuser.pk), {"post": "yes"}),
    ]
    browser.post(url(User, "changelist"), {"action": "delete_selected", "_selected_action": [superuser.pk], "post": "yes"})
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert User.objects.values().get(pk=superuser.pk) == before


def test_a_superuser_manages_every_account(sign_in, superuser, client):
    client.force_login(superuser)
    assert client.get(url(User, "change", superuser.pk)).status_code == 200
    assert b"is_superuser" in client.get(url(User, "change", superuser.pk)).content


# --- custom pages ----------------------------------------------------------------------------------


def custom_pages() -> dict[str, str]:
    """Every page that the product adds to the admin, with the status of a POST by a curator."""
    document_claim = release("2024-03-01", "expected", "2024-Q4").claims.get()
    staff_claim = saved(Claim, **by_staff(), company=document_claim.company, milestone=document_claim.milestone, about=document_claim)
    stated = saved(
        AttributeClaim, **by_staff(), company=document_claim.company, subject="EX-101", program=Program.objects.get(name="EX-101")
    )
    return {
        "review": reverse("admin:pipeline_tracker_claim_review", args=[document_claim.pk]),
        "retract": reverse("admin:pipeline_tracker_claim_retract", args=[staff_claim.pk]),
        "retract attribute": reverse("admin:pipeline_tracker_attributeclaim_retract", args=[stated.pk]),
    }


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 302), ("no group", 403), ("viewer", 403), ("curator", 302), ("administrator", 302)]
)
def test_only_curators_review_and_retract(role, status, sign_in):
    pages, browser = custom_pages(), sign_in(role)
    answers = {name: browser.post(page, {"_reject": "x", "reason": "Wrong."}) for name, page in pages.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(pages, status)
    done = (
        Claim.objects.filter(review="rejected").count(),
        Claim.objects.exclude(retracted_at=None).count(),
        AttributeClaim.objects.exclude(retracted_at=None).count(),
    )
    assert done == ((1, 1, 1) if role in ("curator", "administrator") else (0, 0, 0))
    if role == "anonymous":
        assert all(answer.url.startswith("/admin/login/") for answer in answers.values())


@pytest.mark.parametrize(("role", "offered"), [("viewer", False), ("curator", True)])
def test_actions_and_buttons_are_offered_to_those_who_may_use_them(role, offered, sign_in):
    claim = release("2024-03-01", "expected", "2024-Q4").claims.get()
    browser = sign_in(role)
    changelist, page = browser.get(url(Claim, "changelist")).content.decode(), browser.get(url(Claim, "change", claim.pk)).content.decode()
    assert ('value="accept"' in changelist, 'value="reject"' in changelist) == (offered, offered)
    assert ('name="_accept"' in page, 'name="_reject"' in page) == (offered, offered)
    milestone = browser.get(url(Milestone, "change", claim.milestone_id)).content.decode()
    assert ("Correct status or date" in milestone, 'name="new_status"' in milestone) == (offered, offered)


def test_a_viewer_who_posts_an_action_changes_nothing(sign_in):
    claim = release("2024-03-01", "expected", "2024-Q4").claims.get()
    sign_in("viewer").post(url(Claim, "changelist"), {"action": "reject", "_selected_action": [claim.pk]})
    claim.refresh_from_db()
    assert claim.review == "auto"


def test_signing_in_leads_to_the_page_that_was_asked_for(client):
    member("viewer").set_password("x")
    user = User.objects.get(username="viewer")
    user.set_password("a long password 1")
    user.save()
    page = url(Company, "changelist")
    asked = client.get(page, follow=True)
    assert asked.redirect_chain == [(f"/admin/login/?next={page}", 302)]
    answer = client.post(asked.redirect_chain[0][0], {"username": "viewer", "password": "a long password 1", "next": page})
    assert (answer.status_code, answer.url) == (302, page)


def test_signing_in_never_leads_to_another_site(client):
    user = member("viewer")
    user.set_password("a long password 1")
    user.save()
    answer = client.post(
        "/admin/login/?next=//evil.example/", {"username": "viewer", "password": "a long password 1", "next": "//evil.example/"}
    )
    assert (answer.status_code, answer.url) == (302, "/accounts/profile/")


def test_the_front_page_groups_tables_by_what_they_are_about(sign_in):
    def groups(role: str) -> list[tuple[str, list[str]]]:
        apps = sign_in(role).get("/admin/").context["app_list"]
        return [(app["name"], [model["object_name"] for model in app["models"]]) for app in apps]

    ours = [
        ("What companies have", ["Company", "CompanyAlias", "Program", "ProgramAlias", "Trial", "TrialIdentifier"]),
        (
            "What was said",
            ["Document", "Claim", "AttributeClaim", "Evidence", "Presentation", "ProgramMention", "TrialMention", "FinancialResult"],
        ),
        ("What is so", ["Milestone", "Standing"]),
        ("Terms", ["Indication", "IndicationAlias", "Regulator", "RegulatorName"]),
        ("Operation", ["Run", "RunNote", "FormerAddress"]),
    ]
    assert groups("viewer") == ours
    assert groups("administrator") == [*ours, ("Authentication and Authorization", ["Group", "User"])]
    assert {name for _, names in ours for name in names} == {model.__name__ for model in SEEN}
