"""From bytes to documents. Every refusal is a Refused with a stable code and a message that names the remedy."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pipeline_tracker.ingest.documents import Document, Refused
from pipeline_tracker.ingest.readers import press_release
from pipeline_tracker.ingest.readers.press_release import MAX_BYTES

__all__ = ["MAX_BYTES", "SUFFIXES", "find_files", "read_release"]

SUFFIXES = (".txt", ".html", ".htm")


def read_release(data: bytes, *, address: str, file_name: str, published: date | None) -> Document:
    """The press release in ``data``; ``file_name`` may date it, "" for standard input. Raises Refused.

    The publication date is the text's own (dateline or header), else the one that begins the file name, else ``published``.
    """
    from pipeline_tracker.ingest.readers import html  # records of registries need no parser of pages

    press_release.check_size(data)
    text = press_release.decode(data)
    title = ""
    if html.looks_like_html(text, file_name):
        text, title = html.to_text(text)
    text = press_release.cleaned(text)
    if not any(char.isalnum() for char in text):
        raise Refused("empty", "contains no text. Save the release's words as UTF-8 text.")
    day, found_in = press_release.publication_date(text, file_name, published)
    return Document(
        kind="press_release",
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        address=address,
        title=press_release.title_of(text, press_release.cleaned(title)),
        published=day,
        published_from=found_in,
    )


def find_files(paths: Iterable[Path], suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Path]:
    """The documents that ``paths`` name: files as they are, folders with all files of these endings below, in order of name.

    A .json file beside a release of the same name holds labels of it and is passed over in folders. Streams, so that a folder may
    hold any number of files. Raises Refused for what does not exist and for folders without a document.
    """
    for path in paths:
        if path.is_dir():
            empty = True
            for found in _below(path, suffixes):
                empty = False
                yield found
            if empty:
                raise Refused("no-releases", f"{path}: nothing to read in this folder. What is read ends in {', '.join(suffixes)}.")
        elif path.exists():
            yield path
        else:
            raise Refused("no-such-file", f"{path}: no such file or folder. Check the path.")


def _below(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Documents in ``folder`` and below it, sorted; links to folders are not followed, so that none is visited twice."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        raise Refused("unreadable", f"{folder}: cannot be read: {error.strerror}. Check that you may read it.") from error
    labelled = {Path(entry.name).stem + ".json" for entry in entries if entry.name.lower().endswith(SUFFIXES)}
    for entry in entries:
        if entry.name.startswith(".") or entry.name in labelled:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), suffixes)
        elif entry.name.lower().endswith(suffixes) and (entry.is_file() or not os.path.exists(entry.path)):  # noqa: PTH110
            # A link that leads nowhere is handed on, so that it is refused by name instead of passed over.
            yield Path(entry.path)
