"""What a round asks of a unit (kỳ báo cáo hỏi gì): who owes it, until when, which figures of which periods."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from vaocuoc.core.calendars import DaysOff, Period, add_working_days, on_working_day, period_containing
from vaocuoc.directory.models import Unit, UnitReach, UnitRelation
from vaocuoc.oversight.rounds.models import Cycle, Figures, RegimeVersion, Round, RoundReport
from vaocuoc.tracking.models import Obligation, RecurringTurn, Submission, Task
from vaocuoc.tracking.periods.queries import days_off_of
from vaocuoc.tracking.submissions.filling import begin
from vaocuoc.tracking.submissions.owed import KINDS, owed, providers_owing


@dataclass(frozen=True)
class Provider:
    """A unit that owes a report, with the unit above it in the order of the regime."""

    unit: Unit
    parent_id: int | None


# --- who --------------------------------------------------------------------------------------------------------------


def providers_of(version: RegimeVersion, periods: Iterable[Period], day: date) -> list[Provider]:
    """The units that owe a report under a version on a day (đơn vị phải báo cáo), each once, by name.

    A number of queries that does not grow with the units. One to a body outside is owed by the register's own unit.
    """
    keeper = version.regime.keeper
    if version.regime.is_outward:
        return [Provider(keeper, None)]
    alive = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    wanted = Q(pk__in=version.named.order_by().values("pk"))
    if version.relation:
        wanted |= _in_group(version, keeper, alive)
    if version.by_obligation:
        for period in periods:
            wanted |= _owing(version, keeper, period)
    units = list(Unit.objects.filter(wanted, alive).exclude(pk=keeper.pk).order_by("sort_key", "pk"))
    above = _parents(version, {unit.pk for unit in units}, alive)
    return [Provider(unit, above.get(unit.pk)) for unit in units]


def _in_group(version: RegimeVersion, keeper: Unit, alive: Q) -> Q:
    if version.directly:
        children = UnitRelation.objects.filter(alive, kind=version.relation, parent=keeper)
        group = Q(pk__in=children.values("child"))
    else:
        reach = UnitReach.objects.filter(alive, kind=version.relation, ancestor=keeper, depth__gt=0)
        group = Q(pk__in=reach.values("descendant"))
    if version.unit_kinds:
        group &= Q(kind__in=version.unit_kinds)
    if version.unit_levels:
        group &= Q(level__in=version.unit_levels)
    return group


def _owing(version: RegimeVersion, keeper: Unit, period: Period) -> Q:
    """Those that owe figures for a period; of a list of indicators only those that owe one of it."""
    owing = Q(pk__in=providers_owing(keeper.pk, period).order_by().values("pk"))
    if version.figures == Figures.LISTED:
        listed = version.indicators.order_by().filter(frequency=period.kind)
        named = Obligation.objects.filter(indicator__in=listed.values("pk")).values("unit")
        owing &= Q(pk__in=named) | Q(pk__in=listed.filter(lead_unit__isnull=False).values("lead_unit"))
    return owing


def _parents(version: RegimeVersion, units: Collection[int], alive: Q) -> dict[int, int]:
    """The unit above each, in the regime's own order where it has one, else in whichever there is."""
    rows = (
        UnitRelation.objects.filter(alive, child__in=units) if len(units) < _FEW else UnitRelation.objects.filter(alive)
    )
    found: dict[int, int] = {}
    for kind, parent, child in rows.order_by("pk").values_list("kind", "parent", "child"):
        if child in units and (child not in found or kind == version.relation):
            found[child] = parent
    return found


_FEW = 900
"""So many units are named in a query; of more, all relations are read."""


# --- by when ----------------------------------------------------------------------------------------------------------


def days_off_around(keeper: Unit, day: date) -> DaysOff:
    """The office's days off in the years around a day; one query."""
    return days_off_of(keeper, range(day.year - 1, day.year + 3))


def due_by_level(version: RegimeVersion, cutoff: date, table: DaysOff) -> dict[str, date]:
    """Until when the units of each level report (thời hạn gửi theo cấp); "" is every level not named.

    So many working days after the cut-off; or a fixed day of the month, put on a working day.
    """
    worked = table.working_days()
    dues = {level: add_working_days(cutoff, days, worked) for level, days in version.working_days.items()}
    if version.on_day is not None:
        dues.setdefault("", on_working_day(_day_of_month(cutoff, version.on_day), table).day)
    return dues


