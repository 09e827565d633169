"""Taking in the demonstration's conclusion notices: each is uploaded, read, reviewed, and its tasks followed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from vaocuoc.config.demo import notices
from vaocuoc.config.demo.desk import CLERK, Desk, containing, known
from vaocuoc.config.demo.following import schedule_fate
from vaocuoc.config.demo.notices import NOTICES, PROPOSALS, SHORTCOMINGS, Given, Notice
from vaocuoc.config.demo.reporting import workday
from vaocuoc.config.demo.writing import write_notice
from vaocuoc.documents.models import Document, Finding, FindingKind
from vaocuoc.tracking.models import Proposal, Shortcoming, Task
from vaocuoc.tracking.shortcomings.operations import (
    answer_proposal,
    create_proposal,
    create_shortcoming,
    set_shortcoming_state,
)
from vaocuoc.tracking.tasks.operations import create_task

UNREVIEWED = "36-TB/TU"
"""The newest notice: its tasks are in the register, its whole text has not been gone through."""
_RECURRING = ("hằng tháng", "hằng quý", "thường xuyên")
_FOLLOWERS = {"to-chuc": "chuyen-vien-xay-dung-dang", "kiem-tra": "chuyen-vien-xay-dung-dang"}
_OVERSEERS = {
    "so-y-te": "pho-chu-tich-van-xa",
    "so-giao-duc": "pho-chu-tich-van-xa",
    "so-van-hoa": "pho-chu-tich-van-xa",
}


def schedule_notices(desk: Desk) -> None:
    """Write down that each notice comes in the day after it is issued, and is reviewed the same afternoon."""
    for notice in NOTICES:
        came = workday(notice.day, 1)
        desk.timeline.add(came, 8.5, _take_in, desk, notice)
        desk.timeline.add(came, 14, _review, desk, notice)


def _take_in(day: date, desk: Desk, notice: Notice) -> None:
    paper = write_notice(notice, desk.province.units, desk.folder)
    desk.take_in(notice.number, paper, day, everyone=True)


def _review(day: date, desk: Desk, notice: Notice) -> None:
    document = desk.documents[notice.number]
    findings = desk.open_findings(document, FindingKind.TASK)
    for given in notice.given:
        if given.lead in desk.province.units:
            task = _enter(desk, given, document, containing(findings, given.work), day)
            schedule_fate(desk, task, given.lead, given.fate, blocker=given.blocker, remover=given.remover)
    _enter_shortcomings(desk, notice, document, day)
    _enter_proposals(desk, notice, document, day)
    if notice.number != UNREVIEWED:
        desk.accept_as_read(document, day, FindingKind.REFERENCE)
        desk.finish_review(document, day)


def _enter(desk: Desk, given: Given, document: Document, finding: Finding | None, day: date) -> Task:
    """The task of one clause: from what was read where the reader found it, else typed in beside the paper."""
    units, posts = desk.province.units, desk.province.posts
    fields: dict[str, Any] = {
        "title": given.work[0].upper() + given.work[1:],
        "product": given.product[0].upper() + given.product[1:],
        "product_level": "province",
        "product_receiver": "Ban Thường vụ Tỉnh ủy",
        "lead_unit": units[given.lead],
        "cooperating": known(units, *given.along),
        "through": known(units, given.through),
        "follower": posts[_FOLLOWERS.get(given.lead, "chuyen-vien-kinh-te" if given.lead.startswith("so-") else CLERK)],
        "authority": "Ban Thường vụ Tỉnh ủy",
        **_deadline(given),
    }
    overseer = posts[_OVERSEERS[given.lead]] if given.lead in _OVERSEERS else None
    if finding is not None:
        desk.accept(finding, day, overseer=overseer, **fields)
        return Task.objects.get(finding=finding)
    return create_task(
        actor=desk.clerk(day),
        keeper=units["tinh-uy"],
        document=document,
        received_on=document.received_on,
        overseers=(overseer,) if overseer else (),
        today=day,
        **fields,
    )


def _deadline(given: Given) -> dict[str, Any]:
    if isinstance(given.due, date):
        return {"deadline_kind": "day", "due": given.due}
    if given.due in _RECURRING:
        return {"deadline_kind": "regular", "due": None, "recurrence": given.due}
    if given.fate == notices.WAITING:
        return {"deadline_kind": "condition", "due": None, "condition": given.due}
    return {"deadline_kind": "day", "due": None, "no_due_reason": "Thông báo chưa ấn định thời hạn"}


def _enter_shortcomings(desk: Desk, notice: Notice, document: Document, day: date) -> None:
    findings = desk.open_findings(document, FindingKind.SHORTCOMING)
    for text, unit, cause, state, paper in SHORTCOMINGS:
        if paper != notice.number:
            continue
        fields: dict[str, Any] = {"text": text, "unit": desk.province.units[unit], "cause": cause}
        finding = containing(findings, text.rstrip("."))
        if finding is not None:
            desk.accept(finding, day, **fields)
            entry = Shortcoming.objects.get(finding=finding)
        else:
            entry = create_shortcoming(actor=desk.clerk(day), keeper=document.keeper, document=document, **fields)
        if state != "standing":
            desk.timeline.add(day + timedelta(days=40), 10, _move_shortcoming, desk, entry, state)


def _move_shortcoming(day: date, desk: Desk, entry: Shortcoming, state: str) -> None:
    set_shortcoming_state(
        actor=desk.clerk(day), shortcoming=entry, state=state, note="Theo báo cáo của đơn vị, đã rà soát lại"
    )


def _enter_proposals(desk: Desk, notice: Notice, document: Document, day: date) -> None:
    findings = desk.open_findings(document, FindingKind.PROPOSAL)
    for text, to, answered, answer, paper in PROPOSALS:
        if paper != notice.number:
            continue
        fields: dict[str, Any] = {"text": text, "addressed_to": to}
        finding = containing(findings, text.rstrip("."))
        if finding is not None:
            desk.accept(finding, day, **fields)
            proposal = Proposal.objects.get(finding=finding)
        else:
            proposal = create_proposal(actor=desk.clerk(day), keeper=document.keeper, document=document, **fields)
        if answered is not None:
            desk.timeline.add(answered, 9, _answer, desk, proposal, answer)


def _answer(day: date, desk: Desk, proposal: Proposal, answer: str) -> None:
    answer_proposal(actor=desk.clerk(day), proposal=proposal, answered_on=day, answer=answer)
