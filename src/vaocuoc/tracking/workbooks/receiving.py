"""Taking workbooks in (nhận bảng Excel gửi lại): one, several or an archive; read and planned, nothing written yet."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol, cast

from django.conf import settings
from django.db import transaction
from django_tasks import task as job

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit, User
from vaocuoc.directory.people.access import Action, Actor, actor_for
from vaocuoc.documents.papers import storage
from vaocuoc.documents.papers.naming import clean_file_name
from vaocuoc.formats import Limits
from vaocuoc.formats.limits import MEGABYTE
from vaocuoc.formats.screening import screen_grids
from vaocuoc.tracking.submissions.access import may_fill
from vaocuoc.tracking.submissions.filling import begin
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.owed import period_of_slug
from vaocuoc.tracking.workbooks.access import require_returning
from vaocuoc.tracking.workbooks.composing import title_of
from vaocuoc.tracking.workbooks.models import BookState, ReturnBatch, ReturnedBook
from vaocuoc.tracking.workbooks.planning import FAULTY, Plan, plan_rows
from vaocuoc.tracking.workbooks.returned import identity_in, rows_in
from vaocuoc.tracking.workbooks.said import Said
from vaocuoc.tracking.workbooks.sealing import Identity
from vaocuoc.ui.dates import format_day

AT_ONCE = 8
"""Up to so many workbooks are read while the person waits; more become a job."""
MOST = 4000
_SPREADSHEETS = (".xlsx", ".xlsm", ".ods", ".xls")
_CHUNK = 256 * 1024


class File(Protocol):
    """A file as it was handed in."""

    name: str | None

    def seek(self, place: int, /) -> int: ...
    def read(self, size: int = -1, /) -> bytes: ...


def receive(*, actor: Actor, files: Sequence[Any], asked_for: dict[str, Any]) -> ReturnBatch:
    """Take workbooks in (nhận bảng Excel gửi lại) and plan what would become of them; no figure is written.

    ``files`` are workbooks and archives of them; ``asked_for`` (``keeper``, ``provider``, ``period``) says what they
    should be of. A workbook that cannot be taken is told on its own line. Raises ``access.denied``,
    ``workbooks.no_file``, ``workbooks.too_many_files``, ``workbooks.zip_damaged``, ``workbooks.zip_empty``,
    ``workbooks.zip_expands``, ``file.too_large``, ``documents.no_room``.
    """
    require_returning(actor)
    if not files:
        raise Refused("workbooks.no_file")
    taken: list[tuple[str, Path]] = []
    try:
        for file in files:
            for one in _unpacked(file):
                taken.append(one)
                if len(taken) > MOST:
                    raise Refused("workbooks.too_many_files", most=MOST)
        with transaction.atomic():
            batch = ReturnBatch.objects.create(
                asked_for=asked_for, total=len(taken), created_by=actor.user, created_as=actor.post
            )
            books = ReturnedBook.objects.bulk_create(
                ReturnedBook(batch=batch, place=place, name=name) for place, (name, _path) in enumerate(taken, 1)
            )
            record(actor, "workbooks.receive", batch, count=len(taken), name=taken[0][0])
            if waits := len(taken) > AT_ONCE:
                paths = [str(path) for _name, path in taken]
                post = actor.post.pk if actor.post else None
                read_job.enqueue(batch.pk, paths, actor.user.pk, post, actor.today.isoformat())
    except BaseException:
        _forget(path for _name, path in taken)
        raise
    if not waits:
        _read_all(actor, batch, books, [path for _name, path in taken])
    batch.refresh_from_db()
    return batch


def _forget(paths: Iterator[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _unpacked(file: File) -> Iterator[tuple[str, Path]]:
    """The workbooks that a file is or holds, each in a file of its own among those being received."""
    name = clean_file_name(file.name or "")
    if not name.lower().endswith(".zip"):
        with storage.received(cast(BinaryIO, file), limit=settings.UPLOAD_LIMIT) as incoming:
            yield name, _own_copy(incoming.path)
        return
    with storage.received(cast(BinaryIO, file), limit=settings.UPLOAD_LIMIT) as incoming:
        yield from _members(name, incoming.path)


def _own_copy(path: Path) -> Path:
    """The received file under a name that outlives the reception."""
    return path.replace(path.with_name(f"{path.name}.xlsx"))


def _members(name: str, archive: Path) -> Iterator[tuple[str, Path]]:
    room = Limits().unpacked_bytes
    found = 0
    try:
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                inner = PurePosixPath(info.filename.replace("\\", "/"))
                if info.is_dir() or inner.name.startswith(("~$", ".")) or "__MACOSX" in inner.parts:
                    continue
                found += 1
                with tempfile.NamedTemporaryFile(dir=storage.incoming_folder(), suffix=".xlsx", delete=False) as out:
                    path = Path(out.name)
                    try:
                        room -= _poured(opened, info, out, room)
                    except BaseException:
                        path.unlink(missing_ok=True)
                        raise
                yield clean_file_name(inner.name), path
    except _TooMuch:
        raise Refused("workbooks.zip_expands", name=name, limit=Limits().unpacked_bytes // MEGABYTE) from None
    # All that zipfile raises for an archive it cannot unpack: broken, cut short, a method unknown to it
    # (NotImplementedError), a password (RuntimeError), a name or header that means nothing (ValueError).
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Refused("workbooks.zip_damaged", name=name) from None
    if not found:
        raise Refused("workbooks.zip_empty", name=name)


class _TooMuch(Exception):
    """An archive holds more than it may."""


def _poured(opened: zipfile.ZipFile, info: zipfile.ZipInfo, out: Any, room: int) -> int:
    """Unpack one member, counting what comes out and not what the archive says."""
    size = 0
    with opened.open(info) as packed:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > room:
                raise _TooMuch
            out.write(chunk)
    return size


# --- reading ----------------------------------------------------------------------------------------------------------


@job()
def read_job(batch_id: int, paths: list[str], user_id: int, post_id: int | None, today: str) -> None:
    """Read the workbooks of a large batch, telling how many are done."""
    batch = ReturnBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        _forget(Path(one) for one in paths)
        return
    actor = actor_for(User.objects.get(pk=user_id), today=date.fromisoformat(today), post_id=post_id)
    _read_all(actor, batch, list(batch.books.order_by("place")), [Path(one) for one in paths])


def _read_all(actor: Actor, batch: ReturnBatch, books: Sequence[ReturnedBook], paths: Sequence[Path]) -> None:
    known: dict[tuple[int | None, int | None, str], str] = {}
    try:
        for number, (book, path) in enumerate(zip(books, paths, strict=True), 1):
            if book.state == BookState.UNREAD:
                _read(actor, batch, book, path, known)
                book.save()
            ReturnBatch.objects.filter(pk=batch.pk).update(done=number)
            path.unlink(missing_ok=True)
    finally:
        _forget(iter(paths))
        left = ReturnedBook.objects.filter(batch=batch, state=BookState.UNREAD)
        left.update(state=BookState.REFUSED, error_code="workbooks.reading_stopped")
        ReturnBatch.objects.filter(pk=batch.pk).update(done=batch.total)


def _read(actor: Actor, batch: ReturnBatch, book: ReturnedBook, path: Path, known: dict[Any, str]) -> None:
    """Read one workbook and plan its rows; what stands in the way of all of it stands on it."""
    try:
        identity, said = _content(book, path)
        submission = _report(actor, identity, batch.asked_for)
        book.keeper, book.provider, book.period = submission.keeper, submission.provider, identity.period
        same = (identity.keeper, identity.provider, identity.period)
        if same in known:
            raise Refused("workbooks.same_twice", name=known[same])
        known[same] = book.name
        book.said = [one.as_json() for one in said]
        settle(book, plan_rows(actor, submission, said))
    except Refused as refused:
        refuse(book, refused)


def refuse(book: ReturnedBook, refused: Refused) -> None:
    """Note on a workbook why it is not taken at all."""
    book.state, book.error_code = BookState.REFUSED, refused.code
    book.error_facts = {name: _kept(fact) for name, fact in refused.facts.items()}


def _kept(fact: object) -> str:
    return format_day(fact) if isinstance(fact, date) else str(fact)


def settle(book: ReturnedBook, plan: Plan) -> None:
    """Keep a plan with its workbook, and what the workbook therefore waits for."""
    book.plan, book.counts = plan.kept(), plan.counts
    book.error_code, book.error_facts = "", {}
    if book.counts.get(FAULTY):
        book.state = BookState.FAULTY
    else:
        book.state = BookState.READY if plan.inputs else BookState.SAME


def _content(book: ReturnedBook, path: Path) -> tuple[Identity, list[Said]]:
    if not book.name.lower().endswith(_SPREADSHEETS):
        raise Refused("workbooks.not_excel", name=book.name[:80])
    grids = screen_grids(path, name=book.name, limits=Limits(file_bytes=settings.UPLOAD_LIMIT))
    identity = identity_in(grids)
    return identity, rows_in(grids, identity)


def _report(actor: Actor, identity: Identity, asked_for: dict[str, Any]) -> Submission:
    """The report that a workbook is of: one that the actor fills, and the one that was asked for."""
    units = Unit.objects.in_bulk({identity.keeper, identity.provider})
    seen = actor.units(Action.VIEW).filter(pk__in=(identity.keeper, identity.provider)).exists()
    if not seen or not {identity.keeper, identity.provider} <= set(units):
        raise Refused("workbooks.not_yours")
    period = period_of_slug(nfc(identity.period))
    submission = begin(keeper=units[identity.keeper], provider=units[identity.provider], period=period)
    if not may_fill(actor, submission):
        raise Refused("workbooks.not_yours")
    found: dict[str, Any] = {"keeper": identity.keeper, "provider": identity.provider, "period": identity.period}
    if any(found[name] != value for name, value in asked_for.items() if name in found):
        wanted = found | asked_for
        raise Refused("workbooks.other_round", found=_named(**found), wanted=_named(**wanted))
    return submission


def _named(keeper: int, provider: int, period: str) -> str:
    units = Unit.objects.in_bulk({keeper, provider})
    names = {pk: units[pk].name if pk in units else "–" for pk in (keeper, provider)}
    return f"{title_of(period_of_slug(period)).lower()} của {names[provider]} gửi {names[keeper]}"
