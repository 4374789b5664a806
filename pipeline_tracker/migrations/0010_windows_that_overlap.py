"""Indexes that have the other end of a window, and the phase of trials of one status, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline_tracker", "0009_benchmark_figures"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="milestone",
            name="milestone_by_date",
        ),
        migrations.RemoveIndex(
            model_name="pastmilestone",
            name="past_milestone_by_date",
        ),
        migrations.RemoveIndex(
            model_name="trial",
            name="trial_by_status",
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                models.F("latest"),
                models.Func("earliest", output_field=models.DateField(), template="COALESCE(%(expressions)s, '0001-01-01')"),
                models.F("id"),
                name="milestone_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="pastmilestone",
            index=models.Index(
                models.F("latest"),
                models.Func("earliest", output_field=models.DateField(), template="COALESCE(%(expressions)s, '0001-01-01')"),
                models.F("stands_for"),
                name="past_milestone_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="trial",
            index=models.Index(fields=["status", "phase", "id"], name="trial_by_status"),
        ),
    ]
