"""Signs that help an inspection (dấu hiệu): where to look first, never a finding by themselves.

Each sign counts rows of one kind and says of how many. Everything is asked of the database; a page costs the same
number of queries whatever it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.inspections.scopes import Scope
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.inspections.figures import figures_opened, visible_figures
from vaocuoc.oversight.inspections.repeats import Repeats
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import DeadlineChange, Evidence, Phase, Task
from vaocuoc.tracking.tasks.opened import tasks_opened

LATE_RECORDING = timedelta(days=30)
_DONE = (Phase.DONE_LATE, Phase.DONE_ON_TIME, Phase.DONE_UNJUDGED)


class DaysBetween(Func):
    """Whole days from a day to the day of a moment in Vietnam (số ngày); told by the database itself.

    Django's own difference is worked out by Python for each row on SQLite, four times as slow over a large register.
    """

    output_field = models.IntegerField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        day, moment = (compiler.compile(one) for one in self.get_source_expressions())
        days = f"CAST(julianday(date({moment[0]}, '+7 hours')) - julianday({day[0]}) AS INTEGER)"
        return days, (*moment[1], *day[1])

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        day, moment = (compiler.compile(one) for one in self.get_source_expressions())
        return f"(({moment[0]} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - {day[0]})", (*moment[1], *day[1])


class SignKind(models.TextChoices):
    TASK = "task", _("Nhiệm vụ")
    FIGURE = "figure", _("Số liệu")


@dataclass(frozen=True)
class Filters:
    """What signs are narrowed to: a unit that leads or reports, days of the sign's own date, what a decision opens."""

    unit: int | None = None
    first: date | None = None
    last: date | None = None
    scope: Scope | None = None


@dataclass(frozen=True)
class Sign:
    """One sign: its words, of how many it counts, which day the filter of days looks at."""

    name: str | Promise
    of: str | Promise
    meaning: str | Promise
    day: str | Promise
    kind: str
    rows: Callable[[Actor, Filters], Any]
    whole: Callable[[Actor, Filters], Any]


@dataclass(frozen=True)
class Counted:
    """How often a sign is there, of how many."""

    code: str
    sign: Sign
    count: int
    whole: int


def counted(actor: Actor, filters: Filters, kind: str = "") -> list[Counted]:
    """Every sign with its number and its whole; two queries for each."""
    return [
        Counted(code, sign, sign.rows(actor, filters).count(), sign.whole(actor, filters).count())
        for code, sign in SIGNS.items()
        if kind in ("", sign.kind)
    ]


def tasks_in(actor: Actor, filters: Filters) -> QuerySet[Task]:
    """The tasks that signs are looked for in: what the actor sees, of the unit that leads, of what a decision opens."""
    found = visible_tasks(actor)
    if filters.scope is not None:
        found = found.filter(tasks_opened([filters.scope]))
    if filters.unit is not None:
        found = found.filter(Q(lead_unit=filters.unit) | Q(lead_post__unit=filters.unit))
    return found


def figures_in(actor: Actor, filters: Filters) -> QuerySet[Observation]:
    """The figures that signs are looked for in."""
    found = visible_figures(actor)
    if filters.scope is not None:
        found = found.filter(figures_opened([filters.scope]))
    if filters.unit is not None:
        found = found.filter(Q(unit=filters.unit) | Q(provider=filters.unit))
    return _within(found, filters, "period_end")


def _within(found: QuerySet[Any], filters: Filters, day: str) -> QuerySet[Any]:
    """Within the days of the filter, by a day of the rows."""
    if filters.first is not None:
        found = found.filter(**{f"{day}__gte": filters.first})
    return found if filters.last is None else found.filter(**{f"{day}__lte": filters.last})


def _recorded(found: QuerySet[Any], filters: Filters, at: str) -> QuerySet[Any]:
    """The same by a moment of the rows."""
    if filters.first is not None:
        found = found.filter(**{f"{at}__gte": _moment(filters.first)})
    return found if filters.last is None else found.filter(**{f"{at}__lt": _moment(filters.last + timedelta(days=1))})


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


# --- tasks ------------------------------------------------------------------------------------------------------------


def _moves(actor: Actor, filters: Filters) -> QuerySet[DeadlineChange]:
    tasks = tasks_in(actor, filters).order_by().values("pk")
    return _recorded(DeadlineChange.objects.filter(task__in=tasks, old__isnull=False), filters, "at")


def _moved_late(actor: Actor, filters: Filters) -> QuerySet[DeadlineChange]:
    moved = _moves(actor, filters).annotate(moved_on=TruncDate("at"))
    late = moved.filter(moved_on__gt=F("old")).filter(Q(new__isnull=True) | Q(new__gt=F("old")))
    related = ("task__lead_unit", "task__lead_post__unit", "by_post__unit", "by")
    return late.select_related(*related).defer("task__folded").order_by("-at", "-pk")


def _done(actor: Actor, filters: Filters) -> QuerySet[Task]:
    return _recorded(tasks_in(actor, filters).filter(phase__in=_DONE), filters, "closed_at")


def _unproven(actor: Actor, filters: Filters) -> QuerySet[Task]:
    accepted = Exists(Evidence.objects.filter(task=OuterRef("pk"), accepted=True))
    return _shown(_done(actor, filters).filter(~accepted))


