"""Giving workbooks out (giao bảng Excel): one, or all of a register and period as an archive, at once or by a job."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task as job

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Unit, User
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.documents.papers.storage import incoming_folder
from vaocuoc.tracking.submissions.access import require_filling
from vaocuoc.tracking.submissions.filling import begin, rows_of
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.owed import owed, providers_owing, relayed, slug_of
from vaocuoc.tracking.workbooks.access import require_giving
from vaocuoc.tracking.workbooks.composing import compose
from vaocuoc.tracking.workbooks.models import RunState, WorkbookRun

AT_ONCE = 50
"""Up to so many workbooks are made while they are being sent; more become a job."""
_TOLD_EVERY = 10
_LONGEST_NAME = 60


def give_one(*, actor: Actor, submission: Submission, with_relayed: bool = False) -> tuple[str, bytes]:
    """The workbook of one provider and period (tải bảng Excel), with its file name.

    ``with_relayed`` asks for the figures of other units that a leading unit may report, instead of its own. Raises
    ``access.denied``, ``workbooks.nothing_owed``.
    """
    require_filling(actor, submission)
    content = _workbook(submission, with_relayed=with_relayed)
    if content is None:
        raise Refused("workbooks.nothing_owed")
    facts = {"period": submission.period.label_code, "unit_name": submission.provider.name}
    with transaction.atomic():
        record(actor, "workbooks.give", submission if submission.pk else submission.provider, **facts)
    return file_name(submission.provider, submission.period), content


def _workbook(submission: Submission, *, with_relayed: bool = False) -> bytes | None:
    asked = relayed if with_relayed else owed
    places = asked(submission.keeper_id, submission.provider_id, submission.period)
    rows = rows_of(submission, [(one.indicator, one.unit) for one in places])
    return compose(submission, rows, created=timezone.now().replace(tzinfo=None)) if rows else None


def file_name(unit: Unit, period: Period) -> str:
    """``so-tai-chinh_month-2026-10.xlsx``: plain letters, which every archive program keeps."""
    return f"{_plain(unit.name)}_{slug_of(period)}.xlsx"


def archive_name(keeper: Unit, period: Period) -> str:
    return f"bang-excel_{_plain(keeper.name)}_{slug_of(period)}.zip"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:_LONGEST_NAME] or "don-vi"


# --- all of a period --------------------------------------------------------------------------------------------------


def give_all(*, actor: Actor, keeper: Unit, period: Period) -> WorkbookRun | Iterator[bytes]:
    """All workbooks of a register for a period (tải bảng Excel của cả kỳ): an archive as a stream, or a job's run.

    Raises ``access.denied``, ``workbooks.no_provider``.
    """
    require_giving(actor, keeper.pk)
    providers = list(providers_owing(keeper.pk, period))
    if not providers:
        raise Refused("workbooks.no_provider")
    with transaction.atomic():
        record(actor, "workbooks.give_all", keeper, period=period.label_code, count=len(providers))
        if len(providers) <= AT_ONCE:
            return archive_of(keeper, period, providers)
        run = WorkbookRun.objects.create(
            keeper=keeper,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
            total=len(providers),
            asked_by=actor.user,
            asked_as=actor.post,
        )
        give_all_job.enqueue(run.pk, actor.user.pk, actor.post.pk if actor.post else None, actor.today.isoformat())
    return run


def books_of(keeper: Unit, period: Period, providers: Sequence[Unit]) -> Iterator[tuple[str, bytes]]:
    """Each provider's workbook with a name of its own; one at a time in memory."""
    taken: dict[str, int] = {}
    for provider in providers:
        content = _workbook(begin(keeper=keeper, provider=provider, period=period))
        if content is None:
            continue
        name = file_name(provider, period)
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name.removesuffix('.xlsx')}_{provider.pk}.xlsx"
        yield name, content


class _Outlet(io.RawIOBase):
    """A file that is read as soon as it is written: what an archive sends while it grows."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._written.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        found, self._written = b"".join(self._written), []
        return found


def archive_of(keeper: Unit, period: Period, providers: Sequence[Unit]) -> Iterator[bytes]:
    """The archive piece by piece, so that the first workbook leaves before the last is made."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name, content in books_of(keeper, period, providers):
            archive.writestr(name, content)
            yield outlet.taken()
    yield outlet.taken()


# --- by a job ---------------------------------------------------------------------------------------------------------


@job()
def give_all_job(run_id: int, user_id: int, post_id: int | None, today: str) -> None:
    """Make the archive of a run, telling how many workbooks are done."""
    run = WorkbookRun.objects.select_related("keeper").filter(pk=run_id).first()
    if run is None:
        return
    try:
        actor = actor_for(User.objects.get(pk=user_id), today=date.fromisoformat(today), post_id=post_id)
        require_giving(actor, run.keeper_id)
        _make(run)
    except Refused as refused:
        facts = {name: str(fact) for name, fact in refused.facts.items()}
        WorkbookRun.objects.filter(pk=run_id).update(state=RunState.FAILED, error_code=refused.code, error_facts=facts)


def _make(run: WorkbookRun) -> None:
    place = archive_path(run)
    draft = place.with_suffix(".dang-lam")
    providers = list(providers_owing(run.keeper_id, run.period))
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
            for number, (name, content) in enumerate(books_of(run.keeper, run.period, providers), 1):
                archive.writestr(name, content)
                if number % _TOLD_EVERY == 0:
                    WorkbookRun.objects.filter(pk=run.pk).update(done=number)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    WorkbookRun.objects.filter(pk=run.pk).update(state=RunState.DONE, done=len(providers), total=len(providers))


def archive_path(run: WorkbookRun) -> Path:
    """Where a run's archive stands for a day, among the files being received."""
    return incoming_folder() / f"bang-excel-{run.pk}.zip"


def runs_of(keeper: Unit, period: Period) -> list[WorkbookRun]:
    """The last runs of a register for a period."""
    found = WorkbookRun.objects.filter(
        keeper=keeper, calendar=period.calendar, period_kind=period.kind, year=period.year, index=period.index
    )
    return list(found.select_related("asked_by", "asked_as__unit").order_by("-pk")[:5])


def is_archive_there(run: WorkbookRun) -> bool:
    return run.state == RunState.DONE and archive_path(run).exists()
