"""What people are told of proposals about tasks, in words (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "requests.refuse": _("Chờ quyết định: từ chối nhiệm vụ %(task)s, %(reason)s"),
    "requests.correct": _("Chờ quyết định: đề nghị sửa nhiệm vụ %(task)s, %(reason)s"),
    "requests.extend": _("Chờ quyết định: đề nghị gia hạn nhiệm vụ %(task)s, %(reason)s"),
    "requests.agreed": _("Đề nghị về nhiệm vụ %(task)s được đồng ý"),
    "requests.partly": _("Đề nghị về nhiệm vụ %(task)s được đồng ý một phần: %(decision)s"),
    "requests.refused": _("Đề nghị về nhiệm vụ %(task)s không được đồng ý: %(decision)s"),
}