def due_for(level: str, dues: dict[str, date]) -> date | None:
    """The day for one level; None where neither it nor the others have one."""
    return dues.get(level, dues.get(""))


def _day_of_month(after: date, day: int) -> date:
    """The next such day of a month after a day; the last of the month where it is shorter."""
    month = after.replace(day=1)
    while True:
        following = (month + timedelta(days=32)).replace(day=1)
        found = min(month + timedelta(days=day - 1), following - timedelta(days=1))
        if found > after:
            return found
        month = following


# --- which figures and tasks ------------------------------------------------------------------------------------------


def figure_kinds(version: RegimeVersion, listed: Collection[str] | None = None) -> list[str]:
    """The kinds of stored periods whose figures are asked: the round's own, or those of the listed indicators.

    ``listed`` are the kinds of these where they are known; else they are asked for.
    """
    if version.figures == Figures.NONE:
        return []
    if version.figures == Figures.LISTED:
        if listed is None:
            listed = set(version.indicators.order_by().values_list("frequency", flat=True))
        return [kind for kind in KINDS if kind in listed]
    return [version.cycle] if version.cycle in KINDS else list(KINDS)


def periods_asked(
    version: RegimeVersion, cycle: str, starts_on: date, cutoff: date, *, listed: Collection[str] | None = None
) -> list[Period]:
    """The stored periods whose figures a round takes (kỳ số liệu): of each kind the last that ends within its days.

    A round opened by hand takes the last that had ended by its cut-off.
    """
    found = []
    for kind in figure_kinds(version, listed):
        period = period_containing(cutoff, kind, version.calendar)
        period = period if period.end <= cutoff else period.shift(-1)
        if cycle == Cycle.ONCE or period.end >= starts_on:
            found.append(period)
    return found


def periods_of(round_: Round) -> list[Period]:
    """The stored periods whose figures this round takes."""
    return periods_asked(round_.version, round_.cycle, round_.starts_on, round_.cutoff)


def periods_by_round(rounds: Iterable[Round]) -> dict[int, list[Period]]:
    """The same for several rounds at once; one query."""
    rounds = list(rounds)
    listed: dict[int, set[str]] = {one.version_id: set() for one in rounds}
    asked = RegimeVersion.indicators.through.objects.filter(
        regimeversion__in=[one.version_id for one in rounds if one.version.figures == Figures.LISTED]
    )
    for version, kind in asked.values_list("regimeversion", "indicator__frequency").distinct():
        listed[version].add(kind)
    return {
        one.pk: periods_asked(one.version, one.cycle, one.starts_on, one.cutoff, listed=listed[one.version_id])
        for one in rounds
    }


def submissions_of(report: RoundReport) -> list[Submission]:
    """The submissions that hold the figures of a report, begun or not: one for each kind of period; nowhere else."""
    if report.round.regime.is_outward:
        return []
    keeper = report.round.regime.keeper
    return [begin(keeper=keeper, provider=report.provider, period=period) for period in periods_of(report.round)]


def places_of(report: RoundReport, submission: Submission) -> QuerySet[Obligation]:
    """The figures that a unit owes for one of these submissions, all of them: they are handed in together."""
    return owed(submission.keeper_id, submission.provider_id, submission.period)


def tasks_asked(report: RoundReport) -> QuerySet[Task]:
    """The open tasks of the register that a unit leads (nhiệm vụ phải báo cáo trong kỳ), the nearest day first.

    Of a regular task that comes in turns the turns are asked, not the task that only holds them.
    """
    version = report.round.version
    if not version.asks_tasks:
        return Task.objects.none()
    led = Q(lead_unit=report.provider_id) | Q(lead_post__unit=report.provider_id)
    found = Task.objects.filter(led, keeper=report.round.regime.keeper_id, closure="")
    found = found.exclude(Exists(RecurringTurn.objects.filter(recurrence__task=OuterRef("pk"))))
    if version.task_document_id is not None:
        found = found.filter(document=version.task_document_id)
    return found.order_by("due", "pk")
