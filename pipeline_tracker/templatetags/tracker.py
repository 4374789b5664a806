"""How templates write dates, states, names and numbers. Every word comes escaped; nothing here marks text as safe."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pipeline_tracker.models import AttributeClaim, Claim, Milestone, Presentation, Regulator, RegulatorName, Standing, Trial
from pipeline_tracker.queries.milestones import STATE_LABELS
from pipeline_tracker.vocabulary.phases import PHASES
from pipeline_tracker.vocabulary.windows import Window, edtf
from pipeline_tracker.web import dates
from pipeline_tracker.web.facets import Value
from pipeline_tracker.web.labels import PHASE_LABELS, STATUS_LABELS
from pipeline_tracker.web.presenters import milestones as lines
from pipeline_tracker.web.presenters import trials, words
from pipeline_tracker.web.presenters.records import Field, quoted

register = template.Library()

# HTML's <time> knows days, months and years; other windows are <data> with their EDTF.
_TIMES = frozenset({"day", "minute", "month", "year"})
_CURRENT = format_html(' aria-current="{}"', "true")


@register.filter
def grouped(number: int) -> str:
    """As all numbers of rows are written: 1,234."""
    return f"{number:,}"


@register.filter
def window(value: Window | None) -> str:
    """A date window as people read it, with its EDTF for machines; "" for none."""
    if value is None:
        return ""
    if value.precision in _TIMES:
        return format_html('<time class="when" datetime="{}">{}</time>', edtf(value), dates.label(value))
    return format_html('<data class="when" value="{}">{}</data>', edtf(value), dates.label(value))


register.filter("edtf", edtf)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A day: 6 Nov 2019. A moment is shown by its day."""
    if value is None:
        return ""
    date = value.date() if isinstance(value, dt.datetime) else value
    return format_html('<time class="when" datetime="{}">{}</time>', date.isoformat(), dates.day(date))


register.filter("found_in", words.found_in)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A day with its time of day, in UTC as stored."""
    if value is None:
        return ""
    utc = value.astimezone(dt.UTC)
    date = utc.date()
    return format_html(
        '<time class="when" datetime="{}">{}, {} UTC</time>',
        utc.isoformat(timespec="seconds"),
        dates.day(date),
        f"{utc:%H:%M}",
    )


@register.inclusion_tag("milestones/_state.html")
def state(code: str) -> dict[str, Any]:
    """The state of a milestone as a shape and a word."""
    return {"code": code, "label": STATE_LABELS[code]}


@register.filter
def what(milestone: Milestone | Claim) -> str:
    return words.what(milestone)


@register.filter
def where(milestone: Milestone) -> str:
    return words.where(milestone)


@register.simple_tag
def facet_values(facet: str, values: Iterable[Value]) -> SafeString:
    """The values of a facet as links, for a list. A page has more than a hundred: a template for each would take longer than all else."""
    chosen = format_html('<span class="visually-hidden">, {}</span>', _("chosen, remove"))
    return format_html_join(
        "",
        '<li><a id="{}-{}" href="{}" rel="nofollow"{}><span class="box" aria-hidden="true"></span>'
        '<span class="label">{}</span> <span class="number">{}{}</span></a></li>',
        (
            (facet, value.key, value.url, _CURRENT if value.chosen else "", value.label, value.count, chosen if value.chosen else "")
            for value in values
        ),
    )


@register.filter
def territory(code: str) -> str:
    return words.territory(code) or _("territory not stated")


@register.filter
def phase_of_rank(rank: int | None) -> str:
    """The phase at this place in the vocabulary's order, as lists of companies annotate it."""
    return "" if rank is None else PHASE_LABELS[PHASES[rank][0]]


@register.filter
def programs_of_trial(trial: Trial) -> list[tuple[str, str]]:
    """(name, address) of the programs that a trial is linked to and of those of its milestones, as ``for_rows_of_trials`` reads them."""
    linked = {(program.name, program.get_absolute_url()) for program in trial.programs.all()}
    of_milestones = (program for milestone in trial.told for program in milestone.programs.all())  # type: ignore[attr-defined]
    told = {(program.name, program.get_absolute_url()) for program in of_milestones}
    return sorted(linked | told, key=lambda program: (program[0].lower(), program[1]))


@register.filter
def trial_status(code: str) -> str:
    return trials.word(trials.STATUSES, code)


@register.filter
def sponsor_class(code: str) -> str:
    return trials.word(trials.CLASSES, code)


@register.inclusion_tag("milestones/_source.html")
def source(claim: Claim | AttributeClaim) -> dict[str, Any]:
    """What kind of source a claim comes from: "Press release", "Registry record", "Table row", "Staff"."""
    document = claim.document
    return {"kind": document.kind, "label": document.get_kind_display()} if document else {"kind": "staff", "label": _("Staff")}


@register.filter
def fields(claim: Claim | AttributeClaim) -> list[Field]:
    """What the passage of a registry record says, in words; nothing for other passages, which people can read."""
    return quoted(claim.quote) if claim.document and claim.document.kind == "registry_record" else []


@register.filter
def is_literal(claim: Claim | AttributeClaim) -> bool:
    """Whether the passage is a record's or a row's own notation, and no sentence."""
    return bool(claim.document and claim.document.kind in ("registry_record", "table"))


@register.filter
def present_name(regulator: Regulator) -> str:
    """The name in force today, with its short form; names are prefetched, the present one last."""
    names = list(regulator.names.all())
    return str(names[-1]) if names else regulator.code


@register.filter
def former_names(regulator: Regulator) -> list[RegulatorName]:
    """All names but the present one, the newest first; prefetched oldest first."""
    return list(regulator.names.all())[-2::-1]


@register.filter
def regulator_of_claim(claim: Claim) -> str:
    return words.name_then_and_now(claim.regulator, claim.asserted_on) if claim.regulator else ""


@register.filter
def basis(standing: Standing) -> str:
    return words.basis_words(standing)


@register.filter
def is_running(standing: Standing) -> bool:
    return words.is_running(standing)


@register.filter
def attribute_value(claim: AttributeClaim) -> str:
    return words.attribute_value(claim)


@register.filter
def furthest(stands: list[Standing]) -> Standing | None:
    return lines.furthest(stands)


@register.filter
def passage(milestone: Milestone) -> str:
    """Where the claim that decides is shown: its place in a document; what staff said is on the milestone's own page."""
    decides = milestone.decided_by
    return decides.get_absolute_url() if decides and decides.document else milestone.get_absolute_url()


@register.filter
def line(milestone: Milestone) -> lines.Line:
    return lines.line(milestone)


@register.filter
def talk_time(talk: Presentation) -> str:
    return words.talk_time(talk)


@register.filter
def talks(found: list[lines.Line]) -> list[Claim]:
    """The claims of these lines that tell where and when a talk is given: for each milestone the one that decides."""
    return [said[0] for line in found for said in line.sources[:1] if hasattr(said[0], "presentation")]


@register.filter
def amount(claim: Claim) -> str:
    return words.money(claim.amount, claim.currency) if claim.amount is not None else ""


@register.filter
def status(code: str) -> str:
    return STATUS_LABELS.get(code, code)


@register.filter
def flag(code: str) -> str:
    return words.flag_words(code)


@register.filter
def dash(value: object) -> SafeString | str:
    """The value, or for none a dash that is read as "none"."""
    if value or value == 0:
        return str(value) if not isinstance(value, SafeString) else value
    return format_html('<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("none"))
