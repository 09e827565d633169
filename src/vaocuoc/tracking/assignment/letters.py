"""Letters of assignment (công văn giao việc): written from tasks, changed while drafts, registered once issued."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.operations import address_document, edit_document, mark_reviewed, upload_document
from vaocuoc.documents.models import Document, DocumentType, Handling
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.formats.letters import write_docx
from vaocuoc.tracking.assignment.composing import closing_for, compose, opening_for, subject_for
from vaocuoc.tracking.assignment.models import Letter, LetterSettings, LetterTask, Regime
from vaocuoc.tracking.assignment.queries import tasks_of
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.tasks.models import Closure, Task, Urgency
from vaocuoc.tracking.tasks.operations import edit_task

EDITABLE = ("subject", "opening", "closing", "urgency", "signer_post", "signer_name", "number")
_LONGEST = {"subject": 500, "opening": 1500, "closing": 1000, "signer_post": 200, "signer_name": 200, "number": 20}
_MOST_URGENT = [Urgency.ORDINARY, Urgency.URGENT, Urgency.VERY_URGENT, Urgency.EXPRESS]
_TERM_YEARS = 5


def draft_letter(*, actor: Actor, document: Document, tasks: Sequence[Task], superior: Unit | None = None) -> Letter:
    """Begin a letter that gives these tasks of a paper (lập công văn giao việc), its words proposed.

    The turns of a regular task are left out: it is the regular task that is given.
    Raises ``Refused``: ``access.denied``, ``assignment.no_tasks``, ``conflict.task_in_letter`` where another letter
    gives one of them already.
    """
    actor.require(Action.ASSIGN, document.keeper_id)
    if not tasks:
        raise Refused("assignment.no_tasks")
    settings = settings_of(document.keeper, superior=superior)
    with transaction.atomic():
        held = list(
            Task.objects.select_for_update(of=("self",)).filter(
                pk__in=[task.pk for task in tasks], document=document, turn__isnull=True
            )
        )
        if not held:
            raise Refused("assignment.no_tasks")
        taken = LetterTask.objects.filter(task__in=held).select_related("task").first()
        if taken is not None:
            raise Refused("conflict.task_in_letter", task=taken.task.code)
        letter = Letter.objects.create(
            keeper=document.keeper,
            source=document,
            subject=subject_for(document)[: _LONGEST["subject"]],
            opening=opening_for(document, settings)[: _LONGEST["opening"]],
            closing=closing_for(settings)[: _LONGEST["closing"]],
            urgency=max((Urgency(task.urgency) for task in held), key=_MOST_URGENT.index, default=Urgency.ORDINARY),
            signer_post=settings.signer_post,
            signer_name=settings.signer_name,
            created_by=actor.user,
            created_as=actor.post,
        )
        LetterTask.objects.bulk_create([LetterTask(letter=letter, task=task) for task in held])
        record(actor, "assignment.letter", letter, title=letter.subject, count=len(held))
    return letter


def edit_letter(*, actor: Actor, letter: Letter, version: int, **fields: Any) -> Letter:
    """Change the words of a draft (sửa công văn).

    Raises ``Refused``: ``access.denied``, ``conflict.letter_changed``, ``assignment.letter_issued``,
    ``assignment.letter_words_missing``, ``assignment.too_long``.
    """
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not to be edited: {sorted(unknown)}")
    actor.require(Action.ASSIGN, letter.keeper_id)
    with transaction.atomic():
        letter = _draft(letter)
        if letter.version != version:
            raise Refused("conflict.letter_changed")
        for name, value in fields.items():
            setattr(letter, name, nfc(str(value)).strip())
        _check(letter)
        letter.version += 1
        letter.save()
        record(actor, "assignment.edit_letter", letter, title=letter.subject)
    return letter


def drop_letter(*, actor: Actor, letter: Letter) -> None:
    """Throw a draft away (bỏ dự thảo): its tasks may be given by another letter."""
    actor.require(Action.ASSIGN, letter.keeper_id)
    with transaction.atomic():
        letter = _draft(letter)
        record(actor, "assignment.drop_letter", letter, title=letter.subject)
        letter.delete()


def leave_out(*, actor: Actor, letter: Letter, task: Task) -> None:
    """Take a task out of a draft (đưa ra khỏi công văn). Raises ``assignment.no_tasks`` for the last one."""
    actor.require(Action.ASSIGN, letter.keeper_id)
    with transaction.atomic():
        letter = _draft(letter)
        if letter.given.count() < 2:
            raise Refused("assignment.no_tasks")
        letter.given.filter(task=task).delete()
        record(actor, "assignment.edit_letter", letter, left_out=task.code)


def issue_letter(
    *,
    actor: Actor,
    letter: Letter,
    version: int,
    number: str,
    issued_on: date,
    today: date,
    superior: Unit | None = None,
) -> Letter:
    """Register a letter that was issued (đăng ký công văn đã ban hành): number and day.

    It becomes a document of the library that carries out its source, with the file as it was issued, addressed to those
    who were given work; their clock starts on its day. All or nothing.

    Raises ``Refused``: ``access.denied``, ``conflict.letter_changed``, ``assignment.letter_issued``,
    ``assignment.no_number``, ``assignment.number_taken``, ``assignment.issued_in_future``,
    ``assignment.due_before_letter`` with the tasks, and what taking in a file refuses.
    """
    actor.require(Action.ASSIGN, letter.keeper_id)
    actor.require(Action.UPLOAD, letter.keeper_id)
    number = nfc(number).strip()[: _LONGEST["number"]]
    if not number:
        raise Refused("assignment.no_number")
    if issued_on > today:
        raise Refused("assignment.issued_in_future", day=issued_on)
    settings = settings_of(letter.keeper, superior=superior)
    with transaction.atomic():
        letter = _draft(letter)
        if letter.version != version:
            raise Refused("conflict.letter_changed")
        letter.number, letter.issued_on = number, issued_on
        tasks = tasks_of(letter)
        late = [task.code for task in tasks if _runs(task) and task.due is not None and task.due < issued_on]
        if late:
            raise Refused("assignment.due_before_letter", tasks=", ".join(late), day=issued_on)
        paper = compose(letter, tasks, settings, today=today)
        symbol = paper.number_line.removeprefix(paper.layout.number_words).strip()
        refuse_taken_number(letter.keeper, symbol, settings, day=issued_on)
        letter.document = _register(actor, letter, write_docx(paper), symbol, settings, tasks, today)
        letter.version += 1
        letter.save()
        for task in tasks:
            if _runs(task):
                edit_task(actor=actor, task=task, version=task.version, received_on=issued_on)
        record(
            actor, "assignment.issue_letter", letter, number=symbol, issued_on=issued_on.isoformat(), count=len(tasks)
        )
    return letter


def _runs(task: Task) -> bool:
    return task.closure in (Closure.NONE, Closure.SUSPENDED)


def _draft(letter: Letter) -> Letter:
    """The letter as it stands now, held until the transaction ends; issued ones no longer change."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related("keeper", "source").get(pk=letter.pk)
    if letter.is_issued:
        raise Refused("assignment.letter_issued", number=letter.number)
    return letter


