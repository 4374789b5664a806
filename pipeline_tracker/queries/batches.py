"""How many rows of a long list are read at a time where all of them are written into a file."""

from collections.abc import Iterator

FIRST = 12


def sizes(most: int) -> Iterator[int]:
    """Of one batch after the other, without end: few rows first, so that a file begins at once, then as many as may be held."""
    yield min(FIRST, most)
    while True:
        yield most
