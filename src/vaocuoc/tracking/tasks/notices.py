"""What people are told of tasks, in words (thông báo)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, str | Promise] = {
    "tasks.given": _("Được giao nhiệm vụ %(task)s: %(title)s, hạn %(due)s"),
    "tasks.given_without_day": _("Được giao nhiệm vụ %(task)s: %(title)s, chưa có hạn"),
    "tasks.relayed": _("Nhiệm vụ %(task)s giao qua đơn vị tới %(lead)s: %(title)s"),
    "tasks.taken_away": _("Không còn chủ trì nhiệm vụ %(task)s: %(title)s"),
    "tasks.edited": _("Nhiệm vụ %(task)s vừa được sửa: %(title)s"),
    "tasks.blocked": _("Vướng mắc ở nhiệm vụ %(task)s: %(blocker)s"),
    "tasks.unblocked": _("Đã tháo gỡ vướng mắc ở nhiệm vụ %(task)s: %(removal)s"),
    "tasks.handed_in": _("Minh chứng %(number)s của nhiệm vụ %(task)s chờ xác nhận"),
    "tasks.confirmed": _("Đã xác nhận minh chứng %(number)s, nhiệm vụ %(task)s hoàn thành"),
    "tasks.returned": _("Minh chứng %(number)s của nhiệm vụ %(task)s bị trả lại: %(reason)s"),
    "tasks.day_set": _("Nhiệm vụ %(task)s có hạn %(due)s: %(title)s"),
    "tasks.extended": _("Hạn của nhiệm vụ %(task)s đổi thành %(due)s: %(reason)s"),
    "tasks.closed": _("Nhiệm vụ %(task)s được ghi nhận hoàn thành: %(reason)s"),
    "tasks.suspended": _("Nhiệm vụ %(task)s tạm dừng: %(reason)s"),
    "tasks.resumed": _("Nhiệm vụ %(task)s được tiếp tục: %(title)s"),
    "tasks.cancelled": _("Nhiệm vụ %(task)s đã hủy: %(reason)s"),
    "tasks.disputed": _("Đề nghị đính chính nhiệm vụ %(task)s: %(reason)s"),
    "tasks.settled": _("Đã kết luận đính chính nhiệm vụ %(task)s: %(reason)s"),
    "tasks.succeeded": _("Nhận nhiệm vụ %(task)s từ %(unit)s theo văn bản %(act)s: %(title)s"),
    "tasks.left_without_lead": _("Nhiệm vụ %(task)s trở lại đơn vị giao vì %(unit)s đã kết thúc hoạt động: %(title)s"),
    "tasks.post_taken": _("Nhận chức danh %(post)s cùng %(number)s nhiệm vụ đang thực hiện"),
    "tasks.delegated": _(
        "%(person)s làm thay chức danh %(post)s theo ủy quyền từ ngày %(first)s đến hết ngày %(day)s, "
        "%(number)s nhiệm vụ đang thực hiện"
    ),
    "tasks.delegation_ended": _("%(person)s thôi làm thay chức danh %(post)s, ủy quyền đến hết ngày %(day)s"),
    "tasks.vacant": _("Chức danh %(post)s trống từ ngày %(day)s, còn %(number)s nhiệm vụ đang thực hiện"),
}
