"""Setting when a task comes again, and making its turns ahead (đặt chu kỳ, mở kỳ)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django_tasks import task as job

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.calendars import WorkingDays
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import Turn, TurnRule, turns_between
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.assignment.tables import office_days
from vaocuoc.tracking.numbering import next_codes
from vaocuoc.tracking.recurring.models import Recurrence, RecurringTurn
from vaocuoc.tracking.recurring.wording import turn_name
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Task, TaskParty
from vaocuoc.tracking.tasks.operations import check_task, folded_words
from vaocuoc.ui.clock import today as clock_today

AHEAD = timedelta(days=7)
"""A turn is made so long before its stretch begins, that it can be prepared."""
_MOST = 60
_COPIED = (
    "title", "product", "product_level", "product_receiver", "resources", "lead_unit_id", "lead_post_id", "follower_id",
    "authority", "urgency", "document_id", "finding_id",
)  # fmt: skip


def set_recurrence(
    *,
    actor: Actor,
    task: Task,
    version: int | None,
    every: str,
    rule: str,
    number: int = 1,
    month: int = 1,
    starts_on: date,
    ends_on: date | None = None,
    today: date,
) -> Recurrence:
    """Set when a regular task comes again (đặt chu kỳ) and make the turns that are due to be there.

    Turns that were made stay as they are; the new rule holds for those to come. ``version`` is the one the person saw,
    None where there was no rule. Raises ``Refused``: ``access.denied``, ``recurring.not_regular``,
    ``recurring.is_turn``, ``recurring.bad_rule``, ``recurring.ends_before_start``, ``tasks.closed``,
    ``conflict.recurrence_changed``.
    """
    actor.require(Action.ASSIGN, task.keeper_id)
    _check_rule(every, rule, number, month)
    if ends_on is not None and ends_on < starts_on:
        raise Refused("recurring.ends_before_start", start=starts_on, end=ends_on)
    with transaction.atomic():
        task = Task.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=task.pk)
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            raise Refused("tasks.closed", task=task.code)
        if task.deadline_kind != DeadlineKind.REGULAR:
            raise Refused("recurring.not_regular", task=task.code)
        if RecurringTurn.objects.filter(task=task).exists():
            raise Refused("recurring.is_turn", task=task.code)
        known = Recurrence.objects.select_for_update().filter(task=task).first()
        if (known.version if known else None) != version:
            raise Refused("conflict.recurrence_changed", task=task.code)
        found = known or Recurrence(task=task)
        found.every, found.rule, found.number, found.month = every, rule, number, month
        found.starts_on, found.ends_on, found.made_until = starts_on, ends_on, None
        found.set_by, found.set_as = actor.user, actor.post
        found.version = known.version + 1 if known else 0
        found.save()
        ends = ends_on.isoformat() if ends_on else None
        record(
            actor, "recurring.set", task, every=every, rule=rule, number=number,
            starts_on=starts_on.isoformat(), ends_on=ends,
        )  # fmt: skip
        open_turns(found, today=today, actor=actor)
    return found


def end_recurrence(*, actor: Actor, task: Task, today: date) -> Recurrence:
    """Make no further turns (thôi mở kỳ); those that are there go on to their own ends."""
    actor.require(Action.ASSIGN, task.keeper_id)
    with transaction.atomic():
        found = Recurrence.objects.select_for_update().filter(task=task).first()
        if found is None:
            raise Refused("recurring.no_recurrence", task=task.code)
        found.ends_on = max(found.starts_on, min(today, found.ends_on or today))
        found.version += 1
        found.save()
        record(actor, "recurring.end", task, ends_on=found.ends_on.isoformat())
    return found


def open_turns(recurrence: Recurrence, *, today: date, actor: Actor | None = None) -> list[Task]:
    """Make the turns that must be there on a day and are not (mở kỳ): up to a week ahead; again makes nothing twice.

    A turn is a child of the regular task with a day of its own, given by whoever set the rule. None is made while the
    task rests or after it ended. Constant queries however many turns.
    """
    until = today + AHEAD
    if recurrence.made_until is not None and recurrence.made_until >= until:
        return []
    with transaction.atomic():
        held = Recurrence.objects.select_for_update(of=("self",)).select_related("task__keeper").get(pk=recurrence.pk)
        parent = held.task
        if parent.closure != Closure.NONE or parent.deadline_kind != DeadlineKind.REGULAR:
            return []
        made = _make(held, _wanted(held, until), actor)
        Recurrence.objects.filter(pk=held.pk).update(made_until=until)
        recurrence.made_until = until
    return made


def open_all_turns(*, today: date) -> int:
    """Make the turns of every regular task; how many were made."""
    behind = Recurrence.objects.filter(task__closure=Closure.NONE).select_related("task")
    return sum(len(open_turns(one, today=today)) for one in behind.order_by("pk"))


@job()
def open_turns_by_night() -> None:
    """Make turns ahead once a day (việc định kỳ)."""
    open_all_turns(today=clock_today())


def rule_of(recurrence: Recurrence) -> TurnRule:
    """The rule as the core knows it."""
    return TurnRule(recurrence.every, recurrence.rule, recurrence.number, recurrence.month)


def working_days(recurrence: Recurrence, *, today: date) -> WorkingDays:
    """The working days of the office that gives the task."""
    return office_days(recurrence.task.keeper, today=today).working_days()


def _check_rule(every: str, rule: str, number: int, month: int) -> None:
    try:
        TurnRule(every, rule, number, month)
    except ValueError as wrong:
        raise Refused("recurring.bad_rule", number=number) from wrong


def _wanted(recurrence: Recurrence, until: date) -> list[Turn]:
    """The turns that must be there, the latest where a rule was set long ago; those that are there are left out."""
    turns = list(turns_of_rule(recurrence, first=recurrence.starts_on, last=until))
    there = {*recurrence.turns.filter(every=recurrence.every).values_list("first", flat=True)}
    return [turn for turn in turns[-_MOST:] if turn.first not in there]


def turns_of_rule(recurrence: Recurrence, *, first: date, last: date) -> Iterator[Turn]:
    """The turns of a rule whose stretches hold or begin after ``first`` until ``last``, in order; one query.

    None is due before the rule begins, after it ends, or after the task itself is due.
    """
    ends, latest = recurrence.ends_on, recurrence.task.due
    last = min(last, ends or last)
    table = working_days(recurrence, today=last)
    for turn in turns_between(max(first, recurrence.starts_on), last, rule_of(recurrence), table):
        if turn.due >= recurrence.starts_on and turn.due <= (ends or turn.due) and turn.due <= (latest or turn.due):
            yield turn


def _make(recurrence: Recurrence, turns: Sequence[Turn], actor: Actor | None) -> list[Task]:
    if not turns:
        return []
    parent = recurrence.task
    made = [_child(recurrence, turn) for turn in turns]
    codes = next_codes(Task.objects.filter(keeper=parent.keeper_id), parent.keeper, "NV")
    for child in made:
        child.code = next(codes)
        child.folded = folded_words(child)
    Task.objects.bulk_create(made, batch_size=200)
    RecurringTurn.objects.bulk_create(
        RecurringTurn(recurrence=recurrence, task=child, every=recurrence.every, first=turn.first, last=turn.last)
        for child, turn in zip(made, turns, strict=True)
    )
    parties = list(parent.parties.all())
    TaskParty.objects.bulk_create(
        TaskParty(task=child, role=one.role, unit_id=one.unit_id, post_id=one.post_id, words=one.words)
        for child in made
        for one in parties
    )
    facts = [(one, {"code": one.code, "due": one.due.isoformat() if one.due else None}) for one in made]
    record_all(actor, "tasks.assign", facts)
    record(actor, "recurring.open", parent, turns=len(made))
    notify_all(actor, [_told(one) for one in made])
    return made


def _child(recurrence: Recurrence, turn: Turn) -> Task:
    parent = recurrence.task
    copied: dict[str, Any] = {name: getattr(parent, name) for name in _COPIED}
    with translation.override("vi"):
        named = f"{parent.title[:950]} ({turn_name(recurrence.every, turn.first)})"
    copied["title"] = named
    child = Task(
        keeper=parent.keeper,
        parent=parent,
        assigned_by_id=recurrence.set_as_id,
        created_by_id=recurrence.set_by_id,
        deadline_kind=DeadlineKind.DAY,
        due=turn.due,
        first_due=turn.due,
        received_on=min(max(turn.first, recurrence.starts_on), turn.due),
        **copied,
    )
    check_task(child)
    return child


def _told(child: Task) -> Outgoing:
    due = child.due.isoformat() if child.due else ""
    return Outgoing(
        kind="recurring.opened",
        subject=child,
        posts=[child.lead_post_id] if child.lead_post_id else [],
        units=[child.lead_unit_id] if child.lead_unit_id else [],
        facts={"task": child.code, "title": child.title[:200], "due": due},
    )
