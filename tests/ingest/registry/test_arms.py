"""Roles of interventions, and which of them are the sponsor's own programs."""

import msgspec
import pytest

from pipeline_tracker.ingest.registry import arms as rules
from pipeline_tracker.ingest.registry.study import Arms

from .records import ARMS, trial

EXP, ACTIVE, PLACEBO, OTHER = "EXPERIMENTAL", "ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "OTHER"


def parsed(*groups, other=()):
    made = trial(*groups, other=other)
    return msgspec.convert({"armGroups": made[f"{ARMS}/armGroups"], "interventions": made[f"{ARMS}/interventions"]}, Arms)


def own(*groups, other=(), title="", sponsor="Quillon Bio"):
    return [(item.name, *item.aliases) for item in rules.own_products(parsed(*groups, other=other), sponsor, title)]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([(EXP, "A"), (ACTIVE, "B"), (PLACEBO, "Placebo")], ["experimental", "comparator", "comparator"]),
        ([(EXP, "A", "B"), (ACTIVE, "B")], ["experimental", "background"]),
        ([(EXP, "Placebo", "A")], ["comparator", "experimental"]),
        ([(OTHER, "A"), (None, "B")], ["", ""]),
        ([("NO_INTERVENTION", "A"), ("SHAM_COMPARATOR", "B")], ["comparator", "comparator"]),
    ],
)
def test_the_arms_tell_the_role(groups, expected):
    assert rules.roles(parsed(*groups)) == expected


def test_without_arms_there_is_no_role():
    arms = msgspec.convert({"interventions": [{"type": "DRUG", "name": "A"}, {"type": "DRUG", "name": "Placebo"}]}, Arms)
    assert rules.roles(arms) == ["", ""]


def test_a_label_of_two_arms_of_different_types_tells_nothing():
    arms = {"armGroups": [{"label": "x", "type": EXP}, {"label": "x", "type": ACTIVE}, {"label": "x", "type": EXP}]}
    given = {"interventions": [{"type": "DRUG", "name": "QX-101", "armGroupLabels": ["x", "unknown"]}]}
    assert rules.roles(msgspec.convert(arms | given, Arms)) == [""]
    assert rules.own_products(msgspec.convert(arms | given, Arms), "Quillon Bio") == []


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([(EXP, "QX-101"), (PLACEBO, "Placebo")], [("QX-101",)]),
        ([(EXP, "QX-101 5 mg"), (EXP, "QX-101 10 mg"), (PLACEBO, "Placebo")], [("QX-101",)]),
        ([(EXP, "QX-101", "QX-202")], [("QX-101",), ("QX-202",)]),
        ([(EXP, "QX-101", "Docetaxel", "Keytruda"), (ACTIVE, "Docetaxel")], [("QX-101",)]),
        ([(EXP, "QX-101", "zarumab"), (ACTIVE, "zarumab")], [("QX-101",)]),
        ([(EXP, "QX-101", "Standard of care")], [("QX-101",)]),
        ([(EXP, "QX-101", "Chemotherapy")], [("QX-101",)]),
        ([(EXP, "QX-101 vehicle", "Sham injection", "Normal saline")], []),
        # tested against another dose of it, or its own delayed start: nothing else can be meant
        ([(EXP, "QX-101"), (PLACEBO, "Placebo", "QX-101")], [("QX-101",)]),
        ([(EXP, "QX-101 high dose"), (ACTIVE, "QX-101 low dose")], [("QX-101",)]),
        ([(EXP, "QX-101", "Chemotherapy"), (PLACEBO, "QX-101", "Chemotherapy")], [("QX-101",)]),
        # two are left, and nothing tells which is tested
        ([(EXP, "QX-101", "zarumab"), (PLACEBO, "QX-101", "zarumab")], []),
        # no experimental arm
        ([(ACTIVE, "QX-101")], []),
        ([(None, "QX-101")], []),
        ([(OTHER, "QX-101")], []),
        ([(EXP, "quillotinib plus zarumab")], []),
    ],
)
def test_the_sponsors_programs_are_what_experimental_arms_test(groups, expected):
    assert own(*groups) == expected


def test_only_drug_types_are_programs():
    arms = parsed((EXP, "QX-101"))
    for kind, expected in (("DRUG", 1), ("BIOLOGICAL", 1), ("GENETIC", 1), ("COMBINATION_PRODUCT", 1), ("DEVICE", 0), ("OTHER", 0)):
        given = msgspec.structs.replace(arms.interventions[0], type=kind)
        assert len(rules.own_products(msgspec.structs.replace(arms, interventions=(given,)), "Quillon Bio")) == expected


@pytest.mark.parametrize(
    ("groups", "other", "expected"),
    [
        ([(EXP, "QX-101")], {"QX-101": ["quillotinib", "Quillox® 10 mg", "quillotinib tablets"]}, [("QX-101", "quillotinib", "Quillox")]),
        ([(EXP, "QX-101 5 mg", "QX-101 9 mg")], {"QX-101 5 mg": ["Qa"], "QX-101 9 mg": ["Qb", "qa"]}, [("QX-101", "Qa", "Qb")]),
        # another intervention's name, one of both, a description, a known product, nothing
        ([(EXP, "QX-101", "QX-202")], {"QX-101": ["QX-202", "Qa"]}, [("QX-101", "Qa"), ("QX-202",)]),
        ([(EXP, "QX-101", "QX-202")], {"QX-101": ["Qa", "Qb"], "QX-202": ["Qa"]}, [("QX-101", "Qb"), ("QX-202",)]),
        ([(EXP, "QX-101")], {"QX-101": ["Several long words that only describe"]}, [("QX-101",)]),
        ([(EXP, "QX-101")], {"QX-101": ["adalimumab", "None", "N/A", "Placebo", "monoclonal antibody"]}, [("QX-101",)]),
        # a name that is no code is foreign by its other names, too
        ([(EXP, "quillotinib")], {"quillotinib": ["Keytruda"]}, []),
    ],
)
def test_other_names_are_aliases_where_they_can_only_mean_the_product(groups, other, expected):
    assert own(*groups, other=other) == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([(EXP, "QX-101")], [("QX-101", "Quilljoin")]),
        ([(EXP, "Progenitor cells"), (PLACEBO, "No progenitor cells")], [("Quilljoin",)]),
        ([(EXP, "Quilljoin")], [("Quilljoin",)]),
        ([(EXP, "QX-101", "QX-202")], [("QX-101",), ("QX-202",)]),
        ([(EXP, "QX-101", "Progenitor cells")], [("QX-101",)]),
        ([(EXP, "Progenitor cells"), (ACTIVE, "Progenitor cells")], []),
        ([(EXP, "QX-101"), (ACTIVE, "Quilljoin")], [("QX-101",)]),
    ],
)
def test_a_trade_name_in_the_title_is_that_of_the_one_product_tested(groups, expected):
    assert own(*groups, title="Trial of Progenitor Cells (Quilljoin®) in Knees") == expected
