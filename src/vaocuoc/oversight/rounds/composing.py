"""The words of a letter that chases a round (soạn công văn đôn đốc kỳ báo cáo): who owes which report since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vaocuoc.formats.letters import Annex, Grid, Paper, Paragraph, Run, Signature, layout_of
from vaocuoc.notices.lines import line_for
from vaocuoc.oversight.rounds.models import ReportState, Round, RoundLetter, RoundReport
from vaocuoc.tracking.assignment.models import LetterSettings
from vaocuoc.tracking.assignment.receivers import AS_ABOVE, MOST_NAMED, addressed
from vaocuoc.tracking.tasks.models import Urgency
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

# A letter is written in the language of the office, whatever language its clerk reads screens in.

_STANDS = {
    ReportState.NONE: "chưa nhập",
    ReportState.DRAFT: "đang nhập, chưa gửi",
    ReportState.RETURNED: "bị trả lại, chưa gửi lại",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """A unit's report in a letter: how it stood and how late it was on the letter's day, how often it was chased."""

    report: RoundReport
    state: str
    due: date
    days_late: int
    chases: int = 0

    @property
    def stands(self) -> str:
        """Where the report stands, in the letter's words."""
        return _STANDS.get(ReportState(self.state), "")


def subject_for(round_: Round) -> str:
    """What a new letter is about."""
    return f"đôn đốc gửi {_inside(round_.title)}"


def opening_for(round_: Round, settings: LetterSettings) -> str:
    """The paragraph that a new letter opens with."""
    basis = f"Căn cứ {round_.version.basis}, q" if round_.version.basis else "Q"
    return f"{basis}ua theo dõi việc gửi {_inside(round_.title)}, {settings.speaks_as} nhận thấy còn đơn vị chưa gửi."


def closing_for(settings: LetterSettings, *, answer_by: date) -> str:
    """The sentence that a new letter ends with."""
    office = settings.archive if settings.archive.startswith("Văn phòng") else "Văn phòng"
    return (
        f"Đề nghị hoàn thành và gửi báo cáo về {settings.speaks_as} (qua {office}) chậm nhất ngày "
        f"{answer_by:%d/%m/%Y}, nêu rõ nguyên nhân chậm gửi."
    )


def counted(rows: Sequence[Owed], day: date) -> str:
    """How many units still owe, how many of them are late, and how many have it back, on the letter's day."""
    late = sum(row.days_late > 0 and row.state != ReportState.RETURNED for row in rows)
    back = sum(row.state == ReportState.RETURNED for row in rows)
    parts = [f"{_number(late)} đơn vị quá hạn"] if late else []
    parts += [f"{_number(back)} đơn vị có báo cáo bị trả lại"] if back else []
    among = f", trong đó {' và '.join(parts)}" if parts and (late or back) != len(rows) else ""
    return f"Tính đến ngày {day:%d/%m/%Y}, còn {_number(len(rows))} đơn vị chưa gửi{among} (danh sách kèm theo)."


def line_to_send(round_: Round, *, by: date) -> str:
    """A line without content to send by other means (dòng nhắn): the round by its day alone."""
    return line_for([f"kỳ báo cáo chốt ngày {format_day(round_.cutoff)}"], by=by, to="đơn vị chưa gửi")


def compose(
    letter: RoundLetter, rows: Sequence[Owed], settings: LetterSettings, *, today: date, shown: int | None = None
) -> Paper:
    """The whole letter in the layout in force on its day; ``today`` is its day while it has none.

    ``shown`` cuts the list of units short, for a preview.
    """
    day = letter.issued_on or today
    providers = [row.report.provider for row in rows]
    receivers = addressed(providers, lambda _names: "danh sách kèm theo")
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
        recipients=AS_ABOVE if len(providers) > MOST_NAMED else receivers,
        archive=settings.archive,
        annex=_annex(letter, rows[:shown]),
        old_tones=settings.old_tones,
    )


def _annex(letter: RoundLetter, rows: Sequence[Owed]) -> Annex:
    cells = [
        (
            str(number),
            row.report.provider.name,
            row.stands,
            f"{row.due:%d/%m/%Y}",
            str(row.days_late) if row.days_late > 0 else "",
            str(row.chases) if row.chases else "",
        )
        for number, row in enumerate(rows, start=1)
    ]
    headings = ("TT", "Đơn vị", "Báo cáo", "Hạn gửi", "Ngày quá hạn", "Lần đã đôn đốc")
    return Annex(
        title=f"Danh sách đơn vị chưa gửi {_inside(letter.round.title)}",
        note=f"(Kèm theo Công văn {letter.subject})",
        grid=Grid(headings, (0.07, 0.37, 0.22, 0.14, 0.1, 0.1), tuple(cells)),
    )


def _number(count: int) -> str:
    """A count as letters write it: small ones with a nought before."""
    return f"{count:02d}" if count < 10 else format_decimal(count)


def _inside(title: str) -> str:
    """A title in the middle of a sentence; one that begins with capitals, an abbreviation, stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
