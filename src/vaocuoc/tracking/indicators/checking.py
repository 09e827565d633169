"""Checks of a figure as it is entered (kiểm tra số liệu): they warn and ask for a sentence, they never block."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind, Observation, Reported
from vaocuoc.tracking.indicators.operations import period_of
from vaocuoc.tracking.indicators.queries import figures_in_force
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.numbers import format_decimal

_JUMP = Decimal("0.5")  # half as much again, or half as little, as the figure before
_NEAR = Decimal("0.6")  # a figure is off by a power of ten where it is within so much of it
_PERCENT = "%"


def known_figures(indicator: Indicator, unit: Unit) -> list[tuple[Period, Decimal, Observation]]:
    """The figures in force of a unit that have a value, the latest first."""
    rows = Observation.objects.filter(indicator=indicator, unit=unit).select_related(
        "approval", "indicator", "provider"
    )
    series = figures_in_force(rows).get((indicator.pk, unit.pk), [])
    known = [
        (period_of(one), from_scaled(one.value, indicator.decimals), one) for one in series if one.value is not None
    ]
    return sorted(known, key=lambda figure: figure[0].end, reverse=True)


def warnings_for(
    indicator: Indicator, period: Period, value: Decimal, known: list[tuple[Period, Decimal, Observation]]
) -> list[str]:
    """What is striking about a figure beside those before it; each is one sentence."""
    found: list[str] = []
    share = indicator.unit_of_measure.strip() == _PERCENT and indicator.kind == IndicatorKind.RATIO
    if share and not 0 <= value <= 100:
        found.append(_("%(value)s%% nằm ngoài khoảng 0 đến 100.") % {"value": format_decimal(value)})
    before = next((figure for figure in known if figure[0].end < period.end), None)
    if before is None:
        return found
    facts = {"value": format_decimal(value), "before": format_decimal(before[1]), "period": period_name(before[0])}
    grows = indicator.reported != Reported.PER_PERIOD and indicator.kind == IndicatorKind.FLOW
    same_count = _counts_on(indicator, before[0], period)
    like = [one for when, one, _figure in known if when.end < period.end]
    if grows:
        like = [one for when, one, _figure in known if when.end < period.end and _counts_on(indicator, when, period)]
    slip = _slip(value, like[:3])
    if slip:
        found.append(
            _("%(value)s gấp hoặc kém khoảng %(times)s lần %(before)s của %(period)s. Kiểm tra đơn vị tính, dấu phẩy.")
            % (facts | {"times": format_decimal(slip)})
        )
    elif grows and same_count and value < before[1]:
        found.append(_("Số lũy kế %(value)s thấp hơn %(before)s của %(period)s.") % facts)
    elif not grows and before[1] and abs(value - before[1]) > abs(before[1]) * _JUMP:
        found.append(_("%(value)s chênh trên 50%% so với %(before)s của %(period)s.") % facts)
    return found


def _counts_on(indicator: Indicator, before: Period, period: Period) -> bool:
    """Whether a cumulative figure goes on from an earlier one: what is counted by the year starts again with it."""
    return indicator.reported == Reported.TERM_TO_DATE or before.year == period.year


def _slip(value: Decimal, before: Sequence[Decimal]) -> int:
    """The power of ten by which a figure is off all of the last ones, as a slipped comma or unit leaves it; else 0."""
    ratios = {_power(abs(value / one)) for one in before if one}
    return ratios.pop() if value and len(ratios) == 1 else 0


def _power(ratio: Decimal) -> int:
    """10, 100, 1000 ... that a ratio, or its inverse, is near to; 0 where it is near to none."""
    times = max(ratio, 1 / ratio) if ratio else Decimal(0)
    power = next((10**step for step in (1, 2, 3, 6, 9) if Decimal(10) ** step * _NEAR <= times <= 10**step / _NEAR), 0)
    return int(power)
