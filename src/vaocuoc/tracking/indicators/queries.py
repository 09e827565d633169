"""Reading indicators: the list with its verdicts, what stands behind one, and which indicator a phrase means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from vaocuoc.core.calendars import Period
from vaocuoc.core.measuring import Aim, Point, Verdict, VerdictInputs, verdict
from vaocuoc.core.text import fold, nfc, words
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.search.queries import Hit, excerpt, matching
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind, Obligation, Observation, Target
from vaocuoc.tracking.indicators.operations import period_of
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.ui.words import VERDICT_ORDER


@dataclass(frozen=True)
class IndicatorFilters:
    """What the list is narrowed to; empty fields narrow nothing."""

    text: str = ""
    verdict: str = ""
    lead: int | None = None
    document: int | None = None
    unit: int | None = None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator at a unit: its leading target, the figure in force, and the verdict with its arithmetic."""

    indicator: Indicator
    unit: Unit
    target: Target | None
    latest: Observation | None
    verdict: Verdict

    @property
    def value(self) -> Decimal | None:
        """The figure last reported, as it was reported."""
        if self.latest is None or self.latest.value is None:
            return None
        return from_scaled(self.latest.value, self.indicator.decimals)

    @property
    def actual(self) -> Decimal | None:
        """The figure that is compared: a total, an average, or the last value."""
        return self.verdict.actual

    @property
    def ratio(self) -> Decimal | None:
        """The part done of what was expected by now; 1 is on the path."""
        return self.verdict.progress

    @property
    def expected(self) -> Decimal | None:
        return self.verdict.expected.value if self.verdict.expected else None

    @property
    def aim(self) -> Decimal | None:
        return from_scaled(self.target.value, self.indicator.decimals) if self.target else None

    @property
    def aim_high(self) -> Decimal | None:
        if self.target is None or self.target.value_high is None:
            return None
        return from_scaled(self.target.value_high, self.indicator.decimals)


def indicators_within(actor: Actor, filters: IndicatorFilters) -> QuerySet[Indicator]:
    """The indicators that the actor sees within the filters, whatever their verdicts."""
    found = visible_indicators(actor)
    if filters.lead:
        found = found.filter(lead_unit=filters.lead)
    if filters.document:
        aimed = Target.objects.filter(document=filters.document, withdrawn_at__isnull=True)
        found = found.filter(pk__in=aimed.values("indicator"))
    if filters.text:
        found = matching(found, "folded", filters.text)
    return found


def _urgency(row: IndicatorRow) -> tuple[Any, ...]:
    progress = row.verdict.progress
    return (
        VERDICT_ORDER.index(row.verdict.code),
        progress is None,
        progress or 0,
        row.indicator.code,
        row.unit.pk,
    )


def judged(
    indicators: list[Indicator], *, today: date, unit: int | None = None, every_unit: bool = False
) -> list[IndicatorRow]:
    """The rows of these indicators, judged; four queries.

    One row where the keeper has a target of its own, else one for each unit that has. ``unit`` keeps one unit's rows;
    ``every_unit`` gives each unit that has a target, and the keeper.
    """
    targets = _leading_targets(indicators, unit, every_unit=every_unit)
    pairs: dict[tuple[int, int], tuple[Indicator, Unit, Target | None]] = {
        (indicator.pk, target.unit_id): (indicator, target.unit, target)
        for indicator in indicators
        for target in targets.get(indicator.pk, ())
    }
    for indicator in indicators:
        key = (indicator.pk, indicator.keeper_id)
        if key not in pairs and (every_unit or indicator.pk not in targets) and unit in (None, indicator.keeper_id):
            pairs[key] = (indicator, indicator.keeper, None)
    return _judged_pairs(pairs, today)


def judged_at(places: Iterable[tuple[Indicator, Unit]], *, today: date) -> list[IndicatorRow]:
    """Each indicator judged at its unit, in the order given; four queries."""
    places = list(places)
    leading: dict[tuple[int, int], Target] = {}
    for target in standing_targets(indicator for indicator, _unit in places):
        leading.setdefault((target.indicator_id, target.unit_id), target)
    pairs = {
        (indicator.pk, unit.pk): (indicator, unit, leading.get((indicator.pk, unit.pk))) for indicator, unit in places
    }
    return _judged_pairs(pairs, today)


