"""Which tasks an actor sees (nhiệm vụ được xem), put as the question that is answered fastest.

A page asks ten times for tasks that somebody sees. Asked with every unit, post and party in one condition, each of
them looks at all tasks; so while a page is only read, what there is is looked up once, and named by its keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys, registers_of
from vaocuoc.tracking.tasks.models import Task, TaskParty

_NAMED = 1_000
"""So many keys are named in a condition; more are looked up by it."""


def seen_by(actor: Actor) -> Q:
    """What a task must be to be seen: of a register that one views, or naming a unit that one views or one's post."""
    if actor.memory is None:
        return _asked_each_time(actor)
    return actor.once("tasks seen", lambda: _asked_once(actor))


def _asked_each_time(actor: Actor) -> Q:
    units = actor.units(Action.VIEW).values("pk")
    posts = Post.objects.filter(unit__in=units).values("pk")
    return Q(keeper__in=units) | _named(actor, units, posts) | Q(pk__in=_parties(actor, units).values("task"))


def _asked_once(actor: Actor) -> Q:
    """The same with keys: nothing at all is asked of a task where every register is one that the actor views."""
    if actor.views_all_kept():
        return Q()
    keepers = registers_of(Task)
    if actor.reaches_all(Action.VIEW, keepers):
        return Q()
    if len(keepers) > _NAMED:
        return _asked_each_time(actor)
    units = actor.units(Action.VIEW)
    seen = set(units.filter(pk__in=Keys(keepers)).values_list("pk", flat=True))
    named = list(units.values_list("pk", flat=True)[: _NAMED + 1])
    if len(named) > _NAMED:
        return Q(keeper__in=_keys(seen)) | _asked_each_time(actor)
    # Only posts that lead something, and only parties to tasks of other registers, are worth naming.
    leading = Task.objects.exclude(lead_post=None).order_by().values("lead_post")
    posts = list(Post.objects.filter(unit__in=_keys(named), pk__in=leading).values_list("pk", flat=True)[: _NAMED + 1])
    others = _parties(actor, _keys(named)).exclude(task__keeper__in=_keys(seen)).order_by().values_list("task")
    parties = [pk for (pk,) in others.distinct()[: _NAMED + 1]]
    of_posts = _keys(posts) if len(posts) <= _NAMED else Post.objects.filter(unit__in=_keys(named)).values("pk")
    as_party = _keys(parties) if len(parties) <= _NAMED else _parties(actor, _keys(named)).values("task")
    return Q(keeper__in=_keys(seen)) | _named(actor, _keys(named), of_posts) | Q(pk__in=as_party)


def _named(actor: Actor, units: object, posts: object) -> Q:
    """Tasks that a unit or a post of it leads, or that the acting post leads or follows."""
    found = Q(lead_unit__in=units) | Q(lead_post__in=posts)
    return found if actor.post is None else found | Q(lead_post=actor.post.pk) | Q(follower=actor.post.pk)


def _parties(actor: Actor, units: object) -> QuerySet[TaskParty]:
    named = Q(unit__in=units)
    return TaskParty.objects.filter(named if actor.post is None else named | Q(post=actor.post.pk))


def _keys(keys: Iterable[int]) -> Keys:
    """Keys to stand behind ``IN``; that of nothing where there are none."""
    return Keys(keys or (0,))
