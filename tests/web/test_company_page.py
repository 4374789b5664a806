"""The page of a company: its pipeline in groups, how it moved since a day, figures drawn, and every choice in the address."""

from pipeline_tracker.models import FinancialResult, Standing
from pipeline_tracker.queries import company as query
from pipeline_tracker.web.presenters import pipeline as presenter
from pipeline_tracker.web.views import companies as view

from ..world import TODAY, make_program
from .html import get, section, table, words


def groups(page):
    """The pipeline as it is read: headings of groups, and for each row its program and remarks."""
    rows = []
    for row in page.xpath("//table[contains(@class, 'pipeline')]/tbody/tr"):
        if "group" in row.get("class", ""):
            rows.append(words(row))
        else:
            rows.append((words(row.find("th")) if row.find("th") is not None else "", words(row.findall("td")[-1])))
    return rows


def test_of_many_programs_the_furthest_of_the_pipeline_and_of_what_left_it_are_read(world, monkeypatch):
    monkeypatch.setattr(query, "PROGRAMS", 2)
    for name, *stands in (
        ("A", ("phase_1", "US", "active")),
        ("B", ("phase_3", "US", "active")),
        ("C", ("marketed", "US", "withdrawn"), ("phase_2", "EU", "on_hold")),
        ("D", ("approved", "US", "out_licensed")),
        ("E", ("phase_1", "US", "discontinued"), ("phase_2", "EU", "withdrawn")),
        ("F", ("phase_1", "US", "discontinued")),
        ("G",),
    ):
        program = make_program(world.cedar, name)
        for phase, territory, activity in stands:
            Standing.objects.create(
                program=program,
                phase=phase,
                basis="stated",
                territory=territory,
                activity=activity,
                milestone=world.milestones["started"],
            )
    found = query.company_page(world.cedar.slug, TODAY)
    assert [program.name for program in found.programs] == ["B", "C", "D", "E"]
    assert (found.program_count, found.left) == (world.cedar.programs.count(), 3)


def test_the_pipeline_stands_by_therapeutic_area_or_by_modality_as_the_address_says(client, world):
    address = world.aster.get_absolute_url()
    world.koa.area = "Musculoskeletal Diseases"
    world.koa.save()
    assert groups(get(client, address)) == [
        "Musculoskeletal Diseases",
        ("AST-1", "approved advanced from Phase 2"),
        ("", "trial started"),
        "Area not known",
        ("AST-2", "no phase told yet"),
    ]
    assert groups(get(client, address + "?group=modality")) == [
        "Cell therapy",
        ("AST-1", "approved advanced from Phase 2"),
        ("", "trial started"),
        "Modality not known",
        ("AST-2", "no phase told yet"),
    ]
    assert groups(get(client, address + "?group=none"))[::2] == [
        ("AST-1", "approved advanced from Phase 2"),
        ("AST-2", "no phase told yet"),
    ]
    chosen = [words(link) for link in get(client, address + "?group=none").xpath("//ul[@aria-labelledby='by']//a[@aria-current]")]
    assert chosen == ["no grouping"]


def test_what_was_discontinued_is_shown_on_request(client, world):
    gone = make_program(world.aster, "AST-0")
    Standing.objects.create(
        program=gone, territory="US", phase="phase_1", basis="started", activity="discontinued", milestone=world.milestones["started"]
    )
    address = world.aster.get_absolute_url() + "?group=none"
    page = get(client, address)
    assert "AST-0" not in [name for name, _ in groups(page)]
    (link,) = page.find_class("toggle")
    assert (words(link), link.get("href")) == ("Show 1 discontinued", "?group=none&discontinued=1#pipeline")
    page = get(client, address + "&discontinued=1")
    assert groups(page)[-1] == ("AST-0", "trial started Discontinued")
    assert (words(page.find_class("toggle")[0]), page.find_class("toggle")[0].get("href")) == (
        "Hide what was discontinued",
        "?group=none#pipeline",
    )


