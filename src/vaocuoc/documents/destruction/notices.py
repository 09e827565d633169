"""What people are told of destruction (báo tin về hủy nội dung): never a word of what is destroyed."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.documents.destruction.access import visible_destructions
from vaocuoc.notices.messages.subjects import Subjects

NOTICES: dict[str, str | Promise] = {
    "destruction.proposed": _("Chờ xác nhận hủy nội dung: %(called)s, chậm nhất %(due)s"),
    "destruction.confirmed": _("Đã xác nhận hủy nội dung: %(called)s"),
    "destruction.refused": _("Không đồng ý hủy nội dung: %(called)s. Lý do: %(reason)s"),
    "destruction.lapsed": _("Đề nghị hủy nội dung hết hiệu lực, chưa ai xác nhận: %(called)s"),
}

SUBJECTS = Subjects(seen=visible_destructions, internal=list)
"""Nothing of it leaves the house by e-mail but that there is something to see."""
