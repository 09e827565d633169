"""Opening and closing rounds (mở kỳ báo cáo, đóng kỳ): by calendar every night, or by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import Period, period_containing
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify_all
from vaocuoc.oversight.rounds.asking import (
    Provider,
    days_off_around,
    due_by_level,
    due_for,
    periods_asked,
    providers_of,
)
from vaocuoc.oversight.rounds.models import Cycle, Regime, RegimeVersion, Round, RoundDeadline, RoundReport
from vaocuoc.oversight.rounds.regimes import LOWEST_FIRST, reason_of, version_at
from vaocuoc.tracking.submissions.locking import steps_for
from vaocuoc.ui.dates import period_name

_LATEST = timedelta(days=31)
"""A round whose last deadline passed longer ago is not opened by calendar any more."""


def open_round(
    *,
    actor: Actor | None,
    regime: Regime,
    today: date,
    period: Period | None = None,
    title: str = "",
    starts_on: date | None = None,
    cutoff: date | None = None,
    dues: Mapping[str, date] | None = None,
) -> Round:
    """Open a round (mở kỳ báo cáo) for a period, or for days of its own; every unit that owes has its row at once.

    ``dues`` are deadlines given by hand, by level ("" for levels not named); the others are counted in working days.
    Raises ``Refused``: ``access.denied``, ``rounds.regime_ended``, ``rounds.no_version``, ``rounds.days_needed``,
    ``rounds.not_begun``, ``rounds.twice``, ``rounds.no_deadline_level``, ``rounds.due_before_cutoff``,
    ``rounds.due_out_of_order``, ``rounds.nobody_owes``.
    """
    if actor is not None:
        actor.require(Action.ASSIGN, regime.keeper_id)
    with transaction.atomic():
        regime = Regime.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=regime.pk)
        first, last = _days(period, starts_on, cutoff)
        if first > today:
            raise Refused("rounds.not_begun", day=first)
        if regime.ended_on is not None and regime.ended_on <= last:
            raise Refused("rounds.regime_ended", day=regime.ended_on)
        version = version_at(regime, last)
        if version is None:
            raise Refused("rounds.no_version", day=last)
        version.regime = regime
        made = _made(actor, version, period, title, first, last, today)
        asked = periods_asked(version, made.cycle, first, last)
        providers = providers_of(version, asked, min(last, today))
        if not providers:
            raise Refused("rounds.nobody_owes")
        levels = _write_deadlines(made, providers, dict(dues or {}))
        _write_reports(made, providers, levels, today)
        record(actor, "rounds.open", made, unit_name=regime.keeper.name, title=made.title, count=len(providers))
        _tell(actor, made, providers, levels)
    return made


def _days(period: Period | None, starts_on: date | None, cutoff: date | None) -> tuple[date, date]:
    if period is not None:
        return period.start, period.end
    if starts_on is None or cutoff is None or cutoff < starts_on:
        raise Refused("rounds.days_needed")
    return starts_on, cutoff


def _made(
    actor: Actor | None, version: RegimeVersion, period: Period | None, title: str, first: date, last: date, today: date
) -> Round:
    held = Round.objects.filter(regime=version.regime)
    if period is not None:
        if period.kind != version.cycle or period.calendar != version.calendar:
            raise Refused("rounds.other_period")
        if held.filter(cycle=period.kind, year=period.year, index=period.index).exists():
            raise Refused("rounds.twice", period=period_name(period))
        title = nfc(title).strip() or _("%(name)s, %(period)s") % {"name": version.name, "period": period_name(period)}
        cycle, year, index = period.kind, period.year, period.index
    else:
        if held.filter(starts_on=first, cutoff=last).exists():
            raise Refused("rounds.twice_days", start=first, end=last)
        title = nfc(title).strip() or version.name
        cycle, year = Cycle.ONCE.value, last.year
        index = held.filter(cycle=cycle, year=year).count() + 1
    return Round.objects.create(
        regime=version.regime,
        version=version,
        title=title[:300],
        cycle=cycle,
        year=year,
        index=index,
        starts_on=first,
        cutoff=last,
        opened_on=today,
        opened_by=actor.user if actor else None,
    )


def _write_deadlines(made: Round, providers: Sequence[Provider], given: dict[str, date]) -> dict[str, date]:
    """The deadlines of the levels that owe, given ones before counted ones; gives the day of each level."""
    computed = due_by_level(made.version, made.cutoff, days_off_around(made.regime.keeper, made.cutoff))
    levels: dict[str, date] = {}
    rows = []
    for level in sorted({one.unit.level for one in providers}):
        by_hand = due_for(level, given)
        due = by_hand or due_for(level, computed)
        if due is None:
            raise Refused("rounds.no_deadline_level", level=_level_name(level))
        if due <= made.cutoff:
            raise Refused("rounds.due_before_cutoff", due=due, cutoff=made.cutoff)
        levels[level] = due
        rows.append(RoundDeadline(round=made, level=level, due=due, first_due=due, is_computed=by_hand is None))
    _check_order(levels)
    RoundDeadline.objects.bulk_create(rows)
    return levels


def _check_order(levels: Mapping[str, date]) -> None:
    ordered = [(level, levels[level]) for level in LOWEST_FIRST if level in levels]
    for (lower, early), (upper, late) in pairwise(ordered):
        if early > late:
            raise Refused("rounds.due_out_of_order", lower=lower.label, early=early, upper=upper.label, late=late)


def _level_name(code: str) -> str:
    return next((str(level.label) for level in LOWEST_FIRST if level == code), code)


def _write_reports(made: Round, providers: Sequence[Provider], levels: Mapping[str, date], today: date) -> None:
    steps = steps_for(made.regime.keeper, today=today)
    RoundReport.objects.bulk_create(
        [
            RoundReport(round=made, provider=one.unit, parent_id=one.parent_id, due=levels[one.unit.level], steps=steps)
            for one in providers
        ],
        batch_size=500,
    )


def _tell(actor: Actor | None, made: Round, providers: Sequence[Provider], levels: Mapping[str, date]) -> None:
    """One message for each day of handing in, whatever the number of units."""
    by_due: dict[date, list[int]] = {}
    for one in providers:
        by_due.setdefault(levels[one.unit.level], []).append(one.unit.pk)
    facts = {"title": made.title, "keeper": made.regime.keeper.name}
    notify_all(
        actor,
        [
            Outgoing("rounds.opened", made, units=units, facts=facts | {"due": due.isoformat()})
            for due, units in sorted(by_due.items())
        ],
    )


def close_round(*, actor: Actor, round_: Round, reason: str) -> Round:
    """Close a round (đóng kỳ): nothing more is handed in; what was handed in may still be approved.

    Raises ``Refused``: ``access.denied``, ``rounds.closed``, ``rounds.no_reason``.
    """
    actor.require(Action.ASSIGN, round_.regime.keeper_id)
    reason = reason_of(reason)
    with transaction.atomic():
        round_ = Round.objects.select_for_update(of=("self",)).select_related("regime__keeper").get(pk=round_.pk)
        if round_.closed_on is not None:
            raise Refused("rounds.closed", day=round_.closed_on)
        round_.closed_on, round_.close_reason = actor.today, reason
        round_.save(update_fields=["closed_on", "close_reason"])
        record(actor, "rounds.close", round_, unit_name=round_.regime.keeper.name, title=round_.title, reason=reason)
    return round_


# --- by calendar ------------------------------------------------------------------------------------------------------


def open_due_rounds(today: date) -> tuple[list[Round], list[tuple[Regime, Refused]]]:
    """Open what the calendar asks for by a day (mở kỳ theo lịch); what was opened before stays as it is.

    For each regime in force the running period and the last two that ended, once their opening day has come, if the
    regime held at their end. Gives the rounds, and the regimes of which one cannot be opened with the reason.
    """
    opened: list[Round] = []
    failed: list[tuple[Regime, Refused]] = []
    holding = Regime.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today)).select_related("keeper")
    for regime in holding.order_by("pk"):
        version = version_at(regime, today)
        if version is None or version.cycle == Cycle.ONCE:
            continue
        for period in _periods_due(version, today):
            if _is_opened(regime, period):
                continue
            try:
                opened.append(open_round(actor=None, regime=regime, today=today, period=period))
            except Refused as refused:
                failed.append((regime, refused))
    return opened, failed


def _periods_due(version: RegimeVersion, today: date) -> list[Period]:
    running = period_containing(today, version.cycle, version.calendar)
    opens = timedelta(days=version.opens_before)
    return [
        period
        for period in (running.shift(-2), running.shift(-1), running)
        if period.end >= version.valid_from and period.end - opens <= today <= period.end + _LATEST
    ]


def _is_opened(regime: Regime, period: Period) -> bool:
    return Round.objects.filter(regime=regime, cycle=period.kind, year=period.year, index=period.index).exists()
