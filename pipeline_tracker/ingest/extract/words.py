"""Word lists kept as text beside the code: words separated by blanks, lines that begin with # are comments."""

from functools import lru_cache
from pathlib import Path

from pipeline_tracker.vocabulary.names import name_key

DATA = Path(__file__).with_name("data")


def words(name: str) -> list[str]:
    """The words of data/NAME.txt in order."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


@lru_cache(maxsize=1)
def marketed() -> frozenset[str]:
    """Keys of well-known products of others."""
    return frozenset(name_key(name) for name in words("marketed"))
