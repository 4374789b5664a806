"""What was awaited is told along an index, and PostgreSQL clears large tables after one in 200 rows changed, not one in 5: until then it
must look at each row that an index finds, whether it still is."""

from django.db import migrations, models

TABLES = ["milestone", "trial", "program", "standing", "milestone_programs", "claim", "document"]


def clear_sooner(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"ALTER TABLE pipeline_tracker_{table} SET (autovacuum_vacuum_scale_factor = 0.005)")


def clear_later(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"ALTER TABLE pipeline_tracker_{table} RESET (autovacuum_vacuum_scale_factor)")


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0014_landscapes_of_earlier_days")]

    operations = [
        migrations.AddIndex(
            model_name="pastmilestone",
            index=models.Index(
                models.F("latest"),
                models.Func("earliest", output_field=models.DateField(), template="COALESCE(%(expressions)s, '0001-01-01')"),
                models.F("stands_for"),
                condition=models.Q(("answered_by", None), ("status", "expected")),
                include=("earliest", "kind", "company", "known_from", "known_until"),
                name="past_milestone_awaited",
            ),
        ),
        migrations.RunPython(clear_sooner, clear_later, elidable=False),
    ]
