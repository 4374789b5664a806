"""What the pages of one thing say, whole sections at a time."""

import pytest
from django.urls import resolve

from pipeline_tracker.models import Company, Document
from pipeline_tracker.web.urls import urlpatterns
from tests.web.html import get, section, table, words
from tests.world import TODAY


def facts(page):
    """The pairs at the top of a page."""
    return {words(pair.find("dt")): words(pair.find("dd")) for pair in page.find_class("facts")[0].findall("div")}


def items(element):
    return [words(item) for item in element.xpath(".//li")]


# --- a program ----------------------------------------------------------------------------------------------------------


def test_a_program_shows_its_names_but_none_that_staff_refused(client, world):
    page = get(client, world.ast1.get_absolute_url())
    assert facts(page) == {
        "Company": "Aster Bio, Inc. NASDAQ: ASTR",
        "Also called": "Kneera",
        "Modality": "Cell therapy, allogeneic",
        "Indications": "knee osteoarthritis (KOA)",
    }


def test_a_program_tells_where_it_stands_for_each_territory(client, world):
    page = get(client, world.ast1.get_absolute_url())
    assert table(section(page, "standings"), ".//table") == [
        {
            "Indication": "knee osteoarthritis (KOA)",
            "Territory": "United States",
            "Phase": "Approved",
            "How that is known": "approved",
            "Since": "1 Feb 2024",
            "Shown by": "Approved",
        },
        {
            "Indication": "knee osteoarthritis (KOA)",
            "Territory": "China",
            "Phase": "Phase 2 “Phase II”",
            "How that is known": "trial started",
            "Since": "Oct 2023",
            "Shown by": "Trial initiated · Phase 2",
        },
    ]


def test_an_accepted_application_never_reads_as_a_running_trial(client, world):
    page = get(client, world.bir9.get_absolute_url())
    china = next(row for row in table(section(page, "standings"), ".//table") if row["Territory"] == "China")
    assert (china["Phase"], china["How that is known"]) == (
        "Phase 1 application accepted, trial not started No development reported since 3 Sep 2024",
        "application accepted, trial not started",
    )


def test_a_program_lists_its_milestones_by_date_with_what_was_said_before(client, world):
    rows = table(section(get(client, world.ast1.get_absolute_url()), "milestones"), ".//table")
    assert [(row["Milestone"].split(" knee")[0], row["Regulator"], row["Expected"], row["Occurred"], row["Status"]) for row in rows] == [
        ("IND or CTA accepted · Phase 2", "CFDA (now NMPA)", "–", "reported by 20 Mar 2017", "Occurred Unconfirmed"),
        ("Trial initiated · Phase 2", "–", "H2 2023 was H1 2023", "Oct 2023", "Occurred"),
        ("Approved", "FDA", "–", "1 Feb 2024", "Occurred"),
        ("Decision due", "FDA", "1 Mar 2024", "–", "Answered by another event by Approved"),
        ("Data readout · Phase 2", "–", "Q1 2024", "–", "Overdue for 966 to 1056 days"),
        ("Presentation · Joint Congress; P12", "–", "8 Nov 2024", "–", "Date passed, unconfirmed"),
        ("Presentation · 125", "–", "7 Dec 2026", "–", "Expected Unconfirmed"),
        ("Marketing application submitted", "FDA", "2026 was by 31 Dec 2025", "–", "Expected Sources disagree"),
    ]


def test_every_milestone_of_a_program_is_one_click_from_its_sentence(client, world):
    page = get(client, world.ast1.get_absolute_url())
    rows = table(section(page, "milestones"), ".//table")
    assert rows[1]["Evidence"] == (
        'Press release AST-1 ("Kneera") entered Phase II in October 2023. 6 Nov 2023 also 9 May 2023, 9 Aug 2022'
    )
    (link,) = page.xpath("//tr[@id='m-ast-1-trial-initiated']//a[@class='source']/@href")
    assert link == f"{world.documents['start'].get_absolute_url()}#c0-50"
    assert rows[-1]["Evidence"] == (
        "Staff curator, 2 Jun 2025: Said at the annual meeting. Press release A BLA goes in by the end of 2025. 9 May 2023"
    )


