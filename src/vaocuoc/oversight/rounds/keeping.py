"""Keeping open rounds right by night (giữ kỳ báo cáo đúng): new rounds, moved deadlines, units that ended."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_tasks import task

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import DaysOff
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Succession, Unit
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.oversight.rounds.asking import days_off_around, due_by_level, due_for
from vaocuoc.oversight.rounds.models import (
    OPEN_STATES,
    ReportDeed,
    ReportState,
    ReportStep,
    Round,
    RoundDeadline,
    RoundReport,
    TextAnswer,
)
from vaocuoc.oversight.rounds.opening import open_due_rounds
from vaocuoc.ui.clock import today as current_day
from vaocuoc.ui.dates import format_day

_log = logging.getLogger(__name__)


@task()
def keep_rounds() -> None:
    """Open what is due, move what a holiday moves, hand over what ended units owe (việc định kỳ hằng ngày)."""
    day = current_day()
    _opened, failed = open_due_rounds(day)
    for regime, refused in failed:
        _log.warning("regime %s: %s", regime.pk, refused.code)
    for round_ in _running():
        move_deadlines(round_, today=day)
        settle_ended_units(round_, today=day)


def _running() -> list[Round]:
    return list(Round.objects.filter(closed_on__isnull=True).select_related("regime__keeper", "version"))


# --- a holiday decided late -------------------------------------------------------------------------------------------


def move_deadlines(round_: Round, *, today: date) -> list[RoundDeadline]:
    """Count the deadlines of a round again by the days off as they are now (dời hạn vì ngày nghỉ quyết định sau).

    Only days that were counted move, only while they have not passed, and never to a day that has; the first day stays
    beside the new one, with the days off that moved it. Units that have not handed in are told. Running it again
    changes nothing.
    """
    table = days_off_around(round_.regime.keeper, round_.cutoff)
    counted = due_by_level(round_.version, round_.cutoff, table)
    moved = []
    with transaction.atomic():
        rows = RoundDeadline.objects.select_for_update().filter(round=round_, is_computed=True, due__gte=today)
        for row in rows.order_by("pk"):
            due = due_for(row.level, counted)
            if due is None or due == row.due or due < today:
                continue
            row.due, row.days_off = due, " ".join(_days_off_between(round_.cutoff, due, table))
            row.save(update_fields=["due", "days_off"])
            reports = RoundReport.objects.filter(round=round_, provider__level=row.level)
            reports.exclude(state=ReportState.DROPPED).update(due=due)
            facts = {"title": round_.title, "old": row.first_due.isoformat(), "due": due.isoformat()}
            record(None, "rounds.move", round_, unit_name=round_.regime.keeper.name, **facts)
            owing = reports.filter(state__in=OPEN_STATES).values_list("provider", flat=True)
            notify_all(None, [Outgoing("rounds.moved", round_, units=list(owing), facts=facts)])
            moved.append(row)
    return moved


def _days_off_between(first: date, last: date, table: DaysOff) -> list[str]:
    """The days after ``first`` up to ``last`` that are off and no weekend, as ISO text."""
    days = (date.fromordinal(number) for number in range(first.toordinal() + 1, last.toordinal() + 1))
    return [day.isoformat() for day in days if table.why(day) not in ("", "saturday", "sunday")][:20]


# --- a unit that ended ------------------------------------------------------------------------------------------------


def settle_ended_units(round_: Round, *, today: date) -> list[RoundReport]:
    """Hand the open reports of units that ended to their successors (đơn vị giải thể giữa kỳ), by the subject.

    Where several took the unit over, the one whose subject names the report does; where none can be told, the report
    is dropped with a sentence. What was written already goes to the successor, unless it wrote something itself.
    """
    with transaction.atomic():
        ended = (
            RoundReport.objects.select_for_update(of=("self",))
            .filter(round=round_, state__in=OPEN_STATES, provider__valid_to__lte=today)
            .select_related("provider")
            .order_by("pk")
        )
        settled = list(ended)
        if not settled:
            return []
        heirs = _successors([report.provider_id for report in settled], today)
        for report in settled:
            _settle(round_, report, _heir(heirs.get(report.provider_id, []), round_))
    return settled


def _successors(units: Iterable[int], today: date) -> dict[int, list[Succession]]:
    alive = Q(successor__valid_to__isnull=True) | Q(successor__valid_to__gt=today)
    rows = Succession.objects.filter(alive, predecessor__in=units, date__lte=today).select_related("successor")
    found: dict[int, list[Succession]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.predecessor_id, []).append(row)
    return found


def _heir(rows: list[Succession], round_: Round) -> Unit | None:
    """The unit that takes a report over: the only one; else the one whose subject is named in the report; else the one
    that took over without a subject.
    """
    units = {row.successor_id: row.successor for row in rows}
    if len(units) == 1:
        return next(iter(units.values()))
    asked = fold(f"{round_.version.name} {round_.version.content}")
    named = {row.successor_id for row in rows if row.subject and fold(row.subject) in asked}
    whole = {row.successor_id for row in rows if not row.subject}
    for chosen in (named, whole):
        if len(chosen) == 1:
            return units[chosen.pop()]
    return None


def _settle(round_: Round, report: RoundReport, heir: Unit | None) -> None:
    day = report.provider.valid_to
    assert day is not None  # only units that ended are settled
    facts = {"unit": report.provider.name, "day": format_day(day)}
    if heir is None:
        why = _("%(unit)s kết thúc hoạt động từ ngày %(day)s; chưa rõ đơn vị kế thừa nội dung này.") % facts
    else:
        why = _("%(unit)s kết thúc hoạt động từ ngày %(day)s; %(heir)s báo cáo thay.") % (facts | {"heir": heir.name})
        _hand_over(report, heir)
    report.state, report.moved_to, report.dropped_why = ReportState.DROPPED, heir, why[:300]
    report.save(update_fields=["state", "moved_to", "dropped_why"])
    deed = ReportDeed.DROP if heir is None else ReportDeed.MOVE
    ReportStep.objects.create(report=report, deed=deed, turn=report.turn, reason=report.dropped_why)
    told = {"title": round_.title, "unit_name": report.provider.name, "due": report.due.isoformat()}
    record(None, "rounds.settle", report, **told, reason=report.dropped_why)
    units = [round_.regime.keeper_id, *([heir.pk] if heir else [])]
    notify_all(None, [Outgoing("rounds.settled", round_, units=units, facts=told | {"why": report.dropped_why})])


def _hand_over(report: RoundReport, heir: Unit) -> None:
    taken, made = RoundReport.objects.get_or_create(
        round_id=report.round_id,
        provider=heir,
        defaults={"parent_id": report.parent_id, "due": report.due, "steps": report.steps},
    )
    if made:
        TextAnswer.objects.filter(report=report).update(report=taken)
        if report.state == ReportState.DRAFT:
            taken.state = ReportState.DRAFT
            taken.save(update_fields=["state"])
