"""The arithmetic of a verdict in words, line by line, and its chart (vì sao đánh giá như vậy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.measuring import THRESHOLDS, Aim, Running, Verdict, expected_at, running
from vaocuoc.tracking.indicators.models import Comparator, Horizon, Indicator, Target
from vaocuoc.tracking.indicators.queries import IndicatorRow, aim_of
from vaocuoc.ui import charts
from vaocuoc.ui.dates import format_day, period_name
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.words import VERDICTS

REASONS = {
    "no_target": gettext_lazy("chưa có mục tiêu"),
    "nothing_owed": gettext_lazy("đơn vị chưa được giao báo cáo chỉ tiêu này"),
    "no_due": gettext_lazy("mục tiêu chưa có thời hạn"),
    "due_report_late": gettext_lazy("đã qua thời hạn và quá hạn báo cáo mà chưa có số"),
    "report_not_due": gettext_lazy("chưa đến hạn báo cáo"),
    "reported_without_value": gettext_lazy("có báo cáo nhưng không có số"),
    "gap": gettext_lazy("thiếu số của kỳ trước nên chưa cộng được"),
    "report_late": gettext_lazy("quá hạn báo cáo mà chưa có số"),
    "no_period_finished": gettext_lazy("chưa có kỳ nào kết thúc"),
    "no_path": gettext_lazy("chưa có giá trị gốc hoặc lộ trình để so"),
    "due_passed": gettext_lazy("đã qua thời hạn, so thẳng với mục tiêu"),
    "reached_already": gettext_lazy("đã đạt mức đề ra trước thời hạn"),
    "probability": gettext_lazy("theo khả năng đạt"),
    "path": gettext_lazy("theo lộ trình"),
    "incomplete": gettext_lazy("còn đơn vị chưa có số nên tổng chưa đủ"),
    "reference_unknown": gettext_lazy("chưa có số của mức chung để so"),
    "parts": gettext_lazy("đạt khi mọi thành phần đạt, không thì theo thành phần kém nhất"),
    "overruled": gettext_lazy("theo đánh giá của người có thẩm quyền, khác kết quả tính"),
    "ceiling_passed": gettext_lazy("đã vượt mức trần, số cộng dồn không giảm lại được"),
}
_PATHS = {
    "linear": gettext_lazy("đường thẳng từ giá trị gốc đến mục tiêu"),
    "plan": gettext_lazy("lộ trình từng năm"),
    "season": gettext_lazy("theo tỷ trọng mùa vụ, từ giá trị gốc đến mục tiêu"),
    "constant": gettext_lazy("mục tiêu áp dụng cho mọi năm"),
}
_AIMS = {
    Comparator.EQUAL: gettext_lazy("đạt %(value)s"),
    Comparator.MORE: gettext_lazy("trên %(value)s"),
    Comparator.AT_LEAST: gettext_lazy("từ %(value)s trở lên"),
    Comparator.LESS: gettext_lazy("dưới %(value)s"),
    Comparator.AT_MOST: gettext_lazy("không quá %(value)s"),
    Comparator.ABOUT: gettext_lazy("khoảng %(value)s"),
}
_BESIDE = {
    Comparator.EQUAL: gettext_lazy("bằng %(reference)s"),
    Comparator.MORE: gettext_lazy("cao hơn %(reference)s"),
    Comparator.AT_LEAST: gettext_lazy("không thấp hơn %(reference)s"),
    Comparator.LESS: gettext_lazy("thấp hơn %(reference)s"),
    Comparator.AT_MOST: gettext_lazy("không cao hơn %(reference)s"),
    Comparator.ABOUT: gettext_lazy("xấp xỉ %(reference)s"),
}
_STEPS = 6


@dataclass(frozen=True)
class Line:
    """One step of the arithmetic: what, the figure, how it was made."""

    name: str
    figure: str
    how: str = ""
    is_bad: bool = False


def with_unit(value: Decimal, indicator: Indicator) -> str:
    """A figure with its unit: 60,6% without a space, 1.234,5 tỷ đồng with one."""
    unit = indicator.unit_of_measure.strip()
    return f"{format_decimal(value)}{unit if unit == '%' else ' ' + unit}"


def rounded(value: Decimal, indicator: Indicator) -> Decimal:
    """A computed figure to the indicator's own decimals; shares and rates keep one at least, counts stay whole."""
    counts = indicator.decimals == 0 and indicator.unit_of_measure.strip() != "%"
    return round(value, 0 if counts else max(indicator.decimals, 1))


