"""Which of the diseases that a document names a claim is about.

Its own sentence tells it, else the nearest place that speaks of the same program: the sentences before, the heading, all sentences
on the program alone, the head of the document. A deal is about what its own sentence names.
"""

import re
from collections.abc import Iterable

from pipeline_tracker.ingest.extract import diseases
from pipeline_tracker.ingest.extract.attach import distance_to
from pipeline_tracker.ingest.extract.layout import NEWS
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.slots import sentences_before
from pipeline_tracker.ingest.extract.triggers import Trigger

# A disease that causes, delays or is an example, and is not what is treated.
_BESIDE = re.compile(
    r"\b(?:caused\s+by|history\s+of|including|such\s+as|because\s+of|on\s+account\s+of|owing\s+to|impact\s+of|despite|during|"
    r"delayed\s+by|unrelated\s+to|death\s+from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CRISIS = re.compile(r"[\s-](?:related\s|global\s|virus\s)?(?:pandemic|outbreak|restrictions|lockdown)", re.IGNORECASE)
# "a company devoted to people with kidney disease": what its maker works on, whatever the sentence goes on to say.
_COMPANY_FOR = re.compile(
    r"\b(?:company|companies|firm|group|leader|maker|developer|organi[sz]ation|biotech|pioneer|specialist)\b[^.;]{0,60}\b(?:focus\w*|devoted|"
    r"dedicated|committed|develop(?:s|ing)|pioneering|engaged|advancing|speciali[sz]\w+|working|treat(?:s|ing)|medicines|vaccines|devices|drugs|"
    r"treatments|therap(?:y|ies|eutics))\b[^.;]{0,100}$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z0-9-]{1,9}\b")


def indication_of(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> str:
    """The indication of the trigger's claim on the programs of ``group``, as the document names it; "" where it tells none."""
    if stated := _stated(scene, sight, trigger, segment):
        return stated
    if trigger.kind == "partnership":
        return ""
    before = [earlier for earlier in sentences_before(scene, sight, group) if not sight.programs or _shared(earlier, group)]
    above = [scene.sights[parent] for parent in sight.passage.parents]
    for other in (*before, *(heading for heading in above if not heading.programs or not group or _shared(heading, group))):
        if name := _first(scene, other):
            return name
    if name := _of_program(scene, group):
        return name
    alone = len(scene.roster.programs) <= 1
    for other in scene.head_sights:
        if (alone or _shared(other, group) or not group) and (name := _first(scene, other)):
            return name
    return ""


def _stated(scene: Scene, sight: Sight, trigger: Trigger, segment: tuple[int, int]) -> str:
    """What the sentence itself names: the disease nearest to the trigger among those beside the program, or an abbreviation."""
    found = meant(sight)
    inside = [disease for disease in found if segment[0] <= disease.start < segment[1]]
    low, high = _clause(sight.text, trigger)
    found = (
        inside or [disease for disease in found if low <= disease.start < high] or ([] if ";" in sight.text and sight.programs else found)
    )
    if found:
        best = min(
            found, key=lambda disease: distance_to(sight.text, trigger, disease.start, disease.end) - (40.0 if disease.lead else 0.0)
        )
        return scene.indication(best)
    return next((scene.abbreviations[token] for token in _ACRONYM.findall(sight.text) if token in scene.abbreviations), "")


def _clause(text: str, trigger: Trigger) -> tuple[int, int]:
    """What stands between semicolons around the trigger."""
    low = text.rfind(";", 0, trigger.start) + 1
    high = text.find(";", trigger.end)
    return low, high if high >= 0 else len(text)


def meant(sight: Sight) -> list[diseases.Mention]:
    """The diseases of a sentence but those that cause, delay or are examples, and those that only tell what the company does."""
    return [
        disease
        for disease in sight.diseases
        if not _BESIDE.search(sight.text[max(0, disease.start - 40) : disease.start])
        and not _CRISIS.match(sight.text, disease.end, disease.end + 40)
        and not _of_company(sight, disease)
    ]


def _of_company(sight: Sight, disease: diseases.Mention) -> bool:
    low = max(0, disease.start - 220)
    match = _COMPANY_FOR.search(sight.text[low : disease.start])
    return match is not None and not any(low + match.start() <= mention.start < disease.start for mention in sight.programs)


def _first(scene: Scene, sight: Sight) -> str:
    """The first disease that a sentence says is treated, else the first that it names."""
    found = meant(sight)
    return scene.indication(next((disease for disease in found if disease.lead), found[0])) if found else ""


def _shared(sight: Sight, group: tuple[int, ...]) -> bool:
    return any(mention.program in group for mention in sight.programs)


def _of_program(scene: Scene, group: tuple[int, ...]) -> str:
    """The one indication of all sentences on the program alone; "" where they name several."""
    if len(group) != 1:
        return ""
    found = [
        disease
        for sight in scene.sights
        if (sight.passage.section in NEWS or sight.passage.section == "about product")
        and {mention.program for mention in sight.programs} == set(group)
        for disease in meant(sight)
    ]
    return _one(scene, [disease for disease in found if disease.lead]) or _one(scene, found)


def _one(scene: Scene, found: Iterable[diseases.Mention]) -> str:
    """The name that all mentions share, the first as told; "" for none or several."""
    names = list(dict.fromkeys(scene.indication(disease) for disease in found))
    keys = {diseases.key_of(name) for name in names}
    shortest = min(keys, key=len, default="")
    return names[0] if names and all(shortest in key for key in keys) else ""
