"""What keeps a target from being checked: no unit, no day, no base, no comparator; and words without a measure (chỉ tiêu)."""

from __future__ import annotations

from collections.abc import Iterator

from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.reading import Figure, Task
from vaocuoc.core.reading.engine import compiled

_PERCENT = ("%", "‰", "điểm %", "điểm phần trăm")
_CHANGES = compiled(
    r"(?<!\w)(?:tăng|giảm|vượt|cao hơn|thấp hơn|cắt giảm|tăng thêm|giảm thêm)"
    r"(?: (?:ít nhất|tối thiểu|trên|hơn|từ|khoảng|bình quân|thêm|tới|đến|thu|chi))*\s*$"
)
_CHANGES_TO = compiled(r"(?<!\w)(?:tăng|giảm)(?: \w+){0,3} (?:lên|xuống|còn|đến|đạt)\s*$")
_BASED = compiled(
    r"(?<!\w)(?:so với|so cùng kỳ|cùng kỳ|năm trước|năm \d{4}|mỗi năm|một năm|hằng năm|hàng năm|bình quân|hiện nay|hiện tại|"
    r"kế hoạch|dự toán|mức|/năm|năm)(?!\w)"
)
_COMPARES = compiled(
    r"(?<!\w)(?:đạt|trên|dưới|từ|tối thiểu|tối đa|ít nhất|nhiều nhất|không quá|không dưới|không thấp hơn|không vượt|khoảng|bằng|"
    r"còn|chỉ còn|tăng|giảm|lên|xuống|đến|chiếm|có|hoàn thành|bảo đảm|đảm bảo|duy trì|giữ|đủ|là|thu hút|phấn đấu|≥|≤|>|<|=|xây dựng|"
    r"đưa|tạo|giải quyết|hơn|vượt|thêm|kết nạp|thành lập|sắp xếp|xóa|hằng năm|mỗi năm|bình quân)(?!\w)"
)
_AFTER_COMPARES = compiled(r"\s*(?:trở lên|trở xuống|trở đi)(?!\w)")
_VAGUE = compiled(
    r"(?:tiếp tục |phấn đấu )?(?:đẩy mạnh|tăng cường|nâng cao(?: hơn nữa)?(?: chất lượng| hiệu quả| hiệu lực)?|chú trọng|quan tâm|"
    r"coi trọng|phát huy|tích cực|thực hiện tốt|làm tốt|cơ bản hoàn thành|phấn đấu cơ bản)(?!\w)"
)
_MEASURE = compiled(
    r"\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|toàn bộ|tất cả|hằng (?:tháng|quý|năm)|định kỳ)(?!\w)"
)


def targets(paper: Paper) -> Iterator[Fault]:
    """Each thing that a target lacks to be checked one day."""
    for figure in paper.targets:
        for rule in lacking(paper, figure):
            yield paper.fault(rule, *paper.around(figure.start, figure.end), value=_value(figure))


def lacking(paper: Paper, figure: Figure) -> Iterator[str]:
    """The rules that a target breaks."""
    before, after = _around(paper, figure)
    if figure.measures is not None:  # it restates the figure before it against a base
        return
    if figure.unit is None:
        yield "targets.no_unit"
    if figure.due is None and figure.period is None and _is_stated(figure):
        yield "targets.no_due"
    changes = _CHANGES.search(before) and not _CHANGES_TO.search(before)
    based = _BASED.search(_paragraph_before(paper, figure) + " " + after)
    if changes and not based and figure.baseline is None:
        yield "targets.no_base"
    elif figure.unit in _PERCENT and figure.indicator is None and figure.basis is None:
        yield "targets.percent_of_what"
    in_table = paper.place(figure.start).table is not None
    plain = figure.comparator == "=" and figure.unit == "%" and figure.value != 100 and _is_stated(figure)
    if plain and not in_table and not _COMPARES.search(before) and not _AFTER_COMPARES.match(after):
        yield "targets.no_comparator"


def _is_stated(figure: Figure) -> bool:
    """Whether it stands among the paper's targets: other numbers may only be said in passing."""
    return figure.section == "mục tiêu"


def _around(paper: Paper, figure: Figure) -> tuple[str, str]:
    """The surface of the sentence before and after the figure."""
    start, end = paper.context(figure.start, figure.end)
    return paper.surface[start : figure.start], paper.surface[figure.end : end]


def _paragraph_before(paper: Paper, figure: Figure) -> str:
    """The surface of the paragraph before the figure: a "hằng năm" at its head holds for each of its clauses."""
    block = paper.block_at(figure.start)
    start = block.start if block else paper.sentence(figure.start)[0]
    return paper.surface[max(start, figure.start - 600) : figure.start]


def _value(figure: Figure) -> str:
    return " ".join(figure.quote.split())


def words(paper: Paper) -> Iterator[Fault]:
    """Tasks that begin with words such as "đẩy mạnh" and hold no number, day or product: nobody can tell when it is done."""
    for task in paper.tasks:
        match = _VAGUE.match(paper.surface, task.start)
        if match and match.end() <= task.end and not _is_measured(paper, task):
            yield paper.fault("words.unmeasured", task.start, task.end, phrase=match.group().strip())


def _is_measured(paper: Paper, task: Task) -> bool:
    held = task.due is not None or task.recurring or task.product is not None or task.days is not None
    return held or _MEASURE.search(paper.surface[task.start : task.end]) is not None
