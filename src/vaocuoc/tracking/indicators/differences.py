"""Providers that disagree (số liệu lệch giữa các nơi báo cáo): noticed when a figure is written, decided by a person.

A decision says whose report is official for one unit and period; it changes no value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.tracking.indicators.models import Calendar, Frequency, Indicator, Observation


class Place(NamedTuple):
    """What several may report: an indicator of a unit in a period."""

    indicator: int
    unit: int
    period: Period


class Difference(models.Model):
    """Two providers gave different figures for one place (số liệu cần đối chiếu); one row a place.

    Open until they agree or somebody decides; open again when one of them reports anew.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    calendar = models.CharField("lịch", max_length=15, choices=Calendar.choices)
    period_kind = models.CharField("loại kỳ", max_length=10, choices=Frequency.choices)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("kỳ thứ", default=1)
    period_end = models.DateField("đến ngày")
    is_open = models.BooleanField("chưa thống nhất", default=True)
    noticed_at = models.DateTimeField("thấy lúc", default=timezone.now)

    class Meta:
        verbose_name = _("số liệu cần đối chiếu")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "calendar", "period_kind", "year", "index"], name="difference_once"
            )
        ]
        indexes = [models.Index(fields=["is_open", "indicator", "period_end"], name="differences_open")]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.unit_id} {self.period_end}"

    @property
    def place(self) -> Place:
        return Place(self.indicator_id, self.unit_id, Period.of(self.calendar, self.period_kind, self.year, self.index))


class ProviderDecision(models.Model):
    """Whose report counts for a place, and why (quyết định chọn số); the latest holds, earlier ones stay."""

    difference = models.ForeignKey(
        Difference, on_delete=models.PROTECT, related_name="decisions", verbose_name="số liệu cần đối chiếu"
    )
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="+", verbose_name="số được chọn"
    )
    reason = models.CharField("lý do", max_length=500)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người quyết định")
    decided_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    decided_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = _("quyết định chọn số")

    def __str__(self) -> str:
        return f"{self.difference_id}: {self.observation_id}"


def place_of(one: Observation) -> Place:
    return Place(one.indicator_id, one.unit_id, Period.of(one.calendar, one.period_kind, one.year, one.index))


def note_differences(observations: Sequence[Observation]) -> None:
    """Open, or close, the difference of each place that these figures were written for.

    Only places with several providers are touched. A decided place opens again when a provider reports anew.
    Queries do not grow with the figures: the latest of each provider is looked up for all at once.
    """
    written = {place_of(one) for one in observations}
    latest = {place: found for place, found in latest_by_provider(written).items() if len(found) > 1}
    if not latest:
        return
    known = {row.place: row for row in _rows(latest)}
    fresh, changed = [], []
    for place, found in latest.items():
        values = {one.value for one in found.values() if one.value is not None}
        differs, row = len(values) > 1, known.get(place)
        if row is None and differs:
            fresh.append(_new(place))
        elif row is not None:
            is_open = differs and not _is_settled(row, found.values())
            if row.is_open != is_open:
                row.is_open, row.noticed_at = is_open, timezone.now()
                changed.append(row)
    Difference.objects.bulk_create(fresh, batch_size=500)
    Difference.objects.bulk_update(changed, ["is_open", "noticed_at"], batch_size=200)


def latest_by_provider(places: Iterable[Place]) -> dict[Place, dict[int, Observation]]:
    """The latest figure of each provider for these places; one query for each period among them."""
    wanted = set(places)
    by_period: dict[Period, set[Place]] = defaultdict(set)
    for place in wanted:
        by_period[place.period].add(place)
    found: dict[Place, dict[int, Observation]] = defaultdict(dict)
    for period, asked in by_period.items():
        rows = Observation.objects.filter(
            indicator__in={place.indicator for place in asked},
            unit__in={place.unit for place in asked},
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
        )
        for one in rows.order_by("revision"):
            if (place := place_of(one)) in wanted:
                found[place][one.provider_id] = one
    return found


def chosen_providers(places: Iterable[Place], *, as_of: object = None) -> dict[Place, int]:
    """The provider that a decision made official, for the places that have one (one query)."""
    wanted = set(places)
    decided = ProviderDecision.objects.filter(
        difference__indicator__in={place.indicator for place in wanted},
        difference__unit__in={place.unit for place in wanted},
    )
    if as_of is not None:
        decided = decided.filter(decided_at__lt=as_of)
    rows = decided.select_related("difference", "observation").order_by("pk")
    return {row.difference.place: row.observation.provider_id for row in rows if row.difference.place in wanted}


def _is_settled(row: Difference, found: Iterable[Observation]) -> bool:
    """Whether the last decision was made on the figures as they are now."""
    decided_at = getattr(row, "decided_at", None)
    return decided_at is not None and all(one.submitted_at <= decided_at for one in found)


def _rows(places: Iterable[Place]) -> models.QuerySet[Difference]:
    places = list(places)
    return Difference.objects.annotate(decided_at=models.Max("decisions__decided_at")).filter(
        indicator__in={place.indicator for place in places},
        unit__in={place.unit for place in places},
        period_end__in={place.period.end for place in places},
    )


def _new(place: Place) -> Difference:
    period = place.period
    return Difference(
        indicator_id=place.indicator,
        unit_id=place.unit,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
        period_end=period.end,
    )
