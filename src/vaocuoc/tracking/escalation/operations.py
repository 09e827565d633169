"""Sending the reminders of a morning, once (quét nhắc việc); keeping an office's table by its days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring.escalation import LADDERS, LOWERED, OVERDUE, is_climbable
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.tracking.escalation.models import (
    EscalationEntry,
    EscalationRung,
    EscalationScan,
    EscalationTable,
    Event,
    TaskLevel,
    Whom,
)
from vaocuoc.tracking.escalation.planning import Planned, plan
from vaocuoc.tracking.escalation.tables import Row, Table
from vaocuoc.tracking.escalation.whom import Watched
from vaocuoc.tracking.tasks.models import Task, Urgency

_AT_ONCE = {Urgency.VERY_URGENT, Urgency.EXPRESS}
_LONGEST_NAME = 60
_PARTS = 1_000


def scan(*, today: date) -> EscalationScan | None:
    """Send the reminders of a day (quét nhắc việc) in one transaction; None where that day's were sent already.

    Idempotent: whoever asks again on the same day changes nothing, and a scan that broke left nothing behind.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                done = EscalationScan.objects.create(day=today)
        except IntegrityError:
            return None
        planned = plan(today)
        _write(planned, today)
        done.told = notify_all(None, [_outgoing(one, today) for one in planned if one.posts])
        for event in Event.values:
            setattr(done, event, sum(one.step.event == event for one in planned))
        done.save()
        record(None, "escalation.scan", done, day=today.isoformat(), raised=done.raised, repeated=done.repeated,
               lowered=done.lowered, told=done.told)  # fmt: skip
    return done


def _write(planned: Sequence[Planned], today: date) -> None:
    """Keep where each task stands by now, and each step as a line of its history."""
    entries, levels = [], []
    for one in planned:
        lowered = one.step.event == LOWERED
        entries.append(
            EscalationEntry(
                task_id=one.task.pk,
                day=today,
                ladder=one.ladder,
                level=one.step.level,
                name=one.row.name if one.row else "",
                event=one.step.event,
                reason=one.reason,
                due=one.task.due,
                answer_by=one.answer_by,
                told=list(one.posts),
            )
        )
        levels.append(
            TaskLevel(
                task_id=one.task.pk,
                ladder=one.ladder,
                level=one.step.level,
                sent_on=None if lowered else today,
                due=one.task.due,
            )
        )
    EscalationEntry.objects.bulk_create(entries, batch_size=_PARTS)
    TaskLevel.objects.bulk_create(
        levels,
        batch_size=_PARTS,
        update_conflicts=True,
        unique_fields=["task", "ladder"],
        update_fields=["level", "sent_on", "due"],
    )


def _outgoing(one: Planned, today: date) -> Outgoing:
    assert one.row is not None  # what tells somebody stands on a row
    kind = one.row.condition
    if kind == OVERDUE and one.answer_by:
        kind = f"{OVERDUE}_answer"
    return Outgoing(
        kind=f"escalation.{kind}",
        subject=_subject(one.task),
        posts=one.posts,
        facts={
            "level": one.row.name,
            "task": one.task.code,
            "title": one.task.title[:300],
            "days": one.days(today),
            **({"due": one.task.due} if one.task.due else {}),
            **({"answer_by": one.answer_by} if one.answer_by else {}),
        },
        urgent=one.task.urgency in _AT_ONCE,
    )


def _subject(task: Watched) -> Task:
    return Task(pk=task.pk)


# --- the table --------------------------------------------------------------------------------------------------------


def save_table(*, actor: Actor, keeper: Unit, table: Table, reason: str, today: date) -> EscalationTable:
    """Let a table hold from a day on (đặt bảng nhắc việc); what was sent by the one before stays as it was.

    One that was to begin on the same day gives way; a day that has passed is refused.

    Raises ``Refused``: ``access.denied``, ``escalation.no_day``, ``escalation.day_passed``, ``escalation.no_rows``,
    ``escalation.no_name``, ``escalation.nobody`` and ``escalation.no_posts`` with the ``row``, ``escalation.disorder``,
    ``escalation.no_reason``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    reason = nfc(reason).strip()[:300]
    valid_from = _checked_day(table.valid_from, today)
    _check(table, reason)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=keeper.pk)
        EscalationTable.objects.filter(keeper=keeper, valid_from=valid_from).delete()
        made = EscalationTable.objects.create(
            keeper=keeper,
            valid_from=valid_from,
            quiet=table.quiet,
            hierarchy=table.hierarchy,
            reason=reason,
            created_by=actor.user,
            created_as=actor.post,
        )
        EscalationRung.objects.bulk_create(_rungs(made, table.rows))
        record(
            actor,
            "escalation.save_table",
            keeper,
            valid_from=made.valid_from.isoformat(),
            reason=reason,
            count=len(table.rows),
        )
    return made


def _rungs(made: EscalationTable, rows: Iterable[Row]) -> list[EscalationRung]:
    return [
        EscalationRung(
            table=made,
            place=place,
            name=row.name,
            condition=row.condition,
            days=list(row.days),
            repeat=list(row.repeat),
            answer=list(row.answer),
            whom=[str(whom) for whom in row.whom],
            steps_up=row.steps_up,
            posts=list(row.posts),
        )
        for place, row in enumerate(table_order(rows), start=1)
    ]


def table_order(rows: Iterable[Row]) -> list[Row]:
    """Rows ladder by ladder, each from the bottom up as they were typed."""
    conditions = [condition for ladder in LADDERS.values() for condition in ladder]
    return sorted(rows, key=lambda row: conditions.index(row.condition))


def _checked_day(day: date | None, today: date) -> date:
    if day is None:
        raise Refused("escalation.no_day")
    if day < today:
        raise Refused("escalation.day_passed", day=day)
    return day


def _check(table: Table, reason: str) -> None:
    if not table.rows:
        raise Refused("escalation.no_rows")
    for row in table.rows:
        _check_row(row)
    ordered = Table(rows=tuple(table_order(table.rows)))
    for ladder in LADDERS:
        if not is_climbable([row.rung for row in ordered.ladder(ladder)]):
            raise Refused("escalation.disorder", rows=", ".join(row.name for row in ordered.ladder(ladder)))
    if not reason:
        raise Refused("escalation.no_reason")


def _check_row(row: Row) -> None:
    if not row.name.strip():
        raise Refused("escalation.no_name")
    if len(row.name) > _LONGEST_NAME or not row.whom:
        raise Refused("escalation.nobody", row=row.name)
    if Whom.NAMED in row.whom and not row.posts:
        raise Refused("escalation.no_posts", row=row.name)
