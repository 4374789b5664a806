"""No text hangs, breaks or misleads extraction about where things stand."""

import contextlib
import datetime as dt
import functools
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_tracker.ingest.documents import Refused
from pipeline_tracker.ingest.extract import extract
from pipeline_tracker.ingest.extract import reading as rules
from pipeline_tracker.ingest.readers import read_release
from tests.effort import effort
from tests.ingest.extract.releases import document

PUBLISHED = dt.date(2025, 2, 13)
HEAD = "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) announces QLN-101. "
WORDS = (
    "Quillon QLN-101 Phase 2 trial study data results topline expected anticipated initiated in of the and to for by FDA EMA IND NDA BLA "
    "orphan designation granted approved first patient dosed enrollment completed Q3 2025 January 5, net loss was $3.2 million ASH Annual "
    "Meeting poster (Abstract ID: 12) 7:00 AM - 8:00 AM ET * - : ; . , ( ) [ ] % ® ™ “ ” About Forward-Looking Statements • mid-2026 asthma"
)
SENTENCES = (
    "The first patient was dosed in the Phase 2 trial of QLN-101 in asthma. Topline data are expected in Q3 2025. "
    "Net loss was $3.2 million. “We look forward to it,” said Ann Lee, Chief Executive Officer. "
    "QLN-202 is a monoclonal antibody that binds a protein.\n"
)

RUNS = {
    "capitals": "ANNUAL MEETING OF THE SOCIETY " * 1_700,
    "title case": "The Annual Society Of Medical Oncology And Hematology Association International " * 600,
    "one word": "A" * 50_000,
    "milestone words": "trial phase study initiated data results expected " * 1_000,
    "parentheses": "(" * 20_000 + ")" * 20_000,
    "a table": "1,234 5,678 $9.1 million 2,345\n" * 1_600,
    "dates": "January 5, 2025 - " * 2_500,
    "quotes": '“"' * 20_000,
    "bullets": "* a\n" * 12_000,
    "initials": "A. B. C. " * 6_000,
    "accents": "é\u0301" * 20_000,
    "an open verb": "initiated a " * 4_000 + "trial",
    "of the": "Results of the of the of the " * 1_800,
    "dashes": "-" * 50_000,
    "blanks": " " * 50_000 + "x",
    "line ends": "\n" * 50_000 + "x",
    "applications": "IND (IND) IND application " * 2_000,
    "codes": "AB-123 (CD-456) " * 3_000,
    "joined codes": "A1-B2-C3-D4-" * 4_000,
    "qualifiers": "severe acute chronic relapsed or refractory " * 1_000 + "disease",
    "acronyms": "Society (A) (B) (C) " * 2_500,
}


def places(reading):
    return [
        *(claim.span for claim in reading.claims),
        *(span for claim in reading.claims for span in claim.repeats),
        *(program.span for program in reading.programs),
        *(figure.span for figure in reading.figures),
        *(line.span for line in reading.ledger),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("head", ["", HEAD], ids=["bare", "with a lead"])
def test_long_runs_take_no_more_than_some_times_as_long_as_sentences(head, run, monkeypatch):
    monkeypatch.setattr(rules, "BUDGET", math.inf)

    def reading():
        with contextlib.suppress(Refused):  # runs without a letter
            extract(document(head + run, published=PUBLISHED))

    assert effort(reading) < 40 * effort_of_sentences()


@functools.cache
def effort_of_sentences():
    """What a release costs that is as long as the runs."""
    return effort(lambda: extract(document(HEAD + SENTENCES * 190, published=PUBLISHED)))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "\n\n"]), min_size=1, max_size=150), st.booleans())
def test_any_heap_of_a_releases_words_is_read_and_its_places_lie_in_the_text(words, with_head):
    text = (HEAD if with_head else "") + " ".join(words)
    try:
        read = document(text, published=PUBLISHED)
    except Refused:
        return
    for place in places(extract(read)):
        assert 0 <= place.start < place.end <= len(read.text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=600))
def test_any_text_is_read(text):
    try:
        read = read_release(text.encode("utf-8", "ignore"), address="-", file_name="", published=PUBLISHED)
    except Refused:
        return
    extract(read)


def test_the_same_text_reads_the_same():
    read = document(HEAD + "The first patient was dosed in the Phase 2 trial of QLN-101. Data of QLN-202 and QLN-101 are expected in 2026.")
    assert extract(read) == extract(read)


def test_a_document_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(rules, "BUDGET", -1.0)
    with pytest.raises(Refused) as caught:
        extract(document(HEAD))
    assert caught.value.code == "too-slow"
