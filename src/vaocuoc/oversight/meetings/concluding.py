"""Writing down what a meeting concludes while it runs: a task for its lead, or a note (ghi kết luận)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.oversight.meetings.models import AgendaItem, Conclusion, Meeting
from vaocuoc.oversight.meetings.operations import held
from vaocuoc.tracking.tasks.models import Closure
from vaocuoc.tracking.tasks.operations import cancel_task, create_task

_LONGEST = 1000
_NO_DAY = "Cuộc họp chưa định hạn"  # stored with the task: in the office's language


def conclude(
    *,
    actor: Actor,
    meeting: Meeting,
    text: str,
    item: AgendaItem | None = None,
    lead_unit: Unit | None = None,
    lead_post: Post | None = None,
    product: str = "",
    due: date | None = None,
    token: str = "",
) -> Conclusion:
    """Write a conclusion down (ghi kết luận): with a lead it becomes a task at once, else it is a note.

    The same ``token`` again gives the conclusion that is there: nothing is written twice. The task's clock starts on
    the day of the meeting, the deciding authority is the organ. Raises ``Refused``: ``access.denied``,
    ``meetings.closed``, ``meetings.no_conclusion``, ``meetings.too_long``, ``meetings.due_without_lead``, and what
    ``create_task`` refuses.
    """
    actor.require(Action.ASSIGN, meeting.keeper_id)
    text, token = nfc(text).strip(), token.strip()[:40]
    _check(text, has_lead=lead_unit is not None or lead_post is not None, due=due, product=product)
    with transaction.atomic():
        meeting = held(meeting)
        if token and (known := meeting.conclusions.filter(token=token).first()):
            if known.text == text:
                return known
            token = ""  # other words from a form that was sent already: a conclusion of its own
        task = None
        if lead_unit is not None or lead_post is not None:
            task = create_task(
                actor=actor,
                keeper=meeting.keeper,
                title=text,
                lead_unit=lead_unit,
                lead_post=lead_post,
                follower=actor.post,
                product=product,
                due=due,
                no_due_reason="" if due else _NO_DAY,
                received_on=min(meeting.held_on, actor.today),
                authority=meeting.body[:300],
                today=actor.today,
            )
        place = (meeting.conclusions.aggregate(last=Max("place"))["last"] or 0) + 1
        made = Conclusion.objects.create(
            meeting=meeting,
            item=item if item is not None and item.meeting_id == meeting.pk else None,
            place=place,
            text=text,
            task=task,
            token=token,
            created_by=actor.user,
            created_as=actor.post,
        )
        record(actor, "meetings.conclude", meeting, text=text[:200], code=task.code if task else "")
    return made


def _check(text: str, *, has_lead: bool, due: date | None, product: str) -> None:
    if not text:
        raise Refused("meetings.no_conclusion")
    if len(text) > _LONGEST:
        raise Refused("meetings.too_long", length=len(text), longest=_LONGEST)
    if not has_lead and (due is not None or product.strip()):
        raise Refused("meetings.due_without_lead")


def withdraw_conclusion(*, actor: Actor, conclusion: Conclusion, reason: str) -> Conclusion:
    """Withdraw a conclusion written down wrongly (rút kết luận): it stays crossed out, its task is cancelled.

    Raises ``Refused``: ``access.denied``, ``meetings.closed``, ``meetings.no_reason``.
    """
    actor.require(Action.ASSIGN, conclusion.meeting.keeper_id)
    reason = nfc(reason).strip()[:300]
    if not reason:
        raise Refused("meetings.no_reason")
    with transaction.atomic():
        meeting = held(conclusion.meeting)
        conclusion = Conclusion.objects.select_for_update(of=("self",)).select_related("task").get(pk=conclusion.pk)
        if conclusion.withdrawn:
            return conclusion
        if conclusion.task is not None and conclusion.task.closure in (Closure.NONE, Closure.SUSPENDED):
            cancel_task(actor=actor, task=conclusion.task, reason=reason)
        conclusion.withdrawn = reason
        conclusion.save(update_fields=["withdrawn"])
        record(actor, "meetings.withdraw_conclusion", meeting, text=conclusion.text[:200], reason=reason)
    return conclusion
