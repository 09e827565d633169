"""What stands behind a figure, a verdict and a target (từ đâu)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from vaocuoc.tracking.indicators.models import Observation, Target
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.provenance import Provenance, fact, told, who
from vaocuoc.tracking.sources import Source
from vaocuoc.ui.dates import format_day, format_moment, period_name


def of_figure(one: Observation, source: Source | None, *, today: date) -> Provenance:
    """Behind a reported figure (số liệu): who reported it for whom, when, in which revision, who approved it."""
    approval = getattr(one, "approval", None)
    facts = [
        fact(_("Văn bản"), one.document),
        fact(_("Đơn vị báo cáo"), one.provider),
        fact(_("Người báo cáo"), who(one.submitted_as, one.submitted_by)),
        fact(_("Lúc"), format_moment(one.submitted_at, today)),
        fact(_("Lần báo cáo"), one.revision),
        fact(_("Lý do sửa"), one.revision_reason),
        fact(_("Loại số"), _("số ước") if one.is_estimate else ""),
        fact(
            _("Duyệt"),
            f"{who(approval.approved_as, approval.approved_by)}, {format_moment(approval.approved_at, today)}"
            if approval
            else _("chưa duyệt"),
        ),
        fact(_("Ghi chú"), one.note),
        fact(_("Tài liệu chứng minh"), one.evidence),
    ]
    return Provenance(told(facts), source)


def of_verdict(row: IndicatorRow, latest: Observation | None, source: Source | None, *, today: date) -> Provenance:
    """Behind the figure that a verdict judges: the report it rests on, and the rule with its version.

    ``latest`` is the row behind ``row.latest``.
    """
    verdict = row.verdict
    known = of_figure(latest, source, today=today).facts if latest else ((_("Số liệu"), _("chưa có báo cáo")),)
    period = (_("Kỳ"), period_name(verdict.period)) if verdict.period else None
    rule = _("quy tắc %(rule)s, bản ngưỡng %(version)s, cho ngày %(day)s") % {
        "rule": verdict.rule,
        "version": verdict.rule_version,
        "day": format_day(verdict.today),
    }
    return Provenance(told([period, *known, (_("Đánh giá theo"), rule)]), source)


def of_target(target: Target, source: Source | None, *, today: date) -> Provenance:
    """Behind a target (mục tiêu): the paper that set it, who entered it and when, what it took the place of."""
    replaced = _("một mục tiêu đặt trước") if target.supersedes_id else ""
    facts = [
        fact(_("Văn bản"), target.document or _("ghi tay, chưa gắn với văn bản")),
        fact(_("Của đơn vị"), target.unit),
        fact(_("Người ghi"), who(None, target.created_by)),
        fact(_("Lúc"), format_moment(target.created_at, today)),
        fact(_("Thay cho"), replaced),
    ]
    return Provenance(told(facts), source, "target")
