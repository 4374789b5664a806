"""What a claim leaves open and the claims beside it tell: the phase of the trial that both are about, the program's only disease."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from pipeline_tracker.ingest.documents import Claim

_STARTS = frozenset({"trial_initiated", "first_patient_dosed", "enrollment_completed"})
_CLEARANCES = frozenset({"ind_accepted", "ind_cleared"})
_OF_THE_COMPANY = frozenset({"facility", "financing", "acquisition", "partnership", "presentation"})


def with_phases(claims: list[Claim]) -> list[Claim]:
    """A cleared application without a phase is for the one trial of its program that its sentence tells, else the document; expected
    results without a phase are those of the trial that the same sentence tells, where it tells one phase only."""
    starts = [claim for claim in claims if claim.kind in _STARTS and claim.phase and claim.programs]
    return [_with_phase(claim, starts) for claim in claims]


def _with_phase(claim: Claim, starts: list[Claim]) -> Claim:
    if claim.phase or not claim.programs:
        return claim
    if claim.kind in _CLEARANCES:
        beside = _of_its_sentence(claim, starts) or [start for start in starts if start.programs == claim.programs]
    elif claim.kind == "data_readout" and claim.status == "expected":
        beside = _of_its_sentence(claim, starts)
    else:
        return claim
    told = {(start.phase, start.phase_words) for start in beside}
    if len({phase for phase, _ in told}) != 1:
        return claim
    phase, words = min(told)
    return replace(claim, phase=phase, phase_words=words)


def _of_its_sentence(claim: Claim, starts: list[Claim]) -> list[Claim]:
    return [s for s in starts if s.programs == claim.programs and s.span.start < claim.span.end and claim.span.start < s.span.end]


def with_indications(claims: list[Claim]) -> list[Claim]:
    """A claim about one program without a disease is about the only disease that other claims give the program."""
    stated: dict[str, dict[str, None]] = defaultdict(dict)
    for program, indication in indications_of(claims):
        stated[program][indication] = None
    return [_with_indication(claim, stated) for claim in claims]


def _with_indication(claim: Claim, stated: dict[str, dict[str, None]]) -> Claim:
    if claim.indication or len(claim.programs) != 1 or claim.kind in _OF_THE_COMPANY:
        return claim
    told = list(stated.get(claim.programs[0], ()))
    return replace(claim, indication=told[0]) if len(told) == 1 else claim


def indications_of(claims: Iterable[Claim]) -> list[tuple[str, str]]:
    """(program, disease) of each claim that tells both."""
    return [(name, claim.indication) for claim in claims if claim.indication for name in claim.programs]
