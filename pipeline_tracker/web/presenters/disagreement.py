"""What sources say that do not agree about a milestone, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline_tracker.models import Claim, Milestone

SIDES = 4  # statements beside each other


@dataclass(frozen=True)
class Disagreement:
    """The claim that decides and those that contradict it, the newest first; ``more`` counts those that are left out."""

    milestone: Milestone
    decides: Claim
    others: tuple[Claim, ...]
    more: int


def disagreement(milestone: Milestone, said: Sequence[Claim]) -> Disagreement | None:
    """``said`` are the counted claims about a milestone, oldest first. None where its sources agree, or the conflict is not between
    the claims that count."""
    decides = next((claim for claim in said if claim.pk == milestone.decided_by_id), None)
    if not milestone.conflict or decides is None:
        return None
    others = [claim for claim in reversed(said) if claim is not decides and _contradicts(claim, decides, milestone)]
    return Disagreement(milestone, decides, tuple(others[:SIDES]), len(others[SIDES:])) if others else None


def _contradicts(claim: Claim, decides: Claim, milestone: Milestone) -> bool:
    """By the rules of merging: another status told after what decides, or a window that shares no day with what is so."""
    if claim.status != milestone.status:
        return claim.asserted_on > decides.asserted_on
    if claim.document is None or (decides.document is None and claim.asserted_on <= decides.asserted_on):
        return False  # what staff said last decides, and what was said before it is settled
    return bool(claim.window and milestone.window and not claim.window.overlaps(milestone.window))
