"""Programs of one company: rows for what its documents name, as `resolve` tells them apart."""

from django.urls import reverse

from pipeline_tracker.ingest import resolve
from pipeline_tracker.models import AttributeClaim, Claim, Company, Program, ProgramAlias, ProgramMention
from pipeline_tracker.vocabulary.names import name_key
from pipeline_tracker.vocabulary.terms import CONFIRMING_KINDS

from .changes import Changes, moved, save_if_changed


class Programs:
    """The program rows of one company and which of them a name means."""

    def __init__(self, rows: dict[str, Program], by_key: dict[str, str]):
        self.rows = rows  # slug -> row
        self.by_key = by_key  # name key -> slug

    def named(self, name: str) -> Program | None:
        found = self.by_key.get(name_key(name))
        return self.rows[found] if found else None


def refresh_programs(company: Company, mentions: list[ProgramMention], claims: list[Claim], changes: Changes) -> Programs:
    existing = list(Program.objects.filter(company=company).prefetch_related("aliases"))
    attributes = list(
        AttributeClaim.objects.filter(company=company, retracted_at=None, field__startswith="program.").order_by(
            "asserted_on", "document__sha256", "created_at", "uid"
        )
    )
    spoken_of = {name_key(a.subject) for a in attributes if a.author_id}
    namings = [resolve.Naming((m.name, *m.aliases), m.document.published, m.document.sha256) for m in mentions]
    known = {name_key(name) for naming in namings for name in naming.names}
    namings += [
        resolve.Naming((name,), claim.asserted_on, claim.document.sha256 if claim.document else "")
        for claim in claims
        for name in claim.programs
        if name_key(name) and name_key(name) not in known
    ]
    held = {program.pk: held for program in existing if (held := _held(program, spoken_of))}
    resolution = resolve.resolve_programs(namings, list(held.values()))
    changes.doubts += resolution.doubts
    sources = _sources(mentions)
    doubts = resolve.resembling(resolution)

    rows = _match_rows(existing, held, resolution)
    matched = {row.pk for row in rows.values() if row}
    for program in existing:
        if program.pk not in matched:
            changes.removed.append(f"program {program.name}")
    leaving = [program for program in existing if program.pk not in matched]
    _make_room(leaving + [row for target, row in rows.items() if row and (row.key, row.slug) != (target.key, target.slug)])
    result: dict[str, Program] = {}
    for target in resolution.programs:
        result[target.slug] = _write_program(company, target, rows[target], sources, changes)
        alike = "" if target.confirmed else doubts.get(target.slug, "")
        doubt = f"Its name adds words to that of {alike}: it may be the same product."[:300] if alike else ""
        save_if_changed(result[target.slug], doubt=doubt)
    for program in existing:
        if program.pk not in matched:
            successor = next(
                (
                    result[resolution.by_key[k].slug]
                    for k in [program.key, *(a.key for a in program.aliases.all())]
                    if k in resolution.by_key
                ),
                None,
            )
            if successor:
                moved(reverse("program", args=[company.slug, program.slug]), successor.get_absolute_url())
            program.delete()
    programs = Programs(result, {key: target.slug for key, target in resolution.by_key.items()})
    _refresh_attributes(programs, attributes)
    return programs


def _held(program: Program, spoken_of: set[str]) -> resolve.Held | None:
    """What staff decided about a program, None where they said nothing of it."""
    kept = [alias for alias in program.aliases.all() if alias.source == "staff"]
    if not (program.confirmed or kept or program.key in spoken_of):
        return None
    return resolve.Held(
        name=program.name,
        keys=frozenset({program.key, *(alias.key for alias in kept if not alias.refused)}),
        refused=frozenset(alias.key for alias in kept if alias.refused),
        confirmed=program.confirmed,
    )


def _match_rows(
    existing: list[Program], held: dict[int, resolve.Held], resolution: resolve.Resolution
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
            if p.pk not in taken and (p.key in target.names or any(a.key in target.names and not a.refused for a in p.aliases.all()))
        ]
        mine.sort(key=lambda p: (not (p.confirmed and target.confirmed), p.pk not in held, p.key != target.key, p.pk))
        rows[target] = mine[0] if mine else None
        if mine:
            taken.add(mine[0].pk)
    return rows


def _make_room(programs: list[Program]) -> None:
    """Frees names that are about to pass from one program to another; no history, for it is no change of its own."""
    for program in programs:
        Program.objects.filter(pk=program.pk).update(key=f"~{program.pk}", slug=f"~{program.pk}")


def _sources(mentions: list[ProgramMention]) -> dict[str, str]:
    """The best kind of source that gives each name (by key): "table", "registry" or "document"."""
    rank = {"document": 0, "registry": 1, "table": 2}
    found: dict[str, str] = {}
    for mention in mentions:
        source = CONFIRMING_KINDS.get(mention.document.kind, "document")
        for name in (mention.name, *mention.aliases):
            found[name_key(name)] = max(source, found.get(name_key(name), "document"), key=rank.__getitem__)
    return found


def _write_program(company: Company, target: resolve.Resolved, row: Program | None, sources: dict[str, str], changes: Changes) -> Program:
    source = "staff" if target.confirmed else sources.get(target.key, "document")
    values = {"name": target.name[:200], "key": target.key[:200], "slug": target.slug, "source": source}
    if row is None:
        row = Program(company=company, **values)
        row.save()
        changes.created.append(f"program {row.name}")
    else:
        old = row.slug
        if save_if_changed(row, **values):
            changes.changed.append(f"program {row.name}")
        if old != row.slug:
            moved(reverse("program", args=[company.slug, old]), row.get_absolute_url())
    aliases = {alias.key: alias for alias in row.aliases.all()}
    for key, name in target.names.items():
        if key not in aliases and key != target.key:
            ProgramAlias(program=row, name=name[:200], key=key[:200], source=sources.get(key, "document")).save()
    for key, alias in aliases.items():
        if alias.source == "staff":
            continue
        if key not in target.names or key == target.key:
            alias.delete()
        else:
            save_if_changed(alias, name=target.names[key][:200], source=sources.get(key, "document"))
    return row


def _refresh_attributes(programs: Programs, attributes: list[AttributeClaim]) -> None:
    """Modality, origin, target, partners: the newest claim of staff, else the newest of a document."""
    present: dict[tuple[str, str], AttributeClaim] = {}
    for claim in attributes:
        program = programs.named(claim.subject)
        if claim.program_id != (program.pk if program else None):
            claim.program = program
            claim.save(update_fields=["program"])
        if program:
            before = present.get((program.slug, claim.field))
            if before is None or claim.author_id or not before.author_id:
                present[program.slug, claim.field] = claim
    for key, program in programs.rows.items():
        values = dict.fromkeys(("modality", "origin", "target", "partners"), "")
        for name in values:
            decides = present.get((key, f"program.{name}"))
            values[name] = decides.value if decides else ""
        save_if_changed(program, **values)
