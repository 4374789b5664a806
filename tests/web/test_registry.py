"""Registry records and table rows on pages: beside what releases say, each with its source."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from pipeline_tracker.ingest.registry import study
from pipeline_tracker.models import Claim, Company, Document, Program, Trial, TrialIdentifier
from pipeline_tracker.web.presenters import trials as codes
from tests.web.html import facet, get, section, table, words
from tests.web.test_lists import names
from tests.web.test_pages import facts, items


def evidence(page, milestone):
    """The evidence cell of a milestone's row: one text for each claim that it quotes."""
    rows = [row for row in page.xpath("//table[contains(@class, 'milestones')]/tbody/tr") if words(row.find("th")).startswith(milestone)]
    return [words(told) for row in rows for told in row.find_class("told")]


# --- a trial ------------------------------------------------------------------------------------------------------------


def test_a_trial_shows_what_its_record_says_in_words(client, registered):
    page = get(client, registered.registered.get_absolute_url())
    assert words(page.find(".//h1")) == "NCT07654321 KNEES"
    assert facts(page) == {
        "Sponsor": "Aster Bio, Inc. Industry as registered: Aster Bio",
        "Collaborators": "Dover University University, hospital or foundation",
        "Program": "AST-1 depot",
        "Status": "Recruiting",
        "Phase": "Phase 3",
        "Enrolment": "120 (estimated)",
        "Conditions": "knee osteoarthritis (KOA) MeSH: Osteoarthritis, Knee",
        "Other numbers": "AST1-301 Sponsor's protocolNCT07000001 Former NCT number",
        "Registry": "ClinicalTrials.gov",
        "Sites in": "Norway Sites prove no regulator's consent.",
    }
    assert table(section(page, "interventions"), ".//table") == [
        {"Name": "AST-1 depot", "Type": "Biological", "Role": "experimental"},
        {"Name": "Placebo", "Type": "Drug", "Role": "comparator"},
    ]


def test_a_trial_leads_out_to_its_registry(client, registered):
    (link,) = get(client, registered.registered.get_absolute_url()).find_class("registry")
    assert (link.get("href"), words(link)) == ("https://clinicaltrials.gov/study/NCT07654321", "See it at ClinicalTrials.gov")


def test_a_trial_named_by_its_sponsor_leads_to_no_registry(client, registered):
    trial = Trial.objects.create(company=registered.aster, registry="sponsor", identifier="KNEES-2", slug="aster-bio-knees-2")
    assert get(client, trial.get_absolute_url()).find_class("registry") == []


def test_what_release_and_record_say_stands_side_by_side_each_with_its_source(client, registered):
    told = [
        "Registry record Start: 11 Mar 2025 (actual) "
        '/protocolSection/statusModule/startDateStruct {"date":"2025-03-11","type":"ACTUAL"} 2 Jun 2025 also 3 Feb 2025',
        "Press release Aster has started KNEES, its Phase III trial. 10 Jan 2025",
    ]
    for row in (registered.registered, registered.depot, registered.aster):
        assert evidence(get(client, row.get_absolute_url()), "Trial initiated · Phase 3") == told, row


def test_every_claim_about_a_milestone_names_its_kind_of_source(client, registered):
    page = get(client, registered.milestones["registered start"].get_absolute_url())
    assert [words(tag) for tag in page.xpath("//ol[@class='claims']//span[contains(@class, 'origin')]")] == [
        "Press release",
        "Registry record",
        "Registry record",
    ]


def test_the_quote_of_a_record_is_shown_word_for_word(client, registered):
    claim = Claim.objects.get(document=registered.documents["newer record"])
    page = get(client, registered.registered.get_absolute_url())
    quotes = [quote.text_content() for quote in page.xpath("//q[@class='literal']")]
    assert claim.quote in quotes


def test_a_row_of_a_table_is_quoted_as_it_stands(client, registered):
    (told,) = evidence(get(client, registered.depot.get_absolute_url()), "Launched")
    assert told == (
        "Table row company: Aster Bio programs: AST-1 depot kind: launched status: expected when: 2028 "
        "source_quote: We plan to launch in 2028. as_of: 2025-07-01 1 Jul 2025"
    )


