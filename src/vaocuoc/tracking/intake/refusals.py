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
    "intake.accepted_before": _("Đã nhận câu này từ bản đọc trước của văn bản. Mở thẻ để xem."),
    "intake.edited_before": _("Đã sửa khi rà lần trước. Mở thẻ để nhận riêng."),
    "intake.restates": _("Nhắc lại số liệu khác trong cùng câu. Mở thẻ để xem trước khi nhận."),
    "intake.nothing_to_undo": _("Phát hiện này chưa được rà nên không có gì để hoàn tác."),
    "intake.touched": _("Không hoàn tác được: %(what)s đã có người cập nhật sau khi nhận."),
}
