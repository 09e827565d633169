"""Acting in a post's name by delegation (ủy quyền): for dated periods, by a decision, with what it covers.

A delegation is a way of holding a post (:class:`PostHolding`): whoever has it chooses the post like one of their own,
may do in it what is covered and no more, and everything they do says in whose name. Delegations are never deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.organisations.models import Post
from vaocuoc.directory.people.access import ACTION_NAMES, Action, Actor
from vaocuoc.directory.people.following import follow_holding
from vaocuoc.directory.people.models import Person, PostHolding
from vaocuoc.directory.people.queries import on_day

DELEGABLE = tuple(action for action in Action if action not in (Action.DIRECTORY, Action.VIEW, Action.DESTROY))
"""What a delegation can cover one by one; seeing always goes with it, keeping the directory belongs to no post."""


def may_delegate(actor: Actor, post: Post) -> bool:
    """Who keeps the directory, and who holds the post themselves; a delegate hands nothing on (ủy quyền lại)."""
    own = actor.post is not None and actor.post.pk == post.pk and not actor.in_name_of
    return own or actor.may_keep_directory()


def delegate_post(
    *,
    actor: Actor | None,
    post: Post,
    person: Person,
    decision: str,
    scope: str,
    valid_from: date,
    valid_to: date,
    actions: Iterable[str] = (),
) -> PostHolding:
    """Let a person act in a post's name (ủy quyền) from ``valid_from`` until the day before ``valid_to``.

    ``actions`` narrows it to some of what the post may do; none means all. Raises ``Refused``: ``access.denied``,
    ``delegations.no_decision``, ``delegations.no_scope``, ``delegations.too_long``, ``delegations.unknown_action``,
    ``delegations.holds_it``, ``delegations.outlasts_giver``, ``delegations.overlaps``,
    ``organisations.days_backwards``, ``people.outside_post``.
    """
    if actor is not None and not may_delegate(actor, post):
        raise Refused("access.denied", action=str(Action.DIRECTORY))
    decision, scope, covered = _words(decision, 200), _words(scope, 300), _covered(actions)
    if not decision:
        raise Refused("delegations.no_decision")
    if not scope:
        raise Refused("delegations.no_scope")
    if valid_to <= valid_from:
        raise Refused("organisations.days_backwards", start=valid_from, end=valid_to)
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        if valid_from < post.valid_from or (post.valid_to is not None and valid_to > post.valid_to):
            raise Refused("people.outside_post", title=post.title, day=valid_from)
        giver = _check_free(post, person, covered, valid_from, valid_to)
        made = PostHolding.objects.create(
            person=person,
            post=post,
            valid_from=valid_from,
            valid_to=valid_to,
            delegated=True,
            delegated_by=giver,
            decision=decision,
            scope=scope,
            actions=covered,
        )
        record(
            actor,
            "people.delegate",
            post,
            person_name=person.name,
            given_by=giver.name if giver else "",
            act=decision,
            scope=scope,
            covered=covered,
            valid_from=valid_from.isoformat(),
            valid_to=valid_to.isoformat(),
        )
        follow_holding(actor, made, begins=True)
    return made


def end_delegation(*, actor: Actor | None, holding: PostHolding, valid_to: date) -> PostHolding:
    """End a delegation before its day (thôi ủy quyền trước hạn); ``valid_to`` is the first day without it.

    On the very day it begins it is taken back whole. Raises ``Refused``: ``access.denied``,
    ``organisations.days_backwards``, ``delegations.over``.
    """
    if actor is not None and not may_delegate(actor, holding.post):
        raise Refused("access.denied", action=str(Action.DIRECTORY))
    with transaction.atomic():
        row = PostHolding.objects.select_for_update(of=("self",)).select_related("person", "post").get(pk=holding.pk)
        if valid_to < row.valid_from:
            raise Refused("organisations.days_backwards", start=row.valid_from, end=valid_to)
        if row.valid_to is not None and row.valid_to <= valid_to:
            raise Refused("delegations.over", day=row.valid_to)
        _end(actor, row, valid_to)
    return row


def end_with_holder(actor: Actor | None, holding: PostHolding) -> None:
    """End what a person delegated of a post with the day on which they leave it (thôi giữ chức danh).

    Nobody acts in the name of who no longer holds the post: a new holder delegates anew. What was delegated while the
    post was empty is in nobody's name and stays. In the transaction that ended the holding.
    """
    left = holding.valid_to
    if left is None:
        return
    given = PostHolding.objects.filter(
        delegated=True, post=holding.post_id, delegated_by=holding.person_id, valid_from__gte=holding.valid_from
    )
    rows = given.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=left)).select_related("person", "post")
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        _end(actor, row, max(left, row.valid_from))


def _end(actor: Actor | None, row: PostHolding, valid_to: date) -> None:
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    record(actor, "people.end_delegation", row.post, person_name=row.person.name, valid_to=valid_to.isoformat())
    follow_holding(actor, row, begins=False)


def _check_free(post: Post, person: Person, covered: list[str], start: date, end: date) -> Person | None:
    """Refuse what overlaps, or outlasts its giver; give who holds the post when the delegation begins."""
    meanwhile = Q(valid_from__lt=end) & (Q(valid_to__isnull=True) | Q(valid_to__gt=start))
    giver: Person | None = None
    for held in PostHolding.objects.filter(meanwhile, post=post).select_related("person").order_by("valid_from"):
        if not held.delegated:
            if held.person_id == person.pk:
                raise Refused("delegations.holds_it", person=person.name, title=post.title)
            if held.valid_from <= start:
                if held.valid_to is not None and held.valid_to < end:
                    raise Refused("delegations.outlasts_giver", person=held.person.name, day=held.valid_to)
                giver = held.person
        elif held.person_id == person.pk or not covered or not held.actions or set(covered) & set(held.actions):
            raise Refused("delegations.overlaps", person=held.person.name, start=held.valid_from, end=held.valid_to)
    return giver


def _covered(actions: Iterable[str]) -> list[str]:
    asked = list(dict.fromkeys(str(action) for action in actions))
    if unknown := [code for code in asked if code not in DELEGABLE]:
        raise Refused("delegations.unknown_action", value=unknown[0])
    return asked


def _words(text: str, longest: int) -> str:
    text = nfc(text).strip()
    if len(text) > longest:
        raise Refused("delegations.too_long", length=len(text), longest=longest)
    return text


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Delegation:
    """A delegation with the words of what it covers; none where it covers all."""

    holding: PostHolding
    covered: list[str]


def delegations_of(post: Post) -> list[Delegation]:
    """Everything delegated in a post's name, the latest first; one query."""
    given = post.holdings.filter(delegated=True).select_related("person", "delegated_by")
    return [
        Delegation(holding, [str(ACTION_NAMES[Action(code)]) for code in holding.actions])
        for holding in given.order_by("-valid_from", "-pk")
    ]


