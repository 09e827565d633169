"""Getting letters out (gửi thư): gathering what waits, sending, trying again, giving up aloud; and what one chooses.

A letter is ``WAITING``, then ``SENDING`` in a transaction of its own before the server is spoken to, then ``SENT``.
What crashed in between is taken up after a lease and goes out once more under the same Message-ID, not a third time.
"""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection as database
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import User
from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.mail.composing import compose, with_titles
from vaocuoc.notices.mail.models import Mail, MailItem, MailPreference, MailSettings, MailState, MailWay
from vaocuoc.notices.mail.sending import Answer, Outcome, send, smtp
from vaocuoc.notices.messages.models import Message, ReadMark

log = logging.getLogger(__name__)

DIGEST_AT = time(7, 30)
LEASE = timedelta(minutes=10)
"""So long a letter may be in the hands of a worker; then its worker counts as dead."""
KEPT_TRYING = timedelta(days=3)
MOST_DOUBTS = 2
_LONGEST_WAIT = timedelta(hours=6)
_A_RUN = 200


# --- letters of what waits --------------------------------------------------------------------------------------------


def gather(*, now: datetime | None = None) -> int:
    """Put what must go out at once into letters (gom thư gửi ngay), one a user; give how many."""
    with transaction.atomic():
        return _into_letters(_waiting().filter(at_once=True), is_digest=False, now=now or timezone.now())


def gather_digests(*, now: datetime | None = None) -> int:
    """Put what waits for the one letter of a day into letters (thư gộp), from half past seven in Vietnam.

    Once a day for each user; what somebody has read in the program meanwhile is left out.
    """
    now = now or timezone.now()
    local = timezone.localtime(now)
    if local.time() < DIGEST_AT:
        return 0
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    had = Mail.objects.filter(user=OuterRef("user"), is_digest=True, created_at__gte=midnight)
    read = ReadMark.objects.filter(user=OuterRef("user"), receipt__message=OuterRef("message"))
    with transaction.atomic():
        waiting = _waiting().filter(~Exists(had), at_once=False)
        MailItem.objects.filter(pk__in=list(waiting.filter(Exists(read)).values_list("pk", flat=True))).delete()
        return _into_letters(waiting, is_digest=True, now=now)


def _waiting() -> Any:
    return MailItem.objects.filter(mail__isnull=True)


def _into_letters(waiting: Any, *, is_digest: bool, now: datetime) -> int:
    if database.features.has_select_for_update:
        waiting = waiting.select_for_update(of=("self",))
    by_user: dict[User, list[int]] = defaultdict(list)
    for item in waiting.select_related("user").order_by("pk"):
        by_user[item.user].append(item.pk)
    unwanted = _unwilling(by_user)
    made = [
        Mail(
            user=user,
            address=user.email,
            message_id=_message_id(),
            is_digest=is_digest,
            next_try_at=now,
            created_at=now,
        )
        for user in by_user
        if user.pk not in unwanted
    ]
    Mail.objects.bulk_create(made)
    for mail in made:
        MailItem.objects.filter(pk__in=by_user[mail.user]).update(mail=mail)
    left = [key for user, keys in by_user.items() if user.pk in unwanted for key in keys]
    MailItem.objects.filter(pk__in=left).delete()
    return len(made)


def _unwilling(users: Any) -> set[int]:
    """Who gets no letter by now: locked, without an address, wanting none, or with an address that was refused."""
    chosen = {one.user_id: one for one in MailPreference.objects.filter(user__in=[user.pk for user in users])}
    return {
        user.pk
        for user in users
        if not user.is_active
        or not user.email
        or ((one := chosen.get(user.pk)) and (one.way == MailWay.NONE or one.refused_address == user.email))
    }


def _message_id() -> str:
    return f"<{uuid.uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"


# --- sending ----------------------------------------------------------------------------------------------------------


@task()
def deliver() -> None:
    """Gather what must go out at once and send what waits (gửi thư); stops where the server is away."""
    if settings.MAIL_ON:
        gather()
        deliver_waiting()


def deliver_waiting(*, now: datetime | None = None, most: int = _A_RUN) -> dict[str, int]:
    """Send the letters whose turn it is, one after another; give how many came to which end."""
    done: dict[str, int] = defaultdict(int)
    line, titles = smtp(), with_titles()
    try:
        for _turn in range(most):
            mail = _take(now or timezone.now())
            if mail is None:
                break
            answer = _send(mail, line, titles=titles)
            _note(mail, answer, now or timezone.now())
            done[answer.outcome] += 1
            if answer.outcome == Outcome.DOWN:
                break
    finally:
        line.close()
    return dict(done)


