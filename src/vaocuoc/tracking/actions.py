"""What was done in tracking, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.tracking.models import Grade, ShortcomingState

ACTIONS: dict[str, str | Promise] = {
    "tasks.assign": _("Giao nhiệm vụ"),
    "tasks.edit": _("Sửa nhiệm vụ"),
    "tasks.update": _("Cập nhật tiến độ"),
    "tasks.hand_in": _("Nộp minh chứng"),
    "tasks.confirm": _("Xác nhận hoàn thành"),
    "tasks.return": _("Trả lại minh chứng"),
    "tasks.close": _("Ghi nhận hoàn thành không có minh chứng"),
    "tasks.set_due": _("Điền hạn"),
    "tasks.extend": _("Gia hạn"),
    "tasks.suspend": _("Tạm dừng nhiệm vụ"),
    "tasks.resume": _("Tiếp tục nhiệm vụ"),
    "tasks.cancel": _("Hủy nhiệm vụ"),
    "tasks.dispute": _("Đề nghị đính chính"),
    "tasks.settle": _("Kết luận đính chính"),
    "indicators.create": _("Thêm chỉ tiêu"),
    "indicators.edit": _("Sửa thông tin chỉ tiêu"),
    "indicators.oblige": _("Giao báo cáo chỉ tiêu"),
    "indicators.target": _("Đặt mục tiêu"),
    "indicators.withdraw_target": _("Rút mục tiêu"),
    "indicators.report": _("Báo cáo số liệu"),
    "indicators.retract": _("Rút số liệu"),
    "indicators.approve": _("Duyệt số liệu"),
    "shortcomings.create": _("Thêm hạn chế"),
    "shortcomings.state": _("Đổi tình trạng hạn chế"),
    "proposals.create": _("Thêm kiến nghị"),
    "proposals.answer": _("Ghi trả lời kiến nghị"),
}

FACTS: dict[str, str | Promise] = {
    "lead": _("chủ trì"),
    "due": _("hạn"),
    "text": _("nội dung"),
    "blocker": _("vướng mắc"),
    "number": _("số, ký hiệu"),
    "completed_on": _("ngày hoàn thành"),
    "grade": _("chất lượng"),
    "old": _("hạn cũ"),
    "new": _("hạn mới"),
    "was": _("trước đó"),
    "value": _("giá trị"),
    "replaces": _("thay cho"),
    "since": _("từ ngày"),
    "period": _("kỳ"),
    "revision": _("lần báo cáo"),
    "state": _("tình trạng"),
    "note": _("ghi chú"),
    "answered_on": _("trả lời ngày"),
}

VALUES: dict[str, dict[str, str | Promise]] = {
    "grade": dict(Grade.choices),
    "state": dict(ShortcomingState.choices),
}
