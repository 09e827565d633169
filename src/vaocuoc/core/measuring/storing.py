"""The inputs of a verdict as plain data and back, so that it can be given again years later (đầu vào đã lưu).

Figures are written as text, days as ISO dates; what is at its default is left out. The form carries its own number:
a later one must still read the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.calendars import Period
from vaocuoc.core.measuring.expecting import Aim
from vaocuoc.core.measuring.series import Point
from vaocuoc.core.measuring.verdicts import VerdictInputs

FORM = 1
_FACTS = ("kind", "reported", "frequency", "calendar", "direction", "rule_version")


def stored(inputs: VerdictInputs) -> dict[str, Any]:
    """All that the verdict rests on but the day, as JSON can hold it."""
    found: dict[str, Any] = {"form": FORM} | {name: getattr(inputs, name) for name in _FACTS}
    found["aim"] = _aim(inputs.aim) if inputs.aim else None
    found["points"] = [_point(point) for point in inputs.points]
    optional = {
        "owed_since": inputs.owed_since and inputs.owed_since.isoformat(),
        "probability": None if inputs.probability is None else str(inputs.probability),
        "reference": [_point(point) for point in inputs.reference],
        "parts": list(inputs.parts),
    }
    return found | {name: value for name, value in optional.items() if value}


def restored(data: Mapping[str, Any]) -> VerdictInputs:
    """The inputs that were stored; ``ValueError`` for a form that this program does not know."""
    if data.get("form") != FORM:
        raise ValueError(f"unknown form of stored inputs: {data.get('form')!r}")
    owed, chance = data.get("owed_since"), data.get("probability")
    return VerdictInputs(
        **{name: data[name] for name in _FACTS},
        aim=_aim_of(data["aim"]) if data["aim"] else None,
        points=_points(data["points"]),
        owed_since=date.fromisoformat(owed) if owed else None,
        probability=None if chance is None else Decimal(chance),
        reference=_points(data.get("reference", ())),
        parts=tuple(data.get("parts", ())),
    )


def _point(point: Point) -> list[Any]:
    period = point.period
    value = None if point.value is None else str(point.value)
    flags = [int(point.is_estimate), int(point.is_approved), *([1] if point.is_partial else [])]
    return [period.calendar, period.kind, period.year, period.index, value, *flags]


def _points(rows: Iterable[list[Any]]) -> tuple[Point, ...]:
    return tuple(
        Point(Period.of(*row[:4]), None if row[4] is None else Decimal(row[4]), *map(bool, row[5:])) for row in rows
    )


_FIGURES = ("value", "value_high", "baseline")
_DAYS = ("starts_on", "due", "baseline_on")
_YEARS = ("path", "season")


def _aim(aim: Aim) -> dict[str, Any]:
    found: dict[str, Any] = {"comparator": aim.comparator, "horizon": aim.horizon}
    found |= {name: str(value) for name in _FIGURES if (value := getattr(aim, name)) is not None}
    found |= {name: day.isoformat() for name in _DAYS if (day := getattr(aim, name)) is not None}
    found |= {
        name: {str(key): str(value) for key, value in plan.items()} for name in _YEARS if (plan := getattr(aim, name))
    }
    return found | ({"is_relative": True} if aim.is_relative else {})


def _aim_of(data: Mapping[str, Any]) -> Aim:
    given: dict[str, Any] = {"comparator": data["comparator"], "horizon": data["horizon"]}
    given |= {name: Decimal(data[name]) for name in _FIGURES if name in data}
    given |= {name: date.fromisoformat(data[name]) for name in _DAYS if name in data}
    given |= {name: {int(key): Decimal(value) for key, value in data[name].items()} for name in _YEARS if name in data}
    return Aim(**given, is_relative=data.get("is_relative", False))
