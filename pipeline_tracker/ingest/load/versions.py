"""What each version of a record says that the version before it did not. Pure.

A registry serves the whole record again after every change. Claiming every date of every version would bury the changes,
so a version claims only what differs from the one before it, whichever of them arrived first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from pipeline_tracker.ingest.documents import Document, Reading


@dataclass(frozen=True)
class Version:
    """One version as read. ``document.published`` is its day in the source."""

    document: Document
    reading: Reading

    @property
    def order(self) -> tuple:
        return (self.document.published, self.reading.seen or self.document.published, self.document.sha256)


def news(versions: Iterable[Version]) -> list[Version]:
    """The versions of one record, oldest first, each with only the claims and attributes that are new in it.

    A registry also changes a record without dating the change (a status turned "unknown"): such a version is dated by the
    day on which it was seen.
    """
    ordered = sorted(versions, key=lambda v: v.order)
    if len(ordered) == 1:  # as nearly all are when a registry is read for the first time
        return ordered
    said: dict[tuple, tuple] = {}
    told = []
    before = None
    for version in ordered:
        document, reading = version.document, version.reading
        if before and before.published == document.published and reading.seen and reading.seen > document.published:
            document = replace(document, published=reading.seen)
        claims = [(("claim", c.kind), (c.status, c.window, c.phase, c.detail), c) for c in reading.claims]
        attributes = [(("attribute", a.field, a.subject), (a.value,), a) for a in reading.attributes]
        new_claims = tuple(c for key, what, c in claims if said.get(key) != what)
        new_attributes = tuple(a for key, what, a in attributes if said.get(key) != what)
        said |= {key: what for key, what, _ in [*claims, *attributes]}
        told.append(Version(document, replace(reading, claims=new_claims, attributes=new_attributes)))
        before = version.document
    return told
