"""Who may meet: the organs of the units in whose registers one enters things, and these units (cơ quan họp)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from vaocuoc.directory.models import Organ, Post, RelationKind, Unit, UnitReach
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.registers import registers_of
from vaocuoc.ui.keys import key_in

_MOST = 400


def body_choices(actor: Actor) -> list[tuple[str, str]]:
    """The bodies that a form offers: organs first, then units."""
    registers = registers_of(actor)
    alive = Q(valid_to__isnull=True) | Q(valid_to__gt=actor.today)
    organs = Organ.objects.filter(alive, unit__in=registers.order_by().values("pk")).select_related("unit")
    named = [(f"o{organ.pk}", str(organ)) for organ in organs.order_by("unit__sort_key", "pk")[:_MOST]]
    return named + [(f"d{unit.pk}", unit.name) for unit in registers[:_MOST]]


def body_of_choice(chosen: str) -> tuple[Unit, Organ | None]:
    """The unit and the organ that were chosen; the form has checked that they were offered."""
    key = key_in(chosen[1:]) or 0
    if chosen.startswith("o"):
        organ = Organ.objects.select_related("unit").filter(pk=key).first()
        if organ is not None:
            return organ.unit, organ
    unit = Unit.objects.filter(pk=key).first()
    if unit is None:
        raise ValidationError(_("Đơn vị này không còn nữa. Chọn đơn vị khác."))
    return unit, None


def posts_near(actor: Actor, keepers: list[int], *, today: date) -> list[Post]:
    """The posts that may chair or be called: of these units and of those directly below them by the Party's order."""
    below = UnitReach.objects.filter(ancestor__in=keepers, depth__lte=1, kind=RelationKind.PARTY)
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    near = Q(unit__in=keepers) | Q(unit__in=below.values("descendant_id"))
    return list(Post.objects.filter(alive & near).select_related("unit").order_by("unit__sort_key", "pk")[:_MOST])
