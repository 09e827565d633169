"""Content destroyed by two people: by whom, of what, and that nothing of it is left anywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import BEGIN, TODAY, World, make_actor, post_of
from vaocuoc.audit.models import Entry
from vaocuoc.audit.sealing import seal
from vaocuoc.audit.verifying import verify
from vaocuoc.config.commands import check
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Person, PostHolding, Role
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.documents.destruction import operations
from vaocuoc.documents.destruction.cleaning import clean_up, copies_in_backups, problems
from vaocuoc.documents.destruction.duties import duties
from vaocuoc.documents.destruction.holding import MARK, copies, held, root_of, taken_in
from vaocuoc.documents.destruction.models import Destruction, DestructionState
from vaocuoc.documents.library.attaching import attach_file
from vaocuoc.documents.library.operations import edit_document, upload_document
from vaocuoc.documents.library.queries import count_to_review
from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.documents.papers import storage
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.notices.models import Message
from vaocuoc.tracking.tasks.evidence import submit_evidence
from vaocuoc.tracking.tasks.operations import add_update, create_task

MARKER = "Zyxwvut"
PAPER = f"""NGHỊ QUYẾT
về phát triển {MARKER}1

Phấn đấu đến năm 2030, thu ngân sách {MARKER}2 trên địa bàn đạt 18.500 tỷ đồng.
Giao Sở Xây dựng lập quy hoạch {MARKER}3, hoàn thành trước ngày 30/6/2027.
Căn cứ Nghị quyết số 12-NQ/TU ngày 01/02/2026 của Tỉnh ủy về {MARKER}4.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_FOLDER = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    return tmp_path


def paper(world: World) -> Document:
    """A paper of the province that was read, edited, followed by a task, with a further file and a message."""
    document = upload_document(
        actor=world.clerk,
        content=BytesIO(PAPER.encode()),
        name=f"{MARKER}5.txt",
        keeper=world.province,
        handling="ordinary",
        today=TODAY,
    )
    read_file(Reading.objects.get(file__document=document).pk)
    attach_file(
        actor=world.clerk,
        document=document,
        content=BytesIO(f"Phụ lục {MARKER}6".encode()),
        name=f"phu-luc-{MARKER}7.txt",
        kind="annex",
        note=f"Kèm {MARKER}8",
    )
    document.refresh_from_db()
    return edit_document(
        actor=world.clerk, document=document, version=document.version, title=f"Quy hoạch tuyến {MARKER}9 đến năm 2030"
    )


def task_of(world: World, document: Document) -> Any:
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title=f"Lập quy hoạch tuyến {MARKER}a",
        lead_unit=world.department,
        due=TODAY + timedelta(days=30),
        received_on=TODAY,
        today=TODAY,
        document=document,
        finding=Finding.objects.filter(document=document).first(),
    )


def proposed(world: World, subject: models.Model, **also: Any) -> Destruction:
    given = {"reason": "Văn bản mật đưa vào nhầm", "decision": "12-QĐ/VP ngày 19/11/2026"} | also
    return operations.propose(actor=world.clerk, root=root_of(subject._meta.label_lower), subject=subject, **given)


def refused(code: str, deed: Any) -> None:
    with pytest.raises(Refused) as caught:
        deed()
    assert caught.value.code == code


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_it_takes_another_person_to_confirm(world: World) -> None:
    document = paper(world)
    own = operations.propose(
        actor=world.leader, root=root_of("documents.document"), subject=document, reason="Nhầm", decision="1-QĐ"
    )
    refused("destruction.same_person", lambda: operations.confirm(actor=world.leader, destruction=own))
    other_post = make_actor("other", "second post", world.province, Role.LEADER, world.province).post
    assert other_post is not None
    PostHolding.objects.create(person=world.leader.user.person, post=other_post, valid_from=BEGIN)
    same = actor_for(world.leader.user, today=TODAY, post_id=other_post.pk)
    assert same.post == other_post
    refused("destruction.same_person", lambda: operations.confirm(actor=same, destruction=own))
    refused("access.denied", lambda: operations.confirm(actor=world.clerk, destruction=own))
    assert Document.objects.get(pk=document.pk).destroyed_at is None


