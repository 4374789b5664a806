"""Search: one box over names, numbers and texts; exact names first, documents with the passages that answer."""

import pytest

from pipeline_tracker.models import CompanyAlias, IndicationAlias, Program
from tests.web.html import get, words
from tests.world import make_document, make_program


def hits(client, text):
    """By heading the hits, without documents."""
    page = get(client, f"/search/?q={text}")
    return {words(group.find("h2")): [words(hit) for hit in group.xpath("./ul/li")] for group in page.xpath("//main/section[ul]")}


def documents(page):
    """Title, passages and what was read in them of each document."""
    return [
        (words(item.find("h3")), [words(passage) for passage in item.xpath("./div")])
        for item in page.xpath("//main/section/ol[@class='found']/li")
    ]


AST_1 = "AST-1 exact Aster Bio, Inc. Cell therapy"
FOUND = {
    "AST-1": {"Programs 1": [AST_1]},
    "ast1": {"Programs 1": [AST_1]},
    "KNEERA": {"Programs 1": ["AST-1 also called Kneera exact Aster Bio, Inc. Cell therapy"]},
    "kneer": {"Programs 1": ["AST-1 also called Kneera Aster Bio, Inc. Cell therapy"]},
    "kneera in phase two": {"Programs 1": ["AST-1 also called Kneera Aster Bio, Inc. Cell therapy"]},
    "aster bio": {"Companies 1": ["Aster Bio, Inc. exact NASDAQ: ASTR"]},
    "Aster Cells": {"Companies 1": ["Aster Bio, Inc. also called Aster Cells exact NASDAQ: ASTR"]},
    "ASTR": {"Companies 1": ["Aster Bio, Inc. exact NASDAQ: ASTR"]},
    "细胞": {"Companies 1": ["Cedar 细胞生物"]},
    "KOA": {"Indications 1": ["knee osteoarthritis (KOA) exact"]},
    "melanoma": {
        "Indications 1": ["melanoma exact"],
        "Trials 1": ["NCT01234567 BIR-9 in melanoma Birch Therapeutics plc Phase 1 Recruiting"],
    },
    "CFDA": {
        "Regulators 1": [
            "National Medical Products Administration (NMPA) also called China Food and Drug Administration (CFDA) exact China"
        ]
    },
    "EudraCT 1": {},
    "2024-000001-1": {"Trials 1": ["NCT01234567 also called 2024-000001-11 BIR-9 in melanoma Birch Therapeutics plc Phase 1 Recruiting"]},
    "Wrongmab": {},
    "%25": {},
    "%00": {},
    "' OR 1=1": {},
}


def test_names_and_aliases_are_found(client, world):
    assert {text: hits(client, text) for text in FOUND} == FOUND


def test_a_group_with_an_exact_name_comes_first_and_in_it_the_exact_name(client, world):
    make_program(world.birch, "A AST-1 follow-up")
    make_program(world.birch, "Melanomab")
    assert hits(client, "ast-1") == {"Programs 2": [AST_1, "A AST-1 follow-up Birch Therapeutics plc"]}
    assert list(hits(client, "melanoma")) == ["Indications 1", "Programs 1", "Trials 1"]


def test_an_indication_leads_to_its_programs_under_any_of_its_names(client, world):
    IndicationAlias.objects.create(indication=world.koa, name="gonarthrosis", key="gonarthrosis")
    page = get(client, "/search/?q=gonarthrosis")
    assert page.xpath("//main//section[h2[@id='indications']]//li/a/@href") == ["/programs/?indication=knee-osteoarthritis"]


@pytest.mark.parametrize("text", ["NCT01234567", "nct01234567", " NCT01234567 ", "2024-000001-11"])
def test_a_number_leads_straight_to_its_trial(client, world, text):
    response = client.get("/search/", {"q": text})
    assert (response.status_code, response["Location"]) == (302, world.trial.get_absolute_url())


def test_documents_show_the_passages_that_answer_and_what_was_read_in_them(client, world):
    page = get(client, "/search/?q=placed+hold")
    assert documents(page) == [
        ("Birch put on hold", ["FDA placed a hold on BIR-9. Clinical hold Occurred reported by 3 Sep 2024 · show in document"])
    ]
    address = world.documents["held"].get_absolute_url()
    (fact, place) = page.xpath("//main//div[@class='passage fact']/p[2]/a/@href")
    assert (fact, place) == (world.milestones["hold"].get_absolute_url(), f"{address}#c0-27")
    assert get(client, address).get_element_by_id("c0-27") is not None
    assert page.xpath("//main//div//mark/text()") == ["placed", "hold"]


def test_what_was_not_read_as_a_fact_is_linked_by_its_words(client, world):
    page = get(client, "/search/?q=tea")
    assert documents(page) == [("Cedar 细胞生物 opens <b>its</b> office", ["Tea is served. show in document"])]
    assert page.xpath("//main//div[@class='passage']//a/@href") == [
        f"{world.documents['cedar'].get_absolute_url()}#:~:text=Tea%20is%20served."
    ]


@pytest.mark.parametrize(("text", "mark"), [("<script>", "script"), ("alert", "alert"), ("&", None), ("上海", "上海")])
def test_passages_stay_text_whatever_is_in_them(client, world, text, mark):
    content = client.get(f"/search/?q={text}").content.decode()
    assert "<script>alert" not in content
    marks = set(get(client, f"/search/?q={text}").xpath("//main//mark/text()"))
    assert marks == ({mark} if mark else set())


