"""The notice of conclusions (thông báo kết luận): drafted from what was written down, registered once issued, sent."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.operations import address_document, edit_document, mark_reviewed, upload_document
from vaocuoc.documents.models import Document, DocumentType, Handling
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.formats.letters import write_docx
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.oversight.meetings.composing import (
    authority_for,
    closing_for,
    compose,
    opening_for,
    subject_for,
    symbol_for,
)
from vaocuoc.oversight.meetings.models import Conclusion, ConclusionNotice, Meeting, MeetingState
from vaocuoc.tracking.assignment.models import LetterSettings, Regime
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.models import Task

EDITABLE = ("subject", "opening", "closing", "authority", "signer_post", "signer_name", "symbol")
_LONGEST = {
    "subject": 500, "opening": 1500, "closing": 1000, "authority": 200, "signer_post": 200, "signer_name": 200,
    "symbol": 40, "number": 20,
}  # fmt: skip
_TERM_YEARS = 5


def noticed(meeting: Meeting) -> list[Conclusion]:
    """What a notice says: the conclusions in their order, without those withdrawn."""
    found = meeting.conclusions.filter(withdrawn="").order_by("place", "pk")
    return list(
        found.select_related("task__lead_unit", "task__lead_post__unit", "task__turning").prefetch_related(
            "task__parties__unit"
        )
    )


def draft_notice(*, actor: Actor, meeting: Meeting, superior: Unit | None = None) -> ConclusionNotice:
    """Begin the notice of a meeting (lập thông báo kết luận), its words proposed; the one there is, where there is one.

    Raises ``Refused``: ``access.denied``, ``meetings.nothing_concluded``.
    """
    actor.require(Action.ASSIGN, meeting.keeper_id)
    settings = settings_of(meeting.keeper, superior=superior)
    with transaction.atomic():
        Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        known = ConclusionNotice.objects.filter(meeting=meeting).first()
        if known is not None:
            return known
        if not meeting.conclusions.filter(withdrawn="").exists():
            raise Refused("meetings.nothing_concluded")
        notice = ConclusionNotice.objects.create(
            meeting=meeting,
            subject=subject_for(meeting)[: _LONGEST["subject"]],
            opening=opening_for(meeting)[: _LONGEST["opening"]],
            closing=closing_for(settings)[: _LONGEST["closing"]],
            authority=authority_for(meeting, settings)[: _LONGEST["authority"]],
            signer_post=settings.signer_post,
            signer_name=settings.signer_name,
            symbol=symbol_for(settings)[: _LONGEST["symbol"]],
            created_by=actor.user,
        )
        record(actor, "meetings.notice", meeting, title=notice.subject)
    return notice


def edit_notice(*, actor: Actor, notice: ConclusionNotice, version: int, **fields: Any) -> ConclusionNotice:
    """Change the words of a draft (sửa thông báo).

    Raises ``Refused``: ``access.denied``, ``conflict.notice_changed``, ``meetings.notice_issued``,
    ``meetings.notice_words_missing``, ``meetings.too_long``.
    """
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not to be edited: {sorted(unknown)}")
    actor.require(Action.ASSIGN, notice.meeting.keeper_id)
    with transaction.atomic():
        notice = _draft(notice, version)
        for name, value in fields.items():
            setattr(notice, name, nfc(str(value)).strip())
        _check(notice)
        notice.version += 1
        notice.save()
        record(actor, "meetings.edit_notice", notice.meeting, title=notice.subject)
    return notice


def issue_notice(
    *,
    actor: Actor,
    notice: ConclusionNotice,
    version: int,
    number: str,
    issued_on: date,
    superior: Unit | None = None,
) -> ConclusionNotice:
    """Register a notice that was issued (đăng ký thông báo đã ban hành) and tell who was given work or took part.

    It becomes a document of the library with the file as it was issued, the paper that gives its tasks; the meeting is
    over. All or nothing. Raises ``Refused``: ``access.denied``, ``conflict.notice_changed``,
    ``meetings.notice_issued``, ``meetings.no_number``, ``meetings.number_taken``, ``meetings.issued_in_future``,
    ``meetings.issued_before``, ``meetings.nothing_concluded``, and what taking in a file refuses.
    """
    meeting = notice.meeting
    actor.require(Action.ASSIGN, meeting.keeper_id)
    actor.require(Action.UPLOAD, meeting.keeper_id)
    number = nfc(number).strip()[: _LONGEST["number"]]
    if not number:
        raise Refused("meetings.no_number")
    if issued_on > actor.today:
        raise Refused("meetings.issued_in_future", day=issued_on)
    if issued_on < meeting.held_on:
        raise Refused("meetings.issued_before", day=issued_on, held=meeting.held_on)
    settings = settings_of(meeting.keeper, superior=superior)
    with transaction.atomic():
        notice = _draft(notice, version)
        conclusions = noticed(meeting)
        if not conclusions:
            raise Refused("meetings.nothing_concluded")
        notice.number, notice.issued_on = number, issued_on
        paper = compose(notice, conclusions, settings, today=actor.today)
        symbol = paper.number_line.removeprefix(paper.layout.number_words).strip()
        _refuse_taken(notice, symbol, settings)
        tasks = [one.task for one in conclusions if one.task is not None]
        notice.document = _register(actor, notice, write_docx(paper), symbol, tasks)
        notice.version += 1
        notice.save()
        _give_by(actor, notice.document, tasks)
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED)
        record(
            actor, "meetings.issue_notice", meeting, number=symbol, issued_on=issued_on.isoformat(), count=len(tasks)
        )
        _send(actor, notice, symbol, tasks)
    return notice


def _draft(notice: ConclusionNotice, version: int) -> ConclusionNotice:
    related = ("meeting__keeper", "meeting__organ__unit", "meeting__chair__unit")
    held = ConclusionNotice.objects.select_for_update(of=("self",)).select_related(*related).get(pk=notice.pk)
    if held.is_issued:
        raise Refused("meetings.notice_issued", number=held.number)
    if held.version != version:
        raise Refused("conflict.notice_changed")
    return held


def _check(notice: ConclusionNotice) -> None:
    if not notice.subject or not notice.opening or not notice.symbol:
        raise Refused("meetings.notice_words_missing")
    for name, longest in _LONGEST.items():
        if len(getattr(notice, name)) > longest:
            raise Refused("meetings.too_long", length=len(getattr(notice, name)), longest=longest)


def _refuse_taken(notice: ConclusionNotice, symbol: str, settings: LetterSettings) -> None:
    """Numbers count per year for the State and per term for the Party."""
    assert notice.issued_on is not None  # set just before
    same = Document.objects.filter(
        keeper=notice.meeting.keeper, type=DocumentType.NOTICE, number_key=number_key(symbol), issued_on__isnull=False
    )
    years = _TERM_YEARS if settings.regime == Regime.PARTY else 1
    for known in same:
        if known.issued_on and abs(known.issued_on.year - notice.issued_on.year) < years:
            raise Refused("meetings.number_taken", number=symbol, day=known.issued_on)


def _register(actor: Actor, notice: ConclusionNotice, content: bytes, symbol: str, tasks: Sequence[Task]) -> Document:
    meeting = notice.meeting
    document = upload_document(
        actor=actor,
        content=io.BytesIO(content),
        name=f"{symbol.replace('/', '-')}-thong-bao-ket-luan.docx",
        keeper=meeting.keeper,
        handling=Handling.ORDINARY,
        today=actor.today,
    )
    document = edit_document(
        actor=actor,
        document=document,
        version=document.version,
        type=DocumentType.NOTICE,
        number=symbol,
        title=notice.subject[:1].upper() + notice.subject[1:],
        issuer=meeting.body,
        issued_on=notice.issued_on,
        received_on=notice.issued_on,
    )
    address_document(actor=actor, document=document, units=_units(tasks))
    return mark_reviewed(actor=actor, document=document)


def _units(tasks: Sequence[Task]) -> list[Unit]:
    leads = (task.lead_unit or (task.lead_post.unit if task.lead_post else None) for task in tasks)
    return list({unit.pk: unit for unit in leads if unit is not None}.values())


def _give_by(actor: Actor, document: Document, tasks: Sequence[Task]) -> None:
    """The notice is the paper that gives its tasks, so that registers and letters find them by it."""
    fresh = [task for task in tasks if task.document_id is None]
    Task.objects.filter(pk__in=[task.pk for task in fresh], document__isnull=True).update(document=document)
    record_all(actor, "meetings.given_by", [(task, {"number": document.number}) for task in fresh])


def _send(actor: Actor, notice: ConclusionNotice, symbol: str, tasks: Sequence[Task]) -> None:
    meeting = notice.meeting
    facts = {"title": meeting.title, "number": symbol, "count": len(tasks)}
    posts = list(meeting.participants.values_list("post_id", flat=True))
    led = [task.lead_post_id for task in tasks if task.lead_post_id]
    units = [task.lead_unit_id for task in tasks if task.lead_unit_id]
    notify_all(
        actor,
        [
            Outgoing("meetings.concluded", meeting, posts=sorted({*posts, *led}), facts=facts),
            Outgoing("meetings.concluded_units", notice.document or meeting, units=sorted(set(units)), facts=facts),
        ],
    )