def delegate_of(world: World) -> Actor:
    """Somebody who acts in the leader's post by delegation."""
    acting = make_actor("deputy", "deputy", world.office, Role.VIEWER, world.office)
    PostHolding.objects.filter(person__user=acting.user).delete()
    PostHolding.objects.create(
        person=Person.objects.get(user=acting.user),
        post=world.leader.post,
        valid_from=BEGIN,
        delegated=True,
        delegated_by=world.leader.user.person,
    )
    found = actor_for(acting.user, today=TODAY)
    assert found.in_name_of
    return found


@pytest.mark.django_db
def test_nobody_proposes_or_confirms_by_delegation(world: World) -> None:
    document, acting = paper(world), delegate_of(world)
    made = proposed(world, document)
    refused("destruction.by_delegation", lambda: operations.confirm(actor=acting, destruction=made))
    refused(
        "destruction.by_delegation",
        lambda: operations.propose(
            actor=acting, root=root_of("documents.document"), subject=document, reason="Nhầm", decision="1"
        ),
    )
    assert list(duties(acting)) == []


@pytest.mark.django_db
def test_it_tells_who_may_confirm_and_lapses_after_seven_days(world: World) -> None:
    document = paper(world)
    made = proposed(world, document)
    told = Message.objects.get(kind="destruction.proposed")
    assert set(told.receipts.values_list("post", flat=True)) == {post_of(world.leader).pk}
    assert MARKER not in str(told.facts)
    (duty,) = duties(world.leader)
    assert duty.due == TODAY + timedelta(days=7)
    operations.lapse(TODAY + timedelta(days=7))
    assert Destruction.objects.get().state == DestructionState.PROPOSED
    late = actor_for(world.leader.user, today=TODAY + timedelta(days=8))
    refused("destruction.lapsed", lambda: operations.confirm(actor=late, destruction=made))
    operations.lapse(TODAY + timedelta(days=8))
    assert Destruction.objects.get().state == DestructionState.LAPSED
    assert Message.objects.filter(kind="destruction.lapsed").count() == 1
    assert proposed(world, document).pk != made.pk


@pytest.mark.django_db
def test_it_is_refused_with_a_reason_or_withdrawn_by_its_proposer(world: World) -> None:
    document = paper(world)
    made = proposed(world, document)
    refused("conflict.destruction_open", lambda: proposed(world, document))
    refused("destruction.no_reason", lambda: operations.refuse(actor=world.leader, destruction=made, reason=" "))
    operations.refuse(actor=world.leader, destruction=made, reason="Không phải văn bản mật")
    refused("conflict.destruction_decided", lambda: operations.confirm(actor=world.leader, destruction=made))
    again = proposed(world, document)
    refused("access.denied", lambda: operations.withdraw(actor=world.leader, destruction=again))
    operations.withdraw(actor=world.clerk, destruction=again)
    assert Document.objects.get(pk=document.pk).destroyed_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "code"), [("reason", "no_reason"), ("decision", "no_decision")])
def test_it_asks_for_a_reason_and_a_decision(world: World, given: str, code: str) -> None:
    document = paper(world)
    refused(f"destruction.{code}", lambda: proposed(world, document, **{given: "  "}))


# --- what -----------------------------------------------------------------------------------------------------------


def texts() -> Iterator[tuple[str, int, str]]:
    """Every value of every column of every table, as text."""
    for model in apps.get_models():
        names = [one.attname for one in model._meta.concrete_fields]
        for row in model._default_manager.values_list("pk", *names):
            for name, value in zip(names, row[1:], strict=True):
                yield f"{model._meta.label}.{name}", row[0], str(value)


def found_in_rows() -> list[tuple[str, int]]:
    return [(where, key) for where, key, text in texts() if MARKER.lower() in text.lower()]


def found_in_files(folder: Path) -> list[str]:
    wanted = MARKER.lower().encode()
    return [str(path) for path in folder.rglob("*") if path.is_file() and wanted in path.read_bytes().lower()]


