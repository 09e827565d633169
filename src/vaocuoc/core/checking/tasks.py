"""What is wrong with the tasks of a draft: clears that are lacking, days that cannot be, leads that are none (nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from vaocuoc.core.checking.faults import Fault
from vaocuoc.core.checking.paper import Heading, Paper
from vaocuoc.core.checking.rules import Level
from vaocuoc.core.reading import Task
from vaocuoc.core.reading.engine import compiled, surface

CLEARS: Final = ("who", "what", "when", "responsible", "authority", "product")

# Papers that give direction (nghị quyết, chỉ thị, kết luận) leave who and when to the plans that carry them out.
_SOFTER: Final[dict[str, Level]] = {"who": "check", "when": "check", "product": "hint"}

_ORGAN = (
    r"(?:sở|ban|bộ|cục|chi cục|văn phòng|ủy ban|ubnd|hđnd|hội đồng nhân dân|đảng ủy|đảng bộ|tỉnh ủy|thành ủy|công an|"
    r"ban chỉ huy|bộ chỉ huy|mặt trận|ubmttq|ubkt|ủy ban kiểm tra|thanh tra|kho bạc|thuế|trường|viện|liên đoàn|hội|đoàn|tỉnh đoàn|"
    r"trung tâm|phòng|chủ tịch|giám đốc|bí thư)"
)
# A second organ after a sign of adding: "Sở Xây dựng và Sở Tài chính". "Văn hóa, Thể thao và Du lịch" has none.
_SECOND = compiled(rf"\S(?:\s*[,;]\s*(?:và )?| và | cùng | cùng với ){_ORGAN} (?=\S)")
_HEADED = compiled(rf"{_ORGAN} (?=\S)")
_MANY = compiled(r"(?:các|những|toàn bộ|cấp ủy|mỗi|từng)(?!\w)|(?:sở|ban|ngành), (?:ban|ngành|sở)")
_NAMELESS = compiled(
    r"(?!cơ quan\s*$|đơn vị\s*$|(?:các )?tổ chức, cá nhân|các địa phương\s*$)"
    r"(?:các |những )?(?:cơ quan|đơn vị|ngành|cấp|tổ chức|địa phương|bộ phận|sở|sở, ban, ngành|sở, ngành|ban, ngành)"
    r"(?:, (?:cơ quan|đơn vị|ngành|địa phương|tổ chức|ban|đoàn thể|cá nhân))*"
    r"(?: (?:và|,) (?:các )?(?:cơ quan|đơn vị|địa phương|tổ chức|cá nhân|ngành))*"
    r"(?: (?:chức năng|chuyên môn|có chức năng|có thẩm quyền|có liên quan|liên quan|hữu quan|trực thuộc|của (?:tỉnh|thành phố|huyện|xã)))*\s*"
)
_DONE_BY = compiled(
    r"(?<!\w)(?P<before>trước|xong|chậm nhất|trong|đến)(?: (?:ngày|là|vào)){0,3} (?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
)
_INHERITED: Final = frozenset({"due.heading", "due.carried"})
_CITED_DAY = compiled(r"\d[-/][a-zđ][\w/-]*,? (?:ban hành )?ngày \d")
_YEARLY = compiled(r"(?<!\w)(?:hằng|hàng|mỗi|từng) (?:năm|quý|tháng|tuần)(?!\w)|(?<!\w)(?:định kỳ|thường xuyên)(?!\w)")
_HELPS = compiled(r"(?:chủ động |tích cực |thường xuyên )?phối hợp(?: chặt chẽ)? (?:với|cùng|các)(?!\w)")
_LEADS = compiled(r"(?<!\w)(?:chủ trì|đầu mối|làm đầu mối|chịu trách nhiệm)(?!\w)")
_GOES_UP = compiled(r"(?:báo cáo|tờ trình|đề án|dự thảo|đề xuất)(?!\w)")
_GOES = compiled(
    r"(?<!\w)(?:gửi|trình|nộp|ban hành|phê duyệt|tham mưu|báo cáo (?!kết quả|tình hình|sơ kết|tổng kết|đánh giá|chuyên đề|định kỳ)|theo (?:thẩm quyền|quy định))(?!\w)"
)


def clears(paper: Paper) -> Iterator[Fault]:
    """Each of the six clears that a task lacks (thiếu sáu rõ)."""
    for task in paper.tasks:
        for name in CLEARS:
            if not getattr(task.clears, name) and not _excused(paper, task, name):
                level = None if paper.orders else _SOFTER.get(name)
                yield paper.fault(f"clears.{name}", task.start, task.end, level=level)


def _excused(paper: Paper, task: Task, name: str) -> bool:
    """Regular work needs no product each time; who only helps has a fault of its own; a heading may name the organ."""
    if name == "who":
        return _only_helps(task) or paper.under_organ(task.start)
    return name == "product" and task.recurring


def _only_helps(task: Task) -> bool:
    seen = surface(task.quote)
    return not task.owner and _HELPS.match(seen) is not None and not _LEADS.search(seen)


def days(paper: Paper) -> Iterator[Fault]:
    """Deadlines before the paper's own day, and those of parts after that of their whole (thời hạn)."""
    said = paper.document.date
    if said is not None:
        reviewed = _tables_of_past(paper, said)
        for task in paper.tasks:
            past = task.due is not None and task.due < said and _is_its_own(paper, task)
            if past and paper.place(task.start).table not in reviewed:
                yield paper.fault("tasks.due_before_issue", task.start, task.end, due=task.due, issued=said)
    yield from _children(paper)


