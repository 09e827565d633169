"""How likely targets are to be met (khả năng đạt): forecast once from the same figures, then kept with the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from vaocuoc.core.forecasting import SEASONS, probability_met
from vaocuoc.core.forecasting.chances import SEASONS_NEEDED
from vaocuoc.core.measuring import VerdictInputs, stored
from vaocuoc.tracking.indicators.models import Frequency, Standing, Target

Key = tuple[int, int]


def chances_of(given: Mapping[Key, tuple[Target | None, VerdictInputs]], today: date) -> dict[Key, Decimal | None]:
    """The probability that each target is met, where its series is long enough to give one.

    A forecast takes its time, so what was forecast from the same inputs before is not forecast again: it is kept with
    the last judgement. One query where any series is long enough, else none.
    """
    long_enough = {
        key: (target, inputs)
        for key, (target, inputs) in given.items()
        if target is not None and inputs.frequency in (Frequency.MONTH, Frequency.QUARTER) and not inputs.parts
        and len(inputs.points) >= SEASONS_NEEDED * SEASONS[inputs.frequency]
    }  # fmt: skip
    if not long_enough:
        return {}
    held = Standing.objects.filter(
        indicator__in={pk for pk, _unit in long_enough}, unit__in={unit for _pk, unit in long_enough}
    )
    last = {
        (indicator, unit): (target, inputs)
        for indicator, unit, target, inputs in held.values_list(
            "indicator", "unit", "judgement__target", "judgement__inputs"
        )
    }
    found: dict[Key, Decimal | None] = {}
    for key, (target, inputs) in long_enough.items():
        judged, kept = last.get(key, (None, None))
        known = dict(kept) if kept and target is not None and judged == target.pk else {}
        chance = known.pop("probability", None)
        if chance is not None and known == stored(inputs):
            found[key] = Decimal(chance)
        else:
            found[key] = probability_met(inputs, today).probability
    return found
