"""Taking the sentences of an issued report into a report of figures, or not (nhận, không lấy câu của báo cáo)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.reporting import FiguresRefused, Key
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled
from vaocuoc.tracking.readin.matching import Proposal, typed_as
from vaocuoc.tracking.readin.measures import turned
from vaocuoc.tracking.readin.models import Choice, SentenceChoice
from vaocuoc.tracking.readin.passages import Said
from vaocuoc.tracking.readin.queries import Board, board_of
from vaocuoc.tracking.submissions.access import require_filling
from vaocuoc.tracking.submissions.filling import CellInput, Row, begin, save_cells
from vaocuoc.tracking.submissions.models import Cell, Submission

_LONGEST_WORDS = 300


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody says to a sentence for a place.

    ``typed`` corrects the value, empty takes it as read; ``note`` explains a striking one; ``chosen`` answers which of
    two readings of a typed number is meant; ``teach``: these words mean this indicator from now on.
    """

    passage: str
    key: Key
    typed: str = ""
    note: str = ""
    chosen: str = ""
    teach: bool = False


def take(*, actor: Actor, submission: Submission, document: Document, answer: Answer) -> Row:
    """Take a sentence for a place (nhận số từ câu): the draft cell is filled, with the sentence as its source.

    Raises ``Refused``: ``access.denied``, ``readin.gone``, ``readin.not_read``, ``readin.no_value`` where what is
    measured differs and nothing was typed; what :func:`save_cells` raises for the cell.
    """
    require_filling(actor, submission)
    board = _read(submission, document)
    said = board.passages.get(answer.passage)
    row = board.rows.get(answer.key)
    if said is None or row is None:
        raise Refused("readin.gone")
    proposal = _proposal(board, answer)
    typed = answer.typed.strip() or _typed(row, said, proposal)
    with transaction.atomic():
        given = _input(document, row, said, typed=typed, note=answer.note, chosen=answer.chosen)
        filled = save_cells(actor=actor, submission=submission, inputs=[given])[0]
        submission = begin(keeper=submission.keeper, provider=submission.provider, period=submission.period)
        value = None if filled.value is None else to_scaled(filled.value, row.indicator.decimals)
        # Another sentence that was taken for the place before gives way.
        SentenceChoice.objects.filter(
            submission=submission, indicator=row.indicator, unit=row.unit, choice=Choice.TAKEN
        ).delete()
        choice = _choice(actor, document, said, row)
        choice.submission, choice.value = submission, value
        choice.is_corrected = proposal is None or filled.value != proposal.value
        choice.taught = answer.teach and bool(said.name)
        choice.save()
        record(actor, "readin.take", submission, code=row.indicator.code, document=document.pk)
    return filled


@dataclass(frozen=True)
class Taken:
    """How many sentences were taken at once, and what stood in the way of others, by place."""

    count: int
    problems: dict[Key, Refused]


def take_sure(*, actor: Actor, submission: Submission, document: Document) -> Taken:
    """Take all that is sure at once (nhận tất cả độ chắc cao): one sentence for its place, nothing to ask.

    A place that its cell refuses is left for a person. Raises ``Refused``: ``access.denied``, ``readin.not_read``,
    ``readin.none_sure``, ``submissions.not_open``, ``indicators.period_closed``.
    """
    require_filling(actor, submission)
    board = _read(submission, document)
    sure = [line.proposals[0] for line in board.sure]
    if not sure:
        raise Refused("readin.none_sure")
    problems: dict[Key, Refused] = {}
    try:
        _take_all(actor, submission, document, sure)
    except FiguresRefused as refused:
        problems = dict(refused.problems)
        sure = [one for one in sure if one.row.key not in problems]
        if sure:
            _take_all(actor, submission, document, sure)
    return Taken(len(sure), problems)


def _take_all(actor: Actor, submission: Submission, document: Document, proposals: Sequence[Proposal]) -> None:
    with transaction.atomic():
        inputs = [_input(document, one.row, one.said, typed=one.typed) for one in proposals]
        save_cells(actor=actor, submission=submission, inputs=inputs)
        submission = begin(keeper=submission.keeper, provider=submission.provider, period=submission.period)
        choices = []
        for one in proposals:
            choice = _choice(actor, document, one.said, one.row)
            choice.submission = submission
            choice.value = to_scaled(one.value, one.row.indicator.decimals)
            choices.append(choice)
        SentenceChoice.objects.bulk_create(choices, batch_size=500)
        record(actor, "readin.take", submission, count=len(choices), document=document.pk)


