"""Asking for the ledger of a post, seeing and answering it (yêu cầu, xem, có ý kiến về sổ trách nhiệm).

The holder comes first: others see a ledger once its holder has seen it, or when the working days given for that are
over. Every reading by another is an entry of the audit trail.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import WorkingDays, add_working_days
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Person, Post, PostHolding
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.queries import living_posts
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.tracking.responsibility.models import LedgerRemark, LedgerRequest, LedgerTerm
from vaocuoc.tracking.tasks.models import Task

DAYS_FIRST = 5
"""Working days for the holder where the office has set none."""


def days_first(today: date) -> int:
    """How many working days the holder has on a day (thời gian xem trước)."""
    row = LedgerTerm.objects.filter(valid_from__lte=today).order_by("-valid_from", "-pk").first()
    return row.days if row else DAYS_FIRST


def set_days_first(*, actor: Actor, days: int, valid_from: date) -> LedgerTerm:
    """Set how many working days holders have, from a day on. Raises ``Refused``: ``access.denied``,
    ``responsibility.bad_days``.
    """
    actor.require_directory()
    if not 1 <= days <= 30:
        raise Refused("responsibility.bad_days")
    with transaction.atomic():
        term = LedgerTerm.objects.create(days=days, valid_from=valid_from, set_by=actor.user)
        record(actor, "responsibility.set_term", term, days=days, valid_from=valid_from.isoformat())
    return term


def is_holder(actor: Actor, post: Post, holder: Person | None = None) -> bool:
    """Whether the actor holds the post themselves, or held it then; nobody answers a ledger by delegation."""
    if holder is not None:
        return holder.user_id == actor.user.pk
    return actor.post is not None and actor.post.pk == post.pk and not actor.in_name_of


def may_ask(actor: Actor, post: Post) -> bool:
    """Who directs the post's unit, and who inspects it; never a colleague."""
    return any(
        actor.may_somewhere(action) and actor.may(action, post.unit_id) for action in (Action.DIRECT, Action.AUDIT)
    )


def posts_to_ask(actor: Actor, text: str = "") -> QuerySet[Post]:
    """The living posts whose ledgers the actor may ask for (sổ của chức danh khác), by unit; none for a colleague."""
    asked = Q(pk__in=[])
    for action in (Action.DIRECT, Action.AUDIT):
        if actor.may_somewhere(action):
            asked |= Q(unit__in=actor.units(action).order_by().values("pk"))
    found = living_posts(actor.today).filter(asked)
    if text := nfc(text).strip():
        found = found.filter(Q(title__icontains=text) | Q(unit__folded__contains=fold(text)))
    return found.exclude(pk=actor.post.pk) if actor.post is not None else found


def holder_in(post: Post, first: date, last: date) -> Person:
    """Who held a post over some days, by themselves and not by delegation; exactly one.

    Raises ``Refused``: ``responsibility.outside_holding`` where nobody did, ``responsibility.two_holders`` where
    several did: results belong to the time of each.
    """
    held = Q(valid_from__lte=last) & (Q(valid_to__isnull=True) | Q(valid_to__gt=first))
    people = {row.person_id: row.person for row in _holdings(post).filter(held)}
    if not people:
        raise Refused("responsibility.outside_holding", first=first, last=last)
    if len(people) > 1:
        raise Refused("responsibility.two_holders", first=first, last=last)
    return next(iter(people.values()))


def _holdings(post: Post) -> QuerySet[PostHolding]:
    return PostHolding.objects.filter(post=post, delegated=False).select_related("person").order_by("valid_from")


def ask_for_ledger(*, actor: Actor, post: Post, first: date, last: date, reason: str) -> LedgerRequest:
    """Ask for the ledger of a post for one holder's time in it (yêu cầu xem sổ trách nhiệm); the post is told.

    Raises ``Refused``: ``access.denied``, ``responsibility.no_text``, ``responsibility.too_long``,
    ``responsibility.days_backwards``, and what :func:`holder_in` raises.
    """
    if not (may_ask(actor, post) or is_holder(actor, post)):
        raise Refused("access.denied", action=str(Action.DIRECT))
    reason = _words(reason, 300)
    if last < first:
        raise Refused("responsibility.days_backwards", first=first, last=last)
    with transaction.atomic():
        holder = holder_in(post, first, last)
        opens_on = add_working_days(actor.today, days_first(actor.today), WorkingDays())
        request = LedgerRequest.objects.create(
            post=post,
            holder=holder,
            first=first,
            last=last,
            reason=reason,
            opens_on=opens_on,
            asked_by=actor.user,
            asked_as=actor.post,
        )
        days = {"first": first.isoformat(), "last": last.isoformat(), "opens_on": opens_on.isoformat()}
        record(actor, "responsibility.ask_ledger", post, of_holder=holder.name, **days)
        told = _post_of(holder, actor.today) or post
        notify(actor, Outgoing("responsibility.ledger_asked", request, posts=[told], facts=days))
    return request


def _post_of(holder: Person, today: date) -> Post | None:
    """A post that the holder of that time holds today: there the message finds them."""
    now = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    held = PostHolding.objects.filter(now, person=holder, delegated=False).select_related("post").first()
    return held.post if held else None


