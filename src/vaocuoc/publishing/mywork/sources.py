"""What tasks, evidence, reports and papers make of a post's work (việc phải làm); other areas give theirs themselves.

Each source asks a constant number of queries: at most ``SHOWN`` rows a kind, and one count where there are more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vaocuoc.core.calendars import Period, WorkingDays, add_working_days
from vaocuoc.directory.models import Role
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed
from vaocuoc.documents.library import queries as library
from vaocuoc.oversight.rounds.covering import carried_by_rounds, not_carried
from vaocuoc.tracking.periods.queries import windows_for
from vaocuoc.tracking.submissions.access import waiting_for
from vaocuoc.tracking.submissions.models import State
from vaocuoc.tracking.submissions.owed import Due, own_providers, reports_of, slug_of
from vaocuoc.tracking.tasks.deeds import DEEDS
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Evidence, Phase, Task, TaskUpdate, Urgency
from vaocuoc.ui.dates import format_day, period_name

_URGENCY = {Urgency.ORDINARY: 0, Urgency.URGENT: 1, Urgency.VERY_URGENT: 2, Urgency.EXPRESS: 3}
_CONFIRM_WITHIN = 1
"""Working days in which the giver says whether what was handed in will do."""


# --- tasks that one leads ---------------------------------------------------------------------------------------------


def own_units(actor: Actor) -> frozenset[int]:
    """The units whose tasks are one's own: that of the post, and those it reports for (đơn vị mình làm đầu mối)."""
    if actor.post is None:
        return frozenset()
    return frozenset({actor.post.unit_id, *(grant.unit_id for grant in actor.grants if grant.role is Role.REPORTER)})


_WAITS = Q(evidence_since__isnull=False) | Q(deadline_kind=DeadlineKind.CONDITION)


def owed_tasks(actor: Actor) -> QuerySet[Task]:
    """The open tasks that wait for the post itself (việc mình chủ trì), by their days."""
    return _led(actor).exclude(_WAITS).order_by(F("due").asc(nulls_last=True), "pk")


def _led(actor: Actor) -> QuerySet[Task]:
    if actor.post is None:
        return Task.objects.none()
    return Task.objects.filter(Q(lead_post=actor.post.pk) | Q(lead_unit__in=own_units(actor)), phase=Phase.OPEN)


def tasks(actor: Actor) -> Iterator[Duty]:
    """The tasks that the post leads or its unit, and those of them that wait for another. Four queries at most."""
    if actor.post is None:
        return
    owed, waiting = (
        list(found.values_list("pk", flat=True)[: SHOWN + 1]) for found in (owed_tasks(actor), waiting_tasks(actor))
    )
    facts = {task.pk: task for task in with_facts([*owed, *waiting])}
    for keys, say in ((owed, task_duty), (waiting, waiting_duty)):
        rows = [facts[key] for key in keys if key in facts]
        yield from (say(actor, task) for task in rows[:SHOWN])
        if len(rows) > SHOWN:
            yield _rest(actor, rows[SHOWN])


_TOLD = (
    "title", "code", "due", "urgency", "product", "condition", "no_due_reason", "deadline_kind", "evidence_since",
    "is_blocked", "is_started", "acknowledged_at", "lead_post", "lead_unit", "keeper__name",
)  # fmt: skip
"""All that the lines say of a task."""


def with_facts(keys: Iterable[int]) -> list[Any]:
    """These tasks in this order, with the last reason for which their product came back and the last blocker."""
    keys = list(keys)
    back = Evidence.objects.filter(task=OuterRef("pk"), accepted=False).order_by("-decided_at", "-pk")
    blocked = TaskUpdate.objects.filter(task=OuterRef("pk")).exclude(blocker="").order_by("-at", "-pk")
    rows: Any = (
        Task.objects.filter(pk__in=keys)
        .select_related("keeper")
        .only(*_TOLD)
        .annotate(
            was_returned=Exists(back),
            returned=Subquery(back.values("reason")[:1]),
            blocker=Subquery(blocked.values("blocker")[:1]),
        )
    )
    found = {task.pk: task for task in rows} if keys else {}
    return [found[key] for key in keys if key in found]


