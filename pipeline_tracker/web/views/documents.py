import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline_tracker.queries import documents as query
from pipeline_tracker.web import as_of
from pipeline_tracker.web.addresses import addressed
from pipeline_tracker.web.filters import DocumentFilters
from pipeline_tracker.web.presenters import documents as present
from pipeline_tracker.web.tables import DocumentTable

from .lists import ListPage


class DocumentList(ListPage):
    name = "documents"
    filters = DocumentFilters
    table = DocumentTable
    template = "documents/list.html"

    def rows(self, today: dt.date) -> QuerySet:
        return query.document_list()

    def shown(self, rows: QuerySet, today: dt.date) -> QuerySet:
        return query.for_rows_of_documents(rows)


@require_safe
@addressed
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """One document: its text as stored with every passage that was read marked, and the facts beside it. With ``layer=ledger`` sentence
    by sentence instead: what each was read as, or why nothing was taken."""
    today = as_of.today()
    layer = "ledger" if request.GET.get("layer") == "ledger" else ""
    page = query.document_page(public_id, today)
    facts = present.facts(page)
    context = {
        "page": page,
        "facts": facts,
        "registry_url": present.registry_url(page.document),
        "disagreements": present.disagreements(page),
        "changes": present.changed(page),
        "layer": layer,
        "today": today,
    }
    if layer:
        sentences = present.ledger(page, facts)
        outcomes = present.outcomes(sentences)
        outcome = next((one.code for one in outcomes if one.code == request.GET.get("outcome")), "")
        context |= {
            "sentences": [sentence for sentence in sentences if outcome in ("", sentence.outcome)],
            "outcomes": outcomes,
            "outcome": outcome,
            "every": len(sentences),
        }
    else:
        pieces = present.marked(page.document.text, facts)
        context |= {"pieces": pieces, "parts": present.part_by_part(page.document, pieces)}
    return render(request, "documents/document.html", context)
