"""Search over the names and aliases of companies, programs, indications, trials and regulators."""

import re
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pipeline_tracker.models import Company, Indication, Program, Regulator, Trial, TrialIdentifier
from pipeline_tracker.vocabulary.names import company_key, name_key

from .matching import matching
from .trials import BIG

__all__ = ["matching", "search"]

SHOWN = 20  # hits of one group

_NCT = re.compile(r"NCT\d{8}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """``exact`` where the text is one of its names, case and punctuation aside; ``alias`` the name that was found, if not its own."""

    row: Model
    exact: bool
    alias: str = ""


@dataclass(frozen=True)
class Group:
    name: str | Promise
    hits: list[Hit]
    more: bool


def contains(text: str, *fields: str) -> Q:
    """Rows of which one of the fields contains the text, case aside. An alias written "aliases__name?" counts unless refused."""
    condition = Q()
    for field in fields:
        name = field.removesuffix("?")
        condition |= Q(**{f"{name}__icontains": text}, **({"aliases__refused": False} if name != field else {}))
    return condition


def trial_of_number(text: str) -> Trial | None:
    """The trial of a ClinicalTrials.gov number, its own or one that was given up for it; None where two trials claim the number."""
    if not _NCT.fullmatch(text):
        return None
    own = Trial.objects.defer(*BIG).filter(slug=text.lower()).first()
    if own:
        return own
    given_up = TrialIdentifier.objects.filter(scheme="nct_alias", value=text.upper()).values("trial")
    found = list(Trial.objects.defer(*BIG).filter(pk__in=given_up)[:2])
    return found[0] if len(found) == 1 else None


def search(text: str) -> list[Group]:
    """Groups with hits, exact hits first. Nothing for an empty text."""
    if not text:
        return []
    key, company = name_key(text), company_key(text)
    groups = [
        _group(
            _("Companies"),
            Company.objects.all(),
            text,
            Q(key=company) | Q(aliases__key=key) | Q(ticker__iexact=text),
            ("name", "aliases__name"),
        ),
        _group(
            _("Programs"),
            Program.objects.select_related("company"),
            text,
            Q(key=key) | Q(aliases__key=key, aliases__refused=False),
            ("name", "aliases__name?"),
        ),
        _group(
            _("Trials"),
            Trial.objects.select_related("company").defer(*BIG),
            text,
            Q(identifier__iexact=text) | Q(acronym__iexact=text) | Q(identifiers__value__iexact=text),
            ("identifier", "acronym", "title", "identifiers__value"),
        ),
        _group(
            _("Indications"),
            Indication.objects.all(),
            text,
            Q(key=key) | Q(abbreviation__iexact=text) | Q(aliases__key=key),
            ("name", "abbreviation", "aliases__name"),
        ),
        _group(
            _("Regulators"),
            Regulator.objects.all(),
            text,
            Q(code__iexact=text) | Q(names__short__iexact=text) | Q(names__name__iexact=text),
            ("code", "names__short", "names__name"),
        ),
    ]
    return [group for group in groups if group.hits]


def _group(name: str | Promise, rows: QuerySet, text: str, exact: Q, fields: tuple[str, ...]) -> Group:
    contained = exact | contains(text, *fields)
    model = rows.model
    closeness = Case(
        When(pk__in=model._default_manager.filter(exact).values("pk"), then=Value(0)),
        When(**{f"{fields[0]}__istartswith": text}, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    related = "identifiers" if model is Trial else "names" if model is Regulator else "aliases"
    found = list(
        rows.filter(pk__in=model._default_manager.filter(contained).values("pk"))
        .annotate(closeness=closeness)
        .prefetch_related(related)
        .order_by("closeness", fields[0], "pk")[: SHOWN + 1]
    )
    hits = [Hit(row, row.closeness == 0, _alias(row, text, related, fields[0])) for row in found[:SHOWN]]
    return Group(name, hits, len(found) > SHOWN)


def _alias(row: Model, text: str, related: str, own: str) -> str:
    """The other name by which the row was found; "" where its own name contains the text."""
    key = name_key(text)
    if text.lower() in str(getattr(row, own)).lower() or (key and key in name_key(str(getattr(row, own)))):
        return ""
    names = [str(other) for other in getattr(row, related).all() if not getattr(other, "refused", False)]
    if isinstance(row, Trial):
        names = [row.acronym, *(number.value for number in row.identifiers.all())]
    return next((name for name in names if text.lower() in name.lower() or (key and key in name_key(name))), "")
