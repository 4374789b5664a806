"""What the Atom and the JSON feed of changes share: their entries in the same words, with the same keys."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from pipeline_tracker.queries.changes import Change
from pipeline_tracker.web.presenters import changes as present

ENTRIES = 200  # of one feed, the newest
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # when an empty feed was last changed


@dataclass(frozen=True)
class Channel:
    """A feed as a whole. ``url`` is the page that shows the same, ``feed_url`` the feed's own address; both are absolute."""

    title: str
    description: str
    url: str
    feed_url: str
    language: str


@dataclass(frozen=True)
class Entry:
    """One change. ``uid`` is an IRI that stays the same on every host; ``published`` is the day of its source, ``updated`` when it
    was recorded here."""

    uid: str
    title: str
    text: str
    url: str
    published: dt.datetime
    updated: dt.datetime
    author: str
    tags: tuple[str, ...]
    change: Change


def entries(changes: Iterable[Change], absolute: Callable[[str], str]) -> list[Entry]:
    """The newest ENTRIES of the changes; ``absolute`` makes an address of a path."""
    return [_entry(present.line(change), absolute) for change in list(changes)[:ENTRIES]]


def _entry(line: present.Line, absolute: Callable[[str], str]) -> Entry:
    change = line.change
    claim, milestone = change.claim, change.milestone
    quote = f"“{line.said}”" if claim.document else line.said
    tags = (change.severity, change.kind, milestone.company.slug)
    return Entry(
        uid=uuid5(NAMESPACE_URL, f"pipeline-tracker:change:{change.uid}").urn,
        title=line.title,
        text="\n\n".join((line.happened, quote, f"{_('Source:')} {line.source}", absolute(present.passage(claim, milestone)))),
        url=absolute(milestone.get_absolute_url()),
        published=dt.datetime.combine(change.day, dt.time(), dt.UTC),
        updated=claim.created_at,
        author=milestone.company.name,
        tags=tags,
        change=change,
    )


def updated(found: Iterable[Entry]) -> dt.datetime:
    """When the feed was last changed: when its newest entry was recorded."""
    return max((entry.updated for entry in found), default=NEVER)
