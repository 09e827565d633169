# ruff: noqa: E501 - a heading and its names are read as one row
"""What the headings of trackers mean (tiêu đề cột): fields of each form, with the names that offices give them.

A heading is compared folded, without "(*)" and punctuation: exactly first, then by the longest alias that it begins
with. An alias may fit one column alone; the better match wins, then the more to the left. Years and periods in the
headings of indicators make families of fields: ``target:2030``, ``result:month:2026-10``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vaocuoc.core.text import fold, nfc

_MARKS = re.compile(r"\(\s*\*+\s*\)|\*")
_OTHER = re.compile(r"[^a-z0-9%/]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form (trường): its code and the headings known for it, written plainly (see ``plain_heading``)."""

    code: str
    aliases: tuple[str, ...]
    several: bool = False
    """Whether more than one column may hold it; their values stand one after another."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of tracker (loại bảng): its fields and those without which no table is taken for one."""

    code: str
    fields: tuple[Field, ...]
    needs: frozenset[str]

    def field(self, code: str) -> Field | None:
        return next((one for one in self.fields if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Match:
    """Which field a heading was taken for and how sure: 4 as remembered, 3 exactly, 2 by its
    beginning, 1 by the upper of two heading rows, 0 not at all."""

    field: str = ""
    strength: int = 0


@lru_cache(maxsize=10_000)
def plain_heading(heading: str) -> str:
    """A heading as it is compared: folded, one space between words, without marks such as (*) and line breaks."""
    return _OTHER.sub(" ", _MARKS.sub(" ", fold(nfc(heading)))).strip()


def _field(code: str, *aliases: str, several: bool = False) -> Field:
    return Field(code, tuple(plain_heading(alias) for alias in aliases), several)


TASKS = Form(
    "tasks",
    (
        _field("order", "STT", "TT", "Số TT", "Số thứ tự"),
        _field("code", "Mã nhiệm vụ", "Mã việc", "Mã NV", "Mã", "Mã công việc", "Mã số nhiệm vụ"),
        _field(
            "source_number", "Số, ký hiệu", "Số ký hiệu", "Số/ký hiệu", "Số TB/KL", "Số kết luận", "Số thông báo",
            "Số văn bản", "Số hiệu", "Số hiệu văn bản", "Văn bản giao", "Văn bản giao việc", "Căn cứ", "Số văn bản giao",
            "Số, ký hiệu văn bản", "Nguồn giao việc",
        ),
        _field(
            "issued_on", "Ngày ban hành", "Ngày văn bản", "Ngày ký", "Ngày, tháng văn bản", "Ngày tháng",
            "Ngày ban hành văn bản",
        ),
        _field("received_on", "Ngày nhận", "Ngày tiếp nhận", "Ngày giao", "Ngày giao việc", "Ngày đến"),
        _field(
            "title", "Nội dung", "Nội dung nhiệm vụ", "Nội dung kết luận", "Nội dung kết luận/văn bản trình", "Nhiệm vụ",
            "Nhiệm vụ được giao", "Tên nhiệm vụ", "Công việc", "Tên công việc", "Nội dung công việc", "Việc phải làm",
            "Nội dung giao", "Nội dung chỉ đạo", "Nhiệm vụ, giải pháp", "Nội dung, nhiệm vụ",
        ),
        _field(
            "lead", "Đơn vị chủ trì", "Cơ quan chủ trì", "Cơ quan, đơn vị chủ trì", "Chủ trì", "Cơ quan/đơn vị trình",
            "Cơ quan, đơn vị trình", "Đơn vị thực hiện", "Cơ quan thực hiện", "Đơn vị được giao",
            "Cơ quan, đơn vị thực hiện", "Đơn vị chủ trì thực hiện", "Đơn vị chịu trách nhiệm", "Cơ quan chủ trì thực hiện",
            "Chủ trì thực hiện", "Đầu mối chủ trì", "Trách nhiệm thực hiện",
        ),
        _field(
            "lead_post", "Người chủ trì", "Cán bộ chủ trì", "Chuyên viên chủ trì", "Người thực hiện", "Cán bộ thực hiện",
            "Chức danh chủ trì", "Người chịu trách nhiệm",
        ),
        _field(
            "follower", "Chủ trì theo dõi", "Cán bộ theo dõi", "Người theo dõi", "Chuyên viên theo dõi",
            "Đầu mối theo dõi", "Theo dõi, đôn đốc", "Phòng theo dõi",
        ),
        _field("assigner", "Lãnh đạo giao", "Lãnh đạo chỉ đạo", "Người giao", "Lãnh đạo phụ trách"),
        _field(
            "cooperating", "Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp", "Cơ quan, đơn vị phối hợp",
            "Đơn vị phối hợp thực hiện",
        ),
        _field(
            "deadline_kind", "Loại thời hạn", "Loại hạn", "Kiểu thời hạn", "Tính chất thời hạn", "Loại nhiệm vụ",
        ),
        _field(
            "due", "Hạn", "Hạn xử lý", "Hạn hoàn thành", "Hạn chót", "Thời hạn", "Thời hạn hoàn thành",
            "Thời gian hoàn thành", "Thời hạn xử lý", "Ngày hết hạn", "Hạn thực hiện", "Thời gian thực hiện",
            "Thời hạn thực hiện",
        ),
        _field("recurrence", "Chu kỳ", "Chu kỳ báo cáo", "Định kỳ"),
        _field("condition", "Điều kiện", "Điều kiện phải chờ", "Chờ quyết định"),
        _field(
            "state", "Tiến độ", "Tình trạng", "Trạng thái", "Tình hình thực hiện", "Tiến độ thực hiện", "Kết quả xử lý",
            "Tình trạng thực hiện",
        ),
        _field("completed_on", "Ngày hoàn thành", "Ngày hoàn thành thực tế", "Ngày xong", "Hoàn thành ngày"),
        _field(
            "product", "Sản phẩm", "Sản phẩm đầu ra", "Kết quả đầu ra", "Sản phẩm hoàn thành", "Sản phẩm phải có",
            "Sản phẩm dự kiến", "Kết quả dự kiến",
        ),
        _field("product_level", "Cấp nhận sản phẩm", "Cấp trình", "Cấp nhận"),
        _field("product_receiver", "Nơi nhận sản phẩm", "Nơi nhận", "Cơ quan nhận sản phẩm"),
        _field(
            "result", "Kết quả", "Kết quả thực hiện", "Mô tả kết quả", "Kết quả thực hiện/minh chứng", "Minh chứng",
            "Kết quả đạt được", "Kết quả, minh chứng", several=True,
        ),
        _field("evidence_number", "Số văn bản minh chứng", "Văn bản minh chứng", "Số, ký hiệu văn bản kết quả"),
        _field("evidence_on", "Ngày văn bản minh chứng", "Ngày văn bản kết quả"),
        _field(
            "blocker", "Khó khăn, vướng mắc", "Khó khăn vướng mắc", "Vướng mắc", "Đề xuất, kiến nghị", "Đề xuất kiến nghị",
            "Khó khăn", "Tồn tại, vướng mắc", several=True,
        ),
        _field("resources", "Kinh phí", "Nguồn lực", "Nguồn kinh phí", "Kinh phí thực hiện"),
        _field("authority", "Cấp quyết định", "Thẩm quyền", "Cấp có thẩm quyền", "Cấp phê duyệt"),
        _field("urgency", "Độ khẩn", "Mức độ khẩn", "Mức độ ưu tiên"),
        _field("note", "Ghi chú"),
    ),
    frozenset({"title"}),
)  # fmt: skip

INDICATORS = Form(
    "indicators",
    (
        _field("order", "STT", "TT", "Số TT", "Số thứ tự"),
        _field("code", "Mã chỉ tiêu", "Mã CT", "Mã", "Mã số"),
        _field(
            "name", "Chỉ tiêu", "Tên chỉ tiêu", "Nội dung chỉ tiêu", "Chỉ tiêu chủ yếu", "Các chỉ tiêu chủ yếu",
            "Nội dung", "Chỉ số", "Tên chỉ số", "Nhóm chỉ tiêu, chỉ tiêu",
        ),
        _field("unit_of_measure", "Đơn vị tính", "ĐVT", "Đơn vị", "Đơn vị đo"),
        _field("kind", "Loại chỉ tiêu", "Loại số liệu", "Tính chất"),
        _field("frequency", "Kỳ báo cáo", "Kỳ số liệu"),
        _field(
            "lead", "Cơ quan theo dõi", "Đơn vị theo dõi", "Cơ quan chủ trì", "Đơn vị chủ trì", "Cơ quan, đơn vị chủ trì",
            "Chủ trì", "Đơn vị thực hiện", "Cơ quan chịu trách nhiệm", "Đơn vị chịu trách nhiệm", "Cơ quan báo cáo",
        ),
        _field("target", "Mục tiêu", "Chỉ tiêu giao", "Chỉ tiêu nghị quyết", "Kế hoạch", "Nghị quyết", "Giá trị mục tiêu"),
        _field("due", "Thời hạn", "Hạn hoàn thành", "Năm hoàn thành", "Thời điểm hoàn thành"),
        _field("baseline", "Giá trị gốc", "Hiện trạng", "Số gốc", "Năm gốc", "Giá trị năm gốc"),
        _field("definition", "Định nghĩa", "Khái niệm", "Giải thích"),
        _field("formula", "Cách tính", "Công thức", "Phương pháp tính"),
        _field("data_source", "Nguồn số liệu", "Nguồn dữ liệu"),
        _field("source_number", "Văn bản đề ra", "Căn cứ", "Số, ký hiệu", "Số hiệu văn bản"),
        _field("note", "Ghi chú"),
    ),
    frozenset({"name"}),
)  # fmt: skip

UNITS = Form(
    "units",
    (
        _field("order", "STT", "TT", "Số TT"),
        _field("name", "Tên đơn vị", "Đơn vị", "Tên cơ quan, đơn vị", "Cơ quan, đơn vị", "Tên tổ chức", "Tên"),
        _field("short_name", "Tên ngắn", "Tên viết tắt", "Viết tắt", "Tên gọi tắt"),
        _field("code", "Mã đơn vị", "Mã", "Mã định danh", "Mã số"),
        _field("kind", "Loại", "Loại đơn vị", "Loại hình"),
        _field("level", "Cấp", "Cấp hành chính", "Cấp đơn vị"),
        _field("parent", "Trực thuộc", "Đơn vị cấp trên", "Cấp trên", "Cấp trên trực tiếp", "Thuộc"),
        _field("relation", "Hệ thống", "Theo hệ thống", "Quan hệ"),
        _field("aliases", "Tên gọi khác", "Cách gọi khác"),
        _field("valid_from", "Từ ngày", "Có từ ngày", "Ngày thành lập"),
        _field("note", "Ghi chú"),
    ),
    frozenset({"name"}),
)

POSTS = Form(
    "posts",
    (
        _field("order", "STT", "TT", "Số TT"),
        _field("title", "Chức danh", "Chức vụ", "Vị trí", "Tên chức danh"),
        _field("unit", "Đơn vị", "Cơ quan, đơn vị", "Tên đơn vị", "Thuộc đơn vị", "Đơn vị công tác"),
        _field("valid_from", "Từ ngày", "Có từ ngày"),
        _field("note", "Ghi chú"),
    ),
    frozenset({"title", "unit"}),
)

ACCOUNTS = Form(
    "accounts",
    (
        _field("order", "STT", "TT", "Số TT"),
        _field("name", "Họ và tên", "Họ tên", "Tên cán bộ", "Cán bộ"),
        _field("username", "Tên đăng nhập", "Tài khoản", "Tên tài khoản"),
        _field("email", "Thư điện tử", "Email", "Địa chỉ thư điện tử"),
        _field("unit", "Đơn vị", "Cơ quan, đơn vị", "Đơn vị công tác", "Phòng"),
        _field("title", "Chức danh", "Chức vụ", "Vị trí"),
        _field("valid_from", "Từ ngày", "Giữ chức danh từ ngày"),
        _field("note", "Ghi chú"),
    ),
    frozenset({"name"}),
)

FORMS: Mapping[str, Form] = {form.code: form for form in (TASKS, INDICATORS, UNITS, POSTS, ACCOUNTS)}

# Headings of indicators that name a year or a period; the first that fits. Folded, see ``plain_heading``.
_YEAR = r"(?:nam )?(?P<year>20\d\d)"
_RESULT = r"(?:ket qua |so lieu |uoc |luy ke |gia tri )*(?:thuc hien|th|ket qua|dat|so lieu|uoc|uoc th)?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_RESULT} ?(?:den )?(?:thang )(?P<index>1[0-2]|0?[1-9])(?: |/| nam ){_YEAR}"), "result:month"),
    (re.compile(rf"{_RESULT} ?(?:den )?(?:quy )(?P<roman>iv|i{{1,3}}|[1-4])(?: |/| nam ){_YEAR}"), "result:quarter"),
    (re.compile(rf"(?:gia tri goc|hien trang|so goc|nam goc|gia tri nam goc|co so|xuat phat)(?: (?:den )?){_YEAR}"), "baseline"),
    (re.compile(rf"(?:thuc hien|th|ket qua|uoc|uoc th|uoc thuc hien|ket qua thuc hien|so lieu|dat)(?: den)?(?: het)? {_YEAR}"), "result:year"),
    (re.compile(rf"{_YEAR} (?:th|thuc hien|uoc|uoc th)"), "result:year"),
    (re.compile(rf"(?:muc tieu|ke hoach|kh|chi tieu|nghi quyet|phan dau|chi tieu giao|chi tieu ke hoach|lo trinh)?(?: ?den)?(?: het)? ?{_YEAR}"), "target"),
)  # fmt: skip


