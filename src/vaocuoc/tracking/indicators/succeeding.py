"""What becomes of the figures of a unit that ended (số liệu của đơn vị đã kết thúc): nobody is asked in vain.

Its obligations end with it, and who took over all of it owes from then on what it owed. ``directory`` runs this through
``settings.SUCCESSION_FOLLOWERS`` in its own transaction, at an end and at each succession, in any order.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from vaocuoc.audit.operations import record_all
from vaocuoc.directory.models import Succession, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.aiming import Owing, let_owe
from vaocuoc.tracking.indicators.deriving import add_up_again
from vaocuoc.tracking.indicators.following import outdate_all
from vaocuoc.tracking.indicators.models import Indicator, Obligation
from vaocuoc.tracking.indicators.records import ComputedFigure, Origin


def follow_unit(actor: Actor | None, unit: Unit) -> int:
    """End what a unit owes on its last day, and let its heirs owe it (kế thừa nghĩa vụ báo cáo); how many ended.

    Each successor without a subject took over all of the unit or a share of all, so each owes the figures from that
    day on; one with a subject owes what it is asked for by a person. What it owed stays owed up to its end. Sums in
    which the unit counted after its end, because that was recorded late, are added up again by a job.
    """
    gone = Unit.objects.get(pk=unit.pk).valid_to
    if gone is None:
        return 0
    with transaction.atomic():
        ended = _end(actor, unit, gone)
        owed = list(Obligation.objects.filter(unit=unit, valid_to=gone).select_related("indicator"))
        if not owed:  # thousands of units are merged in one go, most of them without a figure
            return 0
        successions = Succession.objects.filter(predecessor=unit, subject="").select_related("successor").order_by("pk")
        heirs = {one.successor_id: one.successor for one in successions}
        let_owe(
            actor,
            [
                Owing(one.indicator, heir, max(gone, heir.valid_from))
                for heir in heirs.values()
                for one in owed
                if heir.valid_to is None or heir.valid_to > gone
            ],
        )
        outdate_all(one.indicator_id for one in owed)
        if late := sorted(set(_summed_after(owed, gone))):
            add_up_some.enqueue(indicators=late)
    return ended


def _end(actor: Actor | None, unit: Unit, gone: date) -> int:
    """What was to begin later never begins; what runs ends on the day."""
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=gone)
    rows = list(Obligation.objects.filter(running, unit=unit).select_related("indicator"))
    never = [one for one in rows if one.valid_from >= gone]
    ending = [one for one in rows if one.valid_from < gone]
    for one in ending:
        one.valid_to = gone
    Obligation.objects.bulk_update(ending, ["valid_to"], batch_size=200)
    facts = {"unit_name": unit.name, "valid_to": gone.isoformat()}
    record_all(actor, "indicators.owe_no_more", [(one, {"code": one.indicator.code} | facts) for one in rows])
    Obligation.objects.filter(pk__in=[one.pk for one in never]).delete()
    return len(rows)


def _summed_after(owed: list[Obligation], gone: date) -> list[int]:
    """The indicators of which sums of the time after the end are kept."""
    keys = {one.indicator_id for one in owed if one.indicator.rolls_along}
    rows = ComputedFigure.objects.filter(indicator__in=keys, origin=Origin.ROLLED, period_end__gte=gone)
    return list(rows.order_by().values_list("indicator", flat=True).distinct())


@task()
def add_up_some(indicators: list[int]) -> None:
    """Add up these indicators again (tổng hợp lại), each in a transaction of its own."""
    for indicator in Indicator.objects.filter(pk__in=indicators).order_by("pk"):
        with transaction.atomic():
            add_up_again(indicator)
