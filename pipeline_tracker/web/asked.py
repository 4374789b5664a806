"""How a company's page is asked for: how its pipeline is grouped, whether whole and with what was discontinued, and since when it moved.

Everything is in the address, and the page offers every other way as a link.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.vocabulary.days import months_before
from pipeline_tracker.web.presenters.pipeline import GROUPINGS

# Months before the newest source. The first is what is shown unless another day is asked for.
SPANS = ((3, _("three months")), (6, _("half a year")), (12, _("a year")), (24, _("two years")))


class Form(forms.Form):
    """Everything may be left out."""

    group = forms.ChoiceField(choices=GROUPINGS, required=False)
    discontinued = forms.ChoiceField(choices=(("1", "1"),), required=False)
    whole = forms.ChoiceField(choices=(("1", "1"),), required=False)
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


@dataclass(frozen=True)
class Choice:
    name: str | Promise
    address: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """``errors`` are words by field for what means nothing; such a field is as if it were left out. ``kept`` is what the form of the
    day must carry on, ``other_left`` the address with what was discontinued where it is hidden, and without it where it is not;
    ``other_size`` that of the whole pipeline, and where it is whole, of its first part."""

    group: str
    discontinued: bool
    whole: bool
    since: dt.date
    errors: Mapping[str, list[str]]
    kept: tuple[tuple[str, str], ...]
    groups: tuple[Choice, ...]
    spans: tuple[Choice, ...]
    other_left: str
    other_size: str


def asked(query: QueryDict, as_of: dt.date) -> Asked:
    """``as_of`` is the date of the company's newest source: spans of time reach back from there."""
    form = Form(query)
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if value}
    since = given.get("since") or months_before(as_of, SPANS[0][0])
    group = given.get("group") or GROUPINGS[0][0]
    plain = {name: str(value) for name, value in given.items()}
    days = {months: months_before(as_of, months) for months, _name in SPANS}
    return Asked(
        group=group,
        discontinued="discontinued" in given,
        whole="whole" in given,
        since=since,
        errors={name: [str(error) for error in errors] for name, errors in form.errors.items()},
        kept=tuple((name, value) for name, value in plain.items() if name != "since"),
        groups=tuple(Choice(name, _address(plain | {"group": code}), code == group) for code, name in GROUPINGS),
        spans=tuple(Choice(name, _address(plain | {"since": str(days[months])}), days[months] == since) for months, name in SPANS),
        other_left=_address(plain | {"discontinued": "" if "discontinued" in given else "1"}),
        other_size=_address(plain | {"whole": "" if "whole" in given else "1"}) or "?",
    )


def _address(parameters: Mapping[str, str]) -> str:
    return "?" + urlencode({name: value for name, value in parameters.items() if value})
