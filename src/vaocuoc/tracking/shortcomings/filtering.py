"""What addresses ask of the lists of shortcomings and proposals (bộ lọc)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import QueryDict

from vaocuoc.directory.people.access import Actor
from vaocuoc.search.queries import matching
from vaocuoc.tracking.shortcomings.access import visible_proposals, visible_shortcomings
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState
from vaocuoc.ui.keys import key_in

WAITING, ANSWERED = "cho", "da"


@dataclass(frozen=True)
class Filters:
    """What one of the two lists is narrowed to; empty fields narrow nothing. ``state`` is a state of a shortcoming, or
    whether a proposal waits for its answer.
    """

    text: str = ""
    state: str = ""
    unit: int | None = None
    document: int | None = None


def _number(text: str) -> int | None:
    return key_in(text)


def shortcoming_filters(address: QueryDict) -> Filters:
    """The filters that an address asks for; what makes no sense narrows nothing."""
    state = address.get("trang-thai", "")
    return Filters(
        text=address.get("q", "").strip()[:200],
        state=state if state in ShortcomingState.values else "",
        unit=_number(address.get("don-vi", "")),
        document=_number(address.get("van-ban", "")),
    )


def proposal_filters(address: QueryDict) -> Filters:
    """The same for proposals."""
    state = address.get("tra-loi", "")
    return Filters(
        text=address.get("q", "").strip()[:200],
        state=state if state in (WAITING, ANSWERED) else "",
        document=_number(address.get("van-ban", "")),
    )


def shortcomings_within(actor: Actor, address: QueryDict) -> QuerySet[Shortcoming]:
    """The shortcomings that one sees within the filters of an address, what stands first."""
    filters = shortcoming_filters(address)
    found = visible_shortcomings(actor)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.unit:
        found = found.filter(unit=filters.unit)
    if filters.document:
        found = found.filter(document=filters.document)
    if filters.text:
        found = matching(found, "folded", filters.text)
    places = [When(state=state, then=Value(place)) for place, state in enumerate(ShortcomingState.values)]
    return found.order_by(Case(*places, output_field=IntegerField()), "-pk")


def proposals_within(actor: Actor, address: QueryDict) -> QuerySet[Proposal]:
    """The proposals that one sees within the filters of an address, the unanswered first."""
    filters = proposal_filters(address)
    found = visible_proposals(actor)
    if filters.state:
        found = found.filter(answered_on__isnull=filters.state == WAITING)
    if filters.document:
        found = found.filter(document=filters.document)
    if filters.text:
        found = matching(found, "folded", filters.text)
    return found.order_by(F("answered_on").desc(nulls_first=True), "-pk")
