"""Which columns a list shows: those that the address names (``columns=phase,modality``), or else the table's own choice."""

from dataclasses import dataclass

from django.http import QueryDict

from .query import carried, without
from .tables import Table

NAME = "columns"
_LONGEST = 1000  # characters of the parameter that are read


@dataclass(frozen=True)
class Columns:
    """The form that chooses columns: ``carried`` is what it must keep, ``usual`` leads back to the table's own choice, "" where that
    is in force."""

    choices: tuple["Choice", ...]
    carried: tuple[tuple[str, str], ...]
    usual: str


@dataclass(frozen=True)
class Choice:
    """One column in the form that chooses them. The first names its row, so that it is always shown."""

    name: str
    title: str
    shown: bool
    fixed: bool


def choose(table: Table, query: QueryDict) -> None:
    """Shows the columns that the query string names, once or several times, separated by commas; the table's own choice where it
    names none that there is."""
    asked = {name.strip() for value in query.getlist(NAME) for name in value[:_LONGEST].split(",")}
    bound_columns = list(table.columns.iterall())
    if asked.isdisjoint(bound.name for bound in bound_columns):
        return
    for number, bound in enumerate(bound_columns):
        bound.column.visible = number == 0 or bound.name in asked


def columns(table: Table, query: QueryDict) -> Columns:
    bound = list(table.columns.iterall())
    return Columns(
        choices=tuple(Choice(one.name, str(one.header), one.visible, fixed=one is bound[0]) for one in bound),
        carried=carried(query, NAME),
        usual=without(query, NAME) if NAME in query else "",
    )
