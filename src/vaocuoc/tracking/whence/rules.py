"""The rules of verdicts and of tasks' states in a sentence each, with the numbers in force (quy tắc bằng lời)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.measuring import RULE_VERSION, THRESHOLDS
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

VERDICT_RULES: Mapping[str, str | Promise] = {
    "off_track": gettext_lazy(
        "chưa đến thời hạn; dưới %(at_risk)s%% lộ trình, hoặc khả năng đạt dự báo dưới %(unlikely)s%%"
    ),
    "missed": gettext_lazy("đã qua thời hạn, có số liệu và số liệu chưa tới mục tiêu"),
    "at_risk": gettext_lazy(
        "chưa đến thời hạn; từ %(at_risk)s%% đến dưới %(on_track)s%% lộ trình, hoặc khả năng đạt từ %(unlikely)s%% "
        "đến dưới %(likely)s%%"
    ),
    "unjudged": gettext_lazy("chưa giao báo cáo, chưa kỳ nào kết thúc, hoặc chưa có lộ trình để so"),
    "no_report": gettext_lazy("báo cáo của kỳ gần nhất đã quá ngày phải gửi mà chưa có số liệu"),
    "on_track": gettext_lazy(
        "chưa đến thời hạn; từ %(on_track)s%% lộ trình, hoặc khả năng đạt từ %(likely)s%%, hoặc đã ở mức mục tiêu"
    ),
    "met": gettext_lazy("đã tới mục tiêu vào thời hạn, hoặc tổng cộng dồn đã đủ"),
    "exceeded": gettext_lazy("tốt hơn hẳn mục tiêu vào thời hạn, hoặc tổng cộng dồn đã vượt"),
}
"""What each verdict says, in the order in which lists show them."""

STATE_RULES: Mapping[str, str | Promise] = {
    "overdue": gettext_lazy("chưa xong, chưa nộp minh chứng và đã qua ngày hạn; số ngày tính từ hôm sau ngày hạn"),
    "late_acceptance": gettext_lazy("minh chứng đang chờ xác nhận mà ngày hạn đã qua; chậm là ở người xác nhận"),
    "needs_due": gettext_lazy("có thời hạn nhưng chưa điền ngày"),
    "due_soon": gettext_lazy("còn nhiều nhất %(soon)s ngày đến hạn, tính cả ngày hạn, chưa nộp minh chứng"),
    "submitted": gettext_lazy("minh chứng đang chờ xác nhận, chưa qua ngày hạn"),
    "in_progress": gettext_lazy("đã có cập nhật, còn hơn %(soon)s ngày đến hạn"),
    "not_started": gettext_lazy("chưa có cập nhật nào, còn hơn %(soon)s ngày đến hạn"),
    "waiting": gettext_lazy("chờ một điều kiện, chưa tính thời hạn"),
    "suspended": gettext_lazy("người giao đã cho tạm dừng"),
    "done_on_time": gettext_lazy("ngày của văn bản sản phẩm không sau ngày hạn đang có hiệu lực"),
    "done_late": gettext_lazy("ngày của văn bản sản phẩm sau ngày hạn đang có hiệu lực"),
    "done_unjudged": gettext_lazy(
        "đã xong nhưng thiếu ngày hoàn thành thật hoặc thiếu hạn, nên không vào tỷ lệ đúng hạn"
    ),
    "cancelled": gettext_lazy("người giao đã thu lại nhiệm vụ"),
}
"""What each state of a task says; the first that holds is its state."""


def verdict_rule(code: str, version: int = RULE_VERSION) -> str:
    """The rule of a verdict in words."""
    limits = THRESHOLDS[version]
    shown = {
        "at_risk": format_decimal(limits.at_risk_ratio * 100),
        "on_track": format_decimal(limits.on_track_ratio * 100),
        "unlikely": format_decimal(limits.at_risk_probability * 100),
        "likely": format_decimal(limits.on_track_probability * 100),
    }
    return str(VERDICT_RULES[code]) % shown


def state_rule(code: str) -> str:
    """The rule of a task's state in words."""
    return str(STATE_RULES[code]) % {"soon": THRESHOLDS[RULE_VERSION].due_soon_days}


def version_words(version: int = RULE_VERSION) -> str:
    """Which version of the numbers the rules use, and since when."""
    since = format_day(THRESHOLDS[version].since)
    return _("bản ngưỡng %(version)s, dùng từ %(day)s") % {"version": version, "day": since}