def _by_pattern(plain: str) -> str:
    """The field with its year or period that a heading of indicators names; empty where it names none."""
    for pattern, field in _PATTERNS:
        if found := pattern.fullmatch(plain):
            groups = found.groupdict()
            if groups.get("index"):
                return f"{field}:{groups['year']}-{int(groups['index']):02d}"
            if roman := groups.get("roman"):
                return f"{field}:{groups['year']}-{_ROMAN.get(roman) or int(roman)}"
            return f"{field}:{groups['year']}"
    return ""


def match_heading(form: Form, heading: str) -> Match:
    """The field that one heading means by itself; its parts of a two-row heading are parted by ``" · "``."""
    plain = plain_heading(heading)
    parts = [plain_heading(part) for part in heading.split(" · ")]
    tried = dict.fromkeys([plain, parts[-1], *parts])
    if form.code == "indicators":
        for text in tried:
            if text and (field := _by_pattern(text)):
                return Match(field, 3)
    for text in tried:
        for field_ in form.fields:
            if text in field_.aliases:
                # What only the upper of two heading rows says yields to a column that says it itself.
                return Match(field_.code, 3 if text in (plain, parts[-1]) else 1)
    beginnings = [
        (len(alias), field_.code)
        for text in tried
        for field_ in form.fields
        for alias in field_.aliases
        if text.startswith(alias + " ")
    ]
    return Match(max(beginnings)[1], 2) if beginnings else Match()


def match_headings(form: Form, headings: Sequence[str], known: Mapping[str, str] | None = None) -> list[Match]:
    """What each heading of a table means, no field twice unless it may be; ``known`` are remembered choices first.

    ``known`` gives a field (or nothing, "kept as it is") for a plain heading; what it knows is not guessed again.
    """
    known = known or {}
    found = [
        Match(known[plain], 4) if (plain := plain_heading(heading)) in known else match_heading(form, heading)
        for heading in headings
    ]
    best: dict[str, int] = {}
    for place, match in enumerate(found):
        if match.field and (match.field not in best or match.strength > found[best[match.field]].strength):
            best[match.field] = place
    kept = []
    for place, match in enumerate(found):
        field_ = form.field(match.field)
        several = field_ is not None and field_.several
        kept.append(match if not match.field or several or best[match.field] == place else Match())
    return kept
