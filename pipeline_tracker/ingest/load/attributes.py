"""What is so of an attribute that several sources tell."""

from collections.abc import Iterable

from .snapshot import Told


def decided(told: Iterable[Told]) -> dict[str, str]:
    """The value of each attribute ("modality", "status") of one program or trial: the newest of staff, else the newest of a document.
    ``told`` are oldest first."""
    present: dict[str, Told] = {}
    for one in told:
        name = one.field.partition(".")[2]
        if one.author_id or name not in present or not present[name].author_id:
            present[name] = one
    return {name: one.value for name, one in present.items()}
