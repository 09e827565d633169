"""The invented province: its units, how they hang together, what they came from, its posts and accounts.

Every name is made up for the demonstration; posts stand where people would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from vaocuoc.directory.models import Level, Post, RelationKind, Role, Unit, UnitKind
from vaocuoc.directory.organisations import operations as organisations
from vaocuoc.directory.people import operations as people
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.directory.people.models import User

FOUNDED = date(2025, 7, 1)
"""The day from which the province and its communes stand as they are today."""
BEFORE = date(2004, 1, 1)
MERGER_ACT = "Nghị quyết về sắp xếp đơn vị hành chính (giả định)"
PASSWORD = "minh-hoa-2026"  # noqa: S105 - printed for everyone who opens the demonstration

COMMUNES = (
    "phường Đông Ninh", "xã Yên Thượng", "xã Bình Khê", "xã Long Cốc", "xã Phú Lộc", "phường Trung Sơn",
    "xã Tân Phong", "phường Minh Thành", "phường Bến Giang", "phường Tân Hòa", "phường Nam Cường", "phường Bắc Khẩu",
    "phường Hòa Lạc", "phường Vĩnh Xuân", "phường Kim Sơn", "phường An Thịnh", "phường Phố Sơn", "phường Thanh Giang",
    "xã Yên Hạ", "xã Long Sơn", "xã Bình Giang", "xã Phú Khê", "xã Đại Minh", "xã Tiểu Khê", "xã Thượng Lâm",
    "xã Hạ Lâm", "xã Nà Phung", "xã Khe Tắm", "xã Mường Lạ", "xã Suối Bạc", "xã Đồng Chằm", "xã Đồng Vông",
    "xã Hương Lộc", "xã Hương Giang", "xã Cẩm Khê", "xã Cẩm Lĩnh", "xã Tân Dân", "xã Quang Trung", "xã Quang Minh",
    "xã Ngọc Động", "xã Ngọc Thanh", "xã Vạn Thủy", "xã Vạn Xuân", "xã Liên Hòa", "xã Liên Sơn", "xã Nghĩa Hưng",
    "xã Nghĩa Phú", "xã Kỳ Sơn", "xã Kỳ Phong", "xã Thạch Bàn", "xã Thạch Khê", "xã Hải Khẩu", "xã Hải Vân",
    "xã Trà Lĩnh", "xã Trà Sơn", "xã Lâm Đoài", "xã Lâm Giang", "xã Sơn Vân", "xã Sơn Đoài", "xã Mai Pha",
    "xã Mai Hạ", "xã Thanh Vân",
)  # fmt: skip

MERGED = {
    "phường Đông Ninh": ("phường Ninh Khánh (cũ)", "phường Đông Thành (cũ)", "xã Ninh Nhất (cũ)"),
    "phường Trung Sơn": ("thị trấn Trung Sơn (cũ)", "xã Sơn Thủy (cũ)"),
    "xã Yên Thượng": ("xã Yên Phú (cũ)", "xã Thượng Hòa (cũ)"),
    "xã Long Cốc": ("xã Long Vân (cũ)", "xã Cốc San (cũ)", "xã Tả Cốc (cũ)"),
    "xã Bình Khê": ("xã Bình Dương (cũ)", "xã Khê Thượng (cũ)"),
}
"""Communes that stand in the register with what they came from; the others are taken as new from the same day."""

DEPARTMENTS = {
    "so-tai-chinh": ("Sở Tài chính", "STC"),
    "so-xay-dung": ("Sở Xây dựng", "SXD"),
    "so-nong-nghiep": ("Sở Nông nghiệp và Môi trường", "SNNMT"),
    "so-cong-thuong": ("Sở Công Thương", "SCT"),
    "so-khoa-hoc": ("Sở Khoa học và Công nghệ", "SKHCN"),
    "so-noi-vu": ("Sở Nội vụ", "SNV"),
    "so-giao-duc": ("Sở Giáo dục và Đào tạo", "SGDĐT"),
    "so-y-te": ("Sở Y tế", "SYT"),
    "so-van-hoa": ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"),
    "so-tu-phap": ("Sở Tư pháp", "STP"),
    "so-dan-toc": ("Sở Dân tộc và Tôn giáo", "SDTTG"),
    "thanh-tra": ("Thanh tra tỉnh", "TTr"),
    "vp-ubnd": ("Văn phòng UBND tỉnh", "VPUBND"),
    "bql-giao-thong": ("Ban Quản lý dự án công trình giao thông tỉnh", "BQLGT"),
    "hanh-chinh-cong": ("Trung tâm Phục vụ hành chính công tỉnh", "TTPVHCC"),
}
VERTICAL = {
    "thue": ("Thuế tỉnh Minh Giang", "Thuế"),
    "thong-ke": ("Thống kê tỉnh Minh Giang", "TK"),
    "kho-bac": ("Kho bạc Nhà nước tỉnh Minh Giang", "KBNN"),
}
PARTY_BODIES = {
    "van-phong": ("Văn phòng Tỉnh ủy", "VPTU"),
    "to-chuc": ("Ban Tổ chức Tỉnh ủy", "BTCTU"),
    "tuyen-giao": ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "BTGDVTU"),
    "noi-chinh": ("Ban Nội chính Tỉnh ủy", "BNCTU"),
    "kiem-tra": ("Ủy ban Kiểm tra Tỉnh ủy", "UBKTTU"),
    "truong-chinh-tri": ("Trường Chính trị tỉnh", "TCT"),
    "bao": ("Báo và phát thanh, truyền hình Minh Giang", "BPTTH"),
}
ALIASES = {
    "dang-uy-ubnd": ("Đảng ủy UBND tỉnh", "ĐU UBND tỉnh"),
    "ubnd": ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
    "tinh-uy": ("Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"),
    "mat-tran": ("Ủy ban MTTQ Việt Nam tỉnh", "Mặt trận Tổ quốc tỉnh"),
    "thue": ("Thuế tỉnh", "Cơ quan thuế"),
    "thong-ke": ("Thống kê tỉnh",),
    "kho-bac": ("Kho bạc Nhà nước tỉnh",),
    "bql-giao-thong": ("Ban QLDA công trình giao thông",),
}


@dataclass(frozen=True)
class Seat:
    """A post with an account in the demonstration: its holder's login, title, unit and the roles it has over units."""

    username: str
    title: str
    unit: str
    role: str
    over: tuple[tuple[str, str], ...]
    organs: tuple[str, ...] = ()


