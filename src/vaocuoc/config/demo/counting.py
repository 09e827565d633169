"""One task for every commune of the demonstration, a regular one with its turns (giao nhiều đơn vị, việc theo kỳ)."""

from __future__ import annotations

from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.reporting import workday
from vaocuoc.directory.models import Level, UnitKind
from vaocuoc.tracking.assignment.splitting import Own, units_below
from vaocuoc.tracking.cascade.operations import give_to_many
from vaocuoc.tracking.cascade.progress import set_way
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.recurring.operations import set_recurrence
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Phase
from vaocuoc.tracking.tasks.operations import close_without_evidence

_DONE_OF = 5  # of so many communes two are done by the last day


def schedule_counting(desk: Desk) -> None:
    """A task for all communes six weeks before the last day, some done since; the turns of a regular one."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -30), 9, _give, desk)
    desk.timeline.add(workday(today, -6), 15, _close, desk)
    desk.timeline.add(workday(today, -25), 10, _turn, desk)


def _give(day: date, desk: Desk) -> None:
    keeper = desk.province.units["tinh-uy"]
    units = list(units_below(keeper, today=day).filter(kind=UnitKind.PARTY, level=Level.COMMUNE))
    if not units:
        return
    due = day + timedelta(days=38)
    general, _made = give_to_many(
        actor=desk.clerk(day),
        keeper=keeper,
        units=units,
        own={units[0].pk: Own(day + timedelta(days=24), "Báo cáo kèm danh sách hộ ven sông")},
        title="Rà soát, lập danh sách các hộ phải di dời khỏi vùng sạt lở trước mùa mưa 2027",
        product="Báo cáo kết quả rà soát",
        product_level=Level.PROVINCE,
        due=due,
        today=day,
    )
    set_way(actor=desk.clerk(day), task=general, version=None, way="computed")


def _close(day: date, desk: Desk) -> None:
    """Two of five communes are done, as they said by phone."""
    given = Task.objects.filter(parent__isnull=False, title__startswith="Rà soát, lập danh sách các hộ phải di dời")
    for place, task in enumerate(given.filter(closure=Closure.NONE).order_by("pk")):
        if place % _DONE_OF < 2:
            close_without_evidence(
                actor=desk.clerk(day), task=task, reason="Đã gửi danh sách qua thư điện tử", completed_on=day
            )


def _turn(day: date, desk: Desk) -> None:
    """The first regular task of the register comes again each month."""
    regular = Task.objects.filter(deadline_kind=DeadlineKind.REGULAR, phase=Phase.REGULAR).order_by("pk").first()
    if regular is not None:
        starts_on = date(day.year, max(1, day.month - 3), 1)
        set_recurrence(
            actor=desk.clerk(day), task=regular, version=None, every="month", rule="working_day", number=15,
            starts_on=starts_on, today=day,
        )  # fmt: skip
