from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import benchmarks as query
from pipeline_tracker.queries.benchmarks import ALL, Benchmarks
from pipeline_tracker.vocabulary.benchmarks import ENOUGH, GROUPINGS
from pipeline_tracker.web import as_of
from pipeline_tracker.web.exports import stages as export
from pipeline_tracker.web.exports.cells import moment
from pipeline_tracker.web.exports.links import FORM_LABELS
from pipeline_tracker.web.presenters import benchmarks as present

from .exports import as_file

TITLES = {ALL: _("all programs"), "area": _("Therapeutic area"), "modality": _("Modality"), "period": _("Period of start")}


class Form(forms.Form):
    by = forms.ChoiceField(required=False, choices=tuple((code, code) for code in GROUPINGS))


@dataclass(frozen=True)
class Asked:
    """``by`` is a grouping, "" for none, ``part`` one of its parts, "" for none; ``errors`` are words for what means nothing."""

    by: str
    part: str
    errors: tuple[str, ...]

    def address(self, **changed: str) -> str:
        told = {name: value for name, value in ({"by": self.by} | changed).items() if value}
        return f"?{urlencode(told)}" if told else "."


def asked(parameters: QueryDict) -> Asked:
    form = Form(parameters)
    form.is_valid()
    by = form.cleaned_data.get("by", "")
    part = parameters.get("part", "")[:200].replace("\0", "") if by else ""
    return Asked(by, part, tuple(str(error) for told in form.errors.values() for error in told))


@require_safe
def benchmarks(request: HttpRequest) -> HttpResponse:
    """How long programs stay in a phase and how many go on, of all or of those of one area, modality or period of start."""
    wanted = asked(request.GET)
    found = _found([ALL, wanted.by] if wanted.by else [ALL])
    known = not wanted.part or any(part == wanted.part for part, _stage in found[wanted.by])
    shown = found[wanted.by if wanted.part else ALL]
    stages = present.stages(shown, wanted.part)
    context = {
        "asked": wanted,
        "known": known,
        "groupings": [(title, wanted.address(by=code), code == wanted.by) for code, title in TITLES.items()],
        "grouping": TITLES[wanted.by],
        "part": present.part_name(wanted.by, wanted.part) if wanted.part else "",
        "whole": wanted.address(),
        "charts": present.charts(shown, wanted.part),
        "stages": stages,
        "parts": present.parts(found[wanted.by], wanted.by, lambda part: wanted.address(part=part)) if wanted.by else [],
        "columns": present.STAGE_NAMES.values(),
        "years": present.YEARS,
        "published": present.PUBLISHED,
        "enough": ENOUGH,
        "files": [(label, reverse("benchmarks_file", args=[form]) + wanted.address().lstrip(".")) for form, label in FORM_LABELS.items()],
        "width": present.WIDTH,
        "height": present.HEIGHT,
    }
    return render(request, "stages/benchmarks.html", context, status=400 if wanted.errors else 200)


@require_safe
def benchmarks_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The figures of the page with the same query string, a row for each part and stage, as csv, xlsx or json."""
    wanted = asked(request.GET)
    if wanted.errors:
        return HttpResponseBadRequest(" ".join(wanted.errors), content_type="text/plain; charset=utf-8")
    head = {"list": "benchmarks", "query": dict(request.GET.lists()), "generated": moment(timezone.now())}
    rows = export.values(_rows(wanted.by, _found([wanted.by])[wanted.by], wanted.part))
    return as_file("benchmarks", form, [field.name for field in export.FIELDS], rows, method=request.method, head=head)


def _found(groupings: list[str]) -> dict[str, Benchmarks]:
    return query.benchmarks(groupings, as_of.today() if as_of.is_past() else None)


def _rows(by: str, found: Benchmarks, only: str) -> Iterator[export.Row]:
    for (part, stage), told in sorted(found.items()):
        if only in ("", part):
            yield by, part, stage, told
