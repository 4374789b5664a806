"""Indications as tables name them: short and other names, MeSH term and therapeutic area."""

from pipeline_tracker.ingest import tables
from pipeline_tracker.ingest.documents import Indication as Told
from pipeline_tracker.models import Company, Document, Indication, IndicationAlias
from pipeline_tracker.vocabulary.names import name_key, slug, words_of

from .changes import save_if_changed


def name_indications() -> None:
    """Applies all rows about indications anew, the newest word last, and marks the companies that they concern as stale.
    What staff confirmed stays. Call it in a transaction."""
    rows = Document.objects.filter(kind="table", company=None).order_by("published", "sha256")
    told = [indication for row in rows.iterator(chunk_size=500) for indication in tables.understand(row.text).indications]
    keys: set[str] = set()
    for indication in told:
        keys |= _apply(indication)
    Company.objects.filter(programs__indications__key__in=keys, stale=False).update(stale=True)


def _apply(told: Told) -> set[str]:
    """The row's indication and names as it tells them; the keys of all names."""
    key = name_key(told.name)[:300]
    row = Indication.objects.filter(key=key).first()
    if row is None:
        row = Indication(name=told.name[:300], key=key, slug=slug(words_of(told.name)))
        row.save()
    if not row.confirmed:
        stated = {"abbreviation": told.abbreviation[:30], "normal": told.normal[:200], "area": told.area[:100]}
        save_if_changed(row, **{name: value for name, value in stated.items() if value})
    for alias in told.aliases:
        # A name that is an indication of its own, or another's already, is for staff to join.
        other = name_key(alias)[:300]
        if (
            other != key
            and not IndicationAlias.objects.filter(key=other).exists()
            and not Indication.objects.filter(key=other, confirmed=True).exists()
        ):
            IndicationAlias(indication=row, name=alias[:300], key=other).save()
    return {key, *(name_key(alias)[:300] for alias in told.aliases)}
