"""The columns of every list. Each ordering ends with the key, so that pages neither repeat nor skip a row."""

from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData
from django_tables2.utils import OrderBy, OrderByTuple


class Rows(TableQuerysetData):
    """Rows of a queryset, sorted the same on every database: what is not stated comes last both ways, the key decides between equals."""

    def order_by(self, aliases: OrderByTuple) -> None:
        orderings = []
        for alias in map(OrderBy, aliases or self.table._meta.order_by):
            bound = self.table.columns[alias.bare]
            for part in map(OrderBy, bound.column.order_by or (str(bound.accessor),)):
                column = F(part.bare.replace(".", "__"))
                descending = alias.is_descending != part.is_descending
                orderings.append(column.desc(nulls_last=True) if descending else column.asc(nulls_last=True))
        self.data = self.data.order_by(*orderings, "pk")


class Table(tables.Table):
    """A list with sorting and paging in the query string (``sort``, ``page``, ``per_page``)."""

    row: str  # the template of one row's cells
    request: HttpRequest

    def __init__(self, rows: QuerySet, **options: Any):
        super().__init__(data=Rows(rows), **options)

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
    """A header and what it sorts by. The cells are drawn by the table's row template, where an error is not swallowed.

    ``shown`` is False for columns that are there on request (web/columns.py).
    """

    def __init__(self, name: str | Promise, *, sort: tuple[str, ...] | str = (), number: bool = False, shown: bool = True):
        by = (sort,) if isinstance(sort, str) else sort
        super().__init__(
            verbose_name=name,
            order_by=by or None,
            orderable=bool(by),
            accessor="pk",
            visible=shown,
            attrs={"th": {"class": "number"} if number else {}},
        )
        self.number = number


class MilestoneTable(Table):
    row = "milestones/_row.html"

    what = Column(_("Milestone"), sort=("kind_rank", "phase", "detail"))
    subject = Column(_("Program, company"), sort="company__name")
    regulator = Column(_("Regulator"), sort="regulator__code")
    when = Column(_("Date"), sort=("latest", "earliest"))
    state = Column(_("Status"), sort="state_rank")
    source = Column(_("Source"), sort="asserted_on")
    indication = Column(_("Indication"), shown=False)
    territory = Column(_("Territory"), shown=False)
    trial = Column(_("Trial"), shown=False)
    words = Column(_("Date in the source's words"), shown=False)
    first_stated = Column(_("First stated"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-when",)


class ProgramTable(Table):
    row = "programs/_row.html"

    name = Column(_("Program, company"), sort="sort_name")
    indications = Column(_("Indication"))
    modality = Column(_("Modality"), sort=("modality", "origin"))
    phase = Column(_("Furthest phase"), sort="phase_rank")
    coming = Column(_("Next milestone"), sort="next_latest")
    last_stated = Column(_("Last source"), sort="last_stated")
    target = Column(_("Target"), shown=False)
    partners = Column(_("Partners"), shown=False)
    territories = Column(_("Territories"), shown=False)

    class Meta(Table.Meta):
        order_by = ("name",)


class CompanyTable(Table):
    row = "companies/_row.html"

    name = Column(_("Company"), sort="sort_name")
    listing = Column(_("Listing"), sort=("exchange", "ticker"))
    programs = Column(_("Programs"), sort="program_count", number=True)
    phase = Column(_("Furthest phase"), sort="phase_rank")
    coming = Column(_("Next milestone"), sort="next_latest")
    overdue = Column(_("Overdue"), sort="overdue_count", number=True)
    last_source = Column(_("Last source"), sort="last_source")
    country = Column(_("Country"), shown=False)
    cik = Column(_("CIK"), shown=False)

    class Meta(Table.Meta):
        order_by = ("name",)


class TrialTable(Table):
    row = "trials/_row.html"

    identifier = Column(_("Trial"), sort="identifier")
    sponsor = Column(_("Sponsor"), sort="company__name")
    programs = Column(_("Program"))
    conditions = Column(_("Conditions"))
    phase = Column(_("Phase"), sort="phase_rank")
    status = Column(_("Status"), sort="status")
    enrollment = Column(_("Enrolment"), number=True, shown=False)
    registry = Column(_("Registry"), shown=False)

    class Meta(Table.Meta):
        order_by = ("identifier",)


class RegulatorTable(Table):
    row = "regulators/_row.html"

    name = Column(_("Regulator"), sort="code")
    former = Column(_("Former names"))
    territory = Column(_("Territory"), sort="territory")
    programs = Column(_("Programs"), sort="program_count", number=True)
    milestones = Column(_("Milestones"), sort="milestone_count", number=True)
    code = Column(_("Code"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-milestones", "name")


class DocumentTable(Table):
    row = "documents/_row.html"

    title = Column(_("Document"), sort="sort_title")
    company = Column(_("Company"), sort="sort_company")
    kind = Column(_("Kind"), sort="kind")
    published = Column(_("Published"), sort="published")
    claims = Column(_("Claims"), sort="claim_count", number=True)
    address = Column(_("File or address"), shown=False)
    retrieved = Column(_("Read on"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-published",)


class RunTable(Table):
    row = "runs/_row.html"

    started = Column(_("Started"), sort="started_at")
    command = Column(_("Command"), sort="command")
    state = Column(_("State"), sort="state")
    read = Column(_("Documents read"), sort="read", number=True)
    created = Column(_("New"), sort="created", number=True)
    unchanged = Column(_("Unchanged"), sort="unchanged", number=True)
    refused = Column(_("Refused"), sort="refused", number=True)
    claims = Column(_("Claims"), sort="claims_created", number=True)
    milestones = Column(_("New milestones"), number=True, shown=False)
    finished = Column(_("Finished"), shown=False)
    version = Column(_("Version"), shown=False)

    class Meta(Table.Meta):
        order_by = ("-started",)
