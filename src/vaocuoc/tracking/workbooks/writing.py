"""Writing what came back (ghi bảng Excel, ghi số dán vào): through the very operation of the page, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.submissions.access import require_filling
from vaocuoc.tracking.submissions.filling import begin, save_cells
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.operations import submit
from vaocuoc.tracking.submissions.owed import period_of_slug
from vaocuoc.tracking.workbooks.access import require_returning
from vaocuoc.tracking.workbooks.models import BookState, ReturnedBook
from vaocuoc.tracking.workbooks.planning import Plan, plan_rows
from vaocuoc.tracking.workbooks.receiving import refuse, settle
from vaocuoc.tracking.workbooks.said import Said

WRITABLE = (BookState.READY, BookState.FAULTY)


def report_of_book(book: ReturnedBook) -> Submission:
    """The report that a workbook is of, as it stands now."""
    assert book.keeper is not None  # only what was refused before it was known has none
    assert book.provider is not None
    return begin(keeper=book.keeper, provider=book.provider, period=period_of_slug(book.period))


def write_book(*, actor: Actor, book: ReturnedBook, answers: Mapping[str, str] | None = None) -> Submission:
    """Put a workbook's figures into the cells of its report (ghi bảng Excel), all or none; they are not handed in.

    ``answers`` says, by place (``12-5``), which of two readings of a number is meant. What is written is what the
    preview showed; where the report has changed since, the new preview is kept and nothing is written. Raises
    ``access.denied``, ``conflict.workbook_changed``, ``workbooks.lines_refused``, ``workbooks.read_twice``,
    ``workbooks.nothing_to_write``, ``indicators.period_closed``, ``submissions.not_open``.
    """
    require_returning(actor)
    refused: Refused | None = None
    with transaction.atomic():
        found = ReturnedBook.objects.select_for_update(of=("self",)).select_related("keeper", "provider", "batch")
        book = found.get(pk=book.pk, batch__created_by=actor.user)
        if book.state not in WRITABLE:
            raise Refused("workbooks.nothing_to_write")
        submission = report_of_book(book)
        require_filling(actor, submission)
        said = [Said.from_json(one) for one in book.said]
        shown = book.plan
        try:
            if plan_rows(actor, submission, said).kept() != shown:
                refused = Refused("conflict.workbook_changed")
            said = answered(said, answers or {})
            plan = plan_rows(actor, submission, said)
            book.said = [one.as_json() for one in said]
            settle(book, plan)
            refused = refused or obstacle(plan)
        except Refused as stands_in_the_way:
            refuse(book, stands_in_the_way)
            refused = stands_in_the_way
        if refused is None:
            save_cells(actor=actor, submission=submission, inputs=plan.inputs)
            submission = report_of_book(book)
            book.state, book.written_at, book.submission = BookState.WRITTEN, timezone.now(), submission
            facts = {"name": book.name, "count": len(plan.inputs)}
            record(actor, "workbooks.write", submission, unit_name=submission.provider.name, **facts)
        book.save()
    if refused is not None:
        raise refused
    return submission


def answered(said: Sequence[Said], answers: Mapping[str, str]) -> list[Said]:
    """The rows with the readings that were chosen."""
    named = {key: chosen for key, chosen in answers.items() if chosen}
    return [
        one.answered(named[key]) if (key := f"{one.key[0]}-{one.key[1]}") in named and one.has_value else one
        for one in said
    ]


def obstacle(plan: Plan) -> Refused | None:
    """What stands in the way of writing a plan."""
    faults = plan.faults
    if faults and all(line.questions for line in faults):
        return Refused("workbooks.read_twice", count=len(faults))
    if faults:
        return Refused("workbooks.lines_refused", count=len(faults))
    return None if plan.inputs else Refused("workbooks.nothing_to_write")


def write_several(*, actor: Actor, books: Sequence[ReturnedBook]) -> tuple[int, dict[int, Refused]]:
    """Write several workbooks, each by itself; give how many were, and by key why another was not."""
    if not books:
        raise Refused("workbooks.nothing_chosen")
    refusals: dict[int, Refused] = {}
    for book in books:
        try:
            write_book(actor=actor, book=book)
        except Refused as refused:
            refusals[book.pk] = refused
    return len(books) - len(refusals), refusals


def submit_books(*, actor: Actor, books: Sequence[ReturnedBook]) -> tuple[int, dict[int, Refused]]:
    """Hand in the reports of written workbooks (gửi các báo cáo), each by itself, as their pages do."""
    chosen = [book for book in books if book.state in (BookState.WRITTEN, BookState.SAME)]
    if not chosen:
        raise Refused("workbooks.nothing_chosen")
    refusals: dict[int, Refused] = {}
    for book in chosen:
        try:
            submit(actor=actor, submission=report_of_book(book))
        except Refused as refused:
            refusals[book.pk] = refused
    return len(chosen) - len(refusals), refusals


def write_pasted(
    *, actor: Actor, submission: Submission, said: Sequence[Said], shown: str, answers: Mapping[str, str] | None = None
) -> int:
    """Put what was pasted into the cells of a report (ghi số liệu dán vào); give how many.

    ``shown`` is the signature of the plan that was looked at, ``answers`` are as in :func:`write_book`, and so is what
    it raises.
    """
    require_filling(actor, submission)
    with transaction.atomic():
        if plan_rows(actor, submission, said).signature != shown:
            raise Refused("conflict.workbook_changed")
        plan = plan_rows(actor, submission, answered(said, answers or {}))
        if (refused := obstacle(plan)) is not None:
            raise refused
        save_cells(actor=actor, submission=submission, inputs=plan.inputs)
        facts = {"period": submission.period.label_code, "count": len(plan.inputs)}
        record(actor, "workbooks.paste", submission if submission.pk else submission.provider, **facts)
    return len(plan.inputs)
