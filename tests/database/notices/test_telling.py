"""Telling posts of what happened: in the transaction, to whom it concerns, read by each for themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import BEGIN, TODAY, World, make_actor, post_of
from vaocuoc.directory.models import Person, PostHolding, Role, RoleGrant
from vaocuoc.directory.people.access import actor_for
from vaocuoc.notices.lines import line_for
from vaocuoc.notices.messages.queries import unread_count
from vaocuoc.notices.models import MailItem, MailPreference, MailWay, Message, ReadMark, Receipt
from vaocuoc.notices.operations import Outgoing, notify, notify_all, together

KIND = "test.given"
TITLE = "Báo cáo thu ngân sách tháng 11"


@pytest.fixture(autouse=True)
def words(settings: Any) -> Any:
    from vaocuoc.notices.messages import wording

    settings.MAIL_ON = True
    settings.NOTICE_TABLES = ["tests.database.notices.test_telling.NOTICES"]
    wording._sentences.cache_clear()
    yield
    wording._sentences.cache_clear()


NOTICES = {KIND: "Được giao nhiệm vụ %(task)s: %(title)s, hạn %(due)s"}


def told(world: World, **more: Any) -> Outgoing:
    facts = {"task": "NV-0001", "title": TITLE, "due": date(2026, 12, 1)}
    return Outgoing(kind=KIND, subject=world.department, facts=facts, **more)


def tell(world: World, actor: Any = None, **more: Any) -> int:
    with transaction.atomic():
        return notify(actor, told(world, **more))


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_tell_outside_the_transaction_of_the_deed(world: World) -> None:
    with pytest.raises(RuntimeError):
        notify(None, told(world, units=[world.department]))


def test_it_tells_the_post_that_reports_for_a_unit(world: World) -> None:
    assert tell(world, world.clerk, units=[world.department]) == 1
    assert unread_count(world.focal) == 1
    assert unread_count(world.clerk) == 0


def test_it_tells_whoever_has_a_role_over_a_unit_that_nobody_reports_for(world: World) -> None:
    assert tell(world, units=[world.province.pk]) == 2  # the clerk and the leader have roles over exactly it
    assert unread_count(world.leader) == unread_count(world.clerk) == 1
    assert tell(world, units=[world.commune]) == 0


def test_it_does_not_tell_the_acting_post_of_its_own_deed(world: World) -> None:
    assert world.clerk.post
    assert world.focal.post
    assert tell(world, world.clerk, posts=[world.clerk.post, world.focal.post, world.focal.post.pk]) == 1
    assert unread_count(world.clerk) == 0


def test_it_undoes_the_message_with_the_deed(world: World) -> None:
    def broken() -> None:
        with transaction.atomic():
            notify(None, told(world, units=[world.department]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert not Message.objects.exists()


def test_it_tells_of_many_things_in_a_constant_number_of_queries(world: World) -> None:
    def queries(count: int) -> int:
        with (
            transaction.atomic(),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            notify_all(world.clerk, [told(world, units=[world.department, world.province]) for _ in range(count)])
        return len(seen)

    few = queries(2)
    assert queries(40) <= few + 3  # writing goes in parts; nothing is asked for each
    assert Receipt.objects.count() == 84


def test_it_holds_messages_back_and_tells_them_in_one_go(world: World) -> None:
    def deed(count: int) -> int:
        with transaction.atomic(), CaptureQueriesContext(connection) as seen, together():
            for _ in range(count):
                notify(world.clerk, told(world, units=[world.department]))
        return len(seen)

    few = deed(2)
    assert Receipt.objects.count() == 2
    assert deed(30) <= few + 1
    assert Receipt.objects.count() == 32


def test_it_tells_nothing_of_a_deed_of_many_rows_that_fails(world: World) -> None:
    def broken() -> None:
        with transaction.atomic(), together():
            notify(world.clerk, told(world, units=[world.department]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    with transaction.atomic():
        notify(None, told(world, units=[world.department]))
    assert Receipt.objects.count() == 1  # nothing held from before


def test_it_shows_the_message_to_everyone_who_holds_the_post_and_marks_it_read_for_each(world: World) -> None:
    tell(world, units=[world.department])
    assert world.focal.post
    deputy = make_actor("capphuc", "Phó phòng", world.department, Role.VIEWER, world.department)
    PostHolding.objects.create(
        person=Person.objects.get(user=deputy.user),
        post=world.focal.post,
        valid_from=TODAY - timedelta(days=1),
        valid_to=TODAY + timedelta(days=5),
        delegated=True,
    )
    while_delegated = actor_for(deputy.user, today=TODAY, post_id=world.focal.post.pk)
    assert unread_count(while_delegated) == 1
    receipt = Receipt.objects.get()
    ReadMark.objects.create(receipt=receipt, user=world.focal.user)
    assert unread_count(world.focal) == 0
    assert unread_count(while_delegated) == 1
    afterwards = actor_for(deputy.user, today=TODAY + timedelta(days=5), post_id=world.focal.post.pk)
    assert unread_count(afterwards) == 0


def test_it_counts_what_is_old_as_read(world: World) -> None:
    tell(world, units=[world.department])
    Receipt.objects.update(at=timezone.now() - timedelta(days=61))
    assert unread_count(world.focal) == 0


def test_it_lists_messages_by_object_with_the_latest_first_and_links_to_it(world: World) -> None:
    tell(world, units=[world.department])
    tell(world, units=[world.department])
    page = client_of(world.focal.user).get(reverse("notices:list")).content.decode()
    assert f"Được giao nhiệm vụ NV-0001: {TITLE}, hạn 01/12/2026" in page
    assert page.count('<li class="unread">') == 1
    assert reverse("organisations:unit", args=[world.department.pk]) in page
    assert "2 chưa đọc" in page  # the bell


def test_it_marks_one_thread_read_and_goes_on_to_the_object(world: World) -> None:
    tell(world, units=[world.department])
    client, onward = client_of(world.focal.user), reverse("organisations:unit", args=[world.department.pk])
    key = Receipt.objects.get().pk
    answer = client.post(reverse("notices:read"), {"thong-bao": [key], "den": onward})
    assert answer["Location"] == onward
    assert unread_count(world.focal) == 0
    for onward in ("https://elsewhere.example/", "//elsewhere.example/", "notices"):  # nor the name of a view
        assert client.post(reverse("notices:read"), {"den": onward})["Location"] == reverse("notices:list")


def test_it_does_not_mark_what_came_to_another_post(world: World) -> None:
    tell(world, units=[world.department])
    client_of(world.clerk.user).post(reverse("notices:read"), {"thong-bao": [Receipt.objects.get().pk]})
    assert not ReadMark.objects.exists()


def test_it_marks_all_read(world: World) -> None:
    for _ in range(3):
        tell(world, units=[world.department])
    client_of(world.focal.user).post(reverse("notices:read"), {"tat-ca": "1"})
    assert unread_count(world.focal) == 0


def test_it_keeps_a_line_without_link_and_content_where_the_object_is_hidden_by_now(world: World) -> None:
    from vaocuoc.tracking.tasks.operations import create_task

    task = create_task(
        actor=world.clerk, keeper=world.province, title=TITLE, lead_unit=world.department, product="Báo cáo",
        due=date(2026, 12, 1), today=TODAY,
    )  # fmt: skip
    Message.objects.all()
    ReadMark.objects.all().delete()
    with transaction.atomic():
        notify(None, Outgoing(kind=KIND, subject=task, posts=[post_of(world.outsider)], facts=told(world).facts))
    page = client_of(world.outsider.user).get(reverse("notices:list")).content.decode()
    assert "Được giao nhiệm vụ NV-0001: …, hạn 01/12/2026" in page
    assert TITLE not in page
    assert reverse("tasks:detail", args=[task.pk]) not in page


def test_it_asks_the_same_number_of_queries_however_long_the_list(world: World) -> None:
    def queries() -> int:
        client = client_of(world.focal.user)
        client.get(reverse("notices:list"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("notices:list"))
        return len(seen)

    tell(world, units=[world.department])
    few = queries()
    for _ in range(20):
        tell(world, units=[world.department])
    assert queries() == few


def test_it_notes_mail_in_the_same_transaction_for_who_wants_it(world: World) -> None:
    for actor, way in ((world.focal, None), (world.clerk, MailWay.AT_ONCE), (world.leader, MailWay.NONE)):
        actor.user.email = f"{actor.user.username}@vidu.example"
        actor.user.save()
        if way:
            MailPreference.objects.create(user=actor.user, way=way)
    tell(world, units=[world.department, world.province])
    waiting = {item.user.username: item.at_once for item in MailItem.objects.select_related("user")}
    assert waiting == {"dautaichinh": False, "chuyenvien": True}
    tell(world, units=[world.department], urgent=True)
    assert MailItem.objects.filter(user=world.focal.user, at_once=True).count() == 1


def test_it_writes_one_note_to_somebody_told_in_two_posts(world: World) -> None:
    user = world.focal.user
    user.email = "dautaichinh@vidu.example"
    user.save()
    assert world.clerk.post
    PostHolding.objects.create(person=Person.objects.get(user=user), post=world.clerk.post, valid_from=BEGIN)
    tell(world, posts=[world.clerk.post], units=[world.department])
    assert MailItem.objects.filter(user=user).count() == 1


def test_it_tells_nobody_through_a_role_that_has_ended(world: World) -> None:
    RoleGrant.objects.filter(unit=world.department).update(valid_to=TODAY - timedelta(days=1))
    assert tell(world, world.clerk, units=[world.department]) == 0


def test_it_makes_a_line_to_send_that_tells_nothing_but_codes_and_a_day() -> None:
    line = line_for(["NV-0147", "NV-0152"], by=date(2026, 11, 21))
    assert line == "Đề nghị đồng chí xem NV-0147, NV-0152 trên Vào Cuộc trước 17:00 ngày 21/11/2026."
    many = line_for([f"NV-{number}" for number in range(25)], to="Sở Tài chính")
    assert many.endswith("và 5 việc khác trên Vào Cuộc.")
