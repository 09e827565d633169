# ruff: noqa: E501 - one deed is read as one row
"""What directives add to the page of a task: the leader's deeds, what waits for an answer, lines of the thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.recording import Recorded
from vaocuoc.tracking.directing.forms import DirectiveForm, ExtendForm, OpinionForm, ReassignForm
from vaocuoc.tracking.directing.models import Directive, DirectiveKind
from vaocuoc.tracking.directing.operations import direct, proposed_day
from vaocuoc.tracking.directing.queries import DirectiveRow, directives_of, row_of
from vaocuoc.tracking.tasks.access import TaskRights
from vaocuoc.tracking.tasks.additions import Addition, Told
from vaocuoc.tracking.tasks.deeds import DIRECTING, Deed, is_open, not_finished
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.queries import TaskRow
from vaocuoc.tracking.tasks.story import Reason, Said, initials
from vaocuoc.tracking.urgency.tables import taking_in
from vaocuoc.ui.clock import now, today
from vaocuoc.ui.dates import format_day


def _give(kind: DirectiveKind) -> Callable[[Actor, Task, dict[str, Any]], object]:
    return lambda actor, task, data: direct(actor=actor, subject=task, kind=kind, **data)


def _by_urgency(task: Task, actor: Actor) -> dict[str, Any]:
    return {"answer_by": proposed_day(task, today=actor.today)[0]}


def _push(task: Task, actor: Actor) -> dict[str, Any]:
    words = _now("Đề nghị báo cáo tiến độ, lý do chậm và thời điểm hoàn thành.")
    return {"text": words} | _by_urgency(task, actor)


def _evidence(task: Task, actor: Actor) -> dict[str, Any]:
    product = task.product or _now("văn bản chứng minh hoàn thành")
    return {"text": _now("Đề nghị nộp minh chứng: %(product)s.") % {"product": product}} | _by_urgency(task, actor)


def _figures(task: Task, actor: Actor) -> dict[str, Any]:
    return {"text": _now("Đề nghị kiểm tra lại số liệu đã báo cáo và xác nhận.")} | _by_urgency(task, actor)


_SENT = _("Đã gửi chỉ đạo.")
DEEDS = {
    "don-doc": Deed(
        _("Đôn đốc"), _("Gửi đôn đốc"), _("Đã gửi đôn đốc."), DirectiveForm, "guide", _give(DirectiveKind.PUSH), is_open,
        hint=_("Ngày trả lời đề xuất theo độ khẩn, tính ngày làm việc; sửa được."), initial=_push, group=DIRECTING,
    ),
    "yeu-cau-minh-chung": Deed(
        _("Yêu cầu minh chứng"), _("Gửi yêu cầu"), _SENT, DirectiveForm, "guide", _give(DirectiveKind.EVIDENCE), is_open,
        hint=_("Nộp minh chứng là trả lời yêu cầu này."), initial=_evidence, group=DIRECTING,
    ),
    "kiem-tra-so-lieu": Deed(
        _("Yêu cầu kiểm tra số liệu"), _("Gửi yêu cầu"), _SENT, DirectiveForm, "guide", _give(DirectiveKind.FIGURES), is_open,
        initial=_figures, group=DIRECTING,
    ),
    "giao-lai": Deed(
        _("Giao lại"), _("Giao lại"), _("Đã giao lại nhiệm vụ."), ReassignForm, "direct", _give(DirectiveKind.REASSIGN), not_finished,
        hint=_("Nhiệm vụ chuyển ngay sang đầu mối mới; hạn không đổi, cả hai bên được báo."), group=DIRECTING,
    ),
    "chi-dao-gia-han": Deed(
        _("Chỉ đạo gia hạn"), _("Gia hạn"), _("Đã gia hạn."), ExtendForm, "direct", _give(DirectiveKind.EXTEND), not_finished,
        hint=_("Hạn đổi ngay; hạn ban đầu vẫn được giữ và hiện bên cạnh."), group=DIRECTING,
    ),
    "y-kien": Deed(
        _("Ý kiến chỉ đạo"), _("Gửi ý kiến"), _("Đã gửi ý kiến."), OpinionForm, "guide", _give(DirectiveKind.OPINION), not_finished,
        group=DIRECTING,
    ),
}  # fmt: skip


def tell(request: HttpRequest, row: TaskRow, rights: TaskRights) -> Told:
    """What waits for an answer and a late taking in, as boxes; every directive in the thread; at most six queries."""
    actor = actor_of(request)
    found = [row_of(one, today()) for one in directives_of(row.task)]
    waiting = [one for one in found if one.directive.waits]
    own = {post.pk for one in waiting for post in one.directive.posts.all()}
    asked = rights.hand_in or (actor.post is not None and actor.post.pk in own)
    boxes = []
    if waiting:
        context = {"waiting": waiting, "may_answer": asked, "own_post": actor.post.pk if actor.post else None}
        boxes.append(render_to_string("tracking/directing/_box.html", context, request))
    if row.state.is_open and row.task.acknowledged_at is None and not row.task.is_started:
        taken = taking_in(row.task, now=now())
        if taken.by is not None:
            context = {"taken": taken, "row": row}
            boxes.append(render_to_string("tracking/directing/_taking_in.html", context, request))
    return Told(tuple(boxes), tuple(_said(one) for one in found), tuple(_reasons(waiting)))


def _reasons(waiting: list[DirectiveRow]) -> list[Reason]:
    if not waiting:
        return []
    words = ngettext(
        "%(number)s chỉ đạo chưa được trả lời, sớm nhất phải trả lời ngày %(day)s.",
        "%(number)s chỉ đạo chưa được trả lời, sớm nhất phải trả lời ngày %(day)s.",
        len(waiting),
    )
    first = min(one.directive.answer_by for one in waiting if one.directive.answer_by)
    return [Reason(words % {"number": len(waiting), "day": format_day(first)}, "don-doc", _now("Đôn đốc"))]


def _said(row: DirectiveRow) -> Said:
    one = row.directive
    by = str(one.organ or one.by_post or one.by)
    kind = DirectiveKind(one.kind).label
    return Said(
        at=one.at,
        by=by,
        initials=initials(one.by_post.unit.name if one.by_post else by),
        text=f"{kind}: {one.text}",
        note=_answer(row),
        whose=(one.by_id, one.by_post_id, one.at),
        note_whose=(one.answered_by_id, one.answered_as_id, one.answered_at) if one.answered_at else None,
    )


def _answer(row: DirectiveRow) -> str:
    """What became of it, in one line."""
    one: Directive = row.directive
    facts: dict[str, Any] = {"whom": row.whom, "day": format_day(one.answer_by) if one.answer_by else ""}
    if one.answered_at is not None and one.answered_on is not None:
        recorded = Recorded(one.on_behalf_of, one.received_how).words
        facts |= {"who": one.answered_as or one.answered_by, "on": format_day(one.answered_on), "answer": one.answer}
        return _now("Trả lời ngày %(on)s: %(answer)s · %(who)s") % facts + (f" · {recorded}" if recorded else "")
    if one.withdrawn_at is not None:
        return _now("Đã rút.")
    if one.answer_by is None:
        return _now("Gửi %(whom)s, không cần trả lời.") % facts
    if row.days_late:
        facts["days"] = row.days_late
        return _now("Chờ %(whom)s trả lời trước hết ngày %(day)s, quá %(days)s ngày.") % facts
    return _now("Chờ %(whom)s trả lời trước hết ngày %(day)s.") % facts


ADDITION = Addition(deeds=DEEDS, tell=tell)
