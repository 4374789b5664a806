"""Changes as JSON Feed 1.1, each with its codes and dates for machines under ``_pipeline_tracker``."""

import json
from collections.abc import Sequence

from pipeline_tracker.web.presenters.changes import as_data

from .entries import Channel, Entry

CONTENT_TYPE = "application/feed+json; charset=utf-8"


def json_feed(channel: Channel, entries: Sequence[Entry]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.url,
        "feed_url": channel.feed_url,
        "language": channel.language,
        "items": [_item(entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.uid,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": entry.author}],
        "tags": list(entry.tags),
        "_pipeline_tracker": as_data(entry.change),
    }