def _judged_pairs(
    pairs: Mapping[tuple[int, int], tuple[Indicator, Unit, Target | None]], today: date
) -> list[IndicatorRow]:
    if not pairs:
        return []
    series = figures_in_force(
        Observation.objects.filter(
            indicator__in=[pk for pk, _unit in pairs], unit__in={unit_id for _pk, unit_id in pairs}
        ).select_related("approval", "indicator")
    )
    owed = _owed_since(pairs)
    return [
        _row(indicator, at, target, series.get(key, ()), owed.get(key), today)
        for key, (indicator, at, target) in pairs.items()
    ]


def row_of(indicator: Indicator, target: Target, *, today: date) -> IndicatorRow:
    """One target judged, whether it leads or stands beside."""
    key = (indicator.pk, target.unit_id)
    series = figures_in_force(
        Observation.objects.filter(indicator=indicator, unit=target.unit_id).select_related("approval", "indicator")
    )
    return _row(indicator, target.unit, target, series.get(key, ()), _owed_since([key]).get(key), today)


def _row(
    indicator: Indicator,
    unit: Unit,
    target: Target | None,
    figures: Iterable[Observation],
    owed_since: date | None,
    today: date,
) -> IndicatorRow:
    series = sorted(figures, key=lambda one: (one.period_end, one.period_start))
    inputs = VerdictInputs(
        kind=indicator.kind,
        aim=aim_of(target, indicator.decimals) if target else None,
        points=tuple(_point(one, indicator.decimals) for one in series),
        owed_since=owed_since,
        reported=indicator.reported,
        frequency=indicator.frequency,
        calendar=indicator.calendar,
        direction=indicator.direction,
    )
    return IndicatorRow(indicator, unit, target, series[-1] if series else None, verdict(inputs, today))


def aim_of(target: Target, decimals: int) -> Aim:
    """A stored target as the rules see it."""

    def figure(value: int | None) -> Decimal | None:
        return None if value is None else from_scaled(value, decimals)

    return Aim(
        comparator=target.comparator,
        value=from_scaled(target.value, decimals),
        value_high=figure(target.value_high),
        horizon=target.horizon,
        starts_on=target.starts_on,
        due=target.due,
        baseline=figure(target.baseline),
        baseline_on=target.baseline_on,
        path={int(year): from_scaled(value, decimals) for year, value in target.path.items()},
    )


def _point(observation: Observation, decimals: int) -> Point:
    value = None if observation.value is None else from_scaled(observation.value, decimals)
    return Point(period_of(observation), value, observation.is_estimate, hasattr(observation, "approval"))


def standing_targets(indicators: Iterable[Indicator]) -> QuerySet[Target]:
    """The targets that hold (mục tiêu đang có hiệu lực), the leading ones first, then the newest."""
    held = Target.objects.filter(indicator__in=list(indicators), withdrawn_at__isnull=True)
    return held.select_related("unit", "document", "finding").order_by(
        "indicator", "unit", "-headline", "-created_at", "-pk"
    )


def _leading_targets(
    indicators: list[Indicator], unit: int | None, *, every_unit: bool = False
) -> dict[int, list[Target]]:
    """The leading target of each unit; only the keeper's where it has one, unless every unit's are asked for."""
    keepers = {indicator.pk: indicator.keeper_id for indicator in indicators}
    leading: dict[int, dict[int, Target]] = defaultdict(dict)
    for target in standing_targets(indicators):
        if unit in (None, target.unit_id):
            leading[target.indicator_id].setdefault(target.unit_id, target)
    return {
        pk: [by_unit[keepers[pk]]] if keepers[pk] in by_unit and not every_unit else list(by_unit.values())
        for pk, by_unit in leading.items()
    }


def _owed_since(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], date]:
    """Since when each unit owes its figures; the first day where it owed them in several stretches."""
    wanted = set(pairs)
    obligations = Obligation.objects.filter(
        indicator__in=[pk for pk, _unit in wanted], unit__in={unit for _pk, unit in wanted}
    )
    owed: dict[tuple[int, int], date] = {}
    for key, since in (
        (o[:2], o[2]) for o in obligations.values_list("indicator", "unit", "valid_from").order_by("-valid_from")
    ):
        owed[key] = since
    return {key: since for key, since in owed.items() if key in wanted}


