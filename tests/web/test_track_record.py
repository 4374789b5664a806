"""The track record of a company: counts, the promises behind each, the same as files, and the short form on the company's page."""

import csv
import io
import json

import pytest

from pipeline_tracker.models import Claim
from pipeline_tracker.vocabulary.windows import parse_label

from ..world import TODAY, claim, make_document, make_milestone, make_program, staff_claim
from .html import get, section, table, words
from .test_hostile import VALUES
from .test_query_counts import taken

HEAD = ("Judged", "Met in time", "Days past the window")


@pytest.fixture
def promised(world):
    """Cedar's promises: three readouts that came in time, one late, one missed; one open that moved, one taken back, one silent."""
    company, run = world.cedar, world.run
    program, quiet = make_program(company, "CED-1"), make_program(company, "CED-2")

    def told(day, text, kind="press_release"):
        return make_document(run, company, text, parse_label(day).latest, text, kind=kind)

    def milestone(kind, *statements, program=program, phase="phase_2", detail=""):
        claims = []
        for day, status, when, *source in statements:
            document = told(day, f"{kind} {status} {when}", *source)
            window = parse_label(when) if when else None
            claims.append(claim(document, document.text, kind=kind, status=status, window=window, programs=[program.name]))
        return make_milestone(company, claims, kind=kind, programs=[program], phase=phase, detail=detail, name=detail)

    for number in range(3):
        milestone("data_readout", ("2023-01-10", "expected", "2023-H2"), ("2023-11-02", "occurred", "2023-11-01"), detail=f"met-{number}")
    milestone("data_readout", ("2023-01-10", "expected", "2023-H1"), ("2023-09-10", "occurred", "2023-09"), detail="late")
    milestone("trial_initiated", ("2024-02-01", "expected", "2025-Q1"), phase="phase_3", detail="missed")
    milestone("trial_initiated", ("2024-02-01", "expected", "2026"), ("2026-03-01", "expected", "2027-H1"), detail="moved")
    milestone("approved", ("2024-02-01", "expected", "2027"), ("2025-02-01", "dropped", ""), phase="", detail="back")
    milestone("launched", ("2024-02-01", "expected", "2025"), program=quiet, phase="", detail="silent")
    # No promises of the company's: a talk, a regulator's date, an estimate of a registry's record, what only staff expect.
    milestone("presentation", ("2024-02-01", "expected", "2025"), detail="talk")
    milestone("decision_due", ("2024-02-01", "expected", "2025-01-31"), detail="regulator")
    milestone("trial_completed", ("2024-02-01", "expected", "2024-06", "registry_record"), ("2024-09-01", "occurred", "2024-08-05"))
    undated = milestone("enrollment_completed", ("2024-02-01", "expected", ""), detail="staff")
    staff_claim(undated.claims.get(), world.curator, "Told by phone", asserted_on=TODAY, window=parse_label("2027"), milestone=undated)
    return company


def records(page, name):
    return {row.pop(next(iter(row))): tuple(row.values()) for row in table(page, f"//section[@aria-labelledby='{name}']//table")}


def listed(page):
    """The slug of each promise of the list."""
    return [link.get("href").split("/")[-2] for link in page.xpath("//table[contains(@class, 'promises')]/tbody/tr/th/a")]


def test_every_promise_counts_once_under_either_judgement_and_no_figure_is_of_fewer_than_five(client, promised):
    page = get(client, "/companies/cedar-细胞生物/track-record/")
    columns = [*HEAD, "Met", "Met late", "Missed", "Taken back", "No newer source", "Open"]
    assert [words(cell) for cell in page.xpath("//section[@aria-labelledby='kept']//thead/tr/th")] == ["Judged by", *columns]
    assert records(page, "kept") == {
        "the last window that stood": ("5", "60%", "0", "3", "1", "1", "1", "1", "1"),
        "the first window stated": ("5", "60%", "0", "3", "1", "1", "1", "1", "1"),
    }
    assert records(page, "by-kind") == {
        "Trial initiated": ("1", "too few", "too few", "0", "0", "1", "0", "0", "1"),
        "Data readout": ("4", "too few", "too few", "3", "1", "0", "0", "0", "0"),
        "Approved": ("0", "too few", "too few", "0", "0", "0", "1", "0", "0"),
        "Launched": ("0", "too few", "too few", "0", "0", "0", "0", "1", "0"),
    }
    assert list(records(page, "by-phase")) == ["Phase 2", "Phase 3", "not stated"]
    oldest = words(page.find_class("oldest")[0])
    assert oldest == "The oldest open promise: Trial initiated · Phase 2 · moved, first stated on 1 Feb 2024: 2026, now H1 2027."


