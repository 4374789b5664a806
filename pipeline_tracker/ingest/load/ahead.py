"""Numbers over all companies that are counted ahead in large databases, and when they are counted anew."""

from pipeline_tracker.models import Document, FacetCount, Milestone

from . import facets
from .benchmarks import count_benchmarks
from .company_counts import count_companies
from .connections import on_several_connections
from .landscape import count_landscape
from .windows import count_windows

FEW = 10_000  # documents up to which counting takes no longer than anything else that a run does
_SHARE = 1 / 50  # of the documents or milestones that may come or go before figures that need all rows are counted anew


def count_ahead(*, changed: bool, everything: bool = False) -> None:
    """Brings them up to date at the end of a run that ``changed`` something, or that follows one which was killed before it did this.

    All are counted anew where ``everything`` may have changed, where much has since they were counted, and in small databases. After
    a small change of a large one the landscape, the windows and the companies' numbers are, and the numbers of facets say "about".
    """
    lag, documents = _lag()
    if everything or lag > _SHARE or (changed and documents < FEW):
        on_several_connections([[facets.count_facets], [count_landscape, count_windows, count_companies, count_benchmarks]])
    elif changed or (lag and facets.sure_facets().exists()):
        count_landscape()
        count_windows()
        count_companies()
        facets.doubt_facets()


def _lag() -> tuple[float, int]:
    """The share of rows by which long lists have grown or shrunk since their facets were counted, and the number of documents. Whatever
    changes a list at a run's end, a document has come for it."""
    counted = dict(FacetCount.objects.filter(table__in=["document", "milestone"], column="").values_list("table", "number"))
    now = {model: model._default_manager.count() for model in (Document, Milestone)}
    lags = [
        abs(number - before) / max(number, before)
        for model, number in now.items()
        if (before := counted.get(str(model._meta.model_name), 0)) or number >= facets.LONG
    ]
    return max(lags, default=0.0), now[Document]
