"""For whom a board is (bảng của ai): what their post may do decides what stands first on it."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Role
from vaocuoc.directory.people.access import Action, Actor


class Reader(StrEnum):
    """Whose board it is; where a post has several roles, the first of these."""

    LEADER = "leader"
    OFFICE = "office"
    INSPECTOR = "inspector"
    UNIT = "unit"
    VIEWER = "viewer"


EMPTY: dict[Reader, str | Promise] = {
    Reader.LEADER: _(
        "Chưa có chỉ tiêu, nhiệm vụ nào trong phạm vi lãnh đạo. Văn phòng nhập nghị quyết, chương trình trước."
    ),
    Reader.OFFICE: _(
        "Đưa vào một nghị quyết, chương trình hoặc thông báo kết luận: chỉ tiêu và nhiệm vụ được đọc ra, rà soát bên "
        "cạnh câu gốc rồi vào sổ. Bảng này có số liệu từ lúc đó."
    ),
    Reader.INSPECTOR: _("Chưa có chỉ tiêu, nhiệm vụ nào trong phạm vi được kiểm tra, giám sát."),
    Reader.UNIT: _("Chưa có nhiệm vụ, chỉ tiêu nào giao cho đơn vị. Việc được giao sẽ hiện ở đây kèm hạn và sản phẩm."),
    Reader.VIEWER: _("Chức danh đang dùng chưa có tài liệu, chỉ tiêu hay nhiệm vụ nào trong phạm vi được xem."),
}
"""What an empty board says to whom, and what has to happen for it to fill."""


def reader_of(actor: Actor) -> Reader:
    """Whose board the acting post opens."""
    if actor.may_somewhere(Action.DIRECT):
        return Reader.LEADER
    if actor.may_somewhere(Action.ASSIGN):
        return Reader.OFFICE
    if any(grant.role == Role.INSPECTOR for grant in actor.grants):
        return Reader.INSPECTOR
    return Reader.UNIT if actor.may_somewhere(Action.REPORT) else Reader.VIEWER
