"""The counts beside filters: how many rows each value would leave, for all filters of a page in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

NONE = "none"  # the value that stands for "not stated"


@dataclass(frozen=True)
class Question:
    """How many of ``rows`` have each value of ``code``; ``label`` is the column with its words, "" where the code has them."""

    name: str
    rows: QuerySet
    code: str
    label: str = ""


@dataclass(frozen=True)
class Answer:
    code: str
    label: str
    count: int


def count(questions: Iterable[Question]) -> dict[str, list[Answer]]:
    """The answers to all questions, by their names, in one statement; empty where no row is left."""
    parts = [_grouped(question) for question in questions]
    answers: dict[str, list[Answer]] = defaultdict(list)
    if parts:
        for name, code, label, number in parts[0].union(*parts[1:], all=True):
            answers[name].append(Answer(code or NONE, label, number))
    return {name: _joined(found) for name, found in answers.items()}


def _grouped(question: Question) -> QuerySet:
    text = CharField()
    return (
        question.rows.order_by()
        .annotate(
            facet=Value(question.name, output_field=text),
            facet_code=Coalesce(Cast(F(question.code), text), Value(NONE), output_field=text),
            facet_label=Coalesce(Cast(F(question.label or question.code), text), Value(""), output_field=text),
        )
        .values_list("facet", "facet_code", "facet_label")
        .annotate(facet_count=Count("pk", distinct=True))
    )


def _joined(answers: list[Answer]) -> list[Answer]:
    """ "" and NULL both mean "not stated"."""
    blank = sum(answer.count for answer in answers if answer.code == NONE)
    stated = [answer for answer in answers if answer.code != NONE]
    return stated + ([Answer(NONE, "", blank)] if blank else [])
