"""Which of the diseases that a document names a claim is about.

Its own sentence tells it, else the nearest place that speaks of the same program: the sentences before, the heading, all sentences
on the program alone, the head of the document. A deal is about what its own sentence names.
"""

import re

from pipeline_tracker.ingest.extract.attach import distance_to
from pipeline_tracker.ingest.extract.diseases import Mention
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.slots import listed, sentences_before
from pipeline_tracker.ingest.extract.triggers import Trigger


def indication_of(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> str:
    """The indication of the trigger's claim on the programs of ``group``, as the document names it; "" where it tells none."""
    if stated := _stated(scene, sight, trigger, group, segment):
        return stated
    if trigger.kind == "partnership" or _HEALTHY.search(sight.text):
        return ""
    before = [earlier for earlier in sentences_before(scene, sight, group) if not sight.programs or _shared(earlier, group)]
    above = [scene.sights[parent] for parent in sight.passage.parents]
    for other in (*before, *(heading for heading in above if not heading.programs or not group or _shared(heading, group))):
        if name := _first(scene, other):
            return name
    if len(group) == 1 and (name := scene.indications_of.get(group[0], "")):
        return name
    alone = len(scene.roster.programs) <= 1
    for other in scene.head_sights:
        if (alone or _shared(other, group) or not group) and (name := _first(scene, other)):
            return name
    return ""


def _stated(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> str:
    """What the sentence itself names: the disease nearest to the trigger among those beside the program, or an abbreviation."""
    found = sight.treated
    if group and segment != (0, len(sight.text)):
        found = [disease for disease in found if not _of_other(sight, disease.start, group)]
    inside = [disease for disease in found if segment[0] <= disease.start < segment[1]]
    low, high = _clause(sight.text, trigger)
    found = (
        inside or [disease for disease in found if low <= disease.start < high] or ([] if ";" in sight.text and sight.programs else found)
    )
    if found:
        best = min(
            found,
            key=lambda disease: (
                distance_to(sight.text, trigger, disease.start, disease.end)
                - (40.0 if disease.lead else 0.0)
                + (_ASIDE if _before_subject(sight, trigger, disease, group) else 0.0)
            ),
        )
        return scene.indication(_first_of_list(sight, best))
    return "" if sight.treated else _first(scene, sight)


_HEALTHY = re.compile(
    r"\bhealthy\s(?:[\w-]{1,15}\s)?(?:adults|volunteers|participants|subjects|individuals|people|children|infants|older)\b", re.IGNORECASE
)
_LISTED = re.compile(r"\s?(?:/|,|,?\s?(?:and|or|&))\s?")


def _first_of_list(sight: Sight, disease: Mention) -> Mention:
    """ "mpox and smallpox" is told by its first, whichever stands nearer to the verb."""
    for earlier in reversed([other for other in sight.treated if other.end <= disease.start]):
        if not _LISTED.fullmatch(sight.text[earlier.end : disease.start]):
            break
        disease = earlier
    return disease


_ASIDE = 80.0  # characters that a disease in words before the subject counts further away


def _before_subject(sight: Sight, trigger: Trigger, disease: Mention, group: tuple[int, ...]) -> bool:
    """ "Having completed a study in asthma, QLN-101 is to enter a trial in eczema": told before the trigger's subject is named."""
    return any(
        mention.program in group and disease.end <= mention.start < trigger.start and "," in sight.text[disease.end : mention.start]
        for mention in sight.programs
    )


def _of_other(sight: Sight, start: int, group: tuple[int, ...]) -> bool:
    """Whether the program named last before ``start`` is another, and none of the group stands in one list with it."""
    before = [mention for mention in sight.programs if mention.end <= start]
    if not before or before[-1].program in group:
        return False
    mine = [mention for mention in before if mention.program in group]
    return not mine or not listed(sight.text[mine[-1].end : before[-1].start])


def _clause(text: str, trigger: Trigger) -> tuple[int, int]:
    """What stands between semicolons around the trigger."""
    low = text.rfind(";", 0, trigger.start) + 1
    high = text.find(";", trigger.end)
    return low, high if high >= 0 else len(text)


def _first(scene: Scene, sight: Sight) -> str:
    """The first indication that a sentence says is treated, else the first that it names."""
    named = scene.indications_in(sight)
    return next((name for name, lead in named if lead), named[0][0]) if named else ""


def _shared(sight: Sight, group: tuple[int, ...]) -> bool:
    return any(mention.program in group for mention in sight.programs)
