"""Which of the reported figures counts (số liệu đang dùng), today or as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from vaocuoc.core.calendars import Period
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.indicators.differences import Place, chosen_providers, place_of
from vaocuoc.tracking.indicators.models import Indicator, Observation, OfficialProvider


def figures_in_force(
    observations: Iterable[Observation], *, as_of: datetime | None = None
) -> dict[tuple[int, int], list[Observation]]:
    """Of each indicator at a unit, the one figure a period that counts (số liệu đang dùng).

    Of several providers the one that a decision chose is official, then the one of the indicator's rule, then the other
    of lead and unit itself, then whoever reported last. Of the revisions the latest approved counts, else the latest.
    Needs ``approval`` and ``indicator`` joined; one query more where some period has several providers. ``as_of`` keeps
    to what was submitted, approved and decided before a moment.
    """
    told = (
        _Told(
            place_of(one), one.indicator, one.provider_id, is_approved(one, as_of), one.revision, one.submitted_at, one
        )
        for one in observations
        if as_of is None or one.submitted_at < as_of
    )
    return _in_force(told, as_of)


class InForce(NamedTuple):
    """A reported figure as far as measuring needs it; its row is read where somebody looks at it."""

    pk: int
    period: Period
    value: int | None
    is_estimate: bool
    is_approved: bool


def series_in_force(asked: Q, indicators: Mapping[int, Indicator]) -> dict[tuple[int, int], list[InForce]]:
    """The same of the figures ``asked`` for, today: measuring reads hundreds of them for a page, and few fields.

    When each was submitted is asked only where several providers may have told the same revision.
    """
    rows = Observation.objects.filter(asked).values_list(
        "pk", "indicator", "unit", "provider", "revision", "value", "is_estimate", "approval", "calendar",
        "period_kind", "year", "index",
    )  # fmt: skip
    told: list[_Told[InForce]] = []
    providers: dict[Place, set[int]] = {}
    for pk, indicator, unit, provider, revision, value, is_estimate, approval, *when in rows:
        period = Period.of(*when)
        figure = InForce(pk, period, value, is_estimate, approval is not None)
        place = Place(indicator, unit, period)
        providers.setdefault(place, set()).add(provider)
        told.append(_Told(place, indicators[indicator], provider, figure.is_approved, revision, None, figure))
    if disputed := [one.one.pk for one in told if len(providers[one.place]) > 1]:
        moments = dict(Observation.objects.filter(pk__in=Keys(disputed)).values_list("pk", "submitted_at"))
        told = [one._replace(at=moments.get(one.one.pk)) for one in told]
    return _in_force(told)


def row_behind(actor: Actor, figure: InForce | None) -> Observation | None:
    """The row behind a figure, with who reported and approved it; one query a page, none where there is no figure."""
    return actor.once(("figure", figure.pk), lambda: _row(figure.pk)) if figure else None


def _row(key: int) -> Observation:
    people = ("submitted_as__unit", "submitted_by", "approval__approved_as", "approval__approved_by")
    return Observation.objects.select_related("indicator", "provider", "document", *people).get(pk=key)


_NEVER = datetime.min.replace(tzinfo=UTC)
_One = TypeVar("_One")


class _Told(NamedTuple, Generic[_One]):
    """A figure with what decides whether it counts."""

    place: Place
    indicator: Indicator
    provider: int
    is_approved: bool
    revision: int
    at: datetime | None  # needed only where several told of one place
    one: _One


def _in_force(told: Iterable[_Told[_One]], as_of: datetime | None = None) -> dict[tuple[int, int], list[_One]]:
    """Of each place the figure that counts; only where there are several is anything compared."""
    places: dict[Place, list[_Told[_One]]] = {}
    for figure in told:
        places.setdefault(figure.place, []).append(figure)
    disputed = [place for place, found in places.items() if len({figure.provider for figure in found}) > 1]
    chosen = chosen_providers(disputed, as_of=as_of) if disputed else {}
    best: dict[tuple[int, int], list[_One]] = {}
    for place, found in places.items():
        counts = found[0]
        if len(found) > 1:
            decided = chosen.get(place)
            counts = max(
                found,
                key=lambda one: (_standing_of(one, decided), one.is_approved, one.revision, one.at or _NEVER),
            )
        best.setdefault((place.indicator, place.unit), []).append(counts.one)
    return best


def is_approved(one: Observation, as_of: datetime | None = None) -> bool:
    """Whether a figure is approved, or was before a moment."""
    approval = getattr(one, "approval", None)
    return approval is not None and (as_of is None or approval.approved_at < as_of)


def _standing_of(told: _Told[Any], chosen: int | None) -> int:
    """How official the provider of a figure is."""
    if told.provider == chosen:
        return 3
    lead, subject = (2, 1) if told.indicator.official_provider == OfficialProvider.LEAD else (1, 2)
    if told.provider == told.indicator.lead_unit_id:
        return lead
    return subject if told.provider == told.place.unit else 0


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