def test_the_timeline_says_in_words_what_it_draws_and_links_to_the_table(client, world):
    page = get(client, world.ast1.get_absolute_url())
    (chart,) = page.xpath("//div[@role='region' and contains(@class, 'timeline')]")
    said = {link.get("href"): " ".join(link.find_class("name")[0].text_content().split()) for link in chart.xpath(".//a")}
    assert said["#m-ast-1-trial-initiated"] == (
        "Trial initiated · Phase 2 knee osteoarthritis (KOA), China: occurred Oct 2023 (was H1 2023, H2 2023)"
    )
    assert said["#m-ast-1-data-readout"] == "Data readout · Phase 2 knee osteoarthritis (KOA): overdue, Q1 2024"
    assert {address.removeprefix("#") for address in said} == set(page.xpath("//tr/@id"))
    assert "as of 1 Feb 2024" in words(chart.find_class("axis")[0])


def test_talks_tell_congress_place_and_local_time_and_what_is_not_stated(client, world):
    assert items(section(get(client, world.ast1.get_absolute_url()), "talks")) == [
        "Congress Joint Congress Abstract or submission P12 Place Bergen Local time 8 Nov 2024, 07:00 to 08:00 ET 6 Nov 2023",
        "Congress congress not stated Abstract or submission 125 Place Orlando Local time 7 Dec 2026 6 Nov 2023",
    ]


def test_attributes_tell_who_says_them(client, world):
    assert items(section(get(client, world.ast1.get_absolute_url()), "attributes")) == [
        "Modality Cell therapy Press release CFDA accepted AST-1 20 Mar 2017",
        "Origin Allogeneic Staff curator, 1 Jan 2025: Annual report.",
    ]


def test_a_program_that_nobody_checked_says_so(client, world):
    assert "Unconfirmed" in words(get(client, world.ast2.get_absolute_url()).find_class("lead")[0])
    assert "Unconfirmed" not in words(get(client, world.ast1.get_absolute_url()).find_class("lead")[0])


def test_a_program_without_anything_says_what_is_missing(client, world):
    world.milestones["readout"].programs.remove(world.ast2)
    said = words(get(client, world.ast2.get_absolute_url()).xpath("//main")[0])
    assert "No source has told a phase of this program yet." in said
    assert "No milestone of this program has a date." in said


# --- a company ----------------------------------------------------------------------------------------------------------


def chart(page):
    """The pipeline chart: program and territory with the words of each phase that is not ahead."""
    rows = []
    for row in page.xpath("//table[contains(@class, 'pipeline')]/tbody/tr[not(@class='group')]"):
        name = words(row.find("th")) if row.find("th") is not None else "same"
        cells = row.xpath("./td[contains(@class, 'stage')]")
        rows.append((name, words(row.findall("td")[1]), [(cell.get("class").split()[1], cell.text_content()) for cell in cells]))
    return rows


def test_the_pipeline_chart_has_a_row_for_each_standing_and_tells_applications_from_trials(client, world):
    ahead, reached = ("ahead", "not reached"), ("reached", "reached")
    assert chart(get(client, world.birch.get_absolute_url())) == [
        ("BIR-9", "China", [reached, reached, ("waiting", "application accepted, trial not started"), *[ahead] * 6]),
        ("same", "United States", [reached, reached, ("current", "current"), *[ahead] * 6]),
    ]


def test_a_program_without_a_phase_is_in_the_chart_and_says_so(client, world):
    assert chart(get(client, world.aster.get_absolute_url()))[-1] == ("AST-2", "–", [("ahead", "not known")] * 9)


def test_a_company_sorts_its_milestones_by_what_became_of_them(client, world):
    page = get(client, world.aster.get_absolute_url())
    found = {
        name: [row["Milestone"].split(" knee")[0] for row in table(section(page, name), ".//table")]
        for name in ("overdue", "expected", "occurred", "closed")
    }
    assert found == {
        "overdue": ["Presentation · Joint Congress; P12", "Data readout · Phase 2"],
        "expected": ["Presentation · 125", "Marketing application submitted"],
        "occurred": ["Approved", "Trial initiated · Phase 2", "IND or CTA accepted · Phase 2"],
        "closed": ["Decision due"],
    }


def test_figures_name_every_source_and_are_told_once(client, world):
    page = get(client, world.aster.get_absolute_url())
    assert [table(metric, ".//table") for metric in page.find_class("metric")] == [
        [{"Period": "Q1 2023", "Amount": "12.5 million USD", "Source": "9 May 2023, 1 Feb 2024"}],
        [{"Period": "31 Dec 2023", "Amount": "90 million USD", "Source": "1 Feb 2024"}],
    ]


