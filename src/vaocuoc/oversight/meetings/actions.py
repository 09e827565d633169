"""What is done with meetings, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "meetings.create": _("Lập cuộc họp"),
    "meetings.edit": _("Sửa cuộc họp"),
    "meetings.absences": _("Ghi người vắng"),
    "meetings.add_items": _("Đưa nội dung vào chương trình họp"),
    "meetings.remove_item": _("Bỏ nội dung khỏi chương trình họp"),
    "meetings.move_item": _("Đổi thứ tự nội dung họp"),
    "meetings.attach": _("Thêm tài liệu họp"),
    "meetings.detach": _("Bỏ tài liệu họp"),
    "meetings.conclude": _("Ghi kết luận"),
    "meetings.withdraw_conclusion": _("Rút kết luận"),
    "meetings.close": _("Kết thúc cuộc họp"),
    "meetings.reopen": _("Mở lại cuộc họp"),
    "meetings.notice": _("Lập thông báo kết luận"),
    "meetings.edit_notice": _("Sửa thông báo kết luận"),
    "meetings.issue_notice": _("Đăng ký thông báo kết luận"),
    "meetings.given_by": _("Ghi thông báo giao nhiệm vụ"),
}

FACTS: dict[str, str | Promise] = {"held_on": _("ngày họp"), "count": _("số mục")}
