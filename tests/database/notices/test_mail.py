"""Letters against a real mail server: refused, cut off in the middle, away, and a worker that dies between steps."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage as Email
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.database.conftest import TODAY, World
from vaocuoc.documents.models import Document, Handling
from vaocuoc.notices import morning
from vaocuoc.notices.mail import operations
from vaocuoc.notices.mail.queries import problems
from vaocuoc.notices.messages import wording
from vaocuoc.notices.models import Mail, MailItem, MailPreference, MailState, MailWay, ReadMark, Receipt
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import create_task

KIND = "test.mail"
NOTICES = {KIND: "Được giao %(task)s: %(title)s, hạn %(due)s"}
TITLE = "Báo cáo thu ngân sách"
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)  # noon in Vietnam


class Server:
    """A mail server that keeps what it takes and can be told how to answer."""

    def __init__(self) -> None:
        self.taken: list[Email] = []
        self.rcpt = ""
        self.data = ""
        self.cut = False
        self.crash_after: Exception | None = None

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.cut:
            server.transport.close()
            return "421 gone"
        if self.data:
            return self.data
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    made = Server()
    port = free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_ON = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "vaocuoc@vidu.example"
    settings.SITE_ADDRESS = "https://vaocuoc.vidu.example"
    settings.NOTICE_TABLES = ["tests.database.notices.test_mail.NOTICES"]
    wording._sentences.cache_clear()
    yield made
    controller.stop(no_assert=True)
    wording._sentences.cache_clear()


@pytest.fixture
def task(world: World) -> Task:
    for actor, way in ((world.focal, MailWay.AT_ONCE), (world.leader, MailWay.DIGEST)):
        actor.user.email = f"{actor.user.username}@vidu.example"
        actor.user.save()
        MailPreference.objects.create(user=actor.user, way=way)
    made = create_task(
        actor=world.clerk, keeper=world.province, title=TITLE, lead_unit=world.department, product="Báo cáo",
        due=TODAY + timedelta(days=9), today=TODAY,
    )  # fmt: skip
    MailItem.objects.all().delete()
    return made


def tell(task: Task, world: World, *, leader: bool = False) -> None:
    facts = {"task": task.code, "title": task.title, "due": task.due}
    post = world.leader.post if leader else world.focal.post
    assert post
    with transaction.atomic():
        notify(None, Outgoing(kind=KIND, subject=task, posts=[post], facts=facts))


def send(now: datetime | None = None) -> dict[str, int]:
    operations.gather(now=now)
    return operations.deliver_waiting(now=now)


def plain(letter: Email) -> str:
    body = letter.get_body(("plain",))
    return str(body.get_content())


def test_it_sends_what_waits_in_one_letter_with_codes_and_links_alone(server: Server, task: Task, world: World) -> None:
    tell(task, world)
    tell(task, world)
    assert send() == {"sent": 1}
    (letter,) = server.taken
    assert letter["To"] == "dautaichinh@vidu.example"
    assert letter["Subject"].strip() == f"Vào Cuộc: Được giao {task.code}: …, hạn 29/11/2026"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] == f"<https://vaocuoc.vidu.example{reverse('notices:preferences')}>"
    assert f"https://vaocuoc.vidu.example{reverse('tasks:detail', args=[task.pk])}" in plain(letter)
    assert TITLE not in letter.as_string()
    assert TITLE not in plain(letter)
    mail = Mail.objects.get()
    assert (mail.state, mail.message_id) == (MailState.SENT, letter["Message-ID"])
    assert send() == {}


def test_it_names_tasks_where_the_office_says_so_but_never_those_of_internal_papers(
    server: Server, task: Task, world: World
) -> None:
    operations.choose_titles(actor=world.administrator, titles=True)
    tell(task, world)
    send()
    assert TITLE in plain(server.taken[0])
    task.document = Document.objects.create(
        keeper=world.province, title="Kế hoạch", handling=Handling.INTERNAL, uploaded_by=world.clerk.user
    )
    task.save()
    tell(task, world)
    send()
    assert TITLE not in server.taken[1].as_string()
    assert TITLE not in plain(server.taken[1])
    assert task.code in plain(server.taken[1])


def test_it_loses_nothing_while_the_server_is_away(server: Server, task: Task, world: World, settings: Any) -> None:
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = free_port()  # nobody listens there
    tell(task, world)
    assert send(NOON) == {"down": 1}
    mail = Mail.objects.get()
    assert mail.state == MailState.WAITING
    assert "refused" in mail.why.lower() or "Errno" in mail.why
    assert operations.deliver_waiting(now=NOON) == {}  # not at once again
    settings.EMAIL_PORT = port
    assert operations.deliver_waiting(now=NOON + timedelta(minutes=2)) == {"sent": 1}
    assert server.taken[0]["Message-ID"] == mail.message_id


def test_it_tries_again_after_a_passing_refusal_under_the_same_message_id(
    server: Server, task: Task, world: World
) -> None:
    server.rcpt = "451 greylisted, come back"
    tell(task, world)
    assert send(NOON) == {"later": 1}
    server.rcpt = ""
    assert operations.deliver_waiting(now=NOON + timedelta(minutes=2)) == {"sent": 1}
    assert [letter["Message-ID"] for letter in server.taken] == [Mail.objects.get().message_id]


def test_it_tries_again_when_the_connection_is_cut_in_the_middle(server: Server, task: Task, world: World) -> None:
    server.cut = True
    tell(task, world)
    assert send(NOON) == {"later": 1}
    server.cut = False
    assert operations.deliver_waiting(now=NOON + timedelta(minutes=2)) == {"sent": 1}
    assert len(server.taken) == 1


def test_it_marks_an_address_that_is_refused_for_good_and_tells_the_administrator(
    server: Server, task: Task, world: World
) -> None:
    server.rcpt = "550 no such user"
    tell(task, world)
    assert send() == {"no_such_address": 1}
    assert MailPreference.objects.get(user=world.focal.user).refused_why == "550 no such user"
    tell(task, world)
    assert not MailItem.objects.filter(mail__isnull=True).exists()  # nothing more is put out for it
    assert "không gửi được" in problems()[0]
    client = Client()
    client.force_login(world.administrator.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "550 no such user" in client.get(reverse("notices:mail")).content.decode()
    server.rcpt = ""
    client.post(reverse("notices:mail_deed", args=["gui-lai"]), {"thu": [Mail.objects.get().pk]})
    assert operations.deliver_waiting() == {"sent": 1}
    assert not problems()


def test_it_never_gives_up_silently(server: Server, task: Task, world: World) -> None:
    server.data = "554 rejected by rule"
    tell(task, world)
    assert send() == {"refused": 1}
    assert Mail.objects.get().state == MailState.GIVEN_UP
    assert not MailPreference.objects.get(user=world.focal.user).refused_address  # the address is not at fault
    assert problems()


def test_it_gives_up_after_three_days_of_trying(server: Server, task: Task, world: World) -> None:
    server.rcpt = "451 later"
    tell(task, world)
    send(NOON)
    assert operations.deliver_waiting(now=NOON + timedelta(days=3, minutes=5)) == {"later": 1}
    assert Mail.objects.get().state == MailState.GIVEN_UP


def test_it_sends_a_letter_once_more_and_no_third_time_after_crashes_between_sending_and_marking(
    server: Server, task: Task, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(task, world)
    operations.gather(now=NOON)
    real = operations._note

    def die(*_facts: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(operations, "_note", die)
    with pytest.raises(SystemExit):
        operations.deliver_waiting(now=NOON)
    assert Mail.objects.get().state == MailState.SENDING
    monkeypatch.setattr(operations, "_note", real)
    assert operations.deliver_waiting(now=NOON + timedelta(minutes=5)) == {}  # its worker may still live
    assert operations.deliver_waiting(now=NOON + timedelta(minutes=11)) == {"sent": 1}
    assert len({letter["Message-ID"] for letter in server.taken}) == 1
    assert len(server.taken) == 2
    Mail.objects.update(state=MailState.SENDING, doubts=1)
    assert operations.deliver_waiting(now=NOON + timedelta(hours=1)) == {}
    assert Mail.objects.get().state == MailState.GIVEN_UP
    assert len(server.taken) == 2


def test_it_sends_one_letter_a_day_to_who_wants_it_so_without_what_was_read(
    server: Server, task: Task, world: World
) -> None:
    for _ in range(3):
        tell(task, world, leader=True)
    first = Receipt.objects.filter(post=world.leader.post).earliest("pk")
    ReadMark.objects.create(receipt=first, user=world.leader.user)
    assert send() == {}
    early = timezone.make_aware(datetime(2026, 11, 23, 7, 29))
    assert morning.run(now=early) == []
    assert not server.taken
    morning.run(now=early + timedelta(minutes=1))
    assert len(server.taken) == 1
    tell(task, world, leader=True)
    morning.run(now=early + timedelta(hours=3))
    assert len(server.taken) == 1  # once a day
    morning.run(now=early + timedelta(days=1, minutes=1))
    assert len(server.taken) == 2


def test_it_puts_nothing_out_where_no_server_is_set(server: Server, task: Task, world: World, settings: Any) -> None:
    settings.MAIL_ON = False
    tell(task, world)
    assert not MailItem.objects.exists()
    client = Client()
    client.force_login(world.focal.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "chưa đặt máy chủ thư" in client.get(reverse("notices:preferences")).content.decode()


def test_it_lets_one_choose_to_get_no_letters(server: Server, task: Task, world: World) -> None:
    client = Client()
    client.force_login(world.focal.user, backend="django.contrib.auth.backends.ModelBackend")
    tell(task, world)
    assert client.post(reverse("notices:preferences"), {"way": "none"}).status_code == 302
    assert client.post(reverse("notices:preferences"), {"way": "pigeon"}).status_code == 422
    assert send() == {}
    tell(task, world)
    assert not MailItem.objects.exists()


def test_it_keeps_the_page_of_letters_to_the_administrator(world: World) -> None:
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("notices:mail")).status_code == 403
    assert client.post(reverse("notices:mail_deed", args=["ten-viec"])).status_code == 403
