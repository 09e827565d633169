"""What the review refuses, in words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "intake.title_missing": _("Chưa ghi việc phải làm."),
    "intake.lead_missing": _("Chưa có đơn vị chủ trì. Ghi tên một đơn vị hoặc chức danh trong danh bạ."),
    "intake.lead_several": _(
        "“%(words)s” gồm nhiều đơn vị. Một nhiệm vụ có một đơn vị chủ trì; chọn một, các đơn vị còn lại ghi ở phối hợp."
    ),
    "intake.lead_group": _("“%(words)s” là %(count)s đơn vị. Một nhiệm vụ có một đơn vị chủ trì; ghi tên một đơn vị."),
    "intake.lead_ambiguous": _("“%(words)s” hợp với nhiều đơn vị: %(names)s. Chọn một đơn vị."),
    "intake.lead_near": _("“%(words)s” chưa có trong danh bạ. Gần giống: %(names)s. Chọn hoặc ghi lại tên."),
    "intake.lead_unknown": _("“%(words)s” chưa có trong danh bạ. Ghi tên một đơn vị hoặc chức danh trong danh bạ."),
    "intake.due_missing": _("Chưa có hạn. Ghi ngày, hoặc ghi vì sao chưa có hạn, hoặc chọn loại thời hạn khác."),
    "intake.days_missing": _("Chưa có số ngày sau ban hành."),
    "intake.condition_missing": _("Chưa ghi quyết định hoặc điều kiện phải chờ."),
    "intake.indicator_undecided": _(
        "Trong sổ có chỉ tiêu gần giống: %(indicator)s. Chọn gắn với chỉ tiêu đó hoặc chọn “Chỉ tiêu mới”."
    ),
    "intake.indicator_missing": _("Chưa gắn với chỉ tiêu nào trong sổ. Mở thẻ để gắn hoặc lập chỉ tiêu mới."),
    "intake.name_missing": _("Chưa có tên chỉ tiêu."),
    "intake.measure_missing": _("Chưa có đơn vị tính."),
    "intake.value_missing": _("Chưa có giá trị."),
    "intake.range_backwards": _("Giá trị sau nhỏ hơn giá trị trước. Ghi khoảng từ nhỏ đến lớn."),
    "intake.unit_unknown": _("“%(words)s” chưa có trong danh bạ. Ghi tên một đơn vị trong danh bạ."),
    "intake.period_missing": _("Chưa rõ kỳ của số liệu. Ghi dạng tháng 10/2026, quý 3/2026 hoặc năm 2026."),
    "intake.text_missing": _("Chưa có nội dung."),
    "intake.reason_missing": _("Chưa ghi lý do bỏ. Chọn một lý do có sẵn hoặc ghi lý do khác."),
    "intake.accepted_before": _("Bản trước đã nhận câu này. Dùng “Nhận lại như bản trước” hoặc mở thẻ để xem."),
    "intake.rejected_before": _("Bản trước đã bỏ câu này. Dùng “Nhận lại như bản trước” hoặc mở thẻ để xem."),
    "intake.reworded_before": _("Bản trước đã rà một câu gần giống. Mở thẻ để xem chỗ đã sửa."),
    "intake.not_as_before": _("Bản trước không có câu này, hoặc nội dung đã nhận khi đó không còn trong sổ."),
    "intake.task_alike": _("Trong sổ có nhiệm vụ cùng tên: %(task)s. Mở thẻ để thêm nguồn hoặc lập nhiệm vụ riêng."),
    "intake.digits_unchecked": _(
        "Chữ số nhận dạng từ ảnh chưa chắc: %(words)s. Đối chiếu với ảnh trang rồi đánh dấu, hoặc ghi lại số."
    ),
    "intake.batch_refused": _("Chưa nhận phát hiện nào. “%(finding)s” không ghi được: %(refusal)s"),
    "intake.batch_changed": _("Danh sách đã thay đổi từ khi mở trang này. Xem lại rồi nhận; chưa ghi gì."),
    "intake.not_regrouped": _("Chỉ tách, gộp được nhiệm vụ, hạn chế, kiến nghị."),
    "intake.split_nowhere": _("Chưa chọn chỗ tách, hoặc một phần còn dưới hai chữ. Chọn chỗ bắt đầu của phần sau."),
    "intake.merge_far": _("Chỉ gộp được hai phát hiện cùng loại đứng gần nhau trong văn bản."),
    "intake.gave_way": _("Phát hiện này đã được tách hoặc gộp. Hoàn tác ở phát hiện mới."),
    "intake.regrouped_decided": _("Chưa hoàn tác được: có phần đã nhận hoặc đã bỏ. Hoàn tác phần đó trước."),
    "intake.document_withdrawn": _("Văn bản đã thu hồi ngày %(day)s nên không nhận thêm. Bỏ ghi thu hồi nếu ghi nhầm."),
    "intake.withdrawal_reason": _("Chưa ghi lý do hoặc văn bản thu hồi."),
    "intake.withdrawal_day": _("Ngày thu hồi phải từ ngày ban hành đến hôm nay."),
    "intake.quote_missing": _("Chưa có câu trích."),
    "intake.quote_not_found": _("Không thấy câu này trong văn bản. Chép đúng nguyên văn một đoạn liền nhau."),
    "intake.finding_exists": _("Câu này đã có trong danh sách phát hiện cùng loại."),
    "intake.edited_before": _("Đã sửa khi rà lần trước. Mở thẻ để nhận riêng."),
    "intake.restates": _("Nhắc lại số liệu khác trong cùng câu. Mở thẻ để xem trước khi nhận."),
    "intake.nothing_to_undo": _("Phát hiện này chưa được rà nên không có gì để hoàn tác."),
    "intake.touched": _("Không hoàn tác được: %(what)s đã có người cập nhật sau khi nhận."),
}
