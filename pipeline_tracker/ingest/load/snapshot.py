"""All that is stored of some companies, read in a fixed number of statements: what was said of them, and the rows computed from it.

What was said is read as plain tuples, because there is much of it and none of it is edited; what is computed as model rows.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import F, Model, QuerySet

from pipeline_tracker.ingest import resolve
from pipeline_tracker.models import (
    AttributeClaim,
    Claim,
    Company,
    CompanyAlias,
    Document,
    Indication,
    IndicationAlias,
    Milestone,
    PastAssignment,
    PastMilestone,
    PastMilestoneProgram,
    PastProgram,
    PastProgramIndication,
    PastStanding,
    PastTrial,
    PastTrialIndication,
    PastTrialProgram,
    Program,
    ProgramAlias,
    ProgramMention,
    Regulator,
    Standing,
    Trial,
    TrialIdentifier,
    TrialMention,
)
from pipeline_tracker.vocabulary.names import slug, words_of
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from . import lookups  # noqa: F401  # anyof
from .batch import VERSIONED
from .changes import Changes
from .parts import Part, decided_by_staff, names_of_trial, parts_of, program_named, trial_named
from .scope import Names
from .work import Links

Which = Mapping[str, Any]  # a condition on rows


def order_of(published: dt.date, seen: dt.date | None, sha256: str) -> tuple:
    """Oldest first; versions of one day by the day on which they were seen."""
    return (published, seen or published, sha256)


class Source(NamedTuple):
    """A document, and what it says of its issuer."""

    pk: int
    company_id: int
    kind: str
    sha256: str
    published: dt.date
    seen: dt.date | None
    issuer_name: str
    issuer_exchange: str
    issuer_ticker: str
    issuer_class: str
    issuer_aliases: list[str]
    issuer_former_names: list[str]

    @property
    def order(self) -> tuple:
        return order_of(self.published, self.seen, self.sha256)


class Mention(NamedTuple):
    """What a document calls a program."""

    document: Source
    name: str
    aliases: list[str]
    indications: list[str]


class TrialNote(NamedTuple):
    """What a document says of a trial; fields as in TrialMention."""

    document: Source
    registry: str
    identifier: str
    acronym: str
    title: str
    identifiers: list[list[str]]
    collaborators: list[list[str]]
    programs: list[str]
    indications: list[list[str]]
    interventions: list[list[str]]
    countries: list[str]


class Said(NamedTuple):
    """A claim; fields as in Claim. ``document`` is None for staff."""

    document: Source | None
    pk: int
    uid: str
    milestone_id: int | None
    kind: str
    status: str
    programs: list[str]
    phase: str
    phase_words: str
    indication: str
    regulator_id: int | None
    territory: str
    trial: str
    detail: str
    earliest: dt.date | None
    latest: dt.date | None
    precision: str
    window_words: str
    asserted_on: dt.date
    start: int | None
    retracted_at: dt.datetime | None
    review: str
    about_id: int | None
    assigned_from: dt.date | None
    flags: list[str]

    @property
    def counts(self) -> bool:
        return self.retracted_at is None and self.review not in ("withheld", "rejected")

    @property
    def waits(self) -> bool:
        """Whether it counts only where it repeats what others say: an expectation without a date, below the confidence threshold."""
        return self.retracted_at is None and self.review == "withheld" and self.status == "expected" and self.latest is None


class Told(NamedTuple):
    """A claim about an attribute; fields as in AttributeClaim. ``document`` is None for staff."""

    document: Source | None
    pk: int
    uid: str
    field: str
    subject: str
    value: str
    author_id: int | None
    program_id: int | None
    trial_id: int | None
    asserted_on: dt.date


@dataclass
class Home:
    """What is stored of one company, and what its refresh changes. Where it is read in part, ``sources`` and ``aliases`` are the company's,
    and all else is of that part."""

    company: Company
    whole: bool = True  # False: only the part that new records concern was read
    changes: Changes = field(default_factory=Changes)
    sources: list[Source] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    notes: list[TrialNote] = field(default_factory=list)  # oldest first
    claims: list[Said] = field(default_factory=list)  # those that count, oldest first
    idle: list[Said] = field(default_factory=list)  # the others
    attributes: list[Told] = field(default_factory=list)  # not retracted, oldest first
    aliases: dict[str, CompanyAlias] = field(default_factory=dict)
    programs: list[Program] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    past_programs: list[PastProgram] = field(default_factory=list)
    past_milestones: list[PastMilestone] = field(default_factory=list)
    past_standings: list[PastStanding] = field(default_factory=list)
    past_assignments: list[PastAssignment] = field(default_factory=list)


@dataclass
class Snapshot:
    """Several companies, and what they share. Rows that a refresh adds are put in here, for the company that comes next."""

    homes: dict[int, Home]
    regulators: dict[int, str]
    names: dict[int, dict[str, ProgramAlias]]  # program -> its further names by key
    indications: dict[str, Indication]  # by key
    indication_aliases: dict[str, Indication]
    trials: dict[str, Trial]  # by slug
    identifiers: dict[int, dict[tuple[str, str], TrialIdentifier]]
    newest: dict[tuple[str, str], tuple[tuple, int]]  # trial -> order of the newest record of it, and whose record that is
    users: dict[int, set[int]]  # trial without a record of its own -> companies with milestones of it
    program_indications: Links
    trial_programs: Links
    trial_indications: Links
    milestone_programs: Links
    past_trials: dict[int, dict[int, PastTrial]]  # trial -> its earlier states by key
    past_links: dict[type[Model], dict[int, dict[int, Any]]]  # of each table: row that is linked -> its links by key


def address_of_number(identifier: str) -> str:
    """The slug of a trial that is known by its number in a registry."""
    return identifier.lower()


def address_of(company: Company, registry: str, identifier: str) -> str:
    return address_of_number(identifier) if registry == "ctgov" else f"{company.slug}-{slug(words_of(identifier))}"


def naming_of(note: TrialNote) -> resolve.TrialNaming:
    return resolve.TrialNaming(note.registry, note.identifier, names_of_trial(note.acronym, note.identifiers))


def read(companies: Sequence[Company], rows: Iterable[Model] = ()) -> Snapshot:
    """What is stored of the companies. ``rows`` are documents and what they say, not stored yet: they count as if they were, as do
    companies that are not."""
    homes = {company.id: Home(company) for company in companies}
    stored = [company.id for company in companies if not company._state.adding]
    sources: dict[int, Source] = {}
    if stored:
        _read_documents(homes, stored, sources)
    _add_said(homes, sources, rows)
    parts = parts_of(_partly_read([homes[company] for company in stored]))
    for company in parts:
        homes[company].whole = False
    if whole := [company for company in stored if company not in parts]:
        _read_said(homes, {"company__anyof": whole}, sources)
        _read_rows(homes, _of_companies(whole))
    if parts:
        _read_said(homes, {"document__anyof": [key for part in parts.values() for key in part.documents]}, sources)
        _read_rows(homes, _of_parts(homes, parts))
    for home in homes.values():
        home.notes.sort(key=lambda note: note.document.order)
        home.claims.sort(key=lambda said: (said.asserted_on, said.pk))
        home.idle.sort(key=lambda said: said.pk)
        # What staff say has the order in which they said it, which that of its keys is, and times take long to read.
        home.attributes.sort(
            key=lambda told: (told.asserted_on, told.document.sha256, 0, told.uid) if told.document else (told.asserted_on, "", told.pk, "")
        )
    programs = [program.id for home in homes.values() for program in home.programs]
    milestones = [row.id for home in homes.values() for row in home.milestones]
    trials = _trials(homes)
    indications, indication_aliases = _indications(homes)
    newest, users = _elsewhere(homes, trials)
    own = [trial.id for trial in trials.values()]
    past_milestones = [state for home in homes.values() for state in home.past_milestones]
    return Snapshot(
        homes=homes,
        regulators=dict(Regulator.objects.values_list("pk", "code")),
        names=_grouped(ProgramAlias.objects.order_by(), "program_id", programs, lambda alias: alias.key),
        indications=indications,
        indication_aliases=indication_aliases,
        trials=trials,
        identifiers=_grouped(TrialIdentifier.objects.order_by(), "trial_id", own, lambda row: (row.scheme, row.value)),
        newest=newest,
        users=users,
        program_indications=_links(Program.indications.through, "program_id", "indication_id", programs),
        trial_programs=_links(Trial.programs.through, "trial_id", "program_id", own),
        trial_indications=_links(Trial.indications.through, "trial_id", "indication_id", own),
        milestone_programs=_links(Milestone.programs.through, "milestone_id", "program_id", milestones),
        past_trials=_by_owner(PastTrial, "stands_for", own),
        past_links={
            PastMilestoneProgram: _by_owner(
                PastMilestoneProgram, "milestone", milestones + [state.stands_for for state in past_milestones]
            ),
            PastProgramIndication: _by_owner(PastProgramIndication, "program_id", programs),
            PastTrialProgram: _by_owner(PastTrialProgram, "trial_id", own),
            PastTrialIndication: _by_owner(PastTrialIndication, "trial_id", own),
        },
    )


def _fields(form: Any, *first: str) -> list[str]:
    """The columns of a tuple; ``first`` stand for those before its own."""
    return [*first, *form._fields[len(first) :]]


def _read_documents(homes: dict[int, Home], stored: list[int], sources: dict[int, Source]) -> None:
    for values in Document.objects.filter(company__anyof=stored).order_by().values_list(*_fields(Source, "pk", "company_id")):
        source = sources[values[0]] = Source(*values)
        homes[source.company_id].sources.append(source)
    for alias in CompanyAlias.objects.filter(company__anyof=stored).order_by():
        homes[alias.company_id].aliases[alias.key] = alias


def _read_said(homes: dict[int, Home], which: Which, sources: dict[int, Source]) -> None:
    for company, document, *values in _of(ProgramMention, which, _fields(Mention, "document_id")):
        homes[company].mentions.append(Mention(sources[document], *values))
    for company, document, *values in _of(TrialMention, which, _fields(TrialNote, "document_id")):
        homes[company].notes.append(TrialNote(sources[document], *values))
    for company, document, *values in _of(Claim, which, _fields(Said, "document_id")):
        said = Said(sources.get(document), *values)
        (homes[company].claims if said.counts else homes[company].idle).append(said)
    for company, document, *values in _of(AttributeClaim, which, _fields(Told, "document_id"), retracted_at=None):
        homes[company].attributes.append(Told(sources.get(document), *values))


def _add_said(homes: dict[int, Home], sources: dict[int, Source], rows: Iterable[Model]) -> None:
    """Adds what is not stored yet, documents before what they say."""
    for row in rows:
        values = row.__dict__
        if (company := values["company_id"]) is None:
            continue
        home, model = homes[company], type(row)
        if model is Document:
            sources[values["id"]] = source = Source._make(_SOURCE(values))
            home.sources.append(source)
            continue
        form, columns = _SAID[model]
        said = form._make((sources[values["document_id"]], *columns(values)))
        if model is ProgramMention:
            home.mentions.append(said)
        elif model is TrialMention:
            home.notes.append(said)
        elif model is AttributeClaim:
            home.attributes.append(said)
        else:
            (home.claims if said.counts else home.idle).append(said)


def _partly_read(stored: Iterable[Home]) -> dict[int, list[Names]]:
    """The companies of which only a part is read, each with what its new records name: those of which registries alone have spoken, and
    which are up to date."""
    able = {home.company.id: home for home in stored if home.notes and not home.company.stale and _only_records(home)}
    for decided in decided_by_staff(able) if able else ():
        del able[decided]
    return {
        pk: [
            *(program_named(mention.name, mention.aliases) for mention in home.mentions),
            *(trial_named(note.identifier, note.acronym, note.identifiers, note.indications) for note in home.notes),
        ]
        for pk, home in able.items()
    }


def _only_records(home: Home) -> bool:
    return all(source.kind == VERSIONED for source in home.sources)


def _columns(form: Any, first: int) -> Any:
    return itemgetter(*("id" if name == "pk" else name for name in form._fields[first:]))


_SOURCE = _columns(Source, 0)
_SAID: dict[type[Model], tuple[Any, Any]] = {
    model: (form, _columns(form, 1))
    for model, form in ((ProgramMention, Mention), (TrialMention, TrialNote), (Claim, Said), (AttributeClaim, Told))
}


def _of(model: type[Model], which: Which, columns: list[str], **more: Any) -> Iterator[tuple]:
    found = model._default_manager.filter(**which, **more).order_by()
    return found.values_list("company_id", *columns).iterator(chunk_size=5000)


Conditions = Mapping[type[Model], Which]  # which rows of a table are read


def _of_companies(companies: list[int]) -> Conditions:
    own = {"company__anyof": companies}
    of_programs = {"program__company__anyof": companies}
    of_claims = {"claim__company__anyof": companies}
    return (
        dict.fromkeys((Program, Milestone, Trial, PastProgram, PastMilestone), own)
        | dict.fromkeys((Standing, PastStanding), of_programs)
        | {PastAssignment: of_claims}
    )


def _of_parts(homes: dict[int, Home], parts: Mapping[int, Part]) -> Conditions:
    """The rows computed from what was read of the parts. Which trials are theirs, their records tell (``_trials``)."""
    programs = [key for part in parts.values() for key in part.programs]
    said = [one for company in parts for one in (*homes[company].claims, *homes[company].idle)]
    claims, milestones = [one.pk for one in said], list({one.milestone_id for one in said if one.milestone_id})
    # Earlier events that are none of now are known by the negative key of a claim.
    events = [*milestones, *(-claim for claim in claims)]
    return {
        Program: {"pk__anyof": programs},
        PastProgram: {"stands_for__anyof": programs},
        Standing: {"program__anyof": programs},
        PastStanding: {"program__anyof": programs},
        Milestone: {"pk__anyof": milestones},
        PastMilestone: {"stands_for__anyof": events},
        PastAssignment: {"claim__anyof": claims},
    }


def _read_rows(homes: dict[int, Home], which: Conditions) -> None:
    for program in Program.objects.filter(**which[Program]):
        homes[program.company_id].programs.append(program)
    for milestone in Milestone.objects.filter(**which[Milestone]).order_by():
        homes[milestone.company_id].milestones.append(milestone)
    if Trial in which:
        for trial in Trial.objects.filter(**which[Trial]).order_by():
            homes[trial.company_id or 0].trials.append(trial)
    companies = {program.id: home for home in homes.values() for program in home.programs}
    for standing in Standing.objects.filter(**which[Standing]).order_by():
        companies[standing.program_id].standings.append(standing)
    for past_program in PastProgram.objects.filter(**which[PastProgram]).order_by():
        homes[past_program.company_id].past_programs.append(past_program)
    for past_milestone in PastMilestone.objects.filter(**which[PastMilestone]).order_by():
        homes[past_milestone.company_id].past_milestones.append(past_milestone)
    for past_standing in PastStanding.objects.filter(**which[PastStanding]).order_by():
        companies[past_standing.program_id].past_standings.append(past_standing)
    for past_assignment in PastAssignment.objects.filter(**which[PastAssignment]).annotate(owner=F("claim__company_id")).order_by():
        homes[past_assignment.owner].past_assignments.append(past_assignment)


def _trials(homes: dict[int, Home]) -> dict[str, Trial]:
    """Every trial of the companies, and every one that their documents may mean, by slug."""
    found = {trial.slug: trial for home in homes.values() for trial in home.trials}
    meant: dict[int, set[str]] = {}
    for pk, home in homes.items():
        names = {resolve.read_trial(claim.trial) for claim in home.claims if claim.trial}
        for note in home.notes:
            names |= {(note.registry, note.identifier), resolve.read_trial(note.identifier)}
        meant[pk] = {address_of(home.company, *name) for name in names}
    found |= {trial.slug: trial for trial in Trial.objects.filter(slug__anyof=set().union(*meant.values()) - set(found)).order_by()}
    for pk, home in homes.items():
        if not home.whole:
            home.trials = [trial for slug in meant[pk] if (trial := found.get(slug)) and trial.company_id == pk]
    return found


def _indications(homes: dict[int, Home]) -> tuple[dict[str, Indication], dict[str, Indication]]:
    """Every indication that the companies' documents may mean, by key, and by the key of its other names."""
    texts = {said.indication for home in homes.values() for said in home.claims}
    texts |= {name for home in homes.values() for mention in home.mentions for name in mention.indications}
    texts |= {name for home in homes.values() for note in home.notes for name, *_ in note.indications}
    keys = {resolve.read_indication(text).key for text in texts} - {""}
    rows = {row.key: row for row in Indication.objects.filter(key__anyof=keys).order_by()}
    by_pk = {row.id: row for row in rows.values()}
    aliases = IndicationAlias.objects.filter(key__anyof=keys).select_related("indication").order_by()
    return rows, {alias.key: by_pk.get(alias.indication_id, alias.indication) for alias in aliases}


