"""What a task's page tells: the thread, the line of its deadlines, and why it is red."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vaocuoc.directory.people.delegations import names_behind
from vaocuoc.directory.people.recording import Recorded
from vaocuoc.tracking.tasks.models import DeadlineChange, Evidence, Task, TaskUpdate
from vaocuoc.tracking.tasks.queries import TaskRow
from vaocuoc.ui.dates import format_day

Whose = tuple[int | None, int | None, datetime]
"""Whose deed a line is: the account, the post it acted in, the moment."""


@dataclass(frozen=True)
class Said:
    """One line of the thread: somebody's words, or what the system notes (``by`` is empty).

    ``note`` says what became of it. ``whose`` and ``note_whose`` are who said it and who made the note: where they
    acted by delegation, ``behind`` and the note say in whose name. ``recorded`` says for whom it was written down.
    """

    at: datetime
    by: str = ""
    initials: str = ""
    text: str = ""
    blocker: str = ""
    blocker_for: str = ""
    recorded: str = ""
    note: str = ""
    whose: Whose | None = None
    note_whose: Whose | None = None
    behind: str = ""


def thread_of(
    task: Task, evidence: Iterable[Evidence], changes: Iterable[DeadlineChange], more: Iterable[Said] = ()
) -> list[Said]:
    """Everything that was told of a task, the latest first (trao đổi, cập nhật); ``more`` is what other areas add.

    Who acted in another's name is said so (theo ủy quyền); two queries.
    """
    updates = task.updates.select_related("by_post__unit", "by", "removed_as__unit", "removed_by").order_by(
        "-at", "-pk"
    )
    said = [_update(update) for update in updates]
    said += [line for one in evidence for line in _evidence(one)]
    said += [_change(change) for change in changes]
    said += [*_taken_in(task), *more]
    names = names_behind(whose for one in said for whose in (one.whose, one.note_whose) if whose)
    return sorted((_named(one, names) for one in said), key=lambda one: one.at, reverse=True)


def _named(said: Said, names: Mapping[Any, str]) -> Said:
    """The line with in whose name it was said, where that was another's."""
    behind = names.get(said.whose, "") if said.whose else ""
    noted = names.get(said.note_whose, "") if said.note and said.note_whose else ""
    if not behind and not noted:
        return said
    return replace(said, behind=behind, note=f"{said.note}, {noted}" if noted else said.note)


def _update(update: TaskUpdate) -> Said:
    by = str(update.by_post or update.by)
    return Said(
        at=update.at,
        by=by,
        initials=initials(update.by_post.unit.name if update.by_post else by),
        text=update.text,
        blocker=update.blocker,
        blocker_for=update.blocker_for,
        recorded=Recorded(update.on_behalf_of, update.received_how).words,
        note=_removed(update),
        whose=(update.by_id, update.by_post_id, update.at),
        note_whose=(update.removed_by_id, update.removed_as_id, update.removed_at) if update.removed_at else None,
    )


def _removed(update: TaskUpdate) -> str:
    if update.removed_at is None:
        return ""
    facts = {
        "how": update.removal,
        "who": update.removed_as or update.removed_by,
        "day": format_day(timezone.localdate(update.removed_at)),
    }
    return _("Đã tháo gỡ ngày %(day)s: %(how)s · %(who)s") % facts


def _taken_in(task: Task) -> list[Said]:
    if task.acknowledged_at is None:
        return []
    who = task.acknowledged_as or task.acknowledged_by
    whose = (task.acknowledged_by_id, task.acknowledged_as_id, task.acknowledged_at)
    return [Said(task.acknowledged_at, text=_("Tiếp nhận nhiệm vụ · %(who)s") % {"who": who}, whose=whose)]


def _evidence(evidence: Evidence) -> list[Said]:
    handed = _("Nộp minh chứng %(number)s ngày %(day)s · %(who)s") % {
        "number": evidence.number,
        "day": format_day(evidence.date),
        "who": evidence.submitted_as or evidence.submitted_by,
    }
    lines = [
        Said(
            evidence.submitted_at,
            text=handed,
            recorded=Recorded(evidence.on_behalf_of, evidence.received_how).words,
            whose=(evidence.submitted_by_id, evidence.submitted_as_id, evidence.submitted_at),
        )
    ]
    if evidence.accepted is None or evidence.decided_at is None:
        return lines
    facts = {"number": evidence.number, "who": evidence.decided_as or "", "reason": evidence.reason}
    words = (
        _("Xác nhận minh chứng %(number)s · %(who)s")
        if evidence.accepted
        else _("Trả lại minh chứng %(number)s: %(reason)s · %(who)s")
    )
    whose = (evidence.decided_by_id, evidence.decided_as_id, evidence.decided_at)
    return [*lines, Said(evidence.decided_at, text=words % facts, whose=whose)]


def _change(change: DeadlineChange) -> Said:
    facts = {
        "old": format_day(change.old) if change.old else "",
        "new": format_day(change.new) if change.new else "",
        "reason": change.reason,
        "who": change.by_post or change.by,
    }
    words = (
        _("Điền hạn %(new)s: %(reason)s · %(who)s")
        if change.old is None
        else _("Đổi hạn %(old)s thành %(new)s: %(reason)s · %(who)s")
    )
    return Said(change.at, text=words % facts, whose=(change.by_id, change.by_post_id, change.at))


def initials(name: str) -> str:
    """Two letters for the mark of who speaks: of the last two words that begin with a capital."""
    letters = [word[0] for word in name.split() if word[0].isupper()]
    return "".join(letters[-2:]) or name[:2].upper()


