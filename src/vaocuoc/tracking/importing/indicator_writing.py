"""Carrying out what was planned for indicators, and taking it back (ghi chỉ tiêu từ tệp, hoàn tác).

Figures are never deleted: taking one back is a further revision that says so. What becomes of each row is as if they
were written one by one in their order; the number of queries does not grow with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import router, transaction
from django.db.models import ProtectedError

from vaocuoc.audit.operations import record_all
from vaocuoc.audit.queries import deeds_done
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.tracking.importing.hanging import without_others
from vaocuoc.tracking.importing.indicator_rows import period_of
from vaocuoc.tracking.importing.models import ImportRow, Outcome, RowState
from vaocuoc.tracking.indicators.aiming import NewTarget, set_targets, withdraw_targets
from vaocuoc.tracking.indicators.figures import NewFigure, retract_observations, submit_observations
from vaocuoc.tracking.indicators.following import together
from vaocuoc.tracking.indicators.models import Direction, Indicator, Obligation, Observation, Standing, Target
from vaocuoc.tracking.indicators.passports import Edit, NewIndicator, create_indicators, edit_indicators
from vaocuoc.tracking.indicators.records import ComputedFigure, Judgement

_PASSPORT = ("definition", "formula", "data_source")
_CODE = 30
_FOLLOWING = (Judgement, Standing, ComputedFigure)
"""What is kept beside an indicator that follows from the rest."""


def write_indicators(actor: Actor, keeper: Unit, rows: Sequence[ImportRow], *, source: str) -> None:
    """Enter new indicators with their targets and figures, and change the known ones, by their own operations."""
    actor = actor.remembering()
    known = [row for row in rows if row.outcome == Outcome.UPDATE and row.indicator is not None]
    new = [row for row in rows if not (row.outcome == Outcome.UPDATE and row.indicator is not None)]
    with together():
        _enter(actor, keeper, new)
        for row in known:
            row.undo = {"targets": [], "figures": [], "old": {}}
        _aim(actor, rows)
        _report(actor, rows, source)
        _edit(actor, known)
    for row in rows:
        row.state = RowState.WRITTEN


def _enter(actor: Actor, keeper: Unit, rows: Sequence[ImportRow]) -> None:
    units = Unit.objects.in_bulk({row.values["lead_unit"] for row in rows if row.values["lead_unit"]})
    wanted = []
    for row in rows:
        values, target = row.values, row.values["target"]
        falls = target is not None and target["comparator"] in ("<", "<=")
        wanted.append(
            NewIndicator(
                code=values["code"][:_CODE],
                name=values["name"],
                unit_of_measure=values["unit_of_measure"],
                kind=values["kind"],
                frequency=values["frequency"],
                decimals=values["decimals"],
                direction=Direction.DOWN if falls else Direction.UP,
                lead_unit=units[values["lead_unit"]] if values["lead_unit"] else None,
                passport={name: values[name] for name in _PASSPORT},
            )
        )
    made = create_indicators(actor=actor, keeper=keeper, wanted=wanted, renumber=True)
    for row, indicator in zip(rows, made, strict=True):
        row.indicator, row.undo = indicator, {"made": True, "targets": [], "figures": []}


def _aim(actor: Actor, rows: Sequence[ImportRow]) -> None:
    wanted = [(row, target) for row in rows if (target := _wanted_target(row)) is not None]
    known = [row.indicator_id for row, _target in wanted if row.indicator_id and not row.undo.get("made")]
    standing: dict[tuple[int, int], Target] = {}
    if known:
        leading = Target.objects.filter(indicator__in=Keys(known), withdrawn_at__isnull=True, headline=True)
        standing = {(one.indicator_id, one.unit_id): one for one in leading.select_related("part_of")}
    aims = []
    for row, target in wanted:
        assert row.indicator is not None
        replaces = standing.get((row.indicator.pk, row.indicator.keeper_id))
        aims.append(_as_aim(row.indicator, target, replaces))
    for (row, _target), made in zip(wanted, set_targets(actor=actor, aims=aims), strict=True):
        row.undo["targets"].append(made.pk)


def _wanted_target(row: ImportRow) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = row.values["target"] if row.undo.get("made") else _changed(row).get("target")
    return found


def _changed(row: ImportRow) -> dict[str, Any]:
    return {name: new for name, _old, new in row.changes}


def _as_aim(indicator: Indicator, target: Mapping[str, Any], replaces: Target | None) -> NewTarget:
    def number(name: str) -> Decimal | None:
        return Decimal(target[name]) if target.get(name) is not None else None

    def day(name: str) -> date | None:
        return date.fromisoformat(target[name]) if target.get(name) else None

    return NewTarget(
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


def _report(actor: Actor, rows: Sequence[ImportRow], source: str) -> None:
    wanted: list[tuple[ImportRow, NewFigure]] = []
    for row in rows:
        assert row.indicator is not None
        for label, number in _wanted_figures(row):
            figure = NewFigure(
                indicator=row.indicator,
                unit=row.indicator.keeper,
                provider=row.indicator.keeper,
                period=period_of(label),
                value=Decimal(number),
                revision_reason=source,
            )
            wanted.append((row, figure))
    made = submit_observations(actor=actor, figures=[figure for _row, figure in wanted])
    for (row, _figure), observation in zip(wanted, made, strict=True):
        row.undo["figures"].append(observation.pk)


def _wanted_figures(row: ImportRow) -> list[tuple[str, str]]:
    if row.undo.get("made"):
        return [(label, number) for label, number in row.values["results"]]
    changed = _changed(row).items()
    return [(name.removeprefix("result:"), new) for name, new in changed if name.startswith("result:")]


def _edit(actor: Actor, rows: Sequence[ImportRow]) -> None:
    words: dict[int, dict[str, Any]] = {}
    for row in rows:
        for name, old, new in row.changes:
            if name != "target" and not name.startswith("result:"):
                row.undo["old"][name] = old
                words.setdefault(row.indicator_id or 0, {})[name] = new
    _change_words(actor, [row.indicator for row in rows if row.indicator is not None], words)


def _change_words(actor: Actor, indicators: Iterable[Indicator], words: Mapping[int, Mapping[str, Any]]) -> None:
    """Give indicators new words by their keys; the unit that follows one is given by its number."""
    units = Unit.objects.in_bulk({one["lead_unit"] for one in words.values() if one.get("lead_unit")})
    edits = []
    for indicator in indicators:
        if fields := dict(words.get(indicator.pk, {})):
            if "lead_unit" in fields:
                fields["lead_unit"] = units.get(fields["lead_unit"] or 0)
            edits.append(Edit(indicator, fields))
    if edits:
        edit_indicators(actor=actor, edits=edits)


# --- taking it back ---------------------------------------------------------------------------------------------------


def undo_indicators(actor: Actor, rows: Sequence[ImportRow], *, since: datetime, source: str) -> None:
    """Withdraw targets and take figures back; an indicator on which nothing then hangs goes, the others stay."""
    actor = actor.remembering()
    touched = _touched_since({row.indicator_id for row in rows if row.indicator_id}, since)
    taken: list[ImportRow] = []
    for row in rows:
        if row.indicator is None or row.indicator_id in touched:
            row.state = RowState.KEPT if row.indicator_id else RowState.UNDONE
        else:
            row.state = RowState.UNDONE
            taken.append(row)
    with together():
        _retract(actor, taken, source)
        _withdraw(actor, taken, source)
        old = {row.indicator_id or 0: row.undo.get("old", {}) for row in taken}
        _change_words(actor, [row.indicator for row in taken if row.indicator is not None], old)
    _remove(actor, [row for row in taken if row.undo.get("made")])


def _touched_since(indicators: Collection[int], since: datetime) -> set[int]:
    """The indicators of which somebody has done, reported or aimed at something after a moment."""
    if not indicators:
        return set()
    keys = Keys(indicators)
    entries = deeds_done().filter(object_type="tracking.indicator", object_id__in=keys, at__gt=since)
    reported = Observation.objects.filter(indicator__in=keys, submitted_at__gt=since)
    aimed = Target.objects.filter(indicator__in=keys, created_at__gt=since)
    return {
        pk
        for found in (
            entries.values_list("object_id"),
            reported.values_list("indicator"),
            aimed.values_list("indicator"),
        )
        for (pk,) in found
        if pk is not None
    }


def _retract(actor: Actor, rows: Sequence[ImportRow], source: str) -> None:
    of_row = {pk: row for row in rows for pk in row.undo.get("figures", ())}
    if not of_row:
        return
    found = Observation.objects.select_related("indicator", "unit", "provider").filter(pk__in=Keys(of_row))
    done = retract_observations(actor=actor, observations=list(found.order_by("pk")), reason=source)
    for pk in done.refused:  # somebody has reported since: the later revision stands
        of_row[pk].state = RowState.KEPT


def _withdraw(actor: Actor, rows: Sequence[ImportRow], source: str) -> None:
    """Withdraw the targets of the batch; those that they replaced hold again."""
    keys = [pk for row in rows for pk in row.undo.get("targets", ())]
    if not keys:
        return
    targets = list(Target.objects.select_related("indicator", "supersedes").filter(pk__in=Keys(keys)).order_by("pk"))
    withdraw_targets(actor=actor, targets=targets, reason=source)
    before = {target.supersedes.pk: target for target in targets if target.supersedes is not None}
    if not before:
        return
    places = {(target.indicator_id, target.unit_id) for target in before.values()}
    leading = Target.objects.filter(indicator__in=Keys(pk for pk, _unit in places), headline=True)
    gone = [pk for pk, *place in leading.values_list("pk", "indicator_id", "unit_id") if tuple(place) in places]
    Target.objects.filter(pk__in=Keys(gone)).update(headline=False)
    Target.objects.filter(pk__in=Keys(before)).update(withdrawn_at=None, headline=True)


def _remove(actor: Actor, rows: Sequence[ImportRow]) -> None:
    """Delete the indicators that the batch made and of which no figure was ever reported."""
    reported = Observation.objects.filter(indicator__in=Keys(row.indicator_id or 0 for row in rows)).order_by()
    kept = set(reported.values_list("indicator", flat=True).distinct()) if rows else set()
    going = {row.indicator.pk: row for row in rows if row.indicator is not None and row.indicator_id not in kept}
    if not going:
        return
    bare = without_others(Indicator, set(going), {Target, Obligation, ImportRow, *_FOLLOWING})
    try:
        with transaction.atomic():
            _let_go(actor, [row for pk, row in going.items() if pk in bare])
            for model in _FOLLOWING:
                model._default_manager.filter(indicator__in=Keys(bare)).delete()
            # Nothing refers to them any more, so nothing has to be looked for in dozens of tables.
            Indicator.objects.filter(pk__in=Keys(bare))._raw_delete(router.db_for_write(Indicator))
    except ProtectedError:  # something hangs on the target of one
        bare = set()
    for pk, row in going.items():
        if pk in bare or _removed_alone(actor, row):
            row.indicator = None
        else:
            row.state = RowState.KEPT


def _removed_alone(actor: Actor, row: ImportRow) -> bool:
    """Delete one indicator with what goes with it; whether that could be."""
    try:
        with transaction.atomic():
            _let_go(actor, [row])
            Indicator.objects.filter(pk=row.indicator_id or 0).delete()
    except ProtectedError:
        return False
    return True


def _let_go(actor: Actor, rows: Sequence[ImportRow]) -> None:
    indicators = [row.indicator for row in rows if row.indicator is not None]
    if not indicators:
        return
    keys = Keys(one.pk for one in indicators)
    record_all(actor, "indicators.remove", [(one, {"code": one.code, "name": one.name}) for one in indicators])
    Target.objects.filter(indicator__in=keys).delete()
    Obligation.objects.filter(indicator__in=keys).delete()
    ImportRow.objects.filter(indicator__in=keys).update(indicator=None)
