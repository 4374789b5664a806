"""Indications as tables name them: short and other names, MeSH term and therapeutic area."""

from pipeline_tracker.ingest import tables
from pipeline_tracker.ingest.documents import Indication as Told
from pipeline_tracker.models import Company, Document, Indication, IndicationAlias
from pipeline_tracker.vocabulary.names import name_key, slug, words_of

from . import lookups  # noqa: F401  # anyof
from .rows import new
from .work import Work


def name_indications() -> None:
    """Applies all rows about indications anew, the newest word last, and marks the companies that they concern as stale.
    What staff confirmed stays. Call it in a transaction."""
    rows = Document.objects.filter(kind="table", company=None).order_by("published", "sha256")
    told = [indication for row in rows.iterator(chunk_size=500) for indication in tables.understand(row.text).indications]
    keys = {name_key(name) for indication in told for name in (indication.name, *indication.aliases)}
    present = {row.key: row for row in Indication.objects.filter(key__anyof=keys)}
    aliases = set(IndicationAlias.objects.filter(key__anyof=keys).values_list("key", flat=True))
    work = Work()
    for indication in told:
        _apply(indication, present, aliases, work)
    work.write()
    Company.objects.filter(programs__indications__key__anyof=keys, stale=False).update(stale=True)


def _apply(told: Told, present: dict[str, Indication], aliases: set[str], work: Work) -> None:
    """The row's indication and names as it tells them; new ones are put in among those ``present`` and the keys of ``aliases``."""
    key = name_key(told.name)
    row = present.get(key)
    if row is None:
        row = present[key] = work.add(new(Indication, name=told.name[:300], key=key, slug=slug(words_of(told.name))))
    if not row.confirmed:
        stated = {"abbreviation": told.abbreviation[:30], "normal": told.normal[:200], "area": told.area[:100]}
        work.change(row, **{name: value for name, value in stated.items() if value})
    for alias in told.aliases:
        # A name that is an indication of its own, or another's already, is for staff to join.
        other = name_key(alias)
        if other != key and other not in aliases and not (other in present and present[other].confirmed):
            aliases.add(other)
            work.add(new(IndicationAlias, indication_id=row.id, name=alias[:300], key=other))
