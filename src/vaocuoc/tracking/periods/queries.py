"""Reading an office's times: the term at a day, the windows of its reports, the days off (kỳ, nhiệm kỳ, lịch nghỉ)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vaocuoc.core.calendars import PARTY, STATE, STATE_REPORT, DaysOff, Regime, Window, days_off, windows_of
from vaocuoc.core.calendars import term_containing as _held
from vaocuoc.directory.models import Unit, UnitKind, UnitReach
from vaocuoc.tracking.periods.models import ConfirmedYear, OfficeDay, ReportingRegime, Term

_STATE_KINDS = (UnitKind.GOVERNMENT, UnitKind.DEPARTMENT, UnitKind.VERTICAL)


@dataclass(frozen=True)
class Applied:
    """The regime that an office's reports follow: its own row, else what the program proposes (``row`` None)."""

    regime: Regime
    row: ReportingRegime | None = None


def regimes_of(keeper: Unit, *, today: date) -> list[ReportingRegime]:
    """The office's own regimes in force (chế độ báo cáo đang áp dụng), the latest set first."""
    in_force = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    return list(ReportingRegime.objects.filter(in_force, keeper=keeper).order_by("-valid_from", "-pk"))


def regime_for(keeper: Unit, *, today: date, calendar: str = "") -> Applied:
    """The regime of an office's reports in one calendar, or in its usual one (chế độ báo cáo của cơ quan).

    Its own row where it has one; else the State's windows for State bodies and for the State's calendar, and a
    committee's. One query.
    """
    own = [one for one in regimes_of(keeper, today=today) if calendar in ("", one.calendar)]
    if own:
        return Applied(own[0].regime, own[0])
    is_state = keeper.kind in _STATE_KINDS if not calendar else calendar == STATE_REPORT
    proposed = STATE if is_state else PARTY
    return Applied(proposed if calendar in ("", proposed.calendar) else Regime(calendar, PARTY.days_after))


def days_off_of(keeper: Unit, years: Iterable[int]) -> DaysOff:
    """The days off of some years with the office's own rows over them (ngày nghỉ, ngày làm bù). One query."""
    years = list(years)
    own = OfficeDay.objects.filter(keeper=keeper, day__year__in=years)
    return days_off(years, own=dict(own.values_list("day", "is_worked")))


def windows_for(keeper: Unit, year: int, *, today: date, level: str = "", calendar: str = "") -> list[Window]:
    """Every regular report of a year as an office asks for it of a level (lịch báo cáo trong năm). Two queries."""
    applied = regime_for(keeper, today=today, calendar=calendar)
    table = days_off_of(keeper, range(year - 1, year + 2))
    return windows_of(applied.regime, year, table, level=level)


def confirmed_years(keeper: Unit) -> dict[int, ConfirmedYear]:
    """The years whose days off the office has confirmed. One query."""
    rows = ConfirmedYear.objects.filter(keeper=keeper).select_related("confirmed_by")
    return {row.year: row for row in rows}


def calendars_of(keepers: Iterable[Unit], *, today: date) -> dict[str, str]:
    """The calendars of the offices' own regimes with a name each, for a form. One query."""
    in_force = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    rows = ReportingRegime.objects.filter(in_force, keeper__in=keepers).order_by("pk")
    return {row.calendar: row.name for row in rows}


def terms_over(unit: Unit | int, *, day: date) -> list[Term]:
    """The terms of a unit and of what stands above it on a day, the nearest unit's first (nhiệm kỳ). Two queries."""
    key = unit if isinstance(unit, int) else unit.pk
    alive = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    above = UnitReach.objects.filter(alive, descendant=key).exclude(kind=UnitReach.SUCCESSION)
    depth: dict[tuple[str, int], int] = {}
    for kind, ancestor, how_far in above.values_list("kind", "ancestor", "depth"):
        depth[kind, ancestor] = min(how_far, depth.get((kind, ancestor), how_far))
    rows = Term.objects.filter(unit__in={key, *(ancestor for _kind, ancestor in depth)}).select_related("unit")
    near = [(0 if row.unit_id == key else depth.get((row.relation, row.unit_id)), row) for row in rows]
    found = [(far, row) for far, row in near if far is not None]
    return [row for _far, row in sorted(found, key=lambda one: (one[0], -one[1].starts_on.toordinal()))]


def term_at(unit: Unit | int, day: date) -> Term | None:
    """The term that a unit is in on a day (nhiệm kỳ tại một ngày): its own, else that of the nearest unit above."""
    terms = terms_over(unit, day=day)
    for nearest in dict.fromkeys(term.unit_id for term in terms):
        found = _held(((one.starts_on, one.ends_on, one) for one in terms if one.unit_id == nearest), day)
        if found is not None:
            return found
    return None
