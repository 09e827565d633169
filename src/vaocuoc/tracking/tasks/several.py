"""One deed on several tasks (một việc trên nhiều nhiệm vụ): all held, judged one after another in memory, written once.

A deed on a single task goes the same way, so that many changed in one go and each by itself are the same deed: the same
checks, entries in the trail and messages. The number of queries does not grow with the tasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Cast

from vaocuoc.audit.operations import record_all
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.tasks.past import KEPT, keep_before

_FEW = 8  # so many different changes are written one by one, more of them row by row in one statement
_AT_ONCE = 200
_RELATED = ("lead_unit", "lead_post__unit", "follower__unit", "parent", "document")
_FIELDS = {field.attname: field for field in Task._meta.concrete_fields if not field.generated}


@dataclass(frozen=True)
class Left:
    """What a deed on one task leaves beside its row: an entry in the trail, who is told, a row of its own."""

    action: str
    facts: Mapping[str, Any]
    told: Sequence[Outgoing] = ()
    made: models.Model | None = None


@dataclass(frozen=True)
class Done:
    """What became of each task: as it now stands with what the deed left, or why it was refused, by its key."""

    tasks: Mapping[int, Task]
    left: Mapping[int, Left]
    refused: Mapping[int, Refused]

    def of(self, task: Task) -> Task:
        """The one task of a deed on it alone; raises its ``Refused``."""
        if refused := self.refused.get(task.pk):
            raise refused
        return self.tasks[task.pk]


def held(tasks: Iterable[Task]) -> list[Task]:
    """The tasks as they stand now, held until the transaction ends, in the order of their keys.

    A parent among them is the same object, so that what happens to it is seen where its child is judged.
    """
    keys = {task.pk for task in tasks}
    rows = Task.objects.select_for_update(of=("self",)).select_related(*_RELATED).filter(pk__in=Keys(keys))
    found = list(rows.order_by("pk")) if keys else []
    by_key = {task.pk: task for task in found}
    for task in found:
        if task.parent_id in by_key:
            task.parent = by_key[task.parent_id]
    return found


def do_each(actor: Actor | None, tasks: Sequence[Task], deed: Callable[[Task], Left], rows: Sequence[Task]) -> Done:
    """Do a deed on each of the ``rows`` that were held for ``tasks``; a refused one stays as it was.

    ``deed`` changes the task in memory and says what it leaves, or raises ``Refused``. Inside the transaction.
    """
    refused: dict[int, Refused] = {task.pk: Refused("not_found") for task in tasks}
    left: dict[int, Left] = {}
    changed: dict[int, dict[str, Any]] = {}
    for task in rows:
        before = {name: task.__dict__.get(name) for name in _FIELDS}
        try:
            left[task.pk] = deed(task)
        except Refused as why:
            refused[task.pk] = why
            _put_back(task, before)
        else:
            del refused[task.pk]
            changed[task.pk] = {name: new for name in _FIELDS if (new := task.__dict__.get(name)) != before[name]}
    done = {task.pk: task for task in rows if task.pk in left}
    keep_before([done[pk] for pk, values in changed.items() if not values.keys().isdisjoint(KEPT)])
    _write(changed)
    for task in done.values():
        task.version += 1  # it says that something people edit has changed
    _leave(actor, done, left)
    return Done(done, left, refused)


def latest_open_children(tasks: Sequence[Task]) -> Callable[[Task], date | None]:
    """The last day on which an open child of each task falls due, those among ``tasks`` as they become; asked once."""
    among = {task.pk: task for task in tasks}
    of_parent: dict[int, list[tuple[int, str, date | None]]] = defaultdict(list)
    rows = Task.objects.filter(parent__in=Keys(among)) if among else Task.objects.none()
    for parent, pk, closure, due in rows.values_list("parent_id", "pk", "closure", "due"):
        of_parent[parent or 0].append((pk, closure, due))

    def latest(task: Task) -> date | None:
        days = []
        for pk, closure, due in of_parent.get(task.pk, ()):
            child = among.get(pk)
            stands = (child.closure, child.due) if child is not None else (closure, due)
            if stands[0] == Closure.NONE and stands[1] is not None:
                days.append(stands[1])
        return max(days, default=None)

    return latest


def _put_back(task: Task, before: Mapping[str, Any]) -> None:
    for name, value in before.items():
        if task.__dict__.get(name) != value:
            setattr(task, name, value)


def _write(changed: Mapping[int, Mapping[str, Any]]) -> None:
    """Write what changed, in one statement for all tasks of which the same did; where many differ, in few for all."""
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    for pk, values in changed.items():
        alike[tuple(sorted(values.items(), key=lambda one: one[0]))].append(pk)
    if len(alike) <= _FEW:
        for same, keys in alike.items():
            Task.objects.filter(pk__in=Keys(keys)).update(**dict(same), version=F("version") + 1)
        return
    names = sorted({name for values in changed.values() for name in values})
    _write_each(changed, names)
    Task.objects.filter(pk__in=Keys(changed)).update(version=F("version") + 1)


def _write_each(changed: Mapping[int, Mapping[str, Any]], names: Sequence[str]) -> None:
    """Each column in one statement, whatever the rows say; what a row does not change stays."""
    keys = list(changed)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        cases = {}
        for name in names:
            field = _FIELDS[name]
            whens = [
                models.When(pk=pk, then=models.Value(changed[pk][name], output_field=field))
                for pk in some
                if name in changed[pk]
            ]
            if whens:
                case = models.Case(*whens, default=F(field.name), output_field=field)
                # PostgreSQL takes the days and numbers of a case for text until it is told.
                casted = connection.features.requires_casted_case_in_updates
                cases[field.name] = Cast(case, output_field=field) if casted else case
        Task.objects.filter(pk__in=Keys(some)).update(**cases)


def _leave(actor: Actor | None, done: Mapping[int, Task], left: Mapping[int, Left]) -> None:
    made: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    entries: dict[str, list[tuple[models.Model, Mapping[str, Any]]]] = defaultdict(list)
    for pk, one in left.items():
        if one.made is not None:
            made[type(one.made)].append(one.made)
        entries[one.action].append((done[pk], one.facts))
    for model, rows in made.items():
        model._default_manager.bulk_create(rows, batch_size=500)
    for action, subjects in entries.items():
        record_all(actor, action, subjects)
    told = [message for one in left.values() for message in one.told]
    if told:
        notify_all(actor, told)
