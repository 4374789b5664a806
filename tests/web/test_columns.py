"""Which columns a list shows is part of its address."""

import pytest

from pipeline_tracker.web import tables
from tests.web.html import get, table, words


def headers(page):
    return [words(cell) for cell in page.xpath("//main//table/thead/tr/th")]


CHOSEN = {
    "columns=phase,modality": ["Program, company", "Modality", "Furthest phase"],
    "columns=modality&columns=phase": ["Program, company", "Modality", "Furthest phase"],
    "columns=target,territories": ["Program, company", "Target", "Territories"],
    "columns=name": ["Program, company"],
    "columns=nothing,%00,phase": ["Program, company", "Furthest phase"],
    "columns=": ["Program, company", "Indication", "Modality", "Furthest phase", "Next milestone", "Last source"],
    "columns=nothing": ["Program, company", "Indication", "Modality", "Furthest phase", "Next milestone", "Last source"],
    "columns=" + "x," * 5000 + "phase": ["Program, company", "Indication", "Modality", "Furthest phase", "Next milestone", "Last source"],
}


@pytest.mark.parametrize(("query", "shown"), CHOSEN.items(), ids=[query[:40] for query in CHOSEN])
def test_the_address_names_the_columns_and_what_names_none_leaves_the_usual_ones(client, world, query, shown):
    assert headers(get(client, f"/programs/?{query}")) == shown


def test_a_column_on_request_has_its_cells_under_its_name(client, registered):
    page = get(client, "/milestones/?columns=what,territory,trial,words,first_stated&q=Bir&kind=first_patient_dosed")
    assert table(page) == [
        {
            "Milestone": "First patient dosed · Phase 1 melanoma, United States Trial NCT01234567",
            "Territory": "United States",
            "Trial": "NCT01234567",
            "Date in the source's words": "–",
            "First stated": "3 Sep 2024",
        }
    ]


@pytest.mark.slow
def test_every_column_of_a_list_can_be_shown_and_sorting_by_a_hidden_one_still_sorts(client, registered):
    for name in ("programs", "companies", "milestones", "trials", "regulators", "documents", "runs"):
        check_columns(client, name)


def check_columns(client, name):
    found = next(found for found in tables.Table.__subclasses__() if found.row == f"{name}/_row.html")
    everything = list(found.base_columns)
    page = get(client, f"/{name}/?columns={','.join(everything)}")
    assert len(headers(page)) == len(everything)
    assert all(len(row) == len(everything) for row in table(page))
    last = next(column for column in reversed(everything) if found.base_columns[column].orderable)
    shown = [table(get(client, f"/{name}/?sort=-{last}&columns={asked}")) for asked in (everything[0], ",".join(everything))]
    assert [next(iter(row.values())) for row in shown[0]] == [next(iter(row.values())) for row in shown[1]]


def test_the_form_of_columns_keeps_the_rest_of_the_address_but_the_page(client, world):
    page = get(client, "/programs/?columns=phase&modality=cell_therapy&sort=-phase&page=7&q=A")
    form = page.xpath("//form[contains(@class, 'choose')]")[0]
    hidden = [(field.get("name"), field.get("value")) for field in form.xpath(".//input[@type='hidden']")]
    assert hidden == [("modality", "cell_therapy"), ("sort", "-phase"), ("q", "A")]
    assert [field.get("value") for field in form.xpath(".//input[@checked]")] == ["name", "phase"]
    assert form.xpath(".//a/@href") == ["?modality=cell_therapy&sort=-phase&q=A"]
