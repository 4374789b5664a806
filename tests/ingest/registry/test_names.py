"""From the name of an intervention to the name of a product."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.registry import names
from pipeline_tracker.vocabulary.names import name_key, words_of
from tests.effort import effort


@pytest.mark.parametrize(
    ("text", "name", "more"),
    [
        ("QX-101", "QX-101", ()),
        ("QX-101 10 mg tablet", "QX-101", ()),
        ("QX-101 (high dose)", "QX-101", ()),
        ("QX-101 Dose 3 (Single)", "QX-101", ()),
        ("QX-101 300mg", "QX-101", ()),
        ("QX-101 0.003 mg/kg", "QX-101", ()),
        ("QX-101 Dose for Expansion", "QX-101", ()),
        ("QX-101 prefilled syringe", "QX-101", ()),
        ("QX-101, 5 mg, tablet", "QX-101", ()),
        ("QX-101 120 mg Q4W", "QX-101", ()),
        ("QX-101 20 million cells/kg", "QX-101", ()),
        ("QX101 cells suspension", "QX101", ()),
        ("Subcutaneous quillotinib", "quillotinib", ()),
        ("10 mg quillotinib", "quillotinib", ()),
        ("Arm A: QX-101", "QX-101", ()),
        ("Drug: QX-101", "QX-101", ()),
        ("Quillox® low dose", "Quillox", ()),
        ("Quillox (R)", "Quillox", ()),
        ("quillotinib (QX-101)", "quillotinib", ("QX-101",)),
        ("CD99 Directed Quillocytes（QX101）Injection", "CD99 Directed Quillocytes", ("QX101",)),
        ("Viaquill Nut 50 mcg", "Viaquill Nut", ()),
        ("rQul v 1", "rQul v 1", ()),
        ("QX-101 6 DU", "QX-101", ()),
        ("711 150mg", "711", ()),
        ("Allogenic Quilljoin", "Allogenic Quilljoin", ()),
        # no single product
        ("quillotinib plus zarumab", "", ()),
        ("quillotinib + zarumab", "", ()),
        ("QX-101, QX-102", "", ()),
        ("QX-101 with food", "", ()),
        # kinds of treatment
        ("Chemotherapy", "", ()),
        ("Immune checkpoint inhibitor", "", ()),
        ("Platinum-based doublet", "", ()),
        ("Mesenchymal progenitor cells", "", ()),
        ("No other name", "", ()),
        ("s.c. injection", "", ()),
        ("12", "", ()),
        ("Lot # 16-2056", "", ()),
        ("", "", ()),
        ("The patients of this arm receive quillotinib once every day until their disease gets worse", "", ()),
    ],
)
def test_dose_form_and_route_make_no_other_product(text, name, more):
    assert names.product(text) == (name, more)


def test_one_of_the_other_names_may_hold_several():
    assert names.other_names("QX-101a, Q-Dxd; quillotinib 5 mg, tablet") == ("QX-101a", "Q-Dxd", "quillotinib")


@pytest.mark.parametrize(
    ("name", "sponsor", "foreign"),
    [
        ("Keytruda", "Quillon Bio", True),
        ("pembrolizumab", "Quillon Bio", True),
        ("Pembrolizumab", "Merck Sharp & Dohme LLC", False),
        ("Humira", "Quillon Bio", True),
        ("Abilify", "Quillon Bio", True),
        ("nab-paclitaxel", "Quillon Bio", True),
        ("5-fluorouracil", "Quillon Bio", True),
        ("QX-204 bupivacaine", "Quillon Bio", False),
        ("quillotinib", "Quillon Bio", False),
    ],
)
def test_known_products_are_foreign_to_all_but_their_companies(name, sponsor, foreign):
    assert names.is_foreign(name, sponsor) is foreign


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Trial of Progenitor Cells (Quilljoin®) in Knees", "Quilljoin"),
        ("Trial of Progenitor Cells (Quill Join ™) in Knees", "Quill Join"),
        ("Trial of Progenitor Cells (Quilljoin(TM)) in Knees", "Quilljoin"),
        ("Cells (Quilljoin®) or Acid (Synquil®) in Knees", ""),
        ("Cells (Quilljoin) in Knees", ""),
        ("Quilljoin® in Knees", ""),
    ],
)
def test_a_title_names_a_product_by_one_trade_mark_in_brackets(title, name):
    assert names.marked_name(title) == name


def test_names_are_kept_in_nfc_without_marks_controls_and_doubled_blanks():
    assert names.plain("Cafe\u0301  Bio®\u0000\u0085 x\n") == "Café Bio x"


def test_a_name_that_grows_too_long_when_it_is_composed_is_refused():
    with pytest.raises(Refused) as caught:
        names.plain("\U0001d160" * 150)
    assert caught.value.code == "too-long"


@given(st.text(max_size=60))
def test_words_and_keys_are_those_of_the_vocabulary(text):
    assert names.words_in(text) == words_of(text)
    assert names.key_of(text) == name_key(text)


@given(st.text(max_size=200))
def test_any_text_is_taken_or_left(text):
    name, more = names.product(text)
    assert len(name) <= 80
    assert names.product(name)[0] in (name, "") or len(names.product(name)[0]) < len(name)
    assert all(more)


@pytest.mark.parametrize("text", ["(" * 2000, "10 " * 1000, "a+" * 1000, "mg " * 1000, "x" * 4000, "( )" * 1000, "1-" * 1000])
def test_hostile_names_take_about_as_long_as_others(text):
    def reading(name):
        names.product.__wrapped__(name)
        names.marked_name(name)

    assert effort(lambda: reading(text)) < 40 * effort(lambda: reading("Allogeneic cells " * 240))