def figures_in_force(observations: Iterable[Observation]) -> dict[tuple[int, int], list[Observation]]:
    """Of each indicator at a unit, the one figure a period that counts (số liệu đang dùng).

    Of several providers the one that leads the indicator is official, then the unit itself, then whoever reported last.
    Of the revisions the latest approved counts, else the latest. Needs ``approval`` and ``indicator`` joined.
    """
    chosen: dict[tuple[int, int], dict[Period, tuple[Any, Observation]]] = defaultdict(dict)
    for one in observations:
        provider = 2 if one.provider_id == one.indicator.lead_unit_id else 1 if one.provider_id == one.unit_id else 0
        rank = (provider, hasattr(one, "approval"), one.revision, one.submitted_at)
        period, series = period_of(one), chosen[one.indicator_id, one.unit_id]
        if period not in series or rank > series[period][0]:
            series[period] = (rank, one)
    return {key: [one for _rank, one in series.values()] for key, series in chosen.items()}


# --- which indicator a phrase means -----------------------------------------------------------------------------------

_FILLING = frozenset(
    {"ty", "le", "so", "tong", "chi", "tieu", "muc", "dat", "cua", "cac", "va", "tren", "dia", "ban", "toan", "tinh"}
)


@dataclass(frozen=True)
class IndicatorMatch:
    """An indicator of the register that a phrase may mean, and how near (0 to 1)."""

    indicator: Indicator
    score: float


def propose_indicators(
    texts: Iterable[str], *, keeper: Unit, limit: int = 3
) -> Mapping[str, tuple[IndicatorMatch, ...]]:
    """For each phrase the indicators of a register that it may mean, nearest first; one query for all.

    Names are compared folded, whatever the order of their words; a phrase that only shares words such as "tỷ lệ", "tổng
    số" with a name does not resemble it.
    """
    register = list(Indicator.objects.filter(keeper=keeper).select_related("lead_unit"))
    names = [_plain(indicator.name) for indicator in register]
    return {text: _nearest(text, register, names, limit) for text in dict.fromkeys(texts)}


def _nearest(text: str, register: list[Indicator], names: list[str], limit: int) -> tuple[IndicatorMatch, ...]:
    asked = _plain(text)
    if not asked:
        return ()
    telling = {word for word in asked.split() if word not in _FILLING}
    found: list[IndicatorMatch] = []
    for name, _ratio, place in process.extract(
        asked, names, scorer=fuzz.token_sort_ratio, score_cutoff=55, limit=limit * 4
    ):
        own = {word for word in name.split() if word not in _FILLING}
        shared = len(telling & own) / max(len(telling | own), 1)
        score = 1.0 if name == asked else min(0.99, 0.5 * fuzz.token_sort_ratio(asked, name) / 100 + 0.5 * shared)
        if score >= 0.6:
            found.append(IndicatorMatch(register[place], round(score, 3)))
    found.sort(key=lambda match: (-match.score, match.indicator.code))
    return tuple(found[:limit])


def _plain(text: str) -> str:
    folded = fold(nfc(text))
    return " ".join(folded[start:end] for start, end in words(folded))


# --- what one indicator's page shows ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One period of one unit: the figure in force and every revision of every provider, the newest first."""

    period: Period
    in_force: Observation
    revisions: tuple[Observation, ...]


@dataclass(frozen=True)
class UnitTotal:
    """The sum of the units' figures of one period, with its coverage: what is missing is not zero."""

    period: Period
    value: Decimal
    have: int
    owing: int


@dataclass(frozen=True)
class IndicatorFacts:
    """Everything that an indicator's page shows of one unit."""

    row: IndicatorRow
    beside: tuple[IndicatorRow, ...] = ()
    withdrawn: tuple[Target, ...] = ()
    figures: tuple[Figure, ...] = ()
    by_unit: tuple[IndicatorRow, ...] = ()
    total: UnitTotal | None = None


def indicator_facts(indicator: Indicator, *, today: date, unit: int | None = None) -> IndicatorFacts:
    """What an indicator's page shows of one unit, the keeper's where none is asked for, and of the others below."""
    row = _row_to_show(indicator, today, unit)
    targets = list(
        Target.objects.filter(indicator=indicator, unit=row.unit)
        .select_related("unit", "document", "finding", "created_by")
        .order_by("-created_at", "-pk")
    )
    beside = [target for target in targets if target.withdrawn_at is None and target != row.target]
    observations = list(
        Observation.objects.filter(indicator=indicator, unit=row.unit)
        .select_related(
            "approval__approved_as", "indicator", "provider", "document", "finding", "submitted_as", "submitted_by"
        )
        .order_by("-period_end", "-period_start", "-submitted_at", "-pk")
    )
    others = others_of(indicator, row, today)
    return IndicatorFacts(
        row=row,
        beside=tuple(row_of(indicator, target, today=today) for target in beside[:5]),
        withdrawn=tuple(target for target in targets if target.withdrawn_at is not None),
        figures=_figures(observations),
        by_unit=others,
        total=total_of(indicator, others),
    )


