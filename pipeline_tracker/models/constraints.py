"""Constraints and indexes that several tables share. Every constraint has a name, and a test that breaks it.

A field that must be unique has a named constraint instead of ``unique=True``, and no key of another row has an index of its own
where a constraint or index begins with it: each index more is upkeep for every row that is loaded, and PostgreSQL would get two
for each unique text.
"""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Index, Q

from pipeline_tracker.vocabulary.windows import OPEN_START, PRECISION_LABELS


def one_of(field: str, choices: Iterable[tuple[str, str]], name: str, *, blank: bool = False) -> CheckConstraint:
    """The field holds a code of the vocabulary, or "" where ``blank``."""
    codes = [code for code, _ in choices] + ([""] if blank else [])
    return CheckConstraint(condition=Q(**{f"{field}__in": codes}), name=name)


def not_empty(field: str, name: str) -> CheckConstraint:
    return CheckConstraint(condition=~Q(**{field: ""}), name=name)


def where_stated(field: str, name: str) -> Index:
    """An index of the rows in which the field is filled in, for fields that most rows leave empty: those cost no upkeep."""
    return Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=name)


def consistent_window(name: str) -> CheckConstraint:
    """Either no window at all, or one as `vocabulary.windows.Window` allows it."""
    none = Q(precision="", earliest=None, latest=None)
    open_start = Q(precision__in=sorted(OPEN_START), earliest=None, latest__isnull=False)
    closed = Q(precision__in=sorted(set(PRECISION_LABELS) - OPEN_START), earliest__isnull=False, latest__isnull=False)
    # A comparison with NULL lets a row pass, so that what must be there is said apart.
    closed &= Q(latest__gte=F("earliest"))
    return CheckConstraint(condition=none | open_start | closed, name=name)
