"""Giving many tasks of a paper in one go (giao nhiều việc một lần), and saying that a paper needs no own one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState
from vaocuoc.notices.operations import together
from vaocuoc.tracking.assignment.models import NoOwnPaper
from vaocuoc.tracking.assignment.queries import task_drafts
from vaocuoc.tracking.intake.drafts import TaskDraft
from vaocuoc.tracking.intake.operations import require_in_force, settled
from vaocuoc.tracking.intake.several import Taking, TakingRefused, take_all
from vaocuoc.tracking.tasks.models import DeadlineKind, Task, Urgency
from vaocuoc.tracking.tasks.operations import change_deadlines, edit_each, edit_tasks
from vaocuoc.ui.dates import format_moment
from vaocuoc.ui.refusals import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row that a person gives: a task found (``finding``), or one of the register that lacks its day (``task``).

    ``row`` is its place on the screen, ``version`` the one the person saw.
    """

    row: int
    finding: int | None = None
    task: int | None = None
    version: int
    lead: Unit | Post
    product: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that somebody else has decided on meanwhile: what it is now, by whom and when."""

    row: int
    title: str
    state: str
    by: str
    when: str


class RowsTaken(Refused):
    """Some rows were decided on by another person first; nothing has been written."""

    def __init__(self, taken: Sequence[Taken]) -> None:
        rows = ", ".join(str(one.row) for one in taken)
        super().__init__("conflict.rows_taken", rows=rows, by="; ".join(sorted({one.by for one in taken})))
        self.taken = tuple(taken)


class RowRefused(Refused):
    """One row cannot be given as it stands; nothing has been written."""

    def __init__(self, row: int, title: str, why: Refused) -> None:
        super().__init__("assignment.row_refused", row=row, title=title, refusal=sentence(why))
        self.row = row
        self.why = why


def assign_rows(
    *, actor: Actor, document: Document, choices: Sequence[Choice], urgency: str = Urgency.ORDINARY, today: date
) -> list[Task]:
    """Give the chosen rows of a paper's plan (giao việc), all of them or none, in one transaction.

    A task found is accepted as the review accepts it, with this lead, product and day; what else is known is filled in:
    who follows, the level that receives, who assigns. A task of the register gets what it lacked.

    Raises ``Refused``: ``access.denied``, ``assignment.nothing_chosen``, ``intake.document_withdrawn``;
    :class:`RowsTaken` where somebody was first;
    :class:`RowRefused` with the row where one cannot be given.
    """
    actor.require(Action.REVIEW, document.keeper_id)
    actor.require(Action.ASSIGN, document.keeper_id)
    if not choices:
        raise Refused("assignment.nothing_chosen")
    require_in_force(document)
    actor = actor.remembering()
    with transaction.atomic(), together():
        found = _locked_findings(document, choices, today)
        known = _locked_tasks(document, choices, today)
        drafts = task_drafts(list(found.values()), document=document, today=today, actor=actor)
        refused = _refused_tasks(actor, document, choices, known)
        takings = _takings(choices, found, drafts, refused)
        try:
            take_all(actor=actor, takings=takings, today=today)
        except TakingRefused as stopped:
            row = next(choice.row for choice in choices if choice.finding == stopped.finding.pk)
            raise RowRefused(row, _short(stopped.finding.quote), stopped.why) from stopped
        given = _given(choices)
        _set_urgency(actor, given, urgency)
        record(actor, "assignment.assign", document, count=len(given))
    return given


def _locked_findings(document: Document, choices: Sequence[Choice], today: date) -> dict[int, Finding]:
    """The findings chosen, held until the end; raises :class:`RowsTaken` where some are no longer as they were seen."""
    wanted = {choice.finding: choice for choice in choices if choice.finding is not None}
    rows = Finding.objects.select_for_update(of=("self",)).filter(
        document=document, kind=FindingKind.TASK, pk__in=wanted
    )
    found = {one.pk: one for one in rows.select_related("reading").defer("reading__text", "reading__blocks")}
    people = Finding.objects.filter(pk__in=found, decided_by__isnull=False)
    names = {
        pk: name or login
        for pk, name, login in people.values_list("pk", "decided_by__person__name", "decided_by__username")
    }
    taken = [
        Taken(
            row=choice.row,
            title=" ".join(one.quote.split())[:120],
            state=one.get_state_display(),
            by=names.get(pk, ""),
            when=format_moment(one.decided_at, today) if one.decided_at else "",
        )
        for pk, choice in wanted.items()
        if (one := found.get(pk)) and (one.state != FindingState.OPEN or one.version != choice.version)
    ]
    if taken:
        raise RowsTaken(taken)
    if missing := set(wanted) - set(found):
        raise Refused("assignment.row_gone", row=wanted[min(missing)].row)
    for one in found.values():
        one.document = document
    return found


def _locked_tasks(document: Document, choices: Sequence[Choice], today: date) -> dict[int, Task]:
    """The same for tasks of the register that lack their day."""
    wanted = {choice.task: choice for choice in choices if choice.task is not None}
    known = {task.pk: task for task in Task.objects.select_for_update().filter(document=document, pk__in=wanted)}
    changed = [pk for pk, choice in wanted.items() if pk in known and known[pk].version != choice.version]
    if changed:
        raise RowsTaken([_taken_task(wanted[pk].row, known[pk], today) for pk in changed])
    if missing := set(wanted) - set(known):
        raise Refused("assignment.row_gone", row=wanted[min(missing)].row)
    return known


def _taken_task(row: int, task: Task, today: date) -> Taken:
    last = task.deadline_changes.select_related("by__person").order_by("-at").first()
    return Taken(
        row=row,
        title=str(task),
        state=f"{task.due:%d/%m/%Y}" if task.due else "",
        by=getattr(getattr(last.by, "person", None), "name", str(last.by)) if last else "",
        when=format_moment(last.at, today) if last else "",
    )


def _takings(
    choices: Sequence[Choice],
    found: Mapping[int, Finding],
    drafts: Mapping[int, TaskDraft],
    refused: Mapping[int, tuple[Task, Refused]],
) -> list[Taking]:
    """The tasks found as they were settled, in the order of the rows; raises for the first row that cannot be given."""
    takings = []
    for choice in choices:
        if choice.row in refused:
            task, why = refused[choice.row]
            raise RowRefused(choice.row, _short(str(task)), why) from why
        if choice.finding is None:
            continue
        finding, draft = found[choice.finding], drafts[choice.finding]
        try:
            fields = fields_of(choice, draft, level=finding.document.keeper.level)
            taken, edited = settled(finding, draft, fields)
        except Refused as why:
            raise RowRefused(choice.row, _short(finding.quote), why) from why
        takings.append(Taking(finding, choice.version, taken, edited))
    return takings


def _short(words: str) -> str:
    return " ".join(words.split())[:80]


def fields_of(choice: Choice, draft: TaskDraft, *, level: str) -> dict[str, Any]:
    """What a choice fills in of a task found; the product goes to the office's own level where none is said."""
    fields: dict[str, Any] = {
        "lead_unit": choice.lead if isinstance(choice.lead, Unit) else None,
        "lead_post": choice.lead if isinstance(choice.lead, Post) else None,
        "product": nfc(choice.product).strip(),
        "product_level": draft.product_level or level,
    }
    if choice.due is not None:
        kept = draft.deadline_kind == DeadlineKind.AFTER_ISSUE
        fields |= {
            "due": choice.due,
            "deadline_kind": DeadlineKind.AFTER_ISSUE if kept else DeadlineKind.DAY,
            "no_due_reason": "",
        }
    return fields