def _tables_of_past(paper: Paper, said: date) -> set[int]:
    """Tables that tell how older tasks stand: most of their days lie before the paper's own."""
    days: dict[int, list[bool]] = {}
    for task in paper.tasks:
        table = paper.place(task.start).table
        if table is not None and task.due is not None:
            days.setdefault(table, []).append(task.due < said)
    return {table for table, past in days.items() if len(past) >= 3 and 2 * sum(past) > len(past)}


def _is_its_own(paper: Paper, task: Task) -> bool:
    """Whether the day is the task's own: not that of a paper it cites, nor one that comes round each year."""
    said = paper.surface[task.start : task.end]
    return (
        not task.recurring
        and task.deadline in (None, "day")
        and not _CITED_DAY.search(said)
        and not _YEARLY.search(said)
    )


def _children(paper: Paper) -> Iterator[Fault]:
    """What stands under a heading that names a day cannot end after it."""
    dated = [task for task in paper.tasks if task.due and not task.recurring and not _INHERITED & set(task.why)]
    for place, heading in enumerate(paper.headings):
        day = _day_of(paper, heading)
        if day is None:
            continue
        end = paper.end_of_section(place)
        for task in dated:
            if heading.end <= task.start < end and task.due and task.due > day:
                yield paper.fault(
                    "tasks.child_after_parent", task.start, task.end, due=task.due, parent=day,
                    other=paper.here(heading.start, heading.end),
                )  # fmt: skip


def _day_of(paper: Paper, heading: Heading) -> date | None:
    """The day by which a heading wants its whole done."""
    match = _DONE_BY.search(paper.surface, heading.start, heading.end)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day - timedelta(days=1) if match["before"] == "trước" else day


def leads(paper: Paper) -> Iterator[Fault]:
    """Two leads, a lead without a name, helpers without a lead, products for nobody (đầu mối chủ trì, nơi nhận)."""
    for task in paper.tasks:
        owner = surface(task.owner or "").strip()
        if owner and names_two(owner):
            yield paper.fault("tasks.two_leads", task.start, task.end, owner=_plain(task.owner))
        elif owner and _NAMELESS.fullmatch(owner):
            yield paper.fault("tasks.nameless_lead", task.start, task.end, owner=_plain(task.owner))
        elif _only_helps(task) and not paper.under_organ(task.start):
            yield paper.fault("tasks.help_without_lead", task.start, task.end)
        product = surface(task.product or "")
        if (
            product
            and task.receiver is None
            and not task.clears.authority
            and _GOES_UP.match(product)
            and not _GOES.search(surface(task.quote))
        ):
            yield paper.fault("tasks.no_receiver", task.start, task.end, product=_plain(task.product))


def names_two(owner: str) -> bool:
    """Whether a surface of a lead names two organs that are not a group by kind ("các sở, ban, ngành")."""
    return bool(not _MANY.search(owner) and _HEADED.match(owner) and _SECOND.search(owner))


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
