"""What is counted ahead of the landscape tells programs apart by all that filters ask for; the next run counts it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0010_windows_that_overlap")]

    operations = [
        migrations.DeleteModel(name="PhaseCount"),
        migrations.CreateModel(
            name="PhaseCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("view", models.CharField(max_length=20)),
                ("family", models.CharField(max_length=100)),
                ("part", models.CharField(max_length=100)),
                ("modality", models.CharField(max_length=30)),
                ("origin", models.CharField(max_length=20)),
                ("active", models.PositiveIntegerField()),
                ("on_hold", models.PositiveIntegerField()),
                ("suspended", models.PositiveIntegerField()),
                ("discontinued", models.PositiveIntegerField()),
                ("withdrawn", models.PositiveIntegerField()),
                ("out_licensed", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["view", "family"], name="phase_count_by_view")],
            },
        ),
    ]