_WHOLE = (("tinh-uy", RelationKind.PARTY), ("ubnd", RelationKind.STATE), ("dia-ban", RelationKind.TERRITORY))
SEATS = (
    Seat("chuyenvien", "Chuyên viên tổng hợp", "van-phong", Role.COORDINATOR, _WHOLE),
    Seat("chanhvanphong", "Chánh Văn phòng", "van-phong", Role.COORDINATOR, _WHOLE, ("btv",)),
    Seat("lanhdao", "Phó Bí thư Thường trực", "tinh-uy", Role.LEADER, _WHOLE, ("btv", "thuong-truc")),
    Seat("kiemtra", "Phó Chủ nhiệm", "kiem-tra", Role.INSPECTOR, _WHOLE[:2]),
    Seat("dautaichinh", "Đầu mối Sở Tài chính", "so-tai-chinh", Role.REPORTER, (("so-tai-chinh", RelationKind.PARTY),)),
    Seat("dauxaydung", "Đầu mối Sở Xây dựng", "so-xay-dung", Role.REPORTER, (("so-xay-dung", RelationKind.PARTY),)),
    Seat(
        "daunongnghiep",
        "Đầu mối Sở Nông nghiệp và Môi trường",
        "so-nong-nghiep",
        Role.REPORTER,
        (("so-nong-nghiep", RelationKind.PARTY),),
    ),
    Seat("dautochuc", "Đầu mối Ban Tổ chức Tỉnh ủy", "to-chuc", Role.REPORTER, (("to-chuc", RelationKind.PARTY),)),
    Seat(
        "dauyenthuong",
        "Đầu mối Đảng ủy xã Yên Thượng",
        "dang-uy xã Yên Thượng",
        Role.REPORTER,
        (("dang-uy xã Yên Thượng", RelationKind.PARTY), ("ubnd xã Yên Thượng", RelationKind.STATE)),
    ),
    Seat("doankiemtra", "Kiểm tra viên", "kiem-tra", Role.INSPECTOR, ()),  # sees what a decision opens alone
)  # fmt: skip
ADMINISTRATOR = "quantri"

