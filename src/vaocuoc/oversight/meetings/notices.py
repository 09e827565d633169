"""What posts are told of meetings (báo tin về họp, kết luận)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.notices.messages.subjects import Subjects
from vaocuoc.oversight.meetings.access import visible_meetings

NOTICES: dict[str, str | Promise] = {
    "meetings.called": _("Được mời dự %(title)s, ngày %(day)s, tại: %(place)s"),
    "meetings.moved": _("%(title)s thay đổi: ngày %(day)s, tại: %(place)s"),
    "meetings.concluded": _("Thông báo kết luận %(number)s: %(title)s"),
    "proposals.waiting": _("Kiến nghị gửi %(to)s chờ trả lời đã %(days)s ngày: %(text)s"),
    "meetings.concluded_units": _("Thông báo kết luận %(number)s giao việc: %(title)s"),
}


SUBJECTS = Subjects(seen=visible_meetings, internal=lambda keys: ())
