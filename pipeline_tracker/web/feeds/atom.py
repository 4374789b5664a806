"""Changes as Atom (RFC 4287)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from .entries import Channel, Entry, updated

CONTENT_TYPE = Atom1Feed.content_type


class _Feed(Atom1Feed):
    """Django's, but an empty one was never updated rather than just now."""

    def __init__(self, *args: Any, changed: dt.datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._changed = changed

    def latest_post_date(self) -> dt.datetime:
        return self._changed


def atom(channel: Channel, entries: Sequence[Entry]) -> bytes:
    feed = _Feed(
        channel.title,
        channel.url,
        channel.description,
        language=channel.language,
        subtitle=channel.description,
        feed_url=channel.feed_url,
        feed_guid=channel.feed_url,
        changed=updated(entries),
    )
    for entry in entries:
        feed.add_item(
            entry.title,
            entry.url,
            linebreaks(entry.text, autoescape=True),  # a summary is HTML to readers, so what documents say is escaped in it
            author_name=entry.author,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.uid,
            categories=entry.tags,
        )
    return feed.writeString("utf-8").encode()