def _take(now: datetime) -> Mail | None:
    """The next letter, marked as being sent before the server hears of it; None where none waits."""
    with transaction.atomic():
        waiting = Mail.objects.filter(state__in=[MailState.WAITING, MailState.SENDING], next_try_at__lte=now)
        if database.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True, of=("self",))
        mail = waiting.select_related("user").order_by("next_try_at", "pk").first()
        if mail is None:
            return None
        if mail.state == MailState.SENDING:
            mail.doubts += 1
        if mail.doubts >= MOST_DOUBTS:
            mail.state, mail.why = (
                MailState.GIVEN_UP,
                "Chương trình dừng hai lần khi đang gửi; không rõ thư đã đi chưa.",
            )
            mail.save(update_fields=["state", "why", "doubts"])
            log.error("mail %s given up: stopped twice while sending", mail.message_id)
        else:
            mail.state, mail.sending_at, mail.attempts = MailState.SENDING, now, mail.attempts + 1
            mail.next_try_at = now + LEASE
            mail.save(update_fields=["state", "sending_at", "attempts", "next_try_at", "doubts"])
    return mail if mail.state == MailState.SENDING else _take(now)


def _send(mail: Mail, line: EmailBackend, *, titles: bool) -> Answer:
    messages: Sequence[Message] = [
        item.message for item in MailItem.objects.filter(mail=mail).select_related("message").order_by("-message_id")
    ]
    return send(compose(mail, messages, titles=titles), line)


def _note(mail: Mail, answer: Answer, now: datetime) -> None:
    """Write down what became of a letter."""
    with transaction.atomic():
        mail.why = answer.why
        if answer.outcome == Outcome.SENT:
            mail.state, mail.sent_at = MailState.SENT, now
        elif answer.outcome == Outcome.NO_SUCH_ADDRESS:
            mail.state = MailState.REFUSED
            MailPreference.objects.update_or_create(
                user=mail.user,
                defaults={"refused_address": mail.address, "refused_why": answer.why, "refused_at": now},
            )
            record(None, "notices.address_refused", mail.user, reason=answer.why)
        elif answer.outcome == Outcome.REFUSED or now - mail.created_at > KEPT_TRYING:
            mail.state = MailState.GIVEN_UP
        else:
            mail.state, mail.next_try_at = MailState.WAITING, now + _pause(mail.attempts)
        mail.save(update_fields=["state", "why", "sent_at", "next_try_at"])
    if mail.state in (MailState.REFUSED, MailState.GIVEN_UP):
        log.error("mail %s not sent: %s", mail.message_id, answer.why)


def _pause(attempts: int) -> timedelta:
    """How long a letter waits for its next try: 1, 2, 4, 8 … minutes, six hours at most."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 12)), _LONGEST_WAIT)


# --- what one chooses, and the administrator --------------------------------------------------------------------------


def choose_way(*, actor: Actor, way: str) -> MailPreference:
    """Choose how to be told by e-mail (chọn cách nhận thư). Raises ``notices.unknown_way``."""
    if way not in MailWay.values:
        raise Refused("notices.unknown_way")
    with transaction.atomic():
        chosen, _made = MailPreference.objects.update_or_create(user=actor.user, defaults={"way": way})
        record(actor, "notices.choose_way", actor.user, way=way)
    return chosen


def choose_titles(*, actor: Actor, titles: bool) -> None:
    """Decide whether letters name what they are about (thư có tên việc); the administrator alone."""
    actor.require_directory()
    with transaction.atomic():
        MailSettings.objects.update_or_create(pk=1, defaults={"with_titles": titles})
        record(actor, "notices.choose_titles", actor.user, titles=titles)


def send_again(*, actor: Actor, mails: Sequence[int]) -> int:
    """Put letters that got stuck back in the queue (gửi lại), their addresses taken for good again."""
    actor.require_directory()
    with transaction.atomic():
        stuck = list(
            Mail.objects.filter(pk__in=mails, state__in=[MailState.REFUSED, MailState.GIVEN_UP]).select_related("user")
        )
        now = timezone.now()
        for mail in stuck:
            mail.state, mail.attempts, mail.doubts, mail.next_try_at = MailState.WAITING, 0, 0, now
            mail.created_at, mail.address = now, mail.user.email or mail.address
        Mail.objects.bulk_update(stuck, ["state", "attempts", "doubts", "next_try_at", "created_at", "address"])
        users = {mail.user_id for mail in stuck}
        MailPreference.objects.filter(user__in=users).update(refused_address="", refused_why="", refused_at=None)
        if stuck:
            record(actor, "notices.send_again", actor.user, count=len(stuck))
            deliver.enqueue()
    return len(stuck)


def drop(*, actor: Actor, mails: Sequence[int]) -> int:
    """Leave letters that got stuck unsent (bỏ thư); what they tell stays in the program."""
    actor.require_directory()
    with transaction.atomic():
        stuck = Mail.objects.filter(pk__in=mails, state__in=[MailState.REFUSED, MailState.GIVEN_UP])
        count = stuck.update(state=MailState.DROPPED)
        if count:
            record(actor, "notices.drop_mail", actor.user, count=count)
    return count
