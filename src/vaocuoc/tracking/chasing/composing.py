"""The words of a letter that pushes (soạn công văn đôn đốc): counts and days as they are on the letter's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vaocuoc.formats.letters import Annex, Grid, Paper, Paragraph, Run, Signature, layout_of
from vaocuoc.tracking.assignment.composing import lead_of, without_day
from vaocuoc.tracking.assignment.models import LetterSettings
from vaocuoc.tracking.assignment.receivers import AS_ABOVE, MOST_NAMED, addressed, once
from vaocuoc.tracking.chasing.models import ChasingLetter
from vaocuoc.tracking.tasks.models import Task, Urgency

# A letter is written in the language of the office, whatever language its clerk reads screens in.

SUBJECT = "đôn đốc thực hiện nhiệm vụ được giao"


@dataclass(frozen=True, slots=True)
class Pushed:
    """A task in a letter, with how late it is on the letter's day; negative while its day is still to come."""

    task: Task
    days_late: int | None

    @property
    def is_late(self) -> bool:
        return self.days_late is not None and self.days_late > 0


def pushed(tasks: Sequence[Task], day: date) -> list[Pushed]:
    """The tasks by who leads them, the latest first; what has no day last."""
    rows = [Pushed(task, (day - task.due).days if task.due else None) for task in tasks]
    return sorted(rows, key=lambda row: (lead_of(row.task), -(row.days_late if row.days_late is not None else -9_999)))


def opening_for(settings: LetterSettings) -> str:
    """The paragraph that a new letter opens with."""
    seen = f"Qua theo dõi việc thực hiện các nhiệm vụ được giao, {settings.speaks_as} nhận thấy"
    return f"{seen} còn nhiệm vụ chưa hoàn thành."


def closing_for(settings: LetterSettings, *, answer_by: date) -> str:
    """The sentence that a new letter ends with."""
    office = settings.archive if settings.archive.startswith("Văn phòng") else "Văn phòng"
    return (
        "Đề nghị tập trung chỉ đạo, hoàn thành các nhiệm vụ trong danh mục kèm theo; báo cáo kết quả, nguyên nhân "
        f"chậm và thời gian hoàn thành về {settings.speaks_as} (qua {office}) chậm nhất ngày {answer_by:%d/%m/%Y}."
    )


def counted(rows: Sequence[Pushed], day: date) -> str:
    """How many are late and how many will soon be, on the letter's day."""
    late = sum(row.is_late for row in rows)
    soon = sum(row.days_late is not None and row.days_late <= 0 for row in rows)
    undated = len(rows) - late - soon
    parts = [f"{late:d} nhiệm vụ quá hạn"] if late else []
    parts += [f"{soon:d} nhiệm vụ sắp đến hạn"] if soon else []
    parts += [f"{undated:d} nhiệm vụ chưa có hạn"] if undated else []
    said = f"{', '.join(parts[:-1])} và {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"Tính đến ngày {day:%d/%m/%Y}, còn {said} (danh mục kèm theo)."


def compose(letter: ChasingLetter, tasks: Sequence[Task], settings: LetterSettings, *, today: date) -> Paper:
    """The whole letter in the layout in force on its day; ``today`` is its day while it has none."""
    day = letter.issued_on or today
    rows = pushed(tasks, day)
    leads = once(row.task.lead_unit or lead_of(row.task) for row in rows)
    receivers = addressed(leads, lambda _names: "danh mục kèm theo")
    body = [letter.opening, counted(rows, day) if rows else "", letter.closing]
    return Paper(
        layout=layout_of(settings.regime, day),
        superior=settings.superior,
        issuer=settings.issuer,
        number=letter.number,
        symbol=settings.symbol,
        place=settings.place,
        day=letter.issued_on,
        month=day.month,
        year=day.year,
        subject=letter.subject,
        urgency=str(Urgency(letter.urgency).label) if letter.urgency != Urgency.ORDINARY else "",
        salutation=receivers,
        body=tuple(Paragraph((Run(text),)) for text in body if text),
        signature=Signature(
            authority=(settings.authority,) if settings.authority else (),
            post=letter.signer_post,
            name=letter.signer_name,
        ),
        recipients=AS_ABOVE if len(leads) > MOST_NAMED else receivers,
        archive=settings.archive,
        annex=_annex(letter, rows, with_lead=len(leads) > 1),
        old_tones=settings.old_tones,
    )


def _annex(letter: ChasingLetter, rows: Sequence[Pushed], *, with_lead: bool) -> Annex:
    headings = ["TT", "Nhiệm vụ", "Chủ trì", "Hạn", "Ngày quá hạn", "Sản phẩm còn thiếu"]
    shares = [0.07, 0.34, 0.17, 0.14, 0.1, 0.18]
    cells = [
        [
            str(number),
            without_day(row.task.title),
            lead_of(row.task),
            f"{row.task.due:%d/%m/%Y}" if row.task.due else "chưa có",
            str(row.days_late) if row.days_late is not None and row.days_late > 0 else "",
            row.task.product or "chưa ghi sản phẩm",
        ]
        for number, row in enumerate(rows, start=1)
    ]
    if not with_lead:
        del headings[2]
        shares = [0.07, 0.46, 0.15, 0.11, 0.21]
        for line in cells:
            del line[2]
    return Annex(
        title="Danh mục nhiệm vụ đề nghị tập trung hoàn thành",
        note=f"(Kèm theo Công văn {letter.subject})",
        grid=Grid(tuple(headings), tuple(shares), tuple(tuple(line) for line in cells)),
    )
