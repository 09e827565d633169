"""Reading tasks: rows with their derived states, counts with their denominators, the six clears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vaocuoc.core.calendars import Period
from vaocuoc.core.measuring import TaskFacts, TaskState, task_state
from vaocuoc.core.reading.clears import clears as clears_of_words
from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Actor
from vaocuoc.search.queries import Hit, excerpt, matching
from vaocuoc.tracking import narrowing
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.days import open_days
from vaocuoc.tracking.tasks.models import (
    Closure,
    DeadlineChange,
    DeadlineKind,
    Evidence,
    PartyRole,
    Phase,
    Task,
    TaskParty,
    TaskUpdate,
)
from vaocuoc.tracking.tasks.overseeing import tasks_overseen
from vaocuoc.tracking.tasks.states import PHASES, STATE_GROUPS, by_urgency, in_state
from vaocuoc.tracking.tasks.steps import at_step, step_of
from vaocuoc.tracking.tasks.urgency import InOrder
from vaocuoc.ui.dates import format_day

_NAMED = 200
"""So many tasks are named in a condition; more are looked up by it."""


@dataclass(frozen=True)
class TaskFilters:
    """What the list is narrowed to; empty fields narrow nothing. ``state`` is a state, a group, regular or disputed.

    ``step`` is where an open task is stuck, ``returned`` keeps those whose product was returned, ``overseen`` what the
    acting post oversees by decision, ``period`` those whose day lies in it, ``more`` what filters of higher apps ask.
    """

    text: str = ""
    state: str = ""
    lead: int | None = None
    follower: int | None = None
    document: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    mine: bool = False
    blocked: bool = False
    step: str = ""
    returned: bool = False
    overseen: bool = False
    period: Period | None = None
    more: narrowing.Asked = ()


@dataclass(frozen=True)
class TaskRow:
    """A task with its state on a day, and what a list shows of it."""

    task: Task
    state: TaskState
    blocker: str = ""
    blocker_for: str = ""
    blocked_at: datetime | None = None
    touched_at: datetime | None = None
    extensions: int = 0
    evidence_since: date | None = None
    step: str = ""

    @property
    def lead(self) -> str:
        return str(self.task.lead_unit or self.task.lead_post)

    @property
    def days_late(self) -> int | None:
        """How many days past its deadline an open or finished task is; None where it is not late."""
        return self.state.days if self.state.code in ("overdue", "late_acceptance", "done_late") else None


@dataclass(frozen=True)
class TaskCounts:
    """How many tasks stand where; regular and disputed ones are in ``regular`` and ``disputed`` alone.

    ``states`` counts the others by state. ``next_due`` is the next day on which an open one falls due,
    ``waiting_since`` the day since which evidence waits. ``judged`` is the denominator of the on-time rate: finished,
    with a real day of completion and a deadline.
    """

    states: dict[str, int] = field(default_factory=dict)
    regular: int = 0
    disputed: int = 0
    longest_overdue: int = 0
    next_due: date | None = None
    waiting_since: date | None = None

    def of(self, name: str) -> int:
        """The number of rows that the filter ``state=name`` lists."""
        if name in ("regular", "disputed"):
            return int(getattr(self, name))
        return sum(self.states.get(code, 0) for code in STATE_GROUPS.get(name, (name,)))

    @property
    def total(self) -> int:
        return sum(self.states.values()) + self.regular + self.disputed

    @property
    def with_deadline(self) -> int:
        """The tasks that a deadline can judge: all but regular, disputed and cancelled ones."""
        return sum(number for code, number in self.states.items() if code != "cancelled")

    @property
    def done(self) -> int:
        return self.of("done")

    @property
    def judged(self) -> int:
        return self.states.get("done_on_time", 0) + self.states.get("done_late", 0)

    @property
    def on_time(self) -> int:
        return self.states.get("done_on_time", 0)


def tasks_of(actor: Actor, *, today: date, filters: TaskFilters | None = None) -> QuerySet[Task]:
    """The tasks that the actor sees within the filters, what needs someone first; not yet asked for."""
    filters = filters or TaskFilters()
    found = _narrowed(visible_tasks(actor), actor, filters, today)
    return by_urgency(found.filter(in_state(filters.state, today)), today, filters.state)


def keys_in_order(
    actor: Actor, *, today: date, filters: TaskFilters, counts: TaskCounts
) -> InOrder | QuerySet[Any, int]:
    """The keys of :func:`tasks_of`, to be read a page at a time; ``counts`` are those of the same filters.

    Without a state in the filters, what is closed and disputed stands behind all that is closed.
    """
    if filters.state:
        return tasks_of(actor, today=today, filters=filters).values_list("pk", flat=True)
    found = _narrowed(visible_tasks(actor), actor, filters, today)
    running = counts.of("open") + counts.regular
    return InOrder(found, today, overdue=counts.of("overdue"), running=running, disputed=counts.disputed)


def task_rows(
    actor: Actor, *, today: date, filters: TaskFilters | None = None, limit: int | None = None
) -> list[TaskRow]:
    """The first tasks of :func:`tasks_of` as rows; two queries, however many there are."""
    keys = tasks_of(actor, today=today, filters=filters).values_list("pk", flat=True)
    return rows_in_order(keys[:limit], today=today)


def rows_in_order(keys: Iterable[int], *, today: date) -> list[TaskRow]:
    """The rows of these tasks in this order; one query.

    What a row shows is looked up for these alone: asked for together with the order, it would be for every task.
    """
    keys = list(keys)
    if not keys:
        return []
    found = {row.task.pk: row for row in rows_of(Task.objects.filter(pk__in=keys), today=today)}
    return [found[key] for key in keys if key in found]


def rows_of(tasks: QuerySet[Task], *, today: date) -> list[TaskRow]:
    """These tasks with their states on a day; one query."""
    shown = tasks.select_related("lead_unit", "lead_post__unit", "follower", "document", "keeper").defer("folded")
    return [_row(task, today) for task in shown.annotate(**_beside())]


def row_at_hand(task: Task, *, today: date) -> TaskRow:
    """The row of a task that was just read; one query for what stands beside it."""
    for name, value in Task.objects.filter(pk=task.pk).values(**_beside()).get().items():
        setattr(task, name, value)
    return _row(task, today)


def _beside() -> dict[str, Any]:
    """What a row shows beside the columns of its task."""
    standing = TaskUpdate.objects.filter(task=OuterRef("pk"), removed_at__isnull=True)
    blockers = standing.exclude(blocker="").order_by("-at", "-pk")
    # Counted beside the row, not over a join: grouping by every column of seven tables costs more than the rows.
    moved = DeadlineChange.objects.filter(task=OuterRef("pk"), old__isnull=False).order_by().values("task")
    moved = moved.annotate(number=Count("*"))
    return {
        "blocker": Subquery(blockers.values("blocker")[:1]),
        "blocker_for": Subquery(blockers.values("blocker_for")[:1]),
        "blocked_at": Subquery(blockers.values("at")[:1]),
        "extensions": Coalesce(Subquery(moved.values("number"), output_field=IntegerField()), 0),
    }


def most_urgent(tasks: QuerySet[Task], *, today: date, limit: int) -> list[TaskRow]:
    """The first of these tasks by what needs someone."""
    keys = by_urgency(tasks, today).values_list("pk", flat=True)
    return rows_in_order(keys[:limit], today=today)


def row_of(task: Task, *, today: date) -> TaskRow:
    """One task with its state."""
    return rows_of(Task.objects.filter(pk=task.pk), today=today)[0]


def _row(task: Any, today: date) -> TaskRow:
    is_open = task.closure == ""
    return TaskRow(
        task=task,
        state=task_state(facts_of(task), today),
        blocker=task.blocker or "" if is_open else "",
        blocker_for=task.blocker_for or "" if is_open else "",
        blocked_at=task.blocked_at if is_open else None,
        touched_at=task.told_at,
        extensions=task.extensions,
        evidence_since=task.evidence_since,
        step=step_of(task, today),
    )


def facts_of(task: Task) -> TaskFacts:
    """What the state of a task is derived from."""
    return TaskFacts(
        closure=task.closure,
        deadline_kind=task.deadline_kind,
        due=task.due,
        completed_on=task.completed_on,
        started=task.is_started,
        evidence_since=task.evidence_since,
        known_since=task.received_on or timezone.localdate(task.created_at),
        is_disputed=task.is_disputed,
    )


def task_counts(actor: Actor, today: date, filters: TaskFilters | None = None) -> TaskCounts:
    """The counts of what the actor sees within the filters; each is the length of the list that its filter opens.

    Two queries, once a page: what is finished is counted as it stands, what is open by its day.
    """
    wanted = replace(filters or TaskFilters(), state="")
    return actor.once(("task_counts", today, wanted), lambda: _counted(actor, today, wanted))


def _counted(actor: Actor, today: date, wanted: TaskFilters) -> TaskCounts:
    tasks = _narrowed(visible_tasks(actor), actor, wanted, today).order_by()
    phases: dict[int, int] = dict(tasks.values_list("phase").annotate(number=Count("*")))
    days = open_days(tasks) if phases.get(Phase.OPEN) else []
    states = {code: phases.get(phase, 0) for code, phase in PHASES.items() if code not in ("regular", "disputed")}
    for day in days:
        for code, number in day.states(today).items():
            states[code] = states.get(code, 0) + number
    late = [day.due for day in days if day.due and day.due < today and day.idle]
    return TaskCounts(
        states={code: number for code, number in states.items() if number},
        regular=phases.get(Phase.REGULAR, 0),
        disputed=phases.get(Phase.DISPUTED, 0),
        longest_overdue=(today - min(late)).days if late else 0,
        next_due=min((day.due for day in days if day.due and day.due >= today), default=None),
        waiting_since=min((day.since for day in days if day.due and day.since), default=None),
    )


@dataclass(frozen=True)
class DueDay:
    """The open tasks due on a day: how many, one of them, and how many nobody has told of since a moment."""

    day: date
    number: int
    any_task: int
    untouched: int


def due_days(
    actor: Actor, *, today: date, days: int, untouched_since: datetime, filters: TaskFilters | None = None
) -> list[DueDay]:
    """What falls due from today on for so many days, by day; one query."""
    untold = Q(told_at__lt=untouched_since) | Q(told_at__isnull=True, created_at__lt=untouched_since)
    rows: Any = (
        tasks_of(actor, today=today, filters=replace(filters or TaskFilters(), state="open"))
        .filter(due__gte=today, due__lte=today + timedelta(days=days))
        .order_by("due")
        .values("due")
        .annotate(number=Count("pk"), any_task=Min("pk"), untouched=Count("pk", filter=untold))
    )
    return [DueDay(row["due"], row["number"], row["any_task"], row["untouched"]) for row in rows]


def _narrowed(tasks: QuerySet[Task], actor: Actor, filters: TaskFilters, today: date) -> QuerySet[Task]:
    if filters.text:
        tasks = matching(tasks, "folded", filters.text)
    for rule in _rules(actor, filters, today):
        tasks = tasks.filter(rule)
    return tasks


def _rules(actor: Actor, filters: TaskFilters, today: date) -> Iterator[Q]:
    """What each filter that is set keeps, but for its words and the state."""
    if filters.lead:
        posts = Post.objects.filter(unit=filters.lead).values("pk")
        yield Q(lead_unit=filters.lead) | Q(lead_post__in=posts)
    for name in ("follower", "document"):
        if getattr(filters, name):
            yield Q(**{name: getattr(filters, name)})
    for first, last in ((filters.due_from, filters.due_to), _ends(filters.period)):
        if first:
            yield Q(due__gte=first)
        if last:
            yield Q(due__lte=last)
    if filters.mine:
        yield mine(actor)
    if filters.overseen:
        yield tasks_overseen(actor)
    yield from narrowing.conditions(narrowing.TASKS, filters.more)
    yield from _stuck(filters, today)


def _stuck(filters: TaskFilters, today: date) -> Iterator[Q]:
    if filters.blocked:
        yield Q(is_blocked=True, closure=Closure.NONE)
    if filters.step:
        yield at_step(filters.step, today)
    if filters.returned:
        back = Evidence.objects.filter(task=OuterRef("pk"), accepted=False)
        yield Exists(back) & Q(phase=Phase.OPEN, evidence_since__isnull=True)


def _ends(period: Period | None) -> tuple[date | None, date | None]:
    return (period.start, period.end) if period else (None, None)


def mine(actor: Actor) -> Q:
    """The tasks of the acting post: it leads, follows or oversees, or its unit leads (của tôi)."""
    if actor.post is None:
        return Q(pk__in=[])
    overseen = actor.once("tasks overseen", lambda: _overseen(actor.post))
    return Q(follower=actor.post) | Q(lead_post=actor.post) | Q(lead_unit=actor.post.unit_id) | Q(pk__in=overseen)


def _overseen(post: Post | None) -> Any:
    """The tasks that a post oversees: named where they are few, for then an index finds them."""
    found = TaskParty.objects.filter(role=PartyRole.OVERSEER, post=post).order_by().values_list("task", flat=True)
    few = list(found[: _NAMED + 1])
    return few if len(few) <= _NAMED else found


def own_count(actor: Actor, today: date, filters: TaskFilters) -> int:
    """How many of the acting post's own tasks are within the filters, whatever their state; one query."""
    own = replace(filters, state="", mine=True)
    return _narrowed(visible_tasks(actor), actor, own, today).order_by().count()


