"""Why something is proposed, in words (lời giải thích): grounds of shared words, days moved, how a day was counted."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.calendars import Moved
from vaocuoc.tracking.assignment.proposing import DayProposal, LeadProposal, Other
from vaocuoc.tracking.periods.wording import WHY_OFF
from vaocuoc.ui.dates import format_day, format_day_short

GROUNDS: dict[str, str | Promise] = {
    "supervision.party": gettext_lazy("giám sát tổ chức đảng, đảng viên"),
    "supervision.front": gettext_lazy("giám sát, phản biện xã hội"),
    "supervision.council": gettext_lazy("giám sát của Hội đồng nhân dân"),
    "supervision.office": gettext_lazy("theo dõi, đôn đốc thực hiện"),
    "propaganda.party": gettext_lazy("tuyên truyền trong Đảng, định hướng dư luận"),
    "propaganda.front": gettext_lazy("vận động đoàn viên, hội viên, nhân dân"),
    "propaganda.government": gettext_lazy("thông tin cơ sở, phổ biến pháp luật"),
    "corruption.internal": gettext_lazy("tham mưu phòng, chống tham nhũng của cấp ủy"),
    "corruption.inspection": gettext_lazy("kiểm tra dấu hiệu vi phạm, kiểm soát tài sản, thu nhập"),
    "corruption.government": gettext_lazy("công khai, minh bạch, thanh tra trong quản lý nhà nước"),
    "corruption.office": gettext_lazy("giúp việc nơi không có ban nội chính"),
    "religion.party": gettext_lazy("công tác tôn giáo của Đảng, nắm tình hình"),
    "religion.front": gettext_lazy("vận động chức sắc, tín đồ"),
    "religion.government": gettext_lazy("quản lý nhà nước về tôn giáo"),
    "religion.police": gettext_lazy("an ninh tôn giáo"),
    "complaints.government": gettext_lazy("khiếu nại, tố cáo hành chính"),
    "complaints.inspection": gettext_lazy("khiếu nại kỷ luật đảng, tố cáo đảng viên"),
    "complaints.internal": gettext_lazy("theo dõi việc giải quyết đơn thư"),
    "complaints.office": gettext_lazy("tiếp công dân, tiếp nhận đơn"),
}
TOPICS: dict[str, str | Promise] = {
    "supervision": gettext_lazy("“giám sát” có nhiều nghĩa"),
    "propaganda": gettext_lazy("“tuyên truyền” nhiều cơ quan cùng làm"),
    "corruption": gettext_lazy("“phòng, chống tham nhũng” nhiều cơ quan cùng làm"),
    "religion": gettext_lazy("“tôn giáo” nhiều cơ quan cùng làm"),
    "complaints": gettext_lazy("“khiếu nại, tố cáo” tùy loại đơn"),
    "rival": gettext_lazy("cụm từ của hai cơ quan dài gần bằng nhau"),
    "ambiguous": gettext_lazy("tên hợp với nhiều đơn vị"),
    "several": gettext_lazy("văn bản ghi nhiều đơn vị; một nhiệm vụ một chủ trì"),
}
WEEKDAYS = (
    gettext_lazy("thứ hai"),
    gettext_lazy("thứ ba"),
    gettext_lazy("thứ tư"),
    gettext_lazy("thứ năm"),
    gettext_lazy("thứ sáu"),
    gettext_lazy("thứ bảy"),
    gettext_lazy("chủ nhật"),
)


def lead_reason(proposal: LeadProposal) -> str:
    """Why this lead is proposed, in one line."""
    if proposal.reason in ("named", "post"):
        return _("văn bản ghi “%(words)s”") % {"words": proposal.words}
    if proposal.reason == "phrase":
        return _("theo bảng chức năng: “%(words)s”") % {"words": proposal.words}
    if proposal.reason == "ambiguous":
        return _("văn bản ghi “%(words)s”") % {"words": proposal.words}
    return "" if proposal.doubt else _("chưa có cụm từ nào trong bảng chức năng")


def doubt_of(proposal: LeadProposal) -> str:
    """Why a proposal is doubtful; empty where it is clear."""
    return str(TOPICS.get(proposal.doubt, "")) if proposal.doubt else ""


def other_reason(other: Other) -> str:
    """What speaks for another organ."""
    if other.ground:
        return str(GROUNDS[other.ground])
    return f"“{other.words}”" if other.words else ""


def moved_words(moved: Moved | None, today: date) -> str:
    """``thứ bảy 12/12 → thứ hai 14/12``, with the name of the holiday where it is one; empty where nothing moved."""
    if moved is None or not moved.is_moved:
        return ""
    asked = f"{WEEKDAYS[moved.asked.weekday()]} {format_day_short(moved.asked, today)}"
    if moved.why not in ("saturday", "sunday"):
        asked = f"{asked} ({WHY_OFF[moved.why]})"
    return f"{asked} → {WEEKDAYS[moved.day.weekday()]} {format_day_short(moved.day, today)}"


def day_reason(proposal: DayProposal, today: date) -> str:
    """How the day was found, in one line."""
    moved = moved_words(proposal.moved, today)
    if proposal.source == "paper":
        return _("văn bản nêu")
    if proposal.source == "issue":
        said = _("ban hành + %(days)s ngày") % {"days": proposal.days_after or 10}
    elif proposal.source == "rule" and proposal.rule is not None:
        rule = proposal.rule
        facts = {"days": rule.days, "base": format_day(rule.base)}
        said = (
            _("%(days)s ngày làm việc từ %(base)s") % facts if rule.working else _("%(days)s ngày từ %(base)s") % facts
        )
    else:
        return ""
    return f"{said}; {moved}" if moved else said
