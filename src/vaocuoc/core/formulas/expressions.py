"""What a formula is made of, and how it is written down again (biểu thức)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Span = tuple[int, int]
"""Where a part stands in the text of the formula: 0-based characters, the end exclusive."""

Operator = Literal["+", "-", "*", "/"]
Function = Literal["sum", "mean", "max", "min", "same_last_year", "previous", "base"]

NAMES: dict[Function, str] = {
    "sum": "tổng",
    "mean": "bình quân",
    "max": "lớn nhất",
    "min": "nhỏ nhất",
    "same_last_year": "cùng kỳ",
    "previous": "kỳ trước",
    "base": "kỳ gốc",
}
SHIFTS: tuple[Function, ...] = ("same_last_year", "previous", "base")
_NOWHERE = (0, 0)


@dataclass(frozen=True)
class Number:
    """A number written in the formula; never negative."""

    value: Decimal
    span: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True)
class Reference:
    """Another indicator, by its code: ``[CT-01]``."""

    code: str
    span: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True)
class Negation:
    operand: Expression
    span: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True)
class Operation:
    operator: Operator
    left: Expression
    right: Expression
    span: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True)
class Call:
    """A function over its arguments, or another period's value of one (cùng kỳ, kỳ trước, kỳ gốc)."""

    function: Function
    arguments: tuple[Expression, ...]
    span: Span = field(default=_NOWHERE, compare=False)


Expression = Number | Reference | Negation | Operation | Call


def codes_in(expression: Expression) -> tuple[str, ...]:
    """The codes of the indicators it rests on, each once, in the order they are met."""
    return tuple(dict.fromkeys(part.code for part in parts_of(expression) if isinstance(part, Reference)))


def parts_of(expression: Expression) -> Iterator[Expression]:
    """The expression and everything in it, from the left."""
    yield expression
    inside: tuple[Expression, ...] = ()
    if isinstance(expression, Negation):
        inside = (expression.operand,)
    elif isinstance(expression, Operation):
        inside = (expression.left, expression.right)
    elif isinstance(expression, Call):
        inside = expression.arguments
    for part in inside:
        yield from parts_of(part)


def written(expression: Expression) -> str:
    """The formula as text, with no more brackets than it needs; parsing it gives the same expression."""
    match expression:
        case Number(value):
            return f"{value:f}".replace(".", ",")
        case Reference(code):
            return f"[{code}]"
        case Negation(operand):
            return f"-{_inner(operand, 3)}"
        case Call(function, arguments):
            return f"{NAMES[function]}({'; '.join(written(argument) for argument in arguments)})"
        case Operation(operator, left, right):
            rank = _rank(expression)
            return f"{_inner(left, rank)} {operator} {_inner(right, rank + 1)}"


def _rank(expression: Expression) -> int:
    if isinstance(expression, Operation):
        return 1 if expression.operator in "+-" else 2
    return 3


def _inner(expression: Expression, rank: int) -> str:
    text = written(expression)
    return f"({text})" if _rank(expression) < rank else text
