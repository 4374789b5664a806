"""Calendars count along an index alone; pages of earlier days pass over along indexes what became known later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0011_landscape_by_places")]

    operations = [
        migrations.RemoveIndex(model_name="milestone", name="milestone_by_source"),
        migrations.RemoveIndex(model_name="milestone", name="milestone_by_date"),
        migrations.RemoveIndex(model_name="trial", name="trial_by_identifier"),
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
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("id__gt", 0), ("status", "dropped")),
                fields=["id"],
                include=("known_from",),
                name="milestone_dropped_then",
            ),
        ),
        migrations.AddIndex(
            model_name="trial",
            index=models.Index(fields=["identifier", "id"], include=("known_from",), name="trial_by_identifier"),
        ),
        migrations.AddIndex(
            model_name="pastprogram",
            index=models.Index(
                condition=models.Q(("modality", ""), _negated=True)
                | models.Q(("origin", ""), _negated=True)
                | models.Q(("target", ""), _negated=True),
                fields=["stands_for"],
                name="past_program_described",
            ),
        ),
    ]
