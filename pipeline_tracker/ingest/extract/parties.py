"""The other side of a deal: the company that a sentence on a partnership or an acquisition names beside the issuer."""

import re

from pipeline_tracker.ingest.extract import names, regulators
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.triggers import Trigger
from pipeline_tracker.vocabulary.names import name_key

_NAME = r"(?P<name>[A-Z][\w&'’.-]{1,28}(?:,?[ ](?:[A-Z][\w&'’.-]{0,28}|&|of|de|and(?=[ ]Company))){0,5})"
_BEHIND = re.compile(
    rf"\b(?:with|to|from|by|of|between|and|acquires?|acquired|acquiring|gave|gives|grants?|granted|licensed|partner,?)\s+"
    rf"(?:the\s+|its\s+|our\s+)?(?:(?:long-time\s+|development\s+|commercial\s+)?partner,?\s+|an?\s+(?:affiliate|subsidiary)\s+of\s+)?{_NAME}"
)
_SUBJECT = re.compile(rf"(?:(?:On|In)\s[^,]{{3,30}},\s)?{_NAME}(?=\s(?:\([^)]{{1,60}}\)\s)?(?:has\s|have\s|and\s)?[a-z])")
_FIRM = re.compile(
    r"\b(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|GmbH|AG|SA|S\.A|SE|N\.V|AB|A/S|ASA|Co|KK|K\.K|BV|B\.V|Pharma\w*|Therapeutics|Bio\w*|"
    r"Biosciences?|Medicines?|Laboratories|Labs|Oncology|Genetics|Sciences|Vaccines|Health\w*|Holdings|Company|University|Institute|Hospital|"
    r"Foundation|Group|Ventures|Capital|Partners)\b"
)
_ENDS = re.compile(r"(?:,?\s(?:of|de|and|&))+$|[,.’'-]+$")
_LEGAL_DOT = re.compile(r"\b(?:Inc|Corp|Ltd|Co|S\.A|N\.V|B\.V|K\.K)\.$")
_NO_PARTY = re.compile(
    r"^(?:The|This|These|That|It|We|Our|Its|In|On|At|As|For|Under|Following|After|Phase|Company|Agreement|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Japan|China|Europe|European|Asia|North|South|Latin|Greater|Canada|Australia|Korea|"
    r"Series|[A-Z]{3}$|Nasdaq|NYSE|NDA|BLA|IND|FDA|EMA|CAR|Board)\b"
)
_BESIDE = 6  # characters between a trigger's last word and its party
_REACH = 200  # characters behind a trigger in which its other side is named


def counterparty(scene: Scene, sight: Sight, trigger: Trigger) -> str:
    """The only other company that the words of the deal name; "" where they name none, or several of equal standing."""
    found: dict[str, str] = {}
    behind = [
        match
        for match in _BEHIND.finditer(sight.text, max(0, trigger.start - 60), trigger.end + _REACH)
        if match.end() > trigger.verb_start
    ]
    subject = _SUBJECT.match(sight.text)
    if subject and _FIRM.search(subject["name"]):
        behind.insert(0, subject)
    headline = sight.passage.heading or sight.passage.section in ("title", "subtitle")  # every word has a capital there
    for match in behind:
        name = _tidy(match["name"])
        if headline:
            firm = _FIRM.search(name)
            name = name[: firm.end()] if firm else ""
        if not _is_other(scene, sight, name, match.start("name")):
            continue
        if -2 <= match.start() - trigger.end < _BESIDE and _FIRM.search(name):
            return name  # "acquired Fabrica AG", "agreement with Fabrica AG"
        found.setdefault(name_key(name), name)
    others = _without_shorter(list(found.values()))
    firms = [name for name in others if _FIRM.search(name)]
    for choice in (firms, others):
        if len(choice) == 1:
            return choice[0]
    return ""


def _tidy(name: str) -> str:
    name = name.strip()
    while not _LEGAL_DOT.search(name) and (end := _ENDS.search(name)):
        name = name[: end.start()]
    return re.sub(r"['’]s$", "", name)


def _is_other(scene: Scene, sight: Sight, name: str, at: int) -> bool:
    """Not the issuer, a product, a regulator, a place or a word that opens the sentence."""
    if len(name) < 3 or _NO_PARTY.match(name) or name_key(name) in names.marketed():
        return False
    if scene.company is not None:
        words = [word for word in scene.company.name.split() if len(word) > 3 and not _FIRM.search(word)]
        own = {name_key(word) for word in (scene.company.name, *words, scene.company.ticker, *scene.company.aliases) if word}
        if own & {name_key(name), name_key(name.split(maxsplit=1)[0].rstrip(","))}:
            return False
    if any(mention.start < at + len(name) and at < mention.end for mention in sight.programs):
        return False
    if any(found.start <= at < found.end for found in sight.regulators):
        return False
    return not any(at <= start < at + len(name) for start, _ in regulators.territories(sight.text))


def _without_shorter(given: list[str]) -> list[str]:
    """ "Fabrica" and "Fabrica Pharma AG" are one."""
    return [name for name in given if not any(other is not name and name_key(other).startswith(name_key(name)) for other in given)]
