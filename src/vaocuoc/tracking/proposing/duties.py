"""What proposals about tasks wait for, on "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed
from vaocuoc.tracking.proposing.models import RequestState, TaskRequest
from vaocuoc.tracking.proposing.queries import proposed_by, waiting_count, waiting_for
from vaocuoc.tracking.proposing.wording import asked


def duties(actor: Actor) -> Iterator[Duty]:
    """What waits for one's decision, the longest first, and what one proposed and still waits for; four queries."""
    if actor.post is None:
        return
    number = waiting_count(actor)
    if number:
        for request in waiting_for(actor)[:SHOWN]:
            yield _duty(request)
        if number > SHOWN:
            words = _("và %(n)s đề nghị nữa") % {"n": number - SHOWN}
            yield Duty(kind="requests.decide", what=words, name="", url=reverse("proposing:list"), rest=number - SHOWN)
    for request in proposed_by(actor).filter(state=RequestState.OPEN)[:SHOWN]:
        yield Duty(
            kind="requests.wait",
            what=_("Chờ người giao quyết định"),
            name=asked(request),
            url=reverse("proposing:decide", args=[request.pk]),
            code=request.task.code,
            waits=True,
            whom=str(request.task.keeper),
        )


def _duty(request: TaskRequest) -> Duty:
    address = reverse("proposing:decide", args=[request.pk])
    return Duty(
        kind="requests.decide",
        what=_("Quyết định đề nghị"),
        name=asked(request),
        url=address,
        code=request.task.code,
        note=f"{request.by_post or request.by}: {request.reason}"[:200],
        deeds=(DutyDeed(pgettext("nút", "Quyết định"), address, main=True),),
    )
