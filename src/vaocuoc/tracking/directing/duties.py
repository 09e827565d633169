"""What directives wait for, on "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.tracking.directing.models import Directive, DirectiveKind
from vaocuoc.tracking.directing.operations import subject_of
from vaocuoc.tracking.directing.queries import given_by, row_of, waiting_count, waiting_for


def _asked(actor: Actor) -> Iterator[Duty]:
    """What one must answer, the earliest first."""
    found = list(waiting_for(actor)[: SHOWN + 1])
    for directive in found[:SHOWN]:
        yield _to_answer(directive)
    if len(found) > SHOWN:
        number = waiting_count(actor) - SHOWN
        yield Duty(
            kind="directing.answer",
            what=_("và %(n)s chỉ đạo nữa") % {"n": number},
            name="",
            url=reverse("directing:list"),
            due=found[SHOWN].answer_by,
            rest=number,
        )


def _given(actor: Actor) -> Iterator[Duty]:
    """What others have not answered yet."""
    for directive in given_by(actor).filter(waits=True).order_by("answer_by", "pk")[:SHOWN]:
        yield Duty(
            kind="directing.wait",
            what=_("Chờ trả lời chỉ đạo"),
            name=directive.text,
            url=reverse("directing:answer", args=[directive.pk]),
            due=directive.answer_by,
            code=subject_of(directive).code,
            waits=True,
            whom=row_of(directive, actor.today).whom,
        )


def _to_answer(directive: Directive) -> Duty:
    address = reverse("directing:answer", args=[directive.pk])
    return Duty(
        kind="directing.answer",
        what=_("Trả lời chỉ đạo: %(kind)s") % {"kind": DirectiveKind(directive.kind).label},
        name=directive.text,
        url=address,
        due=directive.answer_by,
        code=subject_of(directive).code,
        note=str(directive.organ or directive.by_post or directive.by),
        deeds=(DutyDeed(_("Trả lời"), address, main=True),),
    )


duties = InParts(
    Part(waiting_for, _asked),
    Part(lambda actor: given_by(actor).filter(waits=True), _given),
)
