"""A job that was queued before an upgrade is done after it, wherever its function has moved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

import vaocuoc
from tests.database.jobs import jobs_for_tests
from vaocuoc.jobs import worker

QUEUED = {
    "vaocuoc.audit.sealing.seal_by_hour",
    "vaocuoc.directory.saved_views.files.throw_away_old_files",
    "vaocuoc.directory.saved_views.files.write_file",
    "vaocuoc.documents.destruction.cleaning.clean",
    "vaocuoc.documents.destruction.cleaning.clean_again",
    "vaocuoc.documents.readings.operations.read_file_job",
    "vaocuoc.jobs.operations.tidy",
    "vaocuoc.notices.mail.operations.deliver",
    "vaocuoc.notices.morning.work",
    "vaocuoc.oversight.inspections.exporting.write_export",
    "vaocuoc.oversight.rounds.keeping.keep_rounds",
    "vaocuoc.tracking.importing.applying.apply_job",
    "vaocuoc.tracking.importing.operations.apply_job",
    "vaocuoc.tracking.importing.operations.prepare_job",
    "vaocuoc.tracking.importing.previewing.prepare_job",
    "vaocuoc.tracking.indicators.standing.judge_again",
    "vaocuoc.tracking.indicators.succeeding.add_up_some",
    "vaocuoc.tracking.recurring.operations.open_turns_by_night",
    "vaocuoc.tracking.rollups.operations.add_up_by_night",
    "vaocuoc.tracking.tasks.jobs.follow_ended_units",
    "vaocuoc.tracking.tasks.jobs.resume_suspended",
    "vaocuoc.tracking.workbooks.giving.give_all_job",
    "vaocuoc.tracking.workbooks.receiving.read_job",
}
"""Every name under which a job has ever been queued. A new job is added; none is taken away, for it may still wait."""

_JOB = re.compile(r"^@(?:job|task)\(.*\)\ndef (\w+)", re.MULTILINE)


def test_every_job_of_the_program_has_its_name_here() -> None:
    package = Path(vaocuoc.__file__).parent
    named = {
        ".".join([*file.relative_to(package.parent).with_suffix("").parts, function])
        for file in package.rglob("*.py")
        for function in _JOB.findall(file.read_text(encoding="utf-8"))
    }
    assert named == QUEUED - settings.MOVED_JOBS.keys()


@pytest.mark.parametrize("name", sorted(QUEUED))
def test_every_name_still_leads_to_a_job(name: str) -> None:
    assert isinstance(import_string(settings.MOVED_JOBS.get(name, name)), Task)


@pytest.mark.django_db(transaction=True)
def test_it_does_a_job_that_was_queued_under_its_old_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = jobs_for_tests.write.module_path
    monkeypatch.setattr(settings, "MOVED_JOBS", {"vaocuoc.before.write": new})
    jobs_for_tests.write.enqueue(str(tmp_path / "done"))
    DBTaskResult.objects.update(task_path="vaocuoc.before.write")
    worker.run(until_idle=True)
    assert (tmp_path / "done").read_text() == "1"
    job = DBTaskResult.objects.get()
    assert (job.status, job.task_path) == (TaskResultStatus.SUCCESSFUL, new)
