"""The words of a letter of assignment (soạn công văn giao việc), from the tasks as they stand: one clause an organ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vaocuoc.core.text import fold
from vaocuoc.documents.models import Document
from vaocuoc.formats.letters import Annex, Grid, Paper, Paragraph, Run, Signature, layout_of
from vaocuoc.tracking.assignment.models import DueWords, Letter, LetterSettings
from vaocuoc.tracking.assignment.receivers import (
    AS_ABOVE,
    MOST_NAMED,
    Lists,
    Named,
    addressed,
    counted,
    once,
    unnamed,
)
from vaocuoc.tracking.tasks.models import DeadlineKind, PartyRole, Task, Urgency

# A letter is written in the language of the office, whatever language its clerk reads screens in: these words are its
# own, not the interface's.


@dataclass(frozen=True, slots=True)
class Clause:
    """What one organ is given."""

    lead: str
    tasks: tuple[Task, ...]


def clauses_of(tasks: Iterable[Task]) -> list[Clause]:
    """The tasks by who leads them, in the order in which each is first named."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(lead_of(task), []).append(task)
    return [Clause(lead, tuple(given)) for lead, given in found.items()]


def lead_of(task: Task) -> str:
    """Who leads, as a letter names it: a unit by its name, a post with its unit."""
    return task.lead_unit.name if task.lead_unit else str(task.lead_post)


def naming(document: Document, *, with_title: bool = True) -> str:
    """A paper as it is named once in a letter: type, number, day, issuer, what it is about."""
    number = f" số {document.number}" if document.number else ""
    day = (
        f", ngày {document.issued_on.day}/{document.issued_on.month}/{document.issued_on.year}"
        if document.issued_on
        else ""
    )
    issuer = f" của {document.issuer}" if document.issuer else ""
    kind = document.get_type_display() if document.type != "other" else "văn bản"
    title = document.title[:1].lower() + document.title[1:]
    about = f" {title}" if title.startswith("về ") else f" về {title}"
    return f"{kind}{number}{day}{issuer}{about if with_title else ''}".strip()


def subject_for(document: Document) -> str:
    """What a new letter is about."""
    short = f"{document.get_type_display()} {document.number}".strip() if document.number else document.title[:150]
    return f"giao nhiệm vụ thực hiện {short}"


def opening_for(document: Document, settings: LetterSettings) -> str:
    """The paragraph that a new letter opens with."""
    return f"Thực hiện {naming(document)}, {settings.speaks_as} giao các cơ quan, đơn vị thực hiện các nội dung sau:"


def closing_for(settings: LetterSettings) -> str:
    """The sentence that a new letter ends with."""
    office = settings.archive if settings.archive.startswith("Văn phòng") else "Văn phòng"
    return settings.closing or (
        f"Đề nghị các cơ quan, đơn vị triển khai thực hiện, gửi kết quả về {settings.speaks_as} (qua {office}) "
        f"đúng thời hạn. {office} theo dõi, đôn đốc, tổng hợp kết quả thực hiện."
    )


def compose(letter: Letter, tasks: Sequence[Task], settings: LetterSettings, *, today: date) -> Paper:
    """The whole letter in the layout in force on its day."""
    day = letter.issued_on
    when = day or today
    clauses = clauses_of(tasks)
    leads = once(task.lead_unit or lead_of(task) for task in tasks)
    lists = lists_behind(leads, tasks)
    receivers = addressed(leads, lists.reference)
    return Paper(
        layout=layout_of(settings.regime, when),
        superior=settings.superior,
        issuer=settings.issuer,
        number=letter.number,
        symbol=settings.symbol,
        place=settings.place,
        day=day,
        month=when.month,
        year=when.year,
        subject=letter.subject,
        urgency=str(Urgency(letter.urgency).label) if letter.urgency != Urgency.ORDINARY else "",
        salutation=receivers,
        body=_body(letter, clauses, settings, lists),
        signature=Signature(
            authority=(settings.authority,) if settings.authority else (),
            post=letter.signer_post,
            name=letter.signer_name,
        ),
        recipients=AS_ABOVE if len(leads) > MOST_NAMED else receivers,
        archive=settings.archive,
        annex=_annex(letter, tasks, lists) if settings.with_annex else None,
        lists=lists.annexes(f"(Kèm theo Công văn {letter.subject})"),
        old_tones=settings.old_tones,
    )


