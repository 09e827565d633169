"""Words for what imports keep as codes: fields of columns, why rows are passed over or held, what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.errors import Refused
from vaocuoc.core.trackers import FORMS
from vaocuoc.tracking.importing.indicator_rows import period_of
from vaocuoc.tracking.importing.models import Outcome
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.refusals import sentence

Words = str | Promise

_FIELDS: Mapping[str, Words] = {
    "order": gettext_lazy("Số thứ tự"),
    "code": gettext_lazy("Mã"),
    "source_number": gettext_lazy("Số, ký hiệu văn bản giao"),
    "issued_on": gettext_lazy("Ngày ban hành văn bản giao"),
    "received_on": gettext_lazy("Ngày nhận"),
    "title": gettext_lazy("Nội dung nhiệm vụ"),
    "lead": gettext_lazy("Đơn vị chủ trì"),
    "lead_post": gettext_lazy("Người chủ trì (khi không có đơn vị)"),
    "follower": gettext_lazy("Người theo dõi"),
    "assigner": gettext_lazy("Lãnh đạo giao (giữ nguyên)"),
    "cooperating": gettext_lazy("Đơn vị phối hợp"),
    "deadline_kind": gettext_lazy("Loại thời hạn"),
    "due": gettext_lazy("Hạn"),
    "recurrence": gettext_lazy("Chu kỳ"),
    "condition": gettext_lazy("Điều kiện phải chờ"),
    "state": gettext_lazy("Tiến độ, trạng thái"),
    "completed_on": gettext_lazy("Ngày hoàn thành thực tế"),
    "product": gettext_lazy("Sản phẩm"),
    "product_level": gettext_lazy("Cấp nhận sản phẩm"),
    "product_receiver": gettext_lazy("Nơi nhận sản phẩm"),
    "result": gettext_lazy("Kết quả thực hiện, minh chứng"),
    "evidence_number": gettext_lazy("Số văn bản minh chứng"),
    "evidence_on": gettext_lazy("Ngày văn bản minh chứng"),
    "blocker": gettext_lazy("Khó khăn, vướng mắc"),
    "resources": gettext_lazy("Nguồn lực, kinh phí"),
    "authority": gettext_lazy("Cấp quyết định"),
    "urgency": gettext_lazy("Độ khẩn"),
    "note": gettext_lazy("Ghi chú"),
    "told": gettext_lazy("Kết quả, ghi chú"),
    "closure": gettext_lazy("Hoàn thành"),
    "name": gettext_lazy("Tên"),
    "unit_of_measure": gettext_lazy("Đơn vị tính"),
    "kind": gettext_lazy("Loại"),
    "indicator_kind": gettext_lazy("Loại chỉ tiêu"),
    "frequency": gettext_lazy("Kỳ báo cáo"),
    "target": gettext_lazy("Mục tiêu"),
    "baseline": gettext_lazy("Giá trị gốc"),
    "definition": gettext_lazy("Định nghĩa"),
    "formula": gettext_lazy("Cách tính"),
    "data_source": gettext_lazy("Nguồn số liệu"),
    "lead_unit": gettext_lazy("Cơ quan theo dõi"),
    "short_name": gettext_lazy("Tên ngắn"),
    "level": gettext_lazy("Cấp"),
    "unit_kind": gettext_lazy("Loại đơn vị"),
    "parent": gettext_lazy("Trực thuộc"),
    "relation": gettext_lazy("Hệ thống"),
    "aliases": gettext_lazy("Tên gọi khác"),
    "valid_from": gettext_lazy("Từ ngày"),
    "unit": gettext_lazy("Đơn vị"),
    "username": gettext_lazy("Tên đăng nhập"),
    "email": gettext_lazy("Thư điện tử"),
    "fix": gettext_lazy("Sửa chỗ chưa đúng"),
}
REASONS: Mapping[str, Words] = {
    "total": gettext_lazy("dòng tổng cộng"),
    "head": gettext_lazy("tiêu đề lặp lại"),
    "group": gettext_lazy("dòng nhóm, giá trị đã cho các dòng dưới"),
    "foot": gettext_lazy("phần ký, ghi chú dưới bảng"),
    "hidden": gettext_lazy("dòng đang ẩn"),
    "empty": gettext_lazy("không có nội dung"),
    "duplicate": gettext_lazy("trùng một dòng trên"),
}
TONES: Mapping[str, str] = {
    Outcome.NEW: "good",
    Outcome.UPDATE: "cham",
    Outcome.DONE_OUTSIDE: "",
    Outcome.DONE_DATED: "good",
    Outcome.AWAITING: "warn",
    Outcome.HELD: "bad",
    Outcome.SAME: "line",
    Outcome.SKIPPED: "line",
}
QUESTION_KINDS: Mapping[str, tuple[Words, Words]] = {
    "lead": (gettext_lazy("Đơn vị chủ trì"), gettext_lazy("Chưa chọn: các dòng này chờ bổ sung")),
    "unit": (gettext_lazy("Đơn vị"), gettext_lazy("Chưa chọn: các dòng này chờ bổ sung")),
    "lead_post": (gettext_lazy("Người chủ trì"), gettext_lazy("Chưa chọn: các dòng này chờ bổ sung")),
    "due": (gettext_lazy("Hạn"), gettext_lazy("Chưa rõ ngày: các dòng này chờ bổ sung")),
    "follower": (gettext_lazy("Người theo dõi"), gettext_lazy("Để trống, giữ chữ trong bảng")),
    "state": (gettext_lazy("Tiến độ, trạng thái"), gettext_lazy("Chưa chọn: các dòng này chờ bổ sung")),
    "deadline_kind": (gettext_lazy("Loại thời hạn"), gettext_lazy("Chưa chọn: các dòng này chờ bổ sung")),
    "urgency": (gettext_lazy("Độ khẩn"), gettext_lazy("Để là “thường”")),
    "product_level": (gettext_lazy("Cấp nhận sản phẩm"), gettext_lazy("Để trống")),
    "indicator_kind": (gettext_lazy("Loại chỉ tiêu"), gettext_lazy("Theo mặc định của tệp")),
    "frequency": (gettext_lazy("Kỳ báo cáo"), gettext_lazy("Theo mặc định của tệp")),
    "unit_kind": (gettext_lazy("Loại đơn vị"), gettext_lazy("Theo mặc định của tệp")),
    "level": (gettext_lazy("Cấp"), gettext_lazy("Theo mặc định của tệp")),
    "relation": (gettext_lazy("Hệ thống"), gettext_lazy("Theo mặc định của tệp")),
}
STATE_WORDS: Mapping[str, Words] = {
    "done": gettext_lazy("Đã xong"),
    "running": gettext_lazy("Đang thực hiện (kể cả quá hạn)"),
    "awaiting": gettext_lazy("Chờ nghiệm thu, xác nhận"),
    "regular": gettext_lazy("Việc thường xuyên"),
    "condition": gettext_lazy("Chờ quyết định, điều kiện"),
    "suspended": gettext_lazy("Tạm dừng"),
    "cancelled": gettext_lazy("Hủy"),
}
WHY: Mapping[str, Words] = {
    "exact": gettext_lazy("đúng tên"),
    "alias": gettext_lazy("tên gọi khác"),
    "accents": gettext_lazy("khác dấu"),
    "abbreviation": gettext_lazy("viết tắt"),
    "initials": gettext_lazy("chữ cái đầu"),
    "shortened": gettext_lazy("tên rút gọn"),
    "similar": gettext_lazy("gần giống"),
    "last_day": gettext_lazy("ngày cuối cùng, cần xác nhận"),
    "with_partners": gettext_lazy("chủ trì, các đơn vị còn lại phối hợp"),
}
ASKED_WHY: Mapping[str, Words] = {
    "unknown": gettext_lazy("chưa có trong danh bạ, danh mục"),
    "several_fit": gettext_lazy("hợp với nhiều mục, chọn một"),
    "no_day": gettext_lazy("chưa phải là một ngày"),
    "several_units": gettext_lazy("một ô ghi nhiều đơn vị, chọn đơn vị chủ trì"),
}


def field_name(code: str) -> str:
    """What a field is called (tên trường), with its year or period."""
    if code in _FIELDS:
        return str(_FIELDS[code])
    kind, _rest, label = code.partition(":")
    if kind == "target":
        return _("Mục tiêu năm %(year)s") % {"year": label}
    if kind == "baseline":
        return _("Giá trị gốc năm %(year)s") % {"year": label}
    if kind == "result":
        return _("Thực hiện %(period)s") % {"period": _period(label)}
    return code


def _period(label: str) -> str:
    return period_name(period_of(label))


def field_choices(kind: str, years: Sequence[int] = ()) -> list[tuple[str, str]]:
    """The fields that a column of this kind of tracker may be, for the list on the page."""
    fields = [(field.code, field_name(field.code)) for field in FORMS[kind].fields]
    if kind == "indicators":
        for year in years:
            fields += [
                (code, field_name(code)) for code in (f"target:{year}", f"baseline:{year}", f"result:year:{year}")
            ]
    return fields


_NOTES: Mapping[str, Words] = {
    "issued_ahead": gettext_lazy("Ngày ban hành %(day)s chưa đến, có thể ghi nhầm năm; không dùng."),
    "due_before_issue": gettext_lazy("Hạn %(day)s sớm hơn ngày ban hành."),
    "due_swapped": gettext_lazy("Hạn %(day)s sớm hơn ngày ban hành; có thể đảo ngày và tháng: %(other)s?"),
    "due_far": gettext_lazy("Hạn %(day)s xa hơn một năm, xem lại năm."),
    "due_before_day": gettext_lazy("“%(text)s” được ghi là %(other)s: hạn tính cả ngày ghi."),
    "error_formula": gettext_lazy("Có ô công thức chưa tính; mở tệp, lưu lại rồi nhập."),
    "error_cell": gettext_lazy("Có ô lỗi %(text)s; ô đó được coi là trống."),
    "duplicate_of": gettext_lazy("Trùng dòng %(text)s."),
    "changed_here": gettext_lazy("%(field)s: trong sổ đã đổi sau lần nhập trước, giữ như trong sổ."),
    "closed_due": gettext_lazy("Nhiệm vụ đã kết thúc, hạn %(day)s không được ghi."),
    "not_a_number": gettext_lazy("%(field)s: “%(value)s” không phải là số."),
    "other_period": gettext_lazy("Số liệu %(period)s khác kỳ báo cáo của chỉ tiêu, không ghi."),
}


def note_words(note: Sequence[Any]) -> str:
    """A note of a row as a sentence (cần xem)."""
    code, *facts = note
    if code == "refused":
        return sentence(Refused(facts[0], **facts[1]))
    first, second = str(facts[0]), str(facts[1]) if len(facts) > 1 else ""
    if code == "due_before_issue" and second:
        code = "due_swapped"
    if code == "error_cell" and first == "formula":
        code = "error_formula"
    words = {
        "text": first,
        "value": second,
        "day": _day(first),
        "other": _day(second),
        "field": field_name(first),
        "period": _period(first) if code == "other_period" else "",
    }
    return str(_NOTES.get(code, code)) % words


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
