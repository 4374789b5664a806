"""Pages of earlier days tell along indexes alone which trials were known, and which milestones were dropped."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline_tracker", "0014_what_earlier_days_pass_over"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="trial",
            name="trial_by_identifier",
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
    ]
