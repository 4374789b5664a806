"""What lists are filtered by, beyond what tests/web/test_lists.py asks of all: review, areas, days, values that mean nothing."""

import pytest

from pipeline_tracker.models import Indication, Milestone, Program
from tests.web.html import facet, get, table, words


def whats(page):
    """The first cells of the list's rows, in the order of the alphabet; none where no row is left."""
    return sorted(next(iter(row.values())) for row in table(page)) if page.xpath("//main//table") else []


def test_milestones_are_filtered_by_what_staff_confirmed_what_waits_and_where_sources_disagree(client, registered):
    page = get(client, "/milestones/?sources=disagree")
    assert facet(page, "sources") == [("Sources disagree", 2), ("No conflict", Milestone.objects.count() - 2)]
    assert whats(page)[-1] == "Trial initiated · Phase 3 knee osteoarthritis (KOA) Trial NCT07654321"
    assert len(whats(page)) == Milestone.objects.exclude(conflict="").count() == 2
    counts = dict(facet(get(client, "/milestones/"), "review"))
    assert sum(counts.values()) == Milestone.objects.count()
    assert counts["Unconfirmed"] == Milestone.objects.filter(unconfirmed=True).count() == 3
    assert len(whats(get(client, "/milestones/?review=confirmed"))) == counts["Confirmed by staff"] == 1
    assert len(whats(get(client, "/milestones/?review=confirmed&review=auto&per_page=50"))) == Milestone.objects.count() - 3


def test_programs_are_filtered_by_whether_their_identity_is_sure(client, registered):
    assert whats(get(client, "/programs/?review=doubt")) == ["AST-1 depot Aster Bio, Inc."]
    assert whats(get(client, "/programs/?review=confirmed")) == ["AST-1 Aster Bio, Inc."]
    assert dict(facet(get(client, "/programs/?review=doubt"), "review")) == {
        "Confirmed by staff": 1,
        "In doubt": 1,
        "Read automatically": Program.objects.count() - 2,
    }


@pytest.mark.parametrize(
    ("name", "left"), [("programs", ["AST-1 Aster Bio, Inc."]), ("companies", ["Aster Bio, Inc."]), ("trials", ["NCT07654321 KNEES"])]
)
def test_rows_are_filtered_by_the_therapeutic_area_of_their_indications(client, registered, name, left):
    Indication.objects.filter(name="knee osteoarthritis").update(area="Musculoskeletal Diseases")
    page = get(client, f"/{name}/?area=Musculoskeletal+Diseases")
    assert [row.startswith(start) for row, start in zip(whats(page), left, strict=True)] == [True]
    assert ("Musculoskeletal Diseases", 1) in facet(page, "area")


def test_milestones_are_filtered_by_area_indication_and_modality(client, world):
    Indication.objects.filter(name="melanoma").update(area="Neoplasms")
    by_area = whats(get(client, "/milestones/?area=Neoplasms"))
    assert by_area == whats(get(client, "/milestones/?indication=melanoma")) == whats(get(client, "/milestones/?modality=small_molecule"))
    assert len(by_area) == 4


def test_programs_are_filtered_by_the_regulators_of_their_milestones(client, world):
    assert facet(get(client, "/programs/"), "regulator") == [("FDA", 2), ("NMPA", 2)]
    assert whats(get(client, "/programs/?regulator=NMPA")) == ["AST-1 Aster Bio, Inc.", "BIR-9 Birch Therapeutics plc"]
    page = get(client, "/programs/?regulator=FDA&company=birch-therapeutics")
    assert (whats(page), facet(page, "regulator")) == (["BIR-9 Birch Therapeutics plc"], [("FDA", 1), ("NMPA", 1)])
    assert whats(get(client, "/programs/?regulator=none")) == []


def test_areas_are_told_in_the_readers_language_and_asked_for_in_that_of_the_data(client, world):
    Indication.objects.filter(name="melanoma").update(area="Neoplasms")
    Indication.objects.filter(name="knee osteoarthritis").update(area="Joints, as a table calls them")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    page = get(client, "/programs/?area=Neoplasms")
    assert facet(page, "area") == [("Joints, as a table calls them", 1), ("肿瘤", 1), ("未说明", 1)]
    assert words(page.find_class("chosen")[0]).startswith("治疗领域: 肿瘤")
    for address in ("/landscape/?by=area", "/landscape/?area=Neoplasms", "/companies/birch-therapeutics/?group=area"):
        assert "肿瘤" in words(get(client, address).find(".//main")), address


LISTS_WITH_FACETS = {
    "programs": "modality",
    "companies": "exchange",
    "milestones": "kind",
    "trials": "status",
    "regulators": "territory",
    "documents": "kind",
    "runs": "state",
}


def test_a_value_that_nobody_knows_is_shown_as_chosen_with_no_row_and_a_link_that_drops_it(client, world):
    for name, of in LISTS_WITH_FACETS.items():
        check_unknown(client, name, of)


def check_unknown(client, name, of):
    page = get(client, f"/{name}/?{of}=nonsense&columns=x")
    assert ("nonsense", 0) in facet(page, of)
    chosen = page.xpath("//ul[@class='chosen']/li/a")
    assert chosen[0].get("href") == "?columns=x"
    assert "nonsense" in words(chosen[0])
    assert words(page.find_class("empty")[0]) == "No row meets these filters. Clear all"


NO_DAYS = ["yesterday", "2024-02-30", "05/09/2024", "20240509", "2024-W01-1", "2024", "0000-00-00", "x" * 500, "<b>"]


def test_what_is_no_day_is_told_at_its_field_and_filters_nothing(client, world):
    for text in NO_DAYS:
        check_no_day(client, text)


def check_no_day(client, text):
    page = get(client, "/milestones/?per_page=50&since=" + text)
    field = page.get_element_by_id("id_since")
    assert (field.get("aria-invalid"), field.get("aria-describedby"), field.get("value")) == ("true", "id_since_error", None)
    assert words(page.get_element_by_id("id_since_error")) == f"“{text[:40]}” is no day. Write it like 2024-05-09."
    assert len(whats(page)) == Milestone.objects.count()


def test_a_day_stays_in_its_field_and_in_the_filters_in_force(client, world):
    page = get(client, "/milestones/?since=2024-05-09")
    assert page.get_element_by_id("id_since").get("value") == "2024-05-09"
    assert "May happen on or after: 2024-05-09 ×" in [words(link) for link in page.xpath("//ul[@class='chosen']/li/a")]


def test_the_program_in_force_is_told_by_its_name_unless_several_companies_have_one_of_this_address(client, world):
    def told(query: str) -> list[str]:
        page = get(client, f"/milestones/?program=ast-1{query}")
        return [words(link) for link in page.xpath("//ul[@class='chosen']/li/a") if words(link).startswith("Program")]

    assert world.ast1.slug == "ast-1"
    assert told("") == ["Program: AST-1 ×"]
    Program.objects.create(company=world.birch, name="AST 1", key="ast1", slug="ast-1")
    assert told("") == ["Program: ast-1 ×"]
    assert told(f"&company={world.aster.slug}") == ["Program: AST-1 ×"]
    assert told(f"&company={world.birch.slug}") == ["Program: AST 1 ×"]
    assert told("&company=nobody") == ["Program: ast-1 ×"]


def test_rarer_facets_are_folded_until_one_of_their_values_is_chosen(client, world):
    folded = "//section[@aria-labelledby='facet-origin']/details"
    assert [words(found) for found in get(client, "/programs/").xpath(f"{folded}/summary")] == ["Origin"]
    assert get(client, "/programs/?origin=allogeneic").xpath(folded) == []
