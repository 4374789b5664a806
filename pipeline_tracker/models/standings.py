from django.db import models
from django.db.models import Q

from pipeline_tracker.vocabulary.phases import ACTIVITIES, BASES, PHASE_ORDER, PHASES
from pipeline_tracker.vocabulary.regulators import TERRITORIES, UNSTATED

from .constraints import consistent_window, one_of
from .indications import Indication
from .labels import translated
from .milestones import Milestone
from .ordering import ranked
from .programs import Program
from .states import Past, State
from .windowed import Windowed


class StandingState(Windowed, State):
    """How far a program is for one indication in one territory, now or on earlier days."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="%(class)ss")
    indication = models.ForeignKey(Indication, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss")
    territory = models.CharField(max_length=10, choices=translated(TERRITORIES), default=UNSTATED)
    phase = models.CharField(max_length=20, choices=translated(PHASES))
    phase_words = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=10, choices=translated(BASES))
    activity = models.CharField(max_length=12, choices=translated(ACTIVITIES), default="active")

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
        # How far programs and companies are (queries/orders.py)
        indexes = [models.Index(ranked("phase", PHASE_ORDER), "program", name="standing_by_rank")]
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
        indexes = [*Past.Meta.indexes, models.Index(ranked("phase", PHASE_ORDER), "program", name="past_standing_by_rank")]

    def __str__(self) -> str:
        return f"{self.program}: {self.get_phase_display()}, until {self.known_until}"
