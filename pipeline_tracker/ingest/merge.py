"""The rules by which claims become milestones: which claims speak of one event, and what is so of it now. Pure.

All claims of a company are grouped at once, by what they say the event is (kind, programs, phase, indication, territory,
trial, detail; what is left out fits anything, but never two things that differ) and by time, document by document, so that
a slip stays one milestone and a second readout becomes another. The order in which documents arrived plays no part.
Present values follow the numbered rules of docs/architecture.md.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby
from typing import NamedTuple

from pipeline_tracker.vocabulary.disease_settings import SETTINGS, settings_named
from pipeline_tracker.vocabulary.milestones import ANSWERED_BY, KIND
from pipeline_tracker.vocabulary.names import name_key, slug, words_of
from pipeline_tracker.vocabulary.regulators import UNSTATED
from pipeline_tracker.vocabulary.windows import Window, coarseness, label

# Events of the product or the company: a phase told beside them does not tell two of them apart.
_PHASELESS = frozenset(
    {"designation", "marketing_submitted", "marketing_accepted", "advisory_committee", "decision_due", "approved", "complete_response"}
    | {"launched", "marketing_withdrawn", "partnership", "acquisition", "financing", "facility"}
)
# Undated tellings of a repeating event count as one event when they lie no further apart than this.
_NUMBER = re.compile(r"nct\d{8}")
_INDICATION = 1  # its place in an identity
_RETOLD_WITHIN = dt.timedelta(days=183)
_REVIEWED_AGAIN = dt.timedelta(days=45)  # boards meet every few months


class Statement(NamedTuple):
    """A claim as the rules see it. ``programs`` are slugs, ``indication`` and ``trial`` slugs or "".

    ``source`` is the document's hash, or "" for staff; ``about`` the uid of the claim that a staff claim corrects;
    ``order`` sorts claims of one source; ``rank`` is lower for sources that are believed more (vocabulary.terms.SOURCE_RANK).
    """

    uid: str
    kind: str
    status: str
    asserted_on: dt.date
    programs: frozenset[str] = frozenset()
    phase: str = ""
    phase_words: str = ""
    indication: str = ""
    regulator: str = ""
    territory: str = UNSTATED
    trial: str = ""
    detail: str = ""
    window: Window | None = None
    source: str = ""
    rank: int = 0
    order: tuple = ()
    about: str = ""
    doubtful: bool = False
    withdrawn: bool = False  # takes back the date that was promised; the event is still expected
    waits: bool = False  # too doubtful to stand alone: it counts where it only repeats what other documents say
    revised: bool = False  # the plan was revised: what was planned in another setting than its document tells is dropped
    registered: bool = False  # said by the registry's own record of the trial in ``trial``

    @property
    def by_staff(self) -> bool:
        return not self.source

    @property
    def dated(self) -> Window | None:
        """The window, unless it only repeats that the event was reported."""
        return self.window if self.window and self.window.precision != "reported" else None


class Present(NamedTuple):
    """What is so of one event: status, window, the claim that decides, and why a person should look ("" if not)."""

    status: str
    window: Window | None
    decided_by: Statement
    conflict: str = ""


class Event(NamedTuple):
    """One milestone: identity, statements oldest first, present values. ``slug`` is unique within the company."""

    slug: str
    kind: str
    programs: tuple[str, ...]
    phase: str
    phase_words: str
    indication: str
    regulator: str
    territory: str
    trial: str
    detail: str
    statements: tuple[Statement, ...]
    present: Present
    answered_by: str = ""  # slug

    @property
    def status(self) -> str:
        return self.present.status

    @property
    def window(self) -> Window | None:
        return self.present.window

    @property
    def first_asserted_on(self) -> dt.date:
        return min(s.asserted_on for s in self.statements)

    @property
    def asserted_on(self) -> dt.date:
        return max(s.asserted_on for s in self.statements)

    @property
    def doubtful(self) -> bool:
        return self.present.decided_by.doubtful


def merge(statements: Iterable[Statement]) -> tuple[Event, ...]:
    """The events that a company's claims speak of, sorted by slug."""
    statements = _with_programs_of_their_diseases(_with_programs_of_their_trials(sorted(statements, key=_chronological)))
    about = {s.uid for s in statements if not s.waits}
    own = [s for s in statements if s.about not in about and not s.registered]
    corrections: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        if s.about in about:
            corrections[s.about].append(s)

    threads: list[list[Statement]] = []
    for bucket in _buckets(own):
        threads += _threads(bucket)
    _add_registered(threads, [s for s in statements if s.registered])
    if corrections:
        for thread in threads:
            thread += [c for s in list(thread) for c in corrections.pop(s.uid, ())]
        threads += corrections.values()  # of revisions that end no plan
    return _answered(_named(threads))


