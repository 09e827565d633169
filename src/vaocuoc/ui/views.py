"""The page that shows every part and state (bộ phận giao diện), with invented words and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Never

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.ui import charts, clock
from vaocuoc.ui.fields import DayField, NumberField
from vaocuoc.ui.navigation import DAILY, KEEPING, OCCASION, Group, Item, Navigation
from vaocuoc.ui.words import CLEARS, KINDS, TASK_STATES, VERDICTS


class ExampleForm(forms.Form):
    """Every kind of field, one of them wrong."""

    title = forms.CharField(
        label="Tên nhiệm vụ", initial="Rà soát, điều chuyển vốn", help_text="Một động từ và một việc."
    )
    value = NumberField(label="Giải ngân lũy kế", decimals=1, initial=Decimal("5236.1"))
    due = DayField(label="Hạn", required=False, help_text="“Trước ngày 30/11” là 29/11.")
    lead = forms.ChoiceField(label="Chủ trì", choices=[("1", "Sở Tài chính"), ("2", "Đảng ủy phường Đông Ninh")])
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(
        label="Loại hạn", choices=[("day", "Một ngày"), ("regular", "Thường xuyên")], widget=forms.RadioSelect
    )
    urgent = forms.BooleanField(label="Hỏa tốc", required=False, help_text="Xử lý trong ngày.")


@dataclass
class ExampleFrame:
    """A frame of nobody's office, so that the page needs no database."""

    navigation: Navigation
    office: str = "Tỉnh ủy Minh Giang"
    notice: str = "Dữ liệu minh họa, không có thật."
    theme: str = ""
    pages: Any = field(default_factory=lambda: dict.fromkeys(settings.FRAME_PAGES, "/parts/"))
    actor: Any = field(default_factory=lambda: _actor())
    today: date = field(default_factory=clock.today)
    now: Any = field(default_factory=clock.now)


def _actor() -> SimpleNamespace:
    office = SimpleNamespace(name="Văn phòng Tỉnh ủy")
    posts = [
        SimpleNamespace(pk=1, title="Chuyên viên tổng hợp", unit=office),
        SimpleNamespace(pk=2, title="Đầu mối", unit=SimpleNamespace(name="Đảng ủy các cơ quan đảng tỉnh")),
    ]
    return SimpleNamespace(post=posts[0], posts=posts, post_title=posts[0].title, unit_name=office.name)


def _navigation() -> Navigation:
    rows = [
        (DAILY, "Bảng điều hành", "n-board", None, False, "Điều hành", "b"),
        (DAILY, "Tài liệu", "n-doc", 1, False, "", "v"),
        (DAILY, "Chỉ tiêu", "n-target", 3, True, "", "c"),
        (DAILY, "Nhiệm vụ", "n-task", 9, True, "", "n"),
        (OCCASION, "Hạn chế", "n-short", 14, False, "", ""),
        (OCCASION, "Kiến nghị", "n-pet", 2, False, "", ""),
        (KEEPING, "Đơn vị", "n-unit", None, False, "", ""),
        (KEEPING, "Nhật ký", "n-audit", None, False, "", ""),
    ]
    items = [
        Item(group, label, icon, "ui:parts", at, count, trouble, short, key)
        for at, (group, label, icon, count, trouble, short, key) in enumerate(rows)
    ]
    return Navigation(
        [
            Group(name, [item for item in items if item.group == name], name != KEEPING)
            for name in (DAILY, OCCASION, KEEPING)
        ]
    )


def _trajectory() -> list[charts.Drawing]:
    path: list[Any] = [0, Decimal("5.2"), Decimal("11.9"), 18, 26, 34, 42, 49, Decimal("56.5"), 64, Decimal("71.5"), 83]
    actual: list[Any] = [4, 10, 15, 21, 28, 34, 40, Decimal("46.2"), Decimal("53.4"), Decimal("60.6")]
    return charts.trajectory(
        actual=[
            charts.Point(month(2026, at + 2).end, Decimal(value), is_estimate=at == len(actual) - 1)
            for at, value in enumerate(actual)
        ],
        path=[charts.Point(month(2026, at + 1).end, Decimal(value)) for at, value in enumerate(path)],
        target=charts.Goal(date(2027, 1, 31), Decimal(95), "Mục tiêu 95%"),
        unit="%",
        today=date(2026, 11, 20),
        label="Giải ngân lũy kế đến 30/11 là 60,6%, thấp hơn lộ trình 71,5%; mục tiêu 95% vào ngày 31/01/2027.",
        decimals=1,
    )


@login_not_required
def parts(request: HttpRequest) -> HttpResponse:
    """Everything at once."""
    bound = ExampleForm({"title": "", "value": "12,3,4", "due": "30/11/2026", "lead": "1", "kind": "day"})
    context = {
        "frame": ExampleFrame(_navigation(), theme=request.GET.get("theme", "")),
        "verdicts": list(VERDICTS),
        "counts": [("off_track", 3), ("at_risk", 4), ("unjudged", 2), ("no_report", 1), ("on_track", 10), ("met", 3)],
        "states": list(TASK_STATES),
        "kinds": list(KINDS),
        "clears": dict.fromkeys(CLEARS, True)
        | {
            "who": (True, "Một đầu mối: Đảng ủy phường Đông Ninh"),
            "product": (False, "Chưa nêu sản phẩm"),
            "when": False,
        },
        "all_clear": dict.fromkeys(CLEARS, True),
        "bars": [
            (9, "bad", "quá hạn"),
            (4, "warn", "chờ xác nhận"),
            (71, "cham", "đang thực hiện"),
            (46, "good", "đúng hạn"),
        ],
        "form": ExampleForm(initial={"due": date(2026, 11, 29)}),
        "wrong": bound,
        "page": Paginator(range(1234), 50).get_page(request.GET.get("trang")),
        "due": date(2026, 10, 30),
        "period": month(2026, 11),
        "number": Decimal("2973.84"),
        "sentence": "Giao Đảng ủy phường Đông Ninh tập trung hoàn thành bàn giao mặt bằng trước ngày 31/7/2026.",
        "charts": _trajectory(),
    }
    return render(request, "ui/parts.html", context)


@login_not_required
def refuse(request: HttpRequest, code: str) -> Never:
    """Refuses with the code of the address, so that pages of refusals can be looked at."""
    raise Refused(code)
