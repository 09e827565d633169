"""The fixed words and marks of verdicts, task states and kinds of finding: one table each, used by every screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Mark:
    """A word with its shape (``icon``, a symbol of the sprite) and its colour class; the shape alone must suffice."""

    word: str | Promise
    icon: str
    tone: str


VERDICTS: dict[str, Mark] = {  # in the order of every list: what needs someone first
    "off_track": Mark(_("Khó đạt"), "v-off_track", "v-off_track"),
    "missed": Mark(_("Không đạt"), "v-missed", "v-missed"),
    "at_risk": Mark(_("Có nguy cơ"), "v-at_risk", "v-at_risk"),
    "unjudged": Mark(_("Chưa thể đánh giá"), "v-unjudged", "v-unjudged"),
    "no_report": Mark(_("Chưa báo cáo"), "v-no_report", "v-no_report"),
    "on_track": Mark(_("Đúng lộ trình"), "v-on_track", "v-on_track"),
    "met": Mark(_("Đạt"), "v-met", "v-met"),
    "exceeded": Mark(_("Vượt"), "v-exceeded", "v-exceeded"),
}
VERDICT_ORDER = tuple(VERDICTS)

TASK_STATES: dict[str, Mark] = {
    "overdue": Mark(_("Quá hạn"), "s-overdue", "v-off_track"),
    "late_acceptance": Mark(_("Chờ xác nhận quá ngày"), "s-submitted", "v-at_risk"),
    "needs_due": Mark(_("Cần điền hạn"), "s-needs_due", "v-at_risk"),
    "due_soon": Mark(_("Sắp đến hạn"), "s-due_soon", "v-at_risk"),
    "submitted": Mark(_("Chờ xác nhận"), "s-submitted", "t2"),
    "in_progress": Mark(_("Đang thực hiện"), "s-in_progress", "t2"),
    "not_started": Mark(_("Chưa bắt đầu"), "s-not_started", "t2"),
    "waiting": Mark(_("Chờ điều kiện"), "s-waiting", "t2"),
    "suspended": Mark(_("Tạm dừng"), "s-suspended", "t2"),
    "done_on_time": Mark(_("Hoàn thành đúng hạn"), "v-met", "v-met"),
    "done_late": Mark(_("Hoàn thành quá hạn"), "s-done_late", "t2"),
    "done_unjudged": Mark(_("Hoàn thành, chưa xét được đúng hạn"), "s-done_unjudged", "t2"),
    "cancelled": Mark(_("Đã hủy"), "i-x", "t3"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of finding: its word, the one letter that stands for it in the text, and its colour class."""

    word: str | Promise
    letter: str | Promise
    tone: str


KINDS: dict[str, Kind] = {
    "target": Kind(_("Chỉ tiêu"), pgettext_lazy("chữ đánh dấu chỉ tiêu", "C"), "k-target"),
    "result": Kind(_("Kết quả"), pgettext_lazy("chữ đánh dấu kết quả", "K"), "k-result"),
    "task": Kind(_("Nhiệm vụ"), pgettext_lazy("chữ đánh dấu nhiệm vụ", "N"), "k-task"),
    "shortcoming": Kind(_("Hạn chế"), pgettext_lazy("chữ đánh dấu hạn chế", "H"), "k-short"),
    "proposal": Kind(_("Kiến nghị"), pgettext_lazy("chữ đánh dấu kiến nghị", "Đ"), "k-prop"),
    "reference": Kind(_("Dẫn chiếu"), pgettext_lazy("chữ đánh dấu dẫn chiếu", "D"), "k-ref"),
    "context": Kind(_("Bối cảnh"), pgettext_lazy("chữ đánh dấu bối cảnh", "B"), "k-ref"),
}

CLEARS: dict[str, tuple[str | Promise, str | Promise]] = {  # the name, and the word in "thiếu ..."
    "who": (_("Rõ người"), _("người")),
    "what": (_("Rõ việc"), _("việc")),
    "when": (_("Rõ thời gian"), _("thời gian")),
    "responsible": (_("Rõ trách nhiệm"), _("trách nhiệm")),
    "authority": (_("Rõ thẩm quyền"), _("thẩm quyền")),
    "product": (_("Rõ sản phẩm"), _("sản phẩm")),
}
