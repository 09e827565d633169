"""What an explanation is asked about, and whom it may go to: from a task or from a figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from django.http import Http404, QueryDict

from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.explanations.access import may_ask
from vaocuoc.tracking.indicators.access import get_indicator
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.access import get_task
from vaocuoc.tracking.tasks.models import PartyRole, Task
from vaocuoc.ui.keys import key_in

T = TypeVar("T")


@dataclass(frozen=True)
class Subject:
    """A task, or an indicator at a unit, with the units and posts that may be asked to explain it."""

    task: Task | None = None
    indicator: Indicator | None = None
    unit: Unit | None = None
    units: tuple[Unit, ...] = ()
    posts: tuple[Post, ...] = field(default=())

    @property
    def keeper(self) -> Unit:
        """The register that it stands in."""
        found = self.task or self.indicator
        assert found is not None
        return found.keeper

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Whom it may go to, as a form offers them."""
        return [(f"d{unit.pk}", unit.name) for unit in self.units] + [(f"c{post.pk}", str(post)) for post in self.posts]

    def whom(self, chosen: str) -> dict[str, Unit | Post | None]:
        """The one chosen, as ``operations.ask`` takes it."""
        key = key_in(chosen[1:])
        unit = next((one for one in self.units if chosen.startswith("d") and one.pk == key), None)
        post = next((one for one in self.posts if chosen.startswith("c") and one.pk == key), None)
        return {"asked_unit": unit, "asked_post": post}

    def may_be_asked(self, actor: Actor) -> bool:
        """Whether the actor may ask for an explanation of it."""
        return may_ask(actor, self.keeper.pk, *(unit.pk for unit in self.units))


def of_task(task: Task) -> Subject:
    """A task: its lead first, then who relays it and who oversees it."""
    parties = list(task.parties.select_related("unit", "post__unit").order_by("pk"))
    relays = [party.unit for party in parties if party.role == PartyRole.THROUGH and party.unit]
    overseers = [party.post for party in parties if party.role == PartyRole.OVERSEER and party.post]
    units = [task.lead_unit] if task.lead_unit else []
    posts = [task.lead_post] if task.lead_post else []
    return Subject(task=task, units=_once([*units, *relays]), posts=_once([*posts, *overseers]))


def of_figure(indicator: Indicator, unit: Unit) -> Subject:
    """An indicator at a unit: who follows it first, then the unit itself."""
    lead = [indicator.lead_unit] if indicator.lead_unit else []
    return Subject(indicator=indicator, unit=unit, units=_once([*lead, unit]))


def subject_asked(actor: Actor, address: QueryDict) -> Subject:
    """What the address names (``nhiem-vu``, or ``chi-tieu`` with ``don-vi``); ``Http404`` where it is hidden."""
    if task := key_in(address.get("nhiem-vu")):
        return of_task(get_task(actor, task))
    indicator = get_indicator(actor, key_in(address.get("chi-tieu")) or 0)
    wanted = key_in(address.get("don-vi"))
    unit = indicator.keeper if wanted in (None, indicator.keeper_id) else Unit.objects.filter(pk=wanted).first()
    if unit is None or not _concerns(actor, indicator, unit):
        raise Http404
    return of_figure(indicator, unit)


def _concerns(actor: Actor, indicator: Indicator, unit: Unit) -> bool:
    return unit.pk == indicator.keeper_id or actor.visible_units().filter(pk=unit.pk).exists()


def _once(found: list[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
