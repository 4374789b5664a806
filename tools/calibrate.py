"""Fits what makes a claim's confidence a probability, and tries it out on companies that it was not fitted on.

    python tools/calibrate.py SOURCE... [--real SOURCE...] [--write DAY]
    python tools/calibrate.py FOLDER... --keep tools/judgements/NAME.tsv

A SOURCE is a folder of labelled releases, read and judged now as by `manage.py evaluate`, or a table of judgements that --keep wrote
from such folders: made earlier, when the rules had not met those releases yet, or of releases that cannot be given away. A claim is
right when it meets a label, required or optional, in kind, program and status. Its cues (ingest/extract/confidence.py) are weighed
by logistic regression.

Sources differ: invented texts may be harder than real ones, and rules look better on releases that they were made with than on any
other. So the log-odds of the cues are shared by all sources, and each source has a start of its own. The confidence takes the start
of the sources after --real, which together stand for what will be read later; without --real all sources are one.

Prints the reliability of five trials, each fitted without a fifth of the companies and tried on that fifth: of every source with its
own start, and of --real alone; then what a threshold would withhold, and the table fitted on everything. --write puts the table in
force, dated DAY. The result depends on the sources only.
"""

import argparse
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline_tracker.evaluation.labels import read_folder
from pipeline_tracker.evaluation.reliability import Forecast, brier, lines
from pipeline_tracker.evaluation.scoring import judge
from pipeline_tracker.ingest.extract import confidence, extract, layout
from pipeline_tracker.ingest.readers import read_release
from pipeline_tracker.vocabulary.names import company_key

FOLDS = 5
# Variances of log-odds before anything is known: few claims move a cue's only a little, a start's freely.
CUE_VARIANCE, START_VARIANCE = 1.0, 100.0
TABLE = Path(confidence.__file__).with_name("data") / "confidence.tsv"
HEADER = "company's fold\tverdict\tcues"


@dataclass(frozen=True)
class Seen:
    """A judged claim: the source it comes from, the fold of its company, its cues, whether it was right."""

    source: str
    fold: int
    cues: frozenset[str]
    right: bool


def read(path: Path, met: set[str]) -> list[Seen]:
    """The judged claims of a folder or of a table. A text that was met before (by its SHA-256) is left out."""
    return list(_of_folder(path, met) if path.is_dir() else _of_table(path))


def _of_folder(folder: Path, met: set[str]) -> Iterator[Seen]:
    for labels in read_folder(folder):
        content = labels.path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digest in met:
            continue
        met.add(digest)
        document = read_release(content, address="", file_name=labels.path.name, published=labels.published)
        reading = extract(document)
        passages = layout.passages(document.text, document.title)
        programs = {program.name: program for program in reading.programs}
        fold = int(hashlib.sha256(company_key(labels.company).encode()).hexdigest()[:8], 16) % FOLDS
        for claim, right in judge(labels, document.text, reading).verdicts:
            yield Seen(folder.name, fold, confidence.cues(claim, programs, passages), right)


def _of_table(path: Path) -> Iterator[Seen]:
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    if header != HEADER:
        raise ValueError(f"{path} is no table of judgements: its first line is not {HEADER!r}.")
    for row in rows:
        fold, right, cues = row.split("\t")
        yield Seen(path.stem, int(fold), frozenset(filter(None, cues.split(", "))), {"right": True, "wrong": False}[right])


