"""Programs of one company: rows for what its documents name, as `resolve` tells them apart."""

from collections import defaultdict

from django.urls import reverse

from pipeline_tracker.ingest import resolve
from pipeline_tracker.models import AttributeClaim, Company, Program, ProgramAlias
from pipeline_tracker.vocabulary.names import name_key
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from .attributes import decided
from .rows import new
from .snapshot import Home, Mention, Told
from .work import Work


class Programs:
    """The program rows of one company and which of them a name means."""

    def __init__(self, rows: dict[str, Program], by_key: dict[str, str]):
        self.rows = rows  # slug -> row
        self.by_key = by_key  # name key -> slug
        self.attributes: dict[int, list[Told]] = defaultdict(list)  # row -> claims about its attributes, oldest first

    def named(self, name: str) -> Program | None:
        found = self.by_key.get(name_key(name))
        return self.rows[found] if found else None


def refresh_programs(home: Home, names: dict[int, dict[str, ProgramAlias]], work: Work) -> Programs:
    """Rows of the company's programs. ``names`` are the further names of each row by key; they are brought up to date, too."""
    attributes = [told for told in home.attributes if told.field.startswith("program.")]
    spoken_of = {name_key(told.subject) for told in attributes if told.author_id}
    namings = [resolve.Naming((m.name, *m.aliases), m.document.published, m.document.sha256) for m in home.mentions]
    known = {name_key(name) for naming in namings for name in naming.names}
    namings += [
        resolve.Naming((name,), said.asserted_on, said.document.sha256 if said.document else "")
        for said in home.claims
        for name in said.programs
        if name_key(name) and name_key(name) not in known
    ]
    held = {program.id: held for program in home.programs if (held := _held(program, names[program.id], spoken_of))}
    resolution = resolve.resolve_programs(namings, list(held.values()))
    home.changes.doubts += resolution.doubts
    sources = _sources(home.mentions)
    doubts = resolve.resembling(resolution)

    rows = _match_rows(home.programs, names, held, resolution)
    matched = {row.id for row in rows.values() if row}
    leaving = [program for program in home.programs if program.id not in matched]
    home.changes.removed += [f"program {program.name}" for program in leaving]
    for program in leaving + [row for target, row in rows.items() if row and (row.key, row.slug) != (target.key, target.slug)]:
        work.free_name(program)
    result: dict[str, Program] = {}
    for target in resolution.programs:
        row = result[target.slug] = _write_program(home, target, rows[target], sources, work)
        _write_names(row, target, names[row.id], sources, work)
        alike = "" if target.confirmed else doubts.get(target.slug, "")
        doubt = f"Its name adds words to that of {alike}: it may be the same product."[:300] if alike else ""
        work.change(row, doubt=doubt)
    for program in leaving:
        successor = next((resolution.by_key[k].slug for k in [program.key, *sorted(names[program.id])] if k in resolution.by_key), None)
        if successor:
            work.move(_page(home.company, program.slug), _page(home.company, successor))
        work.remove(program)
    programs = Programs(result, {key: target.slug for key, target in resolution.by_key.items()})
    _refresh_attributes(programs, attributes, work)
    return programs


def _page(company: Company, program: str) -> str:
    return reverse("program", args=[company.slug, program])


def _held(program: Program, names: dict[str, ProgramAlias], spoken_of: set[str]) -> resolve.Held | None:
    """What staff decided about a program, None where they said nothing of it."""
    kept = [alias for alias in names.values() if alias.source == "staff"]
    if not (program.confirmed or kept or program.key in spoken_of):
        return None
    return resolve.Held(
        name=program.name,
        keys=frozenset({program.key, *(alias.key for alias in kept if not alias.refused)}),
        refused=frozenset(alias.key for alias in kept if alias.refused),
        confirmed=program.confirmed,
    )


def _match_rows(
    existing: list[Program], names: dict[int, dict[str, ProgramAlias]], held: dict[int, resolve.Held], resolution: resolve.Resolution
) -> dict[resolve.Resolved, Program | None]:
    """The row that each resolved program keeps: the one staff decided about, else the one of its name, else any of its names."""
    rows: dict[resolve.Resolved, Program | None] = {}
    taken: set[int] = set()
    own = {p.key for p in existing}
    # A program that keeps its name keeps its row, before others take one for a further name.
    for target in sorted(resolution.programs, key=lambda target: (target.key not in own, target.key)):
        mine = [
            p
            for p in existing
            if p.id not in taken and (p.key in target.names or any(a.key in target.names and not a.refused for a in names[p.id].values()))
        ]
        mine.sort(key=lambda p: (not (p.confirmed and target.confirmed), p.id not in held, p.key != target.key, p.id))
        rows[target] = mine[0] if mine else None
        if mine:
            taken.add(mine[0].id)
    return rows


def _sources(mentions: list[Mention]) -> dict[str, str]:
    """The best kind of source that gives each name (by key): "table", "registry" or "document"."""
    rank = {"document": 0, "registry": 1, "table": 2}
    found: dict[str, str] = {}
    for mention in mentions:
        source = CONFIRMING_KINDS.get(mention.document.kind, "document")
        for name in (mention.name, *mention.aliases):
            found[name_key(name)] = max(source, found.get(name_key(name), "document"), key=rank.__getitem__)
    return found


def _write_program(home: Home, target: resolve.Resolved, row: Program | None, sources: dict[str, str], work: Work) -> Program:
    source = "staff" if target.confirmed else sources.get(target.key, "document")
    values = {"name": target.name[:200], "key": target.key, "slug": target.slug, "source": source}
    if row is None:
        home.changes.created.append(f"program {values['name']}")
        return work.add(new(Program, company_id=home.company.id, **values))
    old = row.slug
    if work.change(row, **values):
        home.changes.changed.append(f"program {row.name}")
    if old != row.slug:
        work.move(_page(home.company, old), _page(home.company, row.slug))
    return row


def _write_names(row: Program, target: resolve.Resolved, present: dict[str, ProgramAlias], sources: dict[str, str], work: Work) -> None:
    """Brings the program's further names up to date, in the database and in ``present``. Those of staff stay as they are."""
    wanted = {key: (name[:200], sources.get(key, "document")) for key, name in target.names.items() if key != target.key}
    for key, alias in list(present.items()):
        if alias.source == "staff":
            continue
        if key in wanted:
            work.change(alias, name=wanted[key][0], source=wanted[key][1])
        else:
            work.remove(present.pop(key))
    for key, (name, source) in wanted.items():
        if key not in present:
            present[key] = work.add(new(ProgramAlias, program_id=row.id, name=name, key=key, source=source))


def _refresh_attributes(programs: Programs, attributes: list[Told], work: Work) -> None:
    for told in attributes:
        program = programs.named(told.subject)
        if told.program_id != (program.id if program else None):
            work.set(AttributeClaim, "program_id", told.pk, program.id if program else None)
        if program:
            programs.attributes[program.id].append(told)
    for program in programs.rows.values():
        work.change(program, **as_told(decided(programs.attributes.get(program.id, ()))))


def as_told(values: dict[str, str]) -> dict[str, str]:
    """The columns of a program that claims about its attributes give."""
    return {name: values.get(name, "") for name in ("modality", "origin", "target", "partners")}
