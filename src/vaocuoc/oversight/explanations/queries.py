"""Reading requests for explanation: what waits, and how many were answered in time of how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.explanations.access import visible_explanations
from vaocuoc.oversight.explanations.models import Asking, Explanation, ExplanationState

_ORDER = (ExplanationState.ASKED, ExplanationState.ANSWERED, ExplanationState.ACCEPTED, ExplanationState.WITHDRAWN)


@dataclass(frozen=True)
class AskingCounts:
    """How many times an explanation was asked for, and how it was answered (đếm lượt yêu cầu).

    ``asked`` is the whole: in time + late + unanswered past the day + still within it. Withdrawn ones are counted
    apart. ``judged`` is the denominator of the share in time: answered, or the day has passed.
    """

    in_time: int = 0
    late: int = 0
    unanswered: int = 0
    waiting: int = 0
    withdrawn: int = 0

    @property
    def asked(self) -> int:
        return self.in_time + self.late + self.unanswered + self.waiting

    @property
    def judged(self) -> int:
        return self.in_time + self.late + self.unanswered


def counts(explanations: QuerySet[Explanation], *, today: date) -> AskingCounts:
    """The counts of these requests on a day; one query."""
    found = Asking.objects.filter(explanation__in=explanations.order_by().values("pk"))
    stands = Q(withdrawn=False)
    unanswered = stands & Q(answered_on__isnull=True)
    return AskingCounts(
        **found.aggregate(
            in_time=Count("pk", stands & Q(answered_on__lte=F("answer_by"))),
            late=Count("pk", stands & Q(answered_on__gt=F("answer_by"))),
            unanswered=Count("pk", unanswered & Q(answer_by__lt=today)),
            waiting=Count("pk", unanswered & Q(answer_by__gte=today)),
            withdrawn=Count("pk", Q(withdrawn=True)),
        )
    )


def in_order(explanations: QuerySet[Explanation]) -> QuerySet[Explanation]:
    """What waits for an answer first, by its day, then what waits to be read, then the rest."""
    places = [When(state=state, then=Value(place)) for place, state in enumerate(_ORDER)]
    related = ("keeper", "task", "indicator", "unit", "asked_unit", "asked_post__unit")
    return explanations.select_related(*related).order_by(Case(*places, output_field=IntegerField()), "answer_by", "pk")


def unanswered(actor: Actor, *, today: date) -> QuerySet[Explanation]:
    """The visible requests whose day has passed without an answer (quá hạn giải trình)."""
    return in_order(visible_explanations(actor).filter(state=ExplanationState.ASKED, answer_by__lt=today))


def about_task(actor: Actor, task: int) -> QuerySet[Explanation]:
    """The visible requests about a task, the last first."""
    return _about(actor, Explanation.objects.filter(task=task))


def about_figure(actor: Actor, indicator: int, unit: int) -> QuerySet[Explanation]:
    """The visible requests about an indicator at a unit, the last first."""
    return _about(actor, Explanation.objects.filter(indicator=indicator, unit=unit))


def _about(actor: Actor, asked: QuerySet[Explanation]) -> QuerySet[Explanation]:
    """Of most things nobody was asked anything, and then what one may see is not asked either."""
    keys = list(asked.order_by().values_list("pk", flat=True))
    if not keys:
        return Explanation.objects.none()
    found = visible_explanations(actor).filter(pk__in=keys)
    return found.select_related("asked_unit", "asked_post__unit").order_by("-pk")