def total_of(indicator: Indicator, rows: Iterable[IndicatorRow]) -> UnitTotal | None:
    """The sum over units of what may be added up (flows and stocks), for the latest period that any has reported."""
    rows = list(rows)
    newest = [row.latest for row in rows if row.latest is not None and row.value is not None]
    if indicator.kind not in (IndicatorKind.FLOW, IndicatorKind.STOCK) or not newest:
        return None
    period = max((period_of(one) for one in newest), key=lambda one: one.end)
    summed = [one.value for one in newest if one.value is not None and period_of(one) == period]
    return UnitTotal(period, from_scaled(sum(summed), indicator.decimals), len(summed), len(rows))


def _row_to_show(indicator: Indicator, today: date, unit: int | None) -> IndicatorRow:
    rows = judged([indicator], today=today, unit=unit)
    if rows:
        return sorted(rows, key=lambda row: (row.unit.pk != indicator.keeper_id, _urgency(row)))[0]
    at = (Unit.objects.filter(pk=unit).first() if unit else None) or indicator.keeper
    series = figures_in_force(
        Observation.objects.filter(indicator=indicator, unit=at).select_related("approval", "indicator")
    )
    key = (indicator.pk, at.pk)
    return _row(indicator, at, None, series.get(key, ()), _owed_since([key]).get(key), today)


def others_of(indicator: Indicator, shown: IndicatorRow, today: date) -> tuple[IndicatorRow, ...]:
    """The other units that owe or have figures of an indicator, what needs someone first (theo đơn vị)."""
    concerned = Q(pk__in=Obligation.objects.filter(indicator=indicator).values("unit")) | Q(
        pk__in=Observation.objects.filter(indicator=indicator).values("unit")
    )
    units = {
        unit.pk: unit for unit in Unit.objects.filter(concerned).exclude(pk=shown.unit.pk).defer("folded", "sort_key")
    }
    if not units:
        return ()
    series = figures_in_force(
        Observation.objects.filter(indicator=indicator, unit__in=units).select_related("approval", "indicator")
    )
    targets: dict[int, Target] = {}
    for target in standing_targets([indicator]):
        targets.setdefault(target.unit_id, target)
    owed = _owed_since([(indicator.pk, pk) for pk in units])
    rows = [
        _row(indicator, at, targets.get(pk), series.get((indicator.pk, pk), ()), owed.get((indicator.pk, pk)), today)
        for pk, at in units.items()
    ]
    return tuple(sorted(rows, key=_urgency))


def _figures(observations: Iterable[Observation]) -> tuple[Figure, ...]:
    by_period: dict[Period, list[Observation]] = defaultdict(list)
    for one in observations:
        by_period[period_of(one)].append(one)
    return tuple(
        Figure(period, next(iter(figures_in_force(revisions).values()))[0], tuple(revisions))
        for period, revisions in by_period.items()
    )


# --- what other pages show --------------------------------------------------------------------------------------------


def awaiting_approval(actor: Actor) -> QuerySet[Observation]:
    """The latest figures, not one's own, that wait for the actor's approval (số liệu chờ duyệt)."""
    units = actor.units(Action.APPROVE).values("pk")
    later = Observation.objects.filter(
        indicator=OuterRef("indicator"),
        unit=OuterRef("unit"),
        provider=OuterRef("provider"),
        calendar=OuterRef("calendar"),
        period_kind=OuterRef("period_kind"),
        year=OuterRef("year"),
        index=OuterRef("index"),
        revision__gt=OuterRef("revision"),
    )
    mine_to_approve = Q(unit__in=units) | Q(indicator__keeper__in=units)
    waiting = Observation.objects.filter(mine_to_approve, approval__isnull=True).exclude(submitted_by=actor.user)
    return waiting.filter(~Exists(later)).order_by("-submitted_at", "-pk")


def find_indicators(actor: Actor, query: str, limit: int) -> list[Hit]:
    """Indicators by code and name, for the search."""
    found = matching(visible_indicators(actor), "folded", query).select_related("lead_unit").order_by("code", "pk")
    return [_hit(indicator, query) for indicator in found[:limit]]


def _hit(indicator: Indicator, query: str) -> Hit:
    shown = excerpt(indicator.name, query)
    return Hit(
        kind=_("Chỉ tiêu"),
        title=indicator.code,
        url=reverse("indicators:detail", args=[indicator.pk]),
        excerpt=shown.text,
        marks=shown.marks,
        note=str(indicator.lead_unit or ""),
    )
