"""The words of second systems in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.documents.papers.models import DocumentType
from vaocuoc.tracking.second_systems.models import Asked, Kind, Stand

ACTIONS: dict[str, str | Promise] = {
    "second_systems.create": _("Khai hệ thống thứ hai"),
    "second_systems.edit": _("Sửa hệ thống thứ hai"),
    "second_systems.columns": _("Đặt cột của bảng ở hệ thống thứ hai"),
    "second_systems.states": _("Đặt tên trạng thái ở hệ thống thứ hai"),
    "second_systems.add_rule": _("Thêm quy tắc phải nhập"),
    "second_systems.drop_rule": _("Bỏ quy tắc phải nhập"),
    "second_systems.note": _("Ghi đã nhập vào hệ thống thứ hai"),
    "second_systems.not_entered": _("Ghi lại là chưa nhập vào hệ thống thứ hai"),
    "second_systems.ask": _("Đánh dấu phải nhập, không phải nhập"),
    "second_systems.read": _("Đưa tệp của hệ thống thứ hai vào đối chiếu"),
    "second_systems.compare": _("Ghi kết quả đối chiếu với hệ thống thứ hai"),
}
FACTS: dict[str, str | Promise] = {
    "system": _("hệ thống"),
    "stand": _("tình trạng"),
    "theirs": _("ở hệ thống đó ghi"),
    "asked": _("phải nhập"),
    "of": _("của"),
    "document_type": _("thể loại văn bản"),
    "same": _("khớp"),
    "different": _("khác"),
    "unknown": _("không có trong sổ"),
    "several": _("chưa rõ là mục nào"),
    "twice": _("trùng trong tệp"),
}
VALUES: dict[str, dict[str, str | Promise]] = {
    "stand": dict(Stand.choices),
    "asked": dict(Asked.choices),
    "of": dict(Kind.choices),
    "document_type": dict(DocumentType.choices),
}