def test_figures_that_differ_are_both_shown_and_marked(client, world):
    world.aster.financial_results.filter(document=world.documents["approval"], metric="net_loss").update(amount=14_000_000)
    page = get(client, world.aster.get_absolute_url())
    assert [row["Amount"] for row in table(page.find_class("metric")[0], ".//table")] == [
        "12.5 million USD sources disagree",
        "14 million USD sources disagree",
    ]


def test_a_company_shows_other_and_former_names(client, world):
    assert facts(get(client, world.aster.get_absolute_url()))["Also called"] == "Aster Cells former name"


def test_names_in_any_script_are_shown(client, world):
    assert words(get(client, world.cedar.get_absolute_url()).find(".//h1")) == "Cedar 细胞生物"


# --- a milestone --------------------------------------------------------------------------------------------------------


def claims(page):
    return [words(item) for item in page.xpath("//ol[@class='claims']/li")]


def test_a_milestone_tells_every_claim_oldest_first_in_the_sources_words(client, world):
    assert claims(get(client, world.milestones["started"].get_absolute_url())) == [
        "9 Aug 2022 Press release Aster plans a trial Expected H1 2023 AST-1 enters Phase II in the first half of 2023.",
        "9 May 2023 Press release Aster reports its quarter Expected H2 2023 AST-1 now enters Phase II in the second half of 2023.",
        "6 Nov 2023 Press release Aster starts Phase II & more decides Occurred Oct 2023 in the source's words “in October 2023” · "
        "verb “entered” · “Phase II” "
        'AST-1 ("Kneera") entered Phase II in October 2023. Kneera stated again',
    ]


def test_what_staff_said_has_reason_and_author_and_what_they_retracted_is_struck_through(client, world):
    page = get(client, world.milestones["filing"].get_absolute_url())
    assert claims(page) == [
        "9 May 2023 Press release Aster reports its quarter Expected by 31 Dec 2025 · FDA A BLA goes in by the end of 2025.",
        "5 Jan 2024 Staff curator retracted 1 Nov 2026, curator Expected 2024 Reason: Misheard on the call.",
        "2 Jun 2025 Staff curator decides Expected 2026 Reason: Said at the annual meeting.",
    ]
    (struck,) = page.xpath("//ol[@class='claims']/li[contains(@class, 'withdrawn')]")
    assert words(struck.find("del")) == "Expected 2024"
    assert "Sources disagree. A source of 2023-05-09 disagrees with staff." in words(page.find_class("note")[0])


def test_flags_are_told_in_words(client, world):
    page = get(client, world.milestones["accepted"].get_absolute_url())
    assert items(page.find_class("flags")[0]) == [
        "the source's verb may mean accepted for review or permitted to start; acceptance alone starts no trial"
    ]
    assert "waits for a person to confirm it" in words(page.find_class("note")[0])
    page = get(client, world.milestones["talk"].get_absolute_url())
    assert items(page.find_class("flags")[0]) == ["the source does not name the congress"]


def test_claims_below_the_threshold_are_not_shown(client, world):
    world.milestones["started"].claims.filter(document=world.documents["plan"]).update(review="withheld", milestone=None)
    page = get(client, world.milestones["started"].get_absolute_url())
    assert len(claims(page)) == 2
    assert "H1 2023" not in words(page.xpath("//main")[0])


def test_an_answered_expectation_and_its_answer_link_to_each_other(client, world):
    decision, approved = world.milestones["decision"], world.milestones["approved"]
    assert facts(get(client, decision.get_absolute_url()))["Answered by"] == "Approved 1 Feb 2024"
    assert facts(get(client, approved.get_absolute_url()))["Answers"] == "Decision due 1 Mar 2024"


# --- trials ------------------------------------------------------------------------------------------------------------