def task_duty(actor: Actor, task: Any) -> Duty:
    """The line of a task that waits for the post: what has to be done with it now."""
    what, note = _asked(task, actor.today)
    return Duty(
        kind="tasks.lead",
        what=what,
        name=task.title,
        url=reverse("tasks:detail", args=[task.pk]),
        due=task.due,
        code=task.code,
        note=note,
        urgency=_URGENCY[Urgency(task.urgency)],
        deeds=_deeds(actor, task),
    )


def _asked(task: Any, today: date) -> tuple[str, str]:
    """What has to be done with a task, and the grey line beside it."""
    if task.was_returned:
        return _("Bổ sung sản phẩm bị trả lại"), _("Lý do trả lại: %(reason)s") % {"reason": task.returned or "–"}
    product = _("Sản phẩm: %(product)s") % {"product": task.product} if task.product else ""
    if task.is_blocked and task.blocker:
        return _("Theo dõi tháo gỡ vướng mắc"), _("Vướng mắc: %(words)s") % {"words": task.blocker}
    if task.due is None:
        return _("Chờ điền hạn"), _("Chưa có hạn: %(reason)s") % {"reason": task.no_due_reason or "–"}
    if not task.is_started and task.acknowledged_at is None:
        return _("Tiếp nhận nhiệm vụ"), product
    if task.due < today:
        return _("Hoàn thành nhiệm vụ quá hạn"), product
    return _("Thực hiện nhiệm vụ"), product


def _deeds(actor: Actor, task: Any) -> tuple[DutyDeed, ...]:
    """What can be done with the task from its line; the lead itself, or who reports for the leading unit."""
    if task.lead_post_id != (actor.post.pk if actor.post else None) and task.lead_unit_id not in _reporting(actor):
        return ()
    acknowledged = task.is_started or task.acknowledged_at is not None
    names = ["cap-nhat", "minh-chung"] if acknowledged or "tiep-nhan" not in DEEDS else ["tiep-nhan", "cap-nhat"]
    return tuple(
        DutyDeed(str(DEEDS[name].button), reverse("mywork:deed", args=[task.pk, name]), main=not place, sheet=True)
        for place, name in enumerate(names)
    )


def _reporting(actor: Actor) -> frozenset[int]:
    """Of the own units, those that the post may report for; asked once a request."""
    return actor.once("reporting units", lambda: actor.among(Action.UPDATE, own_units(actor)))


def waiting_tasks(actor: Actor) -> QuerySet[Task]:
    """The open tasks of the post that wait for another: to be confirmed, or for a condition (việc chờ nơi khác)."""
    return _led(actor).filter(_WAITS).order_by(F("due").asc(nulls_last=True), "pk")


def waiting_duty(actor: Actor, task: Any) -> Duty:
    """The line of a task that waits for another."""
    if task.evidence_since is not None:
        what = _("Chờ xác nhận sản phẩm đã nộp")
        note = _("Nộp ngày %(day)s") % {"day": format_day(task.evidence_since)}
    else:
        what, note = _("Chờ điều kiện"), task.condition
    return Duty(
        kind="tasks.waiting",
        what=what,
        name=task.title,
        url=reverse("tasks:detail", args=[task.pk]),
        due=task.due,
        code=task.code,
        note=note,
        urgency=_URGENCY[Urgency(task.urgency)],
        waits=True,
        whom=task.keeper.name,
    )


def _rest(actor: Actor, first: Any) -> Duty:
    waits = first.evidence_since is not None or first.deadline_kind == DeadlineKind.CONDITION
    number = _numbers(actor)["waiting" if waits else "owed"] - SHOWN
    what = _("và %(n)s việc nữa") % {"n": number}
    url = reverse("mywork:tasks") + ("?cho=1" if waits else "")
    return Duty(kind="tasks.rest", what=what, name="", url=url, due=first.due, rest=number, waits=waits)


def _numbers(actor: Actor) -> dict[str, int]:
    """How many tasks wait for the post, how many for another; counted in one walk over them, once a request."""

    def ask() -> dict[str, int]:
        number = {"owed": Count("pk", filter=~_WAITS), "waiting": Count("pk", filter=_WAITS)}
        return _led(actor).aggregate(**number)

    return actor.once("numbers of own tasks", ask)


