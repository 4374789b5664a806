"""Regulators with their names and years in force, from the vocabulary."""

from django.db import migrations

from pipeline_tracker.vocabulary.regulators import REGULATORS


def seed(apps, schema_editor):
    Regulator = apps.get_model("pipeline_tracker", "Regulator")
    RegulatorName = apps.get_model("pipeline_tracker", "RegulatorName")
    for entry in REGULATORS:
        regulator, _ = Regulator.objects.get_or_create(code=entry.code, defaults={"territory": entry.territory})
        for name in entry.names:
            RegulatorName.objects.get_or_create(
                regulator=regulator, name=name.name, defaults={"short": name.short, "since": name.since, "until": name.until}
            )


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
