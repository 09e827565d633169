"""Our own form of each tracker (mẫu bảng): its columns, the blank one to fill in, the register written into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import translation

from vaocuoc.directory.models import Level, RelationKind, Unit, UnitKind
from vaocuoc.formats.workbook import Column, Sheet, Value, write_workbook
from vaocuoc.tracking.importing.models import ImportKind
from vaocuoc.tracking.indicators.models import Frequency, IndicatorKind
from vaocuoc.tracking.tasks.models import DeadlineKind, Urgency

STATE_WORDS = {
    "done": "Hoàn thành",
    "awaiting": "Chờ nghiệm thu",
    "running": "Đang thực hiện",
    "suspended": "Tạm dừng",
    "cancelled": "Hủy",
}
_DONE_WORDS = tuple(STATE_WORDS.values())
_YEARS_AHEAD = 5


def _labels(choices: Any) -> tuple[str, ...]:
    """The words of a list in Vietnamese, whatever the language of the page: the form is the office's."""
    with translation.override("vi"):
        return tuple(str(label) for value, label in choices.choices if value)


def columns_of(kind: str, *, today: date) -> list[tuple[str, Column]]:
    """The columns of the standard form with the field that each holds."""
    if kind == ImportKind.TASKS:
        return [
            ("order", Column("STT", 6)),
            ("code", Column("Mã nhiệm vụ", 12)),
            ("source_number", Column("Số, ký hiệu", 16)),
            ("issued_on", Column("Ngày ban hành", 13)),
            ("title", Column("Nội dung nhiệm vụ", 50)),
            ("lead", Column("Đơn vị chủ trì", 26)),
            ("follower", Column("Chủ trì theo dõi", 24)),
            ("cooperating", Column("Đơn vị phối hợp", 26)),
            ("product", Column("Sản phẩm đầu ra", 22)),
            ("deadline_kind", Column("Loại thời hạn", 18, _labels(DeadlineKind))),
            ("due", Column("Hạn hoàn thành", 14)),
            ("urgency", Column("Độ khẩn", 12, _labels(Urgency))),
            ("state", Column("Tiến độ", 16, _DONE_WORDS)),
            ("completed_on", Column("Ngày hoàn thành", 14)),
            ("result", Column("Kết quả thực hiện", 40)),
            ("blocker", Column("Khó khăn, vướng mắc", 30)),
        ]
    if kind == ImportKind.INDICATORS:
        years = range(today.year, today.year + _YEARS_AHEAD)
        return [
            *_indicator_columns(),
            (f"baseline:{today.year - 1}", Column(f"Giá trị gốc {today.year - 1}", 14)),
            *((f"target:{year}", Column(f"Mục tiêu {year}", 14)) for year in years),
            (f"result:month:{today.year}-{today.month:02d}", Column(f"Thực hiện tháng {today.month}/{today.year}", 16)),
        ]
    if kind == ImportKind.UNITS:
        return [
            ("order", Column("STT", 6)),
            ("code", Column("Mã đơn vị", 12)),
            ("name", Column("Tên đơn vị", 44)),
            ("short_name", Column("Tên ngắn", 16)),
            ("kind", Column("Loại đơn vị", 26, _labels(UnitKind))),
            ("level", Column("Cấp", 14, _labels(Level))),
            ("parent", Column("Trực thuộc", 36)),
            ("relation", Column("Hệ thống", 22, _labels(RelationKind))),
            ("aliases", Column("Tên gọi khác", 36)),
            ("valid_from", Column("Từ ngày", 14)),
        ]
    if kind == ImportKind.POSTS:
        return [
            ("order", Column("STT", 6)),
            ("title", Column("Chức danh", 40)),
            ("unit", Column("Đơn vị", 44)),
            ("valid_from", Column("Từ ngày", 14)),
        ]
    return [
        ("order", Column("STT", 6)),
        ("name", Column("Họ và tên", 30)),
        ("username", Column("Tên đăng nhập", 22)),
        ("email", Column("Thư điện tử", 30)),
        ("title", Column("Chức danh", 30)),
        ("unit", Column("Đơn vị", 40)),
        ("valid_from", Column("Từ ngày", 14)),
    ]


def _indicator_columns() -> list[tuple[str, Column]]:
    return [
        ("order", Column("STT", 6)),
        ("code", Column("Mã chỉ tiêu", 12)),
        ("name", Column("Tên chỉ tiêu", 46)),
        ("unit_of_measure", Column("Đơn vị tính", 14)),
        ("kind", Column("Loại chỉ tiêu", 22, _labels(IndicatorKind))),
        ("frequency", Column("Kỳ báo cáo", 14, _labels(Frequency))),
        ("lead", Column("Cơ quan theo dõi", 28)),
    ]