@dataclass(frozen=True)
class Stop:
    """A day on the line of deadlines: ``tone`` is first, moved, today, late or done."""

    day: date
    words: str
    note: str
    tone: str


def deadline_line(task: Task, row: TaskRow, changes: Sequence[DeadlineChange], today: date) -> list[Stop]:
    """The first deadline, each change with its reason and who decided, and where the task stands now."""
    stops: list[Stop] = []
    if task.first_due is not None:
        given = task.assigned_by or task.created_by
        stops.append(Stop(task.first_due, _("hạn ban đầu"), _giver(task, given), "first"))
    moved = [change for change in changes if change.old is not None and change.new is not None]
    for number, change in enumerate(moved, start=1):
        assert change.old is not None
        assert change.new is not None
        days = (change.new - change.old).days
        stops.append(
            Stop(change.new, _moved_words(number, days), f"{change.reason}. {change.by_post or change.by}", "moved")
        )
    if task.completed_on is not None:
        late = row.days_late
        words = _("hoàn thành quá hạn %(days)s ngày") % {"days": late} if late else _("hoàn thành")
        noted = (
            _("ghi nhận ngày %(day)s") % {"day": format_day(timezone.localdate(task.closed_at))}
            if task.closed_at
            else ""
        )
        stops.append(Stop(task.completed_on, words, noted, "late" if late else "done"))
    elif task.closure == "" and task.due is not None:
        left = (task.due - today).days
        if row.state.code == "late_acceptance":
            words = _("chờ xác nhận, hạn đã qua %(days)s ngày") % {"days": -left}
        elif left < 0:
            words = _("quá hạn %(days)s ngày") % {"days": -left}
        else:
            words = _("còn %(days)s ngày") % {"days": left}
        stops.append(Stop(today, words, _("hôm nay"), "late" if row.state.code == "overdue" else "today"))
    return stops


def _moved_words(number: int, days: int) -> str:
    if days > 0:
        return _("gia hạn lần %(number)s, thêm %(days)s ngày") % {"number": number, "days": days}
    return _("đổi hạn lần %(number)s, sớm hơn %(days)s ngày") % {"number": number, "days": -days}


def _giver(task: Task, given: object) -> str:
    said = str(task.document) if task.document else ""
    noted = _("%(who)s ghi ngày %(day)s") % {"who": given, "day": format_day(timezone.localdate(task.created_at))}
    return f"{said} · {noted}" if said else noted


@dataclass(frozen=True)
class Reason:
    """One reason why a task is red, and the deed that answers it: a name in ``additions.all_deeds`` and its words."""

    words: str
    deed: str = ""
    button: str = ""


def why_red(row: TaskRow, changes: Sequence[DeadlineChange], evidence: Sequence[Evidence], today: date) -> list[str]:
    """Why an overdue task is red, in sentences (vì sao quá hạn); see :func:`reasons_of`."""
    return [reason.words for reason in reasons_of(row, changes, evidence, today)]


def reasons_of(
    row: TaskRow, changes: Sequence[DeadlineChange], evidence: Sequence[Evidence], today: date
) -> list[Reason]:
    """Why an overdue task is red: who set its deadline and when, when it was last touched, what came, whose step it is.

    Asks no query; empty where the task is not red.
    """
    if not row.state.is_red:
        return []
    return [_who_set(row, changes), _touched(row, today), *_proof(evidence), _stuck(row)]


def _who_set(row: TaskRow, changes: Sequence[DeadlineChange]) -> Reason:
    last = changes[-1] if changes else None
    who = (last.by_post or last.by) if last else (row.task.assigned_by or row.task.created_by)
    at = last.at if last else row.task.created_at
    facts = {
        "who": who,
        "day": format_day(timezone.localdate(at)),
        "due": format_day(row.task.due) if row.task.due else "",
    }
    return Reason(_("Hạn %(due)s do %(who)s đặt ngày %(day)s.") % facts, "gia-han", _("Gia hạn"))


def _touched(row: TaskRow, today: date) -> Reason:
    push = _("Đôn đốc")
    if row.touched_at is None:
        return Reason(_("Chưa có cập nhật nào."), "don-doc", push)
    days = (today - timezone.localdate(row.touched_at)).days
    if days <= 0:
        return Reason(_("Cập nhật lần cuối hôm nay."), "don-doc", push)
    words = ngettext("Cập nhật lần cuối cách đây %(days)s ngày.", "Cập nhật lần cuối cách đây %(days)s ngày.", days)
    return Reason(words % {"days": days}, "don-doc", push)


def _proof(evidence: Sequence[Evidence]) -> list[Reason]:
    ask = _("Yêu cầu minh chứng")
    if not evidence:
        return [Reason(_("Chưa nộp minh chứng."), "yeu-cau-minh-chung", ask)]
    if evidence[0].accepted is False:
        words = _("Minh chứng đã nộp bị trả lại: %(reason)s.") % {"reason": evidence[0].reason}
        return [Reason(words, "yeu-cau-minh-chung", ask)]
    return []


def _stuck(row: TaskRow) -> Reason:
    """Whose step it is now (đang ở khâu của ai)."""
    if row.step == "blocked":
        who = row.blocker_for or _("chưa nêu cấp tháo gỡ")
        words = _("Đang chờ tháo gỡ vướng mắc: %(who)s.") % {"who": who}
        return Reason(words, "thao-go", _("Ghi tháo gỡ"))
    if row.step == "unacknowledged":
        return Reason(_("%(lead)s chưa tiếp nhận.") % {"lead": row.lead}, "giao-lai", _("Giao lại"))
    return Reason(_("Đang ở %(lead)s, chưa nêu vướng mắc.") % {"lead": row.lead}, "giao-lai", _("Giao lại"))