def test_the_versions_of_a_record_are_listed_newest_first_and_other_documents_apart(client, registered):
    page = get(client, registered.registered.get_absolute_url())
    assert items(section(page, "records")) == [
        "2 Jun 2025 AST-1 Depot in Knee Osteoarthritis in force on 9 Jun 2025",
        "3 Feb 2025 AST-1 Depot in Knee Osteoarthritis",
    ]
    assert items(section(page, "documents")) == ["10 Jan 2025 Aster starts Phase III Press release, Aster Bio, Inc."]


def test_attributes_of_a_trial_are_told_in_words_beside_the_literal_record(client, registered):
    assert items(section(get(client, registered.registered.get_absolute_url()), "attributes"))[-3:] == [
        'Trial status Recruiting Registry record /protocolSection/statusModule {"overallStatus":"RECRUITING"} 2 Jun 2025',
        "Trial enrolment 120 (estimated) Registry record "
        '/protocolSection/designModule/enrollmentInfo {"count":120,"type":"ESTIMATED"} 2 Jun 2025',
        'Trial phase Phase 3 Registry record /protocolSection/designModule/phases ["PHASE3"] 2 Jun 2025',
    ]


def test_a_number_of_participants_is_called_estimated_only_where_a_claim_of_that_number_says_so(client, registered):
    Trial.objects.filter(pk=registered.registered.pk).update(enrollment=118)
    assert facts(get(client, registered.registered.get_absolute_url()))["Enrolment"] == "118"


@pytest.mark.parametrize(("value", "shown"), [("NA", "Not applicable"), ("", "–")])
def test_a_phase_does_not_apply_only_where_the_record_says_so(client, registered, value, shown):
    registered.registered.attribute_claims.filter(field="trial.phase").update(value=value)
    Trial.objects.filter(pk=registered.registered.pk).update(phase="")
    assert facts(get(client, registered.registered.get_absolute_url()))["Phase"] == shown


def test_a_trial_that_several_companies_name_has_a_page_that_says_that_its_sponsor_is_not_known(client, registered):
    page = get(client, "/trials/nct07654323/")
    assert facts(page)["Sponsor"] == "not known several companies name this trial, and no registry record tells whose it is"


def test_a_name_that_two_sponsors_give_leads_only_to_documents_of_ones_own(client, registered):
    ours = Trial.objects.create(company=registered.aster, registry="sponsor", identifier="DAWN", slug="aster-bio-dawn")
    theirs = Trial.objects.create(company=registered.birch, registry="sponsor", identifier="DAWN", slug="birch-therapeutics-dawn")
    document = registered.documents["held"]
    document.trial_mentions.create(company=registered.birch, registry="sponsor", identifier="DAWN", start=0, end=3, quote="FDA")
    assert get(client, ours.get_absolute_url()).xpath("//section[@aria-labelledby='documents']") == []
    assert items(section(get(client, theirs.get_absolute_url()), "documents")) == [
        "3 Sep 2024 Birch put on hold Press release, Birch Therapeutics plc"
    ]
    (fact,) = get(client, document.get_absolute_url()).xpath("//li[contains(., 'Trial: DAWN')]//p[@class='fact']/a/@href")
    assert fact == theirs.get_absolute_url()


# --- programs and companies ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "confirmed", "unconfirmed"), [("document", False, True), ("document", True, False), ("registry", False, False)]
)
def test_a_program_is_unconfirmed_where_nothing_but_releases_names_it(client, registered, source, confirmed, unconfirmed):
    Program.objects.filter(pk=registered.depot.pk).update(source=source, confirmed=confirmed)
    lead = words(get(client, registered.depot.get_absolute_url()).find_class("lead")[0])
    assert ("Unconfirmed" in lead) == unconfirmed


