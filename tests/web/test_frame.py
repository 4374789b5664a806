"""The frame around every page: titles for other sites, the choice of a language, what crawlers ask for."""

import gc
import importlib
import re
from xml.etree import ElementTree

import pytest

from pipeline_tracker.models import Company, Document, Program, Trial
from pipeline_tracker.web.crawlers import Pages

CHINESE = {"HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9"}


def metas(text: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="((?:og:)?[a-z_]+)" content="([^"]*)">', text))


def test_a_page_tells_other_sites_its_title_and_address(client, world):
    page = client.get(world.ast1.get_absolute_url() + "?sort=x").content.decode()
    told = metas(page)
    title = re.search("<title>(.*?)</title>", page)[1]
    assert told["og:title"] == title.removesuffix(" · Pipeline Tracker") != title
    assert told["og:url"] == f"http://testserver{world.ast1.get_absolute_url()}"
    assert f'<link rel="canonical" href="{told["og:url"]}">' in page
    assert (told["og:type"], told["og:site_name"]) == ("website", "Pipeline Tracker")
    assert told["description"] == told["og:description"]
    assert told["description"].startswith("AST-1 of Aster Bio, Inc.: phases, ")


def test_a_title_with_quotes_stays_one_attribute(client, world):
    Document.objects.filter(pk=world.documents["start"].pk).update(title='He said "5 < 6" & left')
    page = client.get(world.documents["start"].get_absolute_url()).content.decode()
    assert "He said &quot;5 &lt; 6&quot; &amp; left" in metas(page)["og:title"]


def test_the_place_in_the_navigation_is_marked(client, world):
    def marked(address: str) -> list[tuple[str, str]]:
        menu = client.get(address).content.decode().split('id="menu"')[1].split("</nav>")[0]
        return re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', menu)

    assert marked("/programs/") == [("/programs/", "page")]
    assert marked(world.ast1.get_absolute_url()) == [("/programs/", "true")]
    assert marked("/") == []


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ({}, "en-GB"),
        ({"HTTP_ACCEPT_LANGUAGE": "en-US"}, "en-GB"),
        ({"HTTP_ACCEPT_LANGUAGE": "fr"}, "en-GB"),
        (CHINESE, "zh-Hans"),
        ({"HTTP_ACCEPT_LANGUAGE": "zh-TW"}, "zh-Hans"),
        (CHINESE | {"HTTP_COOKIE": "django_language=en-gb"}, "en-GB"),
        ({"HTTP_COOKIE": "django_language=zh-hans"}, "zh-Hans"),
        ({"HTTP_COOKIE": "django_language=../x"}, "en-GB"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_browsers_else_english(client, world, asked, language):
    answer = client.get("/about/", **asked)
    assert f'<html lang="{language}"' in answer.content.decode()
    assert {part.strip() for part in answer["Vary"].split(",")} == {"Accept-Language", "Cookie"}


def test_a_language_is_chosen_from_the_footer_without_a_token_and_leads_back(client, world):
    footer = client.get("/programs/?phase=phase_2&sort=name").content.decode().split('<footer class="site">')[1]
    assert "csrfmiddlewaretoken" not in footer
    assert 'name="next"' not in footer  # lists change their address in place: only the browser knows where one is
    assert re.findall(r'<button type="submit" name="language" value="(.*?)" lang="(.*?)">', footer) == [("zh-hans", "zh-Hans")]
    here = "http://testserver/programs/?phase=phase_2&sort=name"
    answer = client.post("/language/", {"language": "zh-hans"}, HTTP_REFERER=here)
    assert (answer.status_code, answer["Location"]) == (302, here)
    assert '<html lang="zh-Hans"' in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ({"language": "xx", "next": "/about/"}, "/about/"),
        ({"language": "zh-hans", "next": "https://elsewhere.example/"}, "/"),
        ({"language": "zh-hans", "next": "//elsewhere.example"}, "/"),
        ({"language": "\0" * 600, "next": "/a\r\nSet-Cookie: x=1"}, "/a%0D%0ASet-Cookie:%20x=1"),
        ({}, "/"),
        ({"language": "zh-hans"}, "/"),
    ],
)
def test_a_choice_that_means_nothing_chooses_nothing_and_leads_nowhere_else(client, db, said, leads):
    answer = client.post("/language/", said)
    assert (answer.status_code, answer["Location"]) == (302, leads)


def test_following_a_link_chooses_no_language(client, db):
    assert client.get("/language/?language=zh-hans&next=/about/").cookies == {}


def test_crawlers_are_kept_from_filters_and_find_the_sitemap(client, db):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nAllow: /sitemap\nDisallow: /admin/\nDisallow: /search/\nDisallow: /*?\n\nSitemap: http://testserver/sitemap.xml\n"
    )


def locations(answer) -> list[str]:
    assert answer.status_code == 200
    return [node.text for node in ElementTree.fromstring(answer.content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


@pytest.mark.slow
def test_the_sitemap_holds_every_page_with_a_name_of_its_own_and_each_answers(client, registered):
    found = [address for part in locations(client.get("/sitemap.xml")) for address in locations(client.get(part))]
    expected = {row.get_absolute_url() for model in (Company, Program, Trial, Document) for row in model.objects.all()}
    paths = [address.removeprefix("http://testserver") for address in found]
    assert len(paths) == len(set(paths))
    assert expected < set(paths)
    assert {path: client.get(path).status_code for path in paths if client.get(path).status_code != 200} == {}


def test_a_part_of_the_sitemap_is_paged_along_the_keys_by_one_statement_besides_that_for_their_ends(
    client, world, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(Pages, "limit", 2)
    first = Company.objects.create(name="Gone Bio", key="gone", slug="gone")
    Company.objects.create(name="Last Bio", key="last", slug="last")
    first.delete()
    for section, model in (("document", Document), ("company", Company)):
        pages = [address for address in locations(client.get("/sitemap.xml")) if f"sitemap-{section}" in address]
        found = []
        for page in pages:
            with django_assert_num_queries(2):
                found.append(locations(client.get(page)))
        assert len(pages) > 1 and all(len(part) <= 2 for part in found)
        assert [address for part in found for address in part] == [
            f"http://testserver{row.get_absolute_url()}" for row in model.objects.order_by("pk")
        ]


@pytest.mark.parametrize(
    "address", ["/sitemap-nothing.xml", "/sitemap-company.xml?p=99", "/sitemap-company.xml?p=x", "/sitemap-company.xml?p=-1"]
)
def test_a_part_that_is_not_there_is_not_found(client, world, address):
    assert client.get(address).status_code == 404


def test_browsers_find_an_icon_where_they_look_for_it(client, db):
    answer = client.get("/favicon.ico", follow=True)
    assert (answer.status_code, b"".join(answer.streaming_content)[:4]) == (200, b"\0\0\1\0")


def test_a_server_never_looks_for_garbage_among_what_it_loads_before_it_is_asked():
    try:
        importlib.reload(importlib.import_module("pipeline_tracker.wsgi"))
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
