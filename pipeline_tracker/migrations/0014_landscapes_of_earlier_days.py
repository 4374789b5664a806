"""What large databases count ahead of the landscape of earlier days. The next run that changes something counts it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline_tracker", "0013_places_of_standings"),
    ]

    operations = [
        migrations.CreateModel(
            name="PastPhaseCount",
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
                ("number", models.IntegerField()),
                ("known_from", models.DateField()),
                ("known_until", models.DateField()),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["view", "known_until", "known_from"], name="past_phase_count_by_view")],
            },
        ),
    ]
