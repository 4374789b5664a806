"""What is to be read: files, folders and standard input, opened one by one."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline_tracker.ingest.documents import Refused

from . import SUFFIXES, find_files
from .press_release import MAX_BYTES


@dataclass(frozen=True)
class Source:
    """Something to read: ``read`` returns its bytes (at most one more than MAX_BYTES) or raises Refused.

    ``name`` is what people call it, ``file_name`` is "" for standard input; ``path`` is the file, None where there is none.
    """

    name: str
    file_name: str
    read: Callable[[], bytes]
    path: Path | None = None

    def ends_in(self, suffixes: tuple[str, ...]) -> bool:
        return self.file_name.lower().endswith(suffixes)


def sources(paths: Iterable[str], suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Source]:
    """Every file that the paths name, "-" standing for standard input. A path that leads nowhere becomes a source that
    refuses to be read, so that it costs only itself."""
    for path in paths:
        if path == "-":
            yield Source("-", "", lambda: sys.stdin.buffer.read(MAX_BYTES + 1))
            continue
        try:
            yield from map(_file, find_files([Path(path)], suffixes))
        except Refused as refusal:
            yield _refused(path, refusal)


def _file(path: Path) -> Source:
    def read() -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise Refused("unreadable", f"cannot be read: {error.strerror}. Check that it exists and that you may read it.") from error

    return Source(str(path), path.name, read, path)


def _refused(name: str, refusal: Refused) -> Source:
    def read() -> bytes:
        raise Refused(refusal.code, str(refusal).removeprefix(f"{name}: "))

    return Source(name, "", read)
