"""What a refresh changed, and the small writes that every part of it uses."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from pipeline_tracker.models import FormerAddress


@dataclass
class Changes:
    """What a refresh changed: labels of programs, milestones and standings created, changed and removed."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

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


def sync_links(through: type[models.Model], owner: str, linked: str, owners: list[int], wanted: dict[int, set[int]]) -> None:
    """Makes a many-to-many table hold just the wanted links of the owners, in at most three statements."""
    manager = through._default_manager
    present = {(getattr(row, owner), getattr(row, linked)): row.pk for row in manager.filter(**{f"{owner}__in": owners})}
    target = {(o, item) for o in owners for item in wanted.get(o, ())}
    gone = [pk for pair, pk in present.items() if pair not in target]
    if gone:
        manager.filter(pk__in=gone).delete()
    missing = sorted(target - set(present))
    if missing:
        manager.bulk_create(through(**{owner: o, linked: item}) for o, item in missing)


def moved(old: str, new: str) -> None:
    """Remembers that a page moved; addresses that led to the old place follow."""
    if old == new:
        return
    FormerAddress.objects.filter(path=new).delete()  # it is a page again
    FormerAddress.objects.filter(target=old).exclude(path=new).update(target=new)
    FormerAddress.objects.update_or_create(path=old, defaults={"target": new})
