"""What lists are filtered by: facets with counts, a text, and spans of days.

The query string is anybody's: a value that a facet does not know leaves no row and is shown as chosen, a day that is none is told
at its field, and nothing fails.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.models import Company, Document, Milestone, Program, Regulator, Run, Trial
from pipeline_tracker.models.milestones import MilestoneQuerySet
from pipeline_tracker.models.ordering import first_day
from pipeline_tracker.models.runs import RUN_STATES
from pipeline_tracker.queries.companies import KIND_CONDITIONS
from pipeline_tracker.queries.companies import KINDS as COMPANY_KINDS
from pipeline_tracker.queries.facets import NONE, Counted, Question, count
from pipeline_tracker.queries.matching import Meant
from pipeline_tracker.queries.milestones import STATES, states
from pipeline_tracker.queries.review import (
    PRODUCT_CONDITIONS,
    PRODUCTS,
    REVIEW_CONDITIONS,
    REVIEWS,
    SOURCE_CONDITIONS,
    SOURCES,
    with_product_review,
    with_review,
)
from pipeline_tracker.queries.sorting import Near
from pipeline_tracker.queries.staleness import quiet
from pipeline_tracker.vocabulary.staleness import LABEL, NO_DEVELOPMENT_REPORTED
from pipeline_tracker.web import as_of
from pipeline_tracker.web.labels import (
    ACTIVITY_LABELS,
    AREA_LABELS,
    DOCUMENT_KIND_LABELS,
    KIND_LABELS,
    MODALITY_LABELS,
    ORIGIN_LABELS,
    PHASE_LABELS,
    REGISTRY_LABELS,
    TERRITORY_LABELS,
    Labels,
)
from pipeline_tracker.web.landscape import AtFilter
from pipeline_tracker.web.presenters import trials

VALUES = 50  # of one facet that are read at most
NOT_STATED = _("not stated")
NO_PHASE = _("no phase told yet")  # of programs without a standing, which have neither phase nor activity nor territory
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class AnyOf(forms.Field):
    """The values of a repeated parameter, whatever they are."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(item for item in (value or [])[:VALUES] if item and "\0" not in item))


class Facet(django_filters.Filter):
    """Rows that have any of the chosen values; the value "none" stands for "not stated".

    ``labels`` has the words for codes, in the order to show them; otherwise ``label_field`` is the column with the words, ``words`` has
    those of values that are their own codes as far as they are known, and the most frequent come first. ``many`` is for values over
    related rows, ``pattern`` for what a value must look like. Without ``nullable`` there is no value for what is not stated, which is
    told as ``none``.
    ``default`` are the values that count while none is chosen; without them every row does. ``folded`` facets are shown on demand.
    ``conditions`` tell which rows have each value, where no column holds it.
    """

    field_class = AnyOf

    def __init__(
        self,
        field_name: str,
        *,
        title: str | Promise,
        labels: Mapping[str, str | Promise] | None = None,
        label_field: str = "",
        words: Mapping[str, str] | None = None,
        many: bool = False,
        pattern: str = "",
        nullable: bool = True,
        none: str | Promise = NOT_STATED,
        default: tuple[str, ...] = (),
        folded: bool = False,
        conditions: Callable[[], Mapping[str, Q]] | None = None,
    ):
        super().__init__(field_name, label=title)
        self.title, self.labels, self.label_field, self.many = title, labels, label_field, many
        self.words = words or {}
        self.pattern = re.compile(pattern, re.ASCII) if pattern else None
        self.nullable = nullable
        self.none = none
        self.default = default
        self.folded = folded
        self.conditions = conditions

    def filter(self, rows: QuerySet, values: list[str]) -> QuerySet:
        values = values or list(self.default)
        if not values:
            return rows
        if self.conditions:
            conditions = self.conditions()
            return rows.filter(reduce(or_, (conditions[value] for value in values if value in conditions), Q(pk__in=())))
        stated = [value for value in values if value != NONE and not (self.pattern and not self.pattern.fullmatch(value))]
        condition = _any_of(self.field_name, stated)
        if NONE in values and self.nullable:
            condition |= Q(**{f"{self.field_name}__isnull": True}) | Q(**{self.field_name: ""})
        if not self.many:
            return rows.filter(condition)
        first, _, rest = self.field_name.partition("__")
        relation = rows.model._meta.get_field(first)
        if relation.one_to_many and NONE not in values:  # asked of the related rows alone, which tell whose they are
            related = relation.related_model._default_manager.order_by().filter(_any_of(rest, stated))
            return rows.filter(pk__in=related.values(relation.remote_field.name))
        return rows.filter(pk__in=rows.model._default_manager.filter(condition).values("pk"))


