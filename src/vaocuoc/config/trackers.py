"""What ``vaocuoc import`` and ``vaocuoc export`` do (nhập, xuất bảng); importing this starts Django."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vaocuoc.config import commands  # starts Django: models can be imported only now
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit, User
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.formats import messages
from vaocuoc.tracking.importing import exporting, operations, standard, wording
from vaocuoc.tracking.importing.models import DIRECTORY_KINDS, ImportBatch, ImportKind, Outcome
from vaocuoc.tracking.importing.planning import plan_batch
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence

Print = Callable[[str], None]
REFUSED = 2
ASKED = 1
"""The status where words of the file must be explained on the page before it can be written."""


def import_file(*, path: Path, kind: str, username: str, keeper: str, write: bool, say: Print) -> int:
    """Take a tracker in as the person would on the page: say what becomes of it, and write it where asked to.

    Status 0 where it was shown or written, 1 where words of it must be explained first, 2 where it is refused.
    """
    commands.prepare_database()
    try:
        actor = _actor(username)
        batch = operations.receive_file(
            actor=actor, kind=kind, keeper=_register(actor, kind, keeper), content=path, name=path.name
        )
        batch = operations.choose_columns(actor=actor, batch=batch, mapping=batch.mapping, sheets=batch.sheets_chosen)
        _prepared(actor, batch)
        _tell(batch, say)
        questions = plan_batch(actor, batch, today=actor.today)[1]
        for question in questions:
            say(f"  chưa rõ ({question.count} dòng): {wording.field_name(question.kind)} “{question.text}”")
        if not write:
            say(f"Chưa ghi gì. Xem và ghi trên trang /nhap/{batch.pk}/, hoặc thêm --apply.")
            return 0
        if questions:
            say(f"Chưa ghi gì: trả lời các giá trị chưa rõ trên trang /nhap/{batch.pk}/gia-tri/ trước.")
            return ASKED
        slips = operations.write_batch(actor=actor, batch=batch, today=actor.today)
    except (Refused, FileNotFoundError) as error:
        say(_sentence(error))
        return REFUSED
    for slip in slips:
        say(f"  {slip.username}\t{slip.password}\t{slip.name}")
    say("Đã ghi vào sổ.")
    return 0


def export_file(*, path: Path, kind: str, username: str, blank: bool, say: Print) -> int:
    """Write what the person sees in the standard form, or the blank form; status 2 where refused."""
    commands.prepare_database()
    try:
        content = standard.blank_form(kind, today=today()) if blank else _content(_actor(username), kind)
        path.write_bytes(content)
    except (Refused, OSError) as error:
        say(_sentence(error))
        return REFUSED
    say(f"Đã ghi {path}")
    return 0


def _content(actor: Actor, kind: str) -> bytes:
    if kind == ImportKind.TASKS:
        return exporting.standard_tasks(visible_tasks(actor), today=actor.today)
    if kind == ImportKind.INDICATORS:
        return exporting.standard_indicators(visible_indicators(actor))
    if kind == ImportKind.UNITS:
        return exporting.standard_units(actor.visible_units(), today=actor.today)
    raise Refused("imports.no_own_form")


def _actor(username: str) -> Actor:
    user = User.objects.filter(username=username.lower(), is_active=True).first()
    if user is None:
        raise Refused("imports.no_user", username=username)
    return actor_for(user, today=today())


def _register(actor: Actor, kind: str, name: str) -> Unit | None:
    """The register to write into: the named one, else the one over which the post itself was given the right."""
    if kind in DIRECTORY_KINDS:
        return None
    registers = registers_of(actor)
    found = registers.filter(name=name).first() if name else registers.filter(pk=own_register(actor) or 0).first()
    if found is None:
        raise Refused("imports.no_register", name=name or actor.unit_name)
    return found


def _prepared(actor: Actor, batch: ImportBatch) -> None:
    """A large file is read here and now: nobody waits for a page."""
    if batch.state == "preparing":
        operations.prepare(actor=actor, batch=batch, today=actor.today)
        batch.refresh_from_db()


def _tell(batch: ImportBatch, say: Print) -> None:
    known = sum(bool(field) for field in batch.mapping.values())
    say(f"{batch.name}: nhận ra {known} trong {len(batch.mapping)} cột")
    for value, label in Outcome.choices:
        if number := batch.counts.get(value):
            say(f"  {number:>6}  {label}")


def _sentence(error: Exception) -> str:
    if isinstance(error, Refused):
        return messages.sentence(error) if error.code in messages.MESSAGES else sentence(error)
    return messages.MESSAGES["file.missing"] if isinstance(error, FileNotFoundError) else str(error)
