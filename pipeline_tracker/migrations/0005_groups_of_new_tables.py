"""The groups of staff may see the tables that came since they were made."""

from importlib import import_module

from django.db import migrations

make_groups = import_module("pipeline_tracker.migrations.0003_groups").make_groups


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0004_registry")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
