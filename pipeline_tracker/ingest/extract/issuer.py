"""Whose release it is, asked before the release is read in full, so that the reader can be given what is known of the company.

A document is asked after its issuer and then read: its layout and its issuer are found once.
"""

from functools import lru_cache

from pipeline_tracker.ingest.documents import Company, Document
from pipeline_tracker.ingest.extract import company, layout
from pipeline_tracker.ingest.extract.layout import Passage


@lru_cache(maxsize=1)
def laid_out(document: Document) -> tuple[Passage, ...]:
    """The document's passages in order."""
    return tuple(layout.passages(document.text, document.title))


@lru_cache(maxsize=2)
def issuer_of(document: Document, named: str = "") -> Company | None:
    """The issuing company; ``named`` is the caller's word for it. None where there is none and the text names none."""
    return company.find(list(laid_out(document)), document.title, named)
