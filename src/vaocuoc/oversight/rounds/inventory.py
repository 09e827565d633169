"""The inventory of regimes (danh mục chế độ báo cáo): how much each asks in a year, and what is asked twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from vaocuoc.core.text import fold
from vaocuoc.oversight.rounds.models import Cycle, Figures, Regime, RegimeVersion, RoundReport
from vaocuoc.tracking.models import Indicator, Obligation
from vaocuoc.tracking.submissions.owed import KINDS

TIMES_A_YEAR: Mapping[str, int] = {"month": 12, "quarter": 4, "half_year": 2, "nine_months": 1, "year": 1, "once": 1}
"""How often a report of each cycle comes in a year; one on demand is counted once."""


@dataclass
class Burden:
    """What a regime asks in a year (gánh nặng báo cáo): reports, figures and parts in words."""

    regime: Regime
    version: RegimeVersion
    units: int = 0
    figures_a_year: int = 0
    sections: int = 0
    indicators: dict[int, int] = field(default_factory=dict)  # each with how often a year it is asked of a unit

    @property
    def times(self) -> int:
        return TIMES_A_YEAR[self.version.cycle]

    @property
    def reports_a_year(self) -> int:
        return self.units * self.times

    @property
    def texts_a_year(self) -> int:
        return self.sections * self.reports_a_year

    @property
    def is_over(self) -> bool:
        return self.regime.ended_on is not None


@dataclass(frozen=True)
class Double:
    """A figure that several regimes ask for the same periods (số liệu hỏi trùng).

    ``typed_once`` where it is one indicator of one register: it is typed once whatever asks for it. Else two registers
    ask for what bears the same name and unit of measure.
    """

    name: str
    unit_of_measure: str
    burdens: tuple[Burden, ...]
    typed_once: bool


def inventory(regimes: QuerySet[Regime], *, today: date) -> list[Burden]:
    """The regimes with what each asks in a year, the heaviest first; six queries, however many there are.

    Units are those of the last round, of one without a round none. Figures are obligations in force that the version
    asks for, of units of its levels and kinds; a figure is asked as often as the rarer of its own period and the cycle.
    """
    burdens = _with_versions(regimes, today)
    asked = _listed(burdens)
    owed = _owed({one.regime.keeper_id for one in burdens}, today)
    for one in burdens:
        _count_figures(one, owed.get(one.regime.keeper_id, []), asked.get(one.version.pk))
    return sorted(burdens, key=lambda one: (one.is_over, -one.figures_a_year - one.texts_a_year, one.regime.pk))


def _with_versions(regimes: QuerySet[Regime], today: date) -> list[Burden]:
    """Each regime with the version in force, or the next to come, and the numbers of units and sections."""
    last_round = RoundReport.objects.filter(round__regime=OuterRef("pk")).order_by("-round__cutoff", "-round")
    shown = regimes.select_related("keeper").annotate(last_round=Subquery(last_round.values("round")[:1]))
    held = list(shown.order_by("pk"))
    versions: dict[int, RegimeVersion] = {}
    found = RegimeVersion.objects.filter(regime__in=held).select_related("regime__keeper", "task_document")
    for version in found.order_by("valid_from"):
        if version.regime_id not in versions or version.valid_from <= today:
            versions[version.regime_id] = version
    rounds: list[int] = [pk for one in held if (pk := getattr(one, "last_round", None)) is not None]
    counts = dict(
        RoundReport.objects.filter(round__in=rounds).order_by().values_list("round").annotate(number=Count("pk"))
    )
    sections = dict(
        RegimeVersion.objects.filter(pk__in=[one.pk for one in versions.values()])
        .order_by()
        .values_list("pk")
        .annotate(number=Count("sections"))
    )
    return [
        Burden(
            one,
            versions[one.pk],
            units=counts.get(getattr(one, "last_round", None), 0),
            sections=sections.get(versions[one.pk].pk, 0),
        )
        for one in held
        if one.pk in versions
    ]


def _listed(burdens: Sequence[Burden]) -> dict[int, set[int]]:
    """The indicators that versions list, by version; one query."""
    listing = [one.version.pk for one in burdens if one.version.figures == Figures.LISTED]
    rows = RegimeVersion.indicators.through.objects.filter(regimeversion__in=listing)
    found: dict[int, set[int]] = {key: set() for key in listing}
    for version, indicator in rows.values_list("regimeversion", "indicator"):
        found[version].add(indicator)
    return found


def _owed(keepers: Iterable[int], today: date) -> dict[int, list[dict[str, Any]]]:
    """What units of each level and kind owe of each indicator of these registers; two queries."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    held = Obligation.objects.filter(
        alive, indicator__keeper__in=list(keepers), indicator__expression="", indicator__frequency__in=KINDS
    )
    led = Q(unit=F("indicator__keeper"), indicator__lead_unit__isnull=False)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for rows, level, kind in (
        (held.exclude(led), "unit__level", "unit__kind"),
        (held.filter(led), "indicator__lead_unit__level", "indicator__lead_unit__kind"),
    ):
        named = {"level": F(level), "of_kind": F(kind), "keeper": F("indicator__keeper")}
        grouped: Any = rows.order_by().values("indicator", "indicator__frequency", "indicator__calendar", **named)
        for row in grouped.annotate(number=Count("pk")):
            found[row["keeper"]].append(row)
    return found


def _count_figures(one: Burden, owed: Iterable[dict[str, Any]], listed: set[int] | None) -> None:
    version = one.version
    if version.figures == Figures.NONE or one.regime.is_outward:
        return
    for row in owed:
        frequency = row["indicator__frequency"]
        if row["indicator__calendar"] != version.calendar:
            continue
        if listed is not None and row["indicator"] not in listed:
            continue
        if listed is None and version.cycle in KINDS and frequency != version.cycle:
            continue
        if version.unit_levels and row["level"] not in version.unit_levels:
            continue
        if version.unit_kinds and row["of_kind"] not in version.unit_kinds:
            continue
        times = min(TIMES_A_YEAR[frequency], one.times)
        one.figures_a_year += row["number"] * times
        one.indicators[row["indicator"]] = times


def doubles(burdens: Iterable[Burden]) -> list[Double]:
    """The figures that several regimes in force ask for the same periods (số liệu hỏi trùng); one query."""
    asking: dict[int, list[Burden]] = defaultdict(list)
    for one in burdens:
        if not one.is_over and one.version.cycle != Cycle.ONCE:
            for key in one.indicators:
                asking[key].append(one)
    by_name: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.filter(pk__in=asking).order_by("keeper", "code", "pk"):
        by_name[fold(indicator.name), fold(indicator.unit_of_measure)].append(indicator)
    found = []
    for group in by_name.values():
        several = list(dict.fromkeys(id(one) for indicator in group for one in asking[indicator.pk]))
        if len(several) < 2:
            continue
        held = {id(one): one for indicator in group for one in asking[indicator.pk]}
        burdens_of = tuple(held[key] for key in several)
        found.append(Double(group[0].name, group[0].unit_of_measure, burdens_of, typed_once=len(group) == 1))
    return sorted(found, key=lambda one: (one.typed_once, -len(one.burdens), one.name))
