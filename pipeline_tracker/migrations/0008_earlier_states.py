"""Earlier states of computed rows. The next run, or `manage.py rebuild`, computes those of companies that are stored already."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models


def compute_again(apps, schema_editor):
    """Marks every company, so that the next run computes what it has not kept so far."""
    apps.get_model("pipeline_tracker", "Company").objects.update(stale=True)


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline_tracker", "0001_squashed_0007_reading_and_loading_at_scale"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="assigned_from",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="company",
            name="known_from",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="milestone",
            name="known_from",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="program",
            name="known_from",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="standing",
            name="known_from",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="trial",
            name="known_from",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="pipeline_tracker.company"
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="%(class)s_decided", to="pipeline_tracker.claim"
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="indication",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="pipeline_tracker.indication",
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="regulator",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="pipeline_tracker.regulator",
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="trial",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="pipeline_tracker.trial",
            ),
        ),
        migrations.AlterField(
            model_name="program",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="pipeline_tracker.company"
            ),
        ),
        migrations.AlterField(
            model_name="standing",
            name="indication",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="pipeline_tracker.indication",
            ),
        ),
        migrations.AlterField(
            model_name="standing",
            name="program",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="pipeline_tracker.program"),
        ),
        migrations.AlterField(
            model_name="trial",
            name="company",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="pipeline_tracker.company",
            ),
        ),
        migrations.CreateModel(
            name="PastAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("milestone", models.BigIntegerField(db_column="milestone_id")),
                ("known_from", models.DateField()),
                ("known_until", models.DateField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past_assignments",
                        to="pipeline_tracker.claim",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["milestone"], name="past_assignment_by_event")],
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "known_from"), name="past_assignment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("known_until__gt", models.F("known_from"))), name="past_assignment_days_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PastMilestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField(editable=False, null=True)),
                ("stands_for", models.BigIntegerField()),
                ("known_until", models.DateField()),
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
                ("detail", models.CharField(blank=True, max_length=300)),
                (
                    "status",
                    models.CharField(choices=[("occurred", "Occurred"), ("expected", "Expected"), ("dropped", "Dropped")], max_length=10),
                ),
                ("phase_words", models.CharField(blank=True, max_length=60, verbose_name="phase in the source's words")),
                ("first_asserted_on", models.DateField()),
                ("asserted_on", models.DateField(verbose_name="last stated on")),
                ("unconfirmed", models.BooleanField(default=False)),
                ("conflict", models.CharField(blank=True, max_length=300)),
                ("answered_by", models.BigIntegerField(db_column="answered_by_id", null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="pipeline_tracker.company",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_decided",
                        to="pipeline_tracker.claim",
                    ),
                ),
                (
                    "indication",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
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
                        related_name="%(class)ss",
                        to="pipeline_tracker.regulator",
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="pipeline_tracker.trial",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["stands_for"], name="pastmilestone_stands_for"),
                    models.Index(
                        models.F("latest"),
                        django.db.models.functions.comparison.Coalesce("earliest", "latest"),
                        models.F("stands_for"),
                        name="past_milestone_by_date",
                    ),
                    models.Index(fields=["asserted_on", "stands_for"], name="past_milestone_by_source"),
                    models.Index(fields=["company"], name="past_milestone_by_company"),
                    models.Index(
                        condition=models.Q(("indication__isnull", False)), fields=["indication"], name="past_milestone_by_indication"
                    ),
                    models.Index(
                        condition=models.Q(("regulator__isnull", False)), fields=["regulator"], name="past_milestone_by_regulator"
                    ),
                    models.Index(condition=models.Q(("trial__isnull", False)), fields=["trial"], name="past_milestone_by_trial"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_from__isnull", False), ("known_until__gt", models.F("known_from"))),
                        name="pastmilestone_days_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastProgram",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField(editable=False, null=True)),
                ("stands_for", models.BigIntegerField()),
                ("known_until", models.DateField()),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="pipeline_tracker.company",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["stands_for"], name="pastprogram_stands_for"),
                    models.Index(django.db.models.functions.text.Lower("name"), models.F("stands_for"), name="past_program_by_name"),
                    models.Index(fields=["company"], name="past_program_by_company"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_from__isnull", False), ("known_until__gt", models.F("known_from"))),
                        name="pastprogram_days_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField(editable=False, null=True)),
                ("stands_for", models.BigIntegerField()),
                ("known_until", models.DateField()),
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
                ("milestone", models.BigIntegerField(db_column="milestone_id")),
                (
                    "indication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="pipeline_tracker.indication",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="pipeline_tracker.program"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["stands_for"], name="paststanding_stands_for"),
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
                        name="past_standing_by_rank",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_from__isnull", False), ("known_until__gt", models.F("known_from"))),
                        name="paststanding_days_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastTrial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField(editable=False, null=True)),
                ("stands_for", models.BigIntegerField()),
                ("known_until", models.DateField()),
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
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="pipeline_tracker.company",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["stands_for"], name="pasttrial_stands_for"),
                    models.Index(fields=["identifier", "stands_for"], name="past_trial_by_identifier"),
                    models.Index(fields=["company"], name="past_trial_by_company"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_from__isnull", False), ("known_until__gt", models.F("known_from"))),
                        name="pasttrial_days_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastMilestoneProgram",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField()),
                ("known_until", models.DateField()),
                ("milestone", models.BigIntegerField(db_column="milestone_id")),
                (
                    "program",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline_tracker.program"),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["milestone"], name="past_milestone_program")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_until__gt", models.F("known_from"))), name="pastmilestoneprogram_days_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastProgramIndication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField()),
                ("known_until", models.DateField()),
                (
                    "indication",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline_tracker.indication"),
                ),
                (
                    "program",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline_tracker.program"),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_until__gt", models.F("known_from"))), name="pastprogramindication_days_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastTrialIndication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField()),
                ("known_until", models.DateField()),
                (
                    "indication",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline_tracker.indication"),
                ),
                ("trial", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline_tracker.trial")),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_until__gt", models.F("known_from"))), name="pasttrialindication_days_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastTrialProgram",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_from", models.DateField()),
                ("known_until", models.DateField()),
                (
                    "program",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline_tracker.program"),
                ),
                ("trial", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline_tracker.trial")),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_until__gt", models.F("known_from"))), name="pasttrialprogram_days_in_order"
                    )
                ],
            },
        ),
        migrations.RunPython(compute_again, migrations.RunPython.noop),
    ]
