"""What explanations ask of the acting post, for "my work" (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.oversight.explanations.models import Asking, Explanation, ExplanationState


def _owed_by(actor: Actor) -> QuerySet[Explanation]:
    post = actor.post
    if post is None:
        return Explanation.objects.none()
    mine = Q(asked_post=post) | Q(asked_unit=post.unit_id)
    others = Q(keeper__in=actor.keepers(Action.ASSIGN).values("pk"))  # the office that asks does not owe the answer
    mine |= actor.reaching(Action.UPDATE, "asked_unit") & ~others
    return Explanation.objects.filter(mine, state=ExplanationState.ASKED)


def _to_explain(actor: Actor) -> Iterator[Duty]:
    """The explanations that one owes; one query."""
    owed = _owed_by(actor).order_by("answer_by", "pk")
    yield from _shown([_owed(one) for one in owed[: SHOWN + 1]], "explanations.owed")


def _asked_by(actor: Actor) -> QuerySet[Asking]:
    running = (ExplanationState.ASKED, ExplanationState.ANSWERED)
    return Asking.objects.filter(asked_as=actor.post, withdrawn=False, explanation__state__in=running)


def _awaited(actor: Actor) -> Iterator[Duty]:
    """The explanations that one has to read or waits for; one query."""
    last = _asked_by(actor).select_related("explanation__asked_unit", "explanation__asked_post__unit")
    seen: dict[int, Duty] = {}
    for asking in last.order_by("-pk")[: 2 * SHOWN]:
        seen.setdefault(asking.explanation_id, _asked(asking.explanation))
    yield from list(seen.values())[:SHOWN]


def _owed(one: Explanation) -> Duty:
    url = reverse("explanations:detail", args=[one.pk])
    deed = DutyDeed(_("Giải trình"), url, main=True)
    return Duty("explanations.owed", _("Giải trình"), one.about, url, due=one.answer_by, urgency=1, deeds=(deed,))


def _asked(one: Explanation) -> Duty:
    url = reverse("explanations:detail", args=[one.pk])
    if one.state == ExplanationState.ANSWERED:
        return Duty("explanations.answered", _("Xem giải trình"), one.about, url, note=one.whom)
    return Duty(
        "explanations.waiting", _("Chờ giải trình"), one.about, url, due=one.answer_by, waits=True, whom=one.whom
    )


def _shown(found: list[Duty], kind: str) -> Iterator[Duty]:
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        url = reverse("explanations:list")
        yield Duty(kind, _("Còn yêu cầu giải trình khác"), "", url, due=found[SHOWN].due, rest=1)


duties = InParts(Part(_owed_by, _to_explain), Part(_asked_by, _awaited))
