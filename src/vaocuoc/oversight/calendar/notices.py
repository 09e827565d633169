"""What posts are told of the work calendar (báo tin về chương trình làm việc)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.notices.messages.subjects import Subjects
from vaocuoc.oversight.calendar.access import visible_entries

NOTICES: dict[str, str | Promise] = {
    "calendar.planned": _("Chuẩn bị theo chương trình làm việc, trình chậm nhất %(due)s: %(title)s"),
    "calendar.planned_many": _("Chuẩn bị %(count)s nội dung theo chương trình làm việc, gồm: %(title)s ..."),
    "calendar.moved": _("Chương trình làm việc điều chỉnh, trình chậm nhất %(due)s: %(title)s"),
    "calendar.dropped": _("Đưa ra khỏi chương trình làm việc: %(title)s"),
    "calendar.due_soon": _("Sắp đến thời gian trình theo chương trình làm việc, chậm nhất %(due)s: %(title)s"),
    "calendar.late": _("Chậm trình theo chương trình làm việc, dự kiến %(due)s: %(title)s"),
}


SUBJECTS = Subjects(seen=visible_entries, internal=lambda keys: ())
