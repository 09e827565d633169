"""A meeting: its agenda from what is red, conclusions that become tasks, the next one that opens with them."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document as Word

from tests.database.conftest import BEGIN, TODAY, World
from tests.database.oversight.bodies import sitting, standing_committee
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Organ, Post
from vaocuoc.documents.models import Document
from vaocuoc.notices.models import Message, Receipt
from vaocuoc.oversight.calendar_items import of_meetings
from vaocuoc.oversight.meetings.candidates import chosen, groups
from vaocuoc.oversight.meetings.concluding import conclude, withdraw_conclusion
from vaocuoc.oversight.meetings.duties import duties
from vaocuoc.oversight.meetings.issuing import draft_notice, edit_notice, issue_notice
from vaocuoc.oversight.meetings.models import Conclusion, ItemKind, Meeting, MeetingState
from vaocuoc.oversight.meetings.operations import (
    add_items,
    close_meeting,
    edit_meeting,
    move_item,
    note_absences,
    remove_item,
)
from vaocuoc.oversight.meetings.standing import concluded, tally
from vaocuoc.oversight.naming import one_named, suggestions
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.tasks.operations import add_update, create_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def organ(world: World) -> Organ:
    return standing_committee(world)


def late_task(world: World, title: str = "Trình phương án bồi thường") -> Task:
    return create_task(
        actor=world.clerk,
        keeper=world.province,
        title=title,
        lead_unit=world.department,
        due=TODAY - timedelta(days=9),
        received_on=TODAY - timedelta(days=40),
        today=TODAY - timedelta(days=40),
    )


def concluding(world: World, meeting: Meeting, text: str = "Hoàn thành phương án", **given: Any) -> Conclusion:
    given = {"lead_unit": world.department, "due": TODAY + timedelta(days=10), "product": "Phương án"} | given
    return conclude(actor=world.clerk, meeting=meeting, text=text, **given)


def test_it_calls_the_members_of_the_organ_and_tells_them(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    assert [one.post for one in meeting.participants.all()] == [world.leader.post]
    assert Receipt.objects.filter(message__kind="meetings.called", post=world.leader.post).count() == 1


def test_who_takes_part_stands_in_order_of_rank(world: World, organ: Organ, clerk: Client) -> None:
    titles = ["Chuyên viên A", "Trưởng Ban", "Phó Bí thư", "Bí thư", "Phó Bí thư Thường trực"]
    posts = [Post.objects.create(unit=world.province, title=title, valid_from=BEGIN) for title in titles]
    meeting = sitting(world)
    edit_meeting(actor=world.clerk, meeting=meeting, posts=posts)
    shown = clerk.get(f"/hop/{meeting.pk}/").context["participants"]
    assert [one.post.title for one in shown] == [
        "Bí thư", "Phó Bí thư Thường trực", "Phó Bí thư", "Trưởng Ban", "Chuyên viên A",
    ]  # fmt: skip


def test_an_organ_of_another_unit_is_refused(world: World) -> None:
    elsewhere = Organ.objects.create(unit=world.elsewhere, name="Ban Thường vụ", valid_from=TODAY)
    with pytest.raises(Refused, match=r"meetings\.other_organ"):
        sitting(world, elsewhere)


def test_who_only_reports_may_not_call_a_meeting(world: World, organ: Organ) -> None:
    world.clerk = world.focal
    with pytest.raises(Refused, match=r"access\.denied"):
        sitting(world, organ)


def test_what_is_red_asks_for_a_place_on_the_agenda_and_is_added_once(world: World, organ: Organ) -> None:
    task = late_task(world)
    add_update(actor=world.clerk, task=task, blocker="Chưa có giá đất", blocker_for="UBND tỉnh")
    create_shortcoming(actor=world.clerk, keeper=world.province, text="Giải ngân chậm")
    create_proposal(actor=world.clerk, keeper=world.province, text="Bổ sung vốn")
    meeting = sitting(world, organ)
    offered = {group.name: group for group in groups(world.clerk, meeting, today=TODAY)}
    assert set(offered) == {"overdue", "blocked", "shortcoming", "proposal"}
    keys = [one.key for group in offered.values() for one in group.candidates]
    add_items(actor=world.clerk, meeting=meeting, items=chosen(list(offered.values()), keys))
    assert sorted(item.kind for item in meeting.items.all()) == ["proposal", "shortcoming", "task"]
    assert groups(world.clerk, meeting, today=TODAY) == []
    add_items(actor=world.clerk, meeting=meeting, items=[(ItemKind.TASK, "lần nữa", {"task": task})])
    assert meeting.items.count() == 3


def test_items_are_moved_and_taken_off(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    words = [(ItemKind.WORDS, text, {}) for text in ("một", "hai", "ba")]
    items = add_items(actor=world.clerk, meeting=meeting, items=words)
    move_item(actor=world.clerk, item=items[2], up=True)
    remove_item(actor=world.clerk, item=items[0])
    assert list(meeting.items.order_by("place").values_list("words", flat=True)) == ["ba", "hai"]


def test_a_conclusion_becomes_a_task_at_once(world: World, organ: Organ) -> None:
    made = concluding(world, sitting(world, organ))
    assert made.task is not None
    assert (made.task.lead_unit, made.task.product, made.task.received_on) == (world.department, "Phương án", TODAY)
    assert "Ban Thường vụ" in made.task.authority


def test_a_conclusion_without_a_lead_is_a_note(world: World, organ: Organ) -> None:
    made = conclude(actor=world.clerk, meeting=sitting(world, organ), text="Thống nhất chủ trương")
    assert made.task is None
    with pytest.raises(Refused, match=r"meetings\.due_without_lead"):
        conclude(actor=world.clerk, meeting=made.meeting, text="Làm ngay", due=TODAY)


def test_the_same_form_sent_twice_is_written_once(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    first = concluding(world, meeting, token="a1")
    assert concluding(world, meeting, token="a1").pk == first.pk
    assert concluding(world, meeting, "Việc khác", token="a1").pk != first.pk
    assert Task.objects.count() == 2


def test_a_withdrawn_conclusion_cancels_its_task_and_stays(world: World, organ: Organ) -> None:
    made = concluding(world, sitting(world, organ))
    withdraw_conclusion(actor=world.clerk, conclusion=made, reason="Ghi nhầm đơn vị")
    assert made.task is not None
    made.task.refresh_from_db()
    assert made.task.closure == "cancelled"
    assert tally(concluded(made.meeting, today=TODAY)).tasks == 0


def test_a_meeting_that_is_over_takes_no_conclusion(world: World, organ: Organ) -> None:
    meeting = close_meeting(actor=world.clerk, meeting=sitting(world, organ))
    with pytest.raises(Refused, match=r"meetings\.closed"):
        concluding(world, meeting)


def test_the_next_meeting_opens_with_the_unfinished_conclusions_of_the_same_organ(world: World, organ: Organ) -> None:
    earlier = sitting(world, organ, held_on=TODAY - timedelta(days=30), title="Hội nghị lần thứ 11")
    left = concluding(world, earlier)
    conclude(actor=world.clerk, meeting=earlier, text="Ghi nhận")
    other = sitting(world, None, held_on=TODAY - timedelta(days=20), title="Họp cơ quan")
    concluding(world, other, "Việc của cơ quan")
    coming = sitting(world, organ)
    assert [item.conclusion for item in coming.items.all()] == [left]


def test_absences_are_noted_with_their_reason(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    one = meeting.participants.get()
    note_absences(actor=world.clerk, meeting=meeting, absent={one.pk: "Đi công tác"})
    one.refresh_from_db()
    assert (one.is_absent, one.reason) == (True, "Đi công tác")


def test_a_typed_name_means_one_unit_or_post_or_is_refused_with_what_is_near(world: World) -> None:
    given: dict[str, Any] = {"actor": world.clerk, "keeper": world.province, "today": TODAY}
    assert one_named(words="sở tài chính", **given) == (world.department, None)
    assert one_named(words="", **given) == (None, None)
    assert one_named(words="Phó Bí thư Thường trực", **given) == (None, world.leader.post)
    with pytest.raises(Refused, match=r"naming\."):
        one_named(words="Cục Hàng hải", **given)
    assert "Sở Tài chính" in suggestions(world.clerk, world.province, "tai ch", today=TODAY)


# --- the notice -------------------------------------------------------------------------------------------------------


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Word(BytesIO(content)).paragraphs)


def test_the_notice_has_one_clause_an_organ_and_is_registered_and_sent(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    conclude(actor=world.clerk, meeting=meeting, text="Thống nhất chủ trương đầu tư")
    first = concluding(world, meeting, "Trình phương án")
    concluding(world, meeting, "Báo cáo tiến độ", lead_unit=world.commune)
    concluding(world, meeting, "Rà soát vốn")
    notice = draft_notice(actor=world.clerk, meeting=meeting)
    notice = edit_notice(actor=world.clerk, notice=notice, version=notice.version, signer_name="Trần Văn Mẫu")
    notice = issue_notice(actor=world.clerk, notice=notice, version=notice.version, number="42", issued_on=TODAY)
    document = Document.objects.get(pk=notice.document_id)
    assert (document.type, document.number) == ("notice", "42-TB/TU")
    assert first.task is not None
    first.task.refresh_from_db()
    assert first.task.document == document
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED
    assert Message.objects.filter(kind__startswith="meetings.concluded").count() == 2
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/hop/{meeting.pk}/thong-bao/tai-ve/", follow=True)
    words = text_of(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    assert words.count("Giao Sở Tài chính") == 1
    assert "1. Thống nhất chủ trương đầu tư." in words
    assert words.index("Trình phương án") < words.index("Rà soát vốn") < words.index("Giao Đảng ủy xã Yên Thượng")


def test_a_number_is_used_once(world: World, organ: Organ) -> None:
    for title in ("Hội nghị lần thứ 12", "Hội nghị lần thứ 13"):
        meeting = sitting(world, organ, title=title)
        conclude(actor=world.clerk, meeting=meeting, text="Ghi nhận")
        notice = draft_notice(actor=world.clerk, meeting=meeting)
        if title.endswith("12"):
            issue_notice(actor=world.clerk, notice=notice, version=0, number="42", issued_on=TODAY)
    with pytest.raises(Refused, match=r"meetings\.number_taken"):
        issue_notice(actor=world.clerk, notice=notice, version=0, number="42", issued_on=TODAY)
    assert Document.objects.count() == 1


def test_a_notice_before_its_meeting_or_in_the_future_is_refused(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    conclude(actor=world.clerk, meeting=meeting, text="Ghi nhận")
    notice = draft_notice(actor=world.clerk, meeting=meeting)
    given: dict[str, Any] = {"actor": world.clerk, "notice": notice, "version": 0, "number": "1"}
    for day, code in ((date(2026, 11, 1), "issued_before"), (TODAY + timedelta(days=1), "issued_in_future")):
        with pytest.raises(Refused, match=rf"meetings\.{code}"):
            issue_notice(issued_on=day, **given)


# --- the pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(world: World) -> Client:
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_big_screen_shows_why_a_task_is_red_and_takes_a_conclusion(
    world: World, organ: Organ, clerk: Client
) -> None:
    task = late_task(world)
    meeting = sitting(world, organ)
    item = add_items(actor=world.clerk, meeting=meeting, items=[(ItemKind.TASK, task.title, {"task": task})])[0]
    shown = clerk.get(f"/hop/{meeting.pk}/", {"man-hinh": "lon"}).content.decode()
    assert "Chưa nộp minh chứng." in shown
    assert "9 ngày" in shown
    data = {"text": "Hoàn thành", "lead": "Sở Tài chính", "due": "30/11/2026", "item": item.pk, "man-hinh": "lon"}
    answer = clerk.post(f"/hop/{meeting.pk}/ket-luan/", data)
    assert answer.status_code == 302
    assert "man-hinh=lon" in answer["Location"]
    assert Conclusion.objects.get().item == item


def test_a_lead_nobody_knows_keeps_what_was_typed(world: World, organ: Organ, clerk: Client) -> None:
    meeting = sitting(world, organ)
    data = {"text": "Hoàn thành", "lead": "Cục Hàng hải"}
    answer = clerk.post(f"/hop/{meeting.pk}/ket-luan/", data, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Hoàn thành" in answer.content.decode()
    assert not Conclusion.objects.exists()


def test_the_page_asks_the_same_number_of_queries_however_long_the_agenda(
    world: World, organ: Organ, clerk: Client, django_assert_max_num_queries: Any
) -> None:
    meeting = sitting(world, organ)

    def asked() -> int:
        with django_assert_max_num_queries(200) as counted:
            assert clerk.get(f"/hop/{meeting.pk}/").status_code == 200
        return len(counted)

    for number in range(2):
        task = late_task(world, f"Việc {number}")
        add_items(actor=world.clerk, meeting=meeting, items=[(ItemKind.TASK, task.title, {"task": task})])
        concluding(world, meeting, f"Kết luận {number}")
    asked()
    few = asked()
    for number in range(6):
        task = late_task(world, f"Việc thêm {number}")
        add_items(actor=world.clerk, meeting=meeting, items=[(ItemKind.TASK, task.title, {"task": task})])
        concluding(world, meeting, f"Kết luận thêm {number}")
    assert asked() == few
    assert few < 70


def test_a_stranger_finds_no_meeting(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    client = Client()
    client.force_login(world.outsider.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/hop/{meeting.pk}/").status_code == 404


def test_a_notice_names_the_organ_and_its_unit_once(world: World) -> None:
    organ = Organ.objects.create(unit=world.province, name="Ban Thường vụ Tỉnh ủy", valid_from=TODAY)
    meeting = sitting(world, organ, title="Hội nghị Ban Thường vụ tháng 11")
    assert meeting.body == "Ban Thường vụ Tỉnh ủy Minh Giang"
    conclude(actor=world.clerk, meeting=meeting, text="Ghi nhận")
    notice = draft_notice(actor=world.clerk, meeting=meeting)
    assert notice.subject == "kết luận của Ban Thường vụ Tỉnh ủy Minh Giang tại cuộc họp ngày 20/11/2026"
    assert notice.authority == "T/M BAN THƯỜNG VỤ"


def test_a_meeting_stands_on_the_calendar_of_who_is_called(world: World, organ: Organ) -> None:
    meeting = sitting(world, organ)
    assert [one.uid for one in of_meetings(world.leader)] == [f"meeting-{meeting.pk}"]
    assert list(of_meetings(world.focal)) == []
    assert [one.kind for one in duties(world.leader)] == ["meetings.attend"]