def _recorded_late(actor: Actor, filters: Filters) -> QuerySet[Task]:
    found: Any = _shown(_dated(actor, filters)).annotate(waited=DaysBetween("completed_on", "closed_at"))
    late: QuerySet[Task] = found.filter(waited__gt=LATE_RECORDING.days).order_by("-waited", "pk")
    return late


def _dated(actor: Actor, filters: Filters) -> QuerySet[Task]:
    return _done(actor, filters).filter(completed_on__isnull=False, closed_at__isnull=False)


def _proofs(actor: Actor, filters: Filters) -> QuerySet[Evidence]:
    tasks = _dated(actor, filters).order_by().values("pk")
    return Evidence.objects.filter(task__in=tasks, accepted=True)


def _proven_after(actor: Actor, filters: Filters) -> QuerySet[Evidence]:
    found = _proofs(actor, filters).filter(date__gt=F("task__completed_on"))
    return (
        found.select_related("task__lead_unit", "task__lead_post__unit").defer("task__folded").order_by("-date", "pk")
    )


def _shown(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("lead_unit", "lead_post__unit").defer("folded").order_by("-closed_at", "pk")


# --- figures ----------------------------------------------------------------------------------------------------------


def _approved(actor: Actor, filters: Filters) -> QuerySet[Observation]:
    return figures_in(actor, filters).filter(approval__isnull=False)


def _changed(actor: Actor, filters: Filters) -> QuerySet[Observation]:
    """Approved figures that a later revision gives another value, with that value, when and why."""
    same = {
        name: OuterRef(name) for name in ("indicator", "unit", "provider", "calendar", "period_kind", "year", "index")
    }
    later = Observation.objects.filter(
        **same, revision__gt=OuterRef("revision"), submitted_at__gt=OuterRef("approval__approved_at")
    )
    differs = ~Q(value=OuterRef("value")) | Q(value__isnull=True)
    later = later.filter(differs).order_by("-revision")
    found = _approved(actor, filters).filter(Exists(later))
    shown = found.annotate(
        later_value=Subquery(later.values("value")[:1]),
        later_at=Subquery(later.values("submitted_at")[:1]),
        later_reason=Subquery(later.values("revision_reason")[:1]),
    )
    related = ("indicator", "unit", "provider", "approval__approved_as__unit")
    return shown.select_related(*related).defer("indicator__folded").order_by("-period_end", "pk")


def _repeats(actor: Actor, filters: Filters) -> Repeats:
    return Repeats(figures_in(actor, filters))


def _series(actor: Actor, filters: Filters) -> QuerySet[Any, Any]:
    return _repeats(actor, filters).series()


SIGNS: dict[str, Sign] = {
    "doi-han-muon": Sign(
        _("Gia hạn sau khi đã quá hạn"),
        _("lần đổi hạn"),
        _("Được gia hạn vào một ngày sau chính hạn ấy, nên việc đã quá hạn trở thành còn hạn."),
        _("ngày quyết định đổi hạn"),
        SignKind.TASK,
        _moved_late,
        _moves,
    ),
    "khong-minh-chung": Sign(
        _("Hoàn thành mà không có minh chứng"),
        _("việc đã hoàn thành"),
        _("Đã ghi hoàn thành nhưng không có văn bản, sản phẩm nào được xác nhận."),
        _("ngày ghi hoàn thành"),
        SignKind.TASK,
        _unproven,
        _done,
    ),
    "ghi-muon": Sign(
        _("Ghi hoàn thành muộn quá 30 ngày"),
        _("việc đã hoàn thành có ngày"),
        _("Ngày ghi vào hệ thống cách ngày hoàn thành thực tế hơn 30 ngày; trong lúc ấy báo cáo không đúng."),
        _("ngày ghi hoàn thành"),
        SignKind.TASK,
        _recorded_late,
        _dated,
    ),
    "minh-chung-sau": Sign(
        _("Minh chứng có ngày sau ngày hoàn thành"),
        _("minh chứng đã xác nhận của việc có ngày hoàn thành"),
        _("Văn bản chứng minh ban hành sau ngày được ghi là đã hoàn thành."),
        _("ngày ghi hoàn thành"),
        SignKind.TASK,
        _proven_after,
        _proofs,
    ),
    "sua-sau-duyet": Sign(
        _("Số liệu đổi sau khi duyệt"),
        _("số liệu đã duyệt"),
        _("Số đã duyệt được báo cáo lại bằng một số khác, hoặc rút số."),
        _("ngày cuối của kỳ"),
        SignKind.FIGURE,
        _changed,
        _approved,
    ),
    "lap-lai": Sign(
        _("Một giá trị lặp lại từ 3 kỳ liền"),
        _("chuỗi số liệu có từ 3 kỳ, của loại chỉ tiêu thường thay đổi"),
        _(
            "Cùng đơn vị báo cáo đúng một giá trị trong ít nhất 3 kỳ đã báo cáo liền nhau. Không tính số 0, tỷ lệ 100%,"
            " và chỉ tiêu vốn ít đổi: điểm số, thứ hạng, mốc đạt chuẩn."
        ),
        _("ngày cuối của kỳ"),
        SignKind.FIGURE,
        _repeats,
        _series,
    ),
}