def database_files() -> list[Path]:
    name = Path(str(connection.settings_dict["NAME"]))
    return [name, name.with_name(f"{name.name}-wal")] if connection.vendor == "sqlite" else []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_it_in_any_row_or_file(world: World, folder: Path) -> None:
    document = paper(world)
    task = task_of(world, document)
    seal(now=timezone.now())
    (folder / "lists").mkdir()
    (folder / "lists" / "a.xlsx").write_text(MARKER)
    (storage.incoming_folder() / "tmp1").write_bytes(PAPER.encode())
    assert {"documents.File.name", "documents.Passage.folded", "audit.Entry.facts", "tracking.Task.title"} <= {
        where for where, _key in found_in_rows()
    }
    keys = [copy.key for copy in copies(world.clerk, root_of("documents.document"), document)]
    assert keys == [f"documents.document:{document.pk}", f"tracking.task:{task.pk}"]
    made = proposed(world, document, also=keys)
    operations.confirm(actor=world.leader, destruction=made)
    assert found_in_rows() == []
    assert clean_up(Destruction.objects.get())
    assert found_in_files(folder) == []
    wanted = MARKER.lower().encode()
    assert [path for path in database_files() if path.exists() and wanted in path.read_bytes().lower()] == []
    assert verify().broken is None
    seal(now=timezone.now())
    assert verify().broken is None
    assert problems() == []


@pytest.mark.django_db(transaction=True)
def test_what_was_not_ticked_stays_and_the_task_leads_to_the_tombstone(world: World, client: Client) -> None:
    document = paper(world)
    task = task_of(world, document)
    operations.confirm(actor=world.leader, destruction=proposed(world, document))
    task.refresh_from_db()
    document.refresh_from_db()
    assert (MARKER in task.title, MARKER in document.title) == (True, True)
    client.force_login(world.clerk.user)
    page = client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert reverse("library:document", args=[document.pk]) in page
    page = client.get(reverse("library:document", args=[document.pk])).content.decode()
    assert "12-QĐ/VP ngày 19/11/2026" in page
    assert f"{MARKER}2" not in page
    file = document.files.get()
    assert file.sha256 in page
    for address in (
        reverse("library:file", args=[document.pk, file.pk]),
        reverse("library:attachment", args=[document.pk, document.attachments.get().pk]),
        reverse("library:page_image", args=[document.pk, 1]),
    ):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "12-QĐ/VP ngày 19/11/2026" in answer.content.decode()


@pytest.mark.django_db
def test_a_destroyed_paper_takes_nothing_in(world: World) -> None:
    document = paper(world)
    operations.confirm(actor=world.leader, destruction=proposed(world, document))
    document.refresh_from_db()
    given = {"actor": world.clerk, "document": document}
    refused("destruction.destroyed", lambda: edit_document(version=document.version, title="Mới", **given))
    refused("destruction.destroyed", lambda: attach_file(content=BytesIO(b"x"), name="x.txt", kind="annex", **given))
    again = {"actor": world.clerk, "keeper": world.province, "handling": "ordinary", "today": TODAY}
    refused("documents.duplicate", lambda: upload_document(content=BytesIO(PAPER.encode()), name="l.txt", **again))
    refused("conflict.destruction_done", lambda: proposed(world, document))


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_still_runs_writes_nothing_afterwards(world: World) -> None:
    document = paper(world)
    reading = Reading.objects.get(file__document=document)
    operations.confirm(actor=world.leader, destruction=proposed(world, document, also=[]))
    read_file(reading.pk)
    reading.refresh_from_db()
    assert (reading.text, Finding.objects.filter(document=document).exclude(quote=MARK).count()) == ("", 0)


@pytest.mark.django_db(transaction=True)
def test_a_note_and_a_piece_of_evidence_go_and_the_task_stays(world: World, folder: Path) -> None:
    task = create_task(
        actor=world.clerk,
        keeper=world.province,
        title="Lập sổ",
        lead_unit=world.department,
        due=TODAY,
        received_on=TODAY,
        today=TODAY,
    )
    note = add_update(actor=world.focal, task=task, text=f"Đã trình {MARKER}")
    evidence = submit_evidence(
        actor=world.focal, task=task, number="7-BC/S", date=TODAY, subject=f"Báo cáo {MARKER}", level="province"
    )
    for subject in (note, evidence):
        operations.confirm(actor=world.leader, destruction=proposed(world, subject))
    assert found_in_rows() == []
    task.refresh_from_db()
    evidence.refresh_from_db()
    assert (task.title, evidence.number, evidence.subject) == ("Lập sổ", MARK, MARK)
    assert Entry.objects.filter(action="tasks.create").exclude(kept="").count() == 0
    assert verify().broken is None


