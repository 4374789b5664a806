"""What a calendar counts by is in one index, so that it need not read the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0011_landscape_by_places")]

    operations = [
        migrations.RemoveIndex(model_name="milestone", name="milestone_by_date"),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                models.F("latest"),
                models.Func("earliest", output_field=models.DateField(), template="COALESCE(%(expressions)s, '0001-01-01')"),
                models.F("id"),
                include=("earliest", "precision"),
                name="milestone_by_date",
            ),
        ),
    ]
