"""What a refresh is about to write: rows to add, to change and to remove, written together in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, TypeVar

from django.db import models
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from pipeline_tracker.models import FormerAddress, Program, Trial

from .rows import insert, insert_rows, new_keys, update

R = TypeVar("R", bound=models.Model)
Drawn = dict[type[models.Model], Iterator[int]]
Links = dict[int, dict[int, int]]  # owner -> linked row -> key of the link


class Work:
    """Collects writes. New rows have their keys at once; nothing is in the database before ``write``."""

    def __init__(self, keys: Drawn | None = None) -> None:
        """``keys`` that earlier work has drawn and not used are used first."""
        self._keys: Drawn = {} if keys is None else keys
        self._new: dict[type[models.Model], dict[int, models.Model]] = defaultdict(dict)
        self._changed: dict[type[models.Model], dict[int, models.Model]] = defaultdict(dict)
        self._set: dict[tuple[type[models.Model], str], dict[int, Any]] = defaultdict(dict)
        self._columns: dict[type[models.Model], set[str]] = defaultdict(set)
        self._gone: dict[type[models.Model], set[int]] = defaultdict(set)
        self._linked: dict[tuple[type[models.Model], str, str], list[tuple[int, int]]] = defaultdict(list)
        self._renamed: set[int] = set()
        self._moved: list[tuple[str, str]] = []

    def add(self, row: R) -> R:
        model = type(row)
        if model not in self._keys:
            self._keys[model] = new_keys(model)
        key = row.__dict__["id"] = next(self._keys[model])
        self._new[model][key] = row
        return row

    def add_as_it_is(self, row: models.Model) -> None:
        """Adds a row that has its key."""
        self._new[type(row)][row.__dict__["id"]] = row

    def take(self, model: type[R]) -> list[R]:
        """The rows of a table that are new or changed. They are no part of the work any more."""
        rows = [*self._new.pop(model, {}).values(), *self._changed.pop(model, {}).values()]
        self._columns.pop(model, None)
        return rows  # type: ignore[return-value]

    def point(self, model: type[models.Model], keys: Mapping[int, int]) -> None:
        """Makes new rows that point to rows of a table by the old ``keys`` point to them by the new ones."""
        if not keys:
            return
        for other, rows in self._new.items():
            for name in _keys_of(other, model):
                for row in rows.values():
                    row.__dict__[name] = keys.get(row.__dict__[name], row.__dict__[name])
        for (through, owner, linked), pairs in self._linked.items():
            if linked in _keys_of(through, model):
                self._linked[through, owner, linked] = [(one, keys.get(other, other)) for one, other in pairs]

    def change(self, row: models.Model, **values: Any) -> bool:
        """Gives the row's columns (``attname``) other values; whether any differs."""
        now = row.__dict__
        differing = {name: value for name, value in values.items() if now[name] != value}
        if not differing:
            return False
        model, key = type(row), now["id"]
        if key in self._new[model]:
            now.update(differing)
        else:
            for name, value in differing.items():
                setattr(row, name, value)  # which lets go of the related row that is kept beside a key
            self._changed[model][key] = row
            self._columns[model].update(differing)
        return True

    def set(self, model: type[models.Model], column: str, key: int, value: Any) -> None:
        """Gives one column of a row that was not read as a whole another value."""
        if row := self._new[model].get(key):
            row.__dict__[column] = value
        else:
            self._set[model, column][key] = value

    def put(self, row: models.Model, column: str, value: Any) -> bool:
        """Gives one column another value by itself, as history has nothing to say of it; whether that of a stored row differs."""
        if getattr(row, column) == value:
            return False
        setattr(row, column, value)
        if row._state.adding:
            return False
        self.set(type(row), column, row.pk, value)
        return True

    def remove(self, row: models.Model) -> None:
        self._gone[type(row)].add(row.pk)

    def link(
        self,
        through: type[models.Model],
        columns: tuple[str, str],
        owners: Iterable[int],
        wanted: Mapping[int, Collection[int]],
        now: Links,
    ) -> None:
        """Makes the owners' links of a many-to-many table be just the wanted ones; ``now`` are those that it holds."""
        gone, linked = self._gone[through], self._linked[through, *columns]
        for owner in owners:
            target = wanted.get(owner, ())
            if present := now.get(owner):
                gone.update(link for other, link in present.items() if other not in target)
                target = [other for other in target if other not in present]
            linked += [(owner, other) for other in sorted(target)]

    def free_name(self, program: Program) -> None:
        """The program's name is about to pass to another one, or it takes another one's."""
        self._renamed.add(program.id)
        self._columns[Program].update(("key", "slug"))  # of which one may stay, but has to be written again

    def move(self, old: str, new: str) -> None:
        """A page moved; addresses that led to the old place follow."""
        if old != new:
            self._moved.append((old, new))

    def rows(self) -> Iterator[tuple[type[models.Model], int]]:
        """Table and key of each row that is about to be written or removed; of a link the key of its owner."""
        for tables in (self._new, self._changed, self._gone):
            yield from ((model, key) for model, keys in tables.items() for key in keys)
        yield from ((model, key) for (model, _), values in self._set.items() for key in values)
        yield from ((through, owner) for (through, *_), pairs in self._linked.items() for owner, _ in pairs)

    def write(self) -> None:
        """Writes everything; constraints between rows are checked at the end of the transaction. Rows that are removed go last,
        when nothing points to them any more."""
        if self._renamed:  # history would show what is no change of its own
            placeholder = Concat(Value("~"), Cast(F("pk"), CharField()))
            Program.objects.filter(pk__anyof=self._renamed).update(key=placeholder, slug=placeholder)
        for model, added in self._new.items():
            if added:
                insert_rows(model, list(added.values()))
                _remember(model, added.values(), "+")
        for model, changed in self._changed.items():
            columns = sorted(self._columns[model])
            update(model, columns, ((key, *(getattr(row, name) for name in columns)) for key, row in changed.items()))
            _remember(model, changed.values(), "~")
        for (model, column), values in self._set.items():
            update(model, [column], values.items())
        for (through, *columns), pairs in self._linked.items():
            if pairs:
                insert(through, columns, pairs)
        for model in sorted(self._gone, key=lambda model: model is Trial):  # milestones that go with their trial protect it
            model._default_manager.filter(pk__anyof=self._gone[model]).delete()
        for old, new in self._moved:
            _move(old, new)


def _keys_of(model: type[models.Model], related: type[models.Model]) -> list[str]:
    """The columns in which rows point to those of another table."""
    return [field.attname for field in model._meta.concrete_fields if field.related_model is related]


def _remember(model: type[models.Model], rows: Collection[models.Model], what: str) -> None:
    """Writes history as saving the rows one by one would."""
    history = getattr(model, "history", None)
    if history is None or not rows:
        return
    kept = history.model
    user = kept.get_default_history_user(next(iter(rows)))  # the same for all: nobody, or whose request this is
    told = (timezone.now(), what, user.pk if user else None)
    columns = [field.attname for field in kept.tracked_fields]
    tracked = itemgetter(*columns)
    insert(kept, [*columns, "history_date", "history_type", "history_user_id"], ((*tracked(row.__dict__), *told) for row in rows))


def _move(old: str, new: str) -> None:
    FormerAddress.objects.filter(path=new).delete()  # it is a page again
    FormerAddress.objects.filter(target=old).exclude(path=new).update(target=new)
    FormerAddress.objects.update_or_create(path=old, defaults={"target": new})
