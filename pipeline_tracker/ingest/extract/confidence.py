"""How far a claim can be trusted: the share of claims told like it that were right when held against labels.

How a claim is told comes down to a few cues (CUES). Each adds its log-odds to those of a claim that shows none of them, and the
logistic function makes a probability of the sum. The log-odds stand in data/confidence.tsv, which says where they come from;
tools/calibrate.py fits them. A probability is that of the event: that kind, program and status are right.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from pipeline_tracker.ingest.documents import Claim, Program
from pipeline_tracker.ingest.extract.layout import HEAD, Passage, passage_at
from pipeline_tracker.ingest.extract.words import DATA
from pipeline_tracker.vocabulary.guidance import WITHDRAWN

CUES = {
    "headline": "stated in the title, subtitle or lead",
    "repeated": "stated in more than one passage",
    "regulator": "names a regulator",
    "undated": "expected, without a date",
    "flagged": "carries a flag for a person",
    "program nearby": "no passage that states it names its program; a heading above or one of the three passages before does",
    "program far": "its program is named only further away",
}

_NEARBY = 3  # passages before


def read_table(text: str) -> dict[str, float]:
    """Log-odds by cue, that of a claim without any cue under "start". Raises ValueError unless there is one for each of CUES."""
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    table = {cue: float(log_odds) for cue, log_odds in rows}
    if len(rows) != len(table) or set(table) != {"start", *CUES}:
        raise ValueError(f"confidence.tsv has {[cue for cue, _ in rows]}, wanted are start and {list(CUES)}")
    return table


_TABLE = read_table((DATA / "confidence.tsv").read_text(encoding="utf-8"))


def rated(claims: Iterable[Claim], programs: Iterable[Program], passages: Sequence[Passage]) -> list[Claim]:
    """The claims of one document with their confidence."""
    known = {program.name: program for program in programs}
    return [replace(claim, confidence=round(probability(cues(claim, known, passages), _TABLE), 2)) for claim in claims]


def probability(shown: Iterable[str], table: Mapping[str, float]) -> float:
    """The probability of a claim that shows these cues."""
    return 1 / (1 + math.exp(-table["start"] - sum(table[cue] for cue in shown)))


def cues(claim: Claim, programs: Mapping[str, Program], passages: Sequence[Passage]) -> frozenset[str]:
    """Which of CUES a claim shows. ``programs`` are the document's by name, ``passages`` all of its passages in order."""
    stating = [passage_at(passages, span.start) for span in (claim.span, *claim.repeats)]
    found = {
        "headline": any(passage.section in HEAD for passage in stating),
        "repeated": bool(claim.repeats),
        "regulator": bool(claim.regulator),
        "undated": claim.status == "expected" and claim.window is None,
        "flagged": bool(set(claim.flags) - {WITHDRAWN}),
    }
    return frozenset(cue for cue, shown in found.items() if shown) | _place_of_program(claim, programs, stating, passages)


def _place_of_program(
    claim: Claim, programs: Mapping[str, Program], stating: Sequence[Passage], passages: Sequence[Passage]
) -> frozenset[str]:
    """The cue that tells how far from the claim its program is named; none for company events."""
    if not claim.programs:
        return frozenset()
    names = [name for known in map(programs.__getitem__, claim.programs) for name in (known.name, *known.aliases)]
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.IGNORECASE)
    if any(named.search(passage.text) for passage in stating):
        return frozenset()
    around = [
        passages[index] for passage in stating for index in (*passage.parents, *range(max(0, passage.index - _NEARBY), passage.index))
    ]
    return frozenset({"program nearby" if any(named.search(passage.text) for passage in around) else "program far"})
