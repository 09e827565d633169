"""Adding up again (tổng hợp lại): for one indicator by a person, for all by night or from the console."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from vaocuoc.audit.operations import record
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.computing import compute_all
from vaocuoc.tracking.indicators.deriving import add_up_again
from vaocuoc.tracking.indicators.models import Indicator


def rebuild(*, actor: Actor, indicator: Indicator) -> int:
    """Add up an indicator again after relations of units changed (tổng hợp lại số liệu); the number of rows."""
    actor.require(Action.ASSIGN, indicator.keeper_id)
    with transaction.atomic():
        number = add_up_again(indicator)
        record(actor, "indicators.add_up", indicator, code=indicator.code, rows=number)
    return number


def rebuild_all() -> int:
    """Add up every indicator and compute every formula again; the number of rows, the same if nothing was amiss."""
    number = 0
    for indicator in Indicator.objects.exclude(rolls_along="").order_by("pk"):
        with transaction.atomic():
            number += add_up_again(indicator)
    for indicator in Indicator.objects.exclude(expression="").order_by("pk"):
        with transaction.atomic():
            number += len(compute_all(indicator))
    return number


@task()
def add_up_by_night() -> None:
    """Add everything up again once a day: relations between units may have been corrected backwards (việc định kỳ)."""
    rebuild_all()
