"""Bytes to documents: what is taken, what is refused and with what advice, and where the date comes from."""

import contextlib
import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.readers import MAX_BYTES, find_files, read_release
from tests.effort import effort

GIVEN = dt.date(2020, 1, 2)
BODY = "Quillon Bio Starts Trial\n\nBOSTON, February 13, 2025 - Quillon Bio, Inc. today announced a trial.\n"
PAGE = "<!DOCTYPE html><html><head><title>News | Quillon</title><style>p {{}}</style></head><body>{}</body></html>"


def read(data, *, file_name="", published=None):
    return read_release(data if isinstance(data, bytes) else data.encode(), address="address", file_name=file_name, published=published)


def refusal(data, **options):
    with pytest.raises(Refused) as caught:
        read(data, **options)
    return caught.value


def test_a_release_is_read_whole():
    document = read(BODY, file_name="news.txt")
    assert (document.kind, document.text, document.title) == ("press_release", BODY, "Quillon Bio Starts Trial")
    assert (document.published, document.published_from, document.address) == (dt.date(2025, 2, 13), "dateline", "address")
    assert document.sha256 == hashlib.sha256(BODY.encode()).hexdigest()


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [
        (b"", "empty", "Save the release"),
        (b" \n\t \n", "empty", "Save the release"),
        (b"%PDF-1.7 binary", "binary", "Save the release as text or HTML"),
        (b"PK\x03\x04 a word file", "binary", "Save the release as text or HTML"),
        (b"\x00\x01\x02" * 100, "binary", "UTF-8"),
        (b"caf\xe9 news", "not-utf-8", "byte 3"),
        (b"\xef\xbb\xbfcaf\xe9", "not-utf-8", "byte 6"),
        (b"x" * (MAX_BYTES + 1), "too-large", "Split it"),
        (b"Quillon Bio Starts Trial\n\nToday.\n", "no-date", "--published"),
        (PAGE.format("<script>document.write('x')</script>").encode(), "no-text", "browser"),
        (b"<html></html>", "no-text", "text"),
        (PAGE.format("<div>" * 300 + "deep" + "</div>" * 300).encode(), "too-deep", "Save the release as text"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_refusal_has_a_code_and_names_the_remedy(data, code, advice):
    caught = refusal(data, published=None if code == "no-date" else GIVEN)
    assert caught.code == code
    assert advice in str(caught)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_tell_the_encoding(encoding):
    assert read(BODY.encode(encoding)).text == BODY


def test_text_is_composed_and_has_plain_line_ends_and_no_controls():
    data = "Cafe\u0301 Bio\r\nStarts\rTrial\x00 now\x85.\n\nBOSTON, February 13, 2025 - News.\n"
    assert read(data).text == "Café Bio\nStarts\nTrial  now .\n\nBOSTON, February 13, 2025 - News.\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("BOSTON, February 13, 2025 - News.", "2025-02-13"),
        ("BOSTON, Mass., Feb. 13, 2025 (GLOBE NEWSWIRE) -- News.", "2025-02-13"),
        ("BOSTON, Feb.  13, 2025  /PRNewswire/ -- News.", "2025-02-13"),
        ("BOSTON and BASEL, Switzerland, February 13th, 2025 – News.", "2025-02-13"),
        ("OXFORD, United Kingdom, 13 February 2025 - News.", "2025-02-13"),
        ("INDIANAPOLIS,Aug. 3, 2020// -- News.", "2020-08-03"),
        ("BURLINGTON, MA – JUNE 8, 2026\n\nNews.", "2026-06-08"),
        ("Edmonton, Alberta, Canada May 5, 2025. Quillon Bio is a company.", "2025-05-05"),
        ("Saint-Herblain (France), June 24, 2024 – News.", "2024-06-24"),
        ("February 13, 2025\n\nNews.", "2025-02-13"),
        ("ATLANTA, GA - November 13, 2025 (NEWMEDIAWIRE) - News of the quarter ended September 30, 2025.", "2025-11-13"),
    ],
)
def test_a_dateline_dates_the_release(text, day):
    document = read(f"Quillon Bio Starts Trial\n\n{text}\n", file_name="1999-01-01-other.txt", published=GIVEN)
    assert (document.published.isoformat(), document.published_from) == (day, "dateline")


def test_a_header_dates_a_release_without_dateline_and_is_no_part_of_the_title():
    document = read(" date 2019-11-06 Quillon Bio Starts Trial\n\nNews.\n", file_name="1999-01-01-other.txt")
    assert (document.published, document.published_from, document.title) == (dt.date(2019, 11, 6), "header", "Quillon Bio Starts Trial")


def test_then_the_file_name_and_then_the_option_date_it():
    named = read("Quillon Bio Starts Trial\n", file_name="2024-05-09-news.txt", published=GIVEN)
    given = read("Quillon Bio Starts Trial\n", file_name="news-2024-05-09.txt", published=GIVEN)
    assert (named.published, named.published_from) == (dt.date(2024, 5, 9), "file name")
    assert (given.published, given.published_from) == (GIVEN, "option")