# --- evidence that waits for one's word -------------------------------------------------------------------------------


_HANDED_IN = (
    "submitted_at", "number", "task__title", "task__code", "task__urgency", "task__lead_unit__name",
    "task__lead_post__title", "task__lead_post__unit__name",
)  # fmt: skip
"""All that the lines say of what was handed in."""


def evidence(actor: Actor) -> Iterator[Duty]:
    """What was handed in and waits for the post to confirm (minh chứng chờ xác nhận): two queries, three at most.

    Who keeps a register has all of it; a leader what they gave themselves or follow.
    """
    if actor.post is None or not actor.may_somewhere(Action.CONFIRM):
        return
    found = _to_confirm(actor)
    found = found.select_related("task", "task__lead_unit", "task__lead_post__unit")
    rows = list(found.only(*_HANDED_IN)[: SHOWN + 1])
    for one in rows[:SHOWN]:
        since = timezone.localdate(one.submitted_at)
        yield Duty(
            kind="tasks.confirm",
            what=_("Xác nhận sản phẩm đã nộp"),
            name=one.task.title,
            url=reverse("tasks:detail", args=[one.task_id]),
            due=add_working_days(since, _CONFIRM_WITHIN, WorkingDays()),
            code=one.task.code,
            note=_("%(lead)s nộp %(number)s ngày %(day)s")
            % {
                "lead": one.task.lead_unit or one.task.lead_post,
                "number": one.number,
                "day": format_day(since),
            },
            urgency=_URGENCY[Urgency(one.task.urgency)],
            deeds=(_to(one.task_id, "xac-nhan", main=True), _to(one.task_id, "tra-lai")),
        )
    if len(rows) > SHOWN:
        number = found.count() - SHOWN
        url = reverse("tasks:list") + "?trang-thai=awaiting"
        yield Duty("tasks.confirm", _("và %(n)s sản phẩm nữa chờ xác nhận") % {"n": number}, "", url, rest=number)


def _to(task: int, name: str, *, main: bool = False) -> DutyDeed:
    return DutyDeed(str(DEEDS[name].button), reverse("mywork:deed", args=[task, name]), main=main, sheet=True)


def _to_confirm(actor: Actor) -> QuerySet[Evidence]:
    waiting = Evidence.objects.filter(accepted__isnull=True, task__closure=Closure.NONE, task__is_disputed=False)
    waiting = waiting.filter(task__keeper__in=actor.keepers(Action.CONFIRM).order_by().values("pk"))
    if not actor.may_somewhere(Action.UPLOAD):  # no desk of the office: what others gave waits for others
        post = actor.post.pk if actor.post else None
        waiting = waiting.filter(Q(task__assigned_by=post) | Q(task__follower=post))
    return waiting.exclude(submitted_by=actor.user).order_by("submitted_at", "pk")


# --- reports of a period ----------------------------------------------------------------------------------------------


def reports(actor: Actor) -> Iterator[Duty]:
    """Reports that came back or are not sent yet, those that wait for the post's approval, and its own that wait.

    What the report to a running round carries stands there alone (:mod:`vaocuoc.oversight.rounds.duties`).
    """
    if actor.post is None:
        return
    if actor.may_somewhere(Action.REPORT):
        elsewhere = carried_by_rounds(actor)
        owed = [
            due
            for due in reports_of(own_providers(actor), today=actor.today)
            if due.state != State.APPROVED and (due.keeper.pk, due.provider.pk, due.period) not in elsewhere
        ]
        days = _closing_days(owed[:SHOWN], actor.today)
        for due in owed[:SHOWN]:
            is_back = due.state == State.RETURNED
            waits = due.state in (State.SUBMITTED, State.CHECKED)
            yield Duty(
                kind="submissions.owed",
                what=_("Chờ duyệt báo cáo số liệu") if waits
                else _("Sửa báo cáo số liệu bị trả lại") if is_back else _("Gửi báo cáo số liệu"),
                name=_("%(unit)s: %(period)s") % {"unit": due.provider.name, "period": period_name(due.period)},
                url=reverse("submissions:report", args=[due.keeper.pk, due.provider.pk, due.slug]),
                due=days.get((due.keeper.pk, due.provider.level, due.period)),
                note=_("Gửi %(unit)s") % {"unit": due.keeper.name},
                waits=waits,
                whom=due.keeper.name if waits else "",
                deeds=() if waits else (_page_of(due.keeper.pk, due.provider.pk, due.slug, _("Nhập số liệu")),),
            )  # fmt: skip
    if actor.may_somewhere(Action.APPROVE):
        yield from _to_approve(actor)


