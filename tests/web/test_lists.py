"""Lists: filters with counts, sorting and paging in the query string, whatever anybody writes into it."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline_tracker import curation
from pipeline_tracker.ingest.load import ahead
from pipeline_tracker.models import Company, CompanyCount, Document, Milestone, Program
from pipeline_tracker.models.as_of import as_of
from pipeline_tracker.queries import matching, orders, sorting
from pipeline_tracker.queries.companies import for_rows_of_companies
from pipeline_tracker.queries.facets import OFFERED
from pipeline_tracker.queries.sorting import told
from pipeline_tracker.web import filters, paging, tables
from pipeline_tracker.web.views import companies, documents, milestones, programs, regulators, runs, trials
from tests.web.html import facet, get, table, words
from tests.world import TODAY, make_company

PAGES = {
    "programs": programs.ProgramList,
    "companies": companies.CompanyList,
    "milestones": milestones.MilestoneList,
    "trials": trials.TrialList,
    "regulators": regulators.RegulatorList,
    "documents": documents.DocumentList,
    "runs": runs.RunList,
}
SORTABLE = [
    (name, sign + column)
    for name, page in PAGES.items()
    for column, found in page.table.base_columns.items()
    if found.orderable
    for sign in ("", "-")
]
HOSTILE = [
    "page=-1",
    "page=0",
    "page=99999999999999999999999999",
    "page=" + "9" * 5000,
    "page=x",
    "page=1&page=2",
    "page=%00",
    "per_page=0",
    "per_page=-25",
    "per_page=1000000",
    "per_page=x",
    "sort=garbage",
    "sort=--name",
    "sort=",
    "sort=name&sort=-name",
    "sort=%00",
    "sort=pk;drop",
    "sort=company__id",
    "q=%00",
    "q=a%00b",
    "q=" + "a" * 3000,
    "q=%25_%27%22%5C",
    "q=%F0%9F%92%8A",
    "q=%FF%FE",
    "since=garbage",
    "since=0000-00-00",
    "since=9999-12-31&until=0001-01-01",
    "until=%00",
    "company=%00",
    "company=nobody",
    "company=aster-bio&company=aster-bio&company=nobody",
    "year=x",
    "year=99999999999999999999",
    "year=-1",
    "year=%D9%A1%D9%A2%D9%A3%D9%A4",
    "state=none&phase=none&kind=none&regulator=none&territory=none",
    "phase=" + "&phase=".join(str(n) for n in range(400)),
    "q[]=a&__proto__=1",
]


def names(page):
    return [words(row) for row in page.xpath("//main//table/tbody/tr/th")]


def sorted_names(client, address):
    return names(get(client, address))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.slow
def test_no_query_string_breaks_a_list(client, world, name):
    assert {query: status for query in HOSTILE if (status := client.get(f"/{name}/?{query}").status_code) != 200} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "sort"), SORTABLE)
def test_every_orderable_column_sorts_and_keeps_every_row(client, world, name, sort):
    world.grow(3)
    shown = f"columns={sort.removeprefix('-')}"
    page = get(client, f"/{name}/?sort={sort}&per_page=200&{shown}")
    assert sorted(names(page)) == sorted(names(get(client, f"/{name}/?per_page=200&{shown}")))
    (head,) = page.xpath("//main//th[@aria-sort]")
    assert head.get("aria-sort") == ("descending" if sort.startswith("-") else "ascending")


@pytest.mark.parametrize("name", PAGES)
def test_every_column_has_a_name_and_every_cell_its_label(client, world, name):
    page = get(client, f"/{name}/")
    heads = [words(cell) for cell in page.xpath("//main//table/thead/tr/th")]
    assert heads == [str(column.verbose_name) for column in PAGES[name].table.base_columns.values() if column.visible]
    for row in page.xpath("//main//table/tbody/tr"):
        assert [cell.get("data-label") for cell in row.xpath("./th|./td")] == heads


@pytest.mark.slow
@pytest.mark.parametrize(("name", "sort"), SORTABLE)
def test_a_list_reads_the_same_forwards_backwards_and_page_by_page(db, world, rf, name, sort):
    world.grow(3)
    found = PAGES[name]().found(rf.get("/", {"sort": sort}))
    whole = found.rows.first(1000)
    keys = [place.key for place in whole]
    assert sorted(keys) == sorted(found.filters.queryset.values_list("pk", flat=True))
    assert [place for number in range(0, len(whole), 2) for place in found.rows.first(2, offset=number)] == whole
    assert [place for batch in paging.batches(found.rows, 2) for place in batch] == whole
    assert found.rows.before(None, 1000) == whole
    for number, place in enumerate(whole):
        assert found.rows.place(told(place)) == place
        assert found.rows.after(place, 2) == whole[number + 1 : number + 3]
        assert found.rows.before(place, 2) == whole[max(number - 2, 0) : number]


@pytest.mark.parametrize("sort", ["programs", "-programs", "overdue", "-overdue"])
def test_companies_read_the_same_by_numbers_that_were_counted_ahead(world, rf, monkeypatch, sort):
    world.grow(3)
    make_company("Without Programs, Inc.")

    def rows():
        return companies.CompanyList().found(rf.get("/", {"sort": sort})).rows

    whole = rows().first(1000)
    assert len({place.values for place in whole}) > 1
    monkeypatch.setattr("pipeline_tracker.ingest.load.windows.MANY", 1)
    ahead.count_ahead(changed=True)
    late = make_company("Loaded Since, Inc.")  # by a run that has not come to its end
    found = rows()
    assert found.sort.ahead is not None
    assert [place for place in found.first(1000) if place.key != late.pk] == whole
    assert late.pk in [place.key for place in found.first(1000)]
    late.delete()
    assert [place for batch in paging.batches(found, 2) for place in batch] == whole
    assert found.before(None, 1000) == whole
    for number, place in enumerate(whole):
        assert found.place(told(place)) == place
        assert found.after(place, 2) == whole[number + 1 : number + 3]


def test_numbers_of_companies_are_counted_ahead_by_runs_for_their_day_and_not_after_an_act_of_curation(client, world, monkeypatch):
    monkeypatch.setattr("pipeline_tracker.ingest.load.windows.MANY", 1)
    assert not CompanyCount.objects.exists()
    ahead.count_ahead(changed=True)
    counted = {row.company_id: (row.programs, row.overdue) for row in CompanyCount.objects.all()}
    listed = for_rows_of_companies(Company.objects.all(), TODAY)
    assert counted == {company.pk: (company.program_count, company.overdue_count) for company in listed}
    assert orders.company_overdue(TODAY).ahead is not None
    assert orders.company_overdue(TODAY + dt.timedelta(days=1)).ahead is None, "more may be overdue by then"
    assert orders.company_programs(TODAY + dt.timedelta(days=1)).ahead is not None
    with as_of(TODAY - dt.timedelta(days=400)):
        assert orders.company_programs(TODAY).ahead is None, "what was counted is of now"
    curation.refresh(world.aster)
    assert not CompanyCount.objects.exists()
    monkeypatch.undo()
    ahead.count_ahead(changed=True)
    assert not CompanyCount.objects.exists(), "small: every visitor has them counted"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "text"), [("milestones", "aster"), ("trials", "nct"), ("documents", "aster")])
def test_pages_of_a_text_that_many_rows_have_are_those_of_all_its_rows(world, rf, monkeypatch, name, text):
    world.grow(3)
    for sort in (sort for page, sort in SORTABLE if page == name):

        def rows(sort=sort):
            return PAGES[name]().found(rf.get("/", {"q": text, "sort": sort})).rows

        monkeypatch.setattr(matching, "LONG", 1000)
        whole = rows().first(1000)
        monkeypatch.setattr(matching, "LONG", 1)
        monkeypatch.setattr(matching, "SOME", 0)
        for near in (1, 2, 1000):  # rows that are asked before all keys are looked up
            monkeypatch.setattr(sorting, "NEAR", near)
            found = rows()
            assert found.near
            assert found.first(1000) == whole
            for number, place in enumerate(whole):
                assert found.place(told(place)) == place
                assert found.after(place, 2) == whole[number + 1 : number + 3]
                assert found.before(place, 2) == whole[max(number - 2, 0) : number]


def test_what_is_not_stated_sorts_last_both_ways(client, world):
    undated = "Trial initiated · Phase 3 melanoma"
    assert sorted_names(client, "/milestones/?sort=when")[-1] == undated
    assert sorted_names(client, "/milestones/?sort=-when")[-1] == undated


SHOWN = [
    ("companies", "programs", lambda row: row.program_count),
    ("companies", "overdue", lambda row: row.overdue_count),
    ("companies", "phase", lambda row: row.phase_rank),
    ("companies", "coming", lambda row: row.coming[0].latest if row.coming else None),
    ("companies", "last_source", lambda row: row.last_source),
    ("programs", "coming", lambda row: row.coming[0].latest if row.coming else None),
    ("programs", "phase", lambda row: row.stands[0].phase_rank if row.stands else None),
]


@pytest.mark.parametrize(("name", "sort", "shown"), SHOWN, ids=[f"{name} by {sort}" for name, sort, _shown in SHOWN])
def test_a_list_is_sorted_by_what_its_rows_show_and_what_is_not_stated_comes_last(db, world, rf, name, sort, shown):
    world.grow(2)
    make_company("Nothing Told Bio")
    for descending in (False, True):
        found = PAGES[name]().found(rf.get("/", {"sort": f"{'-' * descending}{sort}"}))
        values = [shown(row) for row in found.read(found.rows.first(1000))]
        stated = sorted((value for value in values if value is not None), reverse=descending)
        assert len(set(values)) > 1
        assert values == stated + [None] * (len(values) - len(stated))


def test_pages_neither_repeat_nor_skip_rows_that_sort_alike(client, world):
    world.grow(30)
    seen = [name for number in (1, 2) for name in sorted_names(client, f"/programs/?sort=modality&page={number}&per_page=50")]
    assert len(seen) == Program.objects.count()
    assert len(set(seen)) == len(seen)


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "rows"), [("", 25), ("per_page=25", 25), ("per_page=50", 50), ("per_page=26", 25), ("per_page=x", 25)])
def test_a_page_has_25_rows_or_one_of_the_sizes_on_offer(client, world, asked, rows):
    world.grow(30)
    assert len(sorted_names(client, f"/programs/?{asked}")) == rows


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "number"), [("2", "2"), ("99", "3"), ("0", "1"), ("-7", "1"), ("x", "1")])
def test_a_page_that_is_not_there_gives_the_nearest(client, world, asked, number):
    world.grow(30)
    page = get(client, f"/programs/?page={asked}")
    assert [words(link) for link in page.xpath("//nav[@aria-label='Pages']//a[@aria-current='page']")] == [number]


def test_paging_keeps_filters_and_sorting(client, world):
    world.grow(30)
    page = get(client, "/programs/?company=aster-bio&sort=-name")
    (link,) = page.xpath("//a[@rel='next']/@href")
    assert parse_qs(urlsplit(link).query) == {"company": ["aster-bio"], "sort": ["-name"], "page": ["2"]}


def test_a_filter_starts_again_at_the_first_page_and_keeps_the_rest(client, world):
    world.grow(30)
    page = get(client, "/programs/?page=2&sort=-name&per_page=50&company=aster-bio")
    link = page.xpath("//section[@aria-labelledby='facet-modality']//a[contains(., 'Antibody')]/@href")[0]
    assert parse_qs(urlsplit(link).query) == {"sort": ["-name"], "per_page": ["50"], "company": ["aster-bio"], "modality": ["antibody"]}


def test_sorting_starts_again_at_the_first_page(client, world):
    world.grow(30)
    for link in get(client, "/programs/?page=2").xpath("//main//thead//a/@href"):
        assert "page" not in parse_qs(urlsplit(link).query)


def test_a_chosen_value_is_taken_back_by_the_same_link(client, world):
    page = get(client, "/programs/?modality=small_molecule")
    assert names(page) == ["BIR-9 Birch Therapeutics plc"]
    (link,) = page.xpath("//section[@aria-labelledby='facet-modality']//a[@aria-current='true']")
    assert link.get("href") == "."


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(client, world):
    both = get(client, "/programs/?modality=small_molecule&modality=cell_therapy")
    assert names(both) == ["AST-1 Aster Bio, Inc.", "BIR-9 Birch Therapeutics plc"]
    assert names(get(client, "/programs/?modality=small_molecule&company=aster-bio")) == []


def test_counts_tell_what_each_value_would_leave_under_the_other_filters(client, world):
    page = get(client, "/programs/?company=aster-bio")
    assert facet(page, "modality") == [("Cell therapy", 1), ("not stated", 1)]
    assert facet(page, "company") == [("Aster Bio, Inc.", 2), ("Birch Therapeutics plc", 1)]
    assert facet(get(client, "/programs/"), "phase") == [("Phase 1", 1), ("Phase 2", 1), ("Approved", 1), ("no phase told yet", 1)]


def test_a_value_that_leaves_nothing_stays_visible_so_that_it_can_be_taken_back(client, world):
    page = get(client, "/programs/?modality=vaccine")
    assert ("Vaccine", 0) in facet(page, "modality")
    assert "No row meets these filters." in words(page.xpath("//main")[0])


def test_a_facet_of_very_many_values_offers_the_most_frequent_and_those_chosen_and_counts_the_rest(client, world):
    for number in range(80):
        Program.objects.create(company=make_company(f"Many {number:02} Bio"), name="M-1", key="m1", slug="m-1")
    page = get(client, "/programs/?company=many-79-bio&company=aster-bio")
    offered = facet(page, "company")
    assert len(offered) == OFFERED
    assert offered[0] == ("Aster Bio, Inc.", 2)
    assert ("Many 79 Bio", 1) in offered
    assert f"{82 - OFFERED} rarer values are not offered here." in words(page.xpath("//section[@aria-labelledby='facet-company']")[0])


def test_not_stated_is_a_value_to_filter_by(client, world):
    assert names(get(client, "/programs/?modality=none")) == ["AST-2 Aster Bio, Inc."]
    assert names(get(client, "/programs/?phase=none")) == ["AST-2 Aster Bio, Inc."]
    assert len(names(get(client, "/milestones/?regulator=none"))) == Milestone.objects.filter(regulator=None).count()


def test_a_program_with_several_standings_is_one_row_and_counts_once(client, world):
    assert names(get(client, "/programs/?phase=phase_2&phase=approved")) == ["AST-1 Aster Bio, Inc."]
    assert ("Active", 2) in facet(get(client, "/programs/"), "activity")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("since=2023-10-15&until=2023-10-15", {"started"}),  # a month meets a day within it
        ("since=2024-02-15&until=2024-03-01", {"readout", "decision"}),  # a quarter that began before the span
        ("since=2026-07-01&until=2026-11-30", {"filing"}),  # a year
        ("until=2017-03-19", {"accepted"}),  # reported: no first day, so nothing is too early
        ("since=2026-12-01", {"filing", "talk"}),
    ],
)
def test_days_filter_milestones_by_overlap(client, world, query, kept):
    page = get(client, f"/milestones/?company=aster-bio&{query}")
    found = {link.rsplit("/", 2)[1] for link in page.xpath("//main//tbody/tr/th/a/@href")}
    assert found == {world.milestones[name].slug for name in kept}


def test_a_date_that_is_none_is_told_and_filters_nothing(client, world):
    page = get(client, "/milestones/?since=yesterday")
    assert len(names(page)) == Milestone.objects.count()
    assert words(page.find_class("error")[0]) == "“yesterday” is no day. Write it like 2024-05-09."


@pytest.mark.parametrize("text", ["kneera", "AST-1", "ast-1"])
def test_programs_are_found_by_name_and_alias(client, world, text):
    assert names(get(client, f"/programs/?q={text}")) == ["AST-1 Aster Bio, Inc."]


def test_a_refused_alias_finds_nothing(client, world):
    assert names(get(client, "/programs/?q=wrongmab")) == []


def test_the_form_of_texts_keeps_facets_and_sorting_but_not_the_page(client, world):
    form = get(client, "/programs/?company=aster-bio&sort=-name&page=2&q=x").xpath("//form[contains(@class, 'texts')]")[0]
    assert [(field.get("name"), field.get("value")) for field in form.xpath(".//input[@type='hidden']")] == [
        ("company", "aster-bio"),
        ("sort", "-name"),
    ]


def test_a_milestone_in_a_list_tells_what_when_how_it_moved_and_who_said_so(client, world):
    rows = {row["Milestone"]: row for row in table(get(client, "/milestones/?company=aster-bio"))}
    assert rows["Trial initiated · Phase 2 knee osteoarthritis (KOA), China"] == {
        "Milestone": "Trial initiated · Phase 2 knee osteoarthritis (KOA), China",
        "Program, company": "AST-1 Aster Bio, Inc.",
        "Regulator": "–",
        "Date": "Oct 2023 expected H2 2023 was H1 2023",
        "Status": "Occurred",
        "Source": "6 Nov 2023 press release",
    }
    assert rows["IND or CTA accepted · Phase 2 knee osteoarthritis (KOA), China"]["Regulator"] == "CFDA (now NMPA)"
    assert rows["IND or CTA accepted · Phase 2 knee osteoarthritis (KOA), China"]["Status"] == "Occurred Unconfirmed"
    filing = rows["Marketing application submitted knee osteoarthritis (KOA), United States"]
    assert (filing["Date"], filing["Status"], filing["Source"]) == (
        "2026 was by 31 Dec 2025",
        "Expected Sources disagree",
        "2 Jun 2025 staff",
    )
    assert rows["Data readout · Phase 2 knee osteoarthritis (KOA)"]["Program, company"] == "AST-1, AST-2 Aster Bio, Inc."
    assert rows["Data readout · Phase 2 knee osteoarthritis (KOA)"]["Status"] == "Overdue for 966 to 1056 days"
    assert rows["Decision due knee osteoarthritis (KOA), United States"]["Status"] == "Answered by another event"
    assert rows["Presentation · Joint Congress; P12"]["Status"] == "Date passed, unconfirmed"


def test_the_other_lists_show_whole_rows(client, world):
    assert table(get(client, "/programs/?q=BIR-9")) == [
        {
            "Program, company": "BIR-9 Birch Therapeutics plc",
            "Indication": "melanoma",
            "Modality": "Small molecule",
            "Furthest phase": "Phase 1 Clinical hold",
            "Next milestone": "–",
            "Last source": "3 Sep 2024",
        }
    ]
    assert table(get(client, "/companies/?q=Aster"))[0] == {
        "Company": "Aster Bio, Inc.",
        "Listing": "NASDAQ: ASTR",
        "Programs": "2",
        "Furthest phase": "Approved",
        "Next milestone": "Presentation · 125 7 Dec 2026",
        "Overdue": "1",
        "Last source": "1 Feb 2024",
    }
    assert table(get(client, "/trials/")) == [
        {
            "Trial": "NCT01234567 BIR-9 in melanoma",
            "Sponsor": "Birch Therapeutics plc",
            "Program": "BIR-9",
            "Conditions": "–",
            "Phase": "Phase 1",
            "Status": "Recruiting",
        }
    ]
    assert table(get(client, "/regulators/?q=CFDA")) == [
        {
            "Regulator": "National Medical Products Administration (NMPA)",
            "Former names": "China Food and Drug Administration (CFDA) 2013 to 2018; "
            "State Food and Drug Administration (SFDA) 2003 to 2013; State Drug Administration (SDA) 1998 to 2003",
            "Territory": "China",
            "Programs": "2",
            "Milestones": "2",
        }
    ]
    assert table(get(client, "/documents/?company=birch-therapeutics")) == [
        {
            "Document": "Birch put on hold",
            "Company": "Birch Therapeutics plc",
            "Kind": "Press release",
            "Published": "3 Sep 2024",
            "Claims": "4",
        }
    ]
    assert table(get(client, "/runs/")) == [
        {
            "Started": "1 Nov 2026, 12:00 UTC",
            "Command": "ingest",
            "State": "Done with refusals",
            "Documents read": "3",
            "New": "1",
            "Unchanged": "1",
            "Refused": "1",
            "Claims": "0",
        }
    ]


def test_a_running_trial_leads_over_an_application_of_the_same_phase(client, world):
    world.bir9.standings.filter(territory="US").delete()
    (row,) = table(get(client, "/programs/?q=BIR-9"))
    assert row["Furthest phase"] == "Phase 1 application accepted, trial not started No development reported since 3 Sep 2024"


def test_documents_are_filtered_by_year_and_day(client, world):
    assert facet(get(client, "/documents/"), "year") == [("2025", 1), ("2024", 2), ("2023", 2), ("2022", 1), ("2017", 1)]
    assert names(get(client, "/documents/?year=2017")) == ["Aster's application accepted"]
    assert len(names(get(client, "/documents/?since=2024-02-01&until=2024-12-31"))) == Document.objects.filter(published__year=2024).count()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "regulators"])
def test_an_empty_list_names_the_command_that_fills_it(client, db, name):
    page = get(client, f"/{name}/")
    assert "python manage.py ingest PATH" in [words(code) for code in page.xpath("//main//pre")]


def test_rows_are_listed_on_the_day_that_is_asked_about(db, world):
    before = dt.date(2024, 3, 31)
    assert dict(milestones.MilestoneList().rows(before).values_list("slug", "state"))["ast-1-data-readout"] == "upcoming"


def test_every_filter_of_a_list_is_a_facet_a_text_a_day_a_silence_a_program_or_a_cell_of_the_landscape():
    kinds = {type(item).__name__ for page in PAGES.values() for item in page.filters.base_filters.values()}
    assert kinds == {"Facet", "Text", "Day", "Development", "OfProgram", "AtFilter"}
    assert {page.filters for page in PAGES.values()} == set(filters.Filters.__subclasses__())
    assert {page.table for page in PAGES.values()} == set(tables.Table.__subclasses__())
