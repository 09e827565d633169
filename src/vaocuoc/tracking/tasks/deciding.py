"""What stands still until somebody decides (cần quyết định): the open blockers of tasks, by who can remove them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Phase, TaskUpdate
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.paging import page_of

_ROWS = 30


@dataclass(frozen=True)
class ToDecide:
    """A blocker with its age, who can remove it, and the sentences that a leader may use as they stand."""

    update: TaskUpdate
    days: int
    who: str
    sentences: tuple[str, ...]


def blockers(actor: Actor) -> QuerySet[TaskUpdate]:
    """The open blockers of the open tasks that one sees (vướng mắc chưa tháo gỡ), the oldest first."""
    tasks = visible_tasks(actor).filter(phase=Phase.OPEN, is_blocked=True).order_by().values("pk")
    found = TaskUpdate.objects.filter(task__in=tasks, removed_at__isnull=True).exclude(blocker="")
    related = ("task__lead_unit", "task__lead_post__unit", "by_post__unit", "by", "blocker_post", "blocker_organ")
    return found.select_related(*related).order_by("at", "pk")


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """What needs a decision: who, since when, what blocks, and sentences ready to be sent on."""
    actor = actor_of(request)
    found = blockers(actor)
    own = request.GET.get("cua-toi") == "1"
    if own and actor.post is not None:
        organs = actor.post.organs.values("pk")
        found = found.filter(blocker_post=actor.post) | found.filter(blocker_organ__in=organs)
    page = page_of(request, found, size=_ROWS)
    context = {"page": page, "rows": [_row(update, today()) for update in page], "own": own}
    return render(request, "tracking/tasks/deciding.html", context)


def _row(update: TaskUpdate, day: date) -> ToDecide:
    who = update.blocker_for or str(update.blocker_organ or update.blocker_post or "")
    task = update.task
    facts = {
        "who": who or _("cấp có thẩm quyền"),
        "blocker": update.blocker.rstrip(". "),
        "task": task.code,
        "title": task.title,
        "lead": task.lead_unit or task.lead_post,
        "due": format_day(task.due) if task.due else _("chưa có hạn"),
    }
    sentences = (
        _("Kính đề nghị %(who)s cho ý kiến tháo gỡ: %(blocker)s (nhiệm vụ %(task)s, %(title)s; hạn %(due)s).") % facts,
        _("Đưa vào chương trình kỳ họp tới của %(who)s: %(blocker)s, liên quan nhiệm vụ %(task)s.") % facts,
        _("Giao %(lead)s báo cáo rõ nguyên nhân và phương án xử lý: %(blocker)s.") % facts,
    )
    days = (day - timezone.localdate(update.at)).days
    return ToDecide(update, max(days, 0), who, sentences)
