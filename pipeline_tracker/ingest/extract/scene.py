"""What is known of a document while its sentences are read, and what is found in each sentence."""

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from pipeline_tracker.ingest.documents import Company
from pipeline_tracker.ingest.extract import congresses, dates, diseases, names, phases, regulators, trials, triggers
from pipeline_tracker.ingest.extract.layout import NEWS, Passage

_NUMBERED_TRIAL = re.compile(r"([A-Z]{3,}[-‑ ]?)[1-9]")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z0-9-]{1,9}\b")


@dataclass
class Sight:
    """One passage with everything found in it, each computed when first asked for."""

    passage: Passage
    published: dt.date
    roster: names.Roster
    before: "Sight | None" = None  # the passage before it in the same block

    @property
    def text(self) -> str:
        return self.passage.text

    @cached_property
    def programs(self) -> list[names.Mention]:
        return self.roster.mentions(self.text)

    @cached_property
    def phases(self) -> list[phases.PhaseWords]:
        return phases.find(self.text)

    @cached_property
    def regulators(self) -> list[regulators.RegulatorName]:
        return regulators.find(self.text)

    @cached_property
    def dates(self) -> list[dates.When]:
        return dates.find(self.text, self.published, lambda: self.before.dates if self.before else [])

    @cached_property
    def treated(self) -> list[diseases.Mention]:
        """Its diseases but those that cause, delay or are examples, and those that only tell what the company works on."""
        return diseases.treated(self.text, self.diseases, [mention.start for mention in self.programs])

    @cached_property
    def diseases(self) -> list[diseases.Mention]:
        found = (
            diseases.without_products(disease, self.text, [(m.start, m.end) for m in self.programs]) for disease in diseases.find(self.text)
        )
        return [
            diseases.with_line(disease, self.text)
            for disease in found
            if not any(congress.start <= disease.start < congress.end for congress in self.congresses)
        ]

    @cached_property
    def congresses(self) -> list[congresses.Congress]:
        return congresses.find(self.text)

    @cached_property
    def triggers(self) -> list[triggers.Trigger]:
        return triggers.find(self.text)


@dataclass
class Scene:
    """The document's passages with what they show, its programs, and lookups over them."""

    passages: list[Passage]
    published: dt.date
    roster: names.Roster
    company: Company | None
    company_keys: frozenset[str]
    sights: list[Sight] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sights = [Sight(passage, self.published, self.roster) for passage in self.passages]
        for earlier, sight in pairwise(self.sights):
            sight.before = earlier if earlier.passage.block == sight.passage.block else None

    @cached_property
    def title_sights(self) -> list[Sight]:
        return [sight for sight in self.sights if sight.passage.section == "title"]

    @cached_property
    def head_sights(self) -> list[Sight]:
        return [sight for sight in self.sights if sight.passage.section in ("title", "subtitle", "lead")]

    @cached_property
    def title_programs(self) -> tuple[int, ...]:
        return _distinct(self.title_sights)

    @cached_property
    def head_programs(self) -> tuple[int, ...]:
        return _distinct(self.head_sights)

    @cached_property
    def news_programs(self) -> tuple[int, ...]:
        return _distinct([sight for sight in self.sights if sight.passage.section in NEWS])

    @cached_property
    def phases_of(self) -> dict[int, set[str]]:
        """Phases named in the same sentence as a program, by program."""
        found: dict[int, set[str]] = {}
        for sight in self.sights:
            if sight.passage.section in NEWS or sight.passage.section == "about product":
                for number in {mention.program for mention in sight.programs}:
                    found.setdefault(number, set()).update(phase.code for phase in sight.phases)
        return found

    @cached_property
    def trial_phases(self) -> dict[str, str]:
        """Named trials and their phases."""
        texts = [sight.text for sight in self.sights if sight.passage.section in NEWS or sight.passage.section == "about product"]
        return trials.phases_of(texts, self.trials_in)

    @cached_property
    def trial_programs(self) -> dict[str, int]:
        """Named trials that are always named together with one program."""
        found: dict[str, set[int]] = {}
        for sight in self.sights:
            if sight.passage.section in NEWS or sight.passage.section == "about product":
                numbers = {mention.program for mention in sight.programs}
                if len(numbers) == 1:
                    for name in self.trials_in(sight.text):
                        found.setdefault(name, set()).update(numbers)
        return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}

    @cached_property
    def trial_names(self) -> re.Pattern[str] | None:
        """All trial names of the document, to be found where no "trial" stands beside them."""
        others = self.roster.folded | self.company_keys
        found = {name for sight in self.sights if sight.passage.section in NEWS for name in trials.find(sight.text, others)}
        found -= self.abbreviations.keys()  # "NASH trials" are trials of a disease
        numbered = {match[1] for name in found if (match := _NUMBERED_TRIAL.fullmatch(name))}  # "EXAMPLE-2" is one where "EXAMPLE-1" is
        names = [
            *(re.escape(name) for name in sorted(found, key=len, reverse=True)),
            *(re.escape(name) + "[1-9]" for name in sorted(numbered)),
        ]
        return re.compile(r"(?<![\w-])(?:" + "|".join(names) + r")(?![\w-])") if found else None

    def trials_in(self, text: str) -> list[str]:
        """Trials named in a sentence."""
        return list(dict.fromkeys(self.trial_names.findall(text))) if self.trial_names else []

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """Abbreviation -> the indication it was introduced for."""
        table: dict[str, str] = {}
        for sight in self.sights:
            if sight.passage.section in NEWS or sight.passage.section == "about product":
                for short, name in diseases.abbreviations(sight.diseases).items():
                    table.setdefault(short, name)
        return table

    @cached_property
    def indication_names(self) -> dict[str, str]:
        """Key of an indication -> its best spelling: with abbreviation, and not from a headline's capitals."""
        table: dict[str, str] = {}
        for short, name in self.abbreviations.items():
            table[diseases.key_of(name)] = name
            table[diseases.key_of(short)] = name
        for sight in self.sights:
            if sight.passage.section in NEWS:
                for disease in sight.diseases:
                    table.setdefault(diseases.key_of(disease.name), disease.name)
        return table

    @cached_property
    def indications_of(self) -> dict[int, str]:
        """Programs and their one indication: of all sentences on the program alone, first of those that say it is treated."""
        found: dict[int, list[tuple[str, bool]]] = {}
        for sight in self.sights:
            if sight.passage.section in NEWS or sight.passage.section == "about product":
                numbers = {mention.program for mention in sight.programs}
                if len(numbers) == 1:
                    found.setdefault(numbers.pop(), []).extend(self.indications_in(sight))
        return {
            number: diseases.only_one(name for name, lead in named if lead) or diseases.only_one(name for name, _ in named)
            for number, named in found.items()
        }

    def indications_in(self, sight: Sight) -> list[tuple[str, bool]]:
        """(indication, whether the words say that it is treated) for what a sentence names; where it names none, its abbreviations."""
        return [(self.indication(disease), disease.lead) for disease in sight.treated] or [
            (self.abbreviations[token], False) for token in _ACRONYM.findall(sight.text) if token in self.abbreviations
        ]

    def indication(self, disease: diseases.Mention) -> str:
        """A disease under the name that the document gives it at its fullest."""
        return self.indication_names.get(diseases.key_of(disease.name), disease.name)


def _distinct(sights: list[Sight]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for sight in sights:
        for mention in sight.programs:
            found.setdefault(mention.program)
    return tuple(found)
