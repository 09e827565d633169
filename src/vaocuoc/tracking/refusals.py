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
    "tasks.wrong_level": _(
        "Chưa gửi đúng cấp: văn bản gửi tới %(sent)s, sản phẩm phải gửi tới %(asked)s. Trả lại để nộp đúng cấp."
    ),
    "tasks.cause_without_lateness": _("Việc này không chậm nên không cần nguyên nhân khách quan. Để trống ô đó."),
    "tasks.resumes_in_past": _("Ngày %(day)s đã qua. Chọn ngày sau hôm nay, hoặc để trống."),
    "conflict.given_already": _("Biểu này đã gửi rồi: nhiệm vụ %(task)s đã được giao, không giao thêm lần nữa."),
    "conflict.blocker_removed": _("Vướng mắc này đã được ghi là tháo gỡ. Tải lại trang để xem."),
    "conflict.task_changed": _("%(task)s vừa được người khác sửa. Xem chỗ khác nhau rồi gửi lại nếu vẫn cần."),
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
    "indicators.period_closed": _(
        "Kỳ này đã khóa từ ngày %(day)s (%(reason)s). Mở khóa kỳ, hoặc đề nghị đính chính nếu số đã duyệt."
    ),
    "indicators.unit_dissolved": _(
        "%(unit_name)s đã kết thúc hoạt động từ ngày %(day)s, trước kỳ này. Báo cáo cho đơn vị kế thừa."
    ),
    "indicators.approved_already": _("Số của kỳ này đã duyệt là %(value)s. Muốn đổi thì đề nghị đính chính."),
    "indicators.in_submission": _("Số này nằm trong báo cáo kỳ của đơn vị. Duyệt cả báo cáo ở mục Báo cáo số liệu."),
    "indicators.which_number": _("“%(text)s” có thể là %(grouped)s hoặc %(pointed)s. Chọn một cách đọc; chưa ghi gì."),
    "indicators.approve_own": _("Người báo cáo không tự duyệt số liệu của mình. Người khác duyệt."),
    "indicators.season_wrong": _(
        "Tỷ trọng mùa vụ ghi cho các tháng 1 đến 12, không âm và không bằng 0 tất cả. Sửa lại."
    ),
    "indicators.reference_half": _("So với mức chung thì chọn cả chỉ tiêu và đơn vị để so. Chọn đủ rồi lưu lại."),
    "indicators.reference_itself": _("Mục tiêu đang so với chính nó. Chọn chỉ tiêu hoặc đơn vị khác để so."),
    "indicators.reference_differs": _(
        "%(other)s khác đơn vị tính, loại hoặc kỳ báo cáo nên không so được. Chọn chỉ tiêu cùng cách tính."
    ),
    "indicators.base_year": _("Năm gốc %(year)s phải từ 1945 đến %(last)s. Sửa, hoặc để trống."),
    "indicators.rolls_never": _("Điểm số và thứ hạng không cộng được từ đơn vị dưới. Chọn “không cộng”."),
    "indicators.rolls_needs_weight": _(
        "Tỷ lệ báo cáo thẳng chỉ cộng được khi có quyền số. Chọn chỉ tiêu làm quyền số, hoặc nhập tử số và mẫu số."
    ),
    "indicators.weight_itself": _("Chỉ tiêu không tự làm quyền số của nó. Chọn chỉ tiêu khác."),
    "indicators.has_figures": _("%(indicator)s đã có số liệu báo cáo nên không đổi sang công thức. Lập chỉ tiêu mới."),
    "indicators.formula_unknown": _(
        "Trong sổ không có chỉ tiêu mã %(codes)s. Ghi mã trong ngoặc vuông, như [CT-0001]."
    ),
    "indicators.formula_periods": _(
        "%(part)s khác kỳ hoặc lịch báo cáo nên không tính chung được. Chọn chỉ tiêu cùng kỳ."
    ),
    "indicators.formula_circle": _("Công thức đi vòng: %(codes)s. Bỏ một chỉ tiêu trong vòng."),
    "formulas.empty": _("Công thức trống. Ghi như [CT-0001] / [CT-0002] * 100."),
    "formulas.too_long": _("Công thức dài quá %(most)s. Rút gọn, hoặc tách qua một chỉ tiêu trung gian."),
    "formulas.too_deep": _("Công thức lồng quá %(most)s lớp ngoặc. Tách qua một chỉ tiêu trung gian."),
    "formulas.unknown_sign": _("Không hiểu “%(text)s” ở vị trí %(start)s. Dùng + - * / ( ) và mã trong ngoặc vuông."),
    "formulas.not_a_number": _("“%(text)s” ở vị trí %(start)s không phải số. Ghi theo cách 1.234,5."),
    "formulas.unclosed_reference": _("Mã ở vị trí %(start)s chưa đóng ngoặc vuông. Ghi như [CT-0001]."),
    "formulas.empty_reference": _("Ngoặc vuông ở vị trí %(start)s chưa có mã. Ghi như [CT-0001]."),
    "formulas.unknown_function": _("Không có hàm “%(text)s” (vị trí %(start)s). Dùng: %(known)s."),
    "formulas.one_argument": _("“%(text)s” ở vị trí %(start)s chỉ nhận một giá trị. Bỏ bớt."),
    "formulas.value_expected": _("Thiếu số hoặc mã ở vị trí %(start)s. Ghi thêm rồi lưu lại."),
    "formulas.operator_expected": _("Thiếu phép tính trước “%(text)s” ở vị trí %(start)s. Ghi + - * hoặc /."),
    "formulas.unclosed": _("Ngoặc mở ở vị trí %(start)s chưa đóng. Thêm dấu đóng ngoặc."),
    "formulas.units_differ": _("Không cộng trừ được %(left)s với %(right)s (vị trí %(start)s). Xem lại đơn vị tính."),
    "formulas.result_unit": _(
        "Công thức cho đơn vị %(found)s, chỉ tiêu ghi %(wanted)s. Sửa công thức hoặc đơn vị tính."
    ),
    "indicators.computed": _("%(indicator)s được tính theo công thức. Nhập số của các chỉ tiêu trong công thức."),
    "indicators.parent_circle": _("%(indicator)s đang là thành phần của chính nó. Chọn chỉ tiêu cha khác."),
    "indicators.few_parts": _("Tách thì cần ít nhất hai thành phần, mỗi thành phần có tên và mức phải đạt. Ghi đủ."),
    "indicators.part_again": _("Thành phần %(number)s trùng tên với thành phần khác. Đặt tên khác."),
    "indicators.has_parts": _("Mục tiêu này đã có thành phần. Sửa từng thành phần."),
    "indicators.nothing_given": _("Chưa ghi số giao cho đơn vị nào. Ghi ít nhất một số."),
    "indicators.parts_differ": _(
        "Các phần cộng lại được %(parts)s, mục tiêu là %(whole)s, lệch %(difference)s. Sửa số, hoặc ghi lý do."
    ),
    "indicators.shares_wrong": _("Tỷ trọng giao phải lớn hơn 0. Sửa tỷ trọng của %(unit)s."),
    "indicators.overrule_same": _("Kết quả tính đã như vậy. Chọn đánh giá khác, hoặc không cần đánh giá lại."),
    "indicators.overrule_no_target": _("Chưa có mục tiêu nên chưa có gì để đánh giá lại. Đặt mục tiêu trước."),
    "conflict.overrule_changed": _("Đánh giá này vừa được người khác sửa hoặc bỏ. Tải lại trang để xem."),
    "rollups.not_carried": _("Tỷ lệ có quyền số không quy đổi được sang đơn vị hôm nay. Xem theo đơn vị thời điểm đó."),
    "rollup.shares_exceed": _("Các phần kế thừa của một đơn vị cộng quá 100%%. Sửa ở trang của đơn vị đó."),
    "rollup.circle": _("Quan hệ giữa các đơn vị đi vòng nên không cộng được. Sửa quan hệ trực thuộc."),
    "criteria.no_name": _("Chưa có tên bộ tiêu chí. Ghi tên rồi lưu lại."),
    "criteria.name_taken": _("Đã có bộ tiêu chí tên này. Đặt tên khác, hoặc lập bản mới của bộ đang có."),
    "criteria.no_pass_points": _("Chấm theo điểm thì cần điểm phải đạt. Ghi điểm rồi lưu lại."),
    "criteria.no_group": _("Chưa có nhóm đơn vị nào. Ghi ít nhất một nhóm, ví dụ “Mọi xã”."),
    "criteria.issued": _("Bản này đã áp dụng nên không sửa. Lập bản mới rồi sửa ở đó."),
    "criteria.empty": _("Chưa có tiêu chí hoặc nhóm đơn vị. Ghi đủ rồi áp dụng."),
    "criteria.draft_there": _("Đã có một bản đang soạn. Sửa bản đó, hoặc áp dụng trước."),
    "criteria.not_in_force": _("Bản này chưa áp dụng nên chưa chấm được. Áp dụng trước."),
    "criteria.no_note": _("Chưa nêu căn cứ. Ghi một câu hoặc số văn bản."),
    "criteria.many_points": _("Điểm vượt mức tối đa %(most)s của tiêu chí. Ghi lại điểm."),
    "rollup.overflow": _("Tổng quá lớn so với số mà sổ giữ được. Kiểm tra lại số liệu và đơn vị tính."),
    "forecast.too_few_points": _("Mới có %(known)s số, cần ít nhất %(needed)s. Chưa dự báo; chờ thêm số liệu."),
    "forecast.due_passed": _("Đã qua thời hạn %(due)s nên không còn tốc độ phải đạt. Xem kết quả đánh giá."),
    "forecast.not_a_number": _("Số liệu có giá trị không phải là số nên chưa dự báo. Kiểm tra lại số đã báo cáo."),
    "conflict.observation_changed": _("Số liệu này vừa được sửa. Tải lại trang để xem số mới nhất."),
    "conflict.target_changed": _("Mục tiêu này vừa được thay hoặc rút. Tải lại trang để xem."),
    # shortcomings and proposals
    "shortcomings.no_text": _("Chưa ghi nội dung. Ghi nội dung rồi lưu lại."),
    "shortcomings.too_long": _("Dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "shortcomings.unknown_state": _("“%(value)s” không phải là tình trạng trong danh mục. Chọn lại."),
    "shortcomings.no_note": _("Đã khắc phục thì cần một câu về kết quả. Ghi kết quả rồi lưu lại."),
    "shortcomings.unknown_code": _(
        "Không có nhiệm vụ hay chỉ tiêu nào mang mã “%(named)s”. Ghi mã như trong danh sách, ví dụ NV-0012."
    ),
    "shortcomings.tied_already": _("%(named)s đã được gắn rồi, không có gì thay đổi."),
    "conflict.tie_gone": _("Mục này vừa được bỏ gắn. Tải lại trang để xem."),
    "shortcomings.day_in_future": _("Ngày %(day)s chưa đến. Ghi ngày đã qua hoặc hôm nay."),
}