def aim_words(target: Target, indicator: Indicator, *, short: bool = False) -> str:
    """A target in words: "từ 95% trở lên, hạn 31/12/2026"."""
    aim = aim_of(target, indicator.decimals)
    figure = with_unit(aim.value, indicator)
    if aim.value_high is not None:
        figure = f"{format_decimal(aim.value)} - {with_unit(aim.value_high, indicator)}"
    words = str(_AIMS[Comparator(aim.comparator)] % {"value": figure})
    if aim.is_relative:
        words = _beside_words(target, aim, indicator)
    if aim.horizon == Horizon.EACH_YEAR:
        words += _(" hằng năm")
    elif aim.horizon == Horizon.YEARLY_AVERAGE:
        words += _(" bình quân hằng năm")
    elif aim.horizon == Horizon.TOTAL:
        words += _(", tổng cả giai đoạn") if _spans_years(target) else _(", tổng cả năm")
    if aim.due is not None and not short:
        words += _(", hạn %(day)s") % {"day": format_day(aim.due)}
    return words


def _beside_words(target: Target, aim: Aim, indicator: Indicator) -> str:
    """A relative target: "thấp hơn Tỷ lệ hộ nghèo của Tỉnh ủy", with the distance asked for where there is one."""
    known: Any = target
    name = getattr(known, "reference_name", None) or str(target.reference_indicator and target.reference_indicator.name)
    at = getattr(known, "reference_at", None) or str(target.reference_unit)
    facts = {"reference": _("%(name)s của %(unit)s") % {"name": name, "unit": at}}
    words = str(_BESIDE[Comparator(aim.comparator)] % facts)
    if not aim.value:
        return words
    return words + _(", chênh %(distance)s") % {"distance": difference(aim.value, indicator)}


def _spans_years(target: Target) -> bool:
    """Whether a total runs over more than one calendar year; where its beginning is not given it runs over the term."""
    return target.starts_on is None or target.due is None or target.starts_on.year != target.due.year


def reason_words(verdict: Verdict) -> str:
    """Why the verdict is what it is, in a few words, with the periods that are missing."""
    words = str(REASONS.get(verdict.reason, verdict.reason))
    if not verdict.missing:
        return words
    named = ", ".join(period_name(period) for period in verdict.missing[:3])
    more = len(verdict.missing) - 3
    return f"{words}: {named}" + (_(" và %(number)s kỳ khác") % {"number": more} if more > 0 else "")


def finding(row: IndicatorRow) -> str:
    """The verdict in one sentence, as the page opens with it and a chart is described."""
    verdict, indicator = row.verdict, row.indicator
    word = str(VERDICTS[verdict.code].word)
    if verdict.actual is None or verdict.period is None:
        return f"{word}: {reason_words(verdict)}."
    facts = {
        "word": word,
        "actual": with_unit(rounded(verdict.actual, indicator), indicator),
        "period": period_name(verdict.period),
        "reason": reason_words(verdict),
    }
    if verdict.expected is None or verdict.progress is None:
        return _("%(word)s: %(actual)s đến %(period)s; %(reason)s.") % facts
    facts["expected"] = with_unit(rounded(verdict.expected.value, indicator), indicator)
    return _("%(word)s: %(actual)s đến %(period)s, lộ trình đến lúc đó là %(expected)s.") % facts


