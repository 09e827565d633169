"""What was done when work was given, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "assignment.assign": _("Giao nhiều việc của văn bản"),
    "assignment.no_own_paper": _("Ghi không phải cụ thể hóa"),
    "assignment.own_paper_again": _("Bỏ ghi không phải cụ thể hóa"),
    "assignment.duties": _("Sửa bảng chức năng"),
    "assignment.due_rule": _("Đặt quy tắc hạn"),
    "assignment.end_due_rule": _("Thôi áp dụng quy tắc hạn"),
    "assignment.office_day": _("Ghi ngày nghỉ, ngày làm bù"),
    "assignment.drop_office_day": _("Bỏ ngày nghỉ, ngày làm bù"),
    "assignment.letter_settings": _("Sửa thể thức công văn"),
    "assignment.letter": _("Lập công văn giao việc"),
    "assignment.edit_letter": _("Sửa công văn giao việc"),
    "assignment.drop_letter": _("Bỏ dự thảo công văn giao việc"),
    "assignment.issue_letter": _("Đăng ký công văn giao việc đã ban hành"),
}
FACTS = {
    "count": _("số việc"),
    "new_phrases": _("cụm từ thêm"),
    "ended_phrases": _("cụm từ bỏ"),
    "days": _("số ngày"),
    "day": _("ngày"),
    "left_out": _("đưa ra"),
}