def _check(letter: Letter) -> None:
    if not letter.subject or not letter.opening:
        raise Refused("assignment.letter_words_missing")
    for name, longest in _LONGEST.items():
        if len(getattr(letter, name)) > longest:
            raise Refused("assignment.too_long", length=len(getattr(letter, name)), longest=longest)
    if letter.urgency not in Urgency.values:
        raise Refused("assignment.unknown_choice")


def refuse_taken_number(keeper: Unit, symbol: str, settings: LetterSettings, *, day: date) -> None:
    """Raise ``assignment.number_taken`` where a letter of the office has this number in the same term or year."""
    same = Document.objects.filter(keeper=keeper, type=DocumentType.LETTER, number_key=number_key(symbol))
    years = _TERM_YEARS if settings.regime == Regime.PARTY else 1
    for known in same.exclude(issued_on=None):
        if known.issued_on and abs(known.issued_on.year - day.year) < years:
            raise Refused("assignment.number_taken", number=symbol, day=known.issued_on)


def _register(
    actor: Actor,
    letter: Letter,
    content: bytes,
    symbol: str,
    settings: LetterSettings,
    tasks: Sequence[Task],
    today: date,
) -> Document:
    """The issued letter in the library, carrying out its source."""
    assert letter.issued_on is not None  # set just before
    return register_paper(
        actor=actor,
        content=content,
        name=f"{symbol.replace('/', '-')}-giao-viec.docx",
        keeper=letter.keeper,
        handling=Handling.ORDINARY if letter.source.handling == Handling.DRAFT else letter.source.handling,
        units=leads_of(tasks),
        today=today,
        number=symbol,
        title=letter.subject[:1].upper() + letter.subject[1:],
        issuer=settings.speaks_as,
        issued_on=letter.issued_on,
        term_start=letter.source.term_start,
        term_end=letter.source.term_end,
        carries_out=letter.source,
    )


def register_paper(
    *,
    actor: Actor,
    content: bytes,
    name: str,
    keeper: Unit,
    handling: str,
    units: Iterable[Unit],
    today: date,
    issued_on: date,
    **fields: Any,
) -> Document:
    """A letter that the program wrote, in the library once issued (vào sổ công văn đã ban hành).

    Its file, its fields, addressed to these units; its text needs no review. Raises what taking in refuses.
    """
    document = upload_document(
        actor=actor, content=io.BytesIO(content), name=name, keeper=keeper, handling=handling, today=today
    )
    document = edit_document(
        actor=actor,
        document=document,
        version=document.version,
        type=DocumentType.LETTER,
        issued_on=issued_on,
        received_on=issued_on,
        **fields,
    )
    address_document(actor=actor, document=document, units=units)
    return mark_reviewed(actor=actor, document=document)


def leads_of(tasks: Iterable[Task]) -> list[Unit]:
    """The units that lead these tasks, themselves or through a post of theirs, each once (đơn vị chủ trì)."""
    found = {unit.pk: unit for task in tasks if (unit := task.lead_unit or (task.lead_post and task.lead_post.unit))}
    return list(found.values())
