"""What taking in a file refuses, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "imports.no_head": _(
        "Không trang tính nào có hàng tiêu đề trong 15 dòng đầu. Kiểm tra loại danh sách đã chọn, hoặc dùng tệp mẫu."
    ),
    "imports.too_many_rows": _("Bảng có hơn %(most)s dòng. Tách thành nhiều tệp rồi nhập lần lượt."),
    "imports.too_many_accounts": _("Mỗi lần mở nhiều nhất %(most)s tài khoản. Tách tệp rồi nhập lần lượt."),
    "imports.no_sheet": _("Chưa chọn trang tính nào. Chọn ít nhất một trang có bảng."),
    "imports.column_twice": _("Hai cột cùng được chọn là một trường. Mỗi trường chọn một cột, cột kia giữ nguyên."),
    "imports.needs_columns": _("Chưa có cột nội dung hoặc tên. Chọn cột đó rồi tiếp tục."),
    "imports.nothing": _("Không có dòng nào để ghi. Kiểm tra lại cột và giá trị đã chọn."),
    "imports.too_late": _("Đã quá 24 giờ kể từ khi ghi vào sổ, không hoàn tác được nữa. Sửa từng mục trong sổ."),
    "imports.no_own_form": _("Danh sách này không có mẫu riêng để trả lại. Dùng xuất theo mẫu chung."),
    "imports.no_user": _("Không có tài khoản “%(username)s” đang dùng. Ghi đúng tên đăng nhập."),
    "imports.no_register": _("Tài khoản không nhập được vào sổ của “%(name)s”. Ghi đúng tên đơn vị giữ sổ."),
    "conflict.import_done": _("Đợt nhập này đã sang bước khác. Tải lại trang để xem."),
    "conflict.import_changed": _("Sổ đã đổi từ lúc xem trước. Bảng xem trước đã được làm lại, xem rồi ghi tiếp."),
    "conflict.row_settled": _("Dòng %(number)s đã được người khác xử lý. Tải lại trang để xem."),
}