@pytest.mark.django_db(transaction=True)
def test_check_names_backups_made_before(world: World, tmp_path: Path) -> None:
    from vaocuoc.directory.models import Installation

    backups = tmp_path / "sao-luu"
    backups.mkdir()
    (backups / "truoc.tar").write_text("x")
    Installation.objects.create(office=world.province, backup_folder=str(backups))
    operations.confirm(actor=world.leader, destruction=proposed(world, paper(world)))
    (line,) = copies_in_backups()
    assert "truoc.tar" in line
    said: list[str] = []
    check(said.append)
    assert line in said
    assert any("chưa dọn xong" in one for one in said)
    call_command("db_worker", batch=True, verbosity=0, interval=0)
    assert problems() == []


@pytest.mark.django_db
def test_the_pages_cost_the_same_whatever_there_is(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    document = paper(world)
    for _turn in range(3):
        task_of(world, document)
    client.force_login(world.clerk.user)
    address = reverse("destruction:propose", args=["van-ban", document.pk])
    with django_assert_max_num_queries(75):
        page = client.get(address).content.decode()
    assert page.count('name="also"') == 4
    answer = client.post(
        address, {"reason": "Nhầm", "decision": "1-QĐ/VP", "also": [f"documents.document:{document.pk}"]}
    )
    made = Destruction.objects.get()
    assert answer.status_code == 302
    client.force_login(world.leader.user)
    detail = reverse("destruction:detail", args=[made.pk])
    assert "Hủy nội dung" in client.get(detail).content.decode()
    assert client.post(reverse("destruction:confirm", args=[made.pk])).status_code == 422
    assert client.post(reverse("destruction:confirm", args=[made.pk]), {"checked": "on"}).status_code == 302
    assert client.get(detail).status_code == 200
    assert client.get(reverse("destruction:list")).status_code == 200
    client.force_login(world.outsider.user)
    assert client.get(detail).status_code == 404


@pytest.mark.django_db
def test_every_page_of_a_destroyed_paper_still_answers(world: World, client: Client) -> None:
    document = paper(world)
    task_of(world, document)
    keys = [copy.key for copy in copies(world.clerk, root_of("documents.document"), document)]
    operations.confirm(actor=world.leader, destruction=proposed(world, document, also=keys))
    table = tomllib.loads((Path(__file__).parents[2] / "permissions.toml").read_text("utf-8"))
    client.force_login(world.clerk.user)
    client.raise_request_exception = False
    answers = {}
    for name, row in table.items():
        if row.get("with") in ({"pk": "document"}, {"document_pk": "document"}):
            answers[name] = client.get(reverse(name, kwargs=dict.fromkeys(row["with"], document.pk))).status_code
    for name in ("library:list", "tasks:list", "board:home", "mywork:home"):
        answers[name] = client.get(reverse(name)).status_code
    assert len(answers) > 8
    assert {name: status for name, status in answers.items() if status >= 500} == {}
    assert count_to_review(world.clerk) == 0


@pytest.mark.django_db
def test_every_table_of_copies_can_be_asked_and_blanked() -> None:
    """A lookup or a column that was renamed shows here, also of copies that no test makes."""
    tables = [one for asked in (True, False) for one in held(asked=asked)]
    for one in [*tables, *(more for table in tables for more in table.carried)]:
        kinds = {kind: frozenset({0}) for kind, _lookup in one.ties}
        assert one.tied(kinds).count() == 0
        assert one.rows.none().update(**one.written()) == 0 or one.delete
        columns = [name for name in (one.words, one.keeper) if name]
        assert list(one.tied(kinds).values_list("pk", *columns)) == []
        fields = {field.attname for field in apps.get_model(one.model)._meta.concrete_fields}
        assert set(one.blank) <= fields
    for table in taken_in():
        assert list(table.rows.values_list(*table.columns)) == []
