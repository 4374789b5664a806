"""All that the migrations before did, in one step and a fifth of the time. Databases that came half way go on one by one."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

seed_regulators = import_module("pipeline_tracker.migrations.0002_regulators").seed
make_groups = import_module("pipeline_tracker.migrations.0003_groups").make_groups


class Migration(migrations.Migration):
    replaces = [
        ("pipeline_tracker", "0001_initial"),
        ("pipeline_tracker", "0002_regulators"),
        ("pipeline_tracker", "0003_groups"),
        ("pipeline_tracker", "0004_registry"),
        ("pipeline_tracker", "0005_groups_of_new_tables"),
        ("pipeline_tracker", "0006_trial_indexes"),
        ("pipeline_tracker", "0007_reading_and_loading_at_scale"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                ("slug", models.CharField(editable=False, max_length=90)),
                ("ticker", models.CharField(blank=True, max_length=20)),
                ("exchange", models.CharField(blank=True, max_length=20)),
                ("cik", models.CharField(blank=True, help_text="Central Index Key at the SEC", max_length=10, verbose_name="CIK")),
                ("country", models.CharField(blank=True, help_text="ISO 3166 code of two letters", max_length=2)),
                (
                    "sponsor_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("INDUSTRY", "Industry"),
                            ("NIH", "US National Institutes of Health"),
                            ("FED", "US federal agency"),
                            ("OTHER_GOV", "Government"),
                            ("NETWORK", "Research network"),
                            ("INDIV", "Individual"),
                            ("OTHER", "University, hospital or foundation"),
                            ("AMBIG", "Class not clear"),
                            ("UNKNOWN", "Class not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("stale", models.BooleanField(default=False, editable=False)),
                (
                    "confirmed",
                    models.BooleanField(
                        default=False, help_text="Name and listing were checked by staff; documents no longer change them."
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "companies",
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(condition=models.Q(("stale", True)), fields=["stale"], name="company_stale"),
                    models.Index(django.db.models.functions.text.Lower("name"), models.F("id"), name="company_by_name"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="company_key_once"),
                    models.UniqueConstraint(fields=("slug",), name="company_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sponsor_class__in",
                                ["INDUSTRY", "NIH", "FED", "OTHER_GOV", "NETWORK", "INDIV", "OTHER", "AMBIG", "UNKNOWN", ""],
                            )
                        ),
                        name="company_sponsor_class_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="company_has_a_name"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="company_has_a_key"),
                    models.CheckConstraint(condition=models.Q(("slug", ""), _negated=True), name="company_has_a_slug"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FacetCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=30)),
                ("column", models.CharField(max_length=60)),
                ("code", models.CharField(max_length=300)),
                ("label", models.CharField(max_length=300)),
                ("number", models.PositiveIntegerField()),
                ("place", models.PositiveIntegerField()),
                ("parts", models.PositiveIntegerField()),
                ("exact", models.BooleanField(default=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["table", "place"], name="facet_count_by_place"),
                    models.Index(fields=["table", "column", "code"], name="facet_count_by_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=300, unique=True)),
                ("target", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name_plural": "former addresses",
                "ordering": ["path"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("path", models.F("target")), _negated=True), name="former_address_leads_elsewhere"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCompany",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                ("slug", models.CharField(editable=False, max_length=90)),
                ("ticker", models.CharField(blank=True, max_length=20)),
                ("exchange", models.CharField(blank=True, max_length=20)),
                ("cik", models.CharField(blank=True, help_text="Central Index Key at the SEC", max_length=10, verbose_name="CIK")),
                ("country", models.CharField(blank=True, help_text="ISO 3166 code of two letters", max_length=2)),
                (
                    "sponsor_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("INDUSTRY", "Industry"),
                            ("NIH", "US National Institutes of Health"),
                            ("FED", "US federal agency"),
                            ("OTHER_GOV", "Government"),
                            ("NETWORK", "Research network"),
                            ("INDIV", "Individual"),
                            ("OTHER", "University, hospital or foundation"),
                            ("AMBIG", "Class not clear"),
                            ("UNKNOWN", "Class not known"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "confirmed",
                    models.BooleanField(
                        default=False, help_text="Name and listing were checked by staff; documents no longer change them."
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical company",
                "verbose_name_plural": "historical companies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndication",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("key", models.CharField(editable=False, max_length=300)),
                ("slug", models.CharField(editable=False, max_length=90)),
                ("abbreviation", models.CharField(blank=True, max_length=30)),
                ("normal", models.CharField(blank=True, max_length=200, verbose_name="MeSH term")),
                ("area", models.CharField(blank=True, max_length=100, verbose_name="therapeutic area")),
                ("confirmed", models.BooleanField(default=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indication",
                "verbose_name_plural": "historical indications",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRegulator",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("code", models.CharField(db_index=True, max_length=20)),
                (
                    "territory",
                    models.CharField(
                        choices=[
                            ("US", "United States"),
                            ("EU", "European Union"),
                            ("GB", "United Kingdom"),
                            ("CN", "China"),
                            ("JP", "Japan"),
                            ("KR", "South Korea"),
                            ("CA", "Canada"),
                            ("AU", "Australia"),
                            ("CH", "Switzerland"),
                            ("BR", "Brazil"),
                            ("IN", "India"),
                            ("SG", "Singapore"),
                            ("TW", "Taiwan"),
                            ("IL", "Israel"),
                            ("ZA", "South Africa"),
                        ],
                        max_length=10,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical regulator",
                "verbose_name_plural": "historical regulators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Indication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("key", models.CharField(editable=False, max_length=300)),
                ("slug", models.CharField(editable=False, max_length=90)),
                ("abbreviation", models.CharField(blank=True, max_length=30)),
                ("normal", models.CharField(blank=True, max_length=200, verbose_name="MeSH term")),
                ("area", models.CharField(blank=True, max_length=100, verbose_name="therapeutic area")),
                ("confirmed", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="indication_key_once"),
                    models.UniqueConstraint(fields=("slug",), name="indication_slug_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="indication_has_a_name"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="indication_has_a_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("view", models.CharField(max_length=20)),
                ("family", models.CharField(max_length=100)),
                ("part", models.CharField(max_length=100)),
                ("place", models.PositiveIntegerField()),
                ("parts", models.PositiveIntegerField()),
                ("furthest", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["view", "family", "place"], name="phase_count_by_place")],
            },
        ),
        migrations.CreateModel(
            name="Regulator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "territory",
                    models.CharField(
                        choices=[
                            ("US", "United States"),
                            ("EU", "European Union"),
                            ("GB", "United Kingdom"),
                            ("CN", "China"),
                            ("JP", "Japan"),
                            ("KR", "South Korea"),
                            ("CA", "Canada"),
                            ("AU", "Australia"),
                            ("CH", "Switzerland"),
                            ("BR", "Brazil"),
                            ("IN", "India"),
                            ("SG", "Singapore"),
                            ("TW", "Taiwan"),
                            ("IL", "Israel"),
                            ("ZA", "South Africa"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="regulator_has_a_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("territory__in", ["US", "EU", "GB", "CN", "JP", "KR", "CA", "AU", "CH", "BR", "IN", "SG", "TW", "IL", "ZA"])
                        ),
                        name="regulator_territory_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("command", models.CharField(max_length=20)),
                ("arguments", models.JSONField(blank=True, default=dict)),
                ("version", models.CharField(max_length=60)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("refusals", "Done with refusals"),
                            ("failed", "Failed"),
                            ("interrupted", "Interrupted"),
                        ],
                        default="running",
                        max_length=12,
                    ),
                ),
                ("read", models.PositiveIntegerField(default=0)),
                ("created", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("claims_created", models.PositiveIntegerField(default=0)),
                ("milestones_created", models.PositiveIntegerField(default=0)),
                ("milestones_changed", models.PositiveIntegerField(default=0)),
                ("milestones_removed", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["running", "done", "refusals", "failed", "interrupted"])), name="run_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "read",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(models.F("created"), "+", models.F("unchanged")),
                                    "+",
                                    models.F("refused"),
                                ),
                            )
                        ),
                        name="run_counts_add_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="pipeline_tracker.company"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                (
                    "source",
                    models.CharField(
                        choices=[("document", "Document"), ("registry", "Registry"), ("table", "Table"), ("staff", "Staff")],
                        default="staff",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("former", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "company aliases",
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["key"], name="company_alias_by_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "key"), name="company_alias_once"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="company_alias_has_a_key"),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["document", "registry", "table", "staff"])), name="company_alias_source_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=30)),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the source")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("press_release", "Press release"),
                            ("filing", "Filing exhibit"),
                            ("registry_record", "Registry record"),
                            ("table", "Table row"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="pipeline_tracker.company",
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                ("text", models.TextField()),
                ("published", models.DateField()),
                ("published_from", models.CharField(max_length=20)),
                ("seen", models.DateField(blank=True, null=True)),
                ("retrieved_at", models.DateTimeField()),
                ("address", models.CharField(max_length=1000, verbose_name="file or address")),
                (
                    "version_of",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="pipeline_tracker.document",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="pipeline_tracker.run"
                    ),
                ),
                ("issuer_name", models.CharField(blank=True, max_length=200)),
                ("issuer_exchange", models.CharField(blank=True, max_length=20)),
                ("issuer_ticker", models.CharField(blank=True, max_length=20)),
                ("issuer_aliases", models.JSONField(blank=True, default=list)),
                ("issuer_former_names", models.JSONField(blank=True, default=list)),
                ("issuer_class", models.CharField(blank=True, max_length=10)),
                ("extractor", models.CharField(blank=True, max_length=40)),
                ("ledger", models.JSONField(blank=True, default=list)),
            ],
            options={
                "ordering": ["-published", "-pk"],
                "indexes": [
                    models.Index(fields=["address"], name="document_by_address"),
                    models.Index(
                        condition=models.Q(("version_of__isnull", False)), fields=["version_of"], name="document_by_first_version"
                    ),
                    models.Index(fields=["published", "id"], name="document_by_date"),
                    models.Index(fields=["kind", "published", "id"], name="document_by_kind"),
                    models.Index(fields=["company", "published", "id"], name="document_of_company"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("public_id",), name="document_public_id_once"),
                    models.UniqueConstraint(fields=("sha256",), name="document_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["press_release", "filing", "registry_record", "table"])),
                        name="document_kind_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="document_has_text"),
                    models.CheckConstraint(condition=models.Q(("sha256__length", 64)), name="document_hash_is_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCompanyAlias",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                (
                    "source",
                    models.CharField(
                        choices=[("document", "Document"), ("registry", "Registry"), ("table", "Table"), ("staff", "Staff")],
                        default="staff",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("former", models.BooleanField(default=False)),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pipeline_tracker.company",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical company alias",
                "verbose_name_plural": "historical company aliases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicationAlias",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("key", models.CharField(editable=False, max_length=300)),
                (
                    "indication",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pipeline_tracker.indication",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indication alias",
                "verbose_name_plural": "historical indication aliases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgram",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                ("slug", models.CharField(editable=False, max_length=90)),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("small_molecule", "Small molecule"),
                            ("antibody", "Antibody"),
                            ("adc", "Antibody-drug conjugate"),
                            ("bispecific", "Bispecific antibody"),
                            ("cell_therapy", "Cell therapy"),
                            ("gene_therapy", "Gene therapy"),
                            ("vaccine", "Vaccine"),
                            ("oligonucleotide", "Oligonucleotide"),
                            ("peptide_protein", "Peptide or protein"),
                            ("radiopharmaceutical", "Radiopharmaceutical"),
                            ("device_diagnostic", "Device or diagnostic"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "origin",
                    models.CharField(blank=True, choices=[("autologous", "Autologous"), ("allogeneic", "Allogeneic")], max_length=20),
                ),
                ("target", models.CharField(blank=True, max_length=100)),
                ("partners", models.CharField(blank=True, max_length=300)),
                (
                    "source",
                    models.CharField(
                        choices=[("document", "Document"), ("registry", "Registry"), ("table", "Table"), ("staff", "Staff")],
                        default="document",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("doubt", models.CharField(blank=True, editable=False, max_length=300)),
                ("confirmed", models.BooleanField(default=False, help_text="Staff checked that this is one product under its right name.")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pipeline_tracker.company",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical program",
                "verbose_name_plural": "historical programs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRegulatorName",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("short", models.CharField(max_length=30)),
                ("since", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "regulator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pipeline_tracker.regulator",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical regulator name",
                "verbose_name_plural": "historical regulator names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IndicationAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "indication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="pipeline_tracker.indication"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("key", models.CharField(editable=False, max_length=300)),
            ],
            options={
                "verbose_name_plural": "indication aliases",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="indication_alias_once"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="indication_alias_has_a_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="programs", to="pipeline_tracker.company"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                ("slug", models.CharField(editable=False, max_length=90)),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("small_molecule", "Small molecule"),
                            ("antibody", "Antibody"),
                            ("adc", "Antibody-drug conjugate"),
                            ("bispecific", "Bispecific antibody"),
                            ("cell_therapy", "Cell therapy"),
                            ("gene_therapy", "Gene therapy"),
                            ("vaccine", "Vaccine"),
                            ("oligonucleotide", "Oligonucleotide"),
                            ("peptide_protein", "Peptide or protein"),
                            ("radiopharmaceutical", "Radiopharmaceutical"),
                            ("device_diagnostic", "Device or diagnostic"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "origin",
                    models.CharField(blank=True, choices=[("autologous", "Autologous"), ("allogeneic", "Allogeneic")], max_length=20),
                ),
                ("target", models.CharField(blank=True, max_length=100)),
                ("partners", models.CharField(blank=True, max_length=300)),
                (
                    "source",
                    models.CharField(
                        choices=[("document", "Document"), ("registry", "Registry"), ("table", "Table"), ("staff", "Staff")],
                        default="document",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("doubt", models.CharField(blank=True, editable=False, max_length=300)),
                ("confirmed", models.BooleanField(default=False, help_text="Staff checked that this is one product under its right name.")),
                ("indications", models.ManyToManyField(blank=True, related_name="programs", to="pipeline_tracker.indication")),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(django.db.models.functions.text.Lower("name"), models.F("id"), name="program_by_name"),
                    models.Index(fields=["modality", "origin", "id"], name="program_by_modality"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "key"), name="program_once_per_company"),
                    models.UniqueConstraint(fields=("company", "slug"), name="program_slug_once_per_company"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="program_has_a_name"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="program_has_a_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "modality__in",
                                [
                                    "small_molecule",
                                    "antibody",
                                    "adc",
                                    "bispecific",
                                    "cell_therapy",
                                    "gene_therapy",
                                    "vaccine",
                                    "oligonucleotide",
                                    "peptide_protein",
                                    "radiopharmaceutical",
                                    "device_diagnostic",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        name="program_modality_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["autologous", "allogeneic", ""])), name="program_origin_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["document", "registry", "table", "staff"])), name="program_source_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegulatorName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "regulator",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="names", to="pipeline_tracker.regulator"),
                ),
                ("name", models.CharField(max_length=200)),
                ("short", models.CharField(max_length=30)),
                ("since", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["regulator", models.OrderBy(models.F("until"), nulls_last=True), "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("regulator", "name"), name="regulator_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("since", None), ("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="regulator_name_years_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="pipeline_tracker.run")),
                ("level", models.CharField(choices=[("info", "Information"), ("warning", "Warning"), ("error", "Refused")], max_length=10)),
                ("code", models.CharField(max_length=40)),
                ("source", models.CharField(blank=True, max_length=1000)),
                ("record", models.CharField(blank=True, max_length=200)),
                ("field", models.CharField(blank=True, max_length=100)),
                ("message", models.TextField()),
            ],
            options={
                "ordering": ["run", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("level__in", ["info", "warning", "error"])), name="run_note_level_known")
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancialResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="financial_results", to="pipeline_tracker.company"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="financial_results",
                        to="pipeline_tracker.document",
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            ("net_loss", "Net loss"),
                            ("net_income", "Net income"),
                            ("revenue", "Revenue"),
                            ("cash", "Cash and investments"),
                            ("rd_expense", "R&D expense"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period", models.CharField(max_length=10)),
                ("amount", models.BigIntegerField(help_text="In whole units of the currency")),
                ("currency", models.CharField(max_length=3)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
            ],
            options={
                "ordering": ["period", "metric", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "metric", "period"), name="figure_once_per_document"),
                    models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="figure_span_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(("metric__in", ["net_loss", "net_income", "revenue", "cash", "rd_expense"])),
                        name="figure_metric_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("period", ""), _negated=True), name="figure_has_a_period"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProgramAlias",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                (
                    "source",
                    models.CharField(
                        choices=[("document", "Document"), ("registry", "Registry"), ("table", "Table"), ("staff", "Staff")],
                        default="staff",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("refused", models.BooleanField(default=False)),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pipeline_tracker.program",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "historical program alias",
                "verbose_name_plural": "historical program aliases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProgramAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="pipeline_tracker.program"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(editable=False, max_length=200)),
                (
                    "source",
                    models.CharField(
                        choices=[("document", "Document"), ("registry", "Registry"), ("table", "Table"), ("staff", "Staff")],
                        default="staff",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("refused", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "program aliases",
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["key"], name="program_alias_by_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("program", "key"), name="program_alias_once"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="program_alias_has_a_key"),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["document", "registry", "table", "staff"])), name="program_alias_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("refused", False), ("source", "staff"), _connector="OR"),
                        name="program_alias_refused_by_staff_only",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="pipeline_tracker.document"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="pipeline_tracker.company"),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("aliases", models.JSONField(blank=True, default=list)),
                ("indications", models.JSONField(blank=True, default=list)),
                ("known", models.BooleanField(default=False)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
            ],
            options={
                "ordering": ["document", "start", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "key"), name="mention_once_per_document"),
                    models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="mention_span_in_order"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="mention_has_a_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trials",
                        to="pipeline_tracker.company",
                    ),
                ),
                (
                    "registry",
                    models.CharField(choices=[("ctgov", "ClinicalTrials.gov"), ("sponsor", "Named by its sponsor")], max_length=20),
                ),
                ("identifier", models.CharField(max_length=100)),
                ("slug", models.CharField(editable=False, max_length=190)),
                ("title", models.CharField(blank=True, max_length=500)),
                ("acronym", models.CharField(blank=True, max_length=100)),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("discovery", "Discovery"),
                            ("preclinical", "Preclinical"),
                            ("ind_enabling", "IND-enabling"),
                            ("ind_cleared", "IND cleared"),
                            ("early_phase_1", "Early phase 1"),
                            ("phase_1", "Phase 1"),
                            ("phase_1_2", "Phase 1/2"),
                            ("phase_2", "Phase 2"),
                            ("phase_2_3", "Phase 2/3"),
                            ("phase_3", "Phase 3"),
                            ("filed", "Filed"),
                            ("approved", "Approved"),
                            ("marketed", "Marketed"),
                            ("phase_4", "Phase 4"),
                        ],
                        max_length=20,
                    ),
                ),
                ("status", models.CharField(blank=True, max_length=40)),
                ("sponsor", models.CharField(blank=True, max_length=200)),
                ("enrollment", models.PositiveIntegerField(blank=True, null=True)),
                ("collaborators", models.JSONField(blank=True, default=list)),
                ("interventions", models.JSONField(blank=True, default=list)),
                ("countries", models.JSONField(blank=True, default=list)),
                ("programs", models.ManyToManyField(blank=True, related_name="trials", to="pipeline_tracker.program")),
                ("indications", models.ManyToManyField(blank=True, related_name="trials", to="pipeline_tracker.indication")),
            ],
            options={
                "ordering": ["identifier", "pk"],
                "indexes": [
                    models.Index(fields=["identifier", "id"], name="trial_by_identifier"),
                    models.Index(fields=["phase", "id"], name="trial_by_phase"),
                    models.Index(fields=["status", "id"], name="trial_by_status"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="trial_slug_once"),
                    models.UniqueConstraint(fields=("company", "registry", "identifier"), name="trial_once_per_company"),
                    models.CheckConstraint(condition=models.Q(("registry__in", ["ctgov", "sponsor"])), name="trial_registry_known"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "phase__in",
                                [
                                    "discovery",
                                    "preclinical",
                                    "ind_enabling",
                                    "ind_cleared",
                                    "early_phase_1",
                                    "phase_1",
                                    "phase_1_2",
                                    "phase_2",
                                    "phase_2_3",
                                    "phase_3",
                                    "filed",
                                    "approved",
                                    "marketed",
                                    "phase_4",
                                    "",
                                ],
                            )
                        ),
                        name="trial_phase_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("identifier", ""), _negated=True), name="trial_has_an_identifier"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrialMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trial_mentions",
                        to="pipeline_tracker.document",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trial_mentions", to="pipeline_tracker.company"
                    ),
                ),
                ("registry", models.CharField(max_length=20)),
                ("identifier", models.CharField(max_length=100)),
                ("acronym", models.CharField(blank=True, max_length=100)),
                ("title", models.CharField(blank=True, max_length=500)),
                ("identifiers", models.JSONField(blank=True, default=list)),
                ("collaborators", models.JSONField(blank=True, default=list)),
                ("programs", models.JSONField(blank=True, default=list)),
                ("indications", models.JSONField(blank=True, default=list)),
                ("interventions", models.JSONField(blank=True, default=list)),
                ("countries", models.JSONField(blank=True, default=list)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
            ],
            options={
                "ordering": ["document", "start", "pk"],
                "indexes": [models.Index(fields=["identifier"], name="trial_mention_by_identifier")],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "registry", "identifier"), name="trial_mention_once_per_document"),
                    models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="trial_mention_span_in_order"),
                    models.CheckConstraint(condition=models.Q(("identifier", ""), _negated=True), name="trial_mention_has_an_identifier"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttributeClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(editable=False, max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="pipeline_tracker.document",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("asserted_on", models.DateField()),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, null=True)),
                ("quote", models.TextField(blank=True)),
                ("extractor", models.CharField(blank=True, max_length=40)),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="pipeline_tracker.run",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("retracted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "retracted_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attribute_claims", to="pipeline_tracker.company"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("company.cik", "CIK"),
                            ("company.country", "Country"),
                            ("program.modality", "Modality"),
                            ("program.origin", "Origin"),
                            ("program.target", "Target"),
                            ("program.partners", "Partners"),
                            ("trial.phase", "Trial phase"),
                            ("trial.status", "Trial status"),
                            ("trial.enrollment", "Trial enrolment"),
                            ("trial.sponsor", "Trial sponsor"),
                        ],
                        max_length=30,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("value", models.CharField(blank=True, max_length=300)),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attribute_claims",
                        to="pipeline_tracker.program",
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attribute_claims",
                        to="pipeline_tracker.trial",
                    ),
                ),
            ],
            options={
                "ordering": ["asserted_on", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("author__isnull", False)), fields=["author"], name="attributeclaim_by_author"),
                    models.Index(condition=models.Q(("program__isnull", False)), fields=["program"], name="attribute_claim_by_program"),
                    models.Index(condition=models.Q(("trial__isnull", False)), fields=["trial"], name="attribute_claim_by_trial"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("uid",), name="attributeclaim_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("author", None),
                                ("document__isnull", False),
                                ("end__gt", models.F("start")),
                                ("end__isnull", False),
                                ("start__isnull", False),
                                models.Q(("quote", ""), _negated=True),
                            ),
                            models.Q(
                                ("author__isnull", False),
                                ("document", None),
                                ("end", None),
                                ("start", None),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attributeclaim_by_document_or_staff",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retracted_at", None), ("retracted_by", None)), ("retracted_at__isnull", False), _connector="OR"
                        ),
                        name="attributeclaim_retraction_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                [
                                    "company.cik",
                                    "company.country",
                                    "program.modality",
                                    "program.origin",
                                    "program.target",
                                    "program.partners",
                                    "trial.phase",
                                    "trial.status",
                                    "trial.enrollment",
                                    "trial.sponsor",
                                ],
                            )
                        ),
                        name="attribute_claim_field_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("subject", ""), _negated=True), name="attribute_claim_has_a_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrialIdentifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "trial",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="identifiers", to="pipeline_tracker.trial"
                    ),
                ),
                ("scheme", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=100)),
            ],
            options={
                "ordering": ["scheme", "value", "pk"],
                "indexes": [models.Index(fields=["value"], name="trial_identifier_by_value")],
                "constraints": [models.UniqueConstraint(fields=("trial", "scheme", "value"), name="trial_identifier_once")],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("earliest", models.DateField(blank=True, null=True)),
                ("latest", models.DateField(blank=True, null=True)),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minute", "to the minute"),
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("half", "to the half-year"),
                            ("part", "to a part of a period"),
                            ("year", "to the year"),
                            ("range", "a range"),
                            ("by", "latest day only"),
                            ("reported", "reported by"),
                        ],
                        max_length=10,
                    ),
                ),
                ("window_words", models.CharField(blank=True, max_length=200, verbose_name="date in the source's words")),
                ("uid", models.CharField(editable=False, max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="pipeline_tracker.document",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("asserted_on", models.DateField()),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, null=True)),
                ("quote", models.TextField(blank=True)),
                ("extractor", models.CharField(blank=True, max_length=40)),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="pipeline_tracker.run",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("retracted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "retracted_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="pipeline_tracker.company"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preclinical", "Preclinical milestone"),
                            ("ind_submitted", "IND or CTA submitted"),
                            ("ind_accepted", "IND or CTA accepted"),
                            ("ind_cleared", "IND or CTA cleared"),
                            ("clinical_hold", "Clinical hold"),
                            ("hold_lifted", "Clinical hold lifted"),
                            ("trial_registered", "Trial registered"),
                            ("trial_initiated", "Trial initiated"),
                            ("first_patient_dosed", "First patient dosed"),
                            ("enrollment_completed", "Enrolment completed"),
                            ("primary_completion", "Primary completion"),
                            ("trial_completed", "Trial completed"),
                            ("trial_stopped", "Trial stopped"),
                            ("data_readout", "Data readout"),
                            ("presentation", "Presentation"),
                            ("publication", "Publication"),
                            ("results_posted", "Results posted in registry"),
                            ("regulatory_meeting", "Regulatory meeting"),
                            ("designation", "Designation"),
                            ("marketing_submitted", "Marketing application submitted"),
                            ("marketing_accepted", "Marketing application accepted"),
                            ("advisory_committee", "Advisory committee"),
                            ("decision_due", "Decision due"),
                            ("approved", "Approved"),
                            ("complete_response", "Complete response letter"),
                            ("launched", "Launched"),
                            ("marketing_withdrawn", "Marketing withdrawn"),
                            ("discontinued", "Discontinued"),
                            ("partnership", "Partnership"),
                            ("acquisition", "Acquisition"),
                            ("financing", "Financing"),
                            ("facility", "Facility"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "status",
                    models.CharField(choices=[("occurred", "Occurred"), ("expected", "Expected"), ("dropped", "Dropped")], max_length=10),
                ),
                ("programs", models.JSONField(blank=True, default=list)),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("discovery", "Discovery"),
                            ("preclinical", "Preclinical"),
                            ("ind_enabling", "IND-enabling"),
                            ("ind_cleared", "IND cleared"),
                            ("early_phase_1", "Early phase 1"),
                            ("phase_1", "Phase 1"),
                            ("phase_1_2", "Phase 1/2"),
                            ("phase_2", "Phase 2"),
                            ("phase_2_3", "Phase 2/3"),
                            ("phase_3", "Phase 3"),
                            ("filed", "Filed"),
                            ("approved", "Approved"),
                            ("marketed", "Marketed"),
                            ("phase_4", "Phase 4"),
                        ],
                        max_length=20,
                    ),
                ),
                ("phase_words", models.CharField(blank=True, max_length=60)),
                ("indication", models.CharField(blank=True, max_length=300)),
                (
                    "regulator",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="pipeline_tracker.regulator",
                    ),
                ),
                (
                    "territory",
                    models.CharField(
                        choices=[
                            ("US", "United States"),
                            ("EU", "European Union"),
                            ("GB", "United Kingdom"),
                            ("CN", "China"),
                            ("JP", "Japan"),
                            ("KR", "South Korea"),
                            ("CA", "Canada"),
                            ("AU", "Australia"),
                            ("CH", "Switzerland"),
                            ("BR", "Brazil"),
                            ("IN", "India"),
                            ("SG", "Singapore"),
                            ("TW", "Taiwan"),
                            ("IL", "Israel"),
                            ("ZA", "South Africa"),
                            ("unstated", "territory not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                ("trial", models.CharField(blank=True, max_length=100)),
                ("detail", models.CharField(blank=True, max_length=300)),
                ("verb", models.CharField(blank=True, max_length=60)),
                ("counterparty", models.CharField(blank=True, max_length=200)),
                ("amount", models.BigIntegerField(blank=True, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("flags", models.JSONField(blank=True, default=list)),
                ("confidence", models.FloatField(blank=True, null=True)),
                (
                    "review",
                    models.CharField(
                        choices=[
                            ("auto", "Read automatically"),
                            ("queued", "Unconfirmed, in the review queue"),
                            ("accepted", "Confirmed by staff"),
                            ("rejected", "Rejected by staff"),
                            ("withheld", "Withheld until reviewed"),
                        ],
                        default="auto",
                        max_length=10,
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by_staff",
                        to="pipeline_tracker.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["asserted_on", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("author__isnull", False)), fields=["author"], name="claim_by_author"),
                    models.Index(condition=models.Q(("about__isnull", False)), fields=["about"], name="claim_by_claim_about"),
                    models.Index(condition=models.Q(("regulator__isnull", False)), fields=["regulator"], name="claim_by_regulator"),
                    models.Index(fields=["company", "asserted_on"], name="claim_by_company_day"),
                    models.Index(fields=["asserted_on", "id"], name="claim_by_day"),
                    models.Index(fields=["review"], name="claim_by_review"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("uid",), name="claim_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("author", None),
                                ("document__isnull", False),
                                ("end__gt", models.F("start")),
                                ("end__isnull", False),
                                ("start__isnull", False),
                                models.Q(("quote", ""), _negated=True),
                            ),
                            models.Q(
                                ("author__isnull", False),
                                ("document", None),
                                ("end", None),
                                ("start", None),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_by_document_or_staff",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retracted_at", None), ("retracted_by", None)), ("retracted_at__isnull", False), _connector="OR"
                        ),
                        name="claim_retraction_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "preclinical",
                                    "ind_submitted",
                                    "ind_accepted",
                                    "ind_cleared",
                                    "clinical_hold",
                                    "hold_lifted",
                                    "trial_registered",
                                    "trial_initiated",
                                    "first_patient_dosed",
                                    "enrollment_completed",
                                    "primary_completion",
                                    "trial_completed",
                                    "trial_stopped",
                                    "data_readout",
                                    "presentation",
                                    "publication",
                                    "results_posted",
                                    "regulatory_meeting",
                                    "designation",
                                    "marketing_submitted",
                                    "marketing_accepted",
                                    "advisory_committee",
                                    "decision_due",
                                    "approved",
                                    "complete_response",
                                    "launched",
                                    "marketing_withdrawn",
                                    "discontinued",
                                    "partnership",
                                    "acquisition",
                                    "financing",
                                    "facility",
                                ],
                            )
                        ),
                        name="claim_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["occurred", "expected", "dropped"])), name="claim_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "phase__in",
                                [
                                    "discovery",
                                    "preclinical",
                                    "ind_enabling",
                                    "ind_cleared",
                                    "early_phase_1",
                                    "phase_1",
                                    "phase_1_2",
                                    "phase_2",
                                    "phase_2_3",
                                    "phase_3",
                                    "filed",
                                    "approved",
                                    "marketed",
                                    "phase_4",
                                    "",
                                ],
                            )
                        ),
                        name="claim_phase_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "territory__in",
                                ["US", "EU", "GB", "CN", "JP", "KR", "CA", "AU", "CH", "BR", "IN", "SG", "TW", "IL", "ZA", "unstated"],
                            )
                        ),
                        name="claim_territory_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review__in", ["auto", "queued", "accepted", "rejected", "withheld"])),
                        name="claim_review_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("earliest", None), ("latest", None), ("precision", "")),
                            models.Q(("earliest", None), ("latest__isnull", False), ("precision__in", ["by", "reported"])),
                            models.Q(
                                ("earliest__isnull", False),
                                ("latest__isnull", False),
                                ("precision__in", ["day", "half", "minute", "month", "part", "quarter", "range", "year"]),
                                ("latest__gte", models.F("earliest")),
                            ),
                            _connector="OR",
                        ),
                        name="claim_window_consistent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence", None), models.Q(("confidence__gte", 0), ("confidence__lte", 1)), _connector="OR"),
                        name="claim_confidence_is_a_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="pipeline_tracker.claim"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["claim", "start", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "start", "end"), name="evidence_once_per_claim"),
                    models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="evidence_span_in_order"),
                    models.CheckConstraint(condition=models.Q(("quote", ""), _negated=True), name="evidence_has_a_quote"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("earliest", models.DateField(blank=True, null=True)),
                ("latest", models.DateField(blank=True, null=True)),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minute", "to the minute"),
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("half", "to the half-year"),
                            ("part", "to a part of a period"),
                            ("year", "to the year"),
                            ("range", "a range"),
                            ("by", "latest day only"),
                            ("reported", "reported by"),
                        ],
                        max_length=10,
                    ),
                ),
                ("window_words", models.CharField(blank=True, max_length=200, verbose_name="date in the source's words")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="pipeline_tracker.company",
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preclinical", "Preclinical milestone"),
                            ("ind_submitted", "IND or CTA submitted"),
                            ("ind_accepted", "IND or CTA accepted"),
                            ("ind_cleared", "IND or CTA cleared"),
                            ("clinical_hold", "Clinical hold"),
                            ("hold_lifted", "Clinical hold lifted"),
                            ("trial_registered", "Trial registered"),
                            ("trial_initiated", "Trial initiated"),
                            ("first_patient_dosed", "First patient dosed"),
                            ("enrollment_completed", "Enrolment completed"),
                            ("primary_completion", "Primary completion"),
                            ("trial_completed", "Trial completed"),
                            ("trial_stopped", "Trial stopped"),
                            ("data_readout", "Data readout"),
                            ("presentation", "Presentation"),
                            ("publication", "Publication"),
                            ("results_posted", "Results posted in registry"),
                            ("regulatory_meeting", "Regulatory meeting"),
                            ("designation", "Designation"),
                            ("marketing_submitted", "Marketing application submitted"),
                            ("marketing_accepted", "Marketing application accepted"),
                            ("advisory_committee", "Advisory committee"),
                            ("decision_due", "Decision due"),
                            ("approved", "Approved"),
                            ("complete_response", "Complete response letter"),
                            ("launched", "Launched"),
                            ("marketing_withdrawn", "Marketing withdrawn"),
                            ("discontinued", "Discontinued"),
                            ("partnership", "Partnership"),
                            ("acquisition", "Acquisition"),
                            ("financing", "Financing"),
                            ("facility", "Facility"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("discovery", "Discovery"),
                            ("preclinical", "Preclinical"),
                            ("ind_enabling", "IND-enabling"),
                            ("ind_cleared", "IND cleared"),
                            ("early_phase_1", "Early phase 1"),
                            ("phase_1", "Phase 1"),
                            ("phase_1_2", "Phase 1/2"),
                            ("phase_2", "Phase 2"),
                            ("phase_2_3", "Phase 2/3"),
                            ("phase_3", "Phase 3"),
                            ("filed", "Filed"),
                            ("approved", "Approved"),
                            ("marketed", "Marketed"),
                            ("phase_4", "Phase 4"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "indication",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="pipeline_tracker.indication",
                    ),
                ),
                (
                    "regulator",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="pipeline_tracker.regulator",
                    ),
                ),
                (
                    "territory",
                    models.CharField(
                        choices=[
                            ("US", "United States"),
                            ("EU", "European Union"),
                            ("GB", "United Kingdom"),
                            ("CN", "China"),
                            ("JP", "Japan"),
                            ("KR", "South Korea"),
                            ("CA", "Canada"),
                            ("AU", "Australia"),
                            ("CH", "Switzerland"),
                            ("BR", "Brazil"),
                            ("IN", "India"),
                            ("SG", "Singapore"),
                            ("TW", "Taiwan"),
                            ("IL", "Israel"),
                            ("ZA", "South Africa"),
                            ("unstated", "territory not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="pipeline_tracker.trial",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=300)),
                (
                    "status",
                    models.CharField(choices=[("occurred", "Occurred"), ("expected", "Expected"), ("dropped", "Dropped")], max_length=10),
                ),
                ("phase_words", models.CharField(blank=True, max_length=60, verbose_name="phase in the source's words")),
                ("first_asserted_on", models.DateField()),
                ("asserted_on", models.DateField(verbose_name="last stated on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="decides", to="pipeline_tracker.claim"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="pipeline_tracker.milestone",
                    ),
                ),
                ("unconfirmed", models.BooleanField(default=False)),
                ("conflict", models.CharField(blank=True, max_length=300)),
                ("programs", models.ManyToManyField(blank=True, related_name="milestones", to="pipeline_tracker.program")),
            ],
            options={
                "ordering": [models.OrderBy(models.F("latest"), nulls_last=True), "pk"],
                "indexes": [
                    models.Index(fields=["status", "latest"], name="milestone_by_status_date"),
                    models.Index(fields=["kind", "phase", "id"], name="milestone_by_kind"),
                    models.Index(
                        models.F("latest"),
                        django.db.models.functions.comparison.Coalesce("earliest", "latest"),
                        models.F("id"),
                        name="milestone_by_date",
                    ),
                    models.Index(fields=["asserted_on", "id"], name="milestone_by_source"),
                    models.Index(fields=["phase"], name="milestone_by_phase"),
                    models.Index(
                        condition=models.Q(("territory", "unstated"), _negated=True), fields=["territory"], name="milestone_by_territory"
                    ),
                    models.Index(
                        condition=models.Q(("answered_by", None), ("status", "expected")),
                        fields=["company", "latest", "kind"],
                        name="milestone_awaited",
                    ),
                    models.Index(condition=models.Q(("unconfirmed", True)), fields=["id"], name="milestone_unconfirmed"),
                    models.Index(condition=models.Q(("conflict", ""), _negated=True), fields=["id"], name="milestone_in_conflict"),
                    models.Index(
                        condition=models.Q(("asserted_on__gt", models.F("first_asserted_on"))),
                        fields=["asserted_on", "id"],
                        name="milestone_told_again",
                    ),
                    models.Index(condition=models.Q(("indication__isnull", False)), fields=["indication"], name="milestone_by_indication"),
                    models.Index(condition=models.Q(("regulator__isnull", False)), fields=["regulator"], name="milestone_by_regulator"),
                    models.Index(condition=models.Q(("trial__isnull", False)), fields=["trial"], name="milestone_by_trial"),
                    models.Index(condition=models.Q(("answered_by__isnull", False)), fields=["answered_by"], name="milestone_by_answer"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "slug"), name="milestone_slug_once_per_company"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "preclinical",
                                    "ind_submitted",
                                    "ind_accepted",
                                    "ind_cleared",
                                    "clinical_hold",
                                    "hold_lifted",
                                    "trial_registered",
                                    "trial_initiated",
                                    "first_patient_dosed",
                                    "enrollment_completed",
                                    "primary_completion",
                                    "trial_completed",
                                    "trial_stopped",
                                    "data_readout",
                                    "presentation",
                                    "publication",
                                    "results_posted",
                                    "regulatory_meeting",
                                    "designation",
                                    "marketing_submitted",
                                    "marketing_accepted",
                                    "advisory_committee",
                                    "decision_due",
                                    "approved",
                                    "complete_response",
                                    "launched",
                                    "marketing_withdrawn",
                                    "discontinued",
                                    "partnership",
                                    "acquisition",
                                    "financing",
                                    "facility",
                                ],
                            )
                        ),
                        name="milestone_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["occurred", "expected", "dropped"])), name="milestone_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "phase__in",
                                [
                                    "discovery",
                                    "preclinical",
                                    "ind_enabling",
                                    "ind_cleared",
                                    "early_phase_1",
                                    "phase_1",
                                    "phase_1_2",
                                    "phase_2",
                                    "phase_2_3",
                                    "phase_3",
                                    "filed",
                                    "approved",
                                    "marketed",
                                    "phase_4",
                                    "",
                                ],
                            )
                        ),
                        name="milestone_phase_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "territory__in",
                                ["US", "EU", "GB", "CN", "JP", "KR", "CA", "AU", "CH", "BR", "IN", "SG", "TW", "IL", "ZA", "unstated"],
                            )
                        ),
                        name="milestone_territory_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("earliest", None), ("latest", None), ("precision", "")),
                            models.Q(("earliest", None), ("latest__isnull", False), ("precision__in", ["by", "reported"])),
                            models.Q(
                                ("earliest__isnull", False),
                                ("latest__isnull", False),
                                ("precision__in", ["day", "half", "minute", "month", "part", "quarter", "range", "year"]),
                                ("latest__gte", models.F("earliest")),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_window_consistent",
                    ),
                    models.CheckConstraint(condition=models.Q(("slug", ""), _negated=True), name="milestone_has_a_slug"),
                    models.CheckConstraint(
                        condition=models.Q(("asserted_on__gte", models.F("first_asserted_on"))), name="milestone_asserted_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presentation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="presentation", to="pipeline_tracker.claim"
                    ),
                ),
                ("congress", models.CharField(blank=True, help_text="Empty where the document names none.", max_length=300)),
                ("title", models.CharField(blank=True, max_length=500)),
                ("abstract_id", models.CharField(blank=True, max_length=60)),
                ("session", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("day", models.DateField(blank=True, null=True)),
                ("starts", models.TimeField(blank=True, null=True)),
                ("ends", models.TimeField(blank=True, null=True)),
                ("zone", models.CharField(blank=True, max_length=60)),
                ("zone_words", models.CharField(blank=True, max_length=30)),
            ],
            options={
                "ordering": ["day", "starts", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts", None), ("day__isnull", False), _connector="OR"), name="presentation_time_has_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends", None), ("starts__isnull", False), _connector="OR"), name="presentation_end_has_a_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("earliest", models.DateField(blank=True, null=True)),
                ("latest", models.DateField(blank=True, null=True)),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minute", "to the minute"),
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("half", "to the half-year"),
                            ("part", "to a part of a period"),
                            ("year", "to the year"),
                            ("range", "a range"),
                            ("by", "latest day only"),
                            ("reported", "reported by"),
                        ],
                        max_length=10,
                    ),
                ),
                ("window_words", models.CharField(blank=True, max_length=200, verbose_name="date in the source's words")),
                (
                    "program",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="pipeline_tracker.program"),
                ),
                (
                    "indication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="pipeline_tracker.indication",
                    ),
                ),
                (
                    "territory",
                    models.CharField(
                        choices=[
                            ("US", "United States"),
                            ("EU", "European Union"),
                            ("GB", "United Kingdom"),
                            ("CN", "China"),
                            ("JP", "Japan"),
                            ("KR", "South Korea"),
                            ("CA", "Canada"),
                            ("AU", "Australia"),
                            ("CH", "Switzerland"),
                            ("BR", "Brazil"),
                            ("IN", "India"),
                            ("SG", "Singapore"),
                            ("TW", "Taiwan"),
                            ("IL", "Israel"),
                            ("ZA", "South Africa"),
                            ("unstated", "territory not stated"),
                        ],
                        default="unstated",
                        max_length=10,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("discovery", "Discovery"),
                            ("preclinical", "Preclinical"),
                            ("ind_enabling", "IND-enabling"),
                            ("ind_cleared", "IND cleared"),
                            ("early_phase_1", "Early phase 1"),
                            ("phase_1", "Phase 1"),
                            ("phase_1_2", "Phase 1/2"),
                            ("phase_2", "Phase 2"),
                            ("phase_2_3", "Phase 2/3"),
                            ("phase_3", "Phase 3"),
                            ("filed", "Filed"),
                            ("approved", "Approved"),
                            ("marketed", "Marketed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("phase_words", models.CharField(blank=True, max_length=60)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "stated"),
                            ("accepted", "application accepted, not started"),
                            ("cleared", "cleared, not started"),
                            ("started", "started"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("on_hold", "Clinical hold"),
                            ("suspended", "Suspended"),
                            ("discontinued", "Discontinued"),
                            ("withdrawn", "Withdrawn"),
                            ("out_licensed", "Out-licensed"),
                        ],
                        default="active",
                        max_length=12,
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="pipeline_tracker.milestone"
                    ),
                ),
            ],
            options={
                "verbose_name": "trial phase",
                "ordering": ["program", "indication", "territory", "pk"],
                "indexes": [
                    models.Index(
                        models.Case(
                            models.When(phase="discovery", then=models.Value(0)),
                            models.When(phase="preclinical", then=models.Value(1)),
                            models.When(phase="ind_enabling", then=models.Value(2)),
                            models.When(phase="ind_cleared", then=models.Value(3)),
                            models.When(phase="early_phase_1", then=models.Value(4)),
                            models.When(phase="phase_1", then=models.Value(5)),
                            models.When(phase="phase_1_2", then=models.Value(6)),
                            models.When(phase="phase_2", then=models.Value(7)),
                            models.When(phase="phase_2_3", then=models.Value(8)),
                            models.When(phase="phase_3", then=models.Value(9)),
                            models.When(phase="filed", then=models.Value(10)),
                            models.When(phase="approved", then=models.Value(11)),
                            models.When(phase="marketed", then=models.Value(12)),
                            output_field=models.IntegerField(),
                        ),
                        models.F("program"),
                        name="standing_by_rank",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("indication__isnull", False)),
                        fields=("program", "territory", "indication"),
                        name="standing_once_per_indication",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("indication", None)), fields=("program", "territory"), name="standing_once_without_indication"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "phase__in",
                                [
                                    "discovery",
                                    "preclinical",
                                    "ind_enabling",
                                    "ind_cleared",
                                    "early_phase_1",
                                    "phase_1",
                                    "phase_1_2",
                                    "phase_2",
                                    "phase_2_3",
                                    "phase_3",
                                    "filed",
                                    "approved",
                                    "marketed",
                                ],
                            )
                        ),
                        name="standing_phase_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["stated", "accepted", "cleared", "started"])), name="standing_basis_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activity__in", ["active", "on_hold", "suspended", "discontinued", "withdrawn", "out_licensed"])
                        ),
                        name="standing_activity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "territory__in",
                                ["US", "EU", "GB", "CN", "JP", "KR", "CA", "AU", "CH", "BR", "IN", "SG", "TW", "IL", "ZA", "unstated"],
                            )
                        ),
                        name="standing_territory_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("earliest", None), ("latest", None), ("precision", "")),
                            models.Q(("earliest", None), ("latest__isnull", False), ("precision__in", ["by", "reported"])),
                            models.Q(
                                ("earliest__isnull", False),
                                ("latest__isnull", False),
                                ("precision__in", ["day", "half", "minute", "month", "part", "quarter", "range", "year"]),
                                ("latest__gte", models.F("earliest")),
                            ),
                            _connector="OR",
                        ),
                        name="standing_window_consistent",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Claim",
            name="milestone",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="claims", to="pipeline_tracker.milestone"
            ),
        ),
        migrations.RunPython(seed_regulators, migrations.RunPython.noop),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
