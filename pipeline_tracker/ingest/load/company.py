"""Names, listing and facts of one company, as its documents give them."""

from pipeline_tracker.models import CompanyAlias
from pipeline_tracker.vocabulary.names import company_key, without_marks
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from .rows import new
from .snapshot import Home, Source
from .work import Work


def refresh_company(home: Home, work: Work) -> None:
    """Names, listing and facts as the newest document gives them, until staff confirm the company."""
    company = home.company
    issued = sorted(home.sources, key=lambda source: (source.published, source.sha256), reverse=True)
    _refresh_names(home, issued, work)
    if work.put(company, "last_source", issued[0].published if issued else None):
        home.changes.changed.append(f"{company}: last source {company.last_source}")
    if company.confirmed or not issued:
        return
    facts = {told.field: told.value for told in home.attributes if told.field.startswith("company.")}
    listed = next((source for source in issued if source.issuer_ticker), None)
    work.change(
        company,
        name=next((without_marks(s.issuer_name) for s in issued if company_key(s.issuer_name) == company.key), company.name),
        exchange=listed.issuer_exchange if listed else company.exchange,
        ticker=listed.issuer_ticker if listed else company.ticker,
        sponsor_class=next((source.issuer_class for source in issued if source.issuer_class), ""),
        cik=facts.get("company.cik", company.cik),
        country=facts.get("company.country", company.country),
    )


def _refresh_names(home: Home, issued: list[Source], work: Work) -> None:
    """Adds the names that documents give the company, each with the best kind of source that gives it."""
    company = home.company
    wanted: dict[str, dict] = {}
    # The newest word of the best source is written last.
    for source in sorted(issued, key=lambda source: (source.kind in CONFIRMING_KINDS, source.published, source.sha256)):
        for name in sorted({source.issuer_name, *source.issuer_aliases, *source.issuer_former_names}):
            key = company_key(name)
            if key and key != company.key:
                kind, former = CONFIRMING_KINDS.get(source.kind, "document"), name in source.issuer_former_names
                wanted[key] = {"name": name[:200], "source": kind, "former": former}
    for key, values in sorted(wanted.items()):
        alias = home.aliases.get(key)
        if alias is None:
            work.add(new(CompanyAlias, company_id=company.id, key=key, **values))
        elif alias.source != "staff":
            work.change(alias, source=values["source"], former=values["former"])
