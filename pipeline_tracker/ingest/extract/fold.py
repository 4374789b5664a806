"""One claim per event of a document: restatements of one event are folded into the most telling statement."""

import datetime as dt
import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline_tracker.ingest.documents import Claim, Span
from pipeline_tracker.ingest.extract.diseases import key_of
from pipeline_tracker.ingest.extract.layout import HEAD, Passage, passage_at
from pipeline_tracker.vocabulary.milestones import KIND
from pipeline_tracker.vocabulary.names import name_key
from pipeline_tracker.vocabulary.windows import Window

_IMPLIED = {
    "marketing_submitted": {"marketing_accepted", "approved", "complete_response"},
    "ind_submitted": {"ind_accepted", "ind_cleared"},
}
# What any cancer is; the same event told of one cancer says more.
_UMBRELLA = re.compile(
    r"(?:(?:advanced|refractory|metastatic|unresectable|relapsed|or|and|various|multiple),?\s){0,5}(?:solid\s)?(?:tumou?rs?|cancers?|malignanc(?:y|ies))",
    re.IGNORECASE,
)
_HISTORY = 100  # days: an event dated longer ago is not the news of a headline that gives no date


def fold(claims: list[Claim], published: dt.date, passages: Sequence[Passage]) -> list[Claim]:
    """Claims with their repeats folded in, in the order of first statement; ``passages`` are those of the document."""
    kept: list[Claim] = []
    for claim in claims:
        index = next(
            (
                number
                for number, other in enumerate(kept)
                if same_event(other, claim)
                and not _news_and_history(other, claim, published, passages)
                and not _each_dated(other, claim, passages)
            ),
            None,
        )
        if index is None:
            kept.append(claim)
        else:
            kept[index] = _joined(kept[index], claim)
    return _settled(kept, published)


def _news_and_history(one: Claim, other: Claim, published: dt.date, passages: Sequence[Passage]) -> bool:
    """Whether one is told in the headline or lead as new, and the other is dated well before the release."""
    if one.status != "occurred" or (one.window is None) == (other.window is None):
        return False
    news, dated = (one, other) if one.window is None else (other, one)
    headline = any(passage_at(passages, span.start).section in HEAD for span in (news.span, *news.repeats))
    return headline and dated.window is not None and (published - dated.window.latest).days > _HISTORY


def _each_dated(one: Claim, other: Claim, passages: Sequence[Passage]) -> bool:
    """Whether a sentence lists two readouts with a date for each: "SAD data in mid-2025; MAD data by year-end"."""
    if one.kind != "data_readout" or one.status != "expected" or not one.window or not other.window or one.window == other.window:
        return False
    passage = passage_at(passages, one.span.start)
    return passage is passage_at(passages, other.span.start) and ";" in passage.text


def same_event(one: Claim, other: Claim) -> bool:
    """Whether two claims of one document can only be one event: nothing that both state contradicts."""
    if one.kind != other.kind or one.status != other.status or not _same_programs(one, other):
        return False
    if one.phase and other.phase and one.phase != other.phase and not _phase_within(one.phase, other.phase):
        return False
    if one.kind in ("trial_initiated", "enrollment_completed", "first_patient_dosed") and _cohort_differs(one.detail, other.detail):
        return False
    if one.regulator and other.regulator and one.regulator != other.regulator:
        return False
    if one.kind == "designation" and one.detail != other.detail:
        return False
    if one.kind == "facility" and one.detail and other.detail and not _same_place(one.detail, other.detail):
        return False
    if one.counterparty and other.counterparty and not _same_party(one.counterparty, other.counterparty):
        return False
    if one.kind == "presentation" and not _same_talk(one, other):
        return False
    if one.trial and other.trial and one.trial != other.trial:
        return False
    return same_time(one.window, other.window, one.status, one.kind)


