"""What the list of tasks is (danh sách nhiệm vụ): its columns, each as a plain value for Excel and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db.models import Case, Prefetch, When, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.directory.saved_views.listing import Column, Listing
from vaocuoc.tracking.tasks.models import PartyRole, TaskParty, Urgency
from vaocuoc.tracking.tasks.queries import TaskRow, rows_in_order
from vaocuoc.ui.words import TASK_STATES


def state_words(row: TaskRow) -> str:
    """The state of a task in a few words, with what is counted apart."""
    words = str(TASK_STATES[row.state.code].word)
    if row.state.disputed:
        return f"{words}, {_('đang đính chính')}"
    return f"{words}, {_('thường xuyên')}" if row.state.regular else words


def _parties(role: PartyRole) -> Callable[[TaskRow], str]:
    def named(row: TaskRow) -> str:
        found = [party for party in row.task.parties.all() if party.role == role]
        return "; ".join(str(party.post or party.unit or party.words) for party in found)

    return named


def _document(row: TaskRow) -> str:
    return str(row.task.document) if row.task.document else ""


def _issued(row: TaskRow) -> date | None:
    return row.task.document.issued_on if row.task.document else None


def _follower(row: TaskRow) -> str:
    return row.task.follower.title if row.task.follower else ""


def _touched(row: TaskRow) -> datetime | None:
    return row.touched_at


_LEAD = (Coalesce("lead_unit__sort_key", "lead_post__unit__sort_key"), "lead_post__title")
_URGENCY = Case(*(When(urgency=value, then=place) for place, value in enumerate(Urgency.values)))

TASKS = Listing(
    "tasks",
    gettext_lazy("Nhiệm vụ"),
    "nhiem-vu",
    (
        Column("trang-thai", gettext_lazy("Trạng thái"), state_words, 20),
        Column("ma", gettext_lazy("Mã"), lambda row: row.task.code, 12, order=("code",)),
        Column("nhiem-vu", gettext_lazy("Nhiệm vụ"), lambda row: row.task.title, 60, fixed=True),
        Column("chu-tri", gettext_lazy("Chủ trì"), lambda row: row.lead, 28, order=_LEAD),
        Column("han", gettext_lazy("Hạn"), lambda row: row.task.due, 12, order=("due",)),
        Column("san-pham", gettext_lazy("Sản phẩm"), lambda row: row.task.product, 28, order=("product",)),
        # From here on a page shows the plain value.
        Column("van-ban", gettext_lazy("Văn bản giao"), _document, 28, usual=False, plain=True,
               order=("document__number_key",), in_files=True),
        Column("ngay-van-ban", gettext_lazy("Ngày văn bản"), _issued, 12, usual=False, plain=True,
               order=("document__issued_on",)),
        Column("qua-han", gettext_lazy("Số ngày quá hạn"), lambda row: row.days_late, 10, usual=False, plain=True,
               css="num", in_files=True),
        Column("han-dau", gettext_lazy("Hạn ban đầu"), lambda row: row.task.first_due, 12, usual=False, plain=True,
               order=("first_due",)),
        Column("gia-han", gettext_lazy("Số lần gia hạn"), lambda row: row.extensions, 10, usual=False, plain=True,
               css="num"),
        Column("ngay-nhan", gettext_lazy("Ngày nhận"), lambda row: row.task.received_on, 12, usual=False, plain=True,
               order=("received_on",)),
        Column("hoan-thanh", gettext_lazy("Ngày hoàn thành"), lambda row: row.task.completed_on, 12, usual=False,
               plain=True, order=("completed_on",)),
        Column("do-khan", gettext_lazy("Độ khẩn"), lambda row: row.task.get_urgency_display(), 12, usual=False,
               plain=True, order=(_URGENCY,)),
        Column("theo-doi", gettext_lazy("Theo dõi"), _follower, 24, usual=False, plain=True,
               order=("follower__title",), in_files=True),
        Column("phoi-hop", gettext_lazy("Phối hợp"), _parties(PartyRole.COOPERATING), 28, usual=False, plain=True),
        Column("phu-trach", gettext_lazy("Phụ trách"), _parties(PartyRole.OVERSEER), 24, usual=False, plain=True),
        Column("cap-nhan", gettext_lazy("Cấp nhận sản phẩm"), lambda row: row.task.get_product_level_display(), 14,
               usual=False, plain=True),
        Column("vuong-mac", gettext_lazy("Vướng mắc"), lambda row: row.blocker, 32, usual=False, plain=True,
               in_files=True),
        Column("thao-go", gettext_lazy("Cấp tháo gỡ"), lambda row: row.blocker_for, 20, usual=False, plain=True),
        Column("cap-nhat", gettext_lazy("Cập nhật lần cuối"), _touched, 16, usual=False, plain=True,
               order=("told_at",)),
        Column("nguon-luc", gettext_lazy("Nguồn lực, kinh phí"), lambda row: row.task.resources, 24, usual=False,
               plain=True),
        Column("don-vi-giao", gettext_lazy("Đơn vị giao"), lambda row: str(row.task.keeper), 24, usual=False,
               plain=True, order=("keeper__sort_key",)),
    ),
)  # fmt: skip


def rows_with(keys: Iterable[int], shown: frozenset[str], *, today: date) -> list[TaskRow]:
    """The rows of these tasks in this order, with the parties at hand where a column shows them."""
    rows = rows_in_order(keys, today=today)
    if shown & {"phoi-hop", "phu-trach"}:
        parties = TaskParty.objects.select_related("unit", "post__unit").order_by("pk")
        prefetch_related_objects([row.task for row in rows], Prefetch("parties", parties))
    return rows
