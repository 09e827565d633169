"""Entering papers in the work calendar, moving them, saying how far they are, giving their preparation as a task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Organ, Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.notices.operations import Outgoing, notify, notify_all
from vaocuoc.oversight.calendar.access import may_tell
from vaocuoc.oversight.calendar.models import OPEN_STATES, CalendarEntry, EntryMove, EntryState
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import create_task

_LONGEST = {"title": 1000, "appraiser": 300, "preparer_words": 300, "note": 500}
EDITABLE = (*_LONGEST, "preparer_unit", "preparer_post", "meeting")


def create_entry(
    *,
    actor: Actor,
    keeper: Unit,
    title: str,
    planned_month: date,
    planned_on: date | None = None,
    organ: Organ | None = None,
    preparer_unit: Unit | None = None,
    preparer_post: Post | None = None,
    preparer_words: str = "",
    appraiser: str = "",
    note: str = "",
) -> CalendarEntry:
    """Enter a paper in the work calendar (ghi vào chương trình làm việc); whoever prepares it is told.

    Raises ``Refused``: ``access.denied``, ``calendar.no_title``, ``calendar.too_long``, ``calendar.two_preparers``,
    ``calendar.other_organ``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    entry = _new(actor, keeper, organ, {
        "title": title, "planned_month": planned_month, "planned_on": planned_on, "preparer_unit": preparer_unit,
        "preparer_post": preparer_post, "preparer_words": preparer_words, "appraiser": appraiser, "note": note,
    })  # fmt: skip
    with transaction.atomic():
        entry.save()
        record(actor, "calendar.create", entry, title=entry.title[:200], month=_month(entry.planned_month))
        _tell(actor, [entry], "calendar.planned")
    return entry


def create_entries(
    *, actor: Actor, keeper: Unit, organ: Organ | None, rows: Sequence[dict[str, Any]]
) -> list[CalendarEntry]:
    """Enter many papers at once (dán bảng), all or nothing; raises as :func:`create_entry` does."""
    actor.require(Action.ASSIGN, keeper.pk)
    made = [_new(actor, keeper, organ, row) for row in rows]
    if not made:
        raise Refused("calendar.no_rows")
    with transaction.atomic():
        CalendarEntry.objects.bulk_create(made, batch_size=500)
        facts = [(entry, {"title": entry.title[:200], "month": _month(entry.planned_month)}) for entry in made]
        record_all(actor, "calendar.create", facts)
        _tell(actor, made, "calendar.planned")
    return made


def edit_entry(*, actor: Actor, entry: CalendarEntry, version: int, **fields: Any) -> CalendarEntry:
    """Correct an entry (sửa mục), not its time: that is moved with a reason, see :func:`move_entry`.

    Raises ``Refused`` as :func:`create_entry` does, and ``conflict.entry_changed``.
    """
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not to be edited: {sorted(unknown)}")
    actor.require(Action.ASSIGN, entry.keeper_id)
    with transaction.atomic():
        entry = _locked(entry)
        if entry.version != version:
            raise Refused("conflict.entry_changed")
        before = {name: str(getattr(entry, name) or "") for name, new in fields.items() if getattr(entry, name) != new}
        for name, value in fields.items():
            setattr(entry, name, value)
        _check(entry)
        _save(entry)
        record(actor, "calendar.edit", entry, before=before)
        if {"preparer_unit", "preparer_post"} & set(before):
            _tell(actor, [entry], "calendar.planned")
    return entry


def move_entry(
    *, actor: Actor, entry: CalendarEntry, planned_month: date, planned_on: date | None = None, reason: str
) -> CalendarEntry:
    """Plan a paper for another month or day (điều chỉnh thời gian), with the reason; the old plan stays in its story.

    Raises ``Refused``: ``access.denied``, ``calendar.no_reason``, ``calendar.same_time``, ``calendar.settled``.
    """
    actor.require(Action.ASSIGN, entry.keeper_id)
    reason = nfc(reason).strip()[:300]
    if not reason:
        raise Refused("calendar.no_reason")
    month = (planned_on or planned_month).replace(day=1)
    with transaction.atomic():
        entry = _locked(entry)
        _refuse_settled(entry)
        if (month, planned_on) == (entry.planned_month, entry.planned_on):
            raise Refused("calendar.same_time", month=_month(month))
        EntryMove.objects.create(
            entry=entry, old_month=entry.planned_month, old_on=entry.planned_on, new_month=month, new_on=planned_on,
            reason=reason, by=actor.user, by_post=actor.post,
        )  # fmt: skip
        was = _month(entry.planned_month)
        entry.planned_month, entry.planned_on = month, planned_on
        _save(entry)
        record(actor, "calendar.move", entry, was=was, month=_month(month), reason=reason)
        _tell(actor, [entry], "calendar.moved")
    return entry


def set_state(
    *,
    actor: Actor,
    entry: CalendarEntry,
    state: str,
    day: date | None = None,
    document: Document | None = None,
    reason: str = "",
) -> CalendarEntry:
    """Say how far a paper is (tình trạng): submitted with its day, issued with its document, taken out with a reason.

    Whoever prepares it may say that it is being prepared or submitted; the rest is the office's. Raises ``Refused``:
    ``access.denied``, ``calendar.unknown_state``, ``calendar.no_day``, ``calendar.day_in_future``,
    ``calendar.no_document``, ``calendar.no_reason``.
    """
    if state not in EntryState.values:
        raise Refused("calendar.unknown_state", value=state)
    if not may_tell(actor, entry):
        raise Refused("access.denied", action=str(Action.UPDATE))
    if state in (EntryState.ISSUED, EntryState.DROPPED):
        actor.require(Action.ASSIGN, entry.keeper_id)
    reason = nfc(reason).strip()[:500]
    _check_state(state, day, document or entry.document, reason, actor.today)
    with transaction.atomic():
        entry = _locked(entry)
        was = entry.state
        entry.state = state
        if state in OPEN_STATES:
            entry.submitted_on = None
        elif day is not None:
            entry.submitted_on = day
        elif state == EntryState.ISSUED and entry.submitted_on is None:
            paper = document or entry.document
            entry.submitted_on = (paper.issued_on if paper else None) or actor.today
        if document is not None:
            entry.document = document
        if state == EntryState.DROPPED:
            entry.note = reason
        _save(entry)
        record(actor, "calendar.state", entry, was=was, state=state, reason=reason[:200])
        if state == EntryState.DROPPED:
            _tell(actor, [entry], "calendar.dropped")
    return entry


