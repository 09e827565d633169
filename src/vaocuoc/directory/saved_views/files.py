"""A long list as an Excel file, written by the worker (xuất danh sách dài): asked for, written, fetched, thrown away.

The list's own view writes the file as it would for the person who asked, so that rows, columns, filters and rights are
the same. The job is the only record of it; its file lies in the data folder for a day and is its asker's alone, as long
as they act in the same post with the same rights as when they asked.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse
from django.utils import translation
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.directory.people.models import User

LONG = 5_000
"""A list of so many rows is written by the worker; a shorter one while its reader waits."""
KEPT = timedelta(days=1)
_EVERY = 500  # rows: a page asks every two seconds


@dataclass(frozen=True)
class ListFile:
    """A file that was asked for: of which list, how far it is, where it lies once it is there."""

    key: UUID
    listing: str
    query: str
    state: str
    path: Path
    asked_at: datetime
    done: int = 0
    total: int = 0

    @property
    def is_busy(self) -> bool:
        return self.state in (TaskResultStatus.READY, TaskResultStatus.RUNNING)

    @property
    def is_there(self) -> bool:
        return self.state == TaskResultStatus.SUCCESSFUL and self.path.exists()

    @property
    def is_failed(self) -> bool:
        return self.state == TaskResultStatus.FAILED

    @property
    def list_address(self) -> str:
        """The list with the filters and columns that the file has."""
        address = reverse(settings.LISTS[self.listing])
        return f"{address}?{self.query}" if self.query else f"{address}?xem=tat-ca"

    @property
    def name(self) -> str:
        """What the file is called when it is fetched."""
        return f"{self.listing}-{self.asked_at:%Y-%m-%d}.xlsx"


class Writing:
    """The file that a view writes instead of answering; told of every row, it tells how far it is."""

    def __init__(self, key: str) -> None:
        self.path, self._told = _path(key), _path(key).with_suffix(".told")
        self.part = self.path.with_suffix(".part")
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    def tell(self, done: int, total: int) -> None:
        """Say how many rows are done, every few hundred of them."""
        if done % _EVERY == 0 or done == total:
            fresh = self._told.with_suffix(".new")
            fresh.write_text(f"{done} {total}", "ascii")
            os.replace(fresh, self._told)

    def finish(self) -> None:
        """The file is whole: from now on it can be fetched."""
        os.replace(self.part, self.path)
        self._told.unlink(missing_ok=True)


def ask_for(*, actor: Actor, listing: str, query: str) -> UUID:
    """Have the worker write a list as Excel (xuất danh sách); one that is already on its way is not begun anew.

    ``query`` is the list's address without the format. Gives the key of the job.
    """
    post, day = actor.post.pk if actor.post else None, actor.today.isoformat()
    asked = (actor.user.pk, post, listing, query, day, rights_of(actor))
    busy = DBTaskResult.objects.filter(
        task_path=write_file.module_path, status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    )
    for job in busy.order_by("enqueued_at"):
        if job.args_kwargs.get("args") == list(asked):
            return UUID(str(job.pk))
    return UUID(str(write_file.enqueue(*asked).id))


def rights_of(actor: Actor) -> str:
    """What the actor may by their post, in short (dấu vân tay của quyền): other roles, other decisions give another."""
    roles = sorted((str(one.role), one.unit_id, one.relation) for one in (*actor.grants, *actor.overseeing))
    limits = "all" if actor.limited_to is None else sorted(actor.limited_to)
    held = (roles, sorted(actor.matters), sorted(actor.inspecting), actor.in_name_of, limits, actor.is_administrator)
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()


def file_of(actor: Actor, key: UUID) -> ListFile | None:
    """A file that this user asked for; None for anybody else's, where there is no such, or once the right to it ended:
    it is fetched in the post and with the rights of its asking.
    """
    job = DBTaskResult.objects.filter(pk=key, task_path=write_file.module_path).first()
    if job is None:
        return None
    user, post, listing, query, _day, *rights = job.args_kwargs["args"]
    if user != actor.user.pk or listing not in settings.LISTS:
        return None
    if post != (actor.post.pk if actor.post else None) or rights != [rights_of(actor)]:
        return None
    path = _path(str(key))
    done, total = _told(path.with_suffix(".told"))
    return ListFile(key, listing, query, job.status, path, job.enqueued_at, done, total)


def _told(path: Path) -> tuple[int, int]:
    try:
        done, total = path.read_text("ascii").split()
    except (FileNotFoundError, ValueError):
        return 0, 0
    return int(done), int(total)


def _path(key: str) -> Path:
    return Path(settings.DATA_FOLDER) / "lists" / f"{UUID(key).hex}.xlsx"


@task(takes_context=True)
def write_file(
    context: TaskContext, user: int, post: int | None, listing: str, query: str, day: str, rights: str = ""
) -> None:
    """Write the file of :func:`ask_for`, as its asker sees the list on the day they asked, with the rights of then."""
    of = User.objects.get(pk=user)
    actor = actor_for(of, today=date.fromisoformat(day), post_id=post).remembering()
    if (actor.post.pk if actor.post else None) != post or not of.is_active:
        raise PermissionError("the post is held no longer")
    if rights_of(actor) != rights:
        raise PermissionError("the rights are not those of the asking")
    writing = Writing(str(context.task_result.id))
    with translation.override(of.language or settings.LANGUAGE_CODE):
        view = resolve(reverse(settings.LISTS[listing])).func
        view(_request(actor, listing, query, writing))
    writing.finish()


def _request(actor: Actor, listing: str, query: str, writing: Writing) -> HttpRequest:
    """The request that the asker would have made."""
    asked = f"{query}&dang=xlsx" if query else "dang=xlsx"
    request: Any = HttpRequest()
    request.method, request.path, request.GET = "GET", reverse(settings.LISTS[listing]), QueryDict(asked)
    request.META["QUERY_STRING"] = asked
    request.user, request.actor, request.writing = actor.user, actor, writing
    made: HttpRequest = request
    return made


@task()
def throw_away_old_files() -> None:
    """Delete the files of lists that were written more than a day ago (việc định kỳ)."""
    folder = Path(settings.DATA_FOLDER) / "lists"
    before = (datetime.now(UTC) - KEPT).timestamp()
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def throw_away_every_file() -> None:
    """Delete the files of all lists, also those just being written: what stood in them was destroyed since.

    Whoever wants one asks for it again; a file that was being written fails and says so.
    """
    folder = Path(settings.DATA_FOLDER) / "lists"
    for path in folder.glob("*") if folder.is_dir() else ():
        path.unlink(missing_ok=True)
