"""The list of tasks (danh sách nhiệm vụ): what its address means, the page, its ways out, changing many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import in_batches, opened, whole
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.tracking import narrowing
from vaocuoc.tracking.bulk.views import picker, view_of
from vaocuoc.tracking.tasks import queries
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.columns import TASKS, rows_with
from vaocuoc.tracking.tasks.filtering import GROUPS, filters_from, stuck_words
from vaocuoc.tracking.tasks.many import MANY
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day, period_name
from vaocuoc.ui.htmx import render as render_part
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.words import TASK_STATES

_ROWS = 40

TABS = (
    ("overdue", gettext_lazy("Quá hạn")),
    ("due_soon", gettext_lazy("Sắp đến hạn")),
    ("awaiting", gettext_lazy("Chờ xác nhận")),
    ("needs_due", gettext_lazy("Cần điền hạn")),
)


@require_safe
def task_list(request: HttpRequest) -> HttpResponseBase:
    """The tasks that one sees (danh sách nhiệm vụ), narrowed by the address, what needs someone first."""
    actor, offer = actor_of(request), opened(request, TASKS)
    if offer.elsewhere is not None:
        return offer.elsewhere
    filters = filters_from(request.GET)
    choices = _choices(actor)
    counts = queries.task_counts(actor, today(), _without_state(filters))
    number = counts.of(filters.state) if filters.state else counts.total
    keys: Any = queries.keys_in_order(actor, today=today(), filters=filters, counts=counts)
    if offer.sorting is not None:
        keys = offer.in_order(queries.tasks_of(actor, today=today(), filters=filters)).values_list("pk", flat=True)
    document = visible_documents(actor).filter(pk=filters.document).first() if filters.document else None
    if offer.leaves:
        rows = in_batches(keys, lambda some: rows_with(some, offer.shown, today=today()))
        return offer.leave(rows, count=number, filters=_in_words(filters, choices, document))
    own = counts.total if filters.mine else queries.own_count(actor, today(), filters)
    page = page_of(request, keys, size=_ROWS, count=number)
    page.object_list = offer.with_plain(rows_with(page.object_list, offer.shown, today=today()))
    context = {
        "list": offer,
        "page": page,
        "pick": picker(MANY, actor, count=number, query=offer.query),
        "filters": filters,
        "narrowings": narrowing.fields(narrowing.TASKS, filters.more),
        "is_narrowed": filters != queries.TaskFilters(),
        "counts": counts,
        "counts_overdue": counts.of("overdue"),
        "tabs": _tabs(request, filters, counts, own),
        "all_documents": _address(request, van_ban=""),
        "bar": _bar(counts),
        "states": _states(),
        "document": document,
        "stuck": [(words, _address(request, **{name.replace("-", "_"): ""})) for name, words in stuck_words(filters)],
        "may_assign": actor.may_somewhere(Action.ASSIGN),
        **choices,
    }
    return render_part(request, "tracking/tasks/list.html", "tracking/tasks/_rows.html", context)


change_many = view_of(MANY)


def _states() -> list[tuple[str, Any]]:
    return [(code, mark.word) for code, mark in TASK_STATES.items()] + list(GROUPS.items())


def _in_words(filters: queries.TaskFilters, choices: dict[str, Any], document: object) -> Sequence[tuple[Any, object]]:
    """What the list is narrowed to, for the head of a file or a page on paper."""
    units = {unit.pk: unit.name for unit in choices["leads"]}
    posts = {post.pk: str(post) for post in choices["followers"]}
    return [
        (_("từ tìm"), filters.text),
        (_("trạng thái"), dict(_states()).get(filters.state, "")),
        (_("chủ trì"), units.get(filters.lead or 0, "")),
        (_("theo dõi"), posts.get(filters.follower or 0, "")),
        (_("văn bản giao"), document),
        (_("hạn từ"), format_day(filters.due_from) if filters.due_from else ""),
        (_("hạn đến"), format_day(filters.due_to) if filters.due_to else ""),
        (_("kỳ"), period_name(filters.period) if filters.period else ""),
        (_("phạm vi"), _("của tôi") if filters.mine else ""),
        (_("phụ trách"), _("theo quyết định phân công") if filters.overseen else ""),
        *narrowing.in_words(narrowing.TASKS, filters.more),
        (_("khâu"), "; ".join(words for _name, words in stuck_words(filters))),
    ]


def _tabs(
    request: HttpRequest, filters: queries.TaskFilters, counts: queries.TaskCounts, mine: int
) -> list[tuple[object, str, int, bool]]:
    """The ready lists: word, address, how many rows, whether it is the one shown."""
    plain = not filters.mine
    tabs = [
        (words, _address(request, trang_thai=name, cua_toi=""), counts.of(name), plain and filters.state == name)
        for name, words in TABS
    ]
    everything = _address(request, trang_thai="", cua_toi="")
    return [
        *tabs,
        (_("Của tôi"), _address(request, trang_thai="", cua_toi="1"), mine, filters.mine),
        (_("Tất cả"), everything, counts.total, plain and not filters.state),
    ]


def _address(request: HttpRequest, **changes: str) -> str:
    """This address with filters changed, on its first page; an empty value takes one away."""
    found = request.GET.copy()
    for name, value in (changes | {"trang": ""}).items():
        key = name.replace("_", "-")
        found.pop(key, None)
        if value:
            found[key] = value
    return f"{request.path}?{found.urlencode()}" if found else whole(request.path)


def _without_state(filters: queries.TaskFilters) -> queries.TaskFilters:
    return replace(filters, state="")


def _bar(counts: queries.TaskCounts) -> list[tuple[int, str, str]]:
    """The tasks that a deadline judges, as a bar: late, soon or waiting, running, done."""
    running = ("in_progress", "not_started", "waiting", "suspended")
    return [
        (counts.of("overdue"), "bad", str(TASK_STATES["overdue"].word)),
        (
            counts.of("awaiting") + counts.of("due_soon") + counts.of("needs_due"),
            "warn",
            _("Sắp đến hạn, chờ xác nhận, cần điền hạn"),
        ),
        (sum(counts.of(code) for code in running), "none", _("Đang thực hiện")),
        (counts.done, "good", _("Đã xong")),
    ]


def _choices(actor: Actor) -> dict[str, Any]:
    """What the filters offer: the leads and followers of the tasks that one sees.

    Asked of each unit and post, whose first task answers, and not of all tasks.
    """
    seen = visible_tasks(actor).order_by()
    leads = Unit.objects.filter(Exists(seen.filter(lead_unit=OuterRef("pk"))))
    followers = Post.objects.filter(Exists(seen.filter(follower=OuterRef("pk"))))
    return {
        "leads": leads.order_by("sort_key", "pk").only("pk", "name"),
        "followers": followers.order_by("title", "pk").select_related("unit"),
    }
