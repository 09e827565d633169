"""The value of a formula, and its unit (tính giá trị công thức): exact fractions, every missing part named.

Owns the arithmetic of expressions over figures with units. A missing part is missing, not zero: the whole then has no
value and says everything that lacks. A division by zero has no value either and says where.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from vaocuoc.core.errors import Refused
from vaocuoc.core.formulas.expressions import (
    SHIFTS,
    Call,
    Expression,
    Function,
    Negation,
    Number,
    Operation,
    Reference,
    Span,
    parts_of,
)
from vaocuoc.core.formulas.units import Measure, measure_of

Figures = Callable[[str, tuple[Function, ...]], Decimal | None]
"""The figure of an indicator, or None. The second argument says of which period, seen from the one computed: () itself,
("same_last_year",), ("previous",), ("base",), or several, the first to be applied first."""


class Missing(NamedTuple):
    """A figure that is not there: of which indicator and period, as ``Figures`` is asked."""

    code: str
    when: tuple[Function, ...]


@dataclass(frozen=True)
class Result:
    """The value of a formula in the unit asked for, or why there is none.

    ``reason`` is empty, ``missing`` (``missing`` names all parts) or ``division_by_zero`` (``span`` is the divisor).
    """

    value: Fraction | None
    reason: str = ""
    missing: tuple[Missing, ...] = ()
    span: Span = (0, 0)

    def rounded(self, decimals: int) -> Decimal | None:
        """The value with so many decimals, halves away from zero, as offices round."""
        if self.value is None:
            return None
        scaled = abs(self.value) * 10**decimals
        whole = int(scaled + Fraction(1, 2))
        return Decimal(-whole if self.value < 0 else whole).scaleb(-decimals, Context(prec=len(str(whole)) + 1))


class _Amount(NamedTuple):
    """A value with its unit; a number written in the formula has none and takes that of what it is added to."""

    value: Fraction
    unit: Measure | None


class _NoValue(Exception):
    def __init__(self, span: Span) -> None:
        super().__init__(span)
        self.span = span


def unit_checked(expression: Expression, units: Mapping[str, str], result: str) -> Measure:
    """The unit of the formula's value, held against the unit the result is kept in.

    ``units`` gives the unit of measure of each indicator by code. Raises ``Refused``, each with the place:
    ``formulas.unknown_indicator`` (``indicator``), ``formulas.units_differ`` (``left`` and ``right``, the units that
    cannot be added), ``formulas.result_unit`` (``found``, ``wanted``).
    """
    for part in parts_of(expression):
        if isinstance(part, Reference) and part.code not in units:
            raise Refused("formulas.unknown_indicator", start=part.span[0], end=part.span[1], indicator=part.code)
    found = _unit(expression, units)
    wanted = measure_of(result)
    if found is None:
        return wanted
    if not found.fits(wanted):
        raise Refused(
            "formulas.result_unit",
            start=expression.span[0], end=expression.span[1], found=name_of(found), wanted=result,
        )  # fmt: skip
    return found


def evaluate(expression: Expression, figures: Figures, units: Mapping[str, str], result: str) -> Result:
    """The value of a formula for one unit and period, in the unit ``result``.

    The formula must have passed ``unit_checked`` with the same units. Exact: nothing is rounded before the end.
    """
    wanted = [
        Missing(part.code, when)
        for part, when in _asked(expression, ())
        if figures(part.code, when) is None
    ]  # fmt: skip
    if wanted:
        return Result(None, "missing", tuple(dict.fromkeys(wanted)))
    try:
        amount = _value(expression, figures, units, ())
    except _NoValue as none:
        return Result(None, "division_by_zero", span=none.span)
    if amount.unit is None:
        return Result(amount.value)
    return Result(amount.value * amount.unit.size / measure_of(result).size)


def name_of(measure: Measure) -> str:
    """A unit in short words, for a refusal: "đồng/người"; sizes are left out, since they convert."""
    over = [name if power == 1 else f"{name}^{power}" for name, power in measure.powers if power > 0]
    under = [name if power == -1 else f"{name}^{-power}" for name, power in measure.powers if power < 0]
    return "/".join(["·".join(over) or ("1" if under else measure.plain), *under])


def _asked(expression: Expression, when: tuple[Function, ...]) -> list[tuple[Reference, tuple[Function, ...]]]:
    """Every figure that is needed, with its period."""
    match expression:
        case Reference():
            return [(expression, when)]
        case Negation(operand):
            return _asked(operand, when)
        case Operation(_, left, right):
            return _asked(left, when) + _asked(right, when)
        case Call(function, arguments):
            inside = (*when, function) if function in SHIFTS else when
            return [one for argument in arguments for one in _asked(argument, inside)]
    return []


def _unit(expression: Expression, units: Mapping[str, str]) -> Measure | None:
    """The unit of an expression; None of a bare number."""
    match expression:
        case Number():
            return None
        case Reference(code):
            return measure_of(units[code])
        case Negation(operand):
            return _unit(operand, units)
        case Operation("*" | "/" as operator, left, right):
            return _of_product(_unit(left, units), _unit(right, units), 1 if operator == "*" else -1)
        case Operation(_, left, right):
            return _of_sum([left, right], units, expression.span)
        case Call(function, arguments):
            return _unit(arguments[0], units) if function in SHIFTS else _of_sum(arguments, units, expression.span)


def _of_sum(parts: tuple[Expression, ...] | list[Expression], units: Mapping[str, str], span: Span) -> Measure | None:
    found: Measure | None = None
    for part in parts:
        unit = _unit(part, units)
        if found is not None and unit is not None and not found.adds_to(unit):
            raise Refused("formulas.units_differ", start=span[0], end=span[1], left=name_of(found), right=name_of(unit))
        found = unit if found is None else found
    return found


def _of_product(left: Measure | None, right: Measure | None, power: int) -> Measure | None:
    if right is None:
        return None if left is None else Measure(left.powers, left.size)
    return (left or Measure()).times(right, power)


def _value(expression: Expression, figures: Figures, units: Mapping[str, str], when: tuple[Function, ...]) -> _Amount:
    match expression:
        case Number(value):
            return _Amount(Fraction(value), None)
        case Reference(code):
            figure = figures(code, when)
            assert figure is not None  # asked before
            return _Amount(Fraction(figure), measure_of(units[code]))
        case Negation(operand):
            amount = _value(operand, figures, units, when)
            return _Amount(-amount.value, amount.unit)
        case Operation(operator, left, right):
            first, second = _value(left, figures, units, when), _value(right, figures, units, when)
            if operator in ("+", "-"):
                return _sum([first, second], -1 if operator == "-" else 1)
            if operator == "/" and second.value == 0:
                raise _NoValue(right.span)
            product = first.value * second.value if operator == "*" else first.value / second.value
            return _Amount(product, _of_product(first.unit, second.unit, 1 if operator == "*" else -1))
        case Call(function, arguments):
            inside = (*when, function) if function in SHIFTS else when
            return _called(function, [_value(argument, figures, units, inside) for argument in arguments])


def _called(function: Function, amounts: list[_Amount]) -> _Amount:
    if function in SHIFTS:
        return amounts[0]
    values, unit = _alike(amounts)
    match function:
        case "max":
            return _Amount(max(values), unit)
        case "min":
            return _Amount(min(values), unit)
        case "mean":
            return _Amount(sum(values, Fraction(0)) / len(values), unit)
    return _Amount(sum(values, Fraction(0)), unit)


def _sum(amounts: list[_Amount], sign: int) -> _Amount:
    (first, second), unit = _alike(amounts)
    return _Amount(first + sign * second, unit)


def _alike(amounts: list[_Amount]) -> tuple[list[Fraction], Measure | None]:
    """Values in the size of the first that has a unit; bare numbers are taken to be of that size."""
    unit = next((amount.unit for amount in amounts if amount.unit is not None), None)
    if unit is None:
        return [amount.value for amount in amounts], None
    return [amount.value * (amount.unit.size / unit.size if amount.unit else 1) for amount in amounts], unit
