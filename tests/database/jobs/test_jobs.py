"""Jobs end once, whatever happens to the workers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.database.jobs import jobs_for_tests
from vaocuoc.jobs import locks, worker
from vaocuoc.jobs.models import PeriodicRun
from vaocuoc.jobs.operations import MOST_ATTEMPTS, enqueue_periodic, slot_of, take_up_lost_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_does_queued_jobs(tmp_path: Path) -> None:
    jobs_for_tests.write.enqueue(str(tmp_path / "done"))
    worker.run(until_idle=True)
    assert (tmp_path / "done").read_text() == "1"


def test_it_keeps_the_error_of_a_failed_job() -> None:
    jobs_for_tests.fail.enqueue()
    worker.run(until_idle=True)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_it_takes_up_the_job_of_a_killed_worker(tmp_path: Path) -> None:
    jobs_for_tests.wait_then_write.enqueue(str(tmp_path / "started"), str(tmp_path / "done"))
    with subprocess.Popen([sys.executable, "-m", "vaocuoc", "worker"], env=environment_of_this_database()) as process:
        try:
            wait_for(tmp_path / "started")
            assert take_up_lost_jobs() == 0, "the worker lives: its job is its own"
        finally:
            process.kill()
    # The worker may have enqueued periodic work of its own besides.
    job = DBTaskResult.objects.filter(task_path=jobs_for_tests.wait_then_write.module_path)
    assert job.get().status == TaskResultStatus.RUNNING
    (tmp_path / "started").with_suffix(".go").touch()
    worker.run(until_idle=True)
    assert job.get().status == TaskResultStatus.SUCCESSFUL
    assert (tmp_path / "done").exists()


def test_it_gives_up_a_job_that_kills_its_workers() -> None:
    job = jobs_for_tests.fail.enqueue()
    DBTaskResult.objects.filter(pk=job.id).update(
        status=TaskResultStatus.RUNNING, worker_ids=[f"dead-{n}" for n in range(MOST_ATTEMPTS)]
    )
    assert take_up_lost_jobs() == 0
    assert DBTaskResult.objects.get().exception_class_path.endswith("WorkerLost")


def test_it_knows_a_living_worker_by_its_lock() -> None:
    release = locks.hold("worker-a")
    assert release is not None
    assert locks.hold("worker-a") is None
    assert not locks.is_held("worker-b")
    release()
    assert not locks.is_held("worker-a")


def test_it_runs_periodic_work_once_a_slot() -> None:
    now = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert enqueue_periodic(now=now, worker="a") == list(settings.PERIODIC_JOBS)
    assert enqueue_periodic(now=now + timedelta(minutes=5), worker="b") == []
    assert enqueue_periodic(now=now + timedelta(days=1), worker="b") == list(settings.PERIODIC_JOBS)
    assert PeriodicRun.objects.count() == DBTaskResult.objects.count() == 2 * len(settings.PERIODIC_JOBS)


def test_it_counts_slots_from_their_beginning() -> None:
    assert slot_of(datetime(2026, 11, 20, 7, 44, tzinfo=UTC), timedelta(minutes=15)).minute == 30


def environment_of_this_database() -> dict[str, str]:
    """What a process of its own needs to reach the database of the test."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{connection.settings_dict['NAME']}"
    else:
        url = os.environ["DATABASE_URL"].replace("/postgres?", f"/{connection.settings_dict['NAME']}?", 1)
    return {**os.environ, "DATABASE_URL": url, "VAOCUOC_DATA": str(settings.DATA_FOLDER), "PYTHONPATH": os.getcwd()}


def wait_for(file: Path, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < deadline, f"{file.name} did not appear"
        time.sleep(0.05)
