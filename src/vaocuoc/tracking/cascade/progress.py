"""The progress of a task (tiến độ): computed from its children by weights, or reported by its lead, as was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import WHOLE, Part, Progress, even_weights, progress_of
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.cascade.models import ChildWeight, ProgressReport, ProgressWay, Way
from vaocuoc.tracking.tasks.access import rights_on
from vaocuoc.tracking.tasks.models import Closure, Task

_LONGEST = 300


@dataclass(frozen=True)
class Known:
    """What is known of the progress of a task: the ``way`` that was chosen, and what it gives.

    Of a computed one ``progress`` holds the sum or the reason why there is none; of a reported one ``report`` is the
    last. A task that is done is whole, whatever the way.
    """

    way: str = ""
    version: int | None = None
    progress: Progress | None = None
    report: ProgressReport | None = None

    @property
    def percent(self) -> int | None:
        """Whole percents, rounded down; None where nothing is known."""
        if self.way == Way.REPORTED:
            return self.report.done // 100 if self.report else None
        return self.progress.done // 100 if self.progress and self.progress.done is not None else None


def known_progress(task: Task) -> Known:
    """The progress of a task; at most four queries however many children."""
    chosen = ProgressWay.objects.filter(task=task).first()
    if chosen is None:
        return Known()
    if chosen.way == Way.REPORTED:
        last = ProgressReport.objects.filter(task=task).select_related("by_post__unit", "by").order_by("-at", "-pk")
        return Known(chosen.way, chosen.version, report=last.first())
    parts = [Part(weight, done) for _child, weight, done in weighed_children(task)]
    return Known(chosen.way, chosen.version, progress=progress_of(parts))


def weighed_children(task: Task) -> list[tuple[Task, int | None, int]]:
    """The children that count, each with its weight and how much of it is done; cancelled ones count no longer.

    A child that is done is whole; an open one is as much as it last reported, where that was chosen for it.
    """
    children = list(
        Task.objects.filter(parent=task)
        .exclude(closure=Closure.CANCELLED)
        .select_related("weight", "lead_unit", "lead_post__unit", "progress_way")
        .order_by("due", "pk")
    )
    open_keys = [
        child.pk
        for child in children
        if not child.closure and (way := getattr(child, "progress_way", None)) and way.way == Way.REPORTED
    ]
    told: dict[int, int] = {}
    for pk, done in ProgressReport.objects.filter(task__in=open_keys).order_by("at", "pk").values_list("task", "done"):
        told[pk] = done
    found = []
    for child in children:
        weight = getattr(child, "weight", None)
        done = WHOLE if child.closure == Closure.DONE else told.get(child.pk, 0)
        found.append((child, weight.weight if weight else None, done))
    return found


def set_way(
    *, actor: Actor, task: Task, version: int | None, way: str, weights: Mapping[int, int] | None = None
) -> ProgressWay:
    """Choose where the progress of a task comes from (chọn cách tính tiến độ), with the weights of its children.

    ``weights`` are in ten-thousandths by the key of each child that counts; they must add up to one, so that nothing is
    computed from a part. Where none are given and the way is computed, all weigh the same. Raises ``Refused``:
    ``access.denied``, ``cascade.no_children``, ``cascade.weights_not_one``, ``conflict.progress_changed``.
    """
    if not rights_on(actor, task).direct:
        raise Refused("access.denied", action=str(Action.ASSIGN))
    if way not in Way.values:
        raise Refused("tasks.unknown_choice", value=way)
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=task.pk)
        chosen = ProgressWay.objects.select_for_update().filter(task=task).first()
        if (chosen.version if chosen else None) != version:
            raise Refused("conflict.progress_changed", task=task.code)
        chosen = chosen or ProgressWay(task=task, version=-1)
        chosen.way, chosen.version = way, chosen.version + 1
        chosen.save()
        if way == Way.COMPUTED:
            _weigh(actor, task, weights)
        record(actor, "cascade.way", task, way=str(Way(way).label))
    return chosen


def report_progress(*, actor: Actor, task: Task, percent: int, note: str) -> ProgressReport:
    """Say how much of a task is done and on what that rests (báo cáo tiến độ); earlier reports stay.

    Raises ``Refused``: ``access.denied``, ``tasks.closed``, ``cascade.not_reported`` where it is computed or nothing
    was chosen, ``cascade.bad_progress``, ``cascade.no_note``.
    """
    if not rights_on(actor, task).update:
        raise Refused("access.denied", action=str(Action.UPDATE))
    note = " ".join(nfc(note).split())[:_LONGEST]
    if not 0 <= percent <= 100:
        raise Refused("cascade.bad_progress")
    if not note:
        raise Refused("cascade.no_note")
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=task.pk)
        if task.closure:
            raise Refused("tasks.closed", task=task.code)
        chosen = ProgressWay.objects.filter(task=task).first()
        if chosen is None or chosen.way != Way.REPORTED:
            raise Refused("cascade.not_reported", task=task.code)
        made = ProgressReport.objects.create(
            task=task, done=percent * 100, note=note, by=actor.user, by_post=actor.post
        )
        record(actor, "cascade.progress", task, done=percent)
    return made


def _weigh(actor: Actor, task: Task, weights: Mapping[int, int] | None) -> None:
    children = [child.pk for child, _weight, _done in weighed_children(task)]
    if not children:
        raise Refused("cascade.no_children", task=task.code)
    if weights is None:
        chosen = dict(zip(children, even_weights(len(children)), strict=True))
    else:
        chosen = {pk: weights.get(pk, 0) for pk in children}
    total = sum(chosen.values())
    if total != WHOLE or any(not 0 <= weight <= WHOLE for weight in chosen.values()):
        raise Refused("cascade.weights_not_one", total=_percents(total))
    _write(chosen.items())
    record(actor, "cascade.weights", task, weights=len(chosen))


def _write(weights: Iterable[tuple[int, int]]) -> None:
    ChildWeight.objects.bulk_create(
        [ChildWeight(task_id=pk, weight=weight) for pk, weight in weights],
        update_conflicts=True,
        unique_fields=["task"],
        update_fields=["weight"],
        batch_size=500,
    )


def _percents(total: int) -> str:
    whole, part = divmod(total, 100)
    return f"{whole},{part:02d}".rstrip("0").rstrip(",") if part else str(whole)
