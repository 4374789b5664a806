"""Extraction: one press release in, what it says about programs, milestones and figures out. Pure, rule-based, no Django."""

from pipeline_tracker.ingest.documents import NO_CATALOGUE, Catalogue, Company, Document, Reading

VERSION = "5"  # raised whenever a rule changes results

# Compiling the rules takes half a second, which whoever reads no release need not wait for.


def extract(document: Document, catalogue: Catalogue = NO_CATALOGUE) -> Reading:
    """What ``document`` says. Raises Refused("too-slow") where reading it takes longer than ``reading.BUDGET``."""
    from .reading import read

    return read(document, catalogue)


def issuer_of(document: Document, named: str = "") -> Company | None:
    """The issuing company; ``named`` is the caller's word for it. None where there is none and the text names none."""
    from . import issuer

    return issuer.issuer_of(document, named)