def give_task(*, actor: Actor, entry: CalendarEntry, today: date) -> Task:
    """Give the preparation of a paper as a task to whoever prepares it (giao nhiệm vụ chuẩn bị).

    Raises ``Refused``: ``access.denied``, ``calendar.no_preparer``, ``calendar.task_given``, ``calendar.settled``, and
    what ``create_task`` refuses.
    """
    actor.require(Action.ASSIGN, entry.keeper_id)
    with transaction.atomic():
        entry = _locked(entry)
        _refuse_settled(entry)
        if entry.task is not None:
            raise Refused("calendar.task_given", task=entry.task.code)
        if entry.preparer_unit is None and entry.preparer_post is None:
            raise Refused("calendar.no_preparer")
        task = create_task(
            actor=actor,
            keeper=entry.keeper,
            title=f"Chuẩn bị, trình {entry.title[:1].lower()}{entry.title[1:]}"[:1000],
            lead_unit=entry.preparer_unit,
            lead_post=entry.preparer_post,
            follower=actor.post,
            product=entry.title[:500],
            due=max(entry.planned_by, today),
            authority=str(entry.organ or entry.keeper)[:300],
            today=today,
        )
        entry.task = task
        if entry.state == EntryState.NOT_BEGUN:
            entry.state = EntryState.PREPARING
        _save(entry)
        record(actor, "calendar.give_task", entry, code=task.code)
    return task


# --- what they share --------------------------------------------------------------------------------------------------


def _new(actor: Actor, keeper: Unit, organ: Organ | None, fields: dict[str, Any]) -> CalendarEntry:
    day: date | None = fields.get("planned_on")
    month: date = (day or fields["planned_month"]).replace(day=1)
    given = fields | {"planned_month": month, "planned_on": day}
    entry = CalendarEntry(keeper=keeper, organ=organ, first_month=month, first_on=day, created_by=actor.user, **given)
    _check(entry)
    entry.folded = _folded(entry)
    return entry


def _check(entry: CalendarEntry) -> None:
    for name, longest in _LONGEST.items():
        value = " ".join(nfc(getattr(entry, name)).split())
        if len(value) > longest:
            raise Refused("calendar.too_long", length=len(value), longest=longest)
        setattr(entry, name, value)
    if not entry.title:
        raise Refused("calendar.no_title")
    if entry.preparer_unit_id is not None and entry.preparer_post_id is not None:
        raise Refused("calendar.two_preparers")
    if entry.organ is not None and entry.organ.unit_id != entry.keeper_id:
        raise Refused("calendar.other_organ")


def _check_state(state: str, day: date | None, document: Document | None, reason: str, today: date) -> None:
    if day is not None and day > today:
        raise Refused("calendar.day_in_future", day=day)
    if state == EntryState.SUBMITTED and day is None:
        raise Refused("calendar.no_day")
    if state == EntryState.ISSUED and document is None:
        raise Refused("calendar.no_document")
    if state == EntryState.DROPPED and not reason:
        raise Refused("calendar.no_reason")


def _refuse_settled(entry: CalendarEntry) -> None:
    if entry.state in (EntryState.ISSUED, EntryState.DROPPED):
        raise Refused("calendar.settled", state=entry.get_state_display())


def _locked(entry: CalendarEntry) -> CalendarEntry:
    related = ("keeper", "organ", "preparer_unit", "preparer_post__unit", "document", "task")
    return CalendarEntry.objects.select_for_update(of=("self",)).select_related(*related).get(pk=entry.pk)


def _save(entry: CalendarEntry) -> None:
    entry.folded = _folded(entry)
    entry.version += 1
    entry.save()


def _folded(entry: CalendarEntry) -> str:
    return fold(f"{entry.title} {entry.preparer} {entry.appraiser}".strip())


def _month(day: date) -> str:
    return f"{day:%m/%Y}"


def _tell(actor: Actor, entries: Sequence[CalendarEntry], kind: str) -> None:
    """Tell who prepares; many entries are one message a preparer."""
    by_preparer: dict[tuple[str, int], list[CalendarEntry]] = {}
    for entry in entries:
        if entry.preparer_unit_id is not None:
            by_preparer.setdefault(("unit", entry.preparer_unit_id), []).append(entry)
        elif entry.preparer_post_id is not None:
            by_preparer.setdefault(("post", entry.preparer_post_id), []).append(entry)
    going = []
    for (sort, key), own in by_preparer.items():
        facts = {"title": own[0].title[:200], "due": own[0].planned_by.isoformat(), "count": len(own)}
        whom: dict[str, Any] = {"units": [key]} if sort == "unit" else {"posts": [key]}
        going.append(Outgoing(kind if len(own) == 1 else f"{kind}_many", own[0], facts=facts, **whom))
    if len(going) == 1:
        notify(actor, going[0])
    elif going:
        notify_all(actor, going)
