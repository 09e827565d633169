"""Reading directives: given by me, waiting for me, overdue; those of a task or an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.directing.access import directives_seen
from vaocuoc.tracking.directing.models import Directive
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.models import Task

_SHOWN = (
    "task__lead_unit", "task__lead_post__unit", "indicator", "unit", "organ", "by_post__unit", "by",
    "answered_as__unit", "answered_by",
)  # fmt: skip


@dataclass(frozen=True)
class DirectiveRow:
    """A directive on a day: its state in a word, and how many days late its answer is."""

    directive: Directive
    days_late: int | None = None

    @property
    def state(self) -> str:
        """answered, withdrawn, late, waiting, or plain where no answer is asked for."""
        one = self.directive
        if one.answered_at is not None:
            return "answered"
        if one.withdrawn_at is not None:
            return "withdrawn"
        if not one.waits:
            return "plain"
        return "late" if self.days_late else "waiting"

    @property
    def whom(self) -> str:
        """Who is to answer; ask with ``posts`` prefetched."""
        if self.directive.unit is not None:
            return str(self.directive.unit)
        return "; ".join(str(post) for post in self.directive.posts.all())


def row_of(directive: Directive, today: date) -> DirectiveRow:
    """A directive as it stands on a day; an answer that came late stays late."""
    day = directive.answer_by
    until = directive.answered_on or today
    late = (until - day).days if day is not None and directive.withdrawn_at is None else 0
    return DirectiveRow(directive, late if late > 0 else None)


def waiting_for(actor: Actor) -> QuerySet[Directive]:
    """What waits for an answer of the acting post or of a unit it reports for (chờ tôi trả lời), the earliest first."""
    return _asked_of(actor).select_related(*_SHOWN).prefetch_related("posts__unit").order_by("answer_by", "pk")


def waiting_count(actor: Actor) -> int:
    """How many wait for one's answer; one query."""
    return actor.once("directives_waiting", lambda: _asked_of(actor).count())


def _asked_of(actor: Actor) -> QuerySet[Directive]:
    """A post's own, and those of its unit where it reports for it; an office chases, and is not asked itself."""
    asked = Q(pk__in=[])
    if actor.post is not None:
        asked |= Q(pk__in=Directive.posts.through.objects.filter(post=actor.post).values("directive"))
        if actor.may_somewhere(Action.UPDATE) and actor.may(Action.UPDATE, actor.post.unit_id):
            asked |= Q(unit=actor.post.unit_id)
    return Directive.objects.filter(asked, waits=True)


def given_by(actor: Actor) -> QuerySet[Directive]:
    """What the acting post gave (tôi đã chỉ đạo), the latest first."""
    found = Directive.objects.filter(by_post=actor.post, by_post__isnull=False)
    return found.select_related(*_SHOWN).prefetch_related("posts__unit").order_by("-at", "-pk")


def overdue(actor: Actor, today: date) -> QuerySet[Directive]:
    """What waits past its day among those one sees (quá ngày trả lời), the latest last."""
    found = directives_seen(actor).filter(waits=True, answer_by__lt=today)
    return found.select_related(*_SHOWN).prefetch_related("posts__unit").order_by("answer_by", "pk")


def unanswered(actor: Actor) -> QuerySet[Directive]:
    """What waits for anybody's answer among those one sees (chưa trả lời), the earliest day first."""
    found = directives_seen(actor).filter(waits=True)
    return found.select_related(*_SHOWN).prefetch_related("posts__unit").order_by("answer_by", "pk")


def unanswered_count(actor: Actor) -> int:
    """How many wait for an answer among those one sees."""
    return actor.once("directives_unanswered", lambda: directives_seen(actor).filter(waits=True).count())


def overdue_count(actor: Actor, today: date) -> int:
    """How many wait past their day among those one sees."""
    return actor.once(
        ("directives_overdue", today),
        lambda: directives_seen(actor).filter(waits=True, answer_by__lt=today).count(),
    )


def directives_of(subject: Task | Indicator) -> list[Directive]:
    """The directives of one task or indicator, the latest first; two queries."""
    about = {"task": subject} if isinstance(subject, Task) else {"indicator": subject}
    own = [name for name in _SHOWN if not name.startswith(("task", "indicator"))]
    found = list(
        Directive.objects.filter(**about).select_related(*own).prefetch_related("posts__unit").order_by("-at", "-pk")
    )
    for one in found:
        for name, value in about.items():
            setattr(one, name, value)
    return found
