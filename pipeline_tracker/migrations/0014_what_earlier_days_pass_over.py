"""Pages of earlier days pass over what became known later along indexes alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline_tracker", "0013_calendar_of_a_kind_by_its_index"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="milestone",
            name="milestone_by_source",
        ),
        migrations.RemoveIndex(
            model_name="milestone",
            name="milestone_by_date",
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                models.F("latest"),
                models.Func("earliest", output_field=models.DateField(), template="COALESCE(%(expressions)s, '0001-01-01')"),
                models.F("id"),
                include=("earliest", "precision", "kind", "known_from"),
                name="milestone_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(fields=["asserted_on", "id"], include=("earliest", "latest", "known_from"), name="milestone_by_source"),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                models.F("latest"),
                models.Func("earliest", output_field=models.DateField(), template="COALESCE(%(expressions)s, '0001-01-01')"),
                models.F("id"),
                condition=models.Q(("answered_by", None), ("status", "expected"), ("id__gt", 0)),
                include=("earliest", "kind", "company", "known_from"),
                name="milestone_awaited_then",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("answered_by", None), ("status", "expected"), ("id__gt", 0)),
                fields=["asserted_on", "id"],
                include=("latest", "kind", "known_from"),
                name="milestone_awaited_told_then",
            ),
        ),
    ]
