"""The outlook of an indicator in words, tables and a small form, as its page shows it (dự báo, tốc độ, giả định)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.forecasting import SamePoint
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.arithmetic import Line, with_unit
from vaocuoc.tracking.indicators.judging import IndicatorRow
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind
from vaocuoc.tracking.indicators.outlook import TERM, Coming, Outlook, outlook_of
from vaocuoc.tracking.indicators.pacing import Paces, is_met_by, led_by
from vaocuoc.ui import charts
from vaocuoc.ui.dates import format_day, period_name
from vaocuoc.ui.fields import NumberField
from vaocuoc.ui.numbers import MINUS, format_decimal

NO_FORECAST = {
    "yearly": gettext_lazy(
        "Số liệu hằng năm chỉ có vài số một nhiệm kỳ nên không dự báo; xem tốc độ cần đạt và giả định."
    ),
    "kind": gettext_lazy("Thứ hạng và mốc đạt chuẩn không dự báo."),
    "relative": gettext_lazy("Mục tiêu so với mức chung không dự báo: mức chung cũng còn thay đổi."),
    "average": gettext_lazy("Bình quân nhiều năm không dự báo."),
    "no_value": gettext_lazy("Chưa có số thực hiện nào để dự báo; cần ít nhất %(needed)s số."),
    "too_few_points": gettext_lazy("Chưa dự báo: mới có %(known)s số, cần ít nhất %(needed)s."),
    "at_end": gettext_lazy("Đã có số của kỳ cuối, không còn kỳ nào để dự báo."),
}
NO_CHANCE = {
    "not_needed": gettext_lazy("không tính, vì đánh giá đã đủ căn cứ khác"),
    "yearly": gettext_lazy("không tính cho số liệu hằng năm"),
    "kind": gettext_lazy("không tính cho thứ hạng và mốc đạt chuẩn"),
    "relative": gettext_lazy("không tính cho mục tiêu so với mức chung"),
    "average": gettext_lazy("không tính cho bình quân nhiều năm"),
    "too_few_points": gettext_lazy("chưa tính, vì cần đủ hai năm số liệu và thiếu không quá một nửa số kỳ"),
    "too_far": gettext_lazy("chưa tính, vì thời hạn còn quá xa so với tầm đã kiểm nghiệm"),
}
_PERIODS = {
    "month": gettext_lazy("tháng"),
    "quarter": gettext_lazy("quý"),
    "year": gettext_lazy("năm"),
}
_FEW = gettext_lazy(
    "Mới có %(known)s %(periods)s số liệu, cần %(needed)s %(periods)s mới nêu được khoảng 80%%; số này để tham khảo."
)
_GAPS = gettext_lazy("Thiếu số của quá nửa số kỳ nên chưa nêu được khoảng 80%%; số này để tham khảo.")
_FULL = 6  # figures from which the damped trend is used beside Theta
_LONGEST = 24


class WhatIfForm(forms.Form):
    """What is supposed for every period to come (giả định): ``?them=1,5``."""

    them = NumberField(max_length=_LONGEST, label=gettext_lazy("Giả định"))

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["them"].label = label


@dataclass(frozen=True)
class Row:
    """One period of the table of the forecast."""

    name: str
    value: str
    low: str
    high: str


@dataclass(frozen=True)
class OutlookPage:
    """What the template shows; empty where there is nothing to say."""

    sentence: str
    reason: str
    used: str
    rows: list[Row]
    drawn: list[charts.Coming]
    chance: str
    paced: str
    lines: list[Line]
    form: WhatIfForm | None
    supposed: str
    unit: str


def outlook_page(row: IndicatorRow, actor: Actor, asked: Mapping[str, str], today: date) -> OutlookPage | None:
    """The outlook as the reader may see it: the probability only for who coordinates or leads at the unit."""
    outlook = outlook_of(row, today)
    if outlook is None:
        return None
    coming, indicator = outlook.coming, row.indicator
    step = _step(coming, indicator)
    form, supposed = _what_if(row, outlook, asked)
    return OutlookPage(
        sentence=_sentence(coming, outlook.due, indicator, step) if coming.steps else "",
        reason=str(NO_FORECAST.get(coming.reason, "")) % {"known": coming.known, "needed": coming.needed},
        used=_used(coming, indicator) if coming.steps else "",
        rows=[
            Row(period_name(one.period), _even(one.value, step), _even(one.low, step), _even(one.high, step))
            for one in coming.steps
        ],
        drawn=[charts.Coming(one.day, one.value, one.low, one.high) for one in coming.steps],
        chance=_chance(outlook) if _may_see_chance(actor, row) else "",
        paced=_paced(outlook.paces, outlook.due, indicator) if outlook.paces else "",
        lines=_lines(outlook, indicator),
        form=form,
        supposed=supposed,
        unit=_unit(indicator),
    )


def _may_see_chance(actor: Actor, row: IndicatorRow) -> bool:
    places = {row.indicator.keeper_id, row.unit.pk}
    return any(actor.may(action, place) for action in (Action.ASSIGN, Action.DIRECT) for place in places)


# --- the forecast -----------------------------------------------------------------------------------------------------


def _sentence(coming: Coming, due: date, indicator: Indicator, step: Decimal) -> str:
    last = coming.steps[-1]
    facts = {
        "when": format_day(due) if coming.is_whole else period_name(last.period),
        "value": with_unit(_rounded_to(last.value, step), indicator),
        "low": _even(last.low, step),
        "high": with_unit(_rounded_to(last.high, step), indicator) if last.high is not None else "",
        "known": coming.known,
        "needed": coming.needed,
        "periods": _PERIODS[indicator.frequency],
    }
    if coming.has_interval:
        words = _("Nếu giữ đà như các kỳ đã qua, đến %(when)s ước %(value)s, khoảng 80%%: %(low)s - %(high)s.") % facts
    else:
        words = _("Nếu giữ đà như các kỳ đã qua, đến %(when)s ước %(value)s.") % facts
        words += " " + str(_FEW if coming.known < coming.needed else _GAPS) % facts
    if not coming.is_whole:
        words += " " + _("Xa hơn nữa, đến hạn %(day)s, chưa có căn cứ để dự báo.") % {"day": format_day(due)}
    return words


def _used(coming: Coming, indicator: Indicator) -> str:
    if coming.by_percent:
        method = _("bình quân bốn dự báo: Theta và xu thế giảm dần, mỗi cách tính trên số và trên lô-ga-rít")
    elif coming.known >= _FULL:
        method = _("bình quân hai dự báo: Theta và xu thế giảm dần")
    else:
        method = _("dự báo Theta")
    facts = {
        "known": coming.known,
        "periods": _PERIODS[indicator.frequency],
        "first": period_name(coming.first) if coming.first else "",
        "last": period_name(coming.last) if coming.last else "",
        "method": method,
        "season": _("có tính mùa vụ") if coming.has_season else _("không thấy mùa vụ rõ"),
    }
    return _("Đã dùng số của %(known)s %(periods)s, từ %(first)s đến %(last)s; %(method)s; %(season)s.") % facts


def _chance(outlook: Outlook) -> str:
    """The probability in words, never as if it were sure."""
    chance = outlook.probability
    if chance is None:
        return _("Khả năng đạt mục tiêu: %(reason)s.") % {"reason": NO_CHANCE.get(outlook.chance_reason, "")}
    percent = round(chance * 100)
    figure = _("dưới 1%") if percent < 1 else _("trên 99%") if percent > 99 else f"{percent}%"
    return _("Khả năng đạt mục tiêu khi đến hạn: %(figure)s.") % {"figure": figure}


def _step(coming: Coming, indicator: Indicator) -> Decimal:
    """To what a forecast is rounded: a fifth of its interval tells the size of a digit that still means something."""
    finest = Decimal(1).scaleb(-_decimals(indicator))
    if not coming.steps:
        return finest
    last = coming.steps[-1]
    wide = abs(last.value) / 50 if last.low is None or last.high is None else (last.high - last.low) / 5
    return max(finest, Decimal(1).scaleb(wide.adjusted())) if wide else finest


def _rounded_to(value: Decimal, step: Decimal) -> Decimal:
    return round(value / step) * step


def _even(value: Decimal | None, step: Decimal) -> str:
    return "" if value is None else format_decimal(_rounded_to(value, step))


# --- pace, last term, average -----------------------------------------------------------------------------------------


def _paced(paces: Paces, due: date, indicator: Indicator) -> str:
    """The pace it takes beside the usual one, in a sentence."""
    if paces.required is None:
        return _("Đang ở mức đề ra; giữ mức này đến hạn %(day)s là đạt.") % {"day": format_day(due)}
    period = _PERIODS[indicator.frequency]
    facts = {"period": period, "day": format_day(due), "pace": _pace(paces, paces.required, indicator)}
    if paces.is_room:
        words = _("Để không vượt mức trần, từ nay đến %(day)s mỗi %(period)s không quá %(pace)s") % facts
    else:
        words = _("Để đạt mục tiêu, từ nay đến %(day)s mỗi %(period)s cần %(pace)s") % facts
    if paces.usual is None:
        few = {"known": paces.known, "needed": 3}
        return f"{words}. " + _("Mới có %(known)s số, cần ít nhất %(needed)s để biết tốc độ đã qua.") % few
    facts = {"period": period, "usual": _pace(paces, paces.usual, indicator)}
    words += _("; bình quân mỗi %(period)s đã qua: %(usual)s") % facts
    if paces.usual * paces.required > 0 and not paces.is_room:
        times = format_decimal(round(paces.required / paces.usual, 1), 1)
        words += _(" (bằng %(times)s lần tốc độ đã qua)") % {"times": times}
    return words + "."


def _lines(outlook: Outlook, indicator: Indicator) -> list[Line]:
    """The table of paces, the last term and the average still needed."""
    lines: list[Line] = []
    paces = outlook.paces
    if paces is not None and paces.required is not None:
        period = {"period": _PERIODS[indicator.frequency], "day": format_day(outlook.due)}
        name = _("Không quá, mỗi %(period)s") if paces.is_room else _("Cần đạt, mỗi %(period)s")
        goal = with_unit(paces.goal, indicator) if paces.goal is not None else ""
        how = _("để đến %(day)s là %(goal)s") % {"day": format_day(outlook.due), "goal": goal}
        lines.append(Line(name % period, _pace(paces, paces.required, indicator), how))
    if paces is not None:
        lines += _past_lines(paces, indicator)
    if outlook.same is not None:
        lines += _term_lines(outlook.same, indicator)
    if outlook.average_needed is not None:
        figure = with_unit(round(outlook.average_needed, max(indicator.decimals, 1)), indicator)
        how = _("để bình quân cả giai đoạn đến %(day)s đạt mục tiêu") % {"day": format_day(outlook.due)}
        lines.append(Line(_("Cần đạt bình quân các năm còn lại"), figure, how))
    return lines


def _past_lines(paces: Paces, indicator: Indicator) -> list[Line]:
    lines: list[Line] = []
    period = {"period": _PERIODS[indicator.frequency]}
    if paces.so_far is not None:
        pace = _pace(paces, paces.so_far, indicator)
        lines.append(Line(_("Từ giá trị gốc đến nay, mỗi %(period)s") % period, pace))
    if paces.usual is not None and paces.first is not None and paces.last is not None:
        how = _("từ %(first)s đến %(last)s") % {"first": period_name(paces.first), "last": period_name(paces.last)}
        lines.append(Line(_("Bình quân đã qua, mỗi %(period)s") % period, _pace(paces, paces.usual, indicator), how))
    return lines


def _term_lines(same: SamePoint, indicator: Indicator) -> list[Line]:
    """This term's figure beside that of the same year of the last one."""
    facts = {"year": same.year_of_term, "all": TERM}
    how = _("năm thứ %(year)s của nhiệm kỳ trước") % facts
    if same.share is not None:
        share = {"share": format_decimal(round(same.share * 100))}
        how += _("; khi đó đã đi được %(share)s%% chặng đường cả nhiệm kỳ") % share
    lines = [
        Line(_("Cùng thời điểm nhiệm kỳ trước"), with_unit(same.then, indicator), how),
        Line(_("Nhiệm kỳ này so với khi đó"), _signed(same.difference, indicator)),
    ]
    if same.ended is not None:
        lines.append(Line(_("Cuối nhiệm kỳ trước"), with_unit(same.ended, indicator)))
    return lines


