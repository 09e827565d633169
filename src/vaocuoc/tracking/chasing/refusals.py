"""Why a letter that pushes is refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "chasing.no_tasks": _("Không còn nhiệm vụ nào chưa xong để đôn đốc. Chọn nhiệm vụ khác."),
    "chasing.too_many": _("Một lần đôn đốc nhiều nhất %(most)s nhiệm vụ. Lọc bớt rồi lập lại."),
    "chasing.answer_passed": _("Ngày báo cáo %(day)s đã qua. Chọn hôm nay hoặc ngày sau."),
    "chasing.issued": _("Công văn đã ban hành, không sửa được nữa. Lập công văn mới nếu cần."),
    "chasing.words_missing": _("Công văn cần trích yếu và đoạn mở đầu. Ghi đủ rồi lưu lại."),
}
