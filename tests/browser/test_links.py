"""Every link leads somewhere: a walk over the site without a browser, a few pages of every kind."""

import urllib.error
import urllib.request
from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve
from lxml import html

pytestmark = pytest.mark.browser

PAGES = 200  # in all
OF_A_KIND = 4  # with the same view and the same names in their query


def kind(address: str) -> str:
    parts = urlsplit(address)
    match = resolve(parts.path)
    names = sorted({pair.split("=")[0] for pair in parts.query.split("&")})
    return f"{match.view_name} {match.kwargs.get('form', '')} {' '.join(names)}"


def fetch(address: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, "", b""


def test_every_link_leads_to_a_page_and_every_anchor_to_its_place(site):
    waiting, seen, kinds = [site["address"] + "/"], {site["address"] + "/"}, Counter()
    broken: dict[str, str] = {}
    places: dict[str, set[str]] = {}
    anchors: list[tuple[str, str, str]] = []
    while waiting and len(places) < PAGES:
        address = waiting.pop(0)
        status, content, body = fetch(address)
        if status != 200:
            broken[address] = f"{status}"
            continue
        places[address] = set()
        if not content.startswith("text/html"):
            continue
        page = html.fromstring(body)
        places[address] = set(page.xpath("//@id"))
        for link in page.xpath("//a/@href | //link[@rel='alternate' or @rel='stylesheet']/@href | //*[local-name()='use']/@href"):
            target, anchor = urldefrag(urljoin(address, link))
            if not target.startswith(site["address"] + "/"):
                continue
            if anchor and "/static/" not in target:
                anchors.append((address, target, anchor))
            if target in seen:
                continue
            seen.add(target)
            sort = "static" if "/static/" in target else kind(target.removeprefix(site["address"]))
            kinds[sort] += 1
            if kinds[sort] <= OF_A_KIND:
                waiting.append(target)
    assert broken == {}
    assert len(places) > 100
    assert sorted({one for one in anchors if one[1] in places and one[2] not in places[one[1]]}) == []
