"""Names to entities: which names of a company's documents mean one program, one indication, one trial. Pure.

The answer is computed from all namings of a company at once and never in order of arrival. Names become one program
only because a document or a member of staff says so; two names that one document uses for two programs never do.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations

from pipeline_tracker.vocabulary.names import name_key, slug, without_marks, words_of

_ABBREVIATED = re.compile(r"(?P<name>[^()]{2,290})\((?P<short>[A-Za-z0-9][\w/+-]{1,14})\)")
_MANY_WORDS = 8  # of a name; more are descriptions
_NCT = re.compile(r"NCT\d{8}", re.IGNORECASE)
# "CONNECT1-EDO51": a trial's name with a code behind it, of the product or the disease; a number alone tells a further trial.
_WITH_CODE = re.compile(r"(?P<short>[^\s]{3,40})[-‑](?=[A-Za-z]{0,9}[0-9])(?=[0-9]{0,9}[A-Za-z])[A-Za-z0-9]{2,10}")


@dataclass(frozen=True)
class Naming:
    """The names that one document gives one program, the one it uses most first."""

    names: tuple[str, ...]
    published: dt.date
    document: str  # hash: tells documents apart and orders those of one day


@dataclass(frozen=True)
class Held:
    """A program that staff decided about: its names, names refused for it, and its name if confirmed."""

    name: str
    keys: frozenset[str]
    refused: frozenset[str] = frozenset()
    confirmed: bool = False


@dataclass(eq=False)
class Resolved:
    """One program: its present name and every name it goes by (key -> spelling)."""

    name: str
    names: dict[str, str] = field(default_factory=dict)
    confirmed: bool = False

    @property
    def key(self) -> str:
        return name_key(self.name)

    @property
    def slug(self) -> str:
        return slug(words_of(self.name))


@dataclass(frozen=True)
class Resolution:
    """Programs, which one each name key means, and what could not be decided (in words)."""

    programs: tuple[Resolved, ...]
    by_key: dict[str, Resolved]
    doubts: tuple[str, ...]


class _Clusters:
    """Union-find over name keys that refuses to join what is known to be apart."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.documents: dict[str, set[str]] = {}  # of a root: documents that use one of its names for a program of its own
        self.held: dict[str, str] = {}  # of a root: the confirmed program in it

    def add(self, key: str) -> None:
        if key not in self.parent:
            self.parent[key] = key
            self.documents[key] = set()

    def root(self, key: str) -> str:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def apart(self, one: str, other: str) -> bool:
        """Whether a document, or staff, treats the two as two programs."""
        if self.documents[one] & self.documents[other]:
            return True
        held = {self.held.get(one), self.held.get(other)} - {None}
        return len(held) == 2

    def join(self, one: str, other: str) -> bool:
        one, other = self.root(one), self.root(other)
        if one == other:
            return True
        if self.apart(one, other):
            return False
        winner, loser = sorted((one, other))
        self.parent[loser] = winner
        self.documents[winner] |= self.documents.pop(loser)
        if loser in self.held:
            self.held[winner] = self.held.pop(loser)
        return True


def resolve_programs(namings: Iterable[Naming], held: Sequence[Held] = ()) -> Resolution:
    """Which names mean one program. The result does not depend on the order of ``namings``."""
    ordered = sorted(namings, key=lambda naming: (naming.published, naming.document, naming.names))
    clusters = _Clusters()
    doubts: list[str] = []

    for program in held:
        keys = sorted(program.keys)
        for key in keys:
            clusters.add(key)
        if program.confirmed:
            clusters.held[clusters.root(keys[0])] = program.name
        for key in keys[1:]:
            clusters.join(keys[0], key)

    uses: dict[str, set[str]] = defaultdict(set)  # main name -> documents
    stated: dict[str, set[str]] = defaultdict(set)  # alias -> main names it is stated for
    for naming in ordered:
        main = name_key(naming.names[0])
        clusters.add(main)
        clusters.documents[clusters.root(main)].add(naming.document)
        uses[main].add(naming.document)
        for name in naming.names[1:]:
            stated[name_key(name)].add(main)

    for naming in ordered:
        main = name_key(naming.names[0])
        for name in naming.names[1:]:
            alias = name_key(name)
            if alias in ("", main) or _refused(main, alias, held):
                continue
            if _shared(alias, stated[alias], uses):
                doubts.append(f"“{name}” is stated for several programs, so it decides nothing.")
                continue
            clusters.add(alias)
            if not clusters.join(main, alias):
                doubts.append(f"“{naming.names[0]}” and “{name}” are called one program by one source and two by another; kept apart.")

    return _resolution(clusters, ordered, held, doubts)


def _refused(main: str, alias: str, held: Sequence[Held]) -> bool:
    return any((main in h.keys and alias in h.refused) or (alias in h.keys and main in h.refused) for h in held)


def _shared(alias: str, mains: set[str], uses: dict[str, set[str]]) -> bool:
    """Whether an alias is stated for two names that one document uses for two programs."""
    names = sorted(mains - {alias})
    return any(uses[a] & uses[b] for i, a in enumerate(names) for b in names[i + 1 :])


