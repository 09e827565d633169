"""What tracking puts on a private calendar: the deadlines of tasks that a post leads, follows or oversees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.notices.feeds.items import CalendarItem
from vaocuoc.tracking.tasks.models import Closure, PartyRole, Task, TaskParty

_MOST = 1_000
_BACK = timedelta(days=60)


def of_tasks(actor: Actor) -> Iterator[CalendarItem]:
    """Open tasks with a day that the acting post leads (itself or for its unit), follows or oversees; one query."""
    if actor.post is None or not actor.may_somewhere(Action.VIEW):
        return
    overseen = TaskParty.objects.filter(role=PartyRole.OVERSEER, post=actor.post).values("task")
    own = Q(lead_post=actor.post) | Q(follower=actor.post) | Q(pk__in=overseen)
    if actor.may_somewhere(Action.UPDATE):
        own |= Q(lead_unit=actor.post.unit_id)
    tasks = Task.objects.filter(own, closure=Closure.NONE, due__isnull=False, due__gte=actor.today - _BACK)
    for task in tasks.select_related("lead_unit", "lead_post__unit").order_by("due", "pk")[:_MOST]:
        assert task.due is not None  # asked for
        yield CalendarItem(
            uid=f"task-{task.pk}",
            day=task.due,
            title=_("Hạn %(task)s: %(title)s") % {"task": task.code, "title": task.title[:200]},
            path=reverse("tasks:detail", args=[task.pk]),
            sequence=task.version,
            changed_at=task.told_at or task.created_at,
            note=_("Chủ trì: %(lead)s. Sản phẩm: %(product)s") % {
                "lead": task.lead_unit or task.lead_post,
                "product": task.product or "–",
            },
        )  # fmt: skip
