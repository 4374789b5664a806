"""How many rows a list has, and how many each value of its filters would leave.

Short lists are counted row by row. Of long ones the numbers of the whole list are counted ahead (FacetCount); where filters narrow such
a list, its rows are counted up to BOUND. Of more, the values of the first FEW are told, and every number is "at least so many".
How many rows one value leaves where nothing else narrows the list was counted ahead, too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.db import connection
from django.db.models import CharField, Count, F, Model, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, NullIf

from pipeline_tracker.models import Company, Document, FacetCount, Milestone, Program, Trial

from .companies import HAS_PIPELINE
from .counts import Total

NONE = "none"  # the value that stands for "not stated"
BOUND = 1000  # rows of a long list that filters narrow: how far they are counted
FEW = 50  # of more than that, the rows whose values are counted
BOUND_THEN, FEW_THEN = 300, 25  # the same of values on earlier days, when each row takes longer; totals are counted as far as today
OFFERED = 30  # values of a facet, the most frequent: registries name tens of thousands of sponsors, and no page lists them all
OFFERED_OF_FEW = 15  # the same of FEW rows, which do not tell what is frequent in the list
LONG = 5000  # rows from which on a list is counted ahead

# What is counted ahead: for each long list its columns and, where codes do not have them, those of their words.
_COMPANY = ("company__slug", "company__name")
AHEAD: dict[type[Model], tuple[tuple[str, str], ...]] = {
    Program: (
        ("standings__phase", ""),
        ("standings__activity", ""),
        ("standings__territory", ""),
        ("milestones__regulator__code", ""),
        _COMPANY,
        ("modality", ""),
        ("origin", ""),
        ("indications__area", ""),
        ("indications__slug", "indications__name"),
    ),
    Company: (
        ("exchange", ""),
        ("country", ""),
        ("programs__standings__phase", ""),
        ("programs__modality", ""),
        ("programs__indications__area", ""),
    ),
    Milestone: (
        ("kind", ""),
        ("phase", ""),
        _COMPANY,
        ("regulator__code", "regulator__code"),
        ("territory", ""),
        ("indication__area", ""),
        ("indication__slug", "indication__name"),
        ("programs__modality", ""),
    ),
    Trial: (
        ("status", ""),
        ("phase", ""),
        ("registry", ""),
        ("company__sponsor_class", ""),
        _COMPANY,
        ("indications__area", ""),
        ("indications__slug", "indications__name"),
    ),
    Document: (("kind", ""), _COMPANY, ("published__year", "")),
}

# Of these only what is stated is counted: few milestones have a regulator, and programs have many milestones.
STATED = {"milestones__regulator__code": Q(milestones__regulator__isnull=False)}

Statement = tuple[str, tuple]
_ALL = "*"  # for a name: the list as a whole
_FIRST = "SELECT pk FROM {0} {3} LIMIT (SELECT CASE WHEN COUNT(*) > {1} THEN {2} ELSE {1} END FROM {0})"
_SMALL = "ORDER BY pk DESC"  # of rows in no order: the companies and programs that came first have the most trials, which take time
_NUMBER = "SELECT '{name}', {code}, '', COUNT(*) FROM ({{}}) AS counted"  # names and codes are the program's own


def listed(model: type[Model]) -> QuerySet:
    """The rows that the list of the model shows while nothing is filtered."""
    rows = model._default_manager.order_by()
    return rows.filter(HAS_PIPELINE) if model is Company else rows


@dataclass(frozen=True)
class Question:
    """How many of ``rows`` have each value of ``column`` of ``every`` row of the list; ``label`` is the column with the words, "" where
    the codes have them. ``rows`` are those that the other filters leave: ``whole`` says that they leave the whole list. ``chosen``
    values are answered even where they are rare. ``conditions`` tell the values of what no column holds."""

    name: str
    every: QuerySet
    rows: QuerySet
    column: str
    label: str = ""
    whole: bool = True
    chosen: Sequence[str] = ()
    conditions: Mapping[str, Q] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """``words`` are the count as far as it is known: "12", "12+" for at least so many, "~12" for about, "" for not at all."""

    code: str
    label: str
    count: int
    words: str


@dataclass(frozen=True)
class Answers:
    """The values of one facet; ``left_out`` are further, rarer ones. ``cut`` says that only the FEW first rows were read, so that there
    may be other values, too."""

    values: list[Answer] = field(default_factory=list)
    left_out: int = 0
    cut: bool = False


@dataclass(frozen=True)
class Counted:
    """``total`` is how many rows all filters leave."""

    answers: dict[str, Answers]
    total: Total


def count(
    rows: QuerySet,
    questions: Iterable[Question],
    *,
    narrowed: bool,
    partly: bool = False,
    least: int = 0,
    by: str = "",
    then: bool = False,
) -> Counted:
    """The answers to all questions, by their names, and how many ``rows`` there are, in two statements at most. Values that leave no row
    are left out. ``narrowed`` says that the rows are not the whole list, ``by`` the question whose chosen values are all that narrows it,
    ``partly`` that there are more than these, in every question, ``least`` how many there are at least, if that is known, and ``then``
    that they are those of an earlier day."""
    asked = list(questions)
    ahead = _counted_ahead(rows.model, asked)
    if not ahead:
        return Counted(*_counted_now(asked, rows, None, partly))
    known = {question.name: ahead[question.column] for question in asked if question.whole and question.column in ahead}
    unknown = [question for question in asked if question.name not in known]
    left = next((_left(known[by], question.chosen) for question in asked if question.name == by and by in known), None)
    number = left.number if left else least
    if number > BOUND or (number and partly):  # and so are the rows of all other questions: these, or more
        now, _ = _counted_now(unknown, None, _Reach(BOUND, FEW, many=True), partly)
        return Counted(known | now, left or Total(min(number, BOUND), more=True))
    now, total = _counted_now(unknown, rows if narrowed else None, _Reach(BOUND_THEN, FEW_THEN) if then else _Reach(BOUND, FEW), partly)
    return Counted(known | now, total if narrowed else _total(*ahead[""].values))


def counted_ahead() -> dict[type[Model], Total]:
    """How many rows the long lists have, those that were counted ahead."""
    tables = {model._meta.model_name: model for model in AHEAD}
    whole = FacetCount.objects.filter(table__in=tables, column="", number__gt=0)
    return {tables[row.table]: Total(row.number, about=not row.exact) for row in whole}


def _counted_ahead(model: type[Model], asked: Sequence[Question]) -> dict[str, Answers]:
    """By column; nothing for lists that are counted row by row."""
    chosen = [Q(column=question.column, code__in=question.chosen) for question in asked if question.chosen]
    wanted = Q(place__lte=OFFERED)
    for one in chosen:
        wanted |= one
    found: dict[str, list[Answer]] = defaultdict(list)
    parts = {}
    rows = list(FacetCount.objects.filter(wanted, table=model._meta.model_name).order_by("place", "pk"))
    about = "" if all(row.exact for row in rows if not row.column) else "~"  # told by the list as a whole
    for row in rows:
        found[row.column].append(Answer(row.code, row.label, row.number, f"{about}{row.number:,}"))
        parts[row.column] = row.parts
    return {column: Answers(values, parts[column] - len(values)) for column, values in found.items()}


def _left(answers: Answers, chosen: Sequence[str]) -> Total | None:
    """How many rows of the whole list have the one chosen value, as far as that was counted ahead."""
    return next((_total(answer) for answer in answers.values if [answer.code] == list(chosen)), None)


def _total(ahead: Answer) -> Total:
    return Total(ahead.count, about="~" in ahead.words)


@dataclass(frozen=True)
class _Reach:
    """How far the rows of a long list are read: BOUND and one are counted, and of ``whole`` all values are told, of more those of ``few``;
    these alone are read where ``many`` says that there are more than BOUND in any case."""

    whole: int
    few: int
    many: bool = False


def _counted_now(asked: Sequence[Question], rows: QuerySet | None, reach: _Reach | None, partly: bool) -> tuple[dict[str, Answers], Total]:
    """From the rows themselves, of which no more are read than ``reach`` says, all of them without one. The total is that of ``rows``."""
    found: dict[str, list[tuple[str | None, str, int]]] = defaultdict(list)
    for name, code, label, number in _read(asked, rows, reach):
        found[name].append((code, label, number))
    answers = {}
    for question in asked:
        values = [(code, label, number) for code, label, number in found[question.name] if code is not None and number]
        if reach and _one_by_one(question):
            told = [Answer(code, label, number, str(_at_most(number, reach.whole, partly))) for code, label, number in values]
            answers[question.name] = Answers(told)
        else:
            read = sum(number for code, _, number in found[question.name] if code is None)
            cut = partly or (reach is not None and (reach.many or read > reach.whole))
            answers[question.name] = Answers([Answer(*value, f"{value[2]:,}{'+' * cut}") for value in values], cut=cut)
    return answers, _at_most(sum(number for _code, _label, number in found[_ALL]), BOUND if reach else None, partly)


def _one_by_one(question: Question) -> bool:
    """Whether each value is counted along its own index, where the list is long: nothing narrows it."""
    return question.whole and bool(question.conditions)


def _at_most(number: int, bound: int | None, partly: bool) -> Total:
    return Total(number, partly) if bound is None else Total(min(number, bound), partly or number > bound)


def _read(asked: Sequence[Question], whole: QuerySet | None, reach: _Reach | None) -> list[tuple[str, str | None, str, int]]:
    """Name, code, label and number, in one statement; the code is NULL for the rows of a facet as a whole, and the name is _ALL for those
    of the list.

    Most facets are about the same rows. Those are found once (``kept``), however hard that is.
    """
    kept: dict[int, str] = {}
    shared: list[Statement] = []
    parts: list[Statement] = []

    def keep(rows: QuerySet) -> str:
        """The name under which the statement has the keys of the rows, the first in their order if they have one of their own; "" where
        no row can be meant."""
        if id(rows) not in kept:
            keys = rows.values("pk") if rows.query.order_by else rows.order_by().values("pk")
            name = f"kept_{len(kept)}"
            found = _compiled(
                f"{name} (pk) AS MATERIALIZED ({{}})", keys if reach is None else keys[: reach.few if reach.many else BOUND + 1]
            )
            shared.extend(found)
            kept[id(rows)] = name if found else ""
        return kept[id(rows)]

    if whole is not None and (name := keep(whole)):
        parts.append((f"SELECT '{_ALL}', NULL, '', COUNT(*) FROM {name}", ()))  # noqa: S608 (names made here)
    for question in asked:
        if reach and _one_by_one(question):
            keys = question.rows.order_by().values("pk")
            for code, condition in question.conditions.items():
                parts += _compiled(_NUMBER.format(name=question.name, code=f"'{code}'"), keys.filter(condition)[: reach.whole + 1])
        elif name := keep(question.rows):
            order = "" if question.rows.query.order_by else _SMALL
            first = _FIRST.format(name, reach.whole, reach.few, order) if reach and not reach.many else f"SELECT pk FROM {name}"  # noqa: S608 (names made here)
            rows = question.every.filter(pk__in=RawSQL(first, ()))  # noqa: S611 (names made here)
            facet = Value(question.name, output_field=CharField())
            grouped = values_of(rows, question.column, question.label).annotate(facet=facet)
            counted = grouped.values_list("facet", "facet_code", "facet_words", "facet_count")
            if reach and reach.many:  # of some rows of many there is no telling which values are rare
                counted = counted.order_by("-facet_count", "facet_code")[:OFFERED_OF_FEW]
            parts += _compiled("SELECT * FROM ({}) AS facet", counted)
            parts.append((f"SELECT '{question.name}', NULL, '', COUNT(*) FROM {name}", ()))  # noqa: S608 (names made here)
    if not parts:
        return []
    values = [value for _, parameters in (*shared, *parts) for value in parameters]
    ahead = f"WITH {', '.join(sql for sql, _ in shared)} " if shared else ""
    with connection.cursor() as cursor:
        cursor.execute(ahead + " UNION ALL ".join(sql for sql, _ in parts), values)
        return cursor.fetchall()


def values_of(rows: QuerySet, column: str, label: str) -> QuerySet:
    """The values of the column as ``facet_code``, with their ``facet_words``, and ``facet_count`` rows of each; NONE for NULL and "",
    unless only stated values of the column are counted."""
    text = CharField()
    return (
        rows.filter(STATED.get(column, Q()))
        .order_by()
        .annotate(
            facet_code=Coalesce(NullIf(Cast(F(column), text), Value("")), Value(NONE), output_field=text),
            facet_words=Coalesce(Cast(F(label), text), Value(""), output_field=text) if label else Value("", output_field=text),
        )
        .values("facet_code", "facet_words")
        .annotate(facet_count=Count("pk", distinct=_several(rows.model, column)))
    )


def _several(model: type[Model], column: str) -> bool:
    """Whether a row may have one value several times: the column is that of several related rows, and does not tell them apart."""
    steps = []
    for name in column.split("__"):
        try:
            steps.append(model._meta.get_field(name))
        except FieldDoesNotExist:  # named by the query, or a part of a date
            break
        model = steps[-1].related_model or model
    if not any(step.many_to_many or step.one_to_many for step in steps):
        return False
    apart = {constraint.fields for constraint in model._meta.total_unique_constraints}
    return len(steps) > 2 or not steps[0].many_to_many or (steps[-1].name,) not in apart


def _compiled(around: str, rows: QuerySet) -> list[Statement]:
    """The rows as a statement, within the words around; none where a condition is one that no row can meet."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    return [(around.format(sql), parameters)]
