"""What the audit trail adds to the thread of a task (dòng lịch sử): rests, endings, reopenings, who led and followed.

Each leaves no row of its own but its entry; updates, evidence and deadlines have theirs (``story``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from vaocuoc.audit.models import Entry
from vaocuoc.tracking.tasks.models import Closure, Task
from vaocuoc.tracking.tasks.story import Said
from vaocuoc.ui.dates import format_day

_Facts = Mapping[str, Any]
_SHOWN = 120


def trail_of(task: Task) -> list[Said]:
    """The lines of one task; one query. A line whose facts were destroyed is left out."""
    return _lines(task, _WORDS)


def changes_after(task: Task, moment: datetime) -> list[Said]:
    """What changed on a task after a moment, the earliest first: the same, and its deadline; one query."""
    return [line for line in _lines(task, _WORDS | _OTHERS) if line.at >= moment]


def _lines(task: Task, words_of: Mapping[str, Callable[[_Facts], str]]) -> list[Said]:
    found = Entry.objects.filter(object_type="tracking.task", object_id=task.pk, action__in=words_of).order_by("pk")
    lines = []
    for entry in found:
        words = words_of[entry.action](entry.facts)
        if words:
            who = entry.acting_as or entry.username or _("chương trình")
            lines.append(Said(entry.at, text=f"{words} · {who}"))
    return lines


def _suspended(facts: _Facts) -> str:
    until, reason = facts.get("suspended_until"), facts.get("reason", "")
    if not reason:
        return ""
    if until:
        return _("Tạm dừng đến ngày %(day)s: %(reason)s") % {
            "day": format_day(date.fromisoformat(until)),
            "reason": reason,
        }
    return _("Tạm dừng: %(reason)s") % {"reason": reason}


def _resumed(facts: _Facts) -> str:
    if facts.get("was") == Closure.SUSPENDED:
        return _("Tiếp tục")
    return _("Mở lại: %(reason)s") % {"reason": facts["reason"]} if facts.get("reason") else ""


def _cancelled(facts: _Facts) -> str:
    return _("Hủy: %(reason)s") % {"reason": facts["reason"]} if facts.get("reason") else ""


def _closed(facts: _Facts) -> str:
    words = _("Ghi nhận hoàn thành không có minh chứng: %(reason)s")
    return words % {"reason": facts["reason"]} if facts.get("reason") else ""


def _edited(facts: _Facts) -> str:
    """Who leads and who follows in words of their own, then every other field that was put right."""
    before, after = facts.get("before", {}), facts.get("after", {})
    said = []
    if {"lead_unit", "lead_post"} & {*before}:
        pair = {"old": _lead(before), "new": _lead(after)}
        said.append(_("Đổi chủ trì từ %(old)s thành %(new)s") % pair)
    if "follower" in before:
        nobody = _("chưa có")
        pair = {"old": before["follower"] or nobody, "new": after.get("follower") or nobody}
        said.append(_("Đổi người theo dõi từ %(old)s thành %(new)s") % pair)
    for name in before:
        if name not in ("lead_unit", "lead_post", "follower"):
            label = str(getattr(Task._meta.get_field(name), "verbose_name", name))
            pair = {"field": label, "old": _short(before[name]), "new": _short(after.get(name, ""))}
            said.append(_("Sửa %(field)s từ “%(old)s” thành “%(new)s”") % pair)
    return "; ".join(said)


def _short(value: Any) -> str:
    return Truncator(str(value)).chars(_SHOWN)


def _lead(values: _Facts) -> str:
    return str(values.get("lead_unit") or values.get("lead_post") or "")


def _succeeded(facts: _Facts) -> str:
    if "lead" not in facts:
        return ""
    words = _("%(unit)s kết thúc, %(lead)s nhận nhiệm vụ theo %(act)s")
    return words % {"unit": facts.get("from_unit", ""), "lead": facts["lead"], "act": facts.get("act", "")}


def _came_back(facts: _Facts) -> str:
    if "from_unit" not in facts:
        return ""
    return _("%(unit)s kết thúc, nhiệm vụ trở lại người giao") % {"unit": facts["from_unit"]}


def _moved(facts: _Facts) -> str:
    if not facts.get("new"):
        return ""
    pair = {"new": format_day(date.fromisoformat(facts["new"])), "reason": facts.get("reason", "")}
    if not facts.get("old"):
        return _("Điền hạn %(new)s: %(reason)s") % pair
    pair["old"] = format_day(date.fromisoformat(facts["old"]))
    return _("Đổi hạn %(old)s thành %(new)s: %(reason)s") % pair


def _confirmed(facts: _Facts) -> str:
    return _("Xác nhận minh chứng %(number)s") % {"number": facts["number"]} if facts.get("number") else ""


def _returned(facts: _Facts) -> str:
    if not facts.get("number"):
        return ""
    words = _("Trả lại minh chứng %(number)s: %(reason)s")
    return words % {"number": facts["number"], "reason": facts.get("reason", "")}


def _disputed(facts: _Facts) -> str:
    return _("Đề nghị đính chính: %(reason)s") % {"reason": facts["reason"]} if facts.get("reason") else ""


def _settled(facts: _Facts) -> str:
    return _("Kết luận đính chính: %(reason)s") % {"reason": facts["reason"]} if facts.get("reason") else ""


_OTHERS: dict[str, Callable[[_Facts], str]] = {
    "tasks.extend": _moved,
    "tasks.set_due": _moved,
    "tasks.confirm": _confirmed,
    "tasks.return": _returned,
    "tasks.dispute": _disputed,
    "tasks.settle": _settled,
}
"""What a thread tells from rows of their own, for who meets a change (``meeting``)."""

_WORDS: dict[str, Callable[[_Facts], str]] = {
    "tasks.suspend": _suspended,
    "tasks.resume": _resumed,
    "tasks.cancel": _cancelled,
    "tasks.close": _closed,
    "tasks.edit": _edited,
    "tasks.succeed": _succeeded,
    "tasks.come_back": _came_back,
}
"""The words of each entry that stands in a thread; empty where it says nothing there."""