def test_a_doubt_about_a_program_is_a_note_and_only_staff_are_led_to_decide_it(client, registered):
    note = "To check. Its name adds words to that of AST-1: it may be the same product."
    address = registered.depot.get_absolute_url()
    assert words(get(client, address).find_class("note")[0]) == note
    client.force_login(get_user_model().objects.create_user("member", is_staff=True))
    (shown,) = get(client, address).find_class("note")
    assert words(shown) == f"{note} Decide it"
    assert shown.find("a").get("href") == f"/admin/pipeline_tracker/program/{registered.depot.pk}/change/"
    assert get(client, registered.ast1.get_absolute_url()).find_class("note") == []


def test_a_program_lists_its_trials_with_phase_and_status(client, registered):
    assert table(section(get(client, registered.depot.get_absolute_url()), "trials"), ".//table") == [
        {
            "Trial": "NCT07654321 KNEES",
            "Title": "AST-1 Depot in Knee Osteoarthritis",
            "Phase": "Phase 3",
            "Status": "Recruiting",
            "Enrolment": "120",
        }
    ]


def test_milestones_of_several_trials_of_a_program_are_told_apart(client, registered):
    rows = table(section(get(client, registered.depot.get_absolute_url()), "milestones"), ".//table")
    assert [row["Milestone"] for row in rows] == [
        "Trial initiated · Phase 3 knee osteoarthritis (KOA) Trial NCT07654321",
        "Trial completed · Phase 3 knee osteoarthritis (KOA) Trial NCT07654321",
        "Launched",
    ]


def test_a_company_shows_the_class_that_a_registry_gives_it(client, registered):
    assert facts(get(client, "/companies/dover-university/"))["Class"] == "University, hospital or foundation as a registry classes it"


def test_sponsors_outside_industry_are_listed_on_request_only(client, registered):
    page = get(client, "/companies/")
    assert "Dover University" not in names(page)
    assert facet(page, "kind") == [("Companies and other organisations with programs", 3), ("Sponsors outside industry", 1)]
    outside = get(client, "/companies/?kind=sponsor")
    assert (words(outside.find_class("count")[0]), names(outside)) == ("1 organisation", ["Dover University"])
    assert len(names(get(client, "/companies/?kind=sponsor&kind=pipeline"))) == 4


def test_a_university_with_a_program_of_its_own_is_listed(client, registered):
    Program.objects.create(company=Company.objects.get(slug="dover-university"), name="DU-1", key="du1", slug="du-1")
    assert "Dover University" in names(get(client, "/companies/"))


def test_the_front_page_counts_those_that_the_list_shows(client, registered):
    assert words(get(client, "/").find_class("lead")[0]).startswith("3 companies · 4 programs · 15 milestones · 11 documents ·")


# --- documents ----------------------------------------------------------------------------------------------------------


def parts(page):
    return {words(part.find("dt")): words(part.xpath(".//p[@class='value']")[0]) for part in page.xpath("//dl[@class='parts']/div")}


def literal(page):
    """The stored text as the page shows it, without the numbers of facts."""
    for number in page.xpath("//dl[@class='parts']//a[@class='ref']"):
        number.drop_tree()
    return "\n".join(text.text_content() for text in page.xpath("//dl[@class='parts']//p[contains(@class, 'literal')]"))


def test_a_record_is_shown_field_by_field_in_words(client, registered):
    assert parts(get(client, registered.documents["newer record"].get_absolute_url())) == {
        "Number and title": "NCT07654321 AST-1 Depot in Knee Osteoarthritis",
        "Sponsor's protocol": "AST1-301",
        "Acronym": "KNEES",
        "Status": "Recruiting",
        "Start": "11 Mar 2025 (actual)",
        "Completion": "Dec 2027 (estimated)",
        "Sponsor": "Aster Bio (Industry)",
        "Collaborator": "Dover University (University, hospital or foundation)",
        "Condition": "Knee Osteoarthritis",
        "MeSH term": "Osteoarthritis, Knee (D020370)",
        "Phase": "Phase 3",
        "Enrolment": "120 (estimated)",
        "Arm": "Depot (experimental)",
        "Intervention": "AST-1 depot (Biological); also called AD1",
        "Country": "Norway",
    }


