"""Why a workbook, or a row of it, is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # the file
    "workbooks.not_ours": _("Không phải bảng Excel tải từ trang này. Tải bảng của kỳ rồi điền vào bảng đó."),
    "workbooks.not_excel": _("“%(name)s” không phải bảng Excel (.xlsx). Chọn đúng tệp, hoặc nén các tệp thành .zip."),
    "workbooks.other_version": _("Bảng làm theo mẫu cũ (%(version)s), không đọc được nữa. Tải bảng mới rồi điền lại."),
    "workbooks.other_site": _("Bảng này tải từ một hệ thống khác, không nhận. Tải bảng của kỳ từ trang này."),
    "workbooks.keys_changed": _("Mã nhận dạng trong bảng đã bị đổi, không nhận. Tải bảng mới rồi điền lại."),
    "workbooks.columns_moved": _("Không thấy cột “Giá trị” ở chỗ cũ: cột của bảng đã bị đổi. Tải bảng mới."),
    "workbooks.other_round": _("Bảng này là %(found)s, không phải %(wanted)s. Nhập ở đúng báo cáo của bảng."),
    "workbooks.not_yours": _("Bảng này của đơn vị mà tài khoản không nhập số liệu. Gửi bảng cho đơn vị nhận báo cáo."),
    "workbooks.zip_damaged": _("Tệp nén “%(name)s” bị hỏng hoặc có mật khẩu. Nén lại rồi gửi."),
    "workbooks.zip_empty": _("Tệp nén “%(name)s” không có bảng Excel nào. Kiểm tra lại tệp."),
    "workbooks.too_many_files": _("Có hơn %(most)s bảng trong một lần. Chia làm nhiều lần."),
    "workbooks.zip_expands": _("Tệp nén “%(name)s” bung ra quá %(limit)s MB. Chia làm nhiều tệp."),
    "workbooks.no_file": _("Chưa chọn tệp nào. Chọn các bảng đã điền, hoặc một tệp .zip."),
    "workbooks.same_twice": _("Trong lần này đã có một bảng của cùng đơn vị và kỳ (%(name)s). Chỉ giữ bảng mới nhất."),
    "workbooks.reading_stopped": _("Việc đọc tệp bị dừng giữa chừng. Nhập lại tệp này."),
    # its rows
    "workbooks.row_moved": _("Mã hoặc đơn vị ở dòng này không khớp mã nhận dạng: dòng đã bị đổi chỗ."),
    "workbooks.row_unknown": _("Dòng này không có trong bảng đã tải. Xóa dòng, hoặc tải bảng mới."),
    "workbooks.row_twice": _("Chỉ tiêu này đã có ở dòng %(row)s. Chỉ giữ một dòng."),
    "workbooks.no_value": _("Công thức chưa có kết quả. Mở bảng bằng Excel, lưu lại, hoặc gõ số."),
    "workbooks.cell_error": _("Công thức báo lỗi %(text)s. Sửa công thức hoặc gõ số."),
    "workbooks.day_in_number": _("Ô giá trị là ngày %(text)s, không phải là số. Gõ lại số."),
    "workbooks.not_a_share": _("“%(text)s” là phần trăm mà đơn vị tính là %(measure)s. Gõ lại số."),
    "workbooks.unknown_reason": _("“%(text)s” không có trong danh sách lý do. Chọn một lý do trong danh sách."),
    "workbooks.other_needs_note": _("Chọn lý do khác thì ghi lý do ở cột Giải thích."),
    "workbooks.unknown_mark": _("“%(text)s” ở cột Ước không rõ nghĩa. Chọn “Ước” hoặc để trống."),
    "workbooks.nothing_beside": _("Có ghi ước, giải thích hoặc tài liệu nhưng chưa có giá trị hoặc lý do."),
    # writing
    "workbooks.lines_refused": _("Chưa ghi gì: %(count)s dòng cần sửa. Sửa trong bảng rồi nhập lại."),
    "workbooks.read_twice": _("Chưa ghi gì: %(count)s số đọc được hai cách. Chọn số đúng ở từng dòng."),
    "workbooks.nothing_to_write": _("Bảng này không có gì để ghi."),
    "conflict.workbook_changed": _("Báo cáo vừa thay đổi so với bản xem trước. Xem lại rồi bấm ghi."),
    "workbooks.nothing_chosen": _("Chưa chọn bảng nào. Đánh dấu các bảng rồi bấm lại."),
    "workbooks.no_provider": _("Không có đơn vị nào phải báo cáo trong kỳ này."),
    "workbooks.nothing_owed": _("Đơn vị không phải báo cáo số liệu nào trong kỳ này."),
    "workbooks.archive_gone": _("Tệp nén đã được dọn. Bấm làm lại các bảng."),
    # pasting
    "workbooks.nothing_pasted": _("Chưa dán gì. Chép các ô trong Excel rồi dán vào ô dưới đây."),
    "workbooks.too_many_pasted": _("Đã dán %(count)s dòng, quá %(most)s dòng. Dán từng phần."),
    "workbooks.unknown_code": _("Mã “%(text)s” không có trong báo cáo này. Kiểm tra lại mã."),
    "workbooks.which_unit": _("Mã “%(text)s” có ở nhiều đơn vị. Dán cả cột Đơn vị."),
    "workbooks.beyond_page": _("Đã hết các dòng của báo cáo; dòng này thừa."),
    "workbooks.no_value_column": _("Hàng tiêu đề không có cột “Giá trị”. Dán cả cột đó."),
}
