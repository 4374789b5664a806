"""What a table is: its documented columns, what must hold between them, and what a row of it says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline_tracker.ingest.documents import Reading

from .cells import Cells
from .forms import DAY, Form


@dataclass(frozen=True)
class Column:
    """``help`` is one sentence for people, ``example`` what the template's row holds there."""

    name: str
    form: Form
    help: str
    example: str = ""
    required: bool = False


@dataclass(frozen=True)
class Mismatch:
    """Cells that are right each for itself but not together: ``column`` is the one to look at."""

    column: str
    message: str


def nothing_to_compare(cells: Cells) -> Iterable[Mismatch]:
    return ()


@dataclass(frozen=True)
class Table:
    """``about`` says what a row is. ``read`` gives what a checked row says, ``compare`` what does not fit together in it."""

    name: str
    about: str
    columns: tuple[Column, ...]
    read: Callable[[Cells], Reading]
    compare: Callable[[Cells], Iterable[Mismatch]] = nothing_to_compare


AS_OF = Column("as_of", DAY, "The day on which the statement was made. Required unless --published gives it.", "2026-01-15")
COMPANY_HELP = "The company, under its name or one of its names in the companies table."
