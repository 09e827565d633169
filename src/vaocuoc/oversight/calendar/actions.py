"""What is done with the work calendar, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.oversight.calendar.models import EntryState

ACTIONS: dict[str, str | Promise] = {
    "calendar.create": _("Ghi vào chương trình làm việc"),
    "calendar.edit": _("Sửa mục chương trình làm việc"),
    "calendar.move": _("Điều chỉnh thời gian trong chương trình làm việc"),
    "calendar.state": _("Đổi tình trạng mục chương trình làm việc"),
    "calendar.give_task": _("Giao nhiệm vụ chuẩn bị"),
}

FACTS: dict[str, str | Promise] = {"month": _("tháng")}

VALUES: dict[str, dict[str, str | Promise]] = {"state": dict(EntryState.choices), "was": dict(EntryState.choices)}
