"""What stands elsewhere when content is destroyed: what goes with it, what stays."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.database.conftest import TODAY, World
from tests.database.documents.test_destruction import (
    PAPER,
    folder,
    found_in_rows,
    paper,
    proposed,
    task_of,
)
from tests.database.oversight.test_inspections import decide, inspector_of
from vaocuoc.audit.models import Entry
from vaocuoc.directory.people.access import actor_for
from vaocuoc.documents.destruction import operations
from vaocuoc.documents.destruction.holding import MARK, copies, root_of
from vaocuoc.documents.library.operations import edit_document, upload_document
from vaocuoc.documents.papers import storage
from vaocuoc.oversight.inspections.operations import Opening
from vaocuoc.oversight.inspections.reads import DOCUMENT, note_read, reads_of
from vaocuoc.tracking.models import SystemComparison
from vaocuoc.tracking.second_systems.models import Kind
from vaocuoc.tracking.second_systems.operations import note_same
from vaocuoc.tracking.second_systems.systems import create_system

__all__ = ["folder"]  # every test here keeps its files in a folder of its own


@pytest.mark.django_db
def test_cells_of_files_that_say_the_same_lose_these_words_alone(world: World) -> None:
    document = paper(world)
    task = task_of(world, document)
    system = create_system(
        actor=world.clerk,
        keeper=world.province,
        name="Hệ thống khác",
        short_name="HTK",
        since=TODAY,
        takes_figures=True,
    )
    said = {"title": [task.title, "text", task.title], "code": ["NV-1", "text", None]}
    rows = [{"number": 1, "said": said}, {"number": 2, "said": {"title": ["Rà soát định mức chi", "text", None]}}]
    comparison = SystemComparison.objects.create(
        system=system, kind="task", name="tep.xlsx", sha256="0" * 64, rows=rows, by=world.clerk.user
    )
    keys = [copy.key for copy in copies(world.clerk, root_of("documents.document"), document)]
    made = operations.confirm(actor=world.leader, destruction=proposed(world, document, also=keys))
    comparison.refresh_from_db()
    assert comparison.rows[0]["said"] == {"title": [MARK, "text", MARK], "code": ["NV-1", "text", None]}
    assert comparison.rows[1] == rows[1]
    assert made.removed["rows"]["tracking.systemcomparison"] == 1
    assert found_in_rows() == []


@pytest.mark.django_db
def test_no_fingerprint_is_left_to_guess_the_words_by(world: World) -> None:
    document = paper(world)
    task = task_of(world, document)
    given: dict[str, Any] = {"name": "Hệ thống khác", "short_name": "HTK", "since": TODAY, "takes_tasks": True}
    system = create_system(actor=world.clerk, keeper=world.province, **given)
    entry = note_same(actor=world.clerk, system=system, kind=Kind.TASK, subject=task, entered_on=TODAY)
    assert len(entry.fingerprint) == 32
    keys = [copy.key for copy in copies(world.clerk, root_of("documents.document"), document)]
    operations.confirm(actor=world.leader, destruction=proposed(world, document, also=keys))
    entry.refresh_from_db()
    assert (entry.said, entry.fingerprint) == ({}, "-")


@pytest.mark.django_db
def test_who_read_it_under_a_decision_stays_known(world: World) -> None:
    document = paper(world)
    inspector = inspector_of(world)
    decision = decide(world, inspector, Opening(units=[world.province]))
    assert note_read(actor_for(inspector.user, today=TODAY), DOCUMENT, document.pk) == 1
    operations.confirm(actor=world.leader, destruction=proposed(world, document))
    assert list(reads_of(decision).values_list("object_id", flat=True)) == [document.pk]


@pytest.mark.django_db(transaction=True)
def test_a_file_that_another_register_keeps_stays_in_the_store(world: World) -> None:
    document = paper(world)
    other = upload_document(
        actor=world.outsider,
        content=BytesIO(PAPER.encode()),
        name="khac.txt",
        keeper=world.elsewhere,
        handling="ordinary",
        today=TODAY,
    )
    made = operations.confirm(actor=world.leader, destruction=proposed(world, document))
    assert made.elsewhere == 1
    assert storage.path_of(other.files.get().sha256).exists()
    assert not storage.path_of(document.attachments.get().sha256).exists()


@pytest.mark.django_db(transaction=True)
def test_entries_of_other_papers_with_the_same_name_stay(world: World) -> None:
    document = paper(world)
    other = upload_document(
        actor=world.clerk,
        content=BytesIO("Văn bản khác".encode()),
        name="khac.txt",
        keeper=world.province,
        handling="ordinary",
        today=TODAY,
    )
    edit_document(actor=world.clerk, document=other, version=other.version, title=document.title)
    made = proposed(world, document, also=[f"documents.document:{document.pk}"])
    operations.confirm(actor=world.leader, destruction=made)
    of_other = Entry.objects.filter(object_type="documents.document", object_id=other.pk)
    assert not of_other.exclude(kept="").exists()