def _any_of(column: str, values: list[str]) -> Q:
    return reduce(or_, (Q(**{column: value}) for value in values), Q(pk__in=()))  # years are spans of days, so no "in"


class Filters(django_filters.FilterSet):
    """A list's filters, and the counts of all their facets in one statement."""

    @property
    def facets(self) -> dict[str, Facet]:
        return {name: item for name, item in self.filters.items() if isinstance(item, Facet)}

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The values of each facet that the query string names."""
        return {name: self.form.cleaned_data.get(name) or [] for name in self.facets} if self.is_bound and self.errors is not None else {}

    @property
    def _told(self) -> dict[str, Any]:
        """What the query string tells by the names of filters; nothing without one."""
        return self.form.cleaned_data if self.is_bound and self.errors is not None else {}

    @cached_property
    def counted(self) -> Counted:
        """How many rows are left, and for each facet how many each value would leave, under all the other filters."""
        every, narrowing, partly = self.every(), self._narrowing(), self._partly()
        whole = self._counted() if partly else self.qs
        return count(
            whole,
            [
                Question(
                    name,
                    every,
                    self._counted(besides=name) if name in narrowing or facet.default else whole,
                    facet.field_name,
                    facet.label_field,
                    whole=not narrowing - {name},
                    chosen=self.chosen.get(name, ()),
                    conditions=facet.conditions() if facet.conditions else {},
                )
                for name, facet in self.facets.items()
            ],
            narrowed=bool(narrowing) or as_of.is_past(),  # what was counted ahead is of now
            partly=partly,
            least=self._least() if narrowing <= self._texts().keys() and not as_of.is_past() else 0,
            by=next(iter(narrowing)) if len(narrowing) == 1 else "",
            then=as_of.is_past(),
        )

    def _narrowing(self) -> set[str]:
        """The filters in force; under "" that the list was narrowed before any."""
        return {name for name, value in self._told.items() if value} | ({""} if self.queryset.query.where else set())

    def every(self) -> QuerySet:
        """Every row of the list, with all that facets name."""
        return self.queryset.all()

    @property
    def near(self) -> Near | None:
        """The rows under the other filters, and which of them a text means, where these are too many to look up at once."""
        for name, meant in self._texts().items():
            if meant.near is not None:
                return Near(self._counted(besides=name), meant.near)
        return None

    def _partly(self) -> bool:
        """Whether a text means so many rows that only a part of them is counted."""
        return any(meant.some is not None for meant in self._texts().values())

    def _least(self) -> int:
        """How many rows a text leaves at least where nothing else narrows the list."""
        if any(facet.default for facet in self.facets.values()):
            return 0
        return min((meant.least for meant in self._texts().values()), default=0)

    def _texts(self) -> dict[str, Meant]:
        told = self._told
        return {
            name: item.meant(self.queryset.model, told[name])
            for name, item in self.filters.items()
            if isinstance(item, Text) and told.get(name)
        }

    def _counted(self, besides: str = "") -> QuerySet:
        """The rows that all filters but one leave, as far as they are counted."""
        rows = self.queryset.all()
        for name, value in self._told.items():
            item = self.filters[name]
            if name != besides:
                rows = item.counted(rows, value) if isinstance(item, Text) else item.filter(rows, value)
        return rows


class DayInput(forms.DateInput):
    """A day. What is none is told below the field and left out of it: browsers take no other value."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value if value and _day(str(value)) else None


class DayField(forms.Field):
    """A day written as ISO 8601 does; other ways of writing one would have to be guessed."""

    widget = DayInput

    def to_python(self, value: Any) -> dt.date | None:
        day = _day(value) if value else None
        if value and day is None:
            raise forms.ValidationError(_("“%(value)s” is no day. Write it like 2024-05-09."), code="invalid", params={"value": value[:40]})
        return day


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:  # such as 30 February
        return None


