"""Times in official papers, recognised but not yet resolved (thời gian: kỳ, hạn, giai đoạn).

A token says that a span looks like a time and which parts of it are written ("quý II", no year); which days it means is
for ``resolution``, given the document's date and term. Seen from the words before it, a time may be an end ("đến",
"trước"), a start ("từ"), or only what something is compared with ("so với cùng kỳ").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from vaocuoc.core.reading.engine import Rule, RuleSet

Bound = Literal["in", "until", "before", "from", "now"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A written day, month, quarter, half, part of a year or year; what is not written is None.

    ``months`` counts from the year's start ("6 tháng đầu năm"), or from its end with ``last``.
    """

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    months: int | None = None
    last: bool = False
    edge: Literal["start", "middle", "end"] | None = None
    relative: int | None = None
    to_year: int | None = None
    to_month: int | None = None
    term: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written: one moment, or from one to another; ``term`` marks a term of office, ``base`` a comparison."""

    moment: Moment
    until: Moment | None = None
    bound: Bound = "in"
    term: bool = False
    base: bool = False
    hedged: bool = False


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_Y = r"(?:19|20)\d\d"
_DAY = rf"(?:(?P<d>[0-3]?\d)\s*[/.-]\s*(?P<m>[01]?\d)(?:\s*[/.-]\s*(?P<y>{_Y}))?|(?P<d2>[0-3]?\d) tháng (?P<m2>[01]?\d)(?: năm (?P<y2>{_Y}))?)(?![\d/%]|,\d)"
_BARE_DAY = rf"(?P<d>[0-3]?\d)[/.-](?P<m>[01]?\d)[/.-](?P<y>{_Y})(?![\d/])"
_PREFIX = (
    r"(?P<bound>(?:hoàn thành |xong |thực hiện |báo cáo |tính |lũy kế |kể )?(?:cho )?(?:chậm nhất|muộn nhất)(?: là)?(?: (?:đến|vào|trong|trước))?(?: hết)? "
    r"|(?:tính |lũy kế |phấn đấu )?đến(?: trước)?(?: thời điểm| hết| cuối| giữa)? |hết |trước(?: cuối| hết)? |từ(?: nay)?(?: sau)? |kể từ |sau |trong |vào |so với(?: cùng kỳ)? |so (?:cùng kỳ )?|cùng kỳ )?"
)
_LEADS = "chậm muộn tính lũy đến hết trước từ kể sau trong vào so cùng hoàn xong thực báo cho phấn"


def _int(match: re.Match[str], *names: str) -> int | None:
    for name in names:
        if name in match.re.groupindex and match[name]:
            return int(match[name])
    return None


def _bounded(match: re.Match[str], moment: Moment) -> Time:
    words = (match["bound"] or "").split()
    edge: Literal["start", "middle", "end"] | None = None
    if "cuối" in words:
        edge = "end"
    elif "giữa" in words:
        edge = "middle"
    moment = replace(moment, edge=edge) if edge and moment.edge is None else moment
    if "so" in words or "cùng" in words:
        return Time(moment, base=True)
    if "trước" in words:
        return Time(moment, bound="before")
    if "từ" in words or "sau" in words:
        return Time(moment, bound="from")
    if {"đến", "hết", "nhất"} & set(words):
        return Time(moment, bound="until")
    return Time(moment)


def _valid_day(day: int | None, month: int | None) -> bool:
    return (day is None or 1 <= day <= 31) and (month is None or 1 <= month <= 12)


def _day(match: re.Match[str]) -> Time | None:
    day, month = _int(match, "d", "d2"), _int(match, "m", "m2")
    if not _valid_day(day, month):
        return None
    return _bounded(match, Moment(year=_int(match, "y", "y2"), month=month, day=day))


def _days(match: re.Match[str]) -> Time | None:
    """From a day to a day; the first may leave out what the second says."""
    start = Moment(year=_int(match, "y1"), month=_int(match, "m1"), day=_int(match, "d1"))
    end = Moment(year=_int(match, "y"), month=_int(match, "m"), day=_int(match, "d"))
    if not (_valid_day(start.day, start.month) and _valid_day(end.day, end.month)):
        return None
    start = replace(start, month=start.month or end.month, year=start.year or end.year)
    return Time(start, until=end)


def _month(match: re.Match[str]) -> Time | None:
    month = _int(match, "m")
    return _bounded(match, Moment(year=_int(match, "y"), month=month)) if month and 1 <= month <= 12 else None


def _months(match: re.Match[str]) -> Time | None:
    first, last = _int(match, "m1"), _int(match, "m")
    if not (first and last and 1 <= first <= 12 and 1 <= last <= 12):
        return None
    return Time(
        Moment(year=_int(match, "y1") or _int(match, "y"), month=first), until=Moment(year=_int(match, "y"), month=last)
    )


def _quarter(match: re.Match[str]) -> Time:
    return _bounded(match, Moment(year=_int(match, "y"), quarter=_ROMAN[match["q"]]))


def _part_of_year(match: re.Match[str]) -> Time | None:
    months = _int(match, "n") if match["n"].isdigit() else {"sáu": 6, "chín": 9}.get(match["n"])
    if not months or not 1 <= months <= 12:
        return None
    last = "cuối" in match.group()
    return _bounded(match, Moment(year=_int(match, "y"), months=months, last=last))


def _year(match: re.Match[str]) -> Time:
    edges: dict[str, Literal["start", "middle", "end"]] = {"đầu": "start", "giữa": "middle", "cuối": "end"}
    return _bounded(match, Moment(year=_int(match, "y"), edge=edges.get(match["edge"] or "")))


def _years(match: re.Match[str]) -> Time | None:
    first, last = int(match["y1"]), int(match["y"])
    if not first < last <= first + 60:
        return None
    return Time(Moment(year=first), until=Moment(year=last), term="nhiệm kỳ" in re.sub(r"\s+", " ", match.group()))


def _this_year(match: re.Match[str]) -> Time:
    words = match["rel"]
    relative = {"nay": 0, "này": 0, "trước": -1, "ngoái": -1, "tới": 1, "sau": 1}[words.split()[-1]]
    return _bounded(match, Moment(relative=relative))


def _start_of_year(match: re.Match[str]) -> Time:
    """ "từ đầu năm đến nay", "từ đầu năm đến 6/12"."""
    day, month = _int(match, "d"), _int(match, "m")
    end = Moment(year=_int(match, "y"), month=month, day=day) if day else Moment()
    return Time(Moment(year=_int(match, "y"), edge="start"), until=end, bound="in" if day else "now")


def _now(match: re.Match[str]) -> Time:
    return Time(Moment(), bound="now")


def _same_period(match: re.Match[str]) -> Time:
    return Time(Moment(year=_int(match, "y")), base=True)


def _end_of_year(match: re.Match[str]) -> Time | None:
    """ "đến hết năm", "cuối năm"; "trong năm" and "cả năm" are the year itself."""
    words = set(match.group().split())
    if words & {"cuối", "hết"}:
        return _bounded(match, Moment(relative=0, edge="end"))
    return Time(Moment(relative=0)) if words & {"trong", "cả"} else None


def _month_edge(match: re.Match[str]) -> Time | None:
    time = _month(match)
    if time is None:
        return None
    edges: dict[str, Literal["start", "middle", "end"]] = {"đầu": "start", "giữa": "middle", "cuối": "end"}
    return replace(time, moment=replace(time.moment, edge=edges[match["edge"]]))


RULES: tuple[Rule[Time], ...] = (
    Rule(
        "period.same_period",
        "so cùng",
        rf"(?:so (?:với )?)?cùng kỳ(?: (?:năm (?:trước|ngoái|(?P<y>{_Y}))|(?P<y3>{_Y})))?(?!\w)",
        _same_period,
    ),
    Rule(
        "period.days",
        "từ #",
        rf"(?:từ )?(?:ngày )?(?P<d1>[0-3]?\d)(?:(?:/| tháng )(?P<m1>[01]?\d))?(?:(?:/| năm )(?P<y1>{_Y}))?\s*(?:-|đến) (?:hết )?ngày (?P<d>[0-3]?\d)(?:/| tháng )(?P<m>[01]?\d)(?:(?:/| năm )(?P<y>{_Y}))?(?![\d/])",
        _days,
    ),
    Rule(
        "period.days_short",
        "từ #",
        rf"(?:từ )?(?:ngày )?(?P<d1>[0-3]?\d)(?:/(?P<m1>[01]?\d))?(?:/(?P<y1>{_Y}))?\s*(?:-|đến)\s*(?P<d>[0-3]?\d)/(?P<m>[01]?\d)/(?P<y>{_Y})(?![\d/])",
        _days,
    ),
    Rule(
        "period.start_of_year",
        "từ",
        rf"từ đầu năm(?: (?P<y>{_Y}))? đến(?: hết)?(?: ngày)? (?:nay|(?P<d>[0-3]?\d)/(?P<m>[01]?\d))(?![\d/])",
        _start_of_year,
    ),
    Rule("period.day", f"{_LEADS} ngày", rf"{_PREFIX}ngày {_DAY}", _day),
    Rule("period.bare_day", f"{_LEADS} #", rf"{_PREFIX}{_BARE_DAY}", _day),
    Rule(
        "period.short_day",
        "đến trước hết tính chiều sáng",
        r"(?P<bound>(?:tính )?đến |trước |hết |chiều |sáng )(?P<d>[0-3]?\d)/(?P<m>[01]?\d)(?![\d/])",
        _day,
    ),
    Rule(
        "period.months",
        "từ tháng",
        rf"(?:từ )?tháng (?P<m1>[01]?\d)(?:\s*[/.]\s*(?P<y1>{_Y}))?\s*(?:-|đến|và|,) (?:hết )?(?:tháng )?(?P<m>[01]?\d)(?:\s*[/.-]\s*| năm )(?P<y>{_Y})(?!\d)",
        _months,
    ),
    Rule(
        "period.months",
        "từ tháng",
        rf"(?:từ )?tháng (?P<m1>[01]?\d)(?:\s*[/.]\s*(?P<y1>{_Y}))?\s*(?:-|đến|và|,)(?:hết |tháng |\s)*(?P<m>[01]?\d)(?:\s*[/.-]\s*| năm )(?P<y>{_Y})(?!\d)",
        _months,
    ),
    Rule(
        "period.month_edge",
        f"{_LEADS} đầu giữa cuối",
        rf"{_PREFIX}(?P<edge>đầu|giữa|cuối) tháng (?P<m>[01]?\d)(?:(?:\s*[/.-]\s*| năm )(?P<y>{_Y})| năm nay)?(?![\d/])",
        _month_edge,
    ),
    Rule(
        "period.month",
        f"{_LEADS} tháng",
        rf"{_PREFIX}tháng (?P<m>[01]?\d)(?:(?:\s*[/.-]\s*| năm )(?P<y>{_Y})| năm nay)?(?![\d/%]|,\d)(?! tuổi)",
        _month,
    ),
    Rule(
        "period.quarter",
        f"{_LEADS} quý",
        rf"{_PREFIX}quý (?P<q>iv|i{{1,3}}|[1-4])(?:(?:\s*[/.-]\s*| năm | )(?P<y>{_Y}))?(?!\w)",
        _quarter,
    ),
    Rule(
        "period.part_of_year",
        f"{_LEADS} # sáu chín",
        rf"{_PREFIX}(?<![\d.,/])(?P<n>0?\d|1[0-2]|sáu|chín) tháng(?: đầu| cuối)?(?: của)? (?:năm(?: (?P<y>{_Y}))?)(?!\w)",
        _part_of_year,
    ),
    Rule(
        "period.months_so_far",
        f"{_LEADS} #",
        rf"{_PREFIX}(?<![\d.,/])(?P<n>0?\d|1[0-2]) tháng(?! (?:tuổi|kể|lương|liên|một|trở|sau|trước|qua|còn|nữa|tới|tiếp|lần|/))(?P<y>)(?!\w)",
        _part_of_year,
    ),
    Rule(
        "period.first_months",
        "các",
        rf"(?P<bound>)các tháng (?P<n>cuối) năm(?: (?P<y>{_Y}))?(?!\w)",
        lambda m: Time(Moment(year=_int(m, "y"), edge="end")),
    ),
    Rule(
        "period.years",
        f"{_LEADS} giai nhiệm năm #",
        rf"(?:(?:trong|cho|từ|cả) )?(?:(?:giai đoạn|nhiệm kỳ|năm|các năm|thời kỳ)(?: từ)?(?: năm)? )?(?<![\d/.])(?P<y1>{_Y})\s*(?:-|đến(?: năm)?)\s*(?P<y>{_Y})(?![\d/])",
        _years,
    ),
    Rule(
        "period.year",
        f"{_LEADS} năm cả đầu giữa cuối",
        rf"{_PREFIX}(?:cả )?(?:(?P<edge>đầu|giữa|cuối) )?năm (?P<y>{_Y})(?![\d/])",
        _year,
    ),
    Rule(
        "period.bare_year",
        "đến trước",
        rf"(?P<bound>đến |trước )(?P<edge>)(?P<y>{_Y})(?![\d/%]|[.,]\d)(?! (?:tỷ|triệu|đồng|ha|người|hộ))",
        _year,
    ),
    Rule(
        "period.this_year",
        f"{_LEADS} năm quý tháng",
        rf"{_PREFIX}năm (?P<rel>nay|trước|ngoái|tới|này)(?!\w)",
        _this_year,
    ),
    Rule(
        "period.end_of_year",
        "đến hết trước cuối trong chậm cả",
        rf"{_PREFIX}(?:cuối |cả )?năm(?! \d)(?=[\s,.;:)]|$)(?! (?:trước|ngoái|nay|này|tới|sau|qua|học|\d))",
        _end_of_year,
    ),
    Rule(
        "period.term_end",
        "từ đến hết trong cả nửa cuối",
        r"(?P<bound>)(?:từ nay )?(?:đến (?:hết |cuối )|hết |trong (?:cả |toàn )?|cả |nửa (?:cuối|còn lại)(?: của)? |cuối )nhiệm kỳ(?! \d)(?! (?:qua|trước|vừa|này qua))(?!\w)",
        lambda m: Time(Moment(term=True), bound="until" if "đến" in m.group() or "hết" in m.group() else "in"),
    ),
    Rule(
        "period.now",
        "đến tính lũy từ hiện",
        r"(?:(?:tính |lũy kế )?(?:từ \w+ (?:\w+ )?)?đến (?:nay|thời điểm hiện tại|thời điểm này)|hiện nay)(?!\w)",
        _now,
    ),
)
PERIODS = RuleSet(RULES)
