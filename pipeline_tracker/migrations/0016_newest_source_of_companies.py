"""Companies know the day of their newest document: lists of them are sorted by it."""

from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery


def tell(apps, schema_editor):
    company, document = (apps.get_model("pipeline_tracker", name) for name in ("Company", "Document"))
    newest = document.objects.filter(company=OuterRef("pk")).order_by().values("company").annotate(day=Max("published")).values("day")
    company.objects.update(last_source=Subquery(newest))


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL makes no index of a table whose rows were changed in the same transaction

    dependencies = [("pipeline_tracker", "0015_changed_rows_of_large_tables")]

    operations = [
        migrations.AddField(model_name="company", name="last_source", field=models.DateField(editable=False, null=True)),
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.AddIndex(model_name="company", index=models.Index(fields=["last_source", "id"], name="company_by_source")),
    ]
