"""The first milestone that a company awaits is found at the beginning of its part of an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0017_windows_counted_ahead")]

    operations = [
        migrations.RemoveIndex(model_name="milestone", name="milestone_awaited"),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                fields=["company", "latest", "id"],
                include=["kind"],
                condition=models.Q(("answered_by", None), ("status", "expected")),
                name="milestone_awaited",
            ),
        ),
    ]
