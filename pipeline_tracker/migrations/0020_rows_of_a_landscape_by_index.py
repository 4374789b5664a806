"""The rows that a page of the landscape shows are found along an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0019_newest_milestone_of_indications")]

    operations = [
        migrations.AddIndex(model_name="phasecount", index=models.Index(fields=["view", "part"], name="phase_count_by_part")),
    ]
