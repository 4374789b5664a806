"""Whose release it is, asked before the release is read in full, so that the reader can be given what is known of the company."""

from pipeline_tracker.ingest.documents import Company, Document
from pipeline_tracker.ingest.extract import company, layout


def issuer_of(document: Document, named: str = "") -> Company | None:
    """The issuing company as `extract` will find it; ``named`` is the caller's word for it."""
    return company.find(layout.passages(document.text, document.title), document.title, named)