def same_time(one: Window | None, other: Window | None, status: str, kind: str = "") -> bool:
    """One of them without a date, or windows that may mean one day.

    Of two expected readouts or talks, windows of different extent are two events.
    """
    if one is None or other is None:
        return True
    if not one.overlaps(other):
        return False
    if kind == "data_readout" and status == "expected" and one.earliest is other.earliest is None:
        return abs((one.latest - other.latest).days) <= 31
    if kind not in ("data_readout", "presentation") or status != "expected" or one.earliest is None or other.earliest is None:
        return True
    return (abs((one.latest - other.latest).days) <= 31 and abs((one.earliest - other.earliest).days) <= 92) or "year" in (
        one.precision,
        other.precision,
    )


def _phase_within(one: str, other: str) -> bool:
    """A phase 1/2 trial and its phase 2 part may be one."""
    return any(
        pair in ({"phase_1_2", "phase_1"}, {"phase_1_2", "phase_2"}, {"phase_2_3", "phase_2"}, {"phase_2_3", "phase_3"})
        for pair in ({one, other},)
    )


def _cohort_differs(one: str, other: str) -> bool:
    """Two cohorts of one sort (by number, by dose), or an extension beside a cohort; "cohort 3" and "high dose" may be one."""
    if not one or not other or name_key(one) in name_key(other) or name_key(other) in name_key(one):
        return False
    extension = ["extension" in words for words in (one, other)]
    numbered = [re.search(r"(?:cohort|arm) [0-9a-d]$", words) is not None for words in (one, other)]
    return extension[0] != extension[1] or numbered[0] == numbered[1]


def _same_programs(one: Claim, other: Claim) -> bool:
    if one.programs == other.programs:
        return True
    if one.kind in ("partnership", "financing"):
        return not one.programs or not other.programs
    return bool(set(one.programs) & set(other.programs)) and (len(one.programs) > 1 or len(other.programs) > 1)


def _same_place(one: str, other: str) -> bool:
    mine, theirs = name_key(one.rsplit(" in ", maxsplit=1)[-1]), name_key(other.rsplit(" in ", maxsplit=1)[-1])
    return mine[:8] == theirs[:8]


def _same_party(one: str, other: str) -> bool:
    mine, theirs = name_key(one), name_key(other)
    return mine.startswith(theirs) or theirs.startswith(mine)


def _same_talk(one: Claim, other: Claim) -> bool:
    if one.talk is None or other.talk is None:
        return True
    if one.talk.abstract_id and other.talk.abstract_id and one.talk.abstract_id != other.talk.abstract_id:
        return False
    if one.talk.title and other.talk.title and one.talk.title != other.talk.title:
        return False
    if one.talk.congress and other.talk.congress:
        mine, theirs = _bare_name(one.talk.congress), _bare_name(other.talk.congress)
        return mine in theirs or theirs in mine or _shared(one.talk.congress, other.talk.congress)
    return True


def _bare_name(congress: str) -> str:
    """A congress without year, ordinal and acronym in parentheses."""
    return name_key(re.sub(r"\([^()]{0,40}\)|\b(?:19|20)[0-9]{2}\b|\b[0-9]{1,3}(?:st|nd|rd|th)\b", " ", congress))


def _shared(one: str, other: str) -> bool:
    """A common acronym or two common capitalised words."""
    mine = {
        word
        for word in one.replace("(", " ").replace(")", " ").split()
        if (len(word) > 3 and word[0].isupper()) or (word.isupper() and len(word) > 2)
    }
    theirs = {
        word
        for word in other.replace("(", " ").replace(")", " ").split()
        if (len(word) > 3 and word[0].isupper()) or (word.isupper() and len(word) > 2)
    }
    common = mine & theirs - {
        "Annual",
        "Meeting",
        "Congress",
        "Conference",
        "Society",
        "American",
        "European",
        "International",
        "Association",
        "Scientific",
    }
    return any(word.isupper() for word in common) or len(common) >= 2


