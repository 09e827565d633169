"""Many receivers of a letter: named up to six, then said by their kind with a list behind."""

from __future__ import annotations

from vaocuoc.directory.models import Unit
from vaocuoc.tracking.assignment.receivers import Lists, Named, addressed, counted, unnamed

COMMITTEES: list[Named] = [
    *(Unit(name=f"Đảng ủy xã Suối {number}", kind="party", level="commune") for number in range(1, 25)),
    Unit(name="Đảng ủy phường Bến", kind="party", level="commune"),
]
DEPARTMENTS: list[Named] = [Unit(name=f"Sở {number}", kind="department", level="province") for number in range(1, 5)]
PROVINCE = Unit(name="Tỉnh ủy Minh Giang", kind="party", level="province")


def listed(_names: tuple[str, ...]) -> str:
    return "danh sách kèm theo"


def test_six_are_named_one_by_one() -> None:
    assert addressed(COMMITTEES[:6], listed) == tuple(f"Đảng ủy xã Suối {number}" for number in range(1, 7))
    assert unnamed(COMMITTEES[:6]) == ()


def test_many_are_said_by_their_kind_and_the_few_by_name() -> None:
    assert addressed([PROVINCE, *COMMITTEES, *DEPARTMENTS], listed) == (
        "Các đảng ủy xã, phường (danh sách kèm theo)",
        "Tỉnh ủy Minh Giang",
        "Sở 1",
        "Sở 2",
        "Sở 3",
        "Sở 4",
    )
    assert unnamed([PROVINCE, *COMMITTEES, *DEPARTMENTS]) == tuple(map(str, COMMITTEES))


def test_what_has_no_common_kind_stands_in_the_list_alone() -> None:
    posts: list[Named] = [f"Chủ tịch xã {number}" for number in range(1, 10)]
    assert addressed(posts, listed) == ("Các cơ quan, đơn vị (danh sách kèm theo)",)
    assert counted(posts, listed) == (
        "Chủ tịch xã 1, Chủ tịch xã 2, Chủ tịch xã 3 và 6 đơn vị (danh sách kèm theo)"
    )  # fmt: skip
    assert unnamed(posts) == tuple(posts)


def test_helpers_are_counted_by_their_kind() -> None:
    assert counted([*DEPARTMENTS[:2], *COMMITTEES], listed) == (
        "Sở 1, Sở 2, 25 đảng ủy xã, phường (danh sách kèm theo)"
    )


def test_lists_are_numbered_where_there_are_several_and_the_same_names_make_one() -> None:
    committees, departments = tuple(map(str, COMMITTEES)), tuple(map(str, DEPARTMENTS))
    one = Lists([("Nơi nhận", committees), ("Phối hợp", committees), ("Phối hợp", ())])
    assert one.reference(committees) == "danh sách kèm theo"
    assert [annex.heading for annex in one.annexes("")] == ["DANH SÁCH"]
    both = Lists([("Nơi nhận", committees), ("Phối hợp", departments)])
    assert both.reference(departments) == "danh sách số 2 kèm theo"
    first, second = both.annexes("(Kèm theo)")
    assert (first.heading, second.title) == ("DANH SÁCH SỐ 1", "Phối hợp")
    names = [cell for row in first.grid.rows for cell in row if cell and not cell.isdecimal()]
    assert sorted(names) == sorted(committees)
    assert [row[1] for row in second.grid.rows] == list(departments)
