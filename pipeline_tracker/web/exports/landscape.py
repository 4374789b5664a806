"""The landscape as a file: the rows of the page with their numbers of programs, each area before its indications."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote_plus

from pipeline_tracker.web.landscape import told
from pipeline_tracker.web.presenters.landscape import Block, Line, name

from .cells import Value

# The columns of the page, and of each how many of its programs wait for their trial.
COLUMNS = ("preclinical", "ind", "phase_1", "phase_1_2", "phase_2", "phase_2_3", "phase_3", "filed", "approved", "all_phases")
# ``grouping`` is what the row is of: indication, area, modality, target or "all"; ``code`` is its value in addresses, "none" where it is
# not stated. Areas and indications have an area.
HEADER = (
    *("grouping", "name", "code", "area", "area_code"),
    *(column for code in COLUMNS for column in (code, f"{code}_not_started")),
    "url",
)


def values(whole: Line, blocks: Iterable[Block], lists: str) -> Iterator[list[Value]]:
    """A row for each line, as HEADER says. ``lists`` is the beginning of addresses of program lists, up to "at"."""
    yield _values(whole, lists)
    for block in blocks:
        if block.heading:
            yield _values(block.heading, lists)
        for line in block.lines:
            yield _values(line, lists)


def _values(line: Line, lists: str) -> list[Value]:
    return [
        *(line.grouping or "all", line.name, line.code),
        *(name("area", line.area) if line.area else "", line.area),
        *(part for number in line.numbers for part in number),
        f"{lists}at={quote_plus(told(line.scope))}",
    ]
