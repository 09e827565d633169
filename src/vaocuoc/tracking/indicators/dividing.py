"""Dividing a target: into components that must all be met (tách thành phần), or among lower units (giao chỉ tiêu)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import divided
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind, PartAs, Target
from vaocuoc.tracking.indicators.operations import create_indicator, set_target, withdraw_target
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled

ADDS = (IndicatorKind.FLOW, IndicatorKind.STOCK)
"""The kinds whose parts must reach the whole; shares, rates and scores are given as they are."""


@dataclass(frozen=True)
class Component:
    """One part of a compound target, as the sentence says it ("90% trạm y tế")."""

    name: str
    comparator: str
    value: Decimal
    unit_of_measure: str = ""


def split_target(*, actor: Actor, target: Target, components: Sequence[Component]) -> list[Target]:
    """Split a compound target into parts, each an indicator of its own with its own figures (tách thành phần).

    The whole is then judged by its parts: met when all are met, else the worst of them. Parts are reported, due and
    led as the whole is. Raises ``Refused``: ``access.denied``, ``indicators.few_parts``, ``indicators.part_again``,
    ``indicators.has_parts``, and what making an indicator and a target refuse.
    """
    indicator = target.indicator
    actor.require(Action.ASSIGN, indicator.keeper_id)
    names = [nfc(one.name).strip() for one in components]
    if len(components) < 2 or not all(names):
        raise Refused("indicators.few_parts")
    for number, name in enumerate(names):
        if fold(name) in [fold(other) for other in names[:number]]:
            raise Refused("indicators.part_again", number=number + 1)
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        if target.parts.filter(part_as=PartAs.COMPONENT, withdrawn_at__isnull=True).exists():
            raise Refused("indicators.has_parts")
        return [
            _component(actor, target, component, f"{indicator.code}.{number}")
            for number, component in enumerate(components, start=1)
        ]


def _component(actor: Actor, whole: Target, component: Component, code: str) -> Target:
    above = whole.indicator
    taken = Indicator.objects.filter(keeper=above.keeper_id, code=code).exists()
    made = create_indicator(
        actor=actor,
        keeper=above.keeper,
        name=component.name,
        unit_of_measure=component.unit_of_measure or above.unit_of_measure,
        kind=above.kind,
        frequency=above.frequency,
        code="" if taken or len(code) > 30 else code,
        reported=above.reported,
        direction=above.direction,
        decimals=above.decimals,
        calendar=above.calendar,
        lead_unit=above.lead_unit,
        parent=above,
    )
    return set_target(
        actor=actor,
        indicator=made,
        unit=whole.unit,
        comparator=component.comparator,
        value=component.value,
        horizon=whole.horizon,
        starts_on=whole.starts_on,
        due=whole.due,
        document=whole.document,
        finding=whole.finding,
        part_of=whole,
        part_as=PartAs.COMPONENT,
    )


# --- among lower units ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Allocation:
    """What a target comes to when it is divided: the parts, scaled, and how far they are from the whole."""

    values: Mapping[int, Decimal]
    total: Decimal | None
    whole: Decimal

    @property
    def difference(self) -> Decimal | None:
        """The parts less the whole; None where parts do not add up (shares, rates)."""
        return None if self.total is None else self.total - self.whole


def allocation(target: Target, values: Mapping[int, Decimal]) -> Allocation:
    """Check that the parts reach the whole (kiểm tra tổng các phần giao)."""
    indicator = target.indicator
    total = sum(values.values(), Decimal(0)) if indicator.kind in ADDS else None
    return Allocation(values, total, from_scaled(target.value, indicator.decimals))


def by_share(target: Target, shares: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """The whole divided by shares, to its last decimal: what is left over goes to the largest remainders.

    ``shares`` by unit, of whatever whole. Raises ``Refused("indicators.shares_wrong")`` for one that is not above zero.
    """
    for unit, share in shares.items():
        if share <= 0:
            raise Refused("indicators.shares_wrong", unit=Unit.objects.get(pk=unit).name)
    parts = divided(target.value, list(shares.values()))
    return {unit: from_scaled(part, target.indicator.decimals) for unit, part in zip(shares, parts, strict=True)}


def allocate_target(*, actor: Actor, target: Target, values: Mapping[Unit, Decimal], reason: str = "") -> list[Target]:
    """Give a target to lower units (giao chỉ tiêu): one target each, of the same days and path in proportion.

    Where values add up the parts must reach the whole, unless a ``reason`` accepts the difference, which the audit
    entry of each keeps. A unit's part given before is replaced by the new one; the same value again changes nothing; a
    unit that is left out keeps none. Raises ``Refused``: ``access.denied``, ``indicators.nothing_given``,
    ``indicators.parts_differ``, and what setting a target refuses.
    """
    indicator = target.indicator
    actor.require(Action.ASSIGN, indicator.keeper_id)
    if not values:
        raise Refused("indicators.nothing_given")
    reason = nfc(reason).strip()
    checked = allocation(target, {unit.pk: value for unit, value in values.items()})
    if checked.difference and not reason:
        raise Refused(
            "indicators.parts_differ", parts=checked.total, whole=checked.whole, difference=checked.difference
        )
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        given = target.parts.filter(part_as=PartAs.SHARE, withdrawn_at__isnull=True)
        before = {part.unit_id: part for part in given.select_related("unit", "indicator")}
        for part in before.values():
            if part.unit not in values:
                withdraw_target(actor=actor, target=part, reason=reason or "Giao lại chỉ tiêu")
        made = [_share(actor, target, unit, value, before.get(unit.pk)) for unit, value in values.items()]
        facts = {"units": len(made), "total": None if checked.total is None else str(checked.total)}
        record(actor, "indicators.allocate", target, code=indicator.code, reason=reason, **facts)
    return made


def _share(actor: Actor, whole: Target, unit: Unit, value: Decimal, before: Target | None) -> Target:
    indicator = whole.indicator
    if before is not None and before.value == to_scaled(value, indicator.decimals):
        return before
    part = value / from_scaled(whole.value, indicator.decimals) if indicator.kind in ADDS and whole.value else None
    path = {}
    if part is not None:
        step = Decimal(1).scaleb(-indicator.decimals)
        path = {
            year: (from_scaled(planned, indicator.decimals) * part).quantize(step)
            for year, planned in whole.path.items()
        }
    standing = Target.objects.filter(indicator=indicator, unit=unit, withdrawn_at__isnull=True)
    return set_target(
        actor=actor,
        indicator=indicator,
        unit=unit,
        comparator=whole.comparator,
        value=value,
        horizon=whole.horizon,
        starts_on=whole.starts_on,
        due=whole.due,
        path=path,
        season={month: Decimal(share) for month, share in whole.season.items()},
        document=whole.document,
        finding=whole.finding,
        part_of=whole,
        part_as=PartAs.SHARE,
        headline=before is not None or not standing.filter(headline=True).exists(),
        replaces=before,
    )
