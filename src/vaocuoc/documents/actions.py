"""What was done to documents, and the facts kept of it, in words for the audit trail (nhật ký)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.documents.models import AttachmentKind, DocumentType, FindingKind, Handling

ACTIONS = {
    "documents.upload": _("Đưa tài liệu vào"),
    "documents.replace_file": _("Đưa vào tệp mới hơn"),
    "documents.edit": _("Sửa thông tin văn bản"),
    "documents.address": _("Sửa nơi nhận"),
    "documents.attach": _("Đính kèm tệp"),
    "documents.withdraw_attachment": _("Rút tệp kèm theo"),
    "documents.download_many": _("Tải về nhiều văn bản"),
    "documents.mark_reviewed": _("Xác nhận đã soát toàn văn"),
    "documents.unmark_reviewed": _("Bỏ xác nhận đã soát toàn văn"),
    "readings.request": _("Yêu cầu đọc tệp"),
    "readings.done": _("Đọc xong tệp"),
    "readings.failed": _("Không đọc được tệp"),
    "findings.accept": _("Nhận phát hiện"),
    "findings.reject": _("Bỏ phát hiện"),
    "findings.reopen": _("Mở lại phát hiện"),
    "findings.add": _("Thêm phát hiện"),
    "citations.point": _("Sửa văn bản được dẫn chiếu"),
    "citations.correct": _("Sửa tay văn bản được dẫn chiếu"),
    "citations.release": _("Bỏ sửa tay, nhận lại văn bản được dẫn chiếu"),
}

FACTS: dict[str, str | Promise] = {
    "file": _("tệp số"),
    "reader": _("bản của bộ đọc"),
    "size": _("dung lượng, byte"),
    "sha256": _("mã SHA-256"),
    "found": _("đã đọc ra"),
    "filled": _("đã điền theo văn bản"),
    "added": _("số nơi nhận thêm"),
    "removed": _("số nơi nhận bớt"),
    "document": _("văn bản số"),
    "cited": _("dẫn tới văn bản số"),
    "quote": _("chỗ dẫn"),
    "places": _("số chỗ"),
    "file_kind": _("loại tệp"),
    "documents": _("số văn bản"),
    "files": _("số tệp"),
    "type": _("thể loại"),
    "issuer": _("cơ quan ban hành"),
    "issued_on": _("ngày ban hành"),
    "handling": _("chế độ"),
}

VALUES: dict[str, dict[str, str | Promise]] = {
    "found": dict(FindingKind.choices),
    "filled": {name: FACTS[name] for name in ("type", "issuer", "issued_on")}
    | {"number": _("số, ký hiệu"), "title": _("trích yếu"), "term": _("nhiệm kỳ")},
    "type": dict(DocumentType.choices),
    "handling": dict(Handling.choices),
    "file_kind": dict(AttachmentKind.choices),
}
