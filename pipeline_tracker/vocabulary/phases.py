"""Development phases, in the order in which a program passes them."""

from .marking import gettext_noop as _

PHASES = (
    ("discovery", _("Discovery")),
    ("preclinical", _("Preclinical")),
    ("ind_enabling", _("IND-enabling")),
    ("ind_cleared", _("IND cleared")),
    ("early_phase_1", _("Early phase 1")),
    ("phase_1", _("Phase 1")),
    ("phase_1_2", _("Phase 1/2")),
    ("phase_2", _("Phase 2")),
    ("phase_2_3", _("Phase 2/3")),
    ("phase_3", _("Phase 3")),
    ("filed", _("Filed")),
    ("approved", _("Approved")),
    ("marketed", _("Marketed")),
)

# A phase 4 trial does not make its program "approved", so this phase exists for trials only.
TRIAL_ONLY_PHASES = (("phase_4", _("Phase 4")),)

CLAIM_PHASES = PHASES + TRIAL_ONLY_PHASES
PHASE_LABELS = dict(CLAIM_PHASES)
PHASE_ORDER = {code: number for number, (code, _label) in enumerate(PHASES)}
CLINICAL_PHASES = ("early_phase_1", "phase_1", "phase_1_2", "phase_2", "phase_2_3", "phase_3")

# What a pipeline chart shows as columns: neighbouring phases that companies draw as one.
CHART_COLUMNS = (
    (_("Preclinical"), ("discovery", "preclinical", "ind_enabling")),
    (_("IND"), ("ind_cleared",)),
    (_("Phase 1"), ("early_phase_1", "phase_1")),
    (_("Phase 1/2"), ("phase_1_2",)),
    (_("Phase 2"), ("phase_2",)),
    (_("Phase 2/3"), ("phase_2_3",)),
    (_("Phase 3"), ("phase_3",)),
    (_("Filed"), ("filed",)),
    (_("Approved"), ("approved", "marketed")),
)

# How a standing's phase is known, weakest first.
BASES = (
    ("stated", _("stated")),
    ("accepted", _("application accepted, not started")),
    ("cleared", _("cleared, not started")),
    ("started", _("started")),
)

# What has occurred proves a phase of the programs it is about: of a trial's events the trial's phase, of others one of their own.
_SHOWS_TRIAL = frozenset(
    {"trial_initiated", "first_patient_dosed", "enrollment_completed", "primary_completion", "trial_completed", "trial_stopped"}
    | {"data_readout", "presentation", "publication", "results_posted"}
)
_SHOWS_PHASE = {
    "preclinical": ("preclinical", "stated"),
    "ind_submitted": ("ind_enabling", "stated"),
    "marketing_submitted": ("filed", "stated"),
    "marketing_accepted": ("filed", "accepted"),
    "approved": ("approved", "cleared"),
    "launched": ("marketed", "started"),
}

ACTIVITIES = (
    ("active", _("Active")),
    ("on_hold", _("Clinical hold")),
    ("suspended", _("Suspended")),
    ("discontinued", _("Discontinued")),
    ("withdrawn", _("Withdrawn")),
    ("out_licensed", _("Out-licensed")),
)
# "no_development_reported" is computed when asked and never stored, so it is not in the list above.

# How releases number the phases: what labelled corpora and the output of `extract` use.
PHASE_NUMBERS = {
    "discovery": "preclinical",
    "preclinical": "preclinical",
    "ind_enabling": "preclinical",
    "early_phase_1": "1",
    "phase_1": "1",
    "phase_1_2": "1/2",
    "phase_2": "2",
    "phase_2_3": "2/3",
    "phase_3": "3",
    "phase_4": "4",
}

# ClinicalTrials.gov gives a trial a set of phases. "NA" (no phase applies) and no set at all (not stated) are no phase.
_REGISTRY_PHASES = {
    ("EARLY_PHASE1",): "early_phase_1",
    ("PHASE1",): "phase_1",
    ("PHASE1", "PHASE2"): "phase_1_2",
    ("PHASE2",): "phase_2",
    ("PHASE2", "PHASE3"): "phase_2_3",
    ("PHASE3",): "phase_3",
    ("PHASE4",): "phase_4",
}


def phase_shown(kind: str, phase: str) -> tuple[str, str] | None:
    """(phase, basis) that an event of this kind, told of a trial of this phase, proves once it occurred; None where it proves none."""
    if kind in _SHOWS_TRIAL:
        if phase in CLINICAL_PHASES:
            return phase, "started"
        return ("preclinical", "stated") if phase == "preclinical" else None
    if kind == "ind_accepted":
        return (phase, "accepted") if phase in CLINICAL_PHASES else ("ind_enabling", "accepted")
    if kind == "ind_cleared":
        return (phase, "cleared") if phase in CLINICAL_PHASES else ("ind_cleared", "cleared")
    return _SHOWS_PHASE.get(kind)


def is_reached(phase: str, basis: str) -> bool:
    """Whether a phase known on this basis is under way or done. An accepted or cleared application for a trial is neither."""
    return not (basis in ("accepted", "cleared") and phase in (*CLINICAL_PHASES, "ind_enabling"))


def phase_of_set(words: str) -> str:
    """The phase of a trial as a source writes it: a registry's set ("PHASE1/PHASE2") or a code; "" where none applies or is stated."""
    if words in PHASE_LABELS:
        return words
    return _REGISTRY_PHASES.get(tuple(words.split("/")), "")
