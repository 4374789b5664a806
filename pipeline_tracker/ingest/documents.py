"""What readers yield and extraction returns: frozen structs (they are made by the million, and quickly), no Django, no database.

Offsets are half-open and count Unicode code points of ``Document.text``: ``text[start:end] == quote``.
Names of companies, programs, indications and trials are kept as the document writes them (without ® and ™);
which rows they mean is decided later, in ``resolve``.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from pipeline_tracker.vocabulary.regulators import UNSTATED
from pipeline_tracker.vocabulary.windows import Window


class Refused(Exception):
    """A document that cannot be taken. The message says why and what to do; ``code`` is stable for tests and notes."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


class Span(NamedTuple):
    start: int
    end: int


class Document(msgspec.Struct, frozen=True, gc=False):
    """One source document as stored.

    ``text`` is what offsets refer to: decoded, NFC, line ends as \\n, nothing deleted after that.
    ``sha256`` is that of the source's bytes. ``published_from`` tells where the publication date was found:
    "dateline", "header", "file name" or "option".
    """

    kind: str
    text: str
    sha256: str
    address: str
    title: str
    published: dt.date
    published_from: str


class Company(msgspec.Struct, frozen=True, gc=False):
    """The issuing company as the document names it; ``aliases`` are its short names ("CBMG").

    ``sponsor_class`` is a registry's word for what it is ("INDUSTRY", "NIH", ...), "" where the source does not say.
    ``former_names`` are those that it no longer has; only tables tell them apart.
    """

    name: str
    exchange: str = ""
    ticker: str = ""
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    sponsor_class: str = ""


class Program(msgspec.Struct, frozen=True, gc=False):
    """A product that the document reports on. ``span`` is the mention that shows best what it is.

    ``modality`` and ``origin`` are codes of the vocabulary, "" where the text does not say.
    ``known`` is true where the name came from the catalogue, false where it was discovered in this document.
    """

    name: str
    span: Span
    aliases: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    modality: str = ""
    origin: str = ""
    known: bool = False


class Talk(msgspec.Struct, frozen=True, gc=False):
    """A presentation at a congress. ``congress`` is "" where the text names none (never inherited by guess).

    ``starts`` and ``ends`` are wall-clock times at the venue's stated zone; ``zone`` is an IANA name, "" where none is stated.
    """

    congress: str = ""
    title: str = ""
    abstract_id: str = ""
    session: str = ""
    place: str = ""
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    zone: str = ""
    zone_words: str = ""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """What one document says about one milestone, its repeats in the same document folded in.

    ``programs`` are names of ``Reading.programs``: none for company events, two for a combination.
    ``phase`` is a code of the vocabulary or "", ``phase_words`` the source's ("Phase IIb").
    ``window`` is None where no date is given (an occurred event then counts as reported by the publication date).
    ``detail`` is part of the milestone's identity: designation code; cohort or stage of a readout; congress and abstract id;
    counterparty; site. ``verb`` is the source's own word ("accepted"). ``flags`` say what a person should look at.
    ``repeats`` are further passages that state the same event.
    """

    kind: str
    status: str
    span: Span
    programs: tuple[str, ...] = ()
    phase: str = ""
    phase_words: str = ""
    indication: str = ""
    regulator: str = ""
    territory: str = UNSTATED
    trial: str = ""
    detail: str = ""
    verb: str = ""
    window: Window | None = None
    talk: Talk | None = None
    counterparty: str = ""
    amount: int | None = None
    currency: str = ""
    flags: tuple[str, ...] = ()
    confidence: float = 0.5
    repeats: tuple[Span, ...] = ()


class Indication(msgspec.Struct, frozen=True, gc=False):
    """A disease as the source writes it. ``normal`` is its MeSH descriptor, ``area`` the top of that one's tree; "" if unknown."""

    name: str
    span: Span
    abbreviation: str = ""
    normal: str = ""
    area: str = ""
    aliases: tuple[str, ...] = ()


class Intervention(msgspec.Struct, frozen=True, gc=False):
    """What is given in a trial. ``kind`` is the registry's type ("DRUG"), ``role`` "experimental", "comparator",
    "background" or "" where no arm tells it."""

    kind: str
    name: str
    role: str = ""


class Trial(msgspec.Struct, frozen=True, gc=False):
    """A trial as one source describes it; what changes over time is told beside it by attributes and claims.

    ``identifier`` is the number in ``registry`` (vocabulary.terms.REGISTRIES); ``identifiers`` are (scheme, value) of its others:
    "nct_alias", "protocol", "eudract", "ctis" or the registry's own word. ``programs`` are names of ``Reading.programs``,
    ``indications`` names of ``Reading.indications``; ``collaborators`` (name, class). ``countries`` prove no regulator's consent.
    """

    registry: str
    identifier: str
    span: Span
    title: str = ""
    acronym: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    collaborators: tuple[tuple[str, str], ...] = ()
    programs: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    countries: tuple[str, ...] = ()


class Attribute(msgspec.Struct, frozen=True, gc=False):
    """What the source says of something that changes over time. ``field`` is one of models.claims.ATTRIBUTES,
    ``subject`` the program's name or the trial's identifier as read."""

    field: str
    subject: str
    value: str
    span: Span


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A headline financial figure; ``period`` is a label such as 2019-Q3, 2019-9M, 2019-H1, 2019, or a day for cash."""

    metric: str
    period: str
    amount: int
    currency: str
    span: Span


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One line of the ledger: what became of a sentence, and why.

    ``outcome`` is one of "claim", "repeat", "financial", "background", "boilerplate", "not taken".
    """

    span: Span
    outcome: str
    reason: str = ""


class Reading(msgspec.Struct, frozen=True, gc=False):
    """All that one document was understood to say. ``seen`` is the day a source of versions was in force when it was fetched,
    None for documents that do not change."""

    company: Company | None
    programs: tuple[Program, ...] = ()
    indications: tuple[Indication, ...] = ()
    trials: tuple[Trial, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    claims: tuple[Claim, ...] = ()
    seen: dt.date | None = None
    figures: tuple[Figure, ...] = ()
    ledger: tuple[Sentence, ...] = ()


class KnownProgram(msgspec.Struct, frozen=True, gc=False):
    name: str
    aliases: tuple[str, ...] = ()
    modality: str = ""


class Catalogue(msgspec.Struct, frozen=True, gc=False):
    """Names confirmed by staff, registry or table, that extraction may rely on: company name -> its programs.

    ``company`` names the issuer where the caller knows it (``--company``).
    """

    company: str = ""
    programs: Mapping[str, tuple[KnownProgram, ...]] = msgspec.field(default_factory=dict)


NO_CATALOGUE = Catalogue()