def _pace(paces: Paces, value: Decimal, indicator: Indicator) -> str:
    """An amount of a period for what adds up, else a change with its sign."""
    return with_unit(_fine(value, indicator), indicator) if paces.adds_up else _signed(value, indicator)


def _signed(value: Decimal, indicator: Indicator) -> str:
    value = _fine(value, indicator)
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{format_decimal(abs(value))} {_unit(indicator)}"


def _fine(value: Decimal, indicator: Indicator) -> Decimal:
    """A pace to one digit more than the indicator where it is small, for a part of a commune a month still counts."""
    more = 1 if abs(value) < 10 else 0
    return round(value, _decimals(indicator) + more)


def _decimals(indicator: Indicator) -> int:
    return max(indicator.decimals, 1 if indicator.unit_of_measure.strip() == "%" else 0)


def _unit(indicator: Indicator) -> str:
    unit = indicator.unit_of_measure.strip()
    return _("điểm %") if unit == "%" else unit


# --- what if ----------------------------------------------------------------------------------------------------------


def _what_if(row: IndicatorRow, outlook: Outlook, asked: Mapping[str, str]) -> tuple[WhatIfForm | None, str]:
    """The small form and what its figure leads to; the usual pace where none was typed."""
    paces = outlook.paces
    if paces is None:
        return None, ""
    label = _("Nếu mỗi %(period)s thêm") % {"period": _PERIODS[row.indicator.frequency]}
    usual = None if paces.usual is None else _fine(paces.usual, row.indicator)
    if "them" not in asked:
        form = WhatIfForm(initial={"them": usual}, label=label)
        return form, "" if usual is None else _supposed(row, outlook, usual)
    form = WhatIfForm(asked, label=label)
    return form, _supposed(row, outlook, form.cleaned_data["them"]) if form.is_valid() else ""


