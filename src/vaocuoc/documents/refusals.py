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
    "documents.attachment_kind": _("Chưa chọn loại tệp. Chọn Phụ lục, Bản gốc, Bản ký số hoặc Tệp khác."),
    "documents.attached_already": _("Văn bản đã có tệp này với tên “%(name)s”. Không đính kèm lần nữa."),
    "documents.attachments_full": _("Văn bản đã có %(most)s tệp kèm theo. Rút bớt tệp không dùng rồi đính kèm tiếp."),
    "documents.withdraw_reason_missing": _("Chưa ghi lý do rút tệp. Ghi lý do rồi rút lại; chưa rút gì."),
    "documents.cites_itself": _("Một văn bản không dẫn chính nó. Chọn văn bản khác."),
    "documents.nothing_chosen": _("Chưa chọn văn bản nào. Đánh dấu ít nhất một dòng rồi tải về."),
    "documents.too_many_chosen": _(
        "Đã chọn %(chosen)s văn bản; mỗi lần tải về không quá %(most)s văn bản. Thu hẹp bộ lọc rồi tải từng phần."
    ),
    "documents.too_much_chosen": _(
        "Các tệp đã chọn nặng %(size)s MB; mỗi lần tải về không quá %(most)s MB. Bỏ bớt văn bản rồi tải từng phần."
    ),
    "documents.files_lost": _(
        "Không tải được: tệp “%(name)s” của văn bản “%(document)s” không còn trong kho. Khôi phục từ bản sao lưu trước."
    ),
    "documents.no_versions": _("Văn bản chưa có hai bản đã đọc xong để so sánh."),
    "conflict.addressees_changed": _(
        "Nơi nhận vừa được người khác sửa: thêm %(added)s; bớt %(removed)s. Danh sách đang nhập còn nguyên; "
        "đối chiếu rồi lưu lại; chưa ghi gì."
    ),
    "conflict.attachment_withdrawn": _("Tệp này đã được %(by)s rút lúc %(at)s. Không có gì phải làm thêm."),
    "conflict.citation_changed": _(
        "Dẫn chiếu này vừa được người khác sửa hoặc được nhận lại. Xem lại bản mới rồi sửa tiếp; chưa ghi gì."
    ),
    "conflict.document_changed": _(
        "Thông tin văn bản vừa được người khác hoặc bộ đọc sửa. Xem lại bản mới rồi sửa tiếp; chưa ghi gì."
    ),
    "conflict.finding_changed": _(
        "Phát hiện này vừa được %(by)s chuyển thành “%(state)s” lúc %(at)s. Xem lại rồi quyết định tiếp; chưa ghi gì."
    ),
}
