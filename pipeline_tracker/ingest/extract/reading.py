"""The rules in their order, from passages to claims."""

import time

from pipeline_tracker.ingest.documents import Catalogue, Claim, Document, KnownProgram, Reading, Refused
from pipeline_tracker.ingest.extract import (
    beside,
    company,
    confidence,
    figures,
    fold,
    frames,
    layout,
    ledger,
    names,
    programs,
    revisions,
    talks,
    trials,
)
from pipeline_tracker.ingest.extract.issuer import issuer_of, laid_out
from pipeline_tracker.ingest.extract.scene import Scene
from pipeline_tracker.vocabulary.names import company_key

BUDGET = 5.0  # seconds that one document may take


def read(document: Document, catalogue: Catalogue) -> Reading:
    """What ``document`` says. Raises Refused("too-slow") where reading it takes longer than BUDGET."""
    deadline = time.monotonic() + BUDGET
    passages = list(laid_out(document))
    issuer = issuer_of(document, catalogue.company)
    if layout.is_notice(passages):
        reasons = dict.fromkeys(range(len(passages)), "a law firm's notice")
        return Reading(issuer, ledger=tuple(ledger.write(passages, [], [], reasons)))
    keys = company.keys_of(issuer, passages, document.title)
    known = _known(catalogue, issuer.name if issuer else "")
    _check(deadline)
    roster = names.discover(passages, keys, known)
    _check(deadline)
    scene = Scene(passages, document.published, roster, issuer, keys)
    claims, used = talks.read(scene)
    described = talks.described(scene, claims)
    reasons = {}
    for sight in scene.sights:
        if sight.passage.index in used:
            continue
        outcome = frames.read(scene, sight)
        claims.extend(outcome.claims)
        if outcome.reason:
            reasons[sight.passage.index] = outcome.reason
        _check(deadline)
    claims = beside.with_phases(fold.fold(_in_order(claims), document.published, passages))
    money = figures.find(passages, document.published)
    indications: dict[str, list[str]] = {}
    for name, indication in beside.indications_of(claims):
        indications.setdefault(name, []).append(indication)
    all_programs = programs.describe(scene, [*roster.programs, *described], {item.name: item for item in known}, indications)
    claims = beside.with_indications(claims)
    claims = confidence.rated([*claims, *revisions.of_plans(scene, claims)], all_programs, passages)
    return Reading(
        issuer,
        programs=tuple(all_programs),
        trials=trials.numbered(passages, roster.folded),
        claims=tuple(claims),
        figures=tuple(money),
        ledger=tuple(ledger.write(passages, claims, money, reasons)),
    )


def _known(catalogue: Catalogue, issuer: str) -> list[KnownProgram]:
    """The catalogue's programs of the issuer, under any spelling of its name."""
    if not catalogue.programs:
        return []
    wanted = company_key(catalogue.company or issuer)
    found: list[KnownProgram] = []
    for name, known in catalogue.programs.items():
        key = company_key(name)
        if key and wanted and (key == wanted or key.startswith(wanted) or wanted.startswith(key)):
            found.extend(known)
    return found


def _in_order(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.span.start)


def _check(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise Refused(
            "too-slow", f"reading took longer than {BUDGET:.0f} seconds: split the document, or report it so that the rule can be mended"
        )
