"""Choosing between providers that disagree (đối chiếu số liệu): a decision with its reason; no value is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.changes import figures_changed
from vaocuoc.tracking.indicators.differences import (
    Difference,
    ProviderDecision,
    chosen_providers,
    latest_by_provider,
)
from vaocuoc.tracking.indicators.in_force import figures_in_force
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.indicators.scaling import from_scaled


@dataclass(frozen=True)
class Side:
    """What one provider reported."""

    observation: Observation
    value: Decimal | None
    is_official: bool
    is_chosen: bool


@dataclass(frozen=True)
class Disagreement:
    """A place where providers differ, the official figure first."""

    row: Difference
    sides: tuple[Side, ...]
    decision: ProviderDecision | None

    @property
    def spread(self) -> Decimal | None:
        """How far the largest is from the smallest."""
        values = [side.value for side in self.sides if side.value is not None]
        return max(values) - min(values) if len(values) > 1 else None


def differences(actor: Actor, *, decided: bool = False) -> QuerySet[Difference]:
    """The differences that the actor sees (số liệu lệch), the latest period first; open ones, or those decided."""
    found = Difference.objects.filter(indicator__in=visible_indicators(actor).order_by().values("pk"))
    if decided:
        found = found.filter(is_open=False, pk__in=ProviderDecision.objects.values("difference"))
    else:
        found = found.filter(is_open=True)
    return found.select_related("indicator", "unit").order_by("-period_end", "indicator__code", "unit__sort_key", "pk")


def disagreements(rows: Sequence[Difference]) -> list[Disagreement]:
    """What the providers of these differences say; queries grow with the periods among them, not with the rows."""
    places = {row.place: row for row in rows}
    latest = latest_by_provider(places)
    keys = [one.pk for found in latest.values() for one in found.values()]
    full = Observation.objects.select_related("approval", "indicator", "provider", "submitted_as__unit", "submitted_by")
    observations = {one.pk: one for one in full.filter(pk__in=keys)}
    official = {one.pk for series in figures_in_force(observations.values()).values() for one in series}
    decisions = {
        decision.difference_id: decision
        for decision in ProviderDecision.objects.filter(difference__in=rows)
        .select_related("decided_as__unit", "decided_by", "observation")
        .order_by("pk")
    }
    chosen = chosen_providers(places) if decisions else {}
    return [
        Disagreement(
            row,
            _sides([observations[one.pk] for one in latest.get(place, {}).values()], official, chosen.get(place)),
            decisions.get(row.pk),
        )
        for place, row in places.items()
    ]


def _sides(found: list[Observation], official: set[int], chosen: int | None) -> tuple[Side, ...]:
    sides = [
        Side(
            one,
            None if one.value is None else from_scaled(one.value, one.indicator.decimals),
            one.pk in official,
            one.provider_id == chosen,
        )
        for one in found
    ]
    return tuple(sorted(sides, key=lambda side: (not side.is_official, side.observation.provider_id)))


def decide(*, actor: Actor, difference: Difference, observation: Observation, reason: str) -> ProviderDecision:
    """Say whose report counts for this unit and period, and why (chọn số chính thức).

    The verdict follows it from now on; both figures stay as they were. Raises ``Refused``: ``access.denied``,
    ``indicators.no_reason``, ``conflict.observation_changed`` where the figure is no longer the provider's latest.
    """
    actor.require(Action.APPROVE, difference.indicator.keeper_id)
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Refused("indicators.no_reason")
    with transaction.atomic():
        row = (
            Difference.objects.select_for_update(of=("self",)).select_related("indicator", "unit").get(pk=difference.pk)
        )
        latest = latest_by_provider([row.place]).get(row.place, {})
        if observation.pk not in {one.pk for one in latest.values()}:
            raise Refused("conflict.observation_changed")
        made = ProviderDecision.objects.create(
            difference=row,
            observation=observation,
            reason=reason,
            decided_by=actor.user,
            decided_as=actor.post,
        )
        figures_changed([observation])
        record(
            actor,
            "submissions.choose",
            row,
            code=row.indicator.code,
            unit_name=row.unit.name,
            period=row.place.period.label_code,
            provider=observation.provider.name,
            reason=reason,
        )
    return made
