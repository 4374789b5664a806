"""Which names mean one program, one indication, one trial."""

import datetime as dt
import random

import pytest

from pipeline_tracker.ingest.resolve import Held, Naming, read_indication, read_trial, resolve_indications, resolve_programs, resolve_trials


def naming(*names: str, on: str = "2024-01-10", document: str = "") -> Naming:
    return Naming(names, dt.date.fromisoformat(on), document or f"doc-{on}")


def named(resolution) -> list[tuple[str, list[str]]]:
    return [(program.name, sorted(program.names)) for program in resolution.programs]


def test_spellings_that_differ_in_case_hyphens_and_marks_are_one_name():
    assert named(resolve_programs([naming("C-CAR088"), naming("CCAR 088", on="2024-02-10"), naming("C-CAR088®", on="2024-03-10")])) == [
        ("C-CAR088", ["ccar088"])
    ]


def test_a_stated_alias_joins_two_names():
    resolution = resolve_programs([naming("EX-101"), naming("examplinib", "EX-101", on="2024-02-10"), naming("EX-101", on="2024-03-10")])
    assert named(resolution) == [("EX-101", ["ex101", "examplinib"])]
    assert resolution.by_key["examplinib"].slug == "ex-101"


def test_names_join_over_several_documents():
    resolution = resolve_programs([naming("EX-101", "examplinib"), naming("Exampla", "examplinib", on="2024-02-10")])
    assert named(resolution) == [("Exampla", ["ex101", "exampla", "examplinib"])]


def test_similar_names_never_join():
    assert (
        len(resolve_programs([naming("AlloJoin"), naming("ReJoin", on="2024-02-10"), naming("AlloJoin 2", on="2024-02-11")]).programs) == 3
    )


def test_two_programs_of_one_document_never_join_whatever_another_says():
    resolution = resolve_programs([naming("AlloJoin"), naming("ReJoin"), naming("AlloJoin", "ReJoin", on="2024-02-10")])
    assert [name for name, _ in named(resolution)] == ["AlloJoin", "ReJoin"]
    assert len(resolution.doubts) == 1


def test_an_alias_stated_for_two_programs_decides_nothing():
    resolution = resolve_programs([naming("AlloJoin", "haMPC"), naming("ReJoin", "haMPC")])
    assert named(resolution) == [("AlloJoin", ["allojoin"]), ("ReJoin", ["rejoin"])]
    assert "hampc" not in resolution.by_key
    assert resolution.doubts == ("“haMPC” is stated for several programs, so it decides nothing.",)


def test_staff_may_refuse_an_alias():
    held = [Held("AlloJoin", frozenset({"allojoin"}), refused=frozenset({"rejoin"}))]
    resolution = resolve_programs([naming("AlloJoin", "ReJoin"), naming("ReJoin", on="2024-02-10")], held)
    assert named(resolution) == [("AlloJoin", ["allojoin"]), ("ReJoin", ["rejoin"])]


def test_staff_may_join_two_names():
    held = [Held("AlloJoin", frozenset({"allojoin", "allogeneichampc"}))]
    resolution = resolve_programs([naming("AlloJoin"), naming("allogeneic haMPC", on="2024-02-10")], held)
    assert len(resolution.programs) == 1


def test_programs_that_staff_confirmed_apart_stay_apart():
    held = [Held("AlloJoin", frozenset({"allojoin"}), confirmed=True), Held("ReJoin", frozenset({"rejoin"}), confirmed=True)]
    resolution = resolve_programs([naming("AlloJoin", "ReJoin")], held)
    assert [name for name, _ in named(resolution)] == ["AlloJoin", "ReJoin"]


def test_a_name_confirmed_by_staff_stays_whatever_documents_use():
    held = [Held("Exampla", frozenset({"exampla", "ex101"}), confirmed=True)]
    assert named(resolve_programs([naming("EX-101"), naming("EX-101", on="2024-02-10")], held)) == [("Exampla", ["ex101", "exampla"])]


def test_the_order_of_arrival_changes_nothing():
    chance = random.Random(7)
    pool = ["EX-101", "examplinib", "Exampla", "EX-202", "otherinib", "haMPC", "ReJoin"]
    namings = [
        naming(*chance.sample(pool, chance.randint(1, 3)), on=f"2024-{1 + n % 12:02}-{1 + n % 28:02}", document=f"d{n // 2}")
        for n in range(24)
    ]
    expected = resolve_programs(namings)
    for seed in range(20):
        shuffled = list(namings)
        random.Random(seed).shuffle(shuffled)
        again = resolve_programs(shuffled)
        assert (named(again), again.doubts) == (named(expected), expected.doubts)


def test_an_indication_is_read_with_its_abbreviation():
    name = read_indication("knee osteoarthritis (KOA)")
    assert (name.name, name.abbreviation, name.key, name.slug) == (
        "knee osteoarthritis",
        "KOA",
        "kneeosteoarthritis",
        "knee-osteoarthritis",
    )


def test_an_abbreviation_alone_means_what_the_company_spells_out():
    names = resolve_indications(["Knee Osteoarthritis (KOA)", "knee osteoarthritis", "KOA"])
    assert {name.key for name in names.values()} == {"kneeosteoarthritis"}
    assert {name.name for name in names.values()} == {"knee osteoarthritis"}


def test_an_abbreviation_spelled_out_in_two_ways_stays_itself():
    names = resolve_indications(["multiple sclerosis (MS)", "mitral stenosis (MS)", "MS"])
    assert names["MS"].key == "ms"


def test_a_text_without_letters_is_no_indication():
    assert resolve_indications(["®", "—"]) == {}


def test_a_trial_is_known_by_registry_number_or_by_its_sponsors_name():
    assert read_trial("nct90000001") == ("ctgov", "NCT90000001")
    assert read_trial("EXAMPLE-2®") == ("sponsor", "EXAMPLE-2")


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (["CONNECT2", "CONNECT2-EDO51"], {"CONNECT2": "CONNECT2-EDO51"}),
        (["CONNECT1", "CONNECT2-EDO51"], {}),
        (["SUMMIT", "SUMMIT-2"], {}),  # a second trial of a family
        (["SUMMIT", "SUMMIT-DM1", "SUMMIT-EX7"], {}),  # it may be either
        (["SUMMIT", "SUMMIT-HTN"], {}),  # a word is no code
    ],
)
def test_a_trials_name_without_its_code_means_the_one_trial_that_has_it(names, meant):
    assert resolve_trials(names, []) == {name: ("sponsor", meant.get(name, name)) for name in names}
