"""What was done to documents, in words for the audit trail (nhật ký)."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "documents.upload": _("Đưa tài liệu vào"),
    "documents.replace_file": _("Đưa vào tệp mới hơn"),
    "documents.edit": _("Sửa thông tin văn bản"),
    "documents.address": _("Sửa nơi nhận"),
    "documents.mark_reviewed": _("Xác nhận đã soát toàn văn"),
    "documents.unmark_reviewed": _("Bỏ xác nhận đã soát toàn văn"),
    "readings.request": _("Yêu cầu đọc tệp"),
    "readings.done": _("Đọc xong tệp"),
    "readings.failed": _("Không đọc được tệp"),
    "findings.accept": _("Nhận phát hiện"),
    "findings.reject": _("Bỏ phát hiện"),
    "findings.reopen": _("Mở lại phát hiện"),
    "citations.point": _("Sửa văn bản được dẫn chiếu"),
}
