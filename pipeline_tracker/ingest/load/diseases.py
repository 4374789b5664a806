"""Diseases: indication rows for what a company's documents call diseases, and which of its programs they belong to."""

from collections import defaultdict
from functools import lru_cache

from django.db import connection

from pipeline_tracker.ingest import resolve
from pipeline_tracker.ingest.extract.mesh import normal_form
from pipeline_tracker.models import Indication, Program

from .programs import Programs
from .rows import new
from .snapshot import Home, Snapshot
from .trials import Trials
from .work import Work


def refresh_indications(home: Home, snapshot: Snapshot, programs: Programs, trials: Trials, work: Work) -> dict[str, Indication]:
    """The indication row that each text of the company's documents means; also which programs they belong to."""
    texts = {said.indication for said in home.claims} - {""}
    texts |= {name for mention in home.mentions for name in mention.indications}
    conditions = {(name, heading) for note in home.notes for name, heading in note.indications}  # those of earlier versions, too
    texts |= {name for name, _ in conditions}
    names = resolve.resolve_indications(texts)
    told: dict[str, str] = {}  # the first in the alphabet, so that it does not matter which came together
    for text, heading in conditions:
        if text in names and heading:
            told[names[text].key] = min(heading, told.get(names[text].key, heading))
    rows = {name.key: _row(name, told.get(name.key, ""), snapshot, work) for name in sorted(set(names.values()), key=lambda n: n.key)}
    by_text = {text: rows[name.key] for text, name in names.items()}
    owners = [row.id for row in programs.rows.values()]
    wanted = _wanted(home, programs, trials, by_text)
    work.link(Program.indications.through, ("program_id", "indication_id"), owners, wanted, snapshot.program_indications)
    return by_text


def _row(name: resolve.IndicationName, heading: str, snapshot: Snapshot, work: Work) -> Indication:
    """The row of a name, created if unknown; ``heading`` is the MeSH heading that a registry gives it."""
    row = snapshot.indication_aliases.get(name.key) or snapshot.indications.get(name.key)
    if row is None:
        normal, area = _term(name.name, heading)
        row = snapshot.indications[name.key] = work.add(
            new(
                Indication,
                name=name.name[:300],
                key=name.key,
                slug=name.slug or name.key[:90],
                abbreviation=name.abbreviation[:30],
                normal=normal[:200],
                area=area[:100],
            )
        )
    elif row.key == name.key:
        meet(row, name.name, name.abbreviation, _term(name.name, heading), work)
    return row


def meet(row: Indication, name: str, abbreviation: str, term: tuple[str, str], work: Work) -> None:
    """Brings another spelling of a row's name into it, with its abbreviation and its MeSH term and area, so that it does not matter which
    came first: the spelling with fewest capitals, and what the vocabulary says of that; of abbreviations, and of the terms that are told
    of a spelling that the vocabulary does not know, the first in the alphabet."""
    if row.confirmed:
        return
    normal, area = term
    spelling = name if name == row.name else min((row.name, name), key=lambda text: (sum(map(str.isupper, text)), text))
    shorts = [short for short in (row.abbreviation, abbreviation) if short]
    known = _term(spelling, "")
    if known[0]:
        normal, area = known
    elif not normal or "" < row.normal < normal:
        normal, area = row.normal, row.area
    if row.normal in ("", normal[:200]):
        area = row.area or area  # a table may have told it
    work.change(row, name=spelling[:300], abbreviation=min(shorts, default="")[:30], normal=normal[:200], area=area[:100])


def settle_indications(work: Work) -> None:
    """Writes the indications of work on some companies, and makes its rows point to those that have been written for others since it was
    computed. Indications are all that companies of different records have in common. Call it in a transaction."""
    told = work.take(Indication)
    if not told:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one at a time; readers, and rows that point to them, need not wait
            cursor.execute(f'LOCK TABLE "{Indication._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
    stored = {row.key: row for row in Indication.objects.filter(key__anyof=[row.key for row in told]).order_by()}
    own = Work()
    for row in told:
        if there := stored.get(row.key):
            meet(there, row.name, row.abbreviation, (row.normal, row.area), own)
        else:
            own.add_as_it_is(row)
    own.write()
    work.point(Indication, {row.id: stored[row.key].id for row in told if row.key in stored})


@lru_cache(maxsize=1 << 12)
def _term(name: str, heading: str) -> tuple[str, str]:
    """MeSH term and area of an indication: as the vocabulary has it, else as a registry gives it."""
    disease = normal_form(name) or normal_form(heading)
    return (disease.name, disease.area) if disease else (heading, "")


def _wanted(home: Home, programs: Programs, trials: Trials, by_text: dict[str, Indication]) -> dict[int, set[int]]:
    """The indications of each program: those of its trials, and those that documents tell of it."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for pk, note in trials.newest.items():
        for program in trials.programs[pk]:
            wanted[program] |= {by_text[name].id for name, *_ in note.indications if name in by_text}
    subjects = {(name, said.indication) for said in home.claims for name in said.programs}
    subjects |= {(mention.name, name) for mention in home.mentions for name in mention.indications}
    for subject, text in subjects:
        named = programs.named(subject)
        if named and text in by_text:
            wanted[named.id].add(by_text[text].id)
    return wanted
