"""What a refresh changed."""

from dataclasses import dataclass, field


@dataclass
class Changes:
    """What a refresh changed: labels of programs, milestones and standings created, changed and removed, and of other rows changed."""

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
