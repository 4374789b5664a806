"""Search: one box over names and aliases, numbers of trials, titles, and the text of documents."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.db.models import Case, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Left, Length

from pipeline_tracker.models import (
    Claim,
    Company,
    CompanyAlias,
    Document,
    Indication,
    IndicationAlias,
    Program,
    ProgramAlias,
    RegulatorName,
    Trial,
    TrialIdentifier,
)
from pipeline_tracker.models.search import LONGEST
from pipeline_tracker.vocabulary.names import company_key, company_words, name_key, words_of

from . import claims, fulltext, spelling
from .fulltext import Question
from .matching import contains, listed_as, matching, own_numbers
from .trials import BIG

__all__ = ["matching", "search", "straight_to"]

KINDS = ("programs", "companies", "trials", "indications", "regulators", "documents")

MOST = 50  # hits of one kind that are fetched; of more it is only said that there are more
MOST_FOUND = 1000  # trials or documents among which the best are looked for: the newest, where a word is in more of them
PAGE = 10  # documents at a time
NAMES = 3  # things of exactly this name whose other names documents are searched for, too
_WORDS_OF_NAME = 5  # of a name that is looked for inside of a longer text
_CLAIMING = 10  # trials that are looked at where several claim one number: of some nobody may know yet

EXACT, BEGINS, CONTAINS, WITHIN = range(4)


@dataclass(frozen=True)
class Hit:
    """``closeness``: EXACT where the text is one of its names, case and punctuation aside; BEGINS and CONTAINS where a name does so with
    the text; WITHIN where the text names it among other words. ``alias`` is the name that was found, if not its own."""

    row: Model
    closeness: int
    alias: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one of KINDS, closest first; ``more`` where ``count`` is only what was counted."""

    kind: str
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    more: bool = False

    @property
    def closeness(self) -> int:
        return min((hit.closeness for hit in self.hits), default=WITHIN)


@dataclass(frozen=True)
class Narrowing:
    """Of documents only those of a company (slug), a kind, a year; "" for any."""

    company: str = ""
    kind: str = ""
    year: int | None = None

    @property
    def condition(self) -> Q:
        condition = Q(company__slug=self.company) if self.company else Q()
        if self.kind:
            condition &= Q(kind=self.kind)
        if self.year:
            condition &= Q(published__range=(dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)))
        return condition


@dataclass(frozen=True)
class DocumentHit:
    """A document and its claims in the order of the text, of which ``document.beginning`` has as much as is searched."""

    document: Document
    claims: list[Claim]


@dataclass(frozen=True)
class Documents:
    """One page of the documents that answer, best first. ``companies`` (slug, name), ``kinds`` and ``years`` with the number of
    documents that each would leave, most first; empty where there are ``more`` than are counted."""

    asked: Question
    hits: list[DocumentHit] = field(default_factory=list)
    count: int = 0
    more: bool = False
    page: int = 1
    pages: int = 1
    companies: list[tuple[tuple[str, str], int]] = field(default_factory=list)
    kinds: list[tuple[str, int]] = field(default_factory=list)
    years: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    """``groups`` with hits, those with an exact name first; ``spelled`` are names that the text may be a misspelling of, where nothing
    has it; ``names`` are the other names for which documents were searched, too."""

    groups: list[Group]
    documents: Documents
    spelled: list[str]
    names: list[str]


def straight_to(text: str) -> Trial | None:
    """The one trial that has this number: in a registry, its own or one that was given up for it, or of its sponsor. None where two
    trials claim the number, or where it is also a name."""
    if not any(char.isdigit() for char in text) or len(name_key(text)) < len("AB123"):
        return None
    trials = Trial.objects.defer(*BIG)
    own = trials.filter(slug=text.lower(), registry="ctgov").first()
    if own:
        return own
    others = TrialIdentifier.objects.filter(value__iexact=text).order_by().values_list("trial")
    # Keys first: as of an earlier day PostgreSQL would go through all trials to look for them.
    numbered = own_numbers(text).filter(identifier__iexact=text).values_list("pk").union(others)[:_CLAIMING]
    found = list(trials.filter(pk__in=[key for (key,) in numbered])[:2])
    return found[0] if len(found) == 1 and not _is_name(text) else None


def _is_name(text: str) -> bool:
    key = name_key(text)
    return (
        Program.objects.filter(key=key).exists()
        or ProgramAlias.objects.filter(key=key, refused=False).exists()
        or Company.objects.filter(key=key).exists()
        or CompanyAlias.objects.filter(key=key).exists()
    )


