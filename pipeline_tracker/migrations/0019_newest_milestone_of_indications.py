"""When an indication was told of last is found at the end of its part of an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0018_first_awaited_milestone_of_companies")]

    operations = [
        migrations.RemoveIndex(model_name="milestone", name="milestone_by_indication"),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                fields=["indication", "asserted_on"],
                include=["id", "known_from"],
                condition=models.Q(("indication__isnull", False)),
                name="milestone_by_indication",
            ),
        ),
    ]
