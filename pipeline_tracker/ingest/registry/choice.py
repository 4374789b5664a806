"""Which studies of a file are wanted."""

import datetime as dt
from dataclasses import dataclass

from .arms import DRUGS
from .mapping import published_on
from .study import INTERVENTION_TYPES, SPONSOR_CLASSES, Study

_ANY_TYPE: tuple[frozenset[str], ...] = (frozenset(), INTERVENTION_TYPES)


@dataclass(frozen=True)
class Choice:
    """Studies that meet all conditions are taken. A study that is not chosen is no error.

    ``sponsor`` and ``condition`` are parts of the lead sponsor's or a condition's name, upper and lower case aside, "" for any.
    A study passes with any of ``intervention_types``, which by default are those that programs have; with every type, or none,
    studies without an intervention pass, too. ``sponsor_classes`` empty means any. ``since``: last update posted on or after
    that day. Raises ValueError for types and classes that the registry does not have.
    """

    sponsor: str = ""
    condition: str = ""
    intervention_types: frozenset[str] = DRUGS
    sponsor_classes: frozenset[str] = frozenset()
    since: dt.date | None = None

    def __post_init__(self) -> None:
        for given, known, what in (
            (self.intervention_types, INTERVENTION_TYPES, "intervention type"),
            (self.sponsor_classes, SPONSOR_CLASSES, "sponsor class"),
        ):
            if unknown := sorted(given - known):
                raise ValueError(f"{unknown[0]!r} is no {what}; known are {', '.join(sorted(known))}")

    def takes(self, study: Study) -> bool:
        """Whether the study is wanted. Raises Refused where ``since`` is asked of a record without a valid date."""
        protocol = study.protocol_section
        lead = protocol.sponsor_collaborators_module.lead_sponsor
        if self.sponsor_classes and lead.class_ not in self.sponsor_classes:
            return False
        if self.intervention_types not in _ANY_TYPE and not any(
            given.type in self.intervention_types for given in protocol.arms_interventions_module.interventions
        ):
            return False
        if self.sponsor and self.sponsor.casefold() not in lead.name.casefold():
            return False
        if self.condition:
            part = self.condition.casefold()
            if not any(part in name.casefold() for name in protocol.conditions_module.conditions):
                return False
        return self.since is None or published_on(study) >= self.since