OTHER_POSTS = (
    ("bi-thu", "tinh-uy", "Bí thư", ("btv", "thuong-truc")),
    ("chu-tich", "ubnd", "Chủ tịch", ("btv", "thuong-truc")),
    ("pho-chu-tich-kinh-te", "ubnd", "Phó Chủ tịch phụ trách kinh tế", ("btv",)),
    ("pho-chu-tich-van-xa", "ubnd", "Phó Chủ tịch phụ trách văn hóa - xã hội", ()),
    ("truong-ban-to-chuc", "to-chuc", "Trưởng Ban", ("btv",)),
    ("truong-ban-tuyen-giao", "tuyen-giao", "Trưởng Ban", ("btv",)),
    ("chu-nhiem-kiem-tra", "kiem-tra", "Chủ nhiệm", ("btv",)),
    ("chuyen-vien-kinh-te", "van-phong", "Chuyên viên theo dõi kinh tế", ()),
    ("chuyen-vien-xay-dung-dang", "van-phong", "Chuyên viên theo dõi xây dựng Đảng", ()),
)
"""Posts that answer for and follow things without an account of their own, as most do."""


class Reached(dict[object, Any]):
    """An actor's memory that keeps which units the roles reach, alike all day, and asks everything else anew."""

    def __contains__(self, key: object) -> bool:
        keeps = key == "reached" or (isinstance(key, tuple) and key[0] == "units")
        return keeps and super().__contains__(key)


@dataclass
class Province:
    """What was founded, by short names used in the demonstration's own tables."""

    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    communes: tuple[str, ...] = ()
    _actors: dict[str, Actor] = field(default_factory=dict)
    _reached: dict[tuple[str, date], Reached] = field(default_factory=dict)

    def actor(self, username: str, day: date) -> Actor:
        """The account as it acts on a day, in its first post; posts and roles are the same since the founding."""
        if username not in self._actors:
            self._actors[username] = actor_for(self.users[username], today=day)
        reached = self._reached.setdefault((username, day), Reached())
        return replace(self._actors[username], today=day, memory=reached, reach_mark=None)


def found(communes: int) -> Province:
    """Found the province with this many communes: units, relations, successions, organs, posts, roles, accounts."""
    province = Province(communes=COMMUNES[:communes])
    _found_province_level(province)
    for number, name in enumerate(province.communes, start=1):
        _found_commune(province, number, name)
    organisations.rebuild_reach()
    _seat_people(province)
    return province


def _unit(
    province: Province, key: str, name: str, kind: str, level: str = Level.PROVINCE, *, short: str = "", code: str = ""
) -> Unit:
    unit = province.units[key] = organisations.create_unit(
        None,
        name=name,
        kind=kind,
        level=level,
        valid_from=FOUNDED,
        short_name=short,
        code=code,
        aliases=ALIASES.get(key, ()),
        rebuild=False,
    )
    return unit


def _below(province: Province, parent: str, child: str, *kinds: str) -> None:
    for kind in kinds:
        organisations.relate_units(
            None,
            kind=kind,
            parent=province.units[parent],
            child=province.units[child],
            valid_from=FOUNDED,
            rebuild=False,
        )


