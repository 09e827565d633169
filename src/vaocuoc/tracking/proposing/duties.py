"""What proposals about tasks wait for, on "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.tracking.proposing.models import RequestState, TaskRequest
from vaocuoc.tracking.proposing.queries import gives_tasks, proposed_by, waiting_count, waiting_for
from vaocuoc.tracking.proposing.wording import asked

_SAID = (
    "kind", "new_due", "field", "new_value", "goes_to_words", "reason", "task__code", "goes_to__name", "by__username",
    "by_post__title", "by_post__unit__name",
)  # fmt: skip
"""All that the lines say of a proposal."""


def _to_decide(actor: Actor) -> Iterator[Duty]:
    """What waits for one's decision, the longest first."""
    shown = waiting_for(actor).select_related(None).select_related("task", "goes_to", "by_post__unit", "by")
    rows = list(shown.only(*_SAID)[: SHOWN + 1]) if gives_tasks(actor) else []
    yield from (_duty(request) for request in rows[:SHOWN])
    if len(rows) > SHOWN:
        number = waiting_count(actor) - SHOWN
        words = _("và %(n)s đề nghị nữa") % {"n": number}
        yield Duty(kind="requests.decide", what=words, name="", url=reverse("proposing:list"), rest=number)


def _proposed(actor: Actor) -> Iterator[Duty]:
    """What one proposed and still waits for."""
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


duties = InParts(
    Part(lambda actor: waiting_for(actor) if gives_tasks(actor) else None, _to_decide),
    Part(lambda actor: proposed_by(actor).filter(state=RequestState.OPEN), _proposed),
)
