"""One item of an agenda as the room sees it (nội dung đang bàn): its state, why it is red, the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.explanations.access import visible_explanations
from vaocuoc.oversight.meetings.models import AgendaItem
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.arithmetic import Line, aim_words, gap, lines_of
from vaocuoc.tracking.indicators.judging import IndicatorRow, judged_at
from vaocuoc.tracking.shortcomings.access import visible_proposals, visible_shortcomings
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.queries import TaskRow, rows_in_order
from vaocuoc.tracking.tasks.story import why_red
from vaocuoc.ui.dates import format_day


@dataclass(frozen=True)
class Facing:
    """What stands behind an item: where its page is, its state or verdict, and sentences that explain it."""

    url: str = ""
    row: TaskRow | None = None
    figure: IndicatorRow | None = None
    aim: str = ""
    sentence: str = ""
    why: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


def facing(actor: Actor, item: AgendaItem, *, today: date) -> Facing:
    """What may be shown of an item; nothing beyond its words where the actor does not see what it is about."""
    task = item.task_id or (item.conclusion.task_id if item.conclusion else None)
    if task:
        return _task(actor, task, today)
    if item.indicator is not None and item.unit is not None:
        return _figure(actor, item, today)
    if item.explanation_id:
        return _explanation(actor, item.explanation_id)
    if item.entry is not None:
        return _entry(item, today)
    if item.shortcoming_id:
        found = visible_shortcomings(actor).filter(pk=item.shortcoming_id).first()
        if found is not None:
            facts = [(_("Tình trạng"), found.get_state_display()), (_("Nguyên nhân"), found.cause or "–")]
            return Facing(reverse("shortcomings:state", args=[found.pk]), facts=facts)
    if item.proposal_id:
        proposal = visible_proposals(actor).filter(pk=item.proposal_id).first()
        if proposal is not None:
            facts = [(_("Gửi tới"), proposal.addressed_to or "–"), (_("Trả lời"), proposal.answer or _("chưa trả lời"))]
            return Facing(reverse("shortcomings:answer", args=[proposal.pk]), facts=facts)
    return Facing()


def _task(actor: Actor, key: int, today: date) -> Facing:
    rows = rows_in_order(visible_tasks(actor).filter(pk=key).values_list("pk", flat=True), today=today)
    if not rows:
        return Facing()
    row = rows[0]
    changes = list(row.task.deadline_changes.select_related("by", "by_post__unit").order_by("at", "pk"))
    evidence = list(row.task.evidence.order_by("-submitted_at", "-pk"))
    facts = [(_("Chủ trì"), row.lead), (_("Hạn"), format_day(row.task.due) if row.task.due else _("chưa có"))]
    if row.task.product:
        facts.append((_("Sản phẩm"), row.task.product))
    if row.blocker:
        facts.append((_("Vướng mắc"), row.blocker))
        facts.append((_("Cấp tháo gỡ"), row.blocker_for or "–"))
    why = why_red(row, changes, evidence, today)
    return Facing(reverse("tasks:detail", args=[key]), row=row, why=why, facts=facts)


def _figure(actor: Actor, item: AgendaItem, today: date) -> Facing:
    assert item.indicator is not None
    assert item.unit is not None
    if not visible_indicators(actor).filter(pk=item.indicator.pk).exists():
        return Facing()
    rows = judged_at([(item.indicator, item.unit)], today=today)
    if not rows:
        return Facing()
    row = rows[0]
    url = f"{reverse('indicators:detail', args=[row.indicator.pk])}?don-vi={row.unit.pk}"
    aim = aim_words(row.target, row.indicator) if row.target else ""
    return Facing(url, figure=row, aim=aim, sentence=gap(row), lines=lines_of(row))


def _explanation(actor: Actor, key: int) -> Facing:
    found = visible_explanations(actor).select_related("asked_unit", "asked_post__unit").filter(pk=key).first()
    if found is None:
        return Facing()
    last = found.askings.order_by("-pk").first()
    facts = [
        (_("Gửi tới"), found.whom),
        (_("Tình trạng"), found.get_state_display()),
        (_("Trả lời chậm nhất"), format_day(found.answer_by)),
    ]
    if last is not None:
        facts.append((_("Yêu cầu"), last.words))
        facts.append((_("Giải trình"), last.answer or _("chưa có")))
    return Facing(reverse("explanations:detail", args=[key]), facts=facts)


def _entry(item: AgendaItem, today: date) -> Facing:
    entry = item.entry
    assert entry is not None
    facts = [
        (_("Chuẩn bị"), entry.preparer or "–"),
        (_("Thẩm định"), entry.appraiser or "–"),
        (_("Tình trạng"), entry.get_state_display()),
        (_("Dự kiến"), format_day(entry.planned_by)),
    ]
    return Facing(reverse("calendar:entry", args=[entry.pk]), facts=facts)
