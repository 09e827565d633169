"""What an address asks of the list of tasks (bộ lọc nhiệm vụ)."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.tracking import narrowing
from vaocuoc.tracking.tasks.forms import FilterForm
from vaocuoc.tracking.tasks.queries import TaskFilters
from vaocuoc.tracking.tasks.steps import STEPS
from vaocuoc.ui.dates import period_named
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.words import TASK_STATES

GROUPS = {
    "awaiting": gettext_lazy("Chờ xác nhận (tất cả)"),
    "open": gettext_lazy("Chưa xong"),
    "done": gettext_lazy("Đã xong"),
    "regular": gettext_lazy("Thường xuyên"),
    "disputed": gettext_lazy("Đang đính chính"),
}
"""Names in the filter of states that stand for several."""


def stuck_words(filters: TaskFilters) -> list[tuple[str, str]]:
    """What narrows the list beside the fields of its form: what to take out of the address, and in words."""
    found = [("khau", str(STEPS[filters.step]))] if filters.step else []
    if filters.returned:
        found.append(("tra-lai", _("sản phẩm bị trả lại")))
    if filters.blocked:
        found.append(("vuong-mac", _("đã nêu vướng mắc")))
    return found


def filters_from(parameters: QueryDict) -> TaskFilters:
    """The filters that an address asks for; what makes no sense narrows nothing."""

    def number(name: str) -> int | None:
        text = parameters.get(name, "")
        return key_in(text)

    state = parameters.get("trang-thai", "")
    return TaskFilters(
        text=parameters.get("q", "").strip()[:200],
        state=state if state in TASK_STATES or state in GROUPS else "",
        lead=number("chu-tri"),
        follower=number("theo-doi"),
        document=number("van-ban"),
        due_from=FilterForm.day(parameters.get("han-tu", "")),
        due_to=FilterForm.day(parameters.get("han-den", "")),
        mine=parameters.get("cua-toi") == "1",
        blocked=parameters.get("vuong-mac") == "1",
        step=step if (step := parameters.get("khau", "")) in STEPS else "",
        returned=parameters.get("tra-lai") == "1",
        overseen=parameters.get("phu-trach") == "1",
        period=period_named(parameters.get("ky", "")),
        more=narrowing.asked_of(narrowing.TASKS, parameters),
    )
