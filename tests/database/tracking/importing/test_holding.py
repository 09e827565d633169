"""A preview is written as shown while nothing was done since; anything done has the rows read once more."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.database.conftest import TODAY, World
from tests.database.tracking.importing.test_rows import book, row, take
from vaocuoc.core.errors import Refused
from vaocuoc.directory.organisations.operations import add_alias
from vaocuoc.directory.people.operations import create_account, set_password
from vaocuoc.tracking.importing import applying, previewing
from vaocuoc.tracking.importing.holding import still_holds
from vaocuoc.tracking.importing.operations import apply_batch, receive_file
from vaocuoc.tracking.importing.planning import plan_batch
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import cancel_task, create_task


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the rows of a file were worked out."""
    seen: list[int] = []

    def counted(*arguments: Any, **options: Any) -> Any:
        seen.append(1)
        return plan_batch(*arguments, **options)

    for where in (previewing, applying):
        monkeypatch.setattr(where, "plan_batch", counted)
    return seen


def test_it_reads_the_rows_once_where_nothing_was_done_between(
    world: World, tmp_path: Path, readings: list[int]
) -> None:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")))
    apply_batch(actor=world.clerk, batch=batch)
    assert len(readings) == 1
    assert Task.objects.get().title == "Lập sổ"


def test_it_reads_them_again_after_a_task_a_name_of_a_unit_and_a_learned_word(world: World, tmp_path: Path) -> None:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")))
    assert still_holds(world.clerk, batch, today=TODAY)
    assert not still_holds(world.leader, batch, today=TODAY), "another person may see and do other things"
    assert not still_holds(world.clerk, batch, today=date(2026, 11, 21))
    add_alias(world.clerk, unit=world.department, name="Sở Tiền")
    assert not still_holds(world.clerk, batch, today=TODAY)


def test_a_new_account_moves_it_and_a_new_password_does_not(world: World, tmp_path: Path) -> None:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")))
    set_password(None, user=world.focal.user, password="mot cau rat dai de nho", must_change=False)
    assert still_holds(world.clerk, batch, today=TODAY)
    create_account(None, username="nguoi.moi", password="mot cau rat dai de nho")
    assert not still_holds(world.clerk, batch, today=TODAY)


def test_it_is_not_moved_by_another_file_that_only_came_in(world: World, tmp_path: Path) -> None:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")))
    other = book(tmp_path / "b.xlsx", row("Việc khác", due="2/12/2026"))
    receive_file(actor=world.clerk, kind="tasks", keeper=world.province, content=other, name="b.xlsx")
    assert still_holds(world.clerk, batch, today=TODAY)


def test_it_writes_what_changed_nothing_for_the_rows_and_shows_anew_what_did(
    world: World, tmp_path: Path, readings: list[int]
) -> None:
    batch = take(world.clerk, world.province, book(tmp_path / "a.xlsx", row("Lập sổ", due="1/12/2026")))
    fields: dict[str, Any] = {"keeper": world.province, "lead_unit": world.department, "due": date(2026, 12, 1)}
    other = create_task(actor=world.clerk, title="Việc khác hẳn", today=TODAY, **fields)
    apply_batch(actor=world.clerk, batch=batch)
    assert len(readings) == 2
    again = take(world.clerk, world.province, book(tmp_path / "b.xlsx", row("Việc khác hẳn", due="1/12/2026")))
    cancel_task(actor=world.clerk, task=other, reason="Trùng")
    with pytest.raises(Refused, match=r"imports\.nothing|import_changed"):
        apply_batch(actor=world.clerk, batch=again)
