"""The counts beside filters: how many rows each value would leave.

A facet is counted row by row where few rows are left. Where there are more than BOUND, each value is counted by itself and up to BOUND
only, along an index; a number is exact, or it is "1,000+".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from .counts import totals

NONE = "none"  # the value that stands for "not stated"
BOUND = 1000
TRIED = 20  # values that are not known beforehand: so many of those seen most among the first rows are counted
_ALL = ""  # stands for the rows of a facet as a whole


@dataclass(frozen=True)
class Question:
    """How many of ``rows`` have each value of ``code``, a column of ``every`` row of the list; ``label`` is the column with its words,
    "" where the code has them. ``having`` gives the rows that have one value; ``codes`` are the values known beforehand."""

    name: str
    every: QuerySet
    rows: QuerySet
    code: str
    having: Callable[[str], QuerySet]
    label: str = ""
    codes: Sequence[str] = ()


@dataclass(frozen=True)
class Answer:
    """``more`` says that the count is a bound, and that there are more."""

    code: str
    label: str
    count: int
    more: bool = False

    @property
    def words(self) -> str:
        return f"{self.count:,}+" if self.more else str(self.count)


def count(questions: Iterable[Question]) -> dict[str, list[Answer]]:
    """The answers to all questions, by their names: in one statement, or two where some facet has more than BOUND rows. Values that
    leave no row are left out."""
    asked = list(questions)
    first = _first_rows(asked)
    answers = {question.name: _joined(first[question.name]) for question in asked if sum(_size(first[question.name])) <= BOUND}
    open_ = [question for question in asked if question.name not in answers]
    tried = [(question, code, label) for question in open_ for code, label in _tried(question, first[question.name]).items()]
    for (question, code, label), found in zip(tried, totals([question.having(code) for question, code, _ in tried], BOUND), strict=True):
        if found:
            answers.setdefault(question.name, []).append(Answer(code, label, found.number, found.more))
    return answers


def _first_rows(questions: Sequence[Question]) -> dict[str, list[tuple[str | None, str, int]]]:
    """For each question the values among its first rows, one more than BOUND at most, and under None how many rows that are."""
    parts = [part for question in questions for part in _grouped(question)]
    found: dict[str, list[tuple[str | None, str, int]]] = defaultdict(list)
    if parts:
        for name, code, label, number in parts[0].union(*parts[1:], all=True):
            found[name].append((code, label, number))
    return found


def _grouped(question: Question) -> tuple[QuerySet, QuerySet]:
    text = CharField()
    rows = question.every.filter(pk__in=question.rows.order_by().values("pk")[: BOUND + 1]).order_by()
    whole = rows.annotate(
        facet=Value(question.name, output_field=text), facet_code=Value(None, output_field=text), facet_label=Value("", output_field=text)
    )
    named = rows.annotate(
        facet=Value(question.name, output_field=text),
        facet_code=Coalesce(Cast(F(question.code), text), Value(NONE), output_field=text),
        facet_label=Coalesce(Cast(F(question.label or question.code), text), Value(""), output_field=text),
    )
    return tuple(
        part.values_list("facet", "facet_code", "facet_label").annotate(facet_count=Count("pk", distinct=True)) for part in (whole, named)
    )


def _size(found: list[tuple[str | None, str, int]]) -> Iterable[int]:
    return (number for code, _, number in found if code is None)


def _tried(question: Question, found: list[tuple[str | None, str, int]]) -> dict[str, str]:
    """The values to count one by one, with their words."""
    seen = sorted(_joined(found), key=lambda answer: (-answer.count, answer.code))[:TRIED]
    return dict.fromkeys((*question.codes, NONE), "") | {answer.code: answer.label for answer in seen}


def _joined(found: list[tuple[str | None, str, int]]) -> list[Answer]:
    """ "" and NULL both mean "not stated"."""
    blank = sum(number for code, _, number in found if code in ("", NONE))
    stated = [Answer(code, label, number) for code, label, number in found if code not in (None, "", NONE)]
    return stated + ([Answer(NONE, "", blank)] if blank else [])