def search(text: str, narrowing: Narrowing | None = None, page: int = 1, most: int = PAGE) -> Results:
    """Everything that the text names or that says it, ``most`` documents at a time. Nothing for a text without letters and digits."""
    if not name_key(text):
        return Results([], Documents(Question()), [], [])
    programs, companies, indications = _programs(text), _companies(text), _indications(text)
    trials = _trials(text, [hit.row.pk for hit in indications.hits if hit.closeness != WITHIN])
    groups = [group for group in (programs, companies, trials, indications, _regulators(text)) if group.count]
    names = [name for group in (programs, companies, indications) for name in _names(group)]
    asked = fulltext.any_of([text, *names]) if names else fulltext.question(text)
    documents = _documents(asked, narrowing or Narrowing(), page, most)
    return Results(
        groups=sorted(groups, key=lambda group: group.closeness),
        documents=documents,
        spelled=[] if groups or documents.count else spelling.names_like(text),
        names=[term.text for term in asked.wanted if names and name_key(term.text) != name_key(text)],
    )


def likely(text: str, most: int) -> list[Group]:
    """Programs and companies of this name, or whose name begins with it."""
    groups = (_programs(text), _companies(text)) if name_key(text) else ()
    near = (replace(group, hits=[hit for hit in group.hits if hit.closeness in (EXACT, BEGINS)][:most]) for group in groups)
    return [group for group in near if group.hits]


# --- names ------------------------------------------------------------------------------------------------------------


def _programs(text: str) -> Group:
    names = ProgramAlias.objects.filter(refused=False)
    return _named("programs", Program.objects.select_related("company"), names, "program", text=text)


def _companies(text: str) -> Group:
    names, key = CompanyAlias.objects.all(), company_key(text)
    return _named("companies", Company.objects.all(), names, "company", text=text, key=key, also=listed_as(text))


def _indications(text: str) -> Group:
    also = Q(abbreviation__iexact=text)
    return _named("indications", Indication.objects.all(), IndicationAlias.objects.all(), "indication", text=text, also=also)


def _named(kind: str, rows: QuerySet, names: QuerySet, owner: str, *, text: str, key: str = "", also: Q | None = None) -> Group:
    """``names`` are aliases of ``rows`` by their ``owner``; ``key`` is that of the text as a name, ``also`` what counts as a name, too."""
    key = key or name_key(text)
    inside = _inside(text)
    found = matching(rows.model, text)
    if inside:
        own = rows.model._default_manager.filter(key__in=inside).order_by().values("pk")
        found = found.union(own, names.filter(key__in=inside).order_by().values(owner), all=True)
    other = names.filter(**{owner: OuterRef("pk")})
    exact = Q(key=key) | Q(pk__in=names.filter(key=key).order_by().values(owner))
    closeness = Case(
        When(exact | also if also else exact, then=Value(EXACT)),
        When(key__startswith=key, then=Value(BEGINS)),
        When(Q(key__in=inside) | Q(pk__in=names.filter(key__in=inside).order_by().values(owner)), then=Value(WITHIN)),
        default=Value(CONTAINS),
        output_field=IntegerField(),
    )
    alias = other.filter(contains(key) | Q(key__in=inside)).order_by(Length("key"), "name", "pk")
    hits = list(
        rows.filter(pk__in=found)
        .annotate(closeness=closeness, alias=Subquery(alias.values("name")[:1]))
        .order_by("closeness", Length("name"), "name", "pk")[: MOST + 1]
    )
    return _group(kind, [Hit(row, row.closeness, "" if key in row.key or row.key in inside else row.alias or "") for row in hits])


def _inside(text: str) -> list[str]:
    """Keys of the names that a text of several words may hold: "allojoin phase 3" may name AlloJoin."""
    words = words_of(text)
    keys = ("".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + 1 + _WORDS_OF_NAME))
    whole = "".join(words)
    return [key for key in dict.fromkeys(keys) if key != whole and len(key) > 2 and not key.isdecimal()]


def _group(kind: str, hits: list[Hit]) -> Group:
    return Group(kind, hits[:MOST], min(len(hits), MOST), len(hits) > MOST)


def _regulators(text: str) -> Group:
    """There are few: all their names are read."""
    key, inside = name_key(text), _inside(text)
    hits = []
    names = RegulatorName.objects.select_related("regulator").order_by("regulator__code", F("until").asc(nulls_last=True), "pk")
    for regulator, known in groupby(names, key=lambda name: name.regulator):
        rows = list(known)
        found = [(_closeness(key, inside, {name.name, name.short, regulator.code}), -place, name) for place, name in enumerate(rows)]
        closeness, _place, name = min(found, key=lambda one: one[:2])
        if closeness <= WITHIN:
            regulator.present = rows[-1]
            hits.append(Hit(regulator, closeness, "" if name is rows[-1] else str(name)))
    return _group("regulators", sorted(hits, key=lambda hit: (hit.closeness, str(hit.row))))


