"""milestones: what has happened, what is expected and when, and what is no longer planned."""

from dataclasses import replace

from pipeline_tracker.ingest.documents import Claim, Company, Indication, Program, Reading
from pipeline_tracker.vocabulary.milestones import KIND_LABELS, STATUSES
from pipeline_tracker.vocabulary.phases import CLAIM_PHASES
from pipeline_tracker.vocabulary.regulators import TERRITORIES, TERRITORY_OF, UNSTATED
from pipeline_tracker.vocabulary.terms import DESIGNATIONS
from pipeline_tracker.vocabulary.windows import Window, parse_label

from .cells import Cells
from .forms import CURRENCY, LABEL, WHOLE_NUMBER, closed, company, name, names, passage, regulator, text
from .table import AS_OF, COMPANY_HELP, Column, Mismatch, Table

_DESIGNATION = closed("a designation", DESIGNATIONS)
_CERTAIN = 1.0  # a cell says what it says; nothing is read into it


def _read(cells: Cells) -> Reading:
    programs = cells.values("programs")
    claim = Claim(
        kind=cells["kind"],
        status=cells["status"],
        span=cells.whole,
        programs=programs,
        phase=cells["phase"],
        phase_words=cells["phase_words"],
        indication=cells["indication"],
        regulator=cells["regulator"],
        territory=cells["territory"] or TERRITORY_OF.get(cells["regulator"], UNSTATED),
        trial=cells["trial"],
        detail=cells["detail"],
        verb=cells["verb"],
        window=_window(cells),
        counterparty=cells["counterparty"],
        amount=int(cells["amount"]) if cells["amount"] else None,
        currency=cells["currency"],
        confidence=_CERTAIN,
    )
    return Reading(
        company=Company(cells["company"]),
        programs=tuple(Program(each, cells.span("programs"), known=True) for each in programs),
        indications=(Indication(claim.indication, cells.span("indication")),) if claim.indication else (),
        claims=(claim,),
    )


def _window(cells: Cells) -> Window | None:
    return replace(parse_label(cells["when"]), words=cells["when_words"]) if cells["when"] else None


def _compare(cells: Cells) -> list[Mismatch]:
    found = []
    window = _window(cells)
    if window and cells["status"] == "occurred" and window.earliest and window.earliest > parse_label(cells["as_of"]).latest:
        found.append(Mismatch("when", f"{cells['when']!r} lies after {cells['as_of']}, the day of the statement that it occurred."))
    if cells["when_words"] and not cells["when"]:
        found.append(Mismatch("when_words", "are the words of a date that is not given; fill the column when."))
    decides_for = TERRITORY_OF.get(cells["regulator"])
    if decides_for and cells["territory"] not in ("", decides_for):
        found.append(Mismatch("territory", f"{cells['territory']!r} is not {cells['regulator']}'s, which decides for {decides_for}."))
    if bool(cells["amount"]) != bool(cells["currency"]):
        found.append(Mismatch("amount", "and currency belong together; fill both or neither."))
    if cells["kind"] == "designation" and cells["detail"]:
        try:
            _DESIGNATION.check(cells["detail"])
        except ValueError as error:
            found.append(Mismatch("detail", str(error)))
    return found


MILESTONES = Table(
    "milestones",
    "One statement about one milestone a row. Several rows, each with its own as_of, tell how guidance moved.",
    (
        Column("company", company(), COMPANY_HELP, "Example Bio, Inc.", required=True),
        Column("programs", names(), "None for an event of the company, two for a combination.", "ABX-101"),
        Column("kind", closed("a kind of milestone", KIND_LABELS.items()), "What happens.", "trial_initiated", required=True),
        Column("status", closed("a status", STATUSES), "What the source says of it.", "expected", required=True),
        Column("when", LABEL, "When, as exact as the source and no more. Empty where it does not say.", "2026-H2"),
        Column("when_words", text(200), "The source's words for it.", "second half of 2026"),
        Column("phase", closed("a phase", CLAIM_PHASES), "The phase.", "phase_2"),
        Column("phase_words", text(60), "The source's words for it.", "Phase IIb"),
        Column("indication", name(300), "The disease.", "multiple myeloma"),
        Column("regulator", regulator(), "Whose decision, meeting or designation it is.", "FDA"),
        Column("territory", closed("a territory", TERRITORIES), "Where it holds. Empty: the regulator's.", "US"),
        Column("trial", name(100), "The trial's registry number, or the sponsor's name for it.", "NCT01234567"),
        Column(
            "detail",
            text(300),
            "What tells it from others of its kind: the designation's code (fast_track, orphan, ...), a readout's cohort, a talk's "
            "congress and abstract, a site.",
        ),
        Column("verb", text(60), "The source's own word for what happens.", "initiate"),
        Column("counterparty", text(200), "The partner, buyer or investor."),
        Column("amount", WHOLE_NUMBER, "What is paid, in whole units of the currency."),
        Column("currency", CURRENCY, "The amount's currency."),
        Column(
            "source_quote",
            passage(4000),
            "The sentence that the row was taken from.",
            "We expect to start the trial in the second half of 2026.",
        ),
        Column("source_address", text(1000), "Where that sentence stands.", "https://example.com/news/2026-01-15"),
        AS_OF,
    ),
    _read,
    _compare,
)