def read_ledger(*, actor: Actor, request: LedgerRequest) -> LedgerRequest:
    """Open a ledger that was asked for (xem sổ): by its holder, which opens it to others; by another, which is logged.

    Raises ``Refused``: ``access.denied``, ``responsibility.not_open``.
    """
    if is_holder(actor, request.post, request.holder):
        return _seen(actor, request)
    if not may_ask(actor, request.post):
        raise Refused("access.denied", action=str(Action.DIRECT))
    if not is_open(request, actor.today):
        raise Refused("responsibility.not_open", day=request.opens_on)
    with transaction.atomic():
        facts = {"first": request.first.isoformat(), "last": request.last.isoformat()}
        record(actor, "responsibility.read_ledger", request.post, of_holder=str(request.holder or ""), **facts)
    return request


def is_open(request: LedgerRequest, today: date) -> bool:
    """Whether others than its holder may read it (đã mở cho người khác)."""
    return request.seen_at is not None or today >= request.opens_on


def _seen(actor: Actor, request: LedgerRequest) -> LedgerRequest:
    if request.seen_at is not None:
        return request
    with transaction.atomic():
        row = LedgerRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if row.seen_at is None:
            row.seen_at = timezone.now()
            row.save(update_fields=["seen_at"])
            record(actor, "responsibility.see_ledger", row.post)
    request.seen_at = row.seen_at
    return request


def answer_ledger(*, actor: Actor, request: LedgerRequest, text: str) -> LedgerRequest:
    """What the holder says of the ledger as a whole (ý kiến chung). Raises ``Refused``: ``access.denied``,
    ``responsibility.no_text``, ``responsibility.too_long``.
    """
    _require_holder(actor, request)
    text = _words(text, 2000)
    with transaction.atomic():
        row = LedgerRequest.objects.select_for_update(of=("self",)).select_related("post__unit").get(pk=request.pk)
        now = timezone.now()
        row.answer, row.answered_at, row.seen_at = text, now, row.seen_at or now
        row.save(update_fields=["answer", "answered_at", "seen_at"])
        record(actor, "responsibility.answer_ledger", row.post, text=text[:200])
        posts = [row.asked_as_id] if row.asked_as_id else []
        notify(actor, Outgoing("responsibility.ledger_answered", row, posts=posts, facts={"post": row.post.title}))
    return row


def remark_on(*, actor: Actor, request: LedgerRequest, task: Task, text: str) -> LedgerRemark:
    """What the holder says of one line (ý kiến về một việc). Raises what :func:`answer_ledger` raises."""
    _require_holder(actor, request)
    text = _words(text, 1000)
    with transaction.atomic():
        remark = LedgerRemark.objects.create(request=request, task=task, text=text, by=actor.user)
        record(actor, "responsibility.remark", task, text=text[:200])
    return remark


def _require_holder(actor: Actor, request: LedgerRequest) -> None:
    if not is_holder(actor, request.post, request.holder):
        raise Refused("access.denied", action=str(Action.UPDATE))


def _words(text: str, longest: int) -> str:
    text = nfc(text).strip()
    if not text:
        raise Refused("responsibility.no_text")
    if len(text) > longest:
        raise Refused("responsibility.too_long", length=len(text), longest=longest)
    return text


# --- reading ----------------------------------------------------------------------------------------------------------


def ledger_post(actor: Actor, pk: int) -> Post:
    """A post whose ledger the actor holds or may ask for; ``Http404`` where its unit is hidden.

    Raises ``Refused("access.denied")`` for a colleague who sees the unit.
    """
    units = actor.visible_units().order_by().values("pk")
    post = Post.objects.select_related("unit").filter(Q(unit__in=units) | _held_by(actor), pk=pk).first()
    if post is None:
        raise Http404
    own = is_holder(actor, post) or PostHolding.objects.filter(_held(actor), post=post).exists()
    if not own and not may_ask(actor, post):
        raise Refused("access.denied", action=str(Action.DIRECT))
    return post


def _held(actor: Actor) -> Q:
    return Q(person__user=actor.user, delegated=False)


def _held_by(actor: Actor) -> Q:
    return Q(pk__in=PostHolding.objects.filter(_held(actor)).values("post"))


def requests_for(actor: Actor, post: Post) -> QuerySet[LedgerRequest]:
    """What was asked of a post's ledger, the latest first: all of it to who may ask, their own time to a holder."""
    found = LedgerRequest.objects.filter(post=post).select_related("holder", "asked_as__unit", "asked_by")
    if not may_ask(actor, post):
        found = found.filter(holder__user=actor.user)
    return found.order_by("-asked_at", "-pk")


def get_request(actor: Actor, post: Post, pk: int) -> LedgerRequest:
    """One request of a post's ledger; ``Http404`` where it is none of the actor's."""
    found = requests_for(actor, post).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.post = post
    return found


def unseen_of(actor: Actor) -> QuerySet[LedgerRequest]:
    """The requests that wait for the actor to see and answer (sổ trách nhiệm chờ xem)."""
    mine = LedgerRequest.objects.filter(holder__user=actor.user, answered_at__isnull=True)
    return (
        mine.filter(Q(seen_at__isnull=True) | Q(opens_on__gte=actor.today)).select_related("post").order_by("opens_on")
    )


def remarks_of(request: LedgerRequest) -> dict[int, LedgerRemark]:
    """The last remark on each task; one query."""
    return {remark.task_id: remark for remark in request.remarks.order_by("at", "pk")}
