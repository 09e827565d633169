"""What posts are told about rounds of reports (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.notices.messages.subjects import Subjects
from vaocuoc.oversight.rounds.access import visible_reports, visible_rounds

NOTICES: dict[str, str | Promise] = {
    "rounds.opened": _("%(keeper)s mở kỳ: %(title)s; hạn gửi %(due)s"),
    "rounds.moved": _("Hạn gửi %(title)s dời từ %(old)s sang %(due)s vì ngày nghỉ"),
    "rounds.settled": _("%(title)s: %(why)s"),
    "rounds.returned": _("Báo cáo %(title)s của %(unit)s bị trả lại: %(reason)s"),
    "rounds.approved": _("Báo cáo %(title)s của %(unit)s đã được duyệt"),
    "rounds.chase": _("%(keeper)s đôn đốc gửi %(title)s, hạn %(due)s"),
    "rounds.letter": _("Công văn đôn đốc %(number)s: gửi %(title)s chậm nhất %(answer_by)s"),
}

ROUNDS = Subjects(seen=visible_rounds, internal=lambda keys: ())
REPORTS = Subjects(seen=visible_reports, internal=lambda keys: ())
