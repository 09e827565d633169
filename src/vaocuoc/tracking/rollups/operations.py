"""Adding up again (tổng hợp lại): for one indicator by a person, for all by night or from the console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django_tasks import task

from vaocuoc.audit.operations import record
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.computing import compute_all
from vaocuoc.tracking.indicators.deriving import add_up_again
from vaocuoc.tracking.indicators.models import Indicator, Standing
from vaocuoc.tracking.indicators.standing import bring_up_to_date


def rebuild(*, actor: Actor, indicator: Indicator) -> int:
    """Add up an indicator again after relations of units changed (tổng hợp lại số liệu); the number of rows."""
    actor.require(Action.ASSIGN, indicator.keeper_id)
    with transaction.atomic():
        number = add_up_again(indicator)
        record(actor, "indicators.add_up", indicator, code=indicator.code, rows=number)
    return number


def rebuild_all(*, told: Callable[[str, int, int], None] = lambda what, done, all_: None) -> int:
    """Add up every indicator and compute every formula again; the number of rows, the same if nothing was amiss.

    ``told`` hears how far it is: the code of what was done last, how many are done, of how many. Each indicator is a
    transaction of its own, so that others go on working and what is done stays done.
    """
    number = 0
    sums = list(Indicator.objects.exclude(rolls_along="").order_by("pk"))
    formulas = list(Indicator.objects.exclude(expression="").order_by("pk"))
    for done, indicator in enumerate([*sums, *formulas], start=1):
        with transaction.atomic():
            number += add_up_again(indicator) if done <= len(sums) else len(compute_all(indicator))
        told(indicator.code, done, len(sums) + len(formulas))
    return number


def rebuild_verdicts(*, today: date) -> int:
    """Judge every indicator again for a day, whatever is kept (đánh giá lại tất cả); how many indicators."""
    Standing.objects.filter(day__isnull=False).update(day=None)
    return bring_up_to_date(Indicator.objects.all(), today=today)


@task()
def add_up_by_night() -> None:
    """Add everything up again once a day: relations between units may have been corrected backwards (việc định kỳ)."""
    rebuild_all()
