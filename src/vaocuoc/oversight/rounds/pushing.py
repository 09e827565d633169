"""Letters that chase a round (công văn đôn đốc kỳ báo cáo): drafted from its list of units, registered once issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.oversight.rounds.chasing import chases_of, note_chased
from vaocuoc.oversight.rounds.composing import Owed, closing_for, compose, opening_for, subject_for
from vaocuoc.oversight.rounds.models import (
    OPEN_STATES,
    ChasedReport,
    ReportState,
    Round,
    RoundLetter,
    RoundReport,
)
from vaocuoc.oversight.rounds.progress import days_late
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.chasing.drafting import (
    LONGEST,
    held_draft,
    number_in,
    put_on_record,
    require_to_come,
    write_words,
)
from vaocuoc.tracking.tasks.models import Urgency

# --- reading ----------------------------------------------------------------------------------------------------------


def visible_letters(actor: Actor) -> QuerySet[RoundLetter]:
    """The letters of the registers that the actor views; the newest first."""
    found = RoundLetter.objects.filter(keeper__in=actor.units(Action.VIEW).order_by().values("pk"))
    return found.select_related("keeper", "round__version", "round__regime", "document").order_by("-created_at", "-pk")


def get_letter(actor: Actor, pk: int) -> RoundLetter:
    """One visible letter; ``Http404`` where hidden."""
    found = visible_letters(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def letters_of(actor: Actor, round_: Round) -> list[RoundLetter]:
    """The letters that chase a round with how many units each names, the newest first; one query."""
    return list(visible_letters(actor).filter(round=round_).annotate(count=Count("chased")))


def owing(reports: QuerySet[RoundReport], *, today: date, late_only: bool) -> QuerySet[RoundReport]:
    """Of these reports, those a letter may chase: not handed in; or those alone that are late or came back."""
    found = reports.filter(state__in=OPEN_STATES)
    return found.filter(Q(due__lt=today) | Q(state=ReportState.RETURNED)) if late_only else found


def rows_of(letter: RoundLetter, *, today: date) -> list[Owed]:
    """What a letter lists, the latest first: of a draft who has not handed in by now, of an issued one what it said."""
    day = letter.issued_on or today
    found = letter.chased.select_related("report__provider").annotate(chases=chases_of("report"))
    if not letter.is_issued:
        found = found.filter(report__state__in=OPEN_STATES)
    rows = []
    for one in found.order_by("report__due", "report__provider__sort_key", "pk"):
        due = one.due or one.report.due
        late = one.days_late if one.days_late is not None else days_late(one.report, day)
        rows.append(Owed(one.report, one.state or one.report.state, due, late, one.chases))
    return rows


# --- changing ---------------------------------------------------------------------------------------------------------


def begin_letter(
    *,
    actor: Actor,
    round_: Round,
    reports: QuerySet[RoundReport],
    answer_by: date,
    today: date,
    superior: Unit | None = None,
) -> RoundLetter:
    """Draft a letter that chases the units of these reports that have not handed in (lập công văn đôn đốc kỳ báo cáo).

    A number of queries that does not grow with the units. Raises ``Refused``: ``access.denied``, ``rounds.closed``,
    ``chasing.answer_passed``, ``rounds.nobody_to_push``.
    """
    keeper = round_.regime.keeper
    actor.require(Action.ASSIGN, keeper.pk)
    if round_.closed_on is not None:
        raise Refused("rounds.closed", day=round_.closed_on)
    require_to_come(answer_by, today=today)
    settings = settings_of(keeper, superior=superior)
    with transaction.atomic():
        keys = list(owing(reports.filter(round=round_), today=today, late_only=False).values_list("pk", flat=True))
        if not keys:
            raise Refused("rounds.nobody_to_push")
        letter = RoundLetter.objects.create(
            keeper=keeper,
            round=round_,
            subject=subject_for(round_)[: LONGEST["subject"]],
            opening=opening_for(round_, settings)[: LONGEST["opening"]],
            closing=closing_for(settings, answer_by=answer_by)[: LONGEST["closing"]],
            answer_by=answer_by,
            signer_post=settings.signer_post,
            signer_name=settings.signer_name,
            created_by=actor.user,
            created_as=actor.post,
        )
        ChasedReport.objects.bulk_create(
            [ChasedReport(letter=letter, report_id=key) for key in keys],
            batch_size=500,
        )
        record(actor, "rounds.begin_letter", letter, title=round_.title, count=len(keys))
    return letter


def edit_letter(
    *, actor: Actor, letter: RoundLetter, version: int, answer_by: date, today: date, **fields: Any
) -> RoundLetter:
    """Change the words of a draft (sửa công văn đôn đốc kỳ báo cáo).

    Raises ``Refused``: ``access.denied``, ``conflict.letter_changed``, ``chasing.issued``, ``chasing.words_missing``,
    ``chasing.answer_passed``.
    """
    actor.require(Action.ASSIGN, letter.keeper_id)
    require_to_come(answer_by, today=today)
    with transaction.atomic():
        letter = held_draft(letter, version)
        write_words(letter, answer_by=answer_by, fields=fields)
        record(actor, "rounds.edit_letter", letter, title=letter.subject, answer_by=answer_by.isoformat())
    return letter


def drop_letter(*, actor: Actor, letter: RoundLetter) -> None:
    """Throw a draft away (bỏ dự thảo công văn đôn đốc kỳ báo cáo)."""
    actor.require(Action.ASSIGN, letter.keeper_id)
    with transaction.atomic():
        letter = held_draft(letter, letter.version)
        record(actor, "rounds.drop_letter", letter, title=letter.subject)
        letter.delete()


def issue_letter(
    *,
    actor: Actor,
    letter: RoundLetter,
    version: int,
    number: str,
    issued_on: date,
    today: date,
    superior: Unit | None = None,
) -> RoundLetter:
    """Register a letter that was issued (đăng ký công văn đôn đốc đã ban hành): number and day, all or nothing.

    Who has handed in by now is left out; of the rest the letter keeps how they stood and how late they were on its day.
    Each is noted as chased by this letter, and told. It becomes a document addressed to them.

    Raises ``Refused``: ``access.denied``, ``conflict.letter_changed``, ``chasing.issued``, ``rounds.closed``,
    ``rounds.nobody_to_push``, ``rounds.letter_before_round``, ``assignment.no_number``, ``assignment.number_taken``,
    ``assignment.issued_in_future``, and what taking in refuses.
    """
    number = number_in(actor, letter, number, issued_on=issued_on, today=today)
    settings = settings_of(letter.keeper, superior=superior)
    with transaction.atomic():
        letter = held_draft(letter, version)
        letter.round = _held_open(letter.round_id, issued_on)
        letter.number, letter.issued_on = number, issued_on
        rows = rows_of(letter, today=today)
        if not rows:
            raise Refused("rounds.nobody_to_push")
        paper = compose(letter, rows, settings, today=today)
        symbol = put_on_record(actor, letter, paper, settings, units=[row.report.provider for row in rows], today=today)
        _keep_as_said(letter, rows)
        note_chased(actor, [row.report for row in rows], now=timezone.now(), by=symbol)
        record(actor, "rounds.issue_letter", letter, number=symbol, issued_on=issued_on.isoformat(), count=len(rows))
        _tell(actor, letter, rows, symbol)
    return letter


def _held_open(round_id: int, issued_on: date) -> Round:
    """The round, held until the transaction ends: a letter chases one that runs, and not before it was opened."""
    rounds = Round.objects.select_for_update(of=("self",)).select_related("version", "regime")
    held = rounds.get(pk=round_id)
    if held.closed_on is not None:
        raise Refused("rounds.closed", day=held.closed_on)
    if issued_on < held.opened_on:
        raise Refused("rounds.letter_before_round", day=issued_on, opened=held.opened_on)
    return held


def _keep_as_said(letter: RoundLetter, rows: Sequence[Owed]) -> None:
    """How each stood as the issued letter says it; who handed in meanwhile goes."""
    said = {row.report.pk: row for row in rows}
    named = list(letter.chased.all())
    ChasedReport.objects.filter(pk__in=[one.pk for one in named if one.report_id not in said]).delete()
    kept = [one for one in named if one.report_id in said]
    for one in kept:
        row = said[one.report_id]
        one.state, one.due, one.days_late = row.state, row.due, row.days_late
    ChasedReport.objects.bulk_update(kept, ["state", "due", "days_late"], batch_size=200)


def _tell(actor: Actor, letter: RoundLetter, rows: Iterable[Owed], symbol: str) -> None:
    notify(
        actor,
        Outgoing(
            kind="rounds.letter",
            subject=letter.round,
            units=[row.report.provider_id for row in rows],
            facts={"number": symbol, "title": letter.round.title, "answer_by": letter.answer_by},
            urgent=letter.urgency in (Urgency.VERY_URGENT, Urgency.EXPRESS),
        ),
    )