def keep(seen: Iterable[Seen], path: Path) -> None:
    """Writes judgements as a table, which names neither company nor text."""
    rows = sorted(f"{one.fold}\t{'right' if one.right else 'wrong'}\t{', '.join(sorted(one.cues))}" for one in seen)
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def fitted(seen: Sequence[Seen], groups: Sequence[str]) -> dict[str, dict[str, float]]:
    """Log-odds of the cues, and of "start" by group, by penalised maximum likelihood (Newton's method).

    ``groups`` names the group of each judgement. Raises ValueError where the fit does not settle.
    """
    names = [*sorted(set(groups)), *confidence.CUES]
    place = {name: number for number, name in enumerate(names)}
    rows = [([place[group], *(place[cue] for cue in sorted(one.cues))], one.right) for one, group in zip(seen, groups, strict=True)]
    penalty = [1 / (CUE_VARIANCE if name in confidence.CUES else START_VARIANCE) for name in names]
    weights = [0.0] * len(names)
    for _ in range(50):
        slope = [-p * w for p, w in zip(penalty, weights, strict=True)]
        curve = [[p if i == j else 0.0 for j in range(len(names))] for i, p in enumerate(penalty)]
        for active, right in rows:
            p = 1 / (1 + math.exp(-sum(weights[i] for i in active)))
            for i in active:
                slope[i] += right - p
                for j in active:
                    curve[i][j] += p * (1 - p)
        step = solved(curve, slope)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            cues = {cue: weights[place[cue]] for cue in confidence.CUES}
            return {group: {"start": weights[place[group]], **cues} for group in set(groups)}
    raise ValueError("the fit does not settle")


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """x of matrix x = right, by Gauss and Jordan; the matrix is positive definite, so that no pivot is 0."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = [value / rows[i][i] for value in rows[i]]
        rows = [pivot if j == i else [a - row[i] * b for a, b in zip(row, pivot, strict=True)] for j, row in enumerate(rows)]
    return [row[-1] for row in rows]


def tried(seen: Sequence[Seen], groups: Sequence[str]) -> list[Forecast]:
    """The forecast for every judgement, in order, by a fit without the fold of its company."""
    tables = []
    for fold in range(FOLDS):
        others = [number for number, one in enumerate(seen) if one.fold != fold]
        tables.append(fitted([seen[number] for number in others], [groups[number] for number in others]))
    return [(confidence.probability(one.cues, tables[one.fold][group]), one.right) for one, group in zip(seen, groups, strict=True)]


def report(name: str, forecasts: Sequence[Forecast]) -> Iterator[str]:
    base = sum(right for _, right in forecasts) / len(forecasts)
    yield f"\n{name}: {len(forecasts)} claims, {base:.3f} right"
    yield from lines(forecasts)
    yield f"the same share for every claim would have the Brier score {brier([(base, right) for _, right in forecasts]):.3f}"


def thresholds(forecasts: Sequence[Forecast]) -> Iterator[str]:
    yield "\nbelow | withheld | of these right | right of what is left"
    for percent in range(30, 85, 5):
        held = [right for p, right in forecasts if round(p, 2) < percent / 100]
        left = [right for p, right in forecasts if round(p, 2) >= percent / 100]
        shares = [f"{sum(group) / len(group):.2f}" if group else "-" for group in (held, left)]
        yield f"{percent / 100:.2f} | {len(held)} | {shares[0]} | {shares[1]}"


def table(log_odds: dict[str, float], seen: Sequence[Seen], real: Sequence[Seen], day: str) -> str:
    """The text of confidence.tsv."""
    sources = Counter(one.source for one in seen)
    told = ", ".join(f"{count} of {source}" for source, count in sorted(sources.items()))
    start = " and ".join(sorted({one.source for one in real}))
    return "\n".join(
        [
            "# Log-odds that a claim is right: of one without any cue (start), and what each cue adds.",
            f"# Fitted by tools/calibrate.py on {day} to {len(seen)} judged claims ({told}); the start is that of {start}.",
            *(f"{name}\t{log_odds[name]:.2f}" for name in ("start", *confidence.CUES)),
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, metavar="SOURCE")
    parser.add_argument("--real", nargs="+", type=Path, default=[], metavar="SOURCE")
    parser.add_argument("--write", metavar="DAY")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    met: set[str] = set()
    real = [one for path in options.real for one in read(path, met)]
    others = [one for path in options.sources for one in read(path, met)]
    if options.keep:
        keep([*real, *others], options.keep)
        return
    if not real:
        real, others = others, []
    if not real:
        parser.error("no judged claims")
    seen = [*real, *others]
    groups = ["real"] * len(real) + [one.source for one in others]
    forecasts = tried(seen, groups)
    print("\n".join(report("all sources, each with its own start", forecasts)))
    print("\n".join(report("of these the real ones", forecasts[: len(real)])))
    print("\n".join(thresholds(forecasts)))
    print(f"\n{table(fitted(seen, groups)['real'], seen, real, options.write or 'DAY')}")
    for cue in confidence.CUES:
        showing = [one.right for one in seen if cue in one.cues]
        print(f"{cue}: {len(showing)} claims" + (f", {sum(showing) / len(showing):.2f} right" if showing else ""))
    if options.write:
        TABLE.write_text(table(fitted(seen, groups)["real"], seen, real, options.write), encoding="utf-8")


if __name__ == "__main__":
    main()
