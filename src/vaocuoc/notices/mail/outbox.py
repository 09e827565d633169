"""Noting, in the transaction of a message, whom it must reach by e-mail (đưa vào hàng chờ thư)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from vaocuoc.directory.models import PostHolding
from vaocuoc.directory.people.naming import Keys
from vaocuoc.notices.mail.models import MailItem, MailPreference, MailWay
from vaocuoc.notices.messages.models import Message
from vaocuoc.notices.messages.receivers import running


def put_in_outbox(told: Iterable[tuple[Message, Sequence[int]]], *, today: date) -> list[MailItem]:
    """Note each message once for each user behind its posts who wants e-mail; give the notes.

    Two queries and the writing, however many messages and posts. Whoever wants one letter a day gets what is urgent
    at once all the same.
    """
    told = list(told)
    users = _users_by_post({post for _, posts in told for post in posts}, today=today)
    items = []
    for message, posts in told:
        behind = {user for post in posts for user in users.get(post, ())}
        items += [
            MailItem(message=message, user_id=user, at_once=message.is_urgent or way == MailWay.AT_ONCE)
            for user, way in sorted(behind)
        ]
    MailItem.objects.bulk_create(items, batch_size=1_000)
    return items


def _users_by_post(posts: set[int], *, today: date) -> dict[int, set[tuple[int, str]]]:
    """Who holds each post today and wants e-mail, with the way they chose."""
    if not posts:
        return {}
    holdings = (
        PostHolding.objects.filter(running(today), post_id__in=Keys(posts), person__user__is_active=True)
        .exclude(person__user__email="")
        .values_list("post_id", "person__user_id", "person__user__email")
    )
    rows = list(holdings)
    chosen = (
        {
            preference.user_id: preference
            for preference in MailPreference.objects.filter(user_id__in=Keys({user for _, user, _ in rows}))
        }
        if rows
        else {}
    )
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for post, user, address in rows:
        preference = chosen.get(user)
        way = preference.way if preference else MailWay.DIGEST
        refused = preference is not None and preference.refused_address == address
        if way != MailWay.NONE and not refused:
            found[post].add((user, way))
    return found
