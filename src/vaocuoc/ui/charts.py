"""Charts (biểu đồ): Vega-Lite specifications as plain data, drawn to SVG on the server.

Colours are the style sheet's variables, so one drawing serves light, dark and print; a PNG needs them resolved first.
Each chart is drawn at several widths and the page shows the one that fits: text is never shrunk. A drawing's
``label`` says its finding; the table beside a chart holds its data.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache as remembered
from pathlib import Path
from typing import Any

import vl_convert
from django.core.cache import cache
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vaocuoc.ui import fonts
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

WIDTHS = (820, 680, 500, 340)
"""Drawn widths in pixels; the page shows the widest that fits (see ``.chart`` in the style sheet)."""

_VEGA_LITE = "6.4"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_KEPT = 30 * 24 * 3600  # seconds: a drawing never changes, the cache's own bound drops the old ones
_BASE = date(1970, 1, 1)
_LINE = 15  # pixels from one line of a label to the next


@dataclass(frozen=True)
class Point:
    """A value on a day; an estimate (số ước) is drawn hollow."""

    day: date
    value: Decimal
    is_estimate: bool = False


@dataclass(frozen=True)
class Goal:
    """What a document set for a day, with its words."""

    due: date
    value: Decimal
    label: str


@dataclass(frozen=True)
class Coming:
    """A forecast for a day (dự báo), with the two values it most likely stays between, where these are known."""

    day: date
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Drawing:
    """An SVG ready for a page, and the width it was drawn for."""

    svg: SafeString
    width: int


def trajectory(
    *,
    actual: Sequence[Point],
    label: str,
    today: date,
    path: Sequence[Point] = (),
    target: Goal | None = None,
    coming: Sequence[Coming] = (),
    unit: str = "",
    decimals: int | None = None,
    widths: Sequence[int] = WIDTHS,
) -> list[Drawing]:
    """The course of an indicator (đường đi của chỉ tiêu): what was reported, the path, the target, what may come.

    ``label`` is the finding in words, for who cannot see the drawing. Without a report there is no course to draw.
    """
    if not actual:
        return []
    return [
        Drawing(
            svg(
                trajectory_spec(
                    actual, path, target, coming=coming, unit=unit, today=today, decimals=decimals, width=width
                ),
                label,
            ),
            width,
        )
        for width in widths
    ]


def trajectory_spec(
    actual: Sequence[Point],
    path: Sequence[Point],
    target: Goal | None,
    *,
    coming: Sequence[Coming] = (),
    unit: str,
    today: date,
    decimals: int | None,
    width: int,
) -> dict[str, Any]:
    """The specification of ``trajectory`` at one width; days are counted, so that no time zone can shift them."""
    is_narrow = width < 500
    days = [point.day for point in (*actual, *path)] + ([target.due] if target else []) + [one.day for one in coming]
    values = [point.value for point in (*actual, *path)] + ([target.value] if target else []) + _edges(coming)
    ticks = _value_ticks(min(values), max(values))
    first, last = min(days), max(days)
    plot = _Plot(width, is_narrow, _day_number(first), _day_number(last), ticks, target.label if target else "")
    layers = [_rule_of_today(plot, today)] if first < today < last else []
    if coming:
        layers += _coming_marks(actual[-1], coming)
    if path:
        layers += [
            _path_line(path),
            _line_label(_along(path, 0.5), _("Lộ trình"), "var(--ink-3)", above=_is_above(path, actual)),
        ]
    layers += [_actual_line(actual), *_actual_labels(actual, path, unit, decimals, plot, goes_on=bool(coming))]
    if target:
        layers += _target_marks(target, plot)
    return plot.spec(layers, _day_ticks(first, last, plot.room), unit)


# --- parts of a specification -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plot:
    """The frame: its room in pixels, its days and values."""

    width: int
    is_narrow: bool
    first: int
    last: int
    ticks: list[Decimal]
    goal: str = ""

    @property
    def right(self) -> int:
        """Room to the right, where the labels of ends stand; a narrow drawing puts them inside."""
        return 8 if self.is_narrow else 132

    @property
    def left(self) -> int:
        return 22 + 8 * max(len(format_decimal(tick)) for tick in self.ticks)

    @property
    def room(self) -> int:
        """The width of the plot itself, in pixels."""
        return self.width - self.left - self.right

    @property
    def top(self) -> int:
        """Room above, where a narrow drawing says what the target is."""
        return 12 + _LINE * (len(self.wrapped(self.goal)) + 1) if self.is_narrow and self.goal else 26

    def wrapped(self, label: str) -> list[str]:
        """A label of the target in as many lines as its room needs."""
        return textwrap.wrap(label, (self.width - 40) // 8 if self.is_narrow else self.right // 8)

    @property
    def height(self) -> int:
        return 190 if self.is_narrow else 260

    def spec(self, layers: list[dict[str, Any]], days: dict[int, str], unit: str) -> dict[str, Any]:
        x_axis = {
            "values": list(days),
            "labelExpr": _lookup(days),
            "grid": False,
            "ticks": False,
            "labelPadding": 8,
            "labelFlush": False,
        }
        names = {float(tick): format_decimal(tick) for tick in self.ticks}
        names[float(self.ticks[-1])] += "%" if unit == "%" else ""
        y_axis = {
            "values": list(names),
            "labelExpr": _lookup(names),
            "ticks": False,
            "domain": False,
            "labelPadding": 8,
        }
        if unit and unit != "%":
            layers = [*layers, _unit_note(unit, self)]
        return {
            "$schema": _SCHEMA,
            "width": self.room,
            "height": self.height,
            "padding": {"left": self.left, "right": self.right, "top": self.top, "bottom": 26},
            "autosize": "none",
            "background": None,
            "config": _CONFIG,
            "encoding": {
                "x": {
                    "field": "day",
                    "type": "quantitative",
                    "axis": {"title": None, **x_axis},
                    "scale": self._x_scale(),
                },
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "axis": {"title": None, **y_axis},
                    "scale": self._y_scale(),
                },
            },
            "layer": layers,
        }

    def _x_scale(self) -> dict[str, Any]:
        room = max(1, round((self.last - self.first) * 0.03))
        return {
            "domain": [self.first - room, self.last + (room if self.is_narrow else 0)],
            "nice": False,
            "zero": False,
        }

    def _y_scale(self) -> dict[str, Any]:
        return {"domain": [float(self.ticks[0]), float(self.ticks[-1])], "nice": False}


_CONFIG = {
    "font": fonts.SANS_FAMILY,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink-3)",
        "labelFontSize": 12,
        "labelOverlap": False,
        "domainColor": "var(--line-2)",
        "gridColor": "var(--line)",
        "labelFont": fonts.SANS_FAMILY,
    },
    "text": {"fontSize": 12, "font": fonts.SANS_FAMILY},
}


def _lookup(names: dict[Any, str]) -> str:
    """A Vega expression giving each tick the words that Python wrote for it."""
    keys = json.dumps({_javascript_key(float(value)): name for value, name in names.items()}, ensure_ascii=False)
    return f"({keys})[datum.value]"


def _javascript_key(number: float) -> str:
    """How JavaScript spells the number as the key of an object: 5 and not 5.0."""
    return str(int(number)) if number == int(number) else repr(number)


def _day_number(day: date) -> int:
    return (day - _BASE).days


def _data(points: Sequence[Point]) -> dict[str, Any]:
    rows = [
        {"day": _day_number(point.day), "value": float(point.value), "estimate": point.is_estimate} for point in points
    ]
    return {"values": rows}


def _path_line(points: Sequence[Point]) -> dict[str, Any]:
    return {
        "data": _data(points),
        "mark": {"type": "line", "color": "var(--ink-3)", "strokeWidth": 1.5, "strokeDash": [5, 4]},
    }


def _actual_line(points: Sequence[Point]) -> dict[str, Any]:
    hollow = {"condition": {"test": "datum.estimate", "value": "var(--sheet)"}, "value": "var(--cham)"}
    edge = {"condition": {"test": "datum.estimate", "value": "var(--cham)"}, "value": "var(--sheet)"}
    line = {
        "mark": {
            "type": "line",
            "color": "var(--cham)",
            "strokeWidth": 2.5,
            "strokeCap": "round",
            "strokeJoin": "round",
        }
    }
    marks = {
        "mark": {"type": "point", "filled": True, "size": 60, "strokeWidth": 2, "opacity": 1},
        "encoding": {"fill": hollow, "stroke": edge},
    }
    return {"data": _data(points), "layer": [line, marks]}


def _actual_labels(
    points: Sequence[Point],
    path: Sequence[Point],
    unit: str,
    decimals: int | None,
    plot: _Plot,
    *,
    goes_on: bool,
) -> list[dict[str, Any]]:
    """The last value in figures, on the side where neither the path runs nor a forecast goes on; what the line is."""
    last = points[-1]
    figure = format_decimal(last.value, decimals) + ("%" if unit == "%" else "")
    text = _("%(figure)s (ước)") % {"figure": figure} if last.is_estimate else figure
    room = plot.room * (plot.last - _day_number(last.day)) / max(1, plot.last - plot.first)
    is_at_end = goes_on or room < 14 + 7 * len(text)  # a label of 12 pixels needs about seven for each letter
    is_below = _is_above(path, points)
    if is_at_end:
        place = {"align": "right", "dx": 8, "dy": 22} if is_below else {"align": "right", "dx": -8, "dy": -12}
    else:
        place = {"align": "left", "dx": 10, "dy": 16 if is_below else -14}
    labels = [_text(last, text, "var(--cham)", fontWeight=600, **place)]
    if len(points) > 4:
        labels.append(_line_label(_along(points, 0.35), _("Thực hiện"), "var(--cham)", above=not is_below))
    return labels


def _coming_marks(last: Point, coming: Sequence[Coming]) -> list[dict[str, Any]]:
    """What may come, from the last report on: a dotted line, the band around it where there is one, its name."""
    start = Coming(last.day, last.value, last.value, last.value)
    line = [Point(one.day, one.value) for one in (start, *coming)]
    rows = [
        {"day": _day_number(one.day), "value": float(one.low), "high": float(one.high)}
        for one in (start, *coming)
        if one.low is not None and one.high is not None
    ]
    band = {
        "data": {"values": rows},
        "mark": {"type": "area", "color": "var(--cham)", "opacity": 0.16},
        "encoding": {"y2": {"field": "high"}},
    }
    dots = {
        "data": _data(line),
        "mark": {"type": "line", "color": "var(--cham)", "strokeWidth": 2, "strokeDash": [1, 4], "strokeCap": "round"},
    }
    rises = line[-1].value > line[0].value  # a rising line comes from below, where its name stands
    name = _text(line[-1], _("Dự báo"), "var(--cham)", align="right", dx=6, dy=32 if rises else 20)
    return [*([band] if len(rows) > 1 else []), dots, name]


def _edges(coming: Sequence[Coming]) -> list[Decimal]:
    """The values that a forecast reaches, for the scale."""
    return [value for one in coming for value in (one.value, one.low, one.high) if value is not None]


def _is_above(path: Sequence[Point], actual: Sequence[Point]) -> bool:
    """Whether the path runs above what was reported, at the last report."""
    return _value_on(path, actual[-1].day, actual[-1].value) >= actual[-1].value


def _value_on(path: Sequence[Point], day: date, default: Decimal) -> Decimal:
    """The value of the path on the day, between its points on a straight line; the default where it has not begun."""
    if not path or day < path[0].day:
        return default
    later = [at for at, point in enumerate(path) if point.day >= day]
    return _between(path, later[0], day).value if later else path[-1].value


def _line_label(point: Point, text: str, color: str, *, above: bool) -> dict[str, Any]:
    align = "right" if above else "left"
    return _text(point, text, color, align=align, dx=-8 if above else 8, dy=-10 if above else 16)


def _target_marks(target: Goal, plot: _Plot) -> list[dict[str, Any]]:
    point = Point(target.due, target.value)
    bar = {
        "data": _data([point]),
        "mark": {
            "type": "tick",
            "orient": "horizontal",
            "size": 28,
            "thickness": 2.5,
            "color": "var(--good)",
            "opacity": 1,
        },
    }
    due = _("hạn %(day)s") % {"day": format_day(target.due)}
    lines = plot.wrapped(target.label)
    label = {"text": lines, "color": "var(--good)", "fontWeight": 600, "lineHeight": _LINE}
    day = {"text": due, "color": "var(--ink-3)"}
    if plot.is_narrow:  # above the plot, where no value can be
        place = {"type": "text", "align": "right", "dx": 14}
        over = {"data": _data([point]), "encoding": {"y": None}}
        top = -_LINE * (len(lines) + 1)
        return [bar, {**over, "mark": {**place, **label, "y": top}}, {**over, "mark": {**place, **day, "y": -_LINE}}]
    place = {"type": "text", "align": "left", "dx": 20}
    beside = {"data": _data([point])}
    last = -3 + _LINE * len(lines) + 1
    return [bar, {**beside, "mark": {**place, **label, "dy": -3}}, {**beside, "mark": {**place, **day, "dy": last}}]


def _rule_of_today(plot: _Plot, today: date) -> dict[str, Any]:
    day = {"values": [{"day": _day_number(today)}]}
    line = {"type": "rule", "color": "var(--line-2)", "strokeDash": [2, 3]}
    text = {
        "type": "text",
        "align": "right",
        "dx": -5,
        "y": plot.height - 8,
        "text": _("Hôm nay"),
        "color": "var(--ink-3)",
    }
    return {"data": day, "encoding": {"y": None}, "layer": [{"mark": line}, {"mark": text}]}


def _unit_note(unit: str, plot: _Plot) -> dict[str, Any]:
    """The unit of measure above the first tick, instead of the title of an axis."""
    mark = {
        "type": "text",
        "text": unit,
        "x": -8,
        "y": -16,
        "align": "right" if len(unit) < 7 else "left",
        "color": "var(--ink-3)",
    }
    if len(unit) >= 7:
        mark["x"] = -plot.left + 2
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {"x": None, "y": None}}


def _text(point: Point, text: str, color: str, **mark: Any) -> dict[str, Any]:
    return {"data": _data([point]), "mark": {"type": "text", "text": text, "color": color, **mark}}


def _along(points: Sequence[Point], share: float) -> Point:
    """A place on the line, at a share of its days; where its name stands."""
    day = points[0].day + (points[-1].day - points[0].day) * share
    return _between(points, next(at for at, point in enumerate(points) if point.day >= day), day)


def _between(points: Sequence[Point], after: int, day: date) -> Point:
    """The line on a day, ``after`` being the first point that is not before it."""
    other = points[after]
    if after == 0 or other.day == day:
        return Point(day, other.value)
    one = points[after - 1]
    share = Decimal((day - one.day).days) / Decimal((other.day - one.day).days)
    return Point(day, one.value + (other.value - one.value) * share)


_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def _value_ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round values from zero (or below) to above the highest, in about five steps; a flat zero still has a scale."""
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    power = Decimal(1).scaleb(((high - low) / 5).adjusted())
    step = next(power * size for size in _STEPS if power * size >= (high - low) / 5)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [(step * at).normalize() for at in range(int(first), int(last) + 1)]


