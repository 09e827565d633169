"""What ledgers and periodic notes make of a post's work (việc phải làm)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.core.calendars.periods import period_containing
from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.duties import SHOWN, Duty, InParts, Part
from vaocuoc.tracking.responsibility.asking import unseen_of
from vaocuoc.tracking.responsibility.models import Obstacle
from vaocuoc.ui.dates import format_day, period_code, period_name


def _ledgers(actor: Actor) -> Iterator[Duty]:
    """Ledgers that their holder has not seen or answered; none by delegation."""
    if actor.in_name_of:
        return
    for request in unseen_of(actor)[:SHOWN]:
        days = {"first": format_day(request.first), "last": format_day(request.last)}
        yield Duty(
            kind="responsibility.ledger",
            what=_("Xem và có ý kiến về sổ trách nhiệm"),
            name=_("%(post)s, từ %(first)s đến %(last)s") % {"post": request.post.title, **days},
            url=reverse("responsibility:request", args=[request.pk]),
            due=request.opens_on,
            note=_("Người khác xem được từ ngày này."),
        )


def _unwritten(actor: Actor) -> QuerySet[Post] | None:
    """The acting post itself, where it oversees something and wrote no note of obstacles this month."""
    if actor.post is None or actor.in_name_of or not (actor.overseeing or actor.matters):
        return None
    month = period_code(period_containing(actor.today, "month"))
    return Post.objects.filter(~Exists(Obstacle.objects.filter(post=actor.post, period=month)), pk=actor.post.pk)


def _note(actor: Actor) -> Iterator[Duty]:
    """This month's note of obstacles."""
    unwritten = _unwritten(actor)
    if unwritten is None or not unwritten.exists():
        return
    month = period_containing(actor.today, "month")
    yield Duty(
        kind="responsibility.note",
        what=_("Ghi nhận khó khăn, vướng mắc"),
        name=_("Phần phụ trách, %(period)s") % {"period": period_name(month)},
        url=reverse("responsibility:obstacles"),
        due=month.end,
    )


duties = InParts(
    Part(lambda actor: None if actor.in_name_of else unseen_of(actor), _ledgers),
    Part(_unwritten, _note),
)