def test_every_number_leads_to_as_many_promises(client, promised):
    address = "/companies/cedar-细胞生物/track-record/"
    page = get(client, address)
    numbers = [
        (int(words(link)), link.get("href")) for name in ("kept", "by-kind", "by-phase") for link in section(page, name).xpath(".//td/a")
    ]
    assert len(numbers) == 24
    for number, href in numbers:
        assert len(listed(get(client, address + href.partition("#")[0]))) == number, href


def test_a_promise_stands_with_both_windows_what_was_told_and_the_sentence(client, promised):
    page = get(client, "/companies/cedar-细胞生物/track-record/?kind=data_readout&verdict=met_late")
    (row,) = table(page, "//table[contains(@class, 'promises')]")
    assert row == {
        "Milestone": "Data readout · Phase 2 · late CED-1",
        "First window": "H1 2023 said 10 Jan 2023",
        "Last window": "the same",
        "Told": "Sep 2023 10 Sep 2023",
        "Verdict": "Met late",
        "Days past the window": "63 to 92",
        "Evidence": "Press release data_readout expected 2023-H1 10 Jan 2023",
    }
    assert listed(get(client, "/companies/cedar-细胞生物/track-record/?verdict=open")) == ["moved"]


def test_the_file_has_the_promises_of_the_page_with_their_ends(client, promised):
    address = "/companies/cedar-细胞生物/track-record"
    text = b"".join(client.get(f"{address}.csv?verdict=missed").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["kind_code"], row["first"], row["first_verdict"], row["first_days_past_least"], row["first_days_past_most"]) == (
        "trial_initiated",
        "2025-33",
        "missed",
        str((parse_label("2026-03-01").latest - parse_label("2025-Q1").latest).days),
        "",
    )
    assert row["url"].startswith("http://testserver/milestones/") and row["url"].endswith("/missed/")
    told = json.loads(b"".join(client.get(f"{address}.json").streaming_content))
    assert (told["list"], told["company"], told["count"]) == ("promises", "Cedar 细胞生物", 8)
    workbook = client.get(f"{address}.xlsx")
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    workbook.close()


def test_estimates_of_a_registry_stand_apart(client, promised):
    page = get(client, "/companies/cedar-细胞生物/track-record/?party=registry")
    assert records(page, "by-kind") == {"Trial completed": ("1", "too few", "too few", "1")}
    assert listed(page)


def test_what_staff_refuse_is_no_promise(client, promised):
    Claim.objects.filter(quote__startswith="trial_initiated expected 2025-Q1").update(review="rejected")
    page = get(client, "/companies/cedar-细胞生物/track-record/")
    assert records(page, "kept")["the last window that stood"] == ("4", "too few", "too few", "3", "1", "1", "1", "1")


def test_the_company_page_has_it_in_short(client, promised):
    panel = section(get(client, "/companies/cedar-细胞生物/"), "record")
    assert [words(part) for part in panel.xpath(".//dl/div")] == [
        "Promised windows met 60% 3 of 5 judged",
        "Days past the window, median 0 of 5",
        "Promises 8 1 open",
        "Oldest open promise Trial initiated · Phase 2 · moved H1 2027, first stated on 1 Feb 2024",
    ]


def test_where_nothing_was_promised_the_page_names_the_command_and_the_company_page_has_no_panel(client, world):
    assert "manage.py ingest" in words(section(get(client, "/companies/cedar-细胞生物/track-record/"), "kept"))
    assert not get(client, "/companies/cedar-细胞生物/").xpath("//section[@aria-labelledby='record']")


def test_the_list_is_paged_and_takes_as_many_queries_however_many_rows(client, registered):
    address = registered.aster.get_absolute_url() + "track-record/"
    registered.grow(3)
    few = taken(client, address)
    registered.grow(27)
    many = taken(client, address)
    assert len(few) == len(many) <= 9, "\n".join(sql[-150:] for sql in many)
    first, second = get(client, address), get(client, address + "?page=2")
    assert (len(listed(first)), set(listed(first)) & set(listed(second))) == (25, set())
    assert get(client, address + "?page=99").xpath("//a[@rel='prev']")


@pytest.mark.slow
def test_anybody_may_write_the_address(client, world):
    names = ("party", "by", "kind", "phase", "verdict", "page")
    for number, value in enumerate(VALUES):
        asked = {name: value.encode("utf-8", "replace") for name in names[number % 2 :: 2]}
        for form in ("/", ".csv"):
            assert client.get(f"/companies/aster-bio/track-record{form}", asked).status_code in (200, 400), asked
    assert client.get("/companies/nobody/track-record/").status_code == 404
