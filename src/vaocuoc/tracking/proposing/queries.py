"""Reading proposals about tasks: those that wait for one's decision, those one made, those of a task."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.proposing.models import RequestState, TaskRequest
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task

_SHOWN = (
    "task__lead_unit", "task__lead_post__unit", "task__keeper", "by_post__unit", "by", "goes_to", "decided_as__unit",
    "decided_by",
)  # fmt: skip


def requests_seen(actor: Actor) -> QuerySet[TaskRequest]:
    """The proposals about tasks that one sees."""
    return TaskRequest.objects.filter(task__in=visible_tasks(actor).order_by().values("pk")).select_related(*_SHOWN)


def waiting_for(actor: Actor) -> QuerySet[TaskRequest]:
    """What waits for one's decision (chờ quyết định), the longest first: of the registers one gives tasks from."""
    return _open_in_own_registers(actor).select_related(*_SHOWN).order_by("at", "pk")


def gives_tasks(actor: Actor) -> bool:
    """Whether any role of the post gives tasks or directs, so that proposals may wait for it; costs no query."""
    return actor.may_somewhere(Action.ASSIGN) or actor.may_somewhere(Action.DIRECT)


def waiting_count(actor: Actor) -> int:
    """How many wait for one's decision; nothing is asked for whoever gives no tasks."""
    if not gives_tasks(actor):
        return 0
    return actor.once("requests_waiting", lambda: _open_in_own_registers(actor).count())


def _open_in_own_registers(actor: Actor) -> QuerySet[TaskRequest]:
    own = Q(task__keeper__in=actor.keepers(Action.ASSIGN).values("pk"))
    own |= Q(task__keeper__in=actor.keepers(Action.DIRECT).values("pk"))
    return TaskRequest.objects.filter(own, state=RequestState.OPEN)


def proposed_by(actor: Actor) -> QuerySet[TaskRequest]:
    """What the acting post proposed, whatever became of it, the latest first."""
    # Of the few that a post proposed each is looked up; the tasks that one sees may be a hundred thousand.
    seen = visible_tasks(actor).order_by().filter(pk=OuterRef("task_id"))
    found = TaskRequest.objects.filter(Exists(seen), by_post=actor.post, by_post__isnull=False)
    return found.select_related(*_SHOWN).order_by("-at", "-pk")


def decided(actor: Actor) -> QuerySet[TaskRequest]:
    """What was decided of the proposals one sees, the latest first."""
    return requests_seen(actor).exclude(state=RequestState.OPEN).order_by("-decided_at", "-pk")


def get_request(actor: Actor, pk: int) -> TaskRequest:
    """One proposal about a task that one sees; ``Http404`` where hidden."""
    found = requests_seen(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def requests_of(task: Task) -> list[TaskRequest]:
    """The proposals about one task, the latest first; one query."""
    related = ("by_post__unit", "by", "goes_to", "decided_as__unit", "decided_by")
    return list(TaskRequest.objects.filter(task=task).select_related(*related).order_by("-at", "-pk"))
