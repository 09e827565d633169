"""Why something was read as it was (vì sao đọc ra), in words: the names of the reader's rules by what they decide.

A rule's name is ``family.rule``. Each family has a field of the card that it explains and a sentence; some rules have a
sentence of their own. A test holds every rule of the reader to having one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

FAMILIES: dict[str, tuple[Words, Words]] = {
    "number": (_("Giá trị"), _("con số ghi trong câu")),
    "unit": (_("Đơn vị tính"), _("chữ đứng ngay sau con số")),
    "comparator": (_("So sánh"), _("chữ trước hoặc sau con số (ít nhất, trên, khoảng, trở lên)")),
    "period": (_("Kỳ, thời hạn"), _("chữ chỉ thời gian trong câu")),
    "due": (_("Hạn"), _("chữ chỉ hạn của câu hoặc của mục")),
    "role": (_("Chỉ tiêu hay kết quả"), _("chữ quanh con số cho biết là việc đã đạt hay phải đạt")),
    "basis": (_("So với"), _("chữ chỉ gốc so sánh (dự toán, kế hoạch, cùng kỳ)")),
    "indicator": (_("Tên chỉ tiêu"), _("cụm từ nêu việc được đo")),
    "figure": (_("Số liệu"), _("quan hệ giữa các con số trong câu")),
    "not": (_("Không tính"), _("con số chỉ thứ tự, ngày hoặc tên gọi")),
    "task": (_("Nhiệm vụ"), _("câu giao việc hoặc nhận việc")),
    "owner": (_("Chủ trì"), _("tên cơ quan, chức danh đứng trước việc")),
    "cooperating": (_("Phối hợp"), _("chữ “phối hợp với” trong câu")),
    "product": (_("Sản phẩm"), _("văn bản, hồ sơ phải nộp nêu trong câu")),
    "receiver": (_("Nơi nhận"), _("cơ quan nhận sản phẩm nêu trong câu")),
    "resources": (_("Kinh phí"), _("nguồn lực nêu trong câu")),
    "recurrence": (_("Chu kỳ"), _("chữ chỉ việc lặp lại")),
    "annex": (_("Cột của bảng"), _("tên cột ở đầu bảng")),
    "table": (_("Bảng"), _("mỗi dòng của bảng là một nội dung")),
    "section": (_("Mục"), _("tên mục mà câu nằm trong đó")),
    "marker": (_("Bố cục"), _("số, chữ đánh đầu mục")),
    "level": (_("Cấp"), _("tên cơ quan cho biết cấp")),
    "citation": (_("Dẫn chiếu"), _("số, ký hiệu hoặc tên văn bản được nhắc")),
    "shortcoming": (_("Hạn chế"), _("chữ chỉ việc còn yếu, còn chậm, chưa đạt")),
    "proposal": (_("Kiến nghị"), _("chữ đề nghị cấp trên hoặc nằm trong mục kiến nghị")),
    "letterhead": (_("Thể thức"), _("phần đầu của văn bản")),
    "ocr": (_("Bản quét"), _("chữ nhận dạng từ ảnh trang, phải đối chiếu với ảnh")),
    "by_hand": (_("Ghi tay"), _("người rà soát ghi")),
}

RULES: dict[str, Words] = {
    "number.word": _("con số viết bằng chữ"),
    "number.range": _("khoảng từ số này đến số kia"),
    "number.part": _("số dạng “bao nhiêu trên tổng số”"),
    "number.zero": _("câu nói không còn, nghĩa là bằng 0"),
    "unit.none": _("câu không ghi đơn vị tính"),
    "period.carried": _("lấy theo thời gian nêu ở câu trước"),
    "period.heading": _("lấy theo thời gian ở tên mục"),
    "period.title": _("lấy theo thời gian ở trích yếu"),
    "role.section": _("theo mục mà câu nằm trong đó"),
    "role.carried": _("theo con số đứng trước trong câu"),
    "role.tense": _("theo thì của câu (đã, đạt)"),
    "role.none": _("không có chữ nào cho biết rõ"),
    "indicator.carried": _("lấy theo câu trước"),
    "indicator.heading": _("lấy theo tên mục"),
    "figure.restates": _("nhắc lại số liệu khác của câu theo một gốc so sánh"),
    "owner.label": _("cơ quan ghi ở nhãn đầu dòng"),
    "owner.heading": _("cơ quan ghi ở tên mục"),
    "owner.lead_in": _("cơ quan ghi ở câu dẫn của danh sách"),
    "task.section": _("câu nằm trong mục nhiệm vụ"),
    "task.through": _("giao qua cơ quan đảng chỉ đạo"),
    "due.carried": _("lấy theo hạn nêu trước đó"),
    "due.heading": _("lấy theo hạn ở tên mục"),
    "due.after_issue": _("tính theo số ngày sau khi ban hành"),
    "due.waiting": _("chờ quyết định hoặc điều kiện"),
    "ocr.doubtful_digit": _("chữ số nhận dạng từ ảnh chưa chắc, phải đối chiếu với ảnh trang"),
    "by_hand.added": _("người rà soát ghi thêm"),
    "by_hand.split": _("người rà soát tách từ một câu dài"),
    "by_hand.merge": _("người rà soát gộp từ hai câu"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field was read from: the field, the sentence, the names of the rules for who looks after them."""

    field: Words
    words: Words
    rule: str


def reasons_of(why: Iterable[str]) -> list[Reason]:
    """The rules of a finding in words, each once, those of one field together; an unknown name is shown as it is."""
    found: dict[str, list[Reason]] = {}
    for rule in dict.fromkeys(why):
        family = rule.split(".")[0]
        field, words = FAMILIES.get(family, (_("Khác"), rule))
        found.setdefault(str(field), []).append(Reason(field, RULES.get(rule, words), rule))
    return [one for group in found.values() for one in group]
