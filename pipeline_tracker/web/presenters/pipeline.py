"""A company's pipeline chart: one row for each program and standing, one cell for each phase, rows together by area or modality."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pipeline_tracker.models import Program, Standing
from pipeline_tracker.queries.changes import Change
from pipeline_tracker.queries.company import COLUMN_OF, LEFT, PROGRAMS
from pipeline_tracker.vocabulary.phases import CHART_COLUMNS
from pipeline_tracker.web.labels import AREA_LABELS, MODALITY_LABELS, PHASE_LABELS

from . import words

COLUMNS = tuple(_lazy(name) for name, _codes in CHART_COLUMNS)

GROUPINGS = (("area", _lazy("therapeutic area")), ("modality", _lazy("modality")), ("none", _lazy("no grouping")))
ROWS = 6  # of one program, the furthest; its page has them all


@dataclass(frozen=True)
class Cell:
    """``state`` is reached, current, waiting (applied for or cleared, not started) or ahead; ``words`` are read aloud."""

    state: str
    words: str


@dataclass(frozen=True)
class Mark:
    """What else a row tells, as a shape (one of new, advanced, partnered) and a word."""

    shape: str
    words: str


@dataclass(frozen=True)
class Row:
    """``first`` is true for a program's first row, which names it for ``rows`` rows; ``more`` are left out behind the last one."""

    program: Program
    standing: Standing | None
    cells: tuple[Cell, ...]
    first: bool
    rows: int
    marks: tuple[Mark, ...] = ()
    basis: str = ""
    more: int = 0


@dataclass(frozen=True)
class Group:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Pipeline:
    """``shown`` of ``count`` programs are in the groups; ``left`` were taken out of development and are hidden or not, as asked."""

    groups: tuple[Group, ...]
    shown: int
    count: int
    left: int


def pipeline(
    programs: Collection[Program], *, group: str = "none", with_left: bool = False, changes: Iterable[Change] = (), most: int = PROGRAMS
) -> Pipeline:
    """At most so many programs, those with the furthest standing first; those that left development last, where they are wanted at all.

    Programs come with ``stands``, furthest first, and ``partnered``; ``changes`` say which are new and which advanced.
    """
    left = [program for program in programs if _has_left(program)]
    wanted = [program for program in programs if with_left or not _has_left(program)]
    ordered = sorted(wanted, key=_place)[:most]
    news = _News(changes)
    together: dict[str, list[Row]] = {}
    for program in ordered:
        together.setdefault(_group(program, group), []).extend(_rows(program, news, with_left))
    last = [str(name) for name in _LAST]
    groups = sorted(together.items(), key=lambda pair: (last.index(pair[0]) if pair[0] in last else -1, pair[0].lower()))
    return Pipeline(tuple(Group(name, tuple(rows)) for name, rows in groups), len(ordered), len(programs), len(left))


_SEVERAL = _lazy("Several areas")
_NO_AREA = _lazy("Area not known")
_NO_MODALITY = _lazy("Modality not known")
_LAST = (_SEVERAL, _NO_AREA, _NO_MODALITY)


def _group(program: Program, by: str) -> str:
    match by:
        case "modality":
            return MODALITY_LABELS[program.modality] if program.modality else str(_NO_MODALITY)
        case "area":
            told = [stand.indication for stand in _stands(program) if stand.indication] or list(program.indications.all())
            areas = {AREA_LABELS.get(indication.area, indication.area) for indication in told if indication.area}
            return str(_NO_AREA) if not areas else areas.pop() if len(areas) == 1 else str(_SEVERAL)
    return ""


def _stands(program: Program) -> list[Standing]:
    return program.stands  # type: ignore[attr-defined]


def _has_left(program: Program) -> bool:
    stands = _stands(program)
    return bool(stands) and all(stand.activity in LEFT for stand in stands)


def _place(program: Program) -> tuple[bool, int]:
    stands = _stands(program)
    active = [stand for stand in stands if stand.activity not in LEFT]
    return (bool(stands) and not active, -max((COLUMN_OF[stand.phase] + 1 for stand in active or stands), default=0))


class _News:
    """Which programs are new, and which advanced to a phase, for which indication."""

    def __init__(self, changes: Iterable[Change]):
        self.new: set[int] = set()
        self.advanced: dict[tuple[int, int | None, str], str] = {}
        for change in changes:
            if change.program and change.kind == "new_program":
                self.new.add(change.program.pk)
            if change.program and change.kind == "phase_advanced" and change.before:
                self.advanced[change.program.pk, change.milestone.indication_id, change.after] = change.before

    def marks(self, program: Program, standing: Standing | None, *, first: bool) -> Iterable[Mark]:
        if first and program.pk in self.new:
            yield Mark("new", _("new"))
        if standing:
            before = self.advanced.get((program.pk, standing.indication_id, standing.phase))
            if before:
                yield Mark("advanced", _("advanced from %(phase)s") % {"phase": PHASE_LABELS[before]})
        if first and program.partnered:  # type: ignore[attr-defined]
            yield Mark("partnered", _("with %(partners)s") % {"partners": program.partners} if program.partners else _("partnered"))


def _rows(program: Program, news: _News, with_left: bool) -> list[Row]:
    told: list[Standing | None] = [stand for stand in _stands(program) if with_left or stand.activity not in LEFT]
    stands = told[:ROWS] or [None]
    return [
        Row(
            program,
            stand,
            _cells(stand) if stand else tuple(Cell("ahead", _("not known")) for _name in COLUMNS),
            number == 0,
            len(stands),
            tuple(news.marks(program, stand, first=number == 0)),
            words.basis_words(stand) if stand else "",
            max(len(told) - ROWS, 0) if number == len(stands) - 1 else 0,
        )
        for number, stand in enumerate(stands)
    ]


def _cells(standing: Standing) -> tuple[Cell, ...]:
    here = COLUMN_OF[standing.phase]
    current = Cell("current", _("current")) if words.is_running(standing) else Cell("waiting", words.basis_words(standing))
    return tuple(
        Cell("reached", _("reached")) if number < here else current if number == here else Cell("ahead", _("not reached"))
        for number in range(len(COLUMNS))
    )
