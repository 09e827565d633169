"""Who gives workbooks out and takes them in (quyền với bảng Excel): as who fills the reports, and who coordinates."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.submissions.filling import begin
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.workbooks.models import ReturnBatch, ReturnedBook, WorkbookRun


def report_of(actor: Actor, keeper: int, provider: int, period: Period) -> Submission:
    """The report that an address names, begun or not; ``Http404`` for what the actor may not see."""
    units = Unit.objects.in_bulk({keeper, provider})
    seen = actor.units(Action.VIEW).filter(pk__in=(keeper, provider))
    if not {keeper, provider} <= set(units) or not seen.exists():
        raise Http404
    return begin(keeper=units[keeper], provider=units[provider], period=period)


def register_of(actor: Actor, keeper: int) -> Unit:
    """A register whose workbooks the actor gives out; 404 for a hidden one, ``access.denied`` for another's."""
    unit = actor.units(Action.VIEW).filter(pk=keeper).first()
    if unit is None:
        raise Http404
    require_giving(actor, unit.pk)
    return unit


def require_giving(actor: Actor, keeper: int) -> None:
    """Giving out all workbooks of a register is for who reports for it: the coordinator."""
    actor.require(Action.REPORT, keeper)


def require_returning(actor: Actor) -> None:
    """Raise ``access.denied`` for who reports for no unit at all."""
    if not actor.may_somewhere(Action.REPORT):
        raise Refused("access.denied", action=str(Action.REPORT))


def own_batches(actor: Actor) -> QuerySet[ReturnBatch]:
    """The workbooks that the actor handed in; nobody else's."""
    return ReturnBatch.objects.filter(created_by=actor.user)


def get_batch(actor: Actor, pk: int) -> ReturnBatch:
    """One's own batch; ``Http404`` for another's."""
    found = own_batches(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_book(actor: Actor, batch: int, place: int) -> ReturnedBook:
    """One workbook of one's own batch; ``Http404`` for another's."""
    found = (
        ReturnedBook.objects.select_related("keeper", "provider", "batch")
        .filter(batch=get_batch(actor, batch), place=place)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_run(actor: Actor, pk: int) -> WorkbookRun:
    """A run of a register that the actor gives out; ``Http404`` for a hidden one."""
    found = WorkbookRun.objects.select_related("keeper").filter(pk=pk).first()
    if found is None or not actor.units(Action.VIEW).filter(pk=found.keeper_id).exists():
        raise Http404
    require_giving(actor, found.keeper_id)
    return found