def _found_province_level(province: Province) -> None:
    _unit(province, "dia-ban", "Tỉnh Minh Giang", UnitKind.TERRITORY, code="MG")
    _unit(province, "tinh-uy", "Tỉnh ủy Minh Giang", UnitKind.PARTY, short="Tỉnh ủy")
    _unit(province, "ubnd", "Ủy ban nhân dân tỉnh Minh Giang", UnitKind.GOVERNMENT, short="UBND tỉnh")
    _unit(province, "dang-uy-ubnd", "Đảng ủy Ủy ban nhân dân tỉnh", UnitKind.PARTY, short="Đảng ủy UBND tỉnh")
    _unit(province, "dang-uy-co-quan", "Đảng ủy các cơ quan Đảng tỉnh", UnitKind.PARTY)
    _unit(province, "mat-tran", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", UnitKind.FRONT, short="Ủy ban MTTQ tỉnh")
    for key in ("tinh-uy", "ubnd"):
        _below(province, "dia-ban", key, RelationKind.COUNTERPART)
    for key in ("dang-uy-ubnd", "dang-uy-co-quan", "mat-tran"):
        _below(province, "tinh-uy", key, RelationKind.PARTY)
    for key, (name, short) in PARTY_BODIES.items():
        _unit(province, key, name, UnitKind.OFFICE, short=short)
        _below(province, "tinh-uy", key, RelationKind.PARTY)
    for kind, units in ((UnitKind.DEPARTMENT, DEPARTMENTS), (UnitKind.VERTICAL, VERTICAL)):
        for key, (name, short) in units.items():
            _unit(province, key, name, kind, short=short)
            _below(province, "dang-uy-ubnd", key, RelationKind.PARTY)
            _below(province, "ubnd", key, RelationKind.STATE)


def _found_commune(province: Province, number: int, name: str) -> None:
    """A commune is three units: the place, its Party committee and its People's Committee."""
    place = _unit(province, name, name[0].upper() + name[1:], UnitKind.TERRITORY, Level.COMMUNE, code=f"MG{number:03d}")
    _unit(province, f"dang-uy {name}", f"Đảng ủy {name}", UnitKind.PARTY, Level.COMMUNE)
    _unit(province, f"ubnd {name}", f"Ủy ban nhân dân {name}", UnitKind.GOVERNMENT, Level.COMMUNE, short=f"UBND {name}")
    _below(province, "dia-ban", name, RelationKind.TERRITORY)
    _below(province, "tinh-uy", f"dang-uy {name}", RelationKind.PARTY)
    _below(province, "ubnd", f"ubnd {name}", RelationKind.STATE)
    _below(province, name, f"dang-uy {name}", RelationKind.COUNTERPART)
    _below(province, name, f"ubnd {name}", RelationKind.COUNTERPART)
    for old_name in MERGED.get(name, ()):
        old = organisations.create_unit(
            None,
            name=old_name[0].upper() + old_name[1:],
            kind=UnitKind.TERRITORY,
            level=Level.COMMUNE,
            valid_from=BEFORE,
            rebuild=False,
        )
        old = organisations.end_unit(None, old, valid_to=FOUNDED, reason=MERGER_ACT, rebuild=False)
        organisations.record_succession(
            None,
            predecessor=old,
            successor=place,
            date=FOUNDED,
            act=MERGER_ACT,
            share_ppm=1_000_000,
            reason="Nhập nguyên trạng",
            rebuild=False,
        )


def _seat_people(province: Province) -> None:
    organs = {
        "bch": organisations.create_organ(
            None, unit=province.units["tinh-uy"], name="Ban Chấp hành Đảng bộ tỉnh", valid_from=FOUNDED
        ),
        "btv": organisations.create_organ(
            None, unit=province.units["tinh-uy"], name="Ban Thường vụ Tỉnh ủy", valid_from=FOUNDED
        ),
        "thuong-truc": organisations.create_organ(
            None, unit=province.units["tinh-uy"], name="Thường trực Tỉnh ủy", valid_from=FOUNDED
        ),
    }

    def post_of(key: str, unit: str, title: str, member_of: tuple[str, ...], user: User | None) -> Post:
        post = province.posts[key] = organisations.create_post(
            None,
            unit=province.units[unit],
            title=title,
            valid_from=FOUNDED,
            organs=[organs[name] for name in (*member_of, *(("bch",) if "btv" in member_of else ()))],
        )
        # The person's name is the words of the post: nobody in the demonstration is anybody.
        person = people.create_person(None, name=f"{title}, {province.units[unit].name}", user=user)
        people.hold_post(None, person=person, post=post, valid_from=FOUNDED)
        return post

    for key, unit, title, member_of in OTHER_POSTS:
        post_of(key, unit, title, member_of, None)
    for seat in (seat for seat in SEATS if seat.unit in province.units):
        user = province.users[seat.username] = people.create_account(None, username=seat.username, password=PASSWORD)
        post = post_of(seat.username, seat.unit, seat.title, seat.organs, user)
        for unit, relation in seat.over:
            people.grant_role(
                None, post=post, role=seat.role, unit=province.units[unit], relation=relation, valid_from=FOUNDED
            )
    province.users[ADMINISTRATOR] = people.create_account(
        None, username=ADMINISTRATOR, password=PASSWORD, is_administrator=True
    )


def account_lines(users: Mapping[str, User]) -> Iterator[str]:
    """One line for each account that can sign in: its name and the post it acts in."""
    for seat in SEATS:
        if seat.username in users:
            yield f"  {seat.username:<14} {seat.title}"
    yield f"  {ADMINISTRATOR:<14} Quản trị hệ thống"