# --- which statements speak of one event ---------------------------------------------------------


def _with_programs_of_their_trials(statements: list[Statement]) -> list[Statement]:
    """What names a trial and no product is about the products that all others tell of this trial ("topline data from EXAMPLE-2")."""
    if all(s.programs or not s.trial for s in statements):
        return statements
    told: dict[str, set[frozenset[str]]] = defaultdict(set)
    for s in statements:
        if s.trial and s.programs and not s.waits:
            told[s.trial].add(s.programs)
    return [
        s._replace(programs=next(iter(told[s.trial]))) if s.trial and not s.programs and len(told.get(s.trial, ())) == 1 else s
        for s in statements
    ]


def _with_programs_of_their_diseases(statements: list[Statement]) -> list[Statement]:
    """What a release tells of its trial by phase and disease alone ("completes enrolment of its Phase 2 trial in gout") is about the
    one product that the company was known to have there by then."""
    unnamed = [s for s in statements if not s.programs and s.phase and s.indication and not (s.trial or s.registered or s.by_staff)]
    if not unnamed:
        return statements
    told: dict[str, dict[tuple[str, frozenset[str]], dt.date]] = defaultdict(dict)  # by phase: disease and products, and since when
    for s in statements:
        if s.programs and s.phase and s.indication and not s.waits:
            told[s.phase].setdefault((s.indication, s.programs), s.asserted_on)
    known = {
        s.uid: {
            programs
            for (indication, programs), since in told.get(s.phase, {}).items()
            if since <= s.asserted_on and (narrower(indication, s.indication) or narrower(s.indication, indication))
        }
        for s in unnamed
    }
    return [s._replace(programs=next(iter(known[s.uid]))) if len(known.get(s.uid, ())) == 1 else s for s in statements]


def _chronological(s: Statement) -> tuple:
    return (s.asserted_on, s.source, s.order, s.uid)


def _buckets(statements: Iterable[Statement]) -> list[list[Statement]]:
    buckets: dict[tuple, list[Statement]] = defaultdict(list)
    for s in statements:
        buckets[s.kind, s.programs].append(s)
    return list(buckets.values())


def _identity(s: Statement) -> tuple[str, ...]:
    """What the statement says the event is, beyond kind and programs; "" where it does not say."""
    phase, part = ("", "") if s.kind in _PHASELESS else (s.phase, _part(s.phase_words))
    sort = "" if s.kind != "data_readout" else "review" if s.detail == "safety review" else "results"  # a board's look is no readout
    if s.kind == "presentation":
        detail = _congress(s.detail)
    elif s.kind == "data_readout" and _PART_OF_A_TRIAL.fullmatch(s.detail):
        detail = ("", name_key(s.detail), "")  # which part it is says nothing against "initial" or "topline"
    else:
        detail = (_party(s) if s.kind == "acquisition" else name_key(s.detail), "", "")
    return (phase, s.indication, "" if s.territory == UNSTATED else s.territory, *_trial(s.trial), *detail, sort, part)


_PART_OF_A_TRIAL = re.compile(r"(?:single|multiple) ascending dose|part [a-d]")
_LETTER = re.compile(r"(?:[1-4]|\bI{1,3}|\bIV)\s?([abc])$", re.IGNORECASE)


@lru_cache(maxsize=1 << 10)
def _part(phase_words: str) -> str:
    """The letter of a phase as written, "Phase 1b": what was reported of 1a is not what is due of 1b. "" for none or both."""
    letter = _LETTER.search(phase_words.strip())
    return letter[1].lower() if letter else ""


