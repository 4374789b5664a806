"""Small releases of invented companies, to read one sentence at a time."""

import datetime as dt

from pipeline_tracker.ingest.documents import NO_CATALOGUE, Catalogue, Claim, Document, Reading
from pipeline_tracker.ingest.extract import extract
from pipeline_tracker.ingest.readers import read_release
from pipeline_tracker.vocabulary.phases import PHASE_NUMBERS
from pipeline_tracker.vocabulary.windows import Window

PUBLISHED = dt.date(2025, 2, 13)
LEAD = (
    "Quillon Bio Reports on QLN-101\n\n"
    "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB), a developer of medicines, writes about its program QLN-101 today.\n\n"
)


def document(text: str, *, file_name: str = "", published: dt.date | None = None) -> Document:
    return read_release(text.encode(), address=file_name or "-", file_name=file_name, published=published)


def read(text: str, catalogue: Catalogue = NO_CATALOGUE) -> Reading:
    """The reading of a whole release; without a dateline it is dated PUBLISHED."""
    return extract(document(text, published=PUBLISHED), catalogue)


def read_sentence(sentence: str) -> Reading:
    """The reading of a release whose only news is ``sentence``, in its body."""
    return read(LEAD + sentence + "\n")


def read_headline(headline: str) -> Reading:
    """The reading of a release of a headline alone."""
    return read(headline + "\n")


def label(window: Window | None) -> str | None:
    """A window as the labels of files write it, as far as tests need it; parts and ranges by their days."""
    if window is None:
        return None
    if window.earliest is None:
        return f"by:{window.latest}"
    first, last = window.earliest, window.latest
    if window.precision in ("day", "minute"):
        return str(first)
    if window.precision == "month":
        return f"{first:%Y-%m}"
    if window.precision == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if window.precision == "half":
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if window.precision == "year":
        return str(first.year)
    return f"{first}/{last}"


def told(reading: Reading) -> list[tuple[str | None, ...]]:
    """(kind, status, phase, date, regulator) of every claim, in order."""
    return [told_by(claim) for claim in reading.claims]


def told_by(claim: Claim) -> tuple[str | None, ...]:
    return claim.kind, claim.status, PHASE_NUMBERS.get(claim.phase), label(claim.window), claim.regulator or None
