"""Which of the diseases that a document names a claim is about."""

import re

from pipeline_tracker.ingest.extract.attach import distance_to
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.ingest.extract.triggers import Trigger


def indication_of(scene: Scene, sight: Sight, trigger: Trigger, group: tuple[int, ...], segment: tuple[int, int]) -> str:
    found = [
        disease
        for disease in sight.diseases
        if not re.search(r"\b(?:caused\s+by|history\s+of|including|such\s+as)\s+$", sight.text[: disease.start])
    ]
    found = [disease for disease in found if segment[0] <= disease.start < segment[1]] or found
    if found:
        best = min(
            found, key=lambda disease: distance_to(sight.text, trigger, disease.start, disease.end) - (40.0 if disease.lead else 0.0)
        )
        return scene.indication(best)
    short = next(
        (scene.abbreviations[token] for token in re.findall(r"\b[A-Z][A-Za-z0-9-]{1,9}\b", sight.text) if token in scene.abbreviations), ""
    )
    if short:
        return short
    for other in (*(scene.sights[parent] for parent in sight.passage.parents), *scene.head_sights):
        if other.diseases and (not other.programs or not group or {m.program for m in other.programs} & set(group)):
            return scene.indication(next((d for d in other.diseases if d.lead), other.diseases[0]))
    return ""
