"""Who answers a directive (ai trả lời): the lead; for one of a standing body the chief of the office and the deputy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Organ, Oversight, Post, RelationKind, Unit, UnitKind, UnitRelation
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.tasks.models import Task

_CHIEF, _DEPUTY = "chanh van phong", "pho chanh van phong"


@dataclass(frozen=True)
class Addressee:
    """One unit, or posts."""

    unit: Unit | None = None
    posts: tuple[Post, ...] = ()

    def __str__(self) -> str:
        return str(self.unit) if self.unit else "; ".join(str(post) for post in self.posts)


def addressee_of(subject: Task | Indicator, organ: Organ | None, *, today: date) -> Addressee:
    """Who answers: the lead of the task or of the indicator; for a body, its office's chief and deputy in charge.

    Where the office has neither, or the indicator no lead, whoever keeps the register answers.
    """
    if organ is not None and (posts := _office_posts(subject, organ, today)):
        return Addressee(posts=tuple(posts))
    if isinstance(subject, Task) and subject.lead_post is not None:
        return Addressee(posts=(subject.lead_post,))
    return Addressee(unit=subject.lead_unit or subject.keeper)


def _office_posts(subject: Task | Indicator, organ: Organ, today: date) -> list[Post]:
    """The chief of the office, and the deputy whose field or units this is; every deputy where no decision says."""
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    below = UnitRelation.objects.filter(alive, kind=RelationKind.PARTY, parent=organ.unit_id).values("child_id")
    offices = Q(unit__in=below, unit__kind=UnitKind.OFFICE) | Q(unit=organ.unit_id)
    posts = list(Post.objects.filter(alive & offices).select_related("unit").order_by("pk")[:200])
    chiefs = [post for post in posts if fold(post.title).startswith(_CHIEF)]
    deputies = [post for post in posts if fold(post.title).startswith(_DEPUTY)]
    return [*chiefs, *(_in_charge(deputies, subject, today) or deputies)]


def _in_charge(deputies: Iterable[Post], subject: Task | Indicator, today: date) -> list[Post]:
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    deputies = list(deputies)
    lead = subject.lead_unit_id or (subject.lead_post.unit_id if isinstance(subject, Task) and subject.lead_post else 0)
    words = subject.folded
    found = {
        row.post_id
        for row in Oversight.objects.filter(alive, post__in=[post.pk for post in deputies])
        if (row.unit_id and row.unit_id == lead) or (row.words and fold(row.words) in words)
    }
    return [post for post in deputies if post.pk in found]
