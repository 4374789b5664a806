"""Which part of what is stored of a company new records of a registry concern. Pure.

What a record says is about its own trial and about the programs that it names. So it can change what other records come to only where
they have something in common, directly or through others; and a part of a company that has nothing in common with the rest comes to the
same by itself as with the rest. In common are

- the names of a program, its further names included: by these it is decided which names mean one program, and what it is called;
- the number of a trial, and what else it is called by: a number may be another trial's former one;
- an abbreviation of a disease: alone it means what another record spells out;
- the words of a program's name, where another's only adds some to them: the two may be one product (`resolve.resembling`).
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from pipeline_tracker.ingest.resolve import read_indication, shorter
from pipeline_tracker.vocabulary.names import name_key, words_of

K = TypeVar("K", bound=Hashable)


class Names(NamedTuple):
    """What a record, or a stored row, names: programs, further names of these, numbers and names of trials, diseases."""

    programs: Collection[str] = ()
    aliases: Collection[str] = ()
    trials: Collection[str] = ()
    diseases: Collection[str] = ()


def concerned(new: Collection[Names], stored: Collection[tuple[K, Names]]) -> set[K]:
    """The keys of those ``stored`` that have something in common with the ``new``, directly or through others of them. A key may have
    several names."""
    everything = [*new, *(names for _, names in stored)]
    shortened = {name_key(short) for names in everything for text in names.diseases if (short := read_indication(text).abbreviation)}
    spelled = {_words(name) for names in everything for name in names.programs}

    def links(names: Names) -> Iterator[Hashable]:
        for name in (*names.programs, *names.aliases):
            yield "program", name_key(name)
        for name in names.programs:
            yield _words(name)
            yield from (part for part in shorter(name) if part in spelled)
        for name in names.trials:
            yield "trial", name_key(name)
        for disease in map(read_indication, names.diseases):
            yield from (("disease", key) for key in (disease.key, name_key(disease.abbreviation)) if key in shortened)

    linked: dict[K, set[Hashable]] = defaultdict(set)
    for key, names in stored:
        linked[key].update(links(names))
    return _reached((link for names in new for link in links(names)), linked)


def _words(name: str) -> frozenset[str]:
    return frozenset(words_of(name))


def _reached(first: Iterable[Hashable], links: Mapping[K, set[Hashable]]) -> set[K]:
    """The keys that are reached from the ``first`` links by those that they have in common."""
    having: dict[Hashable, list[K]] = defaultdict(list)
    for key, own in links.items():
        for link in own:
            having[link].append(key)
    found: set[K] = set()
    todo = list(first)
    while todo:
        for key in having.pop(todo.pop(), ()):
            if key not in found:
                found.add(key)
                todo += links[key]
    return found
