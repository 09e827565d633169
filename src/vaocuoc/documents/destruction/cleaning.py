"""What must still leave the disk after a destruction (dọn dấu vết): files, exports, spools, freed database pages.

The job may run twice, and runs again by the hour until it is through. What lies in the office's backups is theirs to
throw away: :func:`copies_in_backups` names it.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from vaocuoc.audit.models import Entry
from vaocuoc.directory.models import Installation
from vaocuoc.directory.saved_views.files import throw_away_every_file
from vaocuoc.documents.destruction.models import Destruction, DestructionState
from vaocuoc.documents.destruction.removing import drop_files, named_elsewhere
from vaocuoc.documents.papers import storage
from vaocuoc.documents.readings.models import Reading
from vaocuoc.documents.readings.operations import read_file_job
from vaocuoc.notices.messages.models import Message
from vaocuoc.search.indexes import compact

logger = logging.getLogger(__name__)
_SHOWN = 5


@task()
def clean(destruction_id: int) -> None:
    """The job after a confirmation; see :func:`clean_up`."""
    clean_up(Destruction.objects.get(pk=destruction_id))


@task()
def clean_again() -> None:
    """Go on with what was not through, by the hour (``settings.PERIODIC_JOBS``)."""
    for one in Destruction.objects.filter(state=DestructionState.CONFIRMED, cleaned_at__isnull=True):
        clean_up(one)


def clean_up(destruction: Destruction) -> bool:
    """Take away files, exports, spools, results of jobs, and what the database still holds in freed pages.

    Gives whether all of it is done; a database that is in use for long leaves it to the next turn.
    """
    shas = {one["sha256"] for one in destruction.removed.get("files", ())}
    drop_files(shas)
    storage.drop_incoming(shas)
    throw_away_every_file()
    _drop_job_results(destruction)
    try:
        done = _free_pages(destruction)
    except OperationalError:
        logger.warning("freed pages of the database could not be cleaned now", exc_info=True)
        done = False
    if done:
        Destruction.objects.filter(pk=destruction.pk).update(cleaned_at=timezone.now())
    return done


def problems() -> list[str]:
    """What of confirmed destructions is not carried out to the end, a line each (điểm chưa xong)."""
    found = []
    for one in Destruction.objects.filter(state=DestructionState.CONFIRMED).order_by("pk"):
        shas = {kept["sha256"] for kept in one.removed.get("files", ())}
        left = [sha for sha in shas - named_elsewhere(shas) if storage.path_of(sha).exists()]
        if left or one.cleaned_at is None:
            found.append(
                _(
                    "Hủy nội dung số %(number)s (%(called)s) chưa dọn xong tệp và trang dữ liệu. "
                    "Chạy: vaocuoc worker --until-idle"
                )
                % {"number": one.pk, "called": one.called}
            )
    return found


def copies_in_backups() -> list[str]:
    """The office's backups made before a destruction, a line for each destruction: they still hold what was destroyed.

    Known only where the backup folder is set and can be read.
    """
    site = Installation.objects.first()
    folder = Path(site.backup_folder) if site is not None and site.backup_folder else None
    if folder is None:
        return []
    try:
        made = sorted((datetime.fromtimestamp(path.stat().st_mtime, tz=UTC), path.name) for path in folder.iterdir())
    except OSError:
        return []
    found = []
    for one in Destruction.objects.filter(state=DestructionState.CONFIRMED).order_by("pk"):
        older = [name for at, name in made if one.decided_at and at < one.decided_at]
        if older:
            found.append(
                _("Bản sao lưu lập trước khi hủy nội dung số %(number)s (%(called)s), còn nội dung ấy: %(names)s.")
                % {"number": one.pk, "called": one.called, "names": _names(older)}
            )
    return found


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    more = len(names) - _SHOWN
    return _("%(shown)s và %(more)s tệp khác") % {"shown": shown, "more": more} if more > 0 else shown


def _drop_job_results(destruction: Destruction) -> None:
    """Results of reading jobs of a paper may hold a stretch of it, where they failed."""
    if destruction.object_type != "documents.document":
        return
    keys = set(Reading.objects.filter(file__document=destruction.object_id).values_list("pk", flat=True))
    results = DBTaskResult.objects.finished().filter(task_path=read_file_job.module_path)
    gone = [one.pk for one in results.only("pk", "args_kwargs") if set(one.args_kwargs.get("args", ())) & keys]
    DBTaskResult.objects.filter(pk__in=gone).delete()


def _free_pages(destruction: Destruction) -> bool:
    """Have the database let go of what deleted and changed rows held.

    SQLite writes its file anew and empties its journal. PostgreSQL frees the rows and their index entries; its pages
    and its journal are overwritten as it works on, which only its administrator can hasten (see the documentation).
    """
    if connection.in_atomic_block:
        return False
    compact()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not cursor.fetchone()[0]
        kinds = {*destruction.removed.get("rows", ()), Entry._meta.label_lower, Message._meta.label_lower}
        for kind in sorted(kinds):
            table = connection.ops.quote_name(apps.get_model(kind)._meta.db_table)
            try:
                cursor.execute(f"VACUUM {table}")
            except DatabaseError as error:
                raise OperationalError(str(error)) from error
    return True
