"""Letters that push: whom, what is listed, the days late on the letter's day, what stays of an issued one."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Word

from tests.database.conftest import TODAY, World
from vaocuoc.core.errors import Refused
from vaocuoc.documents.models import DocumentAddressee, Handling
from vaocuoc.formats.letters import write_docx
from vaocuoc.notices.models import Receipt
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.chasing.composing import compose
from vaocuoc.tracking.chasing.models import ChasingLetter, ChasingTask
from vaocuoc.tracking.chasing.operations import begin_letters, drop_letter, edit_letter, issue_letter
from vaocuoc.tracking.chasing.queries import tasks_of
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.models import Closure
from vaocuoc.tracking.tasks.operations import create_task

DUE = TODAY - timedelta(days=10)
ANSWER = TODAY + timedelta(days=5)


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def tasks(world: World) -> list[Task]:
    def make(title: str, unit: Any, due: date) -> Task:
        return create_task(
            actor=world.clerk, keeper=world.province, title=title, lead_unit=unit, product="Báo cáo", due=due,
            today=TODAY - timedelta(days=60), received_on=TODAY - timedelta(days=60),
        )  # fmt: skip

    return [
        make("Báo cáo thu ngân sách", world.department, DUE),
        make("Rà soát đầu tư công", world.department, TODAY + timedelta(days=3)),
        make("Lập danh sách hộ nghèo", world.commune, TODAY - timedelta(days=40)),
    ]


def begin(world: World, tasks: list[Task], **more: Any) -> list[ChasingLetter]:
    return begin_letters(actor=world.clerk, keeper=world.province, tasks=tasks, answer_by=ANSWER, today=TODAY, **more)


def issue(world: World, letter: ChasingLetter, number: str = "12", **more: Any) -> ChasingLetter:
    return issue_letter(
        actor=world.clerk, letter=letter, version=letter.version, number=number, issued_on=TODAY, today=TODAY, **more
    )


def words(letter: ChasingLetter, world: World) -> tuple[str, list[list[str]]]:
    """The text of the Word file and the rows of its annex."""
    paper = compose(letter, tasks_of(letter), settings_of(world.province), today=TODAY)
    word = Word(io.BytesIO(write_docx(paper)))
    grid = word.tables[-1]
    return "\n".join(one.text for one in word.paragraphs), [[cell.text for cell in row.cells] for row in grid.rows]


def test_it_drafts_one_letter_for_each_unit(tasks: list[Task], world: World) -> None:
    letters = begin(world, tasks)
    assert {str(letter.unit): letter.chased.count() for letter in letters} == {
        "Sở Tài chính": 2, "Đảng ủy xã Yên Thượng": 1,
    }  # fmt: skip


def test_it_drafts_one_letter_for_all(tasks: list[Task], world: World) -> None:
    (letter,) = begin(world, tasks, one_each=False)
    text, rows = words(letter, world)
    assert "còn 2 nhiệm vụ quá hạn và 1 nhiệm vụ sắp đến hạn" in text
    assert rows[0] == ["TT", "Nhiệm vụ", "Chủ trì", "Hạn", "Ngày quá hạn", "Sản phẩm còn thiếu"]
    assert len(rows) == 4


def test_it_counts_the_days_late_on_the_day_of_the_letter(tasks: list[Task], world: World) -> None:
    letter = next(one for one in begin(world, tasks) if one.unit == world.department)
    _text, rows = words(letter, world)
    assert rows[1] == ["1", "Báo cáo thu ngân sách", "10/11/2026", "10", "Báo cáo"]
    assert rows[2][3] == ""  # still to come
    letter.issued_on = TODAY - timedelta(days=4)
    _text, rows = words(letter, world)
    assert rows[1][3] == "6"


def test_it_says_by_when_an_answer_is_asked_for(tasks: list[Task], world: World) -> None:
    letter = begin(world, tasks)[0]
    assert "chậm nhất ngày 25/11/2026" in letter.closing
    fields = {name: getattr(letter, name) for name in ("subject", "opening", "closing")}
    later = edit_letter(
        actor=world.clerk, letter=letter, version=0, answer_by=ANSWER + timedelta(days=1), today=TODAY, **fields
    )
    assert "chậm nhất ngày 26/11/2026" in later.closing
    with pytest.raises(Refused, match="letter_changed"):
        edit_letter(actor=world.clerk, letter=letter, version=0, answer_by=ANSWER, today=TODAY, **fields)


def test_it_registers_an_issued_letter_and_tells_who_leads(tasks: list[Task], world: World) -> None:
    letter = next(one for one in begin(world, tasks) if one.unit == world.department)
    Receipt.objects.all().delete()
    done = issue(world, letter)
    assert done.document
    assert done.document.number == "12-CV/TU"
    assert list(DocumentAddressee.objects.values_list("unit__name", flat=True)) == ["Sở Tài chính"]
    receipt = Receipt.objects.get(message__kind="chasing.issued")
    assert receipt.post == world.focal.post
    kept = ChasingTask.objects.get(letter=done, task=tasks[0])
    assert (kept.due, kept.days_late) == (DUE, 10)
    with pytest.raises(Refused, match="issued"):
        drop_letter(actor=world.clerk, letter=done)
    with pytest.raises(Refused, match="number_taken"):
        issue(world, ChasingLetter.objects.exclude(pk=letter.pk).get())


def test_it_leaves_out_what_was_finished_before_the_letter_went_out(tasks: list[Task], world: World) -> None:
    letter = next(one for one in begin(world, tasks) if one.unit == world.department)
    Task.objects.filter(pk=tasks[0].pk).update(closure=Closure.DONE, completed_on=TODAY)
    done = issue(world, letter)
    assert [row.task_id for row in done.chased.all()] == [tasks[1].pk]
    Task.objects.filter(pk=tasks[2].pk).update(closure=Closure.CANCELLED)
    with pytest.raises(Refused, match="no_tasks"):
        issue(world, ChasingLetter.objects.exclude(pk=letter.pk).get(), "13")


def test_it_makes_the_letter_internal_where_a_task_is(tasks: list[Task], world: World) -> None:
    from vaocuoc.documents.models import Document

    source = Document.objects.create(
        keeper=world.province, title="Kế hoạch", handling=Handling.INTERNAL, uploaded_by=world.clerk.user
    )
    Task.objects.filter(pk=tasks[2].pk).update(document=source)
    letter = next(one for one in begin(world, tasks) if one.unit == world.commune)
    document = issue(world, letter).document
    assert document is not None
    assert document.handling == Handling.INTERNAL


def test_it_refuses_what_makes_no_letter(tasks: list[Task], world: World) -> None:
    with pytest.raises(Refused, match="answer_passed"):
        begin_letters(
            actor=world.clerk, keeper=world.province, tasks=tasks, answer_by=TODAY - timedelta(days=1), today=TODAY
        )
    with pytest.raises(Refused, match="no_tasks"):
        begin(world, [])
    with pytest.raises(Refused, match="access"):
        begin_letters(actor=world.focal, keeper=world.province, tasks=tasks, answer_by=ANSWER, today=TODAY)
    assert not ChasingLetter.objects.exists()


def client_of(actor: Any) -> Client:
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_goes_from_the_list_to_the_letter_and_the_task_on_its_pages(tasks: list[Task], world: World) -> None:
    client = client_of(world.clerk)
    page = client.get(reverse("chasing:begin")).content.decode()
    assert "Đề nghị đồng chí xem" in page
    assert tasks[0].code in page
    assert tasks[1].code not in page  # not overdue
    narrowed = client.get(reverse("chasing:begin"), {"chu-tri": world.commune.pk}).content.decode()
    assert tasks[0].code not in narrowed
    answer = client.post(
        reverse("chasing:begin"), {"how": "all", "answer_by": "25/11/2026", "nhiem-vu": [one.pk for one in tasks]}
    )
    letter = ChasingLetter.objects.get()
    assert answer["Location"] == reverse("chasing:letter", args=[letter.pk])
    assert "Sở Tài chính" in client.get(answer["Location"]).content.decode()
    assert client.get(reverse("chasing:file", args=[letter.pk])).content[:2] == b"PK"
    issued = client.post(
        reverse("chasing:deed", args=[letter.pk, "ban-hanh"]),
        {"number": "15", "issued_on": "20/11/2026", "version": letter.version},
    )
    assert issued.status_code == 302
    seen = client.get(reverse("tasks:detail", args=[tasks[0].pk])).content.decode()
    assert "khi đó quá hạn 10 ngày" in seen
    assert client.get(reverse("chasing:list")).status_code == 200


def test_it_hides_letters_from_other_provinces_and_deeds_from_who_may_not(tasks: list[Task], world: World) -> None:
    letter = begin(world, tasks)[0]
    assert client_of(world.outsider).get(reverse("chasing:letter", args=[letter.pk])).status_code == 404
    assert client_of(world.leader).get(reverse("chasing:letter", args=[letter.pk])).status_code == 200
    assert client_of(world.focal).get(reverse("chasing:begin")).status_code == 403