def _resolution(clusters: _Clusters, namings: list[Naming], held: Sequence[Held], doubts: list[str]) -> Resolution:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    mains: dict[str, Counter[str]] = defaultdict(Counter)
    newest: dict[str, dt.date] = {}
    for naming in namings:
        for position, name in enumerate(naming.names):
            spelling, key = without_marks(name), name_key(name)
            if key not in clusters.parent:
                continue
            spellings[key][spelling] += 1
            if position == 0:
                mains[clusters.root(key)][key] += 1
                newest[key] = naming.published
    for program in held:
        spellings[name_key(program.name)][program.name] += 1

    def spelling_of(key: str) -> str:
        return min(spellings[key], key=lambda text: (-spellings[key][text], text))

    confirmed = {clusters.root(min(h.keys)): h.name for h in held if h.confirmed}
    kept = {clusters.root(min(h.keys)): h.name for h in held}
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(clusters.parent):
        if spellings[key]:
            members[clusters.root(key)].append(key)

    programs, by_key = [], {}
    for root, keys in members.items():
        counts = mains[root]
        if root in confirmed:
            name = confirmed[root]
        elif counts:
            name = spelling_of(min(counts, key=lambda key: (-counts[key], -newest[key].toordinal(), key)))
        elif root in kept:
            name = kept[root]
        else:
            continue
        resolved = Resolved(name, {key: spelling_of(key) for key in keys}, root in confirmed)
        programs.append(resolved)
        by_key.update(dict.fromkeys(keys, resolved))
    programs.sort(key=lambda program: program.key)
    return Resolution(tuple(programs), by_key, tuple(dict.fromkeys(doubts)))


@dataclass(frozen=True)
class IndicationName:
    name: str
    abbreviation: str = ""

    @cached_property
    def key(self) -> str:
        return name_key(self.name)

    @cached_property
    def slug(self) -> str:
        return slug(words_of(self.name))


@lru_cache(maxsize=1 << 12)
def read_indication(text: str) -> IndicationName:
    """ "knee osteoarthritis (KOA)" -> its name and abbreviation."""
    match = _ABBREVIATED.fullmatch(text.strip())
    if match and name_key(match["name"]):
        return IndicationName(match["name"].strip(), match["short"])
    return IndicationName(text.strip())


def resolve_indications(texts: Iterable[str]) -> dict[str, IndicationName]:
    """What each text of a company's documents means; an abbreviation alone means what the company's documents spell out,
    unless they spell it out in two ways. Texts without a letter or digit are left out."""
    read = {text: read_indication(text) for text in texts}
    read = {text: name for text, name in read.items() if name.key}
    spelled: dict[str, dict[str, IndicationName]] = defaultdict(dict)
    names: dict[str, list[IndicationName]] = defaultdict(list)
    for name in read.values():
        names[name.key].append(name)
        if name.abbreviation:
            spelled[name_key(name.abbreviation)][name.key] = name
    # One spelling for each name, whichever document was read first: the one with the fewest capitals.
    best = {
        key: IndicationName(
            min((n.name for n in found), key=lambda text: (sum(map(str.isupper, text)), text)),
            min((n.abbreviation for n in found if n.abbreviation), default=""),
        )
        for key, found in names.items()
    }
    result = {}
    for text, name in read.items():
        meanings = spelled.get(name.key, {})
        key = next(iter(meanings)) if len(meanings) == 1 else name.key
        result[text] = best[key]
    return result


@dataclass(frozen=True)
class TrialNaming:
    """What one document says a trial of ``registry`` is called: further numbers and names beside its number."""

    registry: str
    identifier: str
    names: tuple[str, ...]


def read_trial(text: str) -> tuple[str, str]:
    """(registry, identifier): ("ctgov", "NCT04208646") for a number of ClinicalTrials.gov, ("sponsor", name) otherwise."""
    text = without_marks(text)
    return ("ctgov", text.upper()) if _NCT.fullmatch(text) else ("sponsor", text)


def resolve_trials(texts: Iterable[str], namings: Iterable[TrialNaming]) -> dict[str, tuple[str, str]]:
    """(registry, identifier) that each text of a company's claims means. A sponsor's name or protocol number means the
    registered trial that documents give it to, unless they give it to two; a name without the code behind it means the one trial
    whose name with a code begins so. Texts without a letter or digit are left out."""
    meant: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for naming in namings:
        for name in naming.names:
            meant[name_key(name)].add((naming.registry, naming.identifier))
    result = {}
    for text in texts:
        if key := name_key(text):
            found = meant.get(key, set())
            result[text] = next(iter(found)) if len(found) == 1 else read_trial(text)
    longer: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for text, trial in result.items():
        if match := _WITH_CODE.fullmatch(text):
            longer[name_key(match["short"])].add(trial)
    return {
        text: next(iter(longer[key])) if trial[0] == "sponsor" and len(longer.get(key := name_key(text), ())) == 1 else trial
        for text, trial in result.items()
    }


def resembling(resolution: Resolution) -> dict[str, str]:
    """Programs (by slug) whose name only adds words to that of another of the company, and that other's name: "Allogeneic ABX"
    beside "ABX". Nothing says that the two are one, and a person should look."""
    by_words = {frozenset(words_of(program.name)): program.name for program in reversed(resolution.programs)}
    found = {}
    for program in resolution.programs:
        if inner := next((by_words[part] for part in shorter(program.name) if part in by_words), ""):
            found[program.slug] = inner
    return found


def shorter(name: str) -> Iterator[frozenset[str]]:
    """The words of the names to which this one only adds words, the longest first; one of them at least tells something."""
    words = sorted(set(words_of(name)))[:_MANY_WORDS]
    parts = (frozenset(part) for size in range(len(words) - 1, 0, -1) for part in combinations(words, size))
    return (part for part in parts if any(len(word) > 3 for word in part))