def _closeness(key: str, inside: Iterable[str], names: Iterable[str]) -> int:
    keys = {name_key(name) for name in names}
    if key in keys:
        return EXACT
    if any(name.startswith(key) for name in keys):
        return BEGINS
    return CONTAINS if any(key in name for name in keys) else WITHIN if keys & set(inside) else WITHIN + 1


def _names(group: Group) -> list[str]:
    """All names of what has exactly this name, as documents write them: companies without their legal form."""
    names: list[str] = []
    for row in (hit.row for hit in group.hits[:NAMES] if hit.closeness == EXACT):
        aliases = [alias.name for alias in row.aliases.all() if not getattr(alias, "refused", False)]  # type: ignore[attr-defined]
        names += [row.name, *aliases]  # type: ignore[attr-defined]
    return [" ".join(company_words(name)) for name in names] if group.kind == "companies" else names


# --- trials -----------------------------------------------------------------------------------------------------------


def _trials(text: str, indications: list[int]) -> Group:
    """By number or acronym, then by the words of the title, newest number first, then by condition."""
    acronyms = Trial.objects.order_by().filter(acronym__iexact=text).exclude(acronym="").values_list("acronym", "pk")
    others = TrialIdentifier.objects.filter(value__istartswith=text).order_by().values_list("value", "trial")
    named = acronyms.union(own_numbers(text).values_list("identifier", "pk"), others, all=True)[: MOST_FOUND + 1]
    found: dict[int, int] = {}
    for far, _name, key in sorted((BEGINS if name.lower() != text.lower() else EXACT, name, key) for name, key in named):
        found.setdefault(key, far)
    titled = fulltext.beginning(Trial, text).values_list("identifier", "pk")
    for _number, key in sorted(titled[: MOST_FOUND + 1], reverse=True):
        found.setdefault(key, CONTAINS)
    if indications and len(found) <= MOST_FOUND:
        studied = Trial.indications.through.objects.filter(indication__in=indications).order_by("-trial").values_list("trial", flat=True)
        for key in studied[: MOST_FOUND + 1]:
            found.setdefault(key, CONTAINS)
    count = min(len(found), MOST_FOUND)
    shown = list(found)[:MOST]
    number = TrialIdentifier.objects.filter(trial=OuterRef("pk"), value__istartswith=text).order_by("value", "pk")
    rows: dict[int, Any] = (
        Trial.objects.select_related("company").defer(*BIG).annotate(alias=Subquery(number.values("value")[:1])).in_bulk(shown)
    )
    hits = [Hit(rows[key], found[key], _other_name(rows[key], text)) for key in shown if key in rows]
    return Group("trials", hits, count, len(found) > MOST_FOUND)


def _other_name(trial: Any, text: str) -> str:
    if trial.identifier.lower().startswith(text.lower()):
        return ""
    return trial.acronym if trial.acronym.lower() == text.lower() else trial.alias or ""


# --- documents --------------------------------------------------------------------------------------------------------


def _documents(asked: Question, narrowing: Narrowing, page: int, most: int) -> Documents:
    answering = Document.objects.filter(fulltext.documents(asked)).filter(narrowing.condition)
    columns = ("pk", "kind", "published", "company__slug", "company__name")
    found = list(answering.order_by("-published", "-pk").values_list(*columns)[: MOST_FOUND + 1])
    if not found:
        return Documents(asked)
    more, found = len(found) > MOST_FOUND, found[:MOST_FOUND]
    ranks = fulltext.ranks(asked, [row[0] for row in found])
    best = [row[0] for row in sorted(found, key=lambda row: -ranks.get(row[0], 0.0))]
    pages = -(-len(best) // most)
    page = min(max(page, 1), pages)
    answers: dict[str, Counter] = {"companies": Counter(), "kinds": Counter(), "years": Counter()}
    for _key, kind, published, slug, name in () if more else found:
        answers["kinds"][kind] += 1
        answers["years"][published.year] += 1
        if slug:
            answers["companies"][slug, name] += 1
    return Documents(
        asked,
        hits=_with_claims(best[(page - 1) * most : page * most]),
        count=len(best),
        more=more,
        page=page,
        pages=pages,
        **{name: sorted(counter.items(), key=lambda answer: (-answer[1], answer[0])) for name, counter in answers.items()},
    )


def _with_claims(keys: list[int]) -> list[DocumentHit]:
    rows: dict[int, Any] = (
        Document.objects.select_related("company").defer("text", "ledger").annotate(beginning=Left("text", LONGEST)).in_bulk(keys)
    )
    said: dict[int, list[Claim]] = {key: [] for key in keys}
    counted = Claim.objects.filter(claims.COUNTED, document__in=keys).select_related("milestone__company").defer("flags", "programs")
    for claim in counted.order_by("document", "start", "pk"):
        said[claim.document_id].append(claim)  # type: ignore[index]
    return [DocumentHit(rows[key], said[key]) for key in keys if key in rows]
