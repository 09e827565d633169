"""How an indicator gets its figures from others: added up from below, by a formula, as a component (cách có số)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.rollup.totals import adds
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import RelationKind, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.computing import compute_all, parts_of
from vaocuoc.tracking.indicators.following import bring_up_to_date
from vaocuoc.tracking.indicators.models import Base, Indicator, IndicatorKind, Official, OfficialProvider, Standing
from vaocuoc.tracking.indicators.operations import create_indicator, edit_indicator
from vaocuoc.tracking.indicators.records import ComputedFigure, Origin
from vaocuoc.tracking.indicators.rolling import rebuild
from vaocuoc.tracking.indicators.versions import add_version, words_of


def enter_indicator(
    *, actor: Actor, rolls_along: str = "", official_provider: str = OfficialProvider.LEAD, **facts: Any
) -> Indicator:
    """Enter an indicator with the order of units that it is added up along (thêm chỉ tiêu), in one step.

    Takes what :func:`create_indicator` takes, and raises what that and :func:`set_roll_up` do.
    """
    with transaction.atomic():
        made = create_indicator(actor=actor, **facts)
        if official_provider != made.official_provider:
            made = edit_indicator(actor=actor, indicator=made, official_provider=official_provider)
        return set_roll_up(actor=actor, indicator=made, rolls_along=rolls_along) if rolls_along else made


def correct_indicator(*, actor: Actor, indicator: Indicator, rolls_along: str, **facts: Any) -> Indicator:
    """Correct an indicator's words and its order of units (sửa thông tin chỉ tiêu), in one step.

    Takes what :func:`edit_indicator` takes, and raises what that and :func:`set_roll_up` do.
    """
    with transaction.atomic():
        edited = edit_indicator(actor=actor, indicator=indicator, **facts)
        if rolls_along == edited.rolls_along:
            return edited
        return set_roll_up(
            actor=actor, indicator=edited, rolls_along=rolls_along, official=edited.official, weight=edited.weight
        )


def set_base(*, actor: Actor, indicator: Indicator, base: str, base_year: int | None = None) -> Indicator:
    """Say from which period the formula counts growth (kỳ gốc), and compute it again.

    A fixed base without a year is the first that has a figure. Raises ``Refused``: ``access.denied``,
    ``indicators.unknown_choice``, ``indicators.base_year``.
    """
    actor.require(Action.ASSIGN, indicator.keeper_id)
    if base not in Base.values:
        raise Refused("indicators.unknown_choice", value=base)
    if base != Base.FIXED:
        base_year = None
    if base_year is not None and not 1945 <= base_year <= actor.today.year:
        raise Refused("indicators.base_year", year=base_year, last=actor.today.year)
    with transaction.atomic():
        indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
        if (base, base_year) == (indicator.base, indicator.base_year):
            return indicator
        words = words_of(indicator)
        indicator.base, indicator.base_year = base, base_year
        indicator.save(update_fields=["base", "base_year"])
        add_version(actor, indicator, words)
        bring_up_to_date(compute_all(indicator))
        Standing.outdate(indicator.pk)
        record(actor, "indicators.base", indicator, code=indicator.code, base=base, year=base_year)
    return indicator


def set_roll_up(
    *,
    actor: Actor,
    indicator: Indicator,
    rolls_along: str,
    official: str = Official.OWN,
    weight: Indicator | None = None,
) -> Indicator:
    """Say along which order of units the figures are added up (cộng từ đơn vị dưới), and add them up.

    Empty: not at all. Scores and ranks never are; a share reported as such only by a declared ``weight``. Raises
    ``Refused``: ``access.denied``, ``indicators.unknown_choice``, ``indicators.rolls_never``,
    ``indicators.rolls_needs_weight``, ``indicators.weight_itself``.
    """
    actor.require(Action.ASSIGN, indicator.keeper_id)
    if rolls_along and rolls_along not in RelationKind.values:
        raise Refused("indicators.unknown_choice", value=rolls_along)
    if official not in Official.values:
        raise Refused("indicators.unknown_choice", value=official)
    if weight is not None and weight.pk == indicator.pk:
        raise Refused("indicators.weight_itself")
    if rolls_along and adds(indicator.kind) == "never":
        raise Refused("indicators.rolls_never")
    needs_weight = adds(indicator.kind) == "parts" and not indicator.expression
    if rolls_along and needs_weight and (weight is None or indicator.kind != IndicatorKind.RATIO):
        raise Refused("indicators.rolls_needs_weight")
    with transaction.atomic():
        indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
        before = (indicator.rolls_along, indicator.official, indicator.weight_id)
        indicator.rolls_along, indicator.official = rolls_along, official
        indicator.weight = weight if needs_weight else None
        if before == (indicator.rolls_along, indicator.official, indicator.weight_id):
            return indicator
        indicator.save(update_fields=["rolls_along", "official", "weight"])
        add_up_again(indicator)
        record(actor, "indicators.roll_up", indicator, code=indicator.code, along=rolls_along, official=official)
    return indicator


def set_expression(*, actor: Actor, indicator: Indicator, expression: str) -> Indicator:
    """Let a formula over other indicators of the register give the figures (đặt công thức); empty takes it away.

    The formula is checked: its indicators exist, their units fit, nothing is computed from itself. Raises ``Refused``:
    ``access.denied``, ``formulas.*`` and ``indicators.formula_*`` with what is wrong where, ``indicators.has_figures``
    where figures were reported.
    """
    actor.require(Action.ASSIGN, indicator.keeper_id)
    expression = nfc(expression).strip()
    with transaction.atomic():
        indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
        if expression == indicator.expression:
            return indicator
        if expression and indicator.observations.exists():
            raise Refused("indicators.has_figures", indicator=indicator.code)
        parts = parts_of(indicator, expression) if expression else []
        words = words_of(indicator)
        indicator.expression = expression
        indicator.save(update_fields=["expression"])
        indicator.formula_parts.set(parts)
        add_version(actor, indicator, words)
        ComputedFigure.objects.filter(indicator=indicator).delete()
        changed = compute_all(indicator)
        bring_up_to_date(changed)
        Standing.outdate(indicator.pk)
        record(
            actor, "indicators.formula", indicator, code=indicator.code, formula=expression, before=words["expression"]
        )
    return indicator


def create_ratio(
    *,
    actor: Actor,
    keeper: Unit,
    name: str,
    numerator: str,
    denominator: str,
    measured_in: str,
    denominator_in: str = "",
    frequency: str,
    kind: str = IndicatorKind.FLOW,
    reported: str = "per_period",
    calendar: str = "civil",
    direction: str = "up",
    decimals: int = 1,
    lead_unit: Unit | None = None,
    rolls_along: str = "",
) -> Indicator:
    """Enter a percentage with its two parts in one step (tỷ lệ có tử số, mẫu số): the share is computed from them.

    ``numerator`` and ``denominator`` name the parts, ``kind`` says whether they are counted over a time or at its end.
    The parts are added up from below, and the share of a higher unit follows from their sums. Raises what making an
    indicator refuses.
    """
    with transaction.atomic():
        share = create_indicator(
            actor=actor, keeper=keeper, name=name, unit_of_measure="%", kind=IndicatorKind.RATIO, frequency=frequency,
            reported=reported, calendar=calendar, direction=direction, decimals=decimals, lead_unit=lead_unit,
        )  # fmt: skip
        given = (("T", numerator, measured_in), ("M", denominator, denominator_in or measured_in))
        parts = [
            create_indicator(
                actor=actor, keeper=keeper, name=words, unit_of_measure=unit, kind=kind, frequency=frequency,
                code=_free_code(share, letter), reported=reported, calendar=calendar, direction=direction,
                decimals=0, lead_unit=lead_unit, parent=share,
            )
            for letter, words, unit in given
        ]  # fmt: skip
        for part in parts:
            set_roll_up(actor=actor, indicator=part, rolls_along=rolls_along)
        return set_expression(actor=actor, indicator=share, expression=f"[{parts[0].code}] / [{parts[1].code}] * 100")


def _free_code(share: Indicator, letter: str) -> str:
    code = f"{share.code}-{letter}"
    taken = Indicator.objects.filter(keeper=share.keeper_id, code=code).exists()
    return "" if taken or len(code) > 30 else code


def set_parent(*, actor: Actor, indicator: Indicator, parent: Indicator | None) -> Indicator:
    """Say what an indicator is a component of (chỉ tiêu cha). Raises ``Refused``: ``indicators.parent_circle``."""
    actor.require(Action.ASSIGN, indicator.keeper_id)
    with transaction.atomic():
        above, seen = parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == indicator.pk:
                raise Refused("indicators.parent_circle", indicator=indicator.code)
            seen.add(above.pk)
            above = above.parent
        if indicator.parent_id == (parent.pk if parent else None):
            return indicator
        indicator.parent = parent
        indicator.save(update_fields=["parent"])
        record(actor, "indicators.parent", indicator, code=indicator.code, parent=parent.code if parent else None)
    return indicator


def add_up_again(indicator: Indicator) -> int:
    """Add up every figure again and compute what follows (tổng hợp lại); the number of rows. In a transaction."""
    gone = {(row.indicator_id, row.unit_id) for row in indicator.computed.filter(origin=Origin.ROLLED)}
    number = rebuild(indicator)
    for used_in in Indicator.objects.filter(formula_parts=indicator):
        bring_up_to_date(compute_all(used_in))
    for pk in {pk for pk, _unit in gone} | {indicator.pk}:
        Standing.outdate(pk)
    return number
