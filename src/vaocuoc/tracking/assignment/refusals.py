"""Why giving work is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "assignment.nothing_chosen": _("Chưa chọn việc nào. Đánh dấu các việc cần giao rồi bấm lại."),
    "assignment.row_refused": _("Chưa giao việc nào. Hàng %(row)s “%(title)s”: %(refusal)s"),
    "assignment.row_gone": _("Hàng %(row)s không còn trong văn bản này. Tải lại trang để xem; chưa giao việc nào."),
    "conflict.rows_taken": _("Hàng %(rows)s đã được %(by)s xử lý trước. Chưa giao việc nào; xem lại rồi giao tiếp."),
    "assignment.no_units": _("Chưa chọn đơn vị nào. Đánh dấu ít nhất một đơn vị; chưa ghi gì."),
    "assignment.too_many_units": _(
        "Đã chọn %(count)s đơn vị, nhiều nhất %(most)s một lần. Chia làm nhiều lần; chưa ghi gì."
    ),
    "assignment.split_already": _("Cả %(count)s đơn vị đã chọn đều có nhiệm vụ này rồi. Không có gì thay đổi."),
    "assignment.no_reason": _("Chưa nêu lý do. Ghi một câu rồi lưu lại."),
    "assignment.phrase_too_long": _("Dòng %(line)s dài quá %(longest)s ký tự. Rút ngắn rồi lưu lại."),
    "assignment.too_many_phrases": _("Nhiều nhất %(most)s cụm từ cho một đơn vị. Bớt rồi lưu lại."),
    "assignment.table_begun": _("Cơ quan đã có bảng chức năng. Sửa từng đơn vị trong bảng."),
    "assignment.days_out_of_range": _("Số ngày là %(days)s, phải từ 1 đến 3650."),
    "assignment.unknown_choice": _("Giá trị không có trong danh mục. Chọn lại."),
    "assignment.settings_incomplete": _("Còn thiếu một dòng của thể thức. Điền cơ quan, chủ thể, ký hiệu và địa danh."),
    "conflict.settings_changed": _("Thể thức vừa được người khác sửa. Mở lại trang để xem, rồi sửa tiếp."),
    "assignment.no_tasks": _("Công văn giao việc cần ít nhất một nhiệm vụ chưa có công văn nào giao."),
    "conflict.task_in_letter": _("Nhiệm vụ %(task)s đã nằm trong một công văn khác. Tải lại trang để xem."),
    "conflict.letter_changed": _("Công văn vừa được người khác sửa. Mở lại trang để xem bản mới, rồi làm tiếp."),
    "assignment.letter_issued": _("Công văn số %(number)s đã ban hành, không sửa được nữa."),
    "assignment.letter_words_missing": _("Công văn cần trích yếu và đoạn mở đầu. Ghi rồi lưu lại."),
    "assignment.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "assignment.no_number": _("Chưa ghi số công văn."),
    "assignment.number_taken": _("Số %(number)s đã dùng cho công văn ngày %(day)s. Ghi số khác."),
    "assignment.issued_in_future": _("Ngày ban hành %(day)s chưa đến. Ghi ngày đã qua hoặc hôm nay."),
    "assignment.due_before_letter": _(
        "Hạn của %(tasks)s sớm hơn ngày ban hành %(day)s. Gia hạn các việc đó hoặc ghi lại ngày; chưa đăng ký gì."
    ),
}
