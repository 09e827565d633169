"""Carrying out what was planned for indicators, and taking it back (ghi chỉ tiêu từ tệp, hoàn tác).

Figures are never deleted: taking one back is a further revision that says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import ProtectedError

from vaocuoc.audit.operations import record
from vaocuoc.audit.queries import deeds_done
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.indicator_rows import period_of
from vaocuoc.tracking.importing.models import ImportRow, Outcome, RowState
from vaocuoc.tracking.indicators.following import together
from vaocuoc.tracking.indicators.models import Direction, Indicator, Observation, Target
from vaocuoc.tracking.indicators.operations import (
    create_indicator,
    edit_indicator,
    retract_observation,
    set_target,
    submit_observation,
    withdraw_target,
)

_PASSPORT = ("definition", "formula", "data_source")


def write_indicators(actor: Actor, keeper: Unit, rows: Sequence[ImportRow], *, source: str) -> None:
    """Enter new indicators with their targets and figures, and change the known ones, by their own operations."""
    with together():
        for row in rows:
            if row.outcome == Outcome.UPDATE and row.indicator is not None:
                row.undo = _change(actor, row.indicator, row, source)
            else:
                row.indicator, row.undo = _make(actor, keeper, row.values, source)
            row.state = RowState.WRITTEN


def _make(actor: Actor, keeper: Unit, values: Mapping[str, Any], source: str) -> tuple[Indicator, dict[str, Any]]:
    target = values["target"]
    falls = target is not None and target["comparator"] in ("<", "<=")
    taken = values["code"] and Indicator.objects.filter(keeper=keeper, code=values["code"]).exists()
    indicator = create_indicator(
        actor=actor,
        keeper=keeper,
        code="" if taken else values["code"][:30],
        name=values["name"],
        unit_of_measure=values["unit_of_measure"],
        kind=values["kind"],
        frequency=values["frequency"],
        decimals=values["decimals"],
        direction=Direction.DOWN if falls else Direction.UP,
        lead_unit=Unit.objects.get(pk=values["lead_unit"]) if values["lead_unit"] else None,
        **{name: values[name] for name in _PASSPORT},
    )
    undo: dict[str, Any] = {"made": True, "targets": [], "figures": []}
    if target is not None:
        undo["targets"].append(_aim(actor, indicator, target, None).pk)
    for label, number in values["results"]:
        undo["figures"].append(_report(actor, indicator, label, number, source).pk)
    return indicator, undo


def _change(actor: Actor, indicator: Indicator, row: ImportRow, source: str) -> dict[str, Any]:
    undo: dict[str, Any] = {"targets": [], "figures": [], "old": {}}
    words: dict[str, Any] = {}
    for name, old, new in row.changes:
        if name.startswith("result:"):
            undo["figures"].append(_report(actor, indicator, name.removeprefix("result:"), new, source).pk)
        elif name == "target":
            standing = Target.objects.filter(
                indicator=indicator, unit=indicator.keeper_id, withdrawn_at__isnull=True, headline=True
            ).first()
            undo["targets"].append(_aim(actor, indicator, new, standing).pk)
        else:
            undo["old"][name] = old
            words[name] = Unit.objects.get(pk=new) if name == "lead_unit" else new
    if words:
        edit_indicator(actor=actor, indicator=indicator, **words)
    return undo


def _aim(actor: Actor, indicator: Indicator, target: Mapping[str, Any], replaces: Target | None) -> Target:
    def number(name: str) -> Decimal | None:
        return Decimal(target[name]) if target.get(name) is not None else None

    def day(name: str) -> date | None:
        return date.fromisoformat(target[name]) if target.get(name) else None

    return set_target(
        actor=actor,
        indicator=indicator,
        unit=indicator.keeper,
        comparator=target["comparator"],
        value=Decimal(target["value"]),
        value_high=number("value_high"),
        due=day("due"),
        baseline=number("baseline"),
        baseline_on=day("baseline_on"),
        path={year: Decimal(value) for year, value in target.get("path", {}).items()},
        replaces=replaces,
    )


def _report(actor: Actor, indicator: Indicator, label: str, number: str, source: str) -> Observation:
    return submit_observation(
        actor=actor,
        indicator=indicator,
        unit=indicator.keeper,
        provider=indicator.keeper,
        period=period_of(label),
        value=Decimal(number),
        revision_reason=source,
    )


def undo_indicators(actor: Actor, rows: Sequence[ImportRow], *, since: datetime, source: str) -> None:
    """Withdraw targets and take figures back; an indicator on which nothing then hangs goes, the others stay."""
    indicators = [row.indicator_id for row in rows if row.indicator_id]
    entries = deeds_done().filter(object_type="tracking.indicator", object_id__in=indicators, at__gt=since)
    touched = set(entries.values_list("object_id", flat=True))
    for row in rows:
        if row.indicator is None or row.indicator_id in touched or _reported_since(row.indicator, since):
            row.state = RowState.KEPT if row.indicator_id else RowState.UNDONE
            continue
        row.state = RowState.UNDONE
        _take_back(actor, row, source)


def _reported_since(indicator: Indicator, since: datetime) -> bool:
    return (
        indicator.observations.filter(submitted_at__gt=since).exists()
        or indicator.targets.filter(created_at__gt=since).exists()
    )


def _take_back(actor: Actor, row: ImportRow, source: str) -> None:
    indicator = row.indicator
    assert indicator is not None
    for observation in Observation.objects.filter(pk__in=row.undo.get("figures", ())):
        try:
            retract_observation(actor=actor, observation=observation, reason=source)
        except Refused:  # somebody has reported since: the later revision stands
            row.state = RowState.KEPT
    for target in Target.objects.filter(pk__in=row.undo.get("targets", ())):
        _withdraw(actor, target, source)
    old = row.undo.get("old", {})
    if old:
        words: dict[str, Any] = dict(old)
        if "lead_unit" in words:
            words["lead_unit"] = Unit.objects.filter(pk=old["lead_unit"] or 0).first()
        edit_indicator(actor=actor, indicator=indicator, **words)
    if row.undo.get("made") and not indicator.observations.exists():
        _remove(actor, row, indicator)


def _withdraw(actor: Actor, target: Target, source: str) -> None:
    """Withdraw a target of the batch; the one it replaced holds again."""
    before = target.supersedes
    withdraw_target(actor=actor, target=target, reason=source)
    if before is not None:
        Target.objects.filter(indicator=target.indicator_id, unit=target.unit_id, headline=True).update(headline=False)
        before.withdrawn_at, before.headline = None, True
        before.save(update_fields=["withdrawn_at", "headline"])


def _remove(actor: Actor, row: ImportRow, indicator: Indicator) -> None:
    try:
        record(actor, "indicators.remove", indicator, code=indicator.code, name=indicator.name)
        indicator.targets.all().delete()
        indicator.obligations.all().delete()
        ImportRow.objects.filter(indicator=indicator).update(indicator=None)
        row.indicator = None
        indicator.delete()
    except ProtectedError:
        row.state = RowState.KEPT