def _party(s: Statement) -> str:
    """The first word of the name of the company that is bought, which stays where legal form and trade are left out. Where a document
    does not say who is, no other document tells."""
    return name_key(s.detail.split(maxsplit=1)[0]) if s.detail.strip() else s.source


_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_OF_ANY_CONGRESS = re.compile(
    r"\([^()]{0,60}\)|\b(?:[0-9]{1,3}(?:st|nd|rd|th)|the|annual|scientific|virtual|meetings?|congress|conference|sessions?|symposium)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 12)
def _congress(detail: str) -> tuple[str, str, str]:
    """(name, year, abstract) of a talk's congress, however it is written: "2025 Gout Society of Europe (GSE) Annual Meeting", "GSE 2025"
    and "Gout Society of Europe" are one name. A name is told by its acronym, or by the capitals of three words and more."""
    name, _, abstract = detail.partition("; ")
    year, acronym = _YEAR.search(name), _ACRONYM.search(name)
    words = _OF_ANY_CONGRESS.sub(" ", _YEAR.sub(" ", name)).split()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    key = acronym[1] if acronym else capitals if len(capitals) > 2 else " ".join(words)
    return name_key(key) or name_key(name), year[0] if year else "", name_key(abstract)


def _trial(trial: str) -> tuple[str, str]:
    """(registry number, sponsor's name) of a trial, "" for what is not given: a number and a name do not contradict each other."""
    return (trial, "") if _NUMBER.fullmatch(trial) else ("", trial)


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(
        not a or not b or a == b or (place == _INDICATION and (narrower(a, b) or narrower(b, a) or _among(a, b) or _among(b, a)))
        for place, (a, b) in enumerate(zip(one, other, strict=True))
    )


def narrower(one: str, other: str) -> bool:
    """Whether one indication (a slug) only narrows another: "refractory-multiple-myeloma" narrows "multiple-myeloma", and a carcinoma
    of an organ its cancer."""
    return _telling(one) >= _telling(other)


def _among(one: str, other: str) -> bool:
    """Whether the other is told of cancers at large, "solid tumors", and the one is a cancer."""
    words = _telling(one)
    return "cancer" in words and words.isdisjoint({"blood", "hematologic", "hematological"}) and _telling(other) <= _AT_LARGE


@lru_cache(maxsize=1 << 14)
def _telling(indication: str) -> frozenset[str]:
    """The words that tell an indication from others; all names of cancer are one."""
    for setting, named in SETTINGS:
        indication = named.sub(setting, indication)
    words = frozenset("cancer" if word in _CANCER else word for word in indication.split("-"))
    return words - _JOINING or words


@lru_cache(maxsize=1 << 12)
def _another_setting(one: str, other: str) -> bool:
    """Whether two indications (slugs) name one disease in two settings: "recurrent-cancer-of-the-lung", "first-line-lung-cancer"."""
    mine, its = settings_named(one), settings_named(other)
    if not mine or not its or mine & its:
        return False
    disease, other_disease = _telling(one) - mine, _telling(other) - its
    return disease <= other_disease or other_disease <= disease


def _says(indication: str) -> tuple:
    """How much an indication tells, by which of several of one event the one that says most is taken."""
    words = frozenset(indication.split("-")) - {""}
    return (bool(words) and not _telling(indication) <= _AT_LARGE, len(words), indication)


_CANCER = frozenset(
    ["cancers", "carcinoma", "carcinomas", "tumor", "tumors", "tumour", "tumours", "neoplasm", "neoplasms", "malignancy", "malignancies"]
)
_AT_LARGE = frozenset({"cancer", "solid", "advanced", "metastatic", "refractory", "unresectable"})
_JOINING = frozenset({"and", "or", "of", "the", "in", "with", "due", "to"})


@dataclass(eq=False)
class _Thread:
    """The statements of one event, oldest first, and what they say together that it is."""

    statements: list[Statement]
    identity: tuple[str, ...]
    now: Present

    def add(self, s: Statement, identity: tuple[str, ...]) -> None:
        self.statements.append(s)
        self.now = present(self.statements)
        both = zip(self.identity, identity, strict=True)
        self.identity = tuple(_fuller(mine, its, place == _INDICATION) for place, (mine, its) in enumerate(both))


def _fuller(mine: str, its: str, words: bool) -> str:
    """What two that do not contradict each other say together: of two indications the one that says more."""
    return max(mine, its, key=_says) if words and mine and its else mine or its


def _threads(bucket: list[Statement]) -> list[list[Statement]]:
    """One list of statements for each event of a bucket, following the documents in time.

    What a statement leaves out is what was told of the one event that it can mean by then; one that fits two that differ is told
    apart from both (rule 5). So a plan that was the only one keeps its first, vaguer statements when a second one is announced.
    Revisions and statements that wait are about an event of the others or about none.
    """
    threads: list[_Thread] = []
    for _, together in groupby(bucket, key=lambda s: (s.asserted_on, s.source)):
        told = [(s, _identity(s)) for s in together]
        aside = [(s, identity) for s, identity in told if s.revised or s.waits]
        if aside:
            told = [(s, identity) for s, identity in told if not (s.revised or s.waits)]
        if len(told) > 1:
            beside = [identity for _, identity in told]
            told.sort(key=lambda pair: _turn(pair[0], pair[1], threads, beside))
        touched: list[_Thread] = []
        for s, identity in told:
            thread = _thread_for(s, identity, threads, touched)
            if thread is None:
                threads.append(thread := _Thread([s], identity, present([s])))
            else:
                thread.add(s, identity)
            touched.append(thread)
        for s, identity in aside:
            known = _replaced(identity, threads, touched) if s.revised else _repeated(s, identity, threads, touched)
            if known:
                known.add(s, identity)
    return [thread.statements for thread in threads]


def _replaced(identity: tuple[str, ...], threads: list[_Thread], touched: list[_Thread]) -> _Thread | None:
    """The one open plan that a revision ends: that of the same phase and disease in another setting than the plan told beside it. A
    revision that ends no plan, or could end several, is about none."""
    plans = [t for t in touched if t.now.status == "expected" and _compatible(identity, t.identity)]
    ended = [
        t
        for t in threads
        if t not in touched
        and t.now.status == "expected"
        and _compatible(identity, t.identity)
        and any(_another_setting(t.identity[_INDICATION], plan.identity[_INDICATION]) for plan in plans)
    ]
    return ended[0] if len(ended) == 1 else None


def _repeated(s: Statement, identity: tuple[str, ...], threads: list[_Thread], touched: list[_Thread]) -> _Thread | None:
    """The open plan, known from other documents, of which a statement that waits says nothing new."""
    thread = _thread_for(s, identity, threads, touched)
    if thread is None or thread.now.status != "expected" or not _known_of(thread, identity):
        return None
    return thread if any(other.source != s.source for other in thread.statements) else None


def _turn(s: Statement, identity: tuple[str, ...], threads: list[_Thread], beside: list[tuple[str, ...]]) -> tuple:
    """The order of a document's statements: what it repeats first, word for word before in part, so that its news is not mistaken for
    it, and last what could be about most of the others."""
    repeated = [t for t in threads if t.now.status == s.status == "expected" and _overlap(t.now.window, s.window)]
    news = 2 if not repeated else 0 if any(_extent(t.now.window) == _extent(s.window) for t in repeated) else 1
    return (news, s.status != "occurred", sum(_compatible(identity, other) for other in beside), _chronological(s))


def _thread_for(s: Statement, identity: tuple[str, ...], threads: list[_Thread], touched: list[_Thread]) -> _Thread | None:
    fitting = [t for t in threads if _compatible(identity, t.identity) and _fits(s, t.now, t.statements, same_document=t in touched)]
    if s.status != "occurred":  # a plan that says more of what it is does not take back what happened
        fitting = [t for t in fitting if t.now.status != "occurred" or _known_of(t, identity)]
    # What is known to be all that the statement says comes before what only does not contradict it.
    fitting = [t for t in fitting if _known_of(t, identity)] or fitting
    if s.status != "dropped":  # what was called off is not taken up again, nor met, by what an open plan can mean as well.
        fitting = [t for t in fitting if t.now.status != "dropped"] or fitting
    if any(not _compatible(one.identity, other.identity) for one, other in combinations(fitting, 2)):
        return None
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    overlapping = [t for t in fitting if _overlap(t.now.window, s.window)]
    # A new window that overlaps none of several open ones could move any of them: that is not decided here.
    alike = [t for t in overlapping if _extent(t.now.window) == _extent(s.window)]
    return min(alike or overlapping, key=_likeliest, default=None)


def _extent(window: Window | None) -> tuple[dt.date | None, dt.date] | None:
    return (window.earliest, window.latest) if window else None


def _likeliest(thread: _Thread) -> tuple[float, int]:
    """Sorts events of which a statement could tell again: the most precise first, of those that occurred the one told of last."""
    last_told = thread.statements[-1].asserted_on.toordinal() if thread.now.status == "occurred" else 0
    return coarseness(thread.now.window), -last_told


def _known_of(thread: _Thread, identity: tuple[str, ...]) -> bool:
    return all(its or not mine for mine, its in zip(identity, thread.identity, strict=True))


def _add_registered(threads: list[list[Statement]], registered: list[Statement]) -> None:
    """Adds what registry records say to the one thread of that kind that gives the trial's number, or as threads of their own:
    an event told without the number may belong to any of a company's trials, so it stands beside them."""
    by_number: dict[tuple[str, str], list[list[Statement]]] = defaultdict(list)
    for thread in threads:
        for number in {s.trial for s in thread if s.trial}:
            by_number[thread[0].kind, number].append(thread)
    records: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in registered:
        records[s.kind, s.trial].append(s)
    for key, told in records.items():
        homes = by_number.get(key, [])
        if len(homes) == 1:
            homes[0] += told
        else:
            threads.append(told)


def _fits(s: Statement, now: Present, thread: list[Statement], *, same_document: bool) -> bool:
    repeats = KIND[s.kind].repeats
    if same_document:
        if repeats and s.status == now.status == "expected" and now.window and s.window and not _one_date(now.window, s.window):
            return False  # "by March", "by December": two readouts
        return s.status == now.status and (_overlap(now.window, s.window) or not (now.window and s.window))
    if now.status != "occurred":
        if s.kind == "presentation" and s.status == "expected" and s.window is None and now.window and now.window.latest < s.asserted_on:
            return False  # a talk whose days have passed is not still to be given
        if s.status != "occurred" or not repeats:
            return True
        if s.detail in _ONCE and s.trial and all(t.trial in ("", s.trial) and t.detail in ("", s.detail) for t in thread):
            return True  # a trial has one topline: it may come early
        # Of several such events, one that is not yet due is not answered by an undated report.
        return s.dated is not None or now.window is None or now.window.earliest is None or now.window.earliest <= s.asserted_on
    if s.status != "occurred":
        return not repeats
    if not repeats:
        return True
    if s.dated and now.window and (now.window.precision != "reported" or not s.dated.overlaps(now.window)):
        return s.dated.overlaps(now.window)  # what is dated after another was reported is not that one
    within = _REVIEWED_AGAIN if s.detail == "safety review" else _RETOLD_WITHIN
    return s.asserted_on - max(t.asserted_on for t in thread if t.status == "occurred") <= within


_ONCE = frozenset({"topline", "final"})  # what a trial reads out but once
_APART = 31  # days between the ends of two windows that one document can give to one event


def _one_date(one: Window, other: Window) -> bool:
    """Whether two windows that one document gives can be one event's: they end together, or one is a whole year."""
    if one.earliest is None and other.earliest is None:
        return one.latest == other.latest
    ends_together = abs((one.latest - other.latest).days) <= _APART
    return one.overlaps(other) and (ends_together or "year" in (one.precision, other.precision))


def _overlap(one: Window | None, other: Window | None) -> bool:
    return one is not None and other is not None and one.overlaps(other)


# --- what is so of one event ----------------------------------------------------------------------


def present(statements: Sequence[Statement]) -> Present:
    """The present values of one event by the rules of the architecture. ``statements`` are oldest first."""
    if len(statements) == 1:  # as most events of registries have: it says what is so
        return Present(statements[0].status, statements[0].window, statements[0])
    staff = [s for s in statements if s.by_staff]
    documents = [s for s in statements if not s.by_staff and not s.waits]
    if staff:
        decides = max(staff, key=lambda s: s.order)  # entered last, whatever day it is about
        later = [s for s in documents if s.asserted_on > decides.asserted_on and _disagrees(s, decides)]
        conflict = f"A source of {later[-1].asserted_on} disagrees with staff." if later else ""
        return Present(decides.status, decides.window, decides, conflict)
    occurred = [s for s in documents if s.status == "occurred"]
    if occurred:
        return _present_occurred(occurred, [s for s in documents if s.status != "occurred"])
    return _present_expected(documents)


def _disagrees(s: Statement, decided: Statement) -> bool:
    if s.status != decided.status:
        return True
    return bool(s.dated and decided.dated and not s.dated.overlaps(decided.dated))


def _present_occurred(occurred: list[Statement], others: list[Statement]) -> Present:
    """Rule 3: overlapping windows intersect, a vaguer restatement never widens, disjoint ones go to review."""
    # A registry's newer version stands for the trial, its older one beside it.
    newest = max((s.asserted_on for s in occurred if s.registered and s.dated), default=None)
    dated = sorted(
        (s for s in occurred if s.dated),
        key=lambda s: (s.registered and s.asserted_on != newest, coarseness(s.dated), s.rank, _chronological(s)),
    )
    if not dated:
        first = occurred[0]
        window, decides, conflict = first.window, first, ""
    else:
        decides, conflict = dated[0], ""
        window = decides.dated
        for s in dated[1:]:
            if window and s.dated and window.overlaps(s.dated):
                window = _intersection(window, s.dated)
            else:
                conflict = f"Sources date it differently: {label(decides.dated or s.dated)} and {label(s.dated)}."  # type: ignore[arg-type]
        early = next((s for s in occurred if s.window and window and not s.window.overlaps(window)), None)
        if early and not conflict:
            conflict = f"A source of {early.asserted_on} already reports what another dates {label(window)}."  # type: ignore[arg-type]
    later = [s for s in others if s.asserted_on > decides.asserted_on]
    if later and not conflict:
        conflict = f"A source of {later[-1].asserted_on} still calls it {later[-1].status}."
    return Present("occurred", window, decides, conflict)


def _intersection(one: Window, other: Window) -> Window:
    """The days in both of two overlapping windows; ``one`` itself where it lies inside the other."""
    earliest = max((w.earliest for w in (one, other) if w.earliest), default=None)
    latest = min(one.latest, other.latest)
    for window in (one, other):
        if (window.earliest, window.latest) == (earliest, latest):
            return window
    return Window(earliest, latest, "range" if earliest else "by", f"{one.words}; {other.words}".strip("; "))


def _present_expected(statements: list[Statement]) -> Present:
    """Rule 2: the newest statement with a window wins; one without a window only reaffirms, unless it takes the date back."""
    newest = max(statements, key=lambda s: s.asserted_on)
    of_the_day = [s for s in statements if s.asserted_on == newest.asserted_on]
    if any(s.status == "dropped" for s in of_the_day):
        decides = next(s for s in of_the_day if s.status == "dropped")
        return Present("dropped", decides.window, decides)
    since = max((s.asserted_on for s in statements if s.status == "dropped"), default=None)
    alive = [s for s in statements if s.status == "expected" and (since is None or s.asserted_on > since)]
    taken_back = [s for s in alive if s.withdrawn]
    windows = [s for s in alive if s.window and not (taken_back and s.asserted_on < taken_back[-1].asserted_on)]
    if not windows:
        return Present("expected", None, taken_back[-1] if taken_back else alive[-1])
    last = max(s.asserted_on for s in windows)
    decides = min((s for s in windows if s.asserted_on == last), key=lambda s: (coarseness(s.window), s.rank, _chronological(s)))
    return Present("expected", decides.window, decides)


# --- identity, names, answers ---------------------------------------------------------------------


def _known(statements: Sequence[Statement], field: str, unknown: str = "") -> str:
    for s in statements:
        if (value := getattr(s, field)) != unknown:
            return value
    return unknown


def _narrowest(told: Sequence[Statement]) -> str:
    """The indication that says most, staff's own words first."""
    if len(told) == 1:
        return told[0].indication
    by_staff = _known([s for s in told if s.by_staff], "indication")
    return by_staff or max((s.indication for s in told), key=_says)


def _named(threads: list[list[Statement]]) -> list[Event]:
    """Events with their slugs; the second of two that read the same gets the number 2, by first statement."""
    events = []
    taken: dict[str, int] = defaultdict(int)
    for thread in sorted(threads, key=lambda t: _chronological(t[0])):
        told = thread
        if len(thread) > 1:
            thread.sort(key=_chronological)
            # Staff may restate an event's identity (a territory, say), so the newest of them is asked first.
            told = [s for s in reversed(thread) if s.by_staff] + [s for s in thread if not s.by_staff and not s.waits]
        first = next((s for s in thread if not s.registered), thread[-1])
        territory = _known(told, "territory", UNSTATED)
        parts = {name: _known(told, name) for name in ("phase", "detail")}
        parts["indication"] = _narrowest(told)
        # A registry number says more than the sponsor's name for the trial.
        parts["trial"] = next((s.trial for s in told if _NUMBER.fullmatch(s.trial)), _known(told, "trial"))
        base = _slug(first, parts, territory)
        taken[base] += 1
        events.append(
            Event(
                slug=base if taken[base] == 1 else f"{base}-{taken[base]}",
                kind=first.kind,
                programs=tuple(sorted(first.programs)),
                phase_words=_known([s for s in told if s.phase == parts["phase"]], "phase_words"),
                regulator=_known(told, "regulator"),
                territory=territory,
                statements=tuple(thread),
                present=present(thread),
                **parts,
            )
        )
    return sorted(events, key=lambda event: event.slug)


def _slug(first: Statement, parts: dict[str, str], territory: str) -> str:
    words = [*sorted(first.programs), first.kind.replace("_", "-")]
    if parts["phase"] and first.kind not in _PHASELESS:
        words.append(parts["phase"].replace("_", "-"))
    words.append(parts["indication"])
    if territory != UNSTATED:
        words.append(territory.lower())
    words.append(parts["trial"])
    if parts["detail"]:
        words.append(slug(words_of(parts["detail"].replace("_", " ")))[:60].strip("-"))
    # A day tells repeating events apart for good; a number would move when an older document arrives.
    day = f"-{first.asserted_on}" if KIND[first.kind].repeats else ""
    return "-".join(word for word in words if word)[:170].strip("-") + day


def _answered(events: list[Event]) -> tuple[Event, ...]:
    """Events with the slug of the one that answers their expectation (rule 3); several that could answer it leave it open."""
    occurred: dict[tuple[str, tuple[str, ...]], list[Event]] = defaultdict(list)
    for event in events:
        if event.status == "occurred":
            occurred[event.kind, event.programs].append(event)
    return tuple(
        event._replace(answered_by=answer) if event.status == "expected" and (answer := _answer(event, occurred)) else event
        for event in events
    )


def _answer(event: Event, occurred: dict[tuple[str, tuple[str, ...]], list[Event]]) -> str:
    for kind in ANSWERED_BY.get(event.kind, ()):
        told = occurred.get((kind, event.programs), ())
        answers = [e for e in told if _first_reported(e) > event.first_asserted_on and _answers(e, event)]
        if answers:
            return answers[0].slug if len(answers) == 1 else ""
    return ""


def _first_reported(event: Event) -> dt.date:
    """The day on which the event was first told to have occurred: what was known when a plan was stated is not its outcome."""
    return min(s.asserted_on for s in event.statements if s.status == "occurred")


def _answers(answer: Event, event: Event) -> bool:
    told, asked = name_key(answer.detail), name_key(event.detail)
    same_detail = not asked or told == asked
    if event.kind != "data_readout":  # the adults' cohort does not answer for the children's
        same_detail = same_detail or not told or told in asked or asked in told
    return same_detail and _compatible(_asked(answer), _asked(event))


def _asked(event: Event) -> tuple[str, ...]:
    """What an event and its answer must not contradict each other in."""
    phase, part = ("", "") if event.kind in _PHASELESS else (event.phase, _part(event.phase_words))
    return (phase, event.indication, _stated(event), *_trial(event.trial), part)


def _stated(event: Event) -> str:
    return "" if event.territory == UNSTATED else event.territory
