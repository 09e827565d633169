"""What a figure is for: a target to be reached, a result, or context (vai trò của số liệu); and what a percentage is of.

Cues are looked for from the nearest clause outwards: beside the number, in the clause, in the sentence, in what the
paragraph stands under.
"""

from __future__ import annotations

from vaocuoc.core.reading.engine import Cue, CueSet, cue
from vaocuoc.core.reading.items import Basis, Role

_B = r"(?<!\w)"
_E = r"(?!\w)"

# Before the number, within its sentence; the one nearest to the number decides.
BEFORE: tuple[Cue[Role], ...] = (
    cue("role.past_target", rf"{_B}vượt(?: so với)? mục tiêu (?:năm|đề ra|nghị quyết|kế hoạch|nhiệm kỳ|giai đoạn)(?: \w+){{0,3}}\s*$", "result", "vượt"),
    cue("role.compared_target", rf"{_B}so với mục tiêu{_E}", "result", "so"),
    cue("role.missed_target", rf"{_B}(?:chưa|không) đạt(?: được)? (?:\w+ )?(?:mục tiêu|chỉ tiêu|kế hoạch)(?: (?:đã )?đề ra| được giao)?{_E}", "result", "chưa không"),
    cue("role.in_brackets", rf"{_B}(?:kịch bản|kế hoạch|mục tiêu|chỉ tiêu|dự toán)[^,;%()]{{0,60}}\(\s*$", "target", "kịch kế mục chỉ dự"),
    cue("role.strive", rf"{_B}(?:phấn đấu|quyết tâm|nỗ lực|đặt mục tiêu|đề ra mục tiêu|mục tiêu|nhằm đạt|để đạt|hướng tới|hướng đến){_E}", "target", "phấn quyết nỗ đặt đề mục nhằm để hướng"),
    cue("role.set", rf"{_B}(?:đề ra|thông qua|xác định|thống nhất|đưa ra|đặt ra)(?: [^.;:]{{0,60}})? (?:chỉ tiêu|mục tiêu){_E}", "target", "đề thông xác thống đưa đặt"),
    cue("role.reached", rf"{_B}(?:hoàn thành|vượt|đạt|so với|so)(?: \w+){{0,2}} (?:chỉ tiêu|dự toán|kế hoạch){_E}", "result", "hoàn vượt đạt so"),
    cue("role.assigned", rf"{_B}(?:(?:được )?giao (?:chỉ tiêu|dự toán|kế hoạch|thu|nhiệm vụ thu)|chỉ tiêu|dự toán(?! (?:được|trung|tỉnh|hđnd|cả|năm|giao))|kế hoạch (?:là|hoàn thành)|được giao){_E}", "target", "được giao chỉ dự kế"),
    cue("role.will", rf"{_B}(?:sẽ|dự kiến(?! đầu tư)){_E}", "target", "sẽ dự"),
    cue("role.must", rf"{_B}(?:cần|phải|bảo đảm|đảm bảo|duy trì|nâng(?! cấp)|giữ vững|giảm xuống|đưa){_E}", "target", "cần phải bảo đảm duy nâng giữ giảm đưa"),
    cue("role.ensure", rf"{_B}(?:bảo đảm|đảm bảo)(?: cho)? (?:tỷ lệ|mức|tốc độ|ít nhất|tối thiểu|100)(?!\w)(?:(?!đã)[^;.\d]){{0,160}}$", "target", "bảo đảm"),
    cue("role.must_reach", rf"{_B}(?:còn )?phải (?:thu|đạt|giải ngân|huy động|hoàn thành)(?: được| thêm)?{_E}", "target", "còn phải"),
    cue("role.at_least", rf"{_B}(?:ít nhất|tối thiểu|không dưới|không quá|tối đa)\s*$", "target", "ít tối không"),
    cue("role.lacking", rf"{_B}(?:chưa đủ|chưa có|không đạt|chưa đạt(?: được)?)(?: ít nhất)?\s*$", "target", "chưa không"),
    cue("role.every_year", rf"{_B}(?:hằng năm|hàng năm|mỗi năm),", "target", "hằng hàng mỗi"),
    cue("role.done", rf"{_B}(?:đã(?! (?:đề ra|xác định|thông qua|đặt ra|thống nhất|quyết nghị|quyết định|đưa ra))|đạt được|ước đạt|ước thực hiện|ước tính|thực hiện đạt|thu được|hoàn thành được|kết quả|lũy kế|hiện có|hiện nay|(?<!và\x20)vừa|so với cùng kỳ|tăng so với|chỉ đạt|mới đạt|mới chỉ|mới được|đến nay mới|chỉ tăng|còn thiếu|vẫn thiếu){_E}", "result", "đã đạt ước thực thu hoàn kết lũy hiện vừa so tăng chỉ mới đến còn vẫn"),
    cue("role.now", rf"{_B}hiện\s*$", "result", "hiện"),
    cue("role.withdrawn", rf"{_B}thay (?:vì|cho|thế)(?: (?:mức|chỉ tiêu|mục tiêu|con số|là))*(?: \w+){{0,2}}\s*$", "context", "thay"),
    cue("role.before", rf"{_B}(?:năm|năm học|kỳ|quý|tháng|nhiệm kỳ) trước(?: (?:là|đạt|có|chỉ))?\s*$", "result", "năm kỳ quý tháng nhiệm"),
    cue("role.others", rf"{_B}(?:bình quân (?:chung )?(?:của )?cả nước|mức tăng (?:của )?cả nước|cả nước(?: là| tăng| đạt| có)|trung bình cả nước|bình quân (?:chung )?(?:của )?toàn quốc)[^,;%]{{0,20}}$", "context", "bình mức cả trung"),
    cue("role.preliminary", rf"{_B}sơ bộ (?:tổng|số|nhu cầu|diện tích|chi phí|quy mô|khối lượng|kinh phí)(?!.*{_B}(?:phấn đấu|đã|sẽ|phải){_E}){_E}", "context", "sơ"),
    cue("role.size", rf"{_B}(?:diện tích(?: tự nhiên)?|dân số|chiều dài|bề rộng|chiều rộng|dài|rộng|quy mô dân số|tổng mức đầu tư(?: dự kiến)?|công suất|mật độ|dung tích)(?: của \w+)?(?: (?:là|khoảng|gần|trên|hơn|đạt|từ))?\s*$", "context", "diện dân chiều bề dài rộng quy tổng công mật dung"),
)  # fmt: skip
NEAREST = CueSet(BEFORE)
# Words that also tell of what was done: they make a target only where targets stand or the day is to come.
WEAK = frozenset({"role.must", "role.every_year"})
# Right after the number.
AFTER: tuple[Cue[Role], ...] = (
    cue("role.same_period_after", r"\s*(?:,\s*)?(?:so (?:với )?)?(?:cùng kỳ|năm trước)", "result"),
    cue("role.plan_reached", r"\s*(?:so với )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết)", "result"),
)
_SECTION_ROLES: dict[str, Role] = {
    "mục tiêu": "target", "nhiệm vụ": "target", "định hướng": "target", "tổ chức thực hiện": "target",
    "kết quả": "result", "hạn chế": "result", "nguyên nhân": "result", "bài học": "result",
}  # fmt: skip


