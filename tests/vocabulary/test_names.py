"""When two spellings are one name."""

import pytest

from pipeline_tracker.vocabulary.names import company_key, company_words, name_key, slug, without_marks, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("C-CAR088", "CCAR 088"), ("AlloJoin®", "ALLOJOIN"), ("Exämpla", "exampla"), ("BNT‑162", "BNT 162"), ("ＡＢ１", "AB1")],
)
def test_case_accents_hyphens_and_marks_do_not_tell_names_apart(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("AlloJoin", "ReJoin"), ("AB-1", "AB-12"), ("ABC1", "ABD1")])
def test_letters_and_digits_do(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "name",
    [
        "Example Bio",
        "Example Bio, Inc.",
        "EXAMPLE BIO INC",
        "Example Bio Ltd.",
        "Example Bio N.V.",
        "Example Bio S.A.",
        "Example Bio Co., Ltd.",
    ],
)
def test_the_legal_form_does_not_tell_companies_apart(name):
    assert company_key(name) == "examplebio"


@pytest.mark.parametrize("name", ["Example and Company", "Example & Co.", "Example and Co., Inc.", "Example"])
def test_and_company_is_a_legal_form(name):
    assert company_key(name) == "example"


def test_a_name_that_is_only_a_legal_form_stays_a_name():
    assert company_words("Limited") == ["limited"]


def test_chinese_names_keep_their_characters():
    assert (name_key("西比曼生物科技"), slug(words_of("西比曼 生物"))) == ("西比曼生物科技", "西比曼-生物")


def test_a_name_of_signs_has_no_key():
    assert name_key("®—™") == ""


def test_marks_and_doubled_spaces_are_not_shown():
    assert without_marks(" AlloJoin®  therapy ") == "AlloJoin therapy"


def test_a_long_slug_is_cut_between_words_and_two_that_begin_alike_stay_two():
    one, other = slug(["word"] * 40), slug(["word"] * 41)
    assert one != other
    assert all(len(text) <= 80 and text.startswith("-".join(["word"] * 14) + "-") for text in (one, other))


@pytest.mark.parametrize("key", [name_key, company_key])
def test_signs_that_stand_for_phrases_make_no_key_longer_than_its_column_and_none_alike(key):
    one, other = key("\ufdfa" * 100 + "a"), key("\ufdfa" * 100 + "b")
    assert (len(one), len(other)) == (200, 200)
    assert one != other