def test_documents_are_also_searched_for_the_other_names_of_what_is_asked_for(client, world):
    page = get(client, "/search/?q=kneera")
    assert "Also searched for its other names: AST-1" in words(page.xpath("//main")[0])
    assert {title for title, _passages in documents(get(client, "/search/?q=kneera&in=documents"))} == {
        "Aster's application accepted",
        "Aster plans a trial",
        "Aster reports its quarter",
        "Aster starts Phase II & more",
        "AST-1 approved",
    }
    CompanyAlias.objects.filter(company=world.aster).delete()


def test_documents_are_narrowed_by_company_kind_and_year(client, registered):
    page = get(client, "/search/?q=phase&in=documents")
    facets = {words(facet.find("dt")): [words(answer) for answer in facet.xpath("./dd")] for facet in page.xpath("//main//dl")}
    assert facets == {
        "Company": ["Aster Bio, Inc. 5", "Birch Therapeutics plc 1"],
        "Year": ["2025 1", "2024 1", "2023 2", "2022 1", "2017 1"],
    }
    assert len(documents(page)) == 6
    narrowed = get(client, "/search/?q=phase&in=documents&company=birch-therapeutics&year=2024&kind=press_release")
    assert [title for title, _passages in documents(narrowed)] == ["Birch put on hold"]
    assert [words(chip) for chip in narrowed.find_class("chip")] == ["Press release ×", "Birch Therapeutics plc ×", "2024 ×"]
    assert documents(get(client, "/search/?q=phase&year=1999")) == []


@pytest.mark.parametrize(
    "query",
    [
        "in=nothing",
        "in=documents&page=0",
        "in=documents&page=9999",
        "in=documents&page=-1",
        "year=99999",
        "year=0999",
        "year=１９９９",
        "kind=%00",
        "company=%00",
        "company=" + "a" * 3000,
        "page=" + "9" * 50,
    ],
)
def test_an_address_that_asks_for_nonsense_is_answered(client, world, query):
    for text in ("phase", "a" * 3000, "%22%28%29*%5C", "-a", '"', "OR", "%F0%9F%92%8A", "%FF%FE"):
        assert client.get(f"/search/?q={text}&{query}").status_code == 200, text


def test_only_one_kind_is_shown_where_one_is_asked_for(client, world):
    page = get(client, "/search/?q=as&in=companies")
    assert [words(heading) for heading in page.xpath("//main//h2")] == ["Companies 1"]
    assert [(words(kind), kind.get("aria-current")) for kind in page.xpath("//nav[@class='kinds']//a")][:3] == [
        ("All", None),
        ("Programs 2", None),
        ("Companies 1", "true"),
    ]
    assert "Nothing of this kind was found." in words(get(client, "/search/?q=kneera&in=trials").xpath("//main")[0])


def test_many_results_are_cut_and_lead_to_the_rest(client, world):
    for number in range(60):
        make_program(world.birch, f"Many-{number}")
    for number in range(12):
        make_document(world.run, world.birch, f"Many things {number}", world.documents["held"].published, "Nothing else.")
    page = get(client, "/search/?q=many")
    assert [words(heading) for heading in page.xpath("//main//h2")] == ["Programs 50+", "Documents 12"]
    assert len(page.xpath("//main//section/ul/li")) == len(page.xpath("//main//section/ol/li")) == 5
    assert page.xpath("//main//p[@class='more']/a/@href") == [
        "/search/?q=many&in=programs",
        "/programs/?q=many",
        "/search/?q=many&in=documents",
    ]
    assert len(get(client, "/search/?q=many&in=programs").xpath("//main//section/ul/li")) == 50
    second = get(client, "/search/?q=many&in=documents&page=2")
    assert (len(documents(second)), second.xpath("//ol[@class='found']/@start")) == (2, ["11"])
    assert second.xpath("//nav[@class='turn']/a/@href") == ["/search/?q=many&in=documents"]
    assert Program.objects.filter(name__startswith="Many").count() == 60


def test_a_misspelled_name_is_recognised(client, world):
    page = get(client, "/search/?q=knerea")
    assert words(page.find_class("spelled")[0]) == "Did you mean Kneera?"
    assert page.xpath("//p[@class='spelled']/a/@href") == ["/search/?q=Kneera"]
    assert get(client, "/search/?q=kneera").find_class("spelled") == []


def test_an_empty_search_explains_itself(client, world):
    assert "The number of a trial leads straight to it." in words(get(client, "/search/").xpath("//main")[0])


def test_the_text_is_kept_in_the_box_and_stays_text(client, world):
    content = client.get("/search/", {"q": '"><script>'}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;"' in content
    assert "<script>" not in content


def test_an_address_without_a_page_suggests_what_it_may_have_meant(client, world):
    page = get(client, "/programs/aster/kneera/", status=404)
    assert page.xpath("//main//ul[@class='hits']/li/a/@href") == [world.ast1.get_absolute_url()]
    assert page.get_element_by_id("find").value == "kneera"
    assert get(client, "/nowhere/kneera.php", status=404).xpath("//main//ul[@class='hits']") == []
    assert client.get("/programs/%00/%F0%9F%92%8A/").status_code == 404
