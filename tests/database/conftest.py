"""The world of the database tests: one invented province, its offices, and people in different relations to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import translation

from tests.database.audit.emptying import allow_emptying
from vaocuoc.config.settled import settle
from vaocuoc.core.text import fold
from vaocuoc.directory.models import (
    Level,
    Person,
    Post,
    PostHolding,
    RelationKind,
    Role,
    RoleGrant,
    Unit,
    UnitKind,
    UnitRelation,
    User,
)
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.directory.people.access import Actor, actor_for

allow_emptying()

TODAY = date(2026, 11, 20)
BEGIN = date(2025, 7, 1)
PASSWORD = "mat-khau-kiem-thu"


@pytest.fixture(scope="session", autouse=True)
def settled() -> None:
    """The process is as a server's is: what is loaded is left alone by the collector."""
    settle()


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Every test begins in Vietnamese, whatever language a page of the test before was shown in."""
    with translation.override("vi"):
        yield


@pytest.fixture
def today() -> date:
    return TODAY


@dataclass
class World:
    """``province`` (Tỉnh ủy) has ``office``, ``department`` and ``commune`` below it; ``elsewhere`` is not.

    ``clerk`` coordinates the province; ``focal`` reports for the department; ``leader`` leads the province;
    ``outsider`` coordinates elsewhere and must see nothing of the province; ``administrator`` holds no post.
    """

    province: Unit
    office: Unit
    department: Unit
    commune: Unit
    elsewhere: Unit
    clerk: Actor
    focal: Actor
    leader: Actor
    outsider: Actor
    administrator: Actor


def make_unit(name: str, kind: str = UnitKind.PARTY, level: str = Level.PROVINCE, **fields: Any) -> Unit:
    return Unit.objects.create(
        name=name, kind=kind, level=level, valid_from=BEGIN, folded=fold(name), sort_key=name.encode(), **fields
    )


@cache
def _hashed() -> str:
    """The one password, hashed once: Argon2 is slow on purpose."""
    return make_password(PASSWORD)


def make_user(username: str, **fields: Any) -> User:
    return User.objects.create(username=username, password=_hashed(), **fields)


def make_actor(username: str, title: str, unit: Unit, role: str, over: Unit) -> Actor:
    user = make_user(username)
    post = Post.objects.create(unit=unit, title=title, valid_from=BEGIN)
    person = Person.objects.create(name=title, user=user)
    PostHolding.objects.create(person=person, post=post, valid_from=BEGIN)
    RoleGrant.objects.create(post=post, role=role, unit=over, relation=RelationKind.PARTY, valid_from=BEGIN)
    return actor_for(user, today=TODAY)


def post_of(actor: Actor) -> Post:
    """The post in which somebody of the world acts: all but the administrator have one."""
    assert actor.post is not None
    return actor.post


def streamed(answer: Any) -> bytes:
    """The whole body of an answer that is sent in parts."""
    return b"".join(answer.streaming_content)


@pytest.fixture
def world(db: None) -> World:
    province = make_unit("Tỉnh ủy Minh Giang")
    office = make_unit("Văn phòng Tỉnh ủy", UnitKind.OFFICE)
    department = make_unit("Sở Tài chính", UnitKind.DEPARTMENT)
    commune = make_unit("Đảng ủy xã Yên Thượng", level=Level.COMMUNE)
    elsewhere = make_unit("Tỉnh ủy Sơn Khê")
    for child in (office, department, commune):
        UnitRelation.objects.create(kind=RelationKind.PARTY, parent=province, child=child, valid_from=BEGIN)
    rebuild_reach()
    return World(
        province=province,
        office=office,
        department=department,
        commune=commune,
        elsewhere=elsewhere,
        clerk=make_actor("chuyenvien", "Chuyên viên tổng hợp", office, Role.COORDINATOR, province),
        focal=make_actor("dautaichinh", "Đầu mối Sở Tài chính", department, Role.REPORTER, department),
        leader=make_actor("lanhdao", "Phó Bí thư Thường trực", province, Role.LEADER, province),
        outsider=make_actor("nguoingoai", "Chuyên viên tổng hợp", elsewhere, Role.COORDINATOR, elsewhere),
        administrator=actor_for(make_user("quantri", is_administrator=True), today=TODAY),
    )
