from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pipeline_tracker.models import Company
from pipeline_tracker.queries import track_record as query
from pipeline_tracker.queries.track_record import Kept
from pipeline_tracker.vocabulary.milestones import KIND_LABELS
from pipeline_tracker.vocabulary.phases import PHASE_LABELS
from pipeline_tracker.vocabulary.track_record import ENOUGH, VERDICTS
from pipeline_tracker.web import as_of
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.exports import promises as export
from pipeline_tracker.web.exports.cells import moment
from pipeline_tracker.web.exports.links import FORM_LABELS
from pipeline_tracker.web.presenters import track_record as present

from .exports import as_file

SHOWN = 25  # promises on one page
_AT_ONCE = 500  # promises of a file whose claims are held at a time


class Form(forms.Form):
    """Which promises are asked for; everything may be left out."""

    party = forms.ChoiceField(required=False, choices=tuple(present.PARTY_LABELS.items()))
    by = forms.ChoiceField(required=False, choices=tuple(present.BY_LABELS.items()))
    kind = forms.ChoiceField(required=False, choices=tuple(KIND_LABELS.items()))
    phase = forms.ChoiceField(required=False, choices=(*PHASE_LABELS.items(), (present.NONE, present.NONE)))
    verdict = forms.ChoiceField(required=False, choices=VERDICTS)


@dataclass(frozen=True)
class Asked:
    """What the address asks for, "" for what it leaves out; ``errors`` are words for what means nothing and is left out."""

    party: str
    by: str
    kind: str
    phase: str
    verdict: str
    errors: tuple[str, ...]

    def of(self, kept: Sequence[Kept]) -> list[Kept]:
        return [
            one
            for one in kept
            if self.kind in ("", one.kind)
            and self.phase in ("", one.phase or present.NONE)
            and self.verdict in ("", one.judged(self.by).verdict)
        ]

    def address(self, **changed: str) -> str:
        """The query string of the same party with these parameters, without the defaults; "?" where all is left out."""
        told = {"party": self.party, **changed}
        return "?" + urlencode({name: value for name, value in told.items() if value and (name, value) not in _DEFAULTS})

    @property
    def narrowed(self) -> dict[str, str]:
        return {name: value for name in ("kind", "phase", "verdict") if (value := getattr(self, name))}


_DEFAULTS = {("party", "company"), ("by", "last")}


def asked(parameters: QueryDict) -> Asked:
    form = Form(parameters)
    form.is_valid()
    given = {name: form.cleaned_data.get(name, "") for name in form.fields}
    errors = tuple(str(error) for told in form.errors.values() for error in told)
    return Asked(**given | {"party": given["party"] or "company", "by": given["by"] or "last"}, errors=errors)


@require_safe
@addressed
def track_record(request: HttpRequest, slug: str) -> HttpResponse:
    """How a company kept the dates that it gave: counts, each with the list behind it. What cannot be understood has status 400."""
    today = as_of.today()
    company = Company.objects.get(slug=slug)
    wanted = asked(request.GET)
    found = query.promises(company, wanted.party, today)
    chosen = wanted.of(found.kept)
    page: Page[Kept] = Paginator(chosen, SHOWN).get_page(request.GET.get("page"))
    oldest = query.oldest_open(found.kept)
    shown = [*page.object_list, *([oldest] if oldest else [])]
    milestones, claims = query.milestones_of(shown), query.claims_of(shown)
    rest = {"by": wanted.by, **wanted.narrowed}
    context = {
        "company": company,
        "asked": wanted,
        "found": found,
        "parties": [(label, wanted.address(party=code), code == wanted.party) for code, label in present.PARTY_LABELS.items()],
        "judges": [(label, wanted.address(**rest | {"by": code}), code == wanted.by) for code, label in present.BY_LABELS.items()],
        "tables": present.tables(found.kept, wanted.by, wanted.address),
        "chips": [(label, wanted.address(**{n: v for n, v in rest.items() if n != name})) for name, label in _chips(wanted)],
        "all_of_them": wanted.address(by=wanted.by),
        "count": len(chosen),
        "page": page,
        "pages": [(number, wanted.address(**rest, page=str(number))) for number in page.paginator.page_range],
        "previous": wanted.address(**rest, page=str(page.number - 1)) if page.has_previous() else "",
        "next": wanted.address(**rest, page=str(page.number + 1)) if page.has_next() else "",
        "lines": present.lines(page.object_list, wanted.by, milestones, claims),
        "oldest": present.lines([oldest], wanted.by, milestones, claims)[0] if oldest else None,
        "files": [(label, _file_address(company, form) + wanted.address(**rest)) for form, label in FORM_LABELS.items()],
        "enough": ENOUGH,
        "most": query.LOOKED_AT,
        "today": today,
    }
    return render(request, "track_record/track_record.html", context, status=400 if wanted.errors else 200)


def _chips(wanted: Asked) -> list[tuple[str, str]]:
    labels: Mapping[str, Callable[[str], str]] = {
        "kind": present.KIND_LABELS.__getitem__,
        "phase": present.phase_label,
        "verdict": present.VERDICT_LABELS.__getitem__,
    }
    return [(name, labels[name](value)) for name, value in wanted.narrowed.items()]


def _file_address(company: Company, form: str) -> str:
    return reverse("track_record_file", args=[company.slug, form])


@require_safe
@addressed
def track_record_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The promises of the page with the same query string, all of its pages, as csv, xlsx or json."""
    today = as_of.today()
    company = Company.objects.get(slug=slug)
    wanted = asked(request.GET)
    if wanted.errors:
        return HttpResponseBadRequest(" ".join(wanted.errors), content_type="text/plain; charset=utf-8")
    found = query.promises(company, wanted.party, today)
    columns = export.fields(request.build_absolute_uri("/").rstrip("/"))
    head = {"list": "promises", "company": company.name, "query": dict(request.GET.lists()), "generated": moment(timezone.now())}
    rows = export.values(columns, _rows(wanted.of(found.kept)))
    return as_file("promises", form, [field.name for field in columns], rows, method=request.method, head=head)


def _rows(kept: Sequence[Kept]) -> Iterator[export.Row]:
    for start in range(0, len(kept), _AT_ONCE):
        some = kept[start : start + _AT_ONCE]
        milestones, claims = query.milestones_of(some), query.claims_of(some)
        yield from ((one, milestones[one.pk], claims) for one in some)
