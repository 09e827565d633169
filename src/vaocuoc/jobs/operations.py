"""Keeping jobs going: those of killed workers are taken up again, periodic work runs once per slot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from vaocuoc.jobs import locks
from vaocuoc.jobs.models import PeriodicRun

MOST_ATTEMPTS = 3
_KEPT = timedelta(days=30)


class WorkerLost(Exception):
    """A job's worker died again and again; the job is given up, so that it cannot kill every worker in turn."""


def take_up_lost_jobs() -> int:
    """Put running jobs whose worker no longer lives back in the queue (nhận lại việc dở dang); give how many.

    A job is given up, as failed, once ``MOST_ATTEMPTS`` workers have died on it.
    """
    taken = 0
    for job in DBTaskResult.objects.running():
        if job.worker_ids and locks.is_held(job.worker_ids[-1]):
            continue
        with transaction.atomic():
            again = DBTaskResult.objects.select_for_update().filter(
                pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
            )
            if not again.exists():
                continue
            if len(job.worker_ids) >= MOST_ATTEMPTS:
                job.set_failed(WorkerLost(f"{len(job.worker_ids)} workers died"))
            else:
                again.update(status=TaskResultStatus.READY, started_at=None)
                taken += 1
    return taken


def slot_of(now: datetime, every: timedelta) -> datetime:
    """The beginning of the slot that ``now`` falls in, counted in whole intervals from 1970 (UTC)."""
    seconds = int(every.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)


def enqueue_periodic(*, now: datetime, worker: str) -> list[str]:
    """Enqueue each periodic job of ``settings.PERIODIC_JOBS`` whose slot nobody has claimed; give their names.

    The claim and the job are rows of one transaction, so a slot runs once however many workers there are.
    """
    claimed = []
    for path, every in settings.PERIODIC_JOBS.items():
        slot = slot_of(now, every)
        if PeriodicRun.objects.filter(name=path, slot=slot).exists():
            continue
        try:
            with transaction.atomic():
                PeriodicRun.objects.create(name=path, slot=slot, worker=worker, claimed_at=now)
                import_string(path).enqueue()
        except IntegrityError:  # another worker was first
            continue
        claimed.append(path)
    return claimed


@task()
def tidy() -> None:
    """Drop what is only of passing use: expired sessions, finished jobs and claims older than thirty days."""
    now = datetime.now(UTC)
    Session.objects.filter(expire_date__lt=now).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - _KEPT).delete()
    PeriodicRun.objects.filter(slot__lt=now - _KEPT).delete()
