"""What is done once a morning, before the one letter of the day goes out (việc buổi sáng): 07:30 in Vietnam."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from vaocuoc.notices.mail.operations import DIGEST_AT, deliver_waiting, gather_digests
from vaocuoc.ui import clock

log = logging.getLogger(__name__)


@task()
def work() -> None:
    """From half past seven: what areas do each morning (``settings.MORNING_WORK``), then the letters of the day.

    Asked every half hour, so that a machine switched on at ten catches up; each part does a day's work once. One that
    fails is said and does not keep the others back.
    """
    if not clock.is_frozen():  # a demonstration stands on its own day
        run(now=timezone.now())


def run(*, now: datetime) -> list[str]:
    """The same at a given moment; give the names of the parts that failed."""
    local = timezone.localtime(now)
    if local.time() < DIGEST_AT:
        return []
    failed = [name for name in settings.MORNING_WORK if not _do(name, local.date())]
    if settings.MAIL_ON:
        gather_digests(now=now)
        deliver_waiting(now=now)
    return failed


def _do(name: str, today: date) -> bool:
    try:
        import_string(name)(today=today)
    except Exception:  # one that fails must not keep the others and the letters back; it is said and tried again
        log.exception("morning work failed: %s", name)
        return False
    return True