def running_delegation(actor: Actor) -> PostHolding | None:
    """The delegation by which the actor acts today; None for the holder of the post."""
    if not actor.in_name_of or actor.post is None:
        return None
    held = PostHolding.objects.filter(on_day(actor.today), person__user=actor.user, post=actor.post, delegated=True)
    return held.order_by("valid_to").first()


_Row = TypeVar("_Row")
Deed = tuple[int | None, int | None, datetime | None]
"""Whose deed something was: the account, the post it acted in, the moment; None where it was not done."""


def with_names_behind(rows: Iterable[_Row], *deeds: Callable[[_Row], Deed]) -> list[tuple[_Row, list[str]]]:
    """Each row with, for each of its deeds, the words that say in whose name it was done; one query for all rows.

    The words are empty where somebody acted in their own name.
    """
    done = [(row, [deed(row) for deed in deeds]) for row in rows]
    names: dict[Any, str] = {
        **names_behind((user, post, at) for _row, all_of in done for user, post, at in all_of if at is not None)
    }
    return [(row, [names.get(deed, "") for deed in all_of]) for row, all_of in done]


def names_behind(deeds: Iterable[tuple[int | None, int | None, datetime]]) -> dict[tuple[int, int, datetime], str]:
    """For deeds (account, post, moment) done by delegation, the words that say so; one query for all of them."""
    asked = [(user, post, at) for user, post, at in deeds if user is not None and post is not None]
    if not asked:
        return {}
    held = PostHolding.objects.filter(
        delegated=True,
        person__user__in={user for user, _post, _at in asked},
        post__in={post for _user, post, _at in asked},
    ).values_list("person__user", "post", "valid_from", "valid_to", "delegated_by__name", "post__title")
    rows = list(held)
    found = {}
    for user, post, at in asked:
        day = timezone.localdate(at)
        for by, of, start, end, giver, title in rows:
            if (by, of) == (user, post) and start <= day and (end is None or day < end):
                found[user, post, at] = _("theo ủy quyền của %(name)s") % {"name": giver or title}
    return found