def section_role(section: str | None) -> Role | None:
    """The role that figures of a section have unless their sentence says otherwise."""
    return _SECTION_ROLES.get(section or "")


# What a percentage is of, from the words after it, else before it.
BASIS_AFTER: tuple[Cue[Basis], ...] = (
    cue("basis.previous_after", r"\s*,?\s*(?:so (?:với )?)?(?:cùng kỳ|cùng thời điểm|năm trước|năm ngoái|kỳ trước|tháng trước|quý trước|giai đoạn trước|nhiệm kỳ trước|đầu nhiệm kỳ)", "previous_period"),
    cue("basis.previous_compared", r"\s*(?:(?:và|,) )?so (?:với )?(?:năm|cùng|kỳ|tháng|quý|giai đoạn|nhiệm kỳ|thời điểm|đầu|trước)", "previous_period"),
    cue("basis.plan_after", r"\s*(?:so với |của |tổng )?(?:kế hoạch|dự toán|kh(?!\w)|kế hoạch vốn|tổng kế hoạch|vốn kế hoạch)", "plan"),
    cue("basis.target_after", r"\s*(?:so với )?(?:chỉ tiêu|mục tiêu|nghị quyết|chỉ tiêu kế hoạch|kịch bản|so chỉ tiêu)", "target"),
)  # fmt: skip
BASIS_BEFORE: tuple[Cue[Basis], ...] = (
    cue("basis.target_before", rf"{_B}(?:vượt|đạt)(?: \w+)? (?:mục tiêu|chỉ tiêu)[^,;]*$", "target"),
    cue("basis.plan_before", rf"{_B}(?:đạt tỷ lệ giải ngân|giải ngân)[^,;]*$", "plan"),
    cue("basis.share", rf"{_B}(?:chiếm|tỷ lệ|tỉ lệ|tỷ trọng|độ che phủ|che phủ|lấp đầy|tỷ suất)(?!\w)[^;]*$", "total"),
)  # fmt: skip
