"""Asking for an explanation, answering, accepting it, asking again, withdrawing."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import add_working_days
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.oversight.explanations.access import may_answer, may_ask, may_decide
from vaocuoc.oversight.explanations.models import Asking, Explanation, ExplanationState
from vaocuoc.tracking.assignment.tables import office_days
from vaocuoc.tracking.models import Indicator, Task

USUAL_DAYS = 3
"""Working days to answer in where nobody says otherwise."""
_LONGEST, _LONGEST_ANSWER = 1000, 5000


def usual_day(keeper: Unit, *, today: date) -> date:
    """By when an answer is usually asked for: three working days of the register's office."""
    return add_working_days(today, USUAL_DAYS, office_days(keeper, today=today).working_days())


def ask(
    *,
    actor: Actor,
    words: str,
    answer_by: date,
    task: Task | None = None,
    indicator: Indicator | None = None,
    unit: Unit | None = None,
    asked_unit: Unit | None = None,
    asked_post: Post | None = None,
) -> Explanation:
    """Ask one unit or post to explain a task or an indicator at a unit (yêu cầu giải trình).

    Raises ``Refused``: ``access.denied``, ``explanations.no_words``, ``explanations.too_long``,
    ``explanations.day_passed``, ``explanations.one_asked``, ``conflict.explanation_open`` where the same one is
    already asked for the same.
    """
    keeper = task.keeper if task is not None else indicator.keeper if indicator is not None else None
    if keeper is None or (indicator is not None and unit is None):
        raise TypeError("an explanation is of a task, or of an indicator at a unit")
    if (asked_unit is None) == (asked_post is None):
        raise Refused("explanations.one_asked")
    concerned = asked_unit.pk if asked_unit is not None else asked_post.unit_id if asked_post is not None else None
    if not may_ask(actor, keeper.pk, concerned, unit.pk if unit else None):
        raise Refused("access.denied", action=str(Action.DIRECT))
    words = _words(words)
    _check_day(answer_by, actor.today)
    given = {"task": task, "indicator": indicator, "unit": unit if indicator else None}
    with transaction.atomic():
        Unit.objects.select_for_update().filter(pk=keeper.pk).first()
        running = Explanation.objects.filter(
            asked_unit=asked_unit, asked_post=asked_post, state=ExplanationState.ASKED, **given
        )
        if found := running.first():
            raise Refused("conflict.explanation_open", whom=found.whom, day=found.answer_by)
        made = Explanation.objects.create(
            keeper=keeper,
            **given,
            about=(f"{task.code} {task.title}" if task else f"{indicator}, {unit}")[:_LONGEST],
            asked_unit=asked_unit,
            asked_post=asked_post,
            state=ExplanationState.ASKED,
            answer_by=answer_by,
        )
        _add_asking(actor, made, words, answer_by)
        record(actor, "explanations.ask", made, answer_by=answer_by.isoformat(), whom=made.whom)
        _tell_asked(actor, made, "explanations.asked", words)
    return made


def answer(*, actor: Actor, explanation: Explanation, text: str, on_behalf_of: str = "") -> Asking:
    """Answer the request that stands (giải trình); the office records for another by saying for whom.

    Raises ``Refused``: ``access.denied``, ``explanations.no_answer``, ``explanations.too_long``,
    ``conflict.explanation_moved_on``.
    """
    if not may_answer(actor, explanation):
        raise Refused("access.denied", action=str(Action.UPDATE))
    text, on_behalf_of = nfc(text).strip(), nfc(on_behalf_of).strip()[:300]
    if not text:
        raise Refused("explanations.no_answer")
    if len(text) > _LONGEST_ANSWER:
        raise Refused("explanations.too_long", length=len(text), longest=_LONGEST_ANSWER)
    with transaction.atomic():
        explanation = _locked(explanation, ExplanationState.ASKED)
        asking = _standing(explanation)
        asking.answer, asking.answered_on, asking.answered_at = text, actor.today, timezone.now()
        asking.answered_by, asking.answered_as, asking.on_behalf_of = actor.user, actor.post, on_behalf_of
        asking.save()
        _move(explanation, ExplanationState.ANSWERED)
        record(actor, "explanations.answer", explanation, text=text[:200])
        if asking.asked_as is not None:
            facts = {"about": explanation.about, "who": explanation.whom}
            notify(actor, Outgoing("explanations.answered", explanation, posts=[asking.asked_as], facts=facts))
    return asking


