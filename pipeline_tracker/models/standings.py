from django.db import models
from django.db.models import Case, Q, Value, When

from pipeline_tracker.vocabulary.phases import ACTIVITIES, BASES, PHASE_ORDER, PHASES, is_reached
from pipeline_tracker.vocabulary.regulators import TERRITORIES, UNSTATED

from .constraints import consistent_window, one_of
from .indications import Indication
from .labels import translated
from .milestones import Milestone
from .ordering import ranked
from .programs import Program
from .states import Past, State
from .windowed import Windowed

# What is not under way, for an accepted or cleared application starts no trial: vocabulary.phases.is_reached.
_WAITING = Q(
    phase__in=[phase for phase in PHASE_ORDER if not is_reached(phase, "accepted")],
    basis__in=[basis for basis, _label in BASES if not is_reached("phase_1", basis)],
)
# The landscape counts programs at their furthest places along an index alone, on any day.
_COUNTED = ("place", "activity", "territory", "known_from")


class StandingState(Windowed, State):
    """How far a program is for one indication in one territory, now or on earlier days.

    ``place`` sorts standings from the least to the furthest: 2 for each phase before, 1 more where the phase is under way.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="%(class)ss", db_index=False)  # standing_by_program
    indication = models.ForeignKey(  # standing_by_indication
        Indication, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False
    )
    territory = models.CharField(max_length=10, choices=translated(TERRITORIES), default=UNSTATED)
    phase = models.CharField(max_length=20, choices=translated(PHASES))
    phase_words = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=10, choices=translated(BASES))
    activity = models.CharField(max_length=12, choices=translated(ACTIVITIES), default="active")
    place = models.GeneratedField(
        expression=ranked("phase", {phase: 2 * rank for phase, rank in PHASE_ORDER.items()})
        + Case(When(_WAITING, then=Value(0)), default=Value(1)),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        abstract = True


class Standing(StandingState):
    """The trial phase of a program for one indication in one territory; its window says since when.

    Computed from milestones. An accepted or cleared application alone never reads as a running trial: see ``basis``.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="standings")

    class Meta:
        verbose_name = "trial phase"
        ordering = ["program", "indication", "territory", "pk"]
        indexes = [
            # How far programs and companies are (queries/orders.py)
            models.Index(ranked("phase", PHASE_ORDER), "program", name="standing_by_rank"),
            models.Index(fields=["program", "indication"], include=("id", *_COUNTED), name="standing_by_program"),
            models.Index(fields=["indication", "phase", "program"], name="standing_by_indication"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "territory", "indication"], condition=Q(indication__isnull=False), name="standing_once_per_indication"
            ),
            models.UniqueConstraint(fields=["program", "territory"], condition=Q(indication=None), name="standing_once_without_indication"),
            one_of("phase", PHASES, "standing_phase_known"),
            one_of("basis", BASES, "standing_basis_known"),
            one_of("activity", ACTIVITIES, "standing_activity_known"),
            one_of("territory", TERRITORIES, "standing_territory_known"),
            consistent_window("standing_window_consistent"),
        ]

    def __str__(self) -> str:
        return f"{self.program}: {self.get_phase_display()}"


class PastStanding(StandingState, Past):
    """How far it was."""

    milestone = models.BigIntegerField(db_column="milestone_id")  # ``stands_for`` of the event that showed it

    class Meta(Past.Meta):
        indexes = [
            *Past.Meta.indexes,
            models.Index(ranked("phase", PHASE_ORDER), "program", name="past_standing_by_rank"),
            models.Index(
                fields=["program", "indication"], include=("stands_for", *_COUNTED, "known_until"), name="past_standing_by_program"
            ),
            models.Index(fields=["indication", "phase", "program"], name="past_standing_by_indication"),
        ]

    def __str__(self) -> str:
        return f"{self.program}: {self.get_phase_display()}, until {self.known_until}"