def lists_behind(leads: Sequence[Named], tasks: Iterable[Task]) -> Lists:
    """The lists of a paper that gives work: whom its head or foot says together, then who cooperates where many do."""
    helpers = (("Cơ quan, đơn vị phối hợp thực hiện nhiệm vụ", unnamed(cooperating(task))) for task in tasks)
    return Lists([("Cơ quan, đơn vị nhận văn bản", unnamed(leads)), *helpers])


def _body(letter: Letter, clauses: Sequence[Clause], settings: LetterSettings, lists: Lists) -> tuple[Paragraph, ...]:
    made = [Paragraph((Run(letter.opening),))]
    for number, clause in enumerate(clauses, start=1):
        made.append(Paragraph((Run(f"{number}. {clause.lead}", bold=True),), keeps=True))
        made += [Paragraph(item_runs(task, settings, lists)) for task in clause.tasks]
    if letter.closing:
        made.append(Paragraph((Run(letter.closing),)))
    return tuple(made)


def item_runs(task: Task, settings: LetterSettings, lists: Lists) -> tuple[Run, ...]:
    """One task: what, with whom, the product, by when; many who cooperate are counted and stand in ``lists``."""
    words = f"- {without_day(task.title) if task.due else task.title.rstrip(' .;')}"
    if helpers := cooperating(task):
        words += f"; phối hợp: {counted(helpers, lists.reference)}"
    if task.product:
        words += f"; sản phẩm: {task.product.rstrip(' .;')}"
    day = day_words(task, settings)
    if not day:
        return (Run(f"{words}."),)
    lead_in = "hoàn thành " if task.due else "thực hiện "
    return (Run(f"{words}; {lead_in}"), Run(day, bold=True, italic=True), Run("."))


# A title that ends with its day as the paper gave it: the letter says the day once, in its own way.
_DAY_AT_END = re.compile(
    r"[\s,;]*(?:(?:và\s+)?(?:phải\s+)?hoàn thành\s+|xong\s+)?(?:trước|chậm nhất(?: là)?|đến hết|trong)\s+"
    r"(?:(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4}|tháng\s+\d{1,2}/\d{4}|quý\s+(?:I{1,3}|IV|[1-4])/\d{4})[\s.;]*$",
    re.IGNORECASE,
)


def without_day(title: str) -> str:
    """A task's words without the day they end with."""
    shorter = _DAY_AT_END.sub("", title).rstrip(" .;,")
    return shorter if len(shorter.split()) > 1 else title.rstrip(" .;")


def day_words(task: Task, settings: LetterSettings) -> str:
    """When a task is to be done; "trước ngày" names the day after the due day, which is still inclusive."""
    if task.due is not None:
        if settings.due_words == DueWords.BEFORE:
            return f"trước ngày {task.due + timedelta(days=1):%d/%m/%Y}"
        return f"chậm nhất ngày {task.due:%d/%m/%Y}"
    if task.deadline_kind == DeadlineKind.REGULAR:
        turning = getattr(task, "turning", None)
        said = task.recurrence or (str(turning).lower() if turning else "thường xuyên")
        return "" if fold(said) in fold(task.title) else said
    if task.deadline_kind == DeadlineKind.CONDITION and task.condition:
        return f"khi {task.condition[:1].lower()}{task.condition[1:]}"
    return ""


def cooperating(task: Task) -> list[Named]:
    """Who cooperates: units, or the paper's words."""
    parties = [party for party in task.parties.all() if party.role == PartyRole.COOPERATING]
    return once(party.unit or party.words for party in parties)


def _annex(letter: Letter, tasks: Sequence[Task], lists: Lists) -> Annex:
    rows = tuple(
        (
            str(number),
            task.title,
            lead_of(task),
            counted(cooperating(task), lists.reference),
            task.product,
            f"{task.due:%d/%m/%Y}" if task.due else (task.recurrence or ""),
        )
        for number, task in enumerate(tasks, start=1)
    )
    headings = ("TT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Hạn hoàn thành")
    about = letter.subject.removeprefix("giao nhiệm vụ ")
    return Annex(
        title=f"Danh mục nhiệm vụ {about}",
        note=f"(Kèm theo Công văn {letter.subject})",
        grid=Grid(headings, (0.06, 0.32, 0.18, 0.13, 0.15, 0.16), rows),
    )
