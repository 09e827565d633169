"""Which of the reported figures counts (số liệu đang dùng), today or as it was known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from vaocuoc.core.calendars import Period
from vaocuoc.tracking.indicators.differences import Place, chosen_providers, place_of
from vaocuoc.tracking.indicators.models import Observation, OfficialProvider


def figures_in_force(
    observations: Iterable[Observation], *, as_of: datetime | None = None
) -> dict[tuple[int, int], list[Observation]]:
    """Of each indicator at a unit, the one figure a period that counts (số liệu đang dùng).

    Of several providers the one that a decision chose is official, then the one of the indicator's rule, then the other
    of lead and unit itself, then whoever reported last. Of the revisions the latest approved counts, else the latest.
    Needs ``approval`` and ``indicator`` joined; one query more where some period has several providers. ``as_of`` keeps
    to what was submitted, approved and decided before a moment.
    """
    known = [one for one in observations if as_of is None or one.submitted_at < as_of]
    providers: dict[Place, set[int]] = defaultdict(set)
    for one in known:
        providers[place_of(one)].add(one.provider_id)
    several = [place for place, found in providers.items() if len(found) > 1]
    chosen = chosen_providers(several, as_of=as_of) if several else {}
    best: dict[tuple[int, int], dict[Period, tuple[Any, Observation]]] = defaultdict(dict)
    for one in known:
        place = place_of(one)
        rank = (_standing_of(one, chosen.get(place)), is_approved(one, as_of), one.revision, one.submitted_at)
        series = best[one.indicator_id, one.unit_id]
        if place.period not in series or rank > series[place.period][0]:
            series[place.period] = (rank, one)
    return {key: [one for _rank, one in series.values()] for key, series in best.items()}


def is_approved(one: Observation, as_of: datetime | None = None) -> bool:
    """Whether a figure is approved, or was before a moment."""
    approval = getattr(one, "approval", None)
    return approval is not None and (as_of is None or approval.approved_at < as_of)


def _standing_of(one: Observation, chosen: int | None) -> int:
    """How official the provider of a figure is."""
    if one.provider_id == chosen:
        return 3
    lead, subject = (2, 1) if one.indicator.official_provider == OfficialProvider.LEAD else (1, 2)
    if one.provider_id == one.indicator.lead_unit_id:
        return lead
    return subject if one.provider_id == one.unit_id else 0


def end_of(day: date) -> datetime:
    """The first moment after a day, in the time of the office: what was submitted before it counts as of that day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def observations_as_of(
    day: date, observations: QuerySet[Observation] | None = None
) -> dict[tuple[int, int], list[Observation]]:
    """The figures that counted at the end of a day (số liệu tính đến ngày); a later revision changes nothing of it.

    ``observations`` narrows what is looked at (default: every figure). Given by (indicator, unit), by period.
    """
    moment = end_of(day)
    found = Observation.objects.all() if observations is None else observations
    return figures_in_force(found.filter(submitted_at__lt=moment).select_related("approval", "indicator"), as_of=moment)
