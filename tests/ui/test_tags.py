"""The tags that pages are made of: what they print, and that what comes from elsewhere is escaped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from vaocuoc.ui.words import CLEARS, KINDS, TASK_STATES, VERDICTS


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", "2026-11-20")


def render(source: str, path: str = "/x/", **context: Any) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ value|number:1 }}", "2.973,8"),
        ('{% number value 1 "tỷ đồng" %}', "2.973,8\N{NO-BREAK SPACE}tỷ đồng"),
        ('{% number 60.6 1 "%" %}', "60,6%"),
        ("{{ 60.6|percent }}", "60,6%"),
        ("{{ 1.2|signed }}", "+1,2"),
        ("{{ 0|number }}", "0"),
        ("{{ 606|scaled:1 }}", "60,6"),
        ("{{ due|age }}", "quá hạn 21 ngày"),
    ],
)
def test_it_prints_numbers_and_ages(source: str, shown: str) -> None:
    assert render(source, value=Decimal("2973.84"), due=date(2026, 10, 30)) == shown


def test_it_tells_zero_from_missing() -> None:
    assert "chưa có số liệu" in render("{{ nothing|number }}", nothing=None)
    assert "chưa có số liệu" in render("{{ nothing|day }}", nothing=None)


@pytest.mark.parametrize("code", VERDICTS)
def test_it_gives_every_verdict_a_shape_and_a_word(code: str) -> None:
    assert f"#v-{code}" in render("{% verdict code %}", code=code)
    assert str(VERDICTS[code].word) in render("{% verdict code %}", code=code)
    assert f'aria-label="{VERDICTS[code].word}"' in render("{% verdict_mark code %}", code=code)


def test_it_gives_no_two_codes_the_same_shape_and_colour() -> None:
    for marks in (VERDICTS, TASK_STATES):
        looks = [(mark.icon, mark.tone) for mark in marks.values()]
        assert len(looks) == len(set(looks))


def test_it_finds_every_shape_in_the_sprite() -> None:
    sprite = Path(finders.find("ui/marks.svg")).read_text("utf-8")
    icons = {mark.icon for mark in (*VERDICTS.values(), *TASK_STATES.values())}
    assert not [icon for icon in icons if f'id="{icon}"' not in sprite]


def test_it_says_how_late_a_task_is() -> None:
    assert "Quá hạn 21 ngày" in render('{% task_state "overdue" 21 %}')
    assert "Còn hôm nay" in render('{% task_state "due_soon" 0 %}')


def test_it_names_what_a_task_lacks() -> None:
    clears = dict.fromkeys(CLEARS, True) | {"when": False, "product": (False, "Chưa nêu sản phẩm")}
    assert "thiếu thời gian, sản phẩm" in render("{% sixclears clears short=True %}", clears=clears)
    assert "Chưa nêu sản phẩm" in render("{% sixclears clears %}", clears=clears)
    assert "đủ sáu rõ" in render("{% sixclears clears short=True %}", clears=dict.fromkeys(CLEARS, True))


def test_it_marks_a_stretch_by_its_offsets() -> None:
    assert render('{% highlight "a <b> c" 2 5 "task" %}') == 'a <mark class="k-task">&lt;b&gt;</mark> c'
    assert render('{% highlight "abc" 2 9 %}') == "abc"
    assert (
        render("{{ text|highlight_spans:spans }}", text="abcdef", spans=[(0, 2), (1, 3)])
        == "<mark>ab</mark><mark>c</mark>def"
    )


def test_it_shortens_a_long_text_and_leaves_a_short_one() -> None:
    assert render("{{ text|shorten:10 }}", text="Quy hoạch") == "Quy hoạch"
    assert render("{{ text|shorten:10 }}", text="Quy hoạch chung <b>") == "Quy hoạch…"
    assert render("{{ text|shorten:20 }}", text="Quy hoạch chung <b>") == "Quy hoạch chung &lt;b&gt;"


def test_it_keeps_ranges_on_one_line() -> None:
    shown = render("{{ text|nowrap_range }}", text="đoạn Km12 - Km19 <b>")
    assert shown == 'đoạn <span class="nw">Km12 - Km19</span> &lt;b&gt;'


def test_it_changes_one_parameter_and_keeps_the_others() -> None:
    assert render("{% query trang=2 %}", "/x/?q=a&trang=1") == "?q=a&amp;trang=2"
    assert render('{% query q="" %}', "/x/?q=a") == "/x/"


def test_it_draws_bars_without_inline_style() -> None:
    shown = render(
        '{% bullet 764 1580 2150 "off_track" %}{% meter 1 3 %}{% stackbar bars "x" %}', bars=[(9, "bad", "quá hạn")]
    )
    assert "style=" not in shown
    assert "thực hiện 764, lộ trình 1.580, mục tiêu 2.150" in shown


def test_it_draws_nothing_where_nothing_is_known() -> None:
    assert render("{% bullet None None None %}") == ""
    assert render('{% stackbar bars "x" %}', bars=[(0, "bad", "quá hạn")]) == ""


def test_it_escapes_what_a_block_is_given() -> None:
    shown = render(
        "{% panel title=title %}{{ title }}{% endpanel %}{% quote source=title %}x{% endquote %}", title="<i>"
    )
    assert "<i>" not in shown


def test_it_leads_to_the_other_pages_of_a_list() -> None:
    page = Paginator(range(120), 50).get_page(2)
    shown = render("{% pagination page %}", "/x/?q=a&trang=2", page=page)
    assert "51 - 100 trong 120" in shown
    assert 'href="?q=a"' in shown
    assert 'href="?q=a&amp;trang=3"' in shown


def test_it_knows_every_kind_of_finding() -> None:
    letters = [str(kind.letter) for kind in KINDS.values()]
    assert len(set(letters)) == len(letters)
    assert "Nhiệm vụ" in render('{% kind_tag "task" %}')
