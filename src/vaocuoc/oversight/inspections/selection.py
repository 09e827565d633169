"""What evidence is taken out of (phần trích xuất): chosen by a decision, by signs or by one task; never more than one
sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from vaocuoc.core.errors import Refused
from vaocuoc.directory.inspections.scopes import Scope, scopes_of
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.library.opened import documents_opened
from vaocuoc.documents.models import Document
from vaocuoc.oversight.inspections.access import is_open, visible_decisions
from vaocuoc.oversight.inspections.figures import figures_opened, visible_figures
from vaocuoc.oversight.inspections.forms import SignForm
from vaocuoc.oversight.inspections.signs import SIGNS, Filters, SignKind
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.opened import tasks_opened

MOST_RUNS = 500
"""So many runs of equal values are taken out at once: each is a condition of its own."""


@dataclass(frozen=True)
class Selection:
    """The objects to take out, and in words what they were chosen by."""

    about: str
    tasks: QuerySet[Task]
    documents: QuerySet[Document]
    figures: QuerySet[Observation]

    def count(self) -> int:
        """How many objects; three queries."""
        return self.tasks.count() + self.documents.count() + self.figures.count()


def scope_of(actor: Actor, decision: int) -> Scope:
    """What a decision that is in force opens (phạm vi). Raises ``Refused("inspections.no_longer")`` where it does not
    stand any more, or never did for this actor.
    """
    row = visible_decisions(actor).filter(pk=decision).first()
    if row is None or not is_open(row, actor):
        raise Refused("inspections.no_longer")
    return scopes_of([decision], actor.today)[0]


def selected(actor: Actor, asked: Mapping[str, Any]) -> Selection:
    """What was chosen, as the actor sees it now. Raises ``Refused("inspections.no_longer")``."""
    nothing = Selection("", Task.objects.none(), Document.objects.none(), Observation.objects.none())
    if "task" in asked:
        tasks = visible_tasks(actor).filter(pk=asked["task"])
        code = tasks.values_list("code", flat=True).first()
        if code is None:
            raise Refused("inspections.no_longer")
        about = _("Nhiệm vụ %(code)s") % {"code": code}
        papers = visible_documents(actor).filter(pk__in=tasks.values("document"))
        return Selection(about, tasks, papers, nothing.figures)
    if "signs" in asked:
        return _by_signs(actor, str(asked["signs"]), nothing)
    scope = scope_of(actor, int(asked["decision"]))
    return Selection(
        _("Mọi mục được mở theo quyết định %(number)s") % {"number": scope.number},
        visible_tasks(actor).filter(tasks_opened([scope])),
        visible_documents(actor).filter(documents_opened([scope])),
        visible_figures(actor).filter(figures_opened([scope])),
    )


def sign_form(actor: Actor, given: QueryDict) -> SignForm:
    """The filter of signs, offering the units that lead tasks and the decisions that stand for this actor."""
    leading = visible_tasks(actor).exclude(lead_unit=None).order_by().values("lead_unit")
    reporting = visible_figures(actor).order_by().values("unit")
    units = Unit.objects.filter(Q(pk__in=leading) | Q(pk__in=reporting)).order_by("sort_key", "pk")
    decisions = visible_decisions(actor).filter(
        first_day__lte=actor.today, last_day__gte=actor.today, closed_on__isnull=True
    )
    return SignForm(given, units=units, decisions=decisions.order_by("-first_day", "pk"))


def filters_of(actor: Actor, form: SignForm) -> Filters:
    """What the form narrows to; nonsense in the address narrows to nothing."""
    form.is_valid()
    data = form.cleaned_data
    decision = data.get("decision")
    return Filters(
        unit=data["unit"].pk if data.get("unit") else None,
        first=data.get("first"),
        last=data.get("last"),
        scope=scope_of(actor, decision.pk) if decision else None,
    )


def _by_signs(actor: Actor, query: str, nothing: Selection) -> Selection:
    form = sign_form(actor, QueryDict(query))
    filters = filters_of(actor, form)
    code = form.cleaned_data.get("sign") or ""
    if code not in SIGNS:
        raise Refused("inspections.nothing")
    sign = SIGNS[code]
    about = _("Dấu hiệu: %(name)s") % {"name": sign.name}
    rows = sign.rows(actor, filters)
    if sign.kind == SignKind.TASK:
        keys = rows.order_by().values("pk" if rows.model is Task else "task")
        return Selection(about, visible_tasks(actor).filter(pk__in=keys), nothing.documents, nothing.figures)
    return Selection(about, nothing.tasks, nothing.documents, visible_figures(actor).filter(_figures(rows)))


def _figures(rows: Any) -> Q:
    """The figures behind a sign of figures: of a run, every figure of its series in its time."""
    if isinstance(rows, QuerySet):
        return Q(pk__in=rows.order_by().values("pk"))
    if (count := rows.count()) > MOST_RUNS:
        raise Refused("inspections.too_many", count=count, most=MOST_RUNS)
    found = Q(pk__in=[])
    for run in rows[:MOST_RUNS]:
        found |= Q(
            indicator=run.indicator,
            unit=run.unit,
            provider=run.provider,
            period_start__gte=run.first,
            period_end__lte=run.last,
        )
    return found
