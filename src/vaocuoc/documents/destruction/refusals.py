"""Why something about destroying content is refused, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "destruction.by_delegation": _(
        "Hủy nội dung do hai người tự chịu trách nhiệm, không thực hiện theo ủy quyền. Chọn chức danh đang giữ."
    ),
    "destruction.no_reason": _("Chưa ghi lý do. Ghi lý do, không chép lại nội dung cần hủy, rồi gửi lại."),
    "destruction.no_decision": _("Chưa ghi số, ngày của quyết định. Ghi như 12-QĐ/VP ngày 31/12/2025 rồi gửi lại."),
    "destruction.same_person": _(
        "Người đề nghị không tự xác nhận, kể cả với chức danh khác. Một người khác có quyền xác nhận thì xác nhận."
    ),
    "destruction.not_checked": _("Chưa xác nhận đã đối chiếu với quyết định. Đánh dấu rồi bấm lại; chưa hủy gì."),
    "destruction.lapsed": _("Đề nghị hết hiệu lực ngày %(day)s. Lập đề nghị mới."),
    "gone.destroyed": _("Nội dung đã bị hủy theo quyết định %(decision)s ngày %(day)s: tệp không còn trong hệ thống."),
    "destruction.destroyed": _("Văn bản đã bị hủy nội dung, không sửa và không nhận tệp nữa. Chưa ghi gì."),
    "conflict.destruction_open": _("Nội dung này đã có đề nghị hủy đang chờ xác nhận. Mở đề nghị đó."),
    "conflict.destruction_done": _("Nội dung này đã bị hủy. Không có gì phải làm thêm."),
    "conflict.destruction_decided": _("Đề nghị này đã có kết quả: %(state)s. Chưa ghi gì thêm."),
}
