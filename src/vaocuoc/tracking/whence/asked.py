"""What is told of one row of a list (từ đâu): each of its figures with the arithmetic, the source and the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.arithmetic import Line, aim_words, lines_of, reason_words
from vaocuoc.tracking.indicators.in_force import row_behind
from vaocuoc.tracking.indicators.judging import IndicatorRow
from vaocuoc.tracking.indicators.origins import of_target, of_verdict
from vaocuoc.tracking.provenance import Provenance, fact, told, who
from vaocuoc.tracking.shortcomings.models import Shortcoming
from vaocuoc.tracking.sources import sources_of
from vaocuoc.tracking.tasks.origins import of_completion, of_deadline, of_receipt
from vaocuoc.tracking.tasks.queries import TaskRow
from vaocuoc.tracking.whence.rules import state_rule, verdict_rule, version_words
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.words import TASK_STATES, VERDICTS


@dataclass(frozen=True)
class Part:
    """One figure of the row: what it is called, how it came about step by step, what stands behind it."""

    heading: str
    lines: Sequence[Line] = ()
    origin: Provenance | None = None


def of_indicator(actor: Actor, row: IndicatorRow, *, today: date) -> list[Part]:
    """Behind the figure, the verdict and the target of an indicator at a unit; three queries."""
    latest = row_behind(actor, row.latest)
    findings = [one.finding_id for one in (latest, row.target) if one is not None]
    sources = sources_of(actor, findings)
    figure = sources.get(latest.finding_id or 0) if latest else None
    aim = sources.get(row.target.finding_id or 0) if row.target else None
    parts = [Part(_("Số liệu và đánh giá"), _verdict_lines(row), of_verdict(row, latest, figure, today=today))]
    if row.target is not None:
        words = aim_words(row.target, row.indicator)
        heading = _("Mục tiêu: %(aim)s") % {"aim": words}
        parts.append(Part(heading, (), of_target(row.target, aim, today=today)))
    return parts


def _verdict_lines(row: IndicatorRow) -> list[Line]:
    verdict = row.verdict
    rule = Line(_("Quy tắc"), "", verdict_rule(verdict.code, verdict.rule_version))
    judged = Line(_("Đánh giá"), str(VERDICTS[verdict.code].word), reason_words(verdict))
    return [*lines_of(row), judged, rule]


def of_task(actor: Actor, row: TaskRow, *, today: date) -> list[Part]:
    """Behind the state of a task and its days; a constant number of queries."""
    task = row.task
    changes = list(task.deadline_changes.select_related("by_post__unit", "by__person").order_by("at", "pk"))
    evidence = list(
        task.evidence.select_related(
            "submitted_as__unit", "submitted_by__person", "decided_as__unit", "decided_by__person"
        )
    )
    source = sources_of(actor, [task.finding_id]).get(task.finding_id or 0)
    given = _("Người giao")
    state = Provenance(
        told(
            [
                fact(given, who(task.assigned_by, task.created_by)),
                fact(
                    _("Đánh giá theo"),
                    _("%(rule)s, cho ngày %(day)s") % {"rule": version_words(), "day": format_day(today)},
                ),
            ]
        )
    )
    parts = [
        Part(_("Trạng thái"), _state_lines(row, today), state),
        Part(_("Hạn"), (), of_deadline(task, changes, source, today=today)),
        Part(_("Hoàn thành"), (), of_completion(task, evidence, today=today)),
        Part(_("Ngày nhận"), (), of_receipt(task)),
    ]
    return [part for part in parts if part.origin is not None]


def _state_lines(row: TaskRow, today: date) -> list[Line]:
    task, state = row.task, row.state
    lines = [Line(str(TASK_STATES[state.code].word), "", state_rule(state.code))]
    if row.days_late is not None and task.due is not None:
        until = task.completed_on if state.code == "done_late" and task.completed_on else today
        name = _("Hoàn thành sau hạn") if state.code == "done_late" else _("Quá hạn")
        how = _("%(until)s − %(due)s") % {"until": format_day(until), "due": format_day(task.due)}
        days = _("%(days)s ngày") % {"days": row.days_late}
        lines.append(Line(name, days, how, is_bad=True))
    if state.disputed:
        lines.append(Line(_("Đang đính chính"), "", _("đếm riêng đến khi kết luận")))
    if state.regular:
        lines.append(Line(_("Thường xuyên"), "", _("không có ngày kết thúc nên đếm riêng")))
    return lines


def of_shortcoming(actor: Actor, one: Shortcoming, *, today: date) -> list[Part]:
    """Behind a limit and the state that stands of it."""
    source = sources_of(actor, [one.finding_id]).get(one.finding_id or 0)
    facts = [
        fact(_("Văn bản"), one.document or _("ghi tay, chưa gắn với văn bản")),
        fact(_("Của đơn vị"), one.unit),
        fact(_("Người ghi"), who(None, one.created_by)),
        fact(_("Tình trạng"), one.get_state_display()),
        fact(_("Đổi ngày"), format_day(one.changed_on) if one.changed_on else ""),
        fact(_("Kết quả khắc phục"), one.note),
    ]
    return [Part(_("Hạn chế"), (), Provenance(told(facts), source, "shortcoming"))]
