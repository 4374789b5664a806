"""The facets of long lists, counted ahead."""

from django.db import connection, transaction
from django.db.models import QuerySet

from pipeline_tracker.models import FacetCount
from pipeline_tracker.queries.facets import AHEAD, LONG, listed, values_of

from .connections import count_alone

_COLUMNS = ("table", "column", "code", "label", "number", "place", "parts", "exact")


@transaction.atomic
def count_facets() -> None:
    """Counts anew, set by set. Call it when rows of lists may have come, gone or changed."""
    quoted = connection.ops.quote_name
    into = f"INSERT INTO {quoted(FacetCount._meta.db_table)} ({', '.join(map(quoted, _COLUMNS))})"
    count_alone(FacetCount)
    FacetCount.objects.all().delete()
    with connection.cursor() as cursor:
        for model, columns in AHEAD.items():
            rows, table = listed(model), str(model._meta.model_name)
            if rows.values("pk")[:LONG].count() < LONG:
                continue
            FacetCount.objects.create(table=table, column="", code="", label="", number=rows.count(), place=1, parts=1)
            for column, label in columns:
                sql, parameters = (
                    values_of(rows, column, label).values_list("facet_code", "facet_words", "facet_count").query.sql_with_params()
                )
                place = "ROW_NUMBER() OVER (ORDER BY facet_count DESC, facet_words, facet_code), COUNT(*) OVER ()"
                chosen = f"SELECT %s, %s, facet_code, facet_words, facet_count, {place}, %s FROM ({sql}) AS counted"  # noqa: S608 (sql is the ORM's own)
                cursor.execute(f"{into} {chosen}", (table, column, True, *parameters))


def doubt_facets() -> None:
    """A row or two changed: what was counted is about right until it is counted anew. That stands with the lists as a whole."""
    sure_facets().update(exact=False)


def sure_facets() -> QuerySet[FacetCount]:
    """The lists of which what was counted is right."""
    return FacetCount.objects.filter(table__in=[model._meta.model_name for model in AHEAD], column="", exact=True)
