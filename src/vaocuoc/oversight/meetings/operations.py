"""Calling a meeting, its agenda and papers, who was absent, closing it. Conclusions are in ``concluding``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Max

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Organ, Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.oversight.meetings.models import (
    AgendaItem,
    ItemKind,
    Meeting,
    MeetingPaper,
    MeetingState,
    Participant,
)
from vaocuoc.oversight.meetings.standing import unfinished_before

_LONGEST = {"title": 300, "place": 200}
_LONGEST_ITEM = 1000


def create_meeting(
    *,
    actor: Actor,
    keeper: Unit,
    title: str,
    held_on: date,
    organ: Organ | None = None,
    begins_at: time | None = None,
    place: str = "",
    chair: Post | None = None,
    posts: Sequence[Post] = (),
) -> Meeting:
    """Call a meeting (lập cuộc họp). Its agenda opens with the unfinished conclusions of the organ's earlier meetings.

    Without ``posts`` those of the organ are called. They are told. Raises ``Refused``: ``access.denied``,
    ``meetings.no_title``, ``meetings.too_long``, ``meetings.other_organ``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    meeting = Meeting(
        keeper=keeper, organ=organ, title=title, held_on=held_on, begins_at=begins_at, place=place, chair=chair,
        created_by=actor.user,
    )  # fmt: skip
    _check(meeting)
    with transaction.atomic():
        meeting.save()
        called = {post.pk: post for post in posts or members_of(organ, held_on)}
        Participant.objects.bulk_create([Participant(meeting=meeting, post=post) for post in called.values()])
        left = unfinished_before(meeting, today=actor.today)
        _add(meeting, [(ItemKind.CONCLUSION, one.text, {"conclusion": one}) for one in left])
        record(actor, "meetings.create", meeting, title=meeting.title, held_on=held_on.isoformat())
        _tell(actor, meeting, "meetings.called", called)
    return meeting


def members_of(organ: Organ | None, day: date) -> list[Post]:
    """The posts of an organ that live on a day (thành viên)."""
    if organ is None:
        return []
    found = organ.posts.select_related("unit").filter(valid_from__lte=day).order_by("pk")
    return [post for post in found if post.valid_to is None or post.valid_to > day]


def edit_meeting(*, actor: Actor, meeting: Meeting, posts: Sequence[Post] | None = None, **fields: Any) -> Meeting:
    """Change the day, the place, the chair, who is called (sửa cuộc họp); a new day or place is told.

    Raises ``Refused`` as :func:`create_meeting` does, and ``meetings.closed``.
    """
    if unknown := set(fields) - {"title", "held_on", "begins_at", "place", "chair"}:
        raise TypeError(f"not to be edited: {sorted(unknown)}")
    actor.require(Action.ASSIGN, meeting.keeper_id)
    with transaction.atomic():
        meeting = held(meeting)
        before = {
            name: str(getattr(meeting, name) or "") for name, new in fields.items() if getattr(meeting, name) != new
        }
        for name, value in fields.items():
            setattr(meeting, name, value)
        _check(meeting)
        meeting.save()
        if posts is not None:
            _call(meeting, posts)
        record(actor, "meetings.edit", meeting, before=before)
        if {"held_on", "begins_at", "place"} & set(before):
            called = meeting.participants.values_list("post_id", flat=True)
            _tell(actor, meeting, "meetings.moved", called)
    return meeting


def note_absences(*, actor: Actor, meeting: Meeting, absent: Mapping[int, str]) -> None:
    """Note who was absent and why (ghi vắng): the participants by their keys; all others were there.

    Raises ``Refused``: ``access.denied``, ``meetings.closed``.
    """
    actor.require(Action.ASSIGN, meeting.keeper_id)
    with transaction.atomic():
        meeting = held(meeting)
        rows = list(meeting.participants.all())
        for row in rows:
            row.is_absent, row.reason = row.pk in absent, nfc(absent.get(row.pk, "")).strip()[:200]
        Participant.objects.bulk_update(rows, ["is_absent", "reason"])
        record(actor, "meetings.absences", meeting, count=sum(row.is_absent for row in rows))


# --- the agenda -------------------------------------------------------------------------------------------------------

Item = tuple[str, str, Mapping[str, Any]]
"""What goes on an agenda: its kind, its words, what it is about (``task``, ``indicator`` and ``unit``, ...)."""


def add_items(*, actor: Actor, meeting: Meeting, items: Iterable[Item]) -> list[AgendaItem]:
    """Put items at the end of the agenda (đưa vào chương trình họp); what stands there already is left as it is.

    Raises ``Refused``: ``access.denied``, ``meetings.closed``, ``meetings.no_words``.
    """
    actor.require(Action.ASSIGN, meeting.keeper_id)
    with transaction.atomic():
        meeting = held(meeting)
        made = _add(meeting, items)
        if made:
            record(actor, "meetings.add_items", meeting, count=len(made))
    return made


