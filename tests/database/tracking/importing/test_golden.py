"""The tracker of a provincial office, in shape and counts, taken in as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.database.conftest import World
from tests.database.tracking.importing.conftest import on, take
from tests.database.tracking.importing.trackers import GOLDEN_DAY, HEADINGS, golden_rows, workbook
from vaocuoc.directory.models import Unit
from vaocuoc.tracking.importing.exporting import give_back, standard_tasks
from vaocuoc.tracking.importing.operations import apply_batch
from vaocuoc.tracking.tasks.models import Evidence, Task, TaskUpdate
from vaocuoc.tracking.tasks.queries import task_rows


def test_it_takes_the_golden_tracker_in_with_its_counts(world: World, committee: Unit, tmp_path: Path) -> None:
    clerk = on(world.clerk, GOLDEN_DAY)
    batch = take(clerk, world.province, workbook(tmp_path / "so.xlsx", golden_rows()))
    assert {name: batch.counts.get(name, 0) for name in ("new", "done_outside", "held", "skipped")} == {
        "new": 39,
        "done_outside": 146,
        "held": 0,
        "skipped": 0,
    }
    apply_batch(actor=clerk, batch=batch)
    states = [row.state for row in task_rows(clerk, today=GOLDEN_DAY)]
    found = Counter("done" if one.is_done else "regular" if one.regular else one.code for one in states)
    running = found.pop("in_progress", 0) + found.pop("not_started", 0)
    assert (found, running) == ({"done": 146, "regular": 16, "overdue": 8, "waiting": 6, "needs_due": 3}, 6)
    assert {one.code for one in states if one.is_done} == {"done_unjudged"}, "no day of completion is made up"


def test_it_points_at_the_typing_errors(world: World, committee: Unit, tmp_path: Path) -> None:
    clerk = on(world.clerk, GOLDEN_DAY)
    batch = take(clerk, world.province, workbook(tmp_path / "so.xlsx", golden_rows()))
    notes = Counter(note[0] for row in batch.rows.all() for note in row.notes)
    assert (notes["issued_ahead"], notes["due_before_issue"]) == (2, 1)


def test_it_keeps_the_gaps_of_old_rows(world: World, committee: Unit, tmp_path: Path) -> None:
    clerk = on(world.clerk, GOLDEN_DAY)
    apply_batch(actor=clerk, batch=take(clerk, world.province, workbook(tmp_path / "so.xlsx", golden_rows())))
    done = Task.objects.filter(closure="done")
    assert done.filter(due=None, deadline_kind="day").count() == 62
    assert done.filter(completed_on=None).count() == 146
    assert Evidence.objects.count() == 0, "a text is no evidence"
    assert TaskUpdate.objects.filter(task__closure="done").count() == 68, "what the tracker told is kept"
    assert not Task.objects.filter(received_on__isnull=False, received_is_estimated=False).exists()


def test_it_changes_nothing_when_the_same_file_comes_twice(world: World, committee: Unit, tmp_path: Path) -> None:
    clerk = on(world.clerk, GOLDEN_DAY)
    path = workbook(tmp_path / "so.xlsx", golden_rows())
    apply_batch(actor=clerk, batch=take(clerk, world.province, path))
    again = take(clerk, world.province, path)
    assert {name: number for name, number in again.counts.items() if number and name != "notes"} == {"same": 185}


def test_it_gives_the_same_form_back_and_takes_it_in_without_a_change(
    world: World, committee: Unit, tmp_path: Path
) -> None:
    clerk = on(world.clerk, GOLDEN_DAY)
    batch = take(clerk, world.province, workbook(tmp_path / "so.xlsx", golden_rows()))
    apply_batch(actor=clerk, batch=batch)
    back = tmp_path / "tra-lai.xlsx"
    back.write_bytes(give_back(clerk, batch, today=GOLDEN_DAY))
    again = take(clerk, world.province, back)
    assert list(again.profile.headings) == [" ".join(heading.split()) for heading in HEADINGS]
    assert {name: number for name, number in again.counts.items() if number and name != "notes"} == {"same": 185}
    cells = batch.rows.get(number=5).cells
    assert again.rows.order_by("place")[0].cells == cells, "what still holds comes back letter for letter"


def test_it_writes_the_standard_form_that_changes_nothing_when_it_comes_back(
    world: World, committee: Unit, tmp_path: Path
) -> None:
    clerk = on(world.clerk, GOLDEN_DAY)
    apply_batch(actor=clerk, batch=take(clerk, world.province, workbook(tmp_path / "so.xlsx", golden_rows())))
    path = tmp_path / "mau.xlsx"
    path.write_bytes(standard_tasks(Task.objects.all(), today=GOLDEN_DAY))
    again = take(clerk, world.province, path)
    assert {name: number for name, number in again.counts.items() if number and name != "notes"} == {"same": 185}
