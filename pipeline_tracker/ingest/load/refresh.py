"""Computes what is so of one company from all that was said, and writes only what differs."""

from collections import defaultdict

from pipeline_tracker.ingest import merge, resolve
from pipeline_tracker.ingest.extract.mesh import normal_form
from pipeline_tracker.models import AttributeClaim, Claim, Company, CompanyAlias, Indication, IndicationAlias, Program, ProgramMention
from pipeline_tracker.vocabulary.names import company_key, without_marks
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from .changes import Changes, save_if_changed, sync_links
from .milestones import Entities, refresh_milestones, refresh_standings, statements_of
from .programs import Programs, refresh_programs
from .trials import Trials, refresh_trials


def refresh(company: Company) -> Changes:
    """Computes the company's programs, milestones and standings anew and writes what differs. Call it in a transaction."""
    changes = Changes()
    mentions = list(ProgramMention.objects.filter(company=company).select_related("document").defer("document__text", "document__ledger"))
    claims = list(
        Claim.objects.filter(company=company, retracted_at=None)
        .exclude(review__in=("withheld", "rejected"))
        .select_related("document", "regulator", "about")
        .defer("document__text", "document__ledger", "quote")
    )
    _refresh_company(company)
    programs = refresh_programs(company, mentions, claims, changes)
    trials = refresh_trials(company, claims, programs)
    indications = _refresh_indications(mentions, claims, trials, programs)
    trials.link_indications(indications)
    entities = Entities(programs, indications, trials)
    events = merge.merge(statements_of(claims, entities))
    milestones = refresh_milestones(company, events, claims=claims, entities=entities, changes=changes)
    refresh_standings(company, events, milestones=milestones, entities=entities, changes=changes)
    return changes


def _refresh_company(company: Company) -> None:
    """Names, listing and facts as the newest document gives them, until staff confirm the company."""
    issued = list(
        company.documents.order_by("-published", "-sha256").values_list(
            "kind", "issuer_name", "issuer_exchange", "issuer_ticker", "issuer_class", "issuer_aliases", "issuer_former_names"
        )
    )
    _refresh_aliases(company, [(kind, (name, *aliases), former) for kind, name, *_, aliases, former in issued])
    if company.confirmed or not issued:
        return
    name = next((without_marks(n) for _, n, *_ in issued if company_key(n) == company.key), company.name)
    exchange, ticker = next(((e, t) for _, _, e, t, *_ in issued if t), (company.exchange, company.ticker))
    sponsor_class = next((c for _, _, _, _, c, *_ in issued if c), "")
    facts = dict(
        AttributeClaim.objects.filter(company=company, retracted_at=None, field__startswith="company.")
        .order_by("asserted_on", "document__sha256")
        .values_list("field", "value")
    )
    save_if_changed(
        company,
        name=name,
        exchange=exchange,
        ticker=ticker,
        sponsor_class=sponsor_class,
        cik=facts.get("company.cik", company.cik),
        country=facts.get("company.country", company.country),
    )


def _refresh_aliases(company: Company, issued: list[tuple[str, tuple[str, ...], list[str]]]) -> None:
    """Adds the names that documents give the company, each with the best kind of source that gives it. ``issued`` are
    (kind of document, names, former names), newest first."""
    wanted: dict[str, CompanyAlias] = {}
    oldest_first = issued[::-1]
    # The newest word of the best source is written last.
    for kind, names, former in sorted(oldest_first, key=lambda one: one[0] in CONFIRMING_KINDS):
        for name in sorted({*names, *former}):
            key = company_key(name)
            if key and key != company.key:
                source = CONFIRMING_KINDS.get(kind, "document")
                wanted[key] = CompanyAlias(company=company, name=name[:200], key=key[:200], source=source, former=name in former)
    present = {alias.key: alias for alias in company.aliases.all()}
    for key, alias in sorted(wanted.items()):
        if key not in present:
            alias.save()
        elif present[key].source != "staff":
            save_if_changed(present[key], source=alias.source, former=alias.former)


def _refresh_indications(mentions: list[ProgramMention], claims: list[Claim], trials: Trials, programs: Programs) -> dict[str, Indication]:
    """The indication row that each text of the company's documents means; also which programs they belong to."""
    texts = {c.indication for c in claims if c.indication} | {i for m in mentions for i in m.indications} | set(trials.conditions)
    names = resolve.resolve_indications(texts)
    terms = _terms(names, trials)
    keys = {name.key for name in names.values()}
    aliases = {a.key: a.indication for a in IndicationAlias.objects.filter(key__in=keys).select_related("indication")}
    rows = {i.key: i for i in Indication.objects.filter(key__in=keys)}
    rows.update(aliases)
    for name in sorted(set(names.values()), key=lambda n: n.key):
        row = rows.get(name.key)
        if row is None:
            normal, area = terms[name.key]
            row = rows[name.key] = Indication(
                name=name.name[:300],
                key=name.key[:300],
                slug=name.slug or name.key[:90],
                abbreviation=name.abbreviation[:30],
                normal=normal[:200],
                area=area[:100],
            )
            row.save()
        elif not row.confirmed and row.key == name.key:
            # The spelling with fewest capitals, so that it does not depend on which company came first.
            spelling = min((row.name, name.name), key=lambda text: (sum(map(str.isupper, text)), text))
            shorts = [short for short in (row.abbreviation, name.abbreviation) if short]
            normal, area = terms[name.key]
            save_if_changed(
                row, name=spelling, abbreviation=min(shorts, default=""), normal=(normal or row.normal)[:200], area=row.area or area[:100]
            )
    by_text = {text: rows[name.key] for text, name in names.items()}

    wanted: dict[int, set[int]] = defaultdict(set)
    for pk, mention in trials.newest.items():
        for program_pk in trials.programs[pk]:
            wanted[program_pk] |= {by_text[name].pk for name, *_ in mention.indications if name in by_text}
    for subject, text in [(n, c.indication) for c in claims for n in c.programs] + [(m.name, i) for m in mentions for i in m.indications]:
        program = programs.named(subject)
        if program and text in by_text:
            wanted[program.pk].add(by_text[text].pk)
    sync_links(Program.indications.through, "program_id", "indication_id", [p.pk for p in programs.rows.values()], wanted)
    return by_text


def _terms(names: dict[str, resolve.IndicationName], trials: Trials) -> dict[str, tuple[str, str]]:
    """MeSH term and area of each indication, by key: as the vocabulary has it, else as a registry gives it."""
    told = {names[text].key: heading for text, heading in sorted(trials.conditions.items()) if text in names and heading}
    terms = {}
    for name in names.values():
        heading = told.get(name.key, "")
        disease = normal_form(name.name) or normal_form(heading)
        terms[name.key] = (disease.name, disease.area) if disease else (heading, "")
    return terms