def remove_item(*, actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda (bỏ khỏi chương trình họp); what was concluded under it stays."""
    actor.require(Action.ASSIGN, item.meeting.keeper_id)
    with transaction.atomic():
        meeting = held(item.meeting)
        record(actor, "meetings.remove_item", meeting, text=item.words[:200])
        AgendaItem.objects.filter(pk=item.pk).delete()


def move_item(*, actor: Actor, item: AgendaItem, up: bool) -> None:
    """Move an item one place up or down (đổi thứ tự)."""
    actor.require(Action.ASSIGN, item.meeting.keeper_id)
    with transaction.atomic():
        meeting = held(item.meeting)
        keys = list(meeting.items.order_by("place", "pk").values_list("pk", flat=True))
        here = keys.index(item.pk) if item.pk in keys else -1
        there = here + (-1 if up else 1)
        if here < 0 or not 0 <= there < len(keys):
            return
        keys[here], keys[there] = keys[there], keys[here]
        rows = {row.pk: row for row in meeting.items.all()}
        for place, key in enumerate(keys, start=1):
            rows[key].place = place
        AgendaItem.objects.bulk_update(rows.values(), ["place"])
        record(actor, "meetings.move_item", meeting, text=item.words[:200])


def attach_paper(*, actor: Actor, meeting: Meeting, document: Document) -> None:
    """Lay a document of the register before the meeting (tài liệu họp)."""
    actor.require(Action.ASSIGN, meeting.keeper_id)
    with transaction.atomic():
        meeting = held(meeting)
        _row, is_new = MeetingPaper.objects.get_or_create(meeting=meeting, document=document)
        if is_new:
            record(actor, "meetings.attach", meeting, title=str(document)[:200])


def detach_paper(*, actor: Actor, meeting: Meeting, document: Document) -> None:
    """Take it away again (bỏ tài liệu)."""
    actor.require(Action.ASSIGN, meeting.keeper_id)
    with transaction.atomic():
        meeting = held(meeting)
        if MeetingPaper.objects.filter(meeting=meeting, document=document).delete()[0]:
            record(actor, "meetings.detach", meeting, title=str(document)[:200])


# --- its end ----------------------------------------------------------------------------------------------------------


def close_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """End a meeting (kết thúc cuộc họp): it takes no more items and conclusions."""
    return _set_state(actor, meeting, MeetingState.CLOSED, "meetings.close")


def reopen_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Open an ended meeting again (mở lại), as long as its notice is not issued.

    Raises ``Refused``: ``access.denied``, ``meetings.notice_issued``.
    """
    from_notice = getattr(meeting, "notice", None)
    if from_notice is not None and from_notice.is_issued:
        raise Refused("meetings.notice_issued", number=from_notice.number)
    return _set_state(actor, meeting, MeetingState.PLANNED, "meetings.reopen")


def _set_state(actor: Actor, meeting: Meeting, state: str, deed: str) -> Meeting:
    actor.require(Action.ASSIGN, meeting.keeper_id)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update(of=("self",)).select_related("keeper", "organ").get(pk=meeting.pk)
        if meeting.state != state:
            meeting.state = state
            meeting.save(update_fields=["state"])
            record(actor, deed, meeting, title=meeting.title)
    return meeting


# --- what they share --------------------------------------------------------------------------------------------------


def held(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, held until the transaction ends; an ended one takes nothing more."""
    related = ("keeper", "organ__unit", "chair__unit")
    found = Meeting.objects.select_for_update(of=("self",)).select_related(*related).get(pk=meeting.pk)
    if found.state == MeetingState.CLOSED:
        raise Refused("meetings.closed", title=found.title)
    return found


def _check(meeting: Meeting) -> None:
    for name, longest in _LONGEST.items():
        value = nfc(getattr(meeting, name)).strip()
        if len(value) > longest:
            raise Refused("meetings.too_long", length=len(value), longest=longest)
        setattr(meeting, name, value)
    if not meeting.title:
        raise Refused("meetings.no_title")
    if meeting.organ is not None and meeting.organ.unit_id != meeting.keeper_id:
        raise Refused("meetings.other_organ")


def _call(meeting: Meeting, posts: Sequence[Post]) -> None:
    wanted = {post.pk for post in posts}
    known = set(meeting.participants.values_list("post_id", flat=True))
    meeting.participants.exclude(post__in=wanted).delete()
    Participant.objects.bulk_create([Participant(meeting=meeting, post=post) for post in posts if post.pk not in known])


def _add(meeting: Meeting, items: Iterable[Item]) -> list[AgendaItem]:
    rows = list(meeting.items.all())
    known = {_key(row.kind, {name: getattr(row, name) for name in _ABOUT}) for row in rows}
    place = meeting.items.aggregate(last=Max("place"))["last"] or 0
    made = []
    for kind, words, about in items:
        words = nfc(words).strip()[:_LONGEST_ITEM]
        if not words:
            raise Refused("meetings.no_words")
        key = _key(kind, about)
        if key and key in known:
            continue
        known.add(key)
        place += 1
        made.append(AgendaItem(meeting=meeting, place=place, kind=kind, words=words, **about))
    return AgendaItem.objects.bulk_create(made)


_ABOUT = ("task", "indicator", "unit", "explanation", "shortcoming", "proposal", "conclusion", "entry")


def _key(kind: str, about: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """What an item is about, to tell whether it is on the agenda already; empty for words alone."""
    return tuple((name, about[name].pk) for name in _ABOUT if about.get(name) is not None)


def _tell(actor: Actor, meeting: Meeting, kind: str, posts: Iterable[int]) -> None:
    facts = {"title": meeting.title, "day": meeting.held_on.isoformat(), "place": meeting.place or "–"}
    notify(actor, Outgoing(kind, meeting, posts=list(posts), facts=facts))
