"""The rules of the check in words (lời của các luật kiểm tra): what is wrong, why it matters, what to do.

One table for the command line and the page. The sentences are marked for translation without importing Django; the page
passes ``gettext`` as ``translate``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from vaocuoc.core.checking import Fault, Place
from vaocuoc.ui.numbers import format_decimal

Translate = Callable[[str], str]


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue (makemessages knows this name) and give it back unchanged."""
    return message


def as_it_is(message: str) -> str:
    """The Vietnamese source itself: what the command line prints."""
    return message


_ = gettext_noop

LEVEL_WORDS: Final[dict[str, str]] = {"error": _("lỗi"), "check": _("cần xem"), "hint": _("gợi ý")}

KIND_WORDS: Final[dict[str, str]] = {
    "contradiction": _("Mâu thuẫn số liệu"),
    "quoting": _("Trích khác chỉ tiêu đang có hiệu lực"),
    "units": _("Tên cơ quan, đơn vị không còn"),
    "citations": _("Dẫn chiếu"),
    "tasks": _("Nhiệm vụ"),
    "clears": _("Sáu rõ"),
    "targets": _("Chỉ tiêu"),
    "functions": _("Giao chưa đúng chức năng"),
    "duplicates": _("Trùng lặp"),
    "words": _("Câu chữ không kiểm được"),
    "numbering": _("Số mục"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A rule in words: its name, what is wrong (facts by name), what to do, and why it is looked for."""

    name: str
    wrong: str
    remedy: str
    why: str


_CLEAR_WHY = _("Kết luận 226-KL/TW yêu cầu mỗi nhiệm vụ đủ sáu rõ; thiếu một điều thì khi tới hạn không kết luận được.")

WORDS: Final[dict[str, Words]] = {
    "clears.who": Words(
        _("Chưa rõ người"),
        _("Nhiệm vụ chưa nêu đơn vị hoặc chức danh chủ trì."),
        _("Thêm đúng một đầu mối chủ trì ở đầu câu hoặc ở cột “Chủ trì”."),
        _CLEAR_WHY,
    ),
    "clears.what": Words(
        _("Chưa rõ việc"),
        _("Nhiệm vụ chưa nói làm việc gì với cái gì."),
        _("Thay bằng một động từ cụ thể và đối tượng: rà soát, ban hành, hoàn thành … cái gì."),
        _CLEAR_WHY,
    ),
    "clears.when": Words(
        _("Chưa rõ thời gian"),
        _("Nhiệm vụ chưa có hạn."),
        _("Thêm ngày, ví dụ “trước ngày 30/11/2026”, hoặc chu kỳ như “hằng quý”."),
        _CLEAR_WHY,
    ),
    "clears.product": Words(
        _("Chưa rõ sản phẩm"),
        _("Nhiệm vụ chưa nói phải có sản phẩm gì."),
        _("Nêu văn bản hoặc kết quả phải có: báo cáo, kế hoạch, quyết định, công trình."),
        _CLEAR_WHY,
    ),
    "clears.responsible": Words(
        _("Chưa rõ trách nhiệm"),
        _("Nhiệm vụ chưa nêu ai chịu trách nhiệm hoặc đôn đốc."),
        _("Nêu người đứng đầu chịu trách nhiệm hoặc người phụ trách, theo dõi."),
        _CLEAR_WHY,
    ),
    "clears.authority": Words(
        _("Chưa rõ thẩm quyền"),
        _("Nhiệm vụ chưa nêu cấp quyết định hoặc cấp nhận sản phẩm."),
        _("Nêu trình ai, ai phê duyệt, báo cáo cấp nào."),
        _CLEAR_WHY,
    ),
    "tasks.due_before_issue": Words(
        _("Hạn sớm hơn ngày văn bản"),
        _("Hạn %(due)s sớm hơn ngày ban hành %(issued)s."),
        _("Kiểm tra lại ngày, tháng, năm của hạn."),
        _("Thường do chép từ văn bản năm trước hoặc đảo ngày với tháng."),
    ),
    "tasks.child_after_parent": Words(
        _("Hạn việc con sau hạn việc chung"),
        _("Hạn %(due)s muộn hơn hạn %(parent)s của việc mà nó thuộc về."),
        _("Rút hạn việc con hoặc gia hạn việc chung."),
        _("Việc chung không thể xong trước phần của nó."),
    ),
    "tasks.two_leads": Words(
        _("Nhiều đầu mối chủ trì"),
        _("Một nhiệm vụ nêu nhiều đơn vị chủ trì: %(owner)s."),
        _("Giữ một đơn vị chủ trì, các đơn vị khác ghi là phối hợp; mỗi đơn vị một phần thì tách thành nhiều việc."),
        _("Hai đầu mối thì không đầu mối nào chịu trách nhiệm kết quả."),
    ),
    "tasks.nameless_lead": Words(
        _("Chủ trì là nhóm không tên"),
        _("Chủ trì ghi “%(owner)s”, không chỉ ra đơn vị nào."),
        _("Ghi tên từng đơn vị, hoặc cả loại đơn vị như “UBND các xã, phường”."),
        _("Không giao vào sổ, không đôn đốc được một nhóm không tên."),
    ),
    "tasks.help_without_lead": Words(
        _("Phối hợp mà không có chủ trì"),
        _("Câu ghi “phối hợp” nhưng không nêu đơn vị nào chủ trì."),
        _("Nêu đơn vị chủ trì trước, rồi mới ghi đơn vị phối hợp."),
        _("Đơn vị phối hợp không chịu trách nhiệm kết quả."),
    ),
    "tasks.no_receiver": Words(
        _("Sản phẩm chưa có nơi nhận"),
        _("Sản phẩm “%(product)s” chưa nói gửi cho ai."),
        _("Thêm nơi nhận: trình, báo cáo cấp nào."),
        _("Minh chứng chỉ có giá trị khi đã gửi đúng cấp."),
    ),
    "targets.no_unit": Words(
        _("Chỉ tiêu thiếu đơn vị tính"),
        _("Chỉ tiêu “%(value)s” không có đơn vị tính."),
        _("Thêm đơn vị tính ngay sau số."),
        _("Không có đơn vị tính thì không so sánh, cộng gộp được."),
    ),
    "targets.no_due": Words(
        _("Chỉ tiêu thiếu mốc thời gian"),
        _("Chỉ tiêu “%(value)s” không có mốc thời gian."),
        _("Thêm “đến năm …”, “hằng năm” hoặc giai đoạn."),
        _("Không có mốc thì không biết khi nào đánh giá đạt hay không đạt."),
    ),
    "targets.no_base": Words(
        _("Tăng, giảm mà không có gốc"),
        _("“%(value)s” là mức tăng hoặc giảm nhưng không nói so với đâu."),
        _("Thêm gốc so sánh: so với năm trước, so với năm 2025, hoặc ghi thẳng mức phải đạt."),
        _("Không có gốc thì mỗi nơi tính một cách."),
    ),
    "targets.no_comparator": Words(
        _("Chỉ tiêu thiếu mức so sánh"),
        _("“%(value)s” chưa nói là đạt đúng, ít nhất hay không quá."),
        _("Thêm “đạt”, “ít nhất”, “trên” hoặc “không quá”."),
        _("Vượt hay chưa đạt chỉ kết luận được khi biết chiều so sánh."),
    ),
    "targets.percent_of_what": Words(
        _("Tỷ lệ không rõ của gì"),
        _("“%(value)s” không nói là phần trăm của cái gì."),
        _("Ghi rõ tử số và mẫu số, ví dụ “95% số hộ được cấp nước sạch”."),
        _("Không có mẫu số thì không tính lại được."),
    ),
    "words.unmeasured": Words(
        _("Câu chữ không kiểm được"),
        _("Câu bắt đầu bằng “%(phrase)s” mà không có số, hạn hoặc sản phẩm."),
        _("Thêm số phải đạt, hạn hoặc sản phẩm; nếu chỉ là phương châm thì để ở phần quan điểm."),
        _("Không ai kết luận được đã làm xong hay chưa."),
    ),
    "duplicates.same": Words(
        _("Nhiệm vụ lặp lại"),
        _("Nhiệm vụ này đã có nguyên văn ở chỗ khác."),
        _("Bỏ một chỗ, hoặc nói rõ hai việc khác nhau thế nào."),
        _("Vào sổ hai lần thì bị đếm và đôn đốc hai lần."),
    ),
    "duplicates.near": Words(
        _("Nhiệm vụ gần giống nhau"),
        _("Nhiệm vụ này gần như trùng với chỗ khác."),
        _("Gộp làm một, hoặc nói rõ khác nhau ở đâu."),
        _("Hai câu gần giống thường là một việc chép từ hai nguồn."),
    ),
    "duplicates.two_dues": Words(
        _("Một việc, hai hạn"),
        _("Cùng một việc nhưng ở đây hạn %(due)s, chỗ kia hạn %(first_due)s."),
        _("Thống nhất một hạn."),
        _("Hạn ở thân văn bản và ở phụ lục hay lệch nhau sau khi sửa."),
    ),
    "quoting.value": Words(
        _("Trích khác số của chỉ tiêu"),
        _("Ở đây ghi “%(said)s”; chỉ tiêu “%(name)s” là %(known)s %(known_unit)s."),
        _("Sửa theo chỉ tiêu đang có hiệu lực, hoặc nêu văn bản đã điều chỉnh."),
        _("Số bị trích sai theo mãi vào kế hoạch và báo cáo sau."),
    ),
    "quoting.comparator": Words(
        _("Trích khác chiều so sánh"),
        _("Ở đây ghi “%(said)s”; chỉ tiêu “%(name)s” so sánh theo cách khác (%(known)s %(known_unit)s)."),
        _("Đối chiếu hai câu: mức phải đạt hay mức tăng thêm, ít nhất hay không quá."),
        _("“Đạt 5%%” và “tăng 5%%” là hai chỉ tiêu khác nhau."),
    ),
    "quoting.due": Words(
        _("Trích khác thời hạn của chỉ tiêu"),
        _("Chỉ tiêu “%(name)s” ở đây hạn %(due)s; bản đang có hiệu lực hạn %(known_due)s."),
        _("Sửa theo thời hạn đang có hiệu lực, hoặc nêu văn bản đã điều chỉnh."),
        _("Cùng một số nhưng khác năm là một chỉ tiêu khác."),
    ),
    "units.ended": Words(
        _("Cơ quan không còn"),
        _("“%(name)s” không còn từ ngày %(since)s (%(act)s)."),
        _("Thay bằng: %(into)s."),
        _("Chép từ văn bản trước ngày sắp xếp; giao cho cơ quan không còn thì không ai nhận."),
    ),
    "units.level_ended": Words(
        _("Cấp hành chính không còn"),
        _("“%(name)s” không còn từ ngày %(since)s (%(act)s)."),
        _("Thay bằng: %(into)s."),
        _("Từ ngày 1/7/2025 chỉ còn cấp tỉnh và cấp xã."),
    ),
    "functions.misplaced": Words(
        _("Có thể sai chức năng"),
        _("Giao %(owner)s việc “%(duty)s”, thường là chức năng của %(organ)s."),
        _("Đối chiếu quy chế làm việc; nếu đúng phân công thì bỏ qua và ghi lý do."),
        _("Hay gặp khi chép xuống: giao cơ quan kiểm tra việc đôn đốc của văn phòng."),
    ),
    "citations.self_other_type": Words(
        _("Tự gọi bằng tên văn bản khác"),
        _("Văn bản là %(own)s nhưng ghi “%(said)s này”."),
        _("Sửa thành “%(own)s này”."),
        _("Sót lại từ văn bản được chép."),
    ),
    "citations.type_of_symbol": Words(
        _("Thể loại không khớp ký hiệu"),
        _("Ghi là %(said)s nhưng ký hiệu %(number)s là của %(symbol)s."),
        _("Sửa thể loại hoặc ký hiệu cho khớp."),
        _("Dẫn sai thể loại thì không tìm được văn bản."),
    ),
    "citations.two_dates": Words(
        _("Một số hiệu, hai ngày"),
        _("Văn bản số %(number)s ở đây ghi ngày %(day)s, chỗ kia ghi ngày %(other_day)s."),
        _("Kiểm tra bản gốc, thống nhất một ngày."),
        _("Một văn bản chỉ có một ngày ban hành."),
    ),
    "citations.later_than_paper": Words(
        _("Dẫn văn bản có ngày sau"),
        _("Văn bản được dẫn ghi ngày %(day)s, sau ngày %(issued)s của văn bản này."),
        _("Kiểm tra lại năm của ngày được dẫn."),
        _("Không thể căn cứ vào văn bản chưa có."),
    ),
    "citations.register_date": Words(
        _("Khác ngày trong sổ văn bản"),
        _("Ở đây ghi ngày %(day)s; sổ văn bản ghi ngày %(known)s."),
        _("Kiểm tra bản gốc rồi sửa một trong hai."),
        _("Sổ văn bản đã có bản gốc để đối chiếu."),
    ),
    "citations.register_type": Words(
        _("Khác thể loại trong sổ văn bản"),
        _("Ở đây ghi là %(said)s; sổ văn bản ghi là %(known)s."),
        _("Kiểm tra bản gốc rồi sửa một trong hai."),
        _("Sổ văn bản đã có bản gốc để đối chiếu."),
    ),
    "numbering.jump": Words(
        _("Số mục nhảy"),
        _("Sau mục %(before)s là mục %(number)s."),
        _("Đánh lại số, hoặc bổ sung mục bị bỏ sót."),
        _("Mục bị cắt khi sửa thường để lại dẫn chiếu sai."),
    ),
    "numbering.twice": Words(
        _("Số mục lặp"),
        _("Mục %(number)s xuất hiện hai lần liền nhau."),
        _("Đánh lại số."),
        _("Hai mục trùng số thì dẫn chiếu không rõ mục nào."),
    ),
    "contradiction.share": Words(
        _("Tỷ lệ không khớp"),
        _("%(part)s/%(whole)s là %(right)s%%, không phải %(percent)s%%."),
        _("Kiểm tra lại ba số, sửa số sai."),
        _("Người đọc tính lại được ngay."),
    ),
    "contradiction.parts": Words(
        _("Các phần không cộng thành tổng"),
        _("Tổng ghi %(total)s %(unit)s, các phần cộng lại là %(found)s %(unit)s."),
        _("Kiểm tra tổng và từng phần; nếu còn phần khác thì ghi “trong đó có”."),
        _("“Gồm” nghĩa là đủ các phần."),
    ),
    "contradiction.part_above_total": Words(
        _("Phần lớn hơn tổng"),
        _("Tổng ghi %(total)s %(unit)s nhưng riêng một phần là %(part)s %(unit)s."),
        _("Kiểm tra lại hai số."),
        _("Phần không thể lớn hơn tổng."),
    ),
    "contradiction.table_total": Words(
        _("Bảng cộng sai"),
        _("Dòng tổng ghi %(total)s, cộng %(rows)s dòng được %(found)s."),
        _("Kiểm tra dòng tổng và các dòng của cột."),
        _("Thường do thêm, bớt dòng mà không cộng lại."),
    ),
    "contradiction.table_share": Words(
        _("Tỷ lệ trong bảng không khớp"),
        _("%(part)s so với %(whole)s là %(right)s%%, ô này ghi %(percent)s%%."),
        _("Kiểm tra lại ba ô của dòng."),
        _("Các dòng khác của bảng đều khớp phép tính này."),
    ),
    "contradiction.growth": Words(
        _("Mức tăng, giảm không khớp"),
        _("Từ %(before)s thành %(after)s là thay đổi %(right)s%%, không phải %(percent)s%%."),
        _("Kiểm tra lại ba số; với tỷ lệ thì ghi rõ “điểm %%”."),
        _("Người đọc tính lại được ngay."),
    ),
    "contradiction.two_values": Words(
        _("Một số liệu, hai giá trị"),
        _("“%(name)s” ở đây là %(value)s, chỗ kia là %(other_value)s."),
        _("Thống nhất một số, hoặc nói rõ hai số khác nhau ở đâu (thời điểm, phạm vi)."),
        _("Số ở phần mở đầu và phần chi tiết hay lệch nhau sau khi cập nhật."),
    ),
    "contradiction.falling_total": Words(
        _("Lũy kế giảm"),
        _("Lũy kế %(value)s thấp hơn %(earlier)s của thời điểm trước."),
        _("Kiểm tra lại hai số và thời điểm."),
        _("Số cộng dồn không thể giảm."),
    ),
    "contradiction.register_value": Words(
        _("Khác số liệu đã báo cáo"),
        _("“%(name)s” ở đây là %(value)s; số đã báo cáo cùng kỳ là %(known)s %(unit)s."),
        _("Dùng số đã báo cáo, hoặc nêu lý do điều chỉnh."),
        _("Hai báo cáo cùng kỳ phải cùng số."),
    ),
}


def wrong(fault: Fault, translate: Translate = as_it_is) -> str:
    """The sentence of a fault: what is wrong, with its facts."""
    return filled(translate(WORDS[fault.rule].wrong), fault.facts)


def remedy(fault: Fault, translate: Translate = as_it_is) -> str:
    """What to do about it; a name of what to write instead that is not known gives a plain line."""
    if fault.rule in ("units.ended", "units.level_ended") and not fault.facts.get("into"):
        return translate(UNKNOWN_SUCCESSOR)
    return filled(translate(WORDS[fault.rule].remedy), fault.facts)


UNKNOWN_SUCCESSOR: Final = _("Thay bằng cơ quan kế thừa.")


def filled(sentence: str, facts: Mapping[str, object]) -> str:
    """A sentence with its facts as offices write them: 1.234,5 and 31/12/2025."""
    said = sentence % {name: _said(fact) for name, fact in facts.items()}
    return _BEFORE_PERCENT.sub("%", said).replace(" ()", "").replace(" .", ".").replace(" )", ")")


_BEFORE_PERCENT: Final = re.compile(r"(?<=\d) %")


def _said(fact: object) -> str:
    if isinstance(fact, date):
        return f"{fact:%d/%m/%Y}"
    if isinstance(fact, Decimal | int):
        return format_decimal(fact)
    return " ".join(str(fact).split())


def where(place: Place, translate: Translate = as_it_is) -> str:
    """A place in words: "trang 3, mục II.1, bảng 2 dòng 5"; the line where the file has no pages."""
    parts = [translate(_PAGE) % {"page": place.page}] if place.page else [translate(_LINE) % {"line": place.line}]
    if place.section:
        parts.append(translate(_SECTION) % {"section": place.section})
    if place.table:
        parts.append(translate(_ROW) % {"table": place.table, "row": place.row})
    return ", ".join(parts)


_PAGE: Final = gettext_noop("trang %(page)s")
_LINE: Final = gettext_noop("dòng %(line)s")
_SECTION: Final = gettext_noop("mục %(section)s")
_ROW: Final = gettext_noop("bảng %(table)s dòng %(row)s")
