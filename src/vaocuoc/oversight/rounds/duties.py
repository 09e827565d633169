"""What rounds of reports put on one's own page and calendar (việc của tôi, lịch riêng, điều hướng)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed
from vaocuoc.notices.feeds.items import CalendarItem
from vaocuoc.oversight.rounds.access import owed_by, waiting_for
from vaocuoc.oversight.rounds.models import ReportState, RoundReport
from vaocuoc.ui.navigation import DAILY, Item

_MOST = 300
_BACK = timedelta(days=60)


def duties(actor: Actor) -> Iterator[Duty]:
    """The reports that one's units owe, the returned ones among them, and those that wait for one; constant queries."""
    if actor.post is None:
        return
    for one in _some(owed_by(actor).order_by("due", "pk")):
        yield _owed(one)
    yield from _rest(owed_by(actor), "rounds.owed")
    for one in _some(waiting_for(actor).order_by("handed_at", "pk")):
        yield Duty(
            kind="rounds.approve",
            what=_("Duyệt báo cáo kỳ"),
            name=f"{one.provider}: {one.round.title}",
            url=_page(one),
            note=_("gửi ngày %(day)s") % {"day": f"{one.handed_on:%d/%m/%Y}" if one.handed_on else ""},
            deeds=(DutyDeed(_("Xem và duyệt"), _page(one), main=True),),
        )
    yield from _rest(waiting_for(actor), "rounds.approve")


def _owed(one: RoundReport) -> Duty:
    is_outward, is_back = one.round.regime.is_outward, one.state == ReportState.RETURNED
    what = _("Sửa báo cáo bị trả lại") if is_back else _("Gửi báo cáo ra ngoài") if is_outward else _("Gửi báo cáo kỳ")
    receiver = one.round.version.receiver or one.round.regime.keeper.name
    return Duty(
        kind="rounds.owed",
        what=what,
        name=one.round.title,
        url=_page(one),
        due=one.due,
        note=_("%(unit)s gửi %(receiver)s") % {"unit": one.provider, "receiver": receiver},
        deeds=(DutyDeed(_("Nhập báo cáo") if not is_outward else _("Ghi đã gửi"), _page(one), main=True),),
    )


def _some(reports: QuerySet[RoundReport]) -> list[RoundReport]:
    return list(reports.select_related("round__regime__keeper", "round__version", "provider")[:SHOWN])


def _rest(reports: QuerySet[RoundReport], kind: str) -> Iterator[Duty]:
    """The line that tells how many more there are."""
    later = list(reports.order_by("due", "pk").values_list("due", flat=True)[SHOWN : SHOWN + 1])
    if not later:
        return
    number = reports.count() - SHOWN
    yield Duty(
        kind=kind,
        what=_("và %(n)s báo cáo nữa") % {"n": number},
        name="",
        url=reverse("rounds:home"),
        due=later[0] if kind == "rounds.owed" else None,
        rest=number,
    )


def _page(one: RoundReport) -> str:
    return reverse("rounds:report", args=[one.pk])


def calendar_items(actor: Actor) -> Iterator[CalendarItem]:
    """The days by which one's units must have reported; two queries."""
    if actor.post is None:
        return
    owed = owed_by(actor).filter(due__gte=actor.today - _BACK).order_by("due", "pk")
    for one in owed.select_related("round", "provider")[:_MOST]:
        yield CalendarItem(
            uid=f"round-report-{one.pk}",
            day=one.due,
            title=_("Hạn gửi %(title)s") % {"title": one.round.title},
            path=_page(one),
            sequence=one.version,
            note=str(one.provider),
        )


def navigation(request: HttpRequest) -> list[Item]:
    """Rounds of reports; what of them waits for one stands in my work."""
    actor = actor_or_none(request)
    if actor is None or not actor.may_somewhere(Action.VIEW):
        return []
    label = gettext_lazy("Báo cáo kỳ")
    return [
        Item(DAILY, label, "n-round", "rounds:home", 50, short=gettext_lazy("Báo cáo"), key="k"),
    ]
