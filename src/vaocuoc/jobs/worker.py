"""The worker: does queued jobs one after another, and beside them looks after lost jobs and periodic work."""

from __future__ import annotations

import logging
import secrets
import threading
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from vaocuoc.jobs import locks
from vaocuoc.jobs.operations import enqueue_periodic, take_up_lost_jobs

log = logging.getLogger(__name__)

LOOK_ROUND_SECONDS = 15.0


class _Worker(Worker):
    """A worker that knows the jobs whose function has moved since they were queued (``settings.MOVED_JOBS``)."""

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        if moved := settings.MOVED_JOBS.get(db_task_result.task_path):
            db_task_result.task_path = moved
            db_task_result.save(update_fields=["task_path"])
        super().run_task(db_task_result)


def run(*, until_idle: bool = False) -> None:
    """Do jobs until stopped by a signal, or with ``until_idle`` until none is left.

    Holds the lock of its own id as long as it lives; a second signal ends it at once and leaves its job to the next
    worker. Raises ``RuntimeError`` if its id is taken, which a random id makes practically impossible.
    """
    worker_id = secrets.token_hex(16)
    release = locks.hold(worker_id)
    if release is None:
        raise RuntimeError("worker id taken")
    stop = threading.Event()
    take_up_lost_jobs()
    if not until_idle:
        threading.Thread(target=_look_round, args=(worker_id, stop), daemon=True).start()
    worker = _Worker(
        queue_names=["default"],
        interval=0.5,
        batch=until_idle,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()
    try:
        worker.run()
    finally:
        stop.set()
        release()


def _look_round(worker_id: str, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            take_up_lost_jobs()
            enqueue_periodic(now=datetime.now(UTC), worker=worker_id)
        except Exception:  # a passing fault of the database must not end the watch; it is said and tried again
            log.exception("looking after jobs failed")
        finally:
            close_old_connections()
        stop.wait(LOOK_ROUND_SECONDS)
    connection.close()
