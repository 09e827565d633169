"""Who owes the figures of an indicator and what is to be reached (giao báo cáo, đặt mục tiêu, rút mục tiêu)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.following import obligations_changed, outdate_verdicts_of
from vaocuoc.tracking.indicators.models import Comparator, Horizon, Indicator, Obligation, Target
from vaocuoc.tracking.indicators.passports import check_choice, held_indicators
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled


def oblige(
    *, actor: Actor, indicator: Indicator, unit: Unit, valid_from: date, valid_to: date | None = None
) -> Obligation:
    """A unit owes the figures of an indicator from a day on (giao báo cáo chỉ tiêu); asking again changes nothing."""
    actor.require(Action.ASSIGN, indicator.keeper_id)
    with transaction.atomic():
        return let_owe(actor, [Owing(indicator, unit, valid_from, valid_to)])[0]


class Owing(NamedTuple):
    """Who is to owe the figures of an indicator, from when until when."""

    indicator: Indicator
    unit: Unit
    since: date
    until: date | None = None


def let_owe(actor: Actor | None, wanted: Sequence[Owing]) -> list[Obligation]:
    """Let units owe figures, each place once; who owes already from that day on is left as they are.

    In the transaction of a caller who checked who may; without an actor it follows from another deed.
    """
    named = {(one.indicator.pk, one.unit.pk) for one in wanted}
    rows = Obligation.objects.filter(
        indicator__in=Keys(pk for pk, _unit in named), unit__in=Keys(unit for _pk, unit in named)
    )
    owed: dict[tuple[int, int], list[Obligation]] = defaultdict(list)
    for row in rows.order_by("valid_from"):
        owed[row.indicator_id, row.unit_id].append(row)
    found: list[Obligation] = []
    changed: list[tuple[Owing, Obligation]] = []
    for one in wanted:
        known = owed[one.indicator.pk, one.unit.pk]
        there = next((row for row in known if row.valid_to is None or row.valid_to > one.since), None)
        if there is not None and one.since >= there.valid_from:
            found.append(there)
            continue
        if there is None:
            there = Obligation(indicator=one.indicator, unit=one.unit, valid_from=one.since, valid_to=one.until)
        else:
            there.valid_from = one.since
        found.append(there)
        changed.append((one, there))
    Obligation.objects.bulk_update([row for _one, row in changed if row.pk], ["valid_from"], batch_size=200)
    Obligation.objects.bulk_create([row for _one, row in changed if not row.pk], batch_size=500)
    obligations_changed([(one.indicator, one.unit.pk) for one, _row in changed])
    record_all(
        actor,
        "indicators.oblige",
        [
            (row, {"code": one.indicator.code, "unit_name": one.unit.name, "since": one.since.isoformat()})
            for one, row in changed
        ],
    )
    return found


def set_target(
    *,
    actor: Actor,
    indicator: Indicator,
    unit: Unit,
    comparator: str,
    value: Decimal,
    value_high: Decimal | None = None,
    horizon: str = Horizon.AT_DATE,
    starts_on: date | None = None,
    due: date | None = None,
    baseline: Decimal | None = None,
    baseline_on: date | None = None,
    path: Mapping[str, Decimal] | None = None,
    season: Mapping[str, Decimal] | None = None,
    reference_indicator: Indicator | None = None,
    reference_unit: Unit | None = None,
    part_of: Target | None = None,
    part_as: str = "",
    document: Document | None = None,
    finding: Finding | None = None,
    headline: bool = True,
    replaces: Target | None = None,
) -> Target:
    """Say what is to be reached (đặt mục tiêu) and, with it, that the unit owes the figures.

    ``path`` gives the plan of single years, ``{"2026": Decimal("9.5")}``. Another document's target may stand beside:
    the newest ``headline`` leads, the earlier one stays and is shown. ``replaces`` names the target that a decision
    changes; it is withdrawn and stays in the history, its parts go over to the new one. ``season`` spreads a year over
    its months, ``{"1": Decimal(5), ...}``. With a reference ("thấp hơn bình quân chung") the value is the distance
    from the reference's figure of the same period. ``part_of`` says what it is a component or a share of.

    Raises ``Refused``: ``access.denied``, ``indicators.unknown_choice``, ``indicators.range_backwards``,
    ``indicators.days_backwards``, ``indicators.too_precise``, ``indicators.too_large``, ``indicators.season_wrong``,
    ``indicators.reference_half``, ``indicators.reference_itself``, ``indicators.reference_differs``,
    ``conflict.target_changed``.
    """
    aim = NewTarget(
        indicator=indicator,
        unit=unit,
        comparator=comparator,
        value=value,
        value_high=value_high,
        horizon=horizon,
        starts_on=starts_on,
        due=due,
        baseline=baseline,
        baseline_on=baseline_on,
        path=path or {},
        season=season or {},
        reference_indicator=reference_indicator,
        reference_unit=reference_unit,
        part_of=part_of,
        part_as=part_as,
        document=document,
        finding=finding,
        headline=headline,
        replaces=replaces,
    )
    return set_targets(actor=actor, aims=[aim])[0]


@dataclass(frozen=True, kw_only=True)
class NewTarget:
    """What is to be reached at one unit, given to :func:`set_targets`; see :func:`set_target`."""

    indicator: Indicator
    unit: Unit
    comparator: str
    value: Decimal
    value_high: Decimal | None = None
    horizon: str = Horizon.AT_DATE
    starts_on: date | None = None
    due: date | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    path: Mapping[str, Decimal] = field(default_factory=dict)
    season: Mapping[str, Decimal] = field(default_factory=dict)
    reference_indicator: Indicator | None = None
    reference_unit: Unit | None = None
    part_of: Target | None = None
    part_as: str = ""
    document: Document | None = None
    finding: Finding | None = None
    headline: bool = True
    replaces: Target | None = None

    @property
    def place(self) -> tuple[int, int]:
        return self.indicator.pk, self.unit.pk

    def begins(self, today: date) -> date:
        """From when on the unit owes the figures."""
        return self.starts_on or (self.document.issued_on if self.document else None) or today


def set_targets(*, actor: Actor, aims: Sequence[NewTarget]) -> list[Target]:
    """The same for many, one for each place, all or none; the number of queries does not grow with them."""
    if not aims:
        return []
    if len({aim.place for aim in aims}) != len(aims):
        raise ValueError("two targets of one place in one go")
    for aim in aims:
        actor.require(Action.ASSIGN, aim.indicator.keeper_id)
        _check(aim)
    with transaction.atomic():
        held_indicators(aim.indicator.pk for aim in aims)
        _make_room(aims)
        targets = Target.objects.bulk_create([_target(actor, aim) for aim in aims], batch_size=200)
        _take_parts(aims, targets)
        let_owe(actor, [Owing(aim.indicator, aim.unit, aim.begins(actor.today)) for aim in aims])
        outdate_verdicts_of(targets)
        told = [(target, _told(aim)) for aim, target in zip(aims, targets, strict=True)]
        record_all(actor, "indicators.target", told)
    return targets


def _check(aim: NewTarget) -> None:
    """Raise ``Refused`` for what nobody can aim at, whatever stands (see :func:`set_target`)."""
    check_choice(Comparator, aim.comparator)
    check_choice(Horizon, aim.horizon)
    if aim.starts_on and aim.due and aim.due < aim.starts_on:
        raise Refused("indicators.days_backwards", start=aim.starts_on, end=aim.due)
    if aim.value_high is not None and aim.value_high < aim.value:
        raise Refused("indicators.range_backwards", low=aim.value, high=aim.value_high)
    check_season(aim.season)
    _check_reference(aim.indicator, aim.unit, aim.reference_indicator, aim.reference_unit)


def _make_room(aims: Sequence[NewTarget]) -> None:
    """Withdraw the targets that are replaced; where a new one leads, no other does any longer."""
    standing = _standing({aim.place for aim in aims})
    replaced: set[int] = set()
    follow: set[int] = set()
    for aim in aims:
        there = standing.get(aim.place, [])
        if aim.replaces is not None:
            if aim.replaces.pk not in {target.pk for target in there}:
                raise Refused("conflict.target_changed")
            replaced.add(aim.replaces.pk)
        if _leads(aim):
            follow |= {target.pk for target in there if target.headline}
    if replaced:
        Target.objects.filter(pk__in=Keys(replaced)).update(withdrawn_at=timezone.now(), headline=False)
    if follow - replaced:
        Target.objects.filter(pk__in=Keys(follow - replaced)).update(headline=False)


def _standing(places: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[Target]]:
    """The targets that hold at these places, the newest first; one query."""
    found: dict[tuple[int, int], list[Target]] = defaultdict(list)
    if not places:
        return found
    rows = Target.objects.filter(
        indicator__in=Keys(pk for pk, _unit in places),
        unit__in=Keys(unit for _pk, unit in places),
        withdrawn_at__isnull=True,
    )
    for target in rows.order_by("-created_at", "-pk"):
        found[target.indicator_id, target.unit_id].append(target)
    return found


def _leads(aim: NewTarget) -> bool:
    return aim.headline or (aim.replaces is not None and aim.replaces.headline)


def _target(actor: Actor, aim: NewTarget) -> Target:
    decimals = aim.indicator.decimals

    def scaled(number: Decimal | None) -> int | None:
        return None if number is None else to_scaled(number, decimals)

    return Target(
        indicator=aim.indicator,
        unit=aim.unit,
        comparator=aim.comparator,
        value=to_scaled(aim.value, decimals),
        value_high=scaled(aim.value_high),
        horizon=aim.horizon,
        starts_on=aim.starts_on,
        due=aim.due,
        baseline=scaled(aim.baseline),
        baseline_on=aim.baseline_on,
        path={str(year): to_scaled(number, decimals) for year, number in aim.path.items()},
        season={month: str(share) for month, share in check_season(aim.season).items()},
        reference_indicator=aim.reference_indicator,
        reference_unit=aim.reference_unit,
        part_of=aim.part_of or (aim.replaces.part_of if aim.replaces else None),
        part_as=aim.part_as or (aim.replaces.part_as if aim.replaces else ""),
        headline=_leads(aim),
        document=aim.document,
        finding=aim.finding,
        supersedes=aim.replaces,
        created_by=actor.user,
    )


def _take_parts(aims: Sequence[NewTarget], targets: Sequence[Target]) -> None:
    """The parts of a replaced target go over to the new one."""
    heirs = {aim.replaces.pk: target for aim, target in zip(aims, targets, strict=True) if aim.replaces is not None}
    if not heirs:
        return
    parts = list(Target.objects.filter(part_of__in=Keys(heirs), withdrawn_at__isnull=True))
    for part in parts:
        part.part_of = heirs[part.part_of_id or 0]
    Target.objects.bulk_update(parts, ["part_of"], batch_size=200)


def _told(aim: NewTarget) -> dict[str, object]:
    replaced = str(from_scaled(aim.replaces.value, aim.indicator.decimals)) if aim.replaces else None
    return {
        "code": aim.indicator.code,
        "replaces": replaced,
        "value": f"{aim.comparator} {aim.value}",
        "unit_name": aim.unit.name,
        "due": aim.due.isoformat() if aim.due else None,
    }


def withdraw_target(*, actor: Actor, target: Target, reason: str) -> Target:
    """A target no longer holds (rút mục tiêu); the next newest of the unit leads, if one stands."""
    return withdraw_targets(actor=actor, targets=[target], reason=reason)[0]


def withdraw_targets(*, actor: Actor, targets: Sequence[Target], reason: str) -> list[Target]:
    """The same for many in their order, all or none; the number of queries does not grow with them."""
    for target in targets:
        actor.require(Action.ASSIGN, target.indicator.keeper_id)
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("indicators.no_reason")
    if not targets:
        return []
    with transaction.atomic():
        wanted = Keys(target.pk for target in targets)
        rows = Target.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
        held = {target.pk: target for target in rows.select_related("part_of")}
        standing = _standing({(one.indicator_id, one.unit_id) for one in held.values()})
        gone: list[Target] = []
        heirs: dict[int, Target] = {}
        now = timezone.now()
        for target in (held[one.pk] for one in targets):
            if target.withdrawn_at is not None:
                continue
            gone.append(target)
            there = [one for one in standing[target.indicator_id, target.unit_id] if one.pk != target.pk]
            standing[target.indicator_id, target.unit_id] = there
            was_headline, target.headline, target.withdrawn_at = target.headline, False, now
            if was_headline and there:
                heir = held.get(there[0].pk, there[0])
                heir.headline = True
                heirs[heir.pk] = heir
        # The one before gives way first: at no moment do two lead at one place.
        Target.objects.filter(pk__in=Keys(target.pk for target in gone)).update(headline=False, withdrawn_at=now)
        leading = [pk for pk, heir in heirs.items() if heir.headline]
        Target.objects.filter(pk__in=Keys(leading)).update(headline=True)
        outdate_verdicts_of(gone)
        record_all(actor, "indicators.withdraw_target", [(target, {"reason": reason}) for target in gone])
    return [held[target.pk] for target in targets]


def check_season(season: Mapping[str, Decimal] | None) -> dict[str, Decimal]:
    """Shares of the twelve months of a year, none below zero and not all zero; empty where there is no season."""
    if not season:
        return {}
    known = {str(month) for month in range(1, 13)}
    shares = {month: Decimal(share) for month, share in season.items()}
    if not set(shares) <= known or any(share < 0 for share in shares.values()) or not any(shares.values()):
        raise Refused("indicators.season_wrong")
    return shares


def _check_reference(indicator: Indicator, unit: Unit, other: Indicator | None, other_unit: Unit | None) -> None:
    """A reference is an indicator at a unit, another than the target's own, reported in the same periods and unit."""
    if (other is None) != (other_unit is None):
        raise Refused("indicators.reference_half")
    if other is None or other_unit is None:
        return
    if (other.pk, other_unit.pk) == (indicator.pk, unit.pk):
        raise Refused("indicators.reference_itself")
    same = ("frequency", "calendar", "kind", "reported", "unit_of_measure")
    if any(getattr(other, name) != getattr(indicator, name) for name in same):
        raise Refused("indicators.reference_differs", other=other.code)
