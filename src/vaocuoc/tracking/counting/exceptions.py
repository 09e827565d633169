"""Only what is red (việc cần xử lý): who is late, by how much, what is missing, who must decide, where it is stuck."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.counting.views import actor_may_view
from vaocuoc.tracking.tasks import queries
from vaocuoc.tracking.tasks.additions import all_deeds
from vaocuoc.tracking.tasks.days import late_steps
from vaocuoc.tracking.tasks.deeds import DIRECTING
from vaocuoc.tracking.tasks.models import PartyRole, TaskParty
from vaocuoc.tracking.tasks.steps import STEPS
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of

_ROWS = 20

STATES: dict[str, str | Promise] = {
    "overdue": gettext_lazy("Quá hạn"),
    "late_acceptance": gettext_lazy("Bên xác nhận chậm"),
}
"""What is red: the lateness of the lead, and that of whoever must confirm."""


@dataclass(frozen=True)
class Exceptional:
    """A red task with the four facts and the blocker, and sentences to copy (việc cần xử lý)."""

    row: queries.TaskRow
    through: tuple[str, ...]
    decides: str
    directives: list[tuple[str, str]]
    sentences: tuple[str, ...]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The red tasks that one sees, the latest first, with what a leader can do about each."""
    actor = actor_of(request)
    actor_may_view(actor)
    state = request.GET.get("trang-thai", "")
    state = state if state in STATES else "overdue"
    step = request.GET.get("khau", "")
    filters = queries.TaskFilters(
        state=state,
        step=step if step in STEPS and state == "overdue" else "",
        lead=key_in(request.GET.get("chu-tri", "")),
        overseen=request.GET.get("phu-trach") == "1",
    )
    wide = replace(filters, step="")
    counts = queries.task_counts(actor, today(), wide)
    found = queries.tasks_of(actor, today=today(), filters=filters).values_list("pk", flat=True)
    number = found.count() if filters.step else counts.of(state)
    shown = page_of(request, found, size=_ROWS, count=number)
    rows = queries.rows_in_order([*shown.object_list], today=today())
    through = _through(row.task.pk for row in rows)
    shown.object_list = [_exceptional(row, through, may_direct=_may_direct(actor, row.task.keeper_id)) for row in rows]
    overdue = queries.tasks_of(actor, today=today(), filters=replace(wide, state="overdue"))
    context = {
        "page": shown,
        "state": state,
        "states": [(code, word, counts.of(code)) for code, word in STATES.items()],
        "steps": [(code, STEPS[code], number) for code, number in late_steps(overdue, today()).items()],
        "step": filters.step,
        "filters": filters,
        "longest": counts.longest_overdue,
        "overdue": counts.of("overdue"),
    }
    return render(request, "tracking/counting/exceptions.html", context)


def _may_direct(actor: Actor, keeper: int) -> bool:
    return actor.may(Action.DIRECT, keeper) or actor.may(Action.ASSIGN, keeper)


def _exceptional(row: queries.TaskRow, through: Mapping[int, list[str]], *, may_direct: bool) -> Exceptional:
    task = row.task
    decides = row.blocker_for or task.authority or (task.get_product_level_display() if task.product_level else "")
    return Exceptional(
        row=row,
        through=tuple(through.get(task.pk, ())),
        decides=decides,
        directives=_directives(task.pk) if may_direct else [],
        sentences=tuple(_sentences(row, decides)),
    )


def _directives(pk: int) -> list[tuple[str, str]]:
    """What a leader may order of a task: the words and the address of each deed, the push first."""
    deeds = [(name, deed) for name, deed in all_deeds().items() if deed.group == DIRECTING]
    return [(str(deed.heading), reverse("tasks:deed", args=[pk, name])) for name, deed in deeds]


def _through(keys: Iterable[int]) -> dict[int, list[str]]:
    """Through whom tasks were given; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    parties = TaskParty.objects.filter(role=PartyRole.THROUGH, task__in=[*keys]).select_related("unit", "post__unit")
    for party in parties.order_by("pk"):
        found[party.task_id].append(str(party.post or party.unit or party.words))
    return found


def _sentences(row: queries.TaskRow, decides: str) -> list[str]:
    """What a leader would say, ready to copy into another paper: in the language of the office, not of the screen."""
    task, days = row.task, row.days_late or 0
    due = format_day(task.due) if task.due else ""
    if row.state.code == "late_acceptance":
        return [f"Đề nghị {task.keeper} xác nhận minh chứng của nhiệm vụ {task.code}, đã quá hạn {days} ngày."]
    product = task.product or "sản phẩm"
    found = [
        f"Đề nghị {row.lead} báo cáo lý do chậm {days} ngày của nhiệm vụ {task.code} ({task.title[:160]}, hạn {due}).",
        f"Đề nghị {row.lead} gửi {product} của nhiệm vụ {task.code}, hạn {due}.",
    ]
    if row.blocker and decides:
        found.append(f"Trình {decides} cho ý kiến để tháo gỡ vướng mắc của nhiệm vụ {task.code}: {row.blocker}.")
    return found