def accept(*, actor: Actor, explanation: Explanation, note: str = "") -> Explanation:
    """Accept an explanation (chấp nhận giải trình); whoever gave it does not accept it.

    Raises ``Refused``: ``access.denied``, ``explanations.own_answer``, ``conflict.explanation_moved_on``.
    """
    _require_decision(actor, explanation)
    with transaction.atomic():
        explanation = _locked(explanation, ExplanationState.ANSWERED)
        _refuse_own(actor, explanation)
        _move(explanation, ExplanationState.ACCEPTED)
        record(actor, "explanations.accept", explanation, note=nfc(note).strip()[:200])
        _tell_asked(actor, explanation, "explanations.accepted", "")
    return explanation


def ask_again(*, actor: Actor, explanation: Explanation, words: str, answer_by: date) -> Explanation:
    """Ask again, saying what is still missing (yêu cầu giải trình lại).

    Raises ``Refused``: ``access.denied``, ``explanations.no_words``, ``explanations.day_passed``,
    ``conflict.explanation_moved_on``.
    """
    _require_decision(actor, explanation)
    words = _words(words)
    _check_day(answer_by, actor.today)
    with transaction.atomic():
        explanation = _locked(explanation, ExplanationState.ANSWERED)
        explanation.answer_by = answer_by
        _move(explanation, ExplanationState.ASKED)
        _add_asking(actor, explanation, words, answer_by)
        record(actor, "explanations.ask_again", explanation, answer_by=answer_by.isoformat())
        _tell_asked(actor, explanation, "explanations.asked_again", words)
    return explanation


def withdraw(*, actor: Actor, explanation: Explanation, reason: str) -> Explanation:
    """Withdraw a request that is not answered (rút yêu cầu); it is counted no more, and stays in the thread.

    Raises ``Refused``: ``access.denied``, ``explanations.no_words``, ``conflict.explanation_moved_on``.
    """
    _require_decision(actor, explanation)
    reason = _words(reason)
    with transaction.atomic():
        explanation = _locked(explanation, ExplanationState.ASKED)
        asking = _standing(explanation)
        asking.withdrawn = True
        asking.save(update_fields=["withdrawn"])
        _move(explanation, ExplanationState.WITHDRAWN)
        record(actor, "explanations.withdraw", explanation, reason=reason[:200])
        _tell_asked(actor, explanation, "explanations.withdrawn", "")
    return explanation


# --- what they share --------------------------------------------------------------------------------------------------


def _words(words: str) -> str:
    words = nfc(words).strip()
    if not words:
        raise Refused("explanations.no_words")
    if len(words) > _LONGEST:
        raise Refused("explanations.too_long", length=len(words), longest=_LONGEST)
    return words


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise Refused("explanations.day_passed", day=day)


def _require_decision(actor: Actor, explanation: Explanation) -> None:
    if not may_decide(actor, explanation):
        raise Refused("access.denied", action=str(Action.DIRECT))


def _refuse_own(actor: Actor, explanation: Explanation) -> None:
    if explanation.askings.order_by("-pk").filter(answered_by=actor.user).exists():
        raise Refused("explanations.own_answer")


def _locked(explanation: Explanation, state: str) -> Explanation:
    """The request as it stands now, held; refused where it is no longer in this state."""
    related = ("keeper", "asked_unit", "asked_post__unit")
    held = Explanation.objects.select_for_update(of=("self",)).select_related(*related).get(pk=explanation.pk)
    if held.state != state:
        raise Refused("conflict.explanation_moved_on", state=held.get_state_display())
    return held


def _standing(explanation: Explanation) -> Asking:
    """The asking that waits for its answer."""
    return explanation.askings.select_related("asked_as").filter(answered_on__isnull=True, withdrawn=False).latest("pk")


def _move(explanation: Explanation, state: str) -> None:
    explanation.state = state
    explanation.save(update_fields=["state", "answer_by"])


def _add_asking(actor: Actor, explanation: Explanation, words: str, answer_by: date) -> None:
    Asking.objects.create(
        explanation=explanation,
        words=words,
        answer_by=answer_by,
        asked_by=actor.user,
        asked_as=actor.post,
        asked_on=actor.today,
    )


def _tell_asked(actor: Actor, explanation: Explanation, kind: str, words: str) -> None:
    facts = {"about": explanation.about, "due": explanation.answer_by.isoformat(), "words": words[:200]}
    posts = [explanation.asked_post] if explanation.asked_post else []
    units = [explanation.asked_unit] if explanation.asked_unit else []
    notify(actor, Outgoing(kind, explanation, posts=posts, units=units, facts=facts, urgent=bool(words)))