def _refused_tasks(
    actor: Actor, document: Document, choices: Sequence[Choice], known: Mapping[int, Task]
) -> dict[int, tuple[Task, Refused]]:
    """Give the tasks of the register their lead, product and day; those that refuse it, by their rows."""
    asked = {choice.task: choice for choice in choices if choice.task is not None}
    changed = {pk for pk, choice in asked.items() if _changes(known[pk], choice)}
    dated = {pk: choice.due for pk, choice in asked.items() if choice.due is not None and choice.due != known[pk].due}
    refused = {pk: Refused("tasks.no_due") for pk, choice in asked.items() if choice.due is None and pk not in changed}
    edited = edit_each(
        actor=actor,
        tasks=[known[pk] for pk in changed],
        fields={pk: {"product": nfc(asked[pk].product).strip(), **_lead_of(asked[pk])} for pk in changed},
    )
    refused |= edited.refused
    left = [known[pk] for pk in dated if pk not in refused]
    refused |= change_deadlines(actor=actor, tasks=left, new=dated, reason=f"{document}"[:300]).refused
    return {asked[pk].row: (known[pk], why) for pk, why in refused.items()}


def _lead_of(choice: Choice) -> dict[str, Any]:
    is_unit = isinstance(choice.lead, Unit)
    return {"lead_unit": choice.lead if is_unit else None, "lead_post": None if is_unit else choice.lead}


def _changes(task: Task, choice: Choice) -> bool:
    lead = _lead_of(choice)
    return (
        task.lead_unit != lead["lead_unit"]
        or task.lead_post != lead["lead_post"]
        or task.product != nfc(choice.product).strip()
    )


def _given(choices: Sequence[Choice]) -> list[Task]:
    findings = [choice.finding for choice in choices if choice.finding is not None]
    known = [choice.task for choice in choices if choice.task is not None]
    made = Task.objects.filter(finding__in=findings) | Task.objects.filter(pk__in=known)
    return list(made.select_related("lead_unit", "lead_post__unit").order_by("finding__start", "pk"))


def _set_urgency(actor: Actor, tasks: Sequence[Task], urgency: str) -> None:
    wanted = [task for task in tasks if task.urgency != urgency and urgency != Urgency.ORDINARY]
    for why in edit_tasks(actor=actor, tasks=wanted, urgency=urgency).refused.values():
        raise why


# --- papers that need none of our own ---------------------------------------------------------------------------------


def say_no_own_paper(*, actor: Actor, document: Document, reason: str) -> NoOwnPaper:
    """Say that a paper from above needs no paper of the office's own (không phải cụ thể hóa), and why.

    Raises ``Refused``: ``access.denied``, ``assignment.no_reason``.
    """
    actor.require(Action.ASSIGN, document.keeper_id)
    reason = nfc(reason).strip()[:300]
    if not reason:
        raise Refused("assignment.no_reason")
    with transaction.atomic():
        said, _made = NoOwnPaper.objects.update_or_create(
            document=document, defaults={"reason": reason, "said_by": actor.user, "said_as": actor.post}
        )
        record(actor, "assignment.no_own_paper", document, reason=reason)
    return said


def take_back_no_own_paper(*, actor: Actor, document: Document) -> None:
    """Take that word back: the paper waits for an own one again."""
    actor.require(Action.ASSIGN, document.keeper_id)
    with transaction.atomic():
        gone, _kinds = NoOwnPaper.objects.filter(document=document).delete()
        if gone:
            record(actor, "assignment.own_paper_again", document)
