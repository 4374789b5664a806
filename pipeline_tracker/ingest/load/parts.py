"""The part of what is stored of companies that new records of a registry concern, found without reading more than what records name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Model

from pipeline_tracker.models import AttributeClaim, Claim, Document, Program, ProgramAlias, ProgramMention, TrialMention
from pipeline_tracker.vocabulary.names import name_key

from . import lookups  # noqa: F401  # anyof
from .scope import Names, concerned


class Part(NamedTuple):
    """Stored documents and programs, by key."""

    documents: list[int]
    programs: list[int]


def names_of_trial(acronym: str, identifiers: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What a trial may be meant by beside its number: its acronym, former numbers and those of protocols."""
    numbers = (value for scheme, value in identifiers if scheme in ("nct_alias", "protocol"))
    return tuple(name for name in (acronym, *numbers) if name_key(name))


def trial_named(identifier: str, acronym: str, identifiers: Iterable[Sequence[str]], indications: Iterable[Sequence[str]]) -> Names:
    return Names(trials=(identifier, *names_of_trial(acronym, identifiers)), diseases=[name for name, *_ in indications])


def program_named(name: str, aliases: Collection[str]) -> Names:
    return Names(programs=(name,), aliases=aliases)


def decided_by_staff(companies: Collection[int]) -> set[int]:
    """Those of the companies about which staff have said something."""
    claims: tuple[type[Model], ...] = (Claim, AttributeClaim)
    said = [model._default_manager.filter(company__anyof=companies, author__isnull=False).order_by() for model in claims]
    return {company for rows in said for company in rows.values_list("company_id", flat=True).distinct()}


def parts_of(new: Mapping[int, Collection[Names]]) -> dict[int, Part]:
    """The part of each company that is concerned by the ``new``, which is what new records name, by company. All that is stored of the
    companies has to be records of registries: these claim of programs only what they mention, and of trials only what their notes name."""
    if not new:
        return {}
    stored: dict[int, list[tuple[tuple[type[Model], int], Names]]] = defaultdict(list)
    for company, document, *trial in _of(TrialMention, new, "document_id", "identifier", "acronym", "identifiers", "indications"):
        stored[company].append(((Document, document), trial_named(*trial)))
    for company, document, *program in _of(ProgramMention, new, "document_id", "name", "aliases"):
        stored[company].append(((Document, document), program_named(*program)))
    aliases: dict[int, list[str]] = defaultdict(list)
    for owner, alias in ProgramAlias.objects.filter(program__company__anyof=new).order_by().values_list("program_id", "key"):
        aliases[owner].append(alias)
    for company, program, name, key in _of(Program, new, "pk", "name", "key"):
        stored[company].append(((Program, program), program_named(name, [key, *aliases[program]])))

    parts = {}
    for company, names in new.items():
        part = Part([], [])
        for model, key in concerned(names, stored[company]):
            (part.documents if model is Document else part.programs).append(key)
        parts[company] = part
    return parts


def _of(model: type[Model], companies: Collection[int], *columns: str) -> Iterable[tuple[Any, ...]]:
    return model._default_manager.filter(company__anyof=companies).order_by().values_list("company_id", *columns)
