"""Why tracking refuses something, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    # tasks
    "tasks.no_title": _("Chưa nêu việc phải làm. Ghi nội dung nhiệm vụ."),
    "tasks.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "tasks.no_lead": _("Chưa có đơn vị chủ trì. Chọn một đơn vị hoặc chức danh."),
    "tasks.two_leads": _("Một nhiệm vụ chỉ có một đầu mối chủ trì. Chọn đơn vị hoặc chức danh, không chọn cả hai."),
    "tasks.unknown_choice": _("“%(value)s” không có trong danh mục. Chọn một giá trị trong danh mục."),
    "tasks.no_due": _("Chưa có hạn. Ghi hạn, hoặc ghi lý do chưa có hạn."),
    "tasks.no_issue_day": _(
        "Chưa tính được hạn: văn bản chưa có ngày ban hành hoặc chưa ghi số ngày. Bổ sung rồi lưu lại."
    ),
    "tasks.no_condition": _("Nhiệm vụ chờ điều kiện nhưng chưa nêu điều kiện. Ghi điều kiện phải chờ."),
    "tasks.due_before_receipt": _("Hạn %(due)s sớm hơn ngày nhận %(received)s. Sửa một trong hai ngày."),
    "tasks.due_after_parent": _("Hạn %(due)s vượt hạn %(parent)s của nhiệm vụ cấp trên. Chọn ngày không muộn hơn."),
    "tasks.due_before_child": _("Việc con có hạn %(day)s, muộn hơn ngày vừa ghi. Đổi hạn việc con trước."),
    "tasks.same_due": _("Hạn đang là %(day)s, không có gì thay đổi."),
    "tasks.empty_update": _("Chưa ghi gì. Ghi một câu về tiến độ hoặc vướng mắc."),
    "tasks.closed": _("%(task)s đã kết thúc hoặc đang tạm dừng. Mở lại rồi ghi tiếp."),
    "tasks.not_closed": _("%(task)s đang được thực hiện, không cần mở lại."),
    "tasks.evidence_waiting": _("%(task)s đã có minh chứng chờ xác nhận. Chờ người giao xác nhận hoặc trả lại."),
    "tasks.evidence_incomplete": _("Minh chứng cần đủ số, ký hiệu và trích yếu. Ghi đủ rồi nộp lại."),
    "tasks.day_in_future": _("Ngày %(day)s chưa đến. Ghi ngày đã qua hoặc hôm nay."),
    "tasks.confirm_own": _("Người nộp không tự xác nhận minh chứng của mình. Người khác của đơn vị giao xác nhận."),
    "tasks.no_grade": _("Chưa chọn chất lượng. Chọn không đạt, đạt hoặc vượt."),
    "tasks.no_reason": _("Chưa nêu lý do. Ghi một câu rồi lưu lại."),
    "conflict.task_changed": _("%(task)s vừa được người khác sửa. Mở lại trang để xem bản mới, rồi sửa tiếp."),
    "conflict.evidence_decided": _("Minh chứng %(number)s đã được người khác quyết định. Tải lại trang để xem."),
    "conflict.no_evidence": _("Không còn minh chứng nào chờ xác nhận. Tải lại trang để xem."),
    # indicators
    "indicators.no_name": _("Chưa có tên chỉ tiêu. Ghi tên rồi lưu lại."),
    "indicators.no_unit_of_measure": _("Chưa có đơn vị tính. Ghi đơn vị tính, ví dụ %% hoặc tỷ đồng."),
    "indicators.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "indicators.unknown_choice": _("“%(value)s” không có trong danh mục. Chọn một giá trị trong danh mục."),
    "indicators.decimals": _("Số chữ số thập phân là %(decimals)s, phải từ 0 đến 6."),
    "indicators.code_taken": _("Mã %(taken)s đã dùng cho chỉ tiêu khác của đơn vị. Chọn mã khác."),
    "indicators.days_backwards": _("Thời hạn %(end)s sớm hơn ngày bắt đầu %(start)s. Sửa lại ngày."),
    "indicators.range_backwards": _("Khoảng mục tiêu ngược: %(low)s lớn hơn %(high)s. Đổi lại hai số."),
    "indicators.too_precise": _("%(value)s có nhiều hơn %(decimals)s chữ số sau dấu phẩy. Làm tròn rồi ghi lại."),
    "indicators.too_large": _("%(value)s quá lớn so với số mà sổ giữ được. Kiểm tra lại số và đơn vị tính."),
    "indicators.not_finite": _("Giá trị không phải là số. Ghi theo cách 1.234,5."),
    "indicators.wrong_period": _("Kỳ của số liệu khác kỳ báo cáo của chỉ tiêu. Chọn đúng loại kỳ."),
    "indicators.value_or_reason": _("Ghi giá trị, hoặc ghi lý do không có số liệu; không ghi cả hai."),
    "indicators.not_begun": _("Kỳ bắt đầu từ ngày %(start)s, chưa đến. Chọn kỳ đã bắt đầu."),
    "indicators.estimate_after_final": _("Kỳ này đã có số chính thức %(value)s. Số ước không thay số chính thức."),
    "indicators.no_revision_reason": _("Kỳ này đã có số khác. Ghi lý do sửa số liệu."),
    "indicators.no_reason": _("Chưa nêu lý do. Ghi một câu rồi lưu lại."),
    "indicators.approve_own": _("Người báo cáo không tự duyệt số liệu của mình. Người khác duyệt."),
    "conflict.observation_changed": _("Số liệu này vừa được sửa. Tải lại trang để xem số mới nhất."),
    "conflict.target_changed": _("Mục tiêu này vừa được thay hoặc rút. Tải lại trang để xem."),
    # shortcomings and proposals
    "shortcomings.no_text": _("Chưa ghi nội dung. Ghi nội dung rồi lưu lại."),
    "shortcomings.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "shortcomings.unknown_state": _("“%(value)s” không phải là tình trạng trong danh mục. Chọn lại."),
    "shortcomings.no_note": _("Đã khắc phục thì cần một câu về kết quả. Ghi kết quả rồi lưu lại."),
    "shortcomings.day_in_future": _("Ngày %(day)s chưa đến. Ghi ngày đã qua hoặc hôm nay."),
}
