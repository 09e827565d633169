"""The words of a notice of conclusions (soạn thông báo kết luận), from what was written down: one clause an organ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vaocuoc.core.text import fold
from vaocuoc.directory.models import UnitKind
from vaocuoc.formats.letters import Paper, Paragraph, Run, Signature, layout_of
from vaocuoc.oversight.meetings.models import Conclusion, ConclusionNotice, Meeting
from vaocuoc.tracking.assignment.composing import clauses_of, item_runs, lead_of, lists_behind
from vaocuoc.tracking.assignment.models import LetterSettings, Regime
from vaocuoc.tracking.assignment.receivers import Lists, addressed, once

# A notice is written in the language of the office, whatever language its clerk reads screens in: these words are its
# own, not the interface's.


def subject_for(meeting: Meeting) -> str:
    """What a new notice is about."""
    title = meeting.title[:1].lower() + meeting.title[1:]
    if fold(meeting.body_parts[0]) in fold(title):  # "Hội nghị Ban Thường vụ tháng 11" names the organ already
        day = meeting.held_on
        title = f"cuộc họp ngày {day.day}/{day.month}/{day.year}"
    return f"kết luận của {meeting.body} tại {title}"


def opening_for(meeting: Meeting) -> str:
    """The paragraph that a new notice opens with."""
    day = meeting.held_on
    place = f", tại {meeting.place}" if meeting.place else ""
    chair = f" dưới sự chủ trì của {meeting.chair.title}" if meeting.chair else ""
    body = meeting.body
    title = meeting.title[:1].lower() + meeting.title[1:]
    return (
        f"Ngày {day.day}/{day.month}/{day.year}{place}, {body} đã họp ({title}){chair}. "
        f"Sau khi nghe báo cáo và thảo luận, {body} kết luận như sau:"
    )


def closing_for(settings: LetterSettings) -> str:
    """The sentence that a new notice ends with."""
    office = settings.archive if settings.archive.startswith("Văn phòng") else "Văn phòng"
    return f"{office} theo dõi, đôn đốc việc thực hiện thông báo này, tổng hợp báo cáo tại kỳ họp sau."


def symbol_for(settings: LetterSettings) -> str:
    """The symbol of a notice, from that of the office's letters: TB/TU of CV/TU, TB-UBND of UBND-VP."""
    if settings.regime == Regime.PARTY:
        return f"TB/{settings.symbol.partition('/')[2] or settings.symbol}"
    return f"TB-{settings.symbol.partition('-')[0]}"


def authority_for(meeting: Meeting, settings: LetterSettings) -> str:
    """On whose authority it is signed: of the organ that met."""
    if meeting.organ is None:
        return settings.authority
    mark = "T/M" if settings.regime == Regime.PARTY else "TM."
    return f"{mark} {meeting.body_parts[0].upper()}"


def compose(
    notice: ConclusionNotice, conclusions: Sequence[Conclusion], settings: LetterSettings, *, today: date
) -> Paper:
    """The whole notice in the layout in force on its day."""
    meeting, day = notice.meeting, notice.issued_on
    when = day or today
    tasks = [one.task for one in conclusions if one.task is not None]
    leads = once(task.lead_unit or lead_of(task) for task in tasks)
    lists = lists_behind(leads, tasks)
    return Paper(
        layout=layout_of(settings.regime, when),
        superior=settings.superior,
        issuer=settings.issuer,
        number=notice.number,
        symbol=notice.symbol,
        place=settings.place,
        day=day,
        month=when.month,
        year=when.year,
        type_name="Thông báo",
        subject=notice.subject,
        body=tuple(_body(notice, conclusions, settings, lists)),
        signature=Signature(
            authority=(notice.authority,) if notice.authority else (),
            post=notice.signer_post,
            name=notice.signer_name,
        ),
        recipients=tuple(dict.fromkeys([*addressed(leads, lists.reference), *_heard(meeting)])),
        archive=settings.archive,
        lists=lists.annexes(f"(Kèm theo Thông báo {notice.subject})"),
        old_tones=settings.old_tones,
    )


def _heard(meeting: Meeting) -> list[str]:
    """Who took part, as the foot of a notice names them."""
    if meeting.organ is None:
        return ["Các thành phần dự họp"]
    members = "Các đồng chí" if meeting.keeper.kind == UnitKind.PARTY else "Các thành viên"
    return [f"{members} {meeting.organ.name}"]


def _body(
    notice: ConclusionNotice, conclusions: Sequence[Conclusion], settings: LetterSettings, lists: Lists
) -> list[Paragraph]:
    made = [Paragraph((Run(notice.opening),))]
    number = 0
    for one in conclusions:
        if one.task is None:
            number += 1
            made.append(Paragraph((Run(f"{number}. {one.text.rstrip(' .;')}."),)))
    for clause in clauses_of(one.task for one in conclusions if one.task is not None):
        number += 1
        made.append(Paragraph((Run(f"{number}. Giao {clause.lead}", bold=True),), keeps=True))
        made += [Paragraph(item_runs(task, settings, lists)) for task in clause.tasks]
    if notice.closing:
        lead_in = f"{number + 1}. " if number else ""
        made.append(Paragraph((Run(f"{lead_in}{notice.closing}"),)))
    return made