def _joined(one: Claim, other: Claim) -> Claim:
    """The better statement of two, completed from the other; the other's passage becomes a repeat."""
    first, second = (other, one) if _tells_more(other) > _tells_more(one) + 1 else (one, other)
    repeats = tuple(
        dict.fromkeys(span for span in (*one.repeats, *other.repeats, second.span) if span != first.span and not _inside(span, first.span))
    )
    return replace(
        first,
        programs=first.programs or second.programs,
        phase=first.phase or second.phase,
        phase_words=first.phase_words or second.phase_words,
        indication=_fuller(first.indication, second.indication),
        regulator=first.regulator or second.regulator,
        territory=first.territory if first.territory != "unstated" else second.territory,
        trial=first.trial or second.trial,
        detail=first.detail or second.detail,
        window=_narrower(first.window, second.window),
        talk=first.talk or second.talk,
        counterparty=first.counterparty or second.counterparty,
        amount=first.amount if first.amount is not None else second.amount,
        currency=first.currency or second.currency,
        flags=tuple(flag for flag in first.flags if not (flag == "unnamed_congress" and second.talk and second.talk.congress)),
        repeats=tuple(sorted(repeats, key=lambda span: span.start)),
    )


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _tells_more(claim: Claim) -> int:
    """How much a statement says: a date most of all."""
    return (
        (4 if claim.window is not None else 0)
        + bool(claim.phase)
        + bool(claim.indication)
        + bool(claim.regulator)
        + bool(claim.detail)
        + 2 * bool(claim.talk and claim.talk.abstract_id)
    )


def _fuller(one: str, other: str) -> str:
    if one and other and key_of(one) == key_of(other):
        return max(one, other, key=len)
    if one and other and _UMBRELLA.fullmatch(one):
        return other
    return one or other


def _narrower(one: Window | None, other: Window | None) -> Window | None:
    if one is None or other is None:
        return one or other
    return other if (other.days or 10**6) < (one.days or 10**6) else one


def _settled(claims: list[Claim], published: dt.date) -> list[Claim]:
    """Drops vaguer doubles that remain: a start still "expected" without a date beside the same start told as done."""
    done = {(claim.kind, claim.programs, claim.phase) for claim in claims if claim.status == "occurred"}
    decided = {
        name
        for claim in claims
        if claim.kind in ("approved", "complete_response") and claim.status == "occurred"
        for name in claim.programs
    }
    kept = []
    for claim in claims:
        if claim.kind == "decision_due" and claim.status == "expected" and decided.intersection(claim.programs) and _decided(claim, claims):
            continue
        if claim.kind in _IMPLIED and claim.status == "occurred" and claim.window is None and _implied(claim, claims):
            continue
        if claim.kind == "presentation" and claim.status == "occurred" and _still_ahead(claim, claims, published):
            continue
        undated = claim.status == "expected" and claim.window is None
        if undated and (claim.kind, claim.programs, claim.phase) in done and not KIND[claim.kind].repeats:
            continue
        if undated and any(
            other is not claim
            and other.kind == claim.kind
            and other.programs == claim.programs
            and ((other.status == "expected" and other.window is not None) or other.status == "dropped")
            for other in claims
        ):
            continue
        kept.append(claim)
    return kept


def _decided(due: Claim, claims: list[Claim]) -> bool:
    """Whether the document itself tells how the decision that was due came out."""
    return any(
        claim.kind in ("approved", "complete_response")
        and claim.status == "occurred"
        and set(claim.programs) & set(due.programs)
        and claim.regulator == due.regulator
        and claim.window is None
        for claim in claims
    )


def _implied(submitted: Claim, claims: list[Claim]) -> bool:
    """Whether the regulator's answer, told in the same document, includes that the application was submitted."""
    return any(
        claim.kind in _IMPLIED[submitted.kind]
        and claim.status == "occurred"
        and claim.programs == submitted.programs
        and claim.regulator == submitted.regulator
        for claim in claims
    )


def _still_ahead(told: Claim, claims: list[Claim], published: dt.date) -> bool:
    """Whether a headline's "Data Presentation at ..." is the talk that the text below still expects."""
    if not told.verb.lower().startswith("presentation"):
        return False
    return any(
        claim.kind == "presentation"
        and claim.status == "expected"
        and claim.programs == told.programs
        and claim.window is not None
        and claim.window.latest >= published
        and _same_talk(claim, told)
        for claim in claims
    )
