"""What rounds of reports put on one's own page and calendar (việc của tôi, lịch riêng, điều hướng)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.calendars import WorkingDays, add_working_days
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.directory.people.duties import SHOWN, Duty, DutyDeed, InParts, Part
from vaocuoc.notices.feeds.items import CalendarItem
from vaocuoc.oversight.rounds.access import handed_by_own, owed_by, waiting_for
from vaocuoc.oversight.rounds.models import ReportState, RoundReport
from vaocuoc.ui.navigation import DAILY, Item

_MOST = 300
_BACK = timedelta(days=60)
_SAID = (
    "due", "state", "handed_on", "provider__name", "round__title", "round__regime__is_outward",
    "round__regime__keeper__name", "round__version__receiver",
)  # fmt: skip
"""All that the lines say of a report: of its units, round and regime most columns are for other pages."""
_DECIDE_WITHIN = 1
"""Working days in which a report that was handed in is approved or returned, as with figures."""


def _to_send(actor: Actor) -> Iterator[Duty]:
    """The reports that one's units owe, the returned ones among them."""
    owed = owed_by(actor).order_by("due", "pk")
    rows = _some(owed)
    yield from (_owed(one) for one in rows[:SHOWN])
    yield from _rest(owed, rows, "rounds.owed")


def _sent(actor: Actor) -> Iterator[Duty]:
    yield from (_handed(one) for one in _some(handed_by_own(actor).order_by("handed_at", "pk"))[:SHOWN])


def _to_decide(actor: Actor) -> Iterator[Duty]:
    waiting = waiting_for(actor).order_by("handed_at", "pk")
    rows = _some(waiting)
    yield from (_to_approve(one) for one in rows[:SHOWN])
    yield from _rest(waiting, rows, "rounds.approve")


duties = InParts(
    Part(owed_by, _to_send),
    Part(handed_by_own, _sent),
    Part(lambda actor: waiting_for(actor) if actor.may_somewhere(Action.APPROVE) else None, _to_decide),
)


def _to_approve(one: RoundReport) -> Duty:
    return Duty(
        kind="rounds.approve",
        what=_("Duyệt báo cáo kỳ"),
        name=f"{one.provider}: {one.round.title}",
        url=_page(one),
        due=add_working_days(one.handed_on, _DECIDE_WITHIN, WorkingDays()) if one.handed_on else None,
        note=_("gửi ngày %(day)s") % {"day": f"{one.handed_on:%d/%m/%Y}" if one.handed_on else ""},
        deeds=(DutyDeed(_("Xem và duyệt"), _page(one), main=True),),
    )


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


def _handed(one: RoundReport) -> Duty:
    """What was handed in and waits for the receiver; no line tells how many more there are, the list does."""
    return Duty(
        kind="rounds.waiting",
        what=_("Chờ duyệt báo cáo kỳ"),
        name=one.round.title,
        url=_page(one),
        due=one.due,
        note=_("%(unit)s gửi ngày %(day)s")
        % {"unit": one.provider, "day": f"{one.handed_on:%d/%m/%Y}" if one.handed_on else "–"},
        waits=True,
        whom=one.round.regime.keeper.name,
    )


def _some(reports: QuerySet[RoundReport]) -> list[RoundReport]:
    """The first of these reports, and one more where there are more than are shown."""
    found = reports.select_related("round__regime__keeper", "round__version", "provider").only(*_SAID)
    return list(found[: SHOWN + 1])


def _rest(reports: QuerySet[RoundReport], rows: list[RoundReport], kind: str) -> Iterator[Duty]:
    """The line that tells how many more there are."""
    if len(rows) <= SHOWN:
        return
    number = reports.count() - SHOWN
    yield Duty(
        kind=kind,
        what=_("và %(n)s báo cáo nữa") % {"n": number},
        name="",
        url=reverse("rounds:home"),
        due=rows[SHOWN].due if kind == "rounds.owed" else None,
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