def test_movement_since_a_day_tells_what_entered_a_phase_and_which_plans_moved_each_with_its_source(client, world):
    page = get(client, world.aster.get_absolute_url() + "?since=2022-01-01")
    moved = section(page, "movement")
    told = {
        words(part.find("h3")): [" ".join(words(item).split()) for item in part.xpath(".//li")]
        for part in moved.xpath(".//section[starts-with(@aria-labelledby, 'moved-')]")
    }
    assert told.pop("New plans 6")[0] == ("6 Nov 2023 AST-1 Decision due, knee osteoarthritis (KOA), United States 1 Mar 2024 6 Nov 2023")
    assert told == {
        "New to a phase 3": [
            "1 Feb 2024 AST-1 Phase 2 → Approved Approved, knee osteoarthritis (KOA), United States · 1 Feb 2024",
            "6 Nov 2023 AST-1 Phase 2, no phase told before Trial initiated · Phase 2, knee osteoarthritis (KOA), China · 6 Nov 2023",
            "9 Aug 2022 AST-2 New program first told of here Data readout · Phase 2, knee osteoarthritis (KOA) · 9 Aug 2022",
        ],
        "What happened 2": [
            "1 Feb 2024 AST-1 Approved, knee osteoarthritis (KOA), United States 1 Feb 2024 1 Feb 2024",
            "6 Nov 2023 AST-1 Trial initiated · Phase 2, knee osteoarthritis (KOA), China Oct 2023, expected H2 2023, met 6 Nov 2023",
        ],
        "Plans that moved 2": [
            "2 Jun 2025 AST-1 Moved later by 31 Dec 2025 → 2026, 1 to 1332 days later "
            "Marketing application submitted, knee osteoarthritis (KOA), United States · Staff, 2 Jun 2025",
            "9 May 2023 AST-1 Moved later H1 2023 → H2 2023, 1 to 364 days later "
            "Trial initiated · Phase 2, knee osteoarthritis (KOA), China · 9 May 2023",
        ],
    }
    sources = set(moved.xpath(".//li[contains(., 'Approved, knee')]//a[@class='source']/@href"))
    assert len(sources) == 1
    assert sources.pop().startswith(world.documents["approval"].get_absolute_url() + "#c")


def test_nothing_moved_is_said_and_the_span_ends_with_the_newest_source(client, world):
    page = get(client, world.birch.get_absolute_url() + "?since=2026-01-01")
    assert "Nothing has moved since 1 Jan 2026." in words(section(page, "movement"))
    spans = [(words(link), link.get("href")) for link in section(page, "movement").xpath(".//ul[@class='choices']//a")]
    assert spans[0] == ("three months", "?since=2024-06-03#movement")


def test_where_too_much_was_said_to_look_at_the_page_says_where_it_begins(client, world, monkeypatch):
    monkeypatch.setattr(view, "LOOKED_AT", 3)
    page = get(client, world.aster.get_absolute_url() + "?since=2000-01-01")
    assert "More was said than is looked at here: what is listed begins on 6 Nov 2023" in words(section(page, "movement"))


def test_marks_tell_new_advanced_and_partnered_by_shape_and_word(client, world):
    world.ast2.partners = "Elm Pharma"
    world.ast2.save()
    page = get(client, world.aster.get_absolute_url() + "?since=2022-01-01&group=none")
    assert groups(page) == [
        ("AST-1", "approved advanced from Phase 2"),
        ("", "trial started"),
        ("AST-2", "no phase told yet new with Elm Pharma"),
    ]
    assert [mark.get("class").split()[1] for mark in page.find_class("pipeline-mark")] == ["mark-advanced", "mark-new", "mark-partnered"]
    assert all(mark.xpath("./*[local-name()='svg']") for mark in page.find_class("pipeline-mark"))


def test_what_means_nothing_is_told_on_the_page_and_what_is_unknown_is_left_alone(client, world):
    address = world.aster.get_absolute_url()
    refused = {
        "since=yesterday": "Not a day.",
        "since=2024-02-30": "Not a day.",
        "group=colour": "Not a way to show the pipeline.",
        "discontinued=maybe": "Not a way to show the pipeline.",
    }
    for asked, said in refused.items():
        assert said in words(get(client, f"{address}?{asked}", status=400).xpath("//main")[0])
    for asked in ("since=0001-01-01", "since=9999-12-31", "since=", "other=1", "group=&discontinued="):
        get(client, f"{address}?{asked}")