def gap(row: IndicatorRow) -> str:
    """How far the figure is from the path and from the target, in one sentence; the reason where there is no path."""
    verdict, aim, indicator = row.verdict, row.verdict.inputs.aim, row.indicator
    if verdict.actual is None or verdict.expected is None or aim is None:
        return f"{capfirst(reason_words(verdict))}."
    distance = verdict.actual - verdict.expected.value
    facts = {
        "distance": difference(abs(distance), indicator),
        "left": difference(abs(aim.value - verdict.actual), indicator),
    }
    if not rounded(abs(distance), indicator):
        words = _("Đúng bằng lộ trình.")
    elif distance > 0:
        words = _("Cao hơn lộ trình %(distance)s.") % facts
    else:
        words = _("Thấp hơn lộ trình %(distance)s.") % facts
    if verdict.code not in ("met", "exceeded") and verdict.reason != "reached_already" and aim.value != verdict.actual:
        words += " " + _("Cách mục tiêu %(left)s.") % facts
    return words


def difference(value: Decimal, indicator: Indicator) -> str:
    """A difference with its unit; of percentages in percentage points."""
    figure = format_decimal(rounded(value, indicator))
    unit = indicator.unit_of_measure.strip()
    if unit == "%":
        unit = _("điểm %")
    return f"{figure} {unit}"


def lines_of(row: IndicatorRow) -> list[Line]:
    """The steps from the figures to the verdict."""
    verdict, indicator = row.verdict, row.indicator
    lines: list[Line] = []
    if verdict.actual is not None and verdict.period is not None:
        how = _("cộng dồn đến %(period)s") if verdict.inputs.adds_up else _("số của %(period)s")
        if verdict.inputs.aim is not None and verdict.inputs.aim.horizon == Horizon.YEARLY_AVERAGE:
            how = _("bình quân các năm đến %(period)s")
        words = how % {"period": period_name(verdict.period)} + (_(", số ước") if verdict.is_estimate else "")
        lines.append(Line(_("Thực hiện"), with_unit(rounded(verdict.actual, indicator), indicator), words))
    if verdict.reference is not None:
        lines.append(Line(_("Mức chung"), with_unit(rounded(verdict.reference, indicator), indicator), _("cùng kỳ so")))
    if verdict.inputs.parts:
        facts = {"met": verdict.parts_met, "all": len(verdict.inputs.parts)}
        lines.append(Line(_("Thành phần đạt"), _("%(met)s/%(all)s") % facts))
    if verdict.expected is not None:
        name = _("Lộ trình đến %(day)s") % {"day": format_day(verdict.expected.day)}
        figure = with_unit(rounded(verdict.expected.value, indicator), indicator)
        lines.append(Line(name, figure, str(_PATHS[verdict.expected.path])))
    if verdict.progress is not None and verdict.expected is not None:
        lines.append(_progress_line(row))
    if verdict.share is not None and row.target is not None:
        aim = "; ".join(
            filter(None, (aim_words(row.target, indicator, short=True), share_base_words(verdict, indicator)))
        )
        lines.append(Line(_("So với mục tiêu"), _percent(verdict.share), aim))
    return lines + _left_to_do(row)


def share_base_words(verdict: Verdict, indicator: Indicator) -> str:
    """That the part of the target is the part of the way from its base value (giá trị gốc); empty where it is not."""
    if verdict.share_base is None:
        return ""
    return _("tính từ giá trị gốc %(base)s") % {"base": format_decimal(rounded(verdict.share_base, indicator))}


def _progress_line(row: IndicatorRow) -> Line:
    verdict = row.verdict
    assert verdict.progress is not None
    assert verdict.expected is not None
    assert verdict.actual is not None
    limits = THRESHOLDS[verdict.rule_version]
    facts = {
        "actual": format_decimal(rounded(verdict.actual, row.indicator)),
        "expected": format_decimal(rounded(verdict.expected.value, row.indicator)),
        "base": format_decimal(verdict.expected.base) if verdict.expected.base else "",
        "limit": _percent(limits.at_risk_ratio),
    }
    how = (
        _("(%(actual)s − %(base)s) / (%(expected)s − %(base)s)")
        if verdict.expected.base
        else _("%(actual)s / %(expected)s")
    )
    words = how % facts + "; " + _("đúng lộ trình từ 100%%, có nguy cơ từ %(limit)s") % facts
    return Line(_("So với lộ trình"), _percent(verdict.progress), words, is_bad=verdict.progress < limits.at_risk_ratio)


