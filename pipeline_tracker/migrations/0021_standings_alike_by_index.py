"""Programs that stand alike are found along an index, which also stands for that of the indication's key."""

import django.db.models.deletion
from django.db import migrations, models


def indication():
    return models.ForeignKey(
        blank=True,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="%(class)ss",
        to="pipeline_tracker.indication",
    )


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0020_rows_of_a_landscape_by_index")]

    operations = [
        migrations.AddIndex(
            model_name="paststanding",
            index=models.Index(fields=["indication", "phase", "program"], name="past_standing_by_indication"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["indication", "phase", "program"], name="standing_by_indication"),
        ),
        migrations.AlterField(model_name="paststanding", name="indication", field=indication()),
        migrations.AlterField(model_name="standing", name="indication", field=indication()),
    ]
