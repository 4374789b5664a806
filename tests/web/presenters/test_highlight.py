"""A text with passages: nothing lost, nothing repeated, marks well nested whatever the passages."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.web.presenters.highlight import Passage, Piece, cut, pieces

TEXT = "AST-1 enters Phase II in 2023."


def written(text, passages):
    """The pieces as brackets: [c0-5: opens with its anchor, [: goes on, ]1,2 closes with its facts."""
    out = ""
    for piece in pieces(text, passages):
        if piece.opens:
            out += f"[{piece.anchor + ':' if piece.anchor else '~'}"
        elif piece.closes:
            out += "]" + ",".join(map(str, piece.facts))
        else:
            out += piece.text
    return out


def test_a_text_without_passages_is_one_piece():
    assert list(pieces(TEXT, [])) == [Piece(text=TEXT)]


def test_an_empty_text_has_no_pieces():
    assert list(pieces("", [Passage(0, 1, "claim", (1,))])) == []


def test_passages_side_by_side_are_marked_apart():
    assert written("abcdef", [Passage(0, 2, "claim", (1,)), Passage(2, 4, "claim", (2,))]) == "[c0-2:ab]1[c2-4:cd]2ef"


def test_a_passage_within_another_is_marked_within_it():
    assert written("abcdef", [Passage(0, 6, "claim", (1,)), Passage(2, 4, "mention", (2,))]) == "[c0-6:ab[c2-4:cd]2ef]1"


def test_passages_that_start_together_nest_the_shorter_in_the_longer():
    assert written("abcdef", [Passage(0, 2, "mention", (2,)), Passage(0, 6, "claim", (1,))]) == "[c0-6:[c0-2:ab]2cdef]1"


def test_passages_that_end_together_close_from_the_inside():
    assert written("abcdef", [Passage(0, 6, "claim", (1,)), Passage(4, 6, "figure", (2,))]) == "[c0-6:abcd[c4-6:ef]2]1"


def test_a_crossing_passage_is_cut_and_goes_on_without_a_second_anchor():
    assert written("abcdef", [Passage(0, 4, "claim", (1,)), Passage(2, 6, "claim", (2,))]) == "[c0-4:ab[c2-6:cd]]1[~ef]2"


def test_one_place_read_twice_is_one_mark_with_both_facts_and_looks_like_the_claim():
    (opened, text, closed) = pieces("ab", [Passage(0, 2, "mention", (7,)), Passage(0, 2, "claim", (3,))])
    assert (opened.opens.kind, opened.anchor, text.text, closed.facts) == ("claim", "c0-2", "ab", (3, 7))


def test_passages_outside_the_text_are_left_out():
    assert written("abc", [Passage(2, 9, "claim", (1,)), Passage(1, 1, "claim", (2,))]) == "abc"


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["claim", "mention"])), max_size=8),
)
def test_marks_always_nest_and_the_text_stays_whole(text, places):
    passages = [Passage(start, end, kind, (number,)) for number, (start, end, kind) in enumerate(places)]
    within = {p.anchor: p for p in passages if p.start < p.end <= len(text)}
    opened, anchors, ended, so_far = [], [], [], ""
    for piece in pieces(text, passages):
        if piece.opens:
            opened.append(piece.opens)
            if piece.anchor:
                anchors.append(piece.anchor)
                assert piece.opens.start == len(so_far)
        elif piece.closes:
            assert opened.pop() == piece.closes
            ended += piece.facts
        else:
            assert piece.text
            for mark in opened:
                assert mark.start <= len(so_far)
                assert len(so_far) + len(piece.text) <= mark.end
            so_far += piece.text
    assert opened == []
    assert so_far == text
    assert sorted(anchors) == sorted(within)
    assert sorted(ended) == sorted(n for n, p in enumerate(passages) if p.anchor in within)


def in_parts(text, passages):
    breaks = [place for place, character in enumerate(text) if character == "\n"]
    return cut(pieces(text, passages), breaks)


def brackets(part):
    return "".join(
        f"[{piece.anchor or '~'}:" if piece.opens else "]" + ",".join(map(str, piece.facts)) if piece.closes else piece.text
        for piece in part
    )


def test_a_text_is_cut_at_its_breaks_and_the_breaks_are_left_out():
    assert [brackets(part) for part in in_parts("ab\n\ncd", [])] == ["ab", "", "cd"]


def test_a_mark_that_goes_on_is_closed_and_opened_again_and_numbered_where_it_ends():
    found = in_parts("ab\ncd\nef", [Passage(1, 7, "claim", (1,)), Passage(3, 5, "mention", (2,))])
    assert [brackets(part) for part in found] == ["a[c1-7:b]", "[~:[c3-5:cd]2]", "[~:e]1f"]


def test_marks_that_end_or_begin_at_a_break_stay_in_their_part():
    found = in_parts("ab\ncd", [Passage(0, 2, "claim", (1,)), Passage(3, 5, "claim", (2,))])
    assert [brackets(part) for part in found] == ["[c0-2:ab]1", "[c3-5:cd]2"]


@given(st.text("ab\n", max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6))
def test_parts_hold_the_text_the_anchors_and_the_facts_once_and_each_part_is_well_nested(text, spans):
    passages = [Passage(start, end, "claim", (number,)) for number, (start, end) in enumerate(spans)]
    parts = in_parts(text, passages)
    assert "\n".join("".join(piece.text for piece in part) for part in parts) == text
    whole = list(pieces(text, passages))
    assert [p.anchor for part in parts for p in part if p.anchor] == [p.anchor for p in whole if p.anchor]
    assert [p.facts for part in parts for p in part if p.facts] == [p.facts for p in whole if p.facts]
    for part in parts:
        opened = []
        for piece in part:
            if piece.opens:
                opened.append(piece.opens)
            elif piece.closes:
                assert opened.pop() == piece.closes
        assert opened == []
