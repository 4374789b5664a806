"""The inflection of a trigger's verb or noun, which decides how it may be read."""

import re

# Nouns that end a trigger's words; those that are verbs as well are nouns unless "to" or a modal leads them.
_NOUNS = frozenset(
    """
    data result results finding findings readout readouts read-out read-outs analysis outcomes update updates biomarker topline
    top-line presentation presentations poster posters abstract abstracts session sessions trials trial studies evaluation
    enrollment enrolment grant award recruitment hold article paper publication journal manuscript letter crl objection approval
    clearance removal receipt submission submissions filing filings resubmission opinion opinions start launch initiation
    commencement availability sales startup start-up visit agreement alignment development plans dosing administration
    implantation infusion running decision decisions lock completion launches discussions meeting meetings advice funding offering
    placement financing collaboration partnership new merger acquisition closing pricing
    """.split()
)

# Words of a finished state or past that do not end in -ed.
_PAST = frozenset(
    """
    began begun held met withdrew withdrawn built put first last all final fully sold bought gave given took taken drew drawn won
    brought sent became got read under underwent chose chosen shown appeared told paid agreed complete underway ongoing expanding
    progressing did
    """.split()
)

# Verbs in the form that headings and lists begin with ("Initiate Phase 2 trial"); any other word without an ending is a noun.
_BASE = frozenset(
    """
    initiate start commence launch begin open activate resume enter advance progress move transition proceed expand submit
    resubmit file refile complete conclude finish close terminate halt suspend pause discontinue stop end drop cease shelve
    abandon wind dose enroll enrol recruit randomize randomise treat vaccinate infuse screen present showcase highlight feature
    share report unveil discuss announce deliver release disclose provide observe review reveal show meet achieve miss reach
    demonstrate slow nominate select declare conduct establish obtain evaluate assess test study acquire purchase merge sign
    execute form license out-license in-license regain return exercise raise price secure award grant receive build construct
    lease relocate hold convene schedule vote endorse adopt recommend accept validate clear permit authorize authorise approve
    allow lift remove place impose issue put expect anticipate plan seek apply request explore decide act rule render engage
    pursue continue target estimate project forecast foresee aim hope guide look await intend draw sell divest bring introduce
    roll kick read wrap exit host follow assign set commercialize commercialise ship withdraw deprioritize deprioritise publish
    appear incorporate gain win team partner collaborate give get have can upsize fund take
    """.split()
)

_FIRST_NOUN = re.compile(
    r"first[\s-](?:[\w-]{1,20}\s+){0,3}?(?:patient|participant|subject|volunteer)s?[\s-](?:first\s+visit|dosing|enrol?l?ment|randomi[sz]ation)\b"
)


_BE = re.compile(r"\b(?:is|are|was|were|be|been|got|gets?|now|currently|officially|became|becomes|went|has\s+become)\s+(?:into\s+|in\s+)?$")
_LED = re.compile(r"\b(?P<by>to|will|would|may|could|should|can|must|might|not)\s+(?:[a-z]+ly\s+)?$")
_ACRONYMS = frozenset({"FPI", "FPFV", "LPI", "LPO", "LPLV", "CRL"})
_STATES = frozenset({"open", "full", "complete", "under", "up", "closed", "available", "live", "effective", "put", "off", "set"})


def form_of(verb: str, text: str, start: int) -> str:  # noqa: PLR0911 - one answer for each ending
    """The verb's inflection: "past", "present", "ing", "noun" (initiation and the like), "base" after "to" or a modal."""
    words = verb.lower().split()
    first, last = words[1 if words[0].endswith("ly") and len(words) > 1 else 0], words[-1]
    before = text[max(0, start - 16) : start].lower()
    whole = text[start : start + 90].lower()
    if (first == "first" and _FIRST_NOUN.match(whole)) or (first == "last" and "visit" in words):
        return "noun"
    if verb in _ACRONYMS or first.endswith("-in"):
        return "noun"
    if first in _STATES and _BE.search(before):
        return "past"
    led = _LED.search(before)
    if led and not first.endswith(("ed", "ing", "ion")) and not (led["by"] == "not" and first in _PAST):
        return "base"
    if first.endswith(("tion", "sion", "ment", "ance")) or last in _NOUNS:
        return "noun"
    if first.endswith("ed") or first in _PAST:
        return "past"
    if first.endswith("ing"):
        return "ing"
    if first.endswith("s") and not first.endswith("ss"):
        return "present"
    return "base" if first in _BASE else "noun"
