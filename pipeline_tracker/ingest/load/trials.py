"""Trials of one company: rows for the numbers and names that its documents give, described as the newest source describes them."""

import re
from collections import defaultdict

from pipeline_tracker.ingest import resolve
from pipeline_tracker.models import AttributeClaim, Claim, Company, Indication, Milestone, Trial, TrialIdentifier, TrialMention
from pipeline_tracker.vocabulary.names import name_key, slug, words_of
from pipeline_tracker.vocabulary.phases import phase_of_set
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from .changes import save_if_changed, sync_links
from .programs import Programs

_COUNT = re.compile(r"\d{1,9}")


class Trials:
    """The trial rows of one company, which of them a text means, and the programs and conditions that sources give them."""

    def __init__(self, by_text: dict[str, Trial], newest: dict[int, TrialMention], programs: dict[int, set[int]]):
        self.by_text = by_text
        self.newest = newest  # row -> the newest mention that describes it
        self.programs = programs  # row -> programs that its newest record names

    def named(self, text: str) -> Trial | None:
        return self.by_text.get(text)

    @property
    def rows(self) -> list[Trial]:
        return list({trial.pk: trial for trial in self.by_text.values()}.values())

    @property
    def conditions(self) -> dict[str, str]:
        """Each condition as read -> the MeSH heading that its registry gives it, "" where it gives none."""
        return {name: heading for mention in self.newest.values() for name, heading in mention.indications}

    def link_indications(self, indications: dict[str, Indication]) -> None:
        wanted = {
            pk: {indications[name].pk for name, *_ in mention.indications if name in indications} for pk, mention in self.newest.items()
        }
        sync_links(Trial.indications.through, "trial_id", "indication_id", list(wanted), wanted)


def refresh_trials(company: Company, claims: list[Claim], programs: Programs) -> Trials:
    mentions = list(
        TrialMention.objects.filter(company=company)
        .select_related("document")
        .defer("document__text", "document__ledger", "quote")
        .order_by("document__published", "document__seen", "document__sha256")
    )
    texts = {c.trial for c in claims if c.trial} | {m.identifier for m in mentions}
    meant = resolve.resolve_trials(texts, [_naming(mention) for mention in mentions])
    rows = _rows(company, set(meant.values()))
    by_text = {text: rows[name] for text, name in meant.items()}
    described = {by_text[m.identifier].pk: m for m in mentions if m.document.kind in CONFIRMING_KINDS}  # the last one stays
    named = {pk: {p.pk for name in m.programs if (p := programs.named(name))} for pk, m in described.items()}
    trials = Trials(by_text, described, named)
    _describe(company, trials)
    _refresh_attributes(company, trials)
    sync_links(Trial.programs.through, "trial_id", "program_id", list(named), named)
    return trials


def _naming(mention: TrialMention) -> resolve.TrialNaming:
    numbers = [value for scheme, value in mention.identifiers if scheme in ("nct_alias", "protocol")]
    return resolve.TrialNaming(mention.registry, mention.identifier, tuple(name for name in (mention.acronym, *numbers) if name_key(name)))


def _rows(company: Company, names: set[tuple[str, str]]) -> dict[tuple[str, str], Trial]:
    addresses = {
        (registry, identifier): identifier.lower() if registry == "ctgov" else f"{company.slug}-{slug(words_of(identifier))}"
        for registry, identifier in names
    }
    found = {trial.slug: trial for trial in Trial.objects.filter(slug__in=addresses.values())}
    new = [
        Trial(company=company, registry=registry, identifier=identifier, slug=address)
        for (registry, identifier), address in sorted(addresses.items())
        if address not in found
    ]
    Trial.objects.bulk_create(new)
    found |= {trial.slug: trial for trial in new}
    return {name: found[address] for name, address in addresses.items()}


def _describe(company: Company, trials: Trials) -> None:
    """What a registry's or table's newest word says of each trial. Its lead sponsor is its company; without such a record
    a number that several companies name belongs to none of them."""
    shared = set(
        Milestone.objects.filter(trial__in=[t for t in trials.rows if t.pk not in trials.newest])
        .exclude(company=company)
        .values_list("trial", flat=True)
    )
    numbers: dict[int, set[tuple[str, str]]] = {}
    for trial in trials.rows:
        mention = trials.newest.get(trial.pk)
        if mention is None:
            if trial.registry == "ctgov" and not _recorded_elsewhere(trial, company):
                save_if_changed(trial, company=None if trial.pk in shared else company)
            continue
        save_if_changed(
            trial,
            company=company,
            title=mention.title,
            acronym=mention.acronym,
            collaborators=mention.collaborators,
            interventions=mention.interventions,
            countries=mention.countries,
        )
        numbers[trial.pk] = {(scheme, value) for scheme, value in mention.identifiers}
    _sync_identifiers(numbers)


def _recorded_elsewhere(trial: Trial, company: Company) -> bool:
    return (
        TrialMention.objects.filter(identifier=trial.identifier, document__kind__in=list(CONFIRMING_KINDS))
        .exclude(company=company)
        .exists()
    )


def _sync_identifiers(wanted: dict[int, set[tuple[str, str]]]) -> None:
    present: dict[int, set[tuple[str, str]]] = defaultdict(set)
    gone = []
    for row in TrialIdentifier.objects.filter(trial__in=wanted):
        present[row.trial_id].add((row.scheme, row.value))
        if (row.scheme, row.value) not in wanted[row.trial_id]:
            gone.append(row.pk)
    if gone:
        TrialIdentifier.objects.filter(pk__in=gone).delete()
    TrialIdentifier.objects.bulk_create(
        TrialIdentifier(trial_id=pk, scheme=scheme, value=value)
        for pk, pairs in wanted.items()
        for scheme, value in sorted(pairs - present[pk])
    )


def _refresh_attributes(company: Company, trials: Trials) -> None:
    """Status, phase, enrolment, sponsor: the newest claim of staff, else the newest of a document."""
    told = AttributeClaim.objects.filter(company=company, retracted_at=None, field__startswith="trial.")
    present: dict[tuple[int, str], AttributeClaim] = {}
    homes: list[AttributeClaim] = []
    for claim in told.order_by("asserted_on", "document__sha256", "created_at", "uid").defer("quote"):
        trial = trials.named(claim.subject)
        if claim.trial_id != (trial.pk if trial else None):
            claim.trial = trial
            homes.append(claim)
        if trial:
            before = present.get((trial.pk, claim.field))
            if before is None or claim.author_id or not before.author_id:
                present[trial.pk, claim.field] = claim
    AttributeClaim.objects.bulk_update(homes, ["trial"], batch_size=500)
    for trial in trials.rows:
        values = {
            name: claim.value
            for name in ("status", "phase", "enrollment", "sponsor")
            if (claim := present.get((trial.pk, f"trial.{name}")))
        }
        if not values:
            continue
        count = _COUNT.match(values.get("enrollment", ""))
        save_if_changed(
            trial,
            status=values.get("status", ""),
            phase=phase_of_set(values.get("phase", "")),
            enrollment=int(count[0]) if count else None,
            sponsor=values.get("sponsor", "")[:200],
        )
