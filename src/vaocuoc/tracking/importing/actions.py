"""What was done with files, in words for the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "imports.receive": _("Đưa tệp vào để nhập"),
    "imports.apply": _("Ghi đợt nhập vào sổ"),
    "imports.undo": _("Hoàn tác đợt nhập"),
    "imports.discard": _("Bỏ đợt nhập"),
    "imports.complete": _("Bổ sung dòng chờ"),
    "imports.drop_row": _("Bỏ dòng chờ bổ sung"),
    "imports.remove": _("Gỡ mục đã nhập khi hoàn tác"),
    "tasks.take_over": _("Nhận nhiệm vụ từ sổ cũ"),
    "tasks.untake": _("Gỡ nhiệm vụ khi hoàn tác đợt nhập"),
    "tasks.unchange": _("Trả nhiệm vụ về như trước đợt nhập"),
    "indicators.remove": _("Gỡ chỉ tiêu khi hoàn tác đợt nhập"),
}
FACTS: dict[str, str | Promise] = {
    "size": _("dung lượng"),
    "new": _("thêm mới"),
    "update": _("cập nhật"),
    "done_outside": _("đã xong từ trước"),
    "done_dated": _("đã xong, có ngày"),
    "awaiting": _("chờ nghiệm thu"),
    "held": _("chờ bổ sung"),
    "same": _("không đổi"),
    "skipped": _("bỏ qua"),
    "questions": _("giá trị chưa rõ"),
    "notes": _("dòng cần xem"),
    "undone": _("đã hoàn tác"),
    "kept": _("giữ lại"),
}
