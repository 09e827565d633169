"""Why something about reports of a period is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "submissions.not_open": _("Báo cáo đang ở tình trạng “%(state)s”, không nhập được. Rút lại hoặc chờ trả lại."),
    "submissions.not_waiting": _("Báo cáo đang ở tình trạng “%(state)s”, không chờ duyệt. Tải lại trang để xem."),
    "submissions.not_owed": _("Ô này không thuộc báo cáo của đơn vị trong kỳ. Tải lại trang để xem."),
    "submissions.unfilled": _("Còn %(count)s ô phải báo cáo chưa có số. Ghi số, hoặc ghi lý do không có số."),
    "submissions.questions": _("Còn %(count)s ô có số khác thường chưa giải thích. Ghi một câu giải thích ở từng ô."),
    "submissions.nothing": _("Báo cáo chưa có ô nào. Nhập số rồi gửi."),
    "submissions.figures_refused": _("Chưa lưu gì: %(count)s ô cần sửa, xem dòng báo ở từng ô."),
    "submissions.none_chosen": _("Chưa chọn báo cáo nào. Đánh dấu các báo cáo rồi bấm lại."),
    "submissions.one_refused": _("Chưa duyệt báo cáo nào: báo cáo của %(unit_name)s chưa duyệt được."),
    "submissions.same_person": _("Bước một đã do chính người này duyệt. Người khác duyệt bước hai."),
    "submissions.lock_before_end": _("Ngày khóa %(day)s nằm trong kỳ (kỳ hết ngày %(end)s). Chọn ngày sau khi hết kỳ."),
    "submissions.locked_already": _("Kỳ này đã có khóa từ ngày %(day)s. Mở khóa trước nếu cần đổi ngày."),
    "submissions.not_locked": _("Kỳ này không còn khóa. Tải lại trang để xem."),
    "submissions.steps": _("Số bước duyệt là %(steps)s, phải là 1 hoặc 2."),
    "submissions.no_signer": _("Chưa ghi người ký duyệt. Ghi họ tên, chức vụ."),
    "submissions.signed_in_future": _("Ngày ký %(day)s chưa đến. Ghi ngày đã qua hoặc hôm nay."),
    "submissions.signed_before": _("Ngày ký %(day)s sớm hơn ngày in %(printed)s. Kiểm tra lại ngày trên bản ký."),
    "submissions.sheet_unknown": _("Mã “%(text)s” không phải mã bản in của báo cáo này. Xem lại mã in ở cuối trang."),
    "submissions.sheet_outdated": _("Bản in %(text)s không còn khớp với số đang chờ duyệt. In lại và trình ký lại."),
    "submissions.not_a_scan": _("Tệp “%(name)s” không phải bản quét. Chọn tệp PDF, PNG, JPG hoặc TIFF."),
    "submissions.no_file": _("Chưa chọn tệp bản quét. Chọn tệp rồi gửi lại."),
    "submissions.not_approved": _("Số này chưa duyệt, chưa cần đính chính. Sửa thẳng trong báo cáo."),
    "submissions.same_value": _("Số đề nghị bằng đúng số đã duyệt %(value)s. Ghi số khác."),
    "submissions.correction_waiting": _("Số này đã có một đề nghị đính chính đang chờ quyết định."),
    "submissions.decide_own": _("Người đề nghị không tự quyết định đính chính của mình. Người khác quyết định."),
    "submissions.decided_already": _("Đề nghị này đã được quyết định. Tải lại trang để xem."),
}