_TICK = 42
"""Pixels that a label of the axis of days needs."""


def _day_ticks(first: date, last: date, room: int) -> dict[int, str]:
    """Ends of months, quarters or years, as fits the span, in words: T2, T1/27; Q1/27; 2027."""
    span = (last - first).days
    every = 1 if span <= 430 else 3 if span <= 1300 else 12
    ends = [day for day in _month_ends(first, last) if day.month % every == 0]
    stride = max(1, -(-len(ends) * _TICK // room))
    kept = ends[(len(ends) - 1) % stride :: stride]
    return {_day_number(day): _day_name(day, every, day is kept[0]) for day in kept}


def _day_name(day: date, every: int, is_first: bool) -> str:
    if every == 12:
        return str(day.year)
    if every == 3:
        return f"Q{day.month // 3}/{day:%y}"
    return f"T{day.month}/{day:%y}" if day.month == 1 or is_first else f"T{day.month}"


def _month_ends(first: date, last: date) -> list[date]:
    ends: list[date] = []
    day = date(first.year, first.month, 1)
    while True:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        end = following - timedelta(days=1)
        if end > last + timedelta(days=15):
            return ends
        ends.append(end)
        day = following


# --- drawing ----------------------------------------------------------------------------------------------------------

_ARIA = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_EMPTY_PATH = re.compile(r'<path class="(?:background|foreground)"[^>]*/>')
_CLASS = re.compile(r' class="[^"]*"')
_FONT = re.compile(r' font-family="[^"]*"')
_TAG = re.compile(r"<[^>]+>")
_LONG = re.compile(r"(\d+\.\d)\d+")
_OPENING = re.compile(r"<svg[^>]*>")


def svg(spec: dict[str, Any], label: str) -> SafeString:
    """Draw a specification for a page; kept by the hash of the specification, as drawing takes tens of milliseconds."""
    key = "chart:" + hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
    body = cache.get(key)
    if body is None:
        body = _draw(spec)
        cache.set(key, body, _KEPT)
    width = spec["width"] + spec["padding"]["left"] + spec["padding"]["right"]
    height = spec["height"] + spec["padding"]["top"] + spec["padding"]["bottom"]
    return format_html(
        '<svg class="w{0}" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}</svg>',
        width,
        height,
        label,
        mark_safe(body),
    )


def png(spec: dict[str, Any], *, scale: float = 2) -> bytes:
    """Draw a specification for a paper: the light colours, on white."""
    _register_fonts()
    text = json.dumps({**spec, "background": "#FFFFFF"}, ensure_ascii=False)
    resolved = re.sub(r"var\((--[a-z0-9-]+)\)", lambda found: _light_colours()[found[1]], text)
    return bytes(vl_convert.vegalite_to_png(json.loads(resolved), vl_version=_VEGA_LITE, scale=scale))


def _draw(spec: dict[str, Any]) -> str:
    """The inside of the drawing, without the accessibility notes of Vega (ours is one sentence) and its spare parts."""
    _register_fonts()
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    for pattern in (_ARIA, _EMPTY_PATH, _CLASS, _FONT):
        drawn = pattern.sub("", drawn)
    drawn = _TAG.sub(lambda tag: _LONG.sub(r"\1", tag[0]), drawn)  # in tags alone: 15.000 in a text is a figure
    return _OPENING.sub("", drawn, count=1).removesuffix("</svg>")


@remembered
def _register_fonts() -> None:
    """Without a font every text of a drawing would silently vanish on a machine that has none."""
    vl_convert.register_font_directory(str(fonts.chart_fonts()))


@remembered
def _light_colours() -> dict[str, str]:
    """The tokens of the light theme, read from the one style sheet."""
    sheet = (Path(__file__).parent / "static" / "ui" / "vaocuoc.css").read_text("utf-8")
    block = sheet[sheet.index(":root{") : sheet.index("}", sheet.index(":root{"))]
    return dict(re.findall(r"(--[a-z0-9-]+):(#[0-9A-Fa-f]{3,8})", block))
