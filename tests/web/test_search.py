"""Search: one box over names and aliases, exact names first."""

import pytest

from pipeline_tracker.models import IndicationAlias, Program
from tests.web.html import get, words
from tests.world import make_program


def hits(client, text):
    page = get(client, f"/search/?q={text}")
    return {words(group.find("h2")): [words(hit) for hit in group.xpath(".//li")] for group in page.xpath("//main/section")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("AST-1", {"Programs": ["AST-1 Aster Bio, Inc. exact name"]}),
        ("ast1", {"Programs": ["AST-1 Aster Bio, Inc. exact name"]}),
        ("KNEERA", {"Programs": ["AST-1 Aster Bio, Inc. also called Kneera exact name"]}),
        ("kneer", {"Programs": ["AST-1 Aster Bio, Inc. also called Kneera"]}),
        ("aster bio", {"Companies": ["Aster Bio, Inc. exact name"]}),
        ("Aster Cells", {"Companies": ["Aster Bio, Inc. also called Aster Cells exact name"]}),
        ("ASTR", {"Companies": ["Aster Bio, Inc. exact name"]}),
        ("细胞", {"Companies": ["Cedar 细胞生物"]}),
        ("KOA", {"Indications": ["knee osteoarthritis (KOA) exact name"]}),
        ("CFDA", {"Regulators": ["NMPA also called China Food and Drug Administration (CFDA) exact name"]}),
        ("EudraCT 1", {}),
        ("2024-000001-11", {"Trials": ["NCT01234567 Birch Therapeutics plc also called 2024-000001-11 exact name"]}),
        ("Wrongmab", {}),
        ("%25", {}),
        ("%00", {}),
        ("' OR 1=1", {}),
    ],
)
def test_names_and_aliases_are_found(client, world, text, found):
    assert hits(client, text) == found


def test_an_exact_name_comes_before_names_that_contain_it(client, world):
    make_program(world.birch, "A AST-1 follow-up")
    assert hits(client, "ast-1")["Programs"] == ["AST-1 Aster Bio, Inc. exact name", "A AST-1 follow-up Birch Therapeutics plc"]


def test_an_indication_leads_to_its_programs_under_any_of_its_names(client, world):
    IndicationAlias.objects.create(indication=world.koa, name="gonarthrosis", key="gonarthrosis")
    page = get(client, "/search/?q=gonarthrosis")
    assert page.xpath("//main//section//li/a/@href") == ["/programs/?indication=knee-osteoarthritis"]


@pytest.mark.parametrize("text", ["NCT01234567", "nct01234567", " NCT01234567 "])
def test_a_registry_number_leads_straight_to_its_trial(client, world, text):
    response = client.get("/search/", {"q": text})
    assert (response.status_code, response["Location"]) == (302, world.trial.get_absolute_url())


def test_an_unknown_registry_number_is_only_not_found(client, world):
    assert hits(client, "NCT99999999") == {}


def test_long_results_are_cut_and_say_so(client, world):
    for number in range(25):
        make_program(world.birch, f"Many-{number}")
    page = get(client, "/search/?q=many")
    assert len(page.xpath("//main//section//li")) == 20
    assert "There are more" in words(page.xpath("//main")[0])
    assert Program.objects.filter(name__startswith="Many").count() == 25


def test_an_empty_search_explains_itself(client, world):
    assert "An NCT number leads straight to its trial." in words(get(client, "/search/").xpath("//main")[0])


def test_the_text_is_kept_in_the_box_and_stays_text(client, world):
    content = client.get("/search/", {"q": '"><script>'}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;"' in content
    assert "<script>" not in content
