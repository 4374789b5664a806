"""MeSH: which of a record's headings is a condition's normal form, and the therapeutic area at the top of its tree."""

from functools import lru_cache

from pipeline_tracker.vocabulary.areas import AREAS

from .names import words_in
from .study import Browse

# The headings right below "Diseases" [C] and "Mental Disorders" [F03], but for signs and symptoms [C23].
TOPS = frozenset({*AREAS.values(), "Animal Diseases"})


def normal_form(condition: str, only: bool, browse: Browse) -> tuple[int, str]:
    """(number of the heading among the record's, therapeutic area), (-1, "") where no heading is surely the condition's.

    Sure is a heading of the same words (also inverted: "Arthritis, Rheumatoid"), or the one heading of a record with one
    condition (``only``). The area is told where the record has one heading and one area above it: ancestors are not told apart.
    """
    meshes = browse.meshes
    if not meshes:
        return -1, ""
    if only and len(meshes) == 1:
        number = 0
    else:
        words = _words(condition)
        same = [number for number, mesh in enumerate(meshes) if _words(mesh.term) == words]
        if len(same) != 1:
            return -1, ""
        number = same[0]
    if len(meshes) > 1:
        return number, ""
    above = {term.term for term in (meshes[0], *browse.ancestors) if term.term in TOPS}
    return number, above.pop() if len(above) == 1 else ""


@lru_cache(maxsize=1 << 12)  # the same conditions and headings stand in many records
def _words(name: str) -> list[str]:
    return sorted(words_in(name))
