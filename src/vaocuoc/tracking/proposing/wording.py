"""Proposals in words, for the thread, the list and the page that decides (đề nghị, bằng lời)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vaocuoc.tracking.proposing.fields import LOCKED
from vaocuoc.tracking.proposing.models import RequestKind, RequestState, TaskRequest
from vaocuoc.ui.dates import format_day


def asked(request: TaskRequest) -> str:
    """What is asked for, in one sentence without its reason."""
    if request.kind == RequestKind.EXTEND:
        assert request.new_due is not None
        return _("Đề nghị gia hạn đến %(day)s") % {"day": format_day(request.new_due)}
    if request.kind == RequestKind.CORRECT:
        facts = {"field": str(LOCKED[request.field].label).lower(), "value": request.new_value}
        return _("Đề nghị sửa %(field)s thành “%(value)s”") % facts
    to = str(request.goes_to or request.goes_to_words)
    return _("Từ chối, đề nghị chuyển cho %(to)s") % {"to": to} if to else _("Từ chối nhiệm vụ")


def outcome(request: TaskRequest) -> str:
    """How it was decided, by whom; empty while it waits."""
    if request.state == RequestState.OPEN:
        return ""
    if request.state == RequestState.PARTLY and request.decided_due is not None:
        words = _("Đồng ý một phần, hạn %(day)s") % {"day": format_day(request.decided_due)}
    else:
        words = str(RequestState(request.state).label)
    said = f": {request.decision}" if request.decision else ""
    return f"{words}{said} · {request.decided_as or request.decided_by}"
