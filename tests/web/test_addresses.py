"""Addresses: what is not there, what has moved, and what nobody should be sent to."""

import pytest
from django.test import override_settings
from django.urls import include, path

from pipeline_tracker.models import Document, FormerAddress
from tests.web.html import get, words


def broken(request):
    raise RuntimeError("a bug")


urlpatterns = [path("broken/", broken), path("", include("pipeline_tracker.web.urls"))]

MISSING = [
    "/nowhere/",
    "/programs/aster-bio/nothing/",
    "/programs/nobody/ast-1/",
    "/companies/nobody/",
    "/milestones/aster-bio/nothing/",
    "/trials/nct00000000/",
    "/regulators/NOBODY/",
    "/documents/2020-01-01-0000000000/",
    "/runs/999999/",
    "/runs/99999999999999999999999999/",
    "/programs/a%00b/c/",
    "/companies/%00/",
    "/documents/%E4%B8%8A%E6%B5%B7/",
    "/companies/" + "a" * 2000 + "/",
]


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_a_404_with_a_search(client, world, address):
    page = get(client, address, status=404)
    assert words(page.find(".//h1")) == "There is no page at this address"
    assert page.xpath("//main//input[@name='q']")


@pytest.mark.parametrize("former", ["/programs/aster-bio/old-name/", "/milestones/aster-bio/old-event/", "/companies/aster-cells/"])
def test_a_former_address_redirects_for_good(client, world, former):
    FormerAddress.objects.create(path=former, target=world.ast1.get_absolute_url())
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (301, world.ast1.get_absolute_url())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/regulators/fda/", "/regulators/FDA/"),
        ("/regulators/Fda/?as_of=2024-01-02", "/regulators/FDA/?as_of=2024-01-02"),
        ("/trials/NCT01234567/", "/trials/nct01234567/"),
        ("/programs/Aster-Bio/AST-1/?all=1", "/programs/aster-bio/ast-1/?all=1"),
        ("/companies/ASTER-BIO/", "/companies/aster-bio/"),
        ("/companies/Aster-Bio/track-record/", "/companies/aster-bio/track-record/"),
        ("/companies/Aster-Bio/track-record.csv", "/companies/aster-bio/track-record.csv"),
        ("/milestones/ASTER-BIO/AST-1-TALK/", "/milestones/aster-bio/ast-1-talk/"),
    ],
)
def test_an_address_in_another_case_redirects_for_good(client, world, typed, meant):
    response = client.get(typed)
    assert (response.status_code, response["Location"]) == (301, meant)


def test_a_documents_address_in_another_case_redirects_for_good(client, world):
    Document.objects.filter(pk=world.documents["start"].pk).update(public_id="2023-11-06-abcdef0123")
    response = client.get("/documents/2023-11-06-ABCDEF0123/")
    assert (response.status_code, response["Location"]) == (301, "/documents/2023-11-06-abcdef0123/")


def test_a_page_that_exists_is_never_left_for_a_former_address(client, world):
    FormerAddress.objects.create(path=world.ast1.get_absolute_url(), target="/programs/")
    assert client.get(world.ast1.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)", "evil", "///evil.example"],
)
def test_nobody_is_sent_elsewhere(client, world, target):
    FormerAddress.objects.create(path="/companies/gone/", target=target)
    assert client.get("/companies/gone/").status_code == 404


@override_settings(ROOT_URLCONF="tests.web.test_addresses")
def test_an_error_has_a_page_of_its_own_that_needs_nothing(client, db):
    client.raise_request_exception = False
    page = get(client, "/broken/", status=500)
    assert words(page.find(".//h1")) == "Something went wrong on our side"
    assert page.xpath("//link[@rel='stylesheet']")


def test_browsers_find_an_icon_on_pages_that_name_none(client, db):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/favicon.ico")