def _elsewhere(homes: dict[int, Home], trials: dict[str, Trial]) -> tuple[dict[tuple[str, str], tuple[tuple, int]], dict[int, set[int]]]:
    """For trials that several companies name: whose record of each is the newest, and which of them have milestones of it."""
    newest: dict[tuple[str, str], tuple[tuple, int]] = {}

    def note(name: tuple[str, str], order: tuple, company: int) -> None:
        newest[name] = max(newest.get(name, (order, company)), (order, company))

    known = set()
    for pk, home in homes.items():
        for found in home.notes:
            known.add((pk, found.identifier))
            if found.document.kind in CONFIRMING_KINDS:
                note((found.registry, found.identifier), found.document.order, pk)
    # Of trials whose own company's notes were not read.
    if numbers := {trial.identifier for trial in trials.values() if (trial.company_id, trial.identifier) not in known}:
        confirming = TrialMention.objects.filter(identifier__anyof=numbers, document__kind__in=list(CONFIRMING_KINDS)).order_by()
        columns = ("registry", "identifier", "company_id", "document__published", "document__seen", "document__sha256")
        for registry, identifier, company, *order in confirming.values_list(*columns):
            note((registry, identifier), order_of(*order), company)
    users: dict[int, set[int]] = defaultdict(set)
    if unrecorded := [trial.id for trial in trials.values() if (trial.registry, trial.identifier) not in newest]:
        told = Milestone.objects.filter(trial__anyof=unrecorded).order_by().values_list("trial_id", "company_id").distinct()
        for trial, company in told:
            users[trial].add(company)
    return newest, users


def _grouped(rows: QuerySet[Any], owner: str, owners: Collection[int], key: Any) -> dict[int, dict[Any, Any]]:
    found: dict[int, dict[Any, Any]] = defaultdict(dict)
    for row in rows.filter(**{f"{owner}__anyof": owners}) if owners else ():
        found[getattr(row, owner)][key(row)] = row
    return found


def _by_owner(model: type[Model], owner: str, owners: Collection[int]) -> dict[int, dict[int, Any]]:
    return _grouped(model._default_manager.order_by(), owner, owners, lambda row: row.id)


def _links(through: type[Model], owner: str, linked: str, owners: Collection[int]) -> Links:
    links: Links = defaultdict(dict)
    if owners:
        for pk, one, other in through._default_manager.filter(**{f"{owner}__anyof": owners}).values_list("pk", owner, linked):
            links[one][other] = pk
    return links
