"""The statistics by which the database plans its queries."""

from django.apps import apps
from django.db import connection


def analyze() -> None:
    """Counts the tables anew. Call it once many rows are in, which the database would otherwise notice later."""
    tables = [model._meta.db_table for model in apps.get_app_config("pipeline_tracker").get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')
