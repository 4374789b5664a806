"""What the search page shows: groups with their links, documents with their passages, and what narrows them."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pipeline_tracker.queries.search import EXACT, KINDS, PAGE, Document, Documents, Group, Hit, Results
from pipeline_tracker.web.labels import DOCUMENT_KIND_LABELS

from .passages import Passage, Piece, marked, passages

FEW = 5  # hits of a kind beside the others
ANSWERS = 8  # of a facet

LABELS = {
    "programs": gettext_lazy("Programs"),
    "companies": gettext_lazy("Companies"),
    "trials": gettext_lazy("Trials"),
    "indications": gettext_lazy("Indications"),
    "regulators": gettext_lazy("Regulators"),
    "documents": gettext_lazy("Documents"),
}
_LISTS = ("programs", "companies", "trials", "regulators")  # that have a page with filters


@dataclass(frozen=True)
class Asked:
    """What the address asks for; ``only`` is one of KINDS, the rest narrows documents."""

    text: str = ""
    only: str = ""
    company: str = ""
    kind: str = ""
    year: str = ""

    def address(self, page: int = 1) -> str:
        values = {_PARAMETERS.get(item.name, item.name): getattr(self, item.name) for item in fields(self)}
        stated = {name: value for name, value in values.items() if value} | ({"page": str(page)} if page > 1 else {})
        return f"{reverse('search')}?{urlencode(stated)}"


_PARAMETERS = {"text": "q", "only": "in"}


@dataclass(frozen=True)
class Kind:
    """A kind of thing in the line above the results. ``number`` is "7", or "50+" where more were found than counted."""

    label: str
    number: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class ShownGroup:
    kind: str
    label: str
    hits: list[Hit]
    number: str
    all_of_them: str  # address of all hits, "" where these are all
    in_list: str  # address of the list with filters, "" where there is none


@dataclass(frozen=True)
class ShownDocument:
    document: Document
    title: tuple[Piece, ...]
    passages: list[Passage]


@dataclass(frozen=True)
class Answer:
    label: str
    count: int
    href: str


@dataclass(frozen=True)
class Facet:
    """``chosen`` is the label of what documents are narrowed to, ``href`` the address without it; otherwise the answers."""

    title: str
    chosen: str
    href: str
    answers: list[Answer]


def page(asked: Asked, results: Results) -> dict[str, Any]:
    """The context of search.html."""
    found = results.documents
    groups = [_group(asked, group) for group in results.groups if asked.only in ("", group.kind)]
    shown = found.hits if asked.only in ("", "documents") else []
    paged = asked.only == "documents"
    return {
        "asked": asked,
        "text": asked.text,
        "kinds": _kinds(asked, results),
        "groups": groups,
        "exact": EXACT,
        "documents": [ShownDocument(hit.document, marked(hit.document.title, found.asked), passages(hit, found.asked)) for hit in shown],
        "found": found,
        "first": (found.page - 1) * PAGE + 1 if paged else 1,
        "documents_number": _number(found.count, found.more),
        "all_documents": replace(asked, only="documents").address() if not paged and found.count > len(shown) > 0 else "",
        "facets": _facets(asked, found),
        "narrowed": bool(asked.company or asked.kind or asked.year) and asked.only in ("", "documents"),
        "widened": replace(asked, company="", kind="", year="").address(),
        "previous": asked.address(found.page - 1) if paged and found.page > 1 else "",
        "next": asked.address(found.page + 1) if paged and found.page < found.pages else "",
        "spelled": [(name, Asked(name).address()) for name in results.spelled],
        "names": results.names,
    }


def _number(count: int, more: bool) -> str:
    return f"{count:,}+" if more else f"{count:,}"


def _kinds(asked: Asked, results: Results) -> list[Kind]:
    """ "All" and each kind of which there is something; the chosen one in any case."""
    numbers = {group.kind: _number(group.count, group.more) for group in results.groups}
    if results.documents.count:
        numbers["documents"] = _number(results.documents.count, results.documents.more)
    if not numbers and not asked.only:
        return []
    return [
        Kind(_("All"), "", replace(asked, only="").address(), asked.only == ""),
        *(
            Kind(str(LABELS[code]), numbers.get(code, "0"), replace(asked, only=code).address(), asked.only == code)
            for code in KINDS
            if code in numbers or code == asked.only
        ),
    ]


def _group(asked: Asked, group: Group) -> ShownGroup:
    hits = group.hits if asked.only else group.hits[:FEW]
    return ShownGroup(
        kind=group.kind,
        label=str(LABELS[group.kind]),
        hits=hits,
        number=_number(group.count, group.more),
        all_of_them=replace(asked, only=group.kind).address() if len(hits) < len(group.hits) else "",
        in_list=f"{reverse(group.kind)}?{urlencode({'q': asked.text})}" if group.kind in _LISTS and group.count > 1 else "",
    )


def _facets(asked: Asked, found: Documents) -> list[Facet]:
    labels = {slug: name for (slug, name), _count in found.companies}
    facets = (
        ("kind", _("Kind"), DOCUMENT_KIND_LABELS.get(asked.kind, asked.kind), ((k, DOCUMENT_KIND_LABELS[k], n) for k, n in found.kinds)),
        ("company", _("Company"), labels.get(asked.company, asked.company), ((slug, name, n) for (slug, name), n in found.companies)),
        ("year", _("Year"), asked.year, ((str(year), str(year), n) for year, n in sorted(found.years, reverse=True))),
    )
    return [
        facet
        for name, title, chosen, answers in facets
        if (facet := _facet(asked, name, title, chosen, answers)).chosen or len(facet.answers) > 1
    ]


def _facet(asked: Asked, name: str, title: str, chosen: str, answers: Iterable[tuple[str, str, int]]) -> Facet:
    if chosen:
        return Facet(title, chosen, replace(asked, **{name: ""}).address(), [])
    first = list(answers)[:ANSWERS]
    of_documents = replace(asked, only=asked.only and "documents")
    return Facet(title, "", "", [Answer(label, count, replace(of_documents, **{name: value}).address()) for value, label, count in first])