def _closing_days(owed: Iterable[Due], today: date) -> dict[tuple[int, str, Period], date]:
    """The last day for each report, by the regime of the register it goes to; two queries a register and level."""
    found: dict[tuple[int, str, Period], date] = {}
    asked = {(due.keeper.pk, due.provider.level, year): due for due in owed for year in {due.period.end.year}}
    for (keeper, level, year), due in asked.items():
        for window in windows_for(due.keeper, year, today=today, level=level, calendar=due.period.calendar):
            found[keeper, level, window.period] = window.due
    return found


def _to_approve(actor: Actor) -> Iterator[Duty]:
    waiting = not_carried(actor, waiting_for(actor)).select_related("provider").order_by("submitted_at", "pk")
    said = ("submitted_at", "keeper", "provider__name", "calendar", "period_kind", "year", "index")
    rows = list(waiting.only(*said)[: SHOWN + 1])
    for one in rows[:SHOWN]:
        since = timezone.localdate(one.submitted_at) if one.submitted_at else None
        yield Duty(
            kind="submissions.approve",
            what=_("Duyệt báo cáo số liệu"),
            name=_("%(unit)s: %(period)s") % {"unit": one.provider.name, "period": period_name(one.period)},
            url=reverse("submissions:report", args=[one.keeper_id, one.provider_id, slug_of(one.period)]),
            due=add_working_days(since, _CONFIRM_WITHIN, WorkingDays()) if since else None,
            note=_("Gửi ngày %(day)s") % {"day": format_day(since)} if since else "",
            deeds=(_page_of(one.keeper_id, one.provider_id, slug_of(one.period), _("Xem và duyệt")),),
        )
    if len(rows) > SHOWN:
        number = waiting.count() - SHOWN
        what = _("và %(n)s báo cáo nữa chờ duyệt") % {"n": number}
        yield Duty("submissions.approve", what, "", reverse("submissions:queue"), rest=number)


def _page_of(keeper: int, provider: int, slug: str, label: str) -> DutyDeed:
    return DutyDeed(label, reverse("submissions:report", args=[keeper, provider, slug]), main=True)


# --- papers whose review was begun ------------------------------------------------------------------------------------

_PAPERS = 8


def reviews(actor: Actor) -> Iterator[Duty]:
    """Papers that were read and wait to be reviewed (văn bản chờ rà soát), the newest first. Three queries."""
    if actor.post is None or not actor.may_somewhere(Action.REVIEW):
        return
    number, papers = library.waiting_for_review(actor, _PAPERS)
    for row in papers:
        left = _("%(open)s/%(all)s phát hiện chưa rà") % {"open": row.undecided, "all": row.asked}
        begun = 0 < row.undecided < row.asked
        yield Duty(
            kind="documents.review",
            what=_("Rà soát tiếp văn bản") if begun else _("Rà soát văn bản"),
            name=str(row.document),
            url=reverse("intake:review", args=[row.document.pk]),
            note=left,
            deeds=(DutyDeed(_("Rà soát"), reverse("intake:review", args=[row.document.pk]), main=True),),
        )
    if more := number - len(papers):
        url = reverse("library:list") + "?trang-thai=to_review"
        what = _("và %(n)s văn bản nữa chờ rà soát") % {"n": more}
        yield Duty("documents.review", what, "", url, rest=more)


def is_desk(actor: Actor) -> bool:
    """Whether the post directs or keeps a register, so that the board comes first for it; else its own work does."""
    return any(actor.may_somewhere(action) for action in (Action.DIRECT, Action.REVIEW, Action.AUDIT))
