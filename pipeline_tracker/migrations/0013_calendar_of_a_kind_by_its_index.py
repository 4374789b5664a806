"""The index that calendars count along has the kind of milestones, too, which most are narrowed by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0012_calendar_by_its_index")]

    operations = [
        migrations.RemoveIndex(model_name="milestone", name="milestone_by_date"),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                models.F("latest"),
                models.Func("earliest", output_field=models.DateField(), template="COALESCE(%(expressions)s, '0001-01-01')"),
                models.F("id"),
                include=("earliest", "precision", "kind"),
                name="milestone_by_date",
            ),
        ),
    ]