@pytest.mark.parametrize("text", ["BOSTON, February 30, 2025 - News.", " date 2019-13-45 News", "BOSTON, 31 June 2024 - News."])
def test_impossible_dates_are_passed_over(text):
    assert read(f"{text}\n", file_name="2024-99-99-x.txt", published=GIVEN).published_from == "option"


@pytest.mark.parametrize(
    "text",
    [
        "Data as of November 3, 2023 - the cut-off.",
        "In the quarter ended September 30, 2025, we had cash.",
        "The meeting takes place on May 5, 2025 (Monday).",
    ],
)
def test_a_date_in_a_sentence_is_no_dateline(text):
    assert read(f"Quillon Bio Starts Trial\n\n{text}\n", published=GIVEN).published_from == "option"


def test_a_release_on_one_line_has_a_title_of_its_own():
    text = (
        "Quillon Bio Starts a Phase 3 Trial of QLN-101 February 13, 2025 * * * BOSTON,Feb. 13, 2025// -- " + "Quillon Bio said much. " * 30
    )
    document = read(text)
    assert (document.title, document.published) == ("Quillon Bio Starts a Phase 3 Trial of QLN-101", dt.date(2025, 2, 13))


def test_html_is_read_as_the_text_that_people_see():
    page = PAGE.format(
        "<nav>Menu</nav><h1>Quillon Bio Starts <em>Trial</em></h1><p>BOSTON, February 13, 2025 &ndash; News of Quillon<sup>&reg;</sup>.</p>"
        "<ul><li>One</li><li>Two</li></ul><script>alert(1)</script>"
    )
    document = read(page, file_name="news.html")
    assert (document.title, document.published_from) == ("Quillon Bio Starts Trial", "dateline")
    assert "News of Quillon®." in document.text
    assert not any(word in document.text for word in ("Menu", "alert", "p {}", "<"))


MENU = "<div><a href='/'>Home</a> <a href='/science'>Our Science in 2025</a></div><ul><li>Investors</li><li>Pipeline</li></ul>"
STORY = (
    "<p>BOSTON, February 13, 2025 &ndash; Quillon Bio, Inc. today announced a trial of QLN-101, a medicine for people with asthma.</p>" * 3
)


@pytest.mark.parametrize(
    ("above", "headings", "kept"),
    [
        (MENU, "<h1>Quillon Bio Starts Trial</h1>", ""),
        (MENU + "<p>February 13, 2025</p>", "<h1>Quillon Bio Starts Trial</h1>", "February 13, 2025\n"),
        (MENU, "<h1>Press Release Details</h1><h1>Quillon Bio Starts Trial</h1>", ""),
    ],
)
def test_menus_above_a_pages_headline_are_no_part_of_the_release(above, headings, kept):
    document = read(PAGE.format(above + headings + STORY), file_name="news.html")
    assert (document.title, document.published) == ("Quillon Bio Starts Trial", dt.date(2025, 2, 13))
    before = document.text.partition("Quillon Bio Starts Trial")[0]
    assert before == kept


def test_much_text_above_a_pages_headline_is_no_menu():
    document = read(PAGE.format(STORY + "<h1>Quillon Bio Starts Trial</h1>" + STORY), file_name="news.html")
    assert (document.title, document.text[:6]) == ("Quillon Bio Starts Trial", "BOSTON")


def test_html_is_recognised_by_its_beginning_too():
    assert (
        read("\n<html><body><p>BOSTON, February 13, 2025 - News.</p></body></html>", file_name="news.txt").text
        == "BOSTON, February 13, 2025 - News."
    )


@pytest.mark.parametrize("junk", ["<a x='" * 30_000, "<!--" * 30_000, "<" * 100_000, "<div>" * 100_000, "<p>" * 100_000, "&" * 100_000])
def test_hostile_pages_are_read_or_refused_about_as_fast_as_others(junk):
    def reading(content):
        with contextlib.suppress(Refused):
            read(PAGE.format(content), file_name="x.html", published=GIVEN)

    assert effort(lambda: reading(junk)) < 40 * effort(lambda: reading("<p>A word or two.</p>" * 15_000))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        document = read(data, published=GIVEN)
    except Refused:
        return
    assert document.text
    assert "\r" not in document.text


def test_folders_are_walked_in_order_of_name(tmp_path):
    for name in ("b.txt", "a/z.HTML", "a/y.txt", "a/x.pdf", ".hidden.txt", "c.htm"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])] == ["a/y.txt", "a/z.HTML", "b.txt", "c.htm"]


def test_a_file_is_taken_whatever_its_name(tmp_path):
    path = tmp_path / "release.dat"
    path.write_text("x", encoding="utf-8")
    assert list(find_files([path])) == [path]


def test_a_folder_without_releases_and_a_missing_path_are_refused(tmp_path):
    with pytest.raises(Refused, match="nothing to read in this folder") as empty:
        list(find_files([tmp_path]))
    with pytest.raises(Refused, match="Check the path") as missing:
        list(find_files([tmp_path / "nothing"]))
    assert (empty.value.code, missing.value.code) == ("no-releases", "no-such-file")


def test_folders_are_streamed(tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert next(iter(find_files([tmp_path, tmp_path / "nothing"]))) == tmp_path / "a.txt"