def _supposed(row: IndicatorRow, outlook: Outlook, pace: Decimal) -> str:
    led = led_by(row, pace)
    if led is None or outlook.paces is None:
        return ""
    indicator, goal = row.indicator, outlook.paces.goal
    value = _as_share(round(led.value, _decimals(indicator)), row)
    is_met = is_met_by(row, value)
    facts = {"day": format_day(outlook.due), "value": with_unit(value, indicator)}
    words = _("Đến %(day)s là %(value)s, ") % facts + (_("đạt mục tiêu") if is_met else _("chưa đạt mục tiêu"))
    if goal is None or outlook.paces.is_room:
        return f"{words}."
    arrival = {"goal": with_unit(goal, indicator), "day": format_day(led.arrives) if led.arrives else ""}
    if led.arrives is None:
        return f"{words}; " + _("với tốc độ này không tới mức %(goal)s.") % arrival
    if led.in_time or not outlook.paces.begins_anew:
        return f"{words}; " + _("tới mức %(goal)s vào %(day)s.") % arrival
    return f"{words}."


def _as_share(value: Decimal, row: IndicatorRow) -> Decimal:
    """A part of a whole stays between nothing and all of it; a plan can be surpassed, so only where it is not."""
    is_share = row.indicator.unit_of_measure.strip() == "%" and row.indicator.kind == IndicatorKind.RATIO
    limits = [one for one in (row.actual, row.aim, row.aim_high) if one is not None]
    return min(max(value, Decimal(0)), Decimal(100)) if is_share and max(limits, default=0) <= 100 else value
