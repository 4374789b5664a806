import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from pipeline_tracker.models import Company, Program
from pipeline_tracker.queries import changes as query
from pipeline_tracker.vocabulary.days import QUARTER, months_before
from pipeline_tracker.web import as_of
from pipeline_tracker.web.filters import DayField
from pipeline_tracker.web.presenters import changes as present
from pipeline_tracker.web.query import beside

SHOWN = 100  # changes on one page


class Form(forms.Form):
    """Which changes are asked for; everything may be left out."""

    since = DayField(label=_lazy("From"), required=False)
    until = DayField(label=_lazy("To"), required=False)
    company = forms.CharField(label=_lazy("Company"), required=False, max_length=200)
    program = forms.SlugField(required=False, max_length=200, allow_unicode=True, widget=forms.HiddenInput)
    severity = forms.ChoiceField(label=_lazy("At least"), required=False, choices=(("", _lazy("any severity")), *query.SEVERITIES[:-1]))

    def clean_company(self) -> Company | None:
        """By the name in addresses, by name or by ticker."""
        text = self.cleaned_data["company"]
        if not text:
            return None
        company = query.company_called(text)
        if company is None:
            raise forms.ValidationError(_("No company is called that here."))
        return company

    def clean(self) -> dict:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day lies before the first."))
        if data.get("program") and "company" not in self.errors:
            program = Program.objects.filter(company=data.get("company"), slug=data["program"]).select_related("company").first()
            if program is None:
                self.add_error("company", _("This company has no such program here."))
            data["program"] = program
        return data


@dataclass(frozen=True)
class Asked:
    """The span, whose changes and of which severity; what the form could not read is as if it were left out."""

    form: Form
    since: dt.date
    until: dt.date
    newest: dt.date
    scope: query.Scope
    least: str

    @property
    def is_narrowed(self) -> bool:
        return bool(self.scope.company or self.least != "minor")


def asked(parameters: QueryDict) -> Asked:
    """The last quarter of the data where no day is named."""
    form = Form(parameters)
    form.is_valid()
    data = form.cleaned_data
    newest = query.newest_day() or as_of.today()
    until = data.get("until") or max(newest, data.get("since") or newest)
    since = data.get("since") or months_before(until, QUARTER)
    scope = query.Scope(company=data.get("company") or None, program=data.get("program") or None)
    return Asked(form, since, until, newest, scope, data.get("severity") or "minor")


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed between two days, newest first."""
    wanted = asked(request.GET)
    found = query.Found(()) if wanted.form.errors else query.changes(wanted.since, wanted.until, wanted.scope, least=wanted.least)
    counts = Counter(change.severity for change in found.changes)
    context = {
        "asked": wanted,
        "found": found,
        "lines": [present.line(change) for change in found.changes[:SHOWN]],
        "shown": SHOWN,
        "counts": [(code, label, counts[code]) for code, label in query.SEVERITIES if counts[code]],
        "earlier": beside(request.GET, wanted.since, wanted.until, -1),
        "later": beside(request.GET, wanted.since, wanted.until, 1) if wanted.until < wanted.newest else "",
    }
    return render(request, "changes/list.html", context)