TITLES = {
    "tasks": "BẢNG THEO DÕI NHIỆM VỤ",
    "indicators": "BẢNG THEO DÕI CHỈ TIÊU",
    "units": "DANH SÁCH ĐƠN VỊ",
    "posts": "DANH SÁCH CHỨC DANH",
    "accounts": "DANH SÁCH CÁN BỘ VÀ TÀI KHOẢN",
}
_GUIDE = (
    "Không đổi tên cột. Cột nào không có số liệu thì để trống; chương trình không tự điền.",
    "Ngày ghi theo cách 31/12/2025. Số ghi theo cách 1.234,5.",
    "Mỗi nhiệm vụ một đơn vị chủ trì; các đơn vị khác ghi ở cột phối hợp.",
    "Dòng đã có mã được cập nhật theo những ô có ghi; dòng chưa có mã được thêm mới.",
)


def blank_form(kind: str, *, today: date) -> bytes:
    """An empty workbook of the standard form with lists to drop down and a sheet of guidance (tệp mẫu)."""
    columns = [column for _, column in columns_of(kind, today=today)]
    guide = Sheet("Hướng dẫn", [Column("Cách ghi", 100)], [(line,) for line in _GUIDE])
    return _book([Sheet("Bảng theo dõi", columns, [], title=TITLES[kind]), guide])


def filled_form(
    kind: str, rows: Iterable[Mapping[str, Value]], columns: Sequence[tuple[str, Column]], *, title: str = ""
) -> bytes:
    """The standard form with these rows, each a value by field."""
    table = [
        [place if field == "order" else row.get(field) for field, _ in columns] for place, row in enumerate(rows, 1)
    ]
    return _book([Sheet("Bảng theo dõi", [column for _, column in columns], table, title=title or TITLES[kind])])


def own_form(name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str) -> bytes:
    """An office's own columns in their order with these rows."""
    listed = [list(row) for row in rows]
    columns = [Column(heading, _width(heading, place, listed)) for place, heading in enumerate(headings)]
    return _book([Sheet(name or "Bảng theo dõi", columns, listed, title=title)])


def _width(heading: str, place: int, rows: Sequence[Sequence[Value]]) -> float:
    longest = max((len(str(row[place])) for row in rows[:200] if place < len(row) and row[place]), default=0)
    return max(8, min(50, max(len(heading) + 2, longest * 0.8)))


def _book(sheets: Sequence[Sheet]) -> bytes:
    target = BytesIO()
    write_workbook(target, sheets)
    return target.getvalue()


def indicator_form(years: Iterable[int], baselines: Iterable[int], periods: Iterable[str]) -> list[tuple[str, Column]]:
    """The standard columns of indicators with those of the years and periods that the register has."""
    return [
        *_indicator_columns(),
        *((f"baseline:{year}", Column(f"Giá trị gốc {year}", 14)) for year in sorted(set(baselines))),
        *((f"target:{year}", Column(f"Mục tiêu {year}", 14)) for year in sorted(set(years))),
        *((f"result:{label}", Column(_period_heading(label), 16)) for label in periods),
    ]


def _period_heading(label: str) -> str:
    kind, _, rest = label.partition(":")
    year, _, index = rest.partition("-")
    if kind == "month":
        return f"Thực hiện tháng {int(index)}/{year}"
    if kind == "quarter":
        return f"Thực hiện quý {('I', 'II', 'III', 'IV')[int(index) - 1]}/{year}"
    return f"Thực hiện {year}"


def unit_rows(units: Iterable[Unit], parents: Mapping[int, tuple[str, str]]) -> list[dict[str, Value]]:
    """Units in the standard form; ``parents`` give the name above and the kind of relation."""
    with translation.override("vi"):
        return [
            {
                "code": unit.code,
                "name": unit.name,
                "short_name": unit.short_name,
                "kind": unit.get_kind_display(),
                "level": unit.get_level_display(),
                "parent": parents.get(unit.pk, ("", ""))[0],
                "relation": str(dict(RelationKind.choices).get(parents.get(unit.pk, ("", ""))[1], "")),
                "aliases": "; ".join(alias.name for alias in unit.aliases.all()),
                "valid_from": unit.valid_from,
            }
            for unit in units
        ]


def decimal_or_text(comparator: str, value: Decimal, high: Decimal | None) -> Value:
    """A target as its cell holds it: a number where at least that much is meant, else with its sign."""
    if high is not None:
        return f"{_shown(value)} - {_shown(high)}"
    return value if comparator == ">=" else f"{comparator} {_shown(value)}"


def _shown(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
