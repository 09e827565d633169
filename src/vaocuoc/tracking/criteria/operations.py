"""Changing criteria sets: a draft is written, issued, copied to a next version; units are marked (bộ tiêu chí)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.criteria.models import (
    CriteriaSet,
    CriteriaVersion,
    Criterion,
    CriterionMark,
    Scoring,
    Threshold,
    UnitGroup,
)
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.scaling import to_scaled

DECIMALS = 6
POINT_DECIMALS = 2


@dataclass(frozen=True)
class CriterionDraft:
    """One criterion as typed; ``thresholds`` by the name of the group: comparator and value."""

    name: str
    number: str = ""
    heading: str = ""
    unit_of_measure: str = ""
    indicator: Indicator | None = None
    points: Decimal | None = None
    thresholds: dict[str, tuple[str, Decimal]] = field(default_factory=dict)
    pk: int | None = None


def create_set(
    *,
    actor: Actor,
    keeper: Unit,
    name: str,
    valid_from: date,
    scoring: str = Scoring.ALL,
    pass_points: Decimal | None = None,
    document: Document | None = None,
) -> CriteriaVersion:
    """Begin a criteria set with its first version as a draft (lập bộ tiêu chí).

    Raises ``Refused``: ``access.denied``, ``criteria.no_name``, ``criteria.name_taken``, ``criteria.no_pass_points``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    name = nfc(name).strip()
    if not name:
        raise Refused("criteria.no_name")
    if scoring == Scoring.POINTS and pass_points is None:
        raise Refused("criteria.no_pass_points")
    with transaction.atomic():
        if CriteriaSet.objects.filter(keeper=keeper, name=name).exists():
            raise Refused("criteria.name_taken")
        made = CriteriaSet.objects.create(keeper=keeper, name=name[:300])
        version = CriteriaVersion.objects.create(
            criteria_set=made,
            number=1,
            valid_from=valid_from,
            scoring=scoring,
            pass_points=_points(pass_points),
            document=document,
            created_by=actor.user,
        )
        record(actor, "criteria.create", made, name=name)
    return version


def save_groups(*, actor: Actor, version: CriteriaVersion, names: Sequence[str]) -> list[UnitGroup]:
    """Name the groups of units that thresholds differ for (nhóm đơn vị), in order; a group left out goes away."""
    _require_draft(actor, version)
    wanted = [name for name in dict.fromkeys(nfc(one).strip() for one in names) if name]
    if not wanted:
        raise Refused("criteria.no_group")
    with transaction.atomic():
        version.groups.exclude(name__in=wanted).delete()
        groups = [
            UnitGroup.objects.update_or_create(version=version, name=name, defaults={"place": place})[0]
            for place, name in enumerate(wanted)
        ]
        record(actor, "criteria.edit", version.criteria_set, version=version.number, groups=", ".join(wanted))
    return groups


def place_units(*, actor: Actor, group: UnitGroup, units: Collection[Unit]) -> UnitGroup:
    """Say which units belong to a group (xếp nhóm); a unit stands in one group of a version.

    Groups may be changed after a version is issued: units move between them by decision.
    """
    actor.require(Action.ASSIGN, group.version.criteria_set.keeper_id)
    with transaction.atomic():
        for other in group.version.groups.exclude(pk=group.pk):
            other.units.remove(*units)
        group.units.set(units)
        facts = {"version": group.version.number, "group": group.name, "units": len(units)}
        record(actor, "criteria.edit", group.version.criteria_set, **facts)
    return group


def save_criteria(*, actor: Actor, version: CriteriaVersion, criteria: Sequence[CriterionDraft]) -> list[Criterion]:
    """Write the list of a draft (ghi các tiêu chí); what is left out goes. Raises ``Refused("criteria.issued")``."""
    _require_draft(actor, version)
    with transaction.atomic():
        groups = {group.name: group for group in version.groups.all()}
        version.criteria.exclude(pk__in=[one.pk for one in criteria if one.pk]).delete()
        made = []
        for place, draft in enumerate(criteria):
            fields = {
                "place": place,
                "number": nfc(draft.number).strip()[:20],
                "heading": nfc(draft.heading).strip()[:200],
                "name": nfc(draft.name).strip()[:500],
                "unit_of_measure": nfc(draft.unit_of_measure).strip()[:80],
                "indicator": draft.indicator,
                "points": _points(draft.points),
            }
            one = version.criteria.filter(pk=draft.pk).first() if draft.pk else None
            one = one or Criterion(version=version)
            for name, value in fields.items():
                setattr(one, name, value)
            one.save()
            one.thresholds.all().delete()
            Threshold.objects.bulk_create(
                Threshold(criterion=one, group=groups[name], comparator=how, value=to_scaled(value, DECIMALS))
                for name, (how, value) in draft.thresholds.items()
                if name in groups
            )
            made.append(one)
        record(actor, "criteria.edit", version.criteria_set, version=version.number, rows=len(made))
    return made


