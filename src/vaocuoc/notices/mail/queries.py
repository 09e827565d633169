"""Reading the outbox (hàng chờ thư): what waits, what got stuck and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from vaocuoc.directory.models import User
from vaocuoc.notices.mail.models import Mail, MailPreference, MailState, MailWay

_LONG = timedelta(hours=6)


def preference_of(user: User) -> MailPreference:
    """What a user chose; one letter a day where they chose nothing (not saved)."""
    return MailPreference.objects.filter(user=user).first() or MailPreference(user=user, way=MailWay.DIGEST)


@dataclass(frozen=True)
class Outbox:
    """How letters stand: how many in each state, since when the oldest waits."""

    counts: dict[str, int]
    waiting_since: datetime | None

    def of(self, state: str) -> int:
        return self.counts.get(state, 0)

    @property
    def stuck(self) -> int:
        return self.of(MailState.REFUSED) + self.of(MailState.GIVEN_UP)

    @property
    def waiting(self) -> int:
        return self.of(MailState.WAITING) + self.of(MailState.SENDING)


def outbox() -> Outbox:
    """How all letters stand; two queries."""
    counts = dict(Mail.objects.order_by().values_list("state").annotate(count=Count("pk")))
    waiting = Mail.objects.filter(state__in=[MailState.WAITING, MailState.SENDING])
    return Outbox(counts, waiting.aggregate(since=Min("created_at"))["since"])


def shown_letters(state: str = "") -> QuerySet[Mail]:
    """The letters of a state, of all that are not sent where none is asked for; the latest first."""
    found = Mail.objects.filter(state=state) if state in MailState.values else Mail.objects.exclude(
        state__in=[MailState.SENT, MailState.DROPPED]
    )  # fmt: skip
    return found.select_related("user__person").order_by("-created_at", "-pk")


def stuck_count() -> int:
    """How many letters the administrator should look at; one query over an index of theirs alone."""
    return Mail.objects.filter(state__in=[MailState.REFUSED, MailState.GIVEN_UP]).count()


def problems() -> list[str]:
    """What `vaocuoc check` says of letters: those given up, and those that have waited long."""
    box = outbox()
    found = []
    if box.stuck:
        found.append(f"{box.stuck} thư điện tử không gửi được. Xem trang Thông báo, Thư điện tử để biết vì sao.")
    if box.waiting_since and timezone.now() - box.waiting_since > _LONG:
        why = (
            Mail.objects.filter(state__in=["waiting", "sending"]).exclude(why="").values_list("why", flat=True).first()
        )
        found.append(f"{box.waiting} thư điện tử chờ gửi đã lâu{f' ({why})' if why else ''}. Kiểm tra máy chủ thư.")
    return found
