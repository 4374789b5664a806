"""The page of a program: regulatory steps by territory, programs that are like it, and what is left out of a long one."""

from pipeline_tracker.models import Standing, Trial
from pipeline_tracker.queries import program as query

from ..world import make_company, make_program
from .html import get, section, table, words


def test_regulatory_steps_stand_by_territory_each_a_link_to_its_milestone(client, world):
    page = get(client, world.ast1.get_absolute_url())
    assert table(section(page, "regulatory"), ".//table") == [
        {
            "Step": "IND or CTA accepted",
            "United States FDA": "–",
            "China NMPA": "Occurred reported by 20 Mar 2017 Phase 2",
        },
        {
            "Step": "Marketing application submitted",
            "United States FDA": "Expected 2026 was by 31 Dec 2025",
            "China NMPA": "–",
        },
        {
            "Step": "Decision due",
            "United States FDA": "Answered by another event 1 Mar 2024",
            "China NMPA": "–",
        },
        {"Step": "Approved", "United States FDA": "Occurred 1 Feb 2024", "China NMPA": "–"},
    ]
    (approved,) = section(page, "regulatory").xpath(".//tr[th='Approved']//a/@href")
    assert approved == world.milestones["approved"].get_absolute_url()


def test_a_program_without_regulatory_steps_has_no_empty_table(client, world):
    assert get(client, world.ast2.get_absolute_url()).xpath("//section[@aria-labelledby='regulatory']") == []


def test_programs_for_the_same_indication_at_the_same_phase_are_named_with_what_they_share(client, world):
    assert get(client, world.ast1.get_absolute_url()).xpath("//section[@aria-labelledby='related']") == []
    rival = make_program(make_company("Rival Bio"), "RIV-1")
    milestone = world.milestones["started"]
    Standing.objects.create(program=rival, indication=world.koa, territory="US", phase="phase_2", basis="started", milestone=milestone)
    Standing.objects.create(program=world.bir9, indication=world.koa, territory="JP", phase="phase_3", basis="started", milestone=milestone)
    page = get(client, world.ast1.get_absolute_url())
    assert table(section(page, "related"), ".//table") == [
        {"Program": "RIV-1", "Company": "Rival Bio", "In common": "knee osteoarthritis (KOA), Phase 2", "Furthest phase": "Phase 2"}
    ]


def test_programs_with_the_same_target_are_named_where_no_phase_is_told(client, world):
    world.ast2.target = "BCMA"
    world.ast2.save()
    make_program(make_company("Rival Bio"), "RIV-2", target="BCMA")
    make_program(make_company("Other Bio"), "OTH-1", target="CD19")
    page = get(client, world.ast2.get_absolute_url())
    assert table(section(page, "related"), ".//table") == [
        {"Program": "RIV-2", "Company": "Rival Bio", "In common": "target BCMA", "Furthest phase": "–"}
    ]


def test_what_changes_can_be_followed_of_the_program_alone_and_of_its_company(client, world):
    page = get(client, world.ast1.get_absolute_url())
    (feed,) = page.xpath("//ul[@class='subscribe']//a[contains(@href, '.atom')]/@href")
    assert feed == page.xpath("//link[@rel='alternate' and @type='application/atom+xml']/@href")[0]
    entries = client.get(feed + "&since=2000-01-01").content.decode()
    assert "AST-1" in entries and "BIR-9" not in entries and "AST-2</" not in entries
    ways = ["/calendar/", "/calendar.ics", "/changes/", "/changes.atom", "/changes.json"]
    for path, narrowed in ((world.ast1, "?company=aster-bio&program=ast-1"), (world.aster, "?company=aster-bio")):
        found = get(client, path.get_absolute_url()).xpath("//ul[@class='subscribe']//a/@href")
        assert found == [way + narrowed for way in ways]
        assert [client.get(address).status_code for address in found] == [200] * len(ways)


def test_a_long_page_says_what_it_leaves_out_and_offers_everything(client, registered, monkeypatch):
    world = registered
    for number in range(4):
        trial = Trial.objects.create(company=world.aster, registry="ctgov", identifier=f"NCT0000000{number}", slug=f"nct0000000{number}")
        trial.programs.add(world.ast1)
    monkeypatch.setattr(query, "STANDINGS", 1)
    monkeypatch.setattr(query, "MILESTONES", 3)
    monkeypatch.setattr(query, "TRIALS", 2)
    monkeypatch.setattr(query, "DOCUMENTS", 1)
    address = world.ast1.get_absolute_url()
    page = get(client, address)
    whole = get(client, address + "?all=1")
    number = len(table(section(whole, "milestones"), ".//table"))
    assert words(page.find_class("note")[0]) == (
        f"Not everything is shown. 3 of {number} milestones are, those that more than a registry tells first. Show everything"
    )
    assert whole.find_class("note") == []
    assert (len(table(section(page, "milestones"), ".//table")), number) == (3, 8)
    assert (len(table(section(page, "trials"), ".//table")), len(table(section(whole, "trials"), ".//table"))) == (2, 4)
    stands = table(section(whole, "standings"), ".//table")
    assert (table(section(page, "standings"), ".//table"), len(stands)) == (stands[:1], 2)
    assert [words(link) for link in page.find_class("more")] == [
        "All 2, not only the furthest",
        "These milestones as a list, to sort and download",
        "All 4 trials",
        "All 5 documents",
    ]
    assert len(page.xpath("//div[contains(@class, 'timeline')]//li")) == 3


def test_a_page_that_shows_all_milestones_does_not_say_that_some_are_left_out(client, registered, monkeypatch):
    monkeypatch.setattr(query, "DOCUMENTS", 1)
    page = get(client, registered.ast1.get_absolute_url())
    assert (page.find_class("note"), words(page.find_class("more")[-1])) == ([], "All 5 documents")


def test_what_a_program_is_asked_for_is_told_when_it_means_nothing(client, world):
    response = client.get(world.ast1.get_absolute_url() + "?all=everything")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_promised_dates_are_told_in_the_order_in_which_they_were_stated_with_what_became_of_them(client, world):
    page = get(client, world.ast1.get_absolute_url())
    assert [list(row.values()) for row in table(section(page, "guidance"), ".//table")] == [
        [
            "Trial initiated · Phase 2 knee osteoarthritis (KOA), China",
            "H1 2023 9 Aug 2022 → H2 2023 9 May 2023 → Oct 2023 6 Nov 2023",
            "Met",
            "93 to 303 days later",
        ],
        [
            "Decision due knee osteoarthritis (KOA), United States",
            "1 Mar 2024 6 Nov 2023 → 1 Feb 2024 1 Feb 2024",
            "Met early 29 days earlier",
            "29 days earlier",
        ],
        ["Data readout · Phase 2 knee osteoarthritis (KOA)", "Q1 2024 9 Aug 2022", "Missed overdue for 966 to 1056 days", "–"],
        [
            "Marketing application submitted knee osteoarthritis (KOA), United States",
            "by 31 Dec 2025 9 May 2023 → 2026 Staff, 2 Jun 2025",
            "Moved later 1 to 1332 days later",
            "1 to 1332 days later",
        ],
    ]
    links = section(page, "guidance").xpath(".//tbody/tr[1]/td[1]//a/@href")
    assert len(links) == 3
    assert links[-1] == f"{world.documents['start'].get_absolute_url()}#c0-50"