def test_a_row_of_a_table_is_shown_cell_by_cell_in_words(client, registered):
    assert parts(get(client, registered.documents["row"].get_absolute_url())) == {
        "Row": "milestones.csv row 2",
        "Table": "milestones",
        "Company": "Aster Bio",
        "Programs": "AST-1 depot",
        "Kind": "Launched",
        "Status": "Expected",
        "When": "2028",
        "Source quote": "We plan to launch in 2028.",
        "As of": "1 Jul 2025",
    }


@pytest.mark.parametrize("name", ["record", "newer record", "row"])
def test_the_stored_text_of_a_record_or_row_stands_below_its_words_whole(client, registered, name):
    document = registered.documents[name]
    assert literal(get(client, document.get_absolute_url())) == document.text


@pytest.mark.parametrize("name", ["record", "newer record", "row"])
def test_passages_of_a_record_or_row_are_marked_at_their_places(client, registered, name):
    page = get(client, registered.documents[name].get_absolute_url())
    links = page.xpath("//p[@class='places']/a/@href")
    assert links
    for link in links:
        (mark,) = page.xpath(f"//mark[@id='{link.removeprefix('#')}']")
    for claim in registered.documents[name].claims.all():
        (mark,) = page.xpath(f"//mark[@id='c{claim.start}-{claim.end}']")
        for number in mark.xpath(".//a"):
            number.drop_tree()
        assert mark.text_content() == claim.quote.split("\n")[0]


def test_a_record_leads_to_its_trial_and_its_registry(client, registered):
    page = get(client, registered.documents["newer record"].get_absolute_url())
    assert page.xpath("//dl[@class='facts']//a[@rel='external noreferrer']/@href") == ["https://clinicaltrials.gov/study/NCT07654321"]
    (fact,) = page.xpath("//li[contains(., 'Trial: NCT07654321')]//p[@class='fact']/a/@href")
    assert fact == registered.registered.get_absolute_url()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://example.org/", "https://clinicaltrials.gov.example.org/study/NCT1"])
def test_only_addresses_of_the_registry_are_linked(client, registered, address):
    Document.objects.filter(pk=registered.documents["record"].pk).update(address=address)
    page = get(client, registered.documents["record"].get_absolute_url())
    assert page.xpath("//a[@rel='external noreferrer']") == []
    assert facts(page)["File or address"] == address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('NCT1 T\n/a/newModule/fancyStruct {"x":[1]}', {"Number and title": "NCT1 T", "fancyStruct": '{"x":[1]}'}),
        ("NCT1 T\n/a/statusModule/startDateStruct {bad", {"Number and title": "NCT1 T", "Start": "{bad"}),
        ('NCT1 T\n/a/statusModule/startDateStruct {"date":"soon"}', {"Number and title": "NCT1 T", "Start": '{"date":"soon"}'}),
        ("NCT1 T\n/a/designModule/phases " + "[" * 100_000, {"Number and title": "NCT1 T", "Phase": "[" * 100_000}),
        ("NCT1 T\n/a/designModule/enrollmentInfo {}", {"Number and title": "NCT1 T", "Enrolment": "{}"}),
    ],
    ids=["a new field", "no JSON", "no date", "deep", "a missing member"],
)
def test_a_record_that_is_written_otherwise_is_shown_as_it_is(client, registered, text, shown):
    document = registered.documents["newer record"]
    document.claims.all().delete()
    Document.objects.filter(pk=document.pk).update(text=text)
    page = get(client, document.get_absolute_url())
    assert parts(page) == shown
    assert literal(page) == text


def test_lines_that_are_no_fields_are_shown_as_stored(client, registered):
    text = 'NCT1 T\nno pointer\n\n/a/identificationModule/acronym "A"\n'
    Document.objects.filter(pk=registered.documents["record"].pk).update(text=text)
    assert literal(get(client, registered.documents["record"].get_absolute_url())) == text


# --- lists and search ---------------------------------------------------------------------------------------------------


