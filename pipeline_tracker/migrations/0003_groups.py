"""Three groups of staff. Running it again adds what is missing and takes nothing away."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAMED_BY_STAFF = ("companyalias", "programalias", "indicationalias", "regulatorname")
CHANGED_BY_CURATORS = ("company", "program", "indication", "regulator", "milestone", "claim", "attributeclaim")


def permissions(apps, alias):
    """All permissions of the app and of accounts, made now: Django itself makes them only after the last migration."""
    for label in ("pipeline_tracker", "auth"):
        app = apps.get_app_config(label)
        app.models_module = True  # the app of a migration has none, and is skipped without
        create_permissions(app, apps=apps, using=alias, verbosity=0)
        app.models_module = None
    return apps.get_model("auth", "Permission").objects.using(alias)


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    all_of_them = permissions(apps, alias)
    ours = all_of_them.filter(content_type__app_label="pipeline_tracker")
    viewer = list(ours.filter(codename__startswith="view_"))
    curator = [
        *viewer,
        *ours.filter(codename__in=[f"change_{model}" for model in CHANGED_BY_CURATORS]),
        *ours.filter(codename__in=[f"{verb}_{model}" for verb in ("add", "change", "delete") for model in NAMED_BY_STAFF]),
    ]
    accounts = all_of_them.filter(content_type__app_label="auth", content_type__model__in=("user", "group"))
    administrator = [*curator, *accounts, *ours.filter(codename="add_regulator")]
    Group = apps.get_model("auth", "Group")
    for name, granted in (("viewer", viewer), ("curator", curator), ("administrator", administrator)):
        group, _ = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*granted)


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline_tracker", "0002_regulators"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