def issue_version(*, actor: Actor, version: CriteriaVersion) -> CriteriaVersion:
    """Let a draft hold from its day on (áp dụng); it is not changed any more. Raises ``Refused("criteria.empty")``."""
    _require_draft(actor, version)
    if not version.criteria.exists() or not version.groups.exists():
        raise Refused("criteria.empty")
    with transaction.atomic():
        version.issued_at = timezone.now()
        version.save(update_fields=["issued_at"])
        record(actor, "criteria.issue", version.criteria_set, version=version.number)
    return version


def copy_version(*, actor: Actor, version: CriteriaVersion, valid_from: date) -> CriteriaVersion:
    """Begin the next version as a copy (lập bản mới): groups with their units, criteria, thresholds.

    Raises ``Refused``: ``criteria.draft_there`` where one is being written already.
    """
    kept = version.criteria_set
    actor.require(Action.ASSIGN, kept.keeper_id)
    with transaction.atomic():
        if kept.versions.filter(issued_at__isnull=True).exists():
            raise Refused("criteria.draft_there")
        made = CriteriaVersion.objects.create(
            criteria_set=kept,
            number=max(kept.versions.values_list("number", flat=True)) + 1,
            valid_from=valid_from,
            scoring=version.scoring,
            pass_points=version.pass_points,
            created_by=actor.user,
        )
        groups = {}
        for group in version.groups.order_by("place"):
            groups[group.pk] = made.groups.create(name=group.name, place=group.place)
            groups[group.pk].units.set(group.units.all())
        for one in version.criteria.prefetch_related("thresholds"):
            thresholds = list(one.thresholds.all())
            one.pk, one.version = None, made
            one._state.adding = True
            one.save()
            Threshold.objects.bulk_create(
                Threshold(criterion=one, group=groups[kept_.group_id], comparator=kept_.comparator, value=kept_.value)
                for kept_ in thresholds
            )
        record(actor, "criteria.copy", kept, version=made.number)
    return made


def mark(
    *, actor: Actor, criterion: Criterion, unit: Unit, is_met: bool, note: str, points: Decimal | None = None
) -> CriterionMark:
    """Note what was found of a criterion at a unit (chấm tiêu chí): by the unit itself, or by who keeps the set.

    Raises ``Refused``: ``access.denied``, ``criteria.no_note``, ``criteria.not_in_force``, ``criteria.many_points``.
    """
    keeper = criterion.version.criteria_set.keeper_id
    is_appraisal = actor.may(Action.ASSIGN, keeper)
    if not is_appraisal:
        actor.require(Action.REPORT, unit.pk)
    note = nfc(note).strip()
    if not note:
        raise Refused("criteria.no_note")
    if criterion.version.is_draft:
        raise Refused("criteria.not_in_force")
    scaled = _points(points)
    if scaled is not None and criterion.points is not None and scaled > criterion.points:
        raise Refused("criteria.many_points", most=Decimal(criterion.points).scaleb(-POINT_DECIMALS))
    with transaction.atomic():
        made = CriterionMark.objects.create(
            criterion=criterion,
            unit=unit,
            is_appraisal=is_appraisal,
            is_met=is_met,
            points=scaled,
            note=note[:500],
            made_by=actor.user,
            made_as=actor.post,
        )
        facts = {"criterion": str(criterion), "unit_name": unit.name, "met": is_met, "note": note}
        record(actor, "criteria.mark", criterion.version.criteria_set, **facts)
    return made


def _require_draft(actor: Actor, version: CriteriaVersion) -> None:
    actor.require(Action.ASSIGN, version.criteria_set.keeper_id)
    if not version.is_draft:
        raise Refused("criteria.issued")


def _points(points: Decimal | None) -> int | None:
    return None if points is None else to_scaled(points, POINT_DECIMALS)
