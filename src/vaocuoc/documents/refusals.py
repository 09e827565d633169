"""Why something about documents is refused, in one line each; those of files stand in ``formats.messages``."""

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vaocuoc.formats.messages import MESSAGES

# The formats know no Django: their sentences are marked for the catalogue there and looked up here.
_in_language = lazy(gettext, str)

REFUSALS = {
    **{code: _in_language(message) for code, message in MESSAGES.items()},
    "documents.duplicate": _("Tệp này đã có trong sổ văn bản: “%(title)s”. Không đưa vào lần nữa."),
    "documents.handling_missing": _("Chưa khai chế độ của tài liệu. Chọn Thường, Nội bộ hoặc Dự thảo."),
    "documents.other_register": _("Văn bản được thay tệp nằm ở sổ của đơn vị khác. Chọn lại đơn vị giữ."),
    "documents.no_room": _("Ổ đĩa của máy chủ đã đầy, chưa lưu gì. Báo người quản trị dọn ổ đĩa rồi đưa vào lại."),
    "documents.title_missing": _("Chưa có trích yếu. Nhập trích yếu của văn bản rồi lưu lại."),
    "documents.term_backwards": _("Nhiệm kỳ cần đủ hai năm, năm sau không nhỏ hơn năm trước, ví dụ 2025 - 2030."),
    "documents.carries_out_itself": _("Một văn bản không thể thực hiện chính nó. Chọn văn bản khác hoặc để trống."),
    "documents.file_lost": _("Tệp gốc không còn nguyên trong kho. Khôi phục từ bản sao lưu rồi đọc lại."),
    "conflict.document_changed": _(
        "Thông tin văn bản vừa được người khác hoặc bộ đọc sửa. Xem lại bản mới rồi sửa tiếp; chưa ghi gì."
    ),
    "conflict.finding_changed": _(
        "Phát hiện này vừa được %(by)s chuyển thành “%(state)s” lúc %(at)s. Xem lại rồi quyết định tiếp; chưa ghi gì."
    ),
}
