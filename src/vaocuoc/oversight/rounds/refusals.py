"""Why something about rounds of reports is refused, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "rounds.no_name": _("Chưa có tên báo cáo. Ghi tên như trong văn bản quy định."),
    "rounds.no_cycle": _("Báo cáo định kỳ phải có tần suất. Chọn tháng, quý, 6 tháng, 9 tháng hoặc năm."),
    "rounds.no_deadline": _(
        "Chế độ chưa có thời hạn gửi. Ghi số ngày làm việc sau ngày chốt số liệu, hoặc một ngày trong tháng."
    ),
    "rounds.deadline_before_cutoff": _(
        "Số ngày làm việc là %(days)s, phải từ 1 đến %(most)s: hạn gửi sau ngày chốt số liệu ít nhất 1 ngày làm việc."
    ),
    "rounds.levels_out_of_order": _(
        "%(lower)s gửi sau %(early)s ngày, muộn hơn %(upper)s (%(late)s ngày). Cấp dưới phải gửi trước hoặc cùng ngày."
    ),
    "rounds.nobody_owes": _("Không có đơn vị nào phải báo cáo. Chọn hệ thống, loại, cấp đơn vị hoặc nêu tên đơn vị."),
    "rounds.asks_nothing": _("Chế độ chưa hỏi gì. Chọn số liệu, nhiệm vụ hoặc ghi các mục của đề cương."),
    "rounds.other_register": _("Chỉ tiêu %(indicator)s không thuộc sổ của %(unit_name)s. Bỏ chỉ tiêu này."),
    "rounds.calendars_mixed": _(
        "Chỉ tiêu %(indicator)s báo cáo theo lịch khác với chế độ. Bỏ chỉ tiêu này hoặc đổi lịch của chế độ."
    ),
    "rounds.computed": _("Chỉ tiêu %(indicator)s được tính theo công thức, không phải báo cáo. Bỏ chỉ tiêu này."),
    "rounds.too_long": _("Đoạn chữ dài %(length)s ký tự, nhiều nhất %(longest)s. Rút ngắn rồi lưu lại."),
    "rounds.direction": _(
        "Không đổi được nơi nhận giữa trong và ngoài. Cho hết hiệu lực chế độ này rồi đặt chế độ mới."
    ),
    "rounds.regime_ended": _("Chế độ này hết hiệu lực từ ngày %(day)s."),
    "rounds.version_used": _("Bản hiệu lực từ ngày %(day)s đã có kỳ báo cáo. Chọn ngày hiệu lực khác."),
    "rounds.no_reason": _("Chưa nêu lý do. Ghi một câu rồi lưu lại."),
    "rounds.no_version": _("Chế độ chưa có hiệu lực vào ngày chốt số liệu %(day)s. Chọn kỳ sau."),
    "rounds.days_needed": _(
        "Chưa rõ khoảng thời gian của kỳ. Ghi từ ngày và ngày chốt số liệu, ngày chốt không trước từ ngày."
    ),
    "rounds.not_begun": _("Kỳ này bắt đầu ngày %(day)s, chưa đến. Mở sau ngày đó."),
    "rounds.other_period": _("Kỳ chọn không đúng tần suất của chế độ. Chọn kỳ trong danh sách."),
    "rounds.twice": _("Kỳ %(period)s của chế độ này đã mở. Xem kỳ đã mở trong danh sách."),
    "rounds.twice_days": _("Đã có một kỳ từ %(start)s đến %(end)s của chế độ này. Xem kỳ đã mở trong danh sách."),
    "rounds.no_deadline_level": _("Chưa có hạn gửi cho %(level)s. Ghi hạn gửi khi mở kỳ, hoặc sửa chế độ."),
    "rounds.due_before_cutoff": _("Hạn gửi %(due)s không sau ngày chốt số liệu %(cutoff)s. Chọn ngày sau."),
    "rounds.due_out_of_order": _(
        "%(lower)s gửi ngày %(early)s, muộn hơn %(upper)s (%(late)s). Cấp dưới phải gửi trước hoặc cùng ngày."
    ),
    "rounds.closed": _("Kỳ báo cáo đã đóng từ ngày %(day)s, không nhập, không gửi thêm được."),
    "rounds.dropped": _("Báo cáo này không phải gửi nữa: %(why)s"),
    "rounds.not_open": _("Báo cáo đang ở tình trạng “%(state)s”, không nhập được. Rút lại hoặc chờ trả lại."),
    "rounds.not_waiting": _("Báo cáo đang ở tình trạng “%(state)s”, không chờ duyệt. Tải lại trang để xem."),
    "rounds.missing": _(
        "Chưa gửi: còn thiếu %(figures)s số liệu, %(tasks)s nhiệm vụ, %(sections)s mục. "
        "Nhập tiếp, hoặc ghi lý do còn thiếu rồi gửi."
    ),
    "rounds.outward": _("Báo cáo này gửi ra ngoài: ghi số, ngày văn bản đã gửi."),
    "rounds.inward": _("Báo cáo này gửi trên phần mềm, không ghi số văn bản gửi ra ngoài."),
    "rounds.approve_own": _("Người gửi không tự duyệt báo cáo của mình. Người khác duyệt."),
    "rounds.same_person": _("Bước một đã do chính người này duyệt. Người khác duyệt bước hai."),
    "rounds.figures_open": _("Số liệu của báo cáo đang mở để sửa. Trả lại báo cáo, hoặc chờ đơn vị gửi lại số liệu."),
    "rounds.no_number": _("Chưa ghi số, ký hiệu văn bản đã gửi."),
    "rounds.sent_in_future": _("Ngày gửi %(day)s chưa đến. Ghi ngày đã qua hoặc hôm nay."),
    "rounds.sent_before": _("Ngày gửi %(day)s sớm hơn kỳ báo cáo (từ %(start)s). Kiểm tra lại ngày."),
    "rounds.none_chosen": _("Chưa chọn báo cáo nào. Đánh dấu các báo cáo rồi bấm lại."),
    "rounds.one_refused": _("Chưa duyệt báo cáo nào: báo cáo của %(unit_name)s chưa duyệt được, mở báo cáo để xem."),
    "rounds.nobody_to_chase": _("Không có đơn vị nào để đôn đốc: đã gửi cả, hoặc vừa đôn đốc trong ngày."),
    "rounds.nobody_to_push": _("Không còn đơn vị nào chưa gửi trong danh sách này. Bỏ bớt bộ lọc rồi lập lại."),
    "rounds.letter_before_round": _("Ngày ban hành %(day)s sớm hơn ngày mở kỳ %(opened)s. Kiểm tra lại ngày."),
    "rounds.task_not_asked": _("Nhiệm vụ này không thuộc báo cáo. Tải lại trang để xem."),
    "conflict.section_changed": _(
        "%(by)s đã sửa mục này lúc %(at)s. Xem nội dung đang lưu bên dưới, chỉnh lại rồi lưu lần nữa để thay."
    ),
    "rounds.section_not_asked": _("Mục này không thuộc báo cáo. Tải lại trang để xem."),
}
