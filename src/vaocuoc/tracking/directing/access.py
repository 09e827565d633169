"""Who gives and who answers directives."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.directing.models import Directive
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.access import rights_on, visible_tasks
from vaocuoc.tracking.tasks.models import Task


def may_direct(actor: Actor, subject: Task | Indicator) -> bool:
    """A leader of the register directs, whoever oversees the item, and the office, which writes down what was said.

    What a directive carries out (another day, another lead) needs the right to that besides.
    """
    if isinstance(subject, Task):
        return rights_on(actor, subject).guide
    if actor.oversees(subject.lead_unit_id):
        return True
    return actor.may(Action.DIRECT, subject.keeper_id) or actor.may(Action.ASSIGN, subject.keeper_id)


def may_answer(actor: Actor, directive: Directive) -> bool:
    """A post that was asked, the lead, and the office that records an answer for it."""
    if actor.post is not None and directive.posts.filter(pk=actor.post.pk).exists():
        return True
    if directive.task is not None and rights_on(actor, directive.task).hand_in:
        return True
    asked = [directive.unit_id] if directive.unit_id else []
    if directive.indicator is not None:
        asked.append(directive.indicator.keeper_id)
    return actor.units(Action.UPDATE).filter(pk__in=asked).exists()


def directives_seen(actor: Actor) -> QuerySet[Directive]:
    """The directives of the tasks and indicators that one sees, and those one is asked to answer."""
    seen = Q(task__in=visible_tasks(actor).order_by().values("pk"))
    seen |= Q(indicator__in=visible_indicators(actor).order_by().values("pk"))
    if actor.post is not None:
        seen |= Q(pk__in=Directive.posts.through.objects.filter(post=actor.post).values("directive"))
    return Directive.objects.filter(seen)


def get_directive(actor: Actor, pk: int) -> Directive:
    """One directive that one sees; ``Http404`` where hidden."""
    related = (
        "task__keeper",
        "task__lead_unit",
        "task__lead_post__unit",
        "indicator__keeper",
        "unit",
        "by_post__unit",
        "by",
    )
    found = directives_seen(actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