class Day(django_filters.Filter):
    field_class = DayField


class Text(django_filters.CharFilter):
    """Rows that the text belongs to by name, title or number (queries/matching.py)."""

    def __init__(self, label: str | Promise):
        super().__init__(label=label, max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
        self._meant: dict[str, Meant] = {}

    def meant(self, model: type[Model], value: str) -> Meant:
        """Looked up once for all statements of a list."""
        if value not in self._meant:
            self._meant[value] = Meant(model, value)
        return self._meant[value]

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(self.meant(rows.model, value).rows) if value else rows

    def counted(self, rows: QuerySet, value: str) -> QuerySet:
        """As many of the rows as are counted."""
        part = self.meant(rows.model, value).some if value else None
        return rows.filter(part) if part else self.filter(rows, value)


class Silence(str):
    """The choice of programs of which no development is reported, by its code; in words where it is written out."""

    def __str__(self) -> str:
        return gettext(LABEL)


class SilenceField(forms.ChoiceField):
    def clean(self, value: Any) -> str:
        chosen = super().clean(value)
        return Silence(chosen) if chosen else ""


class Development(django_filters.Filter):
    """Programs with a standing of which no development is reported, on the day that the page takes for the present one. No facet: to
    count them all would take long."""

    field_class: Any = SilenceField

    def __init__(self, label: str | Promise):
        super().__init__(label=label, choices=(("", _("any")), (NO_DEVELOPMENT_REPORTED, _("none reported"))))

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(quiet(as_of.today())) if value else rows


class OfProgram(django_filters.CharFilter):
    """Milestones of programs with this name in their address, which is unique within a company. Links bring it; nobody types it."""

    def __init__(self) -> None:
        super().__init__(label=_("Program"), max_length=200, widget=forms.HiddenInput)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(pk__in=Milestone.objects.filter(programs__slug=value).values("pk")) if value else rows

    def told(self, value: str, companies: Collection[str]) -> str:
        """The program's name, where one is meant: several companies may have programs that the address calls the same."""
        meant = Program.objects.filter(slug=value, **({"company__slug__in": companies} if companies else {}))
        names = list(meant.order_by().values_list("name", flat=True).distinct()[:2])
        return names[0] if len(names) == 1 else value


class MilestoneFilters(Filters):
    q = Text(label=_("Name or detail"))
    program = OfProgram()
    since = Day(method="overlapping", label=_("May happen on or after"))
    until = Day(method="overlapping", label=_("May happen on or before"))
    state = Facet("state", title=_("Status"), labels=dict(STATES), nullable=False, conditions=lambda: states(as_of.today()))
    review = Facet("review", title=_("Review"), labels=dict(REVIEWS), nullable=False, conditions=lambda: REVIEW_CONDITIONS)
    sources = Facet("sources", title=_("Sources"), labels=dict(SOURCES), nullable=False, conditions=lambda: SOURCE_CONDITIONS)
    kind = Facet("kind", title=_("Kind"), labels=KIND_LABELS)
    phase = Facet("phase", title=_("Phase"), labels=PHASE_LABELS)
    company = Facet("company__slug", title=_("Company"), label_field="company__name")
    regulator = Facet("regulator__code", title=_("Regulator"), label_field="regulator__code")
    territory = Facet("territory", title=_("Territory"), labels=TERRITORY_LABELS)
    area = Facet("indication__area", title=_("Therapeutic area"), words=AREA_LABELS, folded=True)
    indication = Facet("indication__slug", title=_("Indication"), label_field="indication__name", folded=True)
    modality = Facet("programs__modality", title=_("Modality"), labels=MODALITY_LABELS, many=True, folded=True)

    class Meta:
        model = Milestone
        fields: list[str] = []

    def every(self) -> QuerySet:
        return with_review(self.queryset)

    def overlapping(self, rows: MilestoneQuerySet, name: str, day: dt.date) -> MilestoneQuerySet:
        """A window is an interval: it counts when it shares a day with the span that is asked for, wherever it starts. The order is that of
        the index by which the first of them are found (milestone_by_date)."""
        found = rows.overlapping(day, None) if name == "since" else rows.overlapping(None, day)
        return found.order_by("latest", first_day(), "pk")


class ProgramFilters(Filters):
    def __init__(self, data: Any = None, queryset: Any = None, **options: Any):
        super().__init__(data, queryset=with_product_review(Program.objects.all() if queryset is None else queryset), **options)

    q = Text(label=_("Name or alias"))
    development = Development(label=_("Development"))
    phase = Facet("standings__phase", title=_("Phase"), labels=PHASE_LABELS, many=True, none=NO_PHASE)
    activity = Facet("standings__activity", title=_("Activity"), labels=ACTIVITY_LABELS, many=True, none=NO_PHASE)
    company = Facet("company__slug", title=_("Company"), label_field="company__name")
    modality = Facet("modality", title=_("Modality"), labels=MODALITY_LABELS)
    origin = Facet("origin", title=_("Origin"), labels=ORIGIN_LABELS, folded=True)
    area = Facet("indications__area", title=_("Therapeutic area"), words=AREA_LABELS, many=True)
    indication = Facet("indications__slug", title=_("Indication"), label_field="indications__name", many=True)
    regulator = Facet("milestones__regulator__code", title=_("Regulator"), many=True, nullable=False)
    territory = Facet("standings__territory", title=_("Territory"), labels=TERRITORY_LABELS, many=True, none=NO_PHASE)
    review = Facet(
        "review", title=_("Name and identity"), labels=dict(PRODUCTS), nullable=False, folded=True, conditions=lambda: PRODUCT_CONDITIONS
    )
    at = AtFilter()

    class Meta:
        model = Program
        fields: list[str] = []


class CompanyFilters(Filters):
    q = Text(label=_("Name, alias or ticker"))
    kind = Facet(
        "kind",
        title=_("Listed here"),
        labels=dict(COMPANY_KINDS),
        nullable=False,
        default=("pipeline",),
        conditions=lambda: KIND_CONDITIONS,
    )
    exchange = Facet("exchange", title=_("Exchange"))
    phase = Facet("programs__standings__phase", title=_("Phase of a program"), labels=PHASE_LABELS, many=True, none=NO_PHASE)
    modality = Facet("programs__modality", title=_("Modality of a program"), labels=MODALITY_LABELS, many=True)
    area = Facet("programs__indications__area", title=_("Therapeutic area of a program"), words=AREA_LABELS, many=True)
    country = Facet("country", title=_("Country"), folded=True)

    class Meta:
        model = Company
        fields: list[str] = []


class TrialFilters(Filters):
    q = Text(label=_("Number, acronym or title"))
    status = Facet("status", title=_("Status"), labels=trials.STATUSES)
    phase = Facet("phase", title=_("Phase"), labels=PHASE_LABELS)
    registry = Facet("registry", title=_("Registry"), labels=REGISTRY_LABELS)
    sponsor_class = Facet("company__sponsor_class", title=_("Class of sponsor"), labels=trials.CLASSES)
    company = Facet("company__slug", title=_("Company"), label_field="company__name")
    area = Facet("indications__area", title=_("Therapeutic area"), words=AREA_LABELS, many=True)
    indication = Facet("indications__slug", title=_("Condition"), label_field="indications__name", many=True, folded=True)

    class Meta:
        model = Trial
        fields: list[str] = []


class RegulatorFilters(Filters):
    q = Text(label=_("Present or former name"))
    territory = Facet("territory", title=_("Territory"), labels=TERRITORY_LABELS)

    class Meta:
        model = Regulator
        fields: list[str] = []


class DocumentFilters(Filters):
    q = Text(label=_("Title, file or address"))
    since = Day("published", "gte", label=_("Published on or after"))
    until = Day("published", "lte", label=_("Published on or before"))
    kind = Facet("kind", title=_("Kind"), labels=DOCUMENT_KIND_LABELS)
    company = Facet("company__slug", title=_("Company"), label_field="company__name")
    year = Facet("published__year", title=_("Year"), pattern=r"[12]\d{3}", nullable=False)

    class Meta:
        model = Document
        fields: list[str] = []


class RunFilters(Filters):
    command = Facet("command", title=_("Command"))
    state = Facet("state", title=_("State"), labels=Labels(dict(RUN_STATES)))

    class Meta:
        model = Run
        fields: list[str] = []
