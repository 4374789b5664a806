"""The columns of every list, and what each sorts by."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.queries import orders
from pipeline_tracker.queries.sorting import Sort


class Table(tables.Table):
    """The head of a list: which columns it has, and by which it is sorted. Rows are read apart from it (views/lists.py)."""

    row: str  # the template of one row's cells
    base_columns: dict[str, Any]
    _meta: Any
    request: HttpRequest

    def __init__(self, **options: Any):
        super().__init__(data=(), **options)

    def sort_by(self, asked: Iterable[str]) -> None:
        """By the first column asked for that sorts, "-" before its name for descending; by the table's own choice without one."""
        known = (alias for alias in asked if alias.removeprefix("-") in self.base_columns)
        alias = next((alias for alias in known if self.base_columns[alias.removeprefix("-")].orderable), None)
        self.order_by = [alias] if alias else self._meta.order_by

    def sorting(self, today: dt.date) -> tuple[Sort, bool]:
        """What the rows are sorted by on that day, and whether descending."""
        (alias,) = self.order_by
        return self.base_columns[alias.bare].sort_on(today), alias.is_descending

    @cached_property
    def frames(self) -> dict[str, tuple[SafeString, SafeString]]:
        """For each column the tags around its cells, empty where it is not shown; the first column names its row."""
        return {bound.name: _frame(bound, names_row=number == 0) for number, bound in enumerate(self.columns.iterall())}

    class Meta:
        order_by_field = "sort"
        per_page = 25
        attrs = {"class": "list"}
        orderable = True


def _frame(bound: tables.columns.BoundColumn, *, names_row: bool) -> tuple[SafeString, SafeString]:
    if not bound.visible:
        return SafeString(), SafeString()
    if names_row:
        return format_html('<th scope="row" data-label="{}">', bound.header), SafeString("</th>")
    kind = SafeString(' class="number"') if bound.column.number else SafeString()
    return format_html('<td{} data-label="{}">', kind, bound.header), SafeString("</td>")


class Column(tables.Column):
    """A header and what it sorts by, if it does. The cells are drawn by the table's row template, where an error is not swallowed.

    ``shown`` is False for columns that are there on request (web/columns.py).
    """

    def __init__(
        self, name: str | Promise, *, sort: Sort | Callable[[dt.date], Sort] | None = None, number: bool = False, shown: bool = True
    ):
        super().__init__(
            verbose_name=name, orderable=sort is not None, accessor="pk", visible=shown, attrs={"th": {"class": "number"} if number else {}}
        )
        self.sort, self.number = sort, number

    def sort_on(self, today: dt.date) -> Sort:
        if self.sort is None:
            raise LookupError(f"Nothing is sorted by {self.verbose_name}.")
        return self.sort(today) if callable(self.sort) else self.sort


class MilestoneTable(Table):
    row = "milestones/_row.html"

    what = Column(_("Milestone"), sort=orders.MILESTONE_KIND)
    subject = Column(_("Program, company"), sort=orders.MILESTONE_COMPANY)
    regulator = Column(_("Regulator"), sort=orders.MILESTONE_REGULATOR)
    when = Column(_("Date"), sort=orders.MILESTONE_DATE)
    state = Column(_("Status"))
    source = Column(_("Source"), sort=orders.MILESTONE_SOURCE)
    verified = Column(_("Verified on"), sort=orders.MILESTONE_SOURCE, shown=False)
    indication = Column(_("Indication"), shown=False)
    territory = Column(_("Territory"), shown=False)
    trial = Column(_("Trial"), shown=False)
    words = Column(_("Date in the source's words"), shown=False)
    first_stated = Column(_("First stated"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-source",)  # what was said last: by date, plans for the next decade would come first


class ProgramTable(Table):
    row = "programs/_row.html"

    name = Column(_("Program, company"), sort=orders.PROGRAM_NAME)
    indications = Column(_("Indication"))
    modality = Column(_("Modality"), sort=orders.PROGRAM_MODALITY)
    phase = Column(_("Furthest phase"), sort=orders.program_phase)
    coming = Column(_("Next milestone"), sort=orders.program_next)
    last_stated = Column(_("Last source"))
    target = Column(_("Target"), shown=False)
    partners = Column(_("Partners"), shown=False)
    territories = Column(_("Territories"), shown=False)

    class Meta(Table.Meta):
        order_by = ("name",)


class CompanyTable(Table):
    row = "companies/_row.html"

    name = Column(_("Company"), sort=orders.COMPANY_NAME)
    listing = Column(_("Listing"), sort=orders.COMPANY_LISTING)
    programs = Column(_("Programs"), sort=orders.company_programs, number=True)
    phase = Column(_("Furthest phase"), sort=orders.company_phase)
    coming = Column(_("Next milestone"), sort=orders.company_next)
    overdue = Column(_("Overdue"), sort=orders.company_overdue, number=True)
    last_source = Column(_("Last source"), sort=orders.COMPANY_SOURCE)
    country = Column(_("Country"), shown=False)
    cik = Column(_("CIK"), shown=False)

    class Meta(Table.Meta):
        order_by = ("name",)


class TrialTable(Table):
    row = "trials/_row.html"

    identifier = Column(_("Trial"), sort=orders.TRIAL_IDENTIFIER)
    sponsor = Column(_("Sponsor"), sort=orders.TRIAL_SPONSOR)
    programs = Column(_("Program"))
    conditions = Column(_("Conditions"))
    phase = Column(_("Phase"), sort=orders.TRIAL_PHASE)
    status = Column(_("Status"), sort=orders.TRIAL_STATUS)
    enrollment = Column(_("Enrolment"), number=True, shown=False)
    registry = Column(_("Registry"), shown=False)

    class Meta(Table.Meta):
        order_by = ("identifier",)


class RegulatorTable(Table):
    row = "regulators/_row.html"

    name = Column(_("Regulator"), sort=orders.REGULATOR_CODE)
    former = Column(_("Former names"))
    territory = Column(_("Territory"), sort=orders.REGULATOR_TERRITORY)
    programs = Column(_("Programs"), sort=orders.REGULATOR_PROGRAMS, number=True)
    milestones = Column(_("Milestones"), sort=orders.REGULATOR_MILESTONES, number=True)
    code = Column(_("Code"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-milestones",)


class DocumentTable(Table):
    row = "documents/_row.html"

    title = Column(_("Document"))
    company = Column(_("Company"), sort=orders.DOCUMENT_COMPANY)
    kind = Column(_("Kind"), sort=orders.DOCUMENT_KIND)
    published = Column(_("Published"), sort=orders.DOCUMENT_DATE)
    claims = Column(_("Claims"), number=True)
    address = Column(_("File or address"), shown=False)
    retrieved = Column(_("Read on"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-published",)


class RunTable(Table):
    row = "runs/_row.html"

    started = Column(_("Started"), sort=orders.RUN["started_at"])
    command = Column(_("Command"), sort=orders.RUN["command"])
    state = Column(_("State"), sort=orders.RUN["state"])
    read = Column(_("Documents read"), sort=orders.RUN["read"], number=True)
    created = Column(_("New"), sort=orders.RUN["created"], number=True)
    unchanged = Column(_("Unchanged"), sort=orders.RUN["unchanged"], number=True)
    refused = Column(_("Refused"), sort=orders.RUN["refused"], number=True)
    claims = Column(_("Claims"), sort=orders.RUN["claims_created"], number=True)
    milestones = Column(_("New milestones"), number=True, shown=False)
    finished = Column(_("Finished"), shown=False)
    version = Column(_("Version"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-started",)