# --- the six clears ---------------------------------------------------------------------------------------------------


def six_clears(task: Task, parties: Iterable[TaskParty]) -> dict[str, tuple[bool, str]]:
    """The six clears of a task of the register (sáu rõ), each with its answer or with what is missing."""
    overseers = [str(party.post or party.unit or party.words) for party in parties if party.role == PartyRole.OVERSEER]
    words = clears_of_words(
        text=task.title, action="", owner=None, dated=False, product=task.product or None, receiver=None
    )
    lead = str(task.lead_unit or task.lead_post)
    return {
        "who": (True, _("Một đầu mối: %(lead)s") % {"lead": lead}),
        "what": (words.what, task.title[:80] if words.what else _("Chưa nêu việc cụ thể")),
        "when": _when(task),
        "responsible": (bool(overseers), "; ".join(overseers) if overseers else _("Chưa nêu người phụ trách")),
        "authority": (bool(task.authority), task.authority or _("Chưa nêu cấp quyết định")),
        "product": (bool(task.product), task.product or _("Chưa nêu sản phẩm")),
    }


def _when(task: Task) -> tuple[bool, str]:
    if task.due is not None:
        return True, _("Hạn %(day)s") % {"day": format_day(task.due)}
    if task.deadline_kind == DeadlineKind.REGULAR:
        return bool(task.recurrence), task.recurrence or _("Thường xuyên, chưa nêu chu kỳ")
    if task.deadline_kind == DeadlineKind.CONDITION:
        return False, _("Chờ: %(condition)s") % {"condition": task.condition}
    return False, _("Chưa có hạn: %(reason)s") % {"reason": task.no_due_reason}


# --- what other pages show --------------------------------------------------------------------------------------------


def overdue_count(actor: Actor, today: date) -> int:
    """How many tasks are overdue, as the list of them counts; where a page counted all its states, from there."""
    counted = (actor.memory or {}).get(("task_counts", today, TaskFilters()))
    if isinstance(counted, TaskCounts):
        return counted.of("overdue")
    return visible_tasks(actor).filter(in_state("overdue", today)).count()


def find_tasks(actor: Actor, query: str, limit: int) -> list[Hit]:
    """Tasks by code, words and product, for the search."""
    found = (
        matching(visible_tasks(actor), "folded", query).select_related("lead_unit", "lead_post__unit").order_by("-pk")
    )
    return [_hit(task, query) for task in found[:limit]]


def _hit(task: Task, query: str) -> Hit:
    shown = excerpt(task.title, query)
    return Hit(
        kind=_("Nhiệm vụ"),
        title=task.code,
        url=reverse("tasks:detail", args=[task.pk]),
        excerpt=shown.text,
        marks=shown.marks,
        note=str(task.lead_unit or task.lead_post),
    )
