"""Posts are named by their rank, as offices write who was present."""

from __future__ import annotations

import random

from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.organisations.precedence import precedence

COMMITTEE = Unit(pk=1, name="Tỉnh ủy Minh Giang", kind="party", level="province", sort_key=b"t")
GOVERNMENT = Unit(pk=2, name="Ủy ban nhân dân tỉnh", kind="government", level="province", sort_key=b"u")
BOARD = Unit(pk=3, name="Ban Tổ chức Tỉnh ủy", kind="office", level="province", sort_key=b"b")
OFFICE = Unit(pk=4, name="Văn phòng Tỉnh ủy", kind="office", level="province", sort_key=b"v")
DEPARTMENT = Unit(pk=5, name="Sở Tài chính", kind="department", level="province", sort_key=b"s")
POLICE = Unit(pk=6, name="Đảng ủy Công an tỉnh", kind="party", level="province", sort_key=b"d")
COMMUNE = Unit(pk=7, name="Đảng ủy xã Yên Thượng", kind="party", level="commune", sort_key=b"y")

IN_ORDER = [
    ("Bí thư", COMMITTEE),
    ("Phó Bí thư Thường trực", COMMITTEE),
    ("Phó Bí thư", COMMITTEE),
    ("Quyền Chủ tịch", GOVERNMENT),
    ("Phó Chủ tịch phụ trách kinh tế", GOVERNMENT),
    ("Bí thư", POLICE),
    ("Trưởng Ban", BOARD),
    ("Giám đốc", DEPARTMENT),
    ("Chánh Văn phòng", OFFICE),
    ("Phó Giám đốc", DEPARTMENT),
    ("Bí thư", COMMUNE),
    ("Phó Bí thư", COMMUNE),
    ("Phó Trưởng phòng", DEPARTMENT),
    ("Chuyên viên tổng hợp", OFFICE),
]


def test_leaders_come_first_then_heads_deputies_communes_and_staff() -> None:
    posts = [Post(pk=number, title=title, unit=unit) for number, (title, unit) in enumerate(IN_ORDER, start=1)]
    mixed = random.Random(7).sample(posts, len(posts))
    assert sorted(mixed, key=lambda one: precedence(one, keeper=COMMITTEE.pk)) == posts


def test_the_secretary_leads_the_unit_that_meets() -> None:
    chief, board = Post(pk=1, title="Bí thư", unit=POLICE), Post(pk=2, title="Trưởng Ban", unit=BOARD)
    assert precedence(chief, keeper=POLICE.pk) < precedence(board, keeper=POLICE.pk)
    staff = Post(pk=3, title="Chuyên viên", unit=POLICE)
    assert precedence(board, keeper=POLICE.pk) < precedence(staff, keeper=POLICE.pk)
