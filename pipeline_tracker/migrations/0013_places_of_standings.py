"""Standings know their places, and the landscape of any day is counted along an index that has them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.expressions import CombinedExpression

ORDER = "discovery preclinical ind_enabling ind_cleared early_phase_1 phase_1 phase_1_2 phase_2 phase_2_3 phase_3 filed approved marketed"
WAITING = models.Q(
    basis__in=["accepted", "cleared"],
    phase__in=["ind_enabling", "early_phase_1", "phase_1", "phase_1_2", "phase_2", "phase_2_3", "phase_3"],
)


def place():
    return models.GeneratedField(
        db_persist=True,
        expression=CombinedExpression(
            models.Case(
                *[models.When(phase=phase, then=models.Value(2 * rank)) for rank, phase in enumerate(ORDER.split())],
                output_field=models.IntegerField(),
            ),
            "+",
            models.Case(models.When(WAITING, then=models.Value(0)), default=models.Value(1)),
        ),
        output_field=models.SmallIntegerField(),
    )


def program():
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="pipeline_tracker.program"
    )


class Migration(migrations.Migration):
    dependencies = [("pipeline_tracker", "0012_calendars_and_earlier_days_by_indexes")]

    operations = [
        migrations.AddField(model_name="standing", name="place", field=place()),
        migrations.AddField(model_name="paststanding", name="place", field=place()),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                fields=["program", "indication"],
                include=("id", "place", "activity", "territory", "known_from"),
                name="standing_by_program",
            ),
        ),
        migrations.AddIndex(
            model_name="paststanding",
            index=models.Index(
                fields=["program", "indication"],
                include=("stands_for", "place", "activity", "territory", "known_from", "known_until"),
                name="past_standing_by_program",
            ),
        ),
        migrations.AlterField(model_name="standing", name="program", field=program()),
        migrations.AlterField(model_name="paststanding", name="program", field=program()),
        migrations.AddIndex(
            model_name="program",
            index=models.Index(
                condition=models.Q(
                    models.Q(("modality", ""), _negated=True),
                    models.Q(("origin", ""), _negated=True),
                    models.Q(("target", ""), _negated=True),
                    _connector="OR",
                ),
                fields=["id"],
                name="program_described",
            ),
        ),
    ]
