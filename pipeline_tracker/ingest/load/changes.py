"""What a refresh changed, and the small writes that every part of it uses."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models


@dataclass
class Changes:
    """What a refresh changed: labels of programs, milestones and standings created, changed and removed."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    catalogue: bool = False  # other names of programs are confirmed now, with which documents have to be read again

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)

    def __iadd__(self, other: "Changes") -> "Changes":
        for name in ("created", "changed", "removed", "doubts"):
            getattr(self, name).extend(getattr(other, name))
        return self

    def count(self, what: str, prefix: str) -> int:
        return sum(label.startswith(prefix) for label in getattr(self, what))


def save_if_changed(row: models.Model, **values: Any) -> bool:
    """Saves the row only where a value differs; whether it did. Related rows are compared by key, without a query."""
    if all(_stored(row, name) == (value.pk if isinstance(value, models.Model) else value) for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return True


def _stored(row: models.Model, name: str) -> Any:
    field = row._meta.get_field(name)
    return getattr(row, field.attname if isinstance(field, models.ForeignKey) else name)
