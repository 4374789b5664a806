"""The inflection of a trigger's verb or noun, which decides how it may be read."""

import re

_NOUNS = frozenset(
    [
        "data",
        "result",
        "results",
        "finding",
        "findings",
        "readout",
        "readouts",
        "read-out",
        "read-outs",
        "analysis",
        "outcomes",
        "update",
        "updates",
        "biomarker",
        "topline",
        "top-line",
        "presentation",
        "presentations",
        "poster",
        "posters",
        "abstract",
        "abstracts",
        "session",
        "sessions",
        "trials",
        "trial",
        "studies",
        "evaluation",
        "enrollment",
        "enrolment",
        "grant",
        "award",
        "recruitment",
        "hold",
        "article",
        "paper",
        "publication",
        "journal",
        "manuscript",
        "letter",
        "crl",
        "objection",
        "approval",
        "clearance",
        "removal",
        "receipt",
        "submission",
        "submissions",
        "filing",
        "filings",
        "resubmission",
        "opinion",
        "opinions",
        "start",
        "launch",
        "initiation",
        "commencement",
        "availability",
        "sales",
        "startup",
        "start-up",
        "visit",
        "new",
        "agreement",
        "alignment",
        "development",
        "plans",
        "dosing",
        "administration",
        "implantation",
        "infusion",
        "running",
        "decision",
        "decisions",
        "lock",
        "completion",
        "launches",
        "discussions",
        "meeting",
        "meetings",
        "advice",
        "funding",
        "offering",
        "placement",
        "financing",
        "collaboration",
        "partnership",
    ]
)


_FIRST_NOUN = re.compile(
    r"first[\s-](?:[\w-]{1,20}\s+){0,3}?(?:patient|participant|subject|volunteer)s?[\s-](?:first\s+visit|dosing|enrol?l?ment|randomi[sz]ation)\b"
)


_ACRONYMS = frozenset({"FPI", "FPFV", "LPI", "LPO", "LPLV", "CRL"})
_STATES = frozenset({"open", "full", "complete", "under", "up", "closed", "available", "live", "effective", "put", "off", "set"})


def form_of(verb: str, text: str, start: int) -> str:
    """The verb's inflection: "past", "present", "ing", "noun" (initiation and the like), "base" after "to" or a modal."""
    words = verb.lower().split()
    first, last = words[0], words[-1]
    before = text[max(0, start - 16) : start].lower()
    whole = text[start : start + 90].lower()
    if (first == "first" and _FIRST_NOUN.match(whole)) or (first == "last" and "visit" in words):
        return "noun"
    led = re.search(r"\b(?:to|will|would|may|could|should|can|must|might|not)\s+(?:[a-z]+ly\s+)?$", before) is not None
    if verb in _ACRONYMS or first.endswith("-in"):
        return "noun"
    if first in _STATES and re.search(r"\b(?:is|are|was|were|be|been|got|gets?|now|currently|officially)\s+$", before):
        return "past"
    if led and not first.endswith(("ed", "ing", "ion")):
        return "base"
    if first.endswith(("tion", "sion", "ment", "ance")) or last in _NOUNS:
        return "noun"
    if first.endswith("ed") or first in (
        "began",
        "begun",
        "held",
        "met",
        "withdrew",
        "withdrawn",
        "built",
        "put",
        "first",
        "last",
        "all",
        "final",
        "fully",
        "sold",
        "bought",
        "gave",
        "given",
        "took",
        "taken",
        "drew",
        "drawn",
        "won",
        "brought",
        "sent",
        "became",
        "became",
        "got",
        "read",
        "under",
        "underwent",
        "chose",
        "chosen",
        "shown",
        "appeared",
        "told",
        "paid",
        "agreed",
        "complete",
        "underway",
        "ongoing",
        "expanding",
        "progressing",
        "did",
    ):
        return "past"
    if first.endswith("ing"):
        return "ing"
    if first.endswith("s") and not first.endswith("ss"):
        return "present"
    return "base"
