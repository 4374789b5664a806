"""The admin in a real browser: nothing that the content policy blocks, in light and in dark."""

import shutil

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from pipeline_tracker.models import Claim, Milestone

from .releases import full_release, release, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = shutil.which("chromium") or ""
PASSWORD = "a long password 1"


@pytest.fixture
def superuser(db, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs an event loop in this thread
    return User.objects.create_superuser("curie", password=PASSWORD)


@pytest.fixture(params=["light", "dark"])
def page(request, live_server, superuser):
    """A signed-in page that fails the test on anything in the console of the browser."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(color_scheme=request.param, base_url=live_server.url).new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(reverse("admin:login"))
        page.fill("#id_username", superuser.username)
        page.fill("#id_password", PASSWORD)
        page.click("input[type=submit]")
        yield page
        browser.close()
    assert complaints == []


def is_complaint(message) -> bool:
    """Of the browser about the admin: the icon that it asks for by itself is the site's."""
    return message.type in ("error", "warning") and not message.location["url"].endswith("/favicon.ico")


def url(row, page: str = "change") -> str:
    return reverse(f"admin:pipeline_tracker_{row._meta.model_name}_{page}", args=[row.pk])


def test_a_curator_rejects_corrects_and_retracts_without_a_complaint_of_the_browser(page):
    document = full_release(1)
    release("2024-03-01", "expected", "2024-Q3")
    newer = release("2024-05-01", "expected", "2024-Q4").claims.get()
    milestone = Milestone.objects.get(programs__name="EX-101")
    for row in (document, document.company, document.run, document.claims.first().milestone.programs.get()):
        page.goto(url(row))
        page.goto(url(row, "history"))

    page.goto(url(newer))
    page.click("text=Reject: misread")
    page.get_by_text("1 rejected.").wait_for()
    assert ("expected", "Q3 2024") in said()

    page.goto(url(milestone))
    page.select_option("select[name=new_status]", "occurred")
    page.check("input[name=date_is][value=other]")
    page.fill("input[name=new_date]", "2024-05")
    page.fill("textarea[name=reason]", "Heard on the call.")
    page.click("text=Save correction")
    page.get_by_text("Heard on the call.").wait_for()
    assert ("occurred", "May 2024") in said()

    page.click("a:text-is('Retract')")
    page.fill("textarea[name=reason]", "I misheard.")
    page.click("input[value=Retract]")
    page.wait_for_url(f"**{url(milestone)}")
    assert ("expected", "Q3 2024") in said()
    assert Claim.objects.get(document=None).retracted_by.username == "curie"


def test_an_alias_is_given_to_the_company_that_is_found_by_typing(page):
    company = full_release(1).company
    page.goto(reverse("admin:pipeline_tracker_companyalias_add"))
    page.click("span.select2-selection")
    page.fill("input.select2-search__field", "fixture 1")
    page.click("li.select2-results__option:has-text('Fixture 1 Ltd')")
    page.fill("input[name=name]", "FixCo")
    page.click("input[name=_save]")
    page.get_by_text("was added successfully").wait_for()
    assert company.aliases.filter(key="fixco", source="staff").exists()
