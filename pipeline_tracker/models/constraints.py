"""Check constraints that several tables share. Every constraint has a name, and a test that breaks it."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q

from pipeline_tracker.vocabulary.windows import OPEN_START, PRECISION_LABELS


def one_of(field: str, choices: Iterable[tuple[str, str]], name: str, *, blank: bool = False) -> CheckConstraint:
    """The field holds a code of the vocabulary, or "" where ``blank``."""
    codes = [code for code, _ in choices] + ([""] if blank else [])
    return CheckConstraint(condition=Q(**{f"{field}__in": codes}), name=name)


def not_empty(field: str, name: str) -> CheckConstraint:
    return CheckConstraint(condition=~Q(**{field: ""}), name=name)


def consistent_window(name: str) -> CheckConstraint:
    """Either no window at all, or one as `vocabulary.windows.Window` allows it."""
    none = Q(precision="", earliest=None, latest=None)
    open_start = Q(precision__in=sorted(OPEN_START), earliest=None, latest__isnull=False)
    closed = Q(precision__in=sorted(set(PRECISION_LABELS) - OPEN_START), earliest__isnull=False, latest__isnull=False)
    # A comparison with NULL lets a row pass, so that what must be there is said apart.
    closed &= Q(latest__gte=F("earliest"))
    return CheckConstraint(condition=none | open_start | closed, name=name)
