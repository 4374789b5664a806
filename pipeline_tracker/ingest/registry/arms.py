"""What an intervention is in its trial, and which of them are the sponsor's own programs."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from .names import is_blank, is_care, is_coded, is_foreign, key_of, marked_name, other_names, product
from .study import Arms

# Types of interventions that programs have.
DRUGS: frozenset[str] = frozenset({"DRUG", "BIOLOGICAL", "GENETIC", "COMBINATION_PRODUCT"})
_CONTROLS = frozenset({"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})
_LONGEST_ALIAS = 4  # words; what has more is a description, unless a code stands in it


@dataclass(frozen=True)
class Own:
    """A product of the sponsor: ``number`` is that of the first intervention that gives it in an experimental arm;
    ``titled`` where one of its names stands in the official title only."""

    name: str
    number: int
    aliases: tuple[str, ...] = ()
    titled: bool = False


@dataclass
class _Product:
    """All interventions of a trial that give one product, in whatever dose. ``name`` is "" where they name a kind of product only."""

    name: str
    numbers: list[int] = field(default_factory=list)
    arms: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)

    def is_foreign(self, sponsor: str) -> bool:
        """By its name; by its other names only where its name is no code: a biosimilar is also called by what it copies."""
        if is_foreign(self.name, sponsor):
            return True
        return not is_coded(self.name) and any(is_foreign(name, sponsor) for name in self.others)


def roles(arms: Arms) -> list[str]:
    """The role of each intervention, as the types of its arms tell it: "experimental" in experimental arms only, "comparator" in
    control arms only (and whatever gives nothing, such as placebo), "background" in both; "" where no typed arm tells it."""
    found = []
    for types, given in zip(_arm_types(arms), arms.interventions, strict=True):
        controls = not types.isdisjoint(_CONTROLS)
        if is_blank(given.name):
            found.append("comparator" if types else "")
        elif "EXPERIMENTAL" in types:
            found.append("background" if controls else "experimental")
        else:
            found.append("comparator" if controls else "")
    return found


def own_products(arms: Arms, sponsor: str, official_title: str = "") -> list[Own]:
    """The products tested, in the order of the record.

    A product is what drug interventions of one cleaned name give. It is tested where it stands in an experimental arm, is neither
    placebo nor care that everyone has, and is not known as another company's or a generic. What stands in control arms, too, is
    background, except where nothing else is left: then it is tested in another dose, or against its own delayed start.

    The one trade name in brackets in the official title is a further name of the one product tested; it is the name where the
    interventions only tell its kind ("Mesenchymal progenitor cells").
    """
    products, kinds = _products(arms)
    tested = [item for item in products.values() if item.numbers and not item.is_foreign(sponsor)]
    only_tested = [item for item in tested if item.arms.isdisjoint(_CONTROLS)]
    if not only_tested and len(tested) == 1:
        only_tested = tested
    taken = {key_of(given.name) for given in arms.interventions} | products.keys()
    shared = _shared(only_tested)
    own = [Own(item.name, item.numbers[0], _aliases(item, taken | shared, sponsor)) for item in only_tested]
    only_kinds = [item for item in kinds.values() if item.numbers and item.arms.isdisjoint(_CONTROLS)]
    titled = marked_name(official_title) if len(own) + len(only_kinds) == 1 else ""
    if not titled or key_of(titled) in taken or is_foreign(titled, sponsor):
        return own
    if not own:
        return [Own(titled, only_kinds[0].numbers[0], titled=True)]
    if key_of(titled) not in map(key_of, own[0].aliases):
        return [Own(own[0].name, own[0].number, (*own[0].aliases, titled), titled=True)]
    return own


def _products(arms: Arms) -> tuple[dict[str, _Product], dict[str, _Product]]:
    """What drug interventions give, by the key of its name: products, and what only its kind is told of. Placebo and common care
    are left out."""
    products: dict[str, _Product] = {}
    kinds: dict[str, _Product] = {}
    for number, (types, given) in enumerate(zip(_arm_types(arms), arms.interventions, strict=True)):
        if given.type not in DRUGS or is_blank(given.name) or is_care(given.name):
            continue
        name, more = product(given.name)
        found = products.setdefault(key_of(name), _Product(name)) if name else kinds.setdefault(key_of(given.name), _Product(""))
        found.arms |= types
        if "EXPERIMENTAL" in types:
            found.numbers.append(number)
        found.others += more
        for text in given.other_names:
            found.others += other_names(text)
    return products, kinds


def _arm_types(arms: Arms) -> list[set[str]]:
    """The types of the arms of each intervention. An arm without a type tells nothing, nor does a label of arms of different types."""
    types: dict[str, str | None] = {}
    for arm in arms.arm_groups:
        if arm.type:
            types[arm.label] = arm.type if types.get(arm.label, arm.type) == arm.type else None
    return [{kind for label in given.arm_group_labels if (kind := types.get(label))} for given in arms.interventions]


def _shared(products: list[_Product]) -> set[str]:
    """The keys of other names that several products have."""
    if len(products) < 2:
        return set()
    given = Counter(key for product in products for key in {key_of(name) for name in product.others})
    return {key for key, number in given.items() if number > 1}


def _aliases(item: _Product, taken: Set[str], sponsor: str) -> tuple[str, ...]:
    """Other names that are neither ``taken`` by another intervention or product, nor another company's, nor a description."""
    aliases = {
        key: name
        for name in reversed(item.others)
        if (key := key_of(name)) not in taken
        and (len(name.split()) <= _LONGEST_ALIAS or is_coded(name))
        and not is_blank(name)
        and not is_foreign(name, sponsor)
    }
    return tuple(dict.fromkeys(aliases[key] for name in item.others if (key := key_of(name)) in aliases))
