"""What posts are told of inspections (báo tin về kiểm tra)."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.notices.messages.subjects import Subjects
from vaocuoc.oversight.inspections.access import visible_decisions

NOTICES: dict[str, str | Promise] = {
    "inspections.opened": _("Quyết định kiểm tra %(act)s: %(about)s. Người kiểm tra xem từ %(from)s đến hết %(to)s"),
    "inspections.closed": _("Quyết định kiểm tra %(act)s đã đóng sớm: %(reason)s"),
}


def _internal(keys: Collection[int]) -> Collection[int]:
    """What an inspection is about never leaves the house by mail."""
    return keys


SUBJECTS = Subjects(seen=visible_decisions, internal=_internal)