def refuse(*, actor: Actor, submission: Submission, document: Document, passage: str, key: Key) -> None:
    """Say that a sentence does not give this place (không lấy câu); remembered for the document.

    Raises ``Refused``: ``access.denied``, ``readin.gone``.
    """
    require_filling(actor, submission)
    board = _read(submission, document)
    said, row = board.passages.get(passage), board.rows.get(key)
    if said is None or row is None:
        raise Refused("readin.gone")
    with transaction.atomic():
        there = SentenceChoice.objects.filter(
            document=document, passage=passage, indicator=row.indicator, unit=row.unit, choice=Choice.REFUSED
        )
        if not there.exists():
            choice = _choice(actor, document, said, row)
            choice.choice = Choice.REFUSED
            choice.save()
            record(actor, "readin.refuse", document, code=row.indicator.code)


def undo(*, actor: Actor, submission: Submission, document: Document, pk: int) -> None:
    """Take a decision back (xem lại): the sentence waits again; a cell that still holds its figure is emptied.

    Raises ``Refused``: ``access.denied``, ``readin.gone``, ``submissions.not_open``.
    """
    require_filling(actor, submission)
    with transaction.atomic():
        choice = SentenceChoice.objects.select_for_update(of=("self",)).filter(document=document, pk=pk).first()
        if choice is None or (choice.submission_id is not None and choice.submission_id != submission.pk):
            raise Refused("readin.gone")
        if choice.choice == Choice.TAKEN:
            key = (choice.indicator_id, choice.unit_id)
            cell = Cell.objects.filter(submission=submission, indicator=key[0], unit=key[1]).first()
            if cell is not None and cell.value == choice.value and cell.finding_id == choice.finding_id:
                given = CellInput(indicator=key[0], unit=key[1])
                save_cells(actor=actor, submission=submission, inputs=[given])
        record(actor, "readin.undo", document, code=choice.indicator.code)
        choice.delete()


def forget(*, actor: Actor, submission: Submission, pk: int) -> None:
    """No longer take a paper's words for an indicator (bỏ cách gọi đã dạy); what was taken stays."""
    require_filling(actor, submission)
    with transaction.atomic():
        choice = SentenceChoice.objects.filter(pk=pk, taught=True, indicator__keeper=submission.keeper).first()
        if choice is None:
            raise Refused("readin.gone")
        alike = SentenceChoice.objects.filter(taught=True, indicator=choice.indicator_id, words=choice.words)
        alike.update(taught=False)
        record(actor, "readin.forget", choice.indicator, words=choice.words)


def _read(submission: Submission, document: Document) -> Board:
    board = board_of(submission, document)
    if not board.is_read:
        raise Refused("readin.not_read")
    return board


def _proposal(board: Board, answer: Answer) -> Proposal | None:
    found = (one for line in board.lines if line.row.key == answer.key for one in line.proposals)
    return next((one for one in found if one.said.passage == answer.passage), None)


def _typed(row: Row, said: Said, proposal: Proposal | None) -> str:
    if proposal is not None:
        return proposal.typed
    found = turned(said.value, said.unit, row.indicator.unit_of_measure)
    if found is None:
        raise Refused("readin.no_value")
    scaled = to_scaled(found.value.quantize(Decimal(1).scaleb(-row.indicator.decimals)), row.indicator.decimals)
    return typed_as(from_scaled(scaled, row.indicator.decimals))


def _input(document: Document, row: Row, said: Said, *, typed: str, note: str = "", chosen: str = "") -> CellInput:
    cell = row.cell
    return CellInput(
        indicator=row.indicator.pk,
        unit=row.unit.pk,
        typed=typed,
        is_estimate=said.is_estimate,
        note=note or (cell.note if cell else ""),
        evidence=str(document)[:300],
        chosen=chosen,
        finding=said.finding.pk,
    )


def _choice(actor: Actor, document: Document, said: Said, row: Row) -> SentenceChoice:
    return SentenceChoice(
        document=document,
        finding=said.finding,
        passage=said.passage,
        indicator=row.indicator,
        unit=row.unit,
        choice=Choice.TAKEN,
        words=said.name[:_LONGEST_WORDS],
        decided_by=actor.user,
        decided_as=actor.post,
        decided_at=timezone.now(),
    )