def _left_to_do(row: IndicatorRow) -> list[Line]:
    """What is left for what adds up, and the pace it takes a day from today on."""
    verdict, aim = row.verdict, row.verdict.inputs.aim
    if (
        not verdict.inputs.adds_up
        or verdict.actual is None
        or aim is None
        or verdict.due is None
        or verdict.expected is None
    ):
        return []
    left, days = aim.value - verdict.actual, (verdict.due - verdict.today).days
    if left <= 0 or days <= 0:
        return []
    pace = with_unit(rounded(left / days, row.indicator), row.indicator)
    figure = with_unit(rounded(left, row.indicator), row.indicator)
    how = _("trong %(days)s ngày, mỗi ngày %(pace)s") % {"days": days, "pace": pace}
    return [Line(_("Còn phải thực hiện"), figure, how)]


def _percent(share: Decimal) -> str:
    return f"{format_decimal(round(share * 100, 1), 1)}%"


# --- the chart --------------------------------------------------------------------------------------------------------


def drawings(
    row: IndicatorRow, today: date, *, coming: Sequence[charts.Coming] = (), told: str = ""
) -> list[charts.Drawing]:
    """The course of the comparable value beside the path, the target and what may come, which ``told`` says in words.

    Nothing where there is nothing to draw.
    """
    verdict, aim = row.verdict, row.verdict.inputs.aim
    if aim is None or aim.horizon == Horizon.YEARLY_AVERAGE or verdict.due is None or aim.is_relative:
        return []
    shown = _shown(row, aim)
    actual = [charts.Point(one.period.end, one.value, one.point.is_estimate) for one in shown if one.value is not None]
    goal = charts.Goal(verdict.due, aim.value, aim_words(row.target, row.indicator, short=True)) if row.target else None
    return charts.trajectory(
        actual=actual,
        path=_path(row, aim),
        target=goal,
        coming=coming,
        unit=row.indicator.unit_of_measure,
        decimals=None,
        today=today,
        label=f"{finding(row)} {told}".strip(),
    )


def _shown(row: IndicatorRow, aim: Aim) -> Sequence[Running]:
    inputs = row.verdict.inputs
    since = _since(row, aim)
    values = running(inputs.points, adds_up=inputs.adds_up, reported=inputs.reported, since=since)
    return [one for one in values if row.verdict.due is None or one.period.end <= row.verdict.due]


def _since(row: IndicatorRow, aim: Aim) -> date | None:
    due = row.verdict.due
    if aim.horizon == Horizon.EACH_YEAR and due is not None:
        return date(due.year, 1, 1)
    if aim.starts_on is not None:
        return aim.starts_on
    if aim.baseline_on is not None:
        return aim.baseline_on + timedelta(days=1)
    return date(due.year, 1, 1) if row.verdict.inputs.adds_up and due is not None else row.verdict.inputs.owed_since


def _path(row: IndicatorRow, aim: Aim) -> list[charts.Point]:
    """The path as points: some along the way, on which its name can stand, and the years of a plan."""
    due, since = row.verdict.due, _since(row, aim)
    if due is None or since is None or since >= due:
        return []
    begins = aim.baseline_on if aim.baseline_on is not None and not row.verdict.inputs.adds_up else since
    span = (due - begins).days
    bends = {begins + timedelta(days=span * part // _STEPS) for part in range(_STEPS + 1)}
    days = sorted(bends | {date(year, 12, 31) for year in aim.path if begins < date(year, 12, 31) < due})
    adds_up = row.verdict.inputs.adds_up
    found = [(day, expected_at(aim, day, adds_up=adds_up, due=due, since=since)) for day in days]
    return [charts.Point(day, expected.value) for day, expected in found if expected is not None]
