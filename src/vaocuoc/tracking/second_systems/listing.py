"""The list of what stands in second systems (danh sách): what its address means, the page, the file in their shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.second_systems.access import may_keep, right_of, visible_systems
from vaocuoc.tracking.second_systems.columns import at_hand
from vaocuoc.tracking.second_systems.exporting import in_their_shape
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem
from vaocuoc.tracking.second_systems.operations import MOST
from vaocuoc.tracking.second_systems.showing import KINDS, SLUGS, STATUS_WORDS, TONES, shown
from vaocuoc.tracking.second_systems.subjects import (
    MISSING,
    STATUSES,
    in_order,
    joined,
    model_of,
    standing_in,
    with_print,
    with_status,
)
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of

_ROWS = 40


@dataclass(frozen=True)
class Filters:
    """What the address asks for."""

    system: SecondSystem
    kind: Kind
    status: str = ""
    unit: int | None = None
    indicator: int | None = None
    text: str = ""


@require_safe
def system_list(request: HttpRequest) -> HttpResponseBase:
    """What must stand in a second system and how it does (hệ thống thứ hai): to enter, changed since, different."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.VIEW):
        raise Refused("access.denied", action=str(Action.VIEW))
    systems = list(visible_systems(actor))
    filters = filters_from(systems, request.GET)
    if filters is None:
        context = {"systems": [], "may_create": actor.may_somewhere(Action.ASSIGN)}
        return render(request, "tracking/second_systems/list.html", context)
    whole = standing_in(filters.system, filters.kind, actor)
    found = narrowed(whole, filters)
    ordered = in_order(found if not filters.status else found.filter(status=filters.status), filters.kind)
    if request.GET.get("dang") == "xlsx":
        return in_their_shape(request, actor, filters.system, filters.kind, ordered)
    counts = dict(found.order_by().values_list("status").annotate(Count("pk")))
    number = counts.get(filters.status, 0) if filters.status else sum(counts.values())
    # The order is made of keys alone: what a row shows is looked up for the rows of the page.
    page = page_of(request, ordered.values_list("pk", flat=True), size=_ROWS, count=number)
    rows = shown(actor, filters.system, filters.kind, _with_facts(filters, list(page)), today=today())
    context = {
        "systems": systems,
        "filters": filters,
        "slug": SLUGS[filters.kind],
        "page": page,
        "rows": rows,
        "number": number,
        "missing": counts.get(MISSING, 0),
        "total": sum(counts.values()),
        "kinds": [(SLUGS[kind], kind.label, kind is filters.kind) for kind in filters.system.kinds],
        "statuses": [(code, STATUS_WORDS[code], TONES[code], counts.get(code, 0)) for code in STATUSES],
        "units": _units(whole, filters.kind),
        "indicator": visible_indicators(actor).filter(pk=filters.indicator).first() if filters.indicator else None,
        "is_narrowed": bool(filters.status or filters.unit or filters.indicator or filters.text),
        "may_keep": may_keep(actor, filters.system),
        "may_create": actor.may_somewhere(Action.ASSIGN),
        "pick": _picker(actor, filters, number, request.GET) if any(row.may for row in rows) else None,
    }
    return render(request, "tracking/second_systems/list.html", context)


def _with_facts(filters: Filters, keys: list[int]) -> list[Any]:
    """The subjects with these keys in this order, with all that a row shows of them; one query."""
    rows: Any = model_of(filters.kind)._default_manager.filter(pk__in=keys)
    found = with_status(at_hand(joined(rows, filters.kind), filters.kind, today()), filters.system, filters.kind)
    found = with_print(found, filters.kind)
    by_key = {one.pk: one for one in found}
    return [by_key[key] for key in keys if key in by_key]


def filters_from(systems: list[SecondSystem], given: QueryDict) -> Filters | None:
    """What the address asks for; its first system and kind where it names none, None where there is no system."""
    if not systems:
        return None
    key = key_in(given.get("he-thong", ""))
    system = next((one for one in systems if one.pk == key), systems[0])
    kind = KINDS.get(given.get("loai", ""), system.kinds[0])
    status = given.get("tinh-trang", "")
    return Filters(
        system,
        kind if kind in system.kinds else system.kinds[0],
        status if status in STATUSES else "",
        key_in(given.get("don-vi", "")),
        key_in(given.get("chi-tieu", "")),
        given.get("q", "").strip()[:200],
    )


def narrowed(subjects: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    """The subjects that the address keeps, of every status."""
    is_task = filters.kind == Kind.TASK
    if filters.unit:
        own = Q(lead_unit=filters.unit) | Q(lead_post__unit=filters.unit) if is_task else Q(unit=filters.unit)
        subjects = subjects.filter(own)
    if filters.indicator and not is_task:
        subjects = subjects.filter(indicator=filters.indicator)
    if filters.text:
        found: Any = matching(Task.objects.all() if is_task else Indicator.objects.all(), "folded", filters.text)
        subjects = subjects.filter(**{"pk__in" if is_task else "indicator__in": found.order_by().values("pk")})
    return subjects


def keys_within(actor: Actor, filters: Filters, most: int) -> list[int]:
    """The keys of what the address keeps, at most so many, in the order of the list."""
    found = narrowed(standing_in(filters.system, filters.kind, actor), filters)
    kept = found.filter(status=filters.status) if filters.status else found
    return list(in_order(kept, filters.kind).values_list("pk", flat=True)[:most])


def _units(subjects: QuerySet[Any], kind: Kind) -> QuerySet[Unit]:
    """The units that the filter offers: who leads, whose figures they are."""
    name = "lead_unit" if kind == Kind.TASK else "unit"
    return Unit.objects.filter(pk__in=subjects.order_by().values(name)).order_by("sort_key", "pk").only("pk", "name")


def _picker(actor: Actor, filters: Filters, count: int, given: QueryDict) -> dict[str, Any] | None:
    if not (may_keep(actor, filters.system) or actor.may_somewhere(right_of(filters.kind))):
        return None
    query = given.copy()
    query.pop("trang", None)
    query["he-thong"], query["loai"] = str(filters.system.pk), SLUGS[filters.kind]
    return {"count": count, "most": MOST, "fits": count <= MOST, "query": query.urlencode()}
