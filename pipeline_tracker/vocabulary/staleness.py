"""When a program counts as one of which no development is reported: nothing heard of it for two years in clinical phases, for three
before them. Computed from the present day whenever it is asked for, never stored and never claimed; approved and marketed products
need no news. Pure."""

import datetime as dt

from .days import YEAR, months_before
from .marking import gettext_noop as _
from .phases import CLINICAL_PHASES, PHASE_ORDER

NO_DEVELOPMENT_REPORTED = "no_development_reported"
LABEL = _("No development reported")

_CLINICAL = frozenset({*CLINICAL_PHASES, "filed"})
_DONE = frozenset({"approved", "marketed"})

# Years without news after which it is so, by phase.
YEARS = {phase: 2 if phase in _CLINICAL else 3 for phase in PHASE_ORDER if phase not in _DONE}


def is_quiet(phase: str, activity: str, heard: dt.date | None, today: dt.date) -> bool:
    """Whether nothing is reported of a standing of this phase, ``heard`` of last on that day (None: not known). Only what is active
    can fall silent: what was discontinued or put on hold was told."""
    return activity == "active" and phase in YEARS and heard is not None and heard < months_before(today, YEARS[phase] * YEAR)