def test_a_trial_in_the_list_shows_sponsor_conditions_phase_and_status(client, registered):
    assert table(get(client, "/trials/?q=NCT0765432")) == [
        {
            "Trial": "NCT07654321 KNEES AST-1 Depot in Knee Osteoarthritis",
            "Sponsor": "Aster Bio, Inc.",
            "Program": "AST-1 depot",
            "Conditions": "knee osteoarthritis (KOA)",
            "Phase": "Phase 3",
            "Status": "Recruiting",
        },
        {
            "Trial": "NCT07654322",
            "Sponsor": "Dover University University, hospital or foundation",
            "Program": "–",
            "Conditions": "–",
            "Phase": "–",
            "Status": "Completed",
        },
        {"Trial": "NCT07654323", "Sponsor": "–", "Program": "–", "Conditions": "–", "Phase": "–", "Status": "–"},
    ]


def test_trials_are_filtered_by_status_phase_registry_and_class_of_sponsor(client, registered):
    page = get(client, "/trials/")
    assert facet(page, "status") == [("Recruiting", 2), ("Completed", 1), ("not stated", 1)]
    assert facet(page, "phase") == [("Phase 1", 1), ("Phase 3", 1), ("not stated", 2)]
    assert facet(page, "sponsor_class") == [("Industry", 1), ("University, hospital or foundation", 1), ("not stated", 2)]
    assert names(get(client, "/trials/?status=RECRUITING&sponsor_class=INDUSTRY&registry=ctgov&phase=phase_3")) == [
        "NCT07654321 KNEES AST-1 Depot in Knee Osteoarthritis"
    ]


def test_documents_are_filtered_by_kind_and_found_by_registry_number(client, registered):
    assert facet(get(client, "/documents/"), "kind") == [("Press release", 8), ("Registry record", 2), ("Table row", 1)]
    assert names(get(client, "/documents/?kind=registry_record&q=NCT07654321")) == [
        "AST-1 Depot in Knee Osteoarthritis clinicaltrials.gov/study/NCT07654321, in force on 9 Jun 2025",
        "AST-1 Depot in Knee Osteoarthritis clinicaltrials.gov/study/NCT07654321",
    ]


@pytest.mark.parametrize("text", ["KNEES", "NCT0765432", "AST1-30", "depot knees"])
def test_trials_are_found_by_acronym_title_and_any_of_their_numbers(client, registered, text):
    (group,) = get(client, f"/search/?q={text}").xpath("//main/section[h2/@id='trials']")
    assert registered.registered.get_absolute_url() in group.xpath(".//li/a/@href")


def test_a_number_that_was_given_up_leads_to_its_trial_unless_two_claim_it(client, registered):
    assert client.get("/search/?q=nct07000001")["Location"] == registered.registered.get_absolute_url()
    TrialIdentifier.objects.create(trial=registered.trial, scheme="nct_alias", value="NCT07000001")
    assert client.get("/search/?q=NCT07000001").status_code == 200


# --- words for codes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "words_"),
    [
        (study.Status, codes.STATUSES),
        (study.DateType, codes.DATE_TYPES),
        (study.SponsorClass, codes.CLASSES),
        (study.InterventionType, codes.INTERVENTION_TYPES),
        (study.ArmType, codes.ARM_TYPES),
    ],
    ids=["status", "date", "class", "intervention", "arm"],
)
def test_there_are_words_for_every_code_that_records_may_hold_and_for_no_other(known, words_):
    assert set(words_) == set(known.__args__)


def test_a_record_that_the_product_itself_stored_reads_in_words_throughout(client, db, today, tmp_path):
    call_command("ingest", "samples/registry/NCT04208646-2020-06-30.json", verbosity=0)
    document = Document.objects.get(kind="registry_record")
    page = get(client, document.get_absolute_url())
    assert literal(page) == document.text
    shown = parts(get(client, document.get_absolute_url()))
    assert {value for value in shown.values() if value.startswith(("{", "["))} == set()
    assert all(name[0].isupper() for name in shown)