def test_a_large_pipeline_shows_the_furthest_programs_and_where_the_others_are_or_on_request_all(client, world):
    for number in range(30):
        make_program(world.aster, f"NEW-{number:02}")
    address = world.aster.get_absolute_url() + "?group=none"

    def shown(address: str) -> tuple[list[str], str, list[tuple[str, str]]]:
        pipeline = section(get(client, address), "pipeline")
        (more,) = pipeline.find_class("more")
        return (
            [name for name, _ in groups(pipeline) if name],
            words(more).split(".")[0],
            [(words(link).removesuffix(" ·"), link.get("href")) for link in more.findall("a")],
        )

    programs = ["AST-1", "AST-2", *(f"NEW-{number:02}" for number in range(30))]
    in_a_list = ("All programs of this company, to sort and download", "/programs/?company=aster-bio")
    assert shown(address) == (
        programs[:20],
        "20 of 32 programs are shown, the furthest first",
        [("Show the whole pipeline", "?group=none&whole=1#pipeline"), in_a_list],
    )
    names, _, links = shown(address + "&whole=1")
    assert (names, links) == (programs, [("Show the furthest only", "?group=none#pipeline"), in_a_list])


def test_of_a_program_with_many_standings_the_furthest_are_shown(client, world, monkeypatch):
    monkeypatch.setattr(presenter, "ROWS", 1)
    page = get(client, world.aster.get_absolute_url() + "?group=none&since=2026-01-01")
    assert groups(page) == [("AST-1", "approved and 1 more"), ("AST-2", "no phase told yet")]
    assert section(page, "pipeline").xpath(".//a[starts-with(., 'and')]/@href") == [world.ast1.get_absolute_url() + "#standings"]


def test_of_each_sort_of_milestones_the_nearest_are_shown_and_the_list_has_the_others(client, world, monkeypatch):
    monkeypatch.setattr(query, "MILESTONES", 1)
    page = get(client, world.aster.get_absolute_url())
    shown = {
        name: [row["Milestone"].split(" knee")[0] for row in table(section(page, name), ".//table")]
        for name in ("overdue", "expected", "occurred", "closed")
    }
    assert shown == {
        "overdue": ["Presentation · Joint Congress; P12"],
        "expected": ["Presentation · 125"],
        "occurred": ["Approved"],
        "closed": ["Decision due"],
    }
    links = page.xpath("//p[@class='more']/a/@href")
    for link in [link for link in links if "state=" in link]:
        assert len(table(get(client, link))) >= 1
    assert "/milestones/?company=aster-bio&state=overdue&state=passed" in links


def test_figures_are_drawn_where_two_periods_of_one_length_are_told(client, world):
    source = world.documents["approval"]
    told = [("2022-Q1", 10), ("2022-Q4", 30), ("2022", 80), ("2023", 60), ("2023-12-31", 5)]
    FinancialResult.objects.all().delete()
    for period, amount in told:
        FinancialResult.objects.create(
            company=world.aster,
            document=source,
            metric="net_loss",
            period=period,
            amount=amount * 10**6,
            currency="USD",
            start=0,
            end=5,
            quote=source.text[:5],
        )
    page = get(client, world.aster.get_absolute_url())
    (metric,) = page.find_class("metric")
    charts = [
        (words(chart.find_class("ends")[0]), words(chart.find_class("of")[0]), [bar.get("height") for bar in chart.find_class("amount")])
        for chart in metric.find_class("multiple")
    ]
    # One scale for all: a year's 80 million are 72 pixels high.
    assert charts == [("Q1 2022Q4 2022", "quarters", ["9", "27"]), ("20222023", "years", ["72", "54"])]
    assert [row["Amount"] for row in table(metric, ".//table")] == [f"{n} million USD" for n in (60, 5, 80, 30, 10)]


def test_an_amount_that_another_source_rounds_is_no_disagreement(client, world):
    world.aster.financial_results.filter(document=world.documents["approval"], metric="net_loss").update(amount=12_512_345)
    page = get(client, world.aster.get_absolute_url())
    assert [row["Amount"] for row in table(page.find_class("metric")[0], ".//table")] == ["12.5 million USD", "12,512,345 USD"]