def test_a_trial_shows_its_numbers_and_milestones(client, world):
    page = get(client, world.trial.get_absolute_url())
    assert facts(page) == {
        "Sponsor": "Birch Therapeutics plc as registered: Birch Therapeutics",
        "Program": "BIR-9",
        "Status": "Recruiting",
        "Phase": "Phase 1",
        "Enrolment": "24",
        "Conditions": "–",
        "Other numbers": "2024-000001-11 EudraCT",
        "Registry": "ClinicalTrials.gov",
    }
    assert [row["Milestone"] for row in table(section(page, "milestones"), ".//table")] == [
        "First patient dosed · Phase 1 melanoma, United States"
    ]


# --- a document ---------------------------------------------------------------------------------------------------------


def test_a_document_shows_its_whole_text_as_stored_with_nothing_but_numbers_added(client, world):
    document = world.documents["start"]
    page = get(client, document.get_absolute_url())
    (text,) = page.xpath("//div[@class='text']")
    for number in text.xpath(".//a[@class='ref']"):
        number.drop_tree()
    assert text.text_content() == document.text


def test_text_that_looks_like_markup_stays_text(client, world):
    content = client.get(world.documents["start"].get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; other marks stay text." in content
    assert "<script" not in content
    assert "Cedar 细胞生物 opens &lt;b&gt;its&lt;/b&gt; office" in client.get(world.documents["cedar"].get_absolute_url()).content.decode()
    assert words(get(client, world.documents["cedar"].get_absolute_url()).find(".//h1")) == "Cedar 细胞生物 opens <b>its</b> office"


def test_passage_and_fact_link_to_each_other(client, world):
    page = get(client, world.documents["start"].get_absolute_url())
    for fact in page.xpath("//ol[@class='margin-facts']/li"):
        number = fact.get("id").removeprefix("fact-")
        places = fact.xpath(".//p[@class='places']/a/@href")
        assert places
        for place in places:
            (mark,) = page.xpath(f"//mark[@id='{place.removeprefix('#')}']")
            assert f"#fact-{number}" in mark.xpath(".//a[@class='ref']/@href")


def test_the_margin_lists_every_fact_in_the_order_of_the_text(client, world):
    page = get(client, world.documents["start"].get_absolute_url())
    assert [words(fact.find_class("fact")[0]) for fact in page.xpath("//ol[@class='margin-facts']/li")] == [
        "1 Program: AST-1",
        "2 Trial initiated · Phase 2 Occurred Oct 2023",
        "3 Decision due Expected 1 Mar 2024",
        "4 Presentation · Joint Congress; P12 Expected 8 Nov 2024",
        "5 Presentation · 125 Expected 7 Dec 2026 Unconfirmed",
    ]


@pytest.mark.parametrize("values", [{"review": "rejected"}, {"review": "withheld", "milestone": None}])
def test_a_rejected_or_withheld_claim_is_not_marked(client, world, values):
    world.milestones["decision"].claims.update(**values)
    page = get(client, world.documents["start"].get_absolute_url())
    assert "Decision due" not in words(page.find_class("margin")[0])


def test_a_document_tells_where_it_comes_from(client, world):
    document = world.documents["start"]
    assert facts(get(client, document.get_absolute_url())) == {
        "Company": "Aster Bio, Inc. as printed: Aster Bio, Inc. (NASDAQ: ASTR)",
        "Kind": "Press release",
        "Published": "6 Nov 2023 known from: the dateline",
        "Retrieved": "1 Nov 2026, 12:00 UTC",
        "File or address": "releases/aster-starts-phase-ii-more.txt",
        "SHA-256": document.sha256,
        "Read by": "rules 1, ingest 1 Nov 2026, 12:00 UTC",
    }


# --- runs and the front page --------------------------------------------------------------------------------------------


def test_a_run_tells_what_it_read_and_why_it_refused(client, world):
    page = get(client, world.run.get_absolute_url())
    assert facts(page)["Documents read"] == "3 1 new, 1 unchanged, 1 refused"
    assert table(section(page, "notes"), ".//table") == [
        {"Level": "Refused", "Source": "releases/undated.txt", "Message": "No publication date. Give --published.", "Code": "no-date"}
    ]
    assert len(items(section(page, "documents"))) == Document.objects.filter(run=world.run).count()


def test_the_front_page_tells_what_comes_next_what_is_overdue_and_what_moved(client, world):
    page = get(client, "/")
    assert words(page.find_class("lead")[0]).startswith(
        "3 companies · 3 programs · 12 milestones · 7 documents · Newest source: 1 Jun 2025."
    )
    assert items(section(page, "coming")) == [
        "7 Dec 2026 Presentation · 125 AST-1 Aster Bio, Inc. Unconfirmed",
        "2026 Marketing application submitted AST-1 Aster Bio, Inc. · knee osteoarthritis (KOA), United States Sources disagree",
    ]
    assert items(section(page, "overdue")) == ["Q1 2024 Data readout · Phase 2 AST-1, AST-2 Aster Bio, Inc. · knee osteoarthritis (KOA)"]
    assert items(section(page, "moved")) == [
        "by 31 Dec 2025 2026 Marketing application submitted AST-1 Aster Bio, Inc. · knee osteoarthritis (KOA), United States "
        "later, as stated on 2 Jun 2025",
        "H1 2023 H2 2023 Trial initiated · Phase 2 AST-1 Aster Bio, Inc. · knee osteoarthritis (KOA), China later, as stated on 9 May 2023",
    ]
    assert table(section(page, "phases"), ".//table") == [
        {"Phase": "Phase 1", "Programs": "1", "": ""},
        {"Phase": "Phase 2", "Programs": "1", "": ""},
        {"Phase": "Approved", "Programs": "1", "": ""},
    ]


def test_an_empty_front_page_names_the_command_that_fills_it(client, db, today):
    page = get(client, "/")
    assert [words(code) for code in page.xpath("//main//pre")] == ["python manage.py ingest PATH"]


# --- every page ---------------------------------------------------------------------------------------------------------


def every(world):
    """A page of every kind; what has a file or a feed beside it, too."""
    return [
        "/",
        *(f"/{name}/" for name in ("programs", "companies", "milestones", "trials", "regulators", "documents", "runs", "about", "search")),
        *(f"/{name}/" for name in ("landscape", "benchmarks", "calendar", "changes")),
        *(
            row.get_absolute_url()
            for row in (world.ast1, world.aster, world.trial, world.run, world.documents["start"], world.milestones["filing"])
        ),
        f"{world.aster.get_absolute_url()}track-record/",
        "/regulators/NMPA/",
        f"{world.documents['start'].get_absolute_url()}?layer=ledger",
        "/landscape/?by=area",
        "/benchmarks/?by=modality",
        f"{world.ast1.get_absolute_url()}?as_of=2024-01-01",
    ]


NO_PAGES = {
    "benchmarks_file",
    "landscape_file",
    "track_record_file",
    "export",
    "table",
    "calendar_ics",
    "changes_atom",
    "changes_json",
    "set_language",
}


def test_every_page_is_among_those_that_are_looked_at(world):
    looked_at = {resolve(address.split("?")[0]).url_name for address in every(world)}
    assert {pattern.name for pattern in urlpatterns if pattern.name and "sitemap" not in pattern.name} - NO_PAGES == looked_at


def test_every_page_has_one_heading_a_title_a_canonical_address_and_ids_that_are_unique(client, world):
    for address in every(world):
        page = get(client, address)
        assert len(page.xpath("//h1")) == 1, address
        assert words(page.find(".//title")).endswith(" · Pipeline Tracker"), address
        assert page.xpath("//link[@rel='canonical']/@href") == [f"http://testserver{address.split('?')[0]}"]
        ids = page.xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), address
        assert page.xpath("//*[@style]|//script[text() or not(starts-with(@src, '/static/'))]|//style") == [], address


def test_the_navigation_tells_where_one_is(client, world):
    page = get(client, world.ast1.get_absolute_url())
    assert [(words(link), link.get("aria-current")) for link in page.xpath("//header//nav//a[@aria-current]")] == [("Programs", "true")]


def test_pages_are_read_only(client, world):
    for address in every(world):
        assert client.post(address).status_code == 405, address


def test_what_is_overdue_depends_on_the_day_only(client, world, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY.replace(year=2024, month=2))
    rows = table(section(get(client, world.ast1.get_absolute_url()), "milestones"), ".//table")
    assert {row["Milestone"].split(" knee")[0]: row["Status"] for row in rows}["Data readout · Phase 2"] == "Expected"


def test_a_company_without_documents_names_the_command(client, db, today):
    company = Company.objects.create(name="New Bio", key="newbio", slug="new-bio")
    page = get(client, company.get_absolute_url())
    assert [words(code) for code in page.xpath("//main//pre")] == ["python manage.py ingest PATH"]
